"""What is quoted: passages, the text of the law with what is marked in it, definitions, remarks; and what is known of the law that day."""

from datetime import date
from typing import NamedTuple

OK = "ok"
BEYOND_HORIZON = "beyond_horizon"
TEXT_NOT_ON_FILE = "text_not_on_file"
RULES_BEHIND_TEXT = "rules_behind_text"
STATUSES = (OK, BEYOND_HORIZON, TEXT_NOT_ON_FILE, RULES_BEHIND_TEXT)
"""What is known of the law that day; the verdict is about the answer."""


class Passage(NamedTuple):
    """Quoted words, cited as the place is designated on the day of the law.

    `status`: verified, absent or unknown on that day. `elided` are the words of the law that an ellipsis leaves out. `link`: where the
    citation report sets out the place, if it is known where that lies.
    """

    words: str
    citation: str
    section: str
    identity: str
    status: str
    elided: tuple[str, ...] = ()
    link: str | None = None


class Definition(NamedTuple):
    """A definition that an element uses, with the words it rests on."""

    name: str
    citation: str
    section: str
    identity: str
    state: str
    passages: tuple[Passage, ...]


class Piece(NamedTuple):
    """A run of text with its status, `quoted` where a clause considered rests on it."""

    text: str
    status: str
    quoted: bool = False


class LawUnit(NamedTuple):
    """A paragraph of the law as it stood: designator, depth below the unit cited, pieces."""

    designator: str
    depth: int
    pieces: tuple[Piece, ...]


class LawText(NamedTuple):
    """A cited place with its words on the day of the law; `units` is empty where the text, or part of it, is not on file.

    `governs_still` marks words that an act changed which does not, or may not, apply to this case. The days `[from_, until)` and the `acts`
    are those of its own words (`own_acts`), or else those of the section as a whole. `link`: as in `Passage`.
    """

    section: str
    identity: str
    citation: str
    authority: str
    from_: date | None
    until: date | None
    acts: tuple[str, ...]
    own_acts: bool
    governs_still: bool
    assumed: str | None
    units: tuple[LawUnit, ...]
    link: str | None = None

    @property
    def on_file(self) -> bool:
        return bool(self.units)


class Remark(NamedTuple):
    """What the rules say that they do not decide, about a place considered here."""

    kind: str
    citation: str
    words: str
    because: str
