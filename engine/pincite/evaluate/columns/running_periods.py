"""Periods that still run: compared with whole months by addition, else taken as bounds in months. Used by `number_forms.py`."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from attrs import evolve

from pincite.evaluate.columns.emitter import EPOCH, Emitter, NotExact
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.schema import LAST_BEGUN
from pincite.evaluate.columns.values import Elapsed, Number, Truth
from pincitec.semantics.values import MONTH_ENDS, Fault, add_months

MOST_MONTHS: Final = 120_000


def in_months(emitter: Emitter, number: Number, space: int) -> Number:
    """A number whose running periods are bounds in whole months."""
    runs = number.elapsed
    if runs is None:
        return number
    if runs.runs == 0:
        return evolve(number, elapsed=None)
    asked = emitter.day_asked(space)
    if emitter.range(asked)[1] > LAST_BEGUN:
        raise NotExact("the months of a period that still runs in the year 9998", emitter.working[-1] if emitter.working else None)
    arguments = (emitter.rows[space], runs.since, asked, runs.last, runs.following)
    low, high = emitter.call("months_between", *arguments, results=2, space=space)
    emitter.ranges[low] = emitter.ranges[high] = (0, MOST_MONTHS)
    if runs.runs == 1:
        return Number(low, high, number.known)
    lows, highs = (
        emitter.either(runs.runs, emitter.times(m, number.over, space), e, space) for m, e in ((low, number.low), (high, number.high))
    )
    return Number(lows, highs, number.known, number.over, emitter.any(number.bounded, runs.runs, space=space))


def whole_number(emitter: Emitter, number: Number, space: int) -> Operand:
    """The rows in which a number, if known, is one whole number: neither a bound nor a fraction nor a period that runs."""
    runs = 0 if number.elapsed is None else number.elapsed.runs
    one = 1 if number.low == number.high else emitter.compared("eq", number.low, number.high, space)
    even = emitter.divides(number.over, number.low, space)
    return emitter.all(one, even, number.bounded, emitter.contrary(runs, space), space=space)


def compared_by_addition(emitter: Emitter, a: Number, b: Number, by_bounds: Callable[[], Truth], space: int) -> Truth:
    """`a >= b` where one may be a period that runs: by addition if the other is a whole number of months, in other rows by their bounds."""
    known = emitter.all(a.known, b.known, space=space)
    ways: list[tuple[Operand, Truth]] = []
    if a.elapsed is not None:
        rows = emitter.all(a.elapsed.runs, whole_number(emitter, b, space), space=space)
        ways.append((rows, passed(emitter, a.elapsed, b, "le", space)))
    if b.elapsed is not None:
        rows = emitter.all(b.elapsed.runs, whole_number(emitter, a, space), space=space)
        ways.append((rows, emitter.negated(passed(emitter, b.elapsed, a, "lt", space), space)))
    rest = emitter.contrary(emitter.any(*(rows for rows, _ in ways), space=space), space)
    if rest != 0:
        ways.append((rest, by_bounds()))
    surely = emitter.any(*(emitter.all(rows, t.surely, space=space) for rows, t in ways), space=space)
    possibly = emitter.any(*(emitter.all(rows, t.possibly, space=space) for rows, t in ways), space=space)
    return emitter.settled(surely, possibly, known, space)


def passed(emitter: Emitter, runs: Elapsed, months: Number, op: str, space: int) -> Truth:
    """Whether `since` and so many months are, as `op` says, to the day asked about (`le` or `lt`); beyond the calendar they are later."""
    asked = emitter.day_asked(space)
    number = emitter.quotient(months.low, months.over, space)
    if isinstance(number, int) and isinstance(asked, int) and runs.last in (0, 1) and runs.following in (0, 1):
        end = MONTH_ENDS[0] if runs.last else MONTH_ENDS[1] if runs.following else ""
        possibly, surely = (last_day(number, asked, end, reading, op) for reading in (0, 1))
        return Truth(emitter.compared("le", runs.since, surely, space), emitter.compared("le", runs.since, possibly, space))
    arguments = (emitter.rows[space], runs.since, number, runs.last, runs.following)
    earliest, latest, outside = emitter.call("add_months", *arguments, results=3, space=space)
    emitter.ranges[earliest] = emitter.ranges[latest] = emitter.calendar
    inside, before = emitter.contrary(outside, space), emitter.compared("lt", number, 0, space)
    surely_in, possibly_in = (emitter.all(inside, emitter.compared(op, day, asked, space), space=space) for day in (latest, earliest))
    out = emitter.all(outside, before, space=space)
    return Truth(emitter.any(surely_in, out, space=space), emitter.any(possibly_in, out, space=space))


def last_day(months: int, asked: int, end: str, reading: int, op: str) -> int:
    """The last day since which so many months have passed on the day asked about, in days from 1970-01-01: later days never end earlier."""
    first, last = date(1, 1, 1), date(9998, 12, 31)

    def has_passed(since: date) -> bool:
        try:
            day = add_months(since, months, end)[reading].toordinal() - EPOCH
        except Fault:
            return months < 0
        return day <= asked if op == "le" else day < asked

    low, high = -1, (last - first).days
    while low < high:
        middle = (low + high + 1) // 2
        if has_passed(first + timedelta(days=middle)):
            low = middle
        else:
            high = middle - 1
    return first.toordinal() + low - EPOCH
