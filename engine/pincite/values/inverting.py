"""Thresholds of computed values, carried back: what a fact must be for `5% * fee` or `whole(hours / 4)` to reach the constant beside it.

Upper half of the values to try. Nothing here is taken as complete: a value that is computed with is never said to be tried whole.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product
from math import ceil, floor
from typing import Final

from pincite.values.uses import Uses
from pincite.values.years import COMPARISONS
from pincitec.graph.nodes import Node
from pincitec.semantics.operations import call
from pincitec.semantics.values import Fault, Number, Value, add_months, exact

SMALL: Final = (2, 0, 10)
"""Numbers with their neighbours that are tried of a quantity that is computed with, so that two such facts can differ either way."""
MOST_PARTS: Final = 4
"""A sum is tried as made of up to so many equal parts."""
DEEP: Final = 12
"""Steps of arithmetic between a fact and the comparison."""
MOST_CONSTANTS: Final = 8
MOST_THRESHOLDS: Final = 16
MOVED: Final = {"add_days": "days", "add_period": "period", "add_period_by_rule": "period"}


def thresholds(uses: Uses, source: int) -> tuple[Value, ...]:
    """The values of a node at which something computed from it meets a constant with which it is compared."""
    return tuple(islice(dict.fromkeys(back(uses, source, DEEP)), MOST_THRESHOLDS))


def back(uses: Uses, number: int, deep: int) -> Iterator[Value]:
    for taker, place in uses.ends(number):
        node = uses.node(taker)
        if node.op in COMPARISONS:
            yield from constants(uses, node.args[1 - place], deep)
        elif deep and (node.op == "value_of" or (node.op == "decide_value" and place % 3 == 2)):
            yield from back(uses, taker, deep - 1)
        elif deep:
            for limit in back(uses, taker, deep - 1):
                yield from before(uses, node, place, limit, deep)


def before(uses: Uses, node: Node, place: int, limit: Value, deep: int) -> Iterator[Value]:
    """What the argument at `place` must be for an operation to give `limit`; with unknown operands beside it, for some of their values."""
    if node.op in MOVED:
        yield from moved_back(uses, node, place, limit, deep)
        return
    if not isinstance(limit, (int, Fraction)):
        return
    if node.op == "whole":
        yield from (floor(limit), floor(limit) + 1)
    elif node.op == "neg":
        yield -limit
    elif node.op in ("least", "greatest") and place == 2:
        yield limit
    elif node.op == "sum" and place == 2:
        for parts in dict.fromkeys((most_counted(uses), *range(1, MOST_PARTS + 1))):
            yield exact(Fraction(limit) / parts)
    elif node.op in ("add", "sub", "mul", "div"):
        beside = constants(uses, node.args[1 - place], deep) or SMALL
        for operand in beside:
            found = solved(node.op, place, Fraction(limit), operand) if isinstance(operand, (int, Fraction)) else None
            if found is not None:
                yield found


def solved(op: str, place: int, limit: Fraction, beside: Number) -> Number | None:
    """The operand at `place` with which an operation gives `limit`; `None` where none does, or any.

    >>> solved("mul", 0, Fraction(100), Fraction(1, 20)), solved("sub", 1, Fraction(3), 10)
    (2000, 7)
    """
    match op, place:
        case "add", _:
            return exact(limit - beside)
        case "sub", 0:
            return exact(limit + beside)
        case "sub", _:
            return exact(beside - limit)
        case "mul", _:
            return exact(limit / beside) if beside else None
        case "div", 0:
            return exact(limit * beside) if beside else None
        case _:
            return exact(beside / limit) if limit else None


def moved_back(uses: Uses, node: Node, place: int, limit: Value, deep: int) -> Iterator[Value]:
    """The day from which so many days or months lead to `limit`."""
    if place != 0 or not isinstance(limit, date):
        return
    for length in constants(uses, node.args[1], deep):
        found = later(limit, MOVED[node.op], length, -1)
        if found is not None:
            yield found


def later(day: date, type: str, amount: Value, sign: int) -> date | None:
    """The day so many months or days after another, or before it."""
    if not isinstance(amount, int) or type not in ("period", "days"):
        return None
    try:
        return add_months(day, sign * amount)[0] if type == "period" else day + timedelta(sign * amount)
    except (Fault, OverflowError):
        return None


def constants(uses: Uses, number: int, deep: int = DEEP) -> Sequence[Value]:
    """The constants that a node may be: itself one, computed from some, or a decision with such values; none where a fact decides it."""
    number = uses.below(number)
    node = uses.node(number)
    if (one := uses.constant(number)) is not None:
        return (one,)
    if not deep or not node.args:
        return ()
    if node.op == "value_of":
        decided = uses.node(node.args[0])
        values = decided.args[2::3] if decided.op == "decide_value" else ()
        return tuple(dict.fromkeys(v for n in values for v in constants(uses, n, deep - 1)))[:MOST_CONSTANTS]
    if node.op not in ("add", "sub", "mul", "div", "neg", "whole"):
        return ()
    found: list[Value] = []
    for operands in islice(product(*(constants(uses, n, deep - 1) for n in node.args)), MOST_CONSTANTS):
        try:
            found.append(call(node.op, node.param, operands))
        except Fault:
            continue
    return tuple(dict.fromkeys(found))


def most_counted(uses: Uses) -> int:
    """The largest number of records with which a claim compares a count of them; 1 where it counts none."""
    found = 1
    for number in uses.slice.order:
        if uses.node(number).op in ("count", "consecutive"):
            for end, at in uses.ends(number):
                if uses.node(end).op in COMPARISONS:
                    limit = uses.constant(uses.node(end).args[1 - at])
                    if isinstance(limit, (int, Fraction)):
                        found = max(found, ceil(limit))
    return found
