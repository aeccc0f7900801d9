"""What to ask next: every question that can still matter, first that after which the fewest are to be expected, each with why it is asked.

The library function of the interview. Pure: an interview goes in, questions and the verdict so far come out, and the same interview gives
the same questions on any machine. Stands over `possible.py` (what can matter) and `lists.py`.
"""

from attrs import frozen

from pincite.explain.asking import AskedFact, Asking, facts_asked
from pincite.explain.findings import party
from pincite.explain.proof import Determination
from pincite.interview.entering import form_of
from pincite.interview.possible import Standing, Weighed, standing
from pincite.interview.state import Item, State
from pincite.interview.words import Word
from pincite.texts import both, either, say
from pincitec.semantics.types import BOOLEAN, PERIOD, TEXT, Enumeration, Quantity, Type


@frozen
class Choice:
    """One of the answers that may be given: `value` as in a facts file, `wording` for a person."""

    value: str
    wording: str


@frozen
class Why:
    """Words of the law that ask for a fact."""

    citation: str
    words: str


@frozen
class Question:
    """One question. `text` is the question, `form` says how to answer, `note` what else has to be known to answer it.

    `expected` is how many more questions are to be expected if this one is put next, as an exact number in words ("5/2"), and `most` how
    many at worst; None where the cases are too many to tell.
    """

    item: Item
    text: str
    form: str
    choices: tuple[Choice, ...]
    note: str | None
    why: tuple[Why, ...]
    judges: tuple[str, ...]
    expected: str | None
    most: int | None


@frozen
class Turn:
    """Where an interview stands: the determination so far, and the questions left, the best first. None left: it is over.

    `settled`: the decision is determined, whatever else there is to know.
    """

    answer: Determination
    settled: bool
    questions: tuple[Question, ...]


def next_questions(state: State) -> Turn:
    """Where an interview stands, and what can still be asked. Raises `Fault` where the question itself cannot be computed."""
    found = standing(state)
    asked = {a.fact.name: a for a in facts_asked(state.pack, state.decision, state.law_on)}
    return Turn(found.answer, found.settled, tuple(question(state, found, asked, w) for w in found.items))


def question(state: State, found: Standing, asked: dict[str, AskedFact], weighed: Weighed) -> Question:
    item = weighed.item
    fact = state.fact(item.fact)
    judges = tuple(party(state.pack, name) for name in ([item.judge] if item.judge else fact.judged_by if item.ask == "value" else ()))
    return Question(
        item,
        text_of(state, item),
        form_text(state, item),
        choices_of(form_of(state, item)[0]) if item.ask in ("value", "judgement", "field") else (),
        note_of(state, item, judges),
        why_of(found, asked.get(item.fact), item),
        judges,
        None if weighed.expected is None else str(weighed.expected),
        weighed.most,
    )


def text_of(state: State, item: Item) -> str:
    """What is asked, in the wording of the rules; of a record, with its key."""
    label = state.fact(item.fact).wording.label
    record = state.record(item.fact)
    match item.ask:
        case "record" if record is not None:
            keys = both([f.label for n in record.by if (f := record.field(n)) is not None])
            begun = any(a.item == item and a.known for a in state.answers) or bool(records_on_file(state, item.fact))
            if begun:
                return say("{list}: is there another record? If so, name it by its {key}.", list=capital(label), key=keys)
            return say("{list}: name the first record by its {key}.", list=capital(label), key=keys)
        case "complete":
            return say("{list}: are these all? If so, who or what vouches for it?", list=capital(label))
        case "field" if record is not None:
            field = record.field(item.field or "")
            name = field.label if field else item.field or ""
            return say("{list}, {record}: {field}?", list=capital(label), record=", ".join(item.record), field=name)
        case "judgement":
            return say("{fact}, as {judge} judges it?", fact=capital(label), judge=party(state.pack, item.judge or ""))
        case _:
            return say("{fact}?", fact=capital(label))


def records_on_file(state: State, fact: str) -> bool:
    from pincite.facts.context import Context
    from pincite.interview.entering import records_of
    from pincite.interview.trees import name_in

    return bool(records_of(state.tree.get(name_in(Context(state.pack, state.on), state.tree, fact))))


def form_text(state: State, item: Item) -> str:
    """How an item is answered, in one line."""
    kind, words = form_of(state, item)
    record = state.record(item.fact)
    if item.ask == "complete":
        return say("Name the person or file that vouches for it; `no` if there are more; or `unknown`.")
    if item.ask == "record" and record is not None and len(record.by) > 1:
        return say("Answer with {parts}, parted by semicolons; `none` if there is none; or `unknown`.", parts=both(record.by))
    form = written(kind)
    if Word.NONE in words:
        return say("Answer with {form}; `none` if there is none; or `unknown`.", form=form)
    return say("Answer with {form}, or `unknown`.", form=form)


def written(kind: Type) -> str:
    """How a value of a type is written in an answer."""
    if isinstance(kind, Enumeration):
        return say("the number or the words of a choice")
    if kind == BOOLEAN:
        return say("`yes` or `no`")
    if kind == PERIOD:
        return say("a period as in `3 years 6 months`, or since when as in `since 2018-08-12`")
    if kind == TEXT:
        return say("words")
    if isinstance(kind, Quantity) and kind.words:
        return say("a number as in `{example}`", example=f"3 {kind.noun(3)}")
    match kind.key:
        case "date":
            return say("a day as in `2019-06-14`")
        case "school_year":
            return say("a school year as in `2019-20`")
        case "money":
            return say("an amount as in `$52,000` or `52000.00`")
        case "percent":
            return say("a percentage as in `62.5%`")
        case "days":
            return say("a number of days as in `160 days`")
        case "integer":
            return say("a whole number as in `3`")
    return say("a number as in `2.5`")


def choices_of(kind: Type) -> tuple[Choice, ...]:
    if isinstance(kind, Enumeration):
        return tuple(Choice(m.name, m.wording) for m in kind.members)
    return (Choice("true", say("yes")), Choice("false", say("no"))) if kind == BOOLEAN else ()


def note_of(state: State, item: Item, judges: tuple[str, ...]) -> str | None:
    """Who judges it: an opinion of anybody else is no answer."""
    if not judges:
        return None
    others = [party(state.pack, p) for p in state.fact(item.fact).judged_by if p != item.judge] if item.judge else []
    if not others:
        return capital(say("{judge} judges this: say what was found there.", judge=judges[0]))
    if state.fact(item.fact).judged_by_any:
        return capital(say("{judges} judges this: say what {judge} has found.", judges=either([judges[0], *others]), judge=judges[0]))
    return capital(say("{judges} each judge this: say what {judge} has found.", judges=both([judges[0], *others]), judge=judges[0]))


def why_of(found: Standing, asked: AskedFact | None, item: Item) -> tuple[Why, ...]:
    """The words of the law that ask for it: those on which the decision turns now, else all that read the fact."""
    askings: tuple[Asking, ...] = ()
    if asked is not None:
        askings = dict(asked.fields).get(item.field or "", ()) if item.ask == "field" else asked.askings
    if item.ask != "field":
        missing = next((m for m in found.answer.missing if m.fact == item.fact), None)
        now = tuple(dict.fromkeys(Why(p.citation, w.words) for p in (missing.places if missing else ()) for w in p.passages))
        if now:
            return now
    return tuple(dict.fromkeys(Why(a.citation, a.words) for a in askings))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["Choice", "Question", "Turn", "Why", "next_questions"]
