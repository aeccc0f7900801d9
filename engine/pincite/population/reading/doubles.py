"""Which numbers occur twice, of any number of them, in little memory: those whose slots are shared first, then the numbers themselves.

Under `keys.py`. The numbers are hashes of 64 bits; each falls into a slot by its upper bits. They are gone through once to find the slots
that are shared, and then in as many passes as it takes to hold no more than `MOST_HELD` of those that fall into them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

MOST_HELD: Final = 8_000_000
"""8 bytes each, twice while they are sorted."""
LEAST_SLOTS, MOST_SLOTS = 1 << 10, 1 << 29
"""A bit each, in two tables: 128 MB at most."""
ROOM: Final = 8
"""Slots for each number where there is room: then one in eight finds its slot taken by another."""


def doubles(every: Callable[[], Iterator[Hashes]], number: int) -> Hashes:
    """Those that occur twice, in order. `every` goes through all of them, `number` is how many there are."""
    if number <= MOST_HELD:
        return twice(every())
    seen, shared, hits = Slots(number), Slots(number), 0
    for found in every():
        taken = seen.enter(found)
        hits += len(taken)
        shared.enter(taken)
    del seen
    passes = -(-(hits + shared.count()) // MOST_HELD)
    parts = [twice(part(found[shared.has(found)], each, passes) for found in every()) for each in range(passes)]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.uint64)


def part(found: Hashes, number: int, passes: int) -> Hashes:
    """Those of which a pass takes care, by their lower bits."""
    return found if passes == 1 else found[(found & np.uint64(0xFFFF)) % np.uint64(passes) == np.uint64(number)]


def twice(given: Iterable[Hashes]) -> Hashes:
    """Those that occur twice. What is held is brought down to what is distinct whenever there is too much."""
    held = [np.zeros(0, np.uint64)]
    found = [np.zeros(0, np.uint64)]
    size = 0
    for each in given:
        held.append(each)
        size += len(each)
        if size > MOST_HELD:
            once, again = parted(held)
            held, size = [once], 0
            found.append(again)
    return np.unique(np.concatenate((*found, parted(held)[1])))


def parted(held: list[Hashes]) -> tuple[Hashes, Hashes]:
    """What is distinct, and what occurs more than once."""
    together = np.concatenate(held)
    together.sort()
    again = together[1:] == together[:-1]
    return together[np.concatenate((np.ones(min(1, len(together)), np.bool_), ~again))], np.unique(together[1:][again])


class Slots:
    """A bit for each slot."""

    def __init__(self, number: int) -> None:
        self.power = min(max(ROOM * number, LEAST_SLOTS), MOST_SLOTS).bit_length() - 1
        self.bits: npt.NDArray[np.uint8] = np.zeros(1 << self.power >> 3, np.uint8)

    def places(self, hashes: Hashes) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint8]]:
        """The byte of each slot, and its bit there."""
        slots = (hashes >> np.uint64(64 - self.power)).astype(np.intp)
        return slots >> 3, np.left_shift(1, slots & 7).astype(np.uint8)

    def enter(self, hashes: Hashes) -> Hashes:
        """Takes their slots; those come back whose slot was taken already."""
        ordered = np.sort(hashes)
        byte, bit = self.places(ordered)
        taken = self.taken(byte, bit)
        taken[1:] |= (byte[1:] == byte[:-1]) & (bit[1:] == bit[:-1])
        starts = np.flatnonzero(np.diff(byte, prepend=-1))
        if len(starts):
            self.bits[byte[starts]] |= np.bitwise_or.reduceat(bit, starts)
        found: Hashes = ordered[taken]
        return found

    def has(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        """Whether their slots are taken."""
        return self.taken(*self.places(hashes))

    def taken(self, byte: npt.NDArray[np.intp], bit: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
        held: npt.NDArray[np.uint8] = self.bits[byte] & bit
        return held.astype(np.bool_)

    def count(self) -> int:
        """How many slots are taken."""
        return int(np.bitwise_count(self.bits).sum(dtype=np.int64))
