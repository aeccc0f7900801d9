"""Acts that end: from that day the text is again exactly as it was.

When an act ends, what it did is undone. Words are undone where they came in, as far as other acts have moved that place, and not
wherever such words stand; what other acts have changed in the meantime is not undone by guess.
"""

from collections.abc import Sequence

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import ACT_CANNOT_END
from pincitec.law.flat import flatten
from pincitec.law.model import Piece, Splice, UnitText
from pincitec.law.state import State, walk
from pincitec.syntax.law_tree import ActNode


@frozen
class Turn:
    """One change of the text: by an act that begins (`forward`) or ends, with the texts around it."""

    act: ActNode
    forward: bool
    before: State
    after: State
    splices: tuple[Splice, ...]
    """In the order of time, each counted on the text that those before it leave."""


@frozen
class Place:
    """The characters `[start, end)` of a unit's own words that an act brought; an empty range where it only struck."""

    identity: str
    start: int
    end: int


def returned(far: State, near: State, once: State) -> State:
    """A text in which units come back that `near` does not have: each is the unit that it was `once`, if its words are the same."""
    there = {unit.identity for unit in walk(near)}
    was = {unit.path: unit for unit in walk(once) if unit.identity not in there}

    def back(unit: UnitText) -> UnitText:
        old = was.get(unit.path)
        if unit.identity not in there and old is not None and flatten(old).text == flatten(unit).text:
            return old
        return evolve(unit, children=tuple(back(child) for child in unit.children))

    return tuple(back(unit) for unit in far)


def check_ending(begin: Turn, between: Sequence[Turn], end: Turn | None) -> Diagnostic | None:
    """What is wrong with an ending. `between` are the changes by other acts; `end` None: what the act did could not be undone."""
    own = begin.act
    places = _trimmed(_brought(begin.splices), begin.after)
    moved = _moved(begin.before, begin.after)
    for turn in between:
        if moved & _differs(turn):
            return _changed(own, turn, "a unit that this act added, removed or renamed")
        for splice in turn.splices:
            found = [_shifted(place, splice) if place.identity == splice.identity else place for place in places]
            if any(place is None for place in found):
                return _changed(own, turn, "the words that this act changed")
            places = [place for place in found if place is not None]
    if end is not None and _keys(places) != _keys(_trimmed(_struck(end.splices), end.before)):
        message = "what this act did cannot be undone where it was done: the words that would be undone stand at another place"
        return Diagnostic.at(ACT_CANNOT_END, own.titles[0].span, message, help=HELP)
    return None


def _keys(places: list[Place]) -> list[tuple[str, int, int]]:
    return sorted((p.identity, p.start, p.end) for p in places)


HELP = "remove `until`, and say by an act of its own, with operations, what became of the text on the day on which this act ended"


def _brought(splices: Sequence[Splice]) -> list[Place]:
    """Where the words of an act stand in the text after it."""
    places: list[Place] = []
    for splice in splices:
        places = [_grown(p, splice) if p.identity == splice.identity else p for p in places]
        places.append(Place(splice.identity, splice.start, splice.start + _size(splice.new)))
    return places


def _struck(splices: Sequence[Splice]) -> list[Place]:
    """Where the words that an ending takes away stand in the text before it."""
    return _brought([Splice(s.identity, s.start, s.new, s.old) for s in reversed(splices)])


def _trimmed(places: list[Place], state: State) -> list[Place]:
    """The places without the spaces around their words, which belong to no act; one without words at the end of the word before it."""
    texts = {unit.identity: unit.text for unit in walk(state)}
    made = []
    for place in places:
        text = texts.get(place.identity, "")
        words = text[place.start : place.end]
        start = place.start + len(words) - len(words.lstrip())
        if not words.strip():
            start = len(text[: place.start].rstrip())
        made.append(evolve(place, start=start, end=start + len(words.strip())))
    return made


def _shifted(place: Place, splice: Splice) -> Place | None:
    """A place after words beside it were replaced; None where they overlap, or where nothing says which comes first."""
    low, high = splice.start, splice.start + _size(splice.old)
    grown = _size(splice.new) - (high - low)
    if place.start == place.end and low - 1 <= place.start <= high + 1:
        return None
    if high <= place.start:
        return evolve(place, start=place.start + grown, end=place.end + grown)
    return place if low >= place.end else None


def _grown(place: Place, splice: Splice) -> Place:
    """A place after another operation of the same act: what that changed within it is part of it."""
    low, high = splice.start, splice.start + _size(splice.old)
    grown = _size(splice.new) - (high - low)
    if high <= place.start:
        return evolve(place, start=place.start + grown, end=place.end + grown)
    return place if low >= place.end else evolve(place, end=max(place.end, high) + grown)


def _size(pieces: tuple[Piece, ...]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _moved(before: State, after: State) -> frozenset[str]:
    """The units that came or went, or whose designation changed."""
    old, new = ({unit.identity: unit.path for unit in walk(state)} for state in (before, after))
    return frozenset(identity for identity in old.keys() | new.keys() if old.get(identity) != new.get(identity))


def _differs(turn: Turn) -> frozenset[str]:
    """The units that differ in anything before and after."""
    old, new = ({u.identity: (u.path, u.text) for u in walk(state)} for state in (turn.before, turn.after))
    return frozenset(identity for identity in old.keys() | new.keys() if old.get(identity) != new.get(identity))


def _changed(act: ActNode, turn: Turn, what: str) -> Diagnostic:
    title = turn.act.titles[0]
    message = f"`{title.text}` changed {what}, before this act ended"
    return Diagnostic.at(ACT_CANNOT_END, act.titles[0].span, message, others=[Label(title.span, "the other act")], help=HELP)
