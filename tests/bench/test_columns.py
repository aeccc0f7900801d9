"""The measurements of populations run, on sizes that show nothing else: rules are as large as they say, and answers right."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from bench.columns import data, growth, lists, memory, parquet, speed, whole
from bench.columns.graphs import DECISION, SIZES, conditions, graph

from pincite.evaluate.columns.schema import check


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("nodes", SIZES)
def test_rules_have_the_size_they_are_called_by(nodes: int, seed: int) -> None:
    pack = graph(nodes, seed)
    assert conditions(pack) == nodes
    assert len(pack.facts) == SIZES[nodes]
    assert graph(nodes, seed).hash == pack.hash
    compared = sum(1 for n in pack.nodes if n.op in ("eq", "ge", "gt", "le", "lt"))
    assert nodes * 0.35 <= compared <= nodes * 0.6
    assert pack.main_question(DECISION).clauses


@pytest.mark.parametrize("typical", [False, True])
def test_populations_are_canonical_and_the_same_each_time(typical: bool) -> None:
    pack = graph(18)
    made = list(data.batches(pack, 3_000, typical=typical, chunk=1_000))
    assert [b.num_rows for b in made] == [1_000] * 3
    assert check(made[0].schema, pack) == ()
    assert made == list(data.batches(pack, 3_000, typical=typical, chunk=1_000))
    share = sum(c.null_count for b in made for c in b.columns) / sum(len(c) for b in made for c in b.columns)
    assert 0 < share < 0.2


def test_typical_people_have_fewer_reasons_than_random_ones() -> None:
    pack = graph(185)
    kinds = [
        len(pa.Table.from_batches(data.batches(pack, 2_000, typical=t)).group_by(["b.f0", "b.f1", "b.f5"]).aggregate([]))
        for t in (False, True)
    ]
    assert kinds[1] < kinds[0]


def test_speed_is_of_answers_that_are_right() -> None:
    found = speed.measure(18, 4_000, rounds=2)
    assert found.rows == 4_000
    assert len(found.verdicts) == len(found.clauses) == len(found.signatures) == 2
    assert 0 < found.different[0] <= found.different[1] <= 4_000
    assert found.bits[0] < found.bits[1]
    assert len(speed.row(found)) == len(speed.HEADER)


def test_an_answer_that_differs_stops_the_measurement() -> None:
    pack = graph(18)
    batch = speed.population(pack, 100)
    right = speed.made(pack, signatures=False).run(batch).column(0)
    speed.agrees(pack, batch, right)
    with pytest.raises(AssertionError, match="differ from the reference"):
        speed.agrees(pack, batch, (np.asarray(right) + 1) % 4)


def test_files_are_decided_as_they_are_decoded() -> None:
    found = parquet.measure(18, 3_000, rounds=1)
    assert found.bytes > 0
    assert len(parquet.row(found)) == len(parquet.HEADER)


def test_a_filtered_count_over_lists() -> None:
    found = lists.measure(2_000, rounds=1)
    assert 3 * 2_000 <= found.records <= 9 * 2_000
    assert len(lists.row(found)) == len(lists.HEADER)


def test_growth_is_measured_and_plotted_the_same_each_time(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    points = [*growth.by_rows((500, 1_000), 18, 1)]
    assert [p.rows for p in points] == [500, 1_000]
    growth.plot(points, "rows", tmp_path / "a.svg")
    growth.plot(points, "rows", tmp_path / "b.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.slow
def test_memory_is_that_of_a_process_of_its_own() -> None:
    found = memory.measure(2_000, 18)
    assert 0 < found.before <= found.most < 2**31


@pytest.mark.slow
def test_a_whole_run_ends_well_within_its_limit() -> None:
    found = whole.measure(2_000, 4.0)
    assert 0 < found.most < 2**31
