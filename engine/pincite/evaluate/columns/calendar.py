"""Days as whole numbers from 1970-01-01, in the Gregorian calendar, for many rows at once: months added, years of calendars, days of years.

The meaning is that of `pincitec.semantics.dates` and `values`, never that of a library's months. Civil dates from days and back by
shifting the year to begin in March. Source: P. F. Felzenszwalb's and H. Hinnant's "chrono-Compatible Low-Level Date Algorithms" (2014).
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pincite.evaluate.columns import planes

Days = npt.NDArray[np.int64]
Plane = planes.Plane

SHIFT: Final = 719_468
"""Days from March 1 of the year 0 to 1970-01-01."""
FIRST_MONTH: Final = 12
"""January of the year 1, in months from the year 0."""
LAST_MONTH: Final = 9998 * 12 + 11
EARLIEST: Final = -719_162
LATEST: Final = 2_932_896
"""January 1 of the year 1, and December 31 of the year 9999."""


def civil(days: npt.NDArray[Any]) -> tuple[Days, Days]:
    """The month of each day, in months from the year 0, and its day of the month. A day outside the calendar counts as its nearest."""
    shifted = np.clip(days, EARLIEST, LATEST).astype(np.int32) + SHIFT
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    return (year + era * 400) * 12 + month + 2, day


def month_start(index: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The first day of a month that is given in months from the year 0."""
    march = index.astype(np.int32) - 2
    year = march // 12
    of_year = (153 * (march - 12 * year) + 2) // 5
    return 365 * year + year // 4 - year // 100 + year // 400 + of_year - SHIFT


def in_month(index: npt.NDArray[Any], day: npt.NDArray[Any] | int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """A day of a month, as earliest and latest reading: the last day of the month and the first of the next where it has no such day."""
    start = month_start(index)
    length = month_start(index + 1) - start
    return start + np.minimum(day, length) - 1, start + np.minimum(day, length + 1) - 1


def rows_of(rows: int, value: npt.NDArray[Any] | int) -> npt.NDArray[Any]:
    return np.full(rows, value, np.int64) if isinstance(value, int) else value


def set_rows(plane: Plane | int, rows: int) -> npt.NDArray[np.bool_] | None:
    """The rows of a plane as flags; None: no row."""
    if isinstance(plane, int):
        return np.ones(rows, np.bool_) if plane else None
    return planes.flags(plane, rows)


def add_months(
    rows: int, days: npt.NDArray[Any] | int, months: npt.NDArray[Any] | int, last: Plane | int, following: Plane | int
) -> tuple[Days, Days, Plane]:
    """The day so many months later, as earliest and latest reading, and the rows in which it lies outside the years 1 to 9998.

    `last` and `following`: the rows in which a rule says that a period ends on the last day of a month that lacks the day, or on the next.
    """
    index, day = civil(rows_of(rows, days))
    target = index + np.clip(months, -LAST_MONTH, LAST_MONTH)
    outside = (target < FIRST_MONTH) | (target > LAST_MONTH)
    earliest, latest = in_month(np.clip(target, FIRST_MONTH, LAST_MONTH), day)
    return (*ended(rows, earliest, latest, last, following), planes.pack(outside))


def ended(rows: int, earliest: npt.NDArray[Any], latest: npt.NDArray[Any], last: Plane | int, following: Plane | int) -> tuple[Days, Days]:
    """Both readings, made one where a rule says which."""
    early, late = earliest, latest
    on_last, on_following = set_rows(last, rows), set_rows(following, rows)
    if on_last is not None:
        late = np.where(on_last, earliest, late)
    if on_following is not None:
        early = np.where(on_following, latest, early)
    return early.astype(np.int64), late.astype(np.int64)


def months_between(
    rows: int, since: npt.NDArray[Any] | int, asked: npt.NDArray[Any] | int, last: Plane | int, following: Plane | int
) -> tuple[Days, Days]:
    """How many whole months have elapsed, as bounds, a started one counting as a possible one more. Both days are before the year 9998."""
    index, day = civil(rows_of(rows, since))
    now = rows_of(rows, asked)
    asked_index, _ = civil(now)
    sure = np.maximum(asked_index - index - 1, 0)
    target = index + sure + 1
    earliest, latest = ended(rows, *in_month(target, day), last, following)
    low, high = sure + (latest <= now), sure + (earliest <= now)
    begun, _ = ended(rows, *in_month(index + low, day), last, following)
    return low.astype(np.int64), (high + (begun != now)).astype(np.int64)


def calendar_year(days: npt.NDArray[Any], month: int, first: int) -> Days:
    """The year of a calendar whose years begin on `month`/`first`, by the civil year in which they end."""
    index, day = civil(days)
    years, months = index // 12, index % 12 + 1
    if (month, first) == (1, 1):
        return years.astype(np.int64)
    found: Days = (years + ((months > month) | ((months == month) & (day >= first)))).astype(np.int64)
    return found


def school_year(days: npt.NDArray[Any], month: int, first: int) -> Days:
    """The same by the civil year in which they begin."""
    index, day = civil(days)
    years, months = index // 12, index % 12 + 1
    found: Days = (years - ((months < month) | ((months == month) & (day < first)))).astype(np.int64)
    return found


def day_of(years: npt.NDArray[Any], month: int, day: int) -> tuple[Days, Days]:
    """A day of civil years from 1 to 9998, as earliest and latest reading."""
    earliest, latest = in_month(np.clip(years, 1, 9998) * 12 + month - 1, day)
    return earliest.astype(np.int64), latest.astype(np.int64)


def clipped(numbers: npt.NDArray[Any], low: int, high: int) -> Days:
    made: Days = np.clip(numbers, low, high)
    return made


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "add_months": add_months,
    "months_between": months_between,
    "calendar_year": calendar_year,
    "school_year": school_year,
    "day_of": day_of,
    "clipped": clipped,
}
