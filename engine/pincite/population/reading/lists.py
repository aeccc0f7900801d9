"""The records of a list, batch after batch: from a column of lists of structs. Records come in the order of their keys, each key once.

Stands over `columns.py`, beside `children.py`, which finds the records in a file of their own.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from pincite.facts.lists import MOST_RECORDS
from pincite.population.reading.columns import Cells, Reader
from pincite.population.reading.findings import Sink, one
from pincite.population.reading.model import ListPlan, Wrong
from pincite.population.reading.numbers import valid
from pincitec.diagnostics.catalogue import facts as rules, populations
from pincitec.semantics.types import BOOLEAN, Enumeration

TOO_MANY: Final = Wrong(rules.TOO_LARGE, "", f"more than {MOST_RECORDS:,} records", "give the records of one case in a row")
NULL: Final = Wrong(rules.NOT_READABLE, "", "a record that is null", "leave it out of its list")


@frozen
class ListCells:
    """Lists of a batch: how many records each row has, which rows have a list, and the fields of all records in order of the rows."""

    lengths: Any
    known: Any
    fields: Mapping[str, Cells]
    complete: Any

    @property
    def parents(self) -> Any:
        """The row of each record, by its place in the batch."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)


def read_list(plan: ListPlan, readers: Mapping[str, Reader], column: Any, sink: Sink, asked: Any) -> tuple[Any, Any, dict[str, Cells]]:
    """Of a column of lists of structs: the lengths, which rows have a list, and the fields."""
    known = valid(column)
    lengths = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    records = column.flatten()
    parents = np.repeat(np.arange(len(lengths)), lengths)
    child = sink.child(parents)
    absent = ~valid(records)
    if absent.any():
        child.tell(plan.shown, absent, one(NULL), populations.BAD_RECORDS)
    arrays = dict(zip((f.name for f in records.type), records.flatten(), strict=True))
    on = asked if np.ndim(asked) == 0 else asked[parents]
    fields = {r.form.name: readers[r.form.name].read(arrays[r.column], child, on) for r in plan.fields}
    sink.tell(plan.shown, lengths > MOST_RECORDS, one(TOO_MANY), populations.DATA_TOO_LARGE)
    return lengths, known, ordered(plan, fields, parents, child)


def ordered(plan: ListPlan, fields: dict[str, Cells], parents: Any, sink: Sink) -> dict[str, Cells]:
    """The fields with the records of each row in the order of their keys; tells of keys that are not known or come twice."""
    keys = [fields[name] for name in plan.by]
    without = ~np.logical_and.reduce([k.known for k in keys])
    if without.any():
        named = " and ".join(f"`{name}`" for name in plan.by)
        help = "give each record what tells it from the others"
        sink.tell(plan.shown, without, one(Wrong(rules.NO_KEY, "", f"a record does not say its {named}", help)), populations.BAD_RECORDS)
    ranks = [np.where(k.known, rank(k), -1) for k in keys]
    if not in_order(parents, ranks):
        order = np.lexsort((*reversed(ranks), parents))
        fields = {name: Cells(c.values[order], c.known[order], c.words) for name, c in fields.items()}
        ranks = [r[order] for r in ranks]
    if len(parents) > 1:
        again = parents[1:] == parents[:-1]
        for r in ranks:
            again &= (r[1:] == r[:-1]) & (r[1:] >= 0)
        if again.any():
            repeated(plan, fields, np.concatenate(([False], again)), sink)
    return fields


def rank(cells: Cells) -> Any:
    """Numbers in the order of the values, from 0: of a text, its place among the words of the batch in order."""
    if cells.words is None:
        return cells.values - min(0, int(cells.values.min(initial=0)))
    words = cells.words.fill_null("").to_pylist()
    place = {word: n for n, word in enumerate(sorted(set(words)))}
    places = np.array([place[word] for word in words] or [0], np.int64)
    return places[np.maximum(cells.values, 0)]


def in_order(parents: Any, ranks: list[Any]) -> bool:
    if len(ranks) != 1 or len(parents) < 2:
        return len(parents) < 2
    return bool(((parents[1:] != parents[:-1]) | (ranks[0][1:] >= ranks[0][:-1])).all())


def repeated(plan: ListPlan, fields: Mapping[str, Cells], again: Any, sink: Sink) -> None:
    """Records of one row with one key. The records stand in the order of their rows, so `sink` still knows whose they are."""
    forms = {r.form.name: r.form for r in plan.fields}

    def explain(at: int) -> Wrong:
        shown = ", ".join(key_text(forms[name].type, fields[name], at) for name in plan.by)
        help = "a record is named once; two employers in one year need a key that tells them apart"
        return Wrong(rules.DUPLICATE_RECORD, "", f"two records for `{shown}`", help)

    sink.tell(plan.shown, again, explain, populations.BAD_RECORDS)


def key_text(kind: Any, cells: Cells, at: int) -> str:
    value = int(cells.values[at])
    if cells.words is not None:
        return str(cells.words[value].as_py())[:40]
    if isinstance(kind, Enumeration):
        return kind.members[value].name
    if kind == BOOLEAN:
        return "true" if value else "false"
    match kind.key:
        case "date":
            return str(np.datetime64(value, "D"))
        case "school_year":
            return f"{value}-{(value + 1) % 100:02}"
    return str(value)


def list_array(cells: ListCells, kind: Any) -> Any:
    """The Arrow array of a list. A field without a column is not known."""
    struct = kind.value_type
    count = int(cells.lengths.sum())
    parts = [cells.fields[f.name].arrow(f.type) if f.name in cells.fields else pa.nulls(count, f.type) for f in struct]
    records = pa.StructArray.from_arrays(parts, fields=list(struct))
    offsets = np.concatenate(([0], np.cumsum(cells.lengths))).astype(np.int32)
    mask = None if cells.known.all() else pa.array(~cells.known)
    return pa.ListArray.from_arrays(pa.array(offsets), records, type=kind, mask=mask)
