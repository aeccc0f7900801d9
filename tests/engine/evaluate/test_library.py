"""The built-in rules, as compiled: both executors agree on every day of the law, and more facts never flip what was determined."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

import pincite
from pincite.evaluate import compile_slice, evaluate
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.graph.validate import validate
from pincitec.semantics.values import Fault, Value
from tests.engine.evaluate.test_executors import agrees
from tests.engine.strategies import ASKED, facts_for, less

DAYS = (date(2014, 1, 1), date(2016, 1, 1), date(2019, 6, 13), date(2019, 6, 20), date(2021, 6, 1), date(2024, 3, 1))


@cache
def library() -> Pack:
    return pincite.load()


def sliced(pack: Pack, law_on: date, readings: dict[str, str]) -> Slice:
    return slice_graph(pack, law_on, readings, [q.verdict for q in pack.questions])


def run(slice: Slice, inputs: dict[str, Value]) -> Sequence[Any] | str:
    """The values by both executors, which must be the same; or the fault."""
    try:
        expected = evaluate(slice, inputs, ASKED)
    except Fault as fault:
        try:
            compile_slice(slice, library()).evaluate(inputs, ASKED)
        except Fault as other:
            assert str(other) == str(fault)
            return str(fault)
        raise AssertionError("only the reference interpreter found a fault") from fault
    assert repr(list(compile_slice(slice, library()).evaluate(inputs, ASKED))) == repr(expected)
    return expected


def test_the_library_passes_the_checks_for_packs_from_strangers() -> None:
    validate(library())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_executors_agree_and_more_facts_flip_nothing(data: st.DataObject) -> None:
    pack = library()
    complete = data.draw(facts_for(pack))
    readings = {c.name: data.draw(st.sampled_from([a.name for a in c.alternatives])) for c in pack.choices}
    slice = sliced(pack, data.draw(st.sampled_from(DAYS)), readings)
    before, after = run(slice, data.draw(less(complete, pack))), run(slice, complete)
    if isinstance(after, str) or isinstance(before, str):
        return
    for number in slice.order:
        node = slice.nodes[number]
        if slice.levels[number] == 0 and not node.type.startswith("list:"):
            assert agrees(before[number], after[number], node.type), (node, before[number], after[number])
