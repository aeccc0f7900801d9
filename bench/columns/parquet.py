"""The executor over columns on a Parquet file, beside decoding the same columns alone: `python -m bench.columns.parquet [ROWS]`.

One thread, batches of 65,536 rows as the reader of `pincite run` takes them, each way in turn: decoded and dropped, decoded and decided.
The file is in the system's page cache, so that no disk is measured.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

import pyarrow.parquet as pq
from attrs import frozen

from bench.columns import data
from bench.columns.graphs import graph
from bench.columns.speed import in_turn, made
from pincite.evaluate.columns import Kernel
from pincitec.graph.pack import Pack

ROWS: Final = {18: 10_000_000, 185: 4_000_000}
ROUNDS: Final = 5
A_BATCH: Final = 65_536


@frozen
class FromFile:
    """Seconds a run of each way, round by round."""

    nodes: int
    rows: int
    bytes: int
    decode: tuple[float, ...]
    decide: tuple[float, ...]
    signatures: tuple[float, ...]

    @staticmethod
    def over(taken: tuple[float, ...], base: tuple[float, ...]) -> float:
        return median(a / b for a, b in zip(taken, base, strict=True))


def walk(path: Path, run: Kernel | None) -> int:
    """Decodes a file, and decides what `run` is given. Returns the number of rows."""
    rows = 0
    with pq.ParquetFile(path, pre_buffer=False) as file:  # or it would hold the whole file by its end
        for batch in file.iter_batches(A_BATCH, use_threads=False):
            if run is not None:
                run.run(batch)
            rows += batch.num_rows
    return rows


def measure(nodes: int, rows: int, *, typical: bool = True, rounds: int = ROUNDS) -> FromFile:
    pack: Pack = graph(nodes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        data.write(pack, path, rows, typical=typical)
        plain, told = made(pack, signatures=False), made(pack, signatures=True)
        taken = in_turn([lambda: walk(path, None), lambda: walk(path, plain), lambda: walk(path, told)], rounds)
        return FromFile(nodes, rows, path.stat().st_size, *taken)


HEADER: Final = ("nodes", "rows", "bytes a row", "decode, M rows/s", "and decide", "of decoding", "and signatures", "of decoding")


def row(f: FromFile) -> tuple[str, ...]:
    rate = [f"{f.rows / min(t) / 1e6:.1f}" for t in (f.decode, f.decide, f.signatures)]
    ratio = [f"{f.over(t, f.decode):.2f}×" for t in (f.decide, f.signatures)]
    return (f"{f.nodes:,}", f"{f.rows:,}", f"{f.bytes / f.rows:.1f}", rate[0], rate[1], ratio[0], rate[2], ratio[1])


def main(rows: int | None = None) -> list[FromFile]:
    found = [measure(n, min(rows or r, r)) for n, r in ROWS.items()]
    for line in (HEADER, *map(row, found)):
        print("  ".join(f"{cell:>18}" for cell in line))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
