"""Folds over records, for many lists at once: pure functions on offsets and flat columns, as `pincitec.semantics.lists` defines them.

The records of all rows lie one behind the other; `offsets` has where those of each row begin, and behind the last where they end. What a
fold needs of each row is a difference of two sums over all records before its borders, so that no row is looked at by itself. Such sums
may wrap; their difference is right.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.schema import Refused

Longs = npt.NDArray[np.int64]
Plane = planes.Plane

MOST_PAIRS: Final = 50_000_000
"""Records of folds within folds that are looked at together: what a hostile file could make of a few long lists."""
BELOW: Final = np.array([(1 << place) - 1 for place in range(8)], np.uint8)
"""The bits of a byte before a place."""
NONE: Final = 2**63 - 1
"""Stands in for a record that does not count where a least is looked for, and with the other sign where a greatest is."""


def offsets_of(lengths: Longs) -> Longs:
    made = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=made[1:])
    return made


def records(offsets: Longs) -> int:
    """How many records there are."""
    return int(offsets[-1])


def owners(offsets: Longs) -> Longs:
    """For each record the row that it belongs to."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))


def lengths_of(offsets: Longs) -> Longs:
    return np.diff(offsets)


def spread(values: npt.NDArray[Any], owners: Longs) -> npt.NDArray[Any]:
    """The value of its row, for each record."""
    return values.take(owners)


def spread_plane(plane: Plane, owners: Longs, rows: int) -> Plane:
    return planes.pack(planes.unpack(plane, rows).take(owners))


def again(offsets: Longs, owners: Longs) -> tuple[Longs, Longs]:
    """A list of a row walked for each of its records: the offsets by record, and the places of what is walked."""
    lengths = np.diff(offsets).take(owners)
    made = offsets_of(lengths)
    if made[-1] > MOST_PAIRS:
        raise Refused([f"a fold within a fold would look at {int(made[-1]):,} pairs of records of one block, more than {MOST_PAIRS:,}"])
    starts = offsets[:-1].take(owners)
    return made, np.arange(made[-1]) + np.repeat(starts - made[:-1], lengths)


def of_rows(values: npt.NDArray[Any], offsets: Longs) -> Longs:
    """The sum of the values of each row's records."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:], dtype=np.int64)
    return sums.take(offsets[1:]) - sums.take(offsets[:-1])


def counted(plane: Plane | int, offsets: Longs) -> Longs:
    """How many records of each row are in a plane."""
    if isinstance(plane, int):
        return np.diff(offsets) * plane
    before = np.zeros(len(plane) + 1, np.int64)
    np.cumsum(np.bitwise_count(plane), out=before[1:])
    byte = offsets >> 3
    rest = np.append(plane, planes.NO_BITS).take(byte) & BELOW.take(offsets & 7)
    sums = before.take(byte) + np.bitwise_count(rest)
    made: Longs = sums[1:] - sums[:-1]
    return made


def any_of(plane: Plane, offsets: Longs) -> Plane:
    """The rows of which a record is in a plane."""
    return planes.pack(counted(plane, offsets) > 0)


def filled_rows(offsets: Longs) -> Plane:
    """The rows that have a record."""
    return planes.pack(offsets[1:] > offsets[:-1])


def flags(plane: Plane | int, rows: int) -> npt.NDArray[np.bool_]:
    return np.full(rows, bool(plane)) if isinstance(plane, int) else planes.flags(plane, rows)


def column(values: npt.NDArray[Any] | int, rows: int) -> Longs:
    return np.full(rows, values, np.int64) if isinstance(values, int) else values.astype(np.int64, copy=False)


def both(a: Plane | int, b: Plane | int, rows: int) -> npt.NDArray[np.uint8] | None:
    """A 1 for each record that is in both planes, and a 0 for every other; `None` where no record can be."""
    if 0 in [plane for plane in (a, b) if isinstance(plane, int)]:
        return None
    planes_of = [plane for plane in (a, b) if not isinstance(plane, int)]
    if not planes_of:
        return np.ones(rows, np.uint8)
    return planes.unpack(planes_of[0] if len(planes_of) == 1 else planes_of[0] & planes_of[1], rows)


def added(
    amounts: npt.NDArray[Any] | int, surely: Plane | int, possibly: Plane | int, known: Plane | int, offsets: Longs, sign: int
) -> Longs:
    """The sum of what counts: amounts of records that surely do, and of those that possibly do as far as they lower it (`sign` -1) or raise
    it (`sign` 1). An unknown amount adds nothing here."""
    rows = int(offsets[-1])
    if rows and not isinstance(amounts, int) and amounts.min() >= 0:  # then what possibly counts only raises it
        counts = both(surely if sign < 0 else possibly, known, rows)
        return np.zeros(len(offsets) - 1, np.int64) if counts is None else of_rows(amounts[:rows] * counts, offsets)
    values = np.where(flags(known, rows), column(amounts, rows), 0)
    extreme = np.minimum(values, 0) if sign < 0 else np.maximum(values, 0)
    return of_rows(np.where(flags(surely, rows), values, np.where(flags(possibly, rows), extreme, 0)), offsets)


def extreme(amounts: npt.NDArray[Any] | int, counts: Plane | int, known: Plane | int, offsets: Longs, sign: int) -> Longs:
    """The least (`sign` -1) or greatest amount of the records that count, an unknown one as 0; in a row without any 0, which says
    nothing."""
    rows = int(offsets[-1])
    is_known, counting = flags(known, rows), flags(counts, rows)
    nothing = NONE if sign < 0 else -NONE
    values = np.where(is_known, column(amounts, rows), 0)
    values = np.where(counting, values, nothing)
    made = np.full(len(offsets) - 1, nothing, np.int64)
    some = np.flatnonzero(offsets[1:] > offsets[:-1])
    if len(some):
        function = np.minimum if sign < 0 else np.maximum
        made[some] = function.reduceat(values, offsets[:-1].take(some))
    return np.where(made == nothing, 0, made)


def longest(counts: Plane | int, keys: npt.NDArray[Any] | int, known: Plane | int, offsets: Longs) -> Longs:
    """The length of the longest run of records of each row that count and whose keys rise by one."""
    rows = int(offsets[-1])
    counting, key, is_known = flags(counts, rows), column(keys, rows), flags(known, rows)
    starts = np.ones(rows, np.bool_)
    if rows:
        starts[1:] = ~counting[:-1] | ~is_known[:-1] | ~is_known[1:] | (key[1:] != key[:-1] + 1)
        starts[offsets[:-1][offsets[:-1] < rows]] = True
    places = np.arange(rows)
    run = np.where(counting, places - np.maximum.accumulate(np.where(starts, places, 0)) + 1, 0)
    return extreme(run, 1, 1, offsets, 1)


def beside(
    keys: npt.NDArray[Any] | int, known: Plane | int, owners: Longs, place: Longs | int, on_file: Plane | int, step: int
) -> tuple[Longs, Plane]:
    """The place of the record of the same row whose key is `step` more, and whether there is one: from `place`, or -1 from the record at
    hand."""
    rows = len(owners)
    here = np.arange(rows) if isinstance(place, int) else place
    there = here + step
    within = (there >= 0) & (there < rows)
    there = np.clip(there, 0, max(rows - 1, 0))
    key, is_known = column(keys, rows), flags(known, rows)
    found = within & (owners.take(there) == owners.take(here)) & (key.take(there) == key.take(here) + step)
    found &= is_known.take(there) & is_known.take(here) & flags(on_file, rows)
    return there, planes.pack(found)


def taken(values: npt.NDArray[Any], places: Longs) -> npt.NDArray[Any]:
    return values.take(places)


def taken_plane(plane: Plane, places: Longs, rows: int) -> Plane:
    return planes.pack(planes.unpack(plane, rows).take(places))


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "offsets_of": offsets_of,
    "records": records,
    "owners": owners,
    "lengths_of": lengths_of,
    "spread": spread,
    "spread_plane": spread_plane,
    "again": again,
    "counted": counted,
    "any_of": any_of,
    "filled_rows": filled_rows,
    "added": added,
    "extreme": extreme,
    "longest": longest,
    "beside": beside,
    "taken": taken,
    "taken_plane": taken_plane,
}
