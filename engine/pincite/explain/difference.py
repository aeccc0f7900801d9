"""The structural difference of two determinations of one decision: what was given otherwise, and what that changes. Compares values of the
proof, never texts of letters; what is equal in both is left out."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pincite.explain.proof import ClauseProof, Determination, ElementProof, Finding, QuestionProof


class Answer(NamedTuple):
    """What one of the two came to. `verdict` is its code, `outcome` the verdict with its reason."""

    verdict: int
    outcome: str
    status: str
    value: str | None
    headline: str
    on: date
    law_on: date
    known_on: date | None


class FactDifference(NamedTuple):
    """A fact that is otherwise: its value in words, or why it is missing. `None` in both: the question does not read it."""

    fact: str
    label: str
    before: str | None
    after: str | None
    missing_before: str | None
    missing_after: str | None


class ClauseDifference(NamedTuple):
    """A clause that stands, applies or gives otherwise. The states are those of `ClauseProof`, `None` where it is not considered at all."""

    clause: str
    citation: str
    decision: str
    title: str | None
    state_before: str | None
    state_after: str | None
    guard_before: int | None
    guard_after: int | None
    value_before: str | None
    value_after: str | None


class ElementDifference(NamedTuple):
    """An element with another truth, value or gap. `words` are those of the law that ask for it; a truth is `None` where it is
    not asked."""

    clause: str
    citation: str
    words: str | None
    text: str
    before: int | None
    after: int | None
    value_before: str | None
    value_after: str | None
    gap_before: str | None
    gap_after: str | None


class ReadingDifference(NamedTuple):
    choice: str
    label: str
    before: str | None
    after: str | None


class LawDifference(NamedTuple):
    """A cited place whose words are others on the other day. `before` and `after`: in force from; `None` where it is not cited, or not
    on file."""

    citation: str
    before: date | None
    after: date | None


class Difference(NamedTuple):
    """All that differs, in the order of the law. `same`: verdict, value and status are alike. `rules`: the rules themselves are others.

    `missing_before` are the facts that were asked for and are no longer, `missing_after` those that are asked for now.
    """

    decision: str
    label: str
    before: Answer
    after: Answer
    same: bool
    rules: bool
    facts: tuple[FactDifference, ...]
    readings: tuple[ReadingDifference, ...]
    law: tuple[LawDifference, ...]
    clauses: tuple[ClauseDifference, ...]
    elements: tuple[ElementDifference, ...]
    missing_before: tuple[str, ...]
    missing_after: tuple[str, ...]


def difference(before: Determination, after: Determination) -> Difference:
    """What differs between two determinations of one decision. Raises `ValueError` for two decisions."""
    if before.decision != after.decision:
        raise ValueError(f"{before.decision} and {after.decision} are two decisions")
    first, second = answer_of(before), answer_of(after)
    asked_before, asked_after = ({m.fact: m.label for m in d.missing if m.decisive} for d in (before, after))
    return Difference(
        before.decision,
        after.label,
        first,
        second,
        (first.verdict, first.value, first.status) == (second.verdict, second.value, second.status),
        before.pack != after.pack,
        tuple(facts(before, after)),
        tuple(readings(before, after)),
        tuple(law(before, after)),
        tuple(clauses(before, after)),
        tuple(elements(before, after)),
        tuple(label for name, label in asked_before.items() if name not in asked_after),
        tuple(label for name, label in asked_after.items() if name not in asked_before),
    )


def answer_of(d: Determination) -> Answer:
    return Answer(d.verdict, d.outcome, d.status, d.value, d.headline, d.on, d.law_on, d.known_on)


def facts(before: Determination, after: Determination) -> Iterator[FactDifference]:
    first, second = ({f.name: f for f in d.findings} for d in (before, after))
    for name in dict.fromkeys((*first, *second)):
        one, other = first.get(name), second.get(name)
        if stated(one) != stated(other) and (one is not None or other is not None):
            label = one.label if one else other.label if other else name
            yield FactDifference(name, label, said(one), said(other), one.missing if one else None, other.missing if other else None)


def stated(finding: Finding | None) -> object:
    return None if finding is None else (finding.exact, finding.value, finding.truth, finding.missing, finding.said)


def said(finding: Finding | None) -> str | None:
    return None if finding is None or finding.missing else finding.value


def readings(before: Determination, after: Determination) -> Iterator[ReadingDifference]:
    first, second = ({r.choice: r for r in d.readings} for d in (before, after))
    for name in dict.fromkeys((*first, *second)):
        one, other = first.get(name), second.get(name)
        if one and other and one.used != other.used:
            yield ReadingDifference(name, one.label, one.used, other.used)


def law(before: Determination, after: Determination) -> Iterator[LawDifference]:
    """Places cited in both with other words, and those cited in one alone where the day of the law is another."""
    first, second = ({(t.section, t.identity): t for t in d.law} for d in (before, after))
    for key in dict.fromkeys((*first, *second)):
        one, other = first.get(key), second.get(key)
        words = [None if t is None else tuple((u.designator, tuple(p.text for p in u.pieces)) for u in t.units) for t in (one, other)]
        if words[0] != words[1] and before.law_on != after.law_on:
            citation = other.citation if other else one.citation if one else ""
            yield LawDifference(citation, one.from_ if one else None, other.from_ if other else None)


# ---- clauses and their elements


def clauses_of(d: Determination) -> dict[tuple[object, ...], tuple[QuestionProof, ClauseProof]]:
    """Every clause considered, by what tells it from the others: the question it was considered for, and its name."""
    return {(q.decision, q.under, q.supposed, c.id): (q, c) for q in d.questions for c in q.clauses}


def clauses(before: Determination, after: Determination) -> Iterator[ClauseDifference]:
    first, second = clauses_of(before), clauses_of(after)
    for key in dict.fromkeys((*first, *second)):
        one, other = (found[1] if found else None for found in (first.get(key), second.get(key)))
        shown = other or one
        if shown is None or not (applies(one) or applies(other)):
            continue
        states = [(c.state, c.guard, c.value, c.defeated_by) if c else None for c in (one, other)]
        if states[0] != states[1]:
            yield ClauseDifference(
                *(shown.id, shown.citation, shown.decision, shown.title),
                one.state if one else None,
                other.state if other else None,
                one.guard if one else None,
                other.guard if other else None,
                one.value if one else None,
                other.value if other else None,
            )


def applies(clause: ClauseProof | None) -> bool:
    return clause is not None and clause.applies


def elements(before: Determination, after: Determination) -> Iterator[ElementDifference]:
    first, second = clauses_of(before), clauses_of(after)
    seen: set[ElementDifference] = set()
    for key in dict.fromkeys((*first, *second)):
        one, other = (found[1] if found else None for found in (first.get(key), second.get(key)))
        clause = other or one
        if clause is None or not (applies(one) and applies(other)):
            continue  # that a clause comes or goes is told of the clause
        leaves_before, leaves_after = (leaves_of(c) if c is not None else {} for c in (one, other))
        for path in dict.fromkeys((*leaves_before, *leaves_after)):
            made = of_element(clause, leaves_before.get(path), leaves_after.get(path))
            if made is not None and made not in seen:
                seen.add(made)
                yield made


def leaves_of(clause: ClauseProof) -> dict[tuple[object, ...], ElementProof]:
    """The elements of a clause that have none in them, by their place; of a choice, by the reading too."""
    found: dict[tuple[object, ...], ElementProof] = {}
    tops: list[tuple[tuple[object, ...], ElementProof | None]] = [(("asks",), clause.root)]
    tops += [(("except", i), e) for i, e in enumerate(clause.exceptions)]
    stack = [(path, e) for path, e in tops if e is not None][::-1]
    while stack:
        path, element = stack.pop()
        inner = [c for c in element.children if not c.per_record]
        if not inner:
            found[path] = element
        stack += [((*path, element.alternative, i), child) for i, child in enumerate(inner)][::-1]
    return found


def of_element(clause: ClauseProof, one: ElementProof | None, other: ElementProof | None) -> ElementDifference | None:
    told = [(e.truth, *measured(e)) if e is not None else (None, None, None) for e in (one, other)]
    shown = other or one
    if shown is None or told[0] == told[1]:
        return None
    (before, value_before, gap_before), (after, value_after, gap_after) = told
    words = shown.passage.words if shown.passage else None
    return ElementDifference(
        *(clause.id, clause.citation, words, shown.text or "", before, after, value_before, value_after, gap_before, gap_after)
    )


def measured(element: ElementProof) -> tuple[str | None, str | None]:
    return (element.measure.value, element.measure.gap) if element.measure else (None, None)
