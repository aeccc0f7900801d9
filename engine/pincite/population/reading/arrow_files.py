"""Parquet and Arrow files as origins: row groups and batches, of which only the columns wanted are decoded.

Nothing that a file says of itself is believed: not its statistics, not that its texts are UTF-8, not that its offsets lie within it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from pincite.population.reading.model import MOST_BATCH, Task
from pincite.population.reading.origin import Chunk, OneFile, Stamp, damaged, numbered, refused, same, stamp_of
from pincitec.diagnostics.catalogue import populations as rules

ERRORS: Final = (pa.ArrowException, OSError, EOFError, ValueError, TypeError, KeyError, IndexError, OverflowError, MemoryError)
"""What Arrow raises of a file that is not as it should be."""
MOST_STRING: Final = 1 << 26
MOST_CONTAINER: Final = 1 << 22
"""Bytes and items of the description of a Parquet file."""
BUFFER: Final = 1 << 18
"""Bytes of a column that are read from the disk at once."""
DEEPEST: Final = 32
MANY: Final = 1_000
"""Row groups, each of which is a task of its own."""
FEW_BYTES: Final = 4
MOST_GROUPED: Final = 1 << 20
"""Rows of small batches that are read together."""


@frozen
class Parquet(OneFile):
    """A Parquet file; a task is a row group. `repeated` are columns of few distinct texts, which are read as such."""

    path: str
    schema: Any
    groups: tuple[int, ...]
    repeated: tuple[str, ...]
    file: Stamp

    @property
    def stamp(self) -> str:
        return f"parquet {self.file}"

    def tasks(self) -> tuple[Task, ...]:
        """One for each row group; where there are very many, some for each."""
        least = 1 if len(self.groups) <= MANY else MOST_BATCH
        made: list[Task] = []
        first, start, held = 1, 0, 0
        for end, rows in enumerate(self.groups, 1):
            held += rows
            if held >= least or end == len(self.groups):
                if held:
                    made.append(Task(len(made), first, held, start, end))
                first, start, held = first + held, end, 0
        return tuple(made)

    def chunks(self, task: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        same(self.path, self.file)
        row = task.first
        where = f" in row group {task.start + 1:,}"
        try:
            with opened(self.file.place, [c for c in columns if c in self.repeated]) as file:
                if not columns:
                    yield from counted(row, task.rows)
                    return
                groups = list(range(task.start, task.end))
                for batch in file.iter_batches(MOST_BATCH, row_groups=groups, columns=list(columns), use_threads=False):
                    rows = batch.num_rows
                    yield Chunk(batch.select(list(columns)), numbered(row, rows))
                    row += rows
        except ERRORS as error:
            same(self.path, self.file)
            raise damaged(self.path, where, error) from None
        if row != task.first + task.rows:
            raise damaged(self.path, where, ValueError(f"{row - task.first} rows, where {task.rows} were announced"))
        same(self.path, self.file)


def counted(first: int, rows: int) -> Iterator[Chunk]:
    """Rows of which no column is wanted."""
    for start in range(0, rows, MOST_BATCH):
        size = min(MOST_BATCH, rows - start)
        yield Chunk(pa.RecordBatch.from_arrays([], names=[]).slice(0, 0), numbered(first + start, size))


def opened(path: str, texts: Sequence[str] = ()) -> Any:
    return pq.ParquetFile(
        path,
        read_dictionary=list(texts),
        thrift_string_size_limit=MOST_STRING,
        thrift_container_size_limit=MOST_CONTAINER,
        page_checksum_verification=True,
        pre_buffer=False,  # else all that was ever asked for stays in memory
        buffer_size=BUFFER,
    )


def legible(schema: Any) -> Any:
    """The schema, if every name in it is UTF-8 and it is not too deep. Raises `ValueError`."""
    inner = [(field, 0) for field in schema]
    while inner:
        part, depth = inner.pop()
        part.name.encode()
        if depth > DEEPEST:
            raise ValueError(f"columns nested more than {DEEPEST} deep")
        inner += [(part.type.field(n), depth + 1) for n in range(part.type.num_fields)]
    return schema


def parquet(path: str) -> Parquet:
    """Opens a Parquet file. Raises `Unreadable`."""
    stamp = stamp_of(path)
    try:
        with opened(path) as file:
            groups = tuple(file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups))
            schema = legible(file.schema_arrow)
            if any(rows < 0 for rows in groups):
                raise ValueError("a row group with less than no rows")
            repeated = few_texts(file.metadata, schema)
    except ERRORS as error:
        raise damaged(path, "", error) from None
    return Parquet(path, schema, groups, repeated, stamp)


def few_texts(metadata: Any, schema: Any) -> tuple[str, ...]:
    """The columns of texts that take so few bytes a row that most of their texts must be the same; a hint, on which only speed rests."""
    texts = {field.name for field in schema if field.type in (pa.string(), pa.large_string())}
    places = {metadata.schema.column(n).path: n for n in range(metadata.num_columns)}
    found = []
    for name in sorted(texts & places.keys()):
        groups = [metadata.row_group(g).column(places[name]) for g in range(min(metadata.num_row_groups, MANY))]
        rows = sum(g.num_values for g in groups)
        if rows and sum(g.total_uncompressed_size for g in groups) < FEW_BYTES * rows + FEW_BYTES * FEW_BYTES:
            found.append(name)
    return tuple(found)


@frozen
class ArrowFile(OneFile):
    """An Arrow file, also called Feather; a task is some of its batches. A stream is one task, since it is read from its beginning."""

    path: str
    schema: Any
    sizes: tuple[int, ...]
    streamed: bool
    file: Stamp

    @property
    def stamp(self) -> str:
        return f"arrow {self.file}"

    def tasks(self) -> tuple[Task, ...]:
        if self.streamed:
            return (Task(0, 1, sum(self.sizes), 0, len(self.sizes)),) if sum(self.sizes) else ()
        made: list[Task] = []
        first, start, rows = 1, 0, 0
        for number, size in enumerate(self.sizes, 1):
            rows += size
            if rows >= MOST_GROUPED or number == len(self.sizes):
                if rows:
                    made.append(Task(len(made), first, rows, start, number))
                first, start, rows = first + rows, number, 0
        return tuple(made)

    def chunks(self, task: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        same(self.path, self.file)
        row = task.first
        try:
            with pa.OSFile(self.file.place) as source:
                for batch in self.batches(source, task):
                    wanted = batch.select(list(columns))
                    wanted.validate(full=True)
                    for start in range(0, wanted.num_rows, MOST_BATCH):
                        part = wanted.slice(start, MOST_BATCH)
                        yield Chunk(part, numbered(row + start, part.num_rows))
                    row += batch.num_rows
        except ERRORS as error:
            same(self.path, self.file)
            raise damaged(self.path, "", error) from None
        same(self.path, self.file)

    def batches(self, source: Any, task: Task) -> Iterator[Any]:
        if self.streamed:
            yield from pa.ipc.open_stream(source)
            return
        with pa.ipc.open_file(source) as file:
            for number in range(task.start, task.end):
                yield file.get_batch(number)


def arrow_file(path: str, *, streamed: bool) -> ArrowFile:
    """Opens an Arrow file or stream. Raises `Unreadable`."""
    stamp = stamp_of(path)
    try:
        with pa.OSFile(path) as source:
            if streamed:
                with pa.ipc.open_stream(source) as stream:
                    schema, sizes = legible(stream.schema), tuple(batch.num_rows for batch in stream)
            else:
                with pa.ipc.open_file(source) as file:
                    schema, sizes = legible(file.schema), tuple(file.get_batch(n).num_rows for n in range(file.num_record_batches))
    except ERRORS as error:
        raise damaged(path, "", error) from None
    return ArrowFile(path, schema, sizes, streamed, stamp)


@frozen(eq=False)
class Frame:
    """A table in memory; a task is a range of its rows."""

    path: str
    table: Any

    @property
    def schema(self) -> Any:
        return self.table.schema

    @property
    def stamp(self) -> str:
        return f"frame {self.table.num_rows}"

    @property
    def in_memory(self) -> bool:
        return True

    def unchanged(self, task: Task | None = None) -> None:
        """What is in memory is not looked at again."""

    def place_of(self, row: int) -> None:
        return None

    def tasks(self) -> tuple[Task, ...]:
        rows = self.table.num_rows
        starts = range(0, rows, MOST_GROUPED)
        return tuple(Task(n, s + 1, min(MOST_GROUPED, rows - s), s, min(s + MOST_GROUPED, rows)) for n, s in enumerate(starts))

    def chunks(self, task: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        row = task.first
        try:
            part = self.table.select(list(columns)).slice(task.start, task.end - task.start)
            for batch in part.to_batches(max_chunksize=MOST_BATCH):
                batch.validate(full=True)
                yield Chunk(batch, numbered(row, batch.num_rows))
                row += batch.num_rows
        except ERRORS as error:
            raise damaged(self.path, "", error) from None


def frame(data: Any) -> Frame:
    """A frame of any library that hands over Arrow data: Polars, pandas, PyArrow. Raises `Unreadable`."""
    name = "data"
    if isinstance(data, pa.Table):
        return Frame(name, data)
    if isinstance(data, pa.RecordBatch):
        return Frame(name, pa.Table.from_batches([data]))
    if not hasattr(data, "__arrow_c_stream__"):
        help = "give a path, or a table of Polars (collected), pandas or PyArrow"
        kind = type(data).__name__[:40]
        raise refused(rules.DATA_UNREADABLE, name, f"data of the kind `{kind}` are not read", help)
    try:
        if isinstance(data, pa.RecordBatchReader):
            return Frame(name, data.read_all())  # which checks that all batches are of one schema
        return Frame(name, pa.table(data))
    except (*ERRORS, AttributeError) as error:
        raise refused(
            rules.DATA_UNREADABLE,
            name,
            "the frame has columns that Arrow cannot hold",
            "give each column one type of value",
            str(error)[:160],
        ) from None
