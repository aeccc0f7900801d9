"""`pincite run` as a whole process, on files of any size, under a limit of memory: `python -m bench.columns.whole ROWS [GIGABYTES]`.

The level three-A rule over made-up applicants in a Parquet file, with one output row for each and the number of its reason. The limit is on
addresses (`RLIMIT_AS`), which the system refuses beyond it: that a run ends well is a proof, not a reading. Also shown is the greatest
resident size, read from the process while it runs.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from bench.peers.cases import DEGREES, LEVEL_THREE_A
from pincite import load

SIZES: Final = (100_000, 1_000_000, 10_000_000)
LIMIT: Final = 2.0
A_GROUP: Final = 1_000_000
UNKNOWN: Final = 0.05
MAPPING: Final = """[columns]
years_as_level_two = { fact = "years_as_level_two", unit = "months" }
"""


@frozen
class Whole:
    """Seconds of the whole process, bytes it took at most, and of the file that it read."""

    rows: int
    seconds: float
    most: int
    file: int


def write(path: Path, rows: int) -> None:
    """Applicants as an office might keep them: months as numbers, degrees as words."""
    pack = load(Path(__file__).parent)
    writer: pq.ParquetWriter | None = None
    for start in range(0, rows, A_GROUP):
        batch = LEVEL_THREE_A.batch(pack, min(A_GROUP, rows - start), start, UNKNOWN)
        columns = {short: batch.column(name) for short, name in LEVEL_THREE_A.facts.items()}
        columns["degree_held"] = pa.DictionaryArray.from_arrays(columns["degree_held"], pa.array(DEGREES))
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def greatest(process: int) -> int:
    """The greatest resident size of a running process so far, in bytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def limit(gigabytes: float) -> Callable[[], None]:
    """What the process does before it starts: it forgoes every address beyond."""
    most = int(gigabytes * 1e9)
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most))


def measure(rows: int, gigabytes: float = LIMIT, folder: Path | None = None) -> Whole:
    """Raises `CalledProcessError` where the run does not end well."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        place = Path(made)
        write(place / "people.parquet", rows)
        (place / "map.toml").write_text(MAPPING, encoding="utf-8")
        asked = [sys.executable, "-m", "pincite", "run", "level_three_a", "--data", "people.parquet", "--map", "map.toml"]
        asked += ["--on", LEVEL_THREE_A.on.isoformat(), "--out", "verdicts.parquet"]
        start, most = perf_counter(), 0
        with (place / "said.txt").open("w") as said:
            run = subprocess.Popen(asked, cwd=place, stdout=said, stderr=said, preexec_fn=limit(gigabytes))  # noqa: PLW1509
            while run.poll() is None:
                most = max(most, greatest(run.pid))
                sleep(0.02)
        seconds = perf_counter() - start
        if run.returncode:
            raise subprocess.CalledProcessError(run.returncode, asked, (place / "said.txt").read_text(encoding="utf-8"))
        assert pq.read_metadata(place / "verdicts.parquet").num_rows == rows
        return Whole(rows, seconds, most, (place / "people.parquet").stat().st_size)


HEADER: Final = ("rows", "file, MB", "seconds", "M rows/s", "at most resident, MB")


def row(w: Whole) -> tuple[str, ...]:
    return (f"{w.rows:,}", f"{w.file / 1e6:,.0f}", f"{w.seconds:.1f}", f"{w.rows / w.seconds / 1e6:.2f}", f"{w.most / 1e6:.0f}")


def main(sizes: tuple[int, ...] = SIZES, gigabytes: float = LIMIT) -> list[Whole]:
    found = [measure(rows, gigabytes) for rows in sizes]
    for line in (HEADER, *map(row, found)):
        print("  ".join(f"{cell:>20}" for cell in line))
    return found


if __name__ == "__main__":
    main((int(sys.argv[1]),) if len(sys.argv) > 1 else SIZES, float(sys.argv[2]) if len(sys.argv) > 2 else LIMIT)
