"""Data that are canonical already, as reading gives them: tables in memory, cut into tasks."""

from collections.abc import Iterator

import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns.schema import Form, canonical
from pincite.population.reading.model import Task
from pincitec.graph.pack import Pack


@frozen
class Canned:
    table: pa.Table
    tasks_of: int
    stamp: str = "canned"
    refused: int = 0
    recipe: None = None

    @property
    def schema(self) -> pa.Schema:
        return self.table.schema

    @property
    def rows(self) -> int:
        return int(self.table.num_rows)

    def place_of(self, row: int) -> None:
        return None

    def tasks(self) -> tuple[Task, ...]:
        starts = range(0, self.rows, self.tasks_of)
        return tuple(Task(n, s + 1, min(self.tasks_of, self.rows - s), s, min(self.rows, s + self.tasks_of)) for n, s in enumerate(starts))

    def read(self, task: Task) -> Iterator[pa.RecordBatch]:
        yield from self.table.slice(task.start, task.rows).combine_chunks().to_batches()


def canned(pack: Pack, columns: dict[str, list[object]], *, tasks_of: int = 100, keys: dict[str, list[object]] | None = None) -> Canned:
    """Facts by qualified name, with `@asked` where each row has its own day."""
    forms = {name: Form() for name in columns if name in pack.fact}
    schema = canonical(pack, forms, asked="@asked" in columns)
    rows = len(next(iter(columns.values())))
    arrays = [pa.array(columns.get(f.name, [None] * rows), f.type) for f in schema]
    table = pa.Table.from_arrays(arrays, schema=schema).append_column("@row", pa.array(range(1, rows + 1), pa.int64()))
    for name, values in (keys or {}).items():
        table = table.append_column(f"@key:{name}", pa.array(values))
    return Canned(table, tasks_of)
