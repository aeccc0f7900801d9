"""Rows a second of the executor over columns, from memory: `python -m bench.columns.speed [ROWS]`.

Verdicts alone, with a signature of two bits a clause (whether it holds), and with the signature of all that a proof shows (every condition,
and which facts are known) take their turn in each round, on one thread. `pincite run` uses the last. Before anything is timed, a sample of
the rows is compared with the reference interpreter. Signatures are measured on both kinds of population (see `data.py`).
"""

import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import evolve, frozen

from bench.columns import data
from bench.columns.graphs import ASKED, DECISION, graph
from pincite.evaluate import executor
from pincite.evaluate.columns import Kernel, kernel
from pincite.population.reasons import shown
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph

ROWS: Final = {18: 10_000_000, 185: 4_000_000, 1826: 1_000_000}
ROUNDS: Final = 7
SAMPLE: Final = 2_000


@frozen
class Speed:
    """What one rule took, in seconds a run, round by round: verdicts alone, with two bits a clause, with the whole signature."""

    nodes: int
    kind: str
    rows: int
    verdicts: tuple[float, ...]
    clauses: tuple[float, ...]
    signatures: tuple[float, ...]
    bits: tuple[int, int]
    """Of a signature of clauses, and of a whole one."""
    different: tuple[int, int]
    """How many different ones there were."""

    def rate(self, taken: Sequence[float]) -> float:
        """Million rows a second, in the best round."""
        return self.rows / min(taken) / 1e6

    def cost(self, taken: Sequence[float]) -> float:
        """The time beside that of verdicts alone: the middle of the rounds."""
        return median(b / a for a, b in zip(self.verdicts, taken, strict=True))


def made(pack: Pack, *, signatures: bool) -> Kernel:
    told = {DECISION: shown(pack, DECISION, ASKED, {})} if signatures else None
    return kernel(pack, [DECISION], data.schema(pack), law_on=ASKED, on=ASKED, shown=told, signatures=signatures)


def by_clause(pack: Pack) -> Kernel:
    """With a signature that says of each clause whether it holds, and nothing else."""
    guards = tuple(part.guard for part in pack.main_question(DECISION).clauses)
    whole = kernel(pack, [DECISION], data.schema(pack), law_on=ASKED, on=ASKED, shown={DECISION: guards})
    return Kernel(evolve(whole.asked, bits={DECISION: tuple(b for b in whole.bits(DECISION) if b.kind != "fact")}))


def population(pack: Pack, rows: int, *, typical: bool = False) -> pa.RecordBatch:
    """All rows in one batch, as they lie in memory."""
    return pa.Table.from_batches(data.batches(pack, rows, typical=typical)).combine_chunks().to_batches()[0]


def agrees(pack: Pack, batch: pa.RecordBatch, found: Any) -> None:
    """A sample against the reference interpreter. Raises `AssertionError` where a row differs."""
    verdict = pack.main_question(DECISION).verdict
    run = executor(slice_graph(pack, ASKED, {}, (verdict,)), pack, "reference")
    step = max(1, batch.num_rows // SAMPLE)
    chosen = batch.take(pa.array(range(0, batch.num_rows, step)))
    expected = [run(facts, ASKED)[verdict] for facts in data.rows_as_facts(chosen)]
    assert np.array_equal(np.asarray(found)[::step], expected), "the columns differ from the reference"


def in_turn(runs: Sequence[Callable[[], Any]], rounds: int = ROUNDS) -> list[tuple[float, ...]]:
    """Seconds of each, in rounds in which all take their turn."""
    taken: list[list[float]] = [[] for _ in runs]
    for run in runs:
        run()
    for _ in range(rounds):
        for i, run in enumerate(runs):
            start = perf_counter()
            kept = run()
            taken[i].append(perf_counter() - start)
            del kept
    return [tuple(t) for t in taken]


def measure(nodes: int, rows: int, *, typical: bool = False, seed: int = 1, rounds: int = ROUNDS) -> Speed:
    pack = graph(nodes, seed)
    batch = population(pack, rows, typical=typical)
    plain, clauses, told = made(pack, signatures=False), by_clause(pack), made(pack, signatures=True)
    outs = [run.run(batch) for run in (plain, clauses, told)]
    for out in outs:
        agrees(pack, batch, out.column(f"{DECISION}:verdict"))
    different = [len(out.column(f"{DECISION}:signature").indices.unique()) for out in outs[1:]]
    bits = [sum(b.width for b in run.bits(DECISION)) for run in (clauses, told)]
    del outs
    runs = [lambda: plain.run(batch), lambda: clauses.run(batch), lambda: told.run(batch)]
    verdicts, by_clauses, signatures = in_turn(runs, rounds)
    kind = "typical" if typical else "random"
    return Speed(nodes, kind, rows, verdicts, by_clauses, signatures, (bits[0], bits[1]), (different[0], different[1]))


HEADER: Final = (
    "nodes", "people", "rows", "verdicts, M rows/s", "two bits a clause", "of the time", "bits", "different", "all that a proof shows",
    "of the time", "bits", "different",
)  # fmt: skip


def row(s: Speed) -> tuple[str, ...]:
    told = [
        cell
        for i, taken in enumerate((s.clauses, s.signatures))
        for cell in (f"{s.rate(taken):.1f}", f"{s.cost(taken):.2f}×", f"{s.bits[i]:,}", f"{s.different[i]:,}")
    ]
    return (f"{s.nodes:,}", s.kind, f"{s.rows:,}", f"{s.rate(s.verdicts):.1f}", *told)


def main(rows: int | None = None) -> list[Speed]:
    found = [measure(n, min(rows or r, r), typical=t) for n, r in ROWS.items() for t in (False, True)]
    for s in (HEADER, *map(row, found)):
        print("  ".join(f"{cell:>12}" for cell in s))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
