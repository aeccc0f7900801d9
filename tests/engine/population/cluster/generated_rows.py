"""Rule sets with files of rows for them, and each row's facts as a facts file has them: what `generated.py` runs and compares.

A rule set is written as law and policy, and compiled (`tests.engine.explain.rule_sets`). Its rows lie near the thresholds of its
conditions; their days, where they have their own, also beside those on which the law begins and ceases to be known.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import field, frozen

from pincite.explain.asking import facts_asked
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf, Type
from pincitec.semantics.values import Elapsed, Records, Value, add_months
from tests.engine.explain.brute_force import ask, less
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import RuleSet, write

SIZES: Final = ((1, 0), (6, 3), (10, 3), (30, 3), (50, 4), (100, 4), (400, 5), (1500, 7), (2000, 8))
"""Conditions, and how deep they nest: of some 18 to more than 1,800 nodes."""
DIFFERENT: Final = 1_000
"""Different rows of a rule set, at most: so many reasons are explained."""
WORK: Final = 60_000
"""Different rows of a rule set times its nodes, at most: what `determine` takes seconds for."""
LEAST: Final = 8
GROUPS: Final = 7
"""Row groups of a file, so that there are several tasks."""
SOURCE: Final = "the office's files"
COURSE: Final = pa.struct([("title", pa.string()), ("passed", pa.bool_()), ("taken", pa.int32())])
BORDERS: Final = tuple(
    day + timedelta(n) for day in (date(2000, 1, 1), date(2010, 1, 1), date(2031, 1, 1)) for n in (-1, 0)
)  # fmt: skip
"""The days on which a text that no act made, and one that an act did, begin to apply; the end of what is known; and the days before."""

Case = Mapping[str, Value]


@frozen
class Made:
    """A rule set with a file of rows. Row *n* has the facts of `cases[chosen[n]]` and, with days of their own, `days[chosen[n]]`.
    `options` are those that a run and `determine` have in common."""

    rules: RuleSet = field(repr=False)
    nodes: int
    folder: Path
    cases: tuple[Case, ...] = field(repr=False)
    days: tuple[date, ...] = field(repr=False)
    chosen: tuple[int, ...] = field(repr=False)
    own_days: bool
    options: Mapping[str, Any]
    facts: int

    @property
    def pack(self) -> Pack:
        return self.rules.pack

    @property
    def decision(self) -> str:
        return self.rules.decisions[0]

    @property
    def known(self) -> int:
        """How many facts the different rows have in all."""
        return sum(len(case) for case in self.cases)


def made(random: Random, folder: Path, size: tuple[int, int], rows: int, *, work: int = WORK) -> Made:
    """A rule set of about that size, and its data in the folder."""
    conditions, depth = size
    tied = random.random() < 0.5
    rules = write(random, Size(conditions, depth=depth, tied=tied, values=conditions <= 100, wide=random.random() < 0.5), folder)
    nodes = len(ask(rules, rules.decisions[0]).slice.order)
    facts = [asked.fact.name for asked in facts_asked(rules.pack, rules.decisions[0])]
    since = {name for name in facts if random.random() < 0.5}
    ways = {name: held(rules, name, since=name in since) for name in facts}
    own_days = random.random() < 0.4
    one_day = random.choice(BORDERS) if random.random() < 0.1 else rules.on
    found = different(random, ways, min(DIFFERENT, rows, max(LEAST, work // nodes)))
    days = [day_of(random, rules.on) if own_days else one_day for _ in found]
    cases = tuple(begun(case, day) for case, day in zip(found, days, strict=True))
    chosen = [*range(len(found)), *(random.randrange(len(found)) for _ in range(rows - len(found)))]
    random.shuffle(chosen)
    options = asked_for(random, rules)
    one = Made(rules, nodes, folder, cases, tuple(days), tuple(chosen), own_days, options, len(facts))
    written(one, facts, since)
    return one


def held(rules: RuleSet, name: str, *, since: bool) -> tuple[Value, ...]:
    """What a fact may be, as its column can hold it: of a period, months, or the days on which it began."""
    ways = rules.ways[name]
    if rules.pack.fact[name].type != "period":
        return ways
    if not since:
        return tuple(v for v in ways if not isinstance(v, Elapsed))
    near = {add_months(rules.on, -v)[0] + timedelta(n) for v in ways if isinstance(v, int) for n in (-1, 0, 1)}
    began = sorted(near | {v.since for v in ways if isinstance(v, Elapsed)})
    return tuple(Elapsed(day, rules.on) for day in began if day <= rules.on)


def different(random: Random, ways: Mapping[str, Sequence[Value]], number: int) -> list[Case]:
    """So many cases, no two the same, or fewer where there are no more: of some, a share of the facts is unknown; others differ from the
    one before in one or two facts."""
    known = random.choice((0.5, 0.7, 0.8, 0.95))
    found: dict[str, Case] = {}
    case: Case = {}
    for _ in range(3 * number):
        case = near(random, ways, case) if case and random.random() < 0.6 else some(random, ways, known)
        found.setdefault(repr(sorted(case.items())), case)
        if len(found) == number:
            break
    return list(found.values())


def some(random: Random, ways: Mapping[str, Sequence[Value]], known: float) -> Case:
    return {name: value(random, found) for name, found in ways.items() if random.random() < known}


def near(random: Random, ways: Mapping[str, Sequence[Value]], case: Case) -> Case:
    """The same case but for one or two facts."""
    other = dict(case)
    for name in random.sample(sorted(case), min(len(case), random.choice((1, 1, 2)))):
        other[name] = value(random, ways[name])
    return other


def value(random: Random, ways: Sequence[Value]) -> Value:
    """One of the ways; of a list, at times less than all."""
    found = random.choice(ways)
    return less(found, random) if isinstance(found, Records) and random.random() < 0.5 else found


def day_of(random: Random, on: date) -> date:
    """A day of a row: beside that of the rule set, a year on, or where the law changes."""
    return random.choice(BORDERS) if random.random() < 0.2 else on + timedelta(random.choice((0, 0, 1, 5, 400)))


def begun(case: Case, day: date) -> Case:
    """A case without the periods that begin after the day asked about: no facts file has such."""
    return {name: v for name, v in case.items() if not isinstance(v, Elapsed) or v.since <= day}


def asked_for(random: Random, rules: RuleSet) -> Mapping[str, Any]:
    """Readings, a day of the law, and what lies beyond the horizon of its text: mostly as they are without being asked for."""
    chosen = {c.name: random.choice(c.alternatives).name for c in rules.pack.choices if random.random() < 0.3}
    law_on = random.choice((rules.on, *BORDERS)) if random.random() < 0.15 else None
    return {"readings": chosen, "law_on": law_on, "strict": random.random() < 0.25}


def written(one: Made, facts: Sequence[str], since: set[str]) -> None:
    """The rows as Parquet, and the mapping that reads them."""
    columns: dict[str, pa.Array] = {"id": pa.array(range(1, len(one.chosen) + 1), pa.int64())}
    settings, lists = ["[columns]"], []
    for name in facts:
        short, kind = name.rpartition(".")[2], one.pack.type_of[one.pack.fact[name].type]
        values = [case.get(name) for case in one.cases]
        columns[short] = column(kind, values, since=name in since).take(pa.array(one.chosen))
        if isinstance(kind, ListOf):
            complete = pa.array([isinstance(v, Records) and v.complete for v in values])
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


def sets(
    random: Random, folder: Path, rows: int, *, most: int, sizes: Sequence[tuple[int, int]] = SIZES, work: int = WORK
) -> Iterator[Made]:
    """Rule sets with so many rows in all, the sizes in turn."""
    left, number = rows, 0
    while left > 0:
        place = folder / str(number)
        place.mkdir()
        one = made(random, place, sizes[number % len(sizes)], min(most, left), work=work)
        yield one
        left, number = left - len(one.chosen), number + 1
