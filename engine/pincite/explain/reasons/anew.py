"""The result of a case if some of its conditions had turned out otherwise: only what depends on them is evaluated again."""

from collections.abc import Mapping
from typing import Any

from pincite.evaluate.reference import value_of_node
from pincite.explain.case import Case
from pincite.explain.clauses import result
from pincitec.semantics.values import Fault, Value


def anew(case: Case, forced: Mapping[int, int], question: int = 0) -> tuple[int, Value] | None:
    """Verdict and value of a question, by its number, with these truths by node in place of those found; `None` for a division by zero."""
    root = case.questions[question].verdict
    values: dict[int, Any] = {**dict(enumerate(case.values)), **forced}
    touched = set(forced)
    try:
        for number in case.slice.order:
            if number not in touched and any(a in touched for a in case.node(number).args):
                touched.add(number)
                if case.slice.levels[number] == 0:
                    values[number] = value_of_node(case.slice, number, values, case.facts.values, case.on)
    except Fault:
        return None
    return result(values[root])
