"""What a run is made of, as plain values that another process can be given: the job, its tasks, and what came of each.

Stands under `partition.py`. Nothing here opens anything.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa
from attrs import asdict, evolve, field, frozen

from pincite.population.reading.model import Task
from pincitec import __version__

__all__ = ["Job", "Options", "Report", "Task", "totals", "with_digest"]

FORM: Final = "pincite-parts/1"
"""The form of parts; another one is never gone on with."""


@frozen
class Options:
    """What was asked of a run. `on`: the day for all rows, None where each has its own. `law_on`: the day whose law applies to all, None
    for the day asked about. `readings` are qualified pairs. `by_rows`: the scalar executor is asked for each row, not the columns."""

    decisions: tuple[str, ...]
    on: date | None
    law_on: date | None = None
    readings: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    by_rows: bool = False


@frozen
class Job:
    """A run, picklable. `pack` are the bytes of the pack, `recipe` what opens the data again in another process (None: the data are only
    in this one), `folder` where parts are put. `digest` is of all that the parts depend on."""

    pack: bytes = field(repr=False)
    options: Options
    recipe: Any
    schema: pa.Schema = field(repr=False)
    folder: str
    digest: str = ""


@frozen
class Report:
    """What came of a task: the name of its part (in the folder of the job), its rows, and by decision how often each verdict was given.
    `again`: the part was there from an earlier run. `faults`: rows for which a question divides by zero, the first few by number."""

    number: int
    part: str
    rows: int
    counts: tuple[tuple[tuple[str, int], ...], ...]
    faults: tuple[int, ...] = ()
    faulty: int = 0
    again: bool = False


def with_digest(job: Job, stamp: str) -> Job:
    """The job with the digest of the pack, of what was asked, and of the data as `stamp` tells them apart."""
    said = [FORM, __version__, hashlib.sha256(job.pack).hexdigest(), repr(asdict(job.options)), stamp]
    said += [f"{f.name}:{f.type}:{sorted((f.metadata or {}).items())}" for f in job.schema]
    return evolve(job, digest=hashlib.sha256("\n".join(said).encode()).hexdigest())


def totals(reports: "list[Report]", decisions: int) -> tuple[Mapping[str, int], ...]:
    """By decision, how often each verdict was given in all."""
    found: tuple[dict[str, int], ...] = tuple({} for _ in range(decisions))
    for report in reports:
        for held, counts in zip(found, report.counts, strict=True):
            for word, number in counts:
                held[word] = held.get(word, 0) + number
    return found
