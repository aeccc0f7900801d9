"""Quotation marks first: which characters of an instruction are quoted words, before anything is read as an instruction.

Quoted words are atoms: nothing in them is ever taken for an instruction. Straight marks do not say whether they open or close.
They are paired by what stands beside them, nested marks included; where the pairs do not come out even, a mark counts only if
instruction words stand at it ("the phrase", "and inserting"), and only if that leaves one way of reading. Otherwise the marks
are unbalanced, and nothing is read. So they are where a curly mark faces a straight one. Instruction words before a mark within
quoted words are a sign that a mark before them is missing: what would have been struck is then longer than what the act strikes.
Linear in the length of the text.
"""

import re
from typing import Final

from attrs import frozen

_OPENS_AFTER: Final = set(" \t\n\r([—–-/")
_CLOSES_BEFORE: Final = set(" \t\n\r)].,;:!?—–/'")
_MARKS: Final = re.compile('["“”]')
_LEADS: Final = re.compile(
    r"(?:\bthe (?:\w+ )?(?:phrase|phase|word|work|words|number|figure|date|year|term|sentence|abbreviation|article|symbol|designation)s?,?"
    r"|\b(?:striking|inserting|strike|insert|adding|deleted|added|after|before|follows:?)(?: the)?,?) ?$",
    re.IGNORECASE,
)
_FOLLOWS: Final = re.compile(
    r"[,;]? ?(?:and )?(?:in (?:its|their|it's) place|in lieu|insert|add(?:ing|ed)?\b|strik|delet|both (?:times|places)|wherever|everywhere"
    r"|(?:each|every) (?:time|place)|the (?:first|second|third|last|final) (?:time|place)|at the (?:end|beginning)|after |before )"
    r"|[.;]? ?(?:and|or)?\s*$",
    re.IGNORECASE,
)
_INNER: Final = re.compile('\\b(?:insert|strik|add)(?:ing|e)?\\b[^"“”]{0,24}["“]', re.IGNORECASE)
_WINDOW: Final = 60


@frozen
class Quoted:
    """Characters `[start, end)` between quotation marks, the marks not included."""

    start: int
    end: int


@frozen
class Unbalanced:
    """The marks cannot be paired; `at` is the first that stands alone."""

    at: int


def quoted(text: str) -> tuple[Quoted, ...] | Unbalanced:
    """The outermost quotations of a text, in order.

    >>> quoted('the phrase "the Court (\\"Court\\")" and')
    (Quoted(start=12, end=31),)
    """
    found: list[Quoted] = []
    depth = start = at = 0
    previous_open = -2
    for match in _MARKS.finditer(text):
        at = match.start()
        opens = _opens(text, at, previous_open)
        if opens and depth == 0:
            start = at + 1
        depth += 1 if opens else -1
        previous_open = at if opens else -2
        if depth < 0:
            return _by_words(text, at)
        if depth == 0:
            if (text[start - 1] == '"') != (text[at] == '"'):
                return Unbalanced(start - 1)
            found.append(Quoted(start, at))
    if depth:
        return _by_words(text, start - 1)
    return next((Unbalanced(q.start - 1) for q in found if _INNER.search(text, q.start, q.end)), tuple(found))


def _opens(text: str, at: int, previous_open: int) -> bool:
    mark = text[at]
    if mark != '"':
        return mark == "“"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before and before not in _OPENS_AFTER and previous_open != at - 1:
        return False
    return bool(after) and not after.isspace()


def _by_words(text: str, at: int) -> tuple[Quoted, ...] | Unbalanced:
    """Pair only the marks at which instruction words stand, if each opening one has exactly one closing one."""
    opening, closing = [], []
    for match in _MARKS.finditer(text):
        place = match.start()
        if _LEADS.search(text[max(place - _WINDOW, 0) : place]):
            opening.append(place)
        elif _FOLLOWS.match(text[place + 1 : place + 1 + _WINDOW]):
            closing.append(place)
    found = []
    rest = iter([*closing, len(text)])
    close = next(rest)
    for number, start in enumerate(opening):
        limit = opening[number + 1] if number + 1 < len(opening) else len(text)
        between = []
        while close < limit:
            between.append(close)
            close = next(rest, len(text))
        if len(between) != 1 or len(_MARKS.findall(text, start + 1, between[0])) % 2:
            return Unbalanced(at)
        found.append(Quoted(start + 1, between[0]))
    return tuple(found) if found else Unbalanced(at)
