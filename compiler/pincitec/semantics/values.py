"""Values that are only partly known, and the exact numbers they bound.

At run time a value is a truth code, an exact number (`int`, or `Fraction` when it is not whole), a date, an index into an
enumeration, a text, `Records`, or `None` where it is not known. An `Interval` bounds a number that is partly known, such as a
count over a list of which one record is undetermined; a `DateRange` bounds a day, such as the end of a month's period that began on
January 31. An `Elapsed` is a period that began on a day and still runs.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

Number = int | Fraction


class Fault(Exception):
    """An arithmetic fault, such as a division by zero: the question cannot be answered, and the message says why."""


@frozen
class Interval:
    """A number known to lie in the closed interval `[low, high]`; `high` is `None` where nothing bounds it above."""

    low: Number
    high: Number | None


@frozen
class DateRange:
    """A day known to lie in the closed range `[earliest, latest]`, which are different days.

    It comes from a day that does not exist: six months after August 31, 2024 is February 28 or March 1, 2025. No value is ever taken
    from between without saying so: whatever turns on which day it is stays undetermined.
    """

    earliest: date
    latest: date


MONTH_ENDS: Final = ("last day", "next day")
"""What a rule can say of a period that ends on a day that its month does not have: the last day of that month, or the day after it."""


@frozen
class Elapsed:
    """Time from `since` to `asked`, both the starts of their day, of a period that still runs on the day `asked` about.

    It is compared with a period by addition, never by dividing days. `month_end` is what a rule on file says of a month that lacks the
    day, one of `MONTH_ENDS`; without one, both days are tried.
    """

    since: date
    asked: date
    month_end: str = ""


@frozen
class Records:
    """The records on file under one list fact, in order of their keys. If not `complete`, more records may exist."""

    rows: tuple[Mapping[str, "Value"], ...]
    complete: bool


@frozen
class Row:
    """One record of a list, by its place, so that the records before and after it can be found."""

    records: Records
    index: int


Amount = Number | Interval | Elapsed | None

Value = int | Fraction | date | str | Interval | DateRange | Elapsed | Records | Row | None


def exact(number: Number) -> Number:
    """The same number, as an `int` where it is whole: so that equal numbers look equal everywhere."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number


def add_months(day: date, months: int, month_end: str = "") -> tuple[date, date]:
    """The day so many months later, as `(earliest, latest)` reading.

    Both are equal unless the day of the month does not exist there (31 January plus one month): then the last day of that month
    and the first of the next, unless `month_end` says which. Where no rule on file does, an answer that turns on it is undetermined.
    Source: R. Monat, A. Fromherz, D. Merigoux, "Formalizing Date Arithmetic and Statically Detecting Ambiguities for the Law",
    ESOP 2024.

    Raises `Fault` where the result is not between the years 1 and 9998.

    >>> add_months(date(2022, 8, 12), 36) == (date(2025, 8, 12), date(2025, 8, 12))
    True
    >>> add_months(date(2024, 2, 29), 12) == (date(2025, 2, 28), date(2025, 3, 1))
    True
    >>> add_months(date(2024, 2, 29), 12, "last day") == (date(2025, 2, 28), date(2025, 2, 28))
    True
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    if not 1 <= year <= 9998:
        raise Fault("a date outside the calendar")
    last, following = day_in_month(year, month, day.day)
    if month_end:
        last = following = last if month_end == "last day" else following
    return last, following


def day_in_month(year: int, month: int, day: int) -> tuple[date, date]:
    """A day of a month, as `(earliest, latest)` reading: the last day of that month and the first of the next where it has no such day."""
    last = monthrange(year, month)[1]
    if day <= last:
        sure = date(year, month, day)
        return sure, sure
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date(year, month, last), following


def date_between(earliest: date, latest: date) -> date | DateRange:
    """The tightest value for these bounds: a plain day where they meet."""
    return earliest if earliest == latest else DateRange(earliest, latest)


def whole_months(elapsed: Elapsed) -> Interval:
    """How many whole months have elapsed: the surely and the possibly complete ones.

    >>> whole_months(Elapsed(date(2022, 8, 12), date(2025, 8, 11)))
    Interval(low=35, high=35)
    """
    guess = (elapsed.asked.year - elapsed.since.year) * 12 + elapsed.asked.month - elapsed.since.month
    low = high = max(0, guess - 1)
    while add_months(elapsed.since, low + 1, elapsed.month_end)[1] <= elapsed.asked:
        low += 1
    while add_months(elapsed.since, high + 1, elapsed.month_end)[0] <= elapsed.asked:
        high += 1
    return Interval(low, high)


def bounds(value: Number | Interval | Elapsed) -> tuple[Number, Number | None]:
    """The closed interval in which a number lies; an elapsed period as whole months, a started month counting as a possible one more."""
    if isinstance(value, Interval):
        return value.low, value.high
    if isinstance(value, Elapsed):
        months = whole_months(value)
        started = add_months(value.since, int(months.low), value.month_end)[0] != value.asked
        return months.low, exact((months.high or 0) + started)
    return value, value


def interval(low: Number, high: Number | None) -> Number | Interval:
    """The tightest value for these bounds: a plain number where they meet."""
    if high is not None and low == high:
        return exact(low)
    return Interval(exact(low), None if high is None else exact(high))
