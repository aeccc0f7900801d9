"""Where an operation hits a unit's own words: the operand on word boundaries, beside its anchor, as often as stated."""

from attrs import frozen

from pincitec.law.model import Piece, Status
from pincitec.law.normalise import Normalised, normalise, normalise_mapped
from pincitec.law.quotations import occurrences
from pincitec.syntax.law_tree import Anchor, AnchorKind

_MASK = "\x00"


@frozen
class Own:
    """A unit's own words ready for looking up. What is not on file is masked: no operand can stand in it."""

    raw: str
    norm: Normalised


def own_text(pieces: tuple[Piece, ...]) -> Own:
    raw = "".join(piece.text for piece in pieces)
    masked = "".join(_MASK * len(p.text) if p.status is Status.UNKNOWN else p.text for p in pieces)
    return Own(raw, normalise_mapped(masked))


def hits(own: Own, operand: str, anchor: Anchor | None) -> list[tuple[int, int]]:
    """Ranges of the raw text that the operand hits beside the anchor; for an empty operand the points beside it."""
    text = own.norm.text
    words = normalise(operand).strip()
    if words:
        found = [(at, at + len(words)) for at in occurrences(words, text)]
        return [own.norm.original(a, b) for a, b in found if anchor is None or _beside(text, a, b, anchor)]
    return [own.norm.original(at, at) for at in _points(text, anchor)]


def _anchor_words(anchor: Anchor) -> str:
    return normalise(anchor.words.text).strip() if anchor.words is not None else ""


def _beside(text: str, start: int, end: int, anchor: Anchor) -> bool:
    words = _anchor_words(anchor)
    match anchor.kind:
        case AnchorKind.AFTER:
            before = text[:start].removesuffix(" ")
            return before.endswith(words) and len(before) - len(words) in occurrences(words, text)
        case AnchorKind.BEFORE:
            after = end + (1 if text.startswith(" ", end) else 0)
            return text.startswith(words, after) and after in occurrences(words, text, after)
        case AnchorKind.AFTER_DESIGNATION | AnchorKind.AT_START:
            return not text[:start].strip()
        case AnchorKind.AT_END:
            return not text[end:].strip(" .;:")
        case AnchorKind.AT_UNKNOWN:
            return True


def _points(text: str, anchor: Anchor | None) -> list[int]:
    if anchor is None:
        return []
    words = _anchor_words(anchor)
    match anchor.kind:
        case AnchorKind.AFTER:
            return [at + len(words) for at in occurrences(words, text)]
        case AnchorKind.BEFORE:
            return list(occurrences(words, text))
        case AnchorKind.AFTER_DESIGNATION | AnchorKind.AT_START:
            return [0]
        case AnchorKind.AT_END:
            return [len(text.rstrip(" "))]
        case AnchorKind.AT_UNKNOWN:
            return []
