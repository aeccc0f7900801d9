"""Every type of column against the facts of one case: the same value, or refused there too."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Elapsed
from tests.engine.population.reading.samples import ASKED, good, only, opened, refused, stated, values

DAYS = st.dates(date(1795, 1, 1), date(2205, 1, 1))
WHOLE = st.integers(-3, 10**15 + 3) | st.integers(-5, 3000)


@pytest.mark.parametrize(
    ("name", "kind", "cells", "said"),
    [
        ("certified", pa.bool_(), st.booleans(), lambda v: v),
        ("children", pa.int64(), WHOLE, lambda v: v),
        ("children", pa.uint64(), st.integers(0, 2**64 - 1), lambda v: v),
        ("contract_days", pa.int32(), st.integers(-2, 2**31 - 1), lambda v: v),
        ("salary", pa.decimal128(20, 2), st.decimals(-5, 10**14, places=2), lambda v: f"{v:f}"),
        ("salary", pa.decimal256(40, 2), st.decimals(-5, 10**30, places=2), lambda v: f"{v:f}"),
        ("rate", pa.decimal128(18, 3), st.decimals(-5, 10**9, places=3), lambda v: v),
        ("earned", pa.decimal128(18, 3), st.decimals(-5, 10**9, places=3), lambda v: v),
        ("total", pa.int64(), st.integers(-5000, 5000), lambda v: v),
        ("hired", pa.date32(), DAYS, lambda v: v),
        ("hired", pa.date64(), DAYS, lambda v: v),
        ("hired", pa.timestamp("ns"), DAYS.map(lambda d: datetime(d.year, d.month, d.day)), lambda v: v.date()),
        ("degree_held", pa.string(), st.sampled_from(["masters", "no_degree", "yes", "Masters", "MA"]), lambda v: v),
        ("degree_held", pa.dictionary(pa.int8(), pa.large_string()), st.sampled_from(["masters", "yes", "x"]), lambda v: v),
        ("employer", pa.string_view(), st.sampled_from(["a", "b b", "c\u202e", "x" * 4001]), lambda v: v),
        (
            "first_year",
            pa.large_string(),
            st.sampled_from(["2019-20", "2019-2020", "2019-21", "2021-22", "2020-21", "1700-01"]),
            lambda v: v,
        ),
        (
            "years_taught",
            pa.string(),
            st.sampled_from(["4 years", "1 year 6 months", "7 months", "4", "3.5 years", "-1 year"]),
            lambda v: v,
        ),
        ("share", pa.string(), st.sampled_from(["60%", "62.5 %", "0.6", "-1%", "100 percent", "0.0001%"]), lambda v: v),
        (
            "earned",
            pa.string(),
            st.sampled_from(["3 badges", "1 badge", "2.5 badges", "3 hours", "1,600 badges", "03 badges"]),
            lambda v: v,
        ),
        ("total", pa.string(), st.sampled_from(["-3 points", "3 points", "x"]), lambda v: v),
    ],
)
def test_a_column_says_what_a_facts_file_says(name: str, kind: Any, cells: st.SearchStrategy[Any], said: Callable[[Any], object]) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(cells | st.none(), min_size=1, max_size=8))
    def each(column: list[Any]) -> None:
        expected = [{} if v is None else stated({name: said(v)}) for v in column]
        table = pa.table({name: pa.array(column, kind)})
        if None in expected:
            assert refused(table)
        else:
            assert values(good(table)) == expected

    each()


@pytest.mark.parametrize(
    ("mapping", "column", "expected"),
    [
        ('salary = {fact = "salary", unit = "dollars"}', pa.array([52000, None]), [{"salary": 5_200_000}, {}]),
        ('salary = {fact = "salary", unit = "cents"}', pa.array([52000], pa.int32()), [{"salary": 52_000}]),
        ('salary = {fact = "salary", unit = "cents"}', pa.array(["52000"]), [{"salary": 52_000}]),
        ('salary = {fact = "salary", unit = "dollars", floats = true}', pa.array([52000.1, 0.07]), [{"salary": 5_200_010}, {"salary": 7}]),
        ('salary = {fact = "salary", unit = "dollars", floats = true}', pa.array([0.1], pa.float32()), [{"salary": 10}]),
        ('salary = {fact = "salary", unit = "cents"}', pa.array([Decimal("5.00")]), [{"salary": 5}]),
        ('share = {fact = "share", unit = "percent"}', pa.array([60]), [{"share": stated({"share": "60%"})["share"]}]),  # type: ignore[index]
        ('share = {fact = "share", unit = "share"}', pa.array([Decimal("0.625")]), [stated({"share": "62.5%"})]),
        ('share = {fact = "share", unit = "percent", floats = true}', pa.array([62.5]), [stated({"share": "62.5%"})]),
        ('share = {fact = "share", unit = "share", floats = true}', pa.array([0.6]), [stated({"share": "60%"})]),
        ('share = {fact = "share", unit = "share"}', pa.array(["0.6"]), [stated({"share": "60%"})]),
        ('share = {fact = "share", unit = "percent"}', pa.array(["60.25"]), [stated({"share": "60.25%"})]),
        ('years_taught = {fact = "years_taught", unit = "years"}', pa.array([3], pa.int8()), [{"years_taught": 36}]),
        ('years_taught = {fact = "years_taught", unit = "months"}', pa.array(["42"]), [{"years_taught": 42}]),
        ('years_taught = {fact = "years_taught", unit = "years", floats = true}', pa.array([3.0]), [{"years_taught": 36}]),
        (
            'years_taught = {fact = "years_taught", unit = "since"}',
            pa.array([date(2018, 8, 12)]),
            [{"years_taught": Elapsed(date(2018, 8, 12), ASKED)}],
        ),
        (
            'years_taught = {fact = "years_taught", unit = "since"}',
            pa.array(["2018-08-12"]),
            [{"years_taught": Elapsed(date(2018, 8, 12), ASKED)}],
        ),
        ('first_year = {fact = "first_year", unit = "begins"}', pa.array([2019]), [{"first_year": 2019}]),
        ('first_year = {fact = "first_year", unit = "ends"}', pa.array(["2020"]), [{"first_year": 2019}]),
        ('first_year = {fact = "first_year", unit = "ends"}', pa.array([2020], pa.uint16()), [{"first_year": 2019}]),
        (
            'degree = {fact = "degree_held", values = {"MA" = "masters", "" = "no_degree"}, missing = ["NA"]}',
            pa.array(["MA", "NA", ""]),
            [{"degree_held": 1}, {}, {"degree_held": 0}],
        ),
        (
            'degree = {fact = "degree_held", values = {1 = "masters", -1 = "no_degree"}, missing = [9]}',
            pa.array([1, -1, 9]),
            [{"degree_held": 1}, {"degree_held": 0}, {}],
        ),
        (
            'certified = {fact = "certified", yes = ["Y", "1"], no = ["N"]}',
            pa.array(["Y", "N", " 1 ", ""]),
            [{"certified": HOLDS}, {"certified": FAILS}, {"certified": HOLDS}, {}],
        ),
        ('certified = {fact = "certified", yes = [1], no = [0]}', pa.array([1, 0, None]), [{"certified": HOLDS}, {"certified": FAILS}, {}]),
        ('children = {fact = "children", missing = [-9, 99]}', pa.array([-9, 3, 99]), [{}, {"children": 3}, {}]),
        ('children = {fact = "children", missing = ["NaN"], floats = true}', pa.array([float("nan"), 3.0]), [{}, {"children": 3}]),
        ('rate = {fact = "rate", decimals = 8}', pa.array(["0.12345678"]), [stated({"rate": Decimal("0.12345678")})]),
    ],
)
def test_a_mapping_says_what_a_column_means(mapping: str, column: Any, expected: list[dict[str, Any]]) -> None:
    name = mapping.partition(" ")[0]
    assert values(good(pa.table({name: column}), f"[columns]\n{mapping}")) == expected


@pytest.mark.parametrize(
    ("mapping", "column", "note"),
    [
        (
            'salary = {fact = "salary", unit = "dollars", floats = true}',
            pa.array([0.1 + 0.2]),
            "`0.30000000000000004` is not a number with 2 decimal places",
        ),
        ('salary = {fact = "salary", unit = "dollars", floats = true}', pa.array([float("nan")]), "`nan` is no number"),
        ('salary = {fact = "salary", unit = "dollars", floats = true}', pa.array([float("inf")]), "`inf` is no number"),
        (
            'salary = {fact = "salary", unit = "dollars", floats = true}',
            pa.array([1e300]),
            "`1e+300` is not a number with 2 decimal places",
        ),
        ('salary = {fact = "salary", unit = "dollars"}', pa.array([Decimal("5.001")]), "`5.001` has a fraction of a cent"),
        ('salary = {fact = "salary", unit = "dollars"}', pa.array([10**14]), f"`{10**14}` has too many digits"),
        ('salary = {fact = "salary", unit = "dollars"}', pa.array([2**63 - 1]), f"`{2**63 - 1}` has too many digits"),
        ('salary = {fact = "salary", unit = "dollars"}', pa.array([-(2**63)]), f"`{-(2**63)}` is less than nothing"),
        ('years_taught = {fact = "years_taught", unit = "years"}', pa.array([Decimal("3.5")]), "`3.5` is not whole"),
        ('years_taught = {fact = "years_taught", unit = "years"}', pa.array(["3.5"]), "`3.5` is not whole"),
        (
            'years_taught = {fact = "years_taught", unit = "since"}',
            pa.array([date(2021, 6, 2)]),
            "`2021-06-02` has not begun on 2021-06-01, the day asked about",
        ),
        (
            'first_year = {fact = "first_year", unit = "begins"}',
            pa.array([2022]),
            "`2022-23` has not begun on 2021-06-01, the day asked about",
        ),
        ('first_year = {fact = "first_year", unit = "begins"}', pa.array([20]), "`20` is no year from 1800 to 2199"),
        ('degree = {fact = "degree_held", values = {"MA" = "masters"}}', pa.array(["ma"]), "`ma` stands for nothing"),
        ('degree = {fact = "degree_held", values = {1 = "masters"}}', pa.array([2]), "`2` stands for nothing"),
        ('hired = "hired"', pa.array([datetime(2019, 1, 1, 12)]), "`2019-01-01 12:00:00` has a time of day"),
        ('rate = "rate"', pa.array(["0.1234"]), "`0.1234` has more decimal places than are read"),
        ('employer = "employer"', pa.array([b"\xff\xfe"], pa.binary()).view(pa.string()), "a text that is not UTF-8"),
    ],
)
def test_what_is_no_value_is_told_with_its_row(mapping: str, column: Any, note: str) -> None:
    name = mapping.partition(" ")[0]
    code, message, notes, _ = only(refused(pa.table({name: column}), f"[columns]\n{mapping}"))
    if code == "PC960":
        assert "UTF8" in notes[0]
        return
    assert code == "PC964"
    assert message == f"`{name}` holds no value of its fact in 1 of 1 row (100%)"
    assert notes[0] == f"row 1: {note}"


@pytest.mark.parametrize(
    ("name", "column", "message"),
    [
        ("salary", pa.array([52000]), "`salary` does not say what its numbers count"),
        ("salary", pa.array([52000.0]), "`salary` has binary fractions, which are not the decimal numbers that were meant"),
        ("share", pa.array([60]), "`share` does not say what its numbers count"),
        ("years_taught", pa.array([4]), "`years_taught` does not say what its numbers count"),
        ("years_taught", pa.array([date(2019, 1, 1)]), "`years_taught` has values of the kind `date`"),
        ("first_year", pa.array([2019]), "`first_year` does not say what its numbers count"),
        ("degree_held", pa.array([1]), "`degree_held` has numbers for the values of a list"),
        ("certified", pa.array([1]), "`certified` has numbers for yes and no"),
        ("hired", pa.array([1]), "`hired` has values of the kind `int`"),
        ("hired", pa.array([datetime(2019, 1, 1)], pa.timestamp("s", "UTC")), "`hired` has times with a time zone"),
        ("children", pa.array([True]), "`children` has values of the kind `bool`"),
        ("children", pa.array([[1]]), "`children` has values of the kind `list`"),
        ("employer", pa.array([1]), "`employer` has values of the kind `int`"),
        ("children", pa.array([{"a": 1}]), "`children` has values of the kind `struct<a: int64>`"),
    ],
)
def test_a_column_that_could_mean_two_things_is_refused(name: str, column: Any, message: str) -> None:
    code, told, _, help = only(refused(pa.table({name: column})))
    assert (code, told) == ("PC963", message)
    assert help


def test_columns_of_nothing_are_not_known() -> None:
    assert values(good(pa.table({"hired": pa.nulls(2), "employer": pa.nulls(2), "salary": pa.nulls(2)}))) == [{}, {}]


def test_each_row_has_its_own_day() -> None:
    table = pa.table({"first_year": ["2019-20", "2020-21"], "day": [date(2019, 9, 1), date(2020, 9, 1)]})
    assert values(good(table, on="day"), None) == [{"first_year": 2019}, {"first_year": 2020}]
    late = pa.table({"first_year": ["2019-20", "2020-21"], "day": [date(2019, 9, 1), date(2019, 9, 1)]})
    assert only(refused(late, on="day"))[2] == ("row 2: `2020-21` has not begun on 2019-09-01, the day asked about",)
    without = pa.table({"children": [1, 2], "day": pa.array(["2019-09-01", ""])})
    assert only(refused(without, on="day"))[1:3] == (
        "`day` holds no value of its fact in 1 of 2 rows (50.0%)",
        ("row 2: no day to ask about",),
    )
    assert only(refused(pa.table({"children": [1]}), on="day"))[0] == "PC962"


def test_a_school_year_begins_on_the_day_of_its_calendar() -> None:
    from attrs import evolve

    from pincite.population.reading.columns import last_begun
    from pincite.population.reading.model import Form
    from pincitec.semantics.types import SCHOOL_YEAR

    form = Form("y", "y", SCHOOL_YEAR, "text", year_begins=(7, 1))
    day = (date(2021, 6, 30) - date(1970, 1, 1)).days
    assert [int(last_begun(form, d)) for d in (day, day + 1)] == [2020, 2021]
    assert int(last_begun(evolve(form, year_begins=None), day)) == 2021


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_slices_dictionaries_and_chunks_are_read_from_where_they_begin(place: str) -> None:
    at = {"first": 0, "middle": 5, "last": 9}[place]
    words = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 2] * 3), pa.array(["masters", None, "yes"]))
    table = pa.table(
        {
            "degree_held": words,
            "salary": pa.array([Decimal(n) / 100 for n in range(12)], pa.decimal128(10, 2)),
            "certified": [n % 2 == 0 for n in range(12)],
        }
    )
    whole = values(good(table))
    assert whole[0] == {"degree_held": 0 + 1, "salary": 0, "certified": HOLDS}
    assert whole[1] == {"salary": 1, "certified": FAILS}
    assert values(good(table.slice(at))) == whole[at:]
    assert values(good(pa.concat_tables([table.slice(at), table.slice(0, at)]))) == whole[at:] + whole[:at]


def test_ranges_widths_and_nulls_are_those_of_all_data() -> None:
    data = good(pa.table({"children": [3, 300, None], "salary": [Decimal("1.00"), Decimal("2.50"), Decimal("9.99")]}))
    fields = {f.name.rpartition(".")[2]: f for f in data.schema}
    assert str(fields["children"].type) == "int16"
    assert (fields["children"].metadata, fields["children"].nullable) == ({b"pincite.range": b"3..300"}, True)
    assert (fields["salary"].metadata, fields["salary"].nullable) == ({b"pincite.range": b"100..999"}, False)


def test_what_is_not_read_is_told_once() -> None:
    _, problems = opened(pa.table({"children": [1], "certfied": [True], "a": [1], "b": [2]}))
    assert [(p.rule.code, p.message, p.help) for p in problems] == [
        ("PC968", "`certfied` of `data` is no fact, and is not read", "did you mean `certified`? map it, or list it as `ignore`"),
        (
            "PC968",
            "2 columns are no facts and are not read: `a`, `b`",
            "map those that are facts; list the others as `ignore` to have them not told",
        ),
    ]
    _, problems = opened(pa.table({"children": [1], "a": [1]}), 'ignore = ["a"]')
    assert problems == []


def test_a_moment_outside_the_calendar_is_told_and_set_apart(tmp_path: Path) -> None:
    far = pa.array([2**62 + 1, 0], pa.int64()).view(pa.timestamp("s"))
    code, _, notes, _ = only(refused(pa.table({"hired": far})))
    assert code == "PC964"
    assert str(2**62 + 1) in notes[0]
    assert values(good(pa.table({"hired": far}), quarantine=tmp_path / "bad.csv")) == [{"hired": date(1970, 1, 1)}]
    assert str(2**62 + 1) in (tmp_path / "bad.csv").read_text()


@pytest.mark.parametrize("places", [18, 19, 37])
def test_a_decimal_with_more_places_than_64_bits_hold(places: int) -> None:
    column = pa.array([Decimal(0), None], pa.decimal128(38, places))
    assert values(good(pa.table({"children": column}))) == [{"children": 0}, {}]
    least = pa.array([Decimal(1).scaleb(-places)], pa.decimal128(38, places))
    assert only(refused(pa.table({"children": least})))[0] == "PC964"


@pytest.mark.parametrize("dollars", [200000.04, 300000.01, 300000.02, 131072.01])
def test_a_single_that_may_be_two_amounts_is_refused(dollars: float) -> None:
    table = pa.table({"salary": pa.array([dollars], pa.float32())})
    mapping = '[columns]\nsalary = {fact = "salary", unit = "dollars", floats = true}'
    assert only(refused(table, mapping))[0] == "PC964"


@given(st.integers(0, 10**7 - 1))
def test_a_single_that_can_be_one_amount_alone_is_that_one(cents: int) -> None:
    single = np.float32(cents / 100)
    alike = [c for c in range(max(0, cents - 3), cents + 4) if np.float32(c / 100) == single]
    table = pa.table({"salary": pa.array([float(single)], pa.float32())})
    data, _ = opened(table, '[columns]\nsalary = {fact = "salary", unit = "dollars", floats = true}')
    assert (data is not None) == (alike == [cents])
    if data is not None:
        assert values(data) == [{"salary": cents}]
