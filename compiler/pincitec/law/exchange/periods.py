"""Days and periods of elements: when a version of a section begins and ends. Intervals are half-open, `[start, end)`."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import frozen

from pincitec.law.exchange.xml import Element

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00)?")
UNDATED = "a period without days that are in the file"


@frozen
class Interval:
    """From `start` until the day before `end`; None where the format sets no bound."""

    start: date | None
    end: date | None

    @property
    def empty(self) -> bool:
        """Whether it ends before it begins: then somebody erred, and what is meant cannot be told."""
        return self.start is not None and self.end is not None and self.end <= self.start

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


Periods = Callable[[Element], "tuple[Interval, ...] | None"]
"""The intervals in which an element is present; None where nothing is said of it: then it is present always."""


def day_of(text: str) -> date | None:
    """A day of the calendar, from a date or the first moment of one; None for all else: a time of day bounds no text."""
    match = _DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(match[1]) if match else None
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
