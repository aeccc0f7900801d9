"""Generated rule sets over generated rows, as whole runs: `python -m tests.engine.population.cluster.generated ROWS SEED [ENGINE…]`.

The rows of each rule set are read from a Parquet file with a mapping (`generated_rows.py`), and decided by every engine; outputs and
reasons must have the same bytes. The output of one process is held against `determine` by the reference interpreter, which reads the same
facts as a facts file has them: verdict, outcome, law status, value, and what a row's reason says of it. Rows repeat: each different row is
asked of `determine` once, and all its rows are compared with that. What else `determine` tells, of other readings and of what would change
the answer, no row has, and it is not looked for.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow.parquet as pq

import pincite
from pincite.explain.determination import explain
from pincite.explain.proof import Determination
from pincite.facts import facts_from_mapping
from pincite.population.reasons import told
from tests.engine.population.cluster.generated_rows import Made, facts_of, sets
from tests.engine.population.running.library_cases import of_row, said

MOST_ROWS: Final = 10_000
"""Rows of one rule set."""
SMALL: Final = ((6, 3), (30, 3))
ENGINES: Final = ("workers", "spark", "ray")
SAID: Final = ("unmet", "missing", "clauses", "citations", "quotations")
"""What all rows of one reason have in common."""
OF_ALL: Final = ("verdict", "outcome", "law_status")
"""What a reason repeats of its rows."""


def run(one: Made, engine: str) -> str:
    """The digest of the output and its reasons by that engine; `here` is this process, `workers` are two of ours."""
    out = one.folder / f"{engine}.parquet"
    pincite.run(
        one.pack,
        one.decision,
        one.folder / "rows.parquet",
        on="asked" if one.own_days else one.days[0],
        **one.options,
        mapping=one.folder / "map.toml",
        keys=("id",),
        reasons=True,
        out=out,
        engine="columns" if engine in ("here", "workers") else engine,
        workers=1 if engine == "here" else 2,
    )
    return sha256(out.read_bytes() + out.with_suffix(".reasons.parquet").read_bytes()).hexdigest()


def differences(one: Made, counts: Counter[str] | None = None) -> Iterator[str]:
    """Where the output of this process is not what `determine` says of the same facts. `counts` tells what was compared."""
    counts = Counter() if counts is None else counts
    output = pq.read_table(one.folder / "here.parquet").to_pylist()
    reasons = {r["reason"]: r for r in pq.read_table(one.folder / "here.reasons.parquet").to_pylist()}
    if [row["id"] for row in output] != list(range(1, len(one.chosen) + 1)):
        yield "the rows of the output are not those of the data, in their order"
        return
    counted = Counter(row["reason"] for row in output)
    for number, reason in reasons.items():
        if reason["rows"] != counted[number]:
            yield f"reason {number} has {counted[number]} rows, not {reason['rows']}"
    shared = SAID if one.own_days or one.pack.decision[one.decision].kind == "value" else ("headline", *SAID)
    expected: dict[int, tuple[list[Any], Mapping[str, Any]]] = {}
    for row, number in zip(output, one.chosen, strict=True):
        if number not in expected:
            answer = determined(one, number)
            expected[number] = said(answer), reason_of(answer)
            counts[answer.outcome] += 1
        answered, why = expected[number]
        if of_row(row) != answered:
            yield f"row {row['id']}: {of_row(row)}, not {answered}; {one.cases[number]} on {one.days[number]}"
        reason = reasons[row["reason"]]
        for name in OF_ALL:
            if reason[name] != row[name]:
                yield f"row {row['id']}: its reason has {name} {reason[name]}, not {row[name]}"
        counts["rows explained"] += reason["explained"]
        for name in shared if reason["explained"] else ():
            if reason[name] != why[name]:
                yield f"row {row['id']}: {name} is {reason[name]}, not {why[name]}; {one.cases[number]} on {one.days[number]}"


def determined(one: Made, number: int) -> Determination:
    """What `determine` says of a case."""
    on, options = one.days[number], one.options
    facts, problems = facts_from_mapping(facts_of(one.pack, one.cases[number]), one.pack, on)
    assert facts is not None and not problems, problems
    return explain(
        one.pack,
        one.decision,
        facts,
        on=on,
        law_on=options["law_on"] or on,
        readings=options["readings"],
        strict=options["strict"],
        executor="reference",
        counterfactuals=False,
        of_many=True,
    )


def reason_of(answer: Determination) -> Mapping[str, Any]:
    found = told.said(answer)
    return {name: found[name] for name in ("headline", *SAID)}


def by_engine(folder: Path, engine: str) -> list[bool]:
    """Whether a few small rule sets have the same bytes by an engine that runs already."""
    place = folder / "generated"
    place.mkdir()
    return [run(one, "here") == run(one, engine) for one in sets(Random(2), place, 300, most=150, sizes=SMALL)]


def main(rows: int, seed: int, engines: Sequence[str]) -> int:
    counts: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    nodes: list[int] = []
    for name in {"spark", "ray"}.intersection(engines):  # started once, for all runs
        import_module(f"pincite.population.cluster.{name}").opened("", 2)
    with TemporaryDirectory(prefix="pincite-generated-") as folder:
        for number, one in enumerate(sets(Random(seed), Path(folder), rows, most=MOST_ROWS)):
            here = run(one, "here")
            found = [*(f"other bytes by {engine}" for engine in engines if run(one, engine) != here), *differences(one, outcomes)]
            for text in found[:3]:
                print(f"seed {seed}, rule set {number} ({one.nodes:,} nodes): {text}", flush=True)
            counts.update(rows=len(one.chosen), sets=1, different=len(one.cases), own_days=one.own_days, differences=len(found))
            counts.update(known=one.known, facts=one.facts * len(one.cases))
            counts["reasons"] += pq.read_metadata(one.folder / "here.reasons.parquet").num_rows
            nodes.append(one.nodes)
            print(f"{counts['rows']:,} rows, {one.nodes:,} nodes, {counts['differences']:,} differences", flush=True)
            shutil.rmtree(one.folder)
    explained = outcomes.pop("rows explained")
    print(f"seed {seed}: {counts['rows']:,} rows ({counts['different']:,} different) of {counts['sets']:,} rule sets,")
    print(f"of {min(nodes):,} to {max(nodes):,} nodes (half up to {sorted(nodes)[len(nodes) // 2]:,}), {counts['own_days']:,} by days")
    print(f"of the rows; {100 - counts['known'] * 100 // max(1, counts['facts'])} % unknown; {counts['reasons']:,} reasons, of")
    print(f"{explained:,} rows explained; {', '.join(f'{n:,} {name}' for name, n in outcomes.most_common())}")
    print(f"by one process and by {', '.join(engines) or 'no other'}: {counts['differences']:,} differences")
    return 1 if counts["differences"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or ENGINES))
