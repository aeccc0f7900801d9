"""Operations on whole units, looked up in a text: which characters they change, or why they cannot be carried out."""

import re
from collections.abc import Sequence
from typing import Final

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import NOT_CARRIED_OUT
from pincitec.law.instructions.edits import Edit
from pincitec.law.instructions.model import (
    AddUnit,
    DesignateExisting,
    Part,
    Phrase,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    StrikeDesignation,
    StrikeUnit,
)
from pincitec.law.instructions.outline import Outline, Run, Unit
from pincitec.law.instructions.places import checked, runs_of, unit_of

Edits = tuple[Edit, ...] | Diagnostic
_INDENT: Final = 2
_LABELLED: Final = re.compile(r"\s*(?P<mark>\((?P<label>[0-9A-Za-z-]{1,9})\)|(?P<letter>[A-Z]{1,2})\.)\s+(?P<words>\S.*)", re.DOTALL)


def removed(operation: StrikeUnit | Repeal, view: Outline, text: str) -> Edits:
    """A unit or a sentence taken out. A whole section is not: what a code prints in its place is its editors' choice."""
    place = operation.place
    if place.sentences:
        runs = runs_of(place, view, text, operation.span)
        return runs if isinstance(runs, Diagnostic) else tuple(_without(text, run) for run in runs)
    problem = checked(place, view, operation.span)
    if problem is not None:
        return problem
    if not place.steps or place.part is not Part.ALL:
        return _refuse(operation.span, "only a unit below a section, or a sentence, can be taken out of the text of a section")
    unit = unit_of(place, view, operation.span)
    return unit if isinstance(unit, Diagnostic) else (Edit(unit.start, unit.end, ""),)


def _without(text: str, run: Run) -> Edit:
    if text[run.end : run.end + 1] == " ":
        return Edit(run.start, run.end + 1, "")
    start = run.start - (1 if text[run.start - 1 : run.start] == " " else 0)
    return Edit(start, run.end, "")


def redesignated(operations: Sequence[Redesignate], view: Outline, text: str) -> Edits:
    """Designators changed, all at once: (1) and (2) may become (2) and (3). No two units may then bear the same."""
    edits: list[Edit] = []
    after = {unit.start: unit.path for unit in view.units}
    for operation in operations:
        problem = checked(operation.place, view, operation.span)
        if problem is not None:
            return problem
        if not operation.place.steps:
            return _refuse(operation.span, "the number of a section is not changed within its text")
        unit = unit_of(operation.place, view, operation.span)
        if isinstance(unit, Diagnostic):
            return unit
        mark = text[unit.mark.start : unit.mark.end]
        edits.append(Edit(unit.mark.start, unit.mark.end, mark.replace(unit.path[-1], operation.to, 1)))
        after[unit.start] = (*unit.path[:-1], operation.to)
    if len(set(after.values())) < len(after):
        return _refuse(operations[0].span, "two units would then bear the same designation")
    return tuple(edits)


def retitled(operation: Retitle, view: Outline) -> Edits:
    """The heading of the section replaced."""
    problem = checked(operation.place, view, operation.span) or _unsaid(operation.text, operation.span)
    if problem is not None or operation.text is None:
        return problem or ()
    if operation.place.steps or view.heading is None:
        return _refuse(operation.span, "the text has no heading there")
    return (Edit(view.heading.start, view.heading.end, operation.text.text.strip()),)


def rewritten(operation: RewriteUnit, view: Outline, text: str) -> Edits:
    """The words of a unit, or its lead-in, replaced by those given."""
    place = operation.place
    problem = checked(place, view, operation.span) or _unsaid(operation.text, operation.span)
    if problem is not None or operation.text is None:
        return problem or ()
    words = operation.text.text.strip()
    if place.part is Part.LEAD_IN or place.sentences:
        runs = runs_of(place, view, text, operation.span)
        if isinstance(runs, Diagnostic):
            return runs
        if len(runs) != 1:
            return _refuse(operation.span, "the words there are in several parts")
        return (Edit(runs[0].start, runs[-1].end, words),)
    if not place.steps:
        return _refuse(operation.span, "a whole section is not rewritten by an instruction: put its new text on file")
    unit = unit_of(place, view, operation.span)
    if isinstance(unit, Diagnostic):
        return unit
    given = _LABELLED.match(words)
    if given is None or _label(given) != unit.path[-1]:
        mark = text[unit.mark.start : unit.mark.end]
        return _refuse(operation.span, f"the words given do not begin with the designation `{mark}`")
    end = unit.runs[-1].end if unit.runs else unit.mark.end
    return (Edit(unit.mark.end, end, _laid_out(given["words"], unit.indent)),)


def added(operation: AddUnit, view: Outline, text: str) -> Edits:
    """A unit put in its order among its neighbours."""
    problem = checked(operation.place, view, operation.span) or _unsaid(operation.text, operation.span)
    if problem is not None or operation.text is None:
        return problem or ()
    given = _LABELLED.match(operation.text.text)
    if given is None or operation.labels != (_label(given),):
        return _refuse(operation.span, "the words given do not begin with the designation that is announced")
    above: Unit | None = None
    if operation.place.steps:
        found = unit_of(operation.place, view, operation.span)
        if isinstance(found, Diagnostic):
            return found
        above = found
    path = operation.place.path
    beside = [unit for unit in view.units if unit.path[:-1] == path]
    mark, order = given["mark"], _order(_label(given))
    if any(unit.path[-1] == _label(given) for unit in beside):
        return _refuse(operation.span, f"there is a unit `{mark}` already")
    if any(_order(unit.path[-1])[0] != order[0] or _bracketed(text, unit) != mark.startswith("(") for unit in beside):
        return _refuse(operation.span, f"`{mark}` has no certain place among the designations there")
    before = [unit for unit in beside if _order(unit.path[-1]) < order]
    indent = beside[0].indent if beside else above.indent + _INDENT if above is not None else 0
    if before:
        at = before[-1].runs[-1].end if before[-1].runs else before[-1].mark.end
    else:
        lead_in = above.lead_in if above is not None else view.lead_in
        if not lead_in and above is None:
            return _refuse(operation.span, "there are no words that the unit could stand after")
        at = lead_in[-1].end if lead_in else above.mark.end if above is not None else 0
    return (Edit(at, at, f"\n{' ' * indent}{mark}{_laid_out(given['words'], indent)}"),)


def designated(operation: DesignateExisting, view: Outline, text: str) -> Edits:
    """The words that stand directly in a unit put under a designation of their own, a level below."""
    problem = checked(operation.place, view, operation.span)
    if problem is not None:
        return problem
    if operation.place.steps:
        unit = unit_of(operation.place, view, operation.span)
        if isinstance(unit, Diagnostic):
            return unit
        body, indent, runs = Run(unit.mark.end, unit.end), unit.indent + _INDENT, unit.runs
    else:
        body, indent, runs = Run(view.runs[0].start if view.runs else 0, len(text)), 0, view.runs
    if not runs:
        return _refuse(operation.span, "there are no words to designate")
    if any(other.path[:-1] == operation.place.path for other in view.units):
        return _refuse(operation.span, "what stands there is already in units")
    lines = text[runs[0].start : runs[-1].end].splitlines()
    words = "\n".join(" " * indent + line.strip() for line in lines)
    start = body.start if operation.place.steps else text.rfind("\n", 0, runs[0].start) + 1
    lead = "\n" if operation.place.steps else ""
    return (Edit(start, runs[-1].end, f"{lead}{' ' * indent}({operation.label})\n{words}"),)


def undesignated(operation: StrikeDesignation, view: Outline) -> Edits:
    """The designator of a unit taken out, whose words then join those of the unit above it.

    Only of the first unit there: behind another, the words could go on with that one as well.
    """
    problem = checked(operation.place, view, operation.span)
    if problem is not None:
        return problem
    if not operation.place.steps:
        return _refuse(operation.span, "the number of a section is not taken out of its text")
    unit = unit_of(operation.place, view, operation.span)
    if isinstance(unit, Diagnostic):
        return unit
    if any(other.path[:-1] == unit.path for other in view.units) or len(unit.runs) != 1:
        return _refuse(operation.span, "where the units below one go that loses its designation is not said")
    before = [other for other in view.units if other.path[:-1] == unit.path[:-1] and other.start < unit.start]
    if before:
        return _refuse(operation.span, f"whether its words would go on with those of `({before[-1].path[-1]})` is not said")
    above = next((other.indent for other in view.units if other.path == unit.path[:-1]), 0)
    return (Edit(unit.start, unit.runs[0].start, " " * above),)


def _label(given: re.Match[str]) -> str:
    return given["label"] or given["letter"]


def _bracketed(text: str, unit: Unit) -> bool:
    """Whether a unit is printed as "(a)", not as "A."."""
    return "(" in text[unit.mark.start : unit.mark.end]


def _order(label: str) -> tuple[str, int, str, str]:
    """The order of designators of one level: (1), (1A), (2); (a), (a-1), (b), (aa) after (z)."""
    head, _, tail = label.partition("-")
    match = re.fullmatch(r"(\d*)([A-Za-z]*)", head)
    assert match is not None
    kind = "1" if match[1] else "A" if head.isupper() else "a"
    number = int(match[1]) if match[1] else len(match[2])
    return kind, number, match[2], f"{len(tail)}{tail}"


def _laid_out(words: str, indent: int) -> str:
    return "".join(f"\n{' ' * indent}{line.strip()}" for line in words.strip().splitlines())


def _unsaid(text: Phrase | None, span: Span) -> Diagnostic | None:
    if text is None:
        return _refuse(span, "the words are announced, but they are not here")
    if text.text.rstrip().endswith(":"):
        return _refuse(span, "the words end in a colon: what follows it is not here")
    return None


def _refuse(span: Span, message: str) -> Diagnostic:
    return Diagnostic.at(NOT_CARRIED_OUT, span, message, help="carry it out by hand as an operation, or put the new text on file")
