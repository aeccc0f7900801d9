"""The canonical columns: what each type of fact may stand in, and what is said of a schema that is not so."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from pincite.evaluate.columns.schema import ASKED, COMPLETE, FIRST_DAY, LAST_BEGUN, LAST_DAY, MOST, Form, Refused, canonical, check, held
from tests.engine.evaluate.columns.observing import DAY
from tests.engine.strategies import empty

ALL = {f.name: None for f in empty().facts}


def test_days_are_those_of_the_years_1_to_9998() -> None:
    assert [DAY + timedelta(days=n) for n in (FIRST_DAY, LAST_BEGUN, LAST_DAY)] == [date(1, 1, 1), date(9997, 12, 31), date(9998, 12, 31)]


def test_the_canonical_schema_of_all_types_is_in_order() -> None:
    pack = empty()
    schema = canonical(pack, ALL, asked=True)
    assert check(schema, pack) == ()
    assert schema.field("t.e").type == pa.int8()
    assert schema.field("t.s").type == pa.dictionary(pa.int32(), pa.utf8())
    assert schema.field(f"t.years{COMPLETE}").type == pa.bool_()
    assert schema.field(ASKED).type == pa.date32()
    assert schema.field("t.years").type.value_type.field("served").type == pa.int64()


def test_forms_are_kept_in_the_metadata() -> None:
    pack = empty()
    forms: dict[str, Form | None] = {"t.p0": Form(since=True), "t.i0": Form(bits=16, range=(0, 40)), "t.years": None}
    schema = canonical(pack, {**forms, "t.years[].served": Form(since=True)})
    period, number = pack.type_of["period"], pack.type_of["integer"]
    assert held(schema.field("t.p0"), period).since
    assert held(schema.field("t.p0"), period).range == (FIRST_DAY, LAST_BEGUN)
    assert held(schema.field("t.i0"), number).range == (0, 40)
    assert held(schema.field("t.years").type.value_type.field("served"), period).since
    assert check(schema, pack) == ()


def test_without_a_range_the_types_bound_a_column() -> None:
    pack = empty()
    narrow, wide = canonical(pack, {"t.m": Form(bits=16)}).field("t.m"), canonical(pack, {"t.m": None}).field("t.m")
    assert held(narrow, pack.type_of["money"]).range == (0, 32_767)
    assert held(wide, pack.type_of["money"]).range == (0, MOST)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (pa.field("t.b0", pa.int8()), "the column `t.b0` is of type int8, not bool"),
        (pa.field("t.i0", pa.uint8()), "the column `t.i0` is of type uint8, not a signed integer"),
        (pa.field("t.i0", pa.float64()), "the column `t.i0` is of type double, not a signed integer"),
        (pa.field("t.p0", pa.date32()), "the column `t.p0` is of type date32[day], not a signed integer"),
        (pa.field("t.p0", pa.int8(), metadata={"pincite.form": "since"}), "the column `t.p0` is of type int8, not date32"),
        (pa.field("t.m", pa.int64(), metadata={"pincite.scale": "2"}), "has a scale, which amount of money does not have"),
        (pa.field("t.m", pa.int64(), metadata={"pincite.range": "5..3"}), "the range of the column `t.m` is not written as"),
        (pa.field("t.m", pa.int64(), metadata={"pincite.range": "-9..-3"}), "lies outside what its type holds"),
        (pa.field("t.m", pa.int64(), metadata={"pincite.scale": "99"}), "is not a number from 0 to 12"),
        (pa.field("t.s", pa.utf8()), "the column `t.s` is of type string, not dictionary"),
        (pa.field("t.years", pa.list_(pa.int8())), "is of type list<item: int8>, not a list of structs"),
        (pa.field("t.years", pa.list_(pa.struct([("ok", pa.bool_())]))), "lacks `year`, by which its records are told apart"),
        (pa.field("t.years", pa.list_(pa.struct([("year", pa.int16()), ("ok", pa.int8())]))), "`t.years[].ok` is of type int8, not bool"),
        (pa.field(f"t.years{COMPLETE}", pa.int8()), "is not of type bool"),
        (pa.field(ASKED, pa.int32()), "is not of type date32"),
    ],
)
def test_what_is_not_canonical_is_named(field: pa.Field, said: str) -> None:
    (wrong,) = check(pa.schema([field]), empty())
    assert said in wrong


def test_a_column_twice_and_one_of_no_fact() -> None:
    schema = pa.schema([("t.b0", pa.bool_()), ("t.b0", pa.bool_()), ("other", pa.float64())])
    assert check(schema, empty()) == ("the column `t.b0` stands there twice",)


def test_a_malformed_range_is_refused_on_reading() -> None:
    with pytest.raises(Refused, match="is not written as"):
        held(pa.field("t.m", pa.int64(), metadata={"pincite.range": "all"}), empty().type_of["money"])
