"""Where words go in or out without others in their place: what joined them to the words around them may not be in the note.

Notes quote words and leave out the commas and capitals that came or went with them: of a list "teachers, counselors and administrators"
they say that "counselors and administrators" was deleted. So the joint is not on file, unless the quoted words bring their own mark.
"""

import re
from typing import Final

from attrs import evolve

from pincitec.law.importing.nodes import given, hole, inferred, quoted
from pincitec.law.model import Section, UnitText
from pincitec.law.normalise import normalise
from pincitec.law.places import unit_in, version_on
from pincitec.syntax.law_tree import ActNode, AnchorKind, WordsIn

JOINT: Final = "what joined these words to those around them"
BECAUSE: Final = "the note does not say which marks and capitals came or went with the words that it quotes"
_LOOSE: Final = (",", ";", ":")
"""Marks that come and go with words beside them."""
_SENTENCE: Final = re.compile(r"(?:^|[.!?:])[\"')\]]*\s*$")


def sewn(operation: WordsIn, node: ActNode, section: Section) -> WordsIn | None:
    """The operation with holes where its joints are not on file; the same one where they are. None: they cannot be looked at.

    `node`: its act as it was read; `section`: the section with it.
    """
    around = _around(operation, node, section)
    if around is None:
        first = operation.anchor is not None and operation.anchor.kind is AnchorKind.AFTER_DESIGNATION
        return None if first else evolve(operation, strikes=(hole(JOINT), *operation.strikes, *((hole(JOINT),) * bool(operation.strikes))))
    left, right = around
    words = normalise(" ".join(part.text for part in (*operation.strikes, *operation.inserts))).strip()
    if operation.strikes:
        return _struck(operation, words, left, right)
    return _inserted(operation, words, left, right)


def _struck(operation: WordsIn, words: str, left: str, right: str) -> WordsIn:
    starts = _SENTENCE.search(left) is not None
    if starts and right[:1].isupper() and not _SENTENCE.search(words):
        # The text now begins with what was the middle of a sentence, under a capital of its own.
        first = re.match(r"\S+?(?=[\s.,;:]|$)", right)
        capital = inferred("", "", first.group()) if first is not None else None
        inserts = (capital,) if capital is not None else ()
        return evolve(operation, strikes=(*operation.strikes, hole(JOINT)), inserts=inserts, because=quoted(BECAUSE))
    if _marked(words):
        return operation
    mark = left[-1:] if left[-1:] in _LOOSE else right[:1] if right[:1] in _LOOSE else ""
    if mark:
        # It may have stood before the words, or after them, or on both sides.
        return evolve(
            _unmarked(operation, mark), strikes=(hole(JOINT), *operation.strikes, hole(JOINT)), inserts=(inferred(mark, "", ""),),
            because=quoted(BECAUSE),
        )  # fmt: skip
    before = () if not left or _mark(left[-1]) else (hole(JOINT),)
    after = () if not right or _mark(right[0]) else (hole(JOINT),)
    return evolve(operation, strikes=(*before, *operation.strikes, *after)) if before or after else operation


def _unmarked(operation: WordsIn, mark: str) -> WordsIn:
    """The operation with its anchor before the mark, where the anchor was taken to end with it."""
    beside = operation.anchor
    if beside is None or beside.words is None or beside.kind is not AnchorKind.AFTER:
        return operation
    return evolve(operation, anchor=evolve(beside, words=given(beside.words.text.removesuffix(mark))))


def _inserted(operation: WordsIn, words: str, left: str, right: str) -> WordsIn:
    if _SENTENCE.search(left) and right[:1].islower() and not _SENTENCE.search(words):
        first = re.match(r"\S+?(?=[\s.,;:]|$)", right)
        (own,) = operation.inserts
        capital = inferred("", own.text, f" {first.group()}" if first is not None else "")
        return evolve(operation, strikes=(hole(JOINT),), inserts=(capital,), because=quoted(BECAUSE))
    before, after = left[-1:] if left[-1:] in _LOOSE else "", right[:1] if right[:1] in _LOOSE else ""
    if _marked(words) or not (before or after):
        return operation
    (own,) = operation.inserts
    marked = inferred(f"{before} " if before else "", own.text, after)
    placed = _unmarked(operation, before) if before else operation
    return evolve(placed, strikes=(hole(JOINT),), inserts=(marked,), because=quoted(BECAUSE))


def _marked(words: str) -> bool:
    """Whether quoted words bring a mark of their own, so that the note gives marks too."""
    return bool(words) and (words[0] in ",;:" or words[-1] in ",;:.")


def _mark(char: str) -> bool:
    return not char.isalnum() and char not in "$§\"'("


def _around(operation: WordsIn, node: ActNode, section: Section) -> tuple[str, str] | None:
    """The unit's words before and after the place, as they stand once the operation is done; without white space at the place."""
    if node.effective is None:
        return None
    version = version_on(section, node.effective)
    if version is None:
        return None
    struck = normalise(" ".join(words.text for words in operation.strikes)).strip()
    inserted = normalise(" ".join(words.text for words in operation.inserts)).strip()
    texts: dict[str, str] = {}
    titles = ", and ".join(title.text for title in node.titles)
    for amendment in reversed([a for a in section.amendments if a.on == node.effective]):
        for splice in reversed(amendment.splices):
            unit: UnitText | None = unit_in(version, splice.identity)
            if unit is None:
                continue
            text = texts.get(splice.identity, unit.text)
            new, old = ("".join(piece.text for piece in pieces) for pieces in (splice.new, splice.old))
            end = splice.start + len(new)
            if text[splice.start : end] != new:
                return None
            same = normalise(old).strip() == struck and normalise(new).strip() == inserted
            if same and amendment.act == titles and unit.path == operation.place.path:
                return text[: splice.start].rstrip(), text[end:].lstrip()
            texts[splice.identity] = text[: splice.start] + old + text[end:]
    return None
