"""Operations on days as columns. Forms of `emitter.py`; the numbers are computed in `calendar.py`."""

from datetime import date
from typing import Final

from attrs import evolve

from pincite.evaluate.columns.calendar import EARLIEST, FIRST_MONTH, LAST_MONTH, LATEST
from pincite.evaluate.columns.emitter import EPOCH, Emitter, Form
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.running_periods import in_months, whole_number
from pincite.evaluate.columns.values import NOTHING, Elapsed, Number, Value
from pincitec.graph.nodes import Node
from pincitec.semantics.values import MONTH_ENDS, Fault, add_months


def add_period(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    day, months = (emitter.number(a, space) for a in node.args)
    return later(emitter, day, months, 0, 0, space)


def add_period_by_rule(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    standing = emitter.truth(node.args[0], space).surely
    day, months = (emitter.number(a, space) for a in node.args[1:])
    last, following = ends(standing, node)
    return later(emitter, day, months, last, following, space)


def ends(standing: Operand, node: Node) -> tuple[Operand, Operand]:
    """The rows in which a rule says that periods end on the last day, or on the next."""
    return (standing, 0) if node.param == MONTH_ENDS[0] else (0, standing)


def later(emitter: Emitter, day: Number, months: Number, last: Operand, following: Operand, space: int) -> Number:
    """The day so many months later: to add is to add to the earliest and to the latest day."""
    known = emitter.all(day.known, months.known, whole_number(emitter, months, space), space=space)
    if known == 0:
        return NOTHING
    number = emitter.quotient(months.low, months.over, space)
    earliest, _, out = month_later(emitter, day.low, number, last, following, space)
    _, latest, out_too = month_later(emitter, day.high, number, last, following, space)
    return within(emitter, earliest, latest, known, emitter.any(out, out_too, space=space), space)


def month_later(
    emitter: Emitter, day: Operand, months: Operand, last: Operand, following: Operand, space: int
) -> tuple[Operand, Operand, Operand]:
    """Both readings of the day so many months later, and the rows in which there is none."""
    if isinstance(day, int) and isinstance(months, int) and last in (0, 1) and following in (0, 1):
        end = MONTH_ENDS[0] if last else MONTH_ENDS[1] if following else ""
        try:
            early, late = add_months(date.fromordinal(day + EPOCH), months, end)
        except (Fault, ValueError):
            return 0, 0, 1
        return early.toordinal() - EPOCH, late.toordinal() - EPOCH, 0
    found = emitter.call("add_months", emitter.rows[space], day, months, last, following, results=3, space=space)
    earliest, latest, outside = found
    emitter.ranges[earliest] = emitter.ranges[latest] = emitter.calendar
    (first, final), (least, most) = emitter.range(day), emitter.range(months)
    inside = month_of(first) + least >= FIRST_MONTH and month_of(final) + most <= LAST_MONTH
    return earliest, latest, 0 if inside else outside


def month_of(day: int) -> int:
    found = date.fromordinal(min(max(day, EARLIEST), LATEST) + EPOCH)
    return found.year * 12 + found.month - 1


def within(emitter: Emitter, earliest: Operand, latest: Operand, known: Operand, outside: Operand, space: int) -> Number:
    """A day, or one of two; a known one outside the calendar is a fault of the node at hand."""
    emitter.fault(emitter.working[-1], space, emitter.all(known, outside, space=space))
    return Number(earliest, latest, emitter.all(known, emitter.contrary(outside, space), space=space))


def add_days(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    day, days = (emitter.number(a, space) for a in node.args)
    known = emitter.all(day.known, days.known, whole_number(emitter, days, space), space=space)
    if known == 0:
        return NOTHING
    count = emitter.quotient(days.low, days.over, space)
    sums = [emitter.plus(each, count, space) for each in (day.low, day.high)]
    outside = emitter.any(
        emitter.compared("lt", sums[0], EARLIEST, space), emitter.compared("gt", sums[1], LATEST, space),
        emitter.compared("gt", sums[0], LATEST, space), emitter.compared("lt", sums[1], EARLIEST, space), space=space,
    )  # fmt: skip
    earliest, latest = (emitter.clip(each, EARLIEST, LATEST, space) for each in sums)
    return within(emitter, earliest, latest, known, outside, space)


def year(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """The year of a calendar that contains a day, of the earliest and of the latest."""
    day = emitter.number(node.args[0], space)
    assert isinstance(node.param, tuple)
    function = "calendar_year" if node.op == "calendar_year" else "school_year"
    low, high = (year_of(emitter, function, end, node.param[:2], space) for end in (day.low, day.high))
    return Number(low, high, day.known)


def year_of(emitter: Emitter, function: str, day: Operand, begins: tuple[object, ...], space: int) -> Operand:
    month, first = begins
    assert isinstance(month, int) and isinstance(first, int)
    low, high = (named(function, end, month, first) for end in emitter.range(day))
    return emitter.array(function, day, month, first, low=low, high=high, kind="", space=space)


def named(function: str, day: int, month: int, first: int) -> int:
    found = date.fromordinal(min(max(day, EARLIEST), LATEST) + EPOCH)
    if function == "school_year":
        return found.year - ((found.month, found.day) < (month, first))
    return found.year if (month, first) == (1, 1) else found.year + ((found.month, found.day) >= (month, first))


def day_of_year(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """A day of a year of a calendar; of a year that is only bounded, from that of the first to that of the last."""
    given = emitter.number(node.args[0], space)
    years = in_months(emitter, given, space)
    known = emitter.all(years.known, years.bounded, space=space)
    if known == 0:
        return NOTHING
    match node.param:
        case (int(month), int(day), int(begin_month), int(begin_day), str(named_by)):
            pass
        case _:
            raise ValueError("a pack is validated before it is evaluated")  # INVARIANT: see graph/validate.py
    begins = 0 if named_by == "begin" or (begin_month, begin_day) == (1, 1) else -1
    shift = begins + ((month, day) < (begin_month, begin_day))
    civil = [emitter.plus(emitter.truncated(end, years.over, space), shift, space) for end in (years.low, years.high)]
    outside = emitter.any(*(emitter.compared(op, y, end, space) for y in civil for op, end in (("lt", 1), ("gt", 9998))), space=space)
    earliest, latest = day_in(emitter, civil[0], month, day, space)[0], day_in(emitter, civil[1], month, day, space)[1]
    return within(emitter, earliest, latest, known, outside, space)


def day_in(emitter: Emitter, year: Operand, month: int, day: int, space: int) -> tuple[Operand, Operand]:
    if isinstance(year, int):
        (year_column,) = emitter.program.emit("filled", emitter.rows[space], year, space=space)
        emitter.ranges[year_column] = (year, year)
        year = year_column
    earliest, latest = emitter.call("day_of", year, month, day, results=2, space=space)
    emitter.ranges[earliest] = emitter.ranges[latest] = emitter.calendar
    return earliest, latest


def month_end(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """A period under a rule on the ends of months: one that runs is compared by it in the rows where the rule stands."""
    standing, period = emitter.truth(node.args[0], space).surely, emitter.number(node.args[1], space)
    runs = period.elapsed
    if runs is None:
        return period
    last, following = ends(standing, node)
    without = emitter.contrary(standing, space)
    before = (emitter.all(plane, without, space=space) for plane in (runs.last, runs.following))
    both = [emitter.any(plane, new, space=space) for plane, new in zip(before, (last, following), strict=True)]
    return evolve(period, elapsed=Elapsed(runs.runs, runs.since, both[0], both[1]))


FORMS: Final[dict[str, Form]] = {
    "add_period": add_period,
    "add_period_by_rule": add_period_by_rule,
    "add_days": add_days,
    "calendar_year": year,
    "school_year_of": year,
    "day_of_year": day_of_year,
    "month_end": month_end,
}
