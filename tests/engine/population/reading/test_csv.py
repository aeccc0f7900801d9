"""CSV of any size: where records end, what cells say, and which lines are broken."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from pincite.population.reading import csv_scan
from pincite.population.reading.csv_file import csv_file
from pincite.population.reading.model import Unreadable
from pincitec.semantics.truth import FAILS, HOLDS
from tests.engine.population.reading.samples import batches, good, only, refused, stated, values, written

HEAD = "id,certified,salary,hired,degree_held,years_taught,share\n"
TWO = HEAD + '1,true,"$52,000",2019-01-05,masters,4 years,62.5%\n2, FALSE ,52000.50,,,3 years 6 months,\n'


def said() -> list[dict[str, object] | None]:
    rows = csv.DictReader(io.StringIO(TWO), skipinitialspace=True)
    told = []
    for row in rows:
        plain: dict[str, object] = {k: v.strip() for k, v in row.items() if v.strip() and k != "id"}
        told.append(stated({**plain, "certified": row["certified"].strip().lower() == "true"}))
    return told  # type: ignore[return-value]


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        TWO.replace('"$52,000"', "$52000").replace(",", ";"),
        TWO.replace('"$52,000"', "$52000").replace(",", "\t"),
        TWO.replace('"$52,000"', "$52000").replace(",", "|"),
        "\ufeff" + TWO,
        TWO.replace("\n", "\r\n"),
        TWO.rstrip("\n"),
        TWO + "\n\n",
        "\n" + TWO.replace("\n2", "\n\n2"),
        TWO.replace("masters", '"masters"').replace("id,", '"id" ,'.replace(" ", "")),
    ],
)
def test_one_table_in_many_hands(tmp_path: Path, text: str) -> None:
    data = good(written(tmp_path, text), keys=("id",))
    assert values(data) == said()
    assert [key for b in batches(data) for key in b.column("@key:id").to_pylist()] == ["1", "2"]
    assert data.rows == 2


CELLS = st.text(st.sampled_from('ab",;\n\r é'), max_size=6).filter(lambda t: "\r" not in t.replace("\r\n", ""))


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12), part=st.integers(1, 60), ending=st.sampled_from(["\n", "\r\n"]))
def test_records_end_where_the_standard_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], part: int, ending: str
) -> None:
    """However small the parts of a file are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=ending)
    writer.writerows([["a", "b", "c"], *rows])
    path = written(tmp_path_factory.mktemp("csv"), out.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_scan, "PART", part)
        file = csv_file(path, "comma")
        found, numbers = [], []
        for task in file.tasks():
            for chunk in file.chunks(task, ["a", "b", "c"]):
                assert chunk.broken == ()
                found += [[c.decode() for c in row.values()] for row in chunk.batch.to_pylist()]
                numbers += chunk.rows.tolist()
    assert found == rows
    assert numbers == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("part", [1, 16, 1 << 20])
def test_a_line_of_too_many_cells_is_told_with_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    monkeypatch.setattr(csv_scan, "PART", part)
    text = 'id,children,employer\n1,2,"a\nb"\n\n2,3\n3,4,c\n4,5,d,e\n'
    problem = refused(written(tmp_path, text))
    code, message, notes, _ = only(problem)
    assert (code, message) == ("PC965", "the cells of 2 of 4 rows (50.0%) do not match the columns")
    assert notes == ("row 2 (line 5): 2 cells, where there are 3 columns", "row 4 (line 7): 4 cells, where there are 3 columns")


@pytest.mark.parametrize("part", [1, 1 << 20])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,children\n1,2\n2,5'10\" tall\n", "`data.csv` has a quotation mark in line 3 that stands within a cell"),
        ('id,children\n1,"2" x\n2,3\n', "`data.csv` has a quotation mark in line 2 that stands within a cell"),
        ('id,children\n1,2\n2,"3\n3,4\n', "`data.csv` has a quotation mark in line 3 that is never closed"),
        ("id,children\n1,2\r2,3\r", "`data.csv` has a carriage return without a line feed in line 2"),
        ("id,children\n1,2\n2,\x003\n", "`data.csv` has a null character in line 3"),
        ("id,chil\u202edren\n", "`data.csv` has the hidden character U+202E in the name of a column"),
        ("", "`data.csv` holds nothing"),
        ("\n\n", "`data.csv` holds nothing"),
        ("id;a,children\n", "`data.csv` may be parted by comma or by semicolon"),
        ("children,children\n1,2\n", "`data.csv` has columns of one name: `children`"),
        ("x\0y,children\n", "`data.csv` is no text"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str, part: int
) -> None:
    monkeypatch.setattr(csv_scan, "PART", part)
    monkeypatch.chdir(tmp_path)
    written(tmp_path, text)
    assert only(refused("data.csv"))[1] == message


def test_other_encodings_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TWO.encode("utf-16"))
    assert only(refused("data.csv"))[1] == "`data.csv` is UTF-16"
    written(tmp_path, "employer,children\ncaf\xe9,1\nb,2\n".encode("latin-1"))
    assert only(refused("data.csv"))[1:3] == (
        "`employer` holds no value of its fact in 1 of 2 rows (50.0%)",
        ("row 1 (line 2): a text that is not UTF-8",),
    )


def test_a_record_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_scan, "MOST_RECORD", 1000)
    monkeypatch.setattr(csv_scan, "PART", 4000)
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "id,children\n1,2\n" + "x" * 5000 + "\n")
    assert only(refused("data.csv"))[:2] == ("PC969", "`data.csv` has a row of more than 1,000 bytes, from line 3 on")


def test_wrong_delimiter_leaves_no_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "id:children\n1:2\n")
    code, message, _, help = only(refused("data.csv"))
    assert (code, message) == ("PC962", "no column of `data.csv` is a fact of the question")
    assert help == "name the columns in the mapping, or check the delimiter of a CSV file"


def test_the_mapping_says_which_delimiter(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b;children\nx,y;3\n")
    assert values(good(path, 'delimiter = "semicolon"')) == [{"children": 3}]


def test_plain_digits_are_read_at_once_and_alike(tmp_path: Path) -> None:
    """Hundreds of distinct numbers take the quick way, a few the careful one."""
    numbers = [*range(0, 3000, 7), 10**14, 999_999_999_999_999]
    column = "\n".join(str(n) for n in numbers)
    assert [v["children"] for v in values(good(written(tmp_path, f"children\n{column}\n")))] == numbers
    column = "\n".join(f"{n},{n}.05" for n in range(400))
    rows = values(good(written(tmp_path, f"salary,id\n{column}\n".replace("salary,id", "id,salary"))))
    assert [v["salary"] for v in rows] == [n * 100 + 5 for n in range(400)]
    for wrong in ("007", "1e3", "1_000", "+5", "5.0", "0x1F", "１２"):
        text = "children\n" + "\n".join(str(n) for n in range(200)) + f"\n{wrong}\n"
        assert only(refused(written(tmp_path, text)))[0] == "PC964"
    lots = "\n".join(str(n) for n in range(200))
    mapped = '[columns]\nchildren = {fact = "children", missing = ["7", "NA"]}'
    rows = values(good(written(tmp_path, f"children\n{lots}\nNA\n"), mapped))
    assert [v.get("children") for v in rows] == [None if n == 7 else n for n in range(200)] + [None]


def test_conditions_are_words(tmp_path: Path) -> None:
    assert values(good(written(tmp_path, "certified,children\nTrue,1\nfalse,2\n,3\n"))) == [
        {"certified": HOLDS, "children": 1},
        {"certified": FAILS, "children": 2},
        {"children": 3},
    ]
    help = 'write `true` or `false`, or say in the mapping which codes mean that: `yes = ["Y"]`, `no = ["N"]`'
    assert only(refused(written(tmp_path, "certified\nyes\n")))[3] == help


def test_only_the_words_said_stand_for_what_is_not_known(tmp_path: Path) -> None:
    path = written(tmp_path, "children,employer\nNA,x\n3,NA\n")
    assert only(refused(path))[2] == ("row 1 (line 2): `NA` is not a whole number",)
    assert values(good(path, 'missing = ["NA"]')) == [{"employer": "x"}, {"children": 3}]
    path = written(tmp_path, "children,employer\n,x\n3,NA\n")
    assert only(refused(path, 'missing = ["NA"]'))[2] == ("row 1 (line 2): `` is not a whole number",)


def test_a_part_that_says_something_else_later_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "children\n1\n2\n")
    data = good(path)
    Path(path).write_text("children\n1\n3\n")
    with pytest.raises(Unreadable, match="was changed while it was read"):
        batches(data)
