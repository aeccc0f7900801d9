"""`pincite run`: every row as `determine` decides it, whole or not at all, gone on with after whatever ends it."""

import csv
import hashlib
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.engine.population.running.library_cases import cases, of_row, said

import pincite
from pincite.cli.main import main
from pincite.population.running.parts import folder_of
from pincitec.graph.pack import Pack

NM = "us_nm.level_three"
PEOPLE = """\
id,district,role,years_as_level_two,degree_held,national_board,leader_competence,other_qualifications
a1,APS,teacher,4 years,masters,true,true,true
=2,APS,counselor,2 years,bachelors,,true,true
a3,,,3 years,,true,,true
a4,Gallup,teacher,3 years,doctorate,false,true,
"""
ASK = ["run", "level_three_a", "--data", "people.csv", "--on", "2021-06-01", "--key", "id"]


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside any project, so that the library answers."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows_of(path: str) -> list[dict[str, str]]:
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


DECISIONS = ["level_three_a", "minimum_salary", "additional_salary"]


@pytest.mark.parametrize("engine", ["columns", "rows"])
@pytest.mark.parametrize("name", DECISIONS)
def test_every_row_is_what_determine_says(name: str, engine: str, library: Pack) -> None:
    compared(library, name, ["--engine", engine], {})


ASKED: dict[str, tuple[list[str], dict[str, Any]]] = {
    "strict": (["--strict"], {"strict": True}),
    "one law for all": (["--law-on", "2018-06-01"], {"law_on": date(2018, 6, 1)}),
    "one law, not known": (["--law-on", "2023-06-01", "--strict"], {"law_on": date(2023, 6, 1), "strict": True}),
}


@pytest.mark.parametrize("way", ASKED)
@pytest.mark.parametrize("name", ["level_three_a", "minimum_salary"])
def test_whatever_is_asked_of_the_law(name: str, way: str, library: Pack) -> None:
    compared(library, name, *ASKED[way])


def compared(library: Pack, name: str, more: list[str], asked: dict[str, Any]) -> None:
    """Cases at random, each on its own day, by `pincite run` and one by one."""
    chance = random.Random(name)
    days = [date(2014, 6, 1) + timedelta(chance.randrange(3300)) for _ in range(60)]
    made = cases(library, f"{NM}.{name}", days)
    with open("cases.csv", "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["asked", *made.columns])
        writer.writerows(zip(days, *made.columns.values(), strict=True))
    assert main(["run", name, "--data", "cases.csv", "--on", "asked", "--out", "out.parquet", "--keep-going", *more]) == 0
    answers = pq.read_table("out.parquet").to_pylist()
    for case, day, row in zip(made.facts, days, answers, strict=True):
        try:
            answer = pincite.determine(library, name, case, on=day, **asked)
        except pincite.Problems as problems:
            assert (row["verdict"], row["outcome"]) == ("fault", "fault"), problems
            continue
        assert of_row(row) == said(answer), (case, day)


def test_the_output_and_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--keep", "district", "--out", "out.csv", "--reasons"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0] == "level_three_a: 2 undetermined, 1 fails, 1 holds"
    assert lines[1] == "the reasons are in `out.reasons.csv`"
    assert lines[2].startswith("4 rows in ")
    rows = rows_of("out.csv")
    assert [(r["id"], r["district"], r["verdict"]) for r in rows] == [
        ("a1", "APS", "holds"),
        ("'=2", "APS", "fails"),
        ("a3", "", "undetermined"),
        ("a4", "Gallup", "undetermined"),
    ]
    reasons = {r["reason"]: r for r in rows_of("out.reasons.csv")}
    assert [reasons[r["reason"]]["verdict"] for r in rows] == [r["verdict"] for r in rows]
    assert sorted(os.listdir()) == ["out.csv", "out.reasons.csv", "people.csv"]


def test_several_decisions_stand_side_by_side() -> None:
    assert main(["run", "minimum_salary", "level_three_a", *ASK[2:], "--out", "out.parquet"]) == 0
    names = pq.read_schema("out.parquet").names
    assert names[:6] == ["id", *(f"minimum_salary_{n}" for n in ("verdict", "outcome", "law_status", "value", "reason"))]
    assert names[6] == "level_three_a_verdict"


def test_workers_change_nothing() -> None:
    table = pa.table({"id": range(400), "role": ["teacher", "counselor", None, "other"] * 100})
    pq.write_table(table, "roles.parquet", row_group_size=100)
    for workers in ("1", "2"):
        out = f"out{workers}.parquet"
        args = ["--data", "roles.parquet", "--on", "2021-06-01", "--key", "id", "--engine", "rows"]
        assert main(["run", "minimum_salary", *args, "--out", out, "--workers", workers, "--reasons"]) == 0
    endings = (".parquet", ".reasons.parquet")
    assert [Path(f"out1{e}").read_bytes() == Path(f"out2{e}").read_bytes() for e in endings] == [True, True]


def test_records_that_a_mapping_names_are_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rv.csv").write_text("person,year\n")
    Path("lists.toml").write_text('[lists.school_years]\nfile = "rv.csv"\nkey = "person"\n')
    for more in (["--out", "rv.csv"], ["--out", "o.csv", "--quarantine", "rv.csv"], ["--compare-on", "2022-06-01", "--out", "rv.csv"]):
        assert main([*ASK, "--map", "lists.toml", *more]) == 2
        assert "is what the result was made from" in " ".join(capsys.readouterr().err.split())
    assert Path("rv.csv").read_text() == "person,year\n"


REFUSED = {
    "no data": (["--data", "nobody.csv"], 2, "`nobody.csv` is not there"),
    "no ending": (["--out", "out"], 2, "the ending of no format"),
    "over the data": (["--out", "people.csv"], 2, "is what the result was made from"),
    "over rules": (["--quarantine", "a.pol"], 2, "ends in `.pol`"),
    "over itself": (["--quarantine", "out.csv"], 2, "Two results would be written to one file"),
    "letters of no reasons": (["--letters"], 2, "add --reasons"),
    "no such decision": (["level_four"], 2, "the rules have no decision `level_four`"),
    "asked twice": (["level_three_a"], 2, "`level_three_a` is asked twice"),
    "no such column": (["--on", "hired"], 1, "`hired`"),
    "no such key": (["--key", "nobody"], 1, "`nobody`"),
    "a day that is none": (["--on", "2021-02-30"], 2, "has no day 30"),
    "a day in another order": (["--on", "6/1/2021"], 2, "is not a date"),
    "a folder that is not there": (["--out", "far/out.csv"], 2, "lies in a folder that is not there"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_said_and_nothing_written(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    more, code, told = REFUSED[name]
    ask = [*ASK, "--out", "out.csv"]
    for option, value in zip(more[::2], more[1::2], strict=False):
        if option in ask and option != "--key":
            ask[ask.index(option) + 1] = value
        else:
            ask += [option, value]
    ask += more if len(more) == 1 else []
    assert main(ask) == code
    captured = capsys.readouterr()
    assert told in " ".join(captured.err.split())
    assert captured.out == ""
    assert os.listdir() == ["people.csv"]


def test_an_option_that_is_needed_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "level_three_a", "--data", "people.csv", "--out", "out.csv"]) == 2
    assert "Missing option '--on'" in capsys.readouterr().err


def test_bad_rows_refuse_all_or_go_to_quarantine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people.csv").write_text(PEOPLE.replace("doctorate", "wizardry"))
    assert main([*ASK, "--out", "out.csv"]) == 1
    assert "nothing was decided: the data have errors" in capsys.readouterr().err
    assert os.listdir() == ["people.csv"]
    assert main([*ASK, "--out", "out.csv", "--quarantine", "bad.csv"]) == 0
    told = capsys.readouterr().err
    assert "wizardry" in told
    assert "1 row could not be read: see `bad.csv`" in told
    assert [r["id"] for r in rows_of("out.csv")] == ["a1", "'=2", "a3"]


def test_a_mapping_to_fill_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "level_three_a", "--write-map", "map.toml"]) == 0
    assert "years_as_level_two" in Path("map.toml").read_text()
    assert main(["run", "level_three_a", "--write-map", "map.toml"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_run_goes_on_from_its_parts(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.population.running.run.join", interrupted)
    assert main([*ASK, "--out", "out.csv"]) == 130
    told = capsys.readouterr().err
    assert "`out.csv` was not written" in told
    assert "one finished part is in `out.csv.parts`, and the same command goes on from there" in " ".join(told.split())
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert main([*ASK, "--out", "out.csv"]) == 0
    assert "parts from an earlier run: 1 of 1" in capsys.readouterr().err
    assert sorted(os.listdir()) == ["out.csv", "people.csv"]


def interrupted(*args: Any) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def many(folder: Path) -> Path:
    """So many row groups that there is time to end a run between two of them."""
    notes = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(1_500)]
    table = pa.table({"id": range(1_500), "role": ["teacher", "counselor", None, "other"] * 375, "note": notes})
    pq.write_table(table, "many.parquet", row_group_size=30)
    return folder


MANY = ["run", "minimum_salary", "--data", "many.parquet", "--on", "2021-06-01", "--key", "id", "--keep", "note", "--engine", "rows"]
MANY += ["--out", "out.parquet"]


def begun(*more: str) -> "subprocess.Popen[str]":
    """A run in a process of its own, once its first parts are there."""
    command = [sys.executable, "-m", "pincite", *MANY, *more]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 30
    while not list(folder_of(Path("out.parquet")).glob("part-00001-*.json")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.002)
    return process


@pytest.mark.parametrize(
    ("how", "more"), [(signal.SIGKILL, ()), (signal.SIGINT, ()), (signal.SIGKILL, ("--workers", "2")), (signal.SIGINT, ("--workers", "2"))]
)
def test_a_process_that_was_ended_is_gone_on_with(
    how: signal.Signals, more: tuple[str, ...], many: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = begun(*more)
    (os.kill if how == signal.SIGKILL else os.killpg)(process.pid, how)
    _, told = process.communicate(timeout=30)
    assert process.returncode == (-9 if how == signal.SIGKILL else 130)
    if how == signal.SIGINT:
        assert "finished parts are in `out.parquet.parts`" in " ".join(told.split())
        assert "Traceback" not in told
    assert not Path("out.parquet").exists()
    wait_for_lock()
    assert main(MANY) == 0
    assert "parts from an earlier run: " in capsys.readouterr().err
    assert main([*MANY[:-1], "whole.parquet"]) == 0
    assert Path("out.parquet").read_bytes() == Path("whole.parquet").read_bytes()
    assert sorted(os.listdir()) == ["many.parquet", "out.parquet", "people.csv", "whole.parquet"]


def wait_for_lock() -> None:
    """Until processes whose parent was killed have noticed it."""
    import fcntl

    until = time.monotonic() + 30
    while time.monotonic() < until:
        with open(folder_of(Path("out.parquet")) / "lock", "a", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except OSError:
                time.sleep(0.02)


def test_a_worker_that_is_lost_is_told(many: Path) -> None:
    process = begun("--workers", "2")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    worker = next(c for c in children if "spawn_main" in Path(f"/proc/{c}/cmdline").read_text())
    os.kill(int(worker), signal.SIGKILL)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "a worker process ended by signal 9" in told
    assert not Path("out.parquet").exists()


def limited(most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.parametrize("most", [600, 40_000])
def test_a_file_that_cannot_be_written_is_told(most: int, many: Path) -> None:
    """In a part, and in the output."""
    command = [sys.executable, "-m", "pincite", *MANY]
    ran = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited(most), check=False)
    assert ran.returncode == 2, ran.stderr
    assert "PC013" in ran.stderr
    assert "file too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "out.parquet" not in os.listdir()
    folder = folder_of(Path("out.parquet"))
    assert not folder.exists() or not [n for n in os.listdir(folder) if n.startswith(".tmp-")]
    assert folder.exists() == ("finished parts are in" in " ".join(ran.stderr.split()))


def test_help_and_other_commands_import_nothing_of_it() -> None:
    code = "import sys; from pincite.cli.main import main; main(['--help']); main(['determine', '--help'])"
    said = "; print([m for m in ('numpy', 'pyarrow', 'pincite.population') if m in sys.modules], file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code + said], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


@pytest.fixture
def without_batch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    yield


def test_without_the_extra_it_is_said_which(without_batch: None, capsys: pytest.CaptureFixture[str], library: Pack) -> None:
    assert main([*ASK, "--out", "out.csv"]) == 2
    assert "pip install 'pincite[batch]'" in capsys.readouterr().err
    with pytest.raises(ImportError, match="pincite\\[batch\\]"):
        pincite.run(library, "level_three_a", "people.csv", on=date(2021, 6, 1))


def test_a_link_keeps_leading_to_the_output(folder: Path) -> None:
    (folder / "kept").mkdir()
    Path("out.csv").symlink_to("kept/answers.csv")
    assert main([*ASK, "--out", "out.csv"]) == 0
    assert Path("out.csv").is_symlink()
    assert len(rows_of("kept/answers.csv")) == 4


def test_what_is_no_plain_file_is_not_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("out.csv")
    assert main([*ASK, "--out", "out.csv"]) == 2
    assert "`out.csv` is no plain file" in capsys.readouterr().err
    assert Path("out.csv").is_fifo()


def test_a_terminal_sees_how_far_it_is(many: Path) -> None:
    """A bar with rows per second, and nothing of it where nobody looks."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "pincite", *MANY], stdout=theirs, stderr=theirs, env=os.environ | {"COLUMNS": "80"}):
        os.close(theirs)
        told = b""
        try:
            while piece := os.read(ours, 4096):
                told += piece
        except OSError:
            pass  # Linux says so at the end of a terminal
        os.close(ours)
    text = told.decode()
    assert "deciding" in text
    assert "100%" in text
    assert "rows/s" in text
    seen = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", text).replace("\r", "\n")
    assert max(len(line.rstrip()) for line in seen.split("\n")) <= 80, seen
