"""Records of lists, in a column and in a file of their own, against the facts of one case."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

from pincite.population.reading import read_map
from pincitec.diagnostics import Source
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Records
from tests.engine.population.reading.samples import good, only, opened, refused, stated, values, written

YEARS = pa.list_(
    pa.struct([("year", pa.string()), ("instructional_days", pa.int32()), ("teacher_of_record", pa.bool_()), ("degree", pa.string())])
)
POSTS = pa.large_list(pa.struct([("employer", pa.string()), ("number", pa.int64()), ("full_time", pa.bool_())]))
RECORD = st.fixed_dictionaries(
    {
        "year": st.integers(2005, 2020).map(lambda y: f"{y}-{(y + 1) % 100:02}"),
        "instructional_days": st.none() | st.integers(0, 200),
        "teacher_of_record": st.none() | st.booleans(),
        "degree": st.none() | st.sampled_from(["masters", "yes"]),
    }
)
POST = st.fixed_dictionaries(
    {"employer": st.sampled_from(["b", "a", "é", "Z", "aa"]), "number": st.integers(0, 3), "full_time": st.none() | st.booleans()}
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.lists(RECORD, max_size=5, unique_by=lambda r: r["year"]), min_size=1, max_size=6))
def test_a_column_of_records_says_what_a_facts_file_says(rows: list[Any]) -> None:
    expected = [{} if row is None else stated({"school_years": row}) for row in rows]
    assert values(good(pa.table({"school_years": pa.array(rows, YEARS)}))) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(POST, max_size=5, unique_by=lambda r: (r["employer"], r["number"])), min_size=1, max_size=6), st.integers(0, 5))
def test_keys_of_two_fields_are_put_in_order(rows: list[Any], start: int) -> None:
    column = pa.array(rows, POSTS)
    expected = [stated({"posts": row}) for row in rows]
    assert values(good(pa.table({"posts": column.slice(min(start, len(rows) - 1))}))) == expected[min(start, len(rows) - 1) :]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(POST, max_size=5, unique_by=lambda r: (r["employer"], r["number"])), min_size=1, max_size=6), st.randoms())
def test_a_file_of_records_says_the_same(rows: list[Any], random: Any) -> None:
    """In any order of its rows."""
    flat = [{"id": n, **record} for n, row in enumerate(rows) for record in row]
    random.shuffle(flat)
    kind = pa.schema([("id", pa.int32()), ("employer", pa.string()), ("number", pa.int64()), ("full_time", pa.bool_())])
    data = good(
        pa.table({"id": list(range(len(rows)))}),
        '[lists.posts]\nkey = "id"\ncomplete = true\nsource = "the register"',
        children={"posts": pa.Table.from_pylist(flat, kind)},
    )
    expected = [stated({"posts": {"records": row, "complete": True, "source": "the register"}}) for row in rows]
    assert values(data) == expected


def test_who_vouches_for_a_list_is_a_column_or_the_mapping() -> None:
    rows = pa.array([[{"year": "2019-20"}], [], []], pa.list_(pa.struct([("year", pa.string())])))
    table = pa.table({"school_years": rows, "all": [True, None, False]})
    data = good(table, '[lists.school_years]\ncomplete = "all"')
    lists = [v["school_years"] for v in values(data)]
    assert [one.complete for one in lists if isinstance(one, Records)] == [True, False, False]
    first = lists[0]
    assert isinstance(first, Records)
    assert first.rows[0] == {"year": 2019, "instructional_days": None, "teacher_of_record": UNDETERMINED, "degree": None, "served": None}


VOUCHED = '[lists.posts]\nkey = "id"\ncomplete = "full"\n'
"""A mapping of a list whose completeness a column says."""
NO_POSTS = pa.table({"id": pa.array([], pa.int64()), "employer": pa.array([], pa.string()), "number": pa.array([], pa.int64())})


@pytest.mark.parametrize(
    ("codes", "column"),
    [
        ('yes = ["J"]\nno = ["N"]', pa.array(["J", " J ", "N", "", None])),
        ("yes = 1\nno = [0, 2]", pa.array([1, 1, 0, 2, None])),
        ('yes = ["J"]\nno = ["N"]', pa.array(["J", "J", "N", None, None]).dictionary_encode()),
    ],
)
def test_the_codes_of_a_column_that_vouches_are_mapped(codes: str, column: Any) -> None:
    data = good(pa.table({"id": [1, 2, 3, 4, 5], "full": column}), VOUCHED + codes, children={"posts": NO_POSTS})
    lists = [v["posts"] for v in values(data)]
    assert [one.complete for one in lists if isinstance(one, Records)] == [True, True, False, False, False]


def test_a_column_that_does_not_say_whether_a_list_is_complete_is_told_as_what_it_is(tmp_path: Path) -> None:
    file = written(tmp_path, "id,full\n1,true\n2,J\n3,N\n")
    posts = written(tmp_path, "id,employer,number\n", "posts.csv")
    help = 'write `true` or `false`, or say beside `complete` which codes mean that: `yes = ["Y"]`, `no = ["N"]`'
    message = "`full` does not say whether `posts` is complete in 2 of 3 rows (66.6%)"
    notes = ("row 2 (line 3): `J` is not `true` or `false`", "row 3 (line 4): `N` is not `true` or `false`")
    assert only(refused(file, VOUCHED, children={"posts": posts})) == ("PC964", message, notes, help)
    (problem,) = refused(file, VOUCHED + 'yes = ["J"]\nno = ["N"]', children={"posts": posts})
    assert problem.message == "`full` does not say whether `posts` is complete in 1 of 3 rows (33.3%)"
    assert problem.notes == ("row 1 (line 2): `true` stands for nothing", "the mapping knows `J`, `N`")


def test_codes_that_vouch_both_ways_or_for_no_column_are_refused() -> None:
    table = pa.table({"id": [1], "full": [1]})
    (problem,) = refused(table, VOUCHED, children={"posts": NO_POSTS})
    assert (problem.rule.code, problem.message) == ("PC963", "`full` has numbers for yes and no")
    assert problem.notes == ("it says whether `posts` is complete; the column is of the type `int64`",)
    (problem,) = refused(table, VOUCHED + "yes = 1\nno = [1, 0]", children={"posts": NO_POSTS})
    assert (problem.message, problem.span.path) == ("`full` has one text for both yes and no", "map.toml")
    _, problems = read_map(Source("map.toml", '[lists.posts]\ncomplete = true\nsource = "x"\nyes = "J"'))
    assert [p.message for p in problems] == ["`yes` and `no` of the list `posts` are the codes of no column"]


def test_fields_are_mapped_as_columns_are() -> None:
    kind = pa.list_(pa.struct([("sy", pa.int16()), ("tor", pa.string()), ("since", pa.date32())]))
    rows = pa.array([[{"sy": 2020, "tor": "Y", "since": date(2019, 8, 1)}, {"sy": 2019, "tor": "N", "since": None}]], kind)
    mapping = """
[lists.school_years]
column = "history"
[lists.school_years.columns]
sy = { fact = "year", unit = "ends" }
tor = { fact = "teacher_of_record", yes = ["Y"], no = ["N"] }
since = { fact = "served", unit = "since" }
"""
    (row,) = values(good(pa.table({"history": rows}), mapping))
    records = row["school_years"]
    assert isinstance(records, Records)
    assert [(r["year"], r["teacher_of_record"]) for r in records.rows] == [(2018, FAILS), (2019, HOLDS)]


@pytest.mark.parametrize(
    ("rows", "message", "note"),
    [
        (
            [[{"year": "2019-20"}, {"year": "2019-20"}]],
            "records of `school_years` are refused: 1 of 1 row (100%)",
            "row 1: two records for `2019-20`",
        ),
        ([[{"year": None}]], "records of `school_years` are refused: 1 of 1 row (100%)", "row 1: a record does not say its `year`"),
        ([[None]], "records of `school_years` are refused: 1 of 1 row (100%)", "row 1: a record that is null"),
        (
            [[], [{"year": "2019-21"}]],
            "`school_years.year` holds no value of its fact in 1 of 2 rows (50.0%)",
            "row 2: `2019-21` is not a school year of two years that follow each other",
        ),
        (
            [[{"year": "2022-23"}]],
            "`school_years.year` holds no value of its fact in 1 of 1 row (100%)",
            "row 1: `2022-23` has not begun on 2021-06-01, the day asked about",
        ),
    ],
)
def test_records_that_cannot_be_used_are_told(rows: list[Any], message: str, note: str) -> None:
    problems = refused(pa.table({"school_years": pa.array(rows, pa.list_(pa.struct([("year", pa.string())])))}))
    assert (problems[0].message, problems[0].notes[0]) == (message, note)


def test_columns_that_are_no_records_are_refused() -> None:
    assert only(refused(pa.table({"school_years": ["x"]})))[1] == "`school_years` is no list of records"
    assert only(refused(pa.table({"school_years": [[1]]})))[1] == "`school_years` is no list of records"
    kind = pa.list_(pa.struct([("instructional_days", pa.int8())]))
    code, message, _, _ = only(refused(pa.table({"school_years": pa.array([[]], kind)})))
    assert (code, message) == ("PC962", "`school_years` has no column for `year`")
    kind = pa.list_(pa.struct([("year", pa.string()), ("instructional_day", pa.int8())]))
    _, problems = opened(pa.table({"school_years": pa.array([[]], kind)}))
    assert [(p.rule.code, p.help) for p in problems] == [("PC968", "did you mean `instructional_days`?")]


def test_records_of_no_row_and_of_a_bad_row_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "id,children\n1,2\n2,3\n")
    written(tmp_path, "id,year,instructional_days\n1,2019-20,160\n7,2019-20,3\n8,2018-19,3\n8,2019-20,4\n", "years.csv")
    mapping = 'key = "id"'
    code, message, notes, _ = only(refused("data.csv", mapping, children={"school_years": "years.csv"}))
    assert (code, message) == ("PC967", "3 records belong to no row, of 4 of `school_years`")
    assert notes == ("row 2: no row has its key", "row 3: no row has its key", "row 4: no row has its key")
    written(tmp_path, "id,year,instructional_days\n1,2019-20,160 weeks\n,2019-20,3\n2,2019-20,5\n2,2019-20\n", "years.csv")
    problems = refused("data.csv", mapping, children={"school_years": "years.csv"})
    assert [(p.span.path, p.message) for p in problems] == [
        ("data.csv", "records of `school_years` are refused: 1 of 2 rows (50.0%)"),
        ("years.csv", "the cells of 1 of 4 rows (25.0%) do not match the columns"),
        ("years.csv", "records of `school_years.id` are refused: 1 of 4 rows (25.0%)"),
        ("years.csv", "`school_years.instructional_days` holds no value of its fact in 1 of 4 rows (25.0%)"),
    ]


def test_keys_that_cannot_be_compared_are_refused() -> None:
    child = pa.table({"id": ["1"], "year": ["2019-20"]})
    mapping = '[lists.school_years]\nkey = "id"'
    assert only(refused(pa.table({"id": [1]}), mapping, children={"school_years": child}))[:2] == (
        "PC963",
        "`id` and `id` cannot be compared: int and text",
    )
    problem = only(refused(pa.table({"id": ["1"]}), "", children={"school_years": child}))
    assert problem[:2] == ("PC961", "nothing says which rows the records of `school_years` belong to")
    assert only(refused(pa.table({"id": ["1"]}), mapping, children={"school_year": child}))[:2] == (
        "PC961",
        "`school_year` is no list of records",
    )


def test_two_columns_join_and_their_names_may_differ(tmp_path: Path) -> None:
    path = str(tmp_path / "years.parquet")
    pq.write_table(pa.table({"d": ["x", "y", "x"], "n": [1, 1, 2], "year": ["2019-20", "2018-19", "2017-18"]}), path)
    data = good(
        pa.table({"district": ["x", " x ", "y"], "number": pa.array([1, 2, 1], pa.int8())}),
        '[lists.school_years]\nfile = "years.parquet"\nkey = { district = "d", number = "n" }',
        children={"school_years": path},
    )
    found = [v["school_years"] for v in values(data)]
    assert [[r["year"] for r in one.rows] for one in found if isinstance(one, Records)] == [[2019], [2017], [2018]]


def test_the_key_of_the_rows_joins_their_records_where_nothing_else_is_said() -> None:
    child = pa.table({"id": [2], "year": ["2019-20"]})
    found = [v["school_years"] for v in values(good(pa.table({"id": [1, 2]}), keys=("id",), children={"school_years": child}))]
    assert [len(one.rows) for one in found if isinstance(one, Records)] == [0, 1]
    both = only(
        refused(
            pa.table({"id": [1], "x": [[{"year": "2019-20"}]]}),
            '[lists.school_years]\ncolumn = "x"\nkey = "id"',
            children={"school_years": child},
        )
    )
    assert both[:2] == ("PC961", "the records of `school_years` lie both in a column and in a file")
