"""Which comparison the words around a number state: "at least" is `>=`, "more than" is `>`, "no later than" is `<=`.

Stands beside `figures`, between the text of the law and the check that compares a rule with its quotation. The phrase must stand
close to its number, as grammar has it: directly before it, with nothing but articles and words such as "a total of" between, or
directly after it and its unit. "at least three years and 60 days" says nothing about the 60. Where the words state no comparison,
or one that can be read in two ways ("over three years": more than, or in the course of), the answer is none, and the comparison in
the rule is a reading of its author.

The table is published in docs/numbers-and-comparators.md; a test keeps the two equal.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Final, Literal

from attrs import frozen

from pincitec.law.figure_tokens import Token, at, tokenise, words
from pincitec.law.figure_units import STOP
from pincitec.law.figures import Figure, Kind, figures
from pincitec.law.sentences import sentence_around

__all__ = [
    "PHRASES",
    "Comparator",
    "Operator",
    "Phrase",
    "Scope",
    "comparator_for",
    "same_meaning",
    "sentence_around",
    "tokens_of",
    "turned",
]

Operator = Literal["<", "<=", ">", ">=", "=", "approximate"]


class Scope(Enum):
    """For what a phrase states its comparison. With other numbers it states none."""

    ANY = "any number"
    AMOUNT = "amounts, not dates"
    THING = "amounts, but neither dates nor lengths of time"
    MOMENT = "dates, years and ordinals"
    RATE = "money and percentages"


@frozen
class Phrase:
    """A row of the table. `firm`: a rule that compares otherwise contradicts the words; else they only name the value ("is")."""

    words: str
    operator: Operator
    after: bool = False
    scope: Scope = Scope.ANY
    firm: bool = True


@frozen
class Comparator:
    """The comparison that the sentence states for a number: the phrase at the half-open range `[start, end)` of the sentence.

    `negated` tells that a negation beside the phrase has turned it ("does not exceed" is `<=`); the range includes it.
    If not `firm`, the words only name the value ("is sixty thousand dollars").
    """

    operator: Operator
    start: int
    end: int
    words: str
    negated: bool
    firm: bool = True


def _rows(operator: Operator, phrases: str, *, after: bool = False, scope: Scope = Scope.ANY, firm: bool = True) -> list[Phrase]:
    return [Phrase(phrase.strip(), operator, after, scope, firm) for phrase in phrases.split("/")]


PHRASES: Final[tuple[Phrase, ...]] = (
    *_rows(">=", "at least/at a minimum/minimum of/minimum/no fewer than/not fewer than/no less than/not less than"),
    *_rows(">=", "greater than or equal to/more than or equal to/equal to or greater than/equal to or more than"),
    *_rows(">=", "at or above/equals or exceeds/equal or exceed/meets or exceeds/meet or exceed/≥/> ="),
    *_rows(">=", "no earlier than/not earlier than/no sooner than/not sooner than"),
    *_rows(
        ">=",
        "on or after/on and after/beginning on/beginning with/beginning in/beginning/starting on/starting with/commencing on/from",
        scope=Scope.MOMENT,
    ),
    *_rows(">", "more than/greater than/in excess of/exceeding/exceed/exceeds/exceeded/above"),
    *_rows(">", "older than/longer than/higher than/larger than/later than/>"),
    *_rows(">", "over", scope=Scope.THING),
    *_rows(">", "after", scope=Scope.MOMENT),
    *_rows("<=", "no more than/not more than/no greater than/not greater than/no later than/not later than/no longer than"),
    *_rows("<=", "not longer than/no older than/not older than/at most/at the most/maximum of/maximum/up to/up to and including"),
    *_rows("<=", "less than or equal to/fewer than or equal to/equal to or less than/equal to or fewer than/≤/< ="),
    *_rows("<=", "at or below"),
    *_rows("<=", "within", scope=Scope.AMOUNT),
    *_rows("<=", "by/on or before/on or prior to/through/until and including", scope=Scope.MOMENT),
    *_rows("<", "less than/fewer than/under/below/younger than/shorter than/lower than/smaller than/earlier than/sooner than/<"),
    *_rows("<", "before/prior to/until", scope=Scope.MOMENT),
    *_rows("=", "exactly/precisely/equal to/equals/="),
    *_rows("=", "is/are/shall be/must be/will be", scope=Scope.RATE, firm=False),
    *_rows("approximate", "approximately/about/around/roughly/nearly/almost/an estimated"),
    *_rows(">=", "or more/or greater/or older/or above/or over/or higher/or longer/or later/or better/or after", after=True),
    *_rows(">=", "and above/and over/and older/and up/and later/and thereafter/and subsequent/minimum", after=True),
    *_rows("<=", "or less/or fewer/or younger/or below/or under/or lower/or shorter/or earlier/or sooner/or before", after=True),
    *_rows("<=", "and under/and below/and younger/and earlier/maximum", after=True),
    *_rows("approximate", "or so/or thereabouts", after=True),
)
"""All phrases. Where several stand at one place the longest governs."""

FLIPPED: Final[dict[str, Operator]] = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "!=": "="}
"""What a negation makes of a comparison. The negation of `=` is no comparison that the law could state."""

_BETWEEN: Final = frozenset(words("a an the of any such only just fully total sum amount age ages period term")) | frozenset(
    "$\"'\u201c\u201d\u2018\u2019"
)
_TAIL: Final = (("of", "age"), ("old",), ("of", "the", "age"), ("in", "total"), ("total",))
_MOST_BETWEEN: Final = 5
_NOT: Final = frozenset(words("not never cannot no neither nor"))
_AUXILIARIES: Final = frozenset(words("may shall can will must is are was were does do did has have had could should would might"))
_BE: Final = frozenset(words("be been being to have has had"))
_CLAUSE_ENDS: Final = frozenset(words("and or but who whom which that if when unless than where while because provided as"))
_FAR: Final = 8
_MOMENTS: Final = (Kind.DATE, Kind.SCHOOL_YEAR, Kind.FISCAL_YEAR, Kind.ORDINAL)
_SPANS: Final = ("year", "month", "week", "day", "semester")


def _table(after: bool) -> dict[str, tuple[tuple[tuple[str, ...], Phrase], ...]]:
    """The rows by the word that touches the number, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Phrase]]] = {}
    for phrase in PHRASES:
        if phrase.after == after:
            parts = tuple(phrase.words.split())
            table.setdefault(parts[0] if after else parts[-1], []).append((parts, phrase))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


_BEFORE: Final = _table(after=False)
_AFTER: Final = _table(after=True)


@frozen
class _Sentence:
    """A sentence in its text: the numbers in it are those of the text, read once."""

    text: str
    figures: tuple[Figure, ...]


def comparator_for(
    text: str, start: int, end: int, *, within: tuple[int, int] | None = None, breaks: tuple[int, ...] = ()
) -> Comparator | None:
    """The comparison that governs the number at `[start, end)` of a sentence of the law, or `None` where the words state none.

    The range is a figure's, or lies within one. A label has no comparison. `text` is the sentence; or `within` says where in it that
    stands, and `breaks` where other units begin: then the numbers of a long text are not read anew for each of its sentences.

    >>> comparator_for("a level two teacher for at least three years", 32, 43).operator
    '>='
    """
    low, high = within or (0, len(text))
    found = figures(text, breaks)
    sentence = _Sentence(text, found[bisect_left(found, low, key=lambda f: f.start) : bisect_left(found, high, key=lambda f: f.start)])
    figure = _figure_at(sentence, start, end)
    if figure is None or figure.label:
        return None
    tokens = tokens_of(text, breaks)
    tokens = tokens[bisect_left(tokens, low, key=_start) : bisect_left(tokens, high, key=_start)]
    first = bisect_left(tokens, figure.start, key=_start)
    before = _before(sentence, tokens, first, figure)
    after = _after(sentence, tokens, figure)
    if before is None or (after is not None and before.operator == "=" and not before.firm):
        return after
    if after is not None and before.operator not in ("approximate", after.operator):
        return None
    return before


def same_meaning(operator: str, stated: Operator, *, negated: bool = False) -> bool:
    """Whether the comparison of a rule is the one that the law states; `negated` if the rule denies it (`not x < 3` is `x >= 3`).

    >>> same_meaning(">=", ">="), same_meaning("<", ">=", negated=True), same_meaning(">", ">=")
    (True, True, False)
    """
    meant = FLIPPED.get(operator, "") if negated else operator
    return stated != "approximate" and meant == stated


@lru_cache(maxsize=64)
def tokens_of(text: str, breaks: tuple[int, ...]) -> tuple[Token, ...]:
    """The words of a text, read once."""
    return tuple(tokenise(text, breaks))


def _applies(scope: Scope, figure: Figure) -> bool:
    moment = figure.kind in _MOMENTS
    if scope is Scope.MOMENT:
        return moment
    if scope is Scope.RATE:
        return figure.kind in (Kind.MONEY, Kind.PERCENT)
    if scope is Scope.THING:
        return not moment and (figure.unit or "").rpartition(" ")[2] not in _SPANS
    negative = figure.number is not None and figure.number < 0
    return scope is Scope.ANY or not (moment or negative)  # "within -2": a distance, and no upper limit


def _before(sentence: _Sentence, tokens: Sequence[Token], first: int, figure: Figure) -> Comparator | None:
    """The phrase before the number, turned by a negation beside it."""
    for stop in range(first, max(0, first - _MOST_BETWEEN), -1):
        if at(tokens, stop).gap == 2:
            return None
        for parts, phrase in _BEFORE.get(tokens[stop - 1].low, ()):
            begin = stop - len(parts)
            if begin < 0 or any(tokens[begin + k].low != part for k, part in enumerate(parts)):
                continue
            if not _applies(phrase.scope, figure) or (phrase.scope is Scope.MOMENT and _measured_from(sentence, tokens, begin)):
                return None
            return turned(sentence.text, tokens, begin, stop, phrase)
        if tokens[stop - 1].low not in _BETWEEN:
            return None
    return None


def _measured_from(sentence: _Sentence, tokens: Sequence[Token], begin: int) -> bool:
    """Whether a length of time stands before the phrase: in "within 30 days after June 1" the limit is not June 1."""
    near = _figure_at(sentence, tokens[begin - 1].start, tokens[begin - 1].end) if begin else None
    return near is not None and not near.label and (near.unit or "").rpartition(" ")[2] in _SPANS


def turned(text: str, tokens: Sequence[Token], begin: int, stop: int, phrase: Phrase) -> Comparator | None:
    """The comparator of a phrase at the tokens `[begin, stop)`; none if a negation stands where its reach is unclear."""
    negation, clear = _negation(tokens, begin)
    if not clear and phrase.operator != "approximate":
        return None
    operator, start = phrase.operator, begin
    if negation is not None and operator != "approximate":
        if operator not in FLIPPED:
            return None
        operator, start = FLIPPED[operator], negation
    low, high = tokens[start].start, tokens[stop - 1].end
    return Comparator(operator, low, high, text[low:high], start != begin, phrase.firm)


def _negation(tokens: Sequence[Token], begin: int) -> tuple[int | None, bool]:
    """The negation that turns the phrase at `begin`, if any, and whether the words leave no doubt about it.

    "does not exceed", "shall not be more than" and "no evaluation may be older than" turn it. A negation further off ("may not apply
    for at least three years") may deny the verb and leave the number alone: in doubt, no comparison is stated.
    """
    index = begin - 1
    while index >= 0 and tokens[index].low in _BE and begin - index <= 3:
        index -= 1
    if index >= 0 and _denies(tokens[index]):
        return index, True
    auxiliary = index >= 0 and tokens[index].low in _AUXILIARIES
    direct = auxiliary or (index < begin - 1 and tokens[index + 1].low in _AUXILIARIES)
    for far in range(index, max(-1, index - _FAR), -1):
        token = tokens[far]
        if token.kind != "w" or token.low in _CLAUSE_ENDS or at(tokens, far + 1).gap == 2:
            break
        if _denies(token) or token.low in ("none", "without"):
            return (far, True) if direct and token.low in ("no", "none", "neither") else (None, False)
    return None, True


def _denies(token: Token) -> bool:
    return token.low in _NOT or token.low.endswith("n't")


def _after(sentence: _Sentence, tokens: Sequence[Token], figure: Figure) -> Comparator | None:
    """The phrase after the number, or after its unit: "three or more years", "three years or more", "18 years of age or older"."""
    stops = [bisect_left(tokens, place, key=_start) for place in (figure.number_end, figure.end)]
    for tail in _TAIL:
        if tuple(at(tokens, stops[1] + k).low for k in range(len(tail))) == tail:
            stops.append(stops[1] + len(tail))
    for stop in dict.fromkeys(stops):
        if at(tokens, stop).gap == 2:
            continue
        for parts, phrase in _AFTER.get(at(tokens, stop).low, ()):
            end = stop + len(parts)
            if any(at(tokens, stop + k).low != part for k, part in enumerate(parts)) or not _applies(phrase.scope, figure):
                continue
            adjective = len(parts) == 1 and at(tokens, end).kind == "w" and at(tokens, end).low not in STOP  # "minimum salary"
            if adjective or at(tokens, end).low in ("than", "$") or _counts(sentence, at(tokens, end), figure):
                continue  # "or less than 60 days", "and over 60 days": they speak of the next number
            low, high = tokens[stop].start, tokens[end - 1].end
            return Comparator(phrase.operator, low, high, sentence.text[low:high], False, phrase.firm)
    return None


def _counts(sentence: _Sentence, token: Token, figure: Figure) -> bool:
    """Whether another number than the figure begins at a token."""
    other = _figure_at(sentence, token.start, token.end) if token.text else None
    return other is not None and other is not figure


def _figure_at(sentence: _Sentence, start: int, end: int) -> Figure | None:
    """The figure of the sentence that shares a character with `[start, end)`."""
    found = sentence.figures
    index = bisect_right(found, start, key=lambda f: f.start)
    near = found[max(0, index - 1) : index + 1]
    return next((f for f in near if f.start < end and start < f.end), None)


def _start(token: Token) -> int:
    return token.start
