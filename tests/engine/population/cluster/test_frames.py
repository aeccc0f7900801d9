"""A partition of a frame, decided as Spark would have it decided, without Spark."""

from datetime import date

import pyarrow as pa
import pytest
from attrs import evolve

import pincite
from pincite.population.cluster.frames import NotDecided, Partition
from pincite.population.running.calling import options_of
from pincitec.graph.pack import write_pack

ON = date(2019, 1, 1)


def test_rows_that_divide_by_zero_end_the_job_or_are_faults() -> None:
    pack = pincite.load()
    options = options_of(pack, ["us_nm.level_three.additional_salary"], ON, None, {}, strict=False, by_rows=False)
    table = pa.table({"id": [1, 2, 3], "base_salary": ["$60,000"] * 3, "contract_days": ["180 days", "0 days", "0 days"]})
    work = Partition(write_pack(pack), options, ON, None, ("id",), ())
    given = table.to_batches()
    (found,) = evolve(work, keep_going=True)(given)
    outcomes = pincite.run(pack, options.decisions, table, on=ON, keys=["id"], keep_going=True)["outcome"].to_pylist()
    assert found.column("outcome").to_pylist() == outcomes
    assert "fault" in outcomes
    with pytest.raises(NotDecided, match="the question cannot be computed for"):
        list(work(given))
