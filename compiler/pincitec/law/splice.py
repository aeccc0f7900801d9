"""Replacing a range of a unit's own words by pieces, with the spaces and stops around it kept as a printer would.

Words are struck with one of the spaces beside them; words are inserted with a space between words and none before a comma
or a full stop. Striking what was inserted, and inserting what was struck, gives back the same characters.
"""

from attrs import evolve

from pincitec.law.model import Piece, Status

_CLOSING = set(",.;:)]!?")


def length(pieces: tuple[Piece, ...]) -> int:
    return sum(len(piece.text) for piece in pieces)


def cut(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The characters `[start, end)`, each with its origin."""
    found: list[Piece] = []
    position = 0
    for piece in pieces:
        low, high = max(start - position, 0), min(end - position, len(piece.text))
        if low < high:
            found.append(_sub(piece, low, high))
        position += len(piece.text)
    return tuple(found)


def _sub(piece: Piece, low: int, high: int) -> Piece:
    span = piece.span
    if span is not None and span.end - span.start == len(piece.text):
        span = evolve(span, start=span.start + low, end=span.start + high)
    return evolve(piece, text=piece.text[low:high], span=span)


def replaced(pieces: tuple[Piece, ...], start: int, end: int, new: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with `[start, end)` replaced, no seams adjusted."""
    return (*cut(pieces, 0, start), *new, *cut(pieces, end, length(pieces)))


def seam(text: str, start: int, end: int, new: str) -> tuple[int, int, str, str]:
    """The range to replace and the spaces to put before and after `new`, so that the words around it stay well set."""
    left, old, right = text[:start], text[start:end], text[end:]
    spaced = left[-1:].isspace()
    if not new:
        if (spaced or not left) and right.startswith(" "):
            return start, end + 1, "", ""
        if spaced and (not right or right[0] in _CLOSING):
            return start - 1, end, "", ""
        return start, end, "", ""
    lead = trail = ""
    if new[0] in _CLOSING:
        start -= 1 if spaced else 0
    elif left and not spaced and left[-1] not in "([" and (not old or old[0] in _CLOSING):
        lead = " "
    if right and not old and not right[0].isspace() and right[0] not in _CLOSING:
        trail = " "
    return start, end, lead, trail


def spaced(lead: str, pieces: tuple[Piece, ...], trail: str) -> tuple[Piece, ...]:
    """The pieces with joining spaces, which belong to the operation and not to any source."""
    before = (Piece(lead, Status.DERIVED, None),) if lead else ()
    after = (Piece(trail, Status.DERIVED, None),) if trail else ()
    return (*before, *pieces, *after)
