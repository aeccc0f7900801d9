"""How a source may misquote the text it annotates, and how much of that is tolerated.

The classes, mildest first; the class is computed, never written. Digits are never tolerated, nor is a word that can turn the
law round (a negation, an exception, a number, a modal verb).
"""

import re

from pincitec.law.normalise import normalise
from pincitec.law.quotations import turning_word

WHITE_SPACE = "white space and quotation marks"
CASE = "case"
PUNCTUATION = "punctuation"
MISSING_WORD = "missing word"


def tolerance(text: str, printed: str) -> str | None:
    """The class of the difference between words of the text and the same words as printed; None if it is not tolerable.

    >>> tolerance("extended learning time program", "extended learning program")
    'missing word'
    >>> tolerance("$54,000", "$50,000") is None
    True
    """
    ours, theirs = normalise(text).strip(), normalise(printed).strip()
    if re.findall(r"\d+", ours) != re.findall(r"\d+", theirs):
        return None
    if _bare(ours, r"[\s\"']") == _bare(theirs, r"[\s\"']"):
        return WHITE_SPACE
    if ours.lower() == theirs.lower():
        return CASE
    if _bare(ours.lower(), r"[^\w]") == _bare(theirs.lower(), r"[^\w]"):
        return PUNCTUATION
    words, fewer = ours.split(" "), theirs.split(" ")
    if len(fewer) > len(words):
        words, fewer = fewer, words
    missing = _missing(words, fewer)
    if missing is None or len(missing) > 2 or turning_word(" ".join(missing)) is not None:
        return None
    return MISSING_WORD


def _bare(text: str, drop: str) -> str:
    return re.sub(drop, "", text)


def _missing(words: list[str], fewer: list[str]) -> list[str] | None:
    """The words that must be left out of `words` to get `fewer`; None if that cannot be."""
    missing: list[str] = []
    rest = iter(fewer)
    wanted = next(rest, None)
    for word in words:
        if word == wanted:
            wanted = next(rest, None)
        else:
            missing.append(word)
    return missing if wanted is None else None
