"""What is not established and an open element, or a value, turns on: each fact with every place that asks for it.

A fact is listed where it is decisive as the facts stand, and also where it will have to be shown once the unmet elements are met; the two
are told apart.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pincite.explain.case import Case
from pincite.explain.display import type_named
from pincite.explain.leaves import Leaf
from pincite.explain.proof import ElementProof, Finding, Missing, Place, QuestionProof
from pincite.explain.unmet import words_for
from pincite.explain.wording import in_a_word
from pincite.facts.display import show_days
from pincite.facts.judgements import judged_differently
from pincite.texts import both, either, say
from pincitec.graph.nodes import AMOUNTS
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import DateRange, Elapsed, Records


class Reason(NamedTuple):
    """Why a fact settles nothing. `which_day`: because no rule says which of two days counts."""

    text: str
    which_day: bool = False


def missing(case: Case, found: tuple[Leaf, ...], questions: tuple[QuestionProof, ...], findings: dict[str, Finding]) -> tuple[Missing, ...]:
    """The facts that are not established and that an open leaf, or a value that is not known, turns on."""
    collected: dict[str, Missing] = {}
    undetermined = questions[0].verdict == UNDETERMINED
    for leaf in found:
        if leaf.element.truth != UNDETERMINED and not (leaf.wanted == HOLDS and any(r.truth == UNDETERMINED for r in leaf.element.records)):
            continue
        place = Place(leaf.clause.id, leaf.clause.citation, words_for(leaf), leaf.element.text or "")
        decisive = undetermined and (leaf.clause.guard == UNDETERMINED or leaf.element in leaf.clause.applicability)
        for name, reason in open_facts(case, leaf.element, findings):
            add(collected, findings[name], reason, place, decisive, leaf)
    for question in questions:
        for clause in question.clauses:
            if question.kind != "value" or question.verdict != UNDETERMINED or clause.guard == FAILS:
                continue
            absent = [(n, findings[n].reason or "") for n in clause.value_facts if clause.value is None and findings[n].missing]
            for name, text in (*absent, *clause.open_lists):
                place = Place(clause.id, clause.citation, clause.passages[:1], "")
                asked = question.asks if question.number else None
                add(collected, findings[name], Reason(findings[name].reason or text), place, undetermined, through=asked)
    return tuple(collected.values())


def add(
    collected: dict[str, Missing],
    finding: Finding,
    reason: Reason,
    place: Place,
    decisive: bool,
    leaf: Leaf | None = None,
    through: str | None = None,
) -> None:
    """Enters a fact, or one more place that asks for it: an element, or the value of another question."""
    before = collected.get(finding.name)
    alternative = leaf is not None and leaf.alternative
    text = merged(before.reason, in_a_word(reason.text)) if before else in_a_word(reason.text)
    which_day = reason.which_day if before is None or text != before.reason else before.which_day
    judges = finding.awaited or finding.judges
    collected[finding.name] = Missing(
        finding.name,
        finding.label,
        text,
        judges,
        tuple(dict.fromkeys((*(before.places if before else ()), place))),
        alternative and (before.alternative if before else True),
        decisive or (before.decisive if before else False),
        False,
        cure(finding, text, which_day=which_day),
        before.through if before else leaf.through if leaf else through,
        before.group if before else leaf.group if leaf else "",
        before.limb if before else leaf.limb if leaf else "",
        finding.judged_by_any,
        differ=judged_differently(finding.missing or ""),
        which_day=which_day,
    )


def cure(finding: Finding, reason: str, *, which_day: bool) -> str:
    """What would establish a fact."""
    label = finding.label
    if not finding.missing:
        if which_day:
            return say("settle which day counts: {label}: {reason}", label=label, reason=reason)
        return say("complete {label}: {reason}", label=label, reason=reason)
    if judged_differently(finding.missing):
        return say("settle between the judgements of {judges}: {label}", judges=both(finding.judges), label=label)
    if finding.judges:
        judges = finding.awaited or finding.judges
        awaited = either(judges) if finding.judged_by_any else both(judges)
        if finding.truth is not None:
            return say("obtain the judgement of {judges} whether this is so: {label}", judges=awaited, label=label)
        return say("obtain the judgement of {judges}: {label}", judges=awaited, label=label)
    if finding.truth is not None:
        return say("establish whether this is so: {label}", label=label)
    return say("provide: {label}", label=label)


def merged(first: str, second: str) -> str:
    """Reasons from several places, each said once."""
    return "; ".join(dict.fromkeys([*first.split("; "), *second.split("; ")]))


def open_facts(case: Case, element: ElementProof, findings: dict[str, Finding]) -> Iterator[tuple[str, Reason]]:
    """The facts that keep a leaf undetermined, each with the reason. What an "and" or "or" inside has settled is passed over."""
    for name in dict.fromkeys(open_under(case, element.node)):
        finding = findings.get(name)
        if finding is None:
            continue
        if finding.missing:
            yield name, Reason(finding.reason or finding.missing)
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


def open_reason(case: Case, element: ElementProof, name: str) -> Reason | None:
    """Why a fact that is on file does not settle an element."""
    value = case.facts.values.get(name)
    if isinstance(type_named(case.pack, case.pack.fact[name].type), ListOf) and isinstance(value, Records):
        fold = case.fold_under(element.node)
        adds_up = fold is not None and case.node(fold).op in AMOUNTS
        gaps = [
            say("in {record}, {fields} not provided", record=record.key, fields=both([f for f, v in record.fields if v is None]))
            for record in element.records
            if record.truth == UNDETERMINED or (adds_up and record.truth == HOLDS and record.amount is None)
            if any(v is None for _, v in record.fields)
        ]
        if not value.complete:
            gaps.append(say("the list does not say that it is complete"))
        return Reason("; ".join(gaps)) if gaps else None
    days = next((v for n in case.walk(element.node) if isinstance(v := case.values[n], DateRange)), None)
    if days is not None and case.truth(element.node) == UNDETERMINED:
        text = say("on file, and compared with a day that is {days}: no rule on file says which day counts", days=show_days(days))
        return Reason(text, which_day=True)
    if isinstance(value, Elapsed):
        text = say("the month in which the period ends has no such day, and no rule on file says which day counts")
        return Reason(text, which_day=True)
    if isinstance(value, (int, str, date)):
        return None
    return Reason(say("known only in part"))
