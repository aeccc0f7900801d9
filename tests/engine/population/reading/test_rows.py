"""Rows that cannot be used: keys, the quarantine, judges, and what a mapping gets wrong."""

import csv
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from pincite.population.reading import blank_map, doubles, keys, read_map
from pincite.population.reading.model import Unreadable
from pincitec.diagnostics import Source
from pincitec.semantics.judgements import joint
from pincitec.semantics.truth import FAILS, HOLDS
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.population.reading.samples import batches, good, only, opened, refused, values, written


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.text("ab", max_size=2), st.integers(0, 2)), max_size=30), st.integers(1, 9))
def test_rows_of_one_key_are_found_in_any_number_of_passes(rows: list[tuple[str, int]], most: int) -> None:
    from pincite.population.reading.arrow_files import frame

    table = pa.table({"a": pa.array([r[0] for r in rows], pa.string()), "b": pa.array([r[1] for r in rows], pa.int64())})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doubles, "MOST_HELD", most)
        patch.setattr(doubles, "LEAST_SLOTS", 8)
        found = keys.same_keys(frame(table), ["a", "b"]).tolist()
    assert found == [n for n, row in enumerate(rows, 1) if rows.count(row) > 1]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 40).map(lambda n: n * 0x0123456789ABCDEF & (1 << 64) - 1), max_size=20), max_size=6),
    st.integers(1, 30),
)
def test_numbers_that_occur_twice_are_found_however_few_are_held(chunks: list[list[int]], most: int) -> None:
    flat = [n for chunk in chunks for n in chunk]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doubles, "MOST_HELD", most)
        patch.setattr(doubles, "LEAST_SLOTS", 16)
        patch.setattr(doubles, "ROOM", 1)
        found = doubles.doubles(lambda: (np.array(chunk, np.uint64) for chunk in chunks), len(flat))
    assert found.tolist() == sorted({n for n in flat if flat.count(n) > 1})


@pytest.mark.parametrize("type", [pa.int64(), pa.int8(), pa.string(), pa.large_string(), pa.date32(), pa.float64()])
@pytest.mark.parametrize("values", [[1, 2, 3, 7], [1, 3, 2, 7], [1, 2, 2, 7], [1, 2, None, 7], [7, 1, 7, 2]])
def test_a_table_in_the_order_of_its_keys_has_none_twice(values: list[int | None], type: pa.DataType) -> None:
    from pincite.population.reading.arrow_files import frame

    column = pa.array(values, pa.int32() if pa.types.is_date32(type) else pa.int64()).cast(type)
    table = pa.concat_tables([pa.table({"a": column.slice(0, 2)}), pa.table({"a": column.slice(2)})])
    known = [v for v in values if v is not None]
    assert keys.ascending(frame(table), "a") == (
        known == sorted(set(values), key=str) and not pa.types.is_temporal(type) and type != pa.float64()
    )
    assert keys.same_keys(frame(table), ["a"]).tolist() == [n for n, v in enumerate(values, 1) if v is not None and values.count(v) > 1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=20), st.integers(0, 20))
def test_equal_texts_have_equal_hashes_wherever_they_lie(words: list[str], start: int) -> None:
    whole = keys.text_hashes(pa.array(words, pa.large_string())).tolist()
    assert keys.text_hashes(pa.array(["x", *words], pa.large_string()).slice(1)).tolist() == whole
    assert len(set(whole)) == len(set(words))
    assert keys.text_hashes(pa.array(words, pa.large_string()).slice(min(start, len(words)))).tolist() == whole[start:]


def test_a_key_twice_or_none_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "id,children\n1,1\n2,2\n 1,3\n,4\n")
    problems = refused(path, keys=("id",))
    assert [(p.rule.code, p.message, p.notes) for p in problems] == [
        ("PC966", "the key `id` does not tell rows apart in 1 of 4 rows (25.0%)", ("row 4 (line 5): a row without a key",)),
        ("PC966", "the key `id` does not tell rows apart in 2 of 4 rows (50.0%)", ("rows 1 and 3: `1` is the key of another row too",)),
    ]
    assert only(refused(path, keys=("ID",)))[1:] == (f"`{path}` has no column `ID`, which is named as a key", (), "did you mean `id`?")
    long = pa.table({"id": ["a" * 4001], "children": [1]})
    assert only(refused(long, keys=("id",)))[2] == ("row 1: a text of more than 4,000 bytes",)
    hidden = pa.table({"id": ["a\u200b"], "children": [1]})
    assert only(refused(hidden, keys=("id",)))[2] == ("row 1: a key with a hidden character",)


def test_bad_rows_go_to_quarantine_and_the_others_go_on(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,children,employer\n1,1,a\n2,x,=1+1\n3,3\n4,4,"d\ne"\n5,5,-7\n5,-6,b\n')
    out = tmp_path / "bad.csv"
    data = good(path, keys=("id",), quarantine=str(out))
    assert values(data) == [{"children": 1, "employer": "a"}, {"children": 4, "employer": "d\ne"}]
    assert (data.rows, data.refused) == (2, 4)
    assert [b.column("@row").to_pylist() for b in batches(data)] == [[1, 4]]
    with out.open(newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["row", "problem", "children", "employer", "id"],
            ["2", "children: `x` is not a whole number", "x", "'=1+1", "2"],
            ["3", "2 cells", "3,3"],
            ["5", "id: `5` is the key of another row too", "5", "-7", "5"],
            ["6", "children: `-6` is less than nothing; id: `5` is the key of another row too", "-6", "b", "5"],
        ]
    assert [p.rule.code for p in data.findings] == ["PC965", "PC964", "PC964", "PC966"]
    assert [p.name for p in tmp_path.iterdir() if p.name not in ("data.csv", "bad.csv")] == []


def test_the_names_of_columns_are_no_formulas_in_a_quarantine(tmp_path: Path) -> None:
    table = pa.table({"degree_held": ["masters", "x"], "=cmd|calc!A1": ["a", "b"]})
    good(table, keys=("=cmd|calc!A1",), quarantine=tmp_path / "bad.csv")
    assert "'=cmd|calc!A1" in (tmp_path / "bad.csv").read_text().splitlines()[0]


def test_without_bad_rows_there_is_no_quarantine(tmp_path: Path) -> None:
    out = tmp_path / "bad.csv"
    assert good(pa.table({"children": [1]}), quarantine=str(out)).refused == 0
    assert not out.exists()


def test_a_quarantine_that_cannot_be_written_refuses_all(tmp_path: Path) -> None:
    assert only(refused(pa.table({"children": [-1]}), quarantine=str(tmp_path / "none" / "bad.csv")))[0] == "PC013"


def test_a_stray_record_is_no_matter_for_quarantine(tmp_path: Path) -> None:
    child = pa.table({"id": [1, None, 9], "year": ["2019-20"] * 3})
    problems = refused(pa.table({"id": [1]}), 'key = "id"', children={"school_years": child}, quarantine=str(tmp_path / "bad.csv"))
    assert [p.message for p in problems] == [
        "records of `school_years.id` are refused: 1 of 3 rows (33.3%)",
        "1 record belongs to no row, of 3 of `school_years`",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_bad_record_takes_its_row_with_it(tmp_path: Path) -> None:
    child = pa.table({"id": [1, 2, 2], "year": ["2019-20", "2019-20", "x"]})
    data = good(pa.table({"id": [1, 2, 3]}), 'key = "id"', children={"school_years": child}, quarantine=str(tmp_path / "bad.csv"))
    assert [b.column("@row").to_pylist() for b in batches(data)] == [[1, 3]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.none() | st.booleans(), st.none() | st.booleans()), min_size=1, max_size=9), st.booleans())
def test_judges_are_put_together_as_in_one_case(rows: list[tuple[bool | None, bool | None]], any_of: bool) -> None:
    name = "suited" if any_of else "competent"
    table = pa.table({"d": pa.array([r[0] for r in rows], pa.bool_()), "s": pa.array([r[1] for r in rows], pa.bool_())})
    mapping = f'[columns]\nd = {{fact = "{name}", by = "department"}}\ns = {{fact = "{name}", by = "superintendent"}}'
    data = good(table, mapping)
    codes: dict[bool | None, int | None] = {True: HOLDS, False: FAILS, None: None}
    found = [joint([codes[a], codes[b]], condition=True, any_of=any_of) for a, b in rows]
    assert [v.get(name) for v in values(data)] == [j.value for j in found]
    assert (f"{PREFIX}{name}#differ" in data.schema.names) is any_of
    if any_of:
        assert [v for b in batches(data) for v in b.column(f"{PREFIX}{name}#differ").to_pylist()] == [j.differ for j in found]


def test_one_judge_alone_settles_what_both_must_judge_only_by_no() -> None:
    table = pa.table({"d": [True, False]})
    assert values(good(table, '[columns]\nd = {fact = "competent", by = "department"}')) == [{}, {"competent": FAILS}]
    assert values(good(table, '[columns]\nd = {fact = "suited", by = "department"}')) == [{"suited": HOLDS}, {"suited": FAILS}]
    assert values(good(table, '[columns]\nd = "competent"')) == [{"competent": HOLDS}, {"competent": FAILS}]


@pytest.mark.parametrize(
    ("mapping", "code", "message", "help"),
    [
        ('[columns]\na = "chldren"', "PC961", "no rule knows the fact `chldren`", "did you mean `children`?"),
        (
            '[columns]\na = "role"',
            "PC961",
            "`role` is a fact of more than one policy: `us_nm.test.role` and `us_nm.other.role`",
            "write the whole name of the one that is meant",
        ),
        (
            '[columns]\nbbb = "children"',
            "PC962",
            "`data` has no column `bbb`, which is named in the mapping",
            "its columns are `a`, `children`",
        ),
        (
            '[columns]\na = "children"\nchildren = "children"',
            "PC962",
            "`children` is in two columns, `a` and `children`",
            "keep one of them",
        ),
        (
            '[columns]\na = {fact = "children", by = "department"}',
            "PC961",
            "`department` does not judge `children`",
            "leave `by` out: it is not a matter of judgement",
        ),
        (
            '[columns]\na = {fact = "competent", by = "dean", yes = 1, no = 0}',
            "PC961",
            "`dean` does not judge `competent`",
            "the rules leave it to `department` or `superintendent`",
        ),
        ('[columns]\na = {fact = "children", unit = "dollars"}', "PC963", "`a` is no column in dollars", "leave `unit` out"),
        (
            '[columns]\na = {fact = "degree_held", values = {1 = "master"}}',
            "PC961",
            "`master` is not a value of degree",
            "did you mean `masters`?",
        ),
        (
            '[columns]\na = {fact = "certified", yes = 1, no = [1]}',
            "PC963",
            "`a` has one text for both yes and no",
            "keep it in one of them",
        ),
        (
            '[columns]\na = {fact = "degree_held", values = {"M" = "masters", "M " = "yes"}}',
            "PC961",
            "`M` stands for two values: blanks around a text do not count",
            "keep it in one of them",
        ),
        (
            '[columns]\na = {fact = "certified", yes = ["Y"], no = ["Y "]}',
            "PC961",
            "`Y` stands for two values: blanks around a text do not count",
            "keep it in one of them",
        ),
        (
            '[columns]\na = {fact = "degree_held", values = {1 = "masters"}, missing = 1}',
            "PC961",
            "`1` stands for a value and for none",
            "keep it in one place",
        ),
        (
            '[columns]\na = "school_years"',
            "PC961",
            "`school_years` is a list of school year",
            "say it below `[lists.school_years]`, as `column`",
        ),
        ('[lists.children]\ncolumn = "a"', "PC961", "`children` is no list of records", "name it below `[columns]`"),
        (
            '[lists.school_years]\ncolumn = "bbb"',
            "PC962",
            "`data` has no column `bbb`, which is named in the mapping",
            "its columns are `a`, `children`",
        ),
        (
            "[lists.school_years]\ncomplete = false",
            "PC961",
            "nothing says where the records of `school_years` lie",
            "name a `column` of lists, or a `file` of records",
        ),
        (
            '[lists.school_years]\nfile = "../years.csv"',
            "PC961",
            "`../years.csv` leads out of the folder of the mapping",
            "put it beside the mapping, or name it with `--children`",
        ),
        ('key = "id"', "PC962", "`data` has no column `id`, which is named as a key", "its columns are `a`, `children`"),
    ],
)
def test_what_a_mapping_gets_wrong_is_told(mapping: str, code: str, message: str, help: str) -> None:
    table = pa.table({"a": [1], "children": [1]})
    problem = refused(table, mapping)[0]
    assert (problem.rule.code, problem.message, problem.help) == (code, message, help)
    if mapping.startswith("[columns]") and code != "PC962":
        assert problem.span.path == "map.toml"
        assert mapping[problem.span.start : problem.span.end] == "a"


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("[columns\n", "`map.toml` is not valid TOML at line 1", None),
        ("colums = 1", "`colums` is no part of a mapping", "did you mean `columns`?"),
        ("[columns]\na = 3", "`a` is mapped to no fact", None),
        ("[columns]\na = {unit = 'dollars'}", "`a` is mapped to no fact", 'write `a = { fact = "…" }`'),
        ("[columns]\na = {fact = 'x', unit = 'dollar'}", "`dollar` is no unit", "did you mean `dollars`?"),
        ("[columns]\na = {fact = 'x', values = ['y']}", "`values` is no table of values", None),
        ("[columns]\na = {fact = 'x', yes = true}", "`yes` is no list of texts", None),
        ("[columns]\na = {fact = 'x', decimals = 11}", "`decimals` is no whole number from 0 to 10", None),
        ("[columns]\na = {fact = 'x', floats = 'yes'}", "`floats` is not `true` or `false`", None),
        ("delimiter = ','", "`,` is no delimiter", "say `comma`, `semicolon`, `tab`, `pipe`"),
        ("[lists.x]\ncomplete = true", "`x` is said to be complete without a source", None),
        ("[lists.x]\ncomplete = 1", "`complete` is neither `true`, `false` nor a column", None),
        ("[lists.x]\ncolumn = 'a'\nfile = 'b'", "the records of `x` lie both in a column and in a file", None),
        ("lists = 3", "`lists` is no table", None),
    ],
)
def test_a_mapping_of_another_form_is_refused(text: str, message: str, help: str | None) -> None:
    mapped, problems = read_map(Source("map.toml", text))
    assert mapped is None
    assert problems[0].message == message
    assert help is None or problems[0].help == help
    assert all(p.rule.code == "PC961" for p in problems)


def test_a_table_of_the_settings_is_a_mapping() -> None:
    text = 'policies = ["p"]\n[population.columns]\na = "children"\n'
    mapped, problems = read_map(Source("pincite.toml", text), "population")
    assert problems == []
    assert mapped is not None
    assert [(c.column, c.fact) for c in mapped.columns] == [("a", "children")]
    assert read_map(Source("pincite.toml", 'policies = ["p"]'), "population") == (None, [])


def test_a_blank_mapping_maps_nothing_and_says_all(tmp_path: Path) -> None:
    text = blank_map(facts_pack(), [])
    mapped, problems = read_map(Source("map.toml", text))
    assert problems == []
    assert mapped is not None
    assert (mapped.columns, mapped.lists, mapped.key) == ((), (), ())
    in_force = "".join(
        line.removeprefix("# ").partition("  #")[0] + "\n" if "=" in line or line.startswith("# [") else "" for line in text.splitlines()
    )
    assert "COLUMN" in in_force
    for fact in facts_pack().facts:
        assert fact.name.rpartition(".")[2] in text


def test_problems_travel_to_other_processes() -> None:
    import pickle

    problems = refused(pa.table({"children": [-1]}))
    again = pickle.loads(pickle.dumps(Unreadable(problems)))
    assert again.diagnostics == tuple(problems)


def test_values_and_mapping_of_columns_that_nobody_asks_for_are_not_read() -> None:
    table = pa.table({"children": [-1], "certified": [True]})
    pack = facts_pack()
    only_one: Any = [f for f in pack.facts if f.name.endswith("certified")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pincite.population.reading.data.asked_facts", lambda pack, decisions: tuple(only_one))
        data, problems = opened(table)
    assert data is not None
    assert [p.message for p in problems] == []
    assert data.schema.names == [f"{PREFIX}certified", "@row"]


def test_keys_are_of_kinds_that_can_be_compared() -> None:
    for column in (pa.array([[1]]), pa.array([1.5]), pa.array([{"a": 1}])):
        assert only(refused(pa.table({"id": column, "children": [1]}), keys=("id",)))[0] == "PC963"
    assert only(refused(pa.table({"id": [[1]], "children": [1]}), keep=("id",)))[0] == "PC963"
    data = good(pa.table({"id": pa.array([Decimal("1.50"), Decimal("1.51")]), "children": [1, 2]}), keys=("id",))
    assert [v for b in batches(data) for v in b.column("@key:id").to_pylist()] == [Decimal("1.50"), Decimal("1.51")]
    days = pa.table({"id": [date(2019, 1, 1), date(2019, 1, 1)], "children": [1, 2]})
    assert only(refused(days, keys=("id",)))[2] == ("rows 1 and 2: `2019-01-01` is the key of another row too",)


def test_a_column_that_is_a_fact_of_two_policies_is_not_passed_over() -> None:
    assert only(refused(pa.table({"role": ["x"], "children": [1]})))[:2] == (
        "PC961",
        "the column `role` is a fact of more than one policy: `us_nm.test.role` and `us_nm.other.role`",
    )
    table = pa.table({"role": ["x"], "children": [1]})
    assert values(good(table, '[columns]\nrole = "us_nm.other.role"')) == [{"children": 1, "us_nm.other.role": "x"}]
    assert values(good(table, 'ignore = ["role"]')) == [{"children": 1}]


def test_words_stand_once_and_without_blanks_around_them() -> None:
    words = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None, 3]), pa.array(["a", " a ", None, "b"]))
    data = good(pa.table({"employer": words}))
    assert [v.get("employer") for v in values(data)] == ["a", "a", None, None, "b"]
    for batch in batches(data):
        held = batch.column(0).dictionary.to_pylist()
        assert len(held) == len(set(held))


def test_files_of_one_size_and_time_are_told_apart(tmp_path: Path) -> None:
    """The parts of one are not those of the other. Unpacked files often have one time."""
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text("children,employer\n1,a\n2,b\n")
    other.write_text("children,employer\n2,a\n1,b\n")
    for path in (one, other):
        os.utime(path, (1, 1))
    assert good(str(one)).stamp != good(str(other)).stamp


def test_a_file_that_was_rewritten_in_its_place_is_told_apart(tmp_path: Path) -> None:
    """Also where it was given its old time again, and has its old size."""
    path = tmp_path / "a.csv"
    stamps = []
    for text in ("children,employer\n1,a\n", "children,employer\n2,b\n"):
        path.write_text(text)
        os.utime(path, (1, 1))
        stamps.append(good(str(path)).stamp)
        sleep(0.02)  # a file system's clock may tick every 10 milliseconds
    assert stamps[0] != stamps[1]


def test_a_stamp_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Sets have another order in each process."""
    path = written(tmp_path, "children,employer\n1,a\n")
    script = (
        "import sys; from tests.engine.population.reading.samples import good;"
        'print(good(sys.argv[1], \'missing = ["x", "y", "z", "w", ""]\').stamp)'
    )
    stamps = {
        subprocess.run(
            [sys.executable, "-c", script, path],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(stamps) == 1
    assert "employer" in stamps.pop()


def test_a_code_that_is_no_truth_is_shown_as_it_stands(tmp_path: Path) -> None:
    (problem,) = refused(written(tmp_path, "certified\nJ\nTRUE\n"))
    assert (problem.rule.code, problem.notes) == ("PC964", ("row 1 (line 2): `J` is not `true` or `false`",))
    assert problem.help is not None and 'yes = ["Y"]' in problem.help
