"""What a `.pol` file declares for others to speak of: units, types, records, facts, decisions, choices.

Part of the abstract tree (`pol_tree.py`), where all of it stands under the same names.
"""

from datetime import date

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.syntax.pol_conditions import Text, Word


@frozen
class UnitDecl:
    """`unit badges "badge", "badges"`: a unit of this policy and the words of the law that mean it."""

    name: Word
    words: tuple[Text, ...]
    signed: bool
    span: Span = field(eq=False)


@frozen
class MemberDecl:
    name: Word
    wording: Text | None


@frozen
class TypeDecl:
    name: Word
    members: tuple[MemberDecl, ...]
    ordered: bool
    span: Span = field(eq=False)


@frozen
class TypeRef:
    """`kind`: named, list, one_of."""

    kind: str
    name: Word | None
    members: tuple[MemberDecl, ...]
    span: Span = field(eq=False)


@frozen
class FieldDecl:
    """`change` and `effort`: as in `FactDecl`."""

    name: Word
    type: TypeRef
    wording: Text | None
    change: str = ""
    effort: int = 1


@frozen
class RecordDecl:
    name: Word
    by: tuple[Word, ...]
    fields: tuple[FieldDecl, ...]
    span: Span = field(eq=False)


@frozen
class FactDecl:
    """`judged_by_any`: one of those named is enough (`judged by a or b`); else each of them judges. `change`: "fixed", "past" or "";
    `effort`: what it takes to bring about another value, beside other facts."""

    name: Word
    type: TypeRef
    judged_by: tuple[Word, ...]
    wording: Text | None
    fails: Text | None
    open: Text | None
    span: Span = field(eq=False)
    judged_by_any: bool = False
    change: str = ""
    effort: int = 1


@frozen
class DecisionDecl:
    """`kind`: entitlement, duty, permission, prohibition (then `of` is the party), or value (then `of` is the type)."""

    name: Word
    kind: str
    of: Word
    wording: Text | None
    fails: Text | None
    open: Text | None
    span: Span = field(eq=False)


@frozen
class AlternativeDecl:
    name: Word
    wording: Text
    default: bool
    chosen_by: Text | None
    chosen_on: date | None
    because: Text | None
    span: Span = field(eq=False)


@frozen
class ChoiceDecl:
    name: Word
    wording: Text
    alternatives: tuple[AlternativeDecl, ...]
    span: Span = field(eq=False)
