"""CSV to a grid: RFC 4180 with a comma, a semicolon or a tab, and every cell with its place.

The delimiter is the only one of the three that stands in the first line outside quotation marks; where two do, somebody has to say which.
Source: RFC 4180.
"""

import re
from typing import Final

from pincite.facts.tables.model import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, column_name, refused
from pincitec.diagnostics import Source, Span
from pincitec.diagnostics.catalogue import facts as rules

DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
PLAIN: Final = {mark: re.compile(f"[^{mark}\n]*") for mark in DELIMITERS.values()}


def read_csv(source: Source, delimiter: str | None) -> Grid:
    """The cells of a CSV file, each without the blanks around it. `delimiter`: `comma`, `semicolon` or `tab`. Raises `Refused`."""
    mark = DELIMITERS[delimiter] if delimiter else delimiter_of(source)
    rows: list[dict[int, Cell]] = []
    places: dict[int, str] = {}
    position, cells, width = 0, 0, 0
    while position < len(source.text):
        row, count, position = read_row(source, position, len(rows) + 1, mark, places)
        cells += len(row)
        if len(rows) >= MOST_ROWS or cells > MOST_CELLS:
            message = f"`{source.path}` has more than {MOST_ROWS - 1:,} records or {MOST_CELLS:,} cells"
            raise refused(rules.TOO_LARGE, Span(source.path, 0, 0), message, "give the records of one case")
        width = width or count
        if row and count != width:
            message = f"row {len(rows) + 1} has {count} cells, and the first row {width}"
            help = "end each row in the same column; put quotation marks around a cell that holds the delimiter"
            start = min(cell.span.start for cell in row.values())
            raise refused(rules.TABLE_UNREADABLE, Span(source.path, start, start + 1), message, help)
        rows.append(row)
    return Grid(f"`{source.path}`", source, tuple(rows), places)


def delimiter_of(source: Source) -> str:
    first = QUOTED.sub("", source.text).partition("\n")[0]
    found = {name: mark for name, mark in DELIMITERS.items() if mark in first}
    if len(found) > 1:
        message = f"`{source.path}` may be parted by {' or by '.join(found)}"
        help = f"say which, as in `delimiter: {next(iter(found))}`, or put quotation marks around the names of columns"
        raise refused(rules.WHICH_TABLE, Span(source.path, 0, source.text.find("\n") % (len(source.text) + 1)), message, help)
    return next(iter(found.values()), ",")


def read_row(source: Source, position: int, number: int, mark: str, places: dict[int, str]) -> tuple[dict[int, Cell], int, int]:
    """One row from a place on: its cells that are not empty, how many it has, and where the next row begins."""
    row: dict[int, Cell] = {}
    column = 0
    while True:
        if column >= MOST_COLUMNS:
            message = f"row {number} has more than {MOST_COLUMNS} columns"
            raise refused(rules.TOO_LARGE, Span(source.path, position, position), message, "keep the columns of one list of records")
        place = f"{column_name(column)}{number}"
        quoted = QUOTED.match(source.text, position)
        if quoted is not None:
            text, end = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = PLAIN[mark].match(source.text, position)
            assert plain is not None  # it matches nothing, too
            text, end = plain[0], plain.end()
        after = source.text[end : end + 1]
        if after not in ("", "\n", mark) or (quoted is None and '"' in text):
            message = f"a quotation mark within a cell, or one that is not closed, in {place}"
            help = 'put quotation marks around the whole cell, and write each one within it twice: `"a ""b"" c"`'
            raise refused(rules.TABLE_UNREADABLE, Span(source.path, position, position + 1), message, help)
        if text.strip():
            span = Span(source.path, position, end)
            row[column] = Cell("text", text.strip(), span, place)
            places[position] = place
        column += 1
        position = end + 1
        if after != mark:
            return row, column, position
