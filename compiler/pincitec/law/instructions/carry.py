"""Carrying instructions out on the plain text of one section: exactly what they say, or not at all.

Each operation must find its place, and its words there as often as it says. One that does not is refused with the reason, and
then nothing is changed. How the words differed from those quoted, where that is tolerable, is recorded with each operation.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic
from pincitec.law.instructions.edits import Edit, edited
from pincitec.law.instructions.matching import EXACT
from pincitec.law.instructions.model import (
    AddUnit,
    DesignateExisting,
    Insert,
    Operation,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    Strike,
    StrikeDesignation,
    StrikeUnit,
    Substitute,
)
from pincitec.law.instructions.outline import outline
from pincitec.law.instructions.units import added, designated, redesignated, removed, retitled, rewritten, undesignated
from pincitec.law.instructions.wording import Terms, Worded, inserted_words, struck_words

_OF_A_CODE: Final = Terms()


@frozen
class Done:
    """An operation that was carried out, its edits in the order of the text, and the tolerance that its words needed."""

    operation: Operation
    edits: tuple[Edit, ...]
    tolerance: str = EXACT


@frozen
class Applied:
    """The text after all operations, and what each did."""

    text: str
    done: tuple[Done, ...]


@frozen
class Refused:
    """Why the operations were not carried out: nothing was changed."""

    reason: Diagnostic


def apply(text: str, operations: Sequence[Operation], *, terms: Terms = _OF_A_CODE) -> Applied | Refused:
    """Carry the operations out on the text of one section, one after the other; all of them or none.

    Where `terms` say that the text is a code's, words that cite session law ("section 5 of this act") are refused: the code's editors
    translate them, and what they would print is not on file. `literal` is for what editors record: characters, exactly as often
    as recorded, and no tolerance.
    """
    done: list[Done] = []
    rest = list(operations)
    while rest:
        group = [rest.pop(0)]
        while isinstance(group[0], Redesignate) and rest and isinstance(rest[0], Redesignate):
            group.append(rest.pop(0))
        worded = _edits(group, text, terms)
        if isinstance(worded, Diagnostic):
            return Refused(worded)
        done.extend(Done(operation, worded.edits, worded.tolerance) for operation in group)
        text = edited(text, worded.edits)
    return Applied(text, tuple(done))


def _edits(group: list[Operation], text: str, terms: Terms) -> Worded | Diagnostic:
    view = outline(text, indented=terms.indented)
    operation = group[0]
    match operation:
        case Strike() | Substitute():
            return struck_words(operation, view, text, terms)
        case Insert():
            return inserted_words(operation, view, text, terms)
        case StrikeUnit() | Repeal():
            found = removed(operation, view, text)
        case Redesignate():
            found = redesignated([o for o in group if isinstance(o, Redesignate)], view, text)
        case Retitle():
            found = retitled(operation, view)
        case RewriteUnit():
            found = rewritten(operation, view, text)
        case AddUnit():
            found = added(operation, view, text)
        case DesignateExisting():
            found = designated(operation, view, text)
        case StrikeDesignation():
            found = undesignated(operation, view)
    return found if isinstance(found, Diagnostic) else Worded(found, EXACT)
