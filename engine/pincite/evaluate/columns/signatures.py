"""Signatures: for each row the bits that its proof depends on, kept once for all rows that have the same.

Of a condition two bits, its truth code, or one where the fact that it compares with a constant is all that may leave it open; of the
verdict of a value decision three, its code; of another value one, that it is known and no bound; of a fact that is no condition one, that
it is known. Bits of nodes that are constant on the day of the law are left out.

Rows are told apart by the bits that differ among planes, each once; only what is distinct is spelled out in full. Planes become a number
a row by transposing squares of bits (H. S. Warren, *Hacker's Delight*, 2nd edition, § 7-3).
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import define, field, frozen

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.numbering import SMALL, Table
from pincite.evaluate.columns.program import BLOCK, COMPARISONS, Operand
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


MOST_BYTES: Final = 32_000_000
"""Memory for rows of which the signatures are not yet numbered."""


@frozen
class Packing:
    """Which planes tell rows apart: `planes` those that are no constants, each once; `source` has for each bit the place of its plane, or
    -1 for a bit that is never set and -2 for one that always is. `groups`: (first byte, width in bits) of what is transposed at once."""

    planes: tuple[str, ...]
    source: npt.NDArray[np.intp]
    groups: tuple[tuple[int, int], ...]

    @property
    def length(self) -> int:
        """Bytes of a row."""
        return sum(width for _, width in self.groups) // 8


def packing(bits: Sequence[Operand]) -> Packing:
    places: dict[str, int] = {}
    source = [places.setdefault(b, len(places)) if isinstance(b, str) else -1 - b for b in bits]
    groups: list[tuple[int, int]] = []
    for first in range(0, max(1, len(places)), 64):
        left = len(places) - first
        groups.append((first // 8, next(w for w in (8, 16, 32, 64) if w >= min(left, 64))))
    return Packing(tuple(places), np.array(source, np.intp), tuple(groups))


ASIDE: Final = 8
"""Words behind each row of what is read by columns: of rows whose length is a power of two all would lie in the same lines of the
processor's memory."""


class Square:
    """Memory in which planes of a block are transposed: a row for each plane, half as much to spare, and what is read column by column."""

    def __init__(self, width: int, rows: int) -> None:
        self.width = width
        self.bits: npt.NDArray[Any] = np.zeros((width, rows // width), f"uint{width}")
        self.spare: npt.NDArray[Any] = np.empty(self.bits.size // 2, self.bits.dtype)
        self.aside: npt.NDArray[Any] = np.empty((width, rows // width + ASIDE), self.bits.dtype)


@define
class Book:
    """The distinct signatures of a batch, and for each row the number of its own. Rows of few bits are numbered block by block, others when
    a chunk of them is full."""

    packing: Packing
    words: int
    rows: int
    found: npt.NDArray[np.int32] = field(init=False)
    chunk: npt.NDArray[np.uint8] = field(init=False)
    squares: list[Square] = field(init=False)
    at_once: "AtOnce | None" = field(init=False)
    kinds: list[npt.NDArray[np.uint8]] = field(factory=list)
    begun: list[int] = field(factory=lambda: [0])
    filled: int = 0

    def __attrs_post_init__(self) -> None:
        length = self.packing.length
        rows = min((self.rows + 63) // 64 * 64, max(BLOCK, MOST_BYTES // length // BLOCK * BLOCK))
        self.found = np.empty(self.rows, np.int32)
        few = 8 * length <= SMALL
        self.chunk = np.empty((0 if few else rows, length), np.uint8)
        block = (min(self.rows, BLOCK) + 63) // 64 * 64
        self.squares = [Square(width, block) for _, width in self.packing.groups]
        self.at_once = AtOnce(self.squares[0], block) if few else None

    def enter(self, planes: Sequence[planes.Plane], size: int) -> None:
        """The planes of a block, in the order of `packing.planes`."""
        if self.at_once is not None:
            self.at_once.enter(planes, self.found[self.at_once.rows : self.at_once.rows + size])
            return
        if self.filled + size > len(self.chunk):
            self.close()
        for group, (first, width) in enumerate(self.packing.groups):
            write(planes[8 * first : 8 * first + width], self.squares[group], size, self.chunk[self.filled :, first : first + width // 8])
        self.filled += size

    def close(self) -> None:
        """Numbers the rows that wait for it, by themselves."""
        numbers, kinds = distinct(self.chunk[: self.filled])
        self.found[self.begun[-1] : self.begun[-1] + self.filled] = numbers
        self.kinds.append(kinds)
        self.begun.append(self.begun[-1] + self.filled)
        self.filled = 0

    def column(self) -> pa.DictionaryArray:
        """The signatures of all rows."""
        if self.at_once is not None:
            kinds = self.at_once.numbers.kinds()
            self.kinds = [kinds.view(np.uint8).reshape(len(kinds), self.packing.length)]
        elif self.filled:
            self.close()
        whole = np.concatenate(self.kinds) if self.kinds else np.zeros((0, self.packing.length), np.uint8)
        if len(self.kinds) > 1:
            numbers, whole = distinct(whole)
            start = 0
            for kinds, first, behind in zip(self.kinds, self.begun, self.begun[1:], strict=False):
                self.found[first:behind] = numbers[start : start + len(kinds)].take(self.found[first:behind])
                start += len(kinds)
        return pa.DictionaryArray.from_arrays(pa.array(self.found), binary(spelled(whole, self.packing, self.words)))


class AtOnce:
    """Numbers rows of up to 16 bits as they come: words stay in the order of the square, only their numbers are put in that of the rows."""

    def __init__(self, square: Square, rows: int) -> None:
        self.square, self.rows = square, 0
        self.numbers = Table(square.width)
        self.found = np.empty(rows, np.int32)
        self.aside = np.empty((square.width, rows // square.width + ASIDE), np.int32)

    def enter(self, planes: Sequence[planes.Plane], out: npt.NDArray[np.int32]) -> None:
        """Writes the number of each row of a block."""
        rows = len(out)
        if self.square.width == 8:
            self.numbers.number(in_bytes(planes, rows), out)
        else:
            width = self.square.width
            columns, last = (rows + width - 1) // width, rows % width
            words = transposed(planes, self.square, rows)[:, :columns]
            if last:
                words[last:, -1] = words[0, -1]  # behind the last row
            found = self.found[: words.size]
            self.numbers.number(words.reshape(-1), found)
            aside = self.aside[:, :columns]
            aside[:] = found.reshape(words.shape)
            whole = rows // width
            out[: whole * width].reshape(-1, width)[:] = aside.T[:whole]
            if last:
                out[whole * width :] = aside[:last, whole]
        self.rows += rows


def in_bytes(given: Sequence[planes.Plane], rows: int) -> npt.NDArray[np.uint8]:
    """Up to eight planes as a byte a row."""
    made = np.zeros((rows + 7) // 8, np.uint64)
    spare = np.empty_like(made)
    for table, plane in zip(planes.SPELLED, given, strict=False):
        made |= table.take(plane[: len(made)], out=spare, mode="wrap")
    return made.view(np.uint8)[:rows]


def binary(rows: npt.NDArray[np.uint8]) -> pa.FixedSizeBinaryArray:
    data = pa.py_buffer(np.ascontiguousarray(rows).reshape(-1))
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(rows.shape[1]), len(rows), [None, data])


def distinct(rows: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """For each row the number of its kind, and the kinds."""
    length = rows.shape[1]
    if length in (4, 8):
        keys = pa.array(rows.reshape(-1).view(f"uint{8 * length}")).dictionary_encode()
        return keys.indices.to_numpy(), keys.dictionary.to_numpy().view(np.uint8).reshape(-1, length)
    keys = binary(rows).dictionary_encode()
    kinds = np.frombuffer(keys.dictionary.buffers()[1] or b"", np.uint8, len(keys.dictionary) * length)
    return keys.indices.to_numpy(), kinds.reshape(-1, length)


def spelled(kinds: npt.NDArray[np.uint8], packing: Packing, words: int) -> npt.NDArray[np.uint8]:
    """Distinct rows in full: each bit from its plane, or as the constant that it is."""
    source, made = packing.source, np.zeros((len(kinds), 8 * words), np.uint8)
    for first in range(0, len(kinds) if len(source) else 0, BLOCK):
        told = np.unpackbits(kinds[first : first + BLOCK], 1, None, planes.LITTLE)
        full = told.take(np.maximum(source, 0), 1)
        full[:, source < 0] = (source == -2)[source < 0]
        packed = np.packbits(full, 1, planes.LITTLE)
        made[first : first + BLOCK, : packed.shape[1]] = packed
    return made


def write(planes: Sequence[planes.Plane], square: Square, rows: int, out: npt.NDArray[np.uint8]) -> None:
    """Up to as many planes as a square is wide as a number of so many bits a row, to the bytes `out` of each."""
    width = square.width
    bits = transposed(planes, square, rows)
    target = out[:rows].view(square.bits.dtype)[:, 0]
    whole = rows // width * width
    aside = square.aside[:, : bits.shape[1]]
    aside[:] = bits
    target[:whole].reshape(-1, width)[:] = aside.T[: whole // width]
    if rows > whole:
        target[whole:] = bits[: rows - whole, whole // width]


def transposed(planes: Sequence[planes.Plane], square: Square, rows: int) -> npt.NDArray[Any]:
    """The words of rows in the memory of a square, row `i` at `[i % width, i // width]`. Behind the last row they say nothing."""
    bits = square.bits[:, : (rows + 63) // 64 * 64 // square.width]
    by_byte = square.bits.view(np.uint8)
    for place, plane in enumerate(planes):
        by_byte[place, : (rows + 7) // 8] = plane[: (rows + 7) // 8]
    bits[len(planes) :] = 0
    transpose(bits, square.width, square.spare)
    return bits


def transpose(square: npt.NDArray[Any], width: int, spare: npt.NDArray[Any]) -> None:
    """Exchanges bit j of row i with bit i of row j, of every column, in place."""
    step = width // 2
    mask = (1 << step) - 1
    kind = square.dtype.type
    while step:
        halves = square.reshape(width // (2 * step), 2, step, square.shape[1])
        low, high = halves[:, 0], halves[:, 1]
        change = spare[: square.size // 2].reshape(low.shape)
        np.right_shift(low, kind(step), change)
        np.bitwise_xor(change, high, change)
        np.bitwise_and(change, kind(mask), change)
        np.bitwise_xor(high, change, high)
        np.left_shift(change, kind(step), change)
        np.bitwise_xor(low, change, low)
        step >>= 1
        mask ^= mask << step


def read_bits(signature: bytes, bits: Sequence[Bit]) -> Iterator[tuple[Bit, int]]:
    """What a signature says: each bit field with its value."""
    number = int.from_bytes(signature, "little")
    return ((b, number >> b.offset & (1 << b.width) - 1) for b in bits)
