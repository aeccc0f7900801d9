"""Parts joined: the same rows in every format, in groups of one size, and no formula for a spreadsheet."""

import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from pincite.population.running import joining
from pincite.population.running.joining import grouped, join

TABLE = pa.table(
    {
        "id": pa.array(["=1+1", "+4", "-5", "@a", "\tb", "plain", 'say "so", now', None]),
        "verdict": pa.array(["holds", "fails", "holds", "gap", "fails", "fails", "holds", "holds"]).dictionary_encode(),
        "value": pa.array([Decimal("50000.00"), None] * 4, pa.decimal128(19, 2)),
        "day": pa.array([datetime.date(2019, 6, 14)] * 8),
    }
)


@pytest.mark.parametrize("format", ["parquet", "arrow", "feather"])
def test_the_rows_come_back(format: str, tmp_path: Path) -> None:
    out = tmp_path / f"o.{format}"
    join(TABLE.to_batches(), TABLE.schema, out, format)
    found = pq.read_table(out) if format == "parquet" else pyarrow.feather.read_table(out)
    assert found.to_pylist() == TABLE.to_pylist()
    assert found.schema.field("verdict").type == TABLE.schema.field("verdict").type
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_a_text_that_acts_in_a_spreadsheet_has_an_apostrophe(tmp_path: Path) -> None:
    join(TABLE.to_batches(), TABLE.schema, tmp_path / "o.csv", "csv")
    lines = (tmp_path / "o.csv").read_text().splitlines()
    assert lines[0] == '"id","verdict","value","day"'
    assert lines[1:6] == [
        '"\'=1+1","holds",50000.00,2019-06-14',
        '"\'+4","fails",,2019-06-14',
        '"\'-5","holds",50000.00,2019-06-14',
        '"\'@a","gap",,2019-06-14',
        '"\'\tb","fails",50000.00,2019-06-14',
    ]
    assert lines[6:] == ['"plain","fails",,2019-06-14', '"say ""so"", now","holds",50000.00,2019-06-14', ',"holds",,2019-06-14']


@pytest.mark.parametrize("sizes", [[8], [3, 5], [0, 1, 0, 7], [1] * 8, []])
def test_the_groups_do_not_show_the_parts(sizes: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "GROUP", 3)
    batch = TABLE.combine_chunks().to_batches()[0]
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    tables = list(grouped([batch.slice(s, n) for s, n in zip(starts, sizes, strict=True)], TABLE.schema))
    assert [t.num_rows for t in tables] == ([3, 3, 2] if sizes else [])
    assert [row for t in tables for row in t.to_pylist()] == (TABLE.to_pylist() if sizes else [])


@pytest.mark.parametrize("format", joining.WRITERS)
def test_no_rows_are_an_output_too(format: str, tmp_path: Path) -> None:
    join([], TABLE.schema, tmp_path / "o", format)
    assert (tmp_path / "o").stat().st_size > 0
