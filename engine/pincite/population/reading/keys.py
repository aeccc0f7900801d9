"""Whether two rows have the same key, for any number of rows in little memory: equal hashes first, then the keys themselves.

A hash only says where to look: rows are the same where their keys are. A table in the order of its keys is gone through once.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pincite.population.reading.doubles import Hashes, doubles
from pincite.population.reading.kinds import source_kind
from pincite.population.reading.origin import Origin
from pincite.population.reading.texts import as_text

MULTIPLIER: Final = 0x9E3779B97F4A7C15
FACTOR: Final = 0x100000001B3


def same_keys(origin: Origin, keys: Sequence[str]) -> npt.NDArray[np.int64]:
    """The numbers of all rows whose key another row has too, in order. Raises `Unreadable`."""
    if len(keys) == 1 and ascending(origin, keys[0]):
        return np.zeros(0, np.int64)
    suspect = doubles(lambda: every(origin, keys), sum(task.rows for task in origin.tasks()))
    if not len(suspect):
        return np.zeros(0, np.int64)
    first: dict[tuple[Any, ...], int] = {}
    found = array("q")
    for task in origin.tasks():
        for chunk in origin.chunks(task, keys):
            columns = [plain(chunk.batch.column(k)) for k in keys]
            here = np.flatnonzero(np.isin(hashes(columns), suspect))
            for at in here.tolist():
                key = tuple(c[at].as_py() for c in columns)
                if None in key:
                    continue
                row = int(chunk.rows[at])
                before = first.setdefault(key, row)
                if before != row:
                    found.extend((before, row))
    return np.unique(np.array(found, np.int64))


def ascending(origin: Origin, key: str) -> bool:
    """Whether every key is greater than the one before, as in a table that is kept in the order of its keys: then no two are the same."""
    last: Any = None
    for task in origin.tasks():
        for chunk in origin.chunks(task, [key]):
            column = plain(chunk.batch.column(key))
            known = pa.types.is_integer(column.type) or pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
            if not len(column):
                continue
            if not known or column.null_count or (last is not None and column[0].as_py() <= last):
                return False
            if not pc.all(pc.greater(column.slice(1), column.slice(0, len(column) - 1)), min_count=0).as_py():
                return False
            last = column[len(column) - 1].as_py()
    return True


def every(origin: Origin, keys: Sequence[str]) -> Iterator[Hashes]:
    """The hashes of all rows, chunk by chunk."""
    for task in origin.tasks():
        for chunk in origin.chunks(task, keys):
            yield hashes([plain(chunk.batch.column(k)) for k in keys])


def plain(column: Any) -> Any:
    """A key as it is compared: texts without the blanks around them, as everywhere in the data."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if source_kind(column.type) == "text" or pa.types.is_binary(column.type):
        return pc.utf8_trim_whitespace(as_text(column))
    return column


def hashes(columns: Sequence[Any]) -> Hashes:
    """A number of 64 bits for each row, equal for equal keys."""
    total = np.zeros(len(columns[0]), np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            total = (total ^ (total >> np.uint64(29))) * np.uint64(MULTIPLIER) + hash_of(column)
        total ^= total >> np.uint64(32)
        return total * np.uint64(MULTIPLIER)


def hash_of(column: Any) -> Any:
    if pa.types.is_integer(column.type) or pa.types.is_date32(column.type):
        wide = column.cast(pa.int32()) if pa.types.is_date32(column.type) else column
        return wide.fill_null(0).to_numpy(zero_copy_only=False).astype(np.uint64) * np.uint64(MULTIPLIER)
    return text_hashes(column if pa.types.is_large_string(column.type) else column.cast(pa.large_string()))


def text_hashes(words: Any) -> Any:
    """Of each text, the sum of its bytes times powers of a number, by differences of one running sum over all texts."""
    if not len(words):
        return np.zeros(0, np.uint64)
    words = words.fill_null("")
    _, offsets, data = words.buffers()
    places = np.frombuffer(offsets, np.int64)[words.offset : words.offset + len(words) + 1]
    start = int(places[0])
    size = int(places[-1]) - start
    raw = np.frombuffer(data, np.uint8)[start : start + size] if data is not None and size else np.zeros(0, np.uint8)
    lengths = np.diff(places)
    within = np.arange(size) - np.repeat(places[:-1] - start, lengths)
    powers = np.ones(int(lengths.max(initial=0)) + 1, np.uint64)
    np.cumprod(np.concatenate(([1], np.full(len(powers) - 1, FACTOR))).astype(np.uint64), out=powers)
    terms = (raw.astype(np.uint64) + np.uint64(1)) * powers[within]
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)))
    at = places - start
    return sums[at[1:]] - sums[at[:-1]] + lengths.astype(np.uint64) * np.uint64(MULTIPLIER)
