"""What every cluster engine shares: a task tried in a worker, and what is said where an engine cannot be used."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from socket import create_connection
from typing import Final

from attrs import evolve

from pincite.population.running.engines import Unavailable, sendable
from pincite.population.running.partition import Job, Report, Task, run_task
from pincitec import __version__
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.populations import ENGINE_UNAVAILABLE

RETRIES: Final = 3
"""How often a task is tried again whose worker was lost."""

ERROR: Final = re.compile(r"[\w.]*(?:Error|Exception): ")
MOST_SAID: Final = 200
ADDRESS: Final = re.compile(r"([A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})")
SECONDS: Final = 10
"""How long an address is waited for."""

Run = Callable[[Job, Task], Report]


def unavailable(engine: str, why: str, help: str) -> Unavailable:
    """That `engine` cannot be used: `why` follows its name."""
    return Unavailable(Diagnostic.at(ENGINE_UNAVAILABLE, Span("--engine", 0, 0), f"`{engine}` {why}", help=help))


def answered(engine: str, cluster: str) -> None:
    """Raises `Unavailable` where nobody answers at an address with a port: engines themselves try for minutes. Of several addresses, as
    Spark takes them, one has to answer."""
    _, _, places = cluster.rpartition("://")
    named = [ADDRESS.fullmatch(place) for place in places.split(",")]
    for found in named:
        if found is None:
            return
        with suppress(OSError), create_connection((found[1].strip("[]"), int(found[2])), SECONDS):
            return
    raise unavailable(engine, f"is not there: nobody answers at `{cluster}`", "check the address, and that the cluster runs")


def attempt(job: Job, task: Task, run: Run = run_task, *, version: str = __version__, engine: str = "") -> Report | Exception:
    """What came of a task. A problem is a value: an engine tries a task again that raises, with the same result.

    `version` is that of the process that asks: a worker with another one decides nothing.
    """
    if version != __version__:
        why = f"has workers with pincite {__version__}; {version} runs here"
        return unavailable(engine, why, "install the same version on every machine: another one may decide otherwise")
    try:
        return run(job, task)
    except Exception as error:
        return error if sendable(error) else RuntimeError(f"{type(error).__name__}: {error}")


def taken(came: Report | Exception) -> Report:
    """The report. Raises what the task raised."""
    if isinstance(came, Exception):
        raise came
    return came


def not_run(engine: str, said: str) -> Unavailable:
    """That a worker could not so much as begin a task; `said` is what the engine has of it."""
    lines = [line.strip() for line in said.splitlines() if ERROR.match(line.strip())]
    why = lines[-1] if lines else "its workers do not say why"
    return unavailable(engine, f"could not run a task: {why[:MOST_SAID]}", "install pincite on every machine, in the same version")


def shared(job: Job, engine: str) -> Job:
    """The job with the whole path of its parts, as a worker in another folder needs it; the data have theirs. Raises `Unavailable` for data
    that only this process has."""
    if job.recipe is None:
        help = "put them into a file that all workers can read, and give its path; or use `columns`"
        raise unavailable(engine, "cannot read data that are only in the memory of this process", help)
    return evolve(job, folder=os.path.abspath(job.folder))
