"""Where an interview ended: the decision as far as it goes, what was answered, and what stays open and who could settle it."""

from collections.abc import Iterator

from pincite.cli.ask_dialogue import laid_out, listed
from pincite.explain.wording import finish
from pincite.interview import State, Turn
from pincite.texts import say
from pincitec.semantics.truth import UNDETERMINED


def ending(state: State, turn: Turn, width: int) -> str:
    """The end of an interview as text of at most `width` columns."""
    headline, *answered = listed(state, turn)
    lines = [*laid_out(headline, width)]
    if answered:
        lines += ["", *laid_out(say("What was answered:"), width)]
        for line in answered:
            bare = line.lstrip()
            indent = " " * (2 + len(line) - len(bare))
            lines += laid_out(bare, width, indent, indent + "    ")
    for line in still_open(turn):
        lines += laid_out(line, width, further="  " if line.startswith("- ") else "") if line else [""]
    return "\n".join(lines) + "\n"


def still_open(turn: Turn) -> Iterator[str]:
    """What is not known, and what could still settle the decision."""
    if turn.answer.verdict != UNDETERMINED:
        return
    open_ = [m for m in turn.answer.missing if m.decisive]
    yield ""
    if turn.questions:
        yield say("The interview was left before its end. What is still open:")
    elif open_:
        yield say("Nothing more that was asked could settle this. What stays open:")
    else:
        yield say("No fact is missing that could settle this.")
    for missing in open_:
        yield f"- {finish(missing.cure)}"
