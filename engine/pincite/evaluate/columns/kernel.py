"""A kernel: verdicts of many rows at once, block by block, equal to what the scalar executors say of each row. The door of this folder."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

import pyarrow as pa
from attrs import define, field

from pincite.evaluate.columns.opening import Reads, arrays, is_list, opened, reads, unknown_in
from pincite.evaluate.columns.program import BLOCK
from pincite.evaluate.columns.results import Results
from pincite.evaluate.columns.schema import ASKED, Refused, check
from pincite.evaluate.columns.signatures import Bit, layout
from pincite.evaluate.columns.writing import Asked, Written, write
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph

MOST_PROGRAMS: Final = 4
"""Programs kept of one kernel, for columns with and without unknown values; then one that allows for them in all."""


def kernel(
    pack: Pack,
    decisions: Sequence[str],
    schema: pa.Schema,
    *,
    law_on: date,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    shown: Mapping[str, Sequence[int]] | None = None,
    signatures: bool = True,
) -> "Kernel":
    """The kernel of decisions (qualified names) on a day of the law, for canonical columns of a schema (see `schema.py`).

    `on` is the day asked about; without it each row has its own, in the column `@asked`. `shown`: for each decision the nodes of which a
    signature tells. Raises `Refused` where columns cannot be exact: with a form that is not supported, or where a number may leave 64 bits.
    """
    wrong = check(schema, pack)
    if on is None and ASKED not in schema.names:
        wrong = (*wrong, f"without a day asked about, the column `{ASKED}` is needed")
    if wrong:
        raise Refused(wrong)
    shown = shown or {}
    verdicts = {d: pack.main_question(d).verdict for d in decisions}
    roots = {d: (v, *shown.get(d, ())) for d, v in verdicts.items()}
    orders = {d: frozenset(slice_graph(pack, law_on, readings or {}, r).order) for d, r in roots.items()}
    slice = slice_graph(pack, law_on, readings or {}, dict.fromkeys(n for r in roots.values() for n in r))
    bits = {d: layout(slice, shown.get(d, ()), facts_read(slice, orders[d], schema)) for d in decisions} if signatures else {}
    made = Kernel(Asked(pack, slice, schema, on, verdicts, orders, bits))
    made.program(made.reads.nullable)
    return made


def facts_read(slice: Slice, order: Collection[int], schema: pa.Schema) -> tuple[str, ...]:
    """The columns of facts that are no conditions, in order of the graph."""
    nodes = [slice.nodes[n] for n in sorted(order) if slice.nodes[n].op == "fact" and slice.nodes[n].type != "boolean"]
    return tuple(dict.fromkeys(str(n.param) for n in nodes if n.param in schema.names))


@define(slots=False)
class Kernel:
    """Runs over batches of one schema. Not thread safe, cheap to make for each thread."""

    asked: Asked
    programs: dict[frozenset[str], Written] = field(factory=dict)
    memory: dict[tuple[int, int], tuple[Any, ...]] = field(factory=dict)

    @cached_property
    def reads(self) -> Reads:
        """The columns that are read."""
        slice = self.asked.slice
        facts = [str(slice.nodes[n].param) for n in slice.order if slice.nodes[n].op == "fact"]
        return reads(self.asked.pack, self.asked.schema, facts, asked=self.asked.on is None)

    @cached_property
    def block(self) -> int:
        """Rows computed at once: fewer where each has a list of records."""
        return BLOCK // 8 if any(is_list(self.asked.schema.field(n).type) for n in self.reads.names) else BLOCK

    def program(self, nulls: frozenset[str]) -> Written:
        """The program for columns of which these have unknown values."""
        if nulls not in self.programs and len(self.programs) >= MOST_PROGRAMS:
            nulls = self.reads.nullable
        if nulls not in self.programs:
            self.programs[nulls] = write(self.asked, nulls)
        return self.programs[nulls]

    def bits(self, decision: str) -> tuple[Bit, ...]:
        """What the bits of a decision's signatures say, in order of their place."""
        return self.asked.bits[decision]

    def run(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The results of a batch, in order of its rows.

        For each decision `d` its `d:verdict` (7: an arithmetic fault), for one with a value `d:value`, with `d:value/over` where it may be
        a fraction and `d:value/high` where it may be only bounded, and its `d:signature`, of which the dictionary may tell of no row.

        Raises `Refused` where a value lies outside the range that the schema gives, and where the batch has other columns than the schema.
        """
        found = arrays(self.asked.schema, self.reads.names, batch)
        written = self.program(unknown_in(found))
        given = opened(self.asked.schema, found, written.texts)
        rows = batch.num_rows
        results = {d: Results(wanted, rows) for d, wanted in written.wanted.items()}
        start = 0
        while start < rows:
            size = min(given.size(start, self.block), rows - start)
            given.guard(self.reads.ranges, start, size)
            inputs = (given.load(key, start, size) for key in written.finished.inputs)
            outputs = written.finished.run(inputs, self.buffers(written, size), size)
            place = 0
            for each in results.values():
                each.fill(start, size, outputs[place : place + len(each.wanted.all)])
                place += len(each.wanted.all)
            start += size
        made = {name: array for d, each in results.items() for name, array in each.columns(d, list(given.texts)).items()}
        return pa.RecordBatch.from_arrays(list(made.values()), list(made))

    def buffers(self, written: Written, size: int) -> tuple[Any, ...]:
        """Memory for blocks of this size: kept for full ones."""
        key = (id(written), size)
        if key not in self.memory:
            self.memory = {k: v for k, v in self.memory.items() if k[1] == self.block}
            self.memory[key] = written.finished.buffers(size)
        return self.memory[key]
