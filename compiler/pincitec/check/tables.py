"""Decision tables and lists of approved items: rows to conditions, rows that contradict each other, cases that no row speaks of.

Assumes checked columns. A cell compares a column with constants, so the values of a column fall into finitely many parts that no cell
tells apart; of each part one value stands for all. Over these, overlaps are found exactly, and missing rows too where the columns have
at most `MOST` combinations.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING

from attrs import frozen

from pincitec.check.typed import Tested, Typed
from pincitec.check.typing_rules import Problem, comparison, is_coarse
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.types import OVERLAPPING_ROWS, ROWS_MISSING, WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.semantics import types
from pincitec.semantics.comparison import equal, greater, greater_or_equal, less, less_or_equal, not_equal
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Value, exact
from pincitec.syntax import pol_tree as t

if TYPE_CHECKING:
    from pincitec.check.lapses import Followed
    from pincitec.check.typing import Bound, Checker

MOST = 10_000
"""Combinations of the values of all columns that are looked at for missing rows."""
SHOWN = 4
"""Missing combinations that a message names."""
WHOLE = (types.INTEGER.key, types.DAYS.key, types.PERIOD.key, types.MONEY.key, types.SCHOOL_YEAR.key)
"""Types whose values are whole numbers: between two that follow one another there is none."""

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


# ---- rows that contradict each other, cases that no row speaks of


def check_tables(clauses: Sequence["Followed"]) -> list[Diagnostic]:
    """The problems of all decision tables, judged by the rows that stand on one day."""
    tables: dict[Span, list[Followed]] = {}
    for one in clauses:
        if one.clause.row is not None:
            tables.setdefault(one.clause.row.table, []).append(one)
    return [problem for rows in tables.values() for problem in (*overlapping(rows), *missing(rows))]


def parts(rows: Iterable["Followed"]) -> list[tuple[Value, ...]]:
    """Of each column, one value of every part that the cells tell apart."""
    made = [r.clause.row for r in rows if r.clause.row is not None]
    found = []
    for i, column in enumerate(made[0].columns):
        limits = [limit for row in made for _, limit in row.cells[i].bounds]
        found.append(samples(column.type, limits))
    return found


def samples(type: Type, limits: Sequence[Value]) -> tuple[Value, ...]:
    """Values of a type, one for each part into which the limits divide it."""
    if isinstance(type, Enumeration):
        return tuple(range(len(type.members)))
    if type == types.BOOLEAN:
        return (HOLDS, FAILS)
    if type == types.TEXT:
        return (*sorted({str(x) for x in limits}), "\N{HORIZONTAL ELLIPSIS}")
    if type == types.DATE:
        days = sorted({x for x in limits if isinstance(x, date)})
        near = {d + timedelta(n) for d in days for n in (-1, 0, 1) if date.min < d < date.max}
        return tuple(sorted(near)) or (date(2000, 1, 1),)
    numbers = sorted({Fraction(x) for x in limits if isinstance(x, int | Fraction)})
    if not numbers:
        return (0,)
    whole = type.key in WHOLE
    between = [(a + b) / 2 for a, b in pairwise(numbers)]
    if whole:
        between = [Fraction(m.__floor__()) for m in between]
    low = numbers[0] - 1 if whole or (isinstance(type, Quantity) and type.signed) else numbers[0] / 2
    found = {*numbers, *between, numbers[-1] + 1, low}
    least = -1 if isinstance(type, Quantity) and type.signed else 0
    return tuple(exact(n) for n in sorted(found) if n >= 0 or least < 0)


def overlapping(rows: Sequence["Followed"]) -> list[Diagnostic]:
    """Two rows that stand on one day, hold for one case, and give it different values."""
    problems = []
    values = parts(rows)
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            first, second = a.clause.row, b.clause.row
            assert first is not None and second is not None
            if a.clause.value == b.clause.value or not on_one_day(a, b):
                continue
            both = zip(values, first.cells, second.cells, strict=True)
            shared = [next((v for v in column if x.admits(v) and y.admits(v)), None) for column, x, y in both]
            if any(v is None for v in shared):
                continue
            case = case_words(first.columns, shared)
            message = f"two rows give `{a.clause.symbol.name}` different values for one case: {case}"
            others = [Label(a.clause.quotes[a.clause.own].quote.span, "the other row")]
            help = "say in one of the two cells what tells them apart; rows have no order"
            span = b.clause.quotes[b.clause.own].quote.span
            problems.append(Diagnostic.at(OVERLAPPING_ROWS, span, message, others=others, help=help))
    return problems


def on_one_day(a: "Followed", b: "Followed") -> bool:
    return any(s.state == "in_force" and (o := b.at(s.era.from_)) is not None and o.state == "in_force" for s in a.stands)


def missing(rows: Sequence["Followed"]) -> list[Diagnostic]:
    """The cases that no row that stands in the newest text speaks of. They may be left open; it is said that they are."""
    newest = [r for r in rows if r.stands and r.stands[-1].state == "in_force"]
    if not newest:
        return []
    values = parts(newest)
    tables = [r.clause.row for r in newest if r.clause.row is not None]
    span, name = tables[0].table, newest[0].clause.symbol.name
    if prod(len(v) for v in values) > MOST:
        message = f"whether rows of `{name}` are missing was not looked at: more than {MOST:,} combinations"
        return [Diagnostic.at(ROWS_MISSING, span, message, help="split the table by one of its columns")]
    open_ = [case for case in product(*values) if not any(all(c.admits(v) for c, v in zip(row.cells, case, strict=True)) for row in tables)]
    if not open_:
        return []
    shown = "; ".join(case_words(tables[0].columns, case) for case in open_[:SHOWN])
    more = f"; and {len(open_) - SHOWN} more" if len(open_) > SHOWN else ""
    message = f"no row gives `{name}` for: {shown}{more}"
    help = "for these cases the table gives no value; add the rows, if the law has them"
    return [Diagnostic.at(ROWS_MISSING, span, message, help=help)]


def case_words(columns: Sequence[Typed], values: Sequence[Value]) -> str:
    """A case of a table, as a policy would write it: "role = teacher, years_held = 36 months"."""
    return ", ".join(f"{column_words(c)} = {value_words(c.type, v)}" for c, v in zip(columns, values, strict=True))


def column_words(column: Typed) -> str:
    match column.op:
        case "fact" | "decision" | "call" | "under":
            named = column.param[0] if column.op == "under" else column.param
            return str(named).rpartition(".")[2]
        case "field" | "field_truth":
            return str(column.param)
        case "calendar_year" | "school_year_of":
            return str(column.param[2])
        case _:
            return "a column"


SUFFIXES: Mapping[str, str] = {"days": " days", "period": " months"}


def value_words(type: Type, value: Value) -> str:
    match value:
        case int() if isinstance(type, Enumeration):
            return type.members[value].name
        case int() if type == types.BOOLEAN:
            return "true" if value == HOLDS else "false"
        case int() if type == types.SCHOOL_YEAR:
            return f"{value}-{(value + 1) % 100:02}"
        case int() | Fraction() if type == types.MONEY:
            return f"${Fraction(value) / 100}"
        case int() | Fraction() if type == types.PERCENT:
            return f"{value * 100}%"
        case int() | Fraction() if isinstance(type, Quantity) and type.words:
            return f"{value} {type.noun(value)}"
        case str():
            return f'"{value}"'
        case _:
            return f"{value}{SUFFIXES.get(type.key, '')}"
