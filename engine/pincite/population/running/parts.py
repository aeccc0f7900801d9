"""Parts on the disk: one file a task, whole or not there, beside the output, so that a run that was cut off can go on.

A part counts as finished when its report lies beside it; the report is written last. Stands under `partition.py`.
"""

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa
from attrs import evolve

from pincite.population.running.job import FORM, Job, Report

JOB_FILE: Final = "job.json"
LOCK: Final = "lock"
SHORT: Final = 12
"""Characters of a job's digest in the names of its parts."""
OURS: Final = ("part-", "reasons-", JOB_FILE, LOCK, ".tmp-")
"""How the names of all files begin that a run puts into its folder."""


def folder_of(out: Path) -> Path:
    """Where the parts of an output lie: `OUT.parts`, beside it."""
    return out.with_name(f"{out.name}.parts")


class NotOurs(Exception):
    """A folder in which something lies that no run put there. `args[0]`: its name."""


class Linked(Exception):
    """A symbolic link stands where the folder of the parts belongs."""


class InUse(Exception):
    """Another process works on the parts at this moment."""


@contextmanager
def opened(job: Job) -> Iterator[None]:
    """The folder of the parts, for this process alone. Parts of another job are taken out of it; those of this job stay.

    Raises `Linked`, `NotOurs` and `InUse`, and `OSError`. The folder stays; `close` takes it away.
    """
    folder = Path(job.folder)
    if folder.is_symlink():
        raise Linked
    folder.mkdir(exist_ok=True)
    foreign = sorted(name for name in os.listdir(folder) if not name.startswith(OURS))
    if foreign:
        raise NotOurs(foreign[0])
    with open(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644), "rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InUse from None
        if not is_file_at(lock.fileno(), folder / LOCK):
            raise InUse
        if begun(folder) != job.digest:
            for name in os.listdir(folder):
                if name != LOCK:
                    (folder / name).unlink()
            said = {"form": FORM, "job": job.digest, "decisions": list(job.options.decisions)}
            put(folder / JOB_FILE, json.dumps(said).encode())
        for name in os.listdir(folder):
            if name.startswith(".tmp-"):
                (folder / name).unlink()
        yield


def is_file_at(descriptor: int, path: Path) -> bool:
    """Whether an open file is still the one at a path: a run that ends takes its lock away, and who holds that one holds nothing."""
    try:
        there = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)


def begun(folder: Path) -> str | None:
    """The digest of the job whose parts lie in a folder; `None` where there is none that can be read."""
    try:
        said = json.loads((folder / JOB_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return said["job"] if isinstance(said, dict) and said.get("form") == FORM and isinstance(said.get("job"), str) else None


def close(folder: Path) -> None:
    """Takes the folder of parts away, with what a run put into it."""
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(folder), key=lambda name: name != JOB_FILE):
            if name.startswith(OURS):
                (folder / name).unlink()
        folder.rmdir()


def close_unless_begun(folder: Path) -> None:
    """Takes the folder of parts away where no part in it is finished."""
    with contextlib.suppress(OSError):
        if not any(name.startswith("part-") for name in os.listdir(folder)):
            close(folder)


def part_name(job: Job, number: int) -> str:
    """Parts of two jobs never have one name: a process that outlives its run writes over nothing that another run made."""
    return f"part-{number:05d}-{job.digest[:SHORT]}.arrow"


def reasons_name(job: Job, number: int, decision: int) -> str:
    return f"reasons-{number:05d}-{decision}-{job.digest[:SHORT]}.arrow"


def report_name(job: Job, number: int) -> str:
    return f"part-{number:05d}-{job.digest[:SHORT]}.json"


@contextmanager
def put_whole(path: Path, called: str = "tmp") -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when all is written and on the disk; otherwise nothing is there. Until then it is a hidden file
    whose name begins as `called`."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{called}-")
    try:
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.is_file() else 0o644)
        with open(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def put(path: Path, data: bytes) -> None:
    with put_whole(path) as stream:
        stream.write(data)


def put_table(path: Path, table: pa.Table) -> None:
    with put_whole(path) as stream, pa.ipc.new_file(stream, table.schema) as writer:
        writer.write_table(table)


def write_report(folder: Path, job: Job, report: Report) -> None:
    """Says that a part is finished."""
    size = (folder / report.part).stat().st_size
    said: dict[str, Any] = {
        "job": job.digest,
        "number": report.number,
        "rows": report.rows,
        "bytes": size,
        "counts": [[list(pair) for pair in counts] for counts in report.counts],
        "faults": list(report.faults),
        "faulty": report.faulty,
    }
    put(folder / report_name(job, report.number), json.dumps(said).encode())


def finished(job: Job, number: int) -> Report | None:
    """The report of a part that an earlier run of the same job finished; `None` where there is none, or the part is not as it was."""
    folder = Path(job.folder)
    try:
        said = json.loads((folder / report_name(job, number)).read_bytes())
        size = (folder / part_name(job, number)).stat().st_size
        reasons = [folder / reasons_name(job, number, d) for d in range(len(job.options.decisions))]
        if said["job"] != job.digest or said["number"] != number or said["bytes"] != size or not all(r.is_file() for r in reasons):
            return None
        counts = tuple(tuple((str(word), int(n)) for word, n in pairs) for pairs in said["counts"])
        report = Report(number, part_name(job, number), int(said["rows"]), counts, tuple(map(int, said["faults"])), int(said["faulty"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return evolve(report, again=True)
