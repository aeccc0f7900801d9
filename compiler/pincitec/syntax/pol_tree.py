"""The abstract tree of a `.pol` file: what was written, without layout. Every node carries its span.

The tree says nothing about meaning: a name may be a fact, a decision or a member of an enumeration until `check/names.py` has
looked it up.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from pincitec.diagnostics import Span

# ---- places and words


@frozen
class Word:
    """A name as written."""

    text: str
    span: Span = field(eq=False)


@frozen
class Text:
    """A quoted string, without its quotation marks."""

    text: str
    span: Span = field(eq=False)

    @property
    def inner(self) -> Span:
        """The span of the words between the quotation marks."""
        return Span(self.span.path, self.span.start + 1, self.span.end - 1)


@frozen
class Place:
    """One step of a citation: `(C)`, `("Definitions")`, `(note "Applicability")`, `(E on 2014-01-01)`. `kind`: unit, note, act."""

    kind: str
    text: str
    on: date | None
    span: Span = field(eq=False)


@frozen
class Cite:
    """A place in a source: `nmsa(C)(1)`."""

    source: Word
    places: tuple[Place, ...]
    span: Span = field(eq=False)


@frozen
class Quotation:
    """Words quoted from the law; `within` where they stand elsewhere than the provision says; `at` (k, n): the k-th of n hits."""

    words: Text
    within: Cite | None
    at: tuple[int, int] | None
    span: Span = field(eq=False)


# ---- expressions


@frozen
class Name:
    word: Word
    span: Span = field(eq=False)


@frozen
class Literal:
    """A constant. `kind`: number (with the word for its unit, if any), decimal, money (cents), percent (Fraction of one), date,
    month (year and month), day (month and day of any year), boolean, text."""

    kind: str
    value: int | Fraction | date | str | tuple[int, int]
    unit: str | None
    span: Span = field(eq=False)


@frozen
class Compare:
    operator: str
    left: "Expr"
    right: "Expr"
    span: Span = field(eq=False)


@frozen
class Logic:
    """`and` or `or` over two or more operands."""

    operator: str
    operands: tuple["Expr", ...]
    span: Span = field(eq=False)


@frozen
class Not:
    operand: "Expr"
    span: Span = field(eq=False)


@frozen
class Arithmetic:
    operator: str
    left: "Expr"
    right: "Expr"
    span: Span = field(eq=False)


@frozen
class Minus:
    operand: "Expr"
    span: Span = field(eq=False)


@frozen
class Paren:
    inner: "Expr"
    span: Span = field(eq=False)


@frozen
class Call:
    """`full(y)`, `next(r)`, `fiscal_year(asked)`."""

    function: Word
    arguments: tuple["Expr", ...]
    span: Span = field(eq=False)


@frozen
class Member:
    """`y.level`: a field of a record, or a name from another policy (`nm.level_three_a`)."""

    of: "Expr"
    name: Word
    span: Span = field(eq=False)


@frozen
class Fold:
    """`count(y in xs where P)`, `sum(E for y in xs where P)`, `some(…)`, `every(…)`."""

    kind: str
    amount: "Expr | None"
    variable: Word
    over: "Expr"
    where: "Expr | None"
    span: Span = field(eq=False)


@frozen
class Under:
    """`minimum_salary under nmsa(C) with (role = teacher)`."""

    decision: Word
    cite: Cite
    supposed: tuple[tuple[Word, "Expr"], ...]
    span: Span = field(eq=False)


Expr = Name | Literal | Compare | Logic | Not | Arithmetic | Minus | Paren | Call | Member | Fold | Under

# ---- conditions


@frozen
class Block:
    """`all { }`, `any { }`, `none { }`, `at least N of { }`. `kind`: all, any, none, at_least."""

    kind: str
    number: int | None
    elements: tuple["Condition", ...]
    span: Span = field(eq=False)


@frozen
class Each:
    """`some r in reviews { }`, `every … { }`, `every … { } or none`. `kind`: some, every, every_or_none."""

    kind: str
    variable: Word
    over: Expr
    elements: tuple["Condition", ...]
    span: Span = field(eq=False)


@frozen
class Choose:
    """`choose CHOICE { alternative { … } … }`: the readings of one passage."""

    choice: Word
    readings: tuple[tuple[Word, tuple["Condition", ...]], ...]
    span: Span = field(eq=False)


@frozen
class Quoted:
    """A quotation with the condition that it states."""

    quote: Quotation
    condition: "Condition"
    span: Span = field(eq=False)


@frozen
class Uncited:
    """A condition that no words of the law state, and why it is there."""

    expr: Expr
    because: Text
    span: Span = field(eq=False)


Condition = Expr | Block | Each | Choose | Quoted | Uncited

CONDITIONS = (Block, Each, Choose, Quoted, Uncited)
"""The conditions that are no expressions: they may hold quotations."""

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


Meaning = Grant | Modal | GiveValue | Requires | Group | Define


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
    name: Word
    type: TypeRef
    judged_by: tuple[Word, ...]
    wording: Text | None
    fails: Text | None
    open: Text | None
    span: Span = field(eq=False)


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


# ---- scenarios


@frozen
class Given:
    """`given FACT = value`, `given LIST "key" { … }`, or `given LIST complete`. `kind`: value, row, complete."""

    kind: str
    fact: Word
    value: "Literal | Name | Since | None"
    key: Text | None
    row: tuple[tuple[Word, "Literal | Name | Since"], ...]
    span: Span = field(eq=False)


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
    value: "Literal | Name | Since | None"
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
    Policy | SourceRef | Use | PartyDecl | Names | Calendar | TypeDecl | RecordDecl | FactDecl | DecisionDecl | ChoiceDecl
    | Provision | RemarkDecl | Applies | Scenario
)  # fmt: skip


@frozen
class PolicyFile:
    """One `.pol` file. `broken` if part of it could not be read: then what is missing is not reported again as unknown."""

    path: str
    declarations: tuple[Declaration, ...]
    broken: bool = False

    @property
    def policy(self) -> Policy | None:
        return next((d for d in self.declarations if isinstance(d, Policy)), None)


def strip(expr: Expr) -> Expr:
    """An expression without its outermost parentheses."""
    while isinstance(expr, Paren):
        expr = expr.inner
    return expr


def inside(node: Condition) -> tuple[Condition, ...]:
    """The conditions and expressions directly within one, left to right."""
    match node:
        case Compare() | Arithmetic():
            return (node.left, node.right)
        case Logic():
            return node.operands
        case Not() | Minus():
            return (node.operand,)
        case Paren():
            return (node.inner,)
        case Call():
            return node.arguments
        case Member():
            return (node.of,)
        case Fold():
            return tuple(e for e in (node.amount, node.over, node.where) if e is not None)
        case Under():
            return tuple(value for _, value in node.supposed)
        case Block():
            return node.elements
        case Each():
            return (node.over, *node.elements)
        case Choose():
            return tuple(e for _, elements in node.readings for e in elements)
        case Quoted():
            return (node.condition,)
        case Uncited():
            return (node.expr,)
        case _:
            return ()


def walk(node: Condition) -> Iterator[Condition]:
    """A condition and everything within it, outermost first."""
    yield node
    for part in inside(node):
        yield from walk(part)


def quotations(item: Item) -> Iterator[Quotation]:
    """All quotations of an item and of everything nested in it, its own first."""
    yield item.quote
    meaning = item.meaning
    if isinstance(meaning, Group):
        yield from quotes_in(meaning.guard)
        for inner in meaning.items:
            yield from quotations(inner)
        return
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


def quotes_in(condition: Condition) -> Iterator[Quotation]:
    for node in walk(condition):
        if isinstance(node, Quoted):
            yield node.quote
