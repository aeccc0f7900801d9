"""An act amended before it takes effect: other words stand in the operands of its operations.

Assumes that the amended act has not taken effect (`chain` sees to it). An operand is amended like the words of a unit: on word
boundaries, beside its anchor, as often as stated. Where the amended act brings a whole unit, what amends it is done right after it.
"""

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import OPERATION_MISSES
from pincitec.law.model import Piece, Status, UnitText
from pincitec.law.operations import apply
from pincitec.law.state import Context
from pincitec.syntax.law_tree import (
    ActNode,
    AddUnit,
    AmendAct,
    AnchorKind,
    How,
    Operation,
    Part,
    Place,
    Retitle,
    RewriteUnit,
    Words,
    WordsIn,
)

_STATUS = {How.GIVEN: Status.DERIVED, How.INFERRED: Status.INFERRED, How.HOLE: Status.UNKNOWN}
_HOW = {Status.INFERRED: How.INFERRED, Status.UNKNOWN: How.HOLE}

Operations = tuple[Operation, ...]


def amended(statement: AmendAct, target: ActNode, context: Context) -> Operations | Diagnostic:
    """The operations of the amended act. Exactly one of its operands must be hit."""
    change = statement.operation
    if change.anchor is not None and change.anchor.kind is AnchorKind.AT_UNKNOWN:
        return _misses(statement, "nothing says which words of that act gave way", "write a `remainder` in that act instead")
    made: list[Operations] = []
    nearest: Diagnostic | None = None
    for number, operation in enumerate(target.operations):
        before, after = target.operations[:number], target.operations[number + 1 :]
        if isinstance(operation, AddUnit | RewriteUnit) and operation.text is not None and _within(change.place, operation.place):
            made.append((*before, operation, change, *after))
            continue
        for option in _options(change, operation, context):
            if isinstance(option, Diagnostic):
                nearest = nearest or option
            else:
                made.append((*before, option, *after))
    if len(made) == 1:
        return made[0]
    if made:
        words = "the words stand in several operations of that act"
        return _misses(statement, words, "lengthen them, or add an anchor, until only one is meant")
    if nearest is not None:
        others = [*nearest.labels[1:], Label(target.titles[0].span, "the act that is amended")]
        message = f"`{statement.act.text}` does not have these words: {nearest.message}"
        return Diagnostic.at(OPERATION_MISSES, statement.span, message, others=others, notes=nearest.notes, help=_HELP)
    message = f"`{statement.act.text}` has no operation on this unit whose words are on file"
    return Diagnostic.at(OPERATION_MISSES, statement.span, message, others=[Label(target.titles[0].span, "the act")], help=_HELP)


_HELP = "the place is the unit that the amended act changes, and the words are those that it strikes or inserts there"


def _within(place: Place, around: Place) -> bool:
    return place.former == around.former and place.path[: len(around.path)] == around.path


def _options(change: WordsIn, operation: Operation, context: Context) -> list[Operation | Diagnostic]:
    """The operation with one of its operands amended, for each operand; or why that one is not hit."""
    if operation.place.path != change.place.path or operation.place.former != change.place.former:
        return []
    if isinstance(operation, Retitle):
        new = _amended_words(change, operation.new, context)
        return [new if isinstance(new, Diagnostic) else evolve(operation, new=new)]
    if not isinstance(operation, WordsIn):
        return []
    found: list[Operation | Diagnostic] = []
    strikes, inserts = operation.strikes, operation.inserts
    for number, words in enumerate((*strikes, *inserts)):
        new = _amended_words(change, words, context)
        if isinstance(new, Diagnostic):
            found.append(new)
            continue
        both = (*strikes, *inserts)
        kept = (*both[:number], *([new] if new.text.strip() else []), *both[number + 1 :])
        struck = len(strikes) - (number < len(strikes) and not new.text.strip())
        if kept:
            found.append(evolve(operation, strikes=kept[:struck], inserts=kept[struck:]))
    return found


def _amended_words(change: WordsIn, words: Words, context: Context) -> Words | Diagnostic:
    """An operand, amended as if it were the words of a unit."""
    pieces = tuple(Piece(part.text, _STATUS[part.how], part.span) for part in words.parts)
    unit = UnitText("operand", change.place.path, "", pieces)
    outcome = apply(change, (unit,), evolve(context, surviving=frozenset() if change.place.former else frozenset({"operand"})), "")
    if isinstance(outcome, Diagnostic):
        return outcome
    (after,) = outcome.state
    parts = tuple(Part(p.text, _HOW.get(p.status, How.GIVEN), p.span or change.span) for p in after.pieces if p.text)
    return evolve(words, parts=parts)


def _misses(statement: AmendAct, message: str, help: str) -> Diagnostic:
    return Diagnostic.at(OPERATION_MISSES, statement.span, message, help=help)
