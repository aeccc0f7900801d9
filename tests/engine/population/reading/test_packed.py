"""CSV packed with gzip or Zstandard: the rows that it holds, with their lines, and a message where it is cut off or holds too much."""

import gzip
import random
import tracemalloc
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from pincite.population.reading import csv_scan, open_data
from pincite.population.reading.packed import Unpacked
from tests.engine.facts.pack import facts_pack
from tests.engine.population.reading.samples import batches, good, only, refused, written

ROWS = 3_000
TEXT = "id,children\n" + "".join(f'"{n}",{n % 9}\n' + ("\n" if n % 70 == 0 else "") for n in range(ROWS))


def packed(data: bytes, packing: str) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.output_stream(sink, compression=packing) as stream:
        stream.write(data)
    found: bytes = sink.getvalue().to_pybytes()
    return found


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_packed_file_holds_what_it_holds_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packing: str) -> None:
    monkeypatch.setattr(csv_scan, "PART", 1_000)
    plain = good(written(tmp_path, TEXT), keys=("id",))
    for data in (packed(TEXT.encode(), packing), packed(TEXT[:999].encode(), packing) + packed(TEXT[999:].encode(), packing)):
        found = good(written(tmp_path, data, "data.csv.gz"), keys=("id",))
        assert [(t.first, t.rows) for t in found.tasks()] == [(1, ROWS)]
        assert pa.Table.from_batches(batches(found)).equals(pa.Table.from_batches(batches(plain)))


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_packed_file_that_is_cut_off_or_damaged_is_refused(tmp_path: Path, packing: str) -> None:
    whole = packed(TEXT.encode(), packing)
    for size in [*range(4, len(whole) - 9, len(whole) // 25), *range(len(whole) - 9, len(whole))]:
        assert only(refused(written(tmp_path, whole[:size])))[0] == "PC960"
    assert only(refused(written(tmp_path, whole + b"more")))[0] == "PC960"
    chance = random.Random(3)
    for _ in range(40):
        broken = bytearray(whole)
        broken[chance.randrange(4, len(whole))] ^= 1 << chance.randrange(8)
        data, problems = open_data(written(tmp_path, bytes(broken)), facts_pack(), [], on=date(2021, 6, 1))
        assert data is not None or problems


def test_lines_are_those_of_what_is_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_scan, "PART", 64)
    lines = "id,children\n" + "\n".join(f"{n},{n}" for n in range(100)) + "\n100,100,100\n101,x\n"
    problems = refused(written(tmp_path, gzip.compress(lines.encode()), "data.csv.gz"))
    assert {p.rule.code: p.notes[0].split(":")[0] for p in problems} == {"PC964": "row 102 (line 103)", "PC965": "row 101 (line 102)"}


@pytest.mark.parametrize("fill", [b"\n", b"0", b"\0", b"a,", b'"'])
def test_a_file_that_unpacks_to_very_much_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fill: bytes) -> None:
    monkeypatch.setattr(csv_scan, "PART", 1 << 19)
    path = written(tmp_path, gzip.compress(b"id,children\n1,2\n" + fill * (100_000_000 // len(fill)), 1), "data.csv.gz")
    tracemalloc.start()
    try:
        data, problems = open_data(path, facts_pack(), [], on=date(2021, 6, 1))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    if fill == b"\n":
        assert data is not None
        assert data.rows == 1
    else:
        assert problems[0].rule.code in ("PC960", "PC969")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 300)), max_size=8))
def test_going_to_a_place_reads_what_is_there(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]) -> None:
    data = bytes(range(250)) * 2
    path = written(tmp_path_factory.mktemp("packed"), packed(data, "zstd"))
    with Unpacked(path, "zstd") as stream:
        for place, size in steps:
            stream.seek(place)
            assert stream.read(size) == data[place : place + size]
