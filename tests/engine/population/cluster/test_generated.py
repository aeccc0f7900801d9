"""Whole runs over generated rule sets are what `determine` says of each row: the everyday part of `generated.py`."""

from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pincite
from pincitec.semantics.types import ListOf
from tests.engine.population.cluster.generated import determined, differences, main, reason_of, run
from tests.engine.population.cluster.generated_rows import BORDERS, SIZES, facts_of, made, sets
from tests.engine.population.running.library_cases import said


@pytest.mark.parametrize("seed", [1, 4])
def test_every_row_and_its_reason_is_what_determine_says(seed: int, tmp_path: Path) -> None:
    for one in sets(Random(seed), tmp_path, 500, most=100, sizes=SIZES[:5], work=4_000):
        run(one, "here")
        assert list(differences(one)) == []


@pytest.mark.slow
def test_so_it_is_with_large_rule_sets_and_by_several_processes(tmp_path: Path) -> None:
    large = 0
    for one in sets(Random(3), tmp_path, 300, most=150, sizes=SIZES[6:8], work=2_000):
        assert run(one, "workers") == run(one, "here")
        assert list(differences(one)) == []
        large = max(large, one.nodes)
    assert large > 1_000


def test_the_rows_are_as_various_as_they_are_said_to_be(tmp_path: Path) -> None:
    """Forms of facts, unknown ones, days on both sides of those on which the law changes, readings, and options."""
    random, every = Random(7), []
    for number, size in enumerate(SIZES[:5] * 4):
        place = tmp_path / str(number)
        place.mkdir()
        every.append(made(random, place, size, 60))
    kinds = {"list" if isinstance(k := one.pack.type_of[f.type], ListOf) else k.key for one in every for f in one.pack.facts}
    assert kinds >= {"boolean", "days", "money", "period", "date", "list"} and len(kinds) > 6
    unknown = [1 - one.known / (one.facts * len(one.cases)) for one in every if one.facts * len(one.cases) > 200]
    assert min(unknown) < 0.1 and max(unknown) > 0.4
    days = {day for one in every for day in one.days if one.own_days}
    assert days.intersection(BORDERS[1::2]) and days.intersection(BORDERS[::2])
    assert all(len(one.chosen) == 60 and set(one.chosen) == set(range(len(one.cases))) for one in every)
    assert {one.options["strict"] for one in every} == {True, False}
    assert any(one.options["law_on"] for one in every) and any(one.options["readings"] for one in every)


def test_what_is_left_out_of_determine_is_not_in_a_row(tmp_path: Path) -> None:
    for one in sets(Random(8), tmp_path, 60, most=20, sizes=SIZES[2:5]):
        for number, (case, on) in enumerate(zip(one.cases, one.days, strict=True)):
            answer = pincite.determine(one.pack, one.decision, facts_of(one.pack, case), on=on, executor="reference", **one.options)
            less = determined(one, number)
            assert (said(answer), reason_of(answer)) == (said(less), reason_of(less))


def test_an_answer_and_a_reason_that_are_wrong_are_found(tmp_path: Path) -> None:
    (one,) = sets(Random(1), tmp_path, 50, most=50, sizes=SIZES[2:])
    run(one, "here")
    file = one.folder / "here.parquet"
    output = pq.read_table(file)
    place = output.schema.get_field_index("reason")
    others = [max(output["reason"].to_pylist()) - number for number in output["reason"].to_pylist()]
    pq.write_table(output.set_column(place, output.schema.field(place), pa.array(others, pa.int32())), file)
    found = list(differences(one))
    assert any("unmet is" in text or "clauses is" in text for text in found)
    assert any("its reason has verdict" in text for text in found) and any(text.startswith("reason 0 has ") for text in found)
    pq.write_table(output.set_column(1, "verdict", pa.array(["conflict"] * len(output))), file)
    assert sum("['conflict'" in text for text in differences(one)) == len(output)


def test_the_command_prints_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(30, 1, []) == 0
    printed = capsys.readouterr().out
    assert "seed 1: 30 rows (" in printed and "\n30 rows explained; " in printed
    assert printed.endswith("\nby one process and by no other: 0 differences\n")
