"""A kernel: verdicts of many rows at once, block by block, equal to what the scalar executors say of each row. The door of this folder."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy.typing as npt
import pyarrow as pa
from attrs import define, field

from pincite.evaluate.columns.loading import Column, Key, column, guard, texts_of
from pincite.evaluate.columns.program import BLOCK
from pincite.evaluate.columns.results import Results
from pincite.evaluate.columns.schema import ASKED, Refused, check, held
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
    made.program(frozenset(made.nullable))
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
    memory: dict[tuple[frozenset[str], int], tuple[Any, ...]] = field(factory=dict)
    texts: dict[str, int] = field(factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that are read."""
        facts = [str(self.asked.slice.nodes[n].param) for n in self.asked.slice.order if self.asked.slice.nodes[n].op == "fact"]
        days = [ASKED] if self.asked.on is None else []
        return tuple(dict.fromkeys(n for n in (*facts, *days) if n in self.asked.schema.names))

    @cached_property
    def nullable(self) -> tuple[str, ...]:
        return tuple(n for n in self.names if self.asked.schema.field(n).nullable)

    @cached_property
    def ranges(self) -> dict[str, tuple[int, int]]:
        """Columns whose type holds more than the range for which the programs are written."""
        found: dict[str, tuple[int, int]] = {}
        for name in self.names:
            stands = self.asked.schema.field(name)
            if name == ASKED or pa.types.is_boolean(stands.type) or pa.types.is_dictionary(stands.type):
                continue
            low, high = held(stands, self.asked.pack.type_of[self.asked.pack.fact[name].type]).range
            whole = 2 ** (stands.type.bit_width - 1)
            if (low, high) != (-whole, whole - 1):
                found[name] = (low, high)
        return found

    def program(self, nulls: frozenset[str]) -> Written:
        """The program for columns of which these have unknown values."""
        if nulls not in self.programs and len(self.programs) >= MOST_PROGRAMS:
            nulls = frozenset(self.nullable)
        if nulls not in self.programs:
            self.programs[nulls] = write(self.asked, nulls)
        return self.programs[nulls]

    def bits(self, decision: str) -> tuple[Bit, ...]:
        """What the bits of a decision's signatures say, in order of their place."""
        return self.asked.bits[decision]

    def run(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The results of a batch, in order of its rows.

        For each decision `d` its `d:verdict` (7: an arithmetic fault), for one with a value `d:value`, with `d:value/over` where it may be
        a fraction and `d:value/high` where it may be only bounded, and its `d:signature`.

        Raises `Refused` where a value lies outside the range that the schema gives, and where the batch has other columns than the schema.
        """
        columns, written, nulls = self.open(batch)
        rows = batch.num_rows
        results = {d: Results(wanted, rows) for d, wanted in written.wanted.items()}
        for start in range(0, rows, BLOCK):
            size = min(BLOCK, rows - start)
            for name, (low, high) in self.ranges.items():
                guard(columns[name], start, size, low, high)
            given = written.finished.run(self.inputs(written, columns, start, size), self.buffers(written, nulls, size), size)
            place = 0
            for each in results.values():
                each.fill(start, size, given[place : place + len(each.wanted.all)])
                place += len(each.wanted.all)
        texts = list(self.texts)
        made = {name: array for d, each in results.items() for name, array in each.columns(d, texts).items()}
        return pa.RecordBatch.from_arrays(list(made.values()), list(made))

    def open(self, batch: pa.RecordBatch) -> tuple[dict[str, Column], Written, frozenset[str]]:
        found: dict[str, pa.Array] = {}
        for name in self.names:
            place = batch.schema.get_field_index(name)
            if place < 0 or batch.schema.field(place).type != self.asked.schema.field(name).type:
                raise Refused([f"the batch has no column `{name}` of type {self.asked.schema.field(name).type}"])
            found[name] = batch.column(place)
        words = {n: a for n, a in found.items() if pa.types.is_dictionary(a.type)}
        nulls = frozenset(n for n, a in found.items() if a.null_count or (n in words and a.dictionary.null_count))
        written = self.program(nulls)
        self.texts = texts_of(list(words.values()), written.texts)
        return {n: column(n, a, self.texts if n in words else None) for n, a in found.items()}, written, nulls

    def inputs(self, written: Written, columns: Mapping[str, Column], start: int, size: int) -> Iterator[Any]:
        return (load(columns, key, start, size) for key in written.finished.inputs)

    def buffers(self, written: Written, nulls: frozenset[str], size: int) -> tuple[Any, ...]:
        """Memory for blocks of this size: kept for full ones."""
        key = (nulls, size)
        if key not in self.memory:
            self.memory = {k: v for k, v in self.memory.items() if k[1] == BLOCK}
            self.memory[key] = written.finished.buffers(size)
        return self.memory[key]


def load(columns: Mapping[str, Column], key: Key, start: int, size: int) -> npt.NDArray[Any]:
    what, name = key
    one = columns[name]
    if what == "bits":
        return one.bits(start, size)
    if what == "valid":
        return one.known(start, size)
    return one.data[start : start + size]
