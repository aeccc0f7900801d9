"""Literals of a policy as typed constants: `3 years` is 36 months, `$60,000` six million cents, `May 2024` its first and last day."""

from calendar import monthrange
from datetime import date
from fractions import Fraction

from pincitec.check.typed import Typed
from pincitec.check.typing_rules import Problem
from pincitec.diagnostics.catalogue.syntax import IMPOSSIBLE_DATE
from pincitec.diagnostics.catalogue.types import WRONG_TYPE, WRONG_UNIT
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.truth import truth
from pincitec.semantics.types import Type
from pincitec.semantics.values import exact
from pincitec.syntax import pol_tree as t

UNITS: dict[str, tuple[Type, int]] = {
    "year": (types.PERIOD, 12),
    "years": (types.PERIOD, 12),
    "month": (types.PERIOD, 1),
    "months": (types.PERIOD, 1),
    "day": (types.DAYS, 1),
    "days": (types.DAYS, 1),
}


def literal(node: t.Literal) -> Typed | Problem:
    """The constant that a literal states."""
    value = node.value
    match node.kind:
        case "number":
            return number(node)
        case "money":
            return constant(node, types.MONEY, value)
        case "percent":
            return constant(node, types.PERCENT, value)
        case "decimal":
            return constant(node, types.NUMBER, value)
        case "boolean":
            return constant(node, types.BOOLEAN, truth(bool(value)))
        case "date":
            return constant(node, types.DATE, value)
        case "month" if isinstance(value, tuple):
            year, month = value
            if not 1 <= year <= 9998:
                return Problem(IMPOSSIBLE_DATE, f"{year} is not a year of the calendar")
            return constant(node, types.DATE, (date(year, month, 1), date(year, month, monthrange(year, month)[1])))
        case "day":
            help = "write the whole date, for example 2023-10-15, or the year that it is a day of: October 15 of school_year(asked)"
            return Problem(WRONG_TYPE, "a day without its year", help=help)
        case _:
            return constant(node, types.TEXT, value)


def number(node: t.Literal) -> Typed | Problem:
    assert isinstance(node.value, int)
    if node.unit is None:
        return constant(node, types.INTEGER, node.value)
    if node.unit not in UNITS:
        near = did_you_mean(node.unit, UNITS)
        help = f"did you mean `{near}`?" if near else f"the units are {', '.join(sorted(UNITS))}"
        return Problem(WRONG_UNIT, f"`{node.unit}` is no unit", help=help)
    type, factor = UNITS[node.unit]
    return constant(node, type, node.value * factor)


def constant(node: t.Literal, type: Type, value: object) -> Typed:

    if isinstance(value, Fraction):
        value = exact(value)
    return Typed("const", type, param=value, span=node.span, literal=node)
