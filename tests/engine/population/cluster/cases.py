"""What the tests of both engines share, run in a process of its own: the data, a run, tasks that kill what runs them, and who listens."""

import os
import random
import re
import signal
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq

import pincite
import pincite.population.running.run as running
from pincite.population.reading import Mapped, open_data, read_map
from pincite.population.running.engines import Engine, engine_named
from pincite.population.running.job import Options
from pincite.population.running.partition import Job, Report, Task, run_task
from pincite.population.running.run import Ran, Telling, Where, run_to_file
from pincitec.diagnostics import Source

DECISION = "us_nm.level_three.level_three_a"
ON = date(2021, 6, 1)
ROWS, GROUP = 4_000, 500
MAP = '[columns]\nyears_as_level_two = {fact = "years_as_level_two", unit = "months"}\n'


def data_in(folder: Path) -> Path:
    """A file of eight row groups."""
    chance = random.Random(1)

    def column(*values: object) -> list[object]:
        return [chance.choice(values) for _ in range(ROWS)]

    table = pa.table(
        {
            "id": list(range(ROWS)),
            "years_as_level_two": pa.array(column(None, 24, 36, 48), pa.int64()),
            "degree_held": column(None, "masters", "bachelors"),
            "national_board": column(None, True, False),
            "leader_competence": column(None, True, True, False),
            "other_qualifications": column(None, True),
        }
    )
    file = folder / "teachers.parquet"
    pq.write_table(table, file, row_group_size=GROUP)
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    return file


def mapped() -> Mapped:
    found, problems = read_map(Source("map.toml", MAP))
    assert found is not None, problems
    return found


def run(folder: Path, name: str, engine: Engine | None = None) -> str:
    """The digest of the output and its reasons, by this engine; in this process without one."""
    os.chdir(folder)
    pack = pincite.load()
    data, problems = open_data("teachers.parquet", pack, [DECISION], on=ON, keys=("id",), mapped=mapped())
    assert data is not None, problems
    where = Where(Path(f"{name}.parquet"), "parquet", reasons=Telling(Path(f"{name}.reasons.parquet")))
    told: list[int] = []
    with patch.object(running, "engine_named", engine_named if engine is None else lambda *_: engine):
        ran = run_to_file(pack, Options((DECISION,), ON), data, where, told.append)
    assert isinstance(ran, Ran), ran
    assert (ran.rows, sum(told)) == (ROWS, ROWS)
    return sha256(where.out.read_bytes() + Path(f"{name}.reasons.parquet").read_bytes()).hexdigest()


def killing(folder: Path, *victims: Callable[[], int]) -> Callable[[Job, Task], Report]:
    """What runs a task, and kills the `victims`, each once: the first in task 3, and so on, when others have been decided already."""
    marks = {3 + place: (victim, str(folder / f"killed-{victim.__name__}")) for place, victim in enumerate(victims)}

    def killed(job: Job, task: Task) -> Report:
        victim, mark = marks.get(task.number, (this_process, ""))
        if mark and not os.path.exists(mark):
            with open(mark, "w", encoding="ascii") as file:
                file.write(str(victim()))
            os.kill(victim(), signal.SIGKILL)
        return run_task(job, task)

    return killed


def this_process() -> int:
    return os.getpid()


def parent(process: int) -> int:
    found = re.search(r"^PPid:\s*(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1])


def executor() -> int:
    """Spark's process in Java that this Python worker belongs to."""
    return parent(parent(os.getpid()))


def listening() -> tuple[list[str], list[str]]:
    """The addresses, as the kernel writes them, at which this process and its descendants listen: those of the loopback, and others."""
    ours = {os.getpid()}
    processes = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    for _ in range(6):
        for process in processes:
            try:
                if parent(process) in ours:
                    ours.add(process)
            except OSError:
                continue
    sockets = set()
    for process in ours:
        try:
            links = [os.readlink(f"/proc/{process}/fd/{fd}") for fd in os.listdir(f"/proc/{process}/fd")]
        except OSError:
            continue
        sockets |= {link.removeprefix("socket:[").removesuffix("]") for link in links if link.startswith("socket:[")}
    found: tuple[list[str], list[str]] = [], []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            local, state, inode = (line.split()[i] for i in (1, 3, 9))
            address = local.partition(":")[0]
            loopback = address.endswith("7F") if table == "tcp" else address.endswith(("00000000000001000000", "FFFF00000100007F"))
            if state == "0A" and inode in sockets:
                found[not loopback].append(local)
    return found
