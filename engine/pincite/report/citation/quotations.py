"""The status of every quotation on every day, and what the lock file says of the contexts that were read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from pincite.explain.wording import finish, listing
from pincite.facts.display import show_date
from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.view import Cited, Fare, Quotations, Quoted, Ref
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


def quotations(book: Book, lock: Locked | None) -> tuple[Quotations, ...]:
    """Of each section the words quoted, those that fare alike together: by status on all days, then by unit in the order of clauses."""
    entries = {} if lock is None or lock.old is None else {e.key: e for e in lock.now.entries}
    stamped = any(t.reviewed is not None for e in entries.values() for t in e.texts)
    found = [r for m in book.modules for r in records(m, book.laws)]
    made = []
    for section in book.sections:
        mine = sorted((r for r in found if r.section == section.id), key=lambda r: (first_number(r, book.by_id), r.span))
        alike: dict[tuple[str, str], list[QuotationRecord]] = {}
        for r in mine:
            entry = entries.get(entry_of(r).key)
            alike.setdefault((over_time(stretches(r, entry)), read_by(entry) if stamped else ""), []).append(r)
        fares = tuple(Fare(when, read, quoted(book, group)) for (when, read), group in alike.items())
        made.append(Quotations(cite_unit(section, ()), fares, "" if fares else "No clause quotes words of it."))
    return tuple(made)


def stretches(record: QuotationRecord, entry: Entry | None) -> tuple[Stretch, ...]:
    """How a quotation stands over time, with the contexts that nobody has approved."""
    if entry is None:
        return record.stretches
    return in_context(record.stretches, {t.sha256 for t in entry.texts if t.status is QuoteStatus.CONTEXT_CHANGED and t.sha256 is not None})


def first_number(record: QuotationRecord, by_id: Mapping[tuple[str, str], Numbered]) -> int:
    return min((by_id[record.policy, id].number for id in record.clauses if (record.policy, id) in by_id), default=0)


def quoted(book: Book, group: Iterable[QuotationRecord]) -> tuple[Quoted, ...]:
    """Quotations by unit; the same words of one unit once, with all clauses that quote them."""
    places: dict[Ref, dict[str, tuple[str, dict[int, Ref]]]] = {}
    for record in group:
        clauses = [book.by_id[record.policy, id] for id in record.clauses if (record.policy, id) in book.by_id]
        at = next((book.words_at(c, i) for c in clauses for i, q in enumerate(c.clause.quotes) if q.quote.words.inner == record.span), "")
        place = Ref(short(book, record), book.anchors.of(record.section, record.unit, record.cite))
        _, numbers = places.setdefault(place, {}).setdefault(record.words, (at, {}))
        numbers.update((c.number, Ref(str(c.number), c.anchor)) for c in clauses)
    return tuple(
        Quoted(
            place, tuple(Cited(Ref(f"“{words}”", at), tuple(numbers[n] for n in sorted(numbers))) for words, (at, numbers) in held.items())
        )
        for place, held in places.items()
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
    said = listing(tuple(dict.fromkeys(f"{s.by} on {show_date(s.on)}" for s in stamps)))
    return f"Read beside the text by {said}." if said else "Nobody is recorded as having read them beside the text."


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
