"""Rewriting, done or undone: all words of a unit, of the section or of its heading give way to others.

Old words that are not on file come back as a hole. Where the act gives them, they must be those of the text.
"""

from attrs import evolve

from pincitec.diagnostics import Diagnostic
from pincitec.law.change import Change, Outcome, hole, misplaced, missed, no_such_unit, other_words, pieces_of, same_words, shown
from pincitec.law.model import Splice
from pincitec.law.normalise import normalise
from pincitec.law.state import Context, State, blanked, changed, fresh, holds_unknown, resolve, unknown_above, walk
from pincitec.law.unit_operations import derived, other_section, read_block
from pincitec.syntax.law_tree import Place, Retitle, RewriteUnit, Verbatim, Words


def rewrite(operation: RewriteUnit, state: State, context: Context, mark: str, *, forward: bool) -> Outcome:
    """All words of a unit, or of the section, give way to others. It stays the same unit, and so do those below it of one designation."""
    old: Verbatim | Words | None = operation.text if operation.text is not None else operation.hole
    new: Verbatim | Words | None = operation.was
    if forward:
        old, new = new, old
        if new is None:
            message = f"the new words of `{shown(operation.place)}` are not on file"
            return missed(operation.span, message, "give them in a block, or write `⟨why they are not on file⟩`")
    if operation.place.path == ("heading",):
        return misplaced(operation.place, "a heading is changed by `retitle`", 'for example: retitle "New heading" was "Old heading"')
    when = "before" if forward else "after"
    units = _units(operation.place, state, context)
    if units is None:
        return Change(state) if unknown_above(state, operation.place, context) is not None else no_such_unit(operation.place, state)
    if isinstance(old, Verbatim):
        wrong = _differs(old, operation.place, units, context, when)
        if wrong is not None:
            return wrong
    if isinstance(new, Verbatim):
        given = read_block(new, [operation.place], context)
        if isinstance(given, Diagnostic):
            return given
        same = {unit.path: unit.identity for unit in walk(units)}
        seen = context if forward else evolve(context, used=context.used | context.surviving)
        made = tuple(derived(fresh(unit, state, seen, f"{'+' if forward else '~'}{mark}", same)) for unit in given)
    else:
        span = new.span if isinstance(new, Words) else operation.span
        why = new.text if isinstance(new, Words) else f"not on file: the words of {shown(operation.place)} before it was rewritten"
        made = tuple(blanked(unit, why.strip("⟨⟩"), span) for unit in units)
    after = made if operation.place.is_section else changed(state, units[0].identity, lambda _: made[0])
    return Change(after, _whole(units, made, forward=forward))


def _units(place: Place, state: State, context: Context) -> State | None:
    if place.is_section:
        return state
    unit = resolve(state, place, context)
    return (unit,) if unit is not None else None


def _differs(block: Verbatim, place: Place, units: State, context: Context, when: str) -> Diagnostic | None:
    if place.is_section:
        return other_section(block, units, context, when)
    given = read_block(block, [place], context)
    if isinstance(given, Diagnostic):
        return given
    return None if holds_unknown(units[0]) or same_words(given[0], units[0]) else other_words(block.span, given[0], units[0], place, when)


def _whole(known: State, made: State, *, forward: bool) -> tuple[Splice, ...]:
    """The words of each unit of both texts struck and inserted as a whole: the act does not say what of them it kept."""
    other = {unit.identity: unit for unit in walk(made)}
    before_after = [
        (unit, other[unit.identity]) if forward else (other[unit.identity], unit) for unit in walk(known) if unit.identity in other
    ]
    return tuple(
        Splice(before.identity, 0, before.pieces, after.pieces)
        for before, after in before_after
        if normalise(before.text) != normalise(after.text)
    )


def retitle(operation: Retitle, state: State, context: Context, *, forward: bool) -> Outcome:
    """The heading of the section gives way to another one."""
    unit = resolve(state, operation.place, context)
    if unit is None:
        return Change(state) if unknown_above(state, operation.place, context) is not None else no_such_unit(operation.place, state)
    was = operation.was if isinstance(operation.was, Words) else None
    old, new = (was, operation.new) if forward else (operation.new, was)
    given = evolve(unit, pieces=pieces_of((old,)) if old is not None else ())
    if old is not None and not old.has_hole and not holds_unknown(unit) and not same_words(given, unit):
        return other_words(old.span, given, unit, operation.place, "before" if forward else "after")
    pieces = pieces_of((new,)) if new is not None else hole("not on file: the heading before it was changed", operation.span)
    before, after = (unit.pieces, pieces) if forward else (pieces, unit.pieces)
    return Change(
        changed(state, unit.identity, lambda u: evolve(u, pieces=pieces)),
        (Splice(unit.identity, 0, before, after),),
    )
