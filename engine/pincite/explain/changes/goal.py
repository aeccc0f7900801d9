"""What counts as another answer, and how it is read off the values of a question's nodes."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from pincite.explain.case import in_play
from pincitec.graph.clauses import Question
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Value
from pincitec.semantics.verdicts import Outcome

Result = tuple[int, Value]
"""A verdict and, of an amount, its value."""

MET: Final = 7
"""In the place of a verdict: all that is required is met, and no provision in force grants. The answer is then undetermined, and no longer
no; a question without a granting provision can come to nothing better."""

Reader = Callable[[Sequence[Any]], Result]
"""From the values of the nodes named by `nodes_of` to the result."""


def only_requires(pack: Pack, question: Question, effects: Sequence[str], law_on: Any) -> bool:
    """Whether no provision in force grants, and some requires."""
    kinds = {effect for effect, part in zip(effects, question.clauses, strict=True) if in_play(pack.clauses[part.clause], law_on)}
    return "require" in kinds and "grant" not in kinds


def nodes_of(pack: Pack, question: Question, law_on: Any) -> tuple[tuple[int, ...], Reader]:
    """The nodes from which an answer is read, and how."""
    param = pack.nodes[question.verdict].param
    effects, defeats = param if isinstance(param, tuple) and len(param) == 2 else ((), ())
    if isinstance(effects, tuple) and not defeats and effects and only_requires(pack, question, tuple(map(str, effects)), law_on):
        return (question.verdict, *(part.guard for part in question.clauses)), of_requirements
    return (question.verdict,), of_verdict


def of_verdict(values: Sequence[Any]) -> Result:
    value = values[0]
    if isinstance(value, Outcome):
        return value.verdict, value.value if value.verdict == HOLDS else None
    return value, None


def of_requirements(values: Sequence[Any]) -> Result:
    """No where something refuses; met where nothing does."""
    if values[0] != UNDETERMINED:
        return values[0], None
    barred = FAILS
    for guard in values[1:]:
        barred |= guard
    return (MET if barred == FAILS else UNDETERMINED), None
