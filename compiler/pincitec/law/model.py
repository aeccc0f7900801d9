"""The law on file as the rest of the compiler and the engine see it: sections, versions, units, acts.

Plain frozen data. Dates are days of law (never of files); intervals are half-open, `[from_, until)`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.law.listing import Contents
from pincitec.syntax.law_tree import ActKind, OnAct, Operation, Place, Term

Evidence = Callable[[str], "Source | Diagnostic"]
"""Reads a source file by the path written in the `.law`, from beside it."""


class Status(Enum):
    """Why characters of a version may be relied on. Later members are weaker."""

    VERBATIM = "verbatim"
    """They stand so in a text on file of that version."""
    UNCHANGED = "unchanged"
    """They stand so in a text on file of another version, and no act on file touches their unit between the two."""
    DERIVED = "derived"
    """They follow from a text on file by doing or undoing recorded operations."""
    INFERRED = "inferred"
    """We inferred them; the file says why."""
    UNKNOWN = "unknown"
    """What stood there is not on file. The piece's text is a description between `⟨` and `⟩`, never words of the law."""


WEAKNESS = {status: rank for rank, status in enumerate(Status)}


def weakest(statuses: "tuple[Status, ...]") -> Status:
    """The status of a range: that of its weakest character."""
    return max(statuses, key=WEAKNESS.__getitem__, default=Status.VERBATIM)


@frozen
class Piece:
    """A run of characters of one origin. `act`: title of the act that brought or last touched them, if on file."""

    text: str
    status: Status
    span: Span | None
    act: str | None = None


@frozen
class UnitText:
    """A unit in one version: its own words (without the designator) and the units below it."""

    identity: str
    path: tuple[str, ...]
    designator: str
    pieces: tuple[Piece, ...]
    children: "tuple[UnitText, ...]" = ()

    @property
    def text(self) -> str:
        """The unit's own words as they stand, holes included."""
        return "".join(piece.text for piece in self.pieces)


@frozen
class Splice:
    """One replacement in a unit's own words, in the forward sense: at `start`, `old` gave way to `new`.

    Splices of one event are in order, each counted on the text that those before it leave.
    """

    identity: str
    start: int
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@frozen
class Move:
    """The words that stood directly in the unit `from_` stand from then on in the unit `to`. Both are identities."""

    from_: str
    to: str


@frozen
class Amendment:
    """What an act's recorded operations did to the text on the day `on`. Units that came or went are seen in the versions."""

    on: date
    act: str
    splices: tuple[Splice, ...]
    moves: tuple[Move, ...] = ()


class EndKind(Enum):
    """How a section came to have no text."""

    REPEALED = "repealed"
    RECODIFIED = "recodified"


@frozen
class Ended:
    """Why a section has no text: `act` repealed it, or its text goes on under another citation (`to`)."""

    kind: EndKind
    act: str
    to: str | None


@frozen
class Version:
    """The words of the section from `from_` until the day before `until` (None: until further notice).

    `ended`: the section has no text on these days, and that is known. The version is complete and has no units.
    """

    from_: date
    until: date | None
    units: tuple[UnitText, ...]
    complete: bool
    assumed: str | None
    acts: tuple[str, ...]
    ended: Ended | None = None


@frozen
class Note:
    """An annotation of the source, verbatim: evidence, below the text in authority."""

    label: str | None
    source: str
    text: str
    span: Span
    act: str | None


@frozen
class AppliesNote:
    """Verbatim words about to whom or to which period an act applies. Their meaning stands in `.pol`."""

    words: str
    span: Span


@frozen
class Incorporation:
    """What of one insertion of a reconciled act stands in the reconciled text: `kept` of `total` words, and the others."""

    act: str
    place: Place
    words: str
    kept: int
    total: int
    missing: tuple[str, ...]
    added: tuple[str, ...]
    span: Span


@frozen
class Tolerance:
    """A source that misquotes: the words of our operation and the words it prints. Never a difference in digits."""

    act: str
    kind: str
    text: str
    printed: str
    span: Span


@frozen
class Period:
    """The days `[from_, until)` on which an act has effect; `until` None: until further notice."""

    from_: date
    until: date | None


@frozen
class ActChange:
    """What an act did to another one on the day `on`. `kind`: amended, postponed, expired, revived, repealed or scope.

    `day` is the day that the change replaced (the one on which the act would have taken effect, or ended), `words` those to whom it
    would have applied.
    """

    by: str
    on: date
    kind: str
    statement: OnAct
    day: date | None = None
    words: str | None = None


@frozen
class Waiting:
    """What an act waits for, in its words; `met`: the day on which it was met, and why that can be said."""

    words: str
    met: date | None
    because: str | None


@frozen
class Act:
    """One enactment; or several reconciled or dated as one (`reconciled` then holds their titles)."""

    title: str
    kind: ActKind
    effective: date | None
    enacted: date | None
    until: date | None
    known: date | None
    operations: tuple[Operation, ...]
    applies: AppliesNote | None
    notes: tuple[Note, ...]
    remainder: tuple[str, ...]
    reconciled: tuple[str, ...]
    by: str | None
    because: str | None
    order_unknown: bool
    incorporated: tuple[Incorporation, ...]
    span: Span
    periods: tuple[Period, ...] = ()
    """When it has effect; none for an act that waits, was repealed before, is dealt with in another statement, or has no day on file."""
    condition: Waiting | None = None
    term: Term | None = None
    retroactive: str | None = None
    """Why it reaches back to days before it was made."""
    after: str | None = None
    """The act of the same day that it follows; `after_by`: by what authority."""
    after_by: str | None = None
    on_acts: tuple[OnAct, ...] = ()
    changed_by: tuple[ActChange, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it has not commenced as far as is on file."""
        return self.condition is not None and self.condition.met is None

    @property
    def repealed(self) -> bool:
        """Whether it was repealed before it took effect."""
        return not self.periods and any(change.kind == "repealed" for change in self.changed_by)

    @property
    def known_from(self) -> date | None:
        """The first day on which the act was known; None: it counts as always known."""
        return self.known if self.known is not None else self.enacted


@frozen
class SourceFile:
    """A source as received. `rights` says on what terms its words lie here."""

    name: str
    path: str
    sha256: str
    rights: str
    publisher: str
    retrieved: date | None
    span: Span
    not_taken: tuple[str, ...]
    """The lines of it that stand nowhere in the `.law` file: menus, tables of contents, page furniture."""


@frozen
class Horizon:
    """Until when the text is known to stand. `unknown`: nothing on file says so."""

    known_until: date | None
    unknown: bool
    because: str
    span: Span | None


@frozen
class Slip:
    """A slip of the source that is kept (`sic`)."""

    words: str
    because: str
    span: Span


@frozen
class Section:
    """One provision-bearing unit of the law: a statute section, a rule, a policy page."""

    id: str
    cites: tuple[str, ...]
    authority: str
    ladder: tuple[str, ...]
    sources: tuple[SourceFile, ...]
    versions: tuple[Version, ...]
    acts: tuple[Act, ...]
    amendments: tuple[Amendment, ...]
    """What the replayed acts did, oldest first: the recorded operations, located in the text."""
    history: Note | None
    notes: tuple[Note, ...]
    horizon: Horizon
    assumptions: tuple[str, ...]
    tolerances: tuple[Tolerance, ...]
    slips: tuple[Slip, ...]
    surviving: frozenset[str]
    """Identities of the units of the newest text on file; all others came and went before it, or come later."""
    text_on: date
    """The day of the newest text on file."""
    source: Source = field(repr=False)
    span: Span
    alternatives: Mapping[str, tuple[Version, ...]] = field(factory=dict, repr=False)
    """By the title of an act that applies only to some: the versions for those to whom it does not apply."""
    known_on: date | None = None
    """The section as it was on file on this day: without the acts of `left_out`, which became known later. None: all that is on file."""
    left_out: tuple[str, ...] = ()
    contents: tuple[Contents, ...] = ()
    """Tables of contents that came with the text."""
