"""Random rules with random rows for them: what `many.py` compares.

A `World` says which constants, values and days occur: `USUAL` those of `tests.engine.strategies`, `EDGES` those at which the calendar
begins and ends, months end, and lists are empty, of one, or long.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from unittest.mock import patch

import pyarrow as pa
from attrs import evolve, field, frozen
from hypothesis import strategies as st
from hypothesis.control import BuildContext
from hypothesis.internal.conjecture.data import ConjectureData

from pincite.evaluate.columns.schema import Form, canonical
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack
from pincitec.graph.validate import validate
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import Elapsed, Records, Value
from tests.engine import strategies
from tests.engine.evaluate.columns.observing import held_value
from tests.engine.strategies import ASKED, CHOICE, FACTS, YEARS, Pool, by_type, empty, fewer, grow

STEPS: Final = (6, 12, 12, 25, 25, 60, 150, 500, 750)
"""Operations grown in a rule, each with what it takes: up to some 2,000 nodes."""
ROWS: Final = {6: 2_000, 12: 2_000, 25: 1_000, 60: 500, 150: 300, 500: 100, 750: 100}
KINDS: Final = 60
"""Different values of a fact in the rows of one rule."""
WHOLE: Final = 0.25
"""How often a fact is known in all rows, or all in which its column can hold it."""
SAMPLE: Final = 8
FEW: Final = 12
"""Rules of so few steps are at times compared with all their faults."""


FIRST_DAY: Final = date(1, 1, 1)
LAST_DAY: Final = date(9998, 12, 31)
LAST_BEGUN: Final = date(9997, 12, 31)
"""The last day on which a period that runs may begin, or that may be asked about."""


@frozen
class World:
    """Where trials take place. `constants` and `values` are strategies by types, in place of the usual ones; `years` are the first ones of
    those that records have; `asked` are days asked about, each for all rows of a trial; `lengths` are those of lists; `most` are the rows
    of a trial at most."""

    asked: Sequence[date] = (ASKED,)
    years: Sequence[int] = (2016,)
    lengths: Sequence[int] = (0, 1, 2, 3, 3, 4, 6)
    steps: Sequence[int] = STEPS
    most: int = 2_000
    constants: Mapping[str, st.SearchStrategy[Any]] = field(factory=dict)
    values: Mapping[str, st.SearchStrategy[Any]] = field(factory=dict)


USUAL: Final = World()
MONTH_ENDS: Final = (
    *(date(1900, 2, 28), date(1900, 3, 1), date(2000, 2, 29), date(2019, 12, 31), date(2020, 1, 30), date(2020, 1, 31)),
    *(date(2020, 2, 29), date(2020, 3, 31), date(2020, 8, 31), date(2021, 2, 28), date(2021, 3, 1), date(2100, 2, 28)),
)
CALENDAR: Final = (
    *(FIRST_DAY, date(1, 1, 31), date(1, 2, 28), date(1, 12, 31), date(4, 2, 29), *MONTH_ENDS),
    *(date(9996, 2, 29), date(9997, 12, 31), date(9998, 2, 28), date(9998, 11, 30), date(9998, 12, 1), LAST_DAY),
)
SPANS: Final = (0, 1, 2, 11, 12, 13, 48)
EDGES: Final = World(
    asked=[day for day in CALENDAR if day <= LAST_BEGUN],
    years=(1, 1896, 2016, 9990),
    lengths=(0, 0, 1, 1, 2, 8),
    steps=(6, 6, 12, 12, 25),
    most=200,
    constants={
        "date": st.sampled_from(CALENDAR),
        "period": st.sampled_from((*SPANS, 95_000, 119_975)),
        "days": st.sampled_from((0, 1, 28, 365, 366, 3_652_058)),
        "integer": st.sampled_from((0, 1, 2, 2**31)),
        "school_year": st.sampled_from((0, 1, 2, 1900, 2019, 9996, 9997, 9998)),
    },
    values={
        "date": st.sampled_from(CALENDAR),
        "period": st.one_of(st.sampled_from((*SPANS, 32_767)), st.sampled_from(CALENDAR).map(lambda since: Elapsed(since, ASKED))),
        "days": st.sampled_from((0, 1, 28, 366, 32_767)),
        "integer": st.sampled_from((0, 1, 2, 32_767)),
    },
)


def drawn(random: Random, strategy: st.SearchStrategy[Any]) -> Any:
    data = ConjectureData(random=random)
    with BuildContext(data, wrapped_test=drawn):
        return data.draw(strategy)


def day_near(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, FIRST_DAY.toordinal()), LAST_BEGUN.toordinal()))


@frozen
class Trial:
    """A rule with rows for it: `held` are the facts as the columns hold them. `days`: the day each row is asked about."""

    pack: Pack = field(repr=False)
    schema: pa.Schema = field(repr=False)
    held: tuple[Mapping[str, Value], ...] = field(repr=False)
    days: tuple[date, ...] = field(repr=False)
    on: date | None
    readings: Mapping[str, str]
    sample: int


def rule(random: Random, steps: int) -> Pack:
    """A rule with folds, and folds in folds."""
    pool = Pool(Builder())
    for fact in FACTS:
        pool.add("fact", fact.type, (), fact.name)
    pool.add("asked", "date")
    for _ in range(steps):
        grow(lambda strategy: drawn(random, strategy), pool)
    pack = evolve(empty(), nodes=tuple(pool.builder.nodes))
    validate(pack)
    return pack


def forms(random: Random) -> dict[str, Form | None]:
    """Columns for most facts, each in one of its forms."""
    found: dict[str, Form | None] = {}
    for fact in FACTS:
        if random.random() < 0.05:
            continue
        if fact.type == YEARS:
            found |= {fact.name: None, f"{fact.name}[].served": Form(bits=16, since=random.random() < 0.5)}
            found |= {f"{fact.name}[].{part}": Form(bits=random.choice((16, 32))) for part in ("year", "days")}
        elif fact.type == "money":
            found[fact.name] = Form(bits=64, range=(0, 60_000_00))
        else:
            found[fact.name] = Form(bits=random.choice((8, 16, 16, 32, 32)), since=fact.type == "period" and random.random() < 0.5)
    return found


def near(random: Random, value: Value) -> Value:
    """The value, or one beside it: so that both sides of a threshold occur."""
    if isinstance(value, Elapsed):
        return Elapsed(min(beside(random, value.since), LAST_BEGUN), value.asked)
    return beside(random, value) if isinstance(value, date) else value


def beside(random: Random, day: date) -> date:
    step = random.choice((0, 0, -1, 1))
    return min(max(day, FIRST_DAY + timedelta(days=1)), LAST_DAY - timedelta(days=1)) + timedelta(days=step) if step else day


def listed(random: Random, kind: ListOf, world: World) -> Records:
    """Records of a few years, of some of which less is known."""
    rows: list[dict[str, Value]] = []
    first = random.choice(world.years)
    for year in sorted(random.sample(range(first, first + 8), random.choice(world.lengths))):
        rows.append({f.name: near(random, drawn(random, by_type(f.type))) for f in kind.element.fields} | {"year": year})
    whole = Records(tuple(rows), complete=random.random() < 0.8)
    return fewer(lambda strategy: drawn(random, strategy), kind.element, whole) if random.random() < 0.5 else whole


def at(value: Value, day: date) -> Value:
    """A value of a row that is asked about on that day."""
    if isinstance(value, Elapsed):
        return Elapsed(value.since, day)
    if isinstance(value, Records):
        return Records(tuple({n: at(v, day) for n, v in row.items()} for row in value.rows), value.complete)
    return value


def trial(random: Random, steps: int, rows: int, world: World = USUAL) -> Trial:
    """A rule of so many steps, and rows for it."""
    with patch.dict(strategies.CONSTANTS, world.constants), patch.dict(strategies.BY_TYPE, world.values):
        return tried(random, steps, rows, world)


def tried(random: Random, steps: int, rows: int, world: World) -> Trial:
    pack = rule(random, steps)
    one_day = random.choice(world.asked)
    on = one_day if random.random() < 0.5 else None
    schema = canonical(pack, forms(random), asked=on is None)
    days = [day_near(random.choice(world.asked), random.choice((-366, -1, 0, 0, 1, 400))) for _ in range(4)]
    unknown = random.choice((0.05, 0.2, 0.5))
    kinds: dict[str, list[Value]] = {}
    for fact in FACTS:
        if fact.name not in schema.names:
            continue
        kind = pack.type_of[fact.type]
        found = [
            listed(random, kind, world) if isinstance(kind, ListOf) else near(random, drawn(random, by_type(kind)))
            for _ in range(min(rows, KINDS))
        ]
        kinds[fact.name] = [held_value(schema.field(fact.name), v) for v in found]
    asked = tuple(on or random.choice(days) for _ in range(rows))
    by_day = {day: {n: [at(v, day) for v in found] for n, found in kinds.items()} for day in set(asked)}
    whole = {name for name in kinds if random.random() < WHOLE}
    held = tuple({n: random.choice(found) for n, found in by_day[day].items() if n in whole or random.random() >= unknown} for day in asked)
    sample = 0 if steps <= FEW and random.random() < 0.3 else SAMPLE
    return Trial(pack, schema, held, asked, on, {CHOICE.name: random.choice(("one", "two"))}, sample)
