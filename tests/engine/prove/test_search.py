"""The search for a counterexample, held against brute force and against random cases on random rules."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from pincite.evaluate import evaluate
from pincite.prove.model import COUNTEREXAMPLE, NOT_FOUND, NOTHING_SEARCHED, PROVED
from pincite.prove.problems import problems
from pincite.prove.run import findings
from pincite.prove.seeds import Seed
from pincitec.graph.clauses import Standing, Verification
from pincitec.graph.codec import Malformed
from pincitec.graph.folds import free_rows
from pincitec.graph.nodes import Builder, Param
from pincitec.graph.pack import Pack, read_pack, write_pack
from pincitec.graph.slices import slice_graph
from pincitec.graph.texts import TextVersion
from pincitec.graph.validate import validate
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Fault, Records, Value
from tests.engine.strategies import ASKED, RANK, empty, facts, packs

BOOLEANS: Final = ("t.b0", "t.b1", "t.b2")
NUMBERS: Final = range(8)


def claimed(pack: Pack, premise: int, conclusion: int, assuming: int | None = None, **more: Any) -> Pack:
    """A pack with one claim, whose law is on file on all days."""
    builder = Builder()
    for each in pack.nodes:
        builder.add(each.op, each.type, each.args, each.param)
    against = builder.add("not", "boolean", (conclusion,))
    supposed = (premise,) if assuming is None else (premise, assuming)
    node = builder.add("and", "boolean", (*supposed, against))
    claim = Verification("t", "a claim", "to see", False, node, premise, conclusion, "A", "B", "t.pol:1", assuming)
    version = TextVersion(date(1900, 1, 1), None, True, None, (), ())
    sections = tuple(evolve(s, versions=(version,)) for s in pack.sections)
    made = evolve(pack, nodes=tuple(builder.nodes), verifications=(evolve(claim, **more),), sections=sections)
    validate(made)
    return made


def is_counterexample(pack: Pack, values: Mapping[str, Value], readings: Mapping[str, str], on: date = ASKED) -> bool:
    node = pack.verifications[0].node
    try:
        return bool(evaluate(slice_graph(pack, on, readings, [node]), values, on)[node] == HOLDS)
    except Fault:
        return False


@st.composite
def small_conditions(draw: Any) -> Pack:
    """A claim over three conditions, a value of a list, and a number that is only compared with constants."""
    builder = Builder()
    atoms = [builder.add("fact", "boolean", (), name) for name in BOOLEANS]
    rank, number = builder.add("fact", RANK.key, (), "t.e"), builder.add("fact", "integer", (), "t.i0")
    for _ in range(draw(st.integers(1, 4))):
        op = draw(st.sampled_from(("eq", "ne", "lt", "le", "gt", "ge")))
        if draw(st.booleans()):
            atoms.append(builder.add(op, "boolean", (number, builder.const("integer", draw(st.integers(0, 5))))))
        else:
            atoms.append(builder.add(op, "boolean", (rank, builder.const(RANK.key, draw(st.integers(0, 2))))))
    for _ in range(draw(st.integers(2, 8))):
        op = draw(st.sampled_from(("and", "or", "not", "at_least", "reading")))
        parts = [draw(st.sampled_from(atoms)) for _ in range({"not": 1, "reading": 2}.get(op, 3))]
        param: Param = 2 if op == "at_least" else "t.choice" if op == "reading" else None
        atoms.append(builder.add(op, "boolean", parts, param))
    premise, conclusion = draw(st.sampled_from(atoms)), draw(st.sampled_from(atoms))
    assuming = draw(st.none() | st.sampled_from(atoms))
    return claimed(evolve(empty(), nodes=tuple(builder.nodes)), premise, conclusion, assuming)


@given(small_conditions())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_search_finds_what_brute_force_finds(pack: Pack) -> None:
    every = (
        ({**dict(zip(BOOLEANS, truths, strict=True)), "t.e": rank, "t.i0": number}, {"t.choice": reading})
        for truths in product((FAILS, HOLDS), repeat=3)
        for rank, number, reading in product(range(3), NUMBERS, ("one", "two"))
    )
    exists = any(is_counterexample(pack, values, readings) for values, readings in every)
    (found,) = findings(pack)
    assert found.status == (COUNTEREXAMPLE if exists else PROVED)
    assert found.passed is not exists


@given(packs(), st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_proof_withstands_any_case_and_a_witness_is_one(pack: Pack, data: st.DataObject) -> None:
    free = free_rows(pack.nodes)
    conditions = [n for n, node in enumerate(pack.nodes) if node.type == "boolean" and not free[n]]
    premise, conclusion = data.draw(st.sampled_from(conditions)), data.draw(st.sampled_from(conditions))
    pack = claimed(pack, premise, conclusion)
    (found,) = findings(pack, most=1500)
    if found.witness is not None:
        assert found.status == COUNTEREXAMPLE
        assert is_counterexample(pack, found.witness.values, found.witness.readings, found.witness.on)
        for name in found.witness.values:
            fewer = {n: v for n, v in found.witness.values.items() if n != name}
            assert not is_counterexample(pack, fewer, found.witness.readings, found.witness.on)
        return
    assert found.status in (PROVED, NOT_FOUND)
    if found.status == PROVED:
        for _ in range(20):
            values, reading = data.draw(facts()), data.draw(st.sampled_from(("one", "two")))
            assert not is_counterexample(pack, values, {"t.choice": reading})


def test_equal_rules_give_equal_findings() -> None:
    builder = Builder()
    a, b = (builder.add("fact", "boolean", (), name) for name in BOOLEANS[:2])
    pack = claimed(evolve(empty(), nodes=tuple(builder.nodes)), a, b)
    assert findings(pack) == findings(pack)


def test_where_no_text_is_on_file_nothing_is_claimed() -> None:
    builder = Builder()
    always = builder.const("boolean", HOLDS)
    standing = builder.add("clause", "boolean", (always,), 0)
    fact = builder.add("fact", "boolean", (), "t.b0")
    premise = builder.add("undetermined_unless", "boolean", (standing, fact))
    pack = claimed(evolve(empty(), nodes=tuple(builder.nodes)), premise, fact)
    assert findings(pack)[0].status == PROVED
    blank = evolve(pack, sections=tuple(evolve(s, versions=()) for s in pack.sections))
    (found,) = findings(blank)
    assert found.status == NOTHING_SEARCHED and not found.passed
    assert not findings(evolve(blank, verifications=(evolve(blank.verifications[0], expected=True),)))[0].passed


def codes(pack: Pack) -> list[str]:
    (found,) = findings(pack)
    return [p.rule.code for p in problems(found, {})]


def test_what_is_told_of_each_outcome() -> None:
    builder = Builder()
    standing = builder.add("clause", "boolean", (builder.const("boolean", HOLDS),), 0)
    a, b = (builder.add("fact", "boolean", (), name) for name in BOOLEANS[:2])
    law = builder.add("undetermined_unless", "boolean", (standing, a))
    never = builder.add("and", "boolean", (a, builder.add("not", "boolean", (a,))))
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    assert codes(claimed(pack, law, a)) == []
    assert codes(claimed(pack, a, b)) == ["PC921"]
    assert codes(claimed(pack, a, b, expected=True)) == []
    assert codes(claimed(pack, a, a, expected=True)) == ["PC922"]
    blank = evolve(claimed(pack, law, a), sections=tuple(evolve(s, versions=()) for s in pack.sections))
    assert codes(blank) == ["PC923"]
    assert codes(claimed(pack, never, b)) == ["PC924"]


def test_a_claim_that_is_not_that_of_its_parts_is_refused() -> None:
    builder = Builder()
    a, b = (builder.add("fact", "boolean", (), name) for name in BOOLEANS[:2])
    pack = claimed(evolve(empty(), nodes=tuple(builder.nodes)), a, b)
    claim = pack.verifications[0]
    for wrong in (evolve(claim, node=a), evolve(claim, conclusion=a), evolve(claim, assuming=b), evolve(claim, node=10**6)):
        with pytest.raises(Malformed):
            validate(evolve(pack, verifications=(wrong,)))
    assert read_pack(write_pack(pack)).verifications == pack.verifications


def test_a_period_that_runs_lies_between_whole_months() -> None:
    builder = Builder()
    fact = builder.add("fact", "period", (), "t.p0")
    more = builder.add("gt", "boolean", (fact, builder.const("period", 36)))
    whole = builder.add("ge", "boolean", (fact, builder.const("period", 37)))
    (found,) = findings(claimed(evolve(empty(), nodes=tuple(builder.nodes)), more, whole))
    assert found.status == COUNTEREXAMPLE


def test_lists_are_tried_up_to_one_record_more_than_is_asked_for() -> None:
    builder = Builder()
    years = builder.add("fact", "list:t.year", (), "t.years")
    row = builder.add("row", "t.year", (), 0)
    ok = builder.add("field_truth", "boolean", (row,), "ok")
    counted = builder.add("count", "integer", (years, ok), 0)
    four, three = (builder.add("ge", "boolean", (counted, builder.const("integer", n))) for n in (4, 3))
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    (found,) = findings(claimed(pack, three, four))
    assert found.witness is not None
    rows = found.witness.values["t.years"]
    assert isinstance(rows, Records) and rows.complete and len(rows.rows) == 3
    (found,) = findings(claimed(pack, four, three))
    assert found.status == NOT_FOUND and found.search.most_records == 5
    assert found.search.bounds == ("lists of more than 5 records were not tried",)


def test_a_claim_of_which_the_premise_never_holds_is_said_to_be_empty() -> None:
    builder = Builder()
    fact = builder.add("fact", "boolean", (), "t.b0")
    never = builder.add("and", "boolean", (fact, builder.add("not", "boolean", (fact,))))
    (found,) = findings(claimed(evolve(empty(), nodes=tuple(builder.nodes)), never, fact))
    assert found.status == PROVED and found.search.vacuous


def test_the_bound_on_cases_is_kept_and_told() -> None:
    builder = Builder()
    numbers = [builder.add("fact", "integer", (), name) for name in ("t.i0", "t.i1")]
    total = builder.add("add", "integer", numbers)
    odd = [builder.add("eq", "boolean", (total, builder.const("integer", n))) for n in range(0, 60, 7)]
    some = builder.add("or", "boolean", odd)
    never = builder.add("and", "boolean", (some, builder.add("eq", "boolean", (total, builder.const("integer", 5)))))
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    (found,) = findings(claimed(pack, never, some), most=50)
    assert found.status == NOT_FOUND and found.search.cases < 150
    assert any("bound on cases" in b for b in found.search.bounds)


def test_a_pack_made_to_exhaust_the_search_ends_soon() -> None:
    builder = Builder()
    number = builder.add("fact", "integer", (), "t.i0")
    years = builder.add("fact", "list:t.year", (), "t.years")
    row = builder.add("row", "t.year", (), 0)
    days = builder.add("field", "days", (row,), "days")
    parts = []
    for i in range(400):
        near = builder.add("ge", "boolean", (days, builder.const("days", i * 7)))
        counted = builder.add("count", "integer", (years, near), 0)
        parts.append(builder.add("eq", "boolean", (counted, builder.add("add", "integer", (number, builder.const("integer", 10**9 + i))))))
    some = builder.add("or", "boolean", parts)
    (found,) = findings(claimed(evolve(empty(), nodes=tuple(builder.nodes)), some, parts[0]), most=300)
    assert found.status == NOT_FOUND and found.search.cases < 2_000


def test_a_division_by_zero_is_no_case() -> None:
    builder = Builder()
    numbers = [builder.add("fact", "integer", (), name) for name in ("t.i0", "t.i1")]
    ratio = builder.add("div", "number", numbers)
    small = builder.add("lt", "boolean", (ratio, builder.const("number", 1)))
    never = builder.add("and", "boolean", (small, builder.add("gt", "boolean", (ratio, builder.const("number", 1)))))
    (found,) = findings(claimed(evolve(empty(), nodes=tuple(builder.nodes)), never, small))
    assert found.status == NOT_FOUND and not found.search.exhaustive


@st.composite
def small_lists(draw: Any) -> Pack:
    """A claim over a list of school years: counts and sums of records by two fields, next records, and one condition beside it."""
    builder = Builder()
    years = builder.add("fact", "list:t.year", (), "t.years")
    row = builder.add("row", "t.year", (), 0)
    ok = builder.add("field_truth", "boolean", (row,), "ok")
    days = builder.add("field", "days", (row,), "days")
    many = builder.add("ge", "boolean", (days, builder.const("days", 2)))
    following = builder.add("neighbour", "t.year", (row,), ("year", 1))
    then = builder.add("field_truth", "boolean", (following,), "ok")
    inner = [
        ok,
        many,
        builder.add("and", "boolean", (ok, many)),
        builder.add("not", "boolean", (ok,)),
        builder.add("and", "boolean", (ok, then)),
    ]
    atoms = [builder.add("fact", "boolean", (), "t.b0")]
    for _ in range(draw(st.integers(2, 4))):
        body, limit = draw(st.sampled_from(inner)), draw(st.integers(0, 3))
        match draw(st.sampled_from(("count", "sum", "some", "every"))):
            case "count":
                counted = builder.add("count", "integer", (years, body), 0)
                atoms.append(builder.add("ge", "boolean", (counted, builder.const("integer", limit))))
            case "sum":
                summed = builder.add("sum", "days", (years, body, days), 0)
                atoms.append(builder.add("ge", "boolean", (summed, builder.const("days", limit))))
            case op:
                atoms.append(builder.add(op, "boolean", (years, body), 0))
    for _ in range(draw(st.integers(1, 4))):
        op = draw(st.sampled_from(("and", "or", "not")))
        atoms.append(builder.add(op, "boolean", [draw(st.sampled_from(atoms)) for _ in range(1 if op == "not" else 2)]))
    premise, conclusion = draw(st.sampled_from(atoms)), draw(st.sampled_from(atoms))
    return claimed(evolve(empty(), nodes=tuple(builder.nodes)), premise, conclusion)


ROWS: Final = tuple({"ok": ok, "days": days, "rank": 0, "on": ASKED, "served": 0} for ok in (FAILS, HOLDS) for days in range(4))


@given(small_lists())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_search_finds_what_brute_force_finds_in_lists(pack: Pack) -> None:
    every = (
        {"t.b0": truth, "t.years": Records(tuple({**r, "year": 2018 + i} for i, r in enumerate(rows)), True)}
        for number in range(3)
        for rows in product(ROWS, repeat=number)
        for truth in (FAILS, HOLDS)
    )
    exists = any(is_counterexample(pack, values, {}) for values in every)
    (found,) = findings(pack)
    assert found.status == COUNTEREXAMPLE or not exists


def test_readings_are_tried_the_defaults_first() -> None:
    builder = Builder()
    a, b, c = (builder.add("fact", "boolean", (), name) for name in BOOLEANS)
    read = builder.add("reading", "boolean", (a, b), "t.choice")
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    both = claimed(pack, read, c)
    (found,) = findings(both)
    assert found.witness is not None and found.witness.other_readings == ()
    (found,) = findings(claimed(pack, read, a))
    assert found.witness is not None and found.witness.other_readings == (("t.choice", "two"),)
    assert found.search.readings == 2


def test_days_around_the_dates_of_the_rules_and_of_the_law_are_tried() -> None:
    builder = Builder()
    asked = builder.add("asked", "date")
    late, later = (builder.add("gt", "boolean", (asked, builder.const("date", date(2024, 5, d)))) for d in (30, 31))
    fact = builder.add("fact", "boolean", (), "t.b0")
    either = builder.add("or", "boolean", (later, fact))
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    (found,) = findings(claimed(pack, late, later))
    assert found.witness is not None and found.witness.on == date(2024, 5, 31)
    (found,) = findings(claimed(pack, later, either))
    assert found.status == PROVED and not found.search.bounds


def test_a_standing_that_changes_is_tried_on_both_sides() -> None:
    builder = Builder()
    always = builder.const("boolean", HOLDS)
    standing = builder.add("clause", "boolean", (always,), 0)
    fact = builder.add("fact", "boolean", (), "t.b0")
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    lapsing = (Standing(None, date(2020, 1, 1), "in_force"), Standing(date(2020, 1, 1), None, "lapsed"))
    pack = evolve(pack, clauses=(evolve(pack.clauses[0], standings=lapsing), *pack.clauses[1:]))
    (found,) = findings(claimed(pack, fact, standing))
    assert found.witness is not None and found.witness.on == date(2020, 1, 1)


def test_thresholds_of_computed_values_are_met_from_below_at_and_above() -> None:
    builder = Builder()
    hours, fee = builder.add("fact", "integer", (), "t.i0"), builder.add("fact", "money", (), "t.m")
    shares = builder.add("div", "number", (hours, builder.const("integer", 4)))
    points = builder.add("mul", "integer", (builder.add("whole", "integer", (shares,)), builder.const("integer", 1)))
    pay = builder.add("mul", "money", (builder.const("percent", Fraction(1, 20)), fee))
    enough = builder.add("ge", "boolean", (points, builder.const("integer", 25)))
    more = builder.add("gt", "boolean", (points, builder.const("integer", 25)))
    paid = builder.add("ge", "boolean", (pay, builder.const("money", 100_00)))
    truth = builder.add("fact", "boolean", (), "t.b0")
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    for premise, conclusion, name in ((enough, truth, "t.i0"), (enough, more, "t.i0"), (paid, truth, "t.m")):
        (found,) = findings(claimed(pack, premise, conclusion))
        assert found.status == COUNTEREXAMPLE and found.witness is not None
        assert found.witness.values[name] in (100, 101, 2000_00, 2000_01)
    (found,) = findings(claimed(pack, enough, enough))
    assert found.status == NOT_FOUND and not found.search.vacuous


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 6), st.integers(1, 60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_value_carried_back_through_arithmetic_meets_its_constant(k: int, m: int, more: int, limit: int, minus: bool) -> None:
    builder = Builder()
    number = builder.add("fact", "integer", (), "t.i0")
    shares = builder.add("whole", "integer", (builder.add("div", "number", (number, builder.const("integer", k))),))
    product_ = builder.add("mul", "integer", (shares, builder.const("integer", m)))
    value = builder.add("sub" if minus else "add", "integer", (product_, builder.const("integer", more)))
    premise = builder.add("ge", "boolean", (value, builder.const("integer", limit)))
    never = builder.add("fact", "boolean", (), "t.b0")
    (found,) = findings(claimed(evolve(empty(), nodes=tuple(builder.nodes)), premise, never))
    assert found.status == COUNTEREXAMPLE


def test_the_cases_of_scenarios_are_tried() -> None:
    builder = Builder()
    numbers = [builder.add("fact", "integer", (), name) for name in ("t.i0", "t.i1")]
    product_ = builder.add("mul", "integer", numbers)
    odd = builder.add("eq", "boolean", (product_, builder.const("integer", 7919 * 7907)))
    premise = builder.add("and", "boolean", (odd, builder.add("gt", "boolean", (numbers[0], builder.const("integer", 1)))))
    assumed = builder.add("gt", "boolean", (numbers[1], builder.const("integer", 1)))
    truth = builder.add("fact", "boolean", (), "t.b0")
    pack = evolve(empty(), nodes=tuple(builder.nodes))
    one = claimed(pack, premise, truth, assumed)
    seed = Seed(ASKED, {}, {"t.i0": 7919, "t.i1": 7907})
    (found,) = findings(one)
    assert found.status == NOT_FOUND and found.search.vacuous
    (found,) = findings(one, seeds=(seed,))
    assert found.witness is not None and found.witness.values["t.i0"] == 7919
    (found,) = findings(claimed(pack, premise, premise, assumed), seeds=(seed,))
    assert found.status == NOT_FOUND and not found.search.vacuous and found.search.scenarios == 1
    (found,) = findings(claimed(pack, premise, premise, assumed), seeds=(evolve(seed, on=date(1850, 1, 1)),))
    assert found.search.vacuous is False  # no section is read, so that every day will do
