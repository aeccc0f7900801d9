"""What stands before parentheses in an expression: a definition, a calendar, a neighbour of a record, the whole part.

Part of the typing of expressions (`typing.py`). The type of a definition is that of its body, which is looked into here and reported where
it is declared.
"""

from typing import TYPE_CHECKING

from attrs import evolve

from pincitec.check.amounts import whole
from pincitec.check.folds import no_order
from pincitec.check.symbols import Symbol
from pincitec.check.typed import Typed
from pincitec.check.typing_rules import Problem
from pincitec.check.years import year_beside, year_of
from pincitec.diagnostics import Span
from pincitec.diagnostics.catalogue.types import WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.semantics import types
from pincitec.semantics.types import Record, Type
from pincitec.syntax import pol_tree as t

if TYPE_CHECKING:
    from pincitec.check.typing import Bound, Checker


def call(checker: "Checker", node: t.Call, bound: "Bound") -> Typed | None:
    arguments = [checker.expr(a, bound) for a in node.arguments]
    if None in arguments:
        return None
    given = tuple(a for a in arguments if a is not None)
    if node.function.text in ("next", "previous"):
        return neighbour(checker, node, given)
    if node.function.text == "whole":
        return checker.sure(whole(given, node.span), node.span)
    symbol = checker.find(node.function, ("definition", "calendar"))
    if symbol is None:
        return None
    if symbol.kind == "definition":
        return call_definition(checker, symbol, given, node.span)
    made = year_of(symbol, given, node.span)
    return checker.report(made, node.span) if isinstance(made, Problem) else made


def neighbour(checker: "Checker", node: t.Call, given: tuple[Typed, ...]) -> Typed | None:
    record = given[0].type if len(given) == 1 else None
    step = 1 if node.function.text == "next" else -1
    if record == types.SCHOOL_YEAR:
        return year_beside(given[0], step, node.span)
    if not isinstance(record, Record):
        return checker.report(Problem(WRONG_ARGUMENTS, f"`{node.function.text}` takes one record, or one school year"), node.span)
    if record.order is None:
        return checker.report(no_order(record), node.span)
    return Typed("neighbour", record, given, (record.order.name, step), span=node.span)


def call_definition(checker: "Checker", symbol: Symbol, given: tuple[Typed, ...], span: Span) -> Typed | None:
    assert isinstance(symbol.node, t.Define)
    wanted = [parameter_type(checker, symbol, type) for _, type in symbol.node.parameters]
    if len(wanted) != len(given) or any(w is not None and w != g.type for w, g in zip(wanted, given, strict=True)):
        takes = ", ".join(f"{p.text} : {type.text}" for p, type in symbol.node.parameters) or "nothing"
        return checker.report(Problem(WRONG_ARGUMENTS, f"`{symbol.name}` takes {takes}"), span)
    type = definition_type(checker, symbol)
    if type is None and symbol.policy != checker.scope.own.policy:
        help = f"`use` the policies that it rests on too: those that `{symbol.policy}` uses"
        return checker.report(Problem(WRONG_TYPE, f"the kind of `{symbol.name}` is not known here", help=help), span)
    return Typed("call", type, given, symbol.qualified, span=span) if type else None


def parameter_type(checker: "Checker", symbol: Symbol, word: t.Word) -> Type | None:
    table = next((x for x in (checker.scope.own, *checker.scope.used) if x.policy == symbol.policy), None)
    found = table.get("type", word.text) if table else None
    if found is None:  # a type that the policy itself uses
        found = next((s for u in checker.scope.used for s in [u.get("type", word.text)] if s is not None), None)
    return found.type if found else types.DECLARABLE.get(word.text)


def definition_type(checker: "Checker", symbol: Symbol) -> Type | None:
    """The type of a definition: of its body, checked once more here and reported where it is declared."""
    if symbol.qualified not in checker.defined:
        checker.defined[symbol.qualified] = None if symbol.qualified in checker.cyclic else type_of_body(checker, symbol)
    return checker.defined[symbol.qualified]


def type_of_body(checker: "Checker", symbol: Symbol) -> Type | None:
    assert isinstance(symbol.node, t.Define)
    silent = evolve(checker, problems=[])
    bound: Bound = {}
    for name, word in symbol.node.parameters:
        type = parameter_type(checker, symbol, word)
        if type is None:
            return None
        bound[name.text] = Typed("param", type, param=name.text, span=name.span)
    if isinstance(symbol.node.body, t.CONDITIONS):
        return types.BOOLEAN if silent.condition(symbol.node.body, bound) else None
    body = silent.expr(symbol.node.body, bound)
    return body.type if body else None
