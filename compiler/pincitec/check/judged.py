"""Who judges a fact, and what several judges find in a scenario: `given FACT by PARTY = value`.

`check_judges` is a check of its own; the rest is used by `scenarios.py`, which reads the values.
"""

from collections.abc import Mapping

from pincitec.check.scopes import Scope
from pincitec.check.symbols import Symbol
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.names import DUPLICATE_NAME, UNKNOWN_NAME
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.judgements import joint
from pincitec.semantics.values import Value
from pincitec.syntax import pol_tree as t


def check_judges(file: t.PolicyFile, scope: Scope) -> list[Diagnostic]:
    """Those who judge are parties of the policy, each named once: facts files and letters name them so."""
    problems = []
    for d in (d for d in file.declarations if isinstance(d, t.FactDecl)):
        for i, word in enumerate(d.judged_by):
            if scope.own.get("party", word.text) is None and not file.broken:
                near = did_you_mean(word.text, (s.name for s in scope.own.of_kind("party")))
                help = f"did you mean `{near}`?" if near else f'declare who that is: party {word.text} "…"'
                problems.append(Diagnostic.at(UNKNOWN_NAME, word.span, f"no party of this policy is named `{word.text}`", help=help))
            elif word.text in [w.text for w in d.judged_by[:i]]:
                help = "name each judge once"
                problems.append(Diagnostic.at(DUPLICATE_NAME, word.span, f"`{word.text}` judges `{d.name.text}` twice", help=help))
    return problems


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
