"""Law text cut into words, numbers and marks, for the readers of numbers and of comparators. The first step of `figures`.

Nothing is assumed of the text: it may be normalised law text or raw, and hostile. One pass, linear in its length.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

HYPHENS: Final = frozenset("-\u2010\u2011")
DASHES: Final = HYPHENS | frozenset("\u2013\u2212")

# A number takes commas only in groups of three: what follows a wrong comma is a token of its own, so that it can be refused.
_TOKEN: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\S")


class Token(NamedTuple):
    """One word, number or mark at the half-open range `[start, end)` of the text.

    `low` is the word in lower case with a straight apostrophe. `kind` is `"w"` (word), `"n"` (number in ASCII digits) or
    `"s"` (any other mark). `gap` tells what stands before it: 0 nothing (it touches the token before), 1 white space, 2 an
    empty line, the beginning of the text or of another unit. A tuple and not a class: a long text has a million of them.
    """

    text: str
    low: str
    start: int
    end: int
    kind: str
    gap: int


END: Final = Token("", "", 0, 0, "s", 2)
"""Stands for what lies beyond the text."""


def tokenise(text: str, breaks: tuple[int, ...] = ()) -> list[Token]:
    """All tokens of a text, in order. `breaks` are the offsets, in order, at which another unit of the law begins.

    >>> [t.text for t in tokenise("at least $60,000 (K-5).")]
    ['at', 'least', '$', '60,000', '(', 'K', '-', '5', ')', '.']
    """
    tokens: list[Token] = []
    end = 0
    upcoming = iter(breaks)
    unit = next(upcoming, None)
    for match in _TOKEN.finditer(text):
        word = match.group()
        start = match.start()
        if not tokens:
            gap = 2
        elif start == end:
            gap = 0
        else:
            gap = 2 if text.count("\n", end, start) > 1 else 1
        while unit is not None and unit <= start:
            gap = 2 if unit >= end else gap
            unit = next(upcoming, None)
        end = match.end()
        first = word[0]
        if "0" <= first <= "9":
            kind = "n"
        else:
            kind = "w" if first.isalpha() else "s"
        tokens.append(Token(word, word.lower().replace("\u2019", "'"), start, end, kind, gap))
    return tokens


def at(tokens: Sequence[Token], index: int) -> Token:
    """The token at an index, or `END` where there is none."""
    return tokens[index] if 0 <= index < len(tokens) else END


def following(tokens: Sequence[Token], stop: int) -> int | None:
    """The index of the word that continues the one before `stop`: after one space ("sixty thousand") or a hyphen ("twenty-one")."""
    token = at(tokens, stop)
    if token.kind == "w" and token.gap == 1:
        return stop
    if token.text in HYPHENS and token.gap == 0:
        after = at(tokens, stop + 1)
        if after.kind == "w" and after.gap == 0:
            return stop + 1
    return None


def hyphenated(tokens: Sequence[Token], stop: int) -> bool:
    """Whether a hyphen and a further word or number touch the token before `stop` ("nine-year")."""
    return at(tokens, stop).text in HYPHENS and at(tokens, stop).gap == 0 and at(tokens, stop + 1).gap == 0


def words(text: str) -> tuple[str, ...]:
    """A table of words, written as one line of text."""
    return tuple(text.split())
