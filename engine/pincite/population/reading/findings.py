"""What is wrong with the data, gathered over all of them and told once: how many, which share, the first of each kind with their rows.

A problem of a value is a `Wrong`; where many rows have it, only the first few are made into words.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import define, field

from pincite.population.reading.model import Wrong
from pincitec.diagnostics import Diagnostic, Rule, Span
from pincitec.diagnostics.catalogue import populations as rules

if TYPE_CHECKING:
    from pincite.population.reading.origin import Broken

MOST_EXAMPLES: Final = 5
MOST_ROWS: Final = 3
PHRASES: Final = {
    rules.VALUES_REFUSED.code: "`{column}` holds no value of its fact in {counted}",
    rules.BROKEN_ROWS.code: "the cells of {counted} do not match the columns",
    rules.DUPLICATE_SUBJECTS.code: "the key `{column}` does not tell rows apart in {counted}",
    rules.BAD_RECORDS.code: "records of `{column}` are refused: {counted}",
    rules.DATA_TOO_LARGE.code: "`{column}` has too many records in {counted}",
}
"""How each family is told; more than one record of a row counts more than once."""

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Explain = Callable[[int], Wrong]
PlaceOf = Callable[[int], tuple[str, int] | None]
"""The file of a row and its number there, where there are several files."""


@define
class Example:
    """A problem in words, with the first rows that have it and how many do. `lines` are those of the rows, where the source has lines."""

    message: str
    rows: list[int] = field(factory=list)
    lines: list[int] = field(factory=list)
    count: int = 0

    def add(self, row: int, lines: Callable[[int], int] | None) -> None:
        self.count += 1
        if len(self.rows) < MOST_ROWS and row not in self.rows:
            self.rows.append(row)
            self.lines += [] if lines is None else [lines(row)]

    def shown(self, place_of: PlaceOf) -> str:
        if self.count == 1 or len(self.rows) == 1:
            line = f" (line {self.lines[0]:,})" if self.lines else ""
            return f"row {placed(self.rows[0], place_of)}{line}: {self.message}"
        more = self.count - len(self.rows)
        shown = [placed(row, place_of) for row in self.rows] + ([f"{more:,} more"] if more else [])
        return f"rows {', '.join(shown[:-1])} and {shown[-1]}: {self.message}"


@define
class Found:
    """One kind of problem of one column. `family` is the code under which it is told, `phrase` how."""

    family: Rule
    column: str
    help: str
    notes: tuple[str, ...]
    phrase: str
    count: int = 0
    examples: dict[str, Example] = field(factory=dict)

    def example(self, message: str, row: int, lines: Callable[[int], int] | None) -> None:
        """Keeps a problem as an example, if it is among the first of its words."""
        if message in self.examples or len(self.examples) < MOST_EXAMPLES:
            self.examples.setdefault(message, Example(message)).add(row, lines)


@define
class Findings:
    """Problems by column and kind, in the order in which they were found first; `rows` is how many rows were seen."""

    path: str
    place_of: PlaceOf
    rows: int = 0
    refused: int = 0
    found: dict[tuple[str, str], Found] = field(factory=dict)

    def tell(self, family: Rule, column: str, wrong: Wrong, phrase: str = "") -> Found:
        """Counts a problem. `phrase`: how it is told, if not as `PHRASES` has it."""
        made = Found(family, column, wrong.help, wrong.notes, phrase or PHRASES[family.code])
        found = self.found.setdefault((column, f"{family.code} {wrong.rule.code}"), made)
        found.count += 1
        return found

    @property
    def any(self) -> bool:
        return bool(self.found)

    def diagnostics(self) -> list[Diagnostic]:
        return [self.diagnostic(one) for one in self.found.values()]

    def diagnostic(self, one: Found) -> Diagnostic:
        message = one.phrase.format(column=short(one.column), counted=self.counted(one.count))
        shown = [example.shown(self.place_of) for example in one.examples.values()]
        return Diagnostic.at(one.family, Span(self.path, 0, 0), message, notes=(*shown, *one.notes), help=one.help)

    def counted(self, count: int) -> str:
        rows = "row" if self.rows == 1 else "rows"
        return f"{count:,} of {self.rows:,} {rows} ({share_of(count, self.rows)})"


def placed(row: int, place_of: PlaceOf) -> str:
    """The number of a row, with its file where there are several."""
    place = place_of(row)
    return f"{row:,}" if place is None else f"{place[1]:,} of `{place[0]}`"


def share_of(part: int, whole: int) -> str:
    """A share in words, never rounded to none or to all.

    >>> share_of(1, 3), share_of(1, 1_000_000), share_of(999_999, 1_000_000), share_of(2, 2)
    ('33.3%', 'less than 0.1%', 'more than 99.9%', '100%')
    """
    if part == whole:
        return "100%"
    tenths = part * 1000 // whole
    if tenths == 0:
        return "less than 0.1%"
    return "more than 99.9%" if tenths >= 999 else f"{tenths // 10}.{tenths % 10}%"


def short(text: str) -> str:
    text = text.replace("`", "'").replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"


@define
class Sink:
    """Takes the problems of one batch: `rows` are the numbers of its rows in the source, `bad` marks those that have a problem.

    Within the records of a list, `parents` gives the row (by its place in the batch) of each record. With `all_reasons` every problem of
    every row is kept, for the quarantine.
    """

    findings: Findings
    rows: Ints
    bad: Mask
    lines: Callable[[int], int] | None = None
    all_reasons: bool = False
    reasons: dict[int, list[str]] = field(factory=dict)
    parents: Ints | None = None

    def tell(self, column: str, where: Mask, explain: Explain, family: Rule = rules.VALUES_REFUSED, phrase: str = "") -> None:
        """Tells what is wrong with the values at the places marked; `explain` says it of one, by its place."""
        places = np.flatnonzero(where)
        if not places.size:
            return
        owners = places if self.parents is None else self.parents[places]
        self.bad[owners] = True
        for at, owner in zip(places.tolist(), owners.tolist(), strict=True):
            wrong = explain(at)
            one = self.findings.tell(family, column, wrong, phrase)
            one.example(wrong.message, int(self.rows[owner]), self.lines)
            if self.all_reasons:
                self.reasons.setdefault(owner, []).append(f"{column}: {wrong.message}" if column else wrong.message)

    def tell_broken(self, broken: Sequence["Broken"], columns: int) -> None:
        """Tells of rows that have more or fewer cells than there are columns."""
        for row in broken:
            help = "put quotation marks around a cell that holds the delimiter"
            message = f"{row.cells} {'cell' if row.cells == 1 else 'cells'}, where there are {columns} columns"
            found = self.findings.tell(rules.BROKEN_ROWS, "", Wrong(rules.BROKEN_ROWS, "", message, help))
            line = row.line
            found.example(message, row.row, lambda _, line=line: line)  # type: ignore[misc]

    def child(self, parents: Ints) -> "Sink":
        """For the records of a list: problems go to the rows that they belong to."""
        up = parents if self.parents is None else self.parents[parents]
        return Sink(self.findings, self.rows, self.bad, self.lines, self.all_reasons, self.reasons, up)


def one(wrong: Wrong) -> Explain:
    """The same of every place."""
    return lambda _: wrong
