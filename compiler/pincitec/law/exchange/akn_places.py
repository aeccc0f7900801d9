"""Where a unit that an act names stands in the text of a later day: acts name units as they were designated then.

Operations are taken in the order in which they were done. What came after one moves its unit to another designation, or takes it
out of the text; then it is a former unit, whatever bears its designation now. Two units may share a designation for some days: one
that stands in the newest text, and a former one.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from pincitec.law.model import Act, Section
from pincitec.law.places import units_of
from pincitec.law.state import Context
from pincitec.law.unit_operations import ranged
from pincitec.syntax.law_tree import AddUnit, Operation, Place, Recodify, Redesignate, RemoveUnits

Path = tuple[str, ...]
FORMER = "~"
"""Stands in the identity of a unit that is not in the newest text."""


@frozen
class Step:
    """An operation that gave units other designations, or none. `act` and `number` say which one: by number, of an act by number."""

    act: int
    number: int
    former: bool
    """Whether its units are former ones."""
    moves: Mapping[Path, Path | None]

    def after(self, act: int, number: int) -> bool:
        return (self.act, self.number) > (act, number)


@frozen
class Standing:
    """The place of a unit on a day; of one that is `gone`, the last that it had."""

    place: Place
    gone: bool = False


def steps(section: Section, acts: Iterable[Act], day: date, context: Context) -> tuple[Step, ...]:
    """Those of the acts that have effect on the day. `acts`: oldest first, each with a day."""
    found = []
    for n, act in enumerate(acts):
        if any(period.from_ <= day and (period.until is None or day < period.until) for period in act.periods):
            for number, operation in enumerate(act.operations):
                moves = moves_of(operation, context)
                if moves:
                    found.append(Step(n, number, is_former(operation, act, section), moves))
    return tuple(found)


def moves_of(operation: Operation, context: Context) -> dict[Path, Path | None]:
    """The designations of units before an operation, and those after it; None for one that left the text."""
    if operation.place.is_section:
        return {}
    match operation:
        case RemoveUnits():
            return {place.path: None for place in ranged(operation.place, operation.through, context)}
        case Recodify():
            return {operation.place.path: None}
        case Redesignate():
            return {old.path: new.path for old, new in redesignated(operation, context)}
    return {}


def redesignated(operation: Redesignate, context: Context) -> tuple[tuple[Place, Place], ...]:
    """Each unit's old and new place; none where the two ranges do not go together, which is an error of the section."""
    old = ranged(operation.place, operation.through, context)
    new = ranged(operation.to, operation.to_through, context)
    return tuple(zip(old, new, strict=True)) if len(old) == len(new) else ()


def is_former(operation: Operation, act: Act, section: Section) -> bool:
    """Whether the act means a unit that is not in the newest text: it says so, or on that day there is no other."""
    place, day = operation.place, act.periods[0].from_
    if place.former:
        return True
    before = [version for version in section.versions if version.until == day]
    after = [version for version in section.versions if version.from_ == day]
    for version in after if isinstance(operation, AddUnit) else (*before, *after):
        named = [unit for unit in units_of(version) if unit.path == place.path]
        if named:
            return all(FORMER in unit.identity for unit in named)
    return False


def standing(place: Place, later: Iterable[Step]) -> Standing:
    """Where the unit stands after the steps. `place.former` tells which of two units is meant."""
    for step in later:
        around = next((place.path[:n] for n in range(len(place.path), 0, -1) if place.path[:n] in step.moves), None)
        if around is not None and step.former == place.former:
            to = step.moves[around]
            if to is None:
                return Standing(evolve(place, former=True), gone=True)
            place = evolve(place, path=(*to, *place.path[len(around) :]))
    return Standing(place)
