"""Why a section has no text: the act that repealed or recodified all of it. Assumes replayed steps, the last of which left no unit."""

from collections.abc import Sequence

from pincitec.law.model import Ended, EndKind
from pincitec.law.replay import Step
from pincitec.syntax.law_tree import Recodify, RemoveUnits


def ended(steps: Sequence[Step]) -> Ended | None:
    """The newest end of the section among the steps, oldest first; None if none of them ended it."""
    for step in reversed(steps):
        for operation in reversed(step.event.act.operations):
            if not step.event.forward or not operation.place.is_section:
                continue
            if isinstance(operation, RemoveUnits):
                return Ended(EndKind.REPEALED, step.event.title, None)
            if isinstance(operation, Recodify):
                return Ended(EndKind.RECODIFIED, step.event.title, operation.to.text)
    return None
