"""What is found about the terms of the sources: where each is defined and used, which are used and not defined, which may mean one thing.

All of it is read off the newest text on file of each source. Similarity suggests; nothing rests on it.
"""

from typing import Final

from attrs import frozen

ENTRY: Final = "entry"
"""A term with its definition, in a part headed "Definitions"."""
MEANS: Final = "means"
"""A sentence of the source says what the term means."""
ABBREVIATION: Final = "abbreviation"
"""The source gives a short form after the long one, in parentheses."""


@frozen
class Place:
    """Words of a source: as they stand there, with their pincite and the sentence around them, of which `…` leaves out either end where it
    is long."""

    words: str
    section: str
    identity: str
    citation: str
    sentence: str


@frozen
class Definition:
    """Where a source says what a term means; `how` is one of the constants above. `rules` are the definitions of policies that quote it."""

    place: Place
    how: str
    rules: tuple[str, ...] = ()


@frozen
class Term:
    """A term with its definitions, none where it is used and not defined, and its uses beside them, in reading order of the sources.

    `because` says of one that is not defined why it looks like a term.
    """

    term: str
    definitions: tuple[Definition, ...]
    uses: tuple[Place, ...]
    because: str = ""

    @property
    def elsewhere(self) -> tuple[Place, ...]:
        """Its uses in sources that do not define it."""
        defined = {d.place.section for d in self.definitions}
        return tuple(p for p in self.uses if defined and p.section not in defined)


@frozen
class Wording:
    """One wording with its places, the first of each source first."""

    words: str
    places: tuple[Place, ...]


@frozen
class NearSynonym:
    """Two wordings that may mean one thing: a question for a reader, never an answer. `across`: they stand in different sources."""

    left: Wording
    right: Wording
    because: str
    across: bool


@frozen
class Terms:
    """Defined terms, terms that are used and not defined, and near-synonyms, the likeliest first."""

    defined: tuple[Term, ...]
    undefined: tuple[Term, ...]
    near: tuple[NearSynonym, ...]
