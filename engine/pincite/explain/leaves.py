"""The elements at which an answer hangs: those that are not as they are wanted, taken apart to the leaf, in the order of the law.

An element that is satisfied asks for nothing more, so what lies in it is not needed. In a block of alternatives each limb is listed and
marked as one, but for those that can never come about. `docs/semantics.md#why-not` defines which elements fail.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pincite.explain.case import Case
from pincite.explain.proof import ClauseProof, ElementProof, QuestionProof
from pincite.explain.reach import Reach, connective, needed_of
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.verdicts import GAP


class Leaf(NamedTuple):
    """An element that is not as it is wanted: failing, or not determined. `wanted` is the truth that would help. `among`: of the
    alternatives of which it is one, so many are needed."""

    clause: ClauseProof
    element: ElementProof
    wanted: int
    alternative: bool
    group: str
    through: str | None
    limb: str = ""
    among: int = 1


class Around(NamedTuple):
    """Where an element stands: its clause, the block it is a limb of and which limb, the question that led there, its place among the
    elements."""

    clause: ClauseProof
    alternative: bool = False
    group: str = ""
    through: str | None = None
    path: tuple[int, ...] = ()
    limb: str = ""
    among: int = 1


def leaves(case: Case, questions: tuple[QuestionProof, ...]) -> tuple[Leaf, ...]:
    """Every leaf that stands in the way of the question asked, once for each place that asks for it, in the order of the law."""
    found: dict[tuple[str, int, int, str | None, str, str], Leaf] = {}
    for leaf in of_question(Reach(case, questions), questions[0], frozenset()):
        found.setdefault((leaf.clause.id, leaf.element.node, leaf.wanted, leaf.through, leaf.group, leaf.limb), leaf)
    return tuple(found.values())


def of_question(reach: Reach, question: QuestionProof, above: frozenset[int], asking: Leaf | None = None) -> Iterator[Leaf]:
    """The leaves of a question. `asking` is the element that asks it, if one does: what is needed here is needed as that is."""
    if question.number in above or question.verdict not in (FAILS, UNDETERMINED, GAP):
        return
    above = above | {question.number}
    through = question.asks if question.number else None
    granted = any(c.effect == "grant" and c.guard == HOLDS for c in question.clauses)
    sure = {c.effect for c in question.clauses if c.standing == HOLDS}
    for clause in question.clauses:
        around = Around(clause, group=clause.id, through=through)
        if asking is not None and asking.alternative:
            around = around._replace(alternative=True, group=asking.group, limb=f"{asking.limb}/{question.number}")
        silent = not sure or (clause.effect == "grant" and "grant" not in sure)  # that it stands is then needed for any answer
        for condition in clause.applicability if clause.guard == UNDETERMINED or silent else ():
            if condition.truth == UNDETERMINED:
                yield Leaf(clause, condition, HOLDS, False, clause.id, through)
        if question.kind == "value":
            if clause.guard == FAILS and question.verdict != GAP:
                continue
            if clause.guard != FAILS and clause.value is None:
                for number in clause.questions:
                    yield from of_question(reach, reach.questions[number], above)
        lifted = clause.effect in ("deny", "require")
        if lifted and (clause.guard == FAILS or clause.defeated_by):
            continue
        if clause.effect == "grant" and clause.guard != HOLDS and (granted or reach.clause(clause) < reach.goal):
            continue
        if clause.heading and clause.guard == UNDETERMINED:
            yield from (leaf for leaf in of_element(reach, clause.heading, HOLDS, around) if leaf.element.truth == UNDETERMINED)
        wanted = FAILS if clause.effect == "deny" else HOLDS
        asked = None if clause.root is None or clause.root.truth == wanted else clause.asked
        tops = [(asked, wanted), *((e, HOLDS if lifted else FAILS) for e in clause.exceptions)]
        standing = around
        if lifted and sum(e is not None and reach.element(e, want) >= reach.goal for e, want in tops) > 1 and not around.alternative:
            standing = around._replace(alternative=True, group=f"{clause.id}/lifted")
        for place, (element, want) in enumerate(tops):
            if element is None:
                continue
            limb = standing.limb if standing is around else f"exception {place}" if place else "itself"
            for leaf in of_element(reach, element, want, standing._replace(limb=limb)):
                yield from with_questions(reach, leaf, above)


def with_questions(reach: Reach, leaf: Leaf, above: frozenset[int]) -> Iterator[Leaf]:
    """A leaf, or what the decision lacks that is its condition. A decision that would have to cease to hold is one element: of it only what
    is not established is listed."""
    below = [x for number in leaf.element.questions for x in of_question(reach, reach.questions[number], above, leaf)]
    whether = reach.asks(leaf.element, leaf.wanted)
    if (leaf.wanted if whether is None else whether) == FAILS:
        below = [x for x in below if x.element.truth == UNDETERMINED]
    # a decision that is a condition is not listed beside its own elements: they say what it lacks
    if not below or leaf.element.facts or leaf.element.measure:
        yield leaf
    yield from below


def of_element(reach: Reach, element: ElementProof, wanted: int, around: Around) -> Iterator[Leaf]:
    """The leaves of an element that is not as it is wanted."""
    if element.truth == wanted or reach.element(element, wanted) < reach.goal:
        return
    kind, parts = connective(element)
    if not parts:
        yield Leaf(around.clause, element, wanted, around.alternative, around.group, around.through, around.limb, around.among)
        return
    below = NOT[wanted] if kind == "none" else wanted
    needed = needed_of(element, kind, len(parts), wanted)
    possible = sum(not by_reading(p) and reach.element(p, below) >= reach.goal for p in parts)
    either = kind == "at_least" or (needed < len(parts) and possible > 1)
    if either and len(parts) > 1:
        place = ".".join(str(i) for i in around.path) or "0"
        around = around._replace(alternative=True, group=f"{around.clause.id}/{place}", among=needed)
    for i, child in enumerate(parts, 1):
        path = (*around.path, i)
        limb = ".".join(map(str, path)) if either else around.limb
        yield from of_element(reach, child, below, around._replace(path=path, limb=limb))


def by_reading(element: ElementProof) -> bool:
    """Whether a reading alone makes an element what it is: the rules write `false` or `true` there, and no fact can change it."""
    if element.kind == "choose" and element.children:
        return all(by_reading(child) for child in element.children)
    return element.fixed
