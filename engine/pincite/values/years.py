"""The first days of the years of a calendar with which a rule compares the year of a day."""

from datetime import date
from typing import Final

from pincitec.graph.nodes import decode
from pincitec.graph.pack import Pack

COMPARISONS: Final = ("eq", "ne", "lt", "le", "gt", "ge")


def first_days(pack: Pack, one: int, other: int) -> set[date]:
    """The first and the last bound of the year of a calendar with which the year of a day is compared."""
    year, constant = pack.nodes[one], pack.nodes[other]
    if year.op != "calendar_year" or constant.op != "const" or not isinstance(year.param, tuple):
        return set()
    month, first, number = year.param[0], year.param[1], decode(constant.param)
    if not isinstance(month, int) or not isinstance(first, int) or not isinstance(number, int):
        return set()
    return {d for n in (number, number + 1) for d in [first_day(n, month, first)] if d is not None}


def first_day(year: int, month: int, first: int) -> date | None:
    """The first day of a year of a calendar, which is named after the civil year in which it ends.

    >>> first_day(2020, 7, 1), first_day(2020, 1, 1)
    (datetime.date(2019, 7, 1), datetime.date(2020, 1, 1))
    """
    try:
        return date(year if (month, first) == (1, 1) else year - 1, month, first)
    except ValueError:
        return None
