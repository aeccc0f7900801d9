"""What several judges find in a scenario: `given FACT by PARTY = value`. Used by `scenarios.py` alone, which reads the values."""

from collections.abc import Mapping

from pincitec.check.symbols import Symbol
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.names import UNKNOWN_NAME
from pincitec.semantics import types
from pincitec.semantics.judgements import joint
from pincitec.semantics.values import Value
from pincitec.syntax import pol_tree as t


def judges_of(symbol: Symbol) -> tuple[str, ...]:
    """The names of those who judge a fact, as the policy writes them."""
    return tuple(w.text for w in symbol.node.judged_by) if isinstance(symbol.node, t.FactDecl) else ()


def no_judge(symbol: Symbol, by: t.Word) -> Diagnostic | None:
    """The problem of a judgement by somebody who does not judge the fact; `None` if they do."""
    judges = judges_of(symbol)
    if by.text in judges:
        return None
    help = f"it is judged by {', '.join(f'`{j}`' for j in judges)}" if judges else "leave out `by`, or declare who judges it"
    return Diagnostic.at(UNKNOWN_NAME, by.span, f"`{by.text}` does not judge `{symbol.name}`", help=help)


def found_together(symbol: Symbol, each: Mapping[str, Value]) -> Value:
    """What the judges of a fact find together; `None` where that is open."""
    assert isinstance(symbol.node, t.FactDecl)
    judged = [each.get(name) for name in judges_of(symbol)]
    return joint(judged, condition=symbol.type == types.BOOLEAN, any_of=symbol.node.judged_by_any).value
