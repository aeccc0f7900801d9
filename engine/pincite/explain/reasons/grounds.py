"""The grounds of every question of an answer that is settled: which elements suffice, by which clause, and which ground is the principal.

Principal is the ground by the clause that comes first in the order of the law, those that displace others (`despite`, `subject to`) after
all others; of two clauses of one unit, the one that the rules have first. Of a refusal, a clause that denies comes before a requirement,
and both before a clause that does not grant, as in the sentence of the answer. A conflict has no principal ground.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pincite.explain.case import Case
from pincite.explain.clauses import pairs_of, result
from pincite.explain.conditions import in_words
from pincite.explain.proof import ClauseProof, ElementProof, Ground, GroundPart, Passage, QuestionProof
from pincite.explain.reasons.anew import anew
from pincite.explain.reasons.settled import Settled, Way
from pincite.explain.reasons.sufficient import Reasons, Sets
from pincite.explain.support import order_of_law
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, NOT_APPLICABLE

MOST_LISTED: Final = 16
"""Sets of a ground that are listed."""


class Written(NamedTuple):
    """An element where a clause writes it: as a condition, an exception or the condition of an act; with the words that ask for it."""

    clause: ClauseProof
    role: str
    element: ElementProof
    passages: tuple[Passage, ...]


def grounds(case: Case, questions: Sequence[QuestionProof], *, of_many: bool = False) -> tuple[Ground, ...]:
    """The grounds of every question that bears on the answer, the principal one of each first. `of_many`: those that all cases have in
    which the same conditions hold, whichever values are equal."""
    written = {q.number: elements_of(case, q) for q in questions if q.bears}
    reasons = Reasons(case, frozenset(n for places in written.values() for n in places))
    found: list[Ground] = []
    for proof in questions:
        if proof.bears:
            found += of_question(case, proof, reasons, written[proof.number], of_many=of_many)
    return tuple(found)


def of_question(case: Case, proof: QuestionProof, reasons: Reasons, written: dict[int, list[Written]], *, of_many: bool) -> list[Ground]:
    question = case.questions[proof.number]
    ways = [way for way in Settled(case, question, proof, reasons, of_many=of_many).ways() if way.sets.sets]
    if not ways and proof.verdict not in (UNDETERMINED, NOT_APPLICABLE):
        ways = [shrunk(case, proof, written)]
    if len(ways) > 1:
        displacing = {i for i, _ in pairs_of(case, question)}
        own = {w.clause: case.pack.clauses[question.clauses[w.clause].clause] for w in ways}
        order = order_of_law(case, {c.section for c in own.values()})
        last = (len(order), 0)
        rank = {"deny": 0, "require": 1} if proof.verdict == FAILS else {}
        effect = {w.clause: proof.clauses[w.clause].effect for w in ways}

        def place_of(w: Way) -> tuple[int, bool, tuple[int, int], int]:
            law = order.get((own[w.clause].section, own[w.clause].identity), last)
            return rank.get(effect[w.clause], 2), w.clause in displacing, law, w.clause

        ways.sort(key=place_of)
    return [ground(case, proof, way, written, place == 0 and proof.verdict != CONFLICT) for place, way in enumerate(ways)]


def shrunk(case: Case, proof: QuestionProof, written: dict[int, list[Written]]) -> Way:
    """One minimal set, for a question that is settled although it is open which of two clauses displaces the other: of all elements that
    are settled, one after the other is left out while the result stays."""
    settled = [n for n in written if case.truth(n) != UNDETERMINED]
    before = result(case.values[case.questions[proof.number].verdict])
    kept = list(settled)
    for number in reversed(settled):
        fewer = [n for n in kept if n != number]
        if anew(case, {n: UNDETERMINED for n in settled if n not in fewer}, proof.number) == before:
            kept = fewer
    leading = next((i for i, c in enumerate(proof.clauses) if c.applies and c.guard == HOLDS), 0)
    return Way(leading, Sets((frozenset(kept),), cut=True))


def ground(case: Case, proof: QuestionProof, way: Way, written: dict[int, list[Written]], principal: bool) -> Ground:
    clause = proof.clauses[way.clause]
    listed = way.sets.sets[:MOST_LISTED]
    used = frozenset(n for s in listed for n in s)
    nodes = [n for n in written if n in used] + sorted(used - set(written))
    place = {n: i for i, n in enumerate(nodes)}
    return Ground(
        proof.number,
        clause.id,
        clause.citation,
        clause.effect,
        clause.value if proof.verdict in (HOLDS, CONFLICT) else None,
        principal,
        tuple(part(case, clause, n, written.get(n, ())) for n in nodes),
        tuple(tuple(sorted(place[n] for n in s)) for s in listed),
        way.sets.cut or len(way.sets.sets) > MOST_LISTED,
    )


ROLES: Final = {"deny": "bar", "require": "requirement"}


def part(case: Case, leading: ClauseProof, number: int, places: Sequence[Written]) -> GroundPart:
    """An element of a ground: as the leading clause writes it, else as the first that does."""
    at = next((w for w in places if w.clause.id == leading.id), places[0] if places else None)
    if at is None:
        questions = case.questions_under(number)
        return GroundPart(
            "condition", leading.id, leading.citation, leading.own[-1:], in_words(case, number), case.truth(number),
            case.facts_under(number), questions, number,
        )  # fmt: skip
    role = at.role
    if role == "condition" and at.clause.id != leading.id and at.clause.effect != leading.effect:
        role = ROLES.get(at.clause.effect, "condition")
    element = at.element
    text = element.text or in_words(case, number)
    return GroundPart(
        role, at.clause.id, at.clause.citation, at.passages, text, case.truth(number), element.facts, element.questions, number
    )


def elements_of(case: Case, proof: QuestionProof) -> dict[int, list[Written]]:
    """The elements of a question that are not made of others, by node, in the order in which its clauses write them."""
    found: dict[int, list[Written]] = {}
    for clause in proof.clauses:
        tops = [("act", e) for e in clause.applicability]
        tops += [("condition", clause.root)] if clause.root else []
        tops += [("exception", e) for e in clause.exceptions]
        for role, top in tops:
            for element, passages in ends(top, clause.own[-1:]):
                if element.node >= 0 and case.node(number := case.peel(element.node)).op != "const":
                    found.setdefault(number, []).append(Written(clause, role, element, passages))
    return found


def ends(element: ElementProof, around: tuple[Passage, ...]) -> Iterator[tuple[ElementProof, tuple[Passage, ...]]]:
    """The elements below one that are not taken apart, each with the nearest words around it."""
    words = (element.passage,) if element.passage else around
    parts = element.operands or (element.children if element.kind not in ("some", "every", "every_or_none") else ())
    if not parts:
        own = tuple(e.passage for e in element.walk() if e.passage)
        yield element, words if element.passage else own[:1] or words
    for below in parts:
        yield from ends(below, words)


def alone(found: Sequence[Ground]) -> frozenset[int]:
    """The nodes of the elements of which one alone suffices for the answer, given to whom the acts apply; of another question that alone
    suffices, those that suffice for what it came to."""
    nodes: set[int] = set()
    pending, seen = [0], {0}
    while pending:
        number = pending.pop()
        for one in (g for g in found if g.question == number):
            conditions = [[one.parts[i] for i in s if one.parts[i].role != "act"] for s in one.sets]
            for only in (s[0] for s in conditions if len(s) == 1):
                nodes.add(only.node)
                pending += [q for q in only.questions if q not in seen and len(only.questions) == 1]
                seen.update(only.questions)
    return frozenset(nodes)
