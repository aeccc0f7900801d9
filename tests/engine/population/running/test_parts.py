"""Parts on the disk: whole or not there, of one job at a time, and found again."""

import fcntl
import os
from pathlib import Path

import pyarrow as pa
import pytest

from pincite.population.running import parts
from pincite.population.running.job import Job, Options, Report, with_digest


def job(folder: Path, stamp: str = "data") -> Job:
    return with_digest(Job(b"{}", Options(("a.b",), None), None, pa.schema([]), str(folder)), stamp)


def finish(one: Job, number: int) -> Report:
    folder = Path(one.folder)
    parts.put(folder / parts.part_name(one, number), b"rows")
    parts.put(folder / parts.reasons_name(one, number, 0), b"")
    report = Report(number, parts.part_name(one, number), 4, ((("fails", 1), ("holds", 3)),), (7,), 1)
    parts.write_report(folder, one, report)
    return report


def test_the_parts_lie_beside_the_output() -> None:
    assert parts.folder_of(Path("far/out.parquet")) == Path("far/out.parquet.parts")


def test_what_fails_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"before")
    with pytest.raises(RuntimeError), parts.put_whole(tmp_path / "a") as stream:
        stream.write(b"half")
        raise RuntimeError
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"before")]


def test_a_finished_part_is_found_again(tmp_path: Path) -> None:
    one = job(tmp_path / "o.parts")
    with parts.opened(one):
        report = finish(one, 3)
    with parts.opened(one):
        found = parts.finished(one, 3)
    assert found is not None
    assert found.again
    assert (found.rows, found.counts, found.faults, found.faulty) == (report.rows, report.counts, (7,), 1)
    assert parts.finished(one, 2) is None


@pytest.mark.parametrize("damage", ["shorter", "gone", "report cut", "report of another job"])
def test_a_part_that_is_not_as_it_was_is_made_again(damage: str, tmp_path: Path) -> None:
    one = job(tmp_path / "o.parts")
    with parts.opened(one):
        finish(one, 0)
    part, report = tmp_path / "o.parts" / parts.part_name(one, 0), tmp_path / "o.parts" / parts.report_name(one, 0)
    match damage:
        case "shorter":
            part.write_bytes(b"row")
        case "gone":
            part.unlink()
        case "report cut":
            report.write_bytes(report.read_bytes()[:20])
        case _:
            report.write_text(report.read_text().replace(one.digest, "0" * 64))
    assert parts.finished(one, 0) is None


@pytest.mark.parametrize("stamp", ["data", "other data"])
def test_parts_of_another_job_are_taken_away(stamp: str, tmp_path: Path) -> None:
    one = job(tmp_path / "o.parts")
    with parts.opened(one):
        finish(one, 0)
        (tmp_path / "o.parts" / ".tmp-1").touch()
    with parts.opened(other := job(tmp_path / "o.parts", stamp)):
        assert (parts.finished(other, 0) is not None) == (stamp == "data")
        assert not (tmp_path / "o.parts" / ".tmp-1").exists()


def test_one_run_at_a_time(tmp_path: Path) -> None:
    one = job(tmp_path / "o.parts")
    with parts.opened(one), pytest.raises(parts.InUse), parts.opened(one):
        pass


def test_a_lock_that_was_taken_away_locks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run ends, and takes its folder away, between our opening of the lock and our having it."""
    one = job(tmp_path / "o.parts")
    monkeypatch.setattr(fcntl, "flock", lambda *_: parts.close(Path(one.folder)))
    with pytest.raises(parts.InUse), parts.opened(one):
        pass


def test_a_lock_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "o.parts").mkdir()
    (tmp_path / "thesis.txt").write_text("years of work")
    (tmp_path / "o.parts" / parts.LOCK).symlink_to(tmp_path / "thesis.txt")
    with pytest.raises(OSError, match="symbolic"), parts.opened(job(tmp_path / "o.parts")):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "elsewhere").mkdir()
    (tmp_path / "o.parts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(parts.Linked), parts.opened(job(tmp_path / "o.parts")):
        pass
    assert not there or not os.listdir(tmp_path / "elsewhere")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "o.parts"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(parts.NotOurs, match=r"thesis\.txt"), parts.opened(job(folder)):
        pass
    parts.close(folder)
    assert os.listdir(folder) == ["thesis.txt"]


def test_in_the_end_nothing_is_left(tmp_path: Path) -> None:
    one = job(tmp_path / "o.parts")
    with parts.opened(one):
        finish(one, 0)
    parts.close(Path(one.folder))
    assert os.listdir(tmp_path) == []


def test_the_digest_is_of_all_that_parts_depend_on(tmp_path: Path) -> None:
    one = job(tmp_path)
    others = [
        job(tmp_path, "other data"),
        with_digest(Job(b"{ }", one.options, None, one.schema, one.folder), "data"),
        with_digest(Job(b"{}", Options(("a.b",), None, strict=True), None, one.schema, one.folder), "data"),
        with_digest(Job(b"{}", one.options, None, pa.schema([("a.f", pa.int8())]), one.folder), "data"),
    ]
    assert len({one.digest, *(o.digest for o in others)}) == 5
    assert job(tmp_path / "elsewhere").digest == one.digest
