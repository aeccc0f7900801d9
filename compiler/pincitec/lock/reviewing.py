"""Stamps: that somebody has read a quotation beside every text of its unit in which it stands."""

from collections.abc import Iterable

from attrs import evolve

from pincitec.check.quotations import QuoteStatus
from pincitec.law.normalise import normalise
from pincitec.lock.model import Entry, Lock, Stamp


def choose(lock: Lock, asked: str) -> tuple[Entry, ...]:
    """The quotations that are meant by an id, by all of their words, or else by some of them."""
    words = normalise(asked).strip()
    if not words:
        return ()
    named = [e for e in lock.entries if e.id == words] or [e for e in lock.entries if e.words == words]
    return tuple(named or (e for e in lock.entries if words in e.words))


def review(lock: Lock, chosen: Iterable[Entry], stamp: Stamp) -> Lock:
    """The lock with a stamp on every text of the chosen quotations that has none. Older stamps stay: they say who has read that text."""
    keys = {e.key for e in chosen}
    return evolve(lock, entries=tuple(approved(e, stamp) if e.key in keys else e for e in lock.entries))


def approved(entry: Entry, stamp: Stamp) -> Entry:
    texts = tuple(
        evolve(t, status=QuoteStatus.VERIFIED, reviewed=t.reviewed or stamp) if t.sha256 is not None and t.start is not None else t
        for t in entry.texts
    )
    return evolve(entry, texts=texts)


def unreviewed(lock: Lock) -> int:
    """How many quotations stand in a text that nobody has read."""
    return sum(any(t.sha256 is not None and t.start is not None and t.reviewed is None for t in e.texts) for e in lock.entries)
