"""Who runs the tasks of a job: this process, processes of this machine, Spark or Ray. Each runs the same `run_task`.

An engine gives a report for each task, in any order. Stands over `partition.py`.
"""

import contextlib
import multiprocessing
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Protocol

from pincite.population.running.partition import Job, Report, Task, Tell, Worker, run_task

ENGINES: Final = ("columns", "rows", "spark", "ray")
"""`rows` asks the scalar executor for one row after another; the others compute over columns."""


class Engine(Protocol):
    """`tell` is told of rows as they are done."""

    def __call__(self, job: Job, tasks: Sequence[Task], tell: Tell) -> Iterator[Report]: ...


class Unavailable(Exception):
    """That an engine cannot be used here. `args[0]` is the `Diagnostic` that says why."""


class WorkerLost(Exception):
    """A process that ran a task has ended before its time, by a signal or for want of memory. `args[0]`: its exit code."""


def here(worker: Worker) -> Engine:
    """The tasks one after another in this process, with data that are open already."""

    def run(job: Job, tasks: Sequence[Task], tell: Tell) -> Iterator[Report]:
        for task in tasks:
            yield run_task(job, task, tell, worker)

    return run


def processes(workers: int) -> Engine:
    """The tasks in so many processes of this machine. Raises `WorkerLost`, and whatever `run_task` raises in one of them."""

    def run(job: Job, tasks: Sequence[Task], tell: Tell) -> Iterator[Report]:
        waiting = list(tasks)[::-1]
        context = multiprocessing.get_context("spawn")
        running: dict[Connection, Any] = {}
        try:
            with uninterrupted():
                for _ in range(min(workers, len(waiting))):
                    ours, theirs = context.Pipe()
                    process = context.Process(target=serve, args=(job, theirs), daemon=True)
                    process.start()
                    theirs.close()
                    running[ours] = process
                    ours.send(waiting.pop())
            while running:
                for pipe in wait(list(running)):
                    assert isinstance(pipe, Connection)
                    report = received(pipe, running[pipe])
                    tell(report.rows)
                    if waiting:
                        pipe.send(waiting.pop())
                    else:
                        pipe.send(None)
                        running.pop(pipe).join()
                        pipe.close()
                    yield report
        finally:
            for pipe, process in running.items():
                process.terminate()
                process.join()
                pipe.close()

    return run


def received(pipe: Connection, process: Any) -> Report:
    try:
        came = pipe.recv()
    except (EOFError, ConnectionError):
        process.join()
        raise WorkerLost(process.exitcode) from None
    if isinstance(came, BaseException):
        raise came
    assert isinstance(came, Report)
    return came


def serve(job: Job, pipe: Connection) -> None:
    """What a process does: tasks until there are no more. Ctrl-C is the business of the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, ConnectionError):  # the process that started it is gone
        while (task := pipe.recv()) is not None:
            try:
                pipe.send(run_task(job, task))
            except Exception as error:
                pipe.send(error if sendable(error) else RuntimeError(f"{type(error).__name__}: {error}"))
                return


def sendable(error: Exception) -> bool:
    try:
        return isinstance(pickle.loads(pickle.dumps(error)), type(error))
    except Exception:
        return False


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes started here take no notice of Ctrl-C, from their first instruction on: a signal that is ignored stays so in them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def local(worker: Worker, workers: int) -> Engine:
    """So many processes of this machine; this one alone if there is one, or if the data are nowhere else."""
    return here(worker) if workers == 1 or worker.job.recipe is None else processes(workers)


def clustered(name: str, cluster: str, workers: int) -> Engine:
    """Spark or Ray: their packages are imported only where they are asked for."""
    if name == "spark":
        from pincite.population.cluster.spark import spark

        return spark(cluster, workers)
    from pincite.population.cluster.ray import ray

    return ray(cluster, workers)


def engine_named(name: str, workers: int, worker: Worker, cluster: str = "") -> Engine:
    """The engine of that name; one worker of `columns` is this process. `cluster`: the address of Spark or Ray; "" for this machine."""
    makers: dict[str, Callable[[], Engine]] = {
        "columns": lambda: local(worker, workers),
        "rows": lambda: local(worker, workers),
        "spark": lambda: clustered("spark", cluster, workers),
        "ray": lambda: clustered("ray", cluster, workers),
    }
    return makers[name]()
