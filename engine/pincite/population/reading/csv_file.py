"""A CSV file as an origin: each part is parsed by Arrow into columns of bytes, and no cell is taken for anything but what it says.

Rows with more or fewer cells than there are columns are handed on as they stand, with their lines.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from attrs import frozen

from pincite.population.reading.arrow_files import ERRORS
from pincite.population.reading.csv_scan import NEWLINE, Header, Part, parts, read_header, record_ends, starts
from pincite.population.reading.model import MOST_BATCH, Task
from pincite.population.reading.origin import Broken, Chunk, OneFile, Stamp, damaged, same, stamp_of
from pincite.population.reading.packed import Unpacked

MOST_SHOWN = 400


@frozen
class Csv(OneFile):
    """A CSV file; a task is a part of it that begins and ends with a record. One that is packed is a single task: it is read forwards."""

    path: str
    schema: Any
    header: Header
    cut: tuple[Part, ...]
    file: Stamp
    packing: str | None = None

    @property
    def stamp(self) -> str:
        return f"csv {self.file}"

    def tasks(self) -> tuple[Task, ...]:
        if self.packing is not None:
            rows = sum(part.records for part in self.cut)
            return (Task(0, 1, rows, self.cut[0].start, self.cut[-1].end),) if rows else ()
        made: list[Task] = []
        first = 1
        for part in self.cut:
            if part.records:
                made.append(Task(len(made), first, part.records, part.start, part.end))
            first += part.records
        return tuple(made)

    def chunks(self, task: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        first = task.first
        same(self.path, self.file)
        with unpacked(self.file.place, self.packing) as stream:
            for part in self.cut:
                if part.records and task.start <= part.start < task.end:
                    yield from self.rows(self.piece(stream, part), part, first, columns)
                    first += part.records

    def piece(self, stream: Any, part: Part) -> bytes:
        """The bytes of a part. Raises `Unreadable`."""
        try:
            stream.seek(part.start)
            data: bytes = stream.read(part.end - part.start)
        except OSError as error:
            same(self.path, self.file)
            raise damaged(self.path, f" from line {part.line:,} on", error) from None
        same(self.path, self.file)
        return data

    def rows(self, data: bytes, part: Part, first: int, columns: Sequence[str]) -> Iterator[Chunk]:
        """The rows of a part, of which `first` is the number of the first."""
        skipped: list[Any] = []
        table = self.parsed(data, part, columns, skipped)
        rows = np.arange(first, first + part.records, dtype=np.int64)
        gone = [row.number - 1 for row in skipped]
        lines = Lines(data, part.line, first)
        found = tuple(
            Broken(first + row.number - 1, lines(first + row.number - 1), row.text[:MOST_SHOWN], row.actual_columns) for row in skipped
        )
        rows = np.delete(rows, gone)
        if len(rows) != table.num_rows:
            raise damaged(self.path, f" from line {part.line:,} on", ValueError(f"{table.num_rows} rows, where {len(rows)} were counted"))
        if not len(rows):
            yield Chunk(table.to_batches()[0] if table.num_columns and table.to_batches() else self.nothing(columns), rows, found, lines)
            return
        at = 0
        for batch in table.combine_chunks().to_batches(max_chunksize=MOST_BATCH):
            yield Chunk(batch, rows[at : at + batch.num_rows], found if at == 0 else (), lines)
            at += batch.num_rows

    def nothing(self, columns: Sequence[str]) -> Any:
        return pa.RecordBatch.from_arrays([pa.array([], pa.binary()) for _ in columns], names=list(columns))

    def parsed(self, data: bytes, part: Part, columns: Sequence[str], skipped: list[Any]) -> Any:
        """The columns wanted, as bytes; rows that do not fit go to `skipped`."""

        def skip(row: Any) -> str:
            skipped.append(row)
            return "skip"

        places = {name: str(n) for n, name in enumerate(self.header.names)}
        wanted = [places[c] for c in columns] or ["0"]
        try:
            table = pacsv.read_csv(
                pa.BufferReader(data),
                read_options=pacsv.ReadOptions(
                    use_threads=False, block_size=len(data) + 64, column_names=[str(n) for n in range(len(self.header.names))]
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=self.header.delimiter, newlines_in_values=part.quoted, invalid_row_handler=skip, ignore_empty_lines=True
                ),
                convert_options=pacsv.ConvertOptions(
                    check_utf8=False,
                    column_types={n: pa.binary() for n in wanted},
                    include_columns=wanted,
                    null_values=[],
                    strings_can_be_null=False,
                ),
            )
        except ERRORS as error:
            raise damaged(self.path, f" from line {part.line:,} on", error) from None
        return table.rename_columns(list(columns)) if columns else table


class Lines:
    """The line on which a row begins, found when it is asked for."""

    def __init__(self, data: bytes, line: int, first: int) -> None:
        self.data, self.line, self.first = data, line, first
        self.found: Any = None

    def __call__(self, row: int) -> int:
        body = np.frombuffer(self.data, np.uint8)
        if self.found is None:
            begin = starts(body, record_ends(body))
            self.found = self.line + np.searchsorted(np.flatnonzero(body == NEWLINE), begin)
        return int(self.found[row - self.first])


def unpacked(path: str, packing: str | None) -> Any:
    """The bytes of a file, or of what is packed in it."""
    return open(path, "rb") if packing is None else Unpacked(path, packing)


def csv_file(path: str, delimiter: str | None, packing: str | None = None) -> Csv:
    """Opens a CSV file, and finds where its records end. `packing`: one of `packed.MAGIC`. Raises `Unreadable`."""
    stamp = stamp_of(path)
    try:
        with unpacked(path, packing) as stream:
            header = read_header(stream, path, delimiter)
            cut = tuple(parts(stream, path, header))
    except ERRORS as error:
        raise damaged(path, "", error) from None
    same(path, stamp)
    return Csv(path, pa.schema([(name, pa.string()) for name in header.names]), header, cut, stamp, packing)
