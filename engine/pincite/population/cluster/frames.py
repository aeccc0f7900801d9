"""Data that are in Spark already: decided where they are, a partition at a time, by the same reading, the same kernel and the same reasons.

Spark hands over Arrow batches and takes back Arrow batches; none of its expressions decides anything. A partition is held in memory whole,
and what is checked over all rows of a file (that no key stands twice) is checked within each partition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from attrs import frozen

from pincite import Problems
from pincite.population.reading import Mapped, open_data
from pincite.population.running.calling import mapped_by, options_of
from pincite.population.running.job import Options
from pincite.population.running.output import Answer, answers, output_schema
from pincite.population.running.run import run_in_memory
from pincitec.diagnostics import Diagnostic
from pincitec.graph.pack import Pack, read_pack, write_pack

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class NotDecided(Exception):
    """That a partition has rows which cannot be read, or a question that columns cannot decide. `args[0]` says what, in lines."""


@frozen
class Partition:
    """What a worker does with a partition. Picklable; no two rows of it may have the same `keys`."""

    pack: bytes
    options: Options
    on: date | str
    mapped: Mapped | None
    keys: tuple[str, ...]
    keep: tuple[str, ...]
    keep_going: bool = False

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers, in the order of the rows. Raises `NotDecided`."""
        held = list(batches)
        if held:
            yield from self.answered(pa.Table.from_batches(held)).to_batches()

    def answered(self, table: pa.Table) -> pa.Table:
        pack = pack_of(self.pack)
        data, problems = open_data(table, pack, self.options.decisions, on=self.on, mapped=self.mapped, keys=self.keys, keep=self.keep)
        if data is None:
            raise NotDecided(said(problems))
        found = run_in_memory(pack, self.options, data, keep_going=self.keep_going)
        if isinstance(found, Diagnostic):
            raise NotDecided(said([found]))
        return plain(found[0], answers(pack, self.options.decisions))


@lru_cache(maxsize=2)
def pack_of(data: bytes) -> Pack:
    """The pack, read once in a process."""
    return read_pack(data, trusted=True)


def map_in_arrow(
    frame: "DataFrame",
    pack: Pack,
    decisions: str | Sequence[str],
    *,
    on: date | str,
    keys: Sequence[str],
    keep: Sequence[str] = (),
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
    strict: bool = False,
    mapping: str | Path | None = None,
    keep_going: bool = False,
) -> "DataFrame":
    """A frame with the `keys`, and for each decision its verdict, outcome, status of the law, and value, as `pincite.run` has them.

    `on` is the day asked about or the column of each row's own, `mapping` a file that says which column is which fact. Raises `Problems`
    for what is wrong with the question or the columns; a partition with rows that cannot be read ends the job of Spark that computes it,
    and so does one with rows that divide by zero, unless it is told to `keep_going`. Rows are numbered by partition in what it says.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    if not keys:
        raise ValueError("rows of a frame have no numbers: name the columns that tell them apart")
    options = options_of(
        pack, [decisions] if isinstance(decisions, str) else decisions, on, law_on, readings or {}, strict=strict, by_rows=False
    )
    mapped = None if mapping is None else mapped_by(pack, Path(mapping))
    work = Partition(write_pack(pack), options, on, mapped, tuple(keys), tuple(keep), keep_going)
    empty = to_arrow_schema(frame.schema).empty_table()
    data, problems = open_data(empty, pack, options.decisions, on=on, mapped=mapped, keys=work.keys, keep=work.keep)
    if data is None:
        raise Problems(problems)
    asked = answers(pack, options.decisions)
    schema = plain(output_schema(data.schema, asked).empty_table(), asked).schema
    return frame.mapInArrow(work, from_arrow_schema(schema))


def plain(table: pa.Table, asked: Iterable[Answer]) -> pa.Table:
    """A table as Spark has types for it: words as texts, and without the numbers of reasons, which are those of one partition."""
    table = table.drop_columns([answer.reason for answer in asked])
    fields = [pa.field(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in table.schema]
    return table.cast(pa.schema(fields))


def said(problems: Iterable[Diagnostic]) -> str:
    return "\n".join("; ".join([d.message, *d.notes, *([d.help] if d.help else [])]) for d in problems)
