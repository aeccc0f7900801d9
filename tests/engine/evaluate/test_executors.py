"""Both executors give the same values on any graph and facts, and what is determined stays so when more becomes known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from pincite.evaluate import compile_slice, evaluate, evaluate_rows, evaluate_slice
from pincitec.graph.nodes import FOLDS, Node, Param
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.graph.validate import validate
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import DateRange, Elapsed, Fault, Interval, Records, Value
from pincitec.semantics.verdicts import Outcome
from tests.engine.strategies import ASKED, CHOICE, YEAR, YEARS, empty, facts, less, packs

relaxed = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def whole(pack: Pack, reading: str = "one") -> Slice:
    """All of a pack but what depends on a record."""
    every = slice_graph(pack, ASKED, {CHOICE.name: reading}, range(len(pack.nodes)))
    roots = [n for n in every.order if every.levels[n] == 0]
    return slice_graph(pack, ASKED, {CHOICE.name: reading}, roots)


def outcome(run: Callable[[Mapping[str, Value], date], Sequence[Any]], inputs: Mapping[str, Value]) -> str:
    """All values as text, which also tells 1 from Fraction(1); or the fault."""
    try:
        return repr(list(run(inputs, ASKED)))
    except Fault as fault:
        return f"fault: {fault}"


@relaxed
@given(packs(), st.data())
def test_generated_code_equals_the_reference_on_every_node(pack: Pack, data: st.DataObject) -> None:
    slice = whole(pack, data.draw(st.sampled_from(("one", "two"))))
    compiled = compile_slice(slice, pack)
    for inputs in (data.draw(facts()), data.draw(facts().flatmap(less)), {}):
        expected = outcome(lambda i, a: evaluate(slice, i, a), inputs)
        assert outcome(compiled.evaluate, inputs) == expected


@relaxed
@given(packs(), facts(), st.data())
def test_more_facts_never_flip_what_was_determined(pack: Pack, complete: dict[str, Value], data: st.DataObject) -> None:
    slice = whole(pack)
    partial = data.draw(less(complete))
    try:
        after = evaluate(slice, complete, ASKED)
    except Fault:
        return
    before = evaluate(slice, partial, ASKED)
    for number in slice.order:
        node = slice.nodes[number]
        if slice.levels[number] == 0 and not node.type.startswith("list:"):
            assert agrees(before[number], after[number], node.type), (number, node, before[number], after[number])


def agrees(before: Any, after: Any, type: str) -> bool:
    """Whether what was known before is still so: a settled value is the same, a bound still holds."""
    if before is None or (type in ("boolean", "verdict") and before == UNDETERMINED):
        return True
    if isinstance(before, Outcome):
        return before.verdict == UNDETERMINED or before == after
    if isinstance(before, Interval):
        low, high = (after.low, after.high) if isinstance(after, Interval) else (after, after)
        if low is None:
            return True  # known to be unknowable, such as a product over a bounded number
        return before.low <= low and (before.high is None or (high is not None and high <= before.high))
    if isinstance(before, DateRange):
        earliest, latest = (after.earliest, after.latest) if isinstance(after, DateRange) else (after, after)
        return bool(before.earliest <= earliest and latest <= before.latest)
    if isinstance(before, Elapsed) and isinstance(after, Elapsed) and not before.month_end:
        return (before.since, before.asked) == (after.since, after.asked)  # that a rule settles the missing day is one more thing known
    return bool(before == after)


@relaxed
@given(packs(), facts().flatmap(less))
def test_rows_of_a_fold_give_its_value(pack: Pack, inputs: dict[str, Value]) -> None:
    from pincitec.semantics.operations import TABLE

    slice = whole(pack)
    try:
        values = evaluate(slice, inputs, ASKED)
    except Fault:
        return
    for number in slice.order:
        node = slice.nodes[number]
        if node.op in FOLDS and slice.levels[number] == 0:
            rows = evaluate_rows(slice, values, number)
            records = values[node.args[0]]
            assert len(rows) == (len(records.rows) if records else 0)
            columns = [[row[a] for row in rows] for a in node.args[1:]]
            assert TABLE[node.op].function(*columns, bool(records and records.complete)) == values[number]
            for row in rows:
                for inner in slice.bodies[number]:
                    if slice.nodes[inner].op in FOLDS:
                        assert isinstance(evaluate_rows(slice, row, inner), list)


def test_records_of_one_level_in_nested_folds_are_told_apart() -> None:
    """A fold within a fold within a fold, of which the innermost has the level of the outermost: no compiler makes it, a pack may."""
    rows: list[tuple[str, str, tuple[int, ...], Param]] = [
        *(("fact", YEARS, (), "t.years"), ("row", YEAR.key, (), 0), ("row", YEAR.key, (), 1)),
        *(("field", "days", (1,), "days"), ("field", "days", (2,), "days")),
        ("le", "boolean", (3, 4), None),  # 5
        ("count", "integer", (0, 5), 0),  # 6: for each record of level 1, how many are no longer
        ("const", "integer", (), 2),
        ("ge", "boolean", (6, 7), None),  # 8
        ("gt", "boolean", (3, 4), None),  # 9
        ("and", "boolean", (8, 9), None),  # 10
        ("some", "boolean", (0, 10), 1),  # 11: some record at least as long as two, and shorter than that of level 0
        ("count", "integer", (0, 11), 0),  # 12
    ]
    pack = evolve(empty(), nodes=tuple(Node(*row) for row in rows))
    validate(pack)
    slice = slice_graph(pack, ASKED, {}, [12])
    unknown: dict[str, Value] = dict.fromkeys(f.name for f in YEAR.fields)
    days = [{**unknown, "ok": UNDETERMINED, "year": 2015 + i, "days": 10 * i} for i in range(1, 5)]
    inputs: dict[str, Value] = {"t.years": Records(tuple(days), complete=True)}
    assert evaluate(slice, inputs, ASKED)[12] == 2
    assert list(compile_slice(slice, pack).evaluate(inputs, ASKED)) == evaluate(slice, inputs, ASKED)


def test_either_executor_by_name() -> None:
    from tests.engine.sample_pack import NM, sample_pack

    pack = sample_pack()
    slice = slice_graph(pack, ASKED, {}, [q.verdict for q in pack.questions])
    inputs: dict[str, Value] = {f"{NM}.role": 0, f"{NM}.years_as_level_two": Fraction(71, 2)}
    generated, reference = (evaluate_slice(slice, pack, inputs, ASKED, name) for name in ("generated", "reference"))
    assert list(generated) == list(reference)
    assert evaluate_slice(slice, pack, inputs, ASKED) == generated
