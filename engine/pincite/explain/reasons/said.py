"""An undetermined answer in one sentence that says why it is open, where no fact that is missing is the whole reason."""

from typing import Final

from pincite.explain.case import Case
from pincite.explain.clauses import ground, pairs_of
from pincite.explain.display import shown
from pincite.explain.findings import party
from pincite.explain.proof import ElementProof, QuestionProof
from pincite.explain.reasons.outcome import AMBIGUOUS_DATE, EXCEPTION, JUDGEMENTS_DIFFER, LEFT_OPEN, Unless
from pincite.explain.wording import cited, finish, named, the
from pincite.texts import msgid, say
from pincitec.semantics.truth import FAILS, UNDETERMINED

WOULD: Final = {
    "entitlement": msgid("{who} would be entitled to {what} under {provisions}, unless {exceptions}; whether one does is not established."),
    "duty": msgid("{who} would have to {what} under {provisions}, unless {exceptions}; whether one does is not established."),
    "permission": msgid("{who} would be permitted to {what} under {provisions}, unless {exceptions}; whether one does is not established."),
    "prohibition": msgid(
        "{who} would not be allowed to {what} under {provisions}, unless {exceptions}; whether one does is not established."
    ),
    "value": msgid("{what} would be {value} under {provisions}, unless {exceptions}; whether one does is not established."),
}

UNLESS: Final = {
    (True, False): msgid("an exception applies ({exceptions})"),
    (False, True): msgid("a provision to the contrary applies ({exceptions})"),
    (True, True): msgid("an exception or a provision to the contrary applies ({exceptions})"),
}
"""By whether an exception may apply, and whether a clause that denies and displaces nothing: with that one the rules would conflict."""

WHY: Final = {
    (JUDGEMENTS_DIFFER, False): msgid("It cannot be determined {question} under {provisions}: those who judge it differ."),
    (JUDGEMENTS_DIFFER, True): msgid("Under {provisions}, {question} cannot be determined: those who judge it differ."),
    (AMBIGUOUS_DATE, False): msgid(
        "It cannot be determined {question} under {provisions}: it turns on which of two days counts, and no rule on file says which."
    ),
    (AMBIGUOUS_DATE, True): msgid(
        "Under {provisions}, {question} cannot be determined: it turns on which of two days counts, and no rule on file says which."
    ),
    (LEFT_OPEN, False): msgid(
        "It cannot be determined {question} under {provisions}: the provisions themselves leave open what it rests on."
    ),
    (LEFT_OPEN, True): msgid("Under {provisions}, {question} cannot be determined: the provisions themselves leave open what it rests on."),
}
"""By outcome, and whether the decision has a value."""


def sentence_of(case: Case, main: QuestionProof, outcome: str, unless: Unless | None) -> str:
    """The sentence of the question asked; its own, where that says as much already."""
    live = [c for c in main.clauses if c.applies]
    citations = ground(case, main).citations
    if outcome == EXCEPTION and unless is not None:
        return would(case, main, unless)
    if (outcome, False) not in WHY or not citations:
        return main.sentence
    asked_more = outcome == LEFT_OPEN and not any(c.effect in ("grant", "value") for c in live)
    two_days = outcome == AMBIGUOUS_DATE and len(main.candidates) > 1
    if asked_more or two_days:
        return main.sentence
    return finish(say(WHY[outcome, main.kind == "value"], question=main.asks, provisions=cited(citations)))


def would(case: Case, main: QuestionProof, unless: Unless) -> str:
    """What would be so if no exception applied, and where the exceptions stand."""
    decision = case.pack.decision[main.decision]
    displacing = {i for i, _ in pairs_of(case, case.questions[0])}
    granting, apart = [], []
    excepted = contrary = False
    for place, clause in enumerate(main.clauses):
        if not clause.applies:
            continue
        if clause.guard == UNDETERMINED and (clause.effect == "deny" or place in displacing or open_one(clause.exceptions)):
            apart.append(clause.citation)
            denies = clause.effect == "deny" and place not in displacing
            contrary, excepted = contrary or denies, excepted or not denies
        if clause.effect in ("grant", "value") and clause.guard != FAILS and place not in displacing:
            granting.append(clause.citation)
    provisions = tuple(dict.fromkeys(granting)) or tuple(dict.fromkeys(c.citation for c in main.clauses if c.applies))
    what = the(main.label) if main.kind == "value" else named(decision)
    return finish(
        say(
            WOULD[main.kind],
            who=the(party(case.pack, decision.party)) if decision.party else say("the person concerned"),
            what=what,
            value=shown(case.pack, decision.type, unless[1]) or "",
            provisions=cited(provisions),
            exceptions=say(UNLESS[excepted or not contrary, contrary], exceptions=cited(tuple(dict.fromkeys(apart))) or cited(provisions)),
        )
    )


def open_one(elements: tuple[ElementProof, ...]) -> bool:
    return any(e.truth == UNDETERMINED for e in elements)
