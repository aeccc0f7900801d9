"""The place that an instruction names → the units of the text in which it works, and the runs of their own words.

Found in the tree of units, not in the plain text: whoever carries the instruction out on plain text finds the place in another way,
and the two must agree.
"""

from attrs import frozen

from pincitec.diagnostics import Span
from pincitec.law.drafting.sheet import Sheet
from pincitec.law.instructions.model import Part, Place, Rank
from pincitec.law.instructions.outline import Run, sentences
from pincitec.law.model import UnitText
from pincitec.law.state import State, walk
from pincitec.syntax.law_tree import LeadIn, Place as LawPlace, Sentence

_HEADING = ("heading",)


@frozen
class Scope:
    """Own words of a unit in which words are sought: `run` of the sheet, `own` all of the unit's words there."""

    unit: UnitText
    run: Run
    own: Run


def unit_at(place: Place, state: State) -> UnitText | None:
    """The one unit at a place below the section; None if there is none, or more than one."""
    found = [unit for unit in walk(state) if unit.path == place.path]
    tops = [unit for unit in state if unit.designator]
    if not found and len(tops) == 1 and place.steps[0].rank is not Rank.SUBSECTION:
        # Paragraphs cited straight under a section that prints them in its one subsection.
        found = [unit for unit in walk(state) if unit.path == (*tops[0].path, *place.path)]
    return found[0] if len(found) == 1 else None


def scopes(place: Place, state: State, sheet: Sheet) -> tuple[Scope, ...]:
    """The runs at a place in reading order, with those of the units below it; empty where there is no such place."""
    if place.part is Part.HEADING:
        return _whole(tuple(unit for unit in state if unit.path == _HEADING), sheet) if not place.steps else ()
    below = tuple(unit for unit in state if unit.path != _HEADING)
    if place.steps:
        unit = unit_at(place, state)
        if unit is None:
            return ()
        around: State = (unit,)
        first = (unit, *_undesignated(unit.children))
    else:
        around, first = below, _undesignated(below)
    if place.sentences:
        listed = [(scope, run) for scope in _whole(first, sheet) for run in sentences(sheet.text, scope.run)]
        if max(place.sentences) > len(listed):
            return ()
        return tuple(Scope(scope.unit, run, scope.own) for scope, run in (listed[n - 1] for n in place.sentences))
    if place.part is Part.LEAD_IN:
        return _whole(first, sheet)
    if place.part is Part.WITH_HEADING and not place.steps:
        around = state
    return _whole(tuple(walk(around)), sheet)


def within(place: Place, scope: Scope, sheet: Sheet, span: Span) -> LeadIn | Sentence | None:
    """What of the unit's own words an operation is confined to, as it is written."""
    if place.sentences:
        listed = sentences(sheet.text, scope.own)
        return Sentence(listed.index(scope.run) + 1, span) if scope.run in listed else None
    return LeadIn(span) if place.part is Part.LEAD_IN and scope.unit.children else None


def law_place(unit: UnitText, span: Span) -> LawPlace:
    """The place of a unit as it is written in a `.law` file."""
    return LawPlace(unit.path, False, span)


def _undesignated(units: State) -> State:
    """The paragraphs before the first unit that has a designator."""
    for number, unit in enumerate(units):
        if unit.designator:
            return units[:number]
    return units


def _whole(units: State, sheet: Sheet) -> tuple[Scope, ...]:
    return tuple(Scope(own.unit, own.run, own.run) for own in sheet.of(units) if own.run.start < own.run.end)
