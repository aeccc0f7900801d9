"""Sentences: a decision and a fact, in each polarity.

Where the author gave words for a polarity, those are used. Where only a label was authored, the sentence is built around it so that it
stays true and grammatical: never by putting "it is not the case that" before it. Where a law says only "shall grant to an applicant
who", it gives a sufficient condition; one who does not meet it is *not shown* to be entitled under that provision, and nothing more.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from pincite.explain.display import show_date
from pincite.facts.judgements import DIFFERENT, NOT_YET
from pincite.texts import ENGLISH, both, either, msgid, say, says, spoken
from pincitec.graph.clauses import Decision, Wording
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE

REASONS = {
    "not provided": msgid("not provided"),
    "declined": msgid("the person declined to state it"),
    "pending": msgid("still pending"),
    "needs a judgement": msgid("awaiting a judgement"),
}
"""Why a fact is not on file, by the word for it in a facts file."""
WORDS = {
    "declined": msgid("declined"),
    "pending": msgid("pending"),
    "needs a judgement": msgid("needs a judgement"),
}
"""The same in a word."""


class Ground(NamedTuple):
    """What a sentence may say besides the verdict.

    `citations` are the places that decided it. `barred` is true where a provision denies it, `required` where one asks for more and none
    grants, `granting` where some clause in force could grant, `unconcerned` where there are requirements and none concerns this case.
    `two_days` is true where the value is one of two days because the day meant does not exist.
    """

    citations: tuple[str, ...] = ()
    value: str | None = None
    candidates: tuple[str, ...] = ()
    barred: bool = False
    required: bool = False
    granting: bool = True
    on: date | None = None
    unconcerned: bool = False
    two_days: bool = False


def sentence(decision: Decision, party: str | None, verdict: int, ground: Ground) -> str:
    """The decision in one sentence, ending with a full stop."""
    authored = {FAILS: decision.wording.fails, UNDETERMINED: decision.wording.open}.get(verdict)
    if authored and decision.kind != "value":
        return finish(authored)
    if decision.kind == "value":
        return finish(value_sentence(decision, verdict, ground))
    return finish(party_sentence(decision, person(party), verdict, ground))


def person(party: str | None) -> str:
    """The one whom a decision is about."""
    return the(party) if party else say("the person concerned")


HOLD = {
    "entitlement": msgid("{party} is entitled to {label}"),
    "duty": msgid("{party} must {label}"),
    "permission": msgid("{party} may {label}"),
    "prohibition": msgid("{party} must not {label}"),
}
"""For each kind, that it holds."""
DENIED = {
    "entitlement": msgid("{party} is not entitled to {label}"),
    "duty": msgid("{party} need not {label}"),
    "permission": msgid("{party} may not {label}"),
    "prohibition": msgid("{party} is not forbidden to {label}"),
}
"""That a provision denies it."""
NOT_SHOWN = {
    "entitlement": msgid("{party} is not shown to be entitled to {label}"),
    "duty": msgid("{party} is not shown to have the duty to {label}"),
    "permission": msgid("{party} is not shown to be permitted to {label}"),
    "prohibition": msgid("{party} is not shown to be forbidden to {label}"),
}
"""That what is sufficient for it is not met."""
WHETHER = {
    "entitlement": msgid("whether {party} is entitled to {label}"),
    "duty": msgid("whether {party} must {label}"),
    "permission": msgid("whether {party} may {label}"),
    "prohibition": msgid("whether {party} is forbidden to {label}"),
}
"""What is asked, as part of a sentence."""
MET = {
    "entitlement": msgid("{requirements} are met, but nothing there grants it: whether {party} is entitled to it is not determined"),
    "duty": msgid("{requirements} are met, but nothing there imposes it: whether {party} must {label} is not determined"),
    "permission": msgid("{requirements} are met, but nothing there permits it: whether {party} may {label} is not determined"),
    "prohibition": msgid("{requirements} are met, but nothing there forbids it: whether {party} is forbidden to {label} is not determined"),
}
"""That all that is required is met, and that nothing decides the rest."""
UNCONCERNED = {
    "entitlement": msgid(
        "{requirements} do not concern this case, and nothing on file grants it either: whether {party} is entitled to it is not determined"
    ),
    "duty": msgid(
        "{requirements} do not concern this case, and nothing on file imposes it either: whether {party} must {label} is not determined"
    ),
    "permission": msgid(
        "{requirements} do not concern this case, and nothing on file permits it either: whether {party} may {label} is not determined"
    ),
    "prohibition": msgid(
        "{requirements} do not concern this case, and nothing on file forbids it either: "
        "whether {party} is forbidden to {label} is not determined"
    ),
}
"""That what is required is required of others, and that nothing decides the rest."""


def party_sentence(decision: Decision, party: str, verdict: int, ground: Ground) -> str:
    kind, label = decision.kind, named(decision)
    question = say(WHETHER[kind], party=party, label=label)
    match verdict:
        case code if code == HOLDS:
            return under(say(HOLD[kind], party=party, label=label), ground)
        case code if code == FAILS and ground.barred:
            return under(say(DENIED[kind], party=party, label=label), ground)
        case code if code == FAILS and ground.required:
            return say("{party} does not meet {requirements}", party=party, requirements=requirements(decision, ground))
        case code if code == FAILS:
            return under(say(NOT_SHOWN[kind], party=party, label=label), ground)
        case code if code == CONFLICT:
            return under(say("the rules conflict on {question}", question=question), ground)
        case code if code == NOT_APPLICABLE:
            return say("no provision on file in force on {day} decides {question}", day=day(ground.on), question=question)
        case code if code == UNDETERMINED and not ground.granting and (ground.required or ground.unconcerned):
            rest = UNCONCERNED if ground.unconcerned else MET
            return say(rest[kind], requirements=requirements(decision, ground), party=party, label=label)
        case _:
            return under(say("it cannot yet be determined {question}", question=question), ground)


def under(statement: str, ground: Ground) -> str:
    """A statement with the places that decide it."""
    return say("{statement} under {places}", statement=statement, places=cited(ground.citations)) if ground.citations else statement


def requirements(decision: Decision, ground: Ground) -> str:
    """What is required, and for what: "for" a thing, "to" do something."""
    thing = decision.kind == "entitlement" and not decision.wording.label.startswith("to ")
    label, places = named(decision), cited(ground.citations)
    if not places:
        return say("the requirements for {label}", label=label) if thing else say("the requirements to {label}", label=label)
    if thing:
        return say("the requirements of {places} for {label}", places=places, label=label)
    return say("the requirements of {places} to {label}", places=places, label=label)


def named(decision: Decision) -> str:
    """What a decision is called after a verb that ends in "to": an entitlement may be one "to keep the license"."""
    return decision.wording.label.removeprefix("to ") if decision.kind != "value" else decision.wording.label


def asks(decision: Decision, party: str | None) -> str:
    """What a decision asks, as part of a sentence: "whether the teacher may use …", "the minimum salary"."""
    label = decision.wording.label
    if decision.kind == "value":
        return the(label)
    return say(WHETHER[decision.kind], party=person(party), label=named(decision))


def so(decision: Decision, party: str | None) -> str:
    """A decision as a condition: "the teacher may use …", "minimum salary"."""
    label = decision.wording.label
    if decision.kind == "value":
        return label
    return say(HOLD[decision.kind], party=person(party), label=named(decision))


def value_sentence(decision: Decision, verdict: int, ground: Ground) -> str:
    label = the(decision.wording.label)
    match verdict:
        case code if code == HOLDS:
            return under(say("{label} is {value}", label=label, value=ground.value or ""), ground)
        case code if code == CONFLICT:
            return under(
                say("the rules conflict on {label}: they give {values}", label=label, values=apart(ground.candidates, "and")), ground
            )
        case code if code == GAP:
            return say("no provision on file gives {label} on these facts", label=label)
        case code if code == NOT_APPLICABLE:
            return say("no provision on file in force on {day} gives {label}", day=day(ground.on), label=label)
        case _ if len(ground.candidates) > 1:
            open_ = say("{label} cannot yet be determined; it may be {values}", label=label, values=apart(ground.candidates, "or"))
            statement = under(open_, ground)
            return say("{statement}: no rule on file says which day counts", statement=statement) if ground.two_days else statement
        case _:
            return under(say("{label} cannot yet be determined", label=label), ground)


def day(value: date | None) -> str:
    return show_date(value) if value else say("that day")


def the(words: str) -> str:
    """A party or a thing with the definite article: a letter speaks of this applicant, not of any. In a language other than English as it
    was authored.

    >>> the("an applicant"), the("minimum salary"), the("the department")
    ('the applicant', 'the minimum salary', 'the department')
    """
    if spoken() != ENGLISH:
        return words
    first, _, rest = words.partition(" ")
    if first.lower() in ("a", "an") and rest:
        return f"the {rest}"
    return words if first.lower() in ("the", "this", "that", "every", "each", "any", "all", "no") else f"the {words}"


def listing(parts: Sequence[str], word: str = "and") -> str:
    """Parts in a sentence.

    >>> listing(("A", "B", "C"))
    'A, B and C'
    """
    return either(parts) if word == "or" else both(parts)


INNER: Final = re.compile(r", (?![0-9]{4}\b)| or | and ")
"""Finds what parts the words of a list; not the comma of a date."""


def apart(parts: Sequence[str], word: str) -> str:
    """Parts in a sentence, with semicolons between them where one of them is a list itself.

    >>> apart(("reading, writing", "learning"), "or")
    'reading, writing; or learning'
    """
    if len(parts) < 2 or not any(INNER.search(part) for part in parts):
        return listing(parts, word)
    first = "; ".join(parts[:-1])
    if word == "or":
        return say("{parts}; or {last}", parts=first, last=parts[-1])
    return say("{parts}; and {last}", parts=first, last=parts[-1])


def cited(citations: tuple[str, ...]) -> str:
    """Citations in a sentence; what they share is said once.

    >>> cited(("NMSA 1978, § 22-10A-11(C)", "NMSA 1978, § 22-10A-11(D)"))
    'NMSA 1978, § 22-10A-11(C) and (D)'
    """
    parts = [re.split(r'(?=\()|(?=, ")', c) for c in citations]
    shared = 0
    while parts and all(len(p) > shared + 1 and p[shared] == parts[0][shared] for p in parts):
        shared += 1
    return listing((*citations[:1], *("".join(p[shared:]).removeprefix(", ") for p in parts[1:])))


def finish(text: str) -> str:
    """With a capital at the beginning and a full stop at the end.

    >>> finish("no clause speaks")
    'No clause speaks.'
    """
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."


OPENINGS = ("The", "It", "No", "An", "A", "Under", "Whether", "In")


def after(opening: str, sentence: str) -> str:
    """A sentence put after an opening: "As last known on …, the minimum salary …"."""
    if spoken() != ENGLISH:
        return f"{opening} {sentence}"
    first, space, rest = sentence.partition(" ")
    return f"{opening} {first.lower() if first in OPENINGS else first}{space}{rest}"


def fact_statement(wording: Wording, truth: int, reason: str | None, judges: tuple[str, ...], *, any_judge: bool = False) -> str:
    """What is found about a condition, in the polarity that it has."""
    match truth:
        case code if code == HOLDS:
            return wording.label
        case code if code == FAILS:
            return wording.fails or say("{label}: no", label=wording.label)
        case _:
            return still_open(wording, reason, judges, any_judge=any_judge)


def value_statement(wording: Wording, value: str | None, reason: str | None, judges: tuple[str, ...], *, any_judge: bool = False) -> str:
    """What is found about a fact that has a value."""
    if value is None:
        return still_open(wording, reason, judges, any_judge=any_judge)
    return say("{label}: {value}", label=wording.label, value=value)


def joined(any_judge: bool) -> str:
    """Between several judges: each of them must judge, or one is enough."""
    return "or" if any_judge else "and"


def still_open(wording: Wording, reason: str | None, judges: tuple[str, ...], *, any_judge: bool) -> str:
    """A fact that is not established. The author's words for that say nothing of who among several has judged; so that is said too."""
    why = open_reason(reason, judges, any_judge=any_judge)
    if wording.open:
        return say("{statement}: {reasons}", statement=wording.open, reasons=why) if reason and by_some(reason) else wording.open
    return say("{label}: {value}", label=wording.label, value=why)


def by_some(reason: str) -> bool:
    """Whether a reason tells what some of several judges have said, or not said."""
    return says(reason, NOT_YET) or says(reason, DIFFERENT)


def in_a_word(reason: str) -> str:
    """Why a fact is not on file, where its label stands beside it."""
    if reason == "not provided":
        return say(REASONS[reason])
    return say(WORDS[reason]) if reason in WORDS else reason


def open_reason(reason: str | None, judges: tuple[str, ...], *, any_judge: bool = False) -> str:
    """Why something is not established; of what lies in someone's judgement, whose."""
    if judges and reason in (None, "not provided", "needs a judgement"):
        return say("not established; it lies in the judgement of {judges}", judges=listing(judges, joined(any_judge)))
    known = reason or "not provided"
    return say(REASONS[known]) if known in REASONS else known
