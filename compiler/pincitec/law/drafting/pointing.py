"""A refusal that points to an instruction → the same with the places of the text in question, where they are written on file."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.law.drafting.scopes import scopes
from pincitec.law.drafting.sheet import lay_out
from pincitec.law.flat import flatten
from pincitec.law.instructions.model import Insert, Operation, Phrase, Strike, Substitute
from pincitec.law.model import UnitText
from pincitec.law.normalise import normalise
from pincitec.law.quotations import nearest, occurrences
from pincitec.law.state import State

_MOST: Final = 5


def pointed(reason: Diagnostic, operations: Sequence[Operation], state: State, number: str) -> Diagnostic:
    """The refusal with labels in the text: each place where the words stand, or the nearest words of each unit that was searched."""
    operation = next((o for o in operations if o.span.start <= reason.span.start and reason.span.end <= o.span.end), None)
    sought = _sought(operation)
    if operation is None or sought is None:
        return reason
    units = [scope.unit for scope in scopes(operation.place, state, lay_out(state, number))]
    labels = [Label(span, "the words stand here") for unit in units for span in _standing(sought, unit)][:_MOST]
    notes: tuple[str, ...] = ()
    if not labels:
        near = [(unit, found) for unit in units if (found := nearest(sought.text, flatten(evolve(unit, children=())))) is not None]
        for unit, found in near[:1]:
            flat = flatten(evolve(unit, children=()))
            labels = [Label(span, "the nearest words") for span in flat.spans(found.start, found.end)][:_MOST]
            notes = tuple(f"the text: `{theirs}`, the instruction: `{ours}`" for theirs, ours in found.differences[:5])
    return evolve(reason, labels=(*reason.labels, *labels), notes=(*reason.notes, *notes))


def _sought(operation: Operation | None) -> Phrase | None:
    match operation:
        case Strike():
            return operation.words
        case Substitute():
            return operation.old
        case Insert():
            return operation.anchor.words
        case _:
            return None


def _standing(sought: Phrase, unit: UnitText) -> Iterator[Span]:
    flat = flatten(evolve(unit, children=()))
    words = normalise(sought.text).strip()
    for at in occurrences(words, flat.text):
        yield from flat.spans(at, at + len(words))[:1]
