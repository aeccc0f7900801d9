"""The units of a section on one day as an immutable tree: finding, replacing, adding and removing units."""

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, frozen

from pincitec.diagnostics import Span
from pincitec.law.ladder import Level, Order
from pincitec.law.model import Piece, Status, UnitText
from pincitec.syntax.law_tree import Place

State = tuple[UnitText, ...]


@frozen
class Context:
    """What operations need to know of their section. `surviving`: identities of the units of the newest text.

    `used`: identities of units that there have been: a unit that comes later is another one.
    """

    ladder: tuple[Level, ...]
    surviving: frozenset[str]
    used: frozenset[str] = frozenset()


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


def parent_of(state: State, place: Place, context: Context) -> UnitText | None:
    """The unit around a place; around a former unit it may be a former one too, or one that survives."""
    above = evolve(place, path=place.path[:-1])
    found = resolve(state, above, context)
    return resolve(state, evolve(above, former=False), context) if found is None and place.former else found


def unknown_above(state: State, place: Place, context: Context) -> UnitText | None:
    """The innermost unit around a place whose words are not on file: what stood below it is not on file either.

    Where no word of the whole section is on file, its first unit stands for all.
    """
    for size in range(len(place.path) - 1, 0, -1):
        unit = resolve(state, evolve(place, path=place.path[:size]), context)
        if unit is not None and is_unknown(unit):
            return unit
    return state[0] if state and all(is_unknown(unit) for unit in state) else None


def changed(state: State, identity: str, change: Callable[[UnitText], UnitText]) -> State:
    return tuple(
        change(unit) if unit.identity == identity else evolve(unit, children=changed(unit.children, identity, change)) for unit in state
    )


def without(state: State, identity: str) -> State:
    return tuple(evolve(unit, children=without(unit.children, identity)) for unit in state if unit.identity != identity)


def with_unit(state: State, unit: UnitText, parent: UnitText | None, context: Context, after: UnitText | None = None) -> State:
    """The state with a unit put in its place among its siblings: behind `after`, else by the order of designations."""
    if parent is not None:
        return changed(state, parent.identity, lambda p: evolve(p, children=_inserted(p.children, unit, context, after)))
    return _inserted(state, unit, context, after)


def _inserted(siblings: State, unit: UnitText, context: Context, after: UnitText | None = None) -> State:
    position = len(siblings)
    own = order(unit.path, context)
    if after is not None:
        position = next((i + 1 for i, sibling in enumerate(siblings) if sibling.identity == after.identity), position)
    elif own is not None:
        later = [i for i, s in enumerate(siblings) if (other := order(s.path, context)) is not None and other > own]
        position = min(later, default=position)
    return (*siblings[:position], unit, *siblings[position:])


def order(path: tuple[str, ...], context: Context) -> Order | None:
    """Where a designation stands among those of its level; None if it is no designation of the ladder."""
    depth = len(path) - 1
    return context.ladder[depth].order(path[-1]) if 0 <= depth < len(context.ladder) else None


def siblings_of(state: State, path: tuple[str, ...], context: Context) -> State:
    """The units beside a place, in reading order."""
    if len(path) == 1:
        return state
    return next((unit.children for unit in walk(state) if unit.path == path[:-1]), ())


def between(state: State, place: Place, through: str, context: Context) -> UnitText | None:
    """A unit whose designation lies between two of a range, such as D-1 in `D through G`."""
    first, last = order(place.path, context), order((*place.path[:-1], through), context)
    if first is None or last is None:
        return None
    for unit in siblings_of(state, place.path, context):
        own = order(unit.path, context)
        if own is not None and first < own < last and own[2]:
            return unit
    return None


def fresh(unit: UnitText, state: State, context: Context, mark: str, same: Mapping[tuple[str, ...], str] | None = None) -> UnitText:
    """A unit that comes, and those below it, with identities that no unit had. `same`: identities of units that go on, by designations."""
    taken = context.used | {other.identity for other in walk(state)}
    known = same or {}

    def named(part: UnitText) -> UnitText:
        identity = known.get(part.path)
        if identity is None:
            identity = f"{part.identity}{mark}" if part.identity in taken else part.identity
        return evolve(part, identity=identity, children=tuple(named(child) for child in part.children))

    return named(unit)


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
