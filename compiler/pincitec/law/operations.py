"""One operation of an act, done to a text or undone from it.

Operations are written once, in the forward sense. Each must hit: as often as it says, on word boundaries, inside its unit, beside its
anchor. What cannot be done exactly is a problem, never a weaker or stronger operation; what cannot be undone exactly leaves a hole.
"""

from pincitec.law.change import Change, Outcome, no_such_unit, shown
from pincitec.law.designations import designate, redesignate, undesignate, undo_undesignate
from pincitec.law.rewriting import retitle, rewrite
from pincitec.law.state import Context, State
from pincitec.law.unit_operations import add, take, undo_add, undo_take
from pincitec.law.word_operations import change_words
from pincitec.syntax.law_tree import (
    AddUnit,
    AnchorKind,
    Designate,
    Operation,
    Recodify,
    Redesignate,
    RemoveUnits,
    Retitle,
    RewriteUnit,
    Undesignate,
    Verbatim,
    Words,
    WordsIn,
)

__all__ = ["Change", "Outcome", "apply", "invertible", "no_such_unit", "shown", "undo"]


def apply(operation: Operation, state: State, context: Context, suffix: str) -> Outcome:
    """The text after the operation, from the text before it. `suffix` (the day of the act) names units of a designation that others had."""
    match operation:
        case WordsIn():
            return change_words(operation, state, context, forward=True)
        case AddUnit():
            return add(operation, state, context, suffix)
        case RemoveUnits() | Recodify():
            return take(operation, state, context)
        case RewriteUnit():
            return rewrite(operation, state, context, suffix, forward=True)
        case Retitle():
            return retitle(operation, state, context, forward=True)
        case Redesignate():
            return redesignate(operation, state, context, forward=True)
        case Designate():
            return designate(operation, state, context, suffix, forward=True)
        case Undesignate():
            return undesignate(operation, state, context)


def undo(operation: Operation, state: State, context: Context, suffix: str) -> Outcome:
    """The text before the operation, from the text after it. `suffix` names units that the act removed."""
    match operation:
        case WordsIn():
            return change_words(operation, state, context, forward=False)
        case AddUnit():
            return undo_add(operation, state, context)
        case RemoveUnits() | Recodify():
            return undo_take(operation, state, context, suffix)
        case RewriteUnit():
            return rewrite(operation, state, context, suffix, forward=False)
        case Retitle():
            return retitle(operation, state, context, forward=False)
        case Redesignate():
            return redesignate(operation, state, context, forward=False)
        case Designate():
            return designate(operation, state, context, suffix, forward=False)
        case Undesignate():
            return undo_undesignate(operation, state, context, suffix)


def invertible(operation: Operation) -> str | None:
    """Why undoing the operation does not give the text before it word for word; None if it does."""
    match operation:
        case WordsIn():
            return _invertible_words(operation)
        case AddUnit() | Redesignate() | Designate():
            return None
        case RemoveUnits():
            return None if operation.text is not None else "the words that went are not on file"
        case Recodify() | RewriteUnit():
            return None if isinstance(operation.was, Verbatim) else "the old words are not on file"
        case Retitle():
            known = isinstance(operation.was, Words) and not operation.was.has_hole and not operation.new.has_hole
            return None if known else "the old heading is not on file"
        case Undesignate():
            return None if operation.text is not None else "where the words of the unit began is not on file"


def _invertible_words(operation: WordsIn) -> str | None:
    if operation.anchor is not None and operation.anchor.kind is AnchorKind.AT_UNKNOWN:
        return "its place in the unit is not on file"
    if any(words.has_hole for words in (*operation.strikes, *operation.inserts)):
        return "not all of its words are on file"
    if not operation.inserts and operation.anchor is None:
        return "nothing says where the struck words stood: the operation has no anchor"
    return None
