"""What a lock file holds, as values. Its order is that of its text: by policy, section, unit and words, never by place in a file."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from pincitec.check.quotations import QuoteStatus

FILE = "pincite.lock"
VERSION = 1


Key = tuple[str, str, str, tuple[str, ...], str, tuple[int, int]]
"""What a quotation is known by: policy, section, unit, the words around it, its own, and which of several places."""


@frozen
class Stamp:
    """Who has read a quotation beside the text of its unit, and when."""

    by: str
    on: date


@frozen
class Text:
    """A text of the cited unit: the days `[from_, until)`, how the words fare in it, and where in the normalised text they stand.

    `sha256` of that text; a stamp is one of exactly this text. `acts`: those that changed or removed the words.
    """

    from_: date | None
    until: date | None
    status: QuoteStatus
    start: int | None = None
    end: int | None = None
    sha256: str | None = None
    acts: tuple[str, ...] = ()
    reviewed: Stamp | None = None


@frozen
class Entry:
    """A quotation, known by its policy, place and words, with those it is nested in: it keeps its identity when lines or clauses move."""

    policy: str
    decides: tuple[str, ...]
    section: str
    unit: str
    cite: str
    around: tuple[str, ...]
    words: str
    at: tuple[int, int] | None
    texts: tuple[Text, ...]

    @property
    def key(self) -> Key:
        return (self.policy, self.section, self.unit, self.around, self.words, self.at or (0, 0))

    @property
    def id(self) -> str:
        """A short name for the command line, made of what the quotation is known by."""
        return hashlib.sha256(json.dumps(self.key, ensure_ascii=True).encode()).hexdigest()[:12]


@frozen
class Lock:
    """`sources`: the hash of each file as received, by its path in the project."""

    sources: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def root(self) -> str:
        """One hash of all sources: of the lines "path hash", in order."""
        return hashlib.sha256("".join(f"{path} {self.sources[path]}\n" for path in sorted(self.sources)).encode()).hexdigest()
