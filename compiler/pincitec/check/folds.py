"""What runs over the records of a list in an expression: `count`, `sum`, `least`, `greatest`, `some`, `every`, `consecutive`.

Part of the typing of expressions (`typing.py`).
"""

from typing import TYPE_CHECKING

from pincitec.check.amounts import signed
from pincitec.check.typed import Typed
from pincitec.check.typing_rules import Problem, a_type
from pincitec.diagnostics.catalogue.types import WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.semantics import types
from pincitec.semantics.types import ListOf, Quantity, Record
from pincitec.syntax import pol_tree as t

if TYPE_CHECKING:
    from pincitec.check.typing import Bound, Checker


def list_of(checker: "Checker", node: t.Expr, bound: "Bound") -> tuple[Typed, Record] | None:
    over = checker.expr(node, bound)
    if over is None:
        return None
    if not isinstance(over.type, ListOf):
        help = "declare it as a list: fact reviews : list of review"
        checker.report(Problem(WRONG_TYPE, f"{a_type(over.type)} where a list stands", help=help), node.span)
        return None
    return over, over.type.element


def fold(checker: "Checker", node: t.Fold, bound: "Bound") -> Typed | None:
    over = list_of(checker, node.over, bound)
    row = missing(node.variable) if over is None else binder(node.variable, over[1])
    inner = bound | {node.variable.text: row}
    where = checker.truth(node.where, inner) if node.where else Typed("const", types.BOOLEAN, param=3, span=node.span)
    amount = checker.expr(node.amount, inner) if node.amount else None
    if over is None or where is None or (node.amount and amount is None):
        return None
    if amount is not None and not isinstance(amount.type, Quantity):
        done = "added up" if node.kind == "sum" else f"compared to find the {node.kind}"
        return checker.report(Problem(WRONG_TYPE, f"{a_type(amount.type)} cannot be {done}"), amount.span)
    if amount is not None and any(signed(e) for e in amount.walk()):
        # With an unknown record such a sum could fall again, and what was certain would not stay so.
        help = "add up each part alone, and subtract the sums" if node.kind == "sum" else "a fact with the difference itself may help"
        noun = "sum" if node.kind == "sum" else node.kind
        return checker.report(Problem(WRONG_TYPE, f"a {noun} of differences has no lower bound", help=help), amount.span)
    if node.kind == "consecutive":
        order = over[1].order
        if order is None:
            return checker.report(no_order(over[1]), node.over.span)
        key = Typed("field", order.type, (row,), order.name, span=node.variable.span)
        return Typed("consecutive", types.INTEGER, (over[0], where, key), row.param, span=node.span)
    args = (over[0], where) if amount is None else (over[0], where, amount)
    type = amount.type if amount else (types.INTEGER if node.kind == "count" else types.BOOLEAN)
    return Typed(node.kind, type, args, row.param, span=node.span)


def no_order(record: Record) -> Problem:
    help = "records follow one another by a single key that is a school year or an integer: record review by year { … }"
    return Problem(WRONG_ARGUMENTS, f"{a_type(record)} has no order", help=help)


def binder(variable: t.Word, record: Record) -> Typed:
    """The record at hand of a fold. Its binder is the place where the variable is declared: unique in all files."""
    return Typed("row", record, param=(variable.span.path, variable.span.start), span=variable.span)


def missing(variable: t.Word) -> Typed:
    """Stands for a variable whose list could not be read, so that its uses are not reported as unknown."""
    return Typed("missing", types.TEXT, span=variable.span)
