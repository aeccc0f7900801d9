"""What a policy claims of rules (`verify`): names and kinds are checked here; `pincite.prove` searches for a counterexample.

A claim binds nobody. So its literals need no quotation, and `requirements of D`, which no rule may say, is a condition in it.
"""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Typed
from pincitec.check.typing import Bound, Checker
from pincitec.check.typing_rules import Problem
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.names import DUPLICATE_NAME
from pincitec.diagnostics.catalogue.types import WRONG_ARGUMENTS
from pincitec.semantics import types
from pincitec.syntax import pol_tree as t


@frozen
class Claim:
    """A claim without mistakes: no case in which `premise` holds and `conclusion` fails, where `assuming` holds."""

    node: t.Verify
    premise: Typed
    conclusion: Typed
    assuming: Typed | None

    def expressions(self) -> Iterator[Typed]:
        yield from (self.premise, self.conclusion, *((self.assuming,) if self.assuming is not None else ()))


@frozen
class ClaimChecker(Checker):
    """Checks the conditions of a claim. `required` are the decisions of which a clause requires something, by qualified name."""

    required: frozenset[str] = field(factory=frozenset, kw_only=True)

    def expr(self, node: t.Expr | t.Condition, bound: Bound) -> Typed | None:
        if isinstance(node, t.Requirements):
            return self.requirements(node, bound)
        return super().expr(node, bound)

    def requirements(self, node: t.Requirements, bound: Bound) -> Typed | None:
        """`requirements of D`: a condition. Its `param` is the decision."""
        decision = self.expr(node.decision, bound)
        if decision is None:
            return None
        if decision.op != "decision":
            problem = Problem(WRONG_ARGUMENTS, "`requirements of` takes the name of a decision")
            return self.report(problem, node.decision.span)
        if decision.param not in self.required:
            help = "name the decision alone, or write the condition itself"
            name = decision.param.rpartition(".")[2]
            return self.report(Problem(WRONG_ARGUMENTS, f"no clause says what `{name}` requires", help=help), node.decision.span)
        return Typed("requirements", types.BOOLEAN, param=decision.param, span=node.span)


def check_claims(file: t.PolicyFile, checker: Checker, clauses: Iterable[CheckedClause]) -> tuple[Claim, ...]:
    """The claims of a file that have no mistake in them. `clauses` are those of the file and of the policies that it uses."""
    required = frozenset(c.symbol.qualified for c in clauses if c.effect == "require")
    within = ClaimChecker(checker.scope, checker.problems, checker.cyclic, checker.defined, required=required)
    made = []
    titles: set[str] = set()
    for d in file.declarations:
        if not isinstance(d, t.Verify):
            continue
        if d.title.text in titles:
            help = "give each claim a title of its own: reports name it by its title"
            checker.problems.append(Diagnostic.at(DUPLICATE_NAME, d.title.span, "a second `verify` with this title", help=help))
        titles.add(d.title.text)
        premise, conclusion = within.truth(d.premise, {}), within.truth(d.conclusion, {})
        assuming = None if d.assuming is None else within.truth(d.assuming, {})
        if premise is not None and conclusion is not None and (assuming is not None or d.assuming is None):
            made.append(Claim(d, premise, conclusion, assuming))
    return tuple(made)
