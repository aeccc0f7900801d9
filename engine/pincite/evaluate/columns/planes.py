"""Truth values of many rows as packed bits, least significant first, as in Arrow's bitmaps: what the generated code does with them.

A plane is an array of bytes with a bit a row. Bits behind the last row say nothing. Eight planes become a byte a row by transposing
squares of eight by eight bits, three exchanges each (H. S. Warren, *Hacker's Delight*, 2nd edition, § 7-3).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

LITTLE: Final = "little"
NOTHING: Final = np.zeros(0, np.uint8)


def pack(flags: npt.NDArray[Any]) -> Plane:
    """A flag a row as bits."""
    return np.packbits(flags, None, LITTLE)


def unpack(plane: Plane, rows: int) -> npt.NDArray[np.uint8]:
    """A 0 or 1 for each row."""
    return np.unpackbits(plane, None, rows, LITTLE)


def flags(plane: Plane, rows: int) -> Flags:
    """A truth value for each row."""
    return unpack(plane, rows).view(np.bool_)


def bits(data: Plane, offset: int, rows: int) -> Plane:
    """The bits `[offset, offset + rows)` of a bitmap, from the first bit of a byte on: in place where they stand so."""
    first, shift = divmod(offset, 8)
    length = (rows + 7) // 8
    if shift == 0:
        return data[first : first + length]
    found = np.right_shift(data[first : first + length], shift).view(np.uint8)
    following = data[first + 1 : first + length + 1]
    found[: len(following)] |= np.left_shift(following, 8 - shift).view(np.uint8)
    return found


def full(rows: int, *, value: int) -> Plane:
    return np.full((rows + 7) // 8, 255 if value else 0, np.uint8)


SWAPS: Final = tuple(
    (np.uint64(shift), np.uint64(mask)) for shift, mask in ((7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0))
)


def transposed(planes: Sequence[Plane], rows: int) -> npt.NDArray[np.uint8]:
    """Up to eight planes as a byte for each row; bit k of it is the row's bit in plane k."""
    length = (rows + 7) // 8
    square = np.zeros((length, 8), np.uint8)
    for k, plane in enumerate(planes):
        square[:, k] = plane[:length]
    words = square.reshape(-1).view(np.uint64)
    change = np.empty_like(words)
    shifted = np.empty_like(words)
    for shift, mask in SWAPS:
        np.right_shift(words, shift, change)
        np.bitwise_xor(change, words, change)
        np.bitwise_and(change, mask, change)
        np.left_shift(change, shift, shifted)
        np.bitwise_xor(words, change, words)
        np.bitwise_xor(words, shifted, words)
    return words.view(np.uint8)[:rows]
