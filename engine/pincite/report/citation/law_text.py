"""Units of a text as paragraphs: their words cut where a mark begins or ends, each run with its state and the numbers of its clauses."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from pincite.report.citation.book import Book
from pincite.report.citation.marks import Mark, Marks, stronger
from pincite.report.citation.view import Paragraph, Ref, Run
from pincitec.law.exchange.sorts import Sort, sort_of
from pincitec.law.ladder import Level, level
from pincitec.law.model import Piece, Section, Status, UnitText, Version, weakest
from pincitec.law.places import units_of

SAID: Final = {
    Status.UNCHANGED: "The words are on file for another day, and no act on file touches the unit in between.",
    Status.DERIVED: "The words follow from a text on file by the recorded operations of acts.",
    Status.INFERRED: "Characters in {braces} are inferred: no source gives them.",
    Status.UNKNOWN: "Words of it are not on file.",
}
"""What a reader has to know of words that do not stand so in a source of that day."""


@frozen
class Laid:
    """A unit with what it is and how deep it stands in its section."""

    unit: UnitText
    sort: str
    depth: int


def laid_out(section: Section, units: Iterable[UnitText]) -> dict[str, Laid]:
    """The units of one text, by identity."""
    ladder: list[Level] = [found for sample in section.ladder if (found := level(sample)) is not None]
    levels: dict[tuple[str, ...], int] = {}
    made: dict[str, Laid] = {}
    for unit in units:
        around = levels.get(unit.path[:-1], 0)
        sort = sort_of(unit.path, unit.designator, bool(unit.pieces), ladder, around)
        levels[unit.path] = around + (sort is Sort.LEVEL)
        depth = len(unit.path) - 1 if sort in (Sort.HEADING, Sort.TERM) else around + (sort is Sort.ITEM)
        made[unit.identity] = Laid(unit, sort.name.lower(), depth)
    return made


def paragraphs(book: Book, section: Section, version: Version, wanted: Collection[str], marks: Marks) -> tuple[Paragraph, ...]:
    """The units wanted, by identity, in reading order. An anchor that stands already in the report is not given again."""
    laid = laid_out(section, units_of(version))
    return tuple(paragraph(book, section, version, x, marks.get(x.unit.identity, ())) for x in laid.values() if x.unit.identity in wanted)


def paragraph(book: Book, section: Section, version: Version, x: Laid, marks: Sequence[Mark]) -> Paragraph:
    anchor = take(book, book.anchors.of(section.id, x.unit.identity, "", version.from_))
    said = SAID.get(weakest(tuple(p.status for p in x.unit.pieces)), "")
    return Paragraph(anchor, x.sort, x.depth, x.unit.designator, tuple(runs(book, x.unit.pieces, marks)), said)


def take(book: Book, anchor: str) -> str:
    """The anchor, if it has not been given yet; else none."""
    if anchor in book.placed:
        return ""
    book.placed.add(anchor)
    return anchor


def runs(book: Book, pieces: Sequence[Piece], marks: Sequence[Mark]) -> Iterator[Run]:
    """A unit's own words, cut where a quotation begins or ends and where their state or status changes."""
    last: Run | None = None
    for run in cut(book, pieces, marks):
        if last is not None and not last.ends and not run.begins and (last.status, last.state) == (run.status, run.state):
            last = last._replace(text=last.text + run.text, ends=run.ends)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def cut(book: Book, pieces: Sequence[Piece], marks: Sequence[Mark]) -> Iterator[Run]:
    """The same words, cut at every place where a piece, a quotation or a stretch of coverage begins or ends."""
    at: list[tuple[int, int, Piece]] = []
    for piece in pieces:
        start = at[-1][1] if at else 0
        at.append((start, start + len(piece.text), piece))
    length = at[-1][1] if at else 0
    bounds = {0, *(end for _, end, _ in at), *(x for m in marks for x in (m.start, m.end) if 0 <= x <= length)}
    for low, high in pairwise(sorted(bounds)):
        piece, offset = next((p, start) for start, end, p in at if start <= low < end)
        here = [m for m in marks if m.start <= low and high <= m.end]
        text = piece.text[low - offset : high - offset]
        quoted = [m for m in here if m.clause is not None]
        worded = any(c.isalnum() for c in text) and piece.status is not Status.UNKNOWN
        yield Run(
            text,
            status(piece),
            state_of(here) if worded or quoted else "",
            tuple(a for m in quoted if m.start == low and m.first and m.clause is not None and (a := take(book, m.clause.mark(m.quote)))),
            ends([m for m in quoted if m.end == high and m.last]),
        )


def ends(marks: Sequence[Mark]) -> tuple[Ref, ...]:
    """The numbers at the end of quoted words: of each clause the innermost condition that quotes them, once."""
    found: dict[int, Mark] = {}
    for mark in sorted(marks, key=by_label):
        if mark.clause is None:
            continue
        held = found.get(mark.clause.number)
        if held is None or mark.start > held.start or (mark.start == held.start and mark.label.startswith(held.label)):
            found[mark.clause.number] = mark
    return tuple(Ref(m.label, m.clause.anchor) for m in found.values() if m.clause is not None)


def by_label(mark: Mark) -> tuple[int, str]:
    return mark.clause.number if mark.clause is not None else 0, mark.label


def status(piece: Piece) -> str:
    return {Status.INFERRED: "inferred", Status.UNKNOWN: "unknown"}.get(piece.status, "verbatim")


def state_of(marks: Iterable[Mark]) -> str:
    state = ""
    for mark in marks:
        state = stronger(state, mark.state)
    return state
