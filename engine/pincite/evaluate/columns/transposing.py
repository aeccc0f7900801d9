"""Planes as words: for each row a number of 8 to 64 bits, one from each plane.

Squares of bits are transposed (H. S. Warren, *Hacker's Delight*, 2nd edition, § 7-3).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pincite.evaluate.columns import planes

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
