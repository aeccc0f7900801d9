"""The ranges of a fact: every value of a range gives the answers of its samples, and words say which values it has."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from tests.engine.strategies import ASKED, empty

from pincite.evaluate import evaluate
from pincite.explain.case import Case
from pincite.explain.completion.build import Built, build
from pincite.explain.completion.diagram import way_of
from pincite.explain.completion.words import ways_in_words
from pincite.facts import Facts
from pincitec.graph.nodes import Builder
from pincitec.graph.slices import slice_graph
from pincitec.semantics.values import Elapsed, Value


def built(facts: Mapping[str, Value], *comparisons: tuple[str, Any, Any]) -> Built:
    """One condition that needs all of some comparisons; each side is a constant, or a function that adds nodes."""
    builder = Builder()
    conditions = []
    for op, left, right in comparisons:
        conditions.append(builder.add(op, "boolean", (left(builder), right(builder))))
    root = builder.add("at_least", "boolean", conditions, 1) if len(conditions) > 1 else conditions[0]
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    slice = slice_graph(pack, ASKED, {}, [root])
    found = build(Case(pack, Facts(values=facts), ASKED, ASKED, {}, slice, (), evaluate(slice, facts, ASKED)), root)
    assert isinstance(found, Built)
    return found


def fact(name: str, type: str) -> Any:
    return lambda b: b.add("fact", type, (), name)


def const(type: str, value: Any) -> Any:
    return lambda b: b.const(type, value)


def call(op: str, type: str, *args: Any, param: Any = None) -> Any:
    return lambda b: b.add(op, type, tuple(a(b) for a in args), param)


I0, P0, D0 = fact("t.i0", "integer"), fact("t.p0", "period"), fact("t.d0", "date")


@pytest.mark.parametrize(
    ("comparisons", "words"),
    [
        ([("ge", I0, const("integer", 3))], ["less than 3", "at least 3"]),
        ([("gt", I0, const("integer", 3))], ["less than 4", "at least 4"]),
        ([("eq", I0, const("integer", 3))], ["less than 3 or at least 4", "3"]),
        ([("ge", I0, const("integer", 3)), ("lt", I0, const("integer", 2))], ["less than 2", "2", "at least 3"]),
        ([("le", P0, const("period", 36))], ["at most 3 years", "more than 3 years"]),
        ([("lt", D0, const("date", date(2020, 3, 1)))], ["before March 1, 2020", "on or after March 1, 2020"]),
        ([("ge", call("add", "integer", I0, const("integer", 2)), const("integer", 5))], ["less than 3", "at least 3"]),
        ([("ge", call("mul", "integer", I0, const("integer", 2)), const("integer", 5))], ["less than 3", "at least 3"]),
        ([("ge", call("sub", "integer", const("integer", 9), I0), const("integer", 5))], ["less than 5", "at least 5"]),
        (
            [("eq", call("calendar_year", "integer", D0, param=(7, 1, "fiscal_year")), const("integer", 2020))],
            ["before July 1, 2019 or on or after July 1, 2020", "on or after July 1, 2019, and before July 1, 2020"],
        ),
        (
            [("le", const("date", date(2021, 5, 31)), call("add_days", "date", D0, const("days", 30)))],
            ["before May 1, 2021", "on or after May 1, 2021"],
        ),
    ],
)
def test_ranges_in_words(comparisons: list[tuple[str, Any, Any]], words: list[str]) -> None:
    found = built({}, *comparisons)
    (variable,) = found.variables
    assert [ways_in_words(found, 0, (i,)) for i in range(variable.settling)] == words


def test_a_month_that_lacks_the_day_is_a_way_that_settles_nothing() -> None:
    found = built({}, ("ge", call("add_period", "date", D0, const("period", 6)), const("date", date(2021, 3, 1))))
    (variable,) = found.variables
    assert len(variable.ways) == 3 and variable.settling == 2
    assert not variable.ways[way_of(found, 0, date(2020, 8, 30))].settles


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(("ge", "gt", "eq", "le")), st.integers(0, 2000))
def test_a_running_period_lies_in_a_way(first: int, second: int, op: str, days: int) -> None:
    found = built({}, (op, P0, const("period", first)), ("lt", P0, const("period", second)))
    for variable, value in ((0, Elapsed(ASKED - timedelta(days), ASKED)), (0, days // 30)):
        assert 0 <= way_of(found, variable, value) < len(found.variables[0].ways)


@given(st.integers(0, 400), st.sampled_from(("ge", "gt", "eq", "lt")), st.integers(0, 12), st.integers(0, 500))
def test_every_day_lies_in_a_way(limit: int, op: str, months: int, days: int) -> None:
    day = date(2020, 1, 1)
    found = built({}, (op, call("add_period", "date", D0, const("period", months)), const("date", day + timedelta(limit))))
    way = found.variables[0].ways[way_of(found, 0, day + timedelta(days))]
    assert way.samples
