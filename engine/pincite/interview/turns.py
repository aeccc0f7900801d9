"""An answer to the question that is next: what a dialogue does with a line, and a web form with a field."""

from pincite.interview.asking import next_questions
from pincite.interview.entering import entered
from pincite.interview.state import Item, State, known_item
from pincite.interview.words import refusal
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue import facts as rules


def answer(state: State, text: str, item: Item | None = None) -> State | Diagnostic:
    """The interview after an answer, or what is wrong with it; then the interview stays as it was.

    `item` is that of the question answered, by default the first of `next_questions`. Raises `Fault` where the decision cannot be computed.
    """
    if item is None:
        left = next_questions(state).questions
        if not left:
            return refusal(rules.NOT_ALLOWED, "nothing is asked any more", "go back to change an answer")
        item = left[0].item
    if not known_item(state, item):
        return refusal(rules.UNKNOWN_FACT, "the rules know no such question", "answer one of those of `next_questions`")
    return entered(state, item, text)
