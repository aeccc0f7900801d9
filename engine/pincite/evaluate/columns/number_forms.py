"""Numbers, days, members and texts as columns: constants, comparisons, exact arithmetic on bounds. Forms of `emitter.py`.

A number is a whole numerator over a whole denominator that is greater than zero; both sides of a comparison are multiplied, so that
nothing is divided. Only `whole` and an exact quotient of whole numbers divide, in functions of `runtime.py`.
"""

from datetime import date
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from pincite.evaluate.columns.emitter import EPOCH, Emitter, Form
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.running_periods import compared_by_addition, in_months
from pincite.evaluate.columns.truth_forms import CODES
from pincite.evaluate.columns.values import NOTHING, Number, Truth, Value, Words
from pincitec.graph.nodes import Node, decode

CONTRARY: Final = {"ge": "lt", "gt": "le", "le": "gt", "lt": "ge"}


def constant(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    value = decode(node.param)
    match value:
        case str():
            return Words(emitter.texts.setdefault(value, len(emitter.texts)))
        case date():
            day = value.toordinal() - EPOCH
            return Number(day, day)
        case Fraction():
            return Number(value.numerator, value.numerator, over=value.denominator)
    return CODES[value] if node.type == "boolean" else Number(value, value)


def asked(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return emitter.asked


def compare(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    a, b = (emitter.value(n, space) for n in node.args)
    return compared(emitter, node.op, a, b, space)


def compared(emitter: Emitter, op: str, a: Value, b: Value, space: int) -> Truth:
    """One value against another, as `comparison.py` says: settled where all values within the bounds agree."""
    if isinstance(a, Words) and isinstance(b, Words):
        known = emitter.all(a.known, b.known, space=space)
        return emitter.where_known(words_compared(emitter, op, a.code, b.code, space), known, space)
    assert isinstance(a, Number) and isinstance(b, Number)
    known = emitter.all(a.known, b.known, space=space)
    if known == 0:
        return Truth(0, 1)
    if a.exact and b.exact:
        return emitter.where_known(emitter.compared(op, *common(emitter, a, b, space)[:2], space=space), known, space)
    match op:
        case "ge":
            return at_least(emitter, a, b, space)
        case "le":
            return at_least(emitter, b, a, space)
        case "gt":
            return emitter.negated(at_least(emitter, b, a, space), space)
        case "lt":
            return emitter.negated(at_least(emitter, a, b, space), space)
        case _:
            equal = emitter.conjunction(at_least(emitter, a, b, space), at_least(emitter, b, a, space), space=space)
            return equal if op == "eq" else emitter.negated(equal, space)


def words_compared(emitter: Emitter, op: str, a: Operand, b: Operand, space: int) -> Operand:
    if a == b or (isinstance(a, int) and isinstance(b, int)):
        return int((a == b) == (op == "eq"))
    (made,) = emitter.program.emit(op, *((b, a) if isinstance(a, int) else (a, b)), space=space)
    return made


def at_least(emitter: Emitter, a: Number, b: Number, space: int) -> Truth:
    """`a >= b`, where one of them may be only bounded, or a period that still runs."""

    def by_bounds() -> Truth:
        return bounds_at_least(emitter, in_months(emitter, a, space), in_months(emitter, b, space), space)

    if a.elapsed is None and b.elapsed is None:
        return by_bounds()
    return compared_by_addition(emitter, a, b, by_bounds, space)


def bounds_at_least(emitter: Emitter, a: Number, b: Number, space: int) -> Truth:
    low_a, high_b, _ = common(emitter, a, b, space)
    high_a, low_b, _ = common(emitter, Number(a.high, a.high, over=a.over), Number(b.low, b.low, over=b.over), space)
    surely = emitter.all(b.bounded, emitter.compared("ge", low_a, high_b, space), space=space)
    possibly = emitter.any(emitter.contrary(a.bounded, space), emitter.compared("ge", high_a, low_b, space), space=space)
    return emitter.settled(surely, possibly, emitter.all(a.known, b.known, space=space), space)


def common(emitter: Emitter, a: Number, b: Number, space: int) -> tuple[Operand, Operand, Operand]:
    """The numerators of `a.low` and `b.high` over one denominator, and that denominator."""
    if a.over == b.over:
        return a.low, b.high, a.over
    if isinstance(a.over, int) and isinstance(b.over, int):
        over = lcm(a.over, b.over)
        return emitter.times(a.low, over // a.over, space), emitter.times(b.high, over // b.over, space), over
    crossed = emitter.times(a.over, b.over, space)
    return emitter.times(a.low, b.over, space), emitter.times(b.high, a.over, space), crossed


def scaled(emitter: Emitter, number: Number, by: Operand, space: int) -> tuple[Operand, Operand]:
    return emitter.times(number.low, by, space), emitter.times(number.high, by, space)


def alike(emitter: Emitter, a: Number, b: Number, space: int) -> tuple[tuple[Operand, Operand], tuple[Operand, Operand], Operand]:
    """Both bounds of two numbers over one denominator."""
    if a.over == b.over:
        return (a.low, a.high), (b.low, b.high), a.over
    if isinstance(a.over, int) and isinstance(b.over, int):
        over = lcm(a.over, b.over)
        return scaled(emitter, a, over // a.over, space), scaled(emitter, b, over // b.over, space), over
    return scaled(emitter, a, b.over, space), scaled(emitter, b, a.over, space), emitter.times(a.over, b.over, space)


def both(emitter: Emitter, node: Node, space: int) -> tuple[Number, Number]:
    """The operands of a sum: a running period as its bounds in months."""
    a, b = (in_months(emitter, emitter.number(n, space), space) for n in node.args)
    return a, b


def add(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    a, b = both(emitter, node, space)
    known = emitter.all(a.known, b.known, space=space)
    if known == 0:
        return NOTHING
    (low_a, high_a), (low_b, high_b), over = alike(emitter, a, b, space)
    bounded = emitter.all(a.bounded, b.bounded, space=space)
    return Number(emitter.plus(low_a, low_b, space), emitter.plus(high_a, high_b, space), known, over, bounded)


def subtract(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    a, b = both(emitter, node, space)
    return difference(emitter, a, b, space)


def negative(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return difference(emitter, Number(0, 0), in_months(emitter, emitter.number(node.args[0], space), space), space)


def difference(emitter: Emitter, a: Number, b: Number, space: int) -> Number:
    """Known only where `b` is bounded above."""
    known = emitter.all(a.known, b.known, b.bounded, space=space)
    if known == 0:
        return NOTHING
    (low_a, high_a), (low_b, high_b), over = alike(emitter, a, b, space)
    return Number(emitter.minus(low_a, high_b, space), emitter.minus(high_a, low_b, space), known, over, a.bounded)


def exactly(emitter: Emitter, number: Number, space: int) -> Operand:
    """The rows in which a number is known and one number: not a bound, nor a period that still runs."""
    if number.exact:
        return number.known
    running = 0 if number.elapsed is None else number.elapsed.runs
    one = 1 if number.low == number.high else emitter.compared("eq", number.low, number.high, space)
    return emitter.all(number.known, number.bounded, one, emitter.contrary(running, space), space=space)


def multiply(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    a, b = (emitter.number(n, space) for n in node.args)
    known = emitter.all(exactly(emitter, a, space), exactly(emitter, b, space), space=space)
    if known == 0:
        return NOTHING
    return ratio(emitter, emitter.times(a.low, b.low, space), emitter.times(a.over, b.over, space), known)


def ratio(emitter: Emitter, top: Operand, over: Operand, known: Operand) -> Number:
    """A number in lowest terms where both are constant."""
    if isinstance(top, int) and isinstance(over, int):
        shared = gcd(top, over) or 1
        top, over = top // shared, over // shared
    return Number(top, top, known, over)


def divide(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """The exact quotient: by a negative number, numerator and denominator both change their sign. A known zero below is a fault."""
    a, b = (emitter.number(n, space) for n in node.args)
    divides = exactly(emitter, b, space)
    zero = emitter.all(divides, emitter.compared("eq", b.low, 0, space), space=space)
    emitter.fault(number, space, zero)
    known = emitter.all(exactly(emitter, a, space), divides, emitter.contrary(zero, space), space=space)
    if known == 0:
        return NOTHING
    least = emitter.range(b.low)[0]
    top, over = emitter.times(a.low, b.over, space), emitter.times(a.over, b.low, space)
    if isinstance(over, int):
        return ratio(emitter, top if over > 0 else emitter.times(top, -1, space), abs(over), known)
    if least < 0:
        low, high = emitter.range(top)
        top = emitter.array("signed_like", top, over, low=min(low, -high), high=max(high, -low), kind="", space=space)
    greatest = max(abs(end) for end in emitter.range(over))
    over = emitter.array("at_least_one", over, low=1, high=max(greatest, 2), kind="", space=space)
    return Number(top, top, known, over)


def whole(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    a = in_months(emitter, emitter.number(node.args[0], space), space)
    if a.over == 1 or a.known == 0:
        return a
    low, high = (emitter.quotient(end, a.over, space) for end in (a.low, a.high))
    return Number(low, high, a.known, 1, a.bounded)


FORMS: Final[dict[str, Form]] = {
    "const": constant,
    "asked": asked,
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge"), compare),
    "add": add,
    "sub": subtract,
    "neg": negative,
    "mul": multiply,
    "div": divide,
    "whole": whole,
}
