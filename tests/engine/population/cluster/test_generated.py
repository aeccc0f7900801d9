"""Whole runs over generated rule sets are what `determine` says of each row: the everyday part of `generated.py`."""

from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engine.population.cluster.generated import SIZES, differences, main, run, sets


@pytest.mark.parametrize("seed", [1, 4])
def test_every_row_and_its_reason_is_what_determine_says(seed: int, tmp_path: Path) -> None:
    for one in sets(Random(seed), tmp_path, 400, most=100, sizes=SIZES[:4]):
        run(one, "here")
        assert list(differences(one)) == []


@pytest.mark.slow
def test_so_it_is_with_large_rule_sets_and_by_several_processes(tmp_path: Path) -> None:
    large = 0
    for one in sets(Random(3), tmp_path, 600, most=200, sizes=SIZES[4:]):
        assert run(one, "workers") == run(one, "here")
        assert list(differences(one)) == []
        large = max(large, one.nodes)
    assert large > 500


def test_an_answer_and_a_reason_that_are_wrong_are_found(tmp_path: Path) -> None:
    (one,) = sets(Random(1), tmp_path, 50)
    run(one, "here")
    file = one.folder / "here.parquet"
    output = pq.read_table(file)
    place = output.schema.get_field_index("reason")
    others = [max(output["reason"].to_pylist()) - number for number in output["reason"].to_pylist()]
    pq.write_table(output.set_column(place, output.schema.field(place), pa.array(others, pa.int32())), file)
    assert any("unmet is" in text or "clauses is" in text for text in differences(one))
    pq.write_table(output.set_column(1, "verdict", pa.array(["conflict"] * len(output))), file)
    assert sum("['conflict'" in text for text in differences(one)) == len(output)


def test_the_command_prints_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(30, 1, []) == 0
    printed = capsys.readouterr().out
    assert "seed 1: 30 rows (" in printed and printed.endswith("\nby one process and by no other: 0 differences\n")
