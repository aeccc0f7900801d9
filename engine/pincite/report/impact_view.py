"""What a report on an act shows, as typed frozen values: every sentence made, nothing left for a template to decide.

Built by `impact_page.py`; read by the templates. Texts are not escaped yet: each template's environment does that.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple


class Mark(NamedTuple):
    """Characters of a redline: kept, struck or inserted."""

    text: str
    fate: str


class Redline(NamedTuple):
    """Words with what was struck and inserted. Blanks at the ends of a mark stand outside it."""

    marks: tuple[Mark, ...]

    @property
    def plain(self) -> str:
        """For a terminal: `[-struck-]`, `{+inserted+}`."""
        return "".join(f"{opening}{text}{closing}" for opening, text, closing in self.signed())

    def signed(self) -> Iterator[tuple[str, str, str]]:
        signs = {"struck": ("[-", "-]"), "inserted": ("{+", "+}")}
        for mark in self.marks:
            yield signs[mark.fate][0] if mark.fate in signs else "", mark.text, signs[mark.fate][1] if mark.fate in signs else ""


class Quoted(NamedTuple):
    """Quoted words with their pincite and their place in the rules, and what became of them."""

    words: str
    citation: str
    place: str
    note: str
    redline: Redline


class Listed(NamedTuple):
    """Cases of one outcome; `more` counts those that are not listed."""

    names: tuple[tuple[str, str], ...]
    more: int


class Item(NamedTuple):
    """One thing: what it is, where it stands, the words it turns on, what is to be said of it, the cases that it is about."""

    head: str
    place: str
    redline: Redline
    quoted: tuple[Quoted, ...]
    lines: tuple[str, ...]
    cases: Listed


class Part(NamedTuple):
    """A section of the report. `folded`: long and of less weight, so that a format may fold it up."""

    title: str
    lead: str
    items: tuple[Item, ...]
    folded: bool


class Page(NamedTuple):
    """The whole report. `tone`: lost, open or clean."""

    title: str
    verdict: str
    tone: str
    lead: str
    dates: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    parts: tuple[Part, ...]
    next: tuple[str, ...]


NO_REDLINE: Final = Redline(())
NO_CASES: Final = Listed((), 0)
STATES: Final = {
    "in_force": "it stands",
    "lapsed": "its words are gone",
    "unknown": "not on file",
    "not_followed": "not followed by the rules",
}
MOST_WORDS: Final = 600


def clip(words: str) -> str:
    """Words cut where they are longer than a reader wants them in a list."""
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rstrip()} …"


def part(title: str, lead: str, items: Iterable[Item], *, folded: bool = False) -> Part:
    return Part(title, lead, tuple(items), folded)


def item(
    head: str,
    place: str = "",
    *,
    redline: Redline = NO_REDLINE,
    quoted: Iterable[Quoted] = (),
    lines: Iterable[str] = (),
    cases: Listed = NO_CASES,
) -> Item:
    return Item(head, place, redline, tuple(quoted), tuple(lines), cases)


def plain(name: str) -> str:
    """A qualified name without its policy: what an analyst calls it."""
    return name.rpartition(".")[2]
