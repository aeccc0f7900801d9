"""A sheet of an `.xlsx` workbook to a grid. Stands over `book.py` (the workbook) and `cells.py` (numbers and dates).

Refused is what shows one thing and holds another: formulas (their stored result is not trusted), merged cells, hidden rows, columns and
sheets, error values, and numbers that are not exact. Source: ECMA-376 part 1, 18.3 (sheets).
"""

import re
from typing import Final

from attrs import define, field

from pincite.facts.tables.book import TRUE, Book, Sheet, chosen_sheet, open_book, unescaped
from pincite.facts.tables.cells import Format, day_of_serial, exact_number
from pincite.facts.tables.model import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, Kind, column_name, refused
from pincite.facts.tables.package import open_package
from pincite.facts.tree import Refused
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.reading import MAX_BYTES, decode_source

REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


def read_workbook(data: bytes, path: str, sheet: str | None, likely: tuple[str, ...]) -> Grid:
    """A sheet of a workbook: the one named; else the only one that bears one of the `likely` names, or the only one. Raises `Refused`."""
    if len(data) > MAX_BYTES:
        help = "keep the records of one case in the workbook"
        raise refused(rules.TOO_LARGE, Span(path, 0, 0), f"`{path}` is larger than {MAX_BYTES:,} bytes", help)
    book = open_book(open_package(data, path))
    chosen = chosen_sheet(book, sheet, likely)
    reader = SheetReader(book, chosen)
    book.package.walk(chosen.part, reader.ended)
    return reader.grid()


@define
class SheetReader:
    """Takes the elements of a sheet as they close: the parts of a cell, the cell, its row, and what follows the rows."""

    book: Book
    sheet: Sheet
    rows: list[dict[int, tuple[Kind, str, str | None]]] = field(factory=list)
    row: dict[int, tuple[Kind, str, str | None]] = field(factory=dict)
    formula: bool = False
    value: str | None = None
    inline: list[str] = field(factory=list)
    column: int = -1
    cells: int = 0
    hidden_columns: list[tuple[int, int]] = field(factory=list)

    def ended(self, path: tuple[str, ...], attributes: dict[str, str], text: str) -> None:
        match path:
            case (*_, "c", "f"):
                self.formula = True
            case (*_, "c", "v"):
                self.value = text
            case (*_, "c", "is", "t") | (*_, "c", "is", "r", "t"):
                self.inline.append(text)
            case (*_, "row", "c"):
                self.cell(attributes)
            case (*_, "sheetData", "row"):
                self.row_ended(attributes)
            case (*_, "cols", "col") if attributes.get("hidden", "0") in TRUE:
                self.hidden_columns.append((number(attributes.get("min")) - 1, number(attributes.get("max")) - 1))
            case (*_, "mergeCells", "mergeCell"):
                place = attributes.get("ref", "")[:20]
                raise self.refused(f"the cells {place} are merged", "part them: each record has cells of its own", place.partition(":")[0])

    def cell(self, attributes: dict[str, str]) -> None:
        found = REFERENCE.fullmatch(attributes.get("r", ""))
        if "r" in attributes and (found is None or int(found[2]) <= len(self.rows)):
            raise self.book.package.broken(f"a cell is named `{attributes['r'][:20]}`")
        column = column_number(found[1]) if found else self.column + 1
        if column <= self.column or column >= MOST_COLUMNS:
            raise self.too_large() if column >= MOST_COLUMNS else self.book.package.broken("its cells are not in order")
        self.column = column
        formula, value, inline = self.formula, self.value, "".join(self.inline)
        self.formula, self.value, self.inline = False, None, []
        place = attributes.get("r") or f"{column_name(column)}{len(self.rows) + 1}"
        if formula:
            help = "put the value itself in its place (copy, then paste as values): a stored result is not trusted"
            raise self.refused("a formula", help, place)
        held = self.held(attributes, value, unescaped(inline), place)
        if held is not None and held[1].strip():
            self.row[column] = (held[0], held[1].strip(), held[2])
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise self.too_large()

    def held(self, attributes: dict[str, str], value: str | None, inline: str, place: str) -> tuple[Kind, str, str | None] | None:
        """What a cell without a formula holds; None if it is empty."""
        match attributes.get("t", "n"):
            case "inlineStr":
                return "text", inline, None
            case _ if value is None:
                return None
            case "s":
                if not value.isascii() or not value.isdigit() or len(value) > 7 or int(value) >= len(self.book.strings):
                    raise self.book.package.broken(f"the text of {place} is not in it")
                return "text", self.book.strings[int(value)], None
            case "str":
                return "text", unescaped(value), None
            case "b" if value in ("0", "1"):
                return "boolean", "true" if value == "1" else "false", None
            case "d":
                return "date", value, None
            case "n":
                return self.counted(attributes, value, place)
            case "e":
                raise self.refused(f"the error `{value[:20]}`", "correct it, or empty the cell: then the value is not known", place)
            case kind:
                raise self.book.package.broken(f"{place} is of the kind `{kind[:20]}`")

    def counted(self, attributes: dict[str, str], value: str, place: str) -> tuple[Kind, str, str | None]:
        """A number, which is a share or a day where its format shows one."""
        style = number(attributes.get("s", "0"))
        shown = self.book.formats[style] if 0 <= style < len(self.book.formats) else Format("number")
        if shown.kind == "date":
            day = day_of_serial(value, from_1904=self.book.from_1904)
            if shown.why is not None or day is None:
                why = shown.why or "holds no whole day of the calendar"
                raise self.refused(
                    f"a date that {why}", "format it as a date with year, month and day, or write `2019-06-14` as text", place
                )
            return "date", day.isoformat(), None
        exact = exact_number(value)
        if exact is None:
            help = "round it in the sheet to what is meant, or write it as text"
            raise self.refused(f"the number {value[:40]}, which is none of 15 digits", help, place)
        return ("percent" if shown.kind == "percent" else "number"), exact, shown.foreign

    def row_ended(self, attributes: dict[str, str]) -> None:
        stated = number(attributes.get("r", str(len(self.rows) + 1)))
        if stated <= len(self.rows):
            raise self.book.package.broken("its rows are not in order")
        if self.row and stated > MOST_ROWS:
            raise self.too_large()
        if self.row and attributes.get("hidden", "0") in TRUE:
            raise self.refused(f"row {stated} is hidden", "show it, or delete it: what is read must be what is seen", f"A{stated}")
        if self.row:
            self.rows += [{} for _ in range(stated - 1 - len(self.rows))]
            self.rows.append(self.row)
        self.row, self.column = {}, -1

    def grid(self) -> Grid:
        """The sheet with a text that shows a row a line. Raises `Refused` for a character that no file may hold."""
        for row in self.rows[:1]:
            for column in row:
                if any(first <= column <= last for first, last in self.hidden_columns):
                    name = column_name(column)
                    raise self.refused(f"column {name} is hidden", "show it, or delete it: what is read must be what is seen", f"{name}1")
        lines: list[str] = []
        rows: list[dict[int, Cell]] = []
        places: dict[int, str] = {}
        path, start = f"{self.book.package.path}[{self.sheet.name}]", 0
        for row_number, row in enumerate(self.rows, 1):
            cells: dict[int, Cell] = {}
            line = ""
            for column, (kind, text, foreign) in row.items():
                line += " | " if line else ""
                shown = re.sub(r"[\t\r\n]+", " ", text)
                begin = start + len(line)
                line += shown
                places[begin] = f"{column_name(column)}{row_number}"
                cells[column] = Cell(kind, text, Span(path, begin, start + len(line)), places[begin], foreign)
            lines.append(line)
            rows.append(cells)
            start += len(line) + 1
        source = decode_source("\n".join(lines).encode("utf-8", "surrogatepass"), path)
        if isinstance(source, Diagnostic):
            raise Refused(source)
        return Grid(f"sheet `{self.sheet.name}` of `{self.book.package.path}`", source, tuple(rows), places)

    def refused(self, what: str, help: str, place: str) -> Refused:
        where = f"sheet `{self.sheet.name[:40]}` of `{self.book.package.path}`, cell {place}"
        message = what if what.endswith(("hidden", "merged")) else f"{what} in {place}"
        return refused(rules.CELL_REFUSED, self.book.package.span, message, help, where)

    def too_large(self) -> Refused:
        message = f"the sheet has more than {MOST_ROWS - 1:,} records, {MOST_COLUMNS} columns or {MOST_CELLS:,} cells"
        return refused(rules.TOO_LARGE, self.book.package.span, message, "keep the records of one case in it")


def number(text: str | None) -> int:
    """A whole number of an attribute; -1 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 9 else -1


def column_number(letters: str) -> int:
    """The number of a column, from 0.

    >>> [column_number(name) for name in ("A", "Z", "AA", "AAA")]
    [0, 25, 26, 702]
    """
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total - 1
