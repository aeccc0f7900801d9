"""A folder of files is one table: the rows of all files in the order of their names, and nothing that is not surely one of them."""

import csv
import os
import pickle
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

import pincite
from pincite.population.reading import Unreadable, folder, listing, reopen
from pincitec.semantics.values import Records
from tests.engine.facts.pack import facts_pack
from tests.engine.population.reading.samples import batches, good, only, refused, values, written

TABLE = pa.table(
    {
        "id": [f"t{n}" for n in range(90)],
        "children": pa.array(range(90), pa.int64()),
        "degree_held": [None if n % 5 == 0 else "masters" for n in range(90)],
    }
)


def arrow(path: Path, table: pa.Table) -> None:
    with pa.ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table, max_chunksize=20)


MAKE: dict[str, Any] = {
    "parquet": lambda path, table: pq.write_table(table, path, row_group_size=20),
    "arrow": arrow,
    "csv": lambda path, table: Path(path).write_text(table.to_pandas().to_csv(index=False), encoding="utf-8"),
}


def put(path: Path, table: pa.Table = TABLE, kind: str = "parquet") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    MAKE[kind](path, table)
    return path


def spread(folder: Path, cuts: list[int], kind: str = "parquet") -> Path:
    """The rows of the table in several files of a folder, cut at these rows; also those that others leave beside such files."""
    edges = [0, *sorted(cuts), len(TABLE)]
    for number, (start, end) in enumerate(pairwise(edges)):
        put(folder / f"sub-{number // 3}" / f"part-{number:05d}.{kind}", TABLE.slice(start, end - start), kind)
    (folder / "_SUCCESS").touch()
    (folder / "sub-0" / ".part-00000.crc").write_bytes(b"crc")
    put(folder / "_metadata.parquet", pa.table({"other": [1]}))
    put(folder / ".hidden" / "x.parquet", pa.table({"other": [1]}))
    return folder


@pytest.mark.parametrize("kind", sorted(MAKE))
def test_the_rows_of_a_folder_are_those_of_one_file(tmp_path: Path, kind: str) -> None:
    one = good(str(put(tmp_path / f"one.{kind}", kind=kind)), keys=("id",))
    many = good(str(spread(tmp_path / "many", [0, 10, 10, 35, 80], kind)), keys=("id",))
    assert [b for batch in batches(many) for b in batch.to_pylist()] == [b for batch in batches(one) for b in batch.to_pylist()]
    assert (many.schema, many.rows) == (one.schema, one.rows)
    assert [t.number for t in many.tasks()] == list(range(len(many.tasks())))


def test_very_many_small_files_are_read_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = values(good(TABLE))
    data = good(str(spread(tmp_path, list(range(0, 90, 4)))))
    assert len(data.tasks()) == 23
    monkeypatch.setattr(folder, "MANY", 8)
    monkeypatch.setattr(folder, "MOST_BATCH", 30)
    data = good(str(tmp_path))
    assert [(t.number, t.first, t.rows) for t in data.tasks()] == [(0, 1, 32), (1, 33, 32), (2, 65, 26)]
    assert values(data) == expected


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 90), max_size=6))
def test_a_row_is_found_in_its_file(tmp_path_factory: pytest.TempPathFactory, cuts: list[int]) -> None:
    folder = spread(tmp_path_factory.mktemp("rows"), cuts)
    data = good(str(folder))
    for row in (1, 17, 90):
        place = data.made.origin.place_of(row)
        assert place is not None
        assert pq.read_table(folder / place[0], partitioning=None)["id"][place[1] - 1].as_py() == f"t{row - 1}"


@pytest.mark.parametrize("kind", sorted(MAKE))
def test_another_process_reads_the_same_from_wherever_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    spread(tmp_path / "many", [50], kind)
    monkeypatch.chdir(tmp_path)
    data = good("many")
    monkeypatch.chdir("/")
    again = reopen(facts_pack(), pickle.loads(pickle.dumps(data.recipe)))
    assert again.stamp == data.stamp
    assert [b for t in data.tasks() for b in again.read(t)] == batches(data)


def test_the_bytes_of_the_output_are_those_of_one_file(tmp_path: Path) -> None:
    pack = pincite.load()
    table = pa.table({"id": range(60), "role": ["teacher", None, "counselor"] * 20})
    put(tmp_path / "one.parquet", table)
    for number in range(6):
        put(tmp_path / "many" / f"{number}.parquet", table.slice(number * 10, 10))
    for name, data, workers in (("a", "one.parquet", 1), ("b", "many", 1), ("c", "many", 2)):
        out = tmp_path / f"{name}.parquet"
        pincite.run(pack, "minimum_salary", tmp_path / data, on=date(2020, 1, 1), keys=["id"], out=out, workers=workers, reasons=True)
    for end in (".parquet", ".reasons.parquet"):
        assert len({(tmp_path / f"{name}{end}").read_bytes() for name in "abc"}) == 1


def test_folders_called_name_and_value_are_columns_of_text(tmp_path: Path) -> None:
    for name in ("a=1/children=2", "a=x%2Fy/children=3", "a=__HIVE_DEFAULT_PARTITION__/children="):
        put(tmp_path / name / "part.parquet", pa.table({"id": [name, name]}))
    kept = good(str(tmp_path), keep=("id", "a"))
    assert [(r["@key:id"], r["@key:a"], r["us_nm.test.children"]) for b in batches(kept) for r in b.to_pylist()] == [
        ("a=1/children=2", "1", 2),
        ("a=1/children=2", "1", 2),
        ("a=__HIVE_DEFAULT_PARTITION__/children=", None, None),
        ("a=__HIVE_DEFAULT_PARTITION__/children=", None, None),
        ("a=x%2Fy/children=3", "x/y", 3),
        ("a=x%2Fy/children=3", "x/y", 3),
    ]


def test_messages_and_quarantine_say_file_and_row(tmp_path: Path) -> None:
    folder, bad = tmp_path / "many", tmp_path / "bad.csv"
    folder.mkdir()
    written(folder, "id,children\n1,2\n2,x\n", "a.csv")
    written(folder, "id,children\n3,4\n\n4,y\n1,5\n6\n", "b.csv")
    told = {p.rule.code: p.notes for p in refused(str(folder), keys=("id",)) if p.rule.code != "PC964"}
    assert told == {
        "PC965": ("row 4 of `b.csv` (line 6): 1 cell, where there are 2 columns",),
        "PC966": ("rows 1 of `a.csv` and 3 of `b.csv`: `1` is the key of another row too",),
    }
    notes = [n for p in refused(str(folder)) if p.rule.code == "PC964" for n in p.notes]
    assert [n.split(":")[0] for n in notes[:2]] == ["row 2 of `a.csv` (line 3)", "row 2 of `b.csv` (line 4)"]
    good(str(folder), keys=("id",), quarantine=str(bad))
    with bad.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][:3] == ["file", "row", "problem"]
    assert [row[:2] for row in rows[1:]] == [["a.csv", "1"], ["a.csv", "2"], ["b.csv", "2"], ["b.csv", "3"], ["b.csv", "4"]]


def test_files_that_differ_are_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def told(name: str, **files: pa.Table | str) -> tuple[str, str]:
        Path(name).mkdir()
        for file, content in files.items():
            if isinstance(content, str):
                written(Path(name), content, f"{file}.csv")
            else:
                put(Path(name) / f"{file}.parquet", content)
        (problem,) = refused(name)
        assert problem.span.path in problem.message
        return problem.rule.code, problem.message

    one = pa.table({"id": ["a"], "children": [1]})
    assert told("lacks", a=one, b=one.select(["id"])) == ("PC962", "`lacks/b.parquet` lacks `children`, which `lacks/a.parquet` has")
    assert told("more", a=one.select(["children"]), b=one) == ("PC962", "`more/b.parquet` has `id`, which `more/a.parquet` has not")
    assert told("type", a=one, b=one.set_column(1, "children", pa.array([1.5]))) == (
        "PC963",
        "`children` is double in `type/b.parquet`, and int64 in `type/a.parquet`",
    )
    assert told("kinds", a=one, b="id,children\nb,2\n") == ("PC960", "`kinds/b.csv` is CSV, and `kinds/a.parquet` is Parquet")
    assert told("none") == ("PC960", "`none` is a folder without files of data")
    assert told("empty", a="id,children\n1,2\n", b="") == ("PC960", "`empty/b.csv` holds nothing")


def test_columns_may_stand_in_another_order_and_be_all_empty(tmp_path: Path) -> None:
    put(tmp_path / "a.parquet", pa.table({"id": ["a", "b"], "degree_held": pa.nulls(2)}))
    put(tmp_path / "b.parquet", pa.table({"degree_held": ["masters"], "id": ["c"]}))
    assert values(good(str(tmp_path), keep=("id",))) == [{}, {}, {"degree_held": 1}]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("x=1/a.parquet", "b.parquet"), "`d/x=1/a.parquet` lies in folders of other columns than `d/b.parquet`"),
        (("x=1/x=2/a.parquet",), "`d/x=1/x=2/a.parquet` lies in a folder that names no column, or one twice: `x=2`"),
        (("x=%ff/a.parquet",), "`d/x=%ff/a.parquet` lies in a folder that names no column, or one twice: `x=%ff`"),
        (("x=%E2%80%AE/a.parquet",), "`d/x=%E2%80%AE/a.parquet` lies in a folder that names no column, or one twice: `x=%E2%80%AE`"),
        (("id=1/a.parquet",), "`id` is a column of `d/id=1/a.parquet`, and of the folder that it lies in"),
        (("a.parquet", "_delta_log/0.json"), "`d` is of a table of Delta Lake, in which not every file counts"),
        (("a.parquet", ".hoodie/0"), "`d` is of a table of Hudi, in which not every file counts"),
        (("data/a.parquet", "metadata/v1.metadata.json"), "`d` is of a table of Iceberg, in which not every file counts"),
        (("a.parquet", "../_delta_log/0.json"), "`d` is of a table of Delta Lake, in which not every file counts"),
        (("a.csv", "a.csv.gz"), "`d/a.csv.gz` lies beside `a.csv`, as if packed from it"),
        (("a.parquet", "_temporary/0/b.parquet"), "`d` is not written to its end: `d/_temporary` is there"),
        (("a.parquet", "b\u202e.parquet"), "`d` has a file with a hidden character in its name"),
        (("/".join(["f"] * 18) + "/a.parquet",), "`d` has folders nested more than 16 deep"),
    ],
)
def test_folders_that_are_no_table_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in paths:
        put(Path("d") / path, pa.table({"id": ["a"], "children": [1]}))
    assert only(refused("d"))[1] == message


def test_a_part_of_a_table_of_a_lake_is_refused_too(tmp_path: Path) -> None:
    put(tmp_path / "t" / "data" / "year=2021" / "a.parquet")
    assert good(str(tmp_path / "t" / "data" / "year=2021")).rows == 90
    put(tmp_path / "t" / "metadata" / "v1.metadata.json")
    for part in ("t/data/year=2021", "t/data"):
        assert only(refused(str(tmp_path / part)))[1].endswith("is of a table of Iceberg, in which not every file counts")


def test_links_are_not_followed_below_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("d/a.parquet"))
    put(Path("out/b.parquet"))
    Path("to-d").symlink_to("d")
    assert good("to-d").rows == 90
    for target in ("../out/b.parquet", "../out", "a.parquet", ".", "nowhere"):
        Path("d/link").symlink_to(target)
        assert only(refused("d"))[:2] == ("PC960", "`d/link` is a link")
        Path("d/link").unlink()
    os.mkfifo("d/pipe")
    assert only(refused("d"))[1] == "`d/pipe` is not a plain file"


def test_a_folder_that_changes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = good(str(spread(tmp_path / "d", [40])))
    stamp = data.stamp
    os.utime(tmp_path / "d" / "sub-0" / "part-00001.parquet", ns=(1, 1))
    assert list(data.read(data.tasks()[0]))
    for source in (data, reopen(facts_pack(), data.made)):
        with pytest.raises(Unreadable, match="was changed while it was read"):
            list(source.read(data.tasks()[-1]))
    assert good(str(tmp_path / "d")).stamp != stamp
    stamp = good(str(tmp_path / "d")).stamp
    put(tmp_path / "d" / "later.parquet")
    assert good(str(tmp_path / "d")).stamp != stamp
    with pytest.raises(Unreadable, match="was changed while it was read"):
        data.made.origin.unchanged()
    monkeypatch.setattr(listing, "MOST_FILES", 2)
    assert only(refused(str(tmp_path / "d")))[0] == "PC969"


def test_records_of_a_list_may_lie_in_a_folder(tmp_path: Path) -> None:
    people = written(tmp_path, "id\n1\n2\n", "people.csv")
    (tmp_path / "years").mkdir()
    written(tmp_path / "years", "id,year,instructional_days\n1,2018-19,170\n", "a.csv")
    written(tmp_path / "years", "id,year,instructional_days\n2,2018-19,171\n1,2019-20,172\n", "b.csv")
    mapping = 'key = "id"\n[lists.school_years]\nkey = "id"\n'
    found = values(good(people, mapping, children={"school_years": str(tmp_path / "years")}))
    assert [len(row["school_years"].rows) for row in found if isinstance(row["school_years"], Records)] == [2, 1]
    written(tmp_path / "years", "id,year,instructional_days\n3,2018-19,171\n", "c.csv")
    assert only(refused(people, mapping, children={"school_years": str(tmp_path / "years")}))[2] == (
        "row 1 of `c.csv`: no row has its key",
    )


def test_nothing_is_written_among_the_data(tmp_path: Path) -> None:
    put(tmp_path / "d" / "a.parquet", pa.table({"role": ["teacher"]}))
    wrong: list[dict[str, Any]] = [{"out": tmp_path / "d" / "out.parquet"}, {"quarantine": str(tmp_path / "d" / "bad.csv")}]
    for more in wrong:
        with pytest.raises(ValueError, match="nor among them"):
            pincite.run(pincite.load(), "minimum_salary", tmp_path / "d", on=date(2020, 1, 1), **more)
