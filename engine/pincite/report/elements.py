"""From the proof of a clause to what a letter shows of it: quotation, then finding, then the result."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pincite.explain.display import plural, show_date
from pincite.explain.proof import ClauseProof, ElementProof, Passage, QuestionProof, ReadingProof
from pincite.explain.wording import finish
from pincite.report.view import ClauseView, ElementView, FindingView, QuestionView, Quotation, Table
from pincitec.semantics.truth import FAILS, HOLDS

RESULTS = {"met": "met", "unmet": "not met", "open": "not determined", "idle": "not needed", "plain": ""}


class Numbered(NamedTuple):
    """What elements refer to: findings by fact with their numbers, what each says, the readings by choice, and what each question came
    to, by its number."""

    findings: Mapping[str, FindingView]
    statements: Mapping[str, str]
    readings: Mapping[str, ReadingProof]
    answers: tuple[str, ...]


def quotation(passage: Passage | None) -> Quotation | None:
    if passage is None:
        return None
    note = None
    if passage.elided:
        note = "the words left out: " + "; ".join(f"“{w}”" for w in passage.elided)
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
    return ElementView(
        number,
        "as supposed" if by_supposition(element, question) and element.passage is None else head_of(element, around),
        quotation(element.passage),
        state,
        "not met, and not needed" if state == "idle" and element.truth == FAILS else RESULTS[state],
        tuple(lines_of(element, around, question)),
        table_of(element),
        tuple(element_view(c, child_number(level + 1, i), around, question, level + 1) for i, c in enumerate(element.children)),
        level,
    )


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
            return "all of these"
        case "any":
            return "one of these"
        case "none":
            return "none of these"
        case "at_least":
            return f"at least {element.at_least} of these"
        case "choose":
            reading = around.readings.get(element.choice or "")
            if reading is None:
                return "as read:"
            used = next(r.wording for r in reading.results if r.used)
            return f"{reading.label}; read as: {used}"
        case "some":
            return "at least one record satisfies" if element.children else "at least one record"
        case "every" | "every_or_none":
            return "every record satisfies" if element.children else "every record"
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
        lines.append(finish(f"{measured.subject}: {measured.value}{marks(element, around)}"))
        if element.truth != HOLDS or measured.relation != "is":
            lines.append(finish(f"needed: {measured.needed}") + (f" {finish(measured.gap)}" if measured.gap else ""))
    elif element.facts:
        known = [f"{around.statements[n]} ({around.findings[n].number})" for n in element.facts if n in around.findings]
        lines += [finish(k) for k in known]
        if measured:
            lines.append(finish(f"needed: {measured.needed}"))
    elif by_supposition(element, question):
        lines.append(finish("so by supposition: " + "; ".join(f"{label}, {value}" for label, value in question.supposed)))
    lines += [finish(around.answers[n]) for n in element.questions]
    if measured and measured.met_on and element.truth != HOLDS:
        lines.append(finish(f"complete on {show_date(measured.met_on)}, if nothing interrupts it"))
    if element.complete is False and element.records:
        lines.append("The list does not say that it is complete, so more records may exist.")
    return [*lines, *uncited_lines(element)]


def uncited_lines(element: ElementProof) -> list[str]:
    return [finish(f"no words of the law are quoted for this: {element.uncited}")] if element.uncited else []


def by_supposition(element: ElementProof, question: QuestionProof) -> bool:
    """Whether a condition turns on nothing but what the question supposes."""
    return bool(question.supposed) and element.kind == "condition" and not element.facts and not element.questions


def marks(element: ElementProof, around: Numbered) -> str:
    numbers = [around.findings[n].number for n in element.facts if n in around.findings]
    return f" ({', '.join(numbers)})" if numbers else ""


def table_of(element: ElementProof) -> Table | None:
    """The records that were looked at, and what each was found to be."""
    if not element.records:
        return None
    names = tuple(dict.fromkeys(name for r in element.records for name, _ in r.fields))
    parts = element.records[0].parts if len(element.records[0].parts) > 1 else ()
    headers = ("record", *names, *(child_number(1, i) for i in range(len(parts))), "result")
    yes, no = ("satisfies", "does not") if element.kind != "condition" else ("counted", "not counted")
    rows = []
    for record in element.records:
        fields = dict(record.fields)
        cells = [fields.get(name) or "not provided" for name in names]
        truths = [{HOLDS: "yes", FAILS: "no"}.get(p, "open") for p in record.parts] if parts else []
        rows.append((record.key, *cells, *truths, {HOLDS: yes, FAILS: no}.get(record.truth, "not determined")))
    return Table(f"{plural(len(rows), 'record')} considered", headers, tuple(rows))


def clause_view(clause: ClauseProof, question: QuestionProof, around: Numbered) -> ClauseView:
    elements: tuple[ElementView, ...] = ()
    if clause.asked is not None:
        elements = tuple(element_view(e, child_number(0, i), around, question) for i, e in enumerate(opened(clause.asked)))
    concerns = opened(clause.heading) if clause.heading is not None else ()
    heading = tuple(element_view(e, child_number(0, i), around, question) for i, e in enumerate(concerns))
    own = tuple(q for q in map(quotation, clause.own) if q)
    exceptions = tuple(element_view(e, child_number(0, i), around, question) for i, e in enumerate(clause.exceptions))
    title = f"{clause.citation}: {clause.title}" if clause.title else clause.citation
    applicability = tuple(element_view(e, child_number(0, i), around, question) for i, e in enumerate(clause.applicability))
    return ClauseView(title, own, outcome(clause, question.kind), heading, elements, exceptions, applicability)


def opened(element: ElementProof) -> tuple[ElementProof, ...]:
    """The parts of an "all" without words of its own: they are numbered, not it."""
    return element.children if element.kind == "all" and element.passage is None else (element,)


def outcome(clause: ClauseProof, kind: str) -> str:
    """What a clause comes to, in a sentence. `kind` is that of the decision."""
    if clause.state == "unknown":
        return finish(f"whether it applies is not known: {clause.reason or 'its text that day is not on file'}")
    if clause.state == "not_followed":
        return finish(f"the rules do not follow the text in force that day{': ' + clause.reason if clause.reason else ''}")
    if clause.defeated_by:
        return finish(f"it gives way to {clause.defeated_by}")
    say = {"value": value_outcome, "require": require_outcome}.get(clause.effect, grant_outcome)
    sentence = deny_outcome(clause, kind) if clause.effect == "deny" else say(clause)
    if clause.state == "conditional":
        return f"{sentence} {finish(clause.reason or 'an act applies to some cases only')}"
    return sentence


def value_outcome(clause: ClauseProof) -> str:
    match clause.guard:
        case code if code == HOLDS:
            working = f": {clause.working}" if clause.working else ""
            return f"It applies, and gives {clause.value}{working}." if clause.value else "It applies, but what it gives is not determined."
        case code if code == FAILS:
            return "It does not apply here."
        case _:
            return f"Whether it applies is not determined; it would give {clause.value}." if clause.value else "Whether it applies is open."


def grant_outcome(clause: ClauseProof) -> str:
    if clause.root is None and not clause.exceptions and clause.guard == HOLDS:
        return "It applies to every case."
    return {HOLDS: "All that it asks is met.", FAILS: "What it asks is not met."}.get(
        clause.guard, "Whether all that it asks is met is not determined."
    )


DENIED = {"duty": "there is no such duty", "prohibition": "this is not forbidden"}
"""What follows where a duty or a prohibition is denied: nobody is refused anything by that."""


def deny_outcome(clause: ClauseProof, kind: str) -> str:
    if clause.guard == FAILS:
        return "It does not apply here."
    if kind in DENIED:
        follows = DENIED[kind]
        return f"It applies, so {follows}." if clause.guard == HOLDS else f"Whether it applies, so that {follows}, is not determined."
    if clause.guard == HOLDS:
        return "It applies, and stands in the way."
    return "Whether it applies, and so stands in the way, is not determined."


def require_outcome(clause: ClauseProof) -> str:
    """The guard of a requirement is that it is not met."""
    if clause.heading is not None and clause.heading.truth == FAILS:
        return "It does not concern this case, and requires nothing here; of itself it grants nothing."
    return {HOLDS: "What it requires is not met.", FAILS: "What it requires is met; of itself it grants nothing."}.get(
        clause.guard, "Whether what it requires is met is not determined."
    )


def question_view(question: QuestionProof, around: Numbered) -> QuestionView:
    under = f" under {question.under}" if question.under else ""
    asked = question.label if question.kind == "value" else question.asks
    title = "The question asked" if question.number == 0 else f"{asked[:1].upper()}{asked[1:]}{under}"
    notes = tuple(finish(f"supposed for this question: {label}, {value}") for label, value in question.supposed)
    clauses = tuple(dict.fromkeys(clause_views(question, around)))
    return QuestionView(title, question.sentence, notes, clauses)


def clause_views(question: QuestionProof, around: Numbered) -> Iterator[ClauseView]:
    """The clauses in play. Of a table, once a row applies, those that do not are named in one place after it."""
    others = other_rows(question)
    for clause in question.clauses:
        table = clause.table
        if not clause.applies or (table in others and clause in others[table]):
            continue
        yield clause_view(clause, question, around)
        if table in others and clause.guard == HOLDS:
            rows = others[table]
            said = "; ".join(f"“{p.words}”" for row in rows for p in row.own[:1])
            heading = tuple(q for q in (quotation(table),) if q)
            outcome = finish(f"{plural(len(rows), 'other row')} of this table {'does' if len(rows) == 1 else 'do'} not apply here: {said}")
            yield ClauseView(clause.citation, heading, outcome, (), (), (), ())


def other_rows(question: QuestionProof) -> dict[Passage | None, list[ClauseProof]]:
    """The rows that do not apply, of each table of which one row, and only one, does."""
    rows = [c for c in question.clauses if c.table is not None and c.applies]
    settled = [c.table for c in rows if c.guard == HOLDS and c.defeated_by is None]
    unmet: dict[Passage | None, list[ClauseProof]] = {}
    for row in rows:
        if settled.count(row.table) == 1 and row.guard == FAILS and row.defeated_by is None and not row.applicability:
            unmet.setdefault(row.table, []).append(row)
    return unmet
