"""What the check of small data has converted already, kept so that they are not read twice. Under `data.py`.

A file is small if all of it, as columns, takes less than `MOST_HELD` bytes; of a larger one nothing is kept.
"""

from typing import Final

from attrs import define, field

from pincite.population.reading.batches import Converted
from pincite.population.reading.model import Task
from pincite.population.reading.origin import Chunk

MOST_HELD: Final = 64_000_000
PER_VALUE: Final = 9
"""Bytes of a value and whether it is known."""


@define
class Held:
    """Converted rows by the number of their task; `None` once they are too many."""

    parts: dict[int, list[Converted]] | None = field(factory=dict)
    size: int = 0

    def take(self, task: Task, chunk: Chunk, converted: Converted) -> None:
        if self.parts is None:
            return
        self.size += size_of(chunk, converted)
        if self.size > MOST_HELD:
            self.parts = None
        else:
            self.parts.setdefault(task.number, []).append(converted)


def size_of(chunk: Chunk, converted: Converted) -> int:
    """The bytes that converted rows take, at most about; they may hold on to those they were made of."""
    values = len(chunk.rows) * (len(converted.facts) + 1)
    values += sum(int(one.lengths.sum()) * (len(one.fields) + 1) for one in converted.lists.values())
    return int(chunk.batch.nbytes) + PER_VALUE * values
