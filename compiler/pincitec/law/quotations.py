"""Finding quoted words in a unit: exactly, after the one normalisation, on word boundaries.

`…` stands for words left out. It stays within one sentence and may not skip what could turn the law round: a negation, an
exception, `and`, `or`, a number, a modal verb. Similarity never passes a check: `nearest` serves messages only.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice, pairwise

from attrs import frozen

from pincitec.law.flat import HOLE, FlatText
from pincitec.law.normalise import normalise

_TURNING = re.compile(
    r"\b(?:not|no|never|none|neither|nor|unless|except\w*|only|and|or|but|if|without|other than|notwithstanding"
    r"|shall|must|may|might|will|would|can|cannot|could|should|need|needs|ought"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|million|half|first|second|third|\w*n't)\b|[0-9]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*|\S")
_MOST_WORDS = 5_000
_MOST_QUOTED = 400
"""`nearest` reads no further than this many words of a unit, and of the quotation: it serves a message, which must not be slow."""


@frozen
class Match:
    """Where a quotation stands: `[start, end)` of the flat text, its segments, and the words that `…` left out."""

    start: int
    end: int
    segments: tuple[tuple[int, int], ...]
    elided: tuple[str, ...]


@frozen
class ElisionFault:
    """A place where the words stand but `…` skips what it may not; `skipped` names it."""

    start: int
    end: int
    skipped: str
    elided: str


@frozen
class NearMiss:
    """The nearest text of the law, and how it differs: (words of the law, words quoted) in reading order."""

    start: int
    end: int
    text: str
    differences: tuple[tuple[str, str], ...]


def find(words: str, flat: FlatText, start: int = 0, end: int | None = None) -> tuple[Match, ...]:
    """Every place within `[start, end)` where the words stand, in order. Empty if an elision skips what it may not."""
    limit = len(flat.text) if end is None else end
    return tuple(m for m, fault in _attempts(words, flat, start, limit) if fault is None)


def elision_faults(words: str, flat: FlatText, start: int = 0, end: int | None = None) -> tuple[ElisionFault, ...]:
    """The places that `find` refuses because of what the elision would skip."""
    limit = len(flat.text) if end is None else end
    return tuple(fault for _, fault in _attempts(words, flat, start, limit) if fault is not None)


def occurrences(words: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Offsets of normalised words in normalised text, on word boundaries."""
    if not words:
        return
    limit = len(text) if end is None else end
    position = text.find(words, start, limit)
    while position >= 0:
        after = position + len(words)
        if not (_joined(text, position) or _joined(text, after)):
            yield position
        position = text.find(words, position + 1, limit)


def _joined(text: str, offset: int) -> bool:
    """Whether a word runs across the offset."""
    return 0 < offset < len(text) and _wordly(text[offset - 1]) and _wordly(text[offset])


def _wordly(char: str) -> bool:
    return char.isalnum() or char == "_"


def _attempts(words: str, flat: FlatText, start: int, end: int) -> Iterator[tuple[Match, ElisionFault | None]]:
    segments = [s for s in (segment.strip() for segment in normalise(words).split("…")) if s]
    if not segments or any(HOLE in segment or "⟨" in segment for segment in segments):
        return
    for first in occurrences(segments[0], flat.text, start, end):
        found = [(first, first + len(segments[0]))]
        fault: ElisionFault | None = None
        for segment in segments[1:]:
            before = found[-1][1]
            at = next(occurrences(segment, flat.text, before, end), None)
            if at is None:
                break
            skipped = _skipped(flat, before, at)
            if skipped is not None and fault is None:
                fault = ElisionFault(first, at + len(segment), skipped, flat.text[before:at].strip())
            found.append((at, at + len(segment)))
        else:
            elided = tuple(flat.text[a[1] : b[0]].strip() for a, b in pairwise(found))
            yield Match(first, found[-1][1], tuple(found), elided), fault


def _skipped(flat: FlatText, start: int, end: int) -> str | None:
    """What an elision of `[start, end)` may not skip, if it does."""
    elided = flat.text[start:end]
    if "⟨" in elided:
        return "text that is not on file"
    if any(start < offset <= end for offset in flat.breaks) or _SENTENCE_END.search(elided):
        return "the end of a sentence"
    turning = turning_word(elided)
    return f"`{turning}`" if turning else None


def turning_word(text: str) -> str | None:
    """The first word that could turn the law round if it were left out; None if there is none."""
    turning = _TURNING.search(text)
    return turning.group() if turning else None


def nearest(words: str, flat: FlatText) -> NearMiss | None:
    """The nearest text, if at least half of the quoted words stand there in order. For messages only."""
    given = normalise(words).strip()
    quoted, law = _words(given)[:_MOST_QUOTED], _words(flat.text)
    if not quoted or not law:
        return None
    ours = [given[a:b] for a, b in quoted]
    theirs = [flat.text[a:b] for a, b in law]
    longest = SequenceMatcher(None, theirs, ours, autojunk=False).find_longest_match()
    if longest.size == 0:
        return None
    slack = len(ours) // 3 + 1
    first = max(longest.a - longest.b - slack, 0)
    last = min(longest.a - longest.b + len(ours) + slack, len(theirs))
    codes = SequenceMatcher(None, theirs[first:last], ours, autojunk=False).get_opcodes()
    if 2 * sum(i2 - i1 for tag, i1, i2, _, _ in codes if tag == "equal") < len(ours):
        return None
    # What the window holds before and after the quoted words is no difference.
    codes = codes[1 if codes[0][0] == "delete" else 0 : -1 if codes[-1][0] == "delete" else None]
    start, end = law[first + codes[0][1]][0], law[first + codes[-1][2] - 1][1]
    differences = tuple(
        (_between(flat.text, law[first + i1 : first + i2]), _between(given, quoted[j1:j2]))
        for tag, i1, i2, j1, j2 in codes
        if tag != "equal"
    )
    return NearMiss(start, end, flat.text[start:end], differences)


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in islice(_WORD.finditer(text), _MOST_WORDS)]


def _between(text: str, words: list[tuple[int, int]]) -> str:
    return text[words[0][0] : words[-1][1]] if words else ""
