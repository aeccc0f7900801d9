"""Operations on days: periods added to them, and the years of calendars. Rows of the table in `operations.py`.

A day that does not exist is never guessed. Six months after August 31, 2024 is February 28 or March 1, 2025, and stays so (`DateRange`)
through everything that is computed from it, unless a rule on file says on which of the two a period ends.
Source: R. Monat, A. Fromherz, D. Merigoux, "Formalizing Date Arithmetic and Statically Detecting Ambiguities for the Law", ESOP 2024.
"""

from datetime import date

from pincitec.semantics.truth import HOLDS
from pincitec.semantics.values import (
    Amount,
    DateRange,
    Elapsed,
    Fault,
    Interval,
    Number,
    add_months,
    bounds,
    date_between,
    day_in_month,
    interval,
)

Day = date | DateRange | None


def days_of(day: date | DateRange) -> tuple[date, date]:
    """The earliest and the latest day that a value may be."""
    return (day.earliest, day.latest) if isinstance(day, DateRange) else (day, day)


def add_period(day: Day, months: Amount, month_end: str = "") -> Day:
    """The day so many months later: one of two where that day does not exist in its month, unless `month_end` says which.

    To add is to add to the earliest and to the latest day: later days never end earlier. Raises `Fault` outside the calendar.
    """
    if day is None or not isinstance(months, int):
        return None
    earliest, latest = days_of(day)
    return date_between(add_months(earliest, months, month_end)[0], add_months(latest, months, month_end)[1])


def add_period_by_rule(standing: int, day: Day, months: Amount, month_end: str) -> Day:
    """`add_period` under a rule on the ends of months, where the words of that rule stand in the law of the day."""
    return add_period(day, months, month_end if standing == HOLDS else "")


def month_end(standing: int, period: Amount, end: str) -> Amount:
    """A period under a rule on the ends of months, where its words stand: one that runs is then compared by that rule."""
    if standing == HOLDS and isinstance(period, Elapsed):
        return Elapsed(period.since, period.asked, end)
    return period


def add_days(day: Day, days: Amount) -> Day:
    """The day so many days later. Raises `Fault` outside the calendar."""
    if day is None or not isinstance(days, int):
        return None
    try:
        earliest, latest = (date.fromordinal(d.toordinal() + days) for d in days_of(day))
    except (ValueError, OverflowError):
        raise Fault("a date outside the calendar") from None
    return date_between(earliest, latest)


def calendar_year(day: Day, month: int, first: int, name: str) -> Number | Interval | None:
    """The year that contains a day, of a calendar whose years begin on `month`/`first` and are named after the year in which they end:
    with July 1, 2019-07-01 is the first day of 2020. A calendar that begins on January 1 is the civil one. `name` ("fiscal_year") is
    only how a letter calls it."""
    if day is None:
        return None
    low, high = ((d.year if (month, first) == (1, 1) else d.year + ((d.month, d.day) >= (month, first))) for d in days_of(day))
    return interval(low, high)


def school_year_of(day: Day, month: int, first: int, name: str) -> Number | Interval | None:
    """The school year that contains a day, by the civil year in which it begins: with July 1, 2024-06-30 lies in 2023-24, held as 2023."""
    if day is None:
        return None
    low, high = (d.year - ((d.month, d.day) < (month, first)) for d in days_of(day))
    return interval(low, high)


def day_of_year(year: Amount, month: int, day: int, begin_month: int, begin_day: int, named_by: str) -> Day:
    """The day of that name in a year that begins on `begin_month`/`begin_day`: with July 1, October 15 of 2023-24 is 2023-10-15, and
    March 1 is 2024-03-01. `named_by` says whether the year is held by the civil year in which it begins or in which it ends.

    February 29 of a year without one is one of two days. Raises `Fault` outside the calendar.
    """
    if year is None:
        return None
    low, high = bounds(year)
    if high is None:
        return None
    earliest, latest = (day_in(int(y), month, day, begin_month, begin_day, named_by) for y in (low, high))
    return date_between(earliest[0], latest[1])


def day_in(year: int, month: int, day: int, begin_month: int, begin_day: int, named_by: str) -> tuple[date, date]:
    """The `(earliest, latest)` reading of a day of one year of a calendar."""
    begins = year if named_by == "begin" or (begin_month, begin_day) == (1, 1) else year - 1
    civil = begins + ((month, day) < (begin_month, begin_day))
    if not 1 <= civil <= 9998:
        raise Fault("a date outside the calendar")
    return day_in_month(civil, month, day)
