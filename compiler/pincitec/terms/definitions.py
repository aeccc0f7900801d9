"""Where a source says what a term means: an entry of its definitions, "X" means …, a short form in parentheses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pincitec.law.exchange.sorts import Sort
from pincitec.terms.model import ABBREVIATION, ENTRY, MEANS, Definition
from pincitec.terms.texts import Passage

HEADED: Final = re.compile(r"definition|terms used|meaning of", re.IGNORECASE)
QUOTED: Final = re.compile(r"""["“]([^"“”]{2,60})["”],?\s+(?:means|includes|refers to|has the meaning)\b""")
PLAIN: Final = re.compile(r"(?:^|(?<=[.;:] ))(?:An?|The|the|a)?\s*((?:[\w'’-]+ ){0,4}[\w'’-]+) (?:means|is defined as)\b")
IS_A: Final = re.compile(r"(?:^|(?<=[.;] ))An? ((?:[\w'’-]+ ){0,3}[\w'’-]+) is an? ")
SHORT: Final = re.compile(r"\(([A-Z][A-Za-z]{1,6})\)")


def definitions(texts: Iterable[Passage]) -> Iterator[tuple[str, Definition]]:
    """Every term with a definition of it, in reading order."""
    for passage in texts:
        if passage.sort is Sort.TERM and any(HEADED.search(part) for part in passage.path[:-1]):
            yield passage.label, Definition(passage.label_place(), ENTRY)
            continue
        for pattern in (QUOTED, PLAIN, IS_A):
            for match in pattern.finditer(passage.text):
                yield match[1], Definition(passage.place(match.start(1), match.end(1)), MEANS)
        for match in SHORT.finditer(passage.text):
            long = long_form(match[1], passage.text[: match.start()].split())
            if long:
                begin = passage.text.rindex(long[0], 0, match.start())
                yield match[1], Definition(passage.place(begin, match.end()), ABBREVIATION)


def long_form(short: str, before: Sequence[str]) -> list[str] | None:
    """The words that a short form in parentheses abbreviates: those right before it that begin with its letters.

    >>> long_form("PDPs", "are collecting professional development points".split())
    ['professional', 'development', 'points']
    """
    letters = short[:-1] if short.endswith("s") and len(short) > 2 else short
    for size in range(len(letters), len(letters) + 3):
        words = list(before[-size:])
        initials = "".join(w[0] for w in words if w.lower() not in ("of", "and", "for", "the", "in"))
        if len(words) == size and initials.casefold() == letters.casefold():
            return words
    return None
