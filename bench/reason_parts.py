"""The parts of the reasons that `reasons.py` measures one by one, each a function of an evaluated case."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pincite.explain.case import Case
from pincite.explain.clauses import prove_questions
from pincite.explain.findings import facts_read, find
from pincite.explain.leaves import leaves
from pincite.explain.missing import missing
from pincite.explain.relevance import split
from pincite.explain.unmet import unmet


def why_not(case: Case) -> Any:
    """Every failing element, from the evaluated case: the elements are proved first."""
    questions = prove_questions(case)
    return unmet(case, leaves(questions), {f.name: f for f in find(case, facts_read(case))})


def what_is_missing(case: Case) -> Any:
    """The facts that are missing and can still matter, from the evaluated case."""
    questions = prove_questions(case)
    found = missing(case, leaves(questions), questions, {f.name: f for f in find(case, facts_read(case))})
    return split(case, (m.fact for m in found))


PARTS: Final[Mapping[str, Callable[[Case], Any]]] = {
    "elements": prove_questions,
    "why not": why_not,
    "missing": what_is_missing,
}
