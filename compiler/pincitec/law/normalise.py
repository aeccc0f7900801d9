"""The one normalisation under which words are compared, with a map back to the characters as they were written.

Unicode NFC, no-break space to space, curly to straight quotation marks and apostrophes, runs of white space to one space;
nothing else. Never case, never digits: those can change the law. (DESIGN: "One normalisation for all comparisons".)

>>> normalise("the  “Full\\u00a0School Year”")
'the "Full School Year"'
"""

import re
from unicodedata import is_normalized, normalize as _unicode

from attrs import frozen

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})
_WHITE = re.compile(r"\s+")
_RUN = re.compile(r"\s+|\S+")
_IRREGULAR = re.compile(r"[^\S ]|  ")
_CLUSTER = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]*")


@frozen
class Normalised:
    """Normalised text; `starts[i]` is where character `i` of it begins in the original (and one more entry for the end)."""

    text: str
    starts: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that the normalised range `[start, end)` came from."""
        if start == end:
            return self.starts[start], self.starts[start]
        return self.starts[start], self.starts[end]


def normalise(text: str) -> str:
    """The text as it is compared. Idempotent."""
    return _WHITE.sub(" ", _unicode("NFC", text).translate(_QUOTES))


def normalise_mapped(text: str) -> Normalised:
    """The same, with the map back. Linear in the length of the text."""
    if not _IRREGULAR.search(text) and is_normalized("NFC", text) and text.translate(_QUOTES) == text:
        return Normalised(text, tuple(range(len(text) + 1)))  # most of the law on file is as it is compared
    chars: list[str] = []
    starts: list[int] = []

    def put(piece: str, at: int, step: int) -> None:
        for run in _RUN.finditer(piece):
            start, end = run.span()
            if not piece[start].isspace():
                chars.append(piece[start:end].translate(_QUOTES))
                starts.extend(range(at + start * step, at + end * step) if step else [at] * (end - start))
            elif not chars or chars[-1] != " ":
                chars.append(" ")
                starts.append(at + start * step)

    if is_normalized("NFC", text):
        put(text, 0, 1)
    else:
        # An ASCII character never combines with what stands before it, so each cluster can be composed alone.
        for match in _CLUSTER.finditer(text):
            cluster = match.group()
            composed = _unicode("NFC", cluster)
            put(composed, match.start(), 1 if composed == cluster else 0)
    starts.append(len(text))
    return Normalised("".join(chars), tuple(starts))
