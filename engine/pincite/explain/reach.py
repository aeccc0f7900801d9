"""How near a question can come to holding, were every element to turn out as it helps: what can never come about needs nothing.

A decision that no provision in force grants never holds, and neither does what a reading alone closes. So what stands beside it in an "all"
would not help either (`docs/semantics.md#why-not`).
"""

from collections.abc import Sequence
from typing import Final

from pincite.explain.case import Case
from pincite.explain.proof import ClauseProof, ElementProof, QuestionProof
from pincitec.semantics.truth import FAILS, HOLDS, NOT
from pincitec.semantics.verdicts import CONFLICT

NEVER: Final = 0
OPEN: Final = 1
SURELY: Final = 2
"""What an element or a question can come to: the contrary of what is wanted, no better than not determined, what is wanted."""


def connective(element: ElementProof) -> tuple[str, tuple[ElementProof, ...]]:
    """How an element is put together and of what parts; no parts, if it is not taken apart."""
    kind = {"and": "all", "or": "any"}.get(element.joined or "", element.kind)
    parts = tuple(o._replace(passage=element.passage) for o in element.operands) or element.children
    return (kind, parts) if kind in ("all", "any", "none", "at_least", "choose") else (kind, ())


def needed_of(block: ElementProof, kind: str, parts: int, wanted: int) -> int:
    """How many parts of a block have to be as they are wanted."""
    if kind == "at_least" and block.at_least is not None:
        return block.at_least if wanted == HOLDS else parts - block.at_least + 1
    return 1 if (kind == "any") == (wanted == HOLDS) and kind != "choose" else parts


class Reach:
    """What the elements and questions of one answer can come to. Each question is looked at once."""

    def __init__(self, case: Case, questions: Sequence[QuestionProof]) -> None:
        self.case = case
        self.questions = questions
        self.known: dict[int, int] = {}
        self.goal = self.question(0)

    def question(self, number: int) -> int:
        """How near a question comes to holding; at least as near as it is."""
        if number not in self.known:
            self.known[number] = NEVER  # rules that rest on themselves are refused (PC205)
            self.known[number] = max(level(self.questions[number].verdict, HOLDS), self.held(self.questions[number]))
        return self.known[number]

    def held(self, question: QuestionProof) -> int:
        if question.kind == "value" or question.verdict == CONFLICT:
            return SURELY
        granting = [c for c in question.clauses if c.effect == "grant" and c.standing != FAILS]
        granted = max((self.clause(c) for c in granting), default=OPEN)
        return min([granted, *(self.set_aside(c) for c in question.clauses if c.effect in ("deny", "require"))])

    def clause(self, clause: ClauseProof) -> int:
        """How near a clause that grants comes to counting."""
        asked = [] if clause.asked is None else [self.element(clause.asked, HOLDS)]
        stands = SURELY if clause.applicability else level(clause.standing, HOLDS)
        return min([stands, *asked, *(self.element(e, FAILS) for e in clause.exceptions)])

    def set_aside(self, clause: ClauseProof) -> int:
        """How near a clause that denies or requires comes to not counting."""
        if clause.guard == FAILS or clause.defeated_by or clause.asked is None:
            return SURELY if clause.guard == FAILS or clause.defeated_by else NEVER
        wanted = FAILS if clause.effect == "deny" else HOLDS
        return max(self.element(clause.asked, wanted), *(self.element(e, HOLDS) for e in clause.exceptions), level(clause.guard, FAILS))

    def element(self, element: ElementProof, wanted: int) -> int:
        """How near an element comes to being as it is wanted."""
        if element.truth == wanted:
            return SURELY
        kind, parts = connective(element)
        if parts:
            below = NOT[wanted] if kind == "none" else wanted
            nearest = sorted((self.element(p, below) for p in parts), reverse=True)
            return nearest[needed_of(element, kind, len(parts), wanted) - 1]
        if element.fixed:
            return level(element.truth, wanted)
        if self.asks(element, wanted) == HOLDS:
            return min(self.question(n) for n in element.questions)
        return SURELY

    def asks(self, element: ElementProof, wanted: int) -> int | None:
        """Of an element that is another decision, or its contrary: whether that one has to hold or to fail. `None` of any other."""
        number = self.case.peel(element.node) if element.node >= 0 and element.questions else -1
        while number >= 0 and self.case.node(number).op == "not":
            wanted, number = NOT[wanted], self.case.peel(self.case.node(number).args[0])
        return wanted if number >= 0 and self.case.node(number).op == "truth_of" else None


def level(truth: int, wanted: int) -> int:
    return SURELY if truth == wanted else NEVER if truth == NOT[wanted] else OPEN
