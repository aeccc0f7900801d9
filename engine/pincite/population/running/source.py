"""What a run needs of its data, wherever they come from: `pincite.population.reading.Data` is one such source."""

from collections.abc import Iterator
from typing import Any, Protocol

import pyarrow as pa

from pincite.population.reading.model import Task


class Source(Protocol):
    """Checked data as canonical batches. `rows` of them may be used, `refused` are left out. `recipe` opens them again in another process,
    `None` where they are only in this one; `stamp` tells them from other data."""

    @property
    def schema(self) -> pa.Schema: ...
    @property
    def rows(self) -> int: ...
    @property
    def refused(self) -> int: ...
    @property
    def recipe(self) -> Any: ...
    @property
    def stamp(self) -> str: ...
    def place_of(self, row: int) -> tuple[str, int] | None:
        """The file of a row and its number there, where there are several files."""
        ...

    def tasks(self) -> tuple[Task, ...]: ...
    def read(self, task: Task) -> Iterator[pa.RecordBatch]: ...
