"""The first day on which an element that fails is as it is wanted, by the passing of time alone: of running periods and of deadlines.

Every day that is given was tried: the comparison comes out as wanted on it and otherwise on the day before.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from pincite.explain.case import Case
from pincitec.semantics.operations import call
from pincitec.semantics.values import Elapsed, Fault, Value, add_months

COMPARED: Final = ("ge", "gt", "le", "lt")
LATER_IS_MORE: Final = {"ge": True, "gt": True, "le": False, "lt": False}


class InTime(NamedTuple):
    """`on`: the first day; `never`: no later day is one. Neither, where time alone changes nothing, or more than one day may be meant."""

    on: date | None = None
    never: bool = False


UNTOUCHED: Final = InTime()


def first_day(case: Case, number: int, wanted: int) -> InTime:
    """When the comparison at a node that fails becomes as wanted. What is no comparison of the day asked about, or of a running period,
    with something known is untouched by time."""
    number = case.peel(number)
    node = case.node(number)
    if node.op not in COMPARED:
        return UNTOUCHED
    sides = [case.peel(a) for a in node.args]
    running = [moves(case, s) for s in sides]
    if running.count(True) != 1 or any(case.values[a] is None for a in node.args):
        return UNTOUCHED

    def truth_on(day: date) -> int | None:
        values = [at(case, a, s, day) for a, s in zip(node.args, sides, strict=True)]
        found = call(node.op, node.param, values)
        return found if isinstance(found, int) else None

    moving = running.index(True)
    try:
        for day in sorted(candidates(case.values[node.args[moving]], case.values[node.args[1 - moving]])):
            if day > case.on and truth_on(day) == wanted and truth_on(day - timedelta(1)) != wanted:
                return InTime(day)
    except (Fault, OverflowError):
        return UNTOUCHED
    grows = LATER_IS_MORE[node.op] == (moving == 0)
    helps = grows == (wanted != 0)
    return UNTOUCHED if helps else InTime(never=True)


def moves(case: Case, side: int) -> bool:
    """Whether a side of a comparison is later or longer on every later day: the day asked about, or a period that still runs."""
    return case.node(side).op == "asked" or (case.node(side).op == "fact" and isinstance(case.values[side], Elapsed))


def at(case: Case, arg: int, side: int, day: date) -> Value:
    value: Value = case.values[arg]
    if isinstance(value, Elapsed):
        return Elapsed(value.since, day, value.month_end)
    return day if case.node(side).op == "asked" else value


def candidates(moving: Value, fixed: Value) -> Iterable[date]:
    """The days around the one on which the two sides are equal."""
    if isinstance(moving, Elapsed) and isinstance(fixed, int):
        around = add_months(moving.since, fixed, moving.month_end)
    elif isinstance(moving, date) and isinstance(fixed, date):
        around = (fixed, fixed)
    else:
        return ()
    return {day + timedelta(n) for day in around for n in (-1, 0, 1)}
