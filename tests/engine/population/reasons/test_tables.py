"""The table of reasons: the same whatever the tasks, counted right, as `determine` says, and without the facts of one row where asked."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.engine.population.reasons.scalar import ScalarKernel, batch_of

import pincite
from pincite.population.reasons import NOT_DECIDED, OUTCOMES, Disagreement, Done, Reasons, explained, kept, merge
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Elapsed, Value

ON = date(2021, 6, 1)
POLICY = "us_nm.level_three"
DECISION = f"{POLICY}.level_three_a"


@cache
def pack() -> Pack:
    return pincite.load()


def fact(name: str) -> str:
    return next(f.name for f in pack().facts if f.name.endswith(f".{name}") and f.name.startswith("us_nm"))


def people(number: int) -> list[dict[str, Value]]:
    """Teachers in some order, with what is known of them."""
    years, degree, board = (fact(n) for n in ("years_as_level_two", "degree_held", "national_board"))
    made: list[dict[str, Value]] = []
    for i in range(number):
        one: dict[str, Value] = {}
        if i % 3:
            one[years] = Elapsed(date(2012 + i % 9, 1 + i % 12, 12), ON)
        if i % 4:
            one[degree] = i % 3
        if i % 5:
            one[board] = HOLDS if i % 2 else FAILS
        made.append(one)
    return made


def done(batches: Sequence[pa.RecordBatch], **bounds: int) -> tuple[list[Done], pa.Table, list[np.ndarray]]:
    """The answers of batches, each a task of its own, with their reasons."""
    kernel = ScalarKernel(pack(), DECISION, ON, ON, {})
    reasons = Reasons(pack(), DECISION, ON, ON, {}, False, kernel.bits(DECISION), **bounds)
    found, tables = [], []
    for batch in batches:
        reasons.start()
        found.append(reasons.take(batch, kernel.run(batch)))
        tables.append(reasons.table())
    whole, numbers = merge(tables)
    return found, whole, numbers


def told(whole: pa.Table, **options: Any) -> pa.Table:
    return explained(whole, pack(), DECISION, on=ON, readings={}, **options)


def test_the_table_does_not_turn_on_how_rows_are_spread_over_tasks() -> None:
    batch = batch_of(pack(), people(120))
    (one,), whole, (numbers,) = done([batch])
    several, again, new = done([batch.slice(0, 50), batch.slice(50, 30), batch.slice(80)])
    assert whole.drop_columns(["exemplar"]).equals(again.drop_columns(["exemplar"]))
    assert told(whole).equals(told(again))
    assert np.concatenate([n[d.reason] for d, n in zip(several, new, strict=True)]).tolist() == numbers[one.reason].tolist()
    assert sum(whole["rows"].to_pylist()) == 120
    assert whole["rows"].to_pylist() == sorted(whole["rows"].to_pylist(), reverse=True)


def test_a_reason_says_what_determine_says_of_its_first_row() -> None:
    _, whole, _ = done([batch_of(pack(), people(120))])
    table = told(whole)
    refused = next(r for r in table.to_pylist() if r["verdict"] == "fails")
    assert refused["headline"].startswith("The applicant is not shown to be entitled")
    assert any(u["text"] == "years as a level two teacher is at least 3 years" for r in table.to_pylist() for u in r["unmet"])
    assert any(m["label"] == "highest degree held" for r in table.to_pylist() for m in r["missing"] or ())
    assert refused["quotations"]
    assert all(r["explained"] and r["row"] and r["facts"] for r in table.to_pylist())
    assert all(not r["missing"] for r in table.to_pylist() if r["verdict"] != "undetermined")


def test_letters_are_written_only_where_they_are_asked_for() -> None:
    _, whole, _ = done([batch_of(pack(), people(12))])
    assert set(told(whole)["letter"].to_pylist()) == {None}
    assert all("NMSA 1978, § 22-10A-11" in " ".join(letter.split()) for letter in told(whole, letters=True)["letter"].to_pylist())


def test_without_exemplars_nothing_of_one_row_is_told() -> None:
    _, whole, _ = done([batch_of(pack(), people(12))])
    table = told(whole, exemplars=False, letters=True)
    for name in ("row", "on", "value", "facts", "letter"):
        assert set(table[name].to_pylist()) == {None}
    assert all(table["headline"].to_pylist())
    assert None not in table["law_on"].to_pylist()  # one for all rows
    assert set(told(whole, exemplars=False, law_follows=True)["law_on"].to_pylist()) == {None}


def test_reasons_past_the_bound_have_counts_and_say_that_they_are_not_explained() -> None:
    _, whole, _ = done([batch_of(pack(), people(120))])
    table = explained(whole, pack(), DECISION, on=ON, readings={}, most=2)
    assert table["explained"].to_pylist() == [i < 2 for i in range(len(table))]
    assert all(table["rows"].to_pylist())


def test_too_many_reasons_are_counted_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_APART", 3)
    found, whole, _ = done([batch_of(pack(), people(120))])
    table = told(whole)
    assert sum(table["rows"].to_pylist()) == 120
    assert 3 < len(table) < 12
    for row in table.to_pylist():
        assert row["explained"] == (row["headline"] is not None)
    assert not all(table["explained"].to_pylist())
    assert set(found[0].reason.tolist()) == set(range(len(table)))


def test_reasons_whose_row_is_not_kept_are_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_EXEMPLARS", 2)
    _, whole, _ = done([batch_of(pack(), people(120))])
    assert told(whole)["explained"].to_pylist() == [i < 2 for i in range(len(whole))]


def test_columns_that_say_otherwise_than_determine_stop_the_run() -> None:
    batch = batch_of(pack(), people(30))
    kernel = ScalarKernel(pack(), DECISION, ON, ON, {})
    out = kernel.run(batch)
    turned = pa.array([{0: 3, 3: 0}.get(v, v) for v in out.column(0).to_pylist()], pa.uint8())
    reasons = Reasons(pack(), DECISION, ON, ON, {}, False, kernel.bits(DECISION))
    reasons.start()
    reasons.take(batch, out.set_column(0, out.schema.field(0), turned))
    with pytest.raises(Disagreement, match=r"in row \d+ columns give"):
        told(merge([reasons.table()])[0])
    opened = pa.array([1 if v == 0 else v for v in out.column(0).to_pylist()], pa.uint8())
    with pytest.raises(Disagreement, match="scalar executor"):
        Reasons(pack(), DECISION, ON, ON, {}, False, kernel.bits(DECISION)).take(batch, out.set_column(0, out.schema.field(0), opened))


def test_past_the_bound_rows_stay_undetermined_and_say_so() -> None:
    found, whole, _ = done([batch_of(pack(), people(120))], explained=1)
    outcomes = {OUTCOMES[o] for o in found[0].outcome}
    assert NOT_DECIDED in outcomes
    assert all(v == 1 for v, o in zip(found[0].verdict, found[0].outcome, strict=True) if OUTCOMES[o] == NOT_DECIDED)
    undecided = next(r for r in told(whole).to_pylist() if r["outcome"] == NOT_DECIDED)
    assert undecided["headline"].startswith("Whether what is missing can still change this was not decided further")


def test_a_batch_without_rows_has_no_reasons() -> None:
    batch = batch_of(pack(), people(12))
    found, whole, numbers = done([batch.slice(0, 0)])
    assert len(found[0].verdict) == len(whole) == len(numbers[0]) == 0
