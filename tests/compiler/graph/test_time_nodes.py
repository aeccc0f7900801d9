"""Nodes about days and runs of records, as a hostile pack might have them: refused, each with its place."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve
from tests.engine.strategies import YEAR, YEARS, empty

from pincite.evaluate import compile_slice, evaluate
from pincitec.graph.codec import Malformed
from pincitec.graph.nodes import Builder, Param
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.graph.validate import validate
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.values import Fault, Records

ASKED = date(2021, 6, 1)


def pack(build: Callable[[Builder], object]) -> Pack:
    builder = Builder()
    build(builder)
    return evolve(empty(), nodes=tuple(builder.nodes))


def day_of_year(param: Param) -> Callable[[Builder], object]:
    return lambda b: b.add("day_of_year", "date", (b.const("school_year", 2020),), param)


def by_rule(param: Param) -> Callable[[Builder], object]:
    return lambda b: b.add("add_period_by_rule", "date", (b.const("boolean", HOLDS), b.add("asked", "date"), b.const("period", 6)), param)


def consecutive(key: str, level: int = 0, type: str = "school_year") -> Callable[[Builder], object]:
    def build(b: Builder) -> int:
        years = b.add("fact", YEARS, (), "t.years")
        row = b.add("row", YEAR.key, (), level)
        return b.add("consecutive", "integer", (years, b.const("boolean", HOLDS), b.add("field", type, (row,), key)), 0)

    return build


SOUND = (day_of_year((10, 15, 7, 1, "begin")), day_of_year((2, 29, 7, 1, "end")), by_rule("last day"), consecutive("year"))


@pytest.mark.parametrize("build", SOUND)
def test_sound_nodes_are_taken_and_evaluated_alike(build: Callable[[Builder], object]) -> None:
    made = pack(build)
    validate(made)
    slice = slice_graph(made, ASKED, {}, [len(made.nodes) - 1])
    facts = {"t.years": Records(({"year": 2019}, {"year": 2020}), True)}
    assert list(compile_slice(slice, made).evaluate(facts, ASKED)) == evaluate(slice, facts, ASKED)


@pytest.mark.parametrize(
    "build",
    [
        day_of_year(None),
        day_of_year((13, 1, 7, 1, "begin")),
        day_of_year((2, 30, 7, 1, "begin")),
        day_of_year((10, 15, 0, 1, "begin")),
        day_of_year((10, 15, 7, 1, "both")),
        day_of_year((10, 15, 7, 1)),
        by_rule(None),
        by_rule("any day"),
        consecutive("days", type="days"),
        consecutive("year", level=1),
        lambda b: b.add("day_of_year", "date", (b.add("asked", "date"),), (10, 15, 7, 1, "begin")),
        lambda b: b.add("month_end", "period", (b.const("period", 6), b.const("period", 6)), "last day"),
        lambda b: b.add("school_year_of", "school_year", (b.add("asked", "date"),), (2, 30, "x")),
        lambda b: b.add("school_year_of", "date", (b.add("asked", "date"),), (7, 1, "x")),
    ],
)
def test_others_are_refused(build: Callable[[Builder], object]) -> None:
    with pytest.raises(Malformed):
        validate(pack(build))


def test_a_year_outside_the_calendar_is_a_fault_of_the_question() -> None:
    made = pack(lambda b: b.add("day_of_year", "date", (b.const("school_year", 10**30),), (10, 15, 7, 1, "begin")))
    validate(made)
    slice = slice_graph(made, ASKED, {}, [len(made.nodes) - 1])
    with pytest.raises(Fault, match="calendar"):
        evaluate(slice, {}, ASKED)
    with pytest.raises(Fault, match="calendar"):
        compile_slice(slice, made).evaluate({}, ASKED)
