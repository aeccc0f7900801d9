"""Do two clauses give one value decision different values on the same day, under the same conditions?

Ninth check. It compares conditions as they are written; conditions that differ and can hold together are found when a case is decided,
as a conflict.
"""

from collections.abc import Sequence

from pincitec.check.lapses import Followed
from pincitec.check.typed import Typed
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.timing import VALUE_OVERLAP


def check_overlaps(clauses: Sequence[Followed]) -> list[Diagnostic]:
    problems = []
    giving = [c for c in clauses if c.clause.effect == "value" and c.clause.value is not None and c.clause.value.op == "const"]
    for i, a in enumerate(giving):
        for b in giving[i + 1 :]:
            if a.clause.symbol != b.clause.symbol or a.clause.value == b.clause.value or conditions(a) != conditions(b):
                continue
            if a.clause.exceptions or b.clause.exceptions or a.clause.provision.precedence or b.clause.provision.precedence:
                continue
            day = next(
                (s.era.from_ for s in b.stands if s.state == "in_force" for o in [a.at(s.era.from_)] if o and o.state == "in_force"), None
            )
            if day is not None:
                message = f"from {day} two clauses give `{a.clause.symbol.name}` different values under the same conditions"
                others = [Label(a.clause.quotes[a.clause.own].quote.span, "the other clause")]
                help = "if one overrides the other, the law says so: quote it with `despite`; else one of the two misreads it"
                span = b.clause.quotes[b.clause.own].quote.span
                problems.append(Diagnostic.at(VALUE_OVERLAP, span, message, others=others, help=help))
    return problems


def conditions(one: Followed) -> tuple[tuple[str, tuple[Typed, ...]], ...]:
    """The conditions of a clause without their quotations."""
    return tuple((node.kind, tuple(e for e in (node.expr, node.list) if e)) for guard in one.clause.guards for node in guard.walk())
