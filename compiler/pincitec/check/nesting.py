"""Are lists gone through within one another more deeply than the graph allows?

Runs over the clauses of a policy once they have their types. A definition counts with all that it goes through, wherever it is used.
"""

from collections.abc import Iterable, Mapping

from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Tested, Typed
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.syntax import NESTED_TOO_DEEPLY
from pincitec.graph.nodes import FOLDS
from pincitec.graph.validate import DEEPEST_FOLD


def check_nesting(clauses: Iterable[CheckedClause], used: Iterable[CheckedClause]) -> list[Diagnostic]:
    """The clauses that go through too many lists at once. `used` are those of the policies that this one uses. Assumes no circles."""
    own = tuple(clauses)
    definitions = {c.symbol.qualified: c for c in (*used, *own) if c.effect == "define"}
    heights: dict[str, int] = {}
    problems = []
    for clause in own:
        if height_of(clause, definitions, heights) > DEEPEST_FOLD:
            message = f"more than {DEEPEST_FOLD} lists are gone through within one another"
            help = "go through the inner list once, in a fact or a decision of its own"
            problems.append(Diagnostic.at(NESTED_TOO_DEEPLY, clause.quotes[clause.own].quote.span, message, help=help))
    return problems


def height_of(clause: CheckedClause, definitions: Mapping[str, CheckedClause], heights: dict[str, int]) -> int:
    """How many lists a clause goes through within one another."""

    def expression(e: Typed) -> int:
        inner = max((expression(a) for a in e.args), default=0)
        if e.op == "call" and e.param in definitions:
            if e.param not in heights:
                heights[e.param] = height_of(definitions[e.param], definitions, heights)
            inner = max(inner, heights[e.param])
        if e.op == "under":
            inner = max((inner, *(expression(value) for _, value in e.param[2])))
        return inner + (e.op in FOLDS)

    def condition(tested: Tested) -> int:
        inner = max((condition(c) for c in tested.children), default=0)
        own = max((expression(e) for e in (tested.expr, tested.list) if e is not None), default=0)
        return max(inner + (tested.kind in FOLDS), own)

    value = 0 if clause.value is None else expression(clause.value)
    return max((value, *(condition(t) for t in clause.tested())))
