"""The distinct reasons of a task as a table that is kept beside its part: keys, counts, and the first row of each."""

from datetime import date
from hashlib import sha256
from typing import Any, Final

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
        pa.field("mixed", pa.bool_()),
        pa.field("exemplar", pa.binary()),
    ]
)
"""The reasons of a task: `row` is the first row with it, `exemplar` that row as an Arrow stream. `mixed`: several reasons that are counted
as one, because there were too many."""
ROW: Final = "@row"
MOST_APART: Final = 10_000
"""Reasons of one task that are told apart; further ones are only counted, by verdict, outcome and status."""
MOST_EXEMPLARS: Final = 2_000
"""Reasons of one task that are kept with a row: those with most rows."""


class Reason:
    """One reason of a task: `place` is its first row in the batch at hand; then `row` is the number of that row, and `kept` where it is."""

    def __init__(self, number: int, settled: Settled, place: int, *, mixed: bool) -> None:
        self.number, self.settled, self.place, self.mixed = number, settled, place, mixed
        self.rows = self.row = self.kept = 0


class Register:
    """The reasons of a task, by what tells them apart, with a row of the data for each."""

    def __init__(self, decision: str, law_on: date) -> None:
        self.decision, self.law_on = decision, law_on
        self.start()

    def start(self) -> None:
        """Another task begins."""
        self.found: dict[tuple[object, ...], Reason] = {}
        self.fresh: list[Reason] = []
        self.kept: list[pa.RecordBatch] = []

    def enter(self, settled: Settled, signature: bytes, place: int, rows: int) -> int:
        """Counts rows with a reason, of which `place` is the first in the batch at hand; its number."""
        key: tuple[object, ...] = (signature, settled.verdict, settled.outcome, settled.status, settled.missing)
        reason = self.found.get(key)
        mixed = reason is None and len(self.found) >= MOST_APART
        if mixed:
            key = (settled.verdict, settled.outcome, settled.status)
            reason = self.found.get(key)
        if reason is None:
            reason = self.found[key] = Reason(len(self.found), settled, place, mixed=mixed)
            self.fresh.append(reason)
        elif place < reason.place:
            reason.place = place
        reason.rows += rows
        return reason.number

    def keep(self, batch: pa.RecordBatch) -> None:
        """The batch at hand is done: keeps a row for each reason that it was the first to have."""
        if not self.fresh:
            return
        rows = batch.take(pa.array([reason.place for reason in self.fresh], pa.int64()))
        numbers = rows.column(rows.schema.get_field_index(ROW)).to_pylist()
        before = sum(kept.num_rows for kept in self.kept)
        for place, (reason, number) in enumerate(zip(self.fresh, numbers, strict=True)):
            reason.row, reason.kept, reason.place = number, before + place, -1
        self.kept.append(rows)
        self.fresh = []

    def table(self) -> pa.Table:
        """The reasons by their numbers, as `SCHEMA` says. The same reason has the same key in every task."""
        order = sorted(self.found.values(), key=lambda r: (-r.rows, r.row, r.number))
        shown = {reason.number for reason in order[:MOST_EXEMPLARS]}
        whole = pa.Table.from_batches(self.kept) if self.kept else None
        return pa.Table.from_pylist(
            [self.row_of(key, r, whole if r.number in shown else None) for key, r in self.found.items()], schema=SCHEMA
        )

    def row_of(self, key: tuple[object, ...], reason: Reason, kept: pa.Table | None) -> dict[str, Any]:
        settled = reason.settled
        return {
            "key": sha256(repr((self.decision, self.law_on.isoformat(), key)).encode()).digest()[:16],
            "rows": reason.rows,
            "row": reason.row,
            "verdict": settled.verdict,
            "outcome": settled.outcome,
            "status": settled.status,
            "missing": list(settled.missing),
            "law_on": self.law_on,
            "mixed": reason.mixed,
            "exemplar": None if kept is None else packed(kept.slice(reason.kept, 1).combine_chunks().to_batches()[0]),
        }


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
