"""What a reviewer wants listed: facts, units and definitions that nothing asks for, facts that no scenario gives, decisions without a
clause, conditions of ours."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pincitec.check.clauses import CheckedClause
from pincitec.check.scopes import Scope
from pincitec.check.unused import used_definitions
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.coverage import UNCITED_LOGIC
from pincitec.diagnostics.catalogue.names import FACT_NOT_EXERCISED, UNDECIDED, UNUSED
from pincitec.diagnostics.catalogue.pack import EXPECTATION
from pincitec.syntax import pol_tree as t

ASIDE = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*')
"""Words of the law and comments: they use no name of the policy."""
WORD = re.compile(r"\w+")


def check_usage(
    file: t.PolicyFile, scope: Scope, clauses: Sequence[CheckedClause], more: Iterable[str], tried: Iterable[str]
) -> list[Diagnostic]:
    """`more` are qualified names used elsewhere than in clauses: in the conditions of `applies`, and by policies that use this one.
    `tried` are the facts that scenarios of these policies give."""
    problems: list[Diagnostic] = []
    asked = {e.param for c in clauses for x in c.expressions() for e in x.walk() if e.op == "fact"} | set(more)
    asked |= {f for c in clauses for x in c.expressions() for e in x.walk() if e.op == "under" for f, _ in e.param[2]}
    given = {step.fact.text for d in file.declarations if isinstance(d, t.Scenario) for step in d.steps if isinstance(step, t.Given)}
    given |= set(tried)
    decided = {c.symbol.qualified for c in clauses}
    outside = {w for span in beside(file) for w in WORD.findall(file.text[span.start : span.end])}
    named = {*more, *(s.qualified for s in scope.own.of_kind("definition") if s.name in outside)}
    used = used_definitions(clauses, named=named)
    written = Counter(WORD.findall(ASIDE.sub(" ", file.text)))
    for symbol in scope.own.symbols.values():
        if symbol.kind == "unit" and symbol.qualified not in asked and written[symbol.name] < 2:
            problems.append(Diagnostic.at(UNUSED, symbol.span, f"nothing is counted in `{symbol.name}`", help="remove it"))
        elif symbol.kind == "definition" and symbol.qualified not in used:
            help = "use it in a rule, or remove it: its words count as not encoded"
            problems.append(Diagnostic.at(UNUSED, symbol.span, f"nothing rests on `{symbol.name}`", help=help))
        elif symbol.kind == "fact" and symbol.qualified not in asked:
            help = "remove it, or write the clause that asks for it"
            problems.append(Diagnostic.at(UNUSED, symbol.span, f"no clause asks for `{symbol.name}`", help=help))
        elif symbol.kind == "fact" and symbol.name not in given:
            help = "give it in a scenario where it decides"
            problems.append(Diagnostic.at(FACT_NOT_EXERCISED, symbol.span, f"no scenario gives `{symbol.name}`", help=help))
        elif symbol.kind == "decision" and symbol.qualified not in decided:
            problems.append(Diagnostic.at(UNDECIDED, symbol.span, f"no clause speaks of `{symbol.name}`", help="write one, or remove it"))
    for clause in clauses:
        for tested in clause.tested():
            for node in tested.walk():
                if node.uncited is not None:
                    message = f"a condition of ours: {node.uncited.text}"
                    problems.append(Diagnostic.at(UNCITED_LOGIC, node.span, message))
    for d in file.declarations:
        if isinstance(d, t.Scenario) and not any(isinstance(s, t.Expect) for s in d.steps):
            help = "say what comes out: expect level_three_a holds"
            problems.append(Diagnostic.at(EXPECTATION, d.span, "a scenario that expects nothing", help=help))
    return problems


def beside(file: t.PolicyFile) -> Iterator[Span]:
    """The expressions of claims and of the conditions of acts, in which definitions are used by name."""
    for d in file.declarations:
        if isinstance(d, t.Applies):
            yield d.condition.span
        elif isinstance(d, t.Verify):
            yield from (side.span for side in (d.premise, d.conclusion, d.assuming) if side is not None)
