"""Making nodes of the tree of a `.law` file that is yet to be written: they have no place, and `syntax.law_write` prints them."""

from typing import Final

from pincitec.diagnostics import Span
from pincitec.syntax.law_tree import Anchor, AnchorKind, How, LeadIn, Part, Place, Quoted, Remainder, Sentence, Words, WordsIn

NOWHERE: Final = Span("", 0, 0)


def given(text: str) -> Words:
    """Words as the source has them."""
    return Words((Part(text, How.GIVEN, NOWHERE),), NOWHERE)


def hole(why: str) -> Words:
    """Words that are not on file; `why` is shown in their stead, without marks that would end it."""
    shown = why.translate({ord("⟨"): None, ord("⟩"): None, ord("\n"): " "})
    return Words((Part(f"⟨{shown}⟩", How.HOLE, NOWHERE),), NOWHERE)


def inferred(before: str, text: str, after: str) -> Words:
    """Words of the source with inferred characters before or after them."""
    parts = [(before, How.INFERRED), (text, How.GIVEN), (after, How.INFERRED)]
    return Words(tuple(Part(words, how, NOWHERE) for words, how in parts if words), NOWHERE)


def quoted(text: str) -> Quoted:
    return Quoted(text, NOWHERE)


def place(path: tuple[str, ...], *, former: bool = False) -> Place:
    return Place(path, former, NOWHERE)


def anchor(kind: AnchorKind, words: str | None = None) -> Anchor:
    return Anchor(kind, given(words) if words is not None else None, NOWHERE)


def remainder(words: str, places: tuple[Place, ...] = ()) -> Remainder:
    return Remainder(quoted(words), places, None, NOWHERE)


def words_in(
    where: Place,
    beside: Anchor | None,
    strikes: tuple[Words, ...],
    inserts: tuple[Words, ...],
    *,
    because: str | None = None,
    printed: tuple[str, ...] = (),
    within: LeadIn | Sentence | None = None,
) -> WordsIn:
    reason = quoted(because) if because is not None else None
    return WordsIn(where, beside, strikes, inserts, reason, tuple(map(quoted, printed)), 1, NOWHERE, within)
