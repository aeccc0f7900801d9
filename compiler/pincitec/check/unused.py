"""Which definitions something rests on: a decision, a claim, the condition of an act, or another definition that does.

A definition of which nothing makes use decides nothing, whatever words it quotes.
"""

from collections.abc import Iterable

from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Typed


def used_definitions(clauses: Iterable[CheckedClause], beside: Iterable[Typed] = (), named: Iterable[str] = ()) -> frozenset[str]:
    """The definitions in use, by qualified name. `beside` are expressions outside clauses, `named` definitions known to be used."""
    bodies: dict[str, list[CheckedClause]] = {}
    pending = [*named, *calls(beside)]
    for clause in clauses:
        if clause.effect == "define":
            bodies.setdefault(clause.symbol.qualified, []).append(clause)
        else:
            pending += calls(clause.expressions())
    used: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in used:
            used.add(name)
            pending += (called for clause in bodies.get(name, ()) for called in calls(clause.expressions()))
    return frozenset(used)


def calls(expressions: Iterable[Typed]) -> list[str]:
    return [e.param for expression in expressions for e in expression.walk() if e.op == "call"]
