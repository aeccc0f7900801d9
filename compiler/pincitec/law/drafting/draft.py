"""Instructions in English → the operations of an act, against the text of a section on one day.

Two ways lead to the text after the act: the instructions carried out on plain text, and the drafted operations done to the units. They
look places and words up independently; where they do not lead to the same text, nothing is drafted. Each operation is also undone.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.drafting import NOT_DRAFTED, TWO_RESULTS
from pincitec.diagnostics.catalogue.law import INSTRUCTION_TOO_LONG, PLACE_NOT_THERE
from pincitec.law.drafting.differences import first_difference
from pincitec.law.drafting.invertible import invertible
from pincitec.law.drafting.pointing import pointed
from pincitec.law.drafting.sheet import lay_out
from pincitec.law.drafting.units import (
    draft_addition,
    draft_designation,
    draft_end,
    draft_heading,
    draft_lost_designation,
    draft_redesignation,
    draft_removal,
    draft_rewriting,
)
from pincitec.law.drafting.words import draft_words
from pincitec.law.drafting.written import not_drafted
from pincitec.law.instructions.carry import Applied, Refused, apply as carry_out
from pincitec.law.instructions.model import (
    AddUnit,
    DesignateExisting,
    Insert,
    Operation,
    Part,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    Strike,
    StrikeDesignation,
    StrikeUnit,
    Substitute,
)
from pincitec.law.instructions.wording import Terms
from pincitec.law.model import Section
from pincitec.law.operations import apply as do, undo
from pincitec.law.state import Context, State
from pincitec.syntax.law_tree import Operation as LawOperation

_NUMBER: Final = re.compile(r"(?:§+\s*|\b[Ss]ections?\s+)([0-9][\w:.-]*\w)")
_LAST_PART: Final = re.compile(r"[0-9][\w:.-]*")

_MOST_WORK: Final = 30_000_000
"""Characters that are read over again, once for each instruction: some seconds."""


@frozen
class Body:
    """The operations of an act, in the order of the instructions, and the plain text that the instructions lead to."""

    operations: tuple[LawOperation, ...]
    result: str


def section_number(section: Section) -> str | None:
    """The number under which the code prints the section; None where no cite and no name of it gives one."""
    for cite in section.cites:
        found = _NUMBER.search(cite)
        if found is not None:
            return found[1]
    last = section.id.rpartition("/")[2]
    return last if _LAST_PART.fullmatch(last) else None


def draft(operations: Sequence[Operation], state: State, number: str, context: Context) -> Body | Diagnostic:
    """The body of an act that does to the text `state` what the instructions say; else the first one that cannot be done or written.

    A problem points to the instruction, and into the text where the words in question stand.
    """
    text = lay_out(state, number).text
    if len(operations) * len(text) > _MOST_WORK:
        span = operations[0].span.to(operations[-1].span)
        message = f"{len(operations):,} instructions are more than are carried out on a text of {len(text):,} characters"
        return Diagnostic.at(INSTRUCTION_TOO_LONG, span, message, help="put the act on file in parts, each with a title of its own")
    carried = carry_out(text, operations, terms=Terms(indented=True))
    if isinstance(carried, Refused) and _ends(operations) and carried.reason.rule is not PLACE_NOT_THERE:
        # Carrying it out would leave to the editors what they print in place of the text. Here it is known that there is none.
        carried = Applied(lay_out((), number).text, ())
    if isinstance(carried, Refused):
        return pointed(carried.reason, operations, state, number)
    made: list[LawOperation] = []
    here = state
    rest = list(operations)
    while rest:
        group = [rest.pop(0)]
        while isinstance(group[0], Redesignate) and rest and isinstance(rest[0], Redesignate):
            group.append(rest.pop(0))
        drafted = _drafted(group, here, number, context)
        if isinstance(drafted, Diagnostic):
            return drafted
        for operation in drafted:
            outcome = do(operation, here, context, "")
            if isinstance(outcome, Diagnostic):
                return _refused(outcome, group[0])
            several = invertible(operation, here, context)
            if several is None:
                return not_drafted(group[0], "the text before it would not come back if it were undone")
            made += several
            here = outcome.state
    difference = first_difference(lay_out(here, number).text, carried.text)
    if difference is not None:
        ours, theirs = difference
        return Diagnostic.at(
            TWO_RESULTS, operations[0].span.to(operations[-1].span), "the act as drafted would lead to another text than the instructions",
            notes=(f"the act leads to `{ours}`, the instructions to `{theirs}`",),
            help="write the operations yourself, in a file that ends in `.law`, and report the instructions: this is a fault of Pincite",
        )  # fmt: skip
    return _undone(made, here, state, number, context) or Body(tuple(made), carried.text)


def _ends(operations: Sequence[Operation]) -> bool:
    """Whether the instructions repeal the section, and say nothing else."""
    place = operations[0].place
    return len(operations) == 1 and isinstance(operations[0], Repeal) and not place.steps and not place.sentences and place.part is Part.ALL


def _drafted(group: list[Operation], state: State, number: str, context: Context) -> Sequence[LawOperation] | Diagnostic:
    sheet = lay_out(state, number)
    operation = group[0]
    match operation:
        case Strike() | Insert() | Substitute():
            return draft_words(operation, state, sheet)
        case Repeal() if _ends(group):
            return draft_end(operation, state, context)
        case StrikeUnit() | Repeal():
            return draft_removal(operation, state, sheet, context)
        case AddUnit():
            return draft_addition(operation, state, context)
        case RewriteUnit():
            return draft_rewriting(operation, state, sheet, context)
        case Retitle():
            return draft_heading(operation, state)
        case Redesignate():
            return draft_redesignation([o for o in group if isinstance(o, Redesignate)], state, context)
        case DesignateExisting():
            return draft_designation(operation, state)
        case StrikeDesignation():
            return draft_lost_designation(operation, state, context)


def _refused(outcome: Diagnostic, operation: Operation) -> Diagnostic:
    """A drafted operation that does not do what it was drafted for."""
    problem = not_drafted(operation, outcome.message)
    others = [label for label in outcome.labels if label.span.path != operation.span.path]
    return evolve(problem, labels=(*problem.labels, *others), notes=outcome.notes)


def _undone(made: Sequence[LawOperation], after: State, before: State, number: str, context: Context) -> Diagnostic | None:
    """Why the act could not be undone; None if undoing gives back the text before it."""
    here = after
    for operation in reversed(made):
        outcome = undo(operation, here, context, "")
        if isinstance(outcome, Diagnostic):
            return Diagnostic.at(NOT_DRAFTED, operation.span, "the act as drafted could not be undone", notes=(outcome.message,))
        here = outcome.state
    difference = first_difference(lay_out(here, number).text, lay_out(before, number).text)
    if difference is None:
        return None
    ours, theirs = difference
    return Diagnostic.at(
        NOT_DRAFTED, made[0].span.to(made[-1].span), "the act as drafted could not be undone: the text before it would not come back",
        notes=(f"undoing leads to `{ours}`, and the text was `{theirs}`",),
    )  # fmt: skip
