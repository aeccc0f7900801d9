"""Where an operation hits a unit's own words: the operand on word boundaries, beside its anchor, in its sentence, as often as stated."""

from attrs import frozen

from pincitec.law.model import Piece, Status
from pincitec.law.normalise import Normalised, normalise, normalise_mapped
from pincitec.law.quotations import occurrences
from pincitec.law.sentences import sentences
from pincitec.syntax.law_tree import Anchor, AnchorKind

_MASK = "\x00"

Range = tuple[int, int]


@frozen
class Own:
    """A unit's own words ready for looking up. What is not on file is masked: no operand can stand in it."""

    raw: str
    norm: Normalised


def own_text(pieces: tuple[Piece, ...]) -> Own:
    raw = "".join(piece.text for piece in pieces)
    masked = "".join(_MASK * len(p.text) if p.status is Status.UNKNOWN else p.text for p in pieces)
    return Own(raw, normalise_mapped(masked))


def sentence(own: Own, number: int) -> Range | int:
    """The range of the normalised text of a sentence, counted from 1; or how many there are. With words missing, none can be counted."""
    found = sentences(own.norm.text) if _MASK not in own.norm.text else ()
    return found[number - 1] if 1 <= number <= len(found) else len(found)


def hits(own: Own, operand: str, anchor: Anchor | None, within: Range | None = None, *, inside: bool = False) -> list[Range]:
    """Ranges of the raw text that the operand hits beside the anchor; for an empty operand the points beside it.

    `within`: only in this range of the normalised text. `inside`: its ends may lie anywhere (in undoing, the sentence is not known).
    """
    text = own.norm.text
    low, high = within if within is not None else (0, len(text))
    words = normalise(operand).strip()
    anywhere = inside and anchor is not None and anchor.kind not in {AnchorKind.AFTER, AnchorKind.BEFORE}
    if words:
        found = [(at, at + len(words)) for at in occurrences(words, text, low, high)]
        return [own.norm.original(a, b) for a, b in found if anchor is None or anywhere or _beside(text, a, b, anchor, low, high)]
    points = _all_points(text) if anywhere else _points(text, anchor, low, high)
    return [own.norm.original(at, at) for at in points]


def _all_points(text: str) -> list[int]:
    """The ends and beginnings of all sentences."""
    return sorted({point for bounds in sentences(text) for point in bounds})


def _anchor_words(anchor: Anchor) -> str:
    return normalise(anchor.words.text).strip() if anchor.words is not None else ""


def _beside(text: str, start: int, end: int, anchor: Anchor, low: int, high: int) -> bool:
    words = _anchor_words(anchor)
    match anchor.kind:
        case AnchorKind.AFTER:
            before = text[low:start].removesuffix(" ")
            at = low + len(before) - len(words)
            return before.endswith(words) and at in occurrences(words, text, at)
        case AnchorKind.BEFORE:
            after = end + (1 if text.startswith(" ", end) else 0)
            return text.startswith(words, after) and after + len(words) <= high and after in occurrences(words, text, after)
        case AnchorKind.AFTER_DESIGNATION | AnchorKind.AT_START:
            return not text[low:start].strip()
        case AnchorKind.AT_END:
            return not text[end:high].strip(" .;:")
        case AnchorKind.AT_UNKNOWN:
            return True


def _points(text: str, anchor: Anchor | None, low: int, high: int) -> list[int]:
    if anchor is None:
        return []
    words = _anchor_words(anchor)
    match anchor.kind:
        case AnchorKind.AFTER:
            return [at + len(words) for at in occurrences(words, text, low, high)]
        case AnchorKind.BEFORE:
            return list(occurrences(words, text, low, high))
        case AnchorKind.AFTER_DESIGNATION | AnchorKind.AT_START:
            return [low]
        case AnchorKind.AT_END:
            return [low + len(text[low:high].rstrip(" "))]
        case AnchorKind.AT_UNKNOWN:
            return []
