"""What was answered, numbered, with its effect: “holds a post-baccalaureate degree”: met. Reads the proof; decides nothing."""

from collections.abc import Iterator

from attrs import frozen

from pincite.explain.display import shown
from pincite.explain.findings import party
from pincite.explain.proof import ClauseProof, Determination, ElementProof
from pincite.facts import Facts, Given
from pincite.interview.state import Answered, Item, State, facts_in
from pincite.interview.words import ALSO, Word
from pincite.texts import msgid, say
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

RESULTS = {HOLDS: msgid("met"), FAILS: msgid("not met"), UNDETERMINED: msgid("not determined")}
SHORT = 9
"""Words of a quotation that tell which one is meant."""


@frozen
class Told:
    """An answer and what it did. `effects` are the elements that it bears on, each with how it stands now."""

    item: Item
    text: str
    effects: tuple[str, ...]


def told(state: State, answer: Determination) -> tuple[Told, ...]:
    """Everything that was answered, each item once, as it stands after the last answer."""
    facts, _ = facts_in(state)
    assert facts is not None  # INVARIANT: a state is made only of facts that fit
    latest = {heading(state, a): a for a in state.answers}
    found = [Told(a.item, said(state, facts, a), effects(answer, a.item.fact) if a.known else ()) for a in latest.values()]
    return tuple(found)


def heading(state: State, answered: Answered) -> tuple[object, ...]:
    """What tells one line of the list from the next: each record is one."""
    return answered.item, answered.text if answered.item.ask == "record" and answered.known else ""


def said(state: State, facts: Facts, answered: Answered) -> str:
    """An answer in the words of a letter."""
    item = answered.item
    fact = state.fact(item.fact)
    label = fact.wording.label
    given = facts.given.get(item.fact)
    match item.ask:
        case "record":
            text = answered.text.strip()
            if not answered.known and " ".join(text.lower().split()) in ALSO[Word.NONE]:
                return say("{list}: no further record", list=label)
            if not answered.known:
                return say("{list}: whether there is a further record is not known", list=label)
            return say("{list}: the record {record}", list=label, record=text)
        case "complete":
            if given is not None and getattr(given.value, "complete", False):
                return say("{list}: these are all, says {source}", list=label, source=given.source or "")
            return say("{list}: not said to be all", list=label)
        case "field":
            record = state.record(item.fact)
            field = record.field(item.field or "") if record else None
            row = row_of(state, facts, item)
            value = shown(state.pack, field.type.key, row[item.field].value) if field and row and item.field in row else None
            name = field.label if field else item.field or ""
            return say(
                "{list}, {record}: {field}: {value}", list=label, record=", ".join(item.record), field=name, value=value or say("not known")
            )
        case "judgement":
            judged = next((j for j in given.judgements if j.by == item.judge), None) if given else None
            value = shown(state.pack, fact.type, judged.value) if judged else None
            judge = party(state.pack, item.judge or "")
            return say("{fact}, as {judge} judges it: {value}", fact=label, judge=judge, value=value or say("not known"))
        case _:
            value = shown(state.pack, fact.type, given.value) if given and given.value is not None else None
            return say("{fact}: {value}", fact=label, value=value or say("not known"))


def row_of(state: State, facts: Facts, item: Item) -> dict[str, Given] | None:
    record, given = state.record(item.fact), facts.given.get(item.fact)
    for row in given.rows if record and given else ():
        if record and tuple(row[n].stated for n in record.by) == item.record:
            return dict(row)
    return None


def effects(answer: Determination, fact: str) -> tuple[str, ...]:
    """The elements that a fact bears on, each once, with how it stands."""
    elements = [e for clause in answer.clauses if clause.applies for e in bearing(clause, fact)]
    quoted = [e for e in elements if e.passage]
    return tuple(dict.fromkeys(effect(e) for e in quoted or elements if words_of(e)))


def effect(element: ElementProof) -> str:
    """An element with how it stands; of one that is open, also how far it is."""
    result = say(RESULTS.get(element.truth, "not determined")) if element.needed else say("not needed")
    if element.measure and element.measure.gap and element.truth == UNDETERMINED:
        return say("{element}: {result} ({gap})", element=words_of(element), result=result, gap=element.measure.gap)
    return say("{element}: {result}", element=words_of(element), result=result)


def bearing(clause: ClauseProof, fact: str) -> Iterator[ElementProof]:
    """The innermost elements of a clause that read a fact."""
    for root in (*((clause.root,) if clause.root else ()), *clause.exceptions, *clause.applicability):
        for element in root.walk():
            if reads(element, fact) and not any(reads(below, fact) and below is not element for below in element.walk()):
                yield element


def reads(element: ElementProof, fact: str) -> bool:
    return fact in element.facts or element.list_fact == fact


def words_of(element: ElementProof) -> str:
    """The words that ask for an element, as many as tell which is meant; of one without any, what it asks."""
    if element.passage is None:
        return element.text or ""
    words = element.passage.words.split()
    return f"“{' '.join(words[:SHORT])}{' …' if len(words) > SHORT else ''}”"
