"""Each operation over columns, alone, at the edges of what its operands hold: against the table of operations."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, Final

import numpy as np
import pytest
from attrs import evolve

from pincite.evaluate.columns import calendar
from pincite.evaluate.columns.forms import FORMS
from pincite.evaluate.columns.schema import Form
from pincitec.graph.clauses import Fact, Unit, Wording
from pincitec.graph.nodes import Node
from pincitec.graph.slices import slice_graph
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import MONTH_ENDS, Elapsed, Value, day_in_month
from tests.engine.evaluate.columns.observing import DAY
from tests.engine.evaluate.columns.test_against_reference import compared
from tests.engine.strategies import ASKED, RANK, empty

FIRST, LAST = date(1, 1, 1), date(9998, 12, 31)
TRUTHS: Final = (None, FAILS, HOLDS)
NUMBERS: Final = (None, 0, 1, 2, 7, 1_000)
WIDE: Final = (None, 0, 1, 2**31 - 1, 2**31, 999_999_999_999_999)
DAYS: Final = (
    None, FIRST, date(4, 2, 29), date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1), date(1970, 1, 1), date(2000, 2, 29),
    date(2019, 7, 1), date(2020, 1, 30), date(2020, 1, 31), date(2020, 2, 29), date(2021, 2, 28), date(2021, 6, 30), date(2021, 12, 31),
    date(9998, 11, 30), LAST,
)  # fmt: skip
MONTHS: Final = (None, 0, 1, 11, 12, 13, 36, 48, 1_200, 119_976, 999_999_999_999)
SINCE: Final = tuple(
    None if d is None else Elapsed(d, ASKED)
    for d in (*DAYS[:-2], date(2018, 5, 31), date(2018, 6, 1), date(2018, 6, 2), ASKED, date(2021, 6, 2), date(2024, 2, 29))
)
Row = tuple[str, str, tuple[int, ...], Any]
NODES: Final[dict[str, Row]] = {
    "b0": ("fact", "boolean", (), "t.b0"), "b1": ("fact", "boolean", (), "t.b1"), "b2": ("fact", "boolean", (), "t.b2"),
    "i0": ("fact", "integer", (), "t.i0"), "i1": ("fact", "integer", (), "t.i1"), "p0": ("fact", "period", (), "t.p0"),
    "p1": ("fact", "period", (), "t.p1"), "n": ("fact", "days", (), "t.n"), "d0": ("fact", "date", (), "t.d0"),
    "d1": ("fact", "date", (), "t.d1"), "e": ("fact", RANK.key, (), "t.e"), "s": ("fact", "text", (), "t.s"),
    "m": ("fact", "money", (), "t.m"),
}  # fmt: skip


def check(
    facts: Sequence[str],
    values: Iterable[Sequence[Value]],
    *nodes: Row,
    forms: dict[str, Form | None] | None = None,
    asked: Sequence[date] = (),
) -> None:
    """Asserts that nodes over these facts, which are the first nodes, are what the reference says of every row of values."""
    pack = evolve(empty(), nodes=tuple(Node(*n) for n in (*(NODES[f] for f in facts), *nodes)))
    names = [f"t.{f}" for f in facts]
    rows = [{name: v for name, v in zip(names, row, strict=True) if v is not None} for row in values]
    slice = slice_graph(pack, ASKED, {}, range(len(pack.nodes)))
    compared(pack, slice, {name: (forms or {}).get(name) for name in names}, rows, asked)


def test_every_operation_has_a_form() -> None:
    assert set(TABLE) - set(FORMS) == set()
    assert set(FORMS) - set(TABLE) == {"const", "asked", "same", "row"}


@pytest.mark.parametrize("op", ["and", "or"])
def test_connectives(op: str) -> None:
    check(("b0", "b1", "b2"), product(TRUTHS, repeat=3), (op, "boolean", (0, 1, 2), None), (op, "boolean", (), None))


def test_not_and_at_least() -> None:
    counts: list[Row] = [("at_least", "boolean", (0, 1, 2), k) for k in range(5)]
    check(("b0", "b1", "b2"), product(TRUTHS, repeat=3), ("not", "boolean", (0,), None), *counts)


@pytest.mark.parametrize("op", ["eq", "ne", "lt", "le", "gt", "ge"])
@pytest.mark.parametrize(
    ("facts", "values"),
    [(("i0", "i1"), WIDE), (("d0", "d1"), DAYS), (("p0", "p1"), SINCE), (("p0", "p1"), MONTHS), (("e", "e"), (None, 0, 1, 2))],
)
def test_comparisons(op: str, facts: tuple[str, str], values: Sequence[Value]) -> None:
    since = any(isinstance(v, Elapsed) for v in values)
    names = tuple(dict.fromkeys(facts))
    forms: dict[str, Form | None] = {f"t.{f}": Form(since=since) for f in names}
    check(names, product(values, repeat=len(names)), (op, "boolean", (0, len(names) - 1), None), forms=forms)


@pytest.mark.parametrize("op", ["eq", "ne"])
def test_texts(op: str) -> None:
    texts = (None, "", "a", "A", "ä", "a" * 300)
    check(("s",), [(t,) for t in texts], ("const", "text", (), "a"), (op, "boolean", (0, 1), None), (op, "boolean", (0, 0), None))


@pytest.mark.parametrize("op", ["add", "sub", "mul", "div"])
def test_arithmetic(op: str) -> None:
    forms: dict[str, Form | None] = {"t.i0": Form(bits=16), "t.i1": Form(bits=32, range=(0, 1_000))}
    result = (op, "x", (0, 1), None)
    more: list[Row] = [("neg", "x", (2,), None), ("whole", "x", (2,), None), ("whole", "x", (3,), None), ("div", "x", (3, 1), None)]
    check(("i0", "i1"), product(NUMBERS, repeat=2), result, *more, ("gt", "boolean", (3, 4), None), forms=forms)


def test_shares_and_units_with_decimals() -> None:
    """60 % is 3/5, held as 60 with a scale of 2; a unit of a policy may be less than nothing."""
    facts = (*empty().facts, Fact("t.share", "percent", Wording("share")), Fact("t.points", "t.point", Wording("points")))
    pack = evolve(empty(), facts=facts, units=(Unit("t.point", ("point", "points"), signed=True),))
    rows: list[Row] = [
        *(("fact", "percent", (), "t.share"), ("fact", "t.point", (), "t.points"), ("const", "percent", (), ("fraction", 5, 8))),
        *(("ge", "boolean", (0, 2), None), ("add", "x", (0, 1), None), ("mul", "x", (0, 1), None), ("div", "x", (0, 1), None)),
        *(("whole", "x", (5,), None), ("neg", "x", (1,), None), ("lt", "boolean", (1, 8), None), ("whole", "x", (6,), None)),
    ]
    pack = evolve(pack, nodes=tuple(Node(*row) for row in rows))
    shares = (None, 0, Fraction(3, 5), Fraction(5, 8), Fraction(621, 1_000), 1)
    points = (None, Fraction(-7, 2), -1, 0, Fraction(1, 10), 3)
    cases = [{n: v for n, v in (("t.share", a), ("t.points", b)) if v is not None} for a, b in product(shares, points)]
    forms: dict[str, Form | None] = {
        "t.share": Form(bits=16, scale=3, range=(0, 1_000)),
        "t.points": Form(bits=32, scale=1, range=(-100, 100)),
    }
    compared(pack, slice_graph(pack, ASKED, {}, range(len(rows))), forms, cases)


def test_products_at_the_limit_of_64_bits() -> None:
    forms: dict[str, Form | None] = {"t.i0": Form(range=(0, 2**31)), "t.i1": Form(range=(0, 2**31 - 1))}
    check(("i0", "i1"), product((0, 1, 2**31 - 1), repeat=2), ("mul", "x", (0, 1), None), ("neg", "x", (2,), None), forms=forms)


@pytest.mark.parametrize("sign", [1, -1])
def test_months_are_added(sign: int) -> None:
    node = ("add_period", "date", (0, 1), None) if sign > 0 else ("add_period", "date", (0, 2), None)
    between: list[Row] = [("neg", "period", (1,), None)] if sign < 0 else []
    check(("d0", "p0"), product(DAYS, MONTHS), *between, node, ("gt", "boolean", (len(between) + 2, 0), None))


@pytest.mark.parametrize("end", MONTH_ENDS)
def test_rules_on_the_ends_of_months(end: str) -> None:
    later = ("add_period_by_rule", "date", (0, 1, 2), end)
    check(("b0", "d0", "p0"), product(TRUTHS, DAYS, (None, 1, 12, 48)), later, ("ge", "boolean", (3, 1), None))
    period = [
        ("month_end", "period", (0, 1), end),
        ("const", "period", (), 36),
        ("ge", "boolean", (2, 3), None),
        ("gt", "boolean", (3, 2), None),
    ]
    check(("b0", "p0"), product(TRUTHS, SINCE), *period, forms={"t.p0": Form(since=True)})


@pytest.mark.parametrize("months", [0, 1, 12, 36, 37, 200_000])
def test_running_periods_against_a_number_of_months(months: int) -> None:
    nodes: list[Row] = [(op, "boolean", pair, None) for op in ("ge", "gt", "le", "lt", "eq") for pair in ((0, 1), (1, 0))]
    forms: dict[str, Form | None] = {"t.p0": Form(since=True)}
    check(("p0",), [(s,) for s in SINCE], ("const", "period", (), months), *nodes, forms=forms)


def test_running_periods_on_a_day_of_each_row() -> None:
    days = [d for d in DAYS if d is not None][:-2]
    pairs = [(a, b) for a in days for b in days]
    nodes: list[Row] = [
        ("const", "period", (), 36), ("ge", "boolean", (0, 2), None), ("gt", "boolean", (2, 0), None), ("add", "period", (0, 2), None),
        ("ge", "boolean", (0, 1), None), ("asked", "date", (), None), ("add_period", "date", (7, 2), None), ("ge", "boolean", (8, 7), None),
    ]  # fmt: skip
    rows = [(Elapsed(since, on), 12) for since, on in pairs]
    forms: dict[str, Form | None] = {"t.p0": Form(since=True)}
    check(("p0", "p1"), rows, *nodes, forms=forms, asked=[on for _, on in pairs])


def test_days_are_added() -> None:
    counts = (None, 0, 1, 365, 3_000_000, 999_999_999_999_999)
    check(("d0", "n"), product(DAYS, counts), ("add_days", "date", (0, 1), None), ("le", "boolean", (2, 0), None))


@pytest.mark.parametrize("begins", [(1, 1), (7, 1), (2, 29), (12, 31)])
def test_years_of_calendars(begins: tuple[int, int]) -> None:
    nodes: list[Row] = [(op, "integer", (0,), (*begins, "year")) for op in ("calendar_year", "school_year_of")]
    check(("d0",), [(d,) for d in DAYS], *nodes)


@pytest.mark.parametrize("day", [(10, 15), (3, 1), (2, 29), (7, 1), (6, 30)])
@pytest.mark.parametrize("named_by", ["begin", "end"])
def test_days_of_years(day: tuple[int, int], named_by: str) -> None:
    years = (None, 0, 1, 2, 1899, 1900, 2019, 2023, 2024, 9997, 9998, 9999, 999_999)
    check(("i0",), [(y,) for y in years], ("day_of_year", "date", (0,), (*day, 7, 1, named_by)))


def test_the_calendar_is_that_of_the_reference_on_every_month_and_day() -> None:
    days = np.arange((FIRST - DAY).days, (LAST - DAY).days + 1, 17)
    index, of_month = calendar.civil(days)
    for day, month, number in zip(days.tolist(), index.tolist(), of_month.tolist(), strict=True):
        expected = DAY + timedelta(days=day)
        assert (month, number) == (expected.year * 12 + expected.month - 1, expected.day)


@pytest.mark.parametrize("day", [1, 28, 29, 30, 31])
def test_days_of_every_month(day: int) -> None:
    months = np.arange(12, 9998 * 12 + 12)
    earliest, latest = calendar.in_month(months, day)
    for month, early, late in zip(months.tolist(), earliest.tolist(), latest.tolist(), strict=True):
        first, second = day_in_month(month // 12, month % 12 + 1, day)
        assert (early, late) == ((first - DAY).days, (second - DAY).days)


def test_values_conflict_beside_one_that_is_always_given_and_not_known() -> None:
    """Of an amount that is given without a condition nothing may be known: two others conflict all the same."""
    always: list[Row] = [("const", "boolean", (), HOLDS), ("const", "period", (), 35), ("const", "period", (), 36)]
    outcome = ("decide_value", "outcome", (3, 3, 2, 3, 0, 4, 3, 1, 5), ((),))
    check(("b0", "b1", "p0"), product(TRUTHS, TRUTHS, SINCE), *always, outcome, forms={"t.p0": Form(since=True)})
    check(("b0", "b1", "p0"), product(TRUTHS, TRUTHS, MONTHS[:-1]), *always, outcome, forms={"t.p0": Form(bits=32)})


@pytest.mark.parametrize("seed", range(12))
def test_values_of_a_few_clauses_with_every_guard(seed: int) -> None:
    """Guards and standings that are conditions, or constants; values that are known, unknown, or periods that run; defeats."""
    random = Random(seed)
    values = [(*truths, since, months) for truths in product(TRUTHS, repeat=3) for since, months in product(SINCE[1::6], (None, 35, 36))]
    constants: list[Row] = [("const", "boolean", (), code) for code in (FAILS, 1, HOLDS)]
    constants += [("const", "period", (), months) for months in (35, 36)]
    clauses = random.choice((1, 2, 3, 3, 4))
    states = [
        n for _ in range(clauses) for n in (random.choice((0, 7, 7)), random.choice((0, 1, 2, 5, 6, 7, 7)), random.choice((3, 4, 8, 9)))
    ]
    pairs = [(i, j) for i in range(clauses) for j in range(i + 1, clauses)]
    defeats = tuple(random.sample(pairs, min(len(pairs), random.choice((0, 0, 1, 2)))))
    check(
        ("b0", "b1", "b2", "p0", "p1"),
        values,
        *constants,
        ("decide_value", "outcome", tuple(states), (defeats,)),
        ("value_of", "period", (10,), None),
        forms={"t.p0": Form(since=True)},
    )
