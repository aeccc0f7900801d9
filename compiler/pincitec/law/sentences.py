"""Where a sentence of the law begins and ends. Used to look for the words that govern a number, and to keep a quotation in bounds.

A full stop ends a sentence only where the next one begins: not after "No.", "ch." or "U.S.", not in a decimal or a section number.
A semicolon never does: a list of conditions is one sentence. In doubt the sentence goes on, which is the cautious side: a phrase
must stand beside its number anyway.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from pincitec.law.figure_labels import ABBREVIATIONS, LABEL_WORDS
from pincitec.law.figure_tokens import words

_SHORT: Final = ABBREVIATIONS - {"no", "art", "app", "comp", "fig", "p", "r", "ss"} | frozenset(
    words(
        "e.g i.e etc inc corp co ltd dr mr mrs ms jr sr st ave blvd vs v cf al dept dist gov "
        "jan feb mar apr jun jul aug sept sep oct nov dec"
    )
)
_BEFORE_CAPITAL: Final = frozenset(words("No Nos Art App Comp Fig P"))
_STOP: Final = re.compile(r"[.!?]+[\"'\u201d\u2019)\]]*(?=\s|$)|\n[ \t]*\n|\n[ \t]*(?=[\u2022*])|\u2022")
_LONGEST_WORD: Final = 24


def sentence_around(text: str, start: int, end: int, breaks: tuple[int, ...] = ()) -> tuple[int, int]:
    """The half-open range of the sentence around `[start, end)`, without white space at its ends.

    A range that crosses the end of a sentence gets all sentences that it touches. An empty line or the bullet of a list ends one too,
    and so does each of `breaks`, the offsets, in order, at which another unit of the law begins.

    >>> text = "See Laws 2019, ch. 206, § 23. It is $5.50; see No. 4."
    >>> low, high = sentence_around(text, 36, 41)
    >>> text[low:high]
    'It is $5.50; see No. 4.'
    """
    low, high = 0, len(text)
    for bounds in (_bounds(text), breaks):
        begin_at = bisect_right(bounds, start) - 1
        low = max(low, bounds[begin_at]) if begin_at >= 0 else low
        end_at = bisect_right(bounds, max(start, end - 1))
        high = min(high, bounds[end_at]) if end_at < len(bounds) else high
    while low < min(start, high) and (text[low].isspace() or text[low] == "\u2022"):
        low += 1
    while high > max(end, low) and text[high - 1].isspace():
        high -= 1
    return low, high


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of all sentences, in order, without white space at their ends.

    >>> [text[a:b] for text in ("The fee is $5.50. See No. 4.",) for a, b in sentences(text)]
    ['The fee is $5.50.', 'See No. 4.']
    """
    found, start = [], 0
    for end in (*_bounds(text), len(text)):
        piece = text[start:end]
        if piece.strip(" \n\t\u2022"):
            low = start + len(piece) - len(piece.lstrip(" \n\t\u2022"))
            found.append((low, start + len(piece.rstrip())))
        start = end
    return tuple(found)


@lru_cache(maxsize=16)
def _bounds(text: str) -> tuple[int, ...]:
    """Every place at which a sentence ends, in order."""
    return tuple(m.end() if m.group()[0] != "\u2022" else m.start() for m in _STOP.finditer(text) if _ends(text, m))


def _ends(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] in "\n\u2022!?" or len(mark) > 1:
        return mark[0] in "\n\u2022!?" or _opens(text, match.end())
    if not _opens(text, match.end()):
        return False
    word = _word_before(text, match.start())
    bare = word.rpartition("(")[2]
    if len(bare) == 1 and bare.isalpha():
        return _follows_label(text, match.start() - len(word))  # "A." designates, an initial goes on; "Subsection C." ends
    return bare.lower() not in _SHORT and bare not in _BEFORE_CAPITAL and not ("." in bare and bare.replace(".", "").isalpha())


def _opens(text: str, place: int) -> bool:
    """Whether what follows can begin a sentence: nothing, a capital, a digit, or an opening mark."""
    after = text[place : place + 8].lstrip()
    return not after or after[0].isupper() or after[0].isdigit() or after[0] in "\"'\u201c\u2018([\u00a7$\u2022"


def _word_before(text: str, place: int) -> str:
    piece = text[max(0, place - _LONGEST_WORD) : place]
    parts = piece.split()
    return parts[-1] if parts and not piece[-1].isspace() else ""


def _follows_label(text: str, place: int) -> bool:
    """Whether the word before the one at `place` makes it a designation ("Subsection C")."""
    before = text[max(0, place - _LONGEST_WORD) : place].split()
    return bool(before) and before[-1].lower() in LABEL_WORDS
