"""What a reader of a legal format makes of one section, before it is `.law` text: its words on each day, its notes, what was left.

Everything in a draft stands in the received file; nothing is added to it here or later.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import frozen

from pincitec.diagnostics import Span


class Kind(Enum):
    """What a unit is, and so how its line is marked."""

    LEVEL = "numbered unit"
    HEADING = "heading"
    ITEM = "item of a list"
    TERM = "defined term"
    PARAGRAPH = "paragraph"


@frozen
class DraftUnit:
    """A unit: its designator as printed (of a heading and a term, its words), its own words, the units below it."""

    kind: Kind
    designator: str
    words: str
    children: "tuple[DraftUnit, ...]"
    span: Span

    def walk(self) -> "Iterator[DraftUnit]":
        yield self
        for child in self.children:
            yield from child.walk()


@frozen
class DraftText:
    """The complete words from the day `on`. `because`: what in the file says that day; `act`: the act that it names for the change.

    `assumed`: the file itself says that the day is assumed. `file`: the number of the file, where there are several.
    """

    on: date
    heading: str
    units: tuple[DraftUnit, ...]
    because: str
    act: str | None = None
    assumed: bool = False
    file: int = 0


@frozen
class DraftNote:
    """An annotation: paragraphs, verbatim."""

    label: str | None
    paragraphs: tuple[str, ...]
    span: Span


@frozen
class Left:
    """Something of the file that is not in the draft, in words, and where it stands."""

    what: str
    span: Span


@frozen
class Draft:
    """One section of a file, or of several that hold texts of other days.

    `ended`: the first day on which the newest text is no longer law, where the file says so. `gaps`: days on which an older text
    ended and no other is said to begin. `notes_of`: the number of the file that history and notes are from.
    """

    cites: tuple[str, ...]
    texts: tuple[DraftText, ...]
    ended: date | None
    history: DraftNote | None
    notes: tuple[DraftNote, ...]
    left: tuple[Left, ...]
    span: Span
    gaps: tuple[date, ...] = ()
    notes_of: int = 0
