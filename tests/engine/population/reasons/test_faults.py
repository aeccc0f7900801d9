"""Rows whose question divides by zero, beside rows of which the same is known."""

from datetime import date

import pyarrow as pa
import pytest

import pincite

DECISION = "us_nm.level_three.additional_salary"


@pytest.mark.parametrize("on", [date(2016, 2, 29), date(2018, 6, 30), date(2019, 1, 1), date(2019, 6, 14), date(2020, 6, 1)])
@pytest.mark.parametrize("days", [[180, 0], [0, 180], [0, 0, 180, 175]])
def test_a_row_is_answered_as_if_it_were_alone(on: date, days: list[int]) -> None:
    pack = pincite.load()
    table = pa.table({"base_salary": ["$60,000"] * len(days), "contract_days": [f"{d} days" for d in days]})
    many = pincite.run(pack, DECISION, table, on=on, keep_going=True).to_pylist()
    for number, (row, each) in enumerate(zip(many, days, strict=True)):
        try:
            alone = pincite.determine(pack, DECISION, {"base_salary": "$60,000", "contract_days": f"{each} days"}, on=on).outcome
        except pincite.Problems:
            alone = "fault"
        assert row["outcome"] == alone, number
