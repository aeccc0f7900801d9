"""The abstract tree of a `.law` file: what was written, with its place, before any of it is applied to a text.

Built by `law_build`, read by `pincitec.law`, written by `law_write`. Never public: the model in `pincitec.law.model` is. Its
leaves are in `law_parts`, the operations in `law_operations`; all are named here.
"""

from datetime import date
from enum import Enum

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.syntax.law_operations import (
    AddUnit,
    AmendAct,
    Anchor,
    AnchorKind,
    Designate,
    ExpireAct,
    LeadIn,
    Occurrence,
    Old,
    OnAct,
    Operation,
    PostponeAct,
    Recodify,
    Redesignate,
    RemoveUnits,
    RepealAct,
    Retitle,
    ReviveAct,
    RewriteUnit,
    ScopeAct,
    Sentence,
    Undesignate,
    WordsIn,
)
from pincitec.syntax.law_parts import How, Part, Place, Quoted, Verbatim, Words

__all__ = [
    "ActKind",
    "ActNode",
    "AddUnit",
    "AmendAct",
    "Anchor",
    "AnchorKind",
    "Condition",
    "ContentsNode",
    "Designate",
    "ExpireAct",
    "HistoryNode",
    "How",
    "LawFile",
    "LeadIn",
    "NoteNode",
    "Occurrence",
    "Old",
    "OnAct",
    "Operation",
    "Part",
    "Place",
    "PostponeAct",
    "Quoted",
    "Recodify",
    "Redesignate",
    "Remainder",
    "RemoveUnits",
    "RepealAct",
    "Retitle",
    "ReviveAct",
    "RewriteUnit",
    "ScopeAct",
    "Sentence",
    "SicNode",
    "SourceNode",
    "Term",
    "TextNode",
    "Undesignate",
    "Verbatim",
    "Words",
    "WordsIn",
]


@frozen
class Remainder:
    """What an act did that is on file in prose only. Without places it may have touched any unit."""

    words: Quoted
    places: tuple[Place, ...]
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class NoteNode:
    label: str | None
    source: Quoted
    verbatim: Verbatim
    span: Span = field(eq=False)


class Term(Enum):
    """Why an act ends by itself, where it says so."""

    EMERGENCY = "emergency"
    TEMPORARY = "temporary"


@frozen
class Condition:
    """What an act waits for, in its own words; `met`: the day on which the condition was met, and the reason to say so."""

    words: Quoted
    met: date | None
    because: Quoted | None
    span: Span = field(eq=False)


class ActKind(Enum):
    ACT = "act"
    RECONCILE = "reconcile"
    TOGETHER = "together"


@frozen
class ActNode:
    """One enactment, or several that are reconciled, or several that the source dates as one change.

    `effective` of an act that waits for a condition is the day on which it was met; None while it was not (`waits`).
    `by` is the authority of a reconciliation, `after_by` that of the order, `retroactive` the reason why the act reaches back.
    """

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
    span: Span = field(eq=False)
    on_acts: tuple[OnAct, ...] = ()
    condition: Condition | None = None
    term: Term | None = None
    after_by: Quoted | None = None
    retroactive: Quoted | None = None

    @property
    def waits(self) -> bool:
        """Whether the act has not commenced as far as is on file: it changes nothing, and bounds no interval."""
        return self.condition is not None and self.condition.met is None


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
    span: Span = field(eq=False)
    hash_span: Span = field(eq=False)
    horizon_span: Span | None = field(eq=False)


@frozen
class TextNode:
    """A checkpoint: the complete words on one day. `assumed`: why an undated source is taken as from that day."""

    source: Quoted
    on: date
    assumed: str | None
    verbatim: Verbatim
    span: Span = field(eq=False)


@frozen
class HistoryNode:
    source: Quoted
    verbatim: Verbatim
    span: Span = field(eq=False)


@frozen
class ContentsNode:
    """A table of contents as the source prints it, or the head of its page."""

    source: Quoted
    verbatim: Verbatim
    span: Span = field(eq=False)


@frozen
class SicNode:
    words: Quoted
    place: Place | None
    because: str
    span: Span = field(eq=False)


@frozen
class LawFile:
    identity: str
    identity_span: Span = field(eq=False)
    cites: tuple[Quoted, ...]
    authority: str
    ladder: tuple[Quoted, ...]
    sources: tuple[SourceNode, ...]
    texts: tuple[TextNode, ...]
    history: HistoryNode | None
    notes: tuple[NoteNode, ...]
    sics: tuple[SicNode, ...]
    acts: tuple[ActNode, ...]
    contents: tuple[ContentsNode, ...] = ()
