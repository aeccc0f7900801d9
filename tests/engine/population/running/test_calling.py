"""`pincite.run`: tables and frames in, a table or a file out, and every problem as a value."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pincite
from pincite.population.running.run import Ran
from pincitec.graph.pack import Pack

PEOPLE = {"name": ["ann", "ben", "joe"], "role": ["teacher", "counselor", None]}
ON = date(2020, 1, 1)


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


@pytest.mark.parametrize("frame", [pa.table, polars.DataFrame, pandas.DataFrame])
def test_frames_of_every_kind_are_the_same(frame: Any, library: Pack) -> None:
    table = pincite.run(library, "minimum_salary", frame(PEOPLE), on=ON, keys=["name"])
    assert table["name"].to_pylist() == PEOPLE["name"]
    assert table["verdict"].to_pylist() == ["holds", "holds", "undetermined"]
    assert [None if v is None else str(v) for v in table["value"].to_pylist()] == ["60000.00", "60000.00", None]
    assert table.schema.metadata[b"pincite.on"] == b"2020-01-01"


def test_a_file_is_written_and_counted(library: Pack, tmp_path: Path) -> None:
    ran = pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, keys=["name"], out=tmp_path / "o.parquet")
    assert isinstance(ran, Ran)
    assert (ran.rows, dict(ran.counts[0])) == (3, {"holds": 2, "undetermined": 1})
    held = pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, keys=["name"])
    assert pq.read_table(tmp_path / "o.parquet").equals(held)


def test_reasons_are_told_beside_the_answers(library: Pack, tmp_path: Path) -> None:
    table, reasons = pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, reasons=True)
    told = {row["reason"]: row["verdict"] for row in reasons.to_pylist()}
    assert [told[n] for n in table["reason"].to_pylist()] == table["verdict"].to_pylist()
    pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, reasons=True, out=tmp_path / "o.parquet")
    assert pq.read_table(tmp_path / "o.reasons.parquet").to_pylist() == reasons.to_pylist()


def test_readings_and_days_of_the_law(library: Pack) -> None:
    before = pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, law_on=date(2016, 1, 1))
    assert str(before["value"][0].as_py()) == "50000.00"
    with pytest.raises(pincite.Problems) as problems:
        pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, readings={"nothing": "so"})
    assert [d.rule.code for d in problems.value.diagnostics] == ["PC904"]


@pytest.mark.parametrize(
    ("decision", "data", "code"),
    [
        ("level_four", pa.table(PEOPLE), "PC903"),
        ("minimum_salary", pa.table({"role": ["wizard"]}), "PC964"),
        ("minimum_salary", "no.csv", "PC001"),
    ],
)
def test_problems_are_values(decision: str, data: Any, code: str, library: Pack) -> None:
    with pytest.raises(pincite.Problems) as problems:
        pincite.run(library, decision, data, on=ON)
    assert [d.rule.code for d in problems.value.diagnostics] == [code]


@pytest.mark.parametrize("wrong", [{"engine": "duck"}, {"workers": 0}, {"out": "o.docx"}, {"on": datetime(2020, 1, 1, 9)}])
def test_what_no_caller_may_ask(wrong: dict[str, Any], library: Pack) -> None:
    with pytest.raises(ValueError, match=r"an engine is|the name of an output|without a time"):
        pincite.run(library, "minimum_salary", pa.table(PEOPLE), **{"on": ON, **wrong})


def test_a_day_as_a_text_and_no_decision_at_all_are_told(library: Pack) -> None:
    with pytest.raises(pincite.Problems) as raised:
        pincite.run(library, "minimum_salary", pa.table(PEOPLE), on="2020-01-01", keys=["name"])
    assert [p.help for p in raised.value.diagnostics if p.rule.code == "PC962"] == [
        "a day that is one for all rows is a date, not a text: `on=date.fromisoformat('2020-01-01')`"
    ]
    with pytest.raises(ValueError, match="no decision is asked"):
        pincite.run(library, [], pa.table(PEOPLE), on=ON, keys=["name"])


def test_a_file_that_the_mapping_names_is_not_written_over(library: Pack, tmp_path: Path) -> None:
    records = tmp_path / "records.csv"
    records.write_text("id,year\n")
    named = tmp_path / "map.toml"
    named.write_text('[lists.school_years]\nfile = "records.csv"\nkey = "id"\n')
    for given in ({"out": records}, {"quarantine": str(records)}):
        with pytest.raises(ValueError, match="never written over the data"):
            pincite.run(library, "minimum_salary", pa.table(PEOPLE), on=ON, keys=["name"], mapping=named, **given)
    with pytest.raises(ValueError, match="never written over the data"):
        pincite.compare(library, "minimum_salary", pa.table(PEOPLE), on=ON, compare_on=date(2021, 1, 1), mapping=named, out=records)
    with pytest.raises(ValueError, match="never written over the data"):
        beside = {"school_years": records}
        pincite.compare(library, "minimum_salary", pa.table(PEOPLE), on=ON, compare_on=date(2021, 1, 1), children=beside, out=records)
    assert records.read_text() == "id,year\n"


def test_a_reader_whose_batches_are_of_two_schemas_is_refused(library: Pack) -> None:
    salary = [pa.array([Decimal("50.00")]), pa.array([Decimal("50.000")])]
    batches = [pa.record_batch({"name": [name], "base_salary": given}) for name, given in zip("ab", salary, strict=True)]
    reader = pa.RecordBatchReader.from_batches(batches[0].schema, batches)
    with pytest.raises(pincite.Problems, match="PC960"):
        pincite.run(library, "additional_salary", reader, on=ON, keys=["name"])
    alike = pa.RecordBatchReader.from_batches(batches[0].schema, batches[:1])
    assert len(pincite.run(library, "additional_salary", alike, on=ON, keys=["name"], mapping=None)) == 1
