"""The greatest memory that a process takes over a population of any size: `python -m bench.columns.memory ROWS [NODES]`.

The population is streamed, 65,536 rows at a time, from a Parquet file that was written before. Each size is measured in a process of its
own, since a process never gives back the record of its greatest size; what it takes before it has read a row is subtracted.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pyarrow as pa
from attrs import frozen

from bench.columns import data
from bench.columns.graphs import graph
from bench.columns.parquet import walk
from bench.columns.speed import made

SIZES: Final = (100_000, 1_000_000, 10_000_000)
NODES: Final = 185


@frozen
class Memory:
    """Bytes: what a process took at most, what it took before the first row, and what of Arrow's own pool it took at most."""

    rows: int
    most: int
    before: int
    arrow: int
    seconds: float

    @property
    def extra(self) -> int:
        return self.most - self.before


def greatest() -> int:
    """The greatest resident size of this process so far, in bytes.

    Linux hands the parent's on in `ru_maxrss`, so there the process's own record is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def inside(path: Path, nodes: int, *, signatures: bool) -> None:
    """What the measured process does: prints what it took before, at most, of Arrow's pool, and for how long."""
    from time import perf_counter

    run = made(graph(nodes), signatures=signatures)
    before = greatest()
    start = perf_counter()
    walk(path, run)
    print(before, greatest(), pa.default_memory_pool().max_memory() or 0, perf_counter() - start)


def measure(rows: int, nodes: int = NODES, *, signatures: bool = True) -> Memory:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        data.write(graph(nodes), path, rows, typical=True)
        asked = [sys.executable, "-m", "bench.columns.memory", "--inside", str(path), str(nodes), str(int(signatures))]
        done = subprocess.run(asked, check=True, capture_output=True, text=True)
    before, most, arrow, seconds = done.stdout.split()
    return Memory(rows, int(most), int(before), int(arrow), float(seconds))


HEADER: Final = ("rows", "before the first row, MB", "at most, MB", "extra, MB", "of it Arrow's, MB", "M rows/s")


def row(m: Memory) -> tuple[str, ...]:
    sizes = (f"{b / 1e6:.0f}" for b in (m.before, m.most, m.extra, m.arrow))
    return (f"{m.rows:,}", *sizes, f"{m.rows / m.seconds / 1e6:.1f}")


def main(sizes: tuple[int, ...] = SIZES, nodes: int = NODES) -> list[Memory]:
    found = [measure(rows, nodes) for rows in sizes]
    for line in (HEADER, *map(row, found)):
        print("  ".join(f"{cell:>24}" for cell in line))
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]), int(sys.argv[3]), signatures=sys.argv[4] == "1")
    else:
        main((int(sys.argv[1]),) if len(sys.argv) > 1 else SIZES, int(sys.argv[2]) if len(sys.argv) > 2 else NODES)
