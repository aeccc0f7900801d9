"""The ways in which a source may turn out: the ranges that its comparisons tell apart, each by a value. Second step of a diagram.

The ranges are exact. A source compared as it is parts at the values with which it is compared. On a line that is computed from it, the
places at which a comparison turns are found by halving, since the line only rises or only falls; of a source that need not be whole, by
solving for it. A range in which a comparison is undetermined although the source is known (a period that began on February 29) is kept as
a way that settles nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any, Final, NamedTuple

from pincite.explain.case import Case
from pincite.explain.completion.parts import COMPARISONS, WHOLE, Parts, Unknown, quietly
from pincite.explain.display import type_named
from pincite.facts.literals import FIRST_YEAR, LAST_YEAR
from pincitec.semantics.operations import call
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import Quantity
from pincitec.semantics.values import DateRange, Elapsed, Fault, Interval, Number, Value, add_months, bounds, exact, whole_months

MOST_WHOLE: Final = 1 << 50
MOST_MONTHS: Final = 12 * 500
FIRST_DAY: Final = date(FIRST_YEAR, 1, 1)
LAST_DAY: Final = date(LAST_YEAR, 12, 31)


class Compared(NamedTuple):
    """A comparison on a line: `place` is that of the line's argument, `others` the values that the other side may have."""

    node: int
    place: int
    others: tuple[Any, ...]


class Way(NamedTuple):
    """A range of a source. `samples` lie in it, in order, and stand for every value of it; `settles` is false where a comparison stays
    undetermined for them."""

    samples: tuple[Value, ...]
    settles: bool = True


class Line(NamedTuple):
    """A source with the nodes computed from it alone, arguments first, itself among them, and their comparisons."""

    case: Case
    source: int
    nodes: tuple[int, ...]
    compared: tuple[Compared, ...]


def lines_of(parts: Parts) -> Mapping[int, Line]:
    """The sources that some comparison turns on."""
    case = parts.case
    nodes: dict[int, list[int]] = {}
    compared: dict[int, list[Compared]] = {}
    for number, part in parts.parts.items():
        node = case.node(number)
        if part.kind == "line":
            nodes.setdefault(part.source, []).append(number)
        elif part.kind == "truth" and node.op in COMPARISONS:
            for place, arg in enumerate(node.args):
                on = parts.parts.get(arg)
                if on is not None and on.kind == "line":
                    compared.setdefault(on.source, []).append(Compared(number, place, others(parts, node.args[1 - place])))
    return {source: Line(case, source, tuple(nodes[source]), tuple(found)) for source, found in compared.items()}


def others(parts: Parts, number: int) -> tuple[Any, ...]:
    part = parts.parts.get(number)
    found = (parts.case.values[number],) if part is None else part.values
    return tuple(v for v in found if v is not None and not isinstance(v, Unknown))


def along(line: Line, value: Value) -> dict[int, Any]:
    """The values of the nodes of a line where its source has this value."""
    values: dict[int, Any] = {line.source: value}
    for number in line.nodes:
        if number != line.source:
            node = line.case.node(number)
            values[number] = quietly(node, [values[a] if a in values else line.case.values[a] for a in node.args])
    return values


def codes(line: Line, value: Value) -> tuple[int, ...]:
    """How the comparisons on a line turn out where its source has this value."""
    values = along(line, value)
    found: list[int] = []
    for each in line.compared:
        node = line.case.node(each.node)
        mine = values[node.args[each.place]]
        for other in each.others:
            found.append(call(node.op, None, (mine, other) if each.place == 0 else (other, mine)))
    return tuple(found)


def ways_of(line: Line) -> tuple[Way, ...]:
    """The ways of a source, in the order of their least values; those that settle nothing stand last."""
    ways: dict[tuple[int, ...], list[Value]] = {}
    for value in samples(line):
        ways.setdefault(codes(line, value), []).append(value)
    found = [Way(tuple(group), UNDETERMINED not in code) for code, group in ways.items()]
    return tuple(sorted(found, key=lambda way: not way.settles))


def straight(line: Line) -> bool:
    """Whether nothing is done with the source but to compare it."""
    return all(line.case.node(n).op in ("same", "fact", "unknown_unless", "month_end") or n == line.source for n in line.nodes)


def samples(line: Line) -> list[Value]:
    """Values of every range of a source, in order."""
    node = line.case.node(line.source)
    kind = type_named(line.case.pack, node.type)
    given = line.case.values[line.source]
    if node.type == "text":
        texts = sorted({v for c in line.compared for v in c.others if isinstance(v, str)})
        return [*texts, "".join(texts)[:100] + " (other)"]
    if node.type == "date":
        return [date.fromordinal(n) for n in around(thresholds(line, whole=True), FIRST_DAY.toordinal(), LAST_DAY.toordinal())]
    low, high = bounds(given) if isinstance(given, Interval) else (None, None)
    signed = isinstance(kind, Quantity) and kind.signed
    least = low if low is not None else None if signed else 0
    if kind.key in WHOLE:
        limits = thresholds(line, whole=True)
        found: list[Value] = [*around(limits, least, high)]
        return (
            sorted((*found, *running(line, limits)), key=place) if node.op == "fact" and kind.key == "period" and given is None else found
        )
    return list(between(thresholds(line, whole=False), least, high))


def place(value: Any) -> Number:
    """Where a period stands among whole months: one that has begun a further month, between them."""
    if not isinstance(value, Elapsed):
        return Fraction(value)
    months = whole_months(value).low
    begun = add_months(value.since, int(months), value.month_end)[0] != value.asked
    return Fraction(months) + Fraction(begun) / 2


def thresholds(line: Line, *, whole: bool) -> list[Number]:
    """The numbers (of a day, its ordinal) at which some comparison on a line may turn."""
    found: dict[Number, None] = {}
    plain = straight(line)
    for each in line.compared:
        for other in each.others:
            if plain:
                found.update(dict.fromkeys(ends(other)))
            elif whole:
                found.update(dict.fromkeys(halved(line, each, other)))
            else:
                found.update(dict.fromkeys(solved(line, each, other)))
    return sorted(found)


def ends(value: Any) -> tuple[Number, ...]:
    if isinstance(value, date):
        return (value.toordinal(),)
    if isinstance(value, DateRange):
        return value.earliest.toordinal(), value.latest.toordinal()
    if isinstance(value, (int, Fraction, Interval, Elapsed)):
        low, high = bounds(value)
        return (low,) if high is None else (low, high)
    return ()


def halved(line: Line, each: Compared, other: Any) -> Iterator[Number]:
    """The first whole number after each turn of a comparison that rises or falls with the source."""
    day = line.case.node(line.source).type == "date"
    if day:
        low, high = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
    else:
        high = MOST_MONTHS if line.case.node(line.source).type == "period" else MOST_WHOLE
        low = 0 if line.case.node(line.source).type in ("period", "school_year") else -high
        if line.case.node(line.source).type == "school_year":
            low, high = FIRST_YEAR, LAST_YEAR
    node = line.case.node(each.node)
    arg = node.args[each.place]

    def turn(op: str, number: int) -> int:
        mine = along(line, date.fromordinal(number) if day else number)[arg]
        return int(call(op, None, (mine, other)))

    for op in ("ge", "gt"):
        pending = [(low, turn(op, low), high, turn(op, high))]
        while pending:
            first, before, last, after = pending.pop()
            if before == after:
                continue
            if last - first == 1:
                yield last
                continue
            middle = (first + last) // 2
            code = turn(op, middle)
            pending += [(first, before, middle, code), (middle, code, last, after)]


def solved(line: Line, each: Compared, other: Any) -> Iterator[Number]:
    """The source at which a straight line meets a value."""
    arg = line.case.node(each.node).args[each.place]
    at = [along(line, n)[arg] for n in (0, 1)]
    if any(not isinstance(v, (int, Fraction)) for v in at) or at[0] == at[1]:
        return
    for end in ends(other):
        yield exact((Fraction(end) - at[0]) / (at[1] - at[0]))


def around(limits: Sequence[Number], least: Number | None, most: Number | None) -> list[int]:
    """Whole numbers at, below and above each limit, in order; without a limit, one."""
    near = {n + step for limit in limits for n in (floor(limit), ceil(limit)) for step in (-1, 0, 1)}
    near |= {ceil(end) for end in (least, most) if end is not None and (most is not None or not near)}
    found = sorted(n for n in near if (least is None or n >= least) and (most is None or n <= most))
    return found or [0 if least is None else ceil(least)]


def between(limits: Sequence[Number], least: Number | None, most: Number | None) -> Iterator[Number]:
    """Numbers at, between, below and above the limits, in order."""
    inside = [n for n in limits if (least is None or n >= least) and (most is None or n <= most)]
    marks = sorted({*inside, *(n for n in (least, most) if n is not None)})
    if not marks:
        yield 0
        return
    if least is None:
        yield exact(Fraction(marks[0]) - 1)
    for first, second in pairwise(marks):
        yield first
        yield exact(Fraction(first + second) / 2)
    yield marks[-1]
    if most is None:
        yield exact(Fraction(marks[-1]) + 1)


def running(line: Line, limits: Iterable[Number]) -> Iterator[Elapsed]:
    """Periods that still run, by days near the one on which each limit is reached: between two months, and where that day is missing."""
    asked = line.case.on
    for limit in limits:
        try:
            since = add_months(asked, -floor(limit))[0] if limit >= 0 else None
        except Fault:
            since = None
        for days in range(-4, 5) if since is not None and asked.day >= 28 else (-1, 0, 1):
            day = since and since + timedelta(days)
            if day is not None and day <= asked and day.year >= FIRST_YEAR:
                yield Elapsed(day, asked)
