"""A section that is set out whole → what it changes, unit by unit, as instructions on the units of the text on file.

The act does not say what it did. Certain is what follows if the units keep their designations: a unit of the same words is untouched,
one of other words is rewritten, one that is not on file is added. Where units are missing, or words may have moved, nothing is read.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.drafting import CHANGES_NOTHING, SET_OUT
from pincitec.law.common import common_ends
from pincitec.law.drafting.differences import first_difference
from pincitec.law.drafting.forms import Form, Instructions
from pincitec.law.drafting.set_out import SetOut
from pincitec.law.drafting.sheet import lay_out
from pincitec.law.instructions.levels import steps_from
from pincitec.law.instructions.model import AddUnit, Phrase, Place, Rank, RewriteUnit
from pincitec.law.model import UnitText
from pincitec.law.normalise import normalise
from pincitec.law.state import State, walk

_HEADING: Final = ("heading",)
_MOST_CHANGED: Final = 100
_BY_HAND: Final = "say by operations what the act did, in a file that ends in `.law`"


def read_whole(given: SetOut, state: State, number: str) -> Instructions | list[Diagnostic]:
    """What a section set out changes in the text `state` of the section `number`, as instructions; else why that is not certain."""
    changes = _compared(given, state, number)
    if isinstance(changes, Diagnostic):
        return [changes]
    added = [_addition(change, number, given) for change in changes if change.old is None]
    # The last one first: the places of those that are still to be rewritten are then those of the text on file.
    rewritten = [_rewriting(change, number, given) for change in reversed(changes) if change.old is not None]
    return Instructions(Form.SET_OUT, (*added, *rewritten), _catchline(given, state))


def _compared(given: SetOut, state: State, number: str) -> "list[_Change] | Diagnostic":
    if given.number != number:
        message = f"the act amends section {given.number}, and this is section {number}"
        return Diagnostic.at(SET_OUT, given.whole, message, help="name the section that the act amends")
    wrong = _heading_differs(given, _heading(state)) or _not_one_to_one(given, state)
    if wrong is not None:
        return wrong
    on_file = {unit.path: unit for unit in walk(state)}
    changes = [change for unit in given.units for change in _changes(unit, on_file)]
    if not changes:
        return Diagnostic.at(SET_OUT, given.whole, "the section as set out is the text on file", help="see that it is the text of this act")
    return _not_told_apart(changes, given) or _moved(changes, on_file, given) or changes


def other_text(result: str, given: SetOut, state: State, number: str) -> Diagnostic | None:
    """Why the text that the instructions lead to is not the section as set out; None if it is."""
    heading = tuple(unit for unit in state if unit.path == _HEADING)
    difference = first_difference(lay_out((*heading, *given.units), number).text, result)
    if difference is None:
        return None
    theirs, ours = difference
    note = f"the section set out: `{theirs}`, the text that comes of it: `{ours}`"
    return Diagnostic.at(SET_OUT, given.whole, "the text would not be the one that the act sets out", notes=(note,), help=_BY_HAND)


# -- the heading ---------------------------------------------------------------------------------------------------------


def _bare(heading: str) -> list[str]:
    """The words of a heading, however it is printed.

    >>> _bare("LEVEL THREE LICENSURE--TRACKS") == _bare("Level three licensure; tracks.")
    True
    """
    return re.findall(r"\w+", normalise(heading).lower())


def _heading_differs(given: SetOut, heading: UnitText | None) -> Diagnostic | None:
    if heading is not None and _bare(heading.text) == _bare(given.heading):
        return None
    message = "the catchline has other words than the heading on file"
    note = f"the heading on file: `{heading.text}`" if heading is not None else "no heading is on file"
    help = f"{_BY_HAND}: `retitle` changes the heading"
    return Diagnostic.at(SET_OUT, given.heading_span, message, notes=(note,), help=help)


def _heading(state: State) -> UnitText | None:
    return next((unit for unit in state if unit.path == _HEADING), None)


def _catchline(given: SetOut, state: State) -> tuple[Diagnostic, ...]:
    heading = _heading(state)
    if heading is None or normalise(heading.text).strip().removesuffix(".") == normalise(given.heading):
        return ()
    message = "the catchline is printed otherwise than the heading on file, which stays as it is"
    note = f"the heading on file: `{heading.text}`"
    return (Diagnostic.at(CHANGES_NOTHING, given.heading_span, message, notes=(note,)),)


# -- the units -----------------------------------------------------------------------------------------------------------


@frozen
class _Change:
    """A unit as set out, and as it is on file; `old` None: it is not."""

    new: UnitText
    old: UnitText | None


def _not_one_to_one(given: SetOut, state: State) -> Diagnostic | None:
    """That units on file are missing, or stand in another order, or bear another designator; or that a paragraph is new."""
    known = {unit.path: unit for unit in walk(state) if unit.path != _HEADING}
    stated = {unit.path: unit for unit in walk(given.units)}
    for path, unit in known.items():
        if path not in stated:
            labels = [Label(piece.span, "not set out") for piece in unit.pieces[:1] if piece.span is not None]
            return Diagnostic.at(
                SET_OUT, given.whole, f"`{_shown(unit)}` is on file and is not set out", others=labels,
                help=f"the act removed it, or gave it another designation: {_BY_HAND}",
            )  # fmt: skip
    for path, unit in stated.items():
        if not unit.designator and path not in known:
            help = "where lines are wrapped, put an empty line between units; else " + _BY_HAND
            return Diagnostic.at(SET_OUT, _span(unit, given), "a paragraph without a designation that is not on file", help=help)
        if path in known and unit.designator != known[path].designator:
            message = f"`{unit.designator}` is printed `{known[path].designator}` on file"
            return Diagnostic.at(SET_OUT, _span(unit, given), message, help=_BY_HAND)
    if [path for path in stated if path in known] != list(known):
        return Diagnostic.at(SET_OUT, given.whole, "the units do not stand in the order of those on file", help=_BY_HAND)
    return None


def _same(one: UnitText, other: UnitText) -> bool:
    """Whether two units, with all below them, have the same words, after the normalisation."""
    return (
        _own(one) == _own(other)
        and [child.path for child in one.children] == [child.path for child in other.children]
        and all(_same(a, b) for a, b in zip(one.children, other.children, strict=True))
    )


def _own(unit: UnitText) -> str:
    return normalise(unit.text).strip()


def _changes(unit: UnitText, on_file: dict[tuple[str, ...], UnitText]) -> Iterator[_Change]:
    """The smallest designated units that hold all that changed in a unit."""
    old = on_file.get(unit.path)
    if old is None:
        yield _Change(unit, None)
    elif not _same(unit, old):
        below = [child for child in unit.children if child.path not in on_file or not _same(child, on_file[child.path])]
        if _own(unit) == _own(old) and all(child.designator for child in below):
            for child in below:
                yield from _changes(child, on_file)
        else:
            yield _Change(unit, old)


def _not_told_apart(changes: Sequence[_Change], given: SetOut) -> Diagnostic | None:
    """That a change is in no designated unit, or that there are more than are compared."""
    for change in changes:
        if not change.new.designator:
            message = "the words that changed stand in no designated unit"
            return Diagnostic.at(SET_OUT, _span(change.new, given), message, help=_BY_HAND)
    if len(changes) > _MOST_CHANGED:
        return Diagnostic.at(SET_OUT, given.whole, f"more than {_MOST_CHANGED} units changed", help="put the new text on file as a `text`")
    return None


def _moved(changes: Sequence[_Change], on_file: dict[tuple[str, ...], UnitText], given: SetOut) -> Diagnostic | None:
    """That words of a changed unit may now stand in another: they are nearer to what stands there than to what took their place."""
    made = [(change, _all(change.new)) for change in changes]
    for change, now in made:
        if change.old is None:
            continue
        was = _all(change.old)
        nearness = _shared(was, now)
        for other, words_there in made:
            if other is not change and _shared(was, words_there) > nearness:
                return _relettered(change.old, other.new, given)
    words = {_all(unit): unit for unit in on_file.values() if unit.designator}
    for change in changes:
        there = words.get(_all(change.new))
        if there is not None and there.path != change.new.path:
            return _relettered(there, change.new, given)
    return None


def _relettered(old: UnitText, new: UnitText, given: SetOut) -> Diagnostic:
    message = f"the words of `{_shown(old)}` on file may now stand in `{_shown(new)}`"
    labels = [Label(piece.span, "on file") for piece in old.pieces[:1] if piece.span is not None]
    help = f"a unit that moved is redesignated, not rewritten: {_BY_HAND}"
    return Diagnostic.at(SET_OUT, _span(new, given), message, others=labels, help=help)


def _all(unit: UnitText) -> str:
    return " ".join(filter(None, (_own(unit), *(f"{child.designator} {_all(child)}" for child in unit.children))))


def _shared(one: str, other: str) -> int:
    """Characters with which two texts begin and end alike; all of them and one more where they are the same."""
    if one == other:
        return len(one) + 1
    return sum(common_ends(one, other))


# -- instructions --------------------------------------------------------------------------------------------------------


def _rewriting(change: _Change, number: str, given: SetOut) -> RewriteUnit:
    place = Place(number, steps=steps_from(Rank.SUBSECTION, change.new.path))
    words = _words(change.new, given)
    return RewriteUnit(place, words, words.span)


def _addition(change: _Change, number: str, given: SetOut) -> AddUnit:
    path = change.new.path
    place = Place(number, steps=steps_from(Rank.SUBSECTION, path[:-1]))
    words = _words(change.new, given)
    return AddUnit(place, Rank(min(len(path) - 1, Rank.LOWER)), (path[-1],), words, words.span)


def _words(unit: UnitText, given: SetOut) -> Phrase:
    lines = "\n".join(f"{part.designator} {' '.join(part.text.split())}".strip() for part in walk((unit,)))
    return Phrase(lines, _span(unit, given))


def _span(unit: UnitText, given: SetOut) -> Span:
    """Where a unit is set out, with all below it, without its designator."""
    spans = [piece.span for part in walk((unit,)) for piece in part.pieces if piece.span is not None]
    return spans[0].to(spans[-1]) if spans else given.whole


def _shown(unit: UnitText) -> str:
    first, *below = unit.path
    return first + "".join(f"({label})" for label in below)
