"""What a clause comes to, in a sentence."""

from typing import Final

from pincite.explain.proof import ClauseProof
from pincite.explain.wording import finish
from pincitec.semantics.truth import FAILS, HOLDS


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


DENIED: Final = {"duty": "there is no such duty", "prohibition": "this is not forbidden"}
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
