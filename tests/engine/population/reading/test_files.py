"""Files as strangers send them: cut off, damaged, misnamed, changed while they are read. A message each time, never a traceback."""

import os
import pickle
import random
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import feather

from pincite.population.reading import Unreadable, arrow_files, open_data, reopen
from pincite.population.reading.model import MOST_COLUMNS
from tests.engine.facts.pack import facts_pack
from tests.engine.population.reading.samples import batches, good, only, refused, values, written

ROWS = 500
TABLE = pa.table(
    {
        "id": [f"t{n}" for n in range(ROWS)],
        "degree_held": ["masters" if n % 3 else None for n in range(ROWS)],
        "children": list(range(ROWS)),
        "certified": [n % 2 == 0 for n in range(ROWS)],
        "school_years": pa.array([[{"year": "2019-20", "instructional_days": n}] * (n % 2) for n in range(ROWS)]),
    }
)


def parquet(folder: Path, **options: Any) -> str:
    path = str(folder / "data.parquet")
    pq.write_table(TABLE, path, **{"row_group_size": 200, **options})
    return path


def arrow(folder: Path, *, streamed: bool = False) -> str:
    path = str(folder / ("data.arrows" if streamed else "data.arrow"))
    with (pa.ipc.new_stream if streamed else pa.ipc.new_file)(path, TABLE.schema) as writer:
        writer.write_table(TABLE, max_chunksize=200)
    return path


def test_the_same_rows_from_every_kind_of_file_and_frame(tmp_path: Path) -> None:
    expected = values(good(TABLE))
    assert len(expected) == ROWS
    plain = TABLE.drop_columns(["school_years"])
    feather_path, csv = str(tmp_path / "data.feather"), plain.to_pandas().to_csv(index=False)
    feather.write_feather(TABLE, feather_path, compression="zstd")
    for source in (
        parquet(tmp_path),
        arrow(tmp_path),
        arrow(tmp_path, streamed=True),
        feather_path,
        pl.from_arrow(TABLE),
        TABLE.to_reader(100),
    ):
        assert values(good(source)) == expected
    for source in (pl.from_arrow(plain), plain.to_pandas(), written(tmp_path, csv)):
        assert values(good(source)) == values(good(plain))


def test_parts_are_row_groups_and_know_their_rows(tmp_path: Path) -> None:
    data = good(parquet(tmp_path), keys=("id",), keep=("children",))
    assert [(t.first, t.rows) for t in data.tasks()] == [(1, 200), (201, 200), (401, 100)]
    last = pa.Table.from_batches(data.read(data.tasks()[2]))
    assert last["@row"].to_pylist() == list(range(401, 501))
    assert last["@key:id"].to_pylist()[0] == "t400"
    assert last["@key:children"].to_pylist()[0] == 400


@pytest.mark.parametrize("kind", ["parquet", "arrow", "stream", "csv"])
def test_another_process_reads_the_same_without_checking_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    made: dict[str, Any] = {"parquet": parquet, "arrow": arrow, "stream": lambda f: arrow(f, streamed=True)}
    path = made[kind](tmp_path) if kind in made else written(tmp_path, TABLE.drop_columns(["school_years"]).to_pandas().to_csv(index=False))
    monkeypatch.chdir(tmp_path)
    data = good(Path(path).name)
    monkeypatch.chdir("/")  # wherever that process runs
    again = reopen(facts_pack(), pickle.loads(pickle.dumps(data.recipe)))
    assert (again.schema, again.stamp, again.rows) == (data.schema, data.stamp, data.rows)
    tasks = pickle.loads(pickle.dumps(data.tasks()))
    assert [b for t in tasks for b in again.read(t)] == batches(data)
    assert good(TABLE).recipe is None


@pytest.mark.parametrize("kind", ["parquet", "arrow", "stream"])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, kind: str) -> None:
    path = parquet(tmp_path) if kind == "parquet" else arrow(tmp_path, streamed=kind == "stream")
    whole = Path(path).read_bytes()
    for size in [*range(0, 40, 3), *range(40, len(whole) - 9, max(1, len(whole) // 40)), *range(len(whole) - 8, len(whole))]:
        Path(path).write_bytes(whole[:size])
        data, problems = open_data(path, facts_pack(), [], on=date(2021, 6, 1))
        if data is not None:  # a stream may end after any batch, and be whole without its mark of the end
            assert kind == "stream"
            assert data.rows in (200, 400, 500)
            continue
        assert problems[0].rule.code in ("PC960", "PC962"), problems


@pytest.mark.parametrize("kind", ["parquet", "arrow", "stream"])
def test_damaged_bytes_give_a_message_or_nothing_wrong_with_the_type(tmp_path: Path, kind: str) -> None:
    path = parquet(tmp_path, write_page_checksum=True) if kind == "parquet" else arrow(tmp_path, streamed=kind == "stream")
    whole = Path(path).read_bytes()
    chance = random.Random(6)
    for _ in range(120):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        Path(path).write_bytes(broken)
        data, problems = open_data(path, facts_pack(), [], on=date(2021, 6, 1))
        assert data is not None or problems
        if data is not None:
            for batch in batches(data):
                batch.validate(full=True)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.parquet", b"id,children\n1,2\n", "`a.parquet` does not begin as its name says"),
        ("a.csv", b"\x1f\x8b\x08\x00abc", "`a.csv` cannot be read"),
        ("a.csv", b"\x28\xb5\x2f\xfdabc", "`a.csv` cannot be read"),
        ("a.csv", b"BZhabc", "`a.csv` is bzip2, which is not read"),
        ("a.xlsx", b"PK\x03\x04abc", "`a.xlsx` is a zip archive or a workbook, which is not read"),
        ("a.feather", b"FEA1abcdefgh", "`a.feather` is Feather of the first version, which is not read"),
        ("a.parquet", b"PAR1", "`a.parquet` cannot be read"),
        ("a.arrow", b"ARROW1\0\0", "`a.arrow` cannot be read"),
        ("a.arrows", b"\xff\xff\xff\xff\xff\xff\xff\x7f", "`a.arrows` cannot be read"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "`a.csv` is not UTF-8 in its first line"),
    ],
)
def test_files_are_known_by_what_they_begin_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, content, name)
    assert only(refused(name))[:2] == ("PC960", message)


def test_places_without_a_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "children\n1\n", "teachers.csv")
    assert only(refused("teacher.csv"))[:1] == ("PC001",)
    assert only(refused("x\0y"))[0] == "PC002"
    assert only(refused("s3://bucket/teachers"))[:2] == ("PC960", "`s3://bucket/teachers` is an address, and only files are read")
    os.mkfifo("pipe")
    assert only(refused("pipe"))[0] == "PC003"


def test_a_file_that_changes_is_refused_when_it_is_read(tmp_path: Path) -> None:
    path = parquet(tmp_path)
    data = good(path)
    first = data.read(data.tasks()[0])
    next(first)
    os.utime(path, ns=(1, 1))
    with pytest.raises(Unreadable, match="was changed while it was read"):
        list(first)
    with pytest.raises(Unreadable, match="was changed while it was read"):
        list(data.read(data.tasks()[1]))


def test_frames_that_are_none_are_refused() -> None:
    for thing, message in (
        (pl.LazyFrame({"children": [1]}), "data of the kind `LazyFrame` are not read"),
        (3, "data of the kind `int` are not read"),
        ({"children": [1]}, "data of the kind `dict` are not read"),
    ):
        assert only(refused(thing))[1] == message
    import pandas as pd

    mixed = pd.DataFrame({"children": [1, "x", object()]})
    assert only(refused(mixed))[1] == "the frame has columns that Arrow cannot hold"


def test_pandas_gaps_are_not_known() -> None:
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame(
        {"children": [1.0, np.nan], "degree_held": pd.Categorical(["masters", None]), "hired": pd.to_datetime(["2019-01-01", None])}
    )
    assert values(good(frame, '[columns]\nchildren = {fact = "children", floats = true}')) == [
        {"children": 1, "degree_held": 1, "hired": date(2019, 1, 1)},
        {},
    ]


def test_names_and_numbers_of_columns_have_limits() -> None:
    wide = pa.table({f"c{n}": [1] for n in range(MOST_COLUMNS + 1)})
    assert only(refused(wide))[0] == "PC969"
    assert only(refused(pa.table([pa.array([1]), pa.array([2])], names=["children", "children"])))[0] == "PC962"
    deep: Any = pa.int8()
    for _ in range(60):
        deep = pa.list_(deep)
    assert only(refused(pa.table({"children": pa.nulls(1, deep)})))[0] == "PC963"
    escaped = refused(pa.table({"a\x1b[31m\u202e`b": [1]}))
    assert only(escaped)[0] == "PC962"


def test_no_rows_are_a_population_of_none(tmp_path: Path) -> None:
    for source in (TABLE.slice(0, 0), written(tmp_path, "id,children\n")):
        data = good(source)
        assert (data.rows, data.tasks(), batches(data)) == (0, (), [])
    pq.write_table(TABLE.slice(0, 0), str(tmp_path / "none.parquet"))
    assert good(str(tmp_path / "none.parquet")).tasks() == ()


def test_facts_with_dots_in_their_names_are_found_in_parquet(tmp_path: Path) -> None:
    path = str(tmp_path / "dots.parquet")
    pq.write_table(pa.table({"us_nm.test.children": [1], "us_nm.test.role": ["x"], "us_nm.other.role": ["y"]}), path)
    (row,) = values(good(path))
    assert row == {"children": 1, "role": "x", "us_nm.other.role": "y"}


def test_very_many_row_groups_are_read_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.population.reading.arrow_files.MANY", 4)
    monkeypatch.setattr("pincite.population.reading.arrow_files.MOST_BATCH", 120)
    data = good(parquet(tmp_path, row_group_size=50))
    assert [(t.first, t.rows) for t in data.tasks()] == [(1, 150), (151, 150), (301, 150), (451, 50)]
    assert values(data) == values(good(TABLE))


def test_columns_of_few_texts_are_read_as_such(tmp_path: Path) -> None:
    path = str(tmp_path / "few.parquet")
    rows = 5_000
    pq.write_table(pa.table({"degree_held": ["masters"] * rows, "employer": [f"district number {n}" for n in range(rows)]}), path)
    assert arrow_files.parquet(path).repeated == ("degree_held",)
    assert values(good(path))[4_999] == {"degree_held": 1, "employer": "district number 4999"}


def test_only_small_data_are_kept_from_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path)
    small = good(path)
    assert small.held.parts is not None
    assert sorted(small.held.parts) == [0, 1, 2]
    monkeypatch.setattr("pincite.population.reading.holding.MOST_HELD", small.held.size - 1)
    large = good(path)
    assert large.held.parts is None
    assert batches(large) == batches(small)
