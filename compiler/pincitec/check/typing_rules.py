"""Which operation a sign means for operands of these types, and what fits together. Used by `typing.py` alone."""

from attrs import frozen

from pincitec.check.typed import Typed
from pincitec.diagnostics import Rule, Span
from pincitec.diagnostics.catalogue.types import NOT_ORDERED, WRONG_TYPE, WRONG_UNIT
from pincitec.semantics import types
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import Enumeration, ListOf, Quantity, Record, Type, multiply


@frozen
class Problem:
    """A diagnostic that has no place yet."""

    rule: Rule
    message: str
    label: str = ""
    notes: tuple[str, ...] = ()
    help: str | None = None


SIGNS = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "add": "+", "sub": "-", "mul": "*", "div": "/"}


MIRRORED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}


def is_coarse(typed: Typed) -> bool:
    """Whether it is a month, which is no single day: its first and its last one."""
    return typed.op == "const" and typed.type == types.DATE and isinstance(typed.param, tuple)


def comparison(op: str, left: Typed, right: Typed, span: Span) -> Typed | Problem:
    """`left op right`. A month as coarse as the law writes it is compared by its first or last day."""
    if is_coarse(right):
        return coarse(op, left, right, span)
    if is_coarse(left):
        return coarse(MIRRORED[op], right, left, span)
    if left.type == right.type == types.BOOLEAN:
        return same_truth(op, left, right, span)
    if isinstance(left.type, Quantity) and isinstance(right.type, Quantity):
        if left.type.units != right.type.units:
            return units(op, left, right)
        return Typed(op, types.BOOLEAN, (left, right), span=span)
    if left.type != right.type:
        return unlike(op, left, right)
    if op in ("eq", "ne"):
        if left.type.key.startswith("list:"):
            return Problem(WRONG_TYPE, "two lists cannot be compared", help="count records, or ask about some or every one of them")
        return Typed(op, types.BOOLEAN, (left, right), span=span)
    if isinstance(left.type, Enumeration) and not left.type.ordered:
        help = "declare its values from least to greatest: type degree = bachelors < masters < doctorate"
        return Problem(NOT_ORDERED, f"the values of `{left.type.key.rpartition('.')[2]}` have no order", help=help)
    if isinstance(left.type, Enumeration) or left.type in (types.DATE, types.SCHOOL_YEAR):
        return Typed(op, types.BOOLEAN, (left, right), span=span)
    return Problem(NOT_ORDERED, f"`{SIGNS[op]}` compares quantities, dates and ordered values")


def same_truth(op: str, left: Typed, right: Typed, span: Span) -> Typed | Problem:
    """`y.teacher_of_record = true`, or two conditions that hold or fail together."""
    if op not in ("eq", "ne"):
        return Problem(NOT_ORDERED, f"`{SIGNS[op]}` compares quantities, dates and ordered values")
    for a, b in ((left, right), (right, left)):
        if b.op == "const":
            return a if (b.param == HOLDS) == (op == "eq") else Typed("not", types.BOOLEAN, (a,), span=span)
    both = Typed("and", types.BOOLEAN, (left, right), span=span)
    neither = Typed("not", types.BOOLEAN, (Typed("or", types.BOOLEAN, (left, right), span=span),), span=span)
    same = Typed("or", types.BOOLEAN, (both, neither), span=span)
    return same if op == "eq" else Typed("not", types.BOOLEAN, (same,), span=span)


def coarse(op: str, left: Typed, month: Typed, span: Span) -> Typed | Problem:
    """After May 2024: from June 1; in May 2024: from its first to its last day."""
    if left.type != types.DATE or is_coarse(left):
        return unlike(op, left, month)
    first, last = (Typed("const", types.DATE, param=day, span=month.span, literal=month.literal) for day in month.param)
    if op in ("eq", "ne"):
        within = (Typed("ge", types.BOOLEAN, (left, first), span=span), Typed("le", types.BOOLEAN, (left, last), span=span))
        inside = Typed("and", types.BOOLEAN, within, span=span)
        return inside if op == "eq" else Typed("not", types.BOOLEAN, (inside,), span=span)
    return Typed(op, types.BOOLEAN, (left, last if op in ("gt", "le") else first), span=span)


def arithmetic(op: str, left: Typed, right: Typed, span: Span) -> Typed | Problem:
    """`left op right`, with units: money by days is a daily rate, days and months do not mix."""
    if left.type == types.DATE and isinstance(right.type, Quantity) and op in ("add", "sub"):
        name = {types.PERIOD: "add_period", types.DAYS: "add_days"}.get(right.type)
        if name is None:
            return units(op, left, right)
        amount = right if op == "add" else Typed("neg", right.type, (right,), span=right.span)
        if name == left.op == "add_period":  # one after another: only the day in the end must exist
            amount = Typed("add", types.PERIOD, (left.args[1], amount), span=span)
            left = left.args[0]
        return Typed(name, types.DATE, (left, amount), span=span)
    if not isinstance(left.type, Quantity) or not isinstance(right.type, Quantity):
        return unlike(op, left, right)
    if op in ("mul", "div"):
        return Typed(op, multiply(left.type, right.type, 1 if op == "mul" else -1), (left, right), span=span)
    if left.type.units != right.type.units:
        return units(op, left, right)
    type = left.type if left.type == right.type else types.NUMBER
    return Typed(op, type, (left, right), span=span)


def units(op: str, left: Typed, right: Typed) -> Problem:
    help = None
    if {left.type, right.type} == {types.DAYS, types.PERIOD}:
        help = "days never convert to months: the law counts one or the other"
    elif right.literal is not None and right.type == types.INTEGER:
        help = f"write the unit of `{right.literal.value}`, for example `{right.literal.value} {example_unit(left)}`"
    return Problem(WRONG_UNIT, f"`{left.type}` and `{right.type}` do not go together with `{SIGNS[op]}`", help=help)


def example_unit(typed: Typed) -> str:
    return {"days": "days", "period": "years"}.get(typed.type.key, str(typed.type))


def unlike(op: str, left: Typed, right: Typed) -> Problem:
    return Problem(WRONG_TYPE, f"`{left.type}` and `{right.type}` do not go together with `{SIGNS[op]}`")


def a_type(type: Type) -> str:
    """A type in a sentence: "an amount of money", "one of no_degree, bachelors …"."""
    if isinstance(type, Enumeration):
        return f"a value of `{type.key.rpartition('.')[2]}`"
    if isinstance(type, Record):
        return f"a record of `{type.key.rpartition('.')[2]}`"
    if isinstance(type, ListOf):
        return f"a list of `{type.element.key.rpartition('.')[2]}`"
    words: dict[str, str] = {
        "boolean": "a condition",
        "integer": "a whole number",
        "number": "a number",
        "percent": "a percentage",
        "money": "an amount of money",
        "days": "a number of days",
        "period": "a period of years and months",
        "date": "a date",
        "text": "a text",
        "school_year": "a school year",
    }
    return words.get(type.key, f"a quantity in {type.key}")
