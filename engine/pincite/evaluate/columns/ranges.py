"""Why columns cannot compute a node exactly, in words: the operation and its clause, the facts it rests on, what their columns may hold.

The ranges themselves are followed from the columns by `emitter.py`, exactly, while a program is written; this is said when it refuses.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns.schema import RANGE, Refused, held
from pincite.facts.display import show
from pincitec.graph.nodes import FOLDS, Node
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.types import DATE, Enumeration, ListOf, Quantity, Type
from pincitec.semantics.values import exact

TOO_LARGE: Final = "a number of more than 64 bits is possible"
MOST_NAMED: Final = 3
"""Facts that are named, those with the widest range first."""
COMPARISON: Final = "the comparison"
OPERATIONS: Final[Mapping[str, str]] = {
    "mul": "the product",
    "div": "the quotient",
    "add": "the sum",
    "sub": "the difference",
    "neg": "the difference",
    "whole": "the whole part",
    "sum": "the sum over records",
    "least": "the least amount of records",
    "greatest": "the greatest amount of records",
    "count": "the number of records",
    "consecutive": "the longest run of records",
    "add_days": "the day so many days later",
    "add_period": "the day so many months later",
    "add_period_by_rule": "the day so many months later",
    "decide_value": "the value that the clauses agree on",
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge"), COMPARISON),
}
"""Operations whose result may be too large, as they are named to a person."""
DECIDING: Final = ("decide", "decide_value")
"""Where one decision ends that another rests on."""
EPOCH: Final = date(1970, 1, 1).toordinal()


@frozen
class Source:
    """A column under a computation: a fact, or a field of its records as `LIST[].FIELD`, with the least and the greatest value held.

    `kind` is the type of its values: a date where the column has the day on which a period began."""

    name: str
    low: int
    high: int
    kind: Type
    scale: int = 0
    stated: bool = False

    @property
    def width(self) -> int:
        return self.high - self.low

    def said(self, pack: Pack) -> str:
        low, high = (show(self.value(end), self.kind, pack) for end in (self.low, self.high))
        return f"the column for `{self.name}` {'holds' if self.stated else 'may hold'} {low} to {high}"

    def value(self, end: int) -> date | int | Fraction:
        return date.fromordinal(EPOCH + end) if self.kind == DATE else exact(Fraction(end, 10**self.scale))


def told(pack: Pack, slice: Slice, schema: pa.Schema, why: str, number: int | None) -> tuple[str, ...]:
    """The reasons for which a node has no exact form, one short phrase each; `number`: the node, where it is known."""
    if number is None or why != TOO_LARGE:
        return (why,)
    found = sorted(sources(pack, slice, schema, number), key=lambda s: (-s.width, s.name))
    named = found[:MOST_NAMED]
    names = [f"`{s.name.rpartition('.')[2]}`" for s in named]
    of = " and ".join(n for n in (", ".join(names[:-1]), *names[-1:]) if n)
    rest = f", with {len(found) - len(named)} more columns" if len(found) > len(named) else ""
    operation = OPERATIONS.get(slice.nodes[number].op, "a computation")
    place = place_of(pack, slice, number)
    where = f"{',' if rest else ''} in {place}," if place else ""
    reasons = [f"{operation}{' of ' + of if of else ''}{rest}{where} may have more than 64 bits", *(s.said(pack) for s in named)]
    if any(not s.stated for s in named):
        reasons.append("columns of a narrower type, or with the range of their values stated, may do")
    return tuple(reasons)


def place_of(pack: Pack, slice: Slice, number: int) -> str | None:
    """The citation of the first clause that writes a computation, itself or by what it defines."""
    for question in pack.questions:
        if question.verdict not in slice.order:
            continue
        if question.verdict == number and question.clauses:
            return pack.clauses[question.clauses[0].clause].citation
        for part in question.clauses:
            if number in reached(slice, (part.guard, *(() if part.value is None else (part.value,)))):
                return pack.clauses[part.clause].citation
    return None


def reached(slice: Slice, roots: Iterable[int]) -> set[int]:
    """These nodes and all that they read within one decision."""
    found: set[int] = set()
    stack = list(roots)
    while stack:
        each = stack.pop()
        if each not in found and slice.nodes[each].op not in DECIDING:
            found.add(each)
            stack.extend(slice.nodes[each].args)
    return found


def sources(pack: Pack, slice: Slice, schema: pa.Schema, number: int) -> tuple[Source, ...]:
    """The columns of numbers and days from which the value of a node is computed; not those that only decide whether it counts."""
    found: dict[str, Source] = {}
    seen: set[int] = set()
    stack: list[tuple[int, tuple[str, ...]]] = [(number, ())]
    while stack:
        each, around = stack.pop()
        if each in seen:
            continue
        seen.add(each)
        node = slice.nodes[each]
        inside = around
        if node.op in FOLDS:
            inside = (*around, list_of(slice, node))
        for source in columns(pack, schema, node, around):
            found.setdefault(source.name, source)
        for arg in node.args:
            if each == number or slice.nodes[arg].type != "boolean":
                stack.append((arg, inside))
    return tuple(found.values())


def list_of(slice: Slice, node: Node) -> str:
    """The fact whose records a fold walks."""
    while node.args:
        node = slice.nodes[node.args[0]]
    return str(node.param)


def columns(pack: Pack, schema: pa.Schema, node: Node, around: tuple[str, ...]) -> list[Source]:
    """The column that a node reads, of a fact or of a field of the lists around it."""
    if node.op == "fact" and node.param in schema.names:
        field = schema.field(str(node.param))
        return source(field, pack.type_of[node.type], field.name)
    if node.op != "field":
        return []
    found: list[Source] = []
    for name in dict.fromkeys(around):
        if name in schema.names:
            kind = pack.type_of[pack.fact[name].type]
            struct = schema.field(name).type.value_type
            part = kind.element.field(str(node.param)) if isinstance(kind, ListOf) else None
            if part is not None and struct.get_field_index(part.name) >= 0:
                found += source(struct.field(part.name), part.type, f"{name}[].{part.name}")
    return found


def source(field: pa.Field, kind: Type, name: str) -> list[Source]:
    if isinstance(kind, Enumeration) or not (isinstance(kind, Quantity) or kind.key in ("date", "school_year")):
        return []
    try:
        how = held(field, kind)
    except Refused:
        return []
    return [Source(name, *how.range, DATE if how.since else kind, how.scale, RANGE in (field.metadata or {}))]
