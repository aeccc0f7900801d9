"""Truth values of many rows as packed bits, least significant first, as in Arrow's bitmaps: what the generated code does with them.

A plane is an array of bytes with a bit a row. Bits behind the last row say nothing.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

LITTLE: Final = "little"
packbits: Final[Any] = getattr(np.packbits, "__wrapped__", np.packbits)
unpackbits: Final[Any] = getattr(np.unpackbits, "__wrapped__", np.unpackbits)
"""The functions themselves, without the look for other kinds of arrays."""
NO_BITS: Final = np.zeros(1, np.uint8)


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


def in_bytes(given: Sequence[Plane | int], rows: int) -> npt.NDArray[np.uint8]:
    """Up to eight planes, or constants, as a byte a row: the first is its lowest bit."""
    made: npt.NDArray[np.uint8] | None = None
    constant = 0
    for plane in reversed(given):
        if made is not None:
            np.add(made, made, made)
        constant *= 2
        if isinstance(plane, int):
            constant += plane
            continue
        found = unpackbits(plane[: (rows + 7) // 8], None, rows, LITTLE)
        made = found if made is None else np.bitwise_or(made, found, made)
    if made is None:
        return np.full(rows, constant, np.uint8)
    return np.bitwise_or(made, np.uint8(constant), made) if constant else made
