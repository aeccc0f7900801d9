"""Decision diagrams against tables of all values: the operations, and equal functions as equal numbers."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, strategies as st

from pincite.explain.completion.table import Exhausted, Table
from pincitec.semantics.operations import at_least
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED, conjunction, disjunction

WIDTHS = (2, 3, 2, 3)
CODES = (FAILS, UNDETERMINED, HOLDS)
Function = dict[tuple[int, ...], int]

functions = st.lists(st.sampled_from(CODES), min_size=36, max_size=36).map(lambda codes: dict(zip(every(), codes, strict=True)))


def every() -> Iterator[tuple[int, ...]]:
    return product(*(range(width) for width in WIDTHS))


def diagram(table: Table, function: Function, at: tuple[int, ...] = ()) -> int:
    if len(at) == len(WIDTHS):
        return table.value(function[at])
    return table.ask(len(at), [diagram(table, function, (*at, way)) for way in range(WIDTHS[len(at)])])


def value(table: Table, number: int, at: Sequence[int]) -> int:
    while table.ways[number]:
        number = table.ways[number][at[table.variable[number]]]
    found = table.values[number]
    assert isinstance(found, int)
    return found


@given(st.lists(functions, min_size=1, max_size=3), st.integers(0, 3))
def test_operations_are_those_on_every_value(made: list[Function], number: int) -> None:
    table = Table(100_000)
    diagrams = [diagram(table, f) for f in made]
    cases: list[tuple[int, Callable[..., int]]] = [
        (table.all_of(diagrams), conjunction),
        (table.any_of(diagrams), disjunction),
        (table.at_least(number, diagrams), lambda *codes: at_least(number, *codes)),
        (table.combine(lambda *codes: max(codes), *diagrams), lambda *codes: max(codes)),
    ]
    for found, operation in cases:
        expected = {at: operation(*(f[at] for f in made)) for at in every()}
        assert all(value(table, found, at) == expected[at] for at in every())
        assert found == diagram(table, expected)


@given(functions)
def test_it_asks_what_it_turns_on_and_has_the_values_it_can_have(made: Function) -> None:
    table = Table(100_000)
    found = diagram(table, made)
    assert set(table.outcomes(found)) == set(made.values())
    turns = [v for v in range(4) if any(made[at] != made[(*at[:v], way, *at[v + 1 :])] for at in every() for way in range(WIDTHS[v]))]
    assert table.asked(found) == turns


@given(functions, st.integers(0, 3), st.integers(0, 1))
def test_one_way_of_a_variable_leaves_the_rest(made: Function, variable: int, way: int) -> None:
    table = Table(100_000)
    found = table.rebuild(diagram(table, made), lambda v, ways: (ways[way],) if v == variable else ways)
    assert all(value(table, found, at) == made[(*at[:variable], way, *at[variable + 1 :])] for at in every())
    assert table.restrict(diagram(table, made), variable, way) == found
    assert not table.turns_on(found, variable)


def test_the_effort_is_bounded_by_steps() -> None:
    table = Table(10)
    with pytest.raises(Exhausted):
        diagram(table, {at: hash(at) % 97 for at in every()})


def test_a_long_chain_takes_steps_by_its_length() -> None:
    table = Table(10_000)
    conditions = [table.ask(i, (table.true, table.false)) for i in range(150)]
    before = table.effort
    table.all_of(conditions)
    assert before - table.effort <= 2 * 150
