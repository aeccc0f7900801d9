"""The abstract tree of a `.law` file: what was written, with its place, before any of it is applied to a text.

Built by `law_build`, read by `pincitec.law`. Never public: the model in `pincitec.law.model` is.
"""

from datetime import date
from enum import Enum

from attrs import frozen

from pincitec.diagnostics import Span


class How(Enum):
    """How characters of an operand are known."""

    GIVEN = "given"
    INFERRED = "inferred"
    HOLE = "hole"


@frozen
class Part:
    """A run of an operand's characters. `span` covers what is written for them in the file."""

    text: str
    how: How
    span: Span


@frozen
class Words:
    """An operand: words of the law, with inferred characters `{?…}` and holes `⟨…⟩` apart."""

    parts: tuple[Part, ...]
    span: Span

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def has_hole(self) -> bool:
        return any(part.how is How.HOLE for part in self.parts)

    @property
    def has_inference(self) -> bool:
        return any(part.how is How.INFERRED for part in self.parts)


@frozen
class Quoted:
    """A plain string with its place (the place of what stands between the quotation marks)."""

    text: str
    span: Span


@frozen
class Verbatim:
    """The lines of a block that is not interpreted; `span` covers them without the braces."""

    text: str
    span: Span


@frozen
class Place:
    """A unit named by its designations. `former`: the unit that no longer exists in the newest text on file."""

    path: tuple[str, ...]
    former: bool
    span: Span


class AnchorKind(Enum):
    AFTER = "after"
    BEFORE = "before"
    AFTER_DESIGNATION = "after designation"
    AT_END = "at end"
    AT_UNKNOWN = "at unknown"


@frozen
class Anchor:
    kind: AnchorKind
    words: Words | None
    span: Span


@frozen
class WordsIn:
    """`in PLACE ANCHOR strike … insert …`: struck words give way to inserted words at one place of a unit's own text."""

    place: Place
    anchor: Anchor | None
    strikes: tuple[Words, ...]
    inserts: tuple[Words, ...]
    because: Quoted | None
    printed: tuple[Quoted, ...]
    hits: int
    span: Span


@frozen
class AddUnit:
    """`add PLACE`: the unit does not exist before the act. Its words are in `text`, or in the text on file."""

    place: Place
    text: Verbatim | None
    hole: Words | None
    because: Quoted | None
    span: Span


@frozen
class RemoveUnits:
    """`remove PLACE through X`: the units do not exist from the act on. Without `text` their words are not on file."""

    place: Place
    through: str | None
    text: Verbatim | None
    hole: Words | None
    because: Quoted | None
    span: Span


@frozen
class Remainder:
    """What an act did that is on file in prose only. Without places it may have touched any unit."""

    words: Quoted
    places: tuple[Place, ...]
    because: Quoted | None
    span: Span


Operation = WordsIn | AddUnit | RemoveUnits


@frozen
class NoteNode:
    label: str | None
    source: Quoted
    verbatim: Verbatim
    span: Span


class ActKind(Enum):
    ACT = "act"
    RECONCILE = "reconcile"
    TOGETHER = "together"


@frozen
class ActNode:
    """One enactment, or several that are reconciled, or several that the source dates as one change."""

    kind: ActKind
    titles: tuple[Quoted, ...]
    effective: date | None
    enacted: date | None
    until: date | None
    known: date | None
    order_unknown: bool
    after: Quoted | None
    by: Quoted | None
    because: Quoted | None
    operations: tuple[Operation, ...]
    remainders: tuple[Remainder, ...]
    applies: tuple[Quoted, ...]
    notes: tuple[NoteNode, ...]
    span: Span


@frozen
class SourceNode:
    name: str
    path: Quoted
    sha256: str
    known_until: date | None
    horizon_unknown: bool
    horizon_because: str
    rights: str
    publisher: str
    retrieved: date | None
    span: Span
    hash_span: Span
    horizon_span: Span | None


@frozen
class TextNode:
    """A checkpoint: the complete words on one day. `assumed`: why an undated source is taken as from that day."""

    source: Quoted
    on: date
    assumed: str | None
    verbatim: Verbatim
    span: Span


@frozen
class HistoryNode:
    source: Quoted
    verbatim: Verbatim
    span: Span


@frozen
class SicNode:
    words: Quoted
    place: Place | None
    because: str
    span: Span


@frozen
class LawFile:
    identity: str
    identity_span: Span
    cites: tuple[Quoted, ...]
    authority: str
    ladder: tuple[Quoted, ...]
    sources: tuple[SourceNode, ...]
    texts: tuple[TextNode, ...]
    history: HistoryNode | None
    notes: tuple[NoteNode, ...]
    sics: tuple[SicNode, ...]
    acts: tuple[ActNode, ...]
