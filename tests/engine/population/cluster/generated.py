"""Generated rule sets over generated rows, as whole runs: `python -m tests.engine.population.cluster.generated ROWS SEED [ENGINE…]`.

Each rule set is written as law and policy, and compiled (`tests.engine.explain.rule_sets`). Its rows are read from a Parquet file with a
mapping, and decided by every engine; outputs and reasons must have the same bytes. The output of one process is held against `determine`
by the reference interpreter, which reads the same facts as a facts file has them: verdict, outcome, law status, value, and what a row's
reason says of it. Rows repeat: each different row is asked of `determine` once, and all its rows are compared with that.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import field, frozen

import pincite
from pincite.explain.proof import Determination
from pincite.population.reasons import told
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf, Type
from pincitec.semantics.values import Elapsed, Records, Value
from tests.engine.explain.brute_force import ask, partly
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import RuleSet, write
from tests.engine.population.running.library_cases import of_row, said

SIZES: Final = ((6, 3), (10, 3), (30, 3), (50, 4), (100, 4), (400, 5), (1500, 7))
"""Conditions, and how deep they nest: of some 18 to 1,800 nodes."""
DIFFERENT: Final = 120
"""Different rows of a rule set, of one of up to 100 conditions; a larger one has fewer."""
MOST_ROWS: Final = 20_000
GROUPS: Final = 7
"""Row groups of a file, so that there are several tasks."""
ENGINES: Final = ("workers", "spark", "ray")
SOURCE: Final = "the office's files"
COURSE: Final = pa.struct([("title", pa.string()), ("passed", pa.bool_()), ("taken", pa.int32())])
SAID: Final = ("unmet", "missing", "clauses", "citations", "quotations")
"""What all rows of one reason have in common."""

Case = Mapping[str, Value]


@frozen
class Made:
    """A rule set with a file of rows. Row *n* has the facts of `cases[chosen[n]]` and, with days of their own, `days[chosen[n]]`."""

    rules: RuleSet = field(repr=False)
    nodes: int
    folder: Path
    cases: tuple[Case, ...] = field(repr=False)
    days: tuple[date, ...] = field(repr=False)
    chosen: tuple[int, ...] = field(repr=False)
    own_days: bool

    @property
    def pack(self) -> Pack:
        return self.rules.pack

    @property
    def decision(self) -> str:
        return self.rules.decisions[0]


def made(random: Random, folder: Path, size: tuple[int, int], rows: int) -> Made:
    """A rule set of about that size, and its data in the folder."""
    conditions, depth = size
    tied = random.random() < 0.5
    rules = write(random, Size(conditions, depth=depth, tied=tied, values=conditions <= 100, wide=random.random() < 0.5), folder)
    asked = ask(rules, rules.decisions[0])
    own_days = random.random() < 0.4
    since = {name for name in asked.facts if random.random() < 0.5}
    known = random.choice((0.5, 0.8, 0.95))
    different = DIFFERENT if conditions <= 100 else DIFFERENT // 4
    found: list[Case] = []
    while len(found) < different:
        case = partly(asked, random, known=known, most=10**9) if random.random() < 0.3 or not found else near(random, rules, found[-1])
        found.append({n: v for n, v in case.items() if rules.pack.fact[n].type != "period" or isinstance(v, Elapsed) == (n in since)})
    days = tuple(rules.on + timedelta(random.choice((0, 0, 1, 5, 400)) if own_days else 0) for _ in found)
    chosen = tuple(random.randrange(different) for _ in range(rows))
    one = Made(rules, len(asked.slice.order), folder, tuple(found), days, chosen, own_days)
    written(one, asked.facts, since)
    return one


def near(random: Random, rules: RuleSet, case: Case) -> Case:
    """The same case but for one or two facts."""
    other = dict(case)
    for name in random.sample(sorted(case), min(len(case), random.choice((1, 1, 2)))):
        other[name] = random.choice(rules.ways[name])
    return other


def written(one: Made, facts: Sequence[str], since: set[str]) -> None:
    """The rows as Parquet, and the mapping that reads them."""
    columns: dict[str, pa.Array] = {"id": pa.array(range(1, len(one.chosen) + 1), pa.int64())}
    settings, lists = ["[columns]"], []
    for name in facts:
        short, kind = name.rpartition(".")[2], one.pack.type_of[one.pack.fact[name].type]
        held = [case.get(name) for case in one.cases]
        columns[short] = column(kind, held, since=name in since).take(pa.array(one.chosen))
        if isinstance(kind, ListOf):
            complete = pa.array([isinstance(v, Records) and v.complete for v in held])
            columns[f"{short}_all"] = complete.take(pa.array(one.chosen))
            lists += [f"[lists.{short}]", f'column = "{short}"', f'complete = "{short}_all"', f'source = "{SOURCE}"']
        elif kind.key in ("money", "period"):
            unit = "cents" if kind.key == "money" else "since" if name in since else "months"
            settings.append(f'{short} = {{fact = "{short}", unit = "{unit}"}}')
    if one.own_days:
        columns["asked"] = pa.array(one.days).take(pa.array(one.chosen))
    pq.write_table(pa.table(columns), one.folder / "rows.parquet", row_group_size=max(1, -(-len(one.chosen) // GROUPS)))
    (one.folder / "map.toml").write_text("\n".join([*settings, *lists]) + "\n", encoding="utf-8")


def column(kind: Type, held: Sequence[Value], *, since: bool) -> pa.Array:
    """Values as a data team would have them."""
    match kind:
        case ListOf():
            return pa.array([[record(r) for r in v.rows] if isinstance(v, Records) else None for v in held], pa.list_(COURSE))
        case Enumeration():
            return pa.array([None if v is None else kind.members[v].name for v in held], pa.string())  # type: ignore[index]
    match kind.key:
        case "boolean":
            return pa.array([None if v is None else v == HOLDS for v in held], pa.bool_())
        case "date":
            return pa.array(held, pa.date32())
        case "period" if since:
            return pa.array([v.since if isinstance(v, Elapsed) else None for v in held], pa.date32())
    return pa.array(held, pa.int64())


def record(row: Mapping[str, Value]) -> dict[str, Any]:
    passed = row["passed"]
    return {"title": row["title"], "passed": None if passed == UNDETERMINED else passed == HOLDS, "taken": row["taken"]}


def facts_of(pack: Pack, case: Case) -> dict[str, Any]:
    """A case as a facts file has it."""
    return {name.rpartition(".")[2]: stated(pack.type_of[pack.fact[name].type], value) for name, value in case.items()}


def stated(kind: Type, value: Any) -> Any:
    match kind:
        case ListOf():
            rows = [{k: v for k, v in record(row).items() if v is not None} for row in value.rows]
            return {"records": rows, **({"complete": True, "source": SOURCE} if value.complete else {})}
        case Enumeration():
            return kind.members[value].name
    match kind.key:
        case "boolean":
            return value == HOLDS
        case "money":
            return f"${value // 100}.{value % 100:02d}"
        case "period":
            return {"since": value.since} if isinstance(value, Elapsed) else f"{value} months"
        case "date" | "days":
            return value
    return f"{value} badges"


def run(one: Made, engine: str) -> str:
    """The digest of the output and its reasons by that engine; `here` is this process, `workers` are two of ours."""
    out = one.folder / f"{engine}.parquet"
    pincite.run(
        one.pack,
        one.decision,
        one.folder / "rows.parquet",
        on="asked" if one.own_days else one.rules.on,
        mapping=one.folder / "map.toml",
        keys=("id",),
        keep_going=True,
        reasons=True,
        out=out,
        engine="columns" if engine in ("here", "workers") else engine,
        workers=1 if engine == "here" else 2,
    )
    return sha256(out.read_bytes() + out.with_suffix(".reasons.parquet").read_bytes()).hexdigest()


def differences(one: Made) -> Iterator[str]:
    """Where the output of this process is not what `determine` says of the same facts."""
    output = pq.read_table(one.folder / "here.parquet").to_pylist()
    reasons = {r["reason"]: r for r in pq.read_table(one.folder / "here.reasons.parquet").to_pylist()}
    if [row["id"] for row in output] != list(range(1, len(one.chosen) + 1)):
        yield "the rows of the output are not those of the data, in their order"
        return
    expected: dict[int, tuple[list[Any], dict[str, Any]]] = {}
    for row, number in zip(output, one.chosen, strict=True):
        if number not in expected:
            facts = facts_of(one.pack, one.cases[number])
            answer = pincite.determine(one.pack, one.decision, facts, on=one.days[number], executor="reference")
            expected[number] = said(answer), reason_of(answer)
        answered, why = expected[number]
        if of_row(row) != answered:
            yield f"row {row['id']}: {of_row(row)}, not {answered}; {one.cases[number]} on {one.days[number]}"
        reason = reasons[row["reason"]]
        for name in SAID if reason["explained"] else ():
            if reason[name] != why[name]:
                yield f"row {row['id']}: {name} is {reason[name]}, not {why[name]}; {one.cases[number]} on {one.days[number]}"


def reason_of(answer: Determination) -> dict[str, Any]:
    found = told.said(answer)
    return {name: found[name] for name in SAID}


def sets(random: Random, folder: Path, rows: int, *, most: int = MOST_ROWS, sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[Made]:
    """Rule sets with so many rows in all, the sizes in turn."""
    left, number = rows, 0
    while left > 0:
        place = folder / str(number)
        place.mkdir()
        one = made(random, place, sizes[number % len(sizes)], min(most, left))
        yield one
        left, number = left - len(one.chosen), number + 1


def by_engine(folder: Path, engine: str) -> list[bool]:
    """Whether a few small rule sets have the same bytes by an engine that runs already."""
    place = folder / "generated"
    place.mkdir()
    return [run(one, "here") == run(one, engine) for one in sets(Random(2), place, 300, most=100, sizes=SIZES[1:4])]


def main(rows: int, seed: int, engines: Sequence[str]) -> int:
    counts: Counter[str] = Counter()
    for name in {"spark", "ray"}.intersection(engines):  # started once, for all runs
        import_module(f"pincite.population.cluster.{name}").opened("", 2)
    with TemporaryDirectory(prefix="pincite-generated-") as folder:
        for number, one in enumerate(sets(Random(seed), Path(folder), rows)):
            here = run(one, "here")
            found = [*(f"other bytes by {engine}" for engine in engines if run(one, engine) != here), *differences(one)]
            for text in found[:3]:
                print(f"seed {seed}, rule set {number} ({one.nodes:,} nodes): {text}", flush=True)
            counts.update(rows=len(one.chosen), sets=1, different=len(set(one.chosen)), differences=len(found))
            counts["most nodes"] = max(counts["most nodes"], one.nodes)
            counts["least nodes"] = min(counts["least nodes"] or one.nodes, one.nodes)
            counts["reasons"] += pq.read_metadata(one.folder / "here.reasons.parquet").num_rows
            print(f"{counts['rows']:,} rows, {one.nodes:,} nodes, {counts['differences']:,} differences", flush=True)
    print(f"seed {seed}: {counts['rows']:,} rows ({counts['different']:,} different) of {counts['sets']:,} rule sets")
    print(f"of {counts['least nodes']:,} to {counts['most nodes']:,} nodes, {counts['reasons']:,} reasons")
    print(f"by one process and by {', '.join(engines) or 'no other'}: {counts['differences']:,} differences")
    return 1 if counts["differences"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or ENGINES))
