"""How far a value is from its threshold: of days, of running periods, of counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from pincite.explain.measures import days_gap, elapsed_gap, in_full, span
from pincitec.semantics.values import Elapsed, add_months

MARCH = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("op", "value", "threshold", "expected"),
    [
        ("le", date(2024, 3, 15), date(2024, 3, 1), "14 days too late"),
        ("le", date(2024, 3, 1), date(2024, 3, 1), None),
        ("lt", date(2024, 3, 1), date(2024, 3, 1), "1 day too late"),
        ("ge", date(2024, 2, 16), date(2024, 3, 1), "14 days too early"),
        ("gt", date(2024, 3, 1), date(2024, 3, 1), "1 day too early"),
        ("le", date(2025, 8, 12), date(2025, 3, 3), "5 months 9 days too late"),
        ("lt", date(2024, 3, 1), date(1, 1, 1), None),
    ],
)
def test_a_day_that_is_too_late_or_too_early(op: str, value: date, threshold: date, expected: str | None) -> None:
    assert days_gap(op, value, threshold) == expected


def test_the_gap_of_a_running_period_with_both_days() -> None:
    asked = "the day asked about is March 3, 2025: short by 5 months 9 days"
    three = f"3 years are complete on August 12, 2025 if nothing interrupts them; {asked}"
    assert in_full("ge", Elapsed(date(2022, 8, 12), MARCH), 36) == three
    one = f"1 year is complete on August 12, 2025 if nothing interrupts it; {asked}"
    assert in_full("ge", Elapsed(date(2024, 8, 12), MARCH), 12) == one
    assert in_full("ge", Elapsed(date(2022, 3, 3), MARCH), 36) is None
    assert in_full("ge", Elapsed(date(2024, 2, 29), date(2024, 9, 1)), 12) is None, "one of two days"


def test_more_than_a_period_is_a_day_longer() -> None:
    assert elapsed_gap(Elapsed(date(2022, 3, 3), MARCH), 36) is None
    assert elapsed_gap(Elapsed(date(2022, 3, 3), MARCH), 36, over=True) == "short by 1 day"


def test_of_two_days_on_which_a_period_may_be_complete_the_gap_reaches_to_the_first() -> None:
    since = date(2020, 2, 29)
    assert elapsed_gap(Elapsed(since, date(2025, 2, 27)), 60) == "short by at least 1 day"
    assert elapsed_gap(Elapsed(since, date(2024, 3, 1)), 60) == "short by at least 11 months 27 days"
    assert elapsed_gap(Elapsed(since, date(2025, 2, 28)), 60) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600), st.integers(0, 27))
def test_a_span_added_to_its_first_day_is_its_last(first: date, months: int, days: int) -> None:
    """Months first, then days: as the span is counted."""
    last = add_months(first, months)[1] + timedelta(days)
    told = span(first, last)
    if last <= first:
        assert told is None
        return
    assert told is not None
    parts = {unit.rstrip("s"): int(n.replace(",", "")) for n, unit in zip(told.split()[::2], told.split()[1::2], strict=True)}
    whole = add_months(first, 12 * parts.get("year", 0) + parts.get("month", 0))[1]
    assert whole + timedelta(parts.get("day", 0)) == last
