"""The part of the abstract tree that conditions are made of: words, places of the law, expressions, and conditions themselves.

Stands below `pol_tree.py`, through which the rest of the compiler uses it. Every node carries its span; spans do not count for equality.
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
class Rate:
    """`10 pdps per 2 badges`: two amounts as the law writes them."""

    amount: Literal
    per: Literal
    span: Span = field(eq=False)


@frozen
class Within:
    """`x within d of y`; `below` if written `x within -d of y`: from y less d up to y."""

    left: "Expr"
    distance: "Expr"
    of: "Expr"
    below: bool
    span: Span = field(eq=False)


@frozen
class DayOf:
    """`October 15 of YEAR`: the day of a month (a literal of kind `day`) in a school year or in the year of a calendar."""

    day: Literal
    year: "Expr"
    span: Span = field(eq=False)


@frozen
class Requirements:
    """`requirements of D`: all that `requires` clauses ask of a decision is met."""

    decision: "Expr"
    span: Span = field(eq=False)


@frozen
class Fold:
    """`count(y in xs where P)`, `sum(E for y in xs where P)`, `least(…)`, `greatest(…)`, `some(…)`, `every(…)`, `consecutive(…)`."""

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


Expr = (
    Name | Literal | Compare | Logic | Not | Arithmetic | Minus | Paren | Call | Member | Fold | Under
    | Rate | Within | DayOf | Requirements
)  # fmt: skip

# ---- conditions


@frozen
class Block:
    """`all { }`, `any { }`, `none { }`, `at least N of { }`. `kind`: all, any, none, at_least."""

    kind: str
    number: int | None
    elements: tuple["Condition", ...]
    span: Span = field(eq=False)
    number_span: Span | None = field(default=None, eq=False)


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


@frozen
class Cell:
    """One cell of a table. `kind`: any; members (one of `values`); range (`values[i]` compared by `operators[i]`)."""

    kind: str
    values: tuple[Expr, ...]
    operators: tuple[str, ...]
    span: Span = field(eq=False)


@frozen
class Row:
    """A row of a table: the words that state it, a cell a column, and the value that it gives; none in a list of what is approved."""

    quote: Quotation
    cells: tuple[Cell, ...]
    value: Expr | None
    span: Span = field(eq=False)


@frozen
class ListTable:
    """`table m { "words" : academic_rigor … }` as a condition: one of the rows is that of the case."""

    columns: tuple[Expr, ...]
    rows: tuple[Row, ...]
    span: Span = field(eq=False)


Condition = Expr | Block | Each | Choose | Quoted | Uncited | ListTable

CONDITIONS = (Block, Each, Choose, Quoted, Uncited, ListTable)
"""The conditions that are no expressions: they may hold quotations."""


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
        case Rate():
            return (node.amount, node.per)
        case Within():
            return (node.left, node.distance, node.of)
        case DayOf():
            return (node.day, node.year)
        case Requirements():
            return (node.decision,)
        case ListTable():
            return (*node.columns, *(value for row in node.rows for value in in_row(row)))
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


def in_row(row: Row) -> tuple[Expr, ...]:
    """The expressions of a row, left to right."""
    return (*(v for cell in row.cells for v in cell.values), *(() if row.value is None else (row.value,)))


def walk(node: Condition) -> Iterator[Condition]:
    """A condition and everything within it, outermost first."""
    yield node
    for part in inside(node):
        yield from walk(part)


def quotes_in(condition: Condition) -> Iterator[Quotation]:
    for node in walk(condition):
        if isinstance(node, Quoted):
            yield node.quote
        elif isinstance(node, ListTable):
            yield from (row.quote for row in node.rows)
