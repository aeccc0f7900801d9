"""Spark as the scheduler of a run: partitions are of tasks, and nothing but their reports comes back.

Spark's own readers, expressions and joins take no part, so its rules of nulls, decimals and days decide nothing. By default it runs on this
machine, on the loopback address; `cluster` is a master such as `spark://host:7077` or `yarn`. A context that is there already is used as it
is, and stays.
"""

import os
import shutil
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, Final

from pincite.population.cluster.serving import RETRIES, Run, answered, attempt, not_run, shared, taken, unavailable
from pincite.population.running.engines import Engine, WorkerLost
from pincite.population.running.partition import Job, Report, Task, Tell, run_task
from pincitec import __version__

if TYPE_CHECKING:
    from pyspark import SparkContext

BETWEEN: Final = 0.2
"""Seconds between two looks at how far the tasks are."""
EACH: Final = 8
"""Partitions for each thread of this machine: a partition costs Spark some 50 ms, however small its tasks are. On a cluster, whose size may
change, each task is one. Of a partition that is tried again, the tasks that are finished are not."""
LOST: Final = ("exited unexpectedly", "ExecutorLostFailure", "ExecutorDeadException")
"""How Spark says that what ran a task is gone."""
LOCAL: Final = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
QUIET: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "FATAL",
    "spark.executorEnv.PYTHONWARNINGS": "ignore",
}


def spark(cluster: str = "", workers: int = 1, run: Run = run_task) -> Engine:
    """The engine. `cluster` is Spark's master; without one, so many workers on this machine."""

    def engine(job: Job, tasks: Sequence[Task], tell: Tell) -> Iterator[Report]:
        job = shared(job, "spark")
        context, ours = opened(cluster, workers)
        from py4j.protocol import Py4JError

        try:
            yield from scheduled(context, job, tasks, tell, run)
        except Py4JError as error:
            raise unavailable("spark", f"has stopped: {first_line(error)}", "look at what Spark says above") from None
        finally:
            if ours:
                context.stop()

    return engine


def opened(cluster: str, workers: int) -> tuple["SparkContext", bool]:
    """The context, and whether it was made here. Raises `Unavailable`."""
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError:
        raise unavailable("spark", "is not installed", "pip install 'pincite[spark]'") from None
    if SparkContext._active_spark_context is not None:
        return SparkContext._active_spark_context, False
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise unavailable("spark", "needs Java, which is not here", "install Java 17 or later, or set JAVA_HOME")
    answered("spark", cluster)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    here = not cluster or cluster.startswith("local")
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {**(LOCAL if here else {}), **QUIET, "spark.task.maxFailures": str(RETRIES + 1)}
    conf = SparkConf().setMaster(cluster or f"local[{workers},{RETRIES + 1}]").setAppName("pincite").setAll(list(settings.items()))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # about the version of pandas, which has no part in this
            return SparkContext(conf=conf), True
    except Exception as error:
        where = f"at `{cluster}`" if cluster else "on this machine"
        raise unavailable("spark", f"could not be started {where}: {first_line(error)}", "look at what Spark says above") from None


def scheduled(context: "SparkContext", job: Job, tasks: Sequence[Task], tell: Tell, run: Run) -> Iterator[Report]:
    """The reports, when all are there. Meanwhile rows are told as they are counted."""
    if not tasks:
        return
    rows = context.accumulator(0)
    sent = context.broadcast(job)

    def one(task: Task) -> Report | Exception:
        came = attempt(sent.value, task, run, version=__version__, engine="spark")
        if isinstance(came, Report):
            rows.add(came.rows)
        return came

    here = (context.master or "").startswith("local[")
    slices = min(len(tasks), EACH * context.defaultParallelism) if here else len(tasks)
    spread = context.parallelize(list(tasks), slices).map(one)
    pool = ThreadPoolExecutor(1)
    try:
        told = 0
        waiting = pool.submit(spread.collect)
        while wait([waiting], BETWEEN).not_done:
            if rows.value > told:
                tell(rows.value - told)
                told = rows.value
        found = collected(waiting)
        tell(sum(r.rows for r in found if isinstance(r, Report)) - told)
        yield from map(taken, found)
    finally:
        if threading.current_thread() is threading.main_thread():
            context.cancelAllJobs()
        pool.shutdown(wait=False)
        sent.unpersist()


def collected(waiting: Any) -> list[Report | Exception]:
    """What came of all tasks. Raises `WorkerLost` where Spark gave one up: what a task itself raises comes as a value."""
    from py4j.protocol import Py4JJavaError

    try:
        return waiting.result()  # type: ignore[no-any-return]
    except Py4JJavaError as error:
        said = str(error)
        if any(words in said for words in LOST):
            raise WorkerLost(None) from error
        raise not_run("spark", said) from None


def first_line(error: Exception) -> str:
    said = str(error).strip().splitlines()
    return said[0] if said else type(error).__name__
