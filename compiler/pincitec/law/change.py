"""What doing or undoing one operation gives: the text on the other side, or why not; and the words in which that is said."""

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.law import OPERATION_MISSES, UNKNOWN_PLACE
from pincitec.law.flat import flatten
from pincitec.law.model import Move, Piece, Splice, Status, UnitText
from pincitec.law.quotations import nearest
from pincitec.law.state import State, walk
from pincitec.syntax.law_tree import How, Place, Words


@frozen
class Change:
    """The text on the other side of an operation. `splices`, `added` and `moves` are in the forward sense, in forward order."""

    state: State
    splices: tuple[Splice, ...] = ()
    added: tuple[str, ...] = ()
    blanked: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()


Outcome = Change | Diagnostic


def pieces_of(operands: tuple[Words, ...]) -> tuple[Piece, ...]:
    """The words of an act as pieces of a text."""
    statuses = {How.GIVEN: Status.DERIVED, How.INFERRED: Status.INFERRED, How.HOLE: Status.UNKNOWN}
    pieces: list[Piece] = []
    for number, words in enumerate(operands):
        if number:
            pieces.append(Piece(" ", Status.DERIVED, None))
        pieces.extend(Piece(part.text, statuses[part.how], part.span) for part in words.parts)
    return tuple(pieces)


def hole(why: str, span: Span) -> tuple[Piece, ...]:
    """A description of words that are not on file, in place of them."""
    return (Piece(f"⟨{why.translate({ord('⟨'): None, ord('⟩'): None})}⟩", Status.UNKNOWN, span),)


def no_such_unit(place: Place, state: State) -> Diagnostic:
    known = ", ".join("(".join(u.path) + ")" * (len(u.path) - 1) for u in walk(state) if len(u.path) == len(place.path))
    return Diagnostic.at(
        UNKNOWN_PLACE, place.span, f"there is no one unit `{shown(place)}` on that day",
        notes=[f"units of that level: {known or 'none'}"],
        help="a unit that no longer exists in the newest text is named with `former`",
    )  # fmt: skip


def misplaced(place: Place, message: str, help: str) -> Diagnostic:
    return Diagnostic.at(UNKNOWN_PLACE, place.span, message, help=help)


def missed(span: Span, message: str, help: str) -> Diagnostic:
    return Diagnostic.at(OPERATION_MISSES, span, message, help=help)


def other_words(span: Span, given: UnitText, found: UnitText, place: Place, when: str) -> Diagnostic:
    """The words of a whole unit that the act gives are not those that stand there."""
    ours, theirs = flatten(given), flatten(found)
    near = nearest(ours.text, theirs)
    differences = near.differences[:5] if near is not None else ()
    notes = [f"the text: `{short(law)}`, here: `{short(own)}`" for law, own in differences]
    spans = theirs.spans(0, len(theirs.text))
    return Diagnostic.at(
        OPERATION_MISSES, span, f"these are not the words of `{shown(place)}` {when} the act",
        others=[Label(s, f"the text {when} the act") for s in spans[:1]],
        notes=notes or [f"the text: `{short(theirs.text)}`"],
        help="give the unit as it stood then, with its designator; later acts change it by operations of their own",
    )  # fmt: skip


def same_words(one: UnitText, other: UnitText) -> bool:
    """Whether two units have the same designator and the same words, with those of the units below them."""
    plain = evolve(one, designator=""), evolve(other, designator="")
    return one.designator == other.designator and flatten(plain[0]).text == flatten(plain[1]).text


def shown(place: Place) -> str:
    """A place as it is written.

    >>> shown(Place(("E", "1"), True, Span("", 0, 0)))
    'former E(1)'
    """
    if place.is_section:
        return "section"
    head, *rest = place.path
    return ("former " if place.former else "") + head + "".join(f"({part})" for part in rest)


def short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:40]} … {words[-16:]}"


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
