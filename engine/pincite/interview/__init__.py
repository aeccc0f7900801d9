"""The interview: asks only what can still settle a decision, in the order that settles it soonest, and says why it asks.

    from pincite.interview import answer, back, begin, next_questions

    state = begin(pack, "level_three_a", {"degree_held": "masters"}, on=date(2021, 6, 1))
    turn = next_questions(state)              # where it stands, and the questions left, the best first
    turn.questions[0].text, turn.questions[0].why
    state = answer(state, "4 years")          # the next state, or a `Diagnostic` that says what is wrong
    state = back(state)                       # without the last answer
    state_from_json(pack, state_to_json(state))

A state is a value: nothing is kept elsewhere, and nothing is read or written. Stands over `pincite.explain`.
"""

from pincite.interview.asking import Choice, Question, Turn, Why, next_questions
from pincite.interview.entering import entered
from pincite.interview.opening import begin
from pincite.interview.state import Answered, Item, State, back
from pincite.interview.state_json import state_from_json, state_to_json
from pincite.interview.turns import answer

__all__ = [
    "Answered",
    "Choice",
    "Item",
    "Question",
    "State",
    "Turn",
    "Why",
    "answer",
    "back",
    "begin",
    "entered",
    "next_questions",
    "state_from_json",
    "state_to_json",
]
