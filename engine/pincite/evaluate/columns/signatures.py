"""Signatures: for each row the bits that its proof depends on, kept once for all rows that have the same.

Of a condition two bits, its truth code; of the verdict of a value decision three, its code; of another value one, that it is known and no
bound; of a fact that is no condition one, that it is known. Bits of nodes that are constant on the day of the law are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import define, field, frozen

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.program import Operand
from pincitec.graph.nodes import Node
from pincitec.graph.slices import Slice

Rows = npt.NDArray[np.uint64]

WIDTHS: Final = {"truth": 2, "verdict": 3, "value": 1, "fact": 1}


@frozen
class Bit:
    """Where a signature tells of a node or of a fact (`node` -1): `width` bits from bit `offset` of its bytes, least significant first.

    `kind`: `truth` (the truth code), `verdict` (its code), `value` (known, and not only bounded) or `fact` (known; a list: complete, and
    nothing of it unknown).
    """

    kind: str
    node: int
    name: str
    offset: int
    width: int


def layout(slice: Slice, shown: Sequence[int], facts: Sequence[str]) -> tuple[Bit, ...]:
    """The bits of a decision: of the nodes shown and of the facts, in this order."""
    found: list[Bit] = []
    for number in dict.fromkeys(shown):
        node = slice.nodes[number]
        if not is_constant(slice, number):
            found.append(bit(kind_of(node), number, "", found))
    for name in facts:
        found.append(bit("fact", -1, name, found))
    return tuple(found)


def bit(kind: str, node: int, name: str, before: Sequence[Bit]) -> Bit:
    return Bit(kind, node, name, before[-1].offset + before[-1].width if before else 0, WIDTHS[kind])


def kind_of(node: Node) -> str:
    return {"boolean": "truth", "verdict": "verdict", "outcome": "verdict"}.get(node.type, "value")


def is_constant(slice: Slice, number: int) -> bool:
    while slice.nodes[number].op == "same":
        number = slice.nodes[number].args[0]
    return slice.nodes[number].op in ("const", "asked")


def words_of(bits: Sequence[Bit]) -> int:
    """How many words of 64 bits a signature has; at least one."""
    return max(1, (sum(b.width for b in bits) + 63) // 64)


def signed(bits: Sequence[Operand | planes.Plane], rows: int, words: int) -> Rows:
    """A row of words for each row, from a plane or a constant for each bit."""
    made = np.zeros((rows, 8 * words), np.uint8)
    nothing, everything = planes.full(rows, value=0), planes.full(rows, value=1)
    for place in range(0, len(bits), 8):
        eight = [(everything if b else nothing) if isinstance(b, int) else b for b in bits[place : place + 8]]
        made[:, place // 8] = planes.transposed(eight, rows)  # type: ignore[arg-type]
    return made.view(np.uint64)


@define
class Book:
    """The distinct signatures of a batch, numbered as they come; and the number of each row's."""

    words: int
    numbers: dict[bytes, int] = field(factory=dict)

    def enter(self, rows: Rows) -> npt.NDArray[np.int32]:
        """The numbers of the signatures of a block."""
        kinds, first = distinct(rows)
        entries = [rows[i].tobytes() for i in first]
        known = np.array([self.numbers.setdefault(e, len(self.numbers)) for e in entries], np.int32)
        found: npt.NDArray[np.int32] = known[kinds]
        return found

    def column(self, rows: npt.NDArray[np.int32]) -> pa.DictionaryArray:
        dictionary = pa.array(list(self.numbers), pa.binary(8 * self.words))
        return pa.DictionaryArray.from_arrays(pa.array(rows), dictionary)


MIX: Final = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without a pattern (the golden ratio), by which words are spread before they are added up."""


def distinct(rows: Rows) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.intp]]:
    """For each row the number of its kind, and for each kind its first row.

    Rows are told apart by all their words, never by a sum alone.
    """
    keys = rows[:, 0]
    for word in range(1, rows.shape[1]):
        keys = (keys ^ (keys >> np.uint64(29))) * MIX + rows[:, word]
    kinds = numbered(pa.array(keys))
    first = firsts(kinds)
    if rows.shape[1] > 1 and not all(np.array_equal(rows[:, w], rows[first, w][kinds]) for w in range(rows.shape[1])):
        whole = pa.FixedSizeBinaryArray.from_buffers(
            pa.binary(8 * rows.shape[1]), len(rows), [None, pa.py_buffer(np.ascontiguousarray(rows))]
        )
        kinds = numbered(whole)
        first = firsts(kinds)
    return kinds, first


def numbered(keys: pa.Array) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] = keys.dictionary_encode().indices.to_numpy()
    return found


def firsts(kinds: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """The first row of each kind; they are numbered as they come."""
    found = np.zeros(int(kinds.max()) + 1 if len(kinds) else 0, np.intp)
    found[kinds[::-1]] = np.arange(len(kinds) - 1, -1, -1)
    return found


def read_bits(signature: bytes, bits: Sequence[Bit]) -> Iterator[tuple[Bit, int]]:
    """What a signature says: each bit field with its value."""
    number = int.from_bytes(signature, "little")
    return ((b, number >> b.offset & (1 << b.width) - 1) for b in bits)


def nodes_told(signature: bytes, bits: Sequence[Bit]) -> Mapping[int, int]:
    """The codes of the nodes of which a signature tells."""
    return {b.node: value for b, value in read_bits(signature, bits) if b.node >= 0}
