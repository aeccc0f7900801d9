"""A grid to the records of a list, as a tree: its columns are fields by name or by wording, its rows records.

A cell that is empty is not known; so is a field without a column, and that is said. Nothing is guessed: a column that is no field is an
error, and a cell is read by the rules that a word of a facts file is read by.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve

from pincite.facts.context import Context
from pincite.facts.tables.cells import money_text, share_text
from pincite.facts.tables.model import Cell, Grid, Reads, refused
from pincite.facts.tree import NUMBER, Branch, Items, Kind, Leaf
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics.types import BOOLEAN, MONEY, PERCENT, TEXT, Field, Record

MOST_NAMED: Final = 12


def record_items(context: Context, record: Record, grid: Grid, reads: Reads | None) -> Items | None:
    """The records of a table; `None` after a problem. Raises `Refused`. `reads`: which fields matter (`Tables`)."""
    whole = Span(grid.source.path, 0, len(grid.source.text))
    if not grid.rows or not grid.rows[0]:
        names = ", ".join(f"`{f.name}`" for f in record.fields)
        first = Span(grid.source.path, 0, 0)
        raise refused(rules.TABLE_UNREADABLE, first, f"{grid.name} has no names of columns in its first row", f"name them there: {names}")
    columns = columns_of(context, record, grid)
    if columns is None:
        return None
    header = grid.rows[0]
    items: list[Branch] = []
    sound = True
    for row in grid.rows[1:]:
        if not row:
            continue
        stray = next((cell for column, cell in row.items() if column not in columns), None)
        if stray is not None:
            help = "name the column in the first row, or empty the cell"
            context.report(rules.UNKNOWN_COLUMN, stray.span, "a cell below no name of a column", help=help)
            sound = False
            continue
        entries = tuple(
            (Leaf("quoted", columns[column].name, header[column].span), leaf_of(context, columns[column], cell))
            for column, cell in row.items()
        )
        cells = list(row.values())
        items.append(Branch(entries, cells[0].span.to(cells[-1].span)))
    if sound:
        tell_missing(context, record, columns.values(), grid, reads)
    return Items(tuple(items), whole) if sound else None


def columns_of(context: Context, record: Record, grid: Grid) -> dict[int, Field] | None:
    """Which field each column holds; `None` after a problem."""
    by_name = {f.name.lower(): f for f in record.fields}
    by_wording: dict[str, list[Field]] = {}
    for f in record.fields:
        by_wording.setdefault(folded(f.label), []).append(f)
    columns: dict[int, Field] = {}
    places: dict[str, Cell] = {}
    sound = True
    for column, cell in grid.rows[0].items():
        meant = [by_name[folded(cell.text)]] if folded(cell.text) in by_name else by_wording.get(folded(cell.text), [])
        if len(meant) != 1:
            unknown_column(context, record, cell, meant)
            sound = False
        elif meant[0].name in places:
            others = (Label(places[meant[0].name].span, "first named here"),)
            help = "keep one of them"
            context.report(rules.UNKNOWN_COLUMN, cell.span, f"two columns for `{meant[0].name}`", help=help, others=others)
            sound = False
        else:
            columns[column] = meant[0]
            places[meant[0].name] = cell
    return columns if sound else None


def folded(text: str) -> str:
    """A name without regard to capital letters and to how many blanks part its words."""
    return " ".join(text.lower().split())


def unknown_column(context: Context, record: Record, cell: Cell, meant: Sequence[Field]) -> None:
    shown = f"`{cell.text[:60].replace('`', chr(39))}`"
    names = [f.name for f in record.fields]
    if meant:
        help = "name it by its field: " + " or ".join(f"`{f.name}`" for f in meant)
        context.report(rules.UNKNOWN_COLUMN, cell.span, f"{shown} is the wording of two fields of a {record}", help=help)
        return
    near = did_you_mean(cell.text, [*names, *(f.label for f in record.fields)])
    help = f"did you mean `{near}`?" if near else "its fields are " + ", ".join(f"`{n}`" for n in names[:MOST_NAMED])
    context.report(rules.UNKNOWN_COLUMN, cell.span, f"{shown} is not a field of a {record}", help=help)


def tell_missing(context: Context, record: Record, found: Iterable[Field], grid: Grid, reads: Reads | None) -> None:
    """Says which fields that are asked for have no column; that a key has none is an error of its own."""
    present = {f.name for f in found}
    asked = reads(record.key) if reads is not None else None
    absent = [f.name for f in record.fields if f.name not in present and (asked is None or f.name in asked)]
    if absent and not any(name in record.by for name in absent):
        names = ", ".join(f"`{n}`" for n in absent)
        help = "add a column for what is known; what is not known stays undetermined"
        span = Span(grid.source.path, 0, len(grid.source.line(1)))
        context.report(rules.NO_COLUMN, span, f"{grid.name} has no column for {names}: not known for any record", help=help)


def leaf_of(context: Context, field: Field, cell: Cell) -> Leaf:
    """A cell as a word of a facts file, as the type of its field would be written there."""
    text, kind = cell.text, cell.kind
    if cell.foreign is not None and field.type == MONEY:
        help = "give amounts in dollars"
        context.report(rules.CELL_REFUSED, cell.span, f"an amount shown in `{cell.foreign[:10]}`", help=help)
    if kind == "percent":
        return Leaf("word", share_text(text), cell.span)
    if kind == "number":
        return Leaf("number", money_text(text) if field.type == MONEY else text, cell.span)
    if kind in ("date", "boolean"):
        return Leaf("boolean" if kind == "boolean" else "word", text, cell.span)
    return Leaf(written_kind(field, text), text.lower() if field.type == BOOLEAN else text, cell.span)


def written_kind(field: Field, text: str) -> Kind:
    """What a text of a table would be in a facts file: there `160` and `true` need no quotation marks, and a text may have them."""
    if field.type == TEXT:
        return "quoted"
    if field.type == BOOLEAN and text.lower() in ("true", "false"):
        return "boolean"
    if field.type != PERCENT and NUMBER.fullmatch(text):
        return "number"
    return "word"


def with_cells(problems: Sequence[Diagnostic], grid: Grid) -> list[Diagnostic]:
    """Problems with the cell named for each that lies in the table."""
    told = []
    for problem in problems:
        place = grid.places.get(problem.span.start) if problem.span.path == grid.source.path else None
        told.append(evolve(problem, notes=(*problem.notes, f"in cell {place} of {grid.name}")) if place else problem)
    return told
