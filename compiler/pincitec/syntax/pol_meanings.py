"""What a quotation of a `.pol` file means: the conclusions of clauses, groups of them, definitions and tables.

Part of the abstract tree (`pol_tree.py`), where all of it stands under the same names.
"""

from collections.abc import Iterator

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.syntax.pol_conditions import Condition, Expr, Quotation, Row, Word, in_row, quotes_in


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
