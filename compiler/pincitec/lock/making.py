"""The lock of a project as it is now, with the stamps of an older one that still hold.

A stamp is of one text of one unit: it is kept where the unit's text has the same hash, and nowhere else. Words that stand in a text nobody
has read, of a quotation that somebody had read, are *context-changed* until they are approved.
"""

from collections.abc import Iterable, Mapping

from attrs import evolve

from pincitec.check.quotations import STANDING, QuotationRecord, QuoteStatus, Stretch
from pincitec.lock.model import Entry, Key, Lock, Text


def make_lock(found: Iterable[QuotationRecord], sources: Mapping[str, str], old: Lock | None = None) -> Lock:
    """The lock of these quotations; `old` is the one on file."""
    entries: dict[Key, Entry] = {}
    for record in found:
        entry = entry_of(record)
        known = entries.get(entry.key)
        if known is not None:  # the same words in the same place, written twice
            entry = evolve(known, decides=tuple(sorted({*known.decides, *entry.decides})))
        entries[entry.key] = entry
    before = {e.key: e for e in old.entries} if old is not None else {}
    made = [stamped(entries[key], before.get(key)) for key in sorted(entries)]
    return Lock(dict(sorted(sources.items())), tuple(made))


def entry_of(record: QuotationRecord) -> Entry:
    """A quotation without stamps, from the first text in which its words stand."""
    first = next((i for i, s in enumerate(record.stretches) if s.status in STANDING), 0)
    texts: list[Text] = []
    for stretch in record.stretches[first:]:
        text = text_of(stretch)
        if texts and texts[-1].until == text.from_ and evolve(texts[-1], from_=None, until=None) == evolve(text, from_=None, until=None):
            texts[-1] = evolve(texts[-1], until=text.until)
        else:
            texts.append(text)
    return Entry(
        record.policy, record.decides, record.section, record.unit, record.cite, record.around, record.words, record.at, tuple(texts)
    )


def text_of(stretch: Stretch) -> Text:
    """A stretch as it is kept. Until when a source shows the law is no matter of the text, and is left out."""
    e = stretch.evidence
    if stretch.status in STANDING:
        return Text(stretch.from_, stretch.until, QuoteStatus.VERIFIED, e.start, e.end, e.sha256)
    return Text(stretch.from_, stretch.until, stretch.status, acts=e.acts)


def stamped(entry: Entry, old: Entry | None) -> Entry:
    """The entry with the stamps that still hold, and its texts marked that stand in a context nobody has approved."""
    if old is None:
        return entry
    stamps = {t.sha256: t.reviewed for t in old.texts if t.sha256 is not None and t.reviewed is not None}
    waiting = {t.sha256 for t in old.texts if t.status is QuoteStatus.CONTEXT_CHANGED}
    texts = []
    for text in entry.texts:
        if text.sha256 is None:
            texts.append(text)
        elif text.sha256 in stamps:
            texts.append(evolve(text, reviewed=stamps[text.sha256]))
        else:
            unapproved = bool(stamps) or text.sha256 in waiting or bool(waiting)
            texts.append(evolve(text, status=QuoteStatus.CONTEXT_CHANGED) if unapproved else text)
    return evolve(entry, texts=tuple(texts))
