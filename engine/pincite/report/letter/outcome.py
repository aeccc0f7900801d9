"""What a clause comes to, in a sentence."""

from typing import Final

from pincite.explain.proof import ClauseProof
from pincite.explain.wording import finish
from pincite.texts import msgid, say
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED


def outcome(clause: ClauseProof, kind: str, *, anyhow: bool = False) -> str:
    """What a clause comes to, in a sentence. `kind` is that of the decision. `anyhow`: it is settled however the facts turn out."""
    if clause.state == "unknown":
        return finish(say("whether it applies is not known: {reason}", reason=clause.reason or say("its text that day is not on file")))
    if clause.state == "not_followed" and clause.reason:
        return finish(say("the rules do not follow the text in force that day: {reason}", reason=clause.reason))
    if clause.state == "not_followed":
        return finish(say("the rules do not follow the text in force that day"))
    if clause.defeated_by and clause.guard != FAILS:
        return finish(say("it gives way to {place}", place=clause.defeated_by))
    if anyhow and clause.guard == UNDETERMINED and clause.state == "in_force":
        return say("What is not established leaves it open how this turns out; the answer is the same either way.")
    come_to = {"value": value_outcome, "require": require_outcome}.get(clause.effect, grant_outcome)
    sentence = deny_outcome(clause, kind) if clause.effect == "deny" else come_to(clause)
    if clause.state == "conditional":
        return f"{sentence} {finish(clause.reason or say('an act applies to some cases only'))}"
    return sentence


def value_outcome(clause: ClauseProof) -> str:
    match clause.guard:
        case code if code == HOLDS and clause.value and clause.open_lists:
            return say("It applies. What it gives is not determined yet: {value}.", value=clause.value)
        case code if code == HOLDS and clause.value and clause.working:
            return say("It applies, and gives {value}: {working}.", value=clause.value, working=clause.working)
        case code if code == HOLDS and clause.value:
            return say("It applies, and gives {value}.", value=clause.value)
        case code if code == HOLDS:
            return say("It applies, but what it gives is not determined.")
        case code if code == FAILS:
            return say("It does not apply here.")
        case _ if clause.value:
            return say("Whether it applies is not determined; it would give {value}.", value=clause.value)
        case _:
            return say("Whether it applies is open.")


def grant_outcome(clause: ClauseProof) -> str:
    if clause.root is None and not clause.exceptions and clause.guard == HOLDS:
        return say("It applies to every case.")
    match clause.guard:
        case code if code == HOLDS:
            return say("All that it asks is met.")
        case code if code == FAILS:
            return say("What it asks is not met.")
        case _:
            return say("Whether all that it asks is met is not determined.")


DENIED: Final = {
    "duty": msgid("It applies, so there is no such duty."),
    "prohibition": msgid("It applies, so this is not forbidden."),
}
"""What follows where a duty or a prohibition is denied: nobody is refused anything by that."""
MAY_BE_DENIED: Final = {
    "duty": msgid("Whether it applies, so that there is no such duty, is not determined."),
    "prohibition": msgid("Whether it applies, so that this is not forbidden, is not determined."),
}


def deny_outcome(clause: ClauseProof, kind: str) -> str:
    if clause.guard == FAILS:
        return say("It does not apply here.")
    if kind in DENIED:
        return say(DENIED[kind]) if clause.guard == HOLDS else say(MAY_BE_DENIED[kind])
    if clause.guard == HOLDS:
        return say("It applies, and stands in the way.")
    return say("Whether it applies, and so stands in the way, is not determined.")


def require_outcome(clause: ClauseProof) -> str:
    """The guard of a requirement is that it is not met."""
    if clause.heading is not None and clause.heading.truth == FAILS:
        return say("It does not concern this case, and requires nothing here; of itself it grants nothing.")
    match clause.guard:
        case code if code == HOLDS:
            return say("What it requires is not met.")
        case code if code == FAILS:
            return say("What it requires is met; of itself it grants nothing.")
        case _:
            return say("Whether what it requires is met is not determined.")
