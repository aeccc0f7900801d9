"""The distinct reasons of a task as a table that is kept beside its part: keys, counts, and the first row of each."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Final

import pyarrow as pa

from pincite.population.reasons.complete import Settled

SCHEMA: Final = pa.schema(
    [
        pa.field("key", pa.binary(16)),
        pa.field("rows", pa.int64()),
        pa.field("row", pa.int64()),
        pa.field("verdict", pa.uint8()),
        pa.field("outcome", pa.int8()),
        pa.field("status", pa.int8()),
        pa.field("missing", pa.list_(pa.string())),
        pa.field("law_on", pa.date32()),
        pa.field("exemplar", pa.binary()),
    ]
)
"""The reasons of a task: `row` is the first row with it, `exemplar` that row of the batch as an Arrow stream."""


class Reason:
    """One reason of a task, with the first of its rows."""

    def __init__(self, number: int, settled: Settled, row: int, batch: pa.RecordBatch, place: int) -> None:
        self.number, self.settled, self.row = number, settled, row
        self.rows = 0
        self.exemplar = batch.slice(place, 1)


def table_of(found: Mapping[object, Reason], decision: str, law_on: date) -> pa.Table:
    """The reasons of a decision on a day of the law, by their numbers, as `SCHEMA` says."""
    rows = []
    for key, reason in found.items():
        s = reason.settled
        rows.append(
            {
                "key": sha256(repr((decision, law_on.isoformat(), key)).encode()).digest()[:16],
                "rows": reason.rows,
                "row": reason.row,
                "verdict": s.verdict,
                "outcome": s.outcome,
                "status": s.status,
                "missing": list(s.missing),
                "law_on": law_on,
                "exemplar": packed(reason.exemplar),
            }
        )
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def packed(batch: pa.RecordBatch) -> bytes:
    """A batch as an Arrow stream, with only the text that its rows have."""
    whole = pa.RecordBatch.from_arrays([compact(c) for c in batch.columns], schema=batch.schema)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, whole.schema) as writer:
        writer.write_batch(whole)
    return bytes(sink.getvalue())


def compact(array: pa.Array) -> pa.Array:
    """An array without what its slice leaves out."""
    if pa.types.is_dictionary(array.type):
        return array.cast(array.type.value_type).dictionary_encode().cast(array.type)
    return pa.concat_arrays([array, array.slice(0, 0)])
