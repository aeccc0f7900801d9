"""Records from CSV files: every cell by the rules of a facts file, every problem with its cell, and nothing from outside the folder."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from pincite.facts.tables.csv_reader import read_csv
from pincite.facts.tree import Refused
from pincitec.diagnostics import Rule, Source
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.catalogue.facts import TOO_LARGE
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Record
from tests.engine.facts.pack import facts_pack
from tests.engine.facts.tables import HEADER, beside, only, read_table, rows

TWO = HEADER + "2018-19,160 days,true,masters,3 years\n2019-20,158,FALSE,,\n"


def test_a_table_says_what_records_in_the_facts_say(tmp_path: Path) -> None:
    facts, problems = read_table(tmp_path, "years.csv", TWO, ", complete: true, source: service record")
    assert problems == []
    assert rows(facts) == [
        {"year": 2018, "instructional_days": 160, "teacher_of_record": HOLDS, "degree": 1, "served": 36},
        {"year": 2019, "instructional_days": 158, "teacher_of_record": FAILS, "degree": None, "served": None},
    ]
    written = (
        'school_years: {complete: true, source: service record, records: {"2018-19": {instructional_days: 160 days, '
        'teacher_of_record: true, degree: masters, served: 3 years}, "2019-20": {instructional_days: 158, teacher_of_record: false}}}'
    )
    same, _ = beside(tmp_path, written)
    assert facts is not None
    assert same is not None
    assert facts.values == same.values
    assert facts.given["us_nm.test.school_years"].source == "service record"


def test_the_file_is_the_source_where_none_is_said(tmp_path: Path) -> None:
    facts, _ = read_table(tmp_path, "years.csv", TWO)
    assert facts is not None
    assert facts.given["us_nm.test.school_years"].source == "years.csv"


@pytest.mark.parametrize(
    "text",
    [
        TWO.replace(",", ";"),
        TWO.replace(",", "\t"),
        "\ufeff" + TWO,
        TWO.replace("\n", "\r\n"),
        TWO.rstrip("\n"),
        TWO + "\n\n",
        TWO.replace("160 days", '"160 days"').replace("year,", '"year" ,'.replace(" ", ""), 1),
        TWO.replace("instructional_days", "  Instructional Days "),
        TWO.replace("2019-20", "\n2019-20").replace("\n\n2019", "\n,,,,\n2019"),
    ],
)
def test_one_table_in_many_hands(tmp_path: Path, text: str) -> None:
    facts, problems = read_table(tmp_path, "years.csv", text)
    assert problems == []
    assert [row["instructional_days"] for row in rows(facts)] == [160, 158]


@pytest.mark.parametrize(
    ("text", "code", "message", "cell"),
    [
        (HEADER.replace("degree", "degre") + "2018-19,1,,,\n", "PC832", "`degre` is not a field of a school year", "D1"),
        (HEADER.replace("degree", "Year") + "2018-19,1,,,\n", "PC832", "two columns for `year`", "D1"),
        (HEADER.replace("degree", "") + "2018-19,1,,masters,\n", "PC832", "a cell below no name of a column", "D2"),
        (HEADER + "2018-19,160 weeks,,,\n", "PC803", "`160 weeks` is not a number of days", "B2"),
        (HEADER + "2018-19,-1,,,\n", "PC815", "`-1` is less than nothing", "B2"),
        (HEADER + "2018-19,1,yes,,\n", "PC803", "`yes` is not `true` or `false`", "C2"),
        (HEADER + "2018-19,1,,Masters,\n", "PC805", "`Masters` is not a value of degree", "D2"),
        (HEADER + "2018-19,1,,,\n2018-2019,2,,,\n", "PC807", "`us_nm.test.school_years` has two records for `2018-2019`", "A3"),
        (HEADER + ",1,,,\n", "PC814", "a record of `us_nm.test.school_years` does not say its `year`", "B2"),
        (HEADER + "2018-19,1,,\n", "PC830", "row 2 has 4 cells, and the first row 5", "A2"),
        (HEADER + "2018-19,1,,,,\n", "PC830", "row 2 has 6 cells, and the first row 5", "A2"),
        (HEADER + '2018-19,"1,,,\n', "PC830", "a quotation mark within a cell, or one that is not closed, in B2", None),
        (HEADER + '2018-19,1"2,,,\n', "PC830", "a quotation mark within a cell, or one that is not closed, in B2", None),
        ("", "PC830", "`{}years.csv` has no names of columns in its first row", None),
        ("\n2018-19\n", "PC830", "`{}years.csv` has no names of columns in its first row", None),
        ("year;a,b\n", "PC831", "`{}years.csv` may be parted by comma or by semicolon", None),
    ],
)
def test_problems_name_their_cell(tmp_path: Path, text: str, code: str, message: str, cell: str | None) -> None:
    facts, problems = read_table(tmp_path, "years.csv", text)
    assert facts is None
    found, said, help, notes = only(problems)
    assert (found, said) == (code, message.replace("{}", f"{tmp_path}/"))
    assert help
    assert cell is None or any(f"in cell {cell} of" in note for note in notes) or code == "PC830"


def test_a_column_that_is_not_there_is_said(tmp_path: Path) -> None:
    facts, problems = read_table(tmp_path, "years.csv", "year,teacher_of_record\n2018-19,true\n")
    assert [p.rule.code for p in problems] == ["PC833"]
    assert problems[0].message.endswith("has no column for `instructional_days`, `degree`, `served`: not known for any record")
    assert rows(facts) == [{"year": 2018, "instructional_days": None, "teacher_of_record": HOLDS, "degree": None, "served": None}]


def test_only_columns_that_are_asked_for_are_missed(tmp_path: Path) -> None:
    (tmp_path / "years.csv").write_text("year,teacher_of_record\n2018-19,true\n")
    asked: list[str] = []

    def reads(record: str) -> frozenset[str]:
        asked.append(record)
        return frozenset({"year", "degree", "teacher_of_record"})

    _, problems = beside(tmp_path, "school_years: {file: years.csv}", reads)
    assert [p.message.partition(" has ")[2] for p in problems] == ["no column for `degree`: not known for any record"]
    (kind,) = [k for k in facts_pack().types if isinstance(k, Record) and any(f.name == "instructional_days" for f in k.fields)]
    assert asked == [kind.key]


def test_an_empty_cell_is_not_known(tmp_path: Path) -> None:
    facts, _ = read_table(tmp_path, "years.csv", HEADER + "2018-19,,,,\n")
    assert rows(facts)[0]["teacher_of_record"] == UNDETERMINED


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../years.csv", "PC009"),
        ("/etc/passwd.csv", "PC009"),
        ("inside/../../years.csv", "PC009"),
        ("link.csv", "PC009"),
        ("folder.csv", "PC003"),
        ("not-there.csv", "PC001"),
        ("years.exe", "PC830"),
        ("years.xls", "PC830"),
        ("years.xlsm", "PC830"),
        ("years", "PC830"),
        ("a\\\\b.csv", "PC009"),
    ],
)
def test_only_tables_of_the_project_are_opened(tmp_path: Path, name: str, code: str) -> None:
    home = tmp_path / "home"
    (home / "folder.csv").mkdir(parents=True)
    (tmp_path / "years.csv").write_text(TWO)
    (home / "link.csv").symlink_to(tmp_path / "years.csv")
    facts, problems = beside(home, f'school_years: {{file: "{name}"}}')
    assert facts is None
    assert only(problems)[0] == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("school_years: {file: a.csv, records: []}", "PC810"),
        ("school_years: {file: a.csv, missing: pending}", "PC810"),
        ("school_years: {file: a.csv, complete: true}", "PC810"),
        ("school_years: {records: [], sheet: Years}", "PC810"),
        ("school_years: {file: a.csv, delimiter: colon}", "PC831"),
        ("school_years: {file: a.csv, sheet: Years}", "PC831"),
        ("school_years: {file: 5}", "PC810"),
    ],
)
def test_what_is_said_of_a_table_fits(tmp_path: Path, facts: str, code: str) -> None:
    (tmp_path / "a.csv").write_text(TWO)
    assert beside(tmp_path, facts)[0] is None
    assert only(beside(tmp_path, facts)[1])[0] == code


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"\xff\xfey\x00", files.NOT_UTF_8),
        (b"year\n\xe9\n", files.NOT_UTF_8),
        ("year\n2018\u202e-19\n".encode(), files.BIDIRECTIONAL_CONTROL),
        (b"year\n2018\x00-19\n", files.CONTROL_CHARACTER),
        ("ye\u200bar\n2018-19\n".encode(), files.CONTROL_CHARACTER),
        (b"year\n" + b"x" * 200_000, files.LINE_TOO_LONG),
        (b"year\n" * 1_000_000, files.FILE_TOO_LARGE),
        (b"year\n" + b"2018-19\n" * 20_001, TOO_LARGE),
        (b"," * 300 + b"\n", TOO_LARGE),
    ],
)
def test_hostile_tables(tmp_path: Path, data: bytes, rule: Rule) -> None:
    facts, problems = read_table(tmp_path, "years.csv", data)
    assert facts is None
    assert problems[0].rule == rule, problems[0].message


def test_two_keys_of_a_table_are_two_columns(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("employer,number,full_time\nNorth,1,true\nNorth,2,\n007,1,\n")
    facts, problems = beside(tmp_path, "posts: {file: posts.csv}")
    assert problems == []
    assert [(row["employer"], row["number"]) for row in rows(facts, "posts")] == [("007", 1), ("North", 1), ("North", 2)]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")) | st.sampled_from(',;"\n\t '), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4), st.sampled_from(["comma", "semicolon", "tab"]))
def test_what_is_written_is_read(table: list[list[str]], delimiter: str) -> None:
    mark = {"comma": ",", "semicolon": ";", "tab": "\t"}[delimiter]
    text = "".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in table)
    grid = read_csv(Source("t.csv", text), delimiter)
    assert [[row[i].text if i in row else "" for i in range(3)] for row in grid.rows] == [[cell.strip() for cell in row] for row in table]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab,;"\n\t '), max_size=30))
def test_any_text_is_a_table_or_is_refused(text: str) -> None:
    try:
        grid = read_csv(Source("t.csv", text), None)
    except Refused as refused:
        assert refused.diagnostic.help
    else:
        for row in grid.rows:
            for cell in row.values():
                assert (
                    grid.source.excerpt(cell.span).strip('"\t ').replace('""', '"').strip() == cell.text.strip('"').strip() or '"' in text
                )
