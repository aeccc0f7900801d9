"""The noun that a number counts: "3 Full School Years", "nine-year", "480 instructional days". Used by `figures`.

English decides by place: the noun stands directly after the number, with adjectives between. The head is the first word of time
or, failing that, the first plural. Where that finds nothing certain, there is no unit, and a literal with a unit is refused.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from pincitec.law.figure_tokens import HYPHENS, Token, at, hyphenated, words
from pincitec.law.numerals import SCALES, SMALL

MEASURES: Final = frozenset(words("year month week day hour minute semester trimester percent dollar cent"))
"""Nouns that are surely a unit, in the singular."""

_PLAIN: Final = frozenset(words("full complete completed consecutive successive continuous additional more whole further entire"))
"""Adjectives that leave a year a year. With any other ("school years", "fiscal years") it is a thing counted, not twelve months."""

STOP: Final = frozenset(
    words(
        "and or nor but of in on at to for from by with without per each every who whom whose which that than then if when while "
        "where is are was were be been being shall may might must will would can could should has have had does do did not no as "
        "into onto over under above below until before after within between among through during about because the a an this "
        "these those it its their his her our your he she they we you any all both such only also least most following plus "
        "pursuant via toward towards upon unless except whether under"
    )
)
_NOT_PLURAL: Final = frozenset(
    words("previous various continuous status campus process business access class plus bonus gross less regardless series is")
)
_IRREGULAR: Final = {"people": "person", "children": "child", "men": "man", "women": "woman", "criteria": "criterion", "classes": "class"}
QUOTES: Final = "\"'\u201c\u201d\u2018\u2019"
_MARKS: Final = frozenset(QUOTES)
_MOST_WORDS: Final = 6
_LONGEST_ASIDE: Final = 8


@frozen
class Noun:
    """The noun after a number: `unit` is its head in the singular and lower case, with the word that classifies a year
    ("school year"), or `None` if no head is certain. `first` and `stop` are the tokens of the whole phrase, half-open."""

    unit: str | None
    first: int
    stop: int
    period: bool


def singular(word: str) -> str:
    """The singular of an English noun, in lower case: as much as units need, and the same word for what is no plural.

    >>> [singular(w) for w in ("Years", "Classes", "bodies", "PDPs", "class", "people")]
    ['year', 'class', 'body', 'pdp', 'class', 'person']
    """
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low in _NOT_PLURAL or not low.endswith("s") or low.endswith(("ss", "us")) or len(low) < 3:
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zes")):
        return low[:-2]
    return low[:-1]


def measure(tokens: Sequence[Token], stop: int, *, within: int = 3) -> bool:
    """Whether a unit of measure follows a number closely: what no label has ("level 3", but "480 instructional days")."""
    if at(tokens, stop).text == "%":
        return True
    for index in range(stop, stop + within):
        token = at(tokens, index)
        if token.kind != "w" and token.text not in HYPHENS:
            return False
        if token.low in STOP:
            return False
        if singular(token.low) in MEASURES:
            return True
    return False


def noun_after(tokens: Sequence[Token], stop: int, *, one: bool) -> Noun | None:
    """The noun that the number before the token `stop` counts. `one`: the number is 1, so that the noun is no plural."""
    if hyphenated(tokens, stop) and at(tokens, stop + 1).kind == "w":
        word = singular(tokens[stop + 1].low)
        if word in STOP or len(word) < 2:
            return None
        return Noun(word, stop + 1, stop + 2, word in ("year", "month"))
    index = _after_choice(tokens, _after_aside(tokens, stop))
    items = _items(tokens, index)
    if not items:
        return None
    lows = [tokens[last - 1].low for _, last in items]
    head = next((k for k, low in enumerate(lows) if singular(low) in MEASURES), None)
    if head is None:
        head = next((k for k, low in enumerate(lows) if singular(low) != low), None)
    if head is None:
        if one:
            unit = lows[0] if len(lows) == 1 else None
            return Noun(unit, items[0][0], items[-1][1], False)
        return None
    name = singular(lows[head])
    period = name in ("year", "month") and all(low in _PLAIN for low in lows[:head])
    if name == "year" and not period:
        name = f"{lows[head - 1]} {name}"
    elif items[head][1] - items[head][0] > 1:
        name = "".join(t.low for t in tokens[items[head][0] : items[head][1] - 1]) + name
    first, last = items[0][0], items[head][1]
    if at(tokens, last).text in _MARKS and at(tokens, first - 1).text in _MARKS:
        last += 1
    return Noun(name, first, last, period)


def _items(tokens: Sequence[Token], index: int) -> list[tuple[int, int]]:
    """The words that may belong to the noun, a hyphenated word being one; quotation marks around them do not count."""
    items: list[tuple[int, int]] = []
    while len(items) < _MOST_WORDS:
        token = at(tokens, index)
        if token.text in _MARKS:
            index += 1
            continue
        gap_ok = token.gap == 1 or at(tokens, index - 1).text in _MARKS
        if token.kind != "w" or not gap_ok or token.low in STOP or token.low in SMALL or token.low in SCALES:
            break
        last = index + 1
        while hyphenated(tokens, last) and at(tokens, last + 1).kind == "w":
            last += 2
        items.append((index, last))
        index = last
    return items


def _after_aside(tokens: Sequence[Token], stop: int) -> int:
    """Past a short parenthesis without a number: "80 (and counting!) available micro-credentials"."""
    if at(tokens, stop).text != "(" or at(tokens, stop).gap == 2:
        return stop
    for index in range(stop + 1, stop + _LONGEST_ASIDE):
        token = at(tokens, index)
        if token.text == ")":
            return index + 1
        if token.kind == "n" or token.low in SMALL:
            break
    return stop


def _after_choice(tokens: Sequence[Token], stop: int) -> int:
    """Past "or more" and the like between a number and its noun: "three or more years"."""
    if at(tokens, stop).low == "or" and at(tokens, stop + 1).low in ("more", "fewer", "less", "greater"):
        return stop + 2
    return stop
