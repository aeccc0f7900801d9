"""The operations of an act in the abstract tree of a `.law` file: on words, on units, on designations, and on other acts.

Each is written in the forward sense: what the act did. Old words (`was`) are on file only where they are given; None where
they are not. Spans do not count for equality.
"""

from datetime import date
from enum import Enum

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.syntax.law_parts import Place, Quoted, Verbatim, Words

Old = Verbatim | Words | None
"""Words that an operation took away: a block or a string; `Words` that are one hole; None: nothing is said of them."""


MOST_HITS = 200
"""Each place that is hit costs a walk over the unit; no unit of a law says one thing so often."""


class AnchorKind(Enum):
    AFTER = "after"
    BEFORE = "before"
    AFTER_DESIGNATION = "after designation"
    AT_START = "at start"
    AT_END = "at end"
    AT_UNKNOWN = "at unknown"


@frozen
class Anchor:
    kind: AnchorKind
    words: Words | None
    span: Span = field(eq=False)


@frozen
class LeadIn:
    """Only the words of the unit before its first sub-unit."""

    span: Span = field(eq=False)


@frozen
class Sentence:
    """Only the sentence of this number, counted from 1."""

    number: int
    span: Span = field(eq=False)


@frozen
class Occurrence:
    """The `number`-th, counted from 1, of all `total` places that the operation could mean."""

    number: int
    total: int
    span: Span = field(eq=False)


@frozen
class WordsIn:
    """`in PLACE ANCHOR strike … insert …`: struck words give way to inserted words in a unit's own text.

    `hits`: at that many places, which are all that there are. `occurrence`: at one of several.
    """

    place: Place
    anchor: Anchor | None
    strikes: tuple[Words, ...]
    inserts: tuple[Words, ...]
    because: Quoted | None
    printed: tuple[Quoted, ...]
    hits: int
    span: Span = field(eq=False)
    within: LeadIn | Sentence | None = None
    occurrence: Occurrence | None = None


@frozen
class AddUnit:
    """`add PLACE`: the unit does not exist before the act. Its words are in `text`, or in the text on file.

    `after`: the unit that it follows; None: its place is by the order of designations.
    """

    place: Place
    text: Verbatim | None
    hole: Words | None
    because: Quoted | None
    span: Span = field(eq=False)
    after: Place | None = None


@frozen
class RemoveUnits:
    """`remove PLACE through X`: the units do not exist from the act on. Without `text` their words are not on file.

    `repealed`: the act said so (`repeal PLACE`). A place without path is the section: it has no text from the act on.
    """

    place: Place
    through: str | None
    text: Verbatim | None
    hole: Words | None
    because: Quoted | None
    span: Span = field(eq=False)
    repealed: bool = False


@frozen
class RewriteUnit:
    """`rewrite PLACE`: all its words, and the units below it, give way to those of `text`; without it to those of the text on file."""

    place: Place
    text: Verbatim | None
    hole: Words | None
    was: Old
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class Retitle:
    """`retitle "NEW"`: the heading of the section gives way to another one."""

    place: Place
    new: Words
    was: Old
    because: Quoted | None
    printed: tuple[Quoted, ...]
    span: Span = field(eq=False)


@frozen
class Redesignate:
    """`redesignate D through G as E through H`: the units bear other designations, respectively and all at once; their words stay."""

    place: Place
    through: str | None
    to: Place
    to_through: str | None
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class Designate:
    """`designate C as C(1)`: the words that stand directly in the unit become one below it."""

    place: Place
    to: Place
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class Undesignate:
    """`undesignate C(5)`: the designation is struck and the words join those of the unit above. `text`: the unit as it was."""

    place: Place
    text: Verbatim | None
    hole: Words | None
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class Recodify:
    """`recodify PLACE as "…"`: the text goes on under another citation, and no longer stands here."""

    place: Place
    to: Quoted
    was: Old
    because: Quoted | None
    span: Span = field(eq=False)


Operation = WordsIn | AddUnit | RemoveUnits | RewriteUnit | Retitle | Redesignate | Designate | Undesignate | Recodify


# -- on other acts, before they take effect ------------------------------------------------------------------------------


@frozen
class AmendAct:
    """`in act "X" in C strike … insert …`: other words stand in the operands of that act's operations on C."""

    act: Quoted
    operation: WordsIn
    span: Span = field(eq=False)


@frozen
class PostponeAct:
    """`postpone act "X" to DATE`: it takes effect on that day instead."""

    act: Quoted
    to: date
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class ExpireAct:
    """`expire act "X" on DATE`: from that day the text is again as it was."""

    act: Quoted
    on: date
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class ReviveAct:
    """`revive act "X" on DATE`: an act that ended has effect again from that day."""

    act: Quoted
    on: date
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class RepealAct:
    """`repeal act "X"`: it never takes effect."""

    act: Quoted
    because: Quoted | None
    span: Span = field(eq=False)


@frozen
class ScopeAct:
    """`scope act "X" applies "…"`: other words say to whom or to which period it applies."""

    act: Quoted
    applies: Quoted
    because: Quoted | None
    span: Span = field(eq=False)


OnAct = AmendAct | PostponeAct | ExpireAct | ReviveAct | RepealAct | ScopeAct
