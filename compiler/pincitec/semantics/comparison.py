"""Comparisons, over exact and partly known values: the answer is `HOLDS` or `FAILS` only where every possible value agrees."""

from datetime import date
from fractions import Fraction

from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import DateRange, Elapsed, Fault, Interval, Number, Value, add_months, bounds


def settle(surely: bool, possibly: bool) -> int:
    """The code for a comparison that surely, or at least possibly, holds."""
    return HOLDS if surely else (UNDETERMINED if possibly else FAILS)


def greater_or_equal(a: Value, b: Value) -> int:
    """`a >= b`.

    >>> greater_or_equal(36, 36), greater_or_equal(None, 36)
    (3, 1)
    """
    if a is None or b is None:
        return UNDETERMINED
    if isinstance(a, Elapsed) and isinstance(b, int):
        return elapsed_at_least(a, b)
    if isinstance(b, Elapsed) and isinstance(a, int):
        return NOT[elapsed_more_than(b, a)]
    low_a, high_a = ends(a)
    low_b, high_b = ends(b)
    return settle(high_b is not None and low_a >= high_b, high_a is None or high_a >= low_b)


def greater(a: Value, b: Value) -> int:
    """`a > b`: the contrary of `b >= a`."""
    if a is None or b is None:
        return UNDETERMINED
    return NOT[greater_or_equal(b, a)]


def less_or_equal(a: Value, b: Value) -> int:
    return greater_or_equal(b, a)


def less(a: Value, b: Value) -> int:
    return greater(b, a)


def equal(a: Value, b: Value) -> int:
    """`a = b`. Numbers and dates that are only bounded are equal where the bounds say so; texts and enumerations by identity."""
    if a is None or b is None:
        return UNDETERMINED
    if isinstance(a, str) or isinstance(b, str):
        return settle(a == b, a == b)
    return greater_or_equal(a, b) & greater_or_equal(b, a)


def not_equal(a: Value, b: Value) -> int:
    return NOT[equal(a, b)]


def ends(value: Value) -> tuple[Number, Number | None]:
    """Bounds of anything that has an order; a date by its ordinal."""
    if isinstance(value, date):
        return value.toordinal(), value.toordinal()
    if isinstance(value, DateRange):
        return value.earliest.toordinal(), value.latest.toordinal()
    if isinstance(value, (int, Fraction, Interval, Elapsed)):
        return bounds(value)
    raise TypeError("the type checker lets only ordered values be compared")


def elapsed_at_least(elapsed: Elapsed, months: int) -> int:
    """`since + months <= asked`: by addition, with both readings of a day that does not exist."""
    try:
        earliest, latest = add_months(elapsed.since, months, elapsed.month_end)
    except Fault:  # beyond the calendar: later, or with a negative number earlier, than any day that can be asked about
        return HOLDS if months < 0 else FAILS
    return settle(latest <= elapsed.asked, earliest <= elapsed.asked)


def elapsed_more_than(elapsed: Elapsed, months: int) -> int:
    """`since + months < asked`."""
    try:
        earliest, latest = add_months(elapsed.since, months, elapsed.month_end)
    except Fault:
        return HOLDS if months < 0 else FAILS
    return settle(latest < elapsed.asked, earliest < elapsed.asked)
