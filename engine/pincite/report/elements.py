"""From the proof of an element to what a letter shows of it: quotation, then finding, then the result."""

from collections.abc import Mapping
from typing import NamedTuple

from pincite.explain.display import show_date
from pincite.explain.proof import ElementProof, Measure, Passage, QuestionProof, ReadingProof
from pincite.explain.wording import finish
from pincite.facts.display import show_truth
from pincite.report.profiles import CASEWORKER, Profile
from pincite.report.view import ElementView, FindingView, Quotation, Table
from pincite.texts import msgid, plural, say
from pincitec.semantics.truth import FAILS, HOLDS, NAMES

RESULTS = {
    "met": msgid("met"),
    "unmet": msgid("not met"),
    "open": msgid("not determined"),
    "idle": msgid("not needed"),
    "either": msgid("either way"),
}


class Numbered(NamedTuple):
    """What elements refer to: findings by fact with their numbers, what each says, the readings by choice, and what each question came
    to, by its number; and for whom they are set out. `either`: what is open does not matter to the answer. `deciding` are the nodes of the
    elements that are part of a ground. `barring`: what they ask is needed by nobody, it stands in the way.
    """

    findings: Mapping[str, FindingView]
    statements: Mapping[str, str]
    readings: Mapping[str, ReadingProof]
    answers: tuple[str, ...]
    profile: Profile = CASEWORKER
    either: bool = False
    deciding: frozenset[int] = frozenset()
    barring: bool = False


def quotation(passage: Passage | None) -> Quotation | None:
    if passage is None:
        return None
    note = None
    if passage.elided:
        note = say("the words left out: {words}", words="; ".join(f"“{w}”" for w in passage.elided))
    return Quotation(passage.words, passage.citation, note, passage.link)


def state_of(element: ElementProof) -> str:
    if element.per_record:
        return "plain"
    if element.truth == HOLDS:
        return "met"
    if not element.needed:
        return "idle"
    return "unmet" if element.truth == FAILS else "open"


def element_view(element: ElementProof, number: str, around: Numbered, question: QuestionProof, level: int = 0) -> ElementView:
    state = state_of(element)
    if around.either and state == "open":
        state = "either"
    return ElementView(
        number,
        say("as supposed") if by_supposition(element, question) and element.passage is None else head_of(element, around),
        quotation(element.passage),
        "idle" if state == "either" else state,
        result_of(element, state),
        (*lines_of(element, around, question), *(graph_lines(element) if around.profile.nodes else ())),
        table_of(element),
        tuple(element_view(c, child_number(level + 1, i), around, question, level + 1) for i, c in enumerate(element.children)),
        level,
    )


def result_of(element: ElementProof, state: str) -> str:
    """What an element came to, in a word or two; nothing for a condition that is asked of each record."""
    if state == "idle" and element.truth == FAILS:
        return say("not met, and not needed")
    return say(RESULTS[state]) if state in RESULTS else ""


def child_number(level: int, place: int) -> str:
    """(1), (a), (i), then (1) again: as paragraphs are numbered.

    >>> child_number(0, 1), child_number(1, 1), child_number(2, 3)
    ('(2)', '(b)', '(iv)')
    """
    match level % 3:
        case 0:
            return f"({place + 1})"
        case 1:
            return f"({'abcdefghijklmnopqrstuvwxyz'[place]})" if place < 26 else f"({place + 1})"
        case _:
            return f"({roman(place + 1)})"


def roman(number: int) -> str:
    parts = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, letters in parts:
        while number >= value:
            text += letters
            number -= value
    return text


def head_of(element: ElementProof, around: Numbered) -> str:
    """What a block asks for; a condition speaks by its quotation, or by its own words if it has none."""
    match element.kind:
        case "all":
            return say("all of these")
        case "any":
            return say("one of these")
        case "none":
            return say("none of these")
        case "at_least":
            return say("at least {number} of these", number=str(element.at_least))
        case "choose":
            reading = around.readings.get(element.choice or "")
            if reading is None:
                return say("as read:")
            used = next(r.wording for r in reading.results if r.used)
            return say("{label}; read as: {reading}", label=reading.label, reading=used)
        case "some":
            return say("at least one record satisfies") if element.children else say("at least one record")
        case "every" | "every_or_none":
            return say("every record satisfies") if element.children else say("every record")
    return "" if element.passage else (element.text or "")


def lines_of(element: ElementProof, around: Numbered, question: QuestionProof) -> list[str]:
    """The finding, what was needed, and what is lacking, each a sentence."""
    if element.per_record or element.kind in ("all", "any", "none", "at_least", "choose"):
        return uncited_lines(element)
    if element.operands:
        lines = [line for o in element.operands if o.needed for line in lines_of(o, around, question)]
        return list(dict.fromkeys([*lines, *uncited_lines(element)]))
    lines = []
    measured = element.measure
    if measured and measured.value is not None:
        lines.append(finish(marked(say("{label}: {value}", label=measured.subject, value=measured.value), element, around)))
        if element.truth != HOLDS or measured.relation != "is":
            short = measured.in_full or measured.gap
            lines.append(" ".join((finish(asked_for(measured, around)), *((finish(short),) if short else ()))))
    elif element.facts:
        numbered = msgid("{statement} ({reasons})")
        stated = [(around.statements[n], around.findings[n].number) for n in element.facts if n in around.findings]
        known = [say(numbered, statement=statement, reasons=number) for statement, number in stated]
        lines += [finish(k) for k in known]
        if measured:
            lines.append(finish(asked_for(measured, around)))
    elif by_supposition(element, question):
        supposed = "; ".join(f"{label}, {value}" for label, value in question.supposed)
        lines.append(finish(say("so by supposition: {facts}", facts=supposed)))
    lines += [finish(around.answers[n]) for n in element.questions]
    if measured and measured.met_on and not measured.in_full and element.truth != HOLDS:
        lines.append(finish(say("complete on {day}, if nothing interrupts it", day=show_date(measured.met_on))))
    if element.complete is False and element.records:
        lines.append(say("The list does not say that it is complete, so more records may exist."))
    return [*lines, *uncited_lines(element)]


def asked_for(measured: Measure, around: Numbered) -> str:
    """What a value is compared with: what the one whom it concerns needs, or only what the words ask where they stand in the way."""
    if around.barring:
        return say("asked: {needed}", needed=measured.needed)
    return say("needed: {needed}", needed=measured.needed)


def graph_lines(element: ElementProof) -> tuple[str, ...]:
    """Where an element stands in the graph, and what it came to there."""
    needed = "" if element.needed else ", cannot change the result"
    if element.per_record:
        return (f"[node {element.node}, {element.kind}, asked of each record]",)
    return (f"[node {element.node}, {element.kind}, {NAMES[element.truth]} ({element.truth}){needed}]",)


def uncited_lines(element: ElementProof) -> list[str]:
    return [finish(say("no words of the law are quoted for this: {reason}", reason=element.uncited))] if element.uncited else []


def by_supposition(element: ElementProof, question: QuestionProof) -> bool:
    """Whether a condition turns on nothing but what the question supposes."""
    return bool(question.supposed) and element.kind == "condition" and not element.facts and not element.questions


def marked(statement: str, element: ElementProof, around: Numbered) -> str:
    """A statement with the numbers of the findings that it rests on."""
    numbers = [around.findings[n].number for n in element.facts if n in around.findings]
    return say("{statement} ({reasons})", statement=statement, reasons=", ".join(numbers)) if numbers else statement


def table_of(element: ElementProof) -> Table | None:
    """The records that were looked at, and what each was found to be."""
    if not element.records:
        return None
    names = tuple(dict.fromkeys(name for r in element.records for name, _ in r.fields))
    parts = element.records[0].parts if len(element.records[0].parts) > 1 else ()
    headers = (say("record"), *names, *(child_number(1, i) for i in range(len(parts))), say("result"))
    satisfying = (say("satisfies"), say("does not"))
    yes, no = satisfying if element.kind != "condition" else (say("counted"), say("not counted"))
    rows = []
    for record in element.records:
        fields = dict(record.fields)
        cells = [fields.get(name) or say("not provided") for name in names]
        truths = [show_truth(p) if p in (HOLDS, FAILS) else say("open") for p in record.parts] if parts else []
        rows.append((record.key, *cells, *truths, {HOLDS: yes, FAILS: no}.get(record.truth) or say("not determined")))
    return Table(plural(len(rows), "{n} record considered", "{n} records considered"), headers, tuple(rows))
