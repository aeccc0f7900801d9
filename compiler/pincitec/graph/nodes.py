"""Nodes of the evaluation graph, and the builder that makes equal computations one node.

A node's arguments always come before it. Besides the operations of `semantics.operations`, a node may be:

- `const` (param: the constant, see `encode`), `fact` (param: its name), `asked` (the day asked about),
- `row` (param: nesting level) the record at hand in a fold; a fold (`count`, `sum`, `least`, `greatest`, `consecutive`, `some`, `every`,
  `every_or_none`) has the list as its first argument and its level as param; its other arguments are evaluated once for each record,
- `reading` (param: a choice; one argument an alternative) and `clause` (param: the number of a clause; first argument its guard, the
  others the conditions on its standing). Both are resolved by `slices.py` before evaluation, from the readings chosen and the day
  of the law; in a slice, `same` stands for its one argument.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import frozen

Param = None | int | str | tuple["Param", ...]

FOLDS = ("count", "sum", "least", "greatest", "consecutive", "some", "every", "every_or_none")
AMOUNTS = ("sum", "least", "greatest")
"""Folds over an amount of each record, which is their last argument."""
SPECIAL = ("const", "fact", "asked", "row", "reading", "clause")


@frozen
class Node:
    """One computation. `type` is the key of its type; args are the numbers of earlier nodes."""

    op: str
    type: str
    args: tuple[int, ...] = ()
    param: Param = None


class Builder:
    """Collects nodes; an equal node is made once, so that the order of declarations never shows."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Node, int] = {}

    def add(self, op: str, type: str, args: Iterable[int] = (), param: Param = None) -> int:
        node = Node(op, type, tuple(args), param)
        number = self._known.get(node)
        if number is None:
            number = len(self.nodes)
            self.nodes.append(node)
            self._known[node] = number
        return number

    def const(self, type: str, value: "Constant") -> int:
        return self.add("const", type, (), encode(value))


Constant = int | Fraction | date | str


def encode(value: Constant) -> Param:
    """A constant as plain data: a fraction as ("fraction", numerator, denominator), a date as ("date", "2019-06-14")."""
    if isinstance(value, Fraction):
        return ("fraction", value.numerator, value.denominator)
    if isinstance(value, date):
        return ("date", value.isoformat())
    return value


def decode(param: Param) -> Constant:
    """The constant that `encode` wrote. Raises `ValueError` where it is none."""
    match param:
        case int() | str():
            return param
        case ("fraction", int(numerator), int(denominator)) if denominator > 1:
            return Fraction(numerator, denominator)
        case ("date", str(text)):
            return date.fromisoformat(text)
        case _:
            raise ValueError(f"not a constant: {param!r}")
