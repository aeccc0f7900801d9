"""One task from beginning to end: a piece of the data in, a part on the disk and a report out. The same in every engine.

`run_task` takes and gives plain values, so that it runs here, in another process or on another machine alike.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from pincite.population.reasons import Done
from pincite.population.running import parts
from pincite.population.running.deciding import Deciding
from pincite.population.running.job import Job, Report, Task
from pincite.population.running.output import FAULT, VERDICT_WORDS, Answer, answers, arrays, key_arrays, output_schema
from pincite.population.running.source import Source
from pincitec.graph.pack import Pack, read_pack

__all__ = ["Job", "Report", "Task", "run_task"]

MOST_FAULTS: Final = 5
Tell = Callable[[int], None]


class Worker:
    """What a process keeps between the tasks of one job: the pack, the data opened, the kernels made."""

    def __init__(self, job: Job, data: Source | None = None, pack: Pack | None = None) -> None:
        self.job = job
        self.pack: Pack = pack if pack is not None else read_pack(job.pack, trusted=True)
        self.data: Source = data if data is not None else opened_again(self.pack, job)
        self.answers: tuple[Answer, ...] = answers(self.pack, job.options.decisions)
        self.schema = output_schema(job.schema, self.answers)
        self.deciding = Deciding(self.pack, job.options, job.schema)

    def answered(self, batch: pa.RecordBatch, decided: list[Done]) -> pa.RecordBatch:
        """The rows of a batch as the output has them."""
        columns = key_arrays(batch)
        for answer, found in zip(self.answers, decided, strict=True):
            columns += arrays(self.pack, answer, found)
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)


def opened_again(pack: Pack, job: Job) -> Source:
    """The data of a job in another process, not checked again."""
    from pincite.population.reading import reopen  # only here: what reads is not needed where data are at hand

    return reopen(pack, job.recipe)


_KEPT: dict[str, Worker] = {}


def worker_of(job: Job) -> Worker:
    """The worker of a job in this process; that of another job is let go."""
    if job.digest not in _KEPT:
        _KEPT.clear()
        _KEPT[job.digest] = Worker(job)
    return _KEPT[job.digest]


def run_task(job: Job, task: Task, tell: Tell | None = None, worker: Worker | None = None) -> Report:
    """Decides the rows of a task and writes its part, unless an earlier run of the same job did. `tell` is told how many rows are done.

    Raises `OSError` where the part cannot be written, `Unreadable` where the data cannot be read any more, `Refused` where columns cannot
    hold what is asked; nothing half-written stays.
    """
    done = parts.finished(job, task.number)
    if done is not None:
        if tell is not None:
            tell(done.rows)
        return done
    worker = worker or worker_of(job)
    folder, name = Path(job.folder), parts.part_name(job, task.number)
    counting = Counting(worker.answers)
    worker.deciding.start()
    with parts.put_whole(folder / name) as stream, pa.ipc.new_file(stream, worker.schema, options=COMPRESSED) as writer:
        for batch in worker.data.read(task):
            decided = worker.deciding.decide(batch)
            counting.add(batch, decided)
            writer.write_batch(worker.answered(batch, decided))
            if tell is not None:
                tell(batch.num_rows)
    for decision, table in enumerate(worker.deciding.tables()):
        parts.put_table(folder / parts.reasons_name(job, task.number, decision), table)
    report = counting.report(task.number, name)
    parts.write_report(folder, job, report)
    return report


COMPRESSED: Final[Any] = pa.ipc.IpcWriteOptions(compression="lz4")


class Counting:
    """What a report says of the rows of a part."""

    def __init__(self, answers: tuple[Answer, ...]) -> None:
        self.counts = [np.zeros(len(VERDICT_WORDS), np.int64) for _ in answers]
        self.rows = 0
        self.faulty = 0
        self.faults: list[int] = []

    def add(self, batch: pa.RecordBatch, decided: list[Done]) -> None:
        self.rows += batch.num_rows
        wrong = np.zeros(batch.num_rows, bool)
        for place, found in enumerate(decided):
            self.counts[place] += np.bincount(found.verdict, minlength=len(VERDICT_WORDS))
            wrong |= found.verdict == FAULT
        if wrong.any():
            numbers = batch.column(batch.schema.get_field_index("@row")).take(pa.array(np.flatnonzero(wrong)))
            self.faulty += len(numbers)
            self.faults = [*self.faults, *numbers.to_pylist()][:MOST_FAULTS]

    def report(self, number: int, name: str) -> Report:
        counts = tuple(tuple((word, int(n)) for word, n in zip(VERDICT_WORDS, c, strict=True) if n) for c in self.counts)
        return Report(number, name, self.rows, counts, tuple(self.faults), self.faulty)
