"""Quantities in the units of a policy: literals with such a unit, rates, the whole part, and distances.

Used by `typing.py` alone. Assumes operands that are checked; gives a checked expression, or a `Problem` where they do not fit.
"""

from fractions import Fraction

from pincitec.check.literals import UNITS, constant
from pincitec.check.scopes import Scope
from pincitec.check.symbols import Symbol
from pincitec.check.typed import Typed
from pincitec.check.typing_rules import Problem, arithmetic, comparison
from pincitec.diagnostics import Span
from pincitec.diagnostics.catalogue.names import AMBIGUOUS_NAME
from pincitec.diagnostics.catalogue.types import NOT_ORDERED, WRONG_ARGUMENTS, WRONG_TYPE, WRONG_UNIT
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.types import Quantity
from pincitec.syntax import pol_tree as t

ROUNDED = (types.MONEY.key, types.PERIOD.key, types.PERCENT.key)
"""Quantities whose whole part would depend on what they are counted in: cents or dollars, months or years."""


def unit_named(name: str, scope: Scope) -> Symbol | Problem | None:
    """The unit that a name means in a policy, its own or one of those that it uses; `None` if it means none."""
    own = scope.own.get("unit", name)
    found = [own] if own is not None else [s for table in scope.used for s in [table.get("unit", name)] if s is not None]
    found = [s for s in found if s.kind == "unit"]
    if len(found) > 1:
        policies = " and in ".join(f"`{s.policy}`" for s in sorted(found, key=lambda s: s.policy))
        return Problem(AMBIGUOUS_NAME, f"`{name}` is declared in {policies}", help="declare a unit of this policy")
    return found[0] if found else None


def with_unit(node: t.Literal, scope: Scope) -> Typed | Problem | None:
    """A literal with a unit that a policy declares: `2 badges`, `2.5 hours`. `None` for one without a unit, or with a built-in one."""
    if node.unit is None or (node.unit in UNITS and node.kind == "number"):
        return None
    if node.unit in UNITS:
        return Problem(WRONG_UNIT, f"a fraction of {node.unit}", help="write whole days, months or years, for example `30 months`")
    symbol = unit_named(node.unit, scope)
    if isinstance(symbol, Problem):
        return symbol
    if symbol is None:
        known = (*UNITS, *(s.name for table in (scope.own, *scope.used) for s in table.of_kind("unit")))
        near = did_you_mean(node.unit, known)
        help = f"did you mean `{near}`?" if near else f'declare it with the words of the law that mean it: unit {node.unit} "{node.unit}"'
        return Problem(WRONG_UNIT, f"`{node.unit}` is no unit", help=help)
    assert isinstance(symbol.type, Quantity) and isinstance(node.value, int | Fraction)
    return constant(node, symbol.type, node.value)


def rate(amount: Typed, per: Typed, span: Span) -> Typed | Problem:
    """`10 pdps per 2 badges`: their quotient, exact."""
    if per.param == 0:
        return Problem(WRONG_ARGUMENTS, "a rate per nothing")
    if isinstance(per.type, Quantity) and not per.type.units:
        return Problem(WRONG_UNIT, "a rate says what it is per", help="give the second amount its unit, for example `per 2 badges`")
    return arithmetic("div", amount, per, span)


def whole(given: tuple[Typed, ...], span: Span) -> Typed | Problem:
    """`whole(earned / 2 badges)`. Refused for what is held in smaller units than the law may count by."""
    help = "for example whole(earned / 2 badges)"
    if len(given) != 1 or not isinstance(given[0].type, Quantity):
        return Problem(WRONG_ARGUMENTS, "`whole` takes one number", help=help)
    kind = given[0].type
    if kind.key in ROUNDED or len(kind.units) > 1:
        help = "divide it by an amount first: whole(salary / $1,000)"
        return Problem(WRONG_TYPE, f"the whole part of `{kind}`: nothing says in which unit", help=help)
    made = types.INTEGER if not kind.units else kind
    return Typed("whole", made, given, span=span)


def within(node: t.Within, left: Typed, distance: Typed, of: Typed) -> Typed | Problem:
    """`x within -d of y`: from y less d up to y; `x within d of y`: from y less d up to y and d. The ends belong to it."""
    for part in (left, distance, of):
        if not isinstance(part.type, Quantity):
            return Problem(NOT_ORDERED, "`within` compares quantities", help="score within -2 * standard_error of qualifying_score")
    if any(signed(e) for e in distance.walk()):
        return Problem(WRONG_TYPE, "a distance that could be less than nothing", help="write `within -d of` for a distance downwards")
    low, high = arithmetic("sub", of, distance, node.span), of if node.below else arithmetic("add", of, distance, node.span)
    if isinstance(low, Problem) or isinstance(high, Problem):
        return low if isinstance(low, Problem) else high
    above, beneath = comparison("ge", left, low, node.span), comparison("le", left, high, node.span)
    if isinstance(above, Problem) or isinstance(beneath, Problem):
        return above if isinstance(above, Problem) else beneath
    return Typed("and", types.BOOLEAN, (above, beneath), span=node.span, within=node)


def signed(e: Typed) -> bool:
    """Whether a part of an expression may be less than nothing."""
    return e.op in ("sub", "neg") or (isinstance(e.type, Quantity) and e.type.signed)
