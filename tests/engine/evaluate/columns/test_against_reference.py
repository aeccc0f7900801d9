"""Columns give on every node and row what the reference interpreter gives, faults and bounds included: on generated rules and facts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from pincite.evaluate import evaluate
from pincite.evaluate.columns.emitter import NotExact
from pincite.evaluate.columns.schema import Form, canonical
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.graph.validate import validate
from pincitec.semantics.values import Fault, Value
from tests.engine.evaluate.columns.observing import FAULT, as_held, batch_of, is_list, observe
from tests.engine.strategies import ASKED, CHOICE, FACTS, YEARS, Pool, empty, facts, grow, less

relaxed = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def packs(draw: Any, steps: int = 16, *, folds: bool = False) -> Pack:
    """A pack as of `tests.engine.strategies`, with or without folds."""
    pool = Pool(Builder(), depth=0 if folds else 2)
    for fact in FACTS:
        pool.add("fact", fact.type, (), fact.name)
    pool.add("asked", "date")
    for _ in range(draw(st.integers(3, steps))):
        grow(draw, pool)
    pack = evolve(empty(), nodes=tuple(pool.builder.nodes))
    validate(pack)
    return pack


def without_lists(pack: Pack, reading: str) -> Slice:
    """All of a pack that has one value and is no list."""
    every = slice_graph(pack, ASKED, {CHOICE.name: reading}, range(len(pack.nodes)))
    roots = [n for n in every.order if every.levels[n] == 0 and not is_list(pack, pack.nodes[n].type)]
    return slice_graph(pack, ASKED, {CHOICE.name: reading}, roots)


def compared(
    pack: Pack,
    slice: Slice,
    forms: Mapping[str, Form | None],
    rows: Sequence[Mapping[str, Value]],
    asked: Sequence[date] = (),
) -> None:
    """Asserts that both give the same. `asked`: each row has its own day."""
    schema = canonical(pack, forms, asked=bool(asked))
    batch = batch_of(schema, rows, asked)
    numbers = [n for n in slice.order if slice.levels[n] == 0 and not is_list(pack, slice.nodes[n].type)]
    found = observe(pack, slice, batch, None if asked else ASKED, numbers)
    for inputs, got, on in zip(rows, found, asked or [ASKED] * len(rows), strict=True):
        held = as_held(schema, pack, inputs)
        try:
            values = evaluate(slice, held, on)
        except Fault:
            assert got == [FAULT], held
            continue
        expected = [values[n] for n in numbers]
        if repr(got) != repr(expected):
            wrong = [(n, slice.nodes[n], e, g) for n, e, g in zip(numbers, expected, got, strict=True) if repr(e) != repr(g)]
            raise AssertionError((wrong or got, held))


def forms_of(data: st.DataObject) -> dict[str, Form | None]:
    """Columns for some facts, in one of their forms."""
    forms: dict[str, Form | None] = {}
    for fact in FACTS:
        if forms and data.draw(st.integers(0, 9)) == 0:
            continue
        if fact.type == YEARS:
            forms |= {fact.name: None, f"{fact.name}[].served": Form(bits=16, since=data.draw(st.booleans()))}
            forms |= {f"{fact.name}[].{part}": Form(bits=data.draw(st.sampled_from((16, 32)))) for part in ("year", "days")}
            continue
        since = fact.type == "period" and data.draw(st.booleans())
        bits = 64 if fact.type == "money" else data.draw(st.sampled_from((16, 32, 64)))
        forms[fact.name] = Form(bits=bits, since=since, range=None if since or fact.type != "money" else (0, 60_000_00))
    return forms


ROWS = st.lists(st.one_of(facts(), facts().flatmap(less)), max_size=20)


@relaxed
@given(packs(), ROWS, st.data())
def test_columns_equal_the_reference_on_every_node(pack: Pack, rows: list[dict[str, Value]], data: st.DataObject) -> None:
    slice = without_lists(pack, data.draw(st.sampled_from(("one", "two"))))
    try:
        compared(pack, slice, forms_of(data), rows)
    except NotExact as refused:
        assert "64 bits" in refused.why
        return


@relaxed
@given(packs(10, folds=True), ROWS, st.data())
def test_folds_equal_the_reference_on_every_node(pack: Pack, rows: list[dict[str, Value]], data: st.DataObject) -> None:
    slice = without_lists(pack, data.draw(st.sampled_from(("one", "two"))))
    try:
        compared(pack, slice, forms_of(data), rows)
    except NotExact as refused:
        assert "64 bits" in refused.why
        return
