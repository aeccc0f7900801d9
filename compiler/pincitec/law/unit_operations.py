"""Operations on whole units, done or undone: units come, go, are repealed, recodified or rewritten; the heading changes.

Words that went and are not on file come back as a hole, never as a guess. Where the act gives the words that went or came, they must
be those of the text.
"""

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.change import (
    Change,
    Outcome,
    hole,
    misplaced,
    missed,
    no_such_unit,
    other_words,
    pieces_of,
    same_words,
    shown,
)
from pincitec.law.layout import read_units
from pincitec.law.model import Status, UnitText
from pincitec.law.state import (
    Context,
    State,
    between,
    blanked,
    fresh,
    holds_unknown,
    is_unknown,
    parent_of,
    renamed,
    resolve,
    unknown_above,
    walk,
    with_unit,
    without,
)
from pincitec.syntax.law_tree import AddUnit, Place, Recodify, RemoveUnits, Verbatim, Words

Parted = RemoveUnits | Recodify


def ranged(place: Place, through: str | None, context: Context) -> list[Place]:
    """The places of a range, such as D, E, F and G for `former D through G`."""
    depth = len(place.path) - 1
    if through is None or not 0 <= depth < len(context.ladder):
        return [place]
    level = context.ladder[depth]
    first, last = level.ordinal(place.path[-1]), level.ordinal(through)
    if first is None or last is None or last < first:
        return [place]
    return [evolve(place, path=(*place.path[:-1], level.label(n))) for n in range(first, last + 1)]


def uncertain_range(place: Place, through: str | None, state: State, context: Context) -> Diagnostic | None:
    """What makes a range uncertain: ends that are no designations in order, or a unit with a designation between two of its own."""
    if through is None:
        return None
    if len(ranged(place, through, context)) == 1 and through != place.path[-1]:
        message = f"`{through}` does not come after `{shown(place)}` in the order of designations"
        return misplaced(place, message, "name units that are in no such order one by one")
    inside = between(state, place, through, context)
    if inside is None:
        return None
    message = f"`{shown(evolve(place, path=inside.path))}` stands within the range, and the range does not name it"
    return misplaced(place, message, "end the range before it, and go on behind it in a statement of its own")


# -- blocks --------------------------------------------------------------------------------------------------------------


def read_block(block: Verbatim, places: list[Place], context: Context) -> list[UnitText] | Diagnostic:
    """The units of a block, which must be these and no others. The first one's designator need not be the first of its level."""
    first = places[0]
    depth = len(first.path) - 1
    if first.is_section:
        units, problems = read_units(block, context.ladder)
        return problems[0] if problems else list(units)
    given = block
    if 0 <= depth < len(context.ladder) and not block.text.startswith(("u", "h", "dt|", "li|")):
        given = Verbatim(f"u{depth + 1}|{block.text}", Span(block.span.path, block.span.start - 3, block.span.end))
    units, problems = read_units(given, context.ladder, heading=False, under=first.path[:-1])
    if problems:
        return problems[0]
    if [unit.path for unit in units] == [place.path for place in places]:
        return list(units)
    what = f"the one unit `{shown(first)}`" if len(places) == 1 else f"the units `{shown(first)}` through `{places[-1].path[-1]}`"
    return misplaced(evolve(first, span=block.span), f"the block does not hold {what}", "the block begins with the designator as printed")


def unknown_unit(place: Place, context: Context, why: Words | None, span: Span) -> UnitText:
    """A unit of which only the designation is on file."""
    depth = len(place.path) - 1
    designator = context.ladder[depth].printed(place.path[-1]) if 0 <= depth < len(context.ladder) else ""
    pieces = pieces_of((why,)) if why is not None else hole("the words of this unit are not on file", span)
    return UnitText("/".join(place.path), place.path, designator, pieces)


# -- coming --------------------------------------------------------------------------------------------------------------


def add(operation: AddUnit, state: State, context: Context, mark: str) -> Outcome:
    """A unit comes into the text."""
    if operation.text is not None:
        units = read_block(operation.text, [operation.place], context)
        if isinstance(units, Diagnostic):
            return units
        unit = units[0]
    elif operation.hole is not None:
        unit = unknown_unit(operation.place, context, operation.hole, operation.span)
    else:
        return missed(
            operation.span, f"the words of the added `{shown(operation.place)}` are not on file",
            "give them in a block, or write `⟨why they are not on file⟩`",
        )  # fmt: skip
    if operation.because is None and not operation.place.former and resolve(state, operation.place, context) is not None:
        message = f"`{shown(operation.place)}` exists on that day already"
        return misplaced(operation.place, message, "two units share a designation only with a reason: add `because`")
    return put(operation.place, fresh(unit, state, context, f"+{mark}"), state, context, operation.after)


def put(place: Place, unit: UnitText, state: State, context: Context, after: Place | None = None) -> Outcome:
    """The text with a unit put in its place: behind the one named, else by the order of designations."""
    parent = None
    if len(place.path) > 1:
        parent = parent_of(state, place, context)
        if (parent is None or is_unknown(parent)) and unknown_above(state, place, context) is not None:
            return Change(state)
        if parent is None:
            return no_such_unit(evolve(place, path=place.path[:-1]), state)
    behind = resolve(state, after, context) if after is not None else None
    if after is not None and (behind is None or after.path[:-1] != place.path[:-1]):
        return no_such_unit(after, state) if behind is None else misplaced(after, *_APART)
    return Change(with_unit(state, unit, parent, context, behind), added=tuple(u.identity for u in walk((unit,))))


_APART = "the unit after which it stands is not beside it", "name a unit of the same level within the same unit"


def undo_add(operation: AddUnit, state: State, context: Context) -> Outcome:
    unit = resolve(state, operation.place, context)
    if unit is None:
        if unknown_above(state, operation.place, context) is not None:
            return Change(state)
        return no_such_unit(operation.place, state)
    if operation.text is not None:
        given = read_block(operation.text, [operation.place], context)
        if isinstance(given, Diagnostic):
            return given
        if not same_words(given[0], unit) and not holds_unknown(unit):
            return other_words(operation.text.span, given[0], unit, operation.place, "after")
    return Change(without(state, unit.identity), added=tuple(u.identity for u in walk((unit,))))


# -- going ---------------------------------------------------------------------------------------------------------------


def take(operation: Parted, state: State, context: Context) -> Outcome:
    """Units, or all of them, leave the text."""
    text = _text(operation)
    if operation.place.is_section:
        return _end_section(text, state, context)
    through = operation.through if isinstance(operation, RemoveUnits) else None
    wrong = uncertain_range(operation.place, through, state, context)
    if wrong is not None:
        return wrong
    places = ranged(operation.place, through, context)
    given = read_block(text, places, context) if text is not None else None
    if isinstance(given, Diagnostic):
        return given
    for number, place in enumerate(places):
        unit = resolve(state, place, context)
        if unit is None:
            if unknown_above(state, place, context) is not None:
                continue
            return no_such_unit(place, state)
        if given is not None and text is not None and not holds_unknown(unit) and not same_words(given[number], unit):
            return other_words(text.span, given[number], unit, place, "before")
        state = without(state, unit.identity)
    return Change(state)


def undo_take(operation: Parted, state: State, context: Context, mark: str) -> Outcome:
    """Units come back: with the words that they had, or with a hole in place of them."""
    text = _text(operation)
    if operation.place.is_section:
        return _begin_section(operation, text, state, context)
    through = operation.through if isinstance(operation, RemoveUnits) else None
    wrong = uncertain_range(operation.place, through, (), context)
    if wrong is not None:
        return wrong
    places = ranged(operation.place, through, context)
    given = read_block(text, places, context) if text is not None else None
    if isinstance(given, Diagnostic):
        return given
    for number, place in enumerate(places):
        if operation.because is None and not place.former and resolve(state, place, context) is not None:
            message = f"`{shown(place)}` exists after the act that removes it"
            return misplaced(place, message, f"if the removed unit is another one, write `former {shown(place)}`")
        unit = given[number] if given is not None else unknown_unit(place, context, _gap(operation), operation.span)
        unit = renamed(unit, mark, Status.DERIVED if given is not None else Status.UNKNOWN)
        outcome = put(place, unit, state, context)
        if isinstance(outcome, Diagnostic):
            return outcome
        state = outcome.state
    return Change(state)


def _text(operation: Parted) -> Verbatim | None:
    if isinstance(operation, RemoveUnits):
        return operation.text
    return operation.was if isinstance(operation.was, Verbatim) else None


def _gap(operation: Parted) -> Words | None:
    if isinstance(operation, RemoveUnits):
        return operation.hole
    return operation.was if isinstance(operation.was, Words) else None


def _end_section(text: Verbatim | None, state: State, context: Context) -> Outcome:
    if text is not None:
        wrong = other_section(text, state, context, "before")
        if wrong is not None:
            return wrong
    return Change(())


def _begin_section(operation: Parted, text: Verbatim | None, state: State, context: Context) -> Outcome:
    if text is not None:
        units = read_block(text, [operation.place], context)
        return units if isinstance(units, Diagnostic) else Change(tuple(derived(unit) for unit in units))
    if state:
        return Change(tuple(blanked(unit, "not on file: the words of the section before it ended", operation.span) for unit in state))
    why = _gap(operation)
    pieces = pieces_of((why,)) if why is not None else hole("the words of the section before it ended are not on file", operation.span)
    return Change((UnitText("heading", ("heading",), "", pieces),))


def other_section(text: Verbatim, state: State, context: Context, when: str) -> Diagnostic | None:
    """Whether a block that holds the whole section differs from the text."""
    place = Place((), False, text.span)
    units = read_block(text, [place], context)
    if isinstance(units, Diagnostic):
        return units
    if any(holds_unknown(unit) for unit in state):
        return None
    whole = UnitText("", (), "", (), tuple(units)), UnitText("", (), "", (), state)
    return None if same_words(*whole) else other_words(text.span, *whole, place, when)


def derived(unit: UnitText) -> UnitText:
    """A unit whose words follow from the record of an act, and stand in no text on file of that day."""
    pieces = tuple(evolve(piece, status=Status.DERIVED) if piece.status is Status.VERBATIM else piece for piece in unit.pieces)
    return evolve(unit, pieces=pieces, children=tuple(derived(child) for child in unit.children))
