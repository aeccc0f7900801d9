"""Words that a note quotes and the text has otherwise: the words of the text, if the difference is a tolerable misquotation.

The text and the note are compared word by word around the nearest place. What is found still has to hit: it is tried like any words.
"""

from difflib import SequenceMatcher
from typing import Final

from attrs import evolve, frozen

from pincitec.law.flat import flatten
from pincitec.law.importing.nodes import given, quoted
from pincitec.law.model import UnitText
from pincitec.law.normalise import normalise
from pincitec.law.quotations import nearest
from pincitec.law.tolerance import tolerance
from pincitec.syntax.law_tree import WordsIn

_CONTEXT: Final = 2
"""Words of a misquoted passage that are given before the difference, so that it can be recognised; one after it."""


@frozen
class Misquoted:
    """The words of the text in the stead of the note's, and how the note prints the passages that differ."""

    text: str
    passages: tuple[tuple[str, str], ...]


def mended(operation: WordsIn, unit: UnitText) -> tuple[WordsIn, Misquoted] | None:
    """The operation with the words that it inserted as the text after the act has them; None if they are not there."""
    if len(operation.inserts) != 1:
        return None
    found = misquoted(operation.inserts[0].text, unit)
    if found is None:
        return None
    printed = tuple(quoted(theirs) for _, theirs in found.passages)
    return evolve(operation, inserts=(given(found.text),), printed=printed), found


def misquoted(words: str, unit: UnitText) -> Misquoted | None:
    """What a unit's own words have in the stead of words that do not stand there."""
    near = nearest(words, flatten(evolve(unit, children=())))
    if near is None or tolerance(near.text, words) is None:
        return None
    ours, theirs = near.text.split(" "), normalise(words).strip().split(" ")
    passages: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before = min(_CONTEXT, i1, j1)
        after = 1 if i2 < len(ours) and j2 < len(theirs) else 0
        passages.append((" ".join(ours[i1 - before : i2 + after]), " ".join(theirs[j1 - before : j2 + after])))
    if not passages or any(tolerance(text, printed) is None for text, printed in passages):
        return None
    return Misquoted(near.text, tuple(passages))
