"""The abstract tree of a `.pol` file: what was written, without layout. Every node carries its span.

The tree says nothing about meaning: a name may be a fact, a decision or a member of an enumeration until `check/typing.py` has looked it
up. Words, expressions and conditions are in `pol_conditions.py` and stand here under the same names.
"""

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.syntax.pol_conditions import (
    CONDITIONS as CONDITIONS,
    Arithmetic as Arithmetic,
    Block as Block,
    Call as Call,
    Cell as Cell,
    Choose as Choose,
    Cite as Cite,
    Compare as Compare,
    Condition as Condition,
    DayOf as DayOf,
    Each as Each,
    Expr as Expr,
    Fold as Fold,
    ListTable as ListTable,
    Literal as Literal,
    Logic as Logic,
    Member as Member,
    Minus as Minus,
    Name as Name,
    Not as Not,
    Paren as Paren,
    Place as Place,
    Quotation as Quotation,
    Quoted as Quoted,
    Rate as Rate,
    Requirements as Requirements,
    Row as Row,
    Text as Text,
    Uncited as Uncited,
    Under as Under,
    Within as Within,
    Word as Word,
    in_row as in_row,
    inside as inside,
    quotes_in as quotes_in,
    strip as strip,
    walk as walk,
)

# ---- meanings of a quotation


@frozen
class Grant:
    """`grant D when …`, or `deny D when …`. `verb`: grant, deny."""

    verb: str
    decision: Word
    guard: Condition | None
    exceptions: tuple[Condition, ...]
    span: Span = field(eq=False)


@frozen
class Modal:
    """`PARTY shall D when …`. `verb`: shall, shall not, may, may not, need not."""

    party: Word
    verb: str
    decision: Word
    guard: Condition | None
    exceptions: tuple[Condition, ...]
    span: Span = field(eq=False)


@frozen
class GiveValue:
    """`D = value when …`, as an expression: that its left side is a decision is for `check/names.py` to see."""

    equation: Expr
    guard: Condition | None
    exceptions: tuple[Condition, ...]
    span: Span = field(eq=False)


@frozen
class Requires:
    """`D requires …`, or `maintain D while …`. `verb`: requires, maintain."""

    verb: str
    decision: Word
    condition: Condition
    span: Span = field(eq=False)


@frozen
class Group:
    """`when … { items }`: a heading with the condition that all items under it share."""

    guard: Condition
    items: tuple["Item", ...]
    span: Span = field(eq=False)


@frozen
class Define:
    """`define f(y : record) = …`: an expression, or conditions with quotations of their own."""

    name: Word
    parameters: tuple[tuple[Word, Word], ...]
    body: Condition
    span: Span = field(eq=False)


@frozen
class Table:
    """`table D by columns { rows }`: the value of a decision by a decision table."""

    decision: Word
    columns: tuple[Expr, ...]
    rows: tuple[Row, ...]
    span: Span = field(eq=False)


Meaning = Grant | Modal | GiveValue | Requires | Group | Define | Table


@frozen
class Item:
    """A quotation and what it means."""

    quote: Quotation
    meaning: Meaning
    span: Span = field(eq=False)


# ---- declarations


@frozen
class Policy:
    name: str
    title: Text
    span: Span = field(eq=False)


@frozen
class SourceRef:
    name: Word
    section: Text
    span: Span = field(eq=False)


@frozen
class Use:
    policy: str
    alias: Word | None
    span: Span = field(eq=False)


@frozen
class PartyDecl:
    name: Word
    wording: Text
    span: Span = field(eq=False)


@frozen
class Names:
    """Words that hold numbers but are names: `name "level three-A"`."""

    names: tuple[Text, ...]
    span: Span = field(eq=False)


@frozen
class Calendar:
    name: Word
    month: int
    day: int
    because: Text
    span: Span = field(eq=False)


@frozen
class MissingDay:
    """`missing day by CITE "words" means last day`: what a period falls on that ends on a day which does not exist. `falls`: last, next."""

    cite: Cite
    words: Text
    falls: str
    span: Span = field(eq=False)


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
    name: Word
    type: TypeRef
    wording: Text | None


@frozen
class RecordDecl:
    name: Word
    by: tuple[Word, ...]
    fields: tuple[FieldDecl, ...]
    span: Span = field(eq=False)


@frozen
class FactDecl:
    """`judged_by_any`: one of those named is enough (`judged by a or b`); else each of them judges."""

    name: Word
    type: TypeRef
    judged_by: tuple[Word, ...]
    wording: Text | None
    fails: Text | None
    open: Text | None
    span: Span = field(eq=False)
    judged_by_any: bool = False


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


@frozen
class Precedence:
    """`despite CITE by "words"`, `subject to CITE by "words"`. `kind`: despite, subject_to."""

    kind: str
    cite: Cite
    words: Text
    span: Span = field(eq=False)


@frozen
class Provision:
    cite: Cite
    title: Text | None
    precedence: tuple[Precedence, ...]
    items: tuple[Item, ...]
    span: Span = field(eq=False)


@frozen
class RemarkDecl:
    """`omit`, `untranslatable` (of words, or of the whole unit), `silent` (on a question)."""

    kind: str
    cite: Cite
    words: tuple[Text, ...]
    because: Text
    span: Span = field(eq=False)


@frozen
class Applies:
    """`applies act "…" "words" means …`: to whom or to what an act applies."""

    act: Text
    words: Text
    condition: Condition
    span: Span = field(eq=False)


@frozen
class Statement:
    """`statement CITE "words" means NAME = VALUE`: a published figure. No decision may rest on it."""

    cite: Cite
    words: Text
    name: Word
    value: Literal | Rate
    because: Text | None
    span: Span = field(eq=False)


@frozen
class Verify:
    """`verify "title": A implies B [assuming C] [expect counterexample] because "…"`."""

    title: Text
    premise: Expr
    conclusion: Expr
    assuming: Expr | None
    counterexample: bool
    because: Text
    span: Span = field(eq=False)


# ---- scenarios


@frozen
class Given:
    """`given FACT = value`, `given LIST "key" { … }`, or `given LIST complete`. `kind`: value, row, complete. `by`: the one of several
    judges whose judgement it is (`given FACT by PARTY = value`)."""

    kind: str
    fact: Word
    value: "Literal | Name | Since | Minus | None"
    key: Text | None
    row: tuple[tuple[Word, "Literal | Name | Since | Minus"], ...]
    span: Span = field(eq=False)
    by: Word | None = None


@frozen
class Since:
    """`{since: 2022-08-12}`: a period by the day on which it began."""

    day: date
    span: Span = field(eq=False)


@frozen
class Expect:
    """`expect D holds`, `expect D = $60,000`, `expect D undetermined for FACT`."""

    decision: str
    outcome: str
    value: "Literal | Name | Since | Minus | None"
    open: tuple[str, ...]
    span: Span = field(eq=False)


@frozen
class Cites:
    cite: Cite
    span: Span = field(eq=False)


@frozen
class Scenario:
    """`scenario "…" on DATE { … }`. `like` names an earlier scenario whose facts this one begins with."""

    title: Text
    on: date
    law_on: date | None
    like: Text | None
    readings: tuple[tuple[Word, Word], ...]
    steps: tuple[Given | Expect | Cites, ...]
    span: Span = field(eq=False)


Declaration = (
    Policy | SourceRef | Use | PartyDecl | Names | Calendar | MissingDay | UnitDecl | TypeDecl | RecordDecl | FactDecl | DecisionDecl
    | ChoiceDecl | Provision | RemarkDecl | Statement | Applies | Verify | Scenario
)  # fmt: skip


@frozen
class PolicyFile:
    """One `.pol` file. `broken` if part of it could not be read: then what is missing is not reported again as unknown. `text` is what
    all spans point into, for fixes that repeat part of it."""

    path: str
    declarations: tuple[Declaration, ...]
    broken: bool = False
    text: str = field(default="", eq=False, repr=False)

    @property
    def policy(self) -> Policy | None:
        return next((d for d in self.declarations if isinstance(d, Policy)), None)


def quotations(item: Item) -> Iterator[Quotation]:
    """All quotations of an item and of everything nested in it, its own first."""
    yield item.quote
    meaning = item.meaning
    if isinstance(meaning, Group):
        yield from quotes_in(meaning.guard)
        for inner in meaning.items:
            yield from quotations(inner)
        return
    if isinstance(meaning, Table):
        yield from (row.quote for row in meaning.rows)
    for condition in conditions(meaning):
        yield from quotes_in(condition)


def conditions(meaning: Meaning) -> Iterator[Condition]:
    """The conditions and expressions of a meaning, in the order written; of a group, its guard."""
    match meaning:
        case Grant() | Modal():
            if meaning.guard is not None:
                yield meaning.guard
            yield from meaning.exceptions
        case GiveValue():
            yield meaning.equation
            if meaning.guard is not None:
                yield meaning.guard
            yield from meaning.exceptions
        case Requires():
            yield meaning.condition
        case Group():
            yield meaning.guard
        case Define():
            yield meaning.body
        case Table():
            yield from meaning.columns
            for row in meaning.rows:
                yield from in_row(row)
