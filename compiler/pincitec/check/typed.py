"""Checked trees: what the types pass makes of expressions and conditions, and what lowering reads. Every name is resolved."""

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.semantics.types import Type
from pincitec.syntax import pol_tree as t


@frozen
class Typed:
    """An expression with its type.

    `op` is an operation of the table, or: `const` (param: its value), `fact` (param: qualified name), `asked`, `row` (param: the binder
    of a fold), `param` (param: a definition's parameter), `call` (param: a definition's qualified name), `decision` (param: qualified
    name), `under` (param: decision, place, supposed facts), or a fold (param: its binder). `literal` is the literal as written;
    `within` what two comparisons were written as.
    """

    op: str
    type: Type
    args: tuple["Typed", ...] = ()
    param: Any = None
    span: Span = field(eq=False, kw_only=True)
    literal: t.Literal | None = field(default=None, eq=False, kw_only=True)
    within: t.Within | None = field(default=None, eq=False, kw_only=True)

    def walk(self) -> Iterator["Typed"]:
        """This expression and all within it, outermost first."""
        yield self
        for arg in self.args:
            yield from arg.walk()
        if self.op == "under":
            for _, value in self.param[2]:
                yield from value.walk()


@frozen
class Tested:
    """A condition as the clause writes it, checked.

    `kind` as in `graph.clauses.Element`; `expr` of a `condition`; `list` and `binder` of `some` and `every`; `readings` names the
    alternative of each child of a `choose`; `uncited` is the reason of a condition without words of its own;
    `table` marks an `any` that was written as a table.
    """

    kind: str
    span: Span = field(eq=False)
    quote: t.Quotation | None = None
    expr: Typed | None = None
    children: tuple["Tested", ...] = ()
    number: int | None = None
    number_span: Span | None = field(default=None, eq=False)
    choice: str | None = None
    readings: tuple[str, ...] = ()
    list: Typed | None = None
    binder: Any = None
    uncited: t.Text | None = None
    table: bool = False

    def walk(self) -> Iterator["Tested"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def expressions(self) -> Iterator[Typed]:
        """The expressions of this condition and of all within it."""
        for tested in self.walk():
            for expr in (tested.expr, tested.list):
                if expr is not None:
                    yield expr
