"""English number words and exact numbers, both ways. Used by `figures`; knows nothing of units, labels or law.

Exact values only: an `int`, or a `Fraction` where the number is not whole ("nine and one-half" is 19/2). What could be read in
two ways is not a number here: "dozens", "a quarter" (a part, or three months), "half" without "of".
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from pincitec.law.figure_tokens import Token, at, following, hyphenated, tokenise, words
from pincitec.semantics.values import exact

UNITS: Final = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS: Final = words("twenty thirty forty fifty sixty seventy eighty ninety")
SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
LIMIT: Final = 10**15
"""Numbers in words are below this: beyond it English words are not agreed upon, and no statute needs them."""

SMALL: Final = {word: n for n, word in enumerate(UNITS)} | {word: n * 10 for n, word in enumerate(TENS, 2)}
_IRREGULAR: Final = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
                     "twelve": "twelfth"}  # fmt: skip


def _ordinal(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


ORDINALS: Final = {_ordinal(word): n for word, n in SMALL.items() if n}
SCALE_ORDINALS: Final = {"hundredth": 100} | {word + "th": n for word, n in SCALES.items()}
DENOMINATORS: Final = (
    {"half": 2, "quarter": 4}
    | {word: n for word, n in (ORDINALS | SCALE_ORDINALS).items() if n > 2}
)  # fmt: skip
PLURAL_DENOMINATORS: Final = {"halves": 2, "quarters": 4} | {word + "s": n for word, n in DENOMINATORS.items() if n not in (2,)}
STARTERS: Final = frozenset(SMALL) | frozenset(ORDINALS) | {"a", "half"} | frozenset(SCALE_ORDINALS)


@frozen
class Numeral:
    """A number read from words: its exact value, whether it is an ordinal, and the index of the first token after it."""

    value: int | Fraction
    ordinal: bool
    stop: int


def number_words(n: int) -> str:
    """The usual English words for a whole number, 0 <= n < 10**15. Raises `ValueError` for any other.

    >>> number_words(60_125)
    'sixty thousand one hundred twenty-five'
    """
    if not 0 <= n < LIMIT:
        raise ValueError("a number outside the range of number words")
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    size, name = next((s, w) for w, s in [*reversed(SCALES.items()), ("hundred", 100)] if n >= s)
    rest = f" {number_words(n % size)}" if n % size else ""
    return f"{number_words(n // size)} {name}{rest}"


def ordinal_words(n: int) -> str:
    """The English ordinal of a whole number, 1 <= n < 10**15. Raises `ValueError` for any other.

    >>> ordinal_words(121)
    'one hundred twenty-first'
    """
    if n < 1:
        raise ValueError("there is no ordinal below the first")
    cardinal = number_words(n)
    cut = max(cardinal.rfind(" "), cardinal.rfind("-")) + 1
    return cardinal[:cut] + _ordinal(cardinal[cut:])


def parse_numeral(text: str) -> Numeral | None:
    """The number that a whole text states in words or digits, and nothing else: "sixty thousand", "twenty-first", "4th", "9 1/2".

    A hyphenated form such as "nine-year" is a number and a unit: `figures` reads it, this does not.

    >>> parse_numeral("nine and one-half").value, parse_numeral("4th").ordinal, parse_numeral("dozens")
    (Fraction(19, 2), True, None)
    """
    tokens = tokenise(text)
    if not tokens:
        return None
    found = scan(tokens, 0) or scan_digits(tokens, 0)
    return found if found and found.stop == len(tokens) else None


def scan(tokens: Sequence[Token], start: int, *, joining: bool = True) -> Numeral | None:
    """The longest number in words that begins at a token. Bounded look-ahead, so that a whole text is read in linear time.

    With `joining` false "and" never joins two whole numbers ("between one hundred and fifty": two numbers, or one?).
    """
    word = at(tokens, start).low
    if word not in STARTERS:
        return None
    if word in ("a", "half"):
        return _with_article(tokens, start)
    fraction = _fraction(tokens, start)
    if fraction:
        return _scaled_fraction(tokens, fraction)
    whole = _whole(tokens, start, joining)
    if whole is None or whole.ordinal:
        return whole
    denominator = following(tokens, whole.stop)
    if denominator is not None and whole.value and tokens[denominator].low in PLURAL_DENOMINATORS:
        name = tokens[denominator].low
        if name != "quarters":  # "five quarters" are as well five times three months
            return Numeral(exact(Fraction(whole.value, PLURAL_DENOMINATORS[name])), False, denominator + 1)
    joined = at(tokens, whole.stop)
    if joined.low == "and" and joined.gap == 1:
        part = _fraction(tokens, whole.stop + 1, mixed=True)
        if part and at(tokens, whole.stop + 1).gap == 1:
            return Numeral(whole.value + part.value, False, part.stop)
    return whole


def _with_article(tokens: Sequence[Token], start: int) -> Numeral | None:
    """ "a hundred", "a dozen", "half a million", "half-dozen", "half of": the few forms that state one number only."""
    half = tokens[start].low == "half"
    index: int | None = start
    if half:
        index = following(tokens, start + 1)
        if index is not None and tokens[index].low == "of" and at(tokens, start + 1).kind == "w":
            return Numeral(Fraction(1, 2), False, start + 1)
        if index is not None and tokens[index].low == "dozen":
            return Numeral(6, False, index + 1)
    if index is None or tokens[index].low != "a":
        return None
    noun = at(tokens, index + 1)
    size = {"dozen": 12, "hundred": 100}.get(noun.low) or SCALES.get(noun.low)
    if noun.gap != 1 or size is None:
        return None
    if half:
        return Numeral(size // 2, False, index + 2)
    if noun.low == "dozen":
        return Numeral(12, False, index + 2)
    return _whole(tokens, index, joining=True)


def _fraction(tokens: Sequence[Token], start: int, *, mixed: bool = False) -> Numeral | None:
    """ "one-half", "two thirds", "three-quarters"; after "nine and" also "a half" and "a quarter"."""
    word = at(tokens, start).low
    n = 1 if mixed and word == "a" else SMALL.get(word, 0)
    index = following(tokens, start + 1)
    if not 0 < n < 20 or index is None:
        return None
    name = tokens[index].low
    hyphen = index == start + 2
    if name in PLURAL_DENOMINATORS and n > 1:
        if PLURAL_DENOMINATORS[name] == 4 and name == "quarters" and not (hyphen or mixed):
            return None  # "three quarters" are as well three times three months
        return Numeral(Fraction(n, PLURAL_DENOMINATORS[name]), False, index + 1)
    size = DENOMINATORS.get(name)
    if size is None or n >= size:
        return None
    sure = name == "half" or hyphen or mixed or (name not in SCALE_ORDINALS and name != "quarter")
    if (n == 1 and sure) or (hyphen and size in (3, 4, 5, 8, 10)):
        return Numeral(Fraction(n, size), False, index + 1)
    return None


def _scaled_fraction(tokens: Sequence[Token], part: Numeral) -> Numeral:
    """ "one-half million" is 500,000."""
    index = following(tokens, part.stop)
    if index is not None and tokens[index].low in SCALES:
        return Numeral(exact(part.value * SCALES[tokens[index].low]), False, index + 1)
    return part


def _whole(tokens: Sequence[Token], start: int, joining: bool) -> Numeral | None:
    """A whole number: segments below one thousand, each with a smaller scale word than the one before."""
    total = 0
    last = LIMIT
    stop = start
    position: int | None = start
    while position is not None:
        segment = _segment(tokens, position, joining)
        if segment is None:
            break
        value, stop = int(segment.value), segment.stop
        if segment.ordinal:
            return Numeral(total + value, True, stop)
        scale = following(tokens, stop)
        name = tokens[scale].low if scale is not None else ""
        if scale is not None and SCALE_ORDINALS.get(name, 0) >= 1000 and SCALE_ORDINALS[name] < last:
            return Numeral(total + value * SCALE_ORDINALS[name], True, scale + 1)
        if scale is None or SCALES.get(name, last) >= last:
            return Numeral(total + value, False, stop)
        last = SCALES[name]
        total += value * last
        stop = scale + 1
        position = _after_scale(tokens, stop, joining)
    return Numeral(total, False, stop) if stop > start else None


def _after_scale(tokens: Sequence[Token], stop: int, joining: bool) -> int | None:
    """Where a number goes on after "thousand": at once, after a comma ("one thousand, two hundred"), or "and" with less than a hundred."""
    token = at(tokens, stop)
    if token.text == "," and token.gap == 0 and at(tokens, stop + 1).gap == 1:
        hundreds = following(tokens, stop + 2)
        more = hundreds is not None and (tokens[hundreds].low == "hundred" or tokens[hundreds].low in SCALES)
        return stop + 1 if more and at(tokens, stop + 1).low in SMALL else None
    if token.low == "and" and token.gap == 1:
        if not joining or at(tokens, stop + 1).gap != 1:
            return None
        tail = _below_hundred(tokens, stop + 1)
        after = following(tokens, tail.stop) if tail else None
        grows = after is not None and (tokens[after].low == "hundred" or tokens[after].low in SCALES)
        return stop + 1 if tail and not grows and _fraction(tokens, stop + 1) is None else None
    index = following(tokens, stop)
    return index if index is not None and (tokens[index].low in SMALL or tokens[index].low in ORDINALS) else None


def _segment(tokens: Sequence[Token], start: int, joining: bool) -> Numeral | None:
    """A number below one thousand (or "fifteen hundred"), possibly ending in an ordinal."""
    if at(tokens, start).low == "a":
        head = Numeral(1, False, start + 1)
    else:
        first = _below_hundred(tokens, start)
        if first is None or first.ordinal:
            return first
        head = first
    index = following(tokens, head.stop)
    name = tokens[index].low if index is not None else ""
    if index is None or name not in ("hundred", "hundredth") or not head.value:
        return head
    value = int(head.value) * 100
    if name == "hundredth":
        return Numeral(value, True, index + 1)
    stop = index + 1
    join = at(tokens, stop)
    if join.low == "and" and join.gap == 1:
        tail = _below_hundred(tokens, stop + 1) if joining and at(tokens, stop + 1).gap == 1 else None
        after = following(tokens, tail.stop) if tail else None
        if tail is None or (after is not None and tokens[after].low == "hundred") or _fraction(tokens, stop + 1):
            return Numeral(value, False, stop)
        return Numeral(value + tail.value, tail.ordinal, tail.stop)
    rest = following(tokens, stop)
    tail = _below_hundred(tokens, rest) if rest is not None else None
    after = following(tokens, tail.stop) if tail else None
    if tail is None or (after is not None and tokens[after].low == "hundred"):
        return Numeral(value, False, stop)
    return Numeral(value + tail.value, tail.ordinal, tail.stop)


def _below_hundred(tokens: Sequence[Token], start: int) -> Numeral | None:
    word = at(tokens, start).low
    if word in ORDINALS:
        return Numeral(ORDINALS[word], True, start + 1)
    if word in SCALE_ORDINALS or word not in SMALL:
        return None
    value = SMALL[word]
    index = following(tokens, start + 1) if value >= 20 else None
    if index is not None:
        unit = tokens[index].low
        if 0 < SMALL.get(unit, 0) < 10:
            return Numeral(value + SMALL[unit], False, index + 1)
        if 0 < ORDINALS.get(unit, 0) < 10:
            return Numeral(value + ORDINALS[unit], True, index + 1)
    return Numeral(value, False, start + 1)


VULGAR: Final = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip
ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
LONGEST: Final = 24
"""More digits than this are no number of the law, but a key or an attack; they are never turned into a value."""


def digits_value(text: str) -> int | Fraction | None:
    """The exact value of one number token ("60,000", "9.5"), or `None` if it is too long to be a number of the law."""
    if len(text) > LONGEST:
        return None
    whole, _, decimals = text.replace(",", "").partition(".")
    if not decimals:
        return int(whole)
    return exact(Fraction(int(whole + decimals), 10 ** len(decimals)))


def scan_digits(tokens: Sequence[Token], start: int) -> Numeral | None:
    """The number in digits that begins at a token: "60,000", "9.5", "4th", "1/2", "9 1/2", "9½", "1.5 million"."""
    first = at(tokens, start)
    if first.text in VULGAR:
        return Numeral(VULGAR[first.text], False, start + 1)
    value = digits_value(first.text) if first.kind == "n" else None
    if value is None:
        return None
    after = at(tokens, start + 1)
    if isinstance(value, int):
        if after.low in ORDINAL_ENDINGS and after.gap == 0:
            return Numeral(value, True, start + 2)
        part = _slashed(tokens, start)
        if part:
            return part
        if after.text in VULGAR and after.gap < 2:
            return Numeral(value + VULGAR[after.text], False, start + 2)
        joined = start + 2 if hyphenated(tokens, start + 1) else start + 1
        part = _slashed(tokens, joined) if joined == start + 2 or after.gap == 1 else None
        if part:
            return Numeral(value + part.value, False, part.stop)
    scale = following(tokens, start + 1)
    if scale is not None and tokens[scale].low in SCALES:
        return Numeral(exact(value * SCALES[tokens[scale].low]), False, scale + 1)
    return Numeral(value, False, start + 1)


def _slashed(tokens: Sequence[Token], start: int) -> Numeral | None:
    """ "1/2": a proper fraction, written without spaces and without a further slash (which would make it a date)."""
    top, slash, bottom, beyond = (at(tokens, start + k) for k in range(4))
    if slash.text not in ("/", "\u2044") or slash.gap or bottom.gap or top.kind != "n" or bottom.kind != "n":
        return None
    n, d = digits_value(top.text), digits_value(bottom.text)
    if not isinstance(n, int) or not isinstance(d, int) or not 0 < n < d <= 100 or (beyond.text == "/" and not beyond.gap):
        return None
    return Numeral(Fraction(n, d), False, start + 3)
