"""The coverage of sections as plain frozen data: section → version → unit → runs of words, each in one state.

Intervals of days are half-open, `[from_, until)`; `until` None is until further notice. Ranges of characters are half-open offsets into the
unit's own normalised text (`UnitCover.text`), which leaves out the unit's designator and the units below it. A word is a run of letters
and digits; hyphens part words, and a figure keeps its commas and points.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen


class State(Enum):
    """What the rules make of a word. Exclusive: where several apply, the first one counts."""

    ENCODED = "encoded"
    """Quoted by a clause that is in force that day, in the innermost quotation around the word."""
    STATEMENT = "statement"
    """Stated as information on which no decision may depend."""
    UNTRANSLATABLE = "untranslatable"
    """Said to be a judgement that no rule can make."""
    STRUCTURE = "structure"
    """The connective between two neighbouring items, as the block around them says it."""
    OMITTED = "omitted"
    """Left out on purpose, with a reason: by its words, or with its whole unit."""
    NOT_COVERED = "not covered"
    """Nobody speaks of it."""
    INFERRED = "inferred"
    """Words, or parts of them, that no source prints: no clause may rest on them. They stand apart and count nowhere."""


@frozen
class By:
    """Who speaks of words. `kind`: clause, precedence, missing day, omit, untranslatable, statement. `id`: of a clause, as in the pack;
    otherwise "".

    `location` is `file:line` of the quotation or remark; `words` are quoted there; `because` is the reason of a remark.
    """

    kind: str
    id: str
    location: str
    words: str
    because: str = ""


@frozen
class Run:
    """A stretch `[start, end)` of a unit's text whose words have one state and one origin. `words`: how many."""

    start: int
    end: int
    words: int
    state: State
    by: tuple[By, ...]


@frozen
class UnitCover:
    """A unit's own words on the days of a version. `runs` are in order and hold every word once."""

    identity: str
    path: tuple[str, ...]
    citation: str
    designator: str
    text: str
    runs: tuple[Run, ...]

    @property
    def words(self) -> int:
        """How many words are counted: all but those inferred."""
        return sum(run.words for run in self.runs if run.state is not State.INFERRED)

    def count(self, state: State) -> int:
        """How many words have this state."""
        return sum(run.words for run in self.runs if run.state is state)


@frozen
class VersionCover:
    """The text of a section on the days `[from_, until)`. `counted`: all of it is on file; else nothing can be concluded from it, no
    clause is in force, and its words count nowhere."""

    from_: date
    until: date | None
    units: tuple[UnitCover, ...]
    counted: bool
    acts: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return sum(unit.words for unit in self.units)

    def count(self, state: State) -> int:
        """How many words have this state."""
        return sum(unit.count(state) for unit in self.units)

    @property
    def accounted(self) -> Fraction:
        """The share of the words that is accounted for: all but those not covered. Of no words, all."""
        return accounted(self.units)


@frozen
class Apart:
    """What stands beside the provisions and is never counted. `kind`: heading, history, note, contents, page furniture, inferred."""

    kind: str
    label: str
    words: int


@frozen
class Passage:
    """Neighbouring words that nobody speaks of, on the days `[from_, until)`."""

    identity: str
    citation: str
    text: str
    words: int
    from_: date
    until: date | None


@frozen
class Listed:
    """A quotation that a reviewer should look at. `why`: "broad" (its own words run over several sentences: `number` of them), "single" (it
    is one word), "function" (only words such as "of" and "the": it encodes nothing), "several" (a remark whose words stand in `number`
    places: it speaks of none), "unused" (of a definition that nothing rests on: it encodes nothing)."""

    why: str
    citation: str
    by: By
    number: int


@frozen
class Cut:
    """A sentence that is quoted up to a proviso or a further case ("but", "except", "; or", …), of which nobody speaks: `rest`, on the days
    `[from_, until)`."""

    identity: str
    citation: str
    proviso: str
    rest: str
    by: tuple[By, ...]
    from_: date
    until: date | None


@frozen
class Silence:
    """A question that the law does not answer, as the rules say. Listed, never counted."""

    citation: str
    question: str
    because: str
    location: str


@frozen
class SectionCover:
    """The coverage of a section; `path` is its file. `versions` are oldest first."""

    id: str
    cite: str
    authority: str
    path: str
    versions: tuple[VersionCover, ...]
    apart: tuple[Apart, ...]
    not_covered: tuple[Passage, ...]
    listed: tuple[Listed, ...]
    cut: tuple[Cut, ...]
    silent: tuple[Silence, ...]

    def on(self, day: date) -> VersionCover | None:
        """The version of a day; None where the text of that day is not on file."""
        return next((v for v in self.versions if v.from_ <= day and (v.until is None or day < v.until)), None)

    @property
    def newest(self) -> VersionCover | None:
        """The newest version that is counted and has words."""
        return next((v for v in reversed(self.versions) if v.counted and v.words), None)

    @property
    def accounted(self) -> Fraction:
        """The least share of words that is accounted for in any version that counts. Without one, nothing is: 0."""
        shares = [v.accounted for v in self.versions if v.counted and v.words]
        return min(shares, default=Fraction(0))


@frozen
class Coverage:
    """The coverage of all sections on file, in order of their identities."""

    sections: tuple[SectionCover, ...] = field(factory=tuple)

    def section(self, id: str) -> SectionCover | None:
        return next((s for s in self.sections if s.id == id), None)


def accounted(units: Iterable[UnitCover]) -> Fraction:
    """The share of the words of these units that is accounted for."""
    words = missing = 0
    for unit in units:
        words += unit.words
        missing += unit.count(State.NOT_COVERED)
    return Fraction(words - missing, words) if words else Fraction(1)


def percent(share: Fraction) -> int:
    """A share as whole percent, rounded down: 100 only where it is all.

    >>> percent(Fraction(999, 1000)), percent(Fraction(1))
    (99, 100)
    """
    return int(share * 100)
