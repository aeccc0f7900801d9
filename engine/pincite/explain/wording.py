"""Sentences: a decision and a fact, in each polarity.

Where the author gave words for a polarity, those are used. Where only a label was authored, the sentence is built around it so that it
stays true and grammatical: never by putting "it is not the case that" before it. Where a law says only "shall grant to an applicant
who", it gives a sufficient condition; one who does not meet it is *not shown* to be entitled under that provision, and nothing more.
"""

import re
from datetime import date
from typing import NamedTuple

from pincite.explain.display import show_date
from pincite.facts.judgements import DIFFER, NOT_YET
from pincitec.graph.clauses import Decision, Wording
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE

REASONS = {
    "not provided": "not provided",
    "declined": "the person declined to state it",
    "pending": "still pending",
    "needs a judgement": "awaiting a judgement",
}


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
    return finish(party_sentence(decision, the(party) if party else "the person concerned", verdict, ground))


VERBS = {
    "entitlement": ("is entitled to", "is not entitled to", "is not shown to be entitled to", "is entitled to"),
    "duty": ("must", "need not", "is not shown to have the duty to", "must"),
    "permission": ("may", "may not", "is not shown to be permitted to", "may"),
    "prohibition": ("must not", "is not forbidden to", "is not shown to be forbidden to", "is forbidden to"),
}
"""For each kind: it holds, it is denied, it is not shown, and after "whether"."""


def party_sentence(decision: Decision, party: str, verdict: int, ground: Ground) -> str:
    holds, denied, not_shown, whether = VERBS[decision.kind]
    label = named(decision)
    under = f" under {cited(ground.citations)}" if ground.citations else ""
    match verdict:
        case code if code == HOLDS:
            return f"{party} {holds} {label}{under}"
        case code if code == FAILS and ground.barred:
            return f"{party} {denied} {label}{under}"
        case code if code == FAILS and ground.required:
            return f"{party} does not meet {requirements(decision, ground)}"
        case code if code == FAILS:
            return f"{party} {not_shown} {label}{under}"
        case code if code == CONFLICT:
            return f"the rules conflict on whether {party} {whether} {label}{under}"
        case code if code == NOT_APPLICABLE:
            return f"no provision on file in force on {day(ground.on)} decides whether {party} {whether} {label}"
        case code if code == UNDETERMINED and not ground.granting and (ground.required or ground.unconcerned):
            open_ = f"whether {party} {whether} {'it' if decision.kind == 'entitlement' else label} is not determined"
            if ground.unconcerned:
                none = f"do not concern this case, and nothing on file {GIVES[decision.kind]} it either"
                return f"{requirements(decision, ground)} {none}: {open_}"
            return f"{requirements(decision, ground)} are met, but nothing there {GIVES[decision.kind]} it: {open_}"
        case _:
            return f"it cannot yet be determined whether {party} {whether} {label}{under}"


GIVES = {"entitlement": "grants", "duty": "imposes", "permission": "permits", "prohibition": "forbids"}
"""What a provision does that decides each kind."""


def requirements(decision: Decision, ground: Ground) -> str:
    """What is required, and for what: "for" a thing, "to" do something."""
    purpose = "for" if decision.kind == "entitlement" and not decision.wording.label.startswith("to ") else "to"
    return f"the requirements{of(ground.citations)} {purpose} {named(decision)}"


def named(decision: Decision) -> str:
    """What a decision is called after a verb that ends in "to": an entitlement may be one "to keep the license"."""
    return decision.wording.label.removeprefix("to ") if decision.kind != "value" else decision.wording.label


def asks(decision: Decision, party: str | None) -> str:
    """What a decision asks, as part of a sentence: "whether the teacher may use …", "the minimum salary"."""
    label = decision.wording.label
    if decision.kind == "value":
        return the(label)
    return f"whether {the(party) if party else 'the person concerned'} {VERBS[decision.kind][3]} {named(decision)}"


def so(decision: Decision, party: str | None) -> str:
    """A decision as a condition: "the teacher may use …", "minimum salary"."""
    label = decision.wording.label
    if decision.kind == "value":
        return label
    return f"{the(party) if party else 'the person concerned'} {VERBS[decision.kind][0]} {named(decision)}"


def value_sentence(decision: Decision, verdict: int, ground: Ground) -> str:
    label = the(decision.wording.label)
    under = f" under {cited(ground.citations)}" if ground.citations else ""
    match verdict:
        case code if code == HOLDS:
            return f"{label} is {ground.value}{under}"
        case code if code == CONFLICT:
            return f"the rules conflict on {label}: {listing(ground.candidates)}{under}"
        case code if code == GAP:
            return f"no provision on file gives {label} on these facts"
        case code if code == NOT_APPLICABLE:
            return f"no provision on file in force on {day(ground.on)} gives {label}"
        case _ if len(ground.candidates) > 1:
            which = ": no rule on file says which day counts" if ground.two_days else ""
            return f"{label} cannot yet be determined; it may be {listing(ground.candidates, 'or')}{under}{which}"
        case _:
            return f"{label} cannot yet be determined{under}"


def day(value: date | None) -> str:
    return show_date(value) if value else "that day"


def the(words: str) -> str:
    """A party or a thing with the definite article: a letter speaks of this applicant, not of any.

    >>> the("an applicant"), the("minimum salary"), the("the department")
    ('the applicant', 'the minimum salary', 'the department')
    """
    first, _, rest = words.partition(" ")
    if first.lower() in ("a", "an") and rest:
        return f"the {rest}"
    return words if first.lower() in ("the", "this", "that", "every", "each", "any", "all", "no") else f"the {words}"


def listing(parts: tuple[str, ...], word: str = "and") -> str:
    """Parts in a sentence.

    >>> listing(("A", "B", "C"))
    'A, B and C'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


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


def of(citations: tuple[str, ...]) -> str:
    return f" of {cited(citations)}" if citations else ""


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
    first, space, rest = sentence.partition(" ")
    return f"{opening} {first.lower() if first in OPENINGS else first}{space}{rest}"


def fact_statement(wording: Wording, truth: int, reason: str | None, judges: tuple[str, ...], *, any_judge: bool = False) -> str:
    """What is found about a condition, in the polarity that it has."""
    match truth:
        case code if code == HOLDS:
            return wording.label
        case code if code == FAILS:
            return wording.fails or f"{wording.label}: no"
        case _:
            return still_open(wording, reason, judges, any_judge=any_judge)


def value_statement(wording: Wording, value: str | None, reason: str | None, judges: tuple[str, ...], *, any_judge: bool = False) -> str:
    """What is found about a fact that has a value."""
    if value is None:
        return still_open(wording, reason, judges, any_judge=any_judge)
    return f"{wording.label}: {value}"


def joined(any_judge: bool) -> str:
    """Between several judges: each of them must judge, or one is enough."""
    return "or" if any_judge else "and"


def still_open(wording: Wording, reason: str | None, judges: tuple[str, ...], *, any_judge: bool) -> str:
    """A fact that is not established. The author's words for that say nothing of who among several has judged; so that is said too."""
    why = open_reason(reason, judges, any_judge=any_judge)
    if wording.open:
        return f"{wording.open} ({why})" if reason and by_some(reason) else wording.open
    return f"{wording.label}: {why}"


def by_some(reason: str) -> bool:
    """Whether a reason tells what some of several judges have said, or not said."""
    return reason.startswith((NOT_YET, DIFFER))


def open_reason(reason: str | None, judges: tuple[str, ...], *, any_judge: bool = False) -> str:
    """Why something is not established; of what lies in someone's judgement, whose."""
    said = REASONS.get(reason or "", reason or "not provided")
    if judges and reason in (None, "not provided", "needs a judgement"):
        return f"not established; it lies in the judgement of {listing(judges, joined(any_judge))}"
    return said
