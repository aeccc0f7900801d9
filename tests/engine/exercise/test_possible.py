"""Truth values that are called impossible are: no facts give them, however much of them is known."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st
from tests.engine.strategies import ASKED, RANK, empty, facts, less, packs

from pincite.evaluate import evaluate, evaluate_rows
from pincite.exercise.possible import ALL, ALWAYS_KNOWN, NO_SUCH_VALUE, PARTS, SAME, Possible
from pincitec.graph.clauses import Standing
from pincitec.graph.nodes import FOLDS, Builder
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, Quantity
from pincitec.semantics.values import Fault

ALWAYS = (Standing(None, None, "in_force"),)


def standing(pack: Pack) -> Pack:
    """The same pack with all its clauses in force: whether a clause stands is no matter of facts."""
    return evolve(pack, clauses=tuple(evolve(c, standings=ALWAYS) for c in pack.clauses))


@settings(max_examples=150, deadline=None)
@given(packs(), st.one_of(facts(), facts().flatmap(less)), st.sampled_from([c.alternatives[0].name for c in empty().choices]))
def test_no_facts_give_what_is_called_impossible(pack: Pack, inputs: dict[str, Any], reading: str) -> None:
    whole = standing(pack)
    possible = Possible(whole)
    slice = slice_graph(whole, ASKED, {whole.choices[0].name: reading}, range(len(whole.nodes)))
    try:
        values = evaluate(slice, inputs, ASKED)
    except Fault:
        return
    for number in slice.order:
        if slice.levels[number] == 0:
            agree(whole, possible, number, values[number])
            if slice.nodes[number].op in FOLDS:
                rows(whole, possible, slice, values, number)


def rows(pack: Pack, possible: Possible, slice: Slice, around: Any, fold: int) -> None:
    for row in evaluate_rows(slice, around, fold):
        for number in slice.bodies[fold]:
            agree(pack, possible, number, row[number])
            if slice.nodes[number].op in FOLDS:
                rows(pack, possible, slice, row, number)


def agree(pack: Pack, possible: Possible, number: int, value: Any) -> None:
    if pack.nodes[number].type == "boolean":
        assert value in possible.truths(number), (pack.nodes[number], value)
    kind = pack.type_of.get(pack.nodes[number].type)
    if isinstance(value, int) and isinstance(kind, Quantity | Enumeration):
        low, high = possible.range_of(number)
        assert (low is None or low <= value) and (high is None or value <= high)


def test_each_reason() -> None:
    build = Builder()
    always = build.const("boolean", HOLDS)
    fact = build.add("fact", "boolean", (), "t.b0")
    days = build.add("fact", "days", (), "t.n")
    rank = build.add("fact", RANK.key, (), "t.e")
    on_day = build.add("le", "boolean", (build.add("asked", "date"), build.const("date", ASKED)))
    row = build.add("row", "t.year", (), 0)
    year, worked = build.add("field", "school_year", (row,), "year"), build.add("field", "days", (row,), "days")
    later = build.add("add", "school_year", (year, build.const("integer", 1)))
    nodes = {
        "the key of a record": build.add("eq", "boolean", (later, build.const("school_year", 2020))),
        "a field of a record": build.add("ge", "boolean", (worked, build.const("days", 160))),
        "no condition": always,
        "a fact": fact,
        "the day asked about": on_day,
        "at least no day": build.add("ge", "boolean", (days, build.const("days", 0))),
        "fewer than no days": build.add("gt", "boolean", (build.const("days", 0), days)),
        "above the highest rank": build.add("gt", "boolean", (rank, build.const(RANK.key, 2))),
        "160 days": build.add("ge", "boolean", (days, build.const("days", 160))),
        "the day and a fact": build.add("and", "boolean", (on_day, fact)),
        "a fact or always": build.add("or", "boolean", (fact, always)),
        "not always": build.add("not", "boolean", (always,)),
        "two of three, one of them sure": build.add("at_least", "boolean", (fact, always, on_day), 2),
    }
    possible = Possible(evolve(empty(), nodes=tuple(build.nodes)))
    found = {name: {t: possible.ruled[n][t] for t in ALL if t in possible.ruled[n]} for name, n in nodes.items()}
    assert found == {
        "the key of a record": {UNDETERMINED: ALWAYS_KNOWN},
        "a field of a record": {},
        "no condition": {FAILS: SAME, UNDETERMINED: SAME},
        "a fact": {},
        "the day asked about": {UNDETERMINED: ALWAYS_KNOWN},
        "at least no day": {FAILS: NO_SUCH_VALUE},
        "fewer than no days": {HOLDS: NO_SUCH_VALUE},
        "above the highest rank": {HOLDS: NO_SUCH_VALUE},
        "160 days": {},
        "the day and a fact": {},
        "a fact or always": {FAILS: PARTS, UNDETERMINED: PARTS},
        "not always": {HOLDS: SAME, UNDETERMINED: SAME},
        "two of three, one of them sure": {},
    }


@pytest.mark.parametrize("op", ["no such operation", "within"])
def test_an_operation_that_is_not_known_may_have_every_value(op: str) -> None:
    build = Builder()
    number = build.add(op, "boolean", (build.add("fact", "boolean", (), "t.b0"),))
    assert Possible(evolve(empty(), nodes=tuple(build.nodes))).truths(number) == ALL
