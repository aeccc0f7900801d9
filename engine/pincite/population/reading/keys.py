"""Whether two rows have the same key, for any number of rows in little memory: equal hashes first, then the keys themselves.

Each pass keeps the hashes of a part of all hash values, so that no more than `MOST_HASHES` are held at a time. A hash only says where to
look: rows are the same where their keys are.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pincite.population.reading.kinds import source_kind
from pincite.population.reading.origin import Origin
from pincite.population.reading.texts import as_text

MOST_HASHES: Final = 8_000_000
"""8 bytes each, twice while they are sorted."""
MULTIPLIER: Final = 0x9E3779B97F4A7C15
FACTOR: Final = 0x100000001B3


def same_keys(origin: Origin, keys: Sequence[str]) -> Any:
    """The numbers of all rows whose key another row has too, in order. Raises `Unreadable`."""
    rows = sum(task.rows for task in origin.tasks())
    passes = -(-rows // MOST_HASHES)
    suspects = [suspects_of(origin, keys, number, passes) for number in range(passes)]
    suspect = np.concatenate(suspects) if suspects else np.zeros(0, np.uint64)
    if not len(suspect):
        return np.zeros(0, np.int64)
    first: dict[tuple[Any, ...], int] = {}
    found: set[int] = set()
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
                    found |= {before, row}
    return np.array(sorted(found), np.int64)


def suspects_of(origin: Origin, keys: Sequence[str], number: int, passes: int) -> Any:
    """The hashes that occur twice, of those whose upper part falls to this pass."""
    kept = []
    for task in origin.tasks():
        for chunk in origin.chunks(task, keys):
            found = hashes([plain(chunk.batch.column(k)) for k in keys])
            kept.append(found if passes == 1 else found[(found >> np.uint64(40)) % np.uint64(passes) == np.uint64(number)])
    if not kept:
        return np.zeros(0, np.uint64)
    held = np.concatenate(kept)
    held.sort()
    return np.unique(held[1:][held[1:] == held[:-1]])


def plain(column: Any) -> Any:
    """A key as it is compared: texts without the blanks around them, as everywhere in the data."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if source_kind(column.type) == "text" or pa.types.is_binary(column.type):
        return pc.utf8_trim_whitespace(as_text(column))
    return column


def hashes(columns: Sequence[Any]) -> Any:
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
