"""Which sets of elements suffice for the verdict of a question: the verdict algebra, read backwards, with defeat.

Follows the tables of `docs/semantics.md#verdicts`. A clause is set aside where its guard fails or where one that is not itself set aside
displaces it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pincite.explain.case import Case
from pincite.explain.clauses import pairs_of
from pincite.explain.proof import QuestionProof
from pincite.explain.reasons.sufficient import NONE, Reasons, Sets, each, either
from pincitec.graph.clauses import Question
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.verdicts import CONFLICT, GAP


class Way(NamedTuple):
    """One way to the result: the place of the clause that leads to it, and what suffices."""

    clause: int
    sets: Sets


class Settled:
    """The clauses of a question after defeat."""

    def __init__(self, case: Case, question: Question, proof: QuestionProof, reasons: Reasons, *, of_many: bool = False) -> None:
        self.case, self.question, self.proof, self.reasons, self.of_many = case, question, proof, reasons, of_many
        self.displacing: dict[int, list[int]] = {}
        for i, j in pairs_of(case, question):
            self.displacing.setdefault(j, []).append(i)

    def counts(self, i: int) -> Sets:
        """What suffices for clause i to count: its guard holds, and nothing displaces it."""
        own = self.reasons.of(self.question.clauses[i].guard, HOLDS)
        return each((own, *(self.aside(j) for j in self.displacing.get(i, ())))) if own.sets else NONE

    def aside(self, i: int) -> Sets:
        """What suffices for clause i to be set aside."""
        own = self.reasons.of(self.question.clauses[i].guard, FAILS)
        return either((own, *(self.counts(j) for j in self.displacing.get(i, ())))) if i in self.displacing else own

    def stands(self, i: int, truth: int) -> Sets:
        """What suffices for clause i to be in force, or not to be: whether an act applies that brought or struck its words."""
        return self.reasons.of(self.question.clauses[i].standing, truth)

    def some_stands(self, places: Iterable[int]) -> Sets:
        """What suffices for one of several clauses to be in force: without it the verdict would be another one."""
        return either(self.stands(i, HOLDS) for i in places)

    def ways(self) -> Iterator[Way]:
        """The ways to the verdict of the question, in the order of its clauses; none for what is undetermined or not applicable."""
        effects = [c.effect for c in self.proof.clauses]
        places = range(len(effects))
        grants = [i for i in places if effects[i] == "grant"]
        denies = [i for i in places if effects[i] == "deny"]
        requires = [i for i in places if effects[i] == "require"]
        match self.proof.verdict:
            case code if self.proof.kind == "value":
                yield from self.value_ways(code)
            case code if code == HOLDS:
                rest = tuple(self.aside(i) for i in (*requires, *denies))
                yield from (Way(i, each((own, *rest))) for i in grants if (own := self.counts(i)).sets)
            case code if code == FAILS:
                yield from (Way(i, own) for i in requires if (own := self.counts(i)).sets)
                refused = either((self.some_stands(grants), *(self.counts(i) for i in denies)))
                if (none := each((*(self.aside(i) for i in grants), refused))).sets:
                    yield from self.led(none, [i for i in grants if self.proof.clauses[i].standing != FAILS], denies)
            case code if code == CONFLICT:
                yield from (Way(i, own) for i in (*grants, *denies) if (own := self.counts(i)).sets)

    def led(self, none: Sets, granting: list[int], denying: list[int]) -> Iterator[Way]:
        """The sets by which nothing grants, by clause: the first in force that does not grant by its own conditions, else one that
        displaces it, else one that denies."""
        found: dict[int, list[frozenset[int]]] = {}
        for one in none.sets:
            found.setdefault(self.leading(one, granting, denying), []).append(one)
        yield from (Way(i, Sets(tuple(sets), none.cut)) for i, sets in found.items())

    def leading(self, one: frozenset[int], granting: list[int], denying: list[int]) -> int:
        for i in granting:
            if any(own <= one for own in self.reasons.of(self.question.clauses[i].guard, FAILS).sets):
                return i
        displacing = dict.fromkeys(j for i in granting for j in self.displacing.get(i, ()))
        counting = (j for j in (*displacing, *denying) if any(own <= one for own in self.counts(j).sets))
        return next(counting, (granting or denying)[0])

    def value_ways(self, verdict: int) -> Iterator[Way]:
        clauses = self.proof.clauses
        if verdict == HOLDS:
            for i, clause in enumerate(clauses):
                if clause.value == self.proof.value and (own := self.counts(i)).sets:
                    yield Way(i, each((own, *self.others_aside(i))))
        elif verdict == CONFLICT:
            yield from (Way(i, own) for i in range(len(clauses)) if (own := self.counts(i)).sets)
        elif verdict == GAP and (none := each((*map(self.aside, range(len(clauses))), self.some_stands(range(len(clauses)))))).sets:
            yield Way(next((i for i, c in enumerate(clauses) if c.applies), 0), none)

    def others_aside(self, i: int) -> Iterator[Sets]:
        """What suffices for the clauses to be set aside that give another value than clause i. Of many cases, also for those that give the
        same one in this case and are set aside, if they may give another in another case."""
        clauses = self.proof.clauses
        for j, clause in enumerate(clauses):
            differs = clause.value != clauses[i].value
            if differs or (self.of_many and j != i and self.may_differ(i, j)):
                aside = self.aside(j)
                if differs or aside.sets:
                    yield aside

    def may_differ(self, i: int, j: int) -> bool:
        """Whether the values of two clauses that are equal are so by chance: not where both are written, or where they are one."""
        one, other = (self.question.clauses[k].value for k in (i, j))
        if one is None or other is None:
            return one is not other
        one, other = self.case.peel(one), self.case.peel(other)
        return one != other and not (self.case.node(one).op == self.case.node(other).op == "const")
