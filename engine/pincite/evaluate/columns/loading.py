"""Canonical Arrow columns as what generated code reads: values in place, and bits without unpacking them.

Values that lie outside the range for which a program was written are refused, block by block, before anything is computed from them.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import define, frozen

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.schema import COMPLETE, Refused

UNSIGNED: Final = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}
"""Read so, a number less than zero is greater than any other: one comparison decides both ends of a range that begins at zero."""

Key = tuple[str, ...]
"""What is loaded: `bits`, `valid`, `data` or `codes`, and of which column; `item:` before it, of which list and field; `lengths`, `valid`
(on file) or `whole` (complete, and nothing unknown) of a list."""


@frozen(eq=False)
class Column:
    """One column of a batch. `data` has an element a row, or is a bitmap with its `offset`; `valid` is None where no row is unknown."""

    name: str
    rows: int
    data: npt.NDArray[Any]
    offset: int
    valid: planes.Plane | None

    def bits(self, start: int, rows: int) -> planes.Plane:
        return planes.bits(self.data, self.offset + start, rows)

    def known(self, start: int, rows: int) -> planes.Plane:
        if self.valid is None:
            return planes.full(rows, value=1)
        return planes.bits(self.valid, self.offset + start, rows)


def column(name: str, array: pa.Array, texts: Mapping[str, int] | None = None) -> Column:
    """A column as it lies in memory. `texts`: the numbers of the texts at hand, for a column of texts."""
    rows, offset = len(array), array.offset
    valid = None
    if array.null_count:
        valid = buffer_of(array, 0, np.uint8)
    if pa.types.is_boolean(array.type):
        return Column(name, rows, buffer_of(array, 1, np.uint8), offset, valid)
    if texts is not None:
        return codes(name, array, texts)
    return Column(name, rows, values(array), offset, valid)


def values(array: pa.Array) -> npt.NDArray[Any]:
    """The values of whole numbers or days, one a row."""
    bits = array.type.bit_width
    return buffer_of(array, 1, np.dtype(f"int{bits}"))[array.offset : array.offset + len(array)]


def buffer_of(array: pa.Array, place: int, dtype: Any) -> npt.NDArray[Any]:
    buffer = array.buffers()[place]
    return np.frombuffer(buffer, dtype) if buffer is not None else np.zeros(0, dtype)


def codes(name: str, array: pa.DictionaryArray, texts: Mapping[str, int]) -> Column:
    """A column of texts by their numbers. What is null, in the column or in its dictionary, is unknown."""
    entries = array.dictionary.to_pylist()
    numbers = np.array([-1 if e is None else texts[e] for e in entries], np.int32) if entries else np.full(1, -1, np.int32)
    indices = values(array.indices)
    known = None
    if array.indices.null_count:
        known = planes.flags(planes.bits(buffer_of(array.indices, 0, np.uint8), array.indices.offset, len(array)), len(array))
        indices = np.where(known, indices, 0)
    if len(indices) and (indices.min() < 0 or indices.max() >= len(numbers)):
        raise Refused([f"the column `{name}` names a text that its dictionary does not have"])
    found = numbers[indices]
    if None in entries or not entries:
        known = (found >= 0) if known is None else known & (found >= 0)
    valid = None if known is None else planes.pack(known)
    return Column(name, len(array), found, 0, valid)


def texts_of(arrays: Sequence[pa.DictionaryArray], constants: Mapping[str, int]) -> dict[str, int]:
    """Numbers of all texts at hand: those of the rules first, then those of the columns."""
    known = dict(constants)
    for array in arrays:
        for entry in array.dictionary.to_pylist():
            if entry is not None:
                known.setdefault(entry, len(known))
    return known


@define(eq=False, slots=False)
class ListColumn:
    """A list of each row: where its records begin among those of the batch, and their fields."""

    name: str
    rows: int
    offsets: npt.NDArray[np.int64]
    fields: Mapping[str, Column]
    known: npt.NDArray[np.bool_]
    complete: npt.NDArray[np.bool_]

    def load(self, what: str, start: int, size: int) -> npt.NDArray[Any]:
        if what == "lengths":
            return np.diff(self.offsets[start : start + size + 1])
        return planes.bits(self.on_file if what == "valid" else self.whole, start, size)

    @cached_property
    def on_file(self) -> planes.Plane:
        return planes.pack(self.known)

    @cached_property
    def whole(self) -> planes.Plane:
        """The rows that are complete and of which nothing is unknown."""
        found = self.known & self.complete
        for each in self.fields.values():
            if each.valid is not None:
                sums = np.zeros(each.rows + 1, np.int64)
                np.cumsum(planes.unpack(each.known(0, each.rows), each.rows), out=sums[1:])
                found &= np.diff(sums.take(self.offsets)) == np.diff(self.offsets)
        return planes.pack(found)

    def records(self, start: int, size: int) -> tuple[int, int]:
        """The first record of a block, and how many it has."""
        first = int(self.offsets[start])
        return first, int(self.offsets[start + size]) - first


def list_column(name: str, array: pa.Array, complete: pa.Array | None, texts: Mapping[str, int], most: int) -> ListColumn:
    """A list as it lies in memory. A row without a list has no records; one of more than `most` is refused."""
    known = valid_rows(array)
    width = np.int64 if pa.types.is_large_list(array.type) else np.int32
    borders = buffer_of(array, 1, width)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    lengths = np.diff(borders) if len(array) else np.zeros(0, np.int64)
    if lengths[~known].any():
        struct, lengths = array.flatten(), np.where(known, lengths, 0)
    else:
        struct = array.values.slice(int(borders[0]), int(lengths.sum())) if len(array) else array.values.slice(0, 0)
    if struct.null_count:
        raise Refused([f"the column `{name}` has a record that is null"])
    if len(lengths) and lengths.max() > most:
        raise Refused([f"row {int(lengths.argmax())} of the column `{name}` has more than {most:,} records"])
    offsets = np.zeros(len(array) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    parts = {struct.type.field(i).name: struct.field(i) for i in range(struct.type.num_fields)}
    fields = {n: column(f"{name}[].{n}", a, texts if pa.types.is_dictionary(a.type) else None) for n, a in parts.items()}
    vouched = np.zeros(len(array), np.bool_)
    if complete is not None:
        beside = column(name + COMPLETE, complete)
        vouched = planes.flags(beside.bits(0, len(array)), len(array)) & valid_rows(complete)
    return ListColumn(name, len(array), offsets, fields, known, vouched)


def valid_rows(array: pa.Array) -> npt.NDArray[np.bool_]:
    """The rows of a column that are not null."""
    if not array.null_count:
        return np.ones(len(array), np.bool_)
    return planes.flags(planes.bits(buffer_of(array, 0, np.uint8), array.offset, len(array)), len(array))


def load(columns: Mapping[str, Column], lists: Mapping[str, ListColumn], key: Key, start: int, size: int) -> npt.NDArray[Any]:
    """What a key asks for, of the rows of a block."""
    what, name = key[0], key[1]
    if what.startswith("item:"):
        first, records = lists[name].records(start, size)
        return load_column(lists[name].fields[key[2]], what.removeprefix("item:"), first, records)
    if name in lists:
        return lists[name].load(what, start, size)
    return load_column(columns[name], what, start, size)


def load_column(one: Column, what: str, start: int, size: int) -> npt.NDArray[Any]:
    match what:
        case "bits":
            return one.bits(start, size)
        case "valid":
            return one.known(start, size)
        case _:
            return one.data[start : start + size]


def guard(column: Column, start: int, rows: int, low: int, high: int) -> None:
    """Raises `Refused` where a known value of a block lies outside `[low, high]`."""
    block = column.data[start : start + rows]
    if rows == 0 or (low == 0 and block.view(UNSIGNED[block.dtype.itemsize]).max() <= high):
        return
    if block.min() >= low and block.max() <= high:
        return
    outside = (block < low) | (block > high)
    if column.valid is not None:
        outside &= planes.flags(column.known(start, rows), rows)
    if outside.any():
        row = start + int(outside.argmax())
        value = int(column.data[row])
        raise Refused([f"row {row} of the column `{column.name}` holds {value}, outside the range {low}..{high} that it was said to have"])
