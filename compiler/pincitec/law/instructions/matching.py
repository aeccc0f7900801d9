"""Where quoted words stand in a text: exactly, or with the mildest difference that explains why they do not.

The tolerances are ranked: white space and quotation marks, case, punctuation, a missing word. A milder one is used up before the
next is tried. Digits never differ, nor does a word that could turn the law round (`pincitec.law.tolerance`). Words end at
word boundaries: "teacher" does not stand in "teachers".
"""

import re
from typing import Final

from attrs import frozen

from pincitec.law.instructions.outline import Run
from pincitec.law.normalise import Normalised, normalise, normalise_mapped
from pincitec.law.quotations import occurrences
from pincitec.law.tolerance import CASE, MISSING_WORD, PUNCTUATION, WHITE_SPACE, tolerance

EXACT: Final = "exact"
RANKED: Final = (EXACT, WHITE_SPACE, CASE, PUNCTUATION, MISSING_WORD)
_MOST_CANDIDATES: Final = 400
_MOST_WORDS: Final = 600
_WORD: Final = re.compile(r"\S+")
_DIGITS: Final = re.compile(r"\d+")


@frozen
class Hits:
    """Ranges of the text, in order, and how the words there differ from those sought. `tolerance` is EXACT where they do not."""

    ranges: tuple[Run, ...]
    tolerance: str


@frozen
class Scope:
    """The runs of a text in which words are sought, normalised once."""

    runs: tuple[Run, ...]
    words: tuple[Normalised, ...]


def scope(text: str, runs: tuple[Run, ...]) -> Scope:
    return Scope(runs, tuple(normalise_mapped(text[run.start : run.end]) for run in runs))


def find(sought: str, within: Scope, *, literal: bool = False) -> Hits:
    """Every place of the words, by the mildest tolerance under which there is one. `literal`: characters, not words, exactly."""
    words = normalise(sought).strip()
    found = [_range(run, norm, at, at + len(words)) for run, norm, at in _exact(words, within, literal)]
    if found or literal or not words:
        return Hits(tuple(found), EXACT)
    folded = words.lower()
    cased = [
        _range(run, norm, at, at + len(words))
        for run, norm in zip(within.runs, within.words, strict=True)
        if len(norm.text.lower()) == len(norm.text)
        for at in occurrences(folded, norm.text.lower())
    ]
    if cased:
        return Hits(tuple(cased), CASE)
    near: dict[str, list[Run]] = {}
    for run, norm in zip(within.runs, within.words, strict=True):
        for start, end, grade in _near(words, norm.text):
            near.setdefault(grade, []).append(_range(run, norm, start, end))
    for grade in RANKED[1:]:
        if grade in near:
            return Hits(tuple(near[grade]), grade)
    return Hits((), EXACT)


def differs_in_digits(sought: str, within: Scope) -> bool:
    """Whether the words would stand there if their digits were other digits: the one difference that is never let pass."""
    words = normalise(sought).strip()
    if _DIGITS.search(words) is None:
        return False
    blank = _DIGITS.sub("0", words).lower()
    return any(blank in _DIGITS.sub("0", norm.text).lower() for norm in within.words)


def inside_words(sought: str, within: Scope) -> int:
    """How often the characters stand there only as a part of longer words."""
    words = normalise(sought).strip()
    exact = sum(1 for _ in _exact(words, within, False))
    return sum(norm.text.count(words) for norm in within.words) - exact if words else 0


def _exact(words: str, within: Scope, literal: bool) -> list[tuple[Run, Normalised, int]]:
    found = []
    for run, norm in zip(within.runs, within.words, strict=True):
        if literal:
            places = [m.start() for m in re.finditer(re.escape(words), norm.text)] if words else []
        else:
            places = list(occurrences(words, norm.text))
        last = -1
        for at in places:
            if at >= last:
                found.append((run, norm, at))
                last = at + len(words)
    return found


def _range(run: Run, norm: Normalised, start: int, end: int) -> Run:
    low, high = norm.original(start, end)
    return Run(run.start + low, run.start + high)


def _near(words: str, text: str) -> list[tuple[int, int, str]]:
    """Runs of words of the text that differ tolerably, with the first and the last word alike."""
    ours = [m.span() for m in _WORD.finditer(text)]
    wanted = words.split(" ")
    if len(wanted) < 2 or len(wanted) > _MOST_WORDS:
        return []
    first, last = _letters(wanted[0]), _letters(wanted[-1])
    plain = [_letters(text[a:b]) for a, b in ours]
    starts = [n for n, word in enumerate(plain) if word == first][:_MOST_CANDIDATES]
    found: list[tuple[int, int, str]] = []
    for n in starts:
        for more in (0, -1, 1, -2, 2):
            length = len(wanted) + more
            end = n + length - 1
            if length < 1 or end >= len(plain) or plain[end] != last:
                continue
            low, high = _edges(text, ours[n][0], ours[end][1], wanted)
            alike = text[low : low + 1].lower() == words[0].lower() and text[high - 1 : high].lower() == words[-1].lower()
            grade = tolerance(text[low:high], words) if alike else None
            if grade is not None:
                found.append((low, high, grade))
                break
    return found


def _letters(word: str) -> str:
    return re.sub(r"[^\w]", "", word).lower()


def _edges(text: str, low: int, high: int, wanted: list[str]) -> tuple[int, int]:
    """The range without marks at its ends that the sought words do not have at theirs."""
    while low < high and not text[low].isalnum() and text[low] != wanted[0][0]:
        low += 1
    while high > low and not text[high - 1].isalnum() and text[high - 1] != wanted[-1][-1]:
        high -= 1
    return low, high
