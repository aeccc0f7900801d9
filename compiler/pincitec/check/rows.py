"""Rows of decision tables that contradict each other, and cases that no row speaks of.

Assumes clauses with how they stand over time. A cell compares a column with constants, so the values of a column fall into finitely many
parts that no cell tells apart; of each part one value stands for all. Over these, overlaps are found exactly, and missing rows too where
the columns have at most `MOST` combinations.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from pincitec.check.lapses import Followed
from pincitec.check.tables import Cell, TableRow
from pincitec.check.typed import Typed
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.types import OVERLAPPING_ROWS, ROWS_MISSING
from pincitec.semantics import types
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Value, exact

MOST = 10_000
"""Combinations of the values of all columns that are looked at for missing rows."""
SHOWN = 4
"""Missing combinations that a message names."""
WHOLE = (types.INTEGER.key, types.DAYS.key, types.PERIOD.key, types.MONEY.key, types.SCHOOL_YEAR.key)
"""Types whose values are whole numbers: between two that follow one another there is none."""

Rows = Sequence[tuple[Followed, TableRow]]
Samples = list[tuple[Value, ...]]
"""Of each column, one value of every part that the cells tell apart."""


def check_tables(clauses: Sequence[Followed]) -> list[Diagnostic]:
    """The problems of all decision tables, judged by the rows that stand on one day."""
    tables: dict[Span, list[tuple[Followed, TableRow]]] = {}
    for one in clauses:
        if one.clause.row is not None:
            tables.setdefault(one.clause.row.table, []).append((one, one.clause.row))
    return [problem for rows in tables.values() for problem in (*overlapping(rows), *missing(rows))]


def parts(rows: Rows) -> Samples:
    columns = rows[0][1].columns
    return [samples(c.type, [limit for _, row in rows for _, limit in row.cells[i].bounds]) for i, c in enumerate(columns)]


def samples(type: Type, limits: Sequence[Value]) -> tuple[Value, ...]:
    """Values of a type, one for each part into which the limits divide it."""
    if isinstance(type, Enumeration):
        return tuple(range(len(type.members)))
    if type == types.BOOLEAN:
        return (HOLDS, FAILS)
    if type == types.TEXT:
        return (*sorted({str(x) for x in limits}), "\N{HORIZONTAL ELLIPSIS}")
    if type == types.DATE:
        days = {x for x in limits if isinstance(x, date)}
        near = {d + timedelta(n) for d in days for n in (-1, 0, 1) if date.min < d < date.max}
        return tuple(sorted(near | days)) or (date(2000, 1, 1),)
    signed = isinstance(type, Quantity) and type.signed
    numbers = sorted({Fraction(x) for x in limits if isinstance(x, int | Fraction)})
    if not numbers:
        return (0,)
    between = [(a + b) / 2 for a, b in pairwise(numbers)]
    low = numbers[0] - 1 if signed or type.key in WHOLE else numbers[0] / 2
    if type.key in WHOLE:
        between = [Fraction(m.__floor__()) for m in between]
    found = {*numbers, *between, numbers[-1] + 1, low}
    return tuple(exact(n) for n in sorted(found) if signed or n >= 0)


def admitted(cell: Cell, values: tuple[Value, ...]) -> int:
    """Which values a cell admits, as the bits of a number."""
    return sum(1 << i for i, value in enumerate(values) if cell.admits(value))


def overlapping(rows: Rows) -> list[Diagnostic]:
    """Two rows that stand on one day, hold for one case, and give it different values."""
    problems = []
    values = parts(rows)
    masks = [[admitted(cell, column) for cell, column in zip(row.cells, values, strict=True)] for _, row in rows]
    for i, (a, row) in enumerate(rows):
        for j in range(i + 1, len(rows)):
            b = rows[j][0]
            shared = [x & y for x, y in zip(masks[i], masks[j], strict=True)]
            if not all(shared) or a.clause.value == b.clause.value or not on_one_day(a, b):
                continue
            case = [column[(mask & -mask).bit_length() - 1] for column, mask in zip(values, shared, strict=True)]
            message = f"two rows give `{a.clause.symbol.name}` different values for one case: {case_words(row.columns, case)}"
            others = [Label(a.clause.quotes[a.clause.own].quote.span, "the other row")]
            help = "say in one of the two cells what tells them apart; rows have no order"
            span = b.clause.quotes[b.clause.own].quote.span
            problems.append(Diagnostic.at(OVERLAPPING_ROWS, span, message, others=others, help=help))
    return problems


def on_one_day(a: Followed, b: Followed) -> bool:
    """Whether two clauses are in force on one day: one of them is on the first day of a stretch on which the other one is."""
    return starts_within(a, b) or starts_within(b, a)


def starts_within(a: Followed, b: Followed) -> bool:
    return any(s.state == "in_force" and (o := b.at(s.era.from_)) is not None and o.state == "in_force" for s in a.stands)


def missing(rows: Rows) -> list[Diagnostic]:
    """The cases that no row that stands in the newest text speaks of. They may be left open; it is said that they are."""
    newest = [(one, row) for one, row in rows if one.stands and one.stands[-1].state == "in_force"]
    if not newest:
        return []
    values, columns = parts(newest), newest[0][1].columns
    span, name = newest[0][1].table, newest[0][0].clause.symbol.name
    if prod(len(v) for v in values) > MOST:
        message = f"whether rows of `{name}` are missing was not looked at: more than {MOST:,} combinations"
        return [Diagnostic.at(ROWS_MISSING, span, message, help="split the table by one of its columns")]
    masks = [[admitted(cell, column) for cell, column in zip(row.cells, values, strict=True)] for _, row in newest]
    # Of each column and value, the rows that admit it: a case has a row where the rows of all its values have one in common.
    by_value = [[sum(1 << r for r, row in enumerate(masks) if row[c] >> v & 1) for v in range(len(values[c]))] for c in range(len(values))]
    everywhere = (1 << len(newest)) - 1
    open_ = []
    for case in product(*(range(len(v)) for v in values)):
        common = everywhere
        for c, v in enumerate(case):
            common &= by_value[c][v]
        if not common:
            open_.append([values[c][v] for c, v in enumerate(case)])
    if not open_:
        return []
    shown = "; ".join(case_words(columns, case) for case in open_[:SHOWN])
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
