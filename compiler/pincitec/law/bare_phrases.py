"""Which comparison words state between two things neither of which is a number: "prior to purchasing", "below the qualifying score".

Stands beside `phrases`, whose table it reads, and serves the check of comparisons between two facts. There a phrase stands beside its
number; here nothing but its words tells that it compares. So only phrases that do little else are read, and where a passage has several,
or one that could mean something else ("by", "under", "the day before"), the answer is none: the check is silent rather than wrong.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pincitec.law.figure_tokens import Token, at, words
from pincitec.law.figures import figures
from pincitec.law.phrases import PHRASES, Comparator, Phrase, comparator_for, tokens_of, turned

__all__ = ["bare_comparator"]


def _phrases_of(written: str) -> frozenset[str]:
    return frozenset(written.split("/"))


_OF_DAYS: Final = _phrases_of(
    "before/prior to/after/on or before/on or prior to/on or after/on and after/later than/earlier than/sooner than"
    "/no later than/not later than/no earlier than/not earlier than/no sooner than/not sooner than"
)
_OF_AMOUNTS: Final = _phrases_of(
    "more than/greater than/in excess of/exceeding/exceed/exceeds/exceeded/older than/longer than/higher than/larger than/above"
    "/less than/fewer than/younger than/shorter than/lower than/smaller than/below/at or above/at or below"
    "/at least/no fewer than/not fewer than/no less than/not less than/no more than/not more than/no greater than/not greater than"
    "/no longer than/not longer than/no older than/not older than/at most"
    "/greater than or equal to/more than or equal to/equal to or greater than/equal to or more than"
    "/less than or equal to/fewer than or equal to/equal to or less than/equal to or fewer than"
    "/equals or exceeds/equal or exceed/meets or exceeds/meet or exceed"
)
_FIRST_OF_TIME: Final = frozenset(
    words("day days week weeks month months year years hour hours time semester semesters period immediately shortly soon just directly")
)
"""Words that make "before" or "after" a distance ("the day before the hearing"), or leave its end open."""
_NEAR: Final = 80
"""How far from its phrase a number may stand, in characters: more than a phrase and its number ever lie apart."""
_PLACES: Final = frozenset(words("above below"))
_ARTICLES: Final = frozenset(words("the a an this that his her its their any each"))
"""What follows "above" and "below" where they compare; "as provided below" names a place in the text."""


def bare_comparator(text: str, ranges: Sequence[tuple[int, int]], *, days: bool, breaks: tuple[int, ...] = ()) -> Comparator | None:
    """The only comparison that the half-open ranges of a text state, if it is between days (`days`) or amounts as is asked.

    None if they state several or none, if the phrase belongs to a number, or if it can be read in another way.

    >>> words = "must hold a license prior to purchasing a badge"
    >>> bare_comparator(words, [(0, len(words))], days=True).operator
    '<'
    """
    tokens = tokens_of(text, breaks)
    found = [hit for low, high in ranges for hit in _phrases(tokens, bisect_left(tokens, low, key=_start), high)]
    if len(found) != 1:
        return None
    begin, stop, phrase = found[0]
    if phrase.words not in (_OF_DAYS if days else _OF_AMOUNTS) or _doubtful(tokens, begin, stop) or not phrase.firm:
        return None
    made = turned(text, tokens, begin, stop, phrase)
    return None if made is None or _of_a_number(text, made, breaks) else made


def _phrases(tokens: Sequence[Token], first: int, high: int) -> list[tuple[int, int, Phrase]]:
    """The phrases in the tokens from `first` that end by the offset `high`, each as `[begin, stop)` of the tokens."""
    found = []
    index = first
    while index < len(tokens) and tokens[index].start < high:
        for parts, phrase in _table().get(tokens[index].low, ()):
            stop = index + len(parts)
            if all(at(tokens, index + k).low == part for k, part in enumerate(parts)) and tokens[stop - 1].end <= high:
                found.append((index, stop, phrase))
                index = stop - 1
                break
        index += 1
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[tuple[str, ...], Phrase]]]:
    """The phrases that compare, by their first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Phrase]]] = {}
    for phrase in sorted(PHRASES, key=lambda p: -len(p.words.split())):
        if phrase.firm:
            parts = tuple(phrase.words.split())
            table.setdefault(parts[0], []).append((parts, phrase))
    return table


def _doubtful(tokens: Sequence[Token], begin: int, stop: int) -> bool:
    """Whether the words around a phrase may make something else of it."""
    before, after = tokens[begin - 1].low if begin else "", at(tokens, stop).low
    if before == "or" or after in ("or", "and", "-"):
        return True  # "before or on", "equal to or above", "after-school"
    if before in _FIRST_OF_TIME:
        return True
    return tokens[stop - 1].low in _PLACES and after not in _ARTICLES


def _of_a_number(text: str, made: Comparator, breaks: tuple[int, ...]) -> bool:
    """Whether a phrase states the comparison of a number."""
    for figure in figures(text, breaks):
        if not figure.label and figure.start - _NEAR < made.end and made.start < figure.end + _NEAR:
            stated = comparator_for(text, figure.start, figure.end, breaks=breaks)
            if stated is not None and stated.start < made.end and made.start < stated.end:
                return True
    return False


def _start(token: Token) -> int:
    return token.start
