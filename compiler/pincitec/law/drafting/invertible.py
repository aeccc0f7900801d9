"""Drafted operations on words → the same with enough said of their place that they can be undone.

To strike words is to say where they stood: the text after the act no longer shows it. To put words in place of others is undone by
finding the new ones, which may stand elsewhere too. Where that is so, the words of the text beside the place become an anchor.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.drafting.differences import first_difference
from pincitec.law.drafting.sheet import lay_out
from pincitec.law.locate import hits as hits_in, own_text
from pincitec.law.model import UnitText
from pincitec.law.operations import apply as do, undo
from pincitec.law.state import Context, State, resolve
from pincitec.syntax.law_tree import Anchor, AnchorKind, How, Operation, Part, Words, WordsIn

_MOST_WORDS: Final = 12
"""The longest anchor that is tried, in words of the text."""


def invertible(operation: Operation, state: State, context: Context) -> tuple[Operation, ...] | None:
    """The operation, or others that do the same on the text `state` and can be undone; None if there are none."""
    if _undone((operation,), state, context):
        return (operation,)
    if not isinstance(operation, WordsIn) or operation.anchor is not None:
        return None
    wanted = _after((operation,), state, context)
    if wanted is None:
        return None
    for made in (_anchored(operation, state, context), _one_by_one(operation, state, context)):
        if made is not None and _same(_after(made, state, context), wanted) and _undone(made, state, context):
            return made
    return None


def _anchored(operation: WordsIn, state: State, context: Context) -> tuple[Operation, ...] | None:
    """The operation with the fewest words before it, or else behind it, that let it be undone. Only where it hits once."""
    unit = resolve(state, operation.place, context)
    found = _ranges(operation, unit) if unit is not None else []
    if unit is None or len(found) != 1:
        return None
    (start, end) = found[0]
    for anchor in _anchors(unit.text, start, end, operation.span):
        made = evolve(operation, anchor=anchor, hits=1, occurrence=None)
        if _same(_after((made,), state, context), _after((operation,), state, context)) and _undone((made,), state, context):
            return (made,)
    return None


def _one_by_one(operation: WordsIn, state: State, context: Context) -> tuple[Operation, ...] | None:
    """An operation that hits several times as one for each place, the first one first."""
    made: list[Operation] = []
    here = state
    for _ in range(operation.hits):
        unit = resolve(here, operation.place, context)
        found = _ranges(evolve(operation, occurrence=None), unit) if unit is not None else []
        if unit is None or not found:
            return None
        start, end = found[0]
        for anchor in _anchors(unit.text, start, end, operation.span):
            one = evolve(operation, anchor=anchor, hits=1, occurrence=None)
            next_ = _after((one,), here, context)
            if next_ is not None and _undone((one,), here, context):
                made.append(one)
                here = next_
                break
        else:
            return None
    return tuple(made)


def _ranges(operation: WordsIn, unit: UnitText) -> list[tuple[int, int]]:
    found = hits_in(own_text(unit.pieces), " ".join(words.text for words in operation.strikes), None)
    if operation.occurrence is not None:
        return found[operation.occurrence.number - 1 :][:1] if operation.within is None else []
    return found


def _anchors(text: str, start: int, end: int, span: Span) -> Iterator[Anchor]:
    """Anchors beside a range, the shortest first; words before it are tried before words behind it."""
    before, behind = text[:start].split(), text[end:].split()
    joined_before = bool(text[:start]) and not text[start - 1].isspace()
    joined_behind = bool(text[end:]) and not text[end].isspace()
    for count in range(1, min(_MOST_WORDS, len(before)) + 1):
        if not joined_before:
            yield _anchor(AnchorKind.AFTER, " ".join(before[-count:]), span)
    if not before:
        yield Anchor(AnchorKind.AT_START, None, span)
    for count in range(1, min(_MOST_WORDS, len(behind)) + 1):
        if not joined_behind:
            yield _anchor(AnchorKind.BEFORE, " ".join(behind[:count]), span)


def _anchor(kind: AnchorKind, text: str, span: Span) -> Anchor:
    return Anchor(kind, Words((Part(text, How.GIVEN, span),), span), span)


def _after(operations: Sequence[Operation], state: State, context: Context) -> State | None:
    for operation in operations:
        outcome = do(operation, state, context, "")
        if isinstance(outcome, Diagnostic):
            return None
        state = outcome.state
    return state


def _undone(operations: Sequence[Operation], state: State, context: Context) -> bool:
    """Whether undoing what was done gives the text back."""
    here = _after(operations, state, context)
    for operation in reversed(operations):
        if here is None:
            return False
        outcome = undo(operation, here, context, "")
        here = None if isinstance(outcome, Diagnostic) else outcome.state
    return _same(here, state)


def _same(one: State | None, other: State | None) -> bool:
    return one is not None and other is not None and first_difference(lay_out(one, "").text, lay_out(other, "").text) is None
