"""Pincite itself, asked in each way that it can be."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from bench.peers.cases import Case, mapping, typed
from bench.peers.interface import Codes, Many, One, Peer
from pincite import __version__, decider, determine
from pincite.evaluate import compile_slice
from pincite.evaluate.columns import Refused, kernel
from pincite.evaluate.plain import Writer
from pincite.population.reasons import shown
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.verdicts import VERDICTS

EXECUTOR, MAPPED, REASONS = "Pincite, typed facts", "Pincite, plain values", "Pincite, all reasons"
COLUMNS, THREADS, SIGNATURES = "Pincite, columns", "Pincite, columns, a thread a core", "Pincite, columns and reasons"
BY_WORD = {word: code for code, word in VERDICTS.items()}


def peers(case: Case, pack: Pack) -> list[Peer]:
    verdict = pack.main_question(case.decision).verdict
    compiled = compile_slice(slice_graph(pack, case.on, {}, (verdict,)), pack)
    constant = compile_slice(slice_graph(pack, case.on, {}, (always(pack),)), pack)
    on, place = case.on, compiled.numbers.index(verdict)

    def run(facts: Any) -> int:
        return int(compiled.run(compiled.ordered(facts), on)[place])

    decide, read = decider(pack, case.decision, on=on), reading(case, pack)

    return [
        Peer(
            EXECUTOR, __version__, True, "typed values by name; the verdict, and with it the value of every condition",
            One(lambda p: typed(case, pack, p), run, lambda facts: constant.run(constant.ordered(facts), on)), ours=True,
        ),
        Peer(
            MAPPED, __version__, True, "plain Python values, checked as those of a facts file, and decided (`pincite.decider`)",
            One(mapping, decide, read), ours=True,
        ),
        Peer(
            REASONS, __version__, True, "plain values; the answer is the whole proof: grounds, what is missing, what would change it",
            One(mapping, lambda facts: code(determine(pack, case.decision, facts, on=on).verdict)), ours=True,
        ),
        in_columns(COLUMNS, "Arrow columns in, verdicts out; one thread", case, pack, signatures=False),
        in_columns(THREADS, f"the same, cut in {cores()} parts", case, pack, signatures=False, threads=cores()),
        in_columns(SIGNATURES, "verdicts, and the signature of the reasons of each row; one thread", case, pack, signatures=True),
    ]  # fmt: skip


def reading(case: Case, pack: Pack) -> Callable[[Any], int]:
    """The same facts read and checked, with a verdict that is the same for all."""
    question = slice_graph(pack, case.on, {}, (pack.main_question(case.decision).verdict,))
    writer = Writer(slice_graph(pack, case.on, {}, [n for n in question.order if question.nodes[n].op == "fact"]), pack, case.on, False)

    def refused(facts: Any) -> int:
        raise AssertionError(facts)

    return writer.write(str(HOLDS), refused)


def code(verdict: int | str) -> int:
    return BY_WORD[verdict] if isinstance(verdict, str) else verdict


def always(pack: Pack) -> int:
    """The node of the constant *holds*."""
    return next(i for i, n in enumerate(pack.nodes) if n.op == "const" and n.type == "boolean" and n.param == HOLDS)


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_columns(name: str, remark: str, case: Case, pack: Pack, *, signatures: bool, threads: int = 1) -> Peer:
    try:
        return Peer(name, __version__, True, remark, many=columns(case, pack, signatures=signatures, threads=threads), ours=True)
    except Refused as refused:
        return Peer(name, __version__, True, f"refused: {refused}", ours=True)


def columns(case: Case, pack: Pack, *, signatures: bool, threads: int = 1) -> Many:
    on: date = case.on
    told = {case.decision: shown(pack, case.decision, on, {})} if signatures else None
    kernels = [
        kernel(pack, [case.decision], case.schema(pack), law_on=on, on=on, shown=told, signatures=signatures) for _ in range(threads)
    ]
    pool = ThreadPoolExecutor(threads)

    def decide(batch: pa.RecordBatch) -> list[pa.RecordBatch]:
        if threads == 1:
            return [kernels[0].run(batch)]
        size = -(-batch.num_rows // threads)
        parts = [batch.slice(start, size) for start in range(0, batch.num_rows, size)]
        return list(pool.map(lambda each: each[0].run(each[1]), zip(kernels, parts, strict=False)))

    def codes(found: list[pa.RecordBatch]) -> Codes:
        return np.concatenate([np.asarray(part.column(f"{case.decision}:verdict")) for part in found])

    return Many(lambda batch: batch, decide, codes)
