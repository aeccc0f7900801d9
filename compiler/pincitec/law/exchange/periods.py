"""Days and periods of elements: when a version of a section begins and ends. Intervals are half-open, `[start, end)`."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import frozen

from pincitec.law.exchange.xml import Element

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen
class Interval:
    """From `start` until the day before `end`; None where the format sets no bound."""

    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


Periods = Callable[[Element], "tuple[Interval, ...] | None"]
"""The intervals in which an element is present; None where nothing is said of it: then it is present always."""


def day_of(text: str) -> date | None:
    """A day of the calendar, from a date or the beginning of a date and time."""
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def after(day: date) -> date | None:
    """The day after, None after the last day of the calendar."""
    return day + timedelta(days=1) if day < date.max else None


def present(element: Element, periods: Periods, day: date) -> bool:
    found = periods(element)
    return found is None or any(interval.holds(day) for interval in found)


def boundaries(elements: Iterable[Element], periods: Periods) -> tuple[date, ...]:
    """The days on which any of the elements begins or ends, in order."""
    days = {day for element in elements for interval in periods(element) or () for day in (interval.start, interval.end) if day is not None}
    return tuple(sorted(days))
