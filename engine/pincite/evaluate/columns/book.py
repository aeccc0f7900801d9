"""The distinct signatures of a batch, and for each row the number of its own.

Rows are told apart by the bits that differ among planes, each once; only what is distinct is spelled out in full.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.numbering import SMALL, Table
from pincite.evaluate.columns.program import BLOCK, Operand
from pincite.evaluate.columns.transposing import Square, write

Numbers = npt.NDArray[Any]
Kinds = npt.NDArray[np.uint8]

BYTE: Final = 8
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


class Way(Protocol):
    """A way of numbering the rows of a batch by what their planes say."""

    def enter(self, given: Sequence[planes.Plane], size: int) -> None:
        """The planes of a block, in the order of `packing.planes`."""

    def numbered(self) -> tuple[Numbers, Kinds]:
        """For each row the number of its kind, and the kinds: a row of bytes each."""


class Book:
    """The distinct signatures of a batch. Rows of up to 8 bits are their own numbers, those of up to 16 are numbered block by block, and
    others when a chunk of them is full."""

    def __init__(self, packing: Packing, words: int, rows: int) -> None:
        self.packing, self.words = packing, words
        width = 8 * packing.length
        made = InBytes if width <= BYTE else InTable if width <= SMALL else InChunks
        self.way: Way = made(packing, rows)

    def enter(self, given: Sequence[planes.Plane], size: int) -> None:
        """The planes of a block, in the order of `packing.planes`."""
        self.way.enter(given, size)

    def column(self) -> pa.DictionaryArray:
        """The signatures of all rows. Of up to 8 bits the dictionary has all that there can be, also those of no row."""
        numbers, kinds = self.way.numbered()
        return pa.DictionaryArray.from_arrays(pa.array(numbers), binary(spelled(kinds, self.packing, self.words)))


class InBytes:
    """Of up to 8 bits: the byte of a row is its number."""

    def __init__(self, packing: Packing, rows: int) -> None:
        self.number, self.filled = 1 << len(packing.planes), 0
        self.found = np.empty(rows, np.uint8)

    def enter(self, given: Sequence[planes.Plane], size: int) -> None:
        self.found[self.filled : self.filled + size] = planes.in_bytes(given, size)
        self.filled += size

    def numbered(self) -> tuple[Numbers, Kinds]:
        return self.found, np.arange(self.number, dtype=np.uint8).reshape(-1, 1)


class InTable:
    """Of up to 16 bits: a table of all that there can be has the number of each word."""

    def __init__(self, packing: Packing, rows: int) -> None:
        self.numbers, self.filled = Table(), 0
        self.found = np.empty(rows, np.int32)
        self.words = np.empty(a_block(rows), np.uint16)

    def enter(self, given: Sequence[planes.Plane], size: int) -> None:
        words = self.words[:size]
        np.left_shift(planes.in_bytes(given[8:], size), 8, words, dtype=np.uint16)
        np.bitwise_or(words, planes.in_bytes(given[:8], size), words)
        self.numbers.number(words, self.found[self.filled : self.filled + size])
        self.filled += size

    def numbered(self) -> tuple[Numbers, Kinds]:
        kinds = self.numbers.kinds()
        return self.found, kinds.view(np.uint8).reshape(len(kinds), SMALL // 8)


class InChunks:
    """Of more bits: rows are put together until there are many, and then numbered."""

    def __init__(self, packing: Packing, rows: int) -> None:
        length, block = packing.length, a_block(rows)
        self.groups = packing.groups
        self.found = np.empty(rows, np.int32)
        self.chunk = np.empty((min((rows + 63) // 64 * 64, max(BLOCK, MOST_BYTES // length // BLOCK * BLOCK)), length), np.uint8)
        self.squares = [Square(width, block) for _, width in packing.groups]
        self.kinds: list[Kinds] = []
        self.begun, self.filled = [0], 0

    def enter(self, given: Sequence[planes.Plane], size: int) -> None:
        if self.filled + size > len(self.chunk):
            self.close()
        for square, (first, width) in zip(self.squares, self.groups, strict=True):
            write(given[8 * first : 8 * first + width], square, size, self.chunk[self.filled :, first : first + width // 8])
        self.filled += size

    def close(self) -> None:
        """Numbers the rows that wait for it, by themselves."""
        numbers, kinds = distinct(self.chunk[: self.filled])
        self.found[self.begun[-1] : self.begun[-1] + self.filled] = numbers
        self.kinds.append(kinds)
        self.begun.append(self.begun[-1] + self.filled)
        self.filled = 0

    def numbered(self) -> tuple[Numbers, Kinds]:
        if self.filled or not self.kinds:
            self.close()
        if len(self.kinds) == 1:
            return self.found, self.kinds[0]
        numbers, whole = distinct(np.concatenate(self.kinds))
        start = 0
        for kinds, first, behind in zip(self.kinds, self.begun, self.begun[1:], strict=False):
            self.found[first:behind] = numbers[start : start + len(kinds)].take(self.found[first:behind])
            start += len(kinds)
        return self.found, whole


def a_block(rows: int) -> int:
    """Rows of the largest block of so many, in whole words."""
    return (min(rows, BLOCK) + 63) // 64 * 64


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
