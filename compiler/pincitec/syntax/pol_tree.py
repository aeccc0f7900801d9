"""The abstract tree of a `.pol` file: what was written, without layout. Every node carries its span.

The tree says nothing about meaning: a name may be a fact, a decision or a member of an enumeration until `check/typing.py` has looked it
up. Words, expressions and conditions are in `pol_conditions.py`, meanings of quotations in `pol_meanings.py`, what is declared in
`pol_facts.py`, and scenarios in `pol_scenarios.py`; all stand here under the same names.
"""

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
from pincitec.syntax.pol_facts import (
    AlternativeDecl as AlternativeDecl,
    ChoiceDecl as ChoiceDecl,
    DecisionDecl as DecisionDecl,
    FactDecl as FactDecl,
    FieldDecl as FieldDecl,
    MemberDecl as MemberDecl,
    RecordDecl as RecordDecl,
    TypeDecl as TypeDecl,
    TypeRef as TypeRef,
    UnitDecl as UnitDecl,
)
from pincitec.syntax.pol_meanings import (
    Define as Define,
    GiveValue as GiveValue,
    Grant as Grant,
    Group as Group,
    Item as Item,
    Meaning as Meaning,
    Modal as Modal,
    Requires as Requires,
    Table as Table,
    conditions as conditions,
    quotations as quotations,
)
from pincitec.syntax.pol_scenarios import (
    Cites as Cites,
    Expect as Expect,
    Given as Given,
    Scenario as Scenario,
    Since as Since,
)


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
