"""Parts joined into the output, as a stream: it is whole when it takes its name, or it is not there. Stands over `parts.py`.

What is in memory at a time is one row group, whatever the number of rows.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pincite.population.running.parts import put_whole

GROUP: Final = 262_144
"""Rows of a row group or of a batch of the output."""
FORMATS: Final = {".parquet": "parquet", ".arrow": "arrow", ".feather": "feather", ".csv": "csv"}
"""The formats of an output by the ending of its name."""
ACTS: Final = r"^([=+\-@\t\r])"
"""How a text begins that a spreadsheet takes for a formula."""

Write = Callable[[pa.Table], None]


def join(batches: Iterable[pa.RecordBatch], schema: pa.Schema, out: Path, format: str) -> None:
    """Writes batches to a file in a format of `FORMATS`, and puts it in its place; a link keeps leading to it.

    Raises `OSError`; then nothing has changed."""
    with put_whole(Path(os.path.realpath(out)), out.name) as stream, WRITERS[format](stream, schema) as write:
        for table in grouped(batches, schema):
            write(table)


def grouped(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in tables of `GROUP` rows, the last of fewer; so the output does not show how the work was parted."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for whole in batches:
        batch = whole
        while rows + batch.num_rows >= GROUP:
            taken = GROUP - rows
            yield pa.Table.from_batches([*waiting, batch.slice(0, taken)], schema)
            waiting, rows, batch = [], 0, batch.slice(taken)
        if batch.num_rows:
            waiting.append(batch)
            rows += batch.num_rows
    if rows:
        yield pa.Table.from_batches(waiting, schema)


def read_parts(folder: Path, names: Sequence[str], numbers: Mapping[str, Sequence[pa.Array]]) -> Iterator[pa.RecordBatch]:
    """The batches of all parts, in their order. `numbers` gives for each column of reasons, part by part, the numbers that its reasons have
    in the output."""
    for place, name in enumerate(names):
        with pa.memory_map(str(folder / name)) as held, pa.ipc.open_file(held) as reader:
            for number in range(reader.num_record_batches):
                yield renumbered(reader.get_batch(number), {column: new[place] for column, new in numbers.items()})


def renumbered(batch: pa.RecordBatch, numbers: Mapping[str, pa.Array]) -> pa.RecordBatch:
    """A batch whose reasons have other numbers."""
    for column, new in numbers.items():
        place = batch.schema.get_field_index(column)
        batch = batch.set_column(place, batch.schema.field(place), new.take(batch.column(place)))
    return batch


def read_reasons(folder: Path, names: Sequence[str]) -> list[pa.Table]:
    """The reasons of all parts for one decision, in the order of the parts."""
    found = []
    for name in names:
        with pa.memory_map(str(folder / name)) as held, pa.ipc.open_file(held) as reader:
            found.append(reader.read_all())
    return found


@contextmanager
def parquet(stream: IO[bytes], schema: pa.Schema) -> Iterator[Write]:
    import pyarrow.parquet as pq

    repeated = [f.name for f in schema if pa.types.is_dictionary(f.type) or pa.types.is_string(f.type) or f.type == pa.int32()]
    with pq.ParquetWriter(stream, schema, compression="zstd", use_dictionary=repeated) as writer:
        yield lambda table: writer.write_table(table, row_group_size=GROUP)


@contextmanager
def arrow(stream: IO[bytes], schema: pa.Schema, compression: str | None = None) -> Iterator[Write]:
    options: Any = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_file(stream, schema, options=options) as writer:
        yield lambda table: writer.write_table(table.combine_chunks())


def feather(stream: IO[bytes], schema: pa.Schema) -> AbstractContextManager[Write]:
    return arrow(stream, schema, "lz4")


@contextmanager
def separated(stream: IO[bytes], schema: pa.Schema) -> Iterator[Write]:
    """Commas between the columns, a line feed after a row, quotation marks around texts."""
    from pyarrow.csv import CSVWriter

    plain = pa.schema([pa.field(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in schema])
    names = [re.sub(ACTS, r"'\1", name) for name in plain.names]
    named = pa.schema([field.with_name(name) for field, name in zip(plain, names, strict=True)])
    with CSVWriter(stream, named) as writer:
        yield lambda table: writer.write_table(harmless(table.cast(plain)).rename_columns(names))


def harmless(table: pa.Table) -> pa.Table:
    """The table with an apostrophe before each text that a spreadsheet would take for a formula."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            table = table.set_column(place, field, pc.replace_substring_regex(table.column(place), ACTS, r"'\1"))
    return table


WRITERS: Final[dict[str, Callable[[IO[bytes], pa.Schema], AbstractContextManager[Write]]]] = {
    "parquet": parquet,
    "arrow": arrow,
    "feather": feather,
    "csv": separated,
}
