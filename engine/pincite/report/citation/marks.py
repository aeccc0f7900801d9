"""Where the words of the rules stand in one text of a section: which characters of which unit are quoted by which clause, and what the
rules make of the other words.

Offsets are half-open, into the unit's own words as they are written on file.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.conditions import labels
from pincitec.coverage import State
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import units_of

STRENGTH = ("", "not_covered", "omitted", "structure", "untranslatable", "statement", "encoded")
"""States from the weakest to the strongest. Words between two marks have none."""
STATES = {state: state.name.lower() if state.name.lower() in STRENGTH else "" for state in State}
"""The states that are marked. Words that no source prints are marked by their status."""


@frozen
class Mark:
    """Words of one unit that a clause quotes, or (`clause` None) of one state of coverage.

    `label` is the number shown; `first` and `last` say whether the words begin and end here, for a quotation may run through several units.
    """

    start: int
    end: int
    state: str
    clause: Numbered | None = None
    quote: int = 0
    label: str = ""
    first: bool = True
    last: bool = True


Marks = Mapping[str, tuple[Mark, ...]]
"""The marks in one text, by the identity of the unit in which they stand."""


def marks_in(book: Book, section: Section, version: Version) -> Marks:
    """All marks in a text. A clause that does not stand on its days has none."""
    found: dict[str, list[Mark]] = {}
    for identity, mark in (*of_clauses(book, section, version), *of_coverage(book, section, version)):
        found.setdefault(identity, []).append(mark)
    return {identity: tuple(sorted(marks, key=by_place)) for identity, marks in found.items()}


def by_place(mark: Mark) -> tuple[int, int, int, int]:
    return mark.start, -mark.end, mark.clause.number if mark.clause is not None else 0, mark.quote


def of_clauses(book: Book, section: Section, version: Version) -> Iterator[tuple[str, Mark]]:
    for one in book.quoting.get(section.id, ()):
        stand = one.followed.at(version.from_)
        if stand is None or stand.state != "in_force" or stand.era.versions.get(section.id) is not version:
            continue
        numbers = labels(one.clause)
        for i, (cited, fare) in enumerate(zip(one.clause.quotes, stand.fares, strict=True)):
            if fare.match is None or fare.flat is None or cited.place.section != section.id or cited.place.fixed is not None:
                continue
            pieces = [p for start, end in fare.match.segments for p in in_units(fare.flat, start, end)]
            for k, (identity, start, end) in enumerate(pieces):
                label = f"{one.number}{numbers.get(i, '')}"
                yield identity, Mark(start, end, "encoded", one, i, label, k == 0, k == len(pieces) - 1)


def of_coverage(book: Book, section: Section, version: Version) -> Iterator[tuple[str, Mark]]:
    """What the rules make of each word. Of a text that is not wholly on file nothing is said: no clause stands in it."""
    found = book.covered(section.id, version)
    if found is None or not found.counted:
        return
    units = {u.identity: u for u in units_of(version)}
    for cover in found.units:
        flat = flatten(evolve(units[cover.identity], children=()))
        for run in cover.runs if flat.text == cover.text else ():
            for identity, low, high in in_units(flat, run.start, run.end):
                yield identity, Mark(low, high, STATES[run.state])


def in_units(flat: FlatText, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """A range of a flat text as ranges of the own words of the units that it runs through. Designators and holes are left out."""
    if start >= end:
        return
    raw_start, raw_end = flat.starts[start], flat.starts[end - 1] + 1
    found: list[tuple[str, int, int]] = []
    for run in flat.runs_in(start, end):
        if run.piece is None or run.end - run.start != len(run.piece.text):
            continue
        base = before(run.unit, run.piece)
        low = base + max(raw_start - run.start, 0)
        high = base + min(raw_end - run.start, len(run.piece.text))
        if found and found[-1][0] == run.unit.identity and found[-1][2] == low:
            found[-1] = (run.unit.identity, found[-1][1], high)
        else:
            found.append((run.unit.identity, low, high))
    yield from found


def before(unit: UnitText, piece: object) -> int:
    """The offset in a unit's own words at which a piece of it begins."""
    length = 0
    for other in unit.pieces:
        if other is piece:
            return length
        length += len(other.text)
    return length


def stronger(one: str, other: str) -> str:
    return max(one, other, key=STRENGTH.index)
