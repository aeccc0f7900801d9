"""A batch whose columns hold their numbers otherwise than the schema says is refused, not read by the schema."""

import pyarrow as pa
import pytest

from pincite.evaluate.columns.opening import arrays
from pincite.evaluate.columns.schema import Refused

TWO = {"pincite.scale": "2"}


def number(metadata: dict[str, str] | None) -> pa.Field:
    return pa.field("t.share", pa.int32(), metadata=metadata)


def listed(metadata: dict[str, str] | None) -> pa.Field:
    return pa.field("t.years", pa.list_(pa.field("item", pa.struct([pa.field("share", pa.int32(), metadata=metadata)]))))


def read(given: pa.Field, said: pa.Field) -> list[str]:
    batch = pa.RecordBatch.from_arrays([pa.array([None], given.type)], schema=pa.schema([given]))
    return list(arrays(pa.schema([said]), [said.name], batch))


@pytest.mark.parametrize("metadata", [{"pincite.scale": "3"}, {"pincite.range": "0..100"}, {"pincite.form": "since", **TWO}])
def test_another_scale_or_form_is_refused(metadata: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"the column `t\.share` of the batch has another `pincite\.(scale|form)` than"):
        read(number(metadata), number(TWO))
    with pytest.raises(Refused, match=r"the column `t\.years\[\]\.share` of the batch has another `pincite\.(scale|form)` than"):
        read(listed(metadata), listed(TWO))


@pytest.mark.parametrize("metadata", [None, TWO, {**TWO, "pincite.range": "0..7"}, {"made by": "a program"}])
def test_a_column_that_says_nothing_or_the_same_is_read(metadata: dict[str, str] | None) -> None:
    assert read(number(metadata), number(TWO)) == ["t.share"]
    assert read(listed(metadata), listed(TWO)) == ["t.years"]


def test_a_scale_where_the_schema_has_none_is_refused() -> None:
    with pytest.raises(Refused, match=r"another `pincite\.scale`"):
        read(number(TWO), number(None))
