"""The records of a list in a file of their own, joined to the rows of the data by key. Beside `lists.py`.

The file is read once and held in memory as columns; it need not be sorted. A record that belongs to no row is told at the end. A record
that is refused takes its row with it: a list of which one record cannot be read is not the list.
"""

import math
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define

from pincite.facts.lists import MOST_RECORDS
from pincite.population.reading.columns import Cells, Reader, checked
from pincite.population.reading.findings import MOST_EXAMPLES, Findings, Ints, Mask, Sink, one, placed
from pincite.population.reading.lists import TOO_MANY, ordered
from pincite.population.reading.model import Form, ListPlan, Wrong
from pincite.population.reading.origin import Origin, refused
from pincite.population.reading.texts import as_text
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import facts as rules, populations

NO_ROW: Final = Wrong(rules.NO_KEY, "", "a record without the key of a row", "give each record the key of its row")
MOST_CHILDREN: Final = 100_000_000
"""Records of a file, which are held in memory."""
LATEST: Final = 10**6
"""A day that all have begun before: what has not begun is found when the day asked about is known."""


@define
class Children:
    """The records of one list: their fields, in the order of their groups, and where each group lies. A group has one key."""

    plan: ListPlan
    origin: Origin
    fields: dict[str, Cells]
    vocabularies: list[Any]
    combined: Ints
    starts: Ints
    counts: Ints
    bad: Mask
    matched: Mask
    rows: Ints

    def of(self, keys: list[Any], sink: Sink, asked: Any) -> tuple[Any, Any, dict[str, Cells]]:
        """The records of the rows with these keys: lengths, which rows have a list (all), and the fields."""
        group = self.groups(keys)
        found = group >= 0
        self.matched[group[found]] = True
        lengths = np.where(found, self.counts[np.maximum(group, 0)] if len(self.counts) else 0, 0)
        parents = np.repeat(np.arange(len(lengths)), lengths)
        first = np.repeat(np.cumsum(lengths) - lengths, lengths)
        start = np.where(found, self.starts[np.maximum(group, 0)] if len(self.starts) else 0, 0)
        places = np.repeat(start, lengths) + np.arange(len(parents)) - first
        child = sink.child(parents)
        on = asked if np.ndim(asked) == 0 else asked[parents]
        fields = {}
        for read in self.plan.fields:
            cells = self.fields[read.form.name]
            taken = Cells(cells.values[places].astype(np.int64), cells.known[places], cells.words)
            fields[read.form.name] = checked(read.form, taken, child, on)
        refused_ones = self.bad[places]
        if refused_ones.any():
            message = f"a record in `{self.origin.path}` is refused"
            child.tell(
                self.plan.shown, refused_ones, one(Wrong(rules.NOT_READABLE, "", message, "correct the record")), populations.BAD_RECORDS
            )
        sink.tell(self.plan.shown, lengths > MOST_RECORDS, one(TOO_MANY), populations.DATA_TOO_LARGE)
        return lengths, np.ones(len(lengths), bool), ordered(self.plan, fields, parents, child)

    def groups(self, keys: list[Any]) -> Ints:
        """The group of each row, by its key; -1 where it has none."""
        code, sound = np.zeros(len(keys[0]), np.int64), np.ones(len(keys[0]), bool)
        for key, words in zip(keys, self.vocabularies, strict=True):
            place = pc.index_in(plain(key), value_set=words).fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
            sound &= (place >= 0) & key.is_valid().to_numpy(zero_copy_only=False)
            code = code * max(1, len(words)) + np.maximum(place, 0)
        at = np.searchsorted(self.combined, code)
        at = np.minimum(at, max(0, len(self.combined) - 1))
        hit = sound & (self.combined[at] == code) if len(self.combined) else np.zeros(len(code), bool)
        return np.where(hit, at, -1)

    def orphans(self) -> Diagnostic | None:
        """That some records belong to no row, with the first of them; `None` where each has its row."""
        lost = np.repeat(~self.matched, self.counts) & ~self.bad
        count = int(lost.sum())
        if not count:
            return None
        are = "record belongs" if count == 1 else "records belong"
        message = f"{count:,} {are} to no row, of {len(self.rows):,} of `{self.plan.shown}`"
        notes = [
            f"row {placed(row, self.origin.place_of)}: no row has its key" for row in np.sort(self.rows[lost])[:MOST_EXAMPLES].tolist()
        ]
        help = "add the rows, or take the records out"
        return Diagnostic.at(populations.BAD_RECORDS, Span(self.origin.path, 0, 0), message, notes=notes, help=help)


def load(plan: ListPlan, origin: Origin, findings: Findings) -> Children:
    """Reads a file of records. Problems of its values go to `findings`. Raises `Unreadable`."""
    readers = {r.form.name: Reader(r.form) for r in plan.fields}
    keys = [child for _, child in plan.join]
    columns = list(dict.fromkeys([*keys, *(r.column for r in plan.fields)]))
    total = sum(task.rows for task in origin.tasks())
    if total > MOST_CHILDREN:
        help = "give the records as a column of lists, in the data themselves"
        raise refused(populations.DATA_TOO_LARGE, origin.path, f"`{origin.path}` has more than {MOST_CHILDREN:,} records", help)
    parts: dict[str, list[Cells]] = {name: [] for name in readers}
    key_parts: list[list[Any]] = [[] for _ in keys]
    bad_parts, row_parts = [np.zeros(0, bool)], [np.zeros(0, np.int64)]
    for task in origin.tasks():
        for chunk in origin.chunks(task, columns):
            count = len(chunk.rows)
            sink = Sink(findings, chunk.rows, np.zeros(count, bool), chunk.line)
            findings.rows += count + len(chunk.broken)
            sink.tell_broken(chunk.broken, len(origin.schema.names))
            for n, key in enumerate(keys):
                words = plain(chunk.batch.column(key))
                without = words.is_null().to_numpy(zero_copy_only=False)
                sink.tell(f"{plan.shown}.{key}", without, one(NO_ROW), populations.BAD_RECORDS)
                key_parts[n].append(words)
            for read in plan.fields:
                cells = readers[read.form.name].read(chunk.batch.column(read.column), sink, LATEST)
                parts[read.form.name].append(Cells(small(cells.values), cells.known, cells.words))
            bad_parts.append(sink.bad)
            row_parts.append(chunk.rows)
    fields = {r.form.name: together(r.form, parts[r.form.name]) for r in plan.fields}
    return grouped(plan, origin, fields, key_parts, np.concatenate(bad_parts), np.concatenate(row_parts))


def grouped(plan: ListPlan, origin: Origin, fields: dict[str, Cells], keys: list[list[Any]], bad: Mask, rows: Ints) -> Children:
    """Records in the order of their keys, so that those of one row lie together."""
    code, lost = np.zeros(len(rows), np.int64), np.zeros(len(rows), bool)
    vocabularies = []
    for parts in keys:
        encoded = pa.concat_arrays(parts or [pa.array([], pa.large_string())]).dictionary_encode()
        places = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
        code, lost = code * max(1, len(encoded.dictionary)) + places, lost | (places < 0)
        vocabularies.append(encoded.dictionary)
    code[lost] = -1
    if math.prod(max(1, len(words)) for words in vocabularies) >= 2**62:
        help = "join by fewer columns"
        raise refused(populations.DATA_TOO_LARGE, origin.path, f"the keys of `{origin.path}` have too many values together", help)
    if (code[1:] < code[:-1]).any():
        order = np.argsort(code, kind="stable")
        code, bad, rows = code[order], bad[order], rows[order]
        fields = {name: Cells(c.values[order], c.known[order], c.words) for name, c in fields.items()}
    combined, starts, counts = np.unique(code, return_index=True, return_counts=True)
    return Children(plan, origin, fields, vocabularies, combined, starts, counts, bad, np.zeros(len(combined), bool), rows)


def together(form: Form, parts: list[Cells]) -> Cells:
    """The cells of all batches as one; words are put into one vocabulary."""
    if not parts:
        return Cells(np.zeros(0, np.int64), np.zeros(0, bool))
    known = np.concatenate([p.known for p in parts])
    if all(p.words is None for p in parts):
        return Cells(np.concatenate([p.values for p in parts]), known)
    words = pc.unique(pa.chunked_array([p.words.fill_null("") for p in parts if p.words is not None]))
    values = []
    for p in parts:
        if p.words is None or not len(p.words):
            values.append(np.zeros(len(p.values), np.int64))
            continue
        places = pc.index_in(p.words.fill_null(""), value_set=words).to_numpy(zero_copy_only=False).astype(np.int32)
        values.append(places[np.maximum(p.values, 0)])
    return Cells(np.concatenate(values), known, words)


def small(values: Ints) -> Any:
    """Values in as few bytes as hold them."""
    if not len(values):
        return values
    low, high = int(values.min()), int(values.max())
    kind = next(k for k in (np.int8, np.int16, np.int32, np.int64) if np.iinfo(k).min <= low and high <= np.iinfo(k).max)
    return values.astype(kind)


def plain(column: Any) -> Any:
    """A column of keys as whole numbers of 64 bits, or as texts without the blanks around them; an empty one is none."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_integer(column.type):
        return column.cast(pa.int64())
    words = pc.utf8_trim_whitespace(as_text(column))
    return pc.if_else(pc.equal(words, ""), pa.scalar(None, words.type), words)
