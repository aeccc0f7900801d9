"""The values of a fact at which an answer may change: below, at and above each constant with which the rules compare it.

A fact that is only compared with constants takes one value from every range that they part, and a condition or a member of a list of
values takes each: such values stand for all. Of a fact that is computed with, or compared with another, they do not, and it is said so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Final

from attrs import frozen

from pincite.facts.literals import FIRST_YEAR, LAST_YEAR
from pincite.values.inverting import SMALL, later, thresholds
from pincite.values.uses import Uses
from pincite.values.years import COMPARISONS, first_days
from pincitec.graph.nodes import decode
from pincitec.semantics.operations import call
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Elapsed, Fault, Number, Value, add_months, exact

WHOLE: Final = ("integer", "days", "period", "money", "school_year")
"""Quantities that are given as whole numbers: of months, days, cents."""
MOST_VALUES: Final = 24


@frozen
class Domain:
    """The values to try of one fact or field. `exact`: every other value gives the same answers as one of them. `limits`: the values
    with which it is compared."""

    values: tuple[Value, ...]
    exact: bool
    limits: tuple[Value, ...] = ()


def domain_of(uses: Uses, sources: Sequence[int], kind: Type, asked: date) -> Domain:
    """The values to try of what the nodes `sources` read: a fact, or one field of the records of a list."""
    if kind.key == "boolean":
        return Domain((HOLDS, FAILS), True)
    if isinstance(kind, Enumeration):
        return Domain(tuple(range(len(kind.members))), True)
    limits: dict[Value, None] = {}
    plain = True
    for source in sources:
        for taker, place in uses.ends(source):
            found = compared_with(uses, taker, place)
            plain = plain and found is not None
            limits.update(dict.fromkeys(found or ()))
    if plain:
        made = values_around(kind, tuple(limits), asked)
        return Domain(made[:MOST_VALUES], len(made) <= MOST_VALUES, tuple(limits))
    for source in sources:
        limits.update(dict.fromkeys(thresholds(uses, source)))
    near = values_around(kind, tuple(limits), asked) if limits else ()
    return Domain(
        tuple(dict.fromkeys((*near, *values_around(kind, tuple(others(uses, kind, asked)), asked))))[:MOST_VALUES], False, tuple(limits)
    )


def compared_with(uses: Uses, taker: int, place: int) -> tuple[Value, ...] | None:
    """The constants with which a value is compared there; `None` where something else is done with it."""
    node = uses.node(taker)
    if node.op in COMPARISONS:
        constant = uses.constant(node.args[1 - place])
        return None if constant is None else (constant,)
    if node.op != "calendar_year":
        return None
    found: list[Value] = []
    for end, at in uses.ends(taker):
        if uses.node(end).op not in COMPARISONS or uses.constant(uses.node(end).args[1 - at]) is None:
            return None
        found += sorted(first_days(uses.pack, taker, uses.below(uses.node(end).args[1 - at])))
    return tuple(found)


def others(uses: Uses, kind: Type, asked: date) -> Iterator[Value]:
    """For a value that is computed with, or compared with another: the constants of its kind that the claim reads, a few small numbers, and
    of a day those that periods lead to."""
    constants = [(n.type, decode(n.param)) for n in map(uses.node, uses.slice.order) if n.op == "const"]
    yield from (value for type, value in constants if type == kind.key)
    if isinstance(kind, Quantity):
        yield from SMALL
    if kind.key == "school_year":
        yield from (asked.year - 1, asked.year)
    if kind.key != "date":
        return
    yield asked
    years = [value for type, value in constants if type in ("school_year", "integer") and isinstance(value, int)]
    yield from days_of_years(uses, (asked.year - 1, asked.year, *years))
    days = [value for type, value in constants if type == "date" and isinstance(value, date)]
    for type, value in constants:
        for day in (asked, *days):
            for sign in (1, -1):
                moved = later(day, type, value, sign)
                if moved is not None:
                    yield moved


def days_of_years(uses: Uses, years: Iterable[int]) -> Iterator[Value]:
    """The days of the name that a claim reads ("October 15 of …"), in some years."""
    for number in uses.slice.order:
        node = uses.node(number)
        if node.op == "day_of_year" and isinstance(node.param, tuple):
            for year in years:
                try:
                    found = call(node.op, node.param, [year])
                except (Fault, ValueError):
                    continue
                if isinstance(found, date):
                    yield found


def values_around(kind: Type, limits: Sequence[Value], asked: date) -> tuple[Value, ...]:
    """One value from each range that these constants part, the constants first; without a constant, one value."""
    match kind.key:
        case "date":
            days = [d for d in limits if isinstance(d, date)]
            near = {d + timedelta(n) for d in days for n in (-1, 0, 1) if FIRST_YEAR < d.year < LAST_YEAR}
            return tuple(sorted(near)) or (date(2000, 1, 1),)
        case "text":
            texts = sorted(t for t in limits if isinstance(t, str))
            return (*texts, "".join(texts)[:100] + " (other)")
        case key:
            numbers = list(dict.fromkeys(n for n in limits if isinstance(n, (int, Fraction))))
            signed = isinstance(kind, Quantity) and kind.signed
            numbers = [n for n in numbers if signed or n >= 0]
            found = tuple(whole(numbers, signed) if key in WHOLE else dense(numbers, signed, percent=key == "percent"))
            return (*found, *started(numbers, asked)) if key == "period" else found


def whole(limits: Sequence[Number], signed: bool) -> Iterator[Number]:
    """Whole numbers at each limit, in their order, and then those below and above."""
    at = [n for limit in limits for n in (floor(limit), ceil(limit))]
    near = sorted(n + step for n in at for step in (-1, 1))
    yield from dict.fromkeys(n for n in (*at, *near) if signed or n >= 0) or (0,)


def started(limits: Sequence[Number], asked: date) -> Iterator[Elapsed]:
    """Periods that still run and lie between two limits of which one is a month more than the other: no whole number of months does."""
    for limit in limits:
        if limit + 1 in limits and isinstance(limit, int):
            for days in range(1, 5):
                since = later(asked - timedelta(days), "period", limit, -1)
                if since is not None and (more := add_months(since, limit))[0] == more[1] < asked < add_months(since, limit + 1)[0]:
                    yield Elapsed(since, asked)
                    break


def dense(limits: Sequence[Number], signed: bool, *, percent: bool) -> Iterator[Number]:
    """Numbers below, at, between and above the limits: near them where there is room."""
    if not limits:
        yield 0
        return
    limits = sorted(limits)
    step = Fraction(1, 100) if percent else Fraction(1)
    first = limits[0]
    if signed or first > 0:
        yield exact(first - step if signed or first >= step else first / Fraction(2))
    for limit, following in pairwise(limits):
        yield limit
        gap = Fraction(following) - limit
        if gap > 2 * step:
            yield exact(limit + step)
            yield exact(following - step)
        else:
            yield exact(limit + gap / 2)
    yield limits[-1]
    yield exact(limits[-1] + step)
