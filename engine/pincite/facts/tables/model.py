"""A table as a reader of CSV or of a workbook hands it on: cells with their places, and nothing yet known of facts."""

from collections.abc import Callable
from typing import Final, Literal

from attrs import field, frozen

from pincite.facts.tree import Refused
from pincitec.diagnostics import Diagnostic, Rule, Source, Span

MOST_ROWS: Final = 20_001
"""Rows of a table with its header: as many records as a list may hold."""
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 200_000

Kind = Literal["text", "number", "percent", "date", "boolean"]
Reads = Callable[[str], frozenset[str]]
"""By the key of a record, the fields of it that what is asked can read."""


@frozen
class Cell:
    """What stands in a cell that is not empty.

    `text`: a number in plain decimal digits (of a cell shown with a percent sign: the share, 0.599 for 59.9%), a date as `2019-06-14`,
    a condition as `true` or `false`. `place` is its name in a spreadsheet, as `B7`. `foreign` is a currency, other than the dollar, that a
    number is shown with.
    """

    kind: Kind
    text: str
    span: Span
    place: str
    foreign: str | None = None


@frozen
class Grid:
    """A table. `name` is how a message calls it; `source` shows a row a line; rows go by column (from 0) and leave out what is empty."""

    name: str
    source: Source
    rows: tuple[dict[int, Cell], ...]
    places: dict[int, str] = field(eq=False)
    """The name of the cell that begins at a character of `source`."""


@frozen
class Wanted:
    """A table that a facts file or a command names: the file, and, where one has to be told, the sheet or the delimiter."""

    file: str
    span: Span
    sheet: str | None = None
    delimiter: str | None = None


def column_name(number: int) -> str:
    """The letters of a column, counted from 0.

    >>> [column_name(n) for n in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def refused(rule: Rule, span: Span, message: str, help: str, *notes: str) -> Refused:
    return Refused(Diagnostic.at(rule, span, message, notes=notes, help=help))
