"""Operations on designations, done or undone: units bear others, words get one, or lose theirs. The words themselves stay.

A unit keeps its identity through all of it: its designation is a label that holds for some days.
"""

from attrs import evolve

from pincitec.diagnostics import Diagnostic
from pincitec.law.change import Change, Outcome, hole, misplaced, missed, no_such_unit, other_words, same_words, shown
from pincitec.law.model import Move, Piece, Splice, Status, UnitText
from pincitec.law.normalise import normalise
from pincitec.law.splice import cut, length
from pincitec.law.state import (
    Context,
    State,
    changed,
    fresh,
    holds_unknown,
    is_unknown,
    order,
    parent_of,
    resolve,
    siblings_of,
    unknown_above,
    walk,
    with_unit,
    without,
)
from pincitec.law.unit_operations import ranged, read_block, uncertain_range, unknown_unit
from pincitec.syntax.law_tree import Designate, Place, Redesignate, Undesignate

Path = tuple[str, ...]


def redesignate(operation: Redesignate, state: State, context: Context, *, forward: bool) -> Outcome:
    """Units of one level bear other designations, respectively and all at once."""
    former = operation.place.former or operation.to.former
    old = evolve(operation.place, former=former), operation.through
    new = evolve(operation.to, former=former), operation.to_through
    (place, through), (to, to_through) = (old, new) if forward else (new, old)
    if operation.place.path[:-1] != operation.to.path[:-1]:
        return misplaced(
            operation.to, "a unit keeps its place within the unit above it", "what moves elsewhere is removed here and added there"
        )
    wrong = uncertain_range(place, through, state if forward else (), context) or uncertain_range(to, to_through, (), context)
    if wrong is not None:
        return wrong
    places, targets = ranged(place, through, context), ranged(to, to_through, context)
    if len(places) != len(targets):
        counts = f"{len(ranged(*old, context))} units and {len(ranged(*new, context))} designations"
        return misplaced(operation.to, f"{counts} do not go together", "name as many designations as units: D through G as E through H")
    for one in (*places, *targets):
        if order(one.path, context) is None:
            help = "see `ladder`; words without a designation get one by `designate`"
            return misplaced(one, f"`{one.path[-1]}` is no designation of its level", help)
    moved: dict[str, str] = {}
    for one, target in zip(places, targets, strict=True):
        unit = resolve(state, one, context)
        if unit is not None:
            moved[unit.identity] = target.path[-1]
        elif unknown_above(state, one, context) is None:
            return no_such_unit(one, state)
    for target in targets:
        there = resolve(state, target, context)
        if there is not None and there.identity not in moved and operation.because is None:
            message = f"`{shown(target)}` exists on that day {'already' if forward else 'too'}, and is not redesignated"
            return misplaced(target, message, "two units share a designation only with a reason: add `because`")
    other_side = _sorted(_labelled(state, moved, (), context), frozenset(moved), context)
    wrong = None if forward else uncertain_range(to, to_through, other_side, context)
    return Change(other_side) if wrong is None else wrong


def _labelled(units: State, labels: dict[str, str], above: Path, context: Context) -> State:
    """The units with these last designations, by identity; the paths of all below them follow."""
    found = []
    for unit in units:
        label = labels.get(unit.identity)
        path = (*above, label if label is not None else unit.path[-1])
        designator = unit.designator if label is None else _designator(path, context)
        found.append(evolve(unit, path=path, designator=designator, children=_labelled(unit.children, labels, path, context)))
    return tuple(found)


def _designator(path: Path, context: Context) -> str:
    depth = len(path) - 1
    return context.ladder[depth].printed(path[-1]) if order(path, context) is not None else ""


def _sorted(units: State, moved: frozenset[str], context: Context) -> State:
    """Siblings whose new designations are out of order in the order of designations; others stay where they are."""
    orders = [found for unit in units if (found := order(unit.path, context)) is not None]
    siblings = tuple(evolve(unit, children=_sorted(unit.children, moved, context)) for unit in units)
    if orders == sorted(orders) or not any(unit.identity in moved for unit in units):
        return siblings
    kept = tuple(unit for unit in siblings if unit.identity not in moved)
    for unit in siblings:
        if unit.identity in moved:
            kept = with_unit(kept, unit, None, context)
    return kept


# -- words that get a designation ----------------------------------------------------------------------------------------


def designate(operation: Designate, state: State, context: Context, mark: str, *, forward: bool) -> Outcome:
    """The words that stand directly in a unit become a unit below it; those of a section its first unit."""
    if operation.to.path[:-1] != operation.place.path or order(operation.to.path, context) is None:
        to = f"{shown(operation.place)}(1)" if not operation.place.is_section else "A"
        return misplaced(operation.to, "the words become a unit directly below the one in which they stand", f"for example: as {to}")
    if operation.place.is_section:
        return _label_paragraph(operation.to, state, context, forward=forward)
    unit = resolve(state, operation.place, context)
    if unit is None or is_unknown(unit):
        around = unit if unit is not None else unknown_above(state, operation.place, context)
        return Change(state) if around is not None else no_such_unit(operation.place, state)
    below = resolve(state, operation.to, context)
    if forward:
        if below is not None:
            return misplaced(operation.to, f"`{shown(operation.to)}` exists on that day already", "redesignate the units below it first")
        if not unit.text.strip():
            return missed(operation.span, f"no words stand directly in `{shown(operation.place)}`", "see the text of the day before")
        path = operation.to.path
        made = fresh(UnitText("/".join(path), path, _designator(path, context), unit.pieces), state, context, f"+{mark}")
        after = changed(state, unit.identity, lambda u: evolve(u, pieces=(), children=(made, *u.children)))
        return Change(after, moves=(Move(unit.identity, made.identity),))
    if below is None:
        return no_such_unit(operation.to, state)
    if below.children or unit.text.strip():
        what = f"`{shown(operation.to)}` has units below it" if below.children else f"words stand directly in `{shown(operation.place)}`"
        return misplaced(operation.to, f"{what} after the act", "an act that came later has to be on file with its operations")
    after = changed(without(state, below.identity), unit.identity, lambda u: evolve(u, pieces=below.pieces))
    return Change(after, moves=(Move(unit.identity, below.identity),))


def _label_paragraph(to: Place, state: State, context: Context, *, forward: bool) -> Outcome:
    """The one paragraph of a section bears a designation, or bears none."""
    paragraphs = [unit for unit in state if unit.path[-1].startswith("¶")]
    below = resolve(state, to, context)
    if forward and below is not None:
        return misplaced(to, f"`{shown(to)}` exists on that day already", "redesignate it first")
    if len(paragraphs) != (1 if forward else 0):
        if all(is_unknown(unit) for unit in state):
            return Change(state)
        message = f"{len(paragraphs) or 'no'} paragraphs without a designation stand in the section"
        return misplaced(to, message, "one paragraph becomes one unit; give the whole section by `rewrite section`")
    unit = paragraphs[0] if forward else below
    if unit is None:
        return Change(state) if unknown_above(state, to, context) is not None else no_such_unit(to, state)
    return Change(_labelled(state, {unit.identity: to.path[-1] if forward else "¶1"}, (), context))


# -- words that lose theirs ----------------------------------------------------------------------------------------------


def undesignate(operation: Undesignate, state: State, context: Context) -> Outcome:
    """The words of a unit join those of the unit above it; behind other units they become a paragraph of it."""
    place = operation.place
    unit = resolve(state, place, context)
    if unit is None:
        return Change(state) if unknown_above(state, place, context) is not None else no_such_unit(place, state)
    given = _given(operation, context)
    if isinstance(given, Diagnostic):
        return given
    if given is not None and not holds_unknown(unit) and not same_words(given, unit):
        return other_words(given.pieces[0].span or operation.span, given, unit, place, "before")
    if unit.children:
        return misplaced(place, f"`{shown(place)}` has units below it", "say by operations of their own what becomes of them")
    siblings = siblings_of(state, place.path, context)
    if any(sibling.path[-1].startswith("¶") for sibling in siblings):
        message = "paragraphs without a designation stand beside it, and would be counted anew"
        return misplaced(place, message, "give the unit above it by `rewrite`")
    parent = _parent(place, state, context)
    if parent is None or siblings[0].identity != unit.identity:
        return Change(_labelled(state, {unit.identity: "¶1"}, (), context))
    joint = (Piece(" ", Status.DERIVED, None),) if parent.pieces and unit.pieces else ()
    splice = Splice(parent.identity, length(parent.pieces), (), (*joint, *unit.pieces))
    joined = (*parent.pieces, *joint, *unit.pieces)
    after = changed(without(state, unit.identity), parent.identity, lambda u: evolve(u, pieces=joined))
    return Change(after, (splice,), moves=(Move(unit.identity, parent.identity),))


def undo_undesignate(operation: Undesignate, state: State, context: Context, mark: str) -> Outcome:
    """The unit is parted again from the words around it. Where it began is on file only with its words."""
    place = operation.place
    given = _given(operation, context)
    if isinstance(given, Diagnostic):
        return given
    parent = _parent(place, state, context)
    if len(place.path) > 1 and (parent is None or is_unknown(parent)):
        if unknown_above(state, place, context) is not None:
            return Change(state)
        return no_such_unit(evolve(place, path=place.path[:-1]), state)
    if not place.former and operation.because is None and resolve(state, place, context) is not None:
        message = f"`{shown(place)}` exists after the act that strikes its designation"
        return misplaced(place, message, f"if that is another unit, write `former {shown(place)}`")
    if parent is None or _stands_behind(place, parent, context):
        return _relabel(operation, given, parent, state, context)
    if given is None:
        why = f"not on file: where the words of {shown(place)} began"
        unit = fresh(unknown_unit(place, context, operation.hole, operation.span), state, context, f"~{mark}")
        before = changed(state, parent.identity, lambda u: evolve(u, pieces=hole(why, operation.span), children=(unit, *u.children)))
        return Change(before, blanked=(parent.identity,))
    words, whole = normalise(given.text).strip(), parent.text
    start = next((i for i in range(len(whole)) if normalise(whole[i:]).strip() == words and (i == 0 or not whole[i].isspace())), None)
    if start is None or (start and not whole[start - 1].isspace()):
        return other_words(given.pieces[0].span or operation.span, given, parent, evolve(place, path=place.path[:-1]), "after")
    kept = len(whole[:start].rstrip())
    unit = fresh(evolve(given, pieces=cut(parent.pieces, start, len(whole))), state, context, f"~{mark}")
    own = cut(parent.pieces, 0, kept)
    before = changed(state, parent.identity, lambda u: evolve(u, pieces=own, children=(unit, *u.children)))
    splice = Splice(parent.identity, kept, (), cut(parent.pieces, kept, len(whole)))
    return Change(before, (splice,), moves=(Move(unit.identity, parent.identity),))


def _relabel(operation: Undesignate, given: UnitText | None, parent: UnitText | None, state: State, context: Context) -> Outcome:
    """The paragraph that was the unit bears its designation again."""
    place = operation.place
    found = [unit for unit in (parent.children if parent is not None else state) if unit.path[-1].startswith("¶")]
    if len(found) != 1:
        if parent is None and all(is_unknown(unit) for unit in state):
            return Change(state)
        message = f"it is not certain which paragraph was `{shown(place)}`"
        return misplaced(place, message, "give the unit above it by `rewrite`")
    labelled = _labelled(state, {found[0].identity: place.path[-1]}, (), context)
    unit = next(unit for unit in walk(labelled) if unit.identity == found[0].identity)
    if given is not None and not holds_unknown(unit) and not same_words(given, unit):
        return other_words(given.pieces[0].span or operation.span, given, unit, place, "after")
    return Change(labelled)


def _given(operation: Undesignate, context: Context) -> UnitText | Diagnostic | None:
    """The unit as the act gives it, without units below it."""
    if operation.text is None:
        return None
    units = read_block(operation.text, [operation.place], context)
    if isinstance(units, Diagnostic):
        return units
    if units[0].children or not units[0].pieces:
        return misplaced(operation.place, "the block holds other units, or no words", "give the designator and the words of the one unit")
    return units[0]


def _parent(place: Place, state: State, context: Context) -> UnitText | None:
    return parent_of(state, place, context) if len(place.path) > 1 else None


def _stands_behind(place: Place, parent: UnitText, context: Context) -> bool:
    """Whether a unit of this designation stood behind others of the unit above it."""
    own = order(place.path, context)
    orders = [order(child.path, context) for child in parent.children]
    return own is not None and any(other is not None and other < own for other in orders)
