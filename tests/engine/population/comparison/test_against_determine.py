"""Two runs over the same rows are compared as `determine` asked twice compares each row."""

import random
from collections import Counter
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve

import pincite
from pincite.population.comparison import Compared, Pair, Side, compare
from pincite.population.reading import open_data, read_map
from pincite.population.running.job import Options
from pincitec.diagnostics import Source
from pincitec.graph.pack import Pack
from tests.engine.population.comparison.twice import answer, change, counted
from tests.engine.population.running.library_cases import cases

NM = "us_nm.level_three"
FIRST, SECOND = date(2019, 1, 1), date(2021, 6, 1)


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


def data_of(library: Pack, decision: str, table: pa.Table, mapping: str, on: date, keep: tuple[str, ...] = ()) -> Any:
    mapped, problems = read_map(Source("map.toml", mapping))
    assert not problems
    data, found = open_data(table, library, [decision], on=on, mapped=mapped, keep=keep)
    assert data is not None, found
    return data


def pair_of(library: Pack, decision: str, table: pa.Table, mapping: str, after: dict[str, Any], keep: tuple[str, ...] = ()) -> Pair:
    options = Options((decision,), FIRST)
    then = evolve(options, **after)
    one = data_of(library, decision, table, mapping, FIRST, keep)
    other = one if then.on == FIRST else data_of(library, decision, table, mapping, then.on or FIRST, keep)
    return Pair(Side("before", library, options, one), Side("after", library, then, other))


@pytest.mark.parametrize(
    ("decision", "after"),
    [
        (f"{NM}.level_three_a", {"on": SECOND}),
        (f"{NM}.minimum_salary", {"on": SECOND}),
        (f"{NM}.minimum_salary", {"on": date(2015, 6, 1)}),
        (f"{NM}.additional_salary", {"on": SECOND}),
        (f"{NM}.additional_salary", {"readings": ((f"{NM}.same_rate", "by_the_hour"),)}),
        (f"{NM}.level_three_a", {"readings": ((f"{NM}.standard_adoption", "if_shown"),)}),
        (f"{NM}.level_three_a", {"on": SECOND, "strict": True}),
        (f"{NM}.minimum_salary", {"law_on": date(2018, 6, 1)}),
    ],
)
def test_each_row_is_compared_as_determine_does(decision: str, after: dict[str, Any], library: Pack) -> None:
    made = cases(library, decision, [FIRST] * 150, complete=True)
    chance = random.Random(decision)
    districts = [chance.choice(["A", "B", None]) for _ in made.facts]
    table = made.table.append_column("district", pa.array(districts))
    found = compare(pair_of(library, decision, table, made.mapping, after, ("district",)), by=("district",), keep_going=True)
    assert isinstance(found, Compared)
    second = {"on": FIRST, **after}
    changes = [
        change(
            answer(library, decision, case, FIRST),
            answer(
                library,
                decision,
                case,
                second["on"],
                law_on=second.get("law_on"),
                readings=dict(second.get("readings", ())),
                strict=second.get("strict", False),
            ),
        )
        for case in made.facts
    ]
    rows, totals = counted(changes)
    (told,) = found.decisions
    assert told.changes == rows
    assert {word: sums.total for word, sums in told.sums.items()} == totals
    assert sum(told.changes.values()) == sum(told.transitions.values()) == told.rows == found.rows == 150
    groups = {group.value: Counter(group.changes) for group in told.groups["district"]}
    assert groups == {name: counted([c for c, d in zip(changes, districts, strict=True) if d == name])[0] for name in set(districts)}
    for kind in told.kinds:
        assert kind.example is not None
        assert changes[kind.example.row - 1][0] == kind.change
        assert (kind.example.before.outcome, kind.example.after.outcome) == (kind.before, kind.after)
