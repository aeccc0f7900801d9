"""Every type of column that Arrow has, for every type of fact: canonical values or a message, never a traceback."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from pincite.evaluate.columns.schema import check
from tests.engine.facts.pack import KINDS, PREFIX, facts_pack
from tests.engine.population.reading.samples import batches, opened

LARGE = pa.large_list(pa.struct([("year", pa.int16()), ("number", pa.string()), ("employer", pa.string())]))
DAY, MOMENT = date(2019, 6, 14), datetime(2019, 6, 14)
COLUMNS: dict[str, Any] = {
    "null": pa.nulls(3),
    "bool": pa.array([True, False, None]),
    "int8": pa.array([1, 2, None], pa.int8()),
    "uint64": pa.array([1, 2**64 - 1, None], pa.uint64()),
    "float16": pa.array([1.0, 2.5, None], pa.float16()),
    "float32": pa.array([1.0, float("nan"), None], pa.float32()),
    "decimal32": pa.array([Decimal("1.5"), Decimal(2), None], pa.decimal32(5, 1)),
    "decimal64": pa.array([Decimal("1.5"), Decimal(2), None], pa.decimal64(12, 2)),
    "decimal128": pa.array([Decimal(100), Decimal(200), None], pa.decimal128(5, -2)),
    "decimal256": pa.array([Decimal(10) ** 60, Decimal(2), None], pa.decimal256(70, 0)),
    "date32": pa.array([DAY, date(1, 1, 1), None], pa.date32()),
    "date64": pa.array([DAY, DAY, None], pa.date64()),
    "seconds": pa.array([MOMENT, MOMENT, None], pa.timestamp("s")),
    "nanoseconds": pa.array([MOMENT, MOMENT + timedelta(hours=1), None], pa.timestamp("ns")),
    "zoned": pa.array([MOMENT, None, None], pa.timestamp("us", "America/Denver")),
    "time": pa.array([time(1), None, None], pa.time64("us")),
    "duration": pa.array([timedelta(1), None, None], pa.duration("s")),
    "interval": pa.array([(1, 2, 3), None, None], pa.month_day_nano_interval()),
    "string": pa.array(["masters", "x", None]),
    "large_string": pa.array(["true", "4 years", None], pa.large_string()),
    "string_view": pa.array(["2019-20", "", None], pa.string_view()),
    "binary": pa.array([b"1", b"\xff", None]),
    "fixed_binary": pa.array([b"12", b"34", None], pa.binary(2)),
    "binary_view": pa.array([b"1", b"2", None], pa.binary_view()),
    "words": pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.uint32()), pa.array(["masters", None], pa.large_string())),
    "numbers": pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array([1, 2])),
    "flags": pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array([True, False])),
    "days": pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array([DAY, DAY])),
    "runs": pa.RunEndEncodedArray.from_arrays([2, 3], ["masters", "x"]),
    "list": pa.array([[1], [], None]),
    "fixed_list": pa.array([[1], [2], None], pa.list_(pa.int8(), 1)),
    "list_view": pa.array([[1], [], None], pa.list_view(pa.int8())),
    "struct": pa.array([{"year": "2019-20"}, None, {"year": None}]),
    "records": pa.array([[{"year": "2019-20", "number": 1, "employer": "a"}], [], None]),
    "large_records": pa.array([[{"year": 2019, "number": "1", "employer": None}], [None], None], LARGE),
    "record_views": pa.array([[{"year": "2019-20"}], [], None], pa.list_view(pa.struct([("year", pa.string())]))),
    "deep": pa.array([[{"year": [{"a": 1}]}], [], None]),
    "map": pa.array([[("a", 1)], [], None], pa.map_(pa.string(), pa.int64())),
    "union": pa.UnionArray.from_sparse(pa.array([0, 1, 0], pa.int8()), [pa.array([1, 2, 3]), pa.array(["a", "b", "c"])]),
    "uuid": pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"0" * 16] * 3, pa.binary(16))),
    "bool8": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([0, 1, None], pa.int8())),
}  # fmt: skip
SAID = ("", "unit", "floats")
UNITS = {"salary": "dollars", "share": "percent", "years_taught": "months", "first_year": "begins", "hired": "", "children": ""}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("how", SAID)
def test_a_column_of_any_type_is_read_or_refused(column: str, how: str) -> None:
    for fact in KINDS:
        if fact == "role":
            continue
        unit = f', unit = "{UNITS[fact]}"' if UNITS.get(fact) else ""
        floats = ", floats = true" if how == "floats" else ""
        mapping = f'[columns]\n{fact} = {{fact = "{fact}"{unit}{floats}}}' if how and not KINDS[fact].startswith("list:") else ""
        for table in (pa.table({fact: COLUMNS[column]}), pa.table({fact: COLUMNS[column].slice(1)})):
            data, problems = opened(table, mapping, keys=(fact,) if how == "floats" else (), keep=(fact,) if how == "" else ())
            if data is None:
                assert problems
                continue
            assert check(data.schema, facts_pack()) == ()
            for batch in batches(data):
                batch.validate(full=True)
                assert batch.schema == data.schema
                assert PREFIX + fact in batch.schema.names
