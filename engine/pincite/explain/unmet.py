"""All that stands between the facts and another answer: every failing element at the leaf, and every fact that is not established.

An element that is satisfied asks for nothing more, so what lies in it is not needed. In a block of alternatives each limb is listed and
marked as one. What is not established is listed where it is decisive as the facts stand, and also where it will have to be shown once
the unmet elements are met; the two are told apart.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from pincite.explain.case import ASKED, Case
from pincite.explain.display import type_named
from pincite.explain.proof import ClauseProof, ElementProof, Finding, Missing, Passage, Place, QuestionProof, RecordProof, Unmet
from pincite.explain.reasons.first_day import first_day
from pincite.explain.wording import joined as joined_by, listing
from pincite.facts.display import show_days
from pincite.facts.judgements import DIFFER
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import DateRange, Elapsed, Records
from pincitec.semantics.verdicts import GAP

MOST_RECORDS: Final = 5
"""How many failing records of a list are told one by one; the table of the list shows them all."""

WHICH_DAY: Final = "no rule on file says which day counts"
"""Why a period that would end on a day which does not exist settles nothing."""


class Leaf(NamedTuple):
    """An element that is not as it is wanted: failing, or not determined. `wanted` is the truth that would help."""

    clause: ClauseProof
    element: ElementProof
    wanted: int
    alternative: bool
    group: str
    through: str | None
    limb: str = ""


class Around(NamedTuple):
    """Where an element stands: its clause, the block it is a limb of and which limb, the question that led there, its place among the
    elements."""

    clause: ClauseProof
    alternative: bool = False
    group: str = ""
    through: str | None = None
    path: tuple[int, ...] = ()
    limb: str = ""


def leaves(questions: tuple[QuestionProof, ...]) -> tuple[Leaf, ...]:
    """Every leaf that stands in the way of the question asked, each once, in the order of the law."""
    found: dict[tuple[str, int, int, str | None], Leaf] = {}
    for leaf in of_question(questions, questions[0], frozenset()):
        found.setdefault((leaf.clause.id, leaf.element.node, leaf.wanted, leaf.through), leaf)
    return tuple(found.values())


def of_question(
    questions: tuple[QuestionProof, ...], question: QuestionProof, above: frozenset[int], asking: Leaf | None = None
) -> Iterator[Leaf]:
    """The leaves of a question. `asking` is the element that asks it, if one does: what is needed here is needed as that is."""
    if question.number in above or question.verdict not in (FAILS, UNDETERMINED, GAP):
        return
    above = above | {question.number}
    through = question.asks if question.number else None
    for clause in question.clauses:
        around = Around(clause, group=clause.id, through=through)
        if asking is not None and asking.alternative:
            around = around._replace(alternative=True, group=asking.group, limb=f"{asking.limb}/{question.number}")
        if question.kind == "value":
            if clause.guard == FAILS and question.verdict != GAP:
                continue
            if clause.guard != FAILS and clause.value is None:
                for number in clause.questions:
                    yield from of_question(questions, questions[number], above)
        for condition in clause.applicability if clause.guard == UNDETERMINED else ():
            if condition.truth == UNDETERMINED:
                yield Leaf(clause, condition, HOLDS, False, clause.id, through)
        wanted = FAILS if clause.effect == "deny" else HOLDS
        if clause.effect == "deny" and clause.guard == FAILS:
            continue
        if clause.heading and clause.guard == UNDETERMINED:
            yield from (leaf for leaf in of_element(clause.heading, HOLDS, around) if leaf.element.truth == UNDETERMINED)
        asked = None if clause.root is None or clause.root.truth == wanted else clause.asked
        for element, want in ((asked, wanted), *((e, FAILS) for e in clause.exceptions)):
            if element is not None:
                for leaf in of_element(element, want, around):
                    below = [x for number in leaf.element.questions for x in of_question(questions, questions[number], above, leaf)]
                    # a decision that is a condition is not listed beside its own elements: they say what it lacks
                    if not below or leaf.element.facts or leaf.element.measure:
                        yield leaf
                    yield from below


def of_element(element: ElementProof, wanted: int, around: Around) -> Iterator[Leaf]:
    if element.truth == wanted:
        return
    kind = {"and": "all", "or": "any"}.get(element.joined or "", element.kind)
    parts = tuple(o._replace(passage=element.passage) for o in element.operands) or element.children
    if kind not in ("all", "any", "none", "at_least", "choose") or not parts:
        yield Leaf(around.clause, element, wanted, around.alternative, around.group, around.through, around.limb)
        return
    below = NOT[wanted] if kind == "none" else wanted
    either = {"all": wanted == FAILS, "any": wanted == HOLDS, "none": wanted == FAILS, "at_least": True}.get(kind, False)
    if either and len(parts) > 1:
        place = ".".join(str(i) for i in around.path) or "0"
        around = around._replace(alternative=True, group=f"{around.clause.id}/{place}")
    for i, child in enumerate(parts, 1):
        path = (*around.path, i)
        limb = ".".join(map(str, path)) if either else around.limb
        yield from of_element(child, below, around._replace(path=path, limb=limb))


def unmet(case: Case, found: tuple[Leaf, ...], findings: dict[str, Finding], alone: frozenset[int] = frozenset()) -> tuple[Unmet, ...]:
    """The leaves that are decided the wrong way. The same comparison of the same facts is listed once, whatever asks for it. `alone` are
    the nodes of which one alone suffices for a refusal.

    What a reading alone decides (`uncited false`) is nothing that the case lacks: the letter's readings say it. `docs/semantics.md#why-not`
    defines what is listed.
    """
    collected: dict[tuple[int, int], Unmet] = {}
    alike = Alike(case, {}, {})
    for leaf in found:
        by_reading = leaf.element.node >= 0 and case.node(case.peel(leaf.element.node)).op == "const"
        if leaf.element.truth == NOT[leaf.wanted] != UNDETERMINED and not by_reading:
            key = (alike.number(leaf.element.node), leaf.wanted)
            number = case.peel(leaf.element.node)
            in_time = first_day(case, number, leaf.wanted)
            made = unmet_element(leaf, findings)._replace(met_on=in_time.on, never=in_time.never, alone=number in alone)
            collected[key] = joined(collected[key], made) if key in collected else made
    return tuple(collected.values())


class Alike(NamedTuple):
    """Numbers for what nodes compute from the facts, by whatever definition: the same for two that compute the same."""

    case: Case
    numbers: dict[int, int]
    known: dict[tuple[object, ...], int]

    def number(self, node_number: int) -> int:
        place = self.case.peel(node_number)
        if place not in self.numbers:
            node = self.case.node(place)
            inside = (place,) if node.op in ASKED else tuple(self.number(a) for a in node.args)
            self.numbers[place] = self.known.setdefault((node.op, node.type, node.param, *inside), len(self.known))
        return self.numbers[place]


def joined(first: Unmet, second: Unmet) -> Unmet:
    """One shortfall that two places ask for: it stands where it is needed in any case, if one of them needs it so."""
    if first.alternative and not second.alternative:
        first, second = second, first
    others = (*first.also_through, *((second.through,) if second.through else ()), *second.also_through)
    return first._replace(
        passages=tuple(dict.fromkeys((*first.passages, *second.passages))),
        also_through=tuple(dict.fromkeys(o for o in others if o != first.through)),
        alone=first.alone or second.alone,
        also_limbs=(*first.also_limbs, *(((second.group, second.limb),) if second.alternative else ()), *second.also_limbs),
    )


def words_for(leaf: Leaf) -> tuple[Passage, ...]:
    """The words that ask for an element: its own, or those of the conditions on its records, or those of its clause."""
    own = tuple(e.passage for e in leaf.element.walk() if e.passage)
    return own[:1] if leaf.element.passage else own or (() if leaf.element in leaf.clause.applicability else leaf.clause.own[-1:])


def unmet_element(leaf: Leaf, findings: dict[str, Finding]) -> Unmet:
    element = leaf.element
    return Unmet(
        leaf.clause.id,
        leaf.clause.citation,
        words_for(leaf),
        element.text or "",
        said(element, findings),
        element.facts,
        element.measure,
        leaf.alternative,
        leaf.group,
        leaf.wanted == FAILS,
        cure(leaf, findings),
        leaf.through,
        limb=leaf.limb,
    )


def said(element: ElementProof, findings: dict[str, Finding]) -> str:
    """What was found, in one phrase: the value with its gap, the records that fail, or the statement of each fact."""
    if element.measure and element.measure.value is not None:
        gap = f" ({element.measure.gap})" if element.measure.gap else ""
        return f"{element.measure.subject}: {element.measure.value}{gap}"
    if element.kind == "some" or (element.kind in ("every", "every_or_none") and element.truth == FAILS):
        told = [record_said(r) for r in element.records if r.truth == element.truth]
        if told:
            return "; ".join(told[:MOST_RECORDS]) + (f"; and {len(told) - MOST_RECORDS} more" if len(told) > MOST_RECORDS else "")
    known = [findings[name].statement for name in element.facts if name in findings]
    return "; ".join(known) or f"{element.text}: {'no' if element.truth == FAILS else 'yes'}"


def record_said(record: RecordProof) -> str:
    """What is on file of a record: "in 2018-19, instructional days: 150 days"."""
    known = tuple(f"{label}: {value}" for label, value in record.fields if value is not None)
    return f"in {record.key}, {listing(known)}" if known else f"in {record.key}"


def cure(leaf: Leaf, findings: dict[str, Finding]) -> str:
    """What would change this element."""
    element, measured = leaf.element, leaf.element.measure
    if leaf.wanted == FAILS:
        return f"this would have to cease to be so: {said(element, findings)}"
    if measured:
        return f"{measured.subject}: {measured.needed}" + (f" ({measured.gap})" if measured.gap and not measured.met_on else "")
    conditions = [findings[n].label for n in element.facts if n in findings and findings[n].truth is not None]
    if element.kind == "condition" and conditions and len(conditions) == len(element.facts):
        return f"it is shown: {'; '.join(conditions)}"
    return f"it is shown: {element.text}"


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
