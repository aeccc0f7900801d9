"""What is known of quotations over time, as plain values, and as JSON for the cache.

Imports nothing of the law or the syntax, so that a lock file can be compared from a warm cache without either. Days are half-open intervals
`[from_, until)`; `from_` None is the beginning of time, `until` None is until further notice.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from pincitec.diagnostics.source import Span


class QuoteStatus(StrEnum):
    """What is known of a quotation on some days. Only on days on which it is `VERIFIED` or `BEYOND_HORIZON` can its clause be in force."""

    VERIFIED = "verified"
    """The words stand in the cited place, once, or at the one of several places that is said."""
    MOVED = "moved"
    """They stand, to the letter, in the unit that bore the cited designation before and bears another one now."""
    CONTEXT_CHANGED = "context-changed"
    """They stand there, and other words of the unit are not those that were reviewed. Known from the lock file alone."""
    AMENDED = "amended"
    """They stood there before, and an act has changed them."""
    MISQUOTED = "misquoted"
    """They stand there on no day on file."""
    AMBIGUOUS = "ambiguous"
    """They stand there several times, and which is meant is not said."""
    ORPHANED = "orphaned"
    """The unit in which they stood is gone."""
    UNVERIFIABLE = "unverifiable"
    """Words of the unit are not on file, or the quoted characters are inferred."""
    BEYOND_HORIZON = "beyond-horizon"
    """They stand there as last known; until when the source shows the law is past."""
    NOT_YET = "not-yet"
    """An act brings them, or their unit, only later."""


STANDING = (QuoteStatus.VERIFIED, QuoteStatus.CONTEXT_CHANGED, QuoteStatus.BEYOND_HORIZON)
"""The statuses of words that stand in the text of the day."""


@frozen
class Move:
    """A unit with its designations before and now, the first day of these, and the acts of that day. `path` is empty where it is gone."""

    identity: str
    path: tuple[str, ...]
    citation: str
    on: date
    acts: tuple[str, ...]


@frozen
class Evidence:
    """What a status rests on. `start`, `end`: where the words stand in the normalised text of the unit; `sha256` of that text.

    `strength`: why the matched characters may be relied on, as a value of `law.model.Status`. `acts`: those that changed or removed the
    words, or will bring them. `redline`: what they did to the unit, from their operations; `now`: the words that came in place of the
    quoted ones, if that is exactly known.
    """

    start: int | None = None
    end: int | None = None
    sha256: str | None = None
    strength: str | None = None
    acts: tuple[str, ...] = ()
    redline: str = ""
    now: str | None = None
    hits: int = 0
    move: Move | None = None
    because: str = ""


@frozen
class Stretch:
    """A status with the days on which it holds."""

    status: QuoteStatus
    from_: date | None
    until: date | None
    evidence: Evidence = Evidence()


@frozen
class QuotationRecord:
    """A quotation where it is written. `around`: the quotations it is nested in, outermost first, on which its place depends; `at` (k, n):
    the k-th of n places. `unit` is the identity of the cited unit in its section, `cite` its pincite. All words are normalised."""

    policy: str
    span: Span
    clauses: tuple[str, ...]
    decides: tuple[str, ...]
    section: str
    unit: str
    cite: str
    around: tuple[str, ...]
    words: str
    at: tuple[int, int] | None
    stretches: tuple[Stretch, ...]


def on_day(stretches: Iterable[Stretch], day: date) -> Stretch:
    """The stretch in which a day lies."""
    return next(s for s in stretches if (s.from_ is None or s.from_ <= day) and (s.until is None or day < s.until))


def in_context(stretches: Iterable[Stretch], changed: Collection[str]) -> tuple[Stretch, ...]:
    """The stretches, those of words that stand in a text that is not the one reviewed (by its hash) marked as such."""
    return tuple(
        evolve(s, status=QuoteStatus.CONTEXT_CHANGED) if s.status in STANDING and s.evidence.sha256 in changed else s for s in stretches
    )


# ---- as JSON, for the cache


def to_json(found: Iterable[QuotationRecord]) -> bytes:
    return json.dumps([row(r) for r in found], ensure_ascii=False).encode()


def row(r: QuotationRecord) -> list[Any]:
    at = None if r.at is None else list(r.at)
    where = [r.span.path, r.span.start, r.span.end]
    stretches = [[s.status.value, day(s.from_), day(s.until), evidence(s.evidence)] for s in r.stretches]
    return [r.policy, where, r.clauses, r.decides, r.section, r.unit, r.cite, r.around, r.words, at, stretches]


def evidence(e: Evidence) -> list[Any]:
    move = None if e.move is None else [e.move.identity, e.move.path, e.move.citation, day(e.move.on), e.move.acts]
    return [e.start, e.end, e.sha256, e.strength, e.acts, e.redline, e.now, e.hits, move, e.because]


def day(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def from_json(data: bytes | None) -> tuple[QuotationRecord, ...] | None:
    """The records in these bytes; `None` where they are not what `to_json` wrote."""
    if data is None:
        return None
    try:
        return tuple(read_row(row) for row in json.loads(data))
    except (ValueError, TypeError, KeyError):
        return None


def read_row(row: Any) -> QuotationRecord:
    policy, where, clauses, decides, section, unit, cite, around, words, at, stretches = row
    found = tuple(Stretch(QuoteStatus(s), read_day(a), read_day(b), read_evidence(e)) for s, a, b, e in stretches)
    place = None if at is None else (at[0], at[1])
    return QuotationRecord(policy, Span(*where), tuple(clauses), tuple(decides), section, unit, cite, tuple(around), words, place, found)


def read_evidence(row: Any) -> Evidence:
    start, end, digest, strength, acts, redline, now, hits, move, because = row
    moved = None if move is None else Move(move[0], tuple(move[1]), move[2], date.fromisoformat(move[3]), tuple(move[4]))
    return Evidence(start, end, digest, strength, tuple(acts), redline, now, hits, moved, because)


def read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
