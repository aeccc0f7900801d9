"""Decisions → questions: the clauses that bear on a decision, and the verdict they come to.

A decision is asked as a whole, or under one provision alone, or with facts supposed; each way is one question, made once.
"""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.laws import Located
from pincitec.check.remarks import Applicability
from pincitec.check.typed import Tested
from pincitec.diagnostics import Span
from pincitec.graph.clauses import MISSING_DAY, ClauseNodes, Element, Question, Standing
from pincitec.graph.nodes import Builder
from pincitec.lower.conditions import Conditions
from pincitec.lower.expressions import Expressions, Scope
from pincitec.semantics.truth import HOLDS
from pincitec.syntax import pol_tree as t


@frozen
class Numbered:
    """A clause with its number in the pack, its quotations' numbers by place, its standings, and what its module says of acts (with the
    numbers of the words quoted for it)."""

    number: int
    clause: CheckedClause
    quotes: Mapping[Span, int]
    standings: tuple[Standing, ...]
    applicability: tuple[Applicability, ...]
    applicability_quotes: tuple[int, ...]


class Questions:
    """Makes the questions of all decisions."""

    def __init__(
        self,
        builder: Builder,
        clauses: tuple[Numbered, ...],
        kinds: Mapping[str, str],
        types: Mapping[str, str],
        places: Mapping[t.Cite, Located],
        defeats: frozenset[tuple[str, str]],
    ) -> None:
        self.builder = builder
        self.bearing: dict[str, list[Numbered]] = {}
        for c in clauses:
            if c.clause.effect != "define":
                self.bearing.setdefault(c.clause.symbol.qualified, []).append(c)
        self.kinds = kinds
        self.types = types
        self.places = places
        self.defeats = defeats
        definitions = {c.clause.symbol.qualified: (c.number, c.clause) for c in clauses if c.clause.effect == "define"}
        self.quotes = {c.number: c.quotes for c in clauses}
        self.numbered = {c.number: c for c in clauses}
        rules = {c.clause.span.path: (c.number, c.clause) for c in clauses if c.clause.verb == MISSING_DAY}
        self.expressions = Expressions(builder, definitions, self.operand, self.test, self.required, self.standing, rules)
        self.made: dict[Any, Question] = {}

    def operand(self, decision: str, cite: t.Cite | None, scope: Scope) -> int:
        """A decision as operand of an expression: its truth, or its value."""
        question = self.ask(decision, None if cite is None else self.places[cite], scope.supposed)
        if self.kinds[decision] == "value":
            return self.builder.add("value_of", self.types[decision], (question.verdict,))
        return self.builder.add("truth_of", "boolean", (question.verdict,))

    def test(self, number: int, condition: Tested, scope: Scope) -> int:
        """The body of a definition that is made of conditions."""
        return Conditions(self.expressions, self.quotes[number]).lower(condition, scope).node

    def standing(self, number: int, scope: Scope) -> int:
        """Whether a clause stands, under the conditions of the acts that apply only to some."""
        one = self.numbered[number]
        conditional = any(s.when is not None for s in one.standings)
        conditions = Conditions(self.expressions, one.quotes)
        whens = [conditions.lower(a.condition, Scope(scope.supposed)).node for a in one.applicability if conditional]
        return self.builder.add("clause", "boolean", (self.builder.const("boolean", HOLDS), *whens), number)

    def required(self, decision: str) -> int:
        """Whether all is met that clauses require of a decision: only what a policy claims of it (`verify`) asks for that."""
        return requirements(self.ask(decision, None, {}), self.builder)

    def ask(self, decision: str, place: Located | None, supposed: Mapping[str, int]) -> Question:
        """The question of a decision, by the clauses of one provision or by all, with some facts supposed."""
        key = (decision, None if place is None else (place.section, place.identity), tuple(sorted(supposed.items())))
        if key not in self.made:
            clauses = [c for c in self.bearing.get(decision, ()) if bears(c, place)]
            nodes = tuple(self.clause(c, supposed) for c in clauses)
            defeats = tuple(
                (i, j) for i, a in enumerate(clauses) for j, b in enumerate(clauses) if (a.clause.id, b.clause.id) in self.defeats
            )
            if self.kinds[decision] == "value":
                states = [s for n in nodes if n.value is not None for s in (n.standing, n.guard, n.value)]
                verdict = self.builder.add("decide_value", "outcome", states, (defeats,))
            else:
                effects = tuple(c.clause.effect for c in clauses)
                verdict = self.builder.add("decide", "verdict", [s for n in nodes for s in (n.standing, n.guard)], (effects, defeats))
            under = None if place is None else place.citation
            self.made[key] = Question(decision, verdict, nodes, under, tuple(sorted(supposed.items())))
        return self.made[key]

    def clause(self, one: Numbered, supposed: Mapping[str, int]) -> ClauseNodes:
        """A clause in the graph, with the facts of a question supposed."""
        build, clause, scope = self.builder, one.clause, Scope(supposed)
        conditions = Conditions(self.expressions, one.quotes)
        guards = tuple(under_heading(one, i, conditions.lower(g, scope)) for i, g in enumerate(clause.guards))
        exceptions = tuple(conditions.lower(e, scope) for e in clause.exceptions)
        value = None if clause.value is None else self.expressions.lower(clause.value, scope)
        always = build.const("boolean", HOLDS)
        root: Element | None
        if clause.condition is not None:
            root = self.requirement(guards, conditions.lower(clause.condition, scope))
            guard = build.add("not", "boolean", (root.node,))
        elif not guards:
            root, guard = None, always
        elif len(guards) == 1:
            root, guard = guards[0], guards[0].node
        else:
            guard = build.add("and", "boolean", [g.node for g in guards])
            root = Element("all", guard, children=guards)
        for exception in exceptions:
            guard = build.add("and", "boolean", (guard, build.add("not", "boolean", (exception.node,))))
        conditional = any(s.when is not None for s in one.standings)
        applicability = tuple(
            evolve(conditions.lower(a.condition, scope), quote=quote)
            for a, quote in zip(one.applicability, one.applicability_quotes, strict=True)
            if conditional
        )
        whens = [a.node for a in applicability]
        standing = build.add("clause", "boolean", (always, *whens), one.number)
        guarded = build.add("clause", "boolean", (guard, *whens), one.number)
        return ClauseNodes(one.number, standing, guarded, value, root, exceptions, applicability)

    def requirement(self, guards: tuple[Element, ...], asked: Element) -> Element:
        """What a `requires` asks: under a heading (`when … { }`), only of those whom the heading names."""
        if not guards:
            return asked
        build = self.builder
        named = guards[0] if len(guards) == 1 else Element("all", build.add("and", "boolean", [g.node for g in guards]), children=guards)
        others = Element("none", build.add("not", "boolean", (named.node,)), children=(named,))
        return Element("any", build.add("or", "boolean", (others.node, asked.node)), children=(others, asked))


def requirements(question: Question, builder: Builder) -> int:
    """Whether all is met that the clauses in force require of a decision.

    It is the verdict on the decision if it were granted: what its other clauses grant or deny is set aside, and what any of them
    displaces still is. Where no clause in force requires anything it is undetermined.
    """
    match builder.nodes[question.verdict].param:
        case (tuple(effects), defeats):
            kinds = tuple("require" if e == "require" else "grant" for e in effects)
        case _:
            raise AssertionError("a value requires nothing")  # INVARIANT: the checker lets only other decisions stand here
    always = builder.const("boolean", HOLDS)
    states = [n for part in question.clauses for n in (part.standing, part.guard)]
    verdict = builder.add("decide", "verdict", (*states, always, always), ((*kinds, "grant"), defeats))
    stands = builder.add("or", "boolean", [p.standing for p, kind in zip(question.clauses, kinds, strict=True) if kind == "require"])
    met = builder.add("truth_of", "boolean", (verdict,))
    return builder.add("undetermined_unless", "boolean", (stands, met))


def under_heading(one: Numbered, place: int, guard: Element) -> Element:
    """The condition of a heading rests on the heading's own words, where it quotes none itself. Headings come first among the guards; the
    condition of a clause or of a row of a table has no words but those that it quotes."""
    if guard.quote is not None or place >= len(one.clause.headings):
        return guard
    return evolve(guard, quote=one.quotes[one.clause.quotes[one.clause.headings[place]].quote.span])


def bears(one: Numbered, place: Located | None) -> bool:
    """Whether a clause belongs to a provision, or to one within it."""
    return place is None or one.clause.place.lies_in(place)
