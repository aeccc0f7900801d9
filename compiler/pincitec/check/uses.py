"""The literals of a clause: which quotations may state each, and which comparison or distance it is part of.

Lower half of the check of figures. Assumes checked clauses; looks into no law.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Tested, Typed
from pincitec.diagnostics import Span
from pincitec.semantics.types import INTEGER
from pincitec.syntax import pol_tree as t

SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "=", "ne": "!="}
MIRRORED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
DISTANCES = {"below": "downwards", "around": "to both sides"}
"""How a distance is measured (`x within -d of y`, `x within d of y`)."""
STATED = ("const", "day_of_year")
"""What a literal makes: a constant, or a day whose year is computed."""


@frozen
class Use:
    """A literal in a clause: the quotations around it (innermost first), and the comparison it is part of, if any.

    Of a length of time that is added to a day or taken from it, `operator` compares the length and `moment` the days: that
    `filed <= hearing - 30 days` asks for at least 30 days, and for filing no later than 30 days before. `denials` are the quotations
    of each `none` around it, as far as they speak of that `none`.
    """

    literal: Typed
    quotes: tuple[int, ...]
    operator: str | None = None
    negated: bool = False
    moment: str | None = None
    denials: tuple[int, ...] = ()


def uses(clause: CheckedClause) -> Iterator[Use]:
    """The literals of a clause, each with the quotations whose words may state it."""
    by_span = {c.quote.span: i for i, c in enumerate(clause.quotes)}
    headings = tuple(range(clause.own, -1, -1))

    def conditions(node: Tested, quotes: tuple[int, ...], negated: bool, denials: tuple[int, ...]) -> Iterator[Use]:
        if node.quote is not None:
            quotes = (by_span[node.quote.span], *quotes)
        if node.expr is not None and node.uncited is None:
            yield from (evolve(use, denials=denials) for use in literals(node.expr, quotes, None, negated))
        if node.number is not None and node.number_span is not None:  # `at least 3 of`: the law says how many
            yield Use(counted(node.number, node.number_span), quotes, "ge", negated, denials=denials)
        if node.kind == "none":
            negated, denials = not negated, (*denials, *denying(clause, node, quotes[0]))
        for child in node.children:
            yield from conditions(child, quotes, negated, denials)

    for tested in clause.tested():
        yield from conditions(tested, headings, False, ())
    if clause.value is not None:
        yield from literals(clause.value, headings, None, False)


def denying(clause: CheckedClause, none: Tested, quotation: int) -> tuple[int, ...]:
    """The quotation whose words a `none` stands for: its own; that of the clause, where it is the whole condition and the verb denies
    nothing. A denial in the words of a wider condition may be meant of something else."""
    whole = none is clause.condition and clause.verb in ("grant", "shall", "may", "requires")
    return (quotation,) if none.quote is not None or whole else ()


def counted(number: int, span: Span) -> Typed:
    """The number of `at least N of`, as a literal."""
    return Typed("const", INTEGER, param=number, span=span, literal=t.Literal("number", number, None, span))


def literals(expr: Typed, quotes: tuple[int, ...], operator: str | None, negated: bool) -> Iterator[Use]:
    if expr.within is not None:
        yield from distances(expr, expr.within, quotes, negated)
        return
    if expr.op in STATED and expr.literal is not None and expr.literal.kind not in ("boolean", "text"):
        yield Use(expr, quotes, operator, negated)
    if in_month(expr):
        at_least = expr.args[0]
        yield from literals(at_least.args[0], quotes, None, negated)
        yield from literals(at_least.args[1], quotes, "eq", negated)
        return
    if expr.op in SIGNS:
        left, right = expr.args
        both = moved(left) and moved(right)
        yield from compared(left, quotes, MIRRORED[expr.op], negated, both)
        yield from compared(right, quotes, expr.op, negated, both)
        return
    for arg in expr.args:
        yield from literals(arg, quotes, None, negated != (expr.op == "not"))
    if expr.op == "under":
        for _, value in expr.param[2]:
            yield from literals(value, quotes, None, negated)


def moved(side: Typed) -> bool:
    """Whether it is a day so many days, months or years after another one, or before it."""
    if side.op not in ("add_days", "add_period"):
        return False
    length = side.args[1].args[0] if side.args[1].op == "neg" else side.args[1]
    return length.op in STATED and length.literal is not None


def compared(side: Typed, quotes: tuple[int, ...], operator: str, negated: bool, both: bool) -> Iterator[Use]:
    """The literals of a side of a comparison. Of two lengths, one on each side, neither is what is compared."""
    if not moved(side) or both:
        yield from literals(side, quotes, operator if side.op in STATED else None, negated)
        return
    day, length = side.args
    yield from literals(day, quotes, None, negated)
    before = length.op == "neg"
    yield Use(length.args[0] if before else length, quotes, MIRRORED[operator] if before else operator, negated, operator)


def distances(expr: Typed, written: t.Within, quotes: tuple[int, ...], negated: bool) -> Iterator[Use]:
    """The literals of `x within d of y`: each once, those of the distance with the direction in which it is measured."""
    seen: set[Span] = set()
    inner = written.distance.span
    for use in (u for arg in expr.args for side in arg.args for u in literals(side, quotes, None, negated)):
        if use.literal.span not in seen:
            seen.add(use.literal.span)
            distance = inner.start <= use.literal.span.start and use.literal.span.end <= inner.end
            yield evolve(use, operator=("below" if written.below else "around") if distance else None)


def in_month(expr: Typed) -> bool:
    """Whether it is `x = May 2024`, which is from the first to the last day: one literal of the policy, and one number of the law."""
    if expr.op != "and" or [a.op for a in expr.args] != ["ge", "le"]:
        return False
    first, last = (a.args[1] for a in expr.args)
    return first.literal is not None and first.literal is last.literal
