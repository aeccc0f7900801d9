"""Numbers that are names: "level 3", "§ 22-10A-11", "K-5", "three-A", a telephone number. Used by `figures`.

A label binds nothing: it states no amount that a rule could use. Each answer here is the reason, in words for a user, or `None`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from pincitec.law.figure_dates import year_like
from pincitec.law.figure_tokens import DASHES, Token, at, words
from pincitec.law.figure_units import STOP, measure, noun_after, singular
from pincitec.law.numerals import ORDINAL_ENDINGS, SMALL, scan_digits

LABEL_WORDS: Final = frozenset(
    words(
        "level section subsection article chapter subchapter domain page paragraph subparagraph part subpart title subtitle step "
        "grade phase option box form rule regulation schedule appendix exhibit table figure item tier track category class clause "
        "group line column row bill law nmsa number amendment version module stage code suite room building floor unit region "
        "district division laws resolution order question volume note footnote annex addendum band lane type usc cfr nmac"
    )
)
ABBREVIATIONS: Final = frozenset(
    words("ch chs sec secs subsec art arts p pp para paras pt pts no nos vol subd subds cl fig app ex reg regs tit stat comp r ss")
)
_CODES: Final = frozenset(words("usc cfr nmac nmsa stat comp"))
_ACT_NAMES: Final = frozenset(
    words("amendment amendments session multiple comp act acts regular special legislature edition supplement code")
)
_STREETS: Final = frozenset(
    words("street st avenue ave road rd boulevard blvd drive dr lane ln mall way plaza court ct place pl square parkway pkwy highway hwy")
)
_COMPASS: Final = frozenset(words("NE NW SE SW"))
_VERBS_BEFORE: Final = frozenset(words("to shall may must will can cannot"))
_ALSO_VERBS: Final = frozenset(words("form group order"))
_INITIALS: Final = ("U.S.C", "C.F.R", "H.B", "S.B", "H.R")
_RANGES: Final = frozenset(words("through thru to"))
_LISTS: Final = frozenset(words("and or"))
_FIXED: Final = frozenset({("third", "party"), ("third", "parties"), ("first", "aid"), ("first", "responders"), ("first", "responder")})


@frozen
class LastLabel:
    """The label before, so that a list of them is known as one: "Domains 1 & 4", "Level 1-2", "Sections 21 through 24"."""

    stop: int
    plural: bool
    digits: bool
    word: str


def chain(tokens: Sequence[Token], index: int, floor: int) -> tuple[int, int]:
    """The tokens that touch the number at `index`, directly or by a hyphen, point or slash: "22-10A-11.1". Not before `floor`."""
    low = index
    while low > floor and tokens[low].gap == 0:
        before = tokens[low - 1]
        if before.kind in "wn":
            low -= 1
        elif low - 1 > floor and before.gap == 0 and _joins(tokens[low - 2], before, tokens[low]):
            low -= 2
        else:
            break
    high = index + 1
    while at(tokens, high).gap == 0 and high < len(tokens):
        token = tokens[high]
        if token.kind in "wn":
            high += 1
        elif at(tokens, high + 1).gap == 0 and _joins(tokens[high - 1], token, at(tokens, high + 1)):
            high += 2
        else:
            break
    return low, high


def _joins(left: Token, mark: Token, right: Token) -> bool:
    if left.kind not in "wn" or right.kind not in "wn":
        return False
    if mark.text in DASHES or mark.text == "_":
        return True
    if mark.text == ".":
        return right.kind == "n"
    return mark.text in ("/", ":", ",", "\u2044") and left.kind == right.kind == "n"


def joined_label(tokens: Sequence[Token], low: int, index: int, high: int) -> str | None:
    """Why the number at `index` is no amount, judged by what touches it, the chain `[low, high)`."""
    letters, compound = "it is joined to letters", "it is part of a compound, as in a citation or a telephone number"
    if low < index or follows_letters(tokens, index):
        return letters
    rest = tokens[index + 1 : high]
    if rest and rest[0].low in ORDINAL_ENDINGS:
        rest = rest[1:]
    if not rest:
        return None
    if rest[0].kind == "w":
        return letters
    value = scan_digits(tokens, index)
    if rest[0].text == ",":
        return "its commas do not part thousands"
    if rest[0].text not in DASHES:
        return None if value and value.stop == high else compound
    numbers = [t for t in rest if t.kind == "n"]
    if not numbers:
        word = rest[1]
        if len(word.text) == 1:
            return letters
        return "it is part of a fixed expression" if word.low in STOP else None
    if value and value.stop == high:
        return None
    if any(a.kind == "n" and b.kind == "w" for a, b in pairwise(rest)):
        return letters
    if len(numbers) == 1 and numbers[0] is rest[1] and not (len(tokens[index].text) == 3 and len(numbers[0].text) == 4):
        return None
    return compound


def follows_letters(tokens: Sequence[Token], start: int) -> bool:
    """Whether a word and a hyphen touch the number from before: "level-three", "twenty-5"; not so "three-to-five"."""
    hyphen = start > 1 and tokens[start].gap == 0 and tokens[start - 1].text in DASHES and tokens[start - 1].gap == 0
    return hyphen and tokens[start - 2].kind == "w" and tokens[start - 2].low not in ("to", "or", "and")


def word_label(tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """Why a number in words is no amount, judged by what touches it: "three-A", "level-three", "one-on-one"."""
    if follows_letters(tokens, start):
        return "it is joined to letters"
    if (tokens[start].low, at(tokens, stop).low) in _FIXED:
        return "it is part of a fixed expression"
    mark, right = at(tokens, stop), at(tokens, stop + 1)
    if mark.text not in DASHES or mark.gap or right.gap:
        return None
    if right.kind == "n" or (right.kind == "w" and len(right.text) == 1):
        return "it is joined to letters" if right.kind == "w" else "it is part of a compound"
    if right.low in ("to", "or", "and") and at(tokens, stop + 3).low in SMALL:
        return None
    return "it is part of a fixed expression" if right.low in STOP else None


def pronoun(tokens: Sequence[Token], start: int) -> bool:
    """Whether "one" stands for a person or a thing and counts nothing: "one another", "no one", "the one who"."""
    if tokens[start].low != "one" or at(tokens, start + 1).text in DASHES:
        return False
    before, after = at(tokens, start - 1).low if start else "", at(tokens, start + 1)
    if after.low in ("another", "who", "whom", "which", "that") or before in ("no", "every", "each", "some"):
        return True
    if after.low == "or" or after.text == "(":
        return False
    return before in ("this", "that", "which", "another", "such", "the") and (after.kind != "w" or after.low in STOP - {"of"})


def place_label(tokens: Sequence[Token], start: int, stop: int, last: LastLabel | None) -> tuple[str, LastLabel | None] | None:
    """Why the number at `[start, stop)` is a label, judged by the words around it, with the state for the number after it."""
    digits = tokens[start].kind == "n"
    name = _label_word(tokens, start, stop)
    if name:
        return f"it follows `{name}`", LastLabel(stop, singular(name) != name.lower() or name.endswith("s"), digits, name)
    continued = _continues(tokens, start, stop, last, digits)
    if continued:
        return f"it follows `{continued.word}`", continued
    reason = (_names_an_act(tokens, start, stop) if digits else None) or _designator(tokens, start, stop) or _address(tokens, start, stop)
    return (reason, None) if reason else None


def _label_word(tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """The word before the number that makes it a label."""
    index = start - 1
    if index < 0 or tokens[start].gap == 2:
        return None
    if tokens[index].text in ("\u00a7", "#", "\u00b6"):
        return tokens[index].text
    if tokens[index].text == "(" and index and tokens[start].gap == 0 and at(tokens, stop).text == ")":
        index -= 1  # "Paragraph (5)"
    before = tokens[index]
    if before.text == "." and index and before.gap == 0 and tokens[index - 1].low in ABBREVIATIONS:
        return tokens[index - 1].text
    for initials in _INITIALS:
        if before.text == "." and "".join(t.text for t in tokens[max(0, index - len(initials)) : index]) == initials:
            return f"{initials}."
    if before.low in ABBREVIATIONS and before.low not in ("no", "art", "ex", "app", "fig", "r"):
        return before.text
    if singular(before.low) not in LABEL_WORDS and before.low not in LABEL_WORDS:
        return None
    if before.low in _ALSO_VERBS and index and tokens[index - 1].low in _VERBS_BEFORE:
        return None  # "to form three committees"
    return None if measure(tokens, stop) else before.text


def _continues(tokens: Sequence[Token], start: int, stop: int, last: LastLabel | None, digits: bool) -> LastLabel | None:
    """Whether a list of labels goes on: "2 and 3", "1-2", "21 through 24", "2 & 3"."""
    if last is None or not 0 < start - last.stop <= 3 or tokens[start].gap == 2 or last.digits != digits:
        return None
    between = [t.low for t in tokens[last.stop : start] if t.text not in "()"]
    mark = between[0] if len(between) == 1 else " ".join(between)
    new = LastLabel(stop, last.plural, digits, last.word)
    if mark in DASHES or mark in _RANGES - {"to"}:
        return new
    if measure(tokens, stop) or tokens[start - 1].text == "$":
        return None
    if mark in ("to", "&", "/"):
        return new
    if mark in _LISTS or mark in (", and", ", or", "and /or") or (mark == "," and last.plural):
        if last.plural:
            return new
        noun = noun_after(tokens, stop, one=False)
        return new if noun is None or noun.stop - noun.first <= 1 else None
    return None


def _names_an_act(tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """ "2018 amendment", "1978 Comp.", "2005, ch. 315", "42 U.S.C."."""
    after = at(tokens, stop)
    if after.low in _CODES or "".join(at(tokens, stop + k).text for k in range(5)) in ("U.S.C", "C.F.R"):
        return "it is part of a citation"
    if not year_like(tokens[start]):
        return None
    if after.low in _ACT_NAMES:
        return "it names an act by its year"
    if after.text == "," and at(tokens, stop + 1).low in ("ch", "chs", "chapter"):
        return "it is part of a citation"
    return None


def _designator(tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """ "(1)" and "1." before the words of a paragraph or an item of a list."""
    before, after = at(tokens, start - 1) if start else None, at(tokens, stop)
    if tokens[start].kind != "n" or stop - start != 1:
        return None
    if before and before.text == "(" and after.text == ")" and tokens[start].gap == 0:
        return "it stands alone in parentheses, as a designation does"
    opens = before is None or tokens[start].gap == 2 or before.text in (";", ":", ".", "\u2022")
    capital = at(tokens, stop + 1).text[:1].isupper() and at(tokens, stop + 1).gap == 1
    if opens and after.text in (".", ")") and after.gap == 0 and capital and len(tokens[start].text) <= 3:
        return "it designates an item of a list"
    return None


def _address(tokens: Sequence[Token], start: int, stop: int) -> str | None:
    """ "Four Capitol Mall", "6400 Uptown NE", "Albuquerque, NM 87110"."""
    before, two_before = (at(tokens, start - k) if start >= k else None for k in (1, 2))
    state = before is not None and before.kind == "w" and before.text.isupper() and len(before.text) == 2
    five = len(tokens[start].text) == 5 and tokens[start].text.isdigit()
    if five and state and two_before and two_before.text == ",":
        return "it is a postal code"
    for index in range(stop, stop + 4):
        token = at(tokens, index)
        if token.kind != "w" or token.gap != 1 or not token.text[0].isupper():
            return None
        if index > stop and (token.low in _STREETS or token.text in _COMPASS):
            return "it is part of an address"
    return None
