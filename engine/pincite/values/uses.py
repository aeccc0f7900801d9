"""Who takes what: a slice read from arguments to the nodes that make something of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from pincitec.graph.nodes import Node, decode
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.values import Value

TRANSPARENT: Final[Mapping[str, int]] = {"same": 0, "unknown_unless": 1, "undetermined_unless": 1, "month_end": 1}
"""Nodes that pass a value on, and the argument that they pass."""


@frozen
class Uses:
    """A slice with, for each node, the nodes that take it as an argument and at which place."""

    pack: Pack
    slice: Slice
    takers: Mapping[int, Sequence[tuple[int, int]]] = field(eq=False)

    def node(self, number: int) -> Node:
        return self.slice.nodes[number]

    def below(self, number: int) -> int:
        """The node that a chain of nodes passes on."""
        while (node := self.node(number)).op in TRANSPARENT:
            number = node.args[TRANSPARENT[node.op]]
        return number

    def ends(self, number: int) -> Iterator[tuple[int, int]]:
        """Who makes something of the value of a node, and at which place it stands there."""
        for taker, place in self.takers.get(number, ()):
            if TRANSPARENT.get(self.node(taker).op) == place:
                yield from self.ends(taker)
            else:
                yield taker, place

    def constant(self, number: int) -> Value:
        node = self.node(self.below(number))
        return decode(node.param) if node.op == "const" else None


def uses_of(pack: Pack, slice: Slice) -> Uses:
    takers: dict[int, list[tuple[int, int]]] = {}
    for number in slice.order:
        for place, arg in enumerate(slice.nodes[number].args):
            takers.setdefault(arg, []).append((number, place))
    return Uses(pack, slice, takers)
