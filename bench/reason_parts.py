"""The parts of the reasons that `reasons.py` measures one by one, each a function of an evaluated case."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pincite.explain.case import Case
from pincite.explain.changes.find import what_changes
from pincite.explain.clauses import prove_questions
from pincite.explain.completion.complete import complete
from pincite.explain.findings import facts_read, find
from pincite.explain.leaves import leaves
from pincite.explain.reasons.grounds import grounds
from pincite.explain.unmet import unmet
from pincite.interview import State, begin, next_questions


def why(case: Case) -> Any:
    """The sufficient grounds, with the elements that they consist of."""
    return grounds(case, prove_questions(case))


def why_not(case: Case) -> Any:
    """Every failing element, with the elements that are proved first."""
    return unmet(case, leaves(case, prove_questions(case)), {f.name: f for f in find(case, facts_read(case))})


def missing(case: Case) -> Any:
    """The completion with what is always enough and the smallest sets that settle the answer, from a diagram that is made for it."""
    return complete(case._replace(own=None))


def next_question(case: Case) -> Any:
    """The next question of an interview in which nothing is known yet: the turn at which the most can still matter."""
    state = begin(case.pack, case.questions[0].decision, on=case.on)
    assert isinstance(state, State)
    return next_questions(state)


PARTS: Final[Mapping[str, Callable[[Case], Any]]] = {
    "elements": prove_questions,
    "why": why,
    "why not": why_not,
    "missing": missing,
    "changes": what_changes,
    "next question": next_question,
}
"""By name."""
