"""The status of every quotation on every day, and what the lock file says of the contexts that were read."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from pincite.explain.wording import finish, listing
from pincite.facts.display import show_date
from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.view import Ref, Row, Table
from pincite.report.citation.words import days
from pincitec.check.quotations import QuotationRecord, QuoteStatus, Stretch, in_context
from pincitec.check.records import records
from pincitec.diagnostics.catalogue.locks import CONTEXT_CHANGED
from pincitec.law.places import cite_unit
from pincitec.lock.making import entry_of
from pincitec.lock.model import Entry
from pincitec.locking import Locked, differences

SAID: Final = {
    QuoteStatus.VERIFIED: "stands",
    QuoteStatus.MOVED: "stands in a unit that bears another designation now",
    QuoteStatus.CONTEXT_CHANGED: "stands, in a context that nobody has approved",
    QuoteStatus.AMENDED: "amended",
    QuoteStatus.MISQUOTED: "stands on no day",
    QuoteStatus.AMBIGUOUS: "stands several times",
    QuoteStatus.ORPHANED: "its unit is gone",
    QuoteStatus.UNVERIFIABLE: "not on file",
    QuoteStatus.BEYOND_HORIZON: "stands as last known",
    QuoteStatus.NOT_YET: "not yet",
}


def quotation_tables(book: Book, lock: Locked | None) -> tuple[Table, ...]:
    """A table for each section: the words, the clauses that rest on them, and their status on all days."""
    entries = {} if lock is None or lock.old is None else {e.key: e for e in lock.now.entries}
    found = [r for m in book.modules for r in records(m, book.laws)]
    by_id = book.by_id
    tables = []
    for section in book.sections:
        mine = [r for r in found if r.section == section.id]
        ordered = sorted(mine, key=lambda r: (first_number(r, by_id), r.span))
        rows = tuple(row(book, r, entries, by_id) for r in ordered)
        headers = ("Clauses", "Words", "Place", "On which days", "Read")
        tables.append(Table(cite_unit(section, ()), headers, rows, "No clause quotes words of it."))
    return tuple(tables)


def first_number(record: QuotationRecord, by_id: Mapping[tuple[str, str], Numbered]) -> int:
    return min((by_id[record.policy, id].number for id in record.clauses if (record.policy, id) in by_id), default=0)


def row(book: Book, record: QuotationRecord, entries: Mapping[Any, Entry], by_id: Mapping[tuple[str, str], Numbered]) -> Row:
    entry = entries.get(entry_of(record).key)
    stretches = record.stretches
    if entry is not None:
        changed = {t.sha256 for t in entry.texts if t.status is QuoteStatus.CONTEXT_CHANGED and t.sha256 is not None}
        stretches = in_context(stretches, changed)
    clauses = [by_id[record.policy, id] for id in record.clauses if (record.policy, id) in by_id]
    at = next((book.words_at(c, i) for c in clauses for i, q in enumerate(c.clause.quotes) if q.quote.words.inner == record.span), "")
    numbers = ", ".join(str(c.number) for c in clauses)
    return Row(
        (
            Ref(numbers, clauses[0].anchor if clauses else ""),
            Ref(f"“{record.words}”", at),
            Ref(short(book, record), book.anchors.of(record.section, record.unit, record.cite)),
            Ref(over_time(stretches), ""),
            Ref(read_by(entry), ""),
        )
    )


def short(book: Book, record: QuotationRecord) -> str:
    """A place without its section, which the caption of the table names."""
    return record.cite.removeprefix(cite_unit(book.laws.sections[record.section], ())).lstrip(", ") or record.cite


def over_time(stretches: tuple[Stretch, ...]) -> str:
    """The statuses in one line, oldest first; neighbours of one status together."""
    said = []
    for status, group in groupby(stretches, lambda s: s.status):
        run = list(group)
        acts = tuple(dict.fromkeys(a for s in run for a in s.evidence.acts)) if status is QuoteStatus.AMENDED else ()
        by = f" by {listing(acts)}" if acts else ""
        now = next((f"; now: “{s.evidence.now}”" for s in run if s.evidence.now), "")
        said.append(f"{days(run[0].from_, run[-1].until)}: {SAID[status]}{by}{now}")
    return finish("; ".join(said))


def read_by(entry: Entry | None) -> str:
    stamps = [t.reviewed for t in entry.texts if t.reviewed is not None] if entry is not None else []
    return "; ".join(dict.fromkeys(f"{s.by}, {show_date(s.on)}" for s in stamps)) or "no"


def lock_lines(lock: Locked | None) -> Iterator[str]:
    """What the lock file keeps, and whether it says how things are."""
    if lock is None:
        yield "These rules have no lock file: who has read a quotation in which context is not kept."
        return
    if lock.old is None:
        yield "There is no lock file that can be read: who has read a quotation in which context is not kept."
        return
    entries = lock.now.entries
    read = sum(1 for e in entries if any(t.reviewed is not None for t in e.texts))
    yield f"The lock file keeps {len(entries)} quotations; of {read or 'none'} it says who has read them beside the text."
    found = differences(lock)
    waiting = [d for d in found if d.rule is CONTEXT_CHANGED]
    if waiting:
        yield f"{len(waiting)} stand in a context that nobody has approved."
    rest = len(found) - len(waiting)
    yield f"It differs from rules and texts in {rest} places." if rest else "It agrees with rules and texts."
