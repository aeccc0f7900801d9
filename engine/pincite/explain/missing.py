"""What is not established and an open element, or a value, turns on: each fact with every place that asks for it.

A fact is listed where it is decisive as the facts stand, and also where it will have to be shown once the unmet elements are met; the two
are told apart.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pincite.explain.case import Case
from pincite.explain.display import type_named
from pincite.explain.leaves import Leaf
from pincite.explain.proof import ElementProof, Finding, Missing, Place, QuestionProof
from pincite.explain.unmet import words_for
from pincite.explain.wording import joined as joined_by, listing
from pincite.facts.display import show_days
from pincite.facts.judgements import DIFFER
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import DateRange, Elapsed, Records

WHICH_DAY: Final = "no rule on file says which day counts"
"""Why a period that would end on a day which does not exist settles nothing."""


def missing(case: Case, found: tuple[Leaf, ...], questions: tuple[QuestionProof, ...], findings: dict[str, Finding]) -> tuple[Missing, ...]:
    """The facts that are not established and that an open leaf, or a value that is not known, turns on."""
    collected: dict[str, Missing] = {}
    undetermined = questions[0].verdict == UNDETERMINED
    for leaf in found:
        if leaf.element.truth != UNDETERMINED and not (leaf.wanted == HOLDS and any(r.truth == UNDETERMINED for r in leaf.element.records)):
            continue
        place = Place(leaf.clause.id, leaf.clause.citation, words_for(leaf), leaf.element.text or "")
        decisive = undetermined and leaf.clause.guard == UNDETERMINED
        for name, reason in open_facts(case, leaf.element, findings):
            add(collected, findings[name], reason, place, decisive, leaf)
    for question in questions:
        for clause in question.clauses:
            if question.kind != "value" or question.verdict != UNDETERMINED or clause.guard == FAILS:
                continue
            absent = [(n, findings[n].missing or "") for n in clause.value_facts if clause.value is None and findings[n].missing]
            for name, reason in (*absent, *clause.open_lists):
                place = Place(clause.id, clause.citation, clause.passages[:1], "")
                asked = question.asks if question.number else None
                add(collected, findings[name], findings[name].missing or reason, place, undetermined, through=asked)
    return tuple(collected.values())


def add(
    collected: dict[str, Missing],
    finding: Finding,
    reason: str,
    place: Place,
    decisive: bool,
    leaf: Leaf | None = None,
    through: str | None = None,
) -> None:
    """Enters a fact, or one more place that asks for it: an element, or the value of another question."""
    before = collected.get(finding.name)
    alternative = leaf is not None and leaf.alternative
    reason = merged(before.reason, reason) if before else reason
    judges = finding.awaited or finding.judges
    asked = f"obtain the judgement of {listing(judges, joined_by(finding.judged_by_any))}" if finding.judges else "provide"
    if (finding.missing or "").startswith(DIFFER):
        asked = f"settle between the judgements of {listing(finding.judges)}"
    cure = f"{asked}: {finding.label}" if finding.missing else f"complete {finding.label}: {reason}"
    if not finding.missing and reason.endswith(WHICH_DAY):
        cure = f"settle which day counts: {finding.label}: {reason}"
    collected[finding.name] = Missing(
        finding.name,
        finding.label,
        reason,
        judges,
        tuple(dict.fromkeys((*(before.places if before else ()), place))),
        alternative and (before.alternative if before else True),
        decisive or (before.decisive if before else False),
        False,
        cure,
        before.through if before else leaf.through if leaf else through,
        before.group if before else leaf.group if leaf else "",
        before.limb if before else leaf.limb if leaf else "",
        finding.judged_by_any,
    )


def merged(first: str, second: str) -> str:
    """Reasons from several places, each said once."""
    return "; ".join(dict.fromkeys([*first.split("; "), *second.split("; ")]))


def open_facts(case: Case, element: ElementProof, findings: dict[str, Finding]) -> Iterator[tuple[str, str]]:
    """The facts that keep a leaf undetermined, each with the reason. What an "and" or "or" inside has settled is passed over."""
    for name in dict.fromkeys(open_under(case, element.node)):
        finding = findings.get(name)
        if finding is None:
            continue
        if finding.missing:
            yield name, finding.missing
        else:
            reason = open_reason(case, element, name)
            if reason:
                yield name, reason


def open_under(case: Case, number: int) -> Iterator[str]:
    number = case.peel(number)
    node = case.node(number)
    if node.op in ("and", "or", "not", "at_least"):
        for arg in node.args:
            if case.truth(arg) == UNDETERMINED:
                yield from open_under(case, arg)
    else:
        yield from case.facts_under(number)


def open_reason(case: Case, element: ElementProof, name: str) -> str | None:
    """Why a fact that is on file does not settle an element."""
    value = case.facts.values.get(name)
    if isinstance(type_named(case.pack, case.pack.fact[name].type), ListOf) and isinstance(value, Records):
        fold = case.fold_under(element.node)
        adds_up = fold is not None and case.node(fold).op == "sum"
        gaps = [
            f"in {record.key}, {listing(tuple(f for f, v in record.fields if v is None))} not provided"
            for record in element.records
            if record.truth == UNDETERMINED or (adds_up and record.truth == HOLDS and record.amount is None)
            if any(v is None for _, v in record.fields)
        ]
        if not value.complete:
            gaps.append("the list does not say that it is complete")
        return "; ".join(gaps) or None
    days = next((v for n in case.walk(element.node) if isinstance(v := case.values[n], DateRange)), None)
    if days is not None and case.truth(element.node) == UNDETERMINED:
        return f"on file, and compared with a day that is {show_days(days)}: {WHICH_DAY}"
    if isinstance(value, Elapsed):
        return f"the month in which the period ends has no such day, and {WHICH_DAY}"
    if isinstance(value, (int, str, date)):
        return None
    return "known only in part"
