"""What an amendment instruction says, once it is read: plain operations, each with its place, its words and its span.

These are instructions to change a text. Nothing here knows the text: whether the words stand there, and how often, is for
`apply` to see. An operation never says more than the sentence it was read from; what was not understood is a `Remainder`.
"""

from enum import Enum, IntEnum

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Span


class Rank(IntEnum):
    """The levels below a section, outermost first, as American drafting manuals name them."""

    SUBSECTION = 0
    PARAGRAPH = 1
    SUBPARAGRAPH = 2
    SUB_SUBPARAGRAPH = 3
    SUB_SUB_SUBPARAGRAPH = 4
    LOWER = 5


@frozen
class Step:
    """One designator of a place, without its marks: `Step(Rank.PARAGRAPH, "1A")` for paragraph (1A)."""

    rank: Rank
    label: str


class Part(Enum):
    """Which words of a place are meant."""

    ALL = "all of it"
    HEADING = "the heading"
    LEAD_IN = "the lead-in language"
    WITH_HEADING = "the heading and the text"


@frozen
class Place:
    """Where an instruction works. `section` is a number of the code; None where the sentence states none. `title`: of the code.

    `former`: a unit that the act removes, whose designation another unit may bear. `amendatory`: the place stands in another act
    that was to amend this one. `sentences`: only these sentences, counted from 1. `uncertain`: why it is no place to work at.
    """

    section: str | None = None
    title: str | None = None
    steps: tuple[Step, ...] = ()
    part: Part = Part.ALL
    sentences: tuple[int, ...] = ()
    amendatory: bool = False
    former: bool = False
    uncertain: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(step.label for step in self.steps)

    def shown(self) -> str:
        """The place as a pin cite: `§ 2-101(b)(1), the heading`."""
        cite = "".join(f"({label})" for label in self.path)
        cite = f"§ {self.section}{cite}" if self.section else cite or "the section"
        return cite if self.part is Part.ALL else f"{cite}, {self.part.value}"


@frozen
class Phrase:
    """Words that the instruction quotes, or a mark that it names ("the period": `named` is true); `span` is where it does."""

    text: str
    span: Span
    named: bool = False


class Where(Enum):
    """How an anchor stands to the words."""

    AFTER = "after"
    BEFORE = "before"
    AT_END = "at the end"
    AT_START = "at the beginning"
    AFTER_DESIGNATION = "after the designation"


@frozen
class Anchor:
    """Where words are struck or inserted; `words` for after and before."""

    where: Where
    words: Phrase | None = None


class Which(Enum):
    """Which of the places that hold the words."""

    ONLY = "the only one"
    EVERY = "every one"
    NTH = "the n-th"
    LAST = "the last"


@frozen
class Occurrence:
    """`number` is n for the n-th (from 1); for every one it is how many there must be, where the instruction says ("both")."""

    which: Which = Which.ONLY
    number: int | None = None


ONLY = Occurrence()


@frozen
class Strike:
    place: Place
    words: Phrase
    occurrence: Occurrence
    anchor: Anchor | None
    span: Span


@frozen
class Insert:
    place: Place
    words: Phrase
    anchor: Anchor
    occurrence: Occurrence
    span: Span


@frozen
class Substitute:
    place: Place
    old: Phrase
    new: Phrase
    occurrence: Occurrence
    anchor: Anchor | None
    span: Span


@frozen
class AddUnit:
    """New units below `place`, announced by their labels. `text` where the words are given with the instruction."""

    place: Place
    unit: Rank | None
    labels: tuple[str, ...]
    text: Phrase | None
    span: Span


@frozen
class StrikeUnit:
    place: Place
    span: Span


@frozen
class Repeal:
    place: Place
    span: Span


@frozen
class RewriteUnit:
    """`place` is amended to read as follows. `text` where the words are given with the instruction."""

    place: Place
    text: Phrase | None
    span: Span


@frozen
class Retitle:
    """The heading of `place` is amended to read as follows."""

    place: Place
    text: Phrase | None
    span: Span


@frozen
class Redesignate:
    """The unit at `place` gets the designator `to`; its words stay."""

    place: Place
    to: str
    span: Span


@frozen
class DesignateExisting:
    """The words that stand directly in `place` become a unit of their own, designated `label`."""

    place: Place
    label: str
    span: Span


@frozen
class StrikeDesignation:
    """The designation of the unit at `place` is struck; its words stay, in the unit above."""

    place: Place
    span: Span


Operation = (
    Strike
    | Insert
    | Substitute
    | AddUnit
    | StrikeUnit
    | Repeal
    | RewriteUnit
    | Retitle
    | Redesignate
    | DesignateExisting
    | StrikeDesignation
)


@frozen
class Remainder:
    """Words of an instruction that were not understood, as they stand."""

    text: str
    span: Span


@frozen
class Reading:
    """What an instruction was read as. `place` is what it leaves for the sentences nested under it.

    `diagnostics` tell of each remainder, and of misprints that were read through. A reading with remainders is no full
    account of the instruction: `apply` its operations only after a person has seen to them.
    """

    operations: tuple[Operation, ...] = ()
    remainders: tuple[Remainder, ...] = ()
    place: Place = Place()
    diagnostics: tuple[Diagnostic, ...] = ()


def word_pair(operation: Operation) -> tuple[str, str] | None:
    """(struck, inserted) of an operation on words, or of a designator that is changed; None for any other operation."""
    match operation:
        case Substitute():
            return operation.old.text, operation.new.text
        case Strike():
            return operation.words.text, ""
        case Insert():
            return "", operation.words.text
        case Redesignate() if operation.place.steps:
            return f"({operation.place.path[-1]})", f"({operation.to})"
        case _:
            return None
