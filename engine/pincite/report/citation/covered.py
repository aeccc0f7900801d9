"""Coverage in the report: how many words of each section the rules speak of, and which words nobody speaks of."""

from collections.abc import Iterator
from fractions import Fraction

from pincite.report.citation.book import Book
from pincite.report.citation.view import Listed, Ref, Register, Row, Table, Words
from pincite.report.citation.words import days
from pincitec.coverage import State
from pincitec.coverage.model import SectionCover, accounted

COLUMNS = (State.ENCODED, State.STRUCTURE, State.STATEMENT, State.UNTRANSLATABLE, State.OMITTED, State.NOT_COVERED)
HEADERS = ("Unit", "Words", "encoded", "structure", "stated", "to judgement", "left out", "not covered", "accounted for")


def coverage_tables(book: Book) -> tuple[Table, ...]:
    """A table for each section, of its newest text that is wholly on file."""
    return tuple(table(book, s) for section in book.sections for s in [book.coverage.section(section.id)] if s is not None)


def table(book: Book, s: SectionCover) -> Table:
    newest = s.newest
    if newest is None:
        return Table(s.cite, HEADERS, (), "No text of it is wholly on file: nothing is counted.")
    rows = []
    for unit in newest.units:
        if not unit.words:
            continue
        name = Ref(unit.citation.removeprefix(s.cite).lstrip(", ") or unit.citation, book.anchors.of(s.id, unit.identity, ""))
        counts = (Ref(f"{unit.words:,}", ""), *(Ref(f"{unit.count(x):,}" if unit.count(x) else "", "") for x in COLUMNS))
        rows.append(Row((name, *counts, Ref(share(accounted((unit,))), ""))))
    total = (Ref("All", ""), Ref(f"{newest.words:,}", ""), *(Ref(f"{newest.count(x):,}" if newest.count(x) else "", "") for x in COLUMNS))
    rows.append(Row((*total, Ref(share(newest.accounted), ""))))
    return Table(f"{s.cite}, the text {days(newest.from_, newest.until)}", HEADERS, tuple(rows))


def share(value: Fraction) -> str:
    """A share as a whole percent, rounded down: 100% only if nothing is missing."""
    return f"{value.numerator * 100 // value.denominator}%"


def not_covered(book: Book) -> Register:
    return Register(
        "not-covered",
        "Words that nobody speaks of",
        "Words of the law that no clause quotes and no remark leaves out.",
        tuple(passages(book)),
        "Every word of every text on file is accounted for.",
    )


def passages(book: Book) -> Iterator[Listed]:
    number = 0
    for section in book.sections:
        found = book.coverage.section(section.id)
        for p in found.not_covered if found is not None else ():
            number += 1
            words = Words(p.text, p.citation, book.anchors.of(section.id, p.identity, p.citation))
            yield Listed(f"not-covered-{number}", "", (f"{days(p.from_, p.until)[:1].upper()}{days(p.from_, p.until)[1:]}.",), (words,), ())
