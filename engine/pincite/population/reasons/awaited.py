"""Values of which no completion reads more than that they are there, or which of them are equal: rows need not be told apart by them.

Stands under `turning.py`. There are two kinds.

**Amounts that await a fact** (`Unread.awaited`): `fee / days * closed` where the days are missing. Such a node is of level 0, has one of
the operations `STRICT`, and of its operands those that are open are missing amounts or such nodes themselves; and whatever takes it is such
a node, or a `decide_value` as the value of a clause. In every row of a signature then:

- Its value is unknown: each of `STRICT` makes what is unknown of an operand that is. A product with zero too.
- A completion (`explain.completion`) takes it for a `line` or as `open` (`parts.computed`), and its diagram is `Unknown` of the facts under
  it (`build.Maker.node`). A line is evaluated for the comparisons that read its nodes, and none reads this one. So no result, no way, no
  step and no missing fact turns on a known operand, be it zero or less; and which facts are under it, the signature tells.

A row that divides by a zero that is known is a fault, and stands apart from the others of its signature.

**Values that clauses of the question give** (`Unread.given`): the question asked is a `decide_value` that no node takes, its open values
await facts, and no value is a period (one that still runs is more than a number). What is made of the values of its clauses is whether two
of them are equal, and which one comes out: in `decide_value_once`, in the completion's `given`, in `anew`; a value that is a leaf of a
diagram is no step of it. So rows in which the same clauses give equal values have the same answer, but for the value that comes out of it.
Where one does, rows are asked again by all that settles it: `Turning.coarse`. Clauses whose guard fails are out of it, also where an
open exception is supposed not to apply. Where only one value is left, there is nothing to compare.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from pincite.explain.case import Prepared
from pincite.explain.display import type_named
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS
from pincitec.semantics.types import Quantity

STRICT: Final[Mapping[str, tuple[int, ...]]] = {
    "add": (0, 1),
    "sub": (0, 1),
    "mul": (0, 1),
    "div": (0, 1),
    "neg": (0,),
    "whole": (0,),
    "same": (0,),
    "unknown_unless": (1,),
}
"""Operations that make what is unknown of an operand that is, with the places of these operands."""


class Unread(NamedTuple):
    """Nodes that await a fact; the question asked, where the values `given` by its clauses count only by which are equal, else -1."""

    awaited: frozenset[int]
    question: int = -1
    given: tuple[int, ...] = ()


def unread(pack: Pack, ready: Prepared, open_: Mapping[int, bool], codes: Mapping[int, int], unknown: frozenset[str]) -> Unread:
    """`open_`: of each node, whether something open reaches it; `codes`: the truths that the signature settles; `unknown`: the facts that
    are."""
    nodes = ready.slice.nodes
    amounts = upwards(pack, ready, open_, unknown)
    awaited = {n for n in amounts if nodes[n].op in STRICT}
    for number in ready.slice.order[::-1]:
        node = nodes[number]
        kept = range(2, len(node.args), 3) if node.op == "decide_value" else STRICT[node.op] if number in awaited else ()
        awaited.difference_update(a for place, a in enumerate(node.args) if place not in kept)
    question = ready.questions[0].verdict
    asked = nodes[question]
    if asked.op != "decide_value" or not open_[question] or any(question in nodes[n].args for n in ready.slice.order):
        return Unread(frozenset(awaited))
    clauses = zip(asked.args[1::3], asked.args[2::3], strict=True)
    values = tuple(dict.fromkeys(value for guard, value in clauses if codes.get(guard) != FAILS))
    if any(nodes[v].type == "period" or (open_[v] and v not in amounts) for v in asked.args[2::3]):
        return Unread(frozenset(awaited))
    known = tuple(v for v in values if not open_[v])
    return Unread(frozenset(awaited), question, known if len(known) > 1 else ())


def upwards(pack: Pack, ready: Prepared, open_: Mapping[int, bool], unknown: frozenset[str]) -> set[int]:
    """The missing amounts, and what is computed from them by operations of `STRICT` alone, whatever takes it."""
    nodes, levels = ready.slice.nodes, ready.slice.levels
    found: set[int] = set()
    for number in ready.slice.order:
        node = nodes[number]
        if levels[number] or not open_[number] or not isinstance(type_named(pack, node.type), Quantity):
            continue
        if str(node.param) in unknown if node.op == "fact" else node.op in STRICT and computed(node, open_, found):
            found.add(number)
    return found


def computed(node: Node, open_: Mapping[int, bool], found: set[int]) -> bool:
    """Whether those of its operands that are open are missing amounts, and there is one."""
    operands = [node.args[place] for place in STRICT[node.op]]
    return any(a in found for a in operands) and all(a in found for a in operands if open_[a])
