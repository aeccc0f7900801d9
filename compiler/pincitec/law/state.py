"""The units of a section on one day as an immutable tree: finding, replacing, adding and removing units."""

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from pincitec.diagnostics import Span
from pincitec.law.ladder import Level
from pincitec.law.model import Piece, Status, UnitText
from pincitec.syntax.law_tree import Place

State = tuple[UnitText, ...]


@frozen
class Context:
    """What operations need to know of their section. `surviving`: identities of the units of the newest text."""

    ladder: tuple[Level, ...]
    surviving: frozenset[str]


def walk(state: State) -> Iterator[UnitText]:
    """All units in reading order."""
    for unit in state:
        yield unit
        yield from walk(unit.children)


def is_unknown(unit: UnitText) -> bool:
    """Whether none of the unit's own words are on file."""
    return bool(unit.pieces) and all(piece.status is Status.UNKNOWN for piece in unit.pieces)


def holds_unknown(unit: UnitText) -> bool:
    """Whether any word of the unit or of its sub-units is not on file."""
    return any(piece.status is Status.UNKNOWN for part in walk((unit,)) for piece in part.pieces)


def resolve(state: State, place: Place, context: Context) -> UnitText | None:
    """The unit that a place names that day: the surviving one, unless it says `former` or there is only a former one."""
    named = [unit for unit in walk(state) if unit.path == place.path]
    surviving = [unit for unit in named if unit.identity in context.surviving]
    former = [unit for unit in named if unit.identity not in context.surviving]
    choice = former if place.former or not surviving else surviving
    return choice[0] if len(choice) == 1 else None


def unknown_above(state: State, place: Place, context: Context) -> UnitText | None:
    """The innermost unit around a place whose words are not on file: what stood below it is not on file either."""
    for size in range(len(place.path) - 1, 0, -1):
        unit = resolve(state, evolve(place, path=place.path[:size]), context)
        if unit is not None and is_unknown(unit):
            return unit
    return None


def changed(state: State, identity: str, change: Callable[[UnitText], UnitText]) -> State:
    return tuple(
        change(unit) if unit.identity == identity else evolve(unit, children=changed(unit.children, identity, change)) for unit in state
    )


def without(state: State, identity: str) -> State:
    return tuple(evolve(unit, children=without(unit.children, identity)) for unit in state if unit.identity != identity)


def with_unit(state: State, unit: UnitText, parent: UnitText | None, context: Context) -> State:
    """The state with a unit put in its place among its siblings, by the order of designations."""
    if parent is not None:
        return changed(state, parent.identity, lambda p: evolve(p, children=_inserted(p.children, unit, context)))
    return _inserted(state, unit, context)


def _inserted(siblings: State, unit: UnitText, context: Context) -> State:
    position = len(siblings)
    own = _ordinal(unit, context)
    if own is not None:
        later = [i for i, s in enumerate(siblings) if (other := _ordinal(s, context)) is not None and other > own]
        position = min(later, default=position)
    return (*siblings[:position], unit, *siblings[position:])


def _ordinal(unit: UnitText, context: Context) -> int | None:
    depth = len(unit.path) - 1
    return context.ladder[depth].ordinal(unit.path[-1]) if depth < len(context.ladder) else None


def blanked(unit: UnitText, why: str, span: Span) -> UnitText:
    """The unit with its words, and those below it, not on file. Its sub-units stay addressable and unknown."""
    return evolve(
        unit,
        pieces=(Piece(f"⟨{why}⟩", Status.UNKNOWN, span),),
        children=tuple(blanked(child, why, span) for child in unit.children),
    )


def renamed(unit: UnitText, suffix: str, status: Status) -> UnitText:
    """The unit as another one of the same designation: a former unit is not its successor."""
    return evolve(
        unit,
        identity=f"{unit.identity}~{suffix}",
        pieces=tuple(evolve(piece, status=status) for piece in unit.pieces),
        children=tuple(renamed(child, suffix, status) for child in unit.children),
    )
