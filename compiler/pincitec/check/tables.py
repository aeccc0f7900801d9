"""Decision tables and lists of approved items: rows to conditions.

Used by `typing.py` and `clauses.py`. A cell compares its column with constants, so that `rows.py` can say which cases a row is for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from pincitec.check.typed import Tested, Typed
from pincitec.check.typing_rules import Problem, comparison, is_coarse
from pincitec.diagnostics import Span
from pincitec.diagnostics.catalogue.types import WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.semantics import types
from pincitec.semantics.comparison import equal, greater, greater_or_equal, less, less_or_equal, not_equal
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Value
from pincitec.syntax import pol_tree as t

if TYPE_CHECKING:
    from pincitec.check.typing import Bound, Checker

MOST_ROWS = 1_000
"""Rows of a decision table. The law prints no longer ones."""

COMPARE = {"eq": equal, "ne": not_equal, "lt": less, "le": less_or_equal, "gt": greater, "ge": greater_or_equal}

Bounds = tuple[tuple[str, Value], ...]
"""What a cell asks of its column: comparisons, all of which (a range) or one of which (values) must hold."""


@frozen
class Cell:
    """A checked cell. `kind` as in the tree; `bounds` are empty for `any`."""

    kind: str
    bounds: Bounds

    def admits(self, value: Value) -> bool:
        held = [COMPARE[operator](value, limit) == HOLDS for operator, limit in self.bounds]
        return all(held) if self.kind == "range" else not held or any(held)


@frozen
class TableRow:
    """A row of a decision table: which table it is of, its columns, and its cells."""

    table: Span
    columns: tuple[Typed, ...]
    cells: tuple[Cell, ...]


def columns_of(checker: "Checker", written: Sequence[t.Expr], bound: "Bound") -> tuple[Typed, ...] | None:
    """The columns of a table: whatever has one value a case."""
    found = [checker.expr(c, bound) for c in written]
    for column in found:
        if column is not None and not comparable(column.type):
            help = "a column is a fact, a field, a decision or a definition with one value"
            checker.report(Problem(WRONG_TYPE, "a list or a record is no column of a table", help=help), column.span)
            return None
    return None if None in found else tuple(c for c in found if c is not None)


def comparable(type: Type) -> bool:
    return isinstance(type, Enumeration | Quantity) or type in (types.BOOLEAN, types.DATE, types.SCHOOL_YEAR, types.TEXT)


def row_cells(checker: "Checker", row: t.Row, columns: Sequence[Typed]) -> tuple[tuple[Cell, ...], tuple[Tested, ...]] | None:
    """The cells of a row, and a condition for each that asks for something."""
    if len(row.cells) != len(columns):
        message = f"{len(row.cells)} cells in a table of {len(columns)} columns"
        help = "a row has a cell for each column; `any` for one that does not matter"
        checker.report(Problem(WRONG_ARGUMENTS, message, help=help), row.cells[0].span.to(row.cells[-1].span))
        return None
    made = [cell_of(checker, cell, column) for cell, column in zip(row.cells, columns, strict=True)]
    if None in made:
        return None
    found = [m for m in made if m is not None]
    return tuple(cell for cell, _ in found), tuple(asked for _, asked in found if asked is not None)


def cell_of(checker: "Checker", cell: t.Cell, column: Typed) -> tuple[Cell, Tested | None] | None:
    if cell.kind == "any":
        return Cell("any", ()), None
    values = [checker.side(v, {}) for v in cell.values]
    asked: list[Typed] = []
    bounds: list[tuple[str, Value]] = []
    kind = cell.kind
    for i, value in enumerate(values):
        if value is None:
            return None
        operator = cell.operators[i] if cell.operators else "eq"
        month = month_bounds(operator, value) if is_coarse(value) else ()
        if operator == "eq" and month and len(values) == 1:
            kind = "range"  # in a month: from its first to its last day
        elif value.op != "const" or (is_coarse(value) and len(month) != 1):
            help = "write a value, several with `or`, or a comparison; what is not so simple is a clause of its own"
            checker.report(Problem(WRONG_TYPE, "a cell compares its column with a constant", help=help), value.span)
            return None
        made = comparison(operator, column, value, value.span)
        if isinstance(made, Problem):
            checker.report(made, value.span)
            return None
        asked.append(made)
        bounds += month or ((operator, value.param),)
    join = "and" if cell.kind == "range" else "or"
    expr = asked[0] if len(asked) == 1 else Typed(join, types.BOOLEAN, tuple(asked), span=cell.span)
    return Cell(kind, tuple(bounds)), Tested("condition", cell.span, expr=expr)


def month_bounds(operator: str, month: Typed) -> Bounds:
    """What a comparison with a month asks of a day; nothing of one that is no single run of days."""
    first, last = month.param
    bounds: dict[str, Bounds] = {
        "lt": (("lt", first),), "ge": (("ge", first),), "gt": (("gt", last),), "le": (("le", last),), "eq": (("ge", first), ("le", last)),
    }  # fmt: skip
    return bounds.get(operator, ())


def together(asked: tuple[Tested, ...], span: Span, quote: t.Quotation | None = None) -> Tested | None:
    """The conditions of a row as one; `None` of a row that asks for nothing."""
    if not asked:
        return None
    if len(asked) == 1:
        return Tested("condition", span, quote, expr=asked[0].expr)
    return Tested("all", span, quote, children=asked)


def list_table(checker: "Checker", node: t.ListTable, bound: "Bound") -> Tested | None:
    """`table m { … }` as a condition: any of its rows, each with its own quotation."""
    columns = columns_of(checker, node.columns, bound)
    if columns is None:
        return None
    rows = []
    for row in node.rows:
        cells = row_cells(checker, row, columns)
        made = together(cells[1], row.span, row.quote) if cells is not None else None
        if cells is not None and made is None:
            checker.report(Problem(WRONG_ARGUMENTS, "a row that every case is on", help="name what is approved"), row.span)
        rows.append(made)
    if not rows:
        checker.report(Problem(WRONG_ARGUMENTS, "a table without rows", help="name what is on the list, a row each"), node.span)
    if not rows or None in rows:
        return None
    return Tested("any", node.span, children=tuple(r for r in rows if r is not None), table=True)
