"""Each row of the table of operations, with its three-valued corners: what an unknown operand leaves known, and what not."""

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from pincitec.semantics.comparison import equal, greater, greater_or_equal, less, less_or_equal, not_equal
from pincitec.semantics.operations import TABLE, call
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED, truth
from pincitec.semantics.values import DateRange, Elapsed, Fault, Interval, Records, Row, add_months, bounds, exact, interval, whole_months

U = UNDETERMINED
TRUTHS = (FAILS, U, HOLDS)
AS_LOGIC = {FAILS: 0.0, U: 0.5, HOLDS: 1.0}
OPEN = Interval(2, None)
SOME = Interval(2, 4)


def op(name: str, *operands: Any, param: Any = None) -> Any:
    return call(name, param, operands)


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
def test_and_or_not_are_kleenes(a: int, b: int) -> None:
    assert AS_LOGIC[op("and", a, b)] == min(AS_LOGIC[a], AS_LOGIC[b])
    assert AS_LOGIC[op("or", a, b)] == max(AS_LOGIC[a], AS_LOGIC[b])
    assert AS_LOGIC[op("not", a)] == 1 - AS_LOGIC[a]
    assert op("not", op("and", a, b)) == op("or", op("not", a), op("not", b))


def test_and_or_of_nothing() -> None:
    assert op("and") == HOLDS
    assert op("or") == FAILS


def test_truth_of_python_values() -> None:
    assert [truth(v) for v in (True, False, None)] == [HOLDS, FAILS, U]


@pytest.mark.parametrize(
    ("number", "operands", "expected"),
    [
        (2, (HOLDS, HOLDS, U), HOLDS),
        (2, (HOLDS, U, FAILS), U),
        (2, (HOLDS, FAILS, FAILS), FAILS),
        (2, (U, U), U),
        (0, (), HOLDS),
        (0, (FAILS,), HOLDS),
        (1, (), FAILS),
    ],
)
def test_at_least(number: int, operands: tuple[int, ...], expected: int) -> None:
    assert op("at_least", *operands, param=number) == expected


@pytest.mark.parametrize(
    ("a", "b", "ge", "gt", "eq"),
    [
        (3, 3, HOLDS, FAILS, HOLDS),
        (2, 3, FAILS, FAILS, FAILS),
        (4, 3, HOLDS, HOLDS, FAILS),
        (Fraction(7, 2), 3, HOLDS, HOLDS, FAILS),
        (None, 3, U, U, U),
        (3, None, U, U, U),
        (None, None, U, U, U),
        (OPEN, 2, HOLDS, U, U),
        (OPEN, 1, HOLDS, HOLDS, FAILS),
        (OPEN, 5, U, U, U),
        (SOME, 4, U, FAILS, U),
        (SOME, 5, FAILS, FAILS, FAILS),
        (4, SOME, HOLDS, U, U),
        (SOME, SOME, U, U, U),
        (date(2019, 6, 14), date(2019, 6, 14), HOLDS, FAILS, HOLDS),
        (date(2019, 6, 13), date(2019, 6, 14), FAILS, FAILS, FAILS),
    ],
)
def test_comparisons(a: Any, b: Any, ge: int, gt: int, eq: int) -> None:
    assert (greater_or_equal(a, b), greater(a, b), equal(a, b)) == (ge, gt, eq)
    assert (less_or_equal(b, a), less(b, a)) == (ge, gt)
    assert (less(a, b), less_or_equal(a, b), not_equal(a, b)) == (NOT[ge], NOT[gt], NOT[eq])
    assert [op(n, a, b) for n in ("ge", "gt", "eq", "ne")] == [ge, gt, eq, NOT[eq]]
    assert [op(n, b, a) for n in ("le", "lt")] == [ge, gt]


def test_texts_are_compared_letter_by_letter() -> None:
    assert equal("Master", "Master") == HOLDS
    assert equal("Master", "master") == FAILS
    assert equal("Master", None) == U
    assert not_equal("Master", "master") == HOLDS


@pytest.mark.parametrize(
    ("since", "asked", "months", "ge", "gt"),
    [
        (date(2019, 6, 1), date(2022, 5, 31), 36, FAILS, FAILS),
        (date(2019, 6, 1), date(2022, 6, 1), 36, HOLDS, FAILS),
        (date(2019, 6, 1), date(2022, 6, 2), 36, HOLDS, HOLDS),
        # 29 February plus a year is 28 February or 1 March: between them the answer turns on a rule that is not on file
        (date(2020, 2, 29), date(2021, 2, 28), 12, U, FAILS),
        (date(2020, 2, 29), date(2021, 3, 1), 12, HOLDS, U),
        (date(2020, 2, 29), date(2021, 3, 2), 12, HOLDS, HOLDS),
        (date(2021, 1, 31), date(2021, 2, 28), 1, U, FAILS),
        (date(2021, 1, 31), date(2021, 2, 27), 1, FAILS, FAILS),
        (date(2021, 6, 1), date(2021, 6, 1), 0, HOLDS, FAILS),
        (date(2021, 6, 1), date(2022, 6, 1), 10**6, FAILS, FAILS),
        (date(2021, 6, 1), date(2022, 6, 1), -(10**6), HOLDS, HOLDS),
    ],
)
def test_elapsed_periods_are_compared_by_addition(since: date, asked: date, months: int, ge: int, gt: int) -> None:
    elapsed = Elapsed(since, asked)
    assert (op("ge", elapsed, months), op("gt", elapsed, months)) == (ge, gt)
    assert (op("le", months, elapsed), op("lt", months, elapsed)) == (ge, gt)
    assert (op("lt", elapsed, months), op("le", elapsed, months)) == (NOT[ge], NOT[gt])


def test_whole_months_and_bounds_of_a_period() -> None:
    assert whole_months(Elapsed(date(2022, 8, 12), date(2025, 8, 12))) == Interval(36, 36)
    assert whole_months(Elapsed(date(2020, 2, 29), date(2021, 2, 28))) == Interval(11, 12)
    assert bounds(Elapsed(date(2022, 8, 12), date(2025, 8, 12))) == (36, 36)
    assert bounds(Elapsed(date(2022, 8, 12), date(2025, 8, 13))) == (36, 37)


def test_arithmetic_is_exact() -> None:
    assert op("add", 1, 2) == 3
    assert op("div", 1, 3) == Fraction(1, 3)
    assert op("mul", Fraction(1, 3), 3) == 1
    assert type(op("mul", Fraction(1, 3), 3)) is int
    assert type(op("add", Fraction(1, 2), Fraction(1, 2))) is int
    assert op("neg", 5) == -5
    assert op("sub", 2, Fraction(1, 2)) == Fraction(3, 2)


def test_the_whole_part_is_the_greatest_whole_number_not_above() -> None:
    assert [op("whole", n) for n in (3, Fraction(3, 2), Fraction(1, 2), 0, Fraction(-1, 2))] == [3, 1, 0, 0, -1]
    assert op("whole", None) is None
    assert op("whole", Interval(Fraction(3, 2), Fraction(7, 2))) == Interval(1, 3)
    assert op("whole", Interval(Fraction(3, 2), Fraction(19, 10))) == 1
    assert op("whole", Interval(Fraction(3, 2), None)) == Interval(1, None)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "div"])
def test_arithmetic_on_the_unknown_is_unknown(name: str) -> None:
    assert op(name, None, 2) is None
    assert op(name, 2, None) is None
    assert op("neg", None) is None


def test_arithmetic_on_bounds() -> None:
    assert op("add", SOME, 1) == Interval(3, 5)
    assert op("add", SOME, OPEN) == Interval(4, None)
    assert op("sub", SOME, 1) == Interval(1, 3)
    assert op("sub", SOME, SOME) == Interval(-2, 2)
    assert op("sub", OPEN, 1) == Interval(1, None)
    assert op("sub", 1, OPEN) is None
    assert op("neg", SOME) == Interval(-4, -2)
    assert op("mul", SOME, 2) is None
    assert op("div", SOME, 2) is None
    assert interval(2, 2) == 2
    assert exact(Fraction(4, 2)) == 2


def test_division_by_zero_is_a_fault_even_of_the_unknown() -> None:
    with pytest.raises(Fault, match="division by zero"):
        op("div", 1, 0)
    with pytest.raises(Fault, match="division by zero"):
        op("div", None, 0)
    assert op("div", 0, None) is None


def test_numbers_that_no_law_needs_are_a_fault() -> None:
    number = 3
    with pytest.raises(Fault, match="too large"):
        for _ in range(40):
            number = op("mul", number, number)


def test_dates() -> None:
    assert op("add_period", date(2022, 8, 12), 36) == date(2025, 8, 12)
    assert op("add_period", date(2024, 2, 29), 12) == DateRange(date(2025, 2, 28), date(2025, 3, 1))  # no cited rule says which
    assert op("add_period", date(2023, 8, 31), 6) == DateRange(date(2024, 2, 29), date(2024, 3, 1))
    assert op("add_period", date(2024, 3, 31), -1) == DateRange(date(2024, 2, 29), date(2024, 3, 1))
    assert op("add_period", date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert op("add_period", None, 12) is None
    assert op("add_period", date(2024, 2, 29), None) is None
    assert op("add_period", date(2024, 1, 1), SOME) is None
    assert op("add_days", date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert op("add_days", None, 2) is None
    assert op("add_days", date(2024, 2, 28), None) is None
    for name, much in (("add_period", 12 * 9000), ("add_days", 10**7), ("add_days", 10**30)):
        with pytest.raises(Fault, match="calendar"):
            op(name, date(2024, 1, 1), much)


@pytest.mark.parametrize("month", range(1, 13))
def test_adding_months_never_goes_back(month: int) -> None:
    for day in (28, 29, 30, 31):
        try:
            start = date(2023, month, day)
        except ValueError:
            continue
        for months in range(30):
            earliest, latest = add_months(start, months)
            assert earliest <= latest
            assert (latest - earliest).days <= 1
            assert earliest == latest or latest.day == 1


@pytest.mark.parametrize(
    ("day", "param", "expected"),
    [
        (date(2019, 6, 30), (7, 1), 2019),
        (date(2019, 7, 1), (7, 1), 2020),
        (date(2019, 12, 31), (1, 1), 2019),
        (None, (7, 1), None),
    ],
)
def test_calendar_year_is_named_after_its_end(day: date | None, param: tuple[int, int], expected: int | None) -> None:
    assert op("calendar_year", day, param=(*param, "fiscal_year")) == expected


TWO_DAYS = DateRange(date(2025, 2, 28), date(2025, 3, 1))


def test_one_of_two_days_stays_so() -> None:
    assert op("add_days", TWO_DAYS, 1) == DateRange(date(2025, 3, 1), date(2025, 3, 2))
    assert op("add_period", TWO_DAYS, 1) == DateRange(date(2025, 3, 28), date(2025, 4, 1))
    assert op("add_period", TWO_DAYS, 0) == TWO_DAYS
    assert op("calendar_year", TWO_DAYS, param=(3, 1, "year")) == Interval(2025, 2026)
    assert op("calendar_year", TWO_DAYS, param=(7, 1, "year")) == 2025
    assert op("school_year_of", TWO_DAYS, param=(3, 1, "school_year")) == Interval(2024, 2025)


@pytest.mark.parametrize("name", ["lt", "le", "gt", "ge", "eq", "ne"])
@pytest.mark.parametrize("day", [date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 2)])
def test_one_of_two_days_is_compared_as_both_of_them(name: str, day: date) -> None:
    for a, b in ((TWO_DAYS, day), (day, TWO_DAYS), (TWO_DAYS, TWO_DAYS)):
        each = {op(name, x, y) for x in both(a) for y in both(b)}
        assert op(name, a, b) == (each.pop() if len(each) == 1 else U)


def both(value: date | DateRange) -> tuple[date, ...]:
    return (value.earliest, value.latest) if isinstance(value, DateRange) else (value,)


@pytest.mark.parametrize(("end", "expected"), [("last day", date(2024, 2, 29)), ("next day", date(2024, 3, 1))])
def test_a_rule_on_file_says_which_of_two_days(end: str, expected: date) -> None:
    begun = date(2023, 8, 31)
    two = DateRange(date(2024, 2, 29), date(2024, 3, 1))
    assert [op("add_period_by_rule", s, begun, 6, param=end) for s in TRUTHS] == [two, two, expected]
    assert op("add_period_by_rule", HOLDS, begun, 7, param=end) == date(2024, 3, 31)
    assert op("add_period_by_rule", HOLDS, None, 6, param=end) is None
    for asked in (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)):
        running = Elapsed(begun, asked)
        assert op("month_end", HOLDS, running, param=end) == Elapsed(begun, asked, end)
        assert op("month_end", U, running, param=end) == running
        assert greater_or_equal(Elapsed(begun, asked, end), 6) == truth(expected <= asked)
        assert greater(Elapsed(begun, asked, end), 6) == truth(expected < asked)
        assert whole_months(Elapsed(begun, asked, end)) == Interval(5 + (expected <= asked), 5 + (expected <= asked))
    assert op("month_end", HOLDS, 6, param=end) == 6
    assert op("month_end", HOLDS, None, param=end) is None


@pytest.mark.parametrize(
    ("day", "first", "expected"),
    [
        (date(2024, 6, 30), (7, 1), 2023),
        (date(2024, 7, 1), (7, 1), 2024),
        (date(2024, 12, 31), (1, 1), 2024),
        (None, (7, 1), None),
    ],
)
def test_a_school_year_is_held_by_its_beginning(day: date | None, first: tuple[int, int], expected: int | None) -> None:
    assert op("school_year_of", day, param=(*first, "school_year")) == expected


@pytest.mark.parametrize(
    ("year", "param", "expected"),
    [
        (2023, (10, 15, 7, 1, "begin"), date(2023, 10, 15)),
        (2023, (3, 1, 7, 1, "begin"), date(2024, 3, 1)),
        (2023, (7, 1, 7, 1, "begin"), date(2023, 7, 1)),
        (2023, (6, 30, 7, 1, "begin"), date(2024, 6, 30)),
        (2024, (10, 15, 7, 1, "end"), date(2023, 10, 15)),
        (2024, (3, 1, 7, 1, "end"), date(2024, 3, 1)),
        (2024, (3, 1, 1, 1, "end"), date(2024, 3, 1)),
        (2023, (2, 29, 7, 1, "begin"), date(2024, 2, 29)),
        (2024, (2, 29, 7, 1, "begin"), DateRange(date(2025, 2, 28), date(2025, 3, 1))),
        (Interval(2023, 2024), (10, 15, 7, 1, "begin"), DateRange(date(2023, 10, 15), date(2024, 10, 15))),
        (Interval(2023, None), (10, 15, 7, 1, "begin"), None),
        (None, (10, 15, 7, 1, "begin"), None),
    ],
)
def test_a_day_of_a_year(year: Any, param: Any, expected: Any) -> None:
    assert op("day_of_year", year, param=param) == expected


def test_a_day_of_a_year_outside_the_calendar() -> None:
    for year in (0, 9999):
        with pytest.raises(Fault, match="calendar"):
            op("day_of_year", year, param=(10, 15, 7, 1, "begin"))


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_lies_in_the_year_of_which_it_is_a_day(day: date, month: int, first: int) -> None:
    year = op("school_year_of", day, param=(month, first, "school_year"))
    if (day.month, day.day) != (2, 29):
        assert op("day_of_year", year, param=(day.month, day.day, month, first, "begin")) == day
    ends = op("calendar_year", day, param=(month, first, "year"))
    assert ends == (year if (month, first) == (1, 1) else year + 1)


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(-40, 40), st.integers(-400, 400))
def test_what_is_computed_from_two_days_holds_both(day: date, months: int, days: int) -> None:
    readings = {op("add_days", op("add_period", start, months), days) for start in both(op("add_period", day, months))}
    whole = op("add_days", op("add_period", op("add_period", day, months), months), days)
    earliest, latest = both(whole)[0], both(whole)[-1]
    assert all(earliest <= d <= latest for r in readings for d in both(r))


RUNS = st.lists(st.sampled_from(TRUTHS), max_size=6)


@given(RUNS, st.data())
def test_the_longest_run_is_that_of_the_completions(holds: list[int], data: st.DataObject) -> None:
    keys = sorted(data.draw(st.sets(st.integers(2015, 2022), min_size=len(holds), max_size=len(holds))))
    longest = TABLE["consecutive"].function
    found = longest(holds, keys, True)
    exact_runs = [by_hand(keys, ways) for ways in product(*((h,) if h != U else (FAILS, HOLDS) for h in holds))]
    assert bounds(found) == (min(exact_runs), max(exact_runs))
    assert longest(holds, keys, False) == Interval(min(exact_runs), None)


def by_hand(keys: list[int], holds: tuple[int, ...]) -> int:
    met = {k for k, h in zip(keys, holds, strict=True) if h == HOLDS}
    return max((n for k in met for n in range(1, 9) if all(k + i in met for i in range(n))), default=0)


def test_a_missing_year_breaks_a_run_of_a_complete_list_only() -> None:
    longest = TABLE["consecutive"].function
    assert longest([HOLDS, HOLDS], [2018, 2020], True) == 1
    assert longest([HOLDS, HOLDS], [2018, 2020], False) == Interval(1, None)
    assert longest([], [], True) == 0
    assert longest([], [], False) == Interval(0, None)
    assert longest([HOLDS, HOLDS], [2018, 2019], False) == Interval(2, None)


@pytest.mark.parametrize(
    ("holds", "complete", "count", "some", "every", "or_none"),
    [
        ([], True, 0, FAILS, FAILS, HOLDS),
        ([], False, Interval(0, None), U, U, U),
        ([HOLDS], True, 1, HOLDS, HOLDS, HOLDS),
        ([HOLDS], False, Interval(1, None), HOLDS, U, U),
        ([FAILS], True, 0, FAILS, FAILS, FAILS),
        ([FAILS], False, Interval(0, None), U, FAILS, FAILS),
        ([U], True, Interval(0, 1), U, U, U),
        ([HOLDS, U, FAILS], True, Interval(1, 2), HOLDS, FAILS, FAILS),
        ([HOLDS, U, FAILS], False, Interval(1, None), HOLDS, FAILS, FAILS),
    ],
)
def test_folds(holds: list[int], complete: bool, count: Any, some: int, every: int, or_none: int) -> None:
    results = [TABLE[name].function(holds, complete) for name in ("count", "some", "every", "every_or_none")]
    assert results == [count, some, every, or_none]


@pytest.mark.parametrize(
    ("holds", "amounts", "complete", "expected"),
    [
        ([], [], True, 0),
        ([], [], False, Interval(0, None)),
        ([HOLDS, HOLDS], [160, 320], True, 480),
        ([HOLDS, HOLDS], [160, 320], False, Interval(480, None)),
        ([HOLDS, U], [160, 320], True, Interval(160, 480)),
        ([HOLDS, FAILS], [160, None], True, 160),
        ([HOLDS, HOLDS], [480, None], True, Interval(480, None)),
        ([HOLDS, U], [480, None], True, Interval(480, None)),
        ([U], [-5], True, Interval(-5, 0)),
        ([U, HOLDS], [Interval(2, 4), Interval(1, 3)], True, Interval(1, 7)),
    ],
)
def test_sum(holds: list[int], amounts: list[Any], complete: bool, expected: Any) -> None:
    assert TABLE["sum"].function(holds, amounts, complete) == expected


ROWS = Records(
    ({"year": 2018, "ok": FAILS, "days": None}, {"year": 2019, "ok": U, "days": 5}, {"year": 2021, "ok": HOLDS, "days": 7}), True
)


def test_fields() -> None:
    assert op("field", Row(ROWS, 1), param="days") == 5
    assert op("field", Row(ROWS, 0), param="days") is None
    assert op("field", None, param="days") is None
    assert op("field_truth", Row(ROWS, 1), param="ok") == U
    assert op("field_truth", Row(ROWS, 2), param="ok") == HOLDS
    assert op("field_truth", None, param="ok") == U


def test_a_neighbour_that_is_not_on_file_is_unknown_even_in_a_complete_list() -> None:
    def step(index: int, by: int) -> Any:
        return op("neighbour", Row(ROWS, index), param=("year", by))

    assert step(0, 1) == Row(ROWS, 1)
    assert step(1, -1) == Row(ROWS, 0)
    assert step(0, -1) is None
    assert step(1, 1) is None  # 2020 is not on file, though a later year is
    assert step(2, -1) is None
    assert step(2, 1) is None
    assert op("neighbour", None, param=("year", 1)) is None


@pytest.mark.parametrize(
    ("rows", "guard", "conditions", "expected"),
    [
        (((HOLDS, -1, 0),), U, (), U),
        (((FAILS, -1, 0),), HOLDS, (), FAILS),
        (((U, -1, 0),), HOLDS, (), U),
        ((), HOLDS, (), FAILS),
        (((HOLDS, 0, 0), (FAILS, 0, 1)), HOLDS, (HOLDS,), HOLDS),
        (((HOLDS, 0, 0), (FAILS, 0, 1)), HOLDS, (FAILS,), FAILS),
        (((HOLDS, 0, 0), (FAILS, 0, 1)), HOLDS, (U,), U),
        (((HOLDS, 0, 0), (FAILS, 0, 1)), FAILS, (U,), FAILS),
        (((HOLDS, 0, 0), (U, 0, 1)), HOLDS, (FAILS,), U),
    ],
)
def test_standing(rows: Any, guard: int, conditions: tuple[int, ...], expected: int) -> None:
    assert op("stand", guard, *conditions, param=rows) == expected


def test_definitions_whose_words_do_not_stand_are_unknown() -> None:
    assert [op("unknown_unless", s, 5) for s in TRUTHS] == [None, None, 5]
    assert [op("undetermined_unless", s, HOLDS) for s in TRUTHS] == [U, U, HOLDS]


def test_every_operation_is_tried_above() -> None:
    assert set(TABLE) == {
        *("not", "and", "or", "at_least", "eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "div", "neg", "whole"),
        *("add_period", "add_period_by_rule", "month_end", "add_days", "calendar_year", "school_year_of", "day_of_year"),
        *("field", "field_truth", "neighbour", "stand"),
        *("unknown_unless", "undetermined_unless", "decide", "decide_value", "truth_of", "value_of"),  # the last four: the verdict algebra
        *("count", "sum", "least", "greatest", "consecutive", "some", "every", "every_or_none"),
    }
