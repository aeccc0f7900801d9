"""A folder of files of one kind as one origin: the rows of all files, one after the other in the order of their names.

Every file has the same columns, each of one type. A piece is a task of one file, with its rows numbered over all; a task is a piece, and of
very many small ones some together.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import evolve, field, frozen

from pincite.population.reading.arrow_files import MANY, ArrowFile, Parquet
from pincite.population.reading.csv_file import Csv
from pincite.population.reading.listing import Listed, listed
from pincite.population.reading.model import MOST_BATCH, Task
from pincite.population.reading.origin import Chunk, refused
from pincitec.diagnostics.catalogue import populations as rules

File = Parquet | ArrowFile | Csv
KINDS: Final[Mapping[type, str]] = {Parquet: "Parquet", ArrowFile: "Arrow", Csv: "CSV"}
Columns = tuple[tuple[str, str | None], ...]


@frozen
class Folder:
    """Files of one kind. `place` is the whole path of the folder, `firsts` the number of the first row of each file, from 1.

    `pieces` are the tasks of all files, each with the place of its file.
    """

    path: str
    place: str
    schema: Any
    files: tuple[File, ...]
    names: tuple[Listed, ...]
    firsts: tuple[int, ...] = field(repr=False)
    pieces: tuple[tuple[int, Task], ...] = field(repr=False)

    @property
    def in_memory(self) -> bool:
        return False

    @property
    def stamp(self) -> str:
        """Those of all files, in their order."""
        return "\n".join(["folder", *(file.stamp for file in self.files)])

    def unchanged(self, task: Task | None = None) -> None:
        """Raises `Unreadable` where the file of a task is not what it was; without one, where any is, or there are others."""
        if task is not None:
            for at in dict.fromkeys(at for at, _ in self.pieces[task.start : task.end]):
                self.files[at].unchanged()
            return
        if listed(self.place, self.path) != self.names:
            help = "wait until it is written, and begin again"
            raise refused(rules.DATA_UNREADABLE, self.path, f"`{self.path}` was changed while it was read", help)
        for file in self.files:
            file.unchanged()

    def place_of(self, row: int) -> tuple[str, int]:
        """The file that a row is in, as its path below the folder, and its number there, from 1."""
        at = bisect_right(self.firsts, row) - 1
        return self.names[at].name, row - self.firsts[at] + 1

    def tasks(self) -> tuple[Task, ...]:
        least = 1 if len(self.pieces) <= MANY else MOST_BATCH
        made: list[Task] = []
        start, held = 0, 0
        for end, (_, piece) in enumerate(self.pieces, 1):
            held += piece.rows
            if held >= least or end == len(self.pieces):
                made.append(Task(len(made), self.pieces[start][1].first, held, start, end))
                start, held = end, 0
        return tuple(made)

    def chunks(self, task: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        for at, piece in self.pieces[task.start : task.end]:
            yield from self.of_piece(at, piece, columns)

    def of_piece(self, at: int, piece: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        """The rows of a piece of one file."""
        said = dict(self.names[at].columns)
        inside = [name for name in columns if name not in said]
        types = {name: self.schema.field(name).type for name in inside}
        for chunk in self.files[at].chunks(piece, inside):
            count = len(chunk.rows)
            arrays = [
                repeated(said[name], count) if name in said else typed(chunk.batch.column(name), types[name], count) for name in columns
            ]
            yield evolve(chunk, batch=pa.RecordBatch.from_arrays(arrays, names=list(columns))) if columns else chunk


def repeated(value: str | None, count: int) -> Any:
    """A column of one text, or of none."""
    if value is None:
        return pa.nulls(count, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([value], pa.string()))


def typed(column: Any, type: Any, count: int) -> Any:
    """A column of nothing but nulls, in a file that therefore has no type for it, as one of the type that it has in the others."""
    return pa.nulls(count, type) if pa.types.is_null(column.type) and not pa.types.is_null(type) else column


def folder(path: str, opened: Callable[[str], File]) -> Folder:
    """Opens all files of a folder, each by `opened`. Raises `Unreadable`."""
    place = os.path.abspath(path)
    names = listed(place, path)
    files: list[File] = []
    for one in names:
        file = opened(os.path.join(path, one.name))
        files.append(evolve(file, schema=files[-1].schema) if files and file.schema.equals(files[-1].schema) else file)
    alike(files, names)
    schema = schema_of(files, names[0].columns)
    firsts, pieces, first = [], [], 1
    for at, file in enumerate(files):
        firsts.append(first)
        for task in file.tasks():
            pieces.append((at, evolve(task, first=first)))
            first += task.rows
    return Folder(path, place, schema, tuple(files), names, tuple(firsts), tuple(pieces))


def alike(files: Sequence[File], names: Sequence[Listed]) -> None:
    """Raises `Unreadable` where files are of two kinds, or lie in folders that say other columns."""
    first, at = files[0], [column for column, _ in names[0].columns]
    for file, place in zip(files[1:], names[1:], strict=True):
        if type(file) is not type(first):
            kinds = f"`{file.path}` is {KINDS[type(file)]}, and `{first.path}` is {KINDS[type(first)]}"
            raise refused(rules.DATA_UNREADABLE, file.path, kinds, "give a folder with files of one kind, and nothing beside them")
        here = [column for column, _ in place.columns]
        if here != at:
            message = f"`{file.path}` lies in folders of other columns than `{first.path}`"
            notes = f"{shown(here)}, where that one has {shown(at)}"
            raise refused(rules.NO_SUCH_COLUMN, file.path, message, "lay all files in folders of the same columns", notes)


def shown(names: Sequence[str]) -> str:
    return ", ".join(f"`{name[:60]}`" for name in names[:5]) + (", …" if len(names) > 5 else "") if names else "none"


def schema_of(files: Sequence[File], parted: Columns) -> Any:
    """The columns of all files, with those of the folders after them. Raises `Unreadable` where files differ."""
    first = files[0]
    wanted = set(first.schema.names)
    types: dict[str, tuple[Any, File]] = {name: (first.schema.field(name).type, first) for name in first.schema.names}
    for file in files[1:]:
        if file.schema is first.schema:
            continue
        here = set(file.schema.names)
        if here != wanted:
            lacks, has = sorted(wanted - here), sorted(here - wanted)
            what = f"lacks {shown(lacks)}, which" if lacks else f"has {shown(has)}, which"
            rest = f"`{first.path}` has" if lacks else f"`{first.path}` has not"
            help = "write all files with the same columns: a column that is not there is not the same as one that is empty"
            raise refused(rules.NO_SUCH_COLUMN, file.path, f"`{file.path}` {what} {rest}", help)
        for name in file.schema.names:
            kind, (known, other) = file.schema.field(name).type, types[name]
            if pa.types.is_null(known):
                types[name] = (kind, file)
            elif kind != known and not pa.types.is_null(kind):
                message = f"`{name[:60]}` is {kind} in `{file.path}`, and {known} in `{other.path}`"
                raise refused(rules.COLUMN_TYPE, file.path, message, "write all files with the same types")
    for name, _ in parted:
        if name in types:
            message = f"`{name[:60]}` is a column of `{first.path}`, and of the folder that it lies in"
            raise refused(rules.NO_SUCH_COLUMN, first.path, message, "take one of them away: nobody says which is meant")
    return pa.schema([*((name, types[name][0]) for name in first.schema.names), *((name, pa.string()) for name, _ in parted)])
