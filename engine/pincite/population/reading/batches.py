"""A chunk of an origin to canonical values, row by row checked; then to a batch of the canonical schema. Stands over columns and lists.

Checking the data and reading them for the kernel run the same code: what is computed is what was checked.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from pincite.facts.literals import MOST_TEXT
from pincite.population.reading.children import Children
from pincite.population.reading.columns import FIRST_DAY, Cells, Reader
from pincite.population.reading.findings import Sink, one
from pincite.population.reading.judged import together
from pincite.population.reading.kinds import source_kind
from pincite.population.reading.lists import ListCells, list_array, read_list
from pincite.population.reading.model import ASKED, COMPLETE, DIFFER, KEY, ROW, FactPlan, ListPlan, Plan, Read, Wrong
from pincite.population.reading.origin import Chunk
from pincite.population.reading.texts import as_text, cut
from pincitec.diagnostics.catalogue import facts as rules, populations

HIDDEN: Final = r"[\x{0}-\x{8}\x{b}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{61c}\x{180e}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]"
"""Characters that a key may not hold, in the notation of RE2."""
NO_DAY: Final = Wrong(rules.WRONG_TYPE, "", "no day to ask about", "give each row its day, or put such rows in quarantine")
NO_KEY: Final = Wrong(rules.NO_KEY, "", "a row without a key", "give each row what tells it from the others")
HIDES: Final = Wrong(rules.HIDDEN, "", "a key with a hidden character", "delete it: what is read must be what is seen")
TOO_LONG: Final = Wrong(rules.TOO_LARGE, "", f"a text of more than {MOST_TEXT:,} bytes", "hand through only what tells rows apart")
NOT_UTF_8: Final = Wrong(rules.NOT_READABLE, "", "a text that is not UTF-8", "save the data as UTF-8")


@frozen
class Converted:
    """Some rows with canonical values. `bad` marks those that must not be used."""

    rows: Any
    bad: Any
    asked: Any
    facts: Mapping[str, Cells]
    differ: Mapping[str, Any]
    lists: Mapping[str, ListCells]
    keys: Mapping[str, Any]


@define
class Converter:
    """Converts chunks by a plan. Remembers texts that it has read; one for each thread. `twice` are rows whose key another row has."""

    plan: Plan
    children: Mapping[str, Children]
    twice: Any = field(factory=lambda: np.zeros(0, np.int64))
    readers: dict[tuple[str, str], Reader] = field(factory=dict)

    def reader(self, owner: str, read: Read) -> Reader:
        found = self.readers.get((owner, read.column))
        if found is None:
            found = self.readers[owner, read.column] = Reader(read.form)
        return found

    def convert(self, chunk: Chunk, sink: Sink) -> Converted:
        count = len(chunk.rows)
        asked = self.asked(chunk, sink)
        facts: dict[str, Cells] = {}
        differ: dict[str, Any] = {}
        for plan in self.plan.facts:
            facts[plan.name], apart = self.fact(plan, chunk, sink, asked)
            if apart is not None:
                differ[plan.name] = apart
        lists = {plan.name: self.list_(plan, chunk, sink, asked, count) for plan in self.plan.lists}
        keys = {name: self.key(name, chunk, sink) for name in (*self.plan.keys, *self.plan.keep)}
        if len(self.twice):
            shown = ", ".join(self.plan.keys)
            sink.tell(shown, np.isin(chunk.rows, self.twice), lambda at: twice(keys, self.plan.keys, at), populations.DUPLICATE_SUBJECTS)
        return Converted(chunk.rows, sink.bad, asked, facts, differ, lists, keys)

    def asked(self, chunk: Chunk, sink: Sink) -> Any:
        """The day asked about, in days since 1970: one for all, or one of each row."""
        if not isinstance(self.plan.asked, Read):
            return self.plan.asked
        read = self.plan.asked
        cells = self.reader(ASKED, read).read(chunk.batch.column(read.column), sink, 0)
        sink.tell(read.column, ~cells.known & ~sink.bad, one(NO_DAY))
        return np.where(cells.known, cells.values, FIRST_DAY)

    def fact(self, plan: FactPlan, chunk: Chunk, sink: Sink, asked: Any) -> tuple[Cells, Any]:
        cells = [self.reader(plan.name, r).read(chunk.batch.column(r.column), sink, asked) for r in plan.reads]
        if not plan.joined:
            return cells[0], None
        return together(plan, {str(r.by): c for r, c in zip(plan.reads, cells, strict=True)})

    def list_(self, plan: ListPlan, chunk: Chunk, sink: Sink, asked: Any, count: int) -> ListCells:
        if plan.column is None:
            keys = [chunk.batch.column(parent) for parent, _ in plan.join]
            lengths, known, fields = self.children[plan.name].of(keys, sink, asked)
        else:
            readers = {r.form.name: self.reader(plan.name, r) for r in plan.fields}
            lengths, known, fields = read_list(plan, readers, chunk.batch.column(plan.column), sink, asked)
        complete = np.full(count, plan.complete is True)
        if isinstance(plan.complete, str) and plan.complete_form is not None:
            read = Read(plan.complete, plan.complete_form)
            cells = self.reader(plan.name + COMPLETE, read).read(chunk.batch.column(plan.complete), sink, asked)
            complete = cells.known & (cells.values != 0)
        return ListCells(lengths, known, fields, complete)

    def key(self, name: str, chunk: Chunk, sink: Sink) -> Any:
        """A column that is handed through; of a key, each must be there."""
        column = chunk.batch.column(name)
        kind = source_kind(column.type)
        known = column.is_valid().to_numpy(zero_copy_only=False)
        if kind == "text" or pa.types.is_binary(column.type):
            column = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
            words = as_text(column)
            readable = words.is_valid().to_numpy(zero_copy_only=False)
            sink.tell(name, known & ~readable, one(NOT_UTF_8))
            hides = pc.match_substring_regex(words, HIDDEN).fill_null(False).to_numpy(zero_copy_only=False)
            sink.tell(name, hides, one(HIDES))
            sink.tell(name, pc.greater(pc.binary_length(words), MOST_TEXT).fill_null(False).to_numpy(zero_copy_only=False), one(TOO_LONG))
            known = known & ~pc.equal(pc.utf8_trim_whitespace(words), "").fill_null(False).to_numpy(zero_copy_only=False)
            column = words.cast(pa.string())
        if name in self.plan.keys:
            sink.tell(name, ~known, one(NO_KEY), populations.DUPLICATE_SUBJECTS)
        return column


def twice(keys: Mapping[str, Any], names: Sequence[str], at: int) -> Wrong:
    shown = ", ".join(str(keys[name][at].as_py()).strip() for name in names)
    return Wrong(rules.DUPLICATE_RECORD, shown, f"`{cut(shown)}` is the key of another row too", "keep one row for each")


def batch_of(made: Converted, schema: Any) -> Any:
    """The rows that may be used, as a batch of the canonical schema."""
    columns = []
    for part in schema:
        name = part.name
        if name == ROW:
            columns.append(pa.array(made.rows, pa.int64()))
        elif name == ASKED:
            columns.append(pa.array(made.asked.astype(np.int32), pa.int32()).cast(pa.date32()))
        elif name.startswith(KEY):
            columns.append(made.keys[name.removeprefix(KEY)].cast(part.type))
        elif name.endswith(DIFFER):
            columns.append(pa.array(made.differ[name.removesuffix(DIFFER)], pa.bool_()))
        elif name.endswith(COMPLETE):
            columns.append(pa.array(made.lists[name.removesuffix(COMPLETE)].complete, pa.bool_()))
        elif name in made.lists:
            columns.append(list_array(made.lists[name], part.type))
        else:
            columns.append(made.facts[name].arrow(part.type))
    batch = pa.RecordBatch.from_arrays(columns, schema=schema)
    return batch.filter(pa.array(~made.bad)) if made.bad.any() else batch
