"""Signatures: for each row the bits that its proof depends on, kept once for all rows that have the same.

Of a condition two bits, its truth code, or one where the fact that it compares with a constant is all that may leave it open; of the
verdict of a value decision three, its code; of another value one, that it is known and no bound; of a fact that is no condition one, that
it is known. Bits of nodes that are constant on the day of the law are left out.

What a signature says stands here; `book.py` makes those of a batch.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from pincite.evaluate.columns.program import COMPARISONS
from pincitec.graph.nodes import Node
from pincitec.graph.slices import Slice

WIDTHS: Final = {"truth": 2, "definite": 1, "verdict": 3, "value": 1, "fact": 1}


@frozen
class Bit:
    """Where a signature tells of a node or of a fact (`node` -1): `width` bits from bit `offset` of its bytes, least significant first.

    `kind`: `truth` (the truth code), `definite` (it holds; undetermined where the fact `name` is unknown), `verdict` (its code), `value`
    (known, and not only bounded) or `fact` (known; a list: complete, and nothing of it unknown).
    """

    kind: str
    node: int
    name: str
    offset: int
    width: int


def layout(slice: Slice, shown: Sequence[int], facts: Sequence[str]) -> tuple[Bit, ...]:
    """The bits of a decision: of the nodes shown and of the facts, in this order. `facts` are whole numbers, days, members or texts, and
    lists; of those that hold days since which a period runs, comparisons have two bits."""
    found: list[Bit] = []
    for number in dict.fromkeys(shown):
        node = slice.nodes[number]
        if not is_constant(slice, number):
            fact = fact_compared(slice, number)
            kind = "definite" if fact in facts else kind_of(node)
            found.append(bit(kind, number, fact if kind == "definite" else "", found))
    for name in facts:
        found.append(bit("fact", -1, name, found))
    return tuple(found)


def fact_compared(slice: Slice, number: int) -> str:
    """The fact that a condition compares with a constant, if it does; but no period, since one that runs may end on one of two days."""
    node = slice.nodes[resolved(slice, number)]
    if node.op not in COMPARISONS:
        return ""
    sides = [slice.nodes[resolved(slice, a)] for a in node.args]
    facts = [n for n in sides if n.op == "fact" and n.type != "period"]
    return str(facts[0].param) if len(facts) == 1 and any(n.op == "const" for n in sides) else ""


def resolved(slice: Slice, number: int) -> int:
    while slice.nodes[number].op == "same":
        number = slice.nodes[number].args[0]
    return number


def bit(kind: str, node: int, name: str, before: Sequence[Bit]) -> Bit:
    return Bit(kind, node, name, before[-1].offset + before[-1].width if before else 0, WIDTHS[kind])


def kind_of(node: Node) -> str:
    return {"boolean": "truth", "verdict": "verdict", "outcome": "verdict"}.get(node.type, "value")


def is_constant(slice: Slice, number: int) -> bool:
    return slice.nodes[resolved(slice, number)].op in ("const", "asked")


def words_of(bits: Sequence[Bit]) -> int:
    """How many words of 64 bits a signature has; at least one."""
    return max(1, (sum(b.width for b in bits) + 63) // 64)


def read_bits(signature: bytes, bits: Sequence[Bit]) -> Iterator[tuple[Bit, int]]:
    """What a signature says: each bit field with its value."""
    number = int.from_bytes(signature, "little")
    return ((b, number >> b.offset & (1 << b.width) - 1) for b in bits)
