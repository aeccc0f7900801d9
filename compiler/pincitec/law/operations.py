"""One operation of an act, done to a text or undone from it.

Operations are written once, in the forward sense. Each must hit: as often as it says, on word boundaries, inside its unit,
beside its anchor. What cannot be done exactly is a problem, never a weaker or stronger operation.
"""

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.law import OPERATION_MISSES, UNKNOWN_PLACE
from pincitec.law.flat import flatten
from pincitec.law.layout import read_units
from pincitec.law.locate import hits, own_text
from pincitec.law.model import Piece, Splice, Status, UnitText
from pincitec.law.quotations import nearest
from pincitec.law.splice import cut, replaced, seam, spaced
from pincitec.law.state import (
    Context,
    State,
    blanked,
    changed,
    is_unknown,
    renamed,
    resolve,
    unknown_above,
    walk,
    with_unit,
    without,
)
from pincitec.syntax.law_tree import (
    AddUnit,
    Anchor,
    AnchorKind,
    How,
    Operation,
    Place,
    RemoveUnits,
    Verbatim,
    Words,
    WordsIn,
)


@frozen
class Change:
    """The text on the other side of an operation. `splices` and `added` are in the forward sense, in forward order."""

    state: State
    splices: tuple[Splice, ...] = ()
    added: tuple[str, ...] = ()
    blanked: tuple[str, ...] = ()


Outcome = Change | Diagnostic


def apply(operation: Operation, state: State, context: Context, suffix: str) -> Outcome:
    """The text after the operation, from the text before it."""
    match operation:
        case WordsIn():
            return _words(operation, state, context, forward=True)
        case AddUnit():
            return _put(operation.place, operation, state, context, "")
        case RemoveUnits() if not operation.place.is_section:
            return _take(operation, state, context)
        case _:
            return _not_replayed(operation)


def undo(operation: Operation, state: State, context: Context, suffix: str) -> Outcome:
    """The text before the operation, from the text after it. `suffix` names units that the act removed."""
    match operation:
        case WordsIn():
            return _words(operation, state, context, forward=False)
        case AddUnit():
            return _undo_add(operation, state, context)
        case RemoveUnits() if not operation.place.is_section:
            change = Change(state)
            for place in removed_places(operation, context):
                outcome = _put(place, operation, change.state, context, suffix)
                if isinstance(outcome, Diagnostic):
                    return outcome
                change = Change(outcome.state)
            return change
        case _:
            return _not_replayed(operation)


def _not_replayed(operation: Operation) -> Diagnostic:
    return Diagnostic.at(OPERATION_MISSES, operation.span, "an operation of this kind cannot be replayed", help="state it as a `remainder`")


def removed_places(operation: RemoveUnits, context: Context) -> list[Place]:
    """The places of a removed range, such as D, E, F and G for `remove former D through G`."""
    place, depth = operation.place, len(operation.place.path) - 1
    if operation.through is None or depth >= len(context.ladder):
        return [place]
    level = context.ladder[depth]
    first, last = level.ordinal(place.path[-1]), level.ordinal(operation.through)
    if first is None or last is None or last < first:
        return [place]
    return [evolve(place, path=(*place.path[:-1], level.label(n))) for n in range(first, last + 1)]


# -- words ---------------------------------------------------------------------------------------------------------------


def _pieces(operands: tuple[Words, ...]) -> tuple[Piece, ...]:
    statuses = {How.GIVEN: Status.DERIVED, How.INFERRED: Status.INFERRED, How.HOLE: Status.UNKNOWN}
    pieces: list[Piece] = []
    for number, words in enumerate(operands):
        if number:
            pieces.append(Piece(" ", Status.DERIVED, None))
        pieces.extend(Piece(part.text, statuses[part.how], part.span) for part in words.parts)
    return tuple(pieces)


def _words(operation: WordsIn, state: State, context: Context, *, forward: bool) -> Outcome:
    if operation.within is not None or operation.occurrence is not None:
        return _not_replayed(operation)
    unit = resolve(state, operation.place, context)
    at_unknown = operation.anchor is not None and operation.anchor.kind is AnchorKind.AT_UNKNOWN
    if unit is None or is_unknown(unit):
        around = unit if unit is not None else unknown_above(state, operation.place, context)
        if around is None:
            return no_such_unit(operation.place, state)
        if at_unknown:
            return Change(state)
        return Diagnostic.at(
            OPERATION_MISSES,
            operation.span,
            f"the text of `{shown(operation.place)}` is not on file on that day",
            help="write `at unknown` after the place: the operation is then recorded, and not replayed",
        )
    if at_unknown:
        return _at_unknown(operation, unit, state, forward=forward)
    found, given = (operation.strikes, operation.inserts) if forward else (operation.inserts, operation.strikes)
    if any(words.has_hole for words in found):
        return Diagnostic.at(
            OPERATION_MISSES,
            operation.span,
            "words that are not on file cannot be looked up in the text",
            help="write `at unknown` after the place: the unit is then not on file on the other side of the act",
        )
    located = locate(operation, found, unit)
    if isinstance(located, Diagnostic):
        return located
    pieces, splices = unit.pieces, list[Splice]()
    shift = 0
    for low, high in located:
        raw = "".join(piece.text for piece in pieces)
        new = _pieces(given)
        start, end, lead, trail = seam(raw, low + shift, high + shift, "".join(p.text for p in new))
        new = spaced(lead, new, trail)
        struck = cut(pieces, start, end)
        pieces = replaced(pieces, start, end, new)
        grown = sum(len(p.text) for p in new) - (end - start)
        if forward:
            splices.append(Splice(unit.identity, start, struck, new))
        else:
            # In forward order all earlier hits are already done, so the place is that in the text after the act.
            splices.append(Splice(unit.identity, start - shift, new, struck))
        shift += grown
    after = evolve(unit, pieces=tuple(piece for piece in pieces if piece.text))
    if not forward and not any(words.has_hole for words in given):
        again = locate(operation, given, after)
        if isinstance(again, Diagnostic):
            return evolve(again, notes=("looked up in the text before the act, as undoing gives it",))
    return Change(changed(state, unit.identity, lambda _: after), tuple(splices))


def locate(operation: WordsIn, operands: tuple[Words, ...], unit: UnitText) -> list[tuple[int, int]] | Diagnostic:
    """The ranges of the unit's own words that the operands hit, as many as stated; else what was found instead."""
    text = " ".join(words.text for words in operands)
    anchor = operation.anchor
    if not text.strip() and anchor is None:
        return Diagnostic.at(
            OPERATION_MISSES, operation.span, "nothing says where the words go",
            help="give an anchor, for example `after \"contract shall be\"`",
        )  # fmt: skip
    found = hits(own_text(unit.pieces), text, anchor)
    if len(found) == operation.hits:
        return found
    return _miss(operation, text, anchor, unit, len(found))


def _miss(operation: WordsIn, text: str, anchor: Anchor | None, unit: UnitText, count: int) -> Diagnostic:
    beside = f" {anchor.kind.value}" if anchor is not None else ""
    if anchor is not None and anchor.words is not None:
        beside += f" `{_short(anchor.words.text)}`"
    what = f"`{_short(text)}`" if text.strip() else "the anchor"
    times = {0: "does not stand", 1: "stands once"}.get(count, f"stands {count} times")
    message = f"{what} {times}{beside} in `{shown(operation.place)}`, not {_times(operation.hits)}"
    if count == 0:
        message = f"{what} does not stand{beside} in `{shown(operation.place)}` on that day"
    flat = flatten(evolve(unit, children=()))
    near = nearest(text if text.strip() else (anchor.words.text if anchor and anchor.words else ""), flat)
    others = [Label(s, "the nearest words") for s in flat.spans(near.start, near.end)] if near is not None else []
    notes = [f"nearest text: `{near.text}`"] if near is not None else []
    return Diagnostic.at(
        OPERATION_MISSES,
        operation.span,
        message,
        others=others,
        notes=notes,
        help='give the words of the text; where the source misquotes them, add `printed "…"`'
        if count == 0
        else f"lengthen the words or the anchor, or state `hits {count}`",
    )


def _at_unknown(operation: WordsIn, unit: UnitText, state: State, *, forward: bool) -> Change:
    """Words whose place in the unit is not known: undoing leaves a hole; where words came in, the unit is not on file."""
    if forward or operation.inserts:
        why = "the words of this unit are not on file: the place of a change to it is not known"
        return Change(changed(state, unit.identity, lambda u: blanked(u, why, operation.span)), blanked=(unit.identity,))
    struck = " … ".join(words.text for words in operation.strikes).translate({ord("⟨"): None, ord("⟩"): None})
    gap = (
        Piece(" ", Status.DERIVED, None),
        Piece(f"⟨somewhere in this unit: {struck}⟩", Status.UNKNOWN, operation.strikes[0].span),
    )
    after = evolve(unit, pieces=(*unit.pieces, *gap))
    splice = Splice(unit.identity, len(unit.text), gap, ())
    return Change(changed(state, unit.identity, lambda _: after), (splice,))


# -- units ---------------------------------------------------------------------------------------------------------------


def _put(place: Place, operation: AddUnit | RemoveUnits, state: State, context: Context, suffix: str) -> Outcome:
    """A unit comes into the text: by an `add` that is done, or by a `remove` that is undone."""
    parent = None
    if len(place.path) > 1:
        parent = resolve(state, evolve(place, path=place.path[:-1]), context)
        if parent is None:
            return no_such_unit(evolve(place, path=place.path[:-1]), state)
        if is_unknown(parent):
            return Change(state)
    if resolve(state, place, context) is not None and operation.because is None and not place.former:
        after = "after the act that removes it" if suffix else "on that day already"
        return Diagnostic.at(
            UNKNOWN_PLACE,
            place.span,
            f"`{shown(place)}` exists {after}",
            help="two units share a designation only with a reason: add `because`"
            if not suffix
            else f"if the removed unit is another one, write `former {shown(place)}`",
        )
    unit = _new_unit(place, operation, context)
    if isinstance(unit, Diagnostic):
        return unit
    if suffix:
        unit = renamed(unit, suffix, Status.UNKNOWN if operation.text is None else Status.DERIVED)
    return Change(with_unit(state, unit, parent, context), added=tuple(u.identity for u in walk((unit,))))


def _new_unit(place: Place, operation: AddUnit | RemoveUnits, context: Context) -> UnitText | Diagnostic:
    if operation.text is not None:
        units, problems = _block_units(operation.text, place, context)
        if problems:
            return problems[0]
        if len(units) == 1 and units[0].path == place.path:
            return units[0]
        return Diagnostic.at(
            UNKNOWN_PLACE, operation.text.span, f"the block does not hold the one unit `{shown(place)}`",
            help="the block begins with the designator as printed",
        )  # fmt: skip
    if isinstance(operation, AddUnit) and operation.hole is None:
        return Diagnostic.at(
            OPERATION_MISSES, operation.span, f"the words of the added `{shown(place)}` are not on file",
            help="give them in a block, or write `⟨why they are not on file⟩`",
        )  # fmt: skip
    depth = len(place.path) - 1
    designator = context.ladder[depth].printed(place.path[-1]) if depth < len(context.ladder) else ""
    words = operation.hole.text if operation.hole is not None else "⟨the words of this unit are not on file⟩"
    span = operation.hole.span if operation.hole is not None else operation.span
    return UnitText("/".join(place.path), place.path, designator, (Piece(words, Status.UNKNOWN, span),))


def _block_units(block: Verbatim, place: Place, context: Context) -> tuple[State, list[Diagnostic]]:
    """The units of a block that holds one unit from the middle of a text: its own designator need not be the first."""
    depth = len(place.path) - 1
    marked = block.text
    if 0 < depth + 1 <= len(context.ladder) and not marked.startswith(("u", "h", "dt|", "li|")):
        marked = f"u{depth + 1}|{marked}"
        span = Span(block.span.path, block.span.start - 3, block.span.end)
        block = Verbatim(marked, span)
    return read_units(block, context.ladder, heading=False, under=place.path[:-1])


def _undo_add(operation: AddUnit, state: State, context: Context) -> Outcome:
    unit = resolve(state, operation.place, context)
    if unit is None:
        if operation.hole is not None and unknown_above(state, operation.place, context) is not None:
            return Change(state)
        return no_such_unit(operation.place, state)
    if operation.text is not None:
        given = _new_unit(operation.place, operation, context)
        if isinstance(given, Diagnostic):
            return given
        if flatten(given).text != flatten(unit).text:
            spans = flatten(unit).spans(0, len(flatten(unit).text))
            return Diagnostic.at(
                OPERATION_MISSES, operation.text.span, f"the added words are not those of `{shown(operation.place)}`",
                others=[Label(s, "the text after the act") for s in spans[:1]],
                help="copy the words of the act; later acts change them by operations of their own",
            )  # fmt: skip
    return Change(without(state, unit.identity), added=tuple(u.identity for u in walk((unit,))))


def _take(operation: RemoveUnits, state: State, context: Context) -> Outcome:
    for place in removed_places(operation, context):
        unit = resolve(state, place, context)
        if unit is None:
            if unknown_above(state, place, context) is not None:
                continue
            return no_such_unit(place, state)
        state = without(state, unit.identity)
    return Change(state)


def no_such_unit(place: Place, state: State) -> Diagnostic:
    known = ", ".join("(".join(u.path) + ")" * (len(u.path) - 1) for u in walk(state) if len(u.path) == len(place.path))
    return Diagnostic.at(
        UNKNOWN_PLACE, place.span, f"there is no one unit `{shown(place)}` on that day",
        notes=[f"units of that level: {known or 'none'}"],
        help="a unit that no longer exists in the newest text is named with `former`",
    )  # fmt: skip


def shown(place: Place) -> str:
    """A place as it is written.

    >>> shown(Place(("E", "1"), True, Span("", 0, 0)))
    'former E(1)'
    """
    head, *rest = place.path
    return ("former " if place.former else "") + head + "".join(f"({part})" for part in rest)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:40]} … {words[-16:]}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
