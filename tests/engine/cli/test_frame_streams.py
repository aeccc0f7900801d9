"""Results on standard output, talk on standard error, colors as asked, files written whole or not at all."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import click
import pytest

from pincite.cli.streams import (
    Exit,
    colored,
    columns,
    exit_code,
    read_input,
    refused,
    result,
    settle_color,
    show,
    talk,
    write_file,
)
from pincitec.diagnostics import Diagnostic, Rule, Severity, Source, Span
from pincitec.diagnostics.catalogue import files

PROBLEM = Diagnostic.at(files.CONTROL_CHARACTER, Span("a.pol", 0, 1), "`a` is a control", "here")
SOURCES = {"a.pol": Source("a.pol", "a\n")}


def test_results_and_talk_part(capsys: pytest.CaptureFixture[str]) -> None:
    result("one")
    talk("two\n")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("one\n", "two\n")


@pytest.mark.parametrize(
    ("choice", "env", "expected"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(choice: str, env: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    ctx = click.Context(click.Command("x"))
    settle_color(ctx, choice)
    with ctx:
        assert colored() is expected


def test_show_says_what_the_exit_code_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert show([PROBLEM], SOURCES) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "error[PC007]" in captured.out
    assert captured.err == ""
    assert show([PROBLEM], SOURCES, format="concise", err=True) == Exit.FINDINGS
    assert capsys.readouterr().err == "a.pol:1:1: error: `a` is a control [PC007 control-character]\n"
    assert show([], SOURCES) == Exit.OK
    assert capsys.readouterr().out == ""
    assert show([], SOURCES, format="json") == Exit.OK
    assert capsys.readouterr().out.startswith("{")


def test_what_could_not_be_tried_is_told_from_what_was_found() -> None:
    missing = Diagnostic.at(files.FILE_NOT_FOUND, Span("b.pol", 0, 0), "`b.pol` is not there")
    note = Diagnostic(Rule("PC999", "a-note", Severity.INFO, "a note"), "m", PROBLEM.labels)
    assert exit_code([]) == exit_code([note]) == Exit.OK
    assert exit_code([note, PROBLEM]) == Exit.FINDINGS
    assert exit_code([PROBLEM, missing]) == Exit.USAGE


def test_standard_input_is_read_under_the_same_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, expected in ((b"x: 1\r\n", "x: 1\n"), (b"\xff", None)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        found = read_input("-")
        if expected is None:
            assert isinstance(found, Diagnostic)
            assert "standard input" in found.message
        else:
            assert isinstance(found, Source)
            assert (found.path, found.text) == ("standard input", expected)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.pol"
    assert write_file(path, "§ one\n") is None
    path.chmod(0o640)
    link = tmp_path / "link.pol"
    link.symlink_to(path)
    assert write_file(link, "two\n") is None
    assert path.read_bytes() == b"two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pol", "link.pol"]


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pol"
    path.write_text("before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = write_file(path, "after", "a.pol")
    assert isinstance(found, Diagnostic)
    assert found.rule is files.FILE_NOT_WRITTEN
    assert found.notes == ("reason: no space left on device",)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pol"]
    nowhere = write_file(tmp_path / "no" / "such.pol", "x")
    assert isinstance(nowhere, Diagnostic)
    assert "a folder that is to hold it must be there" in (nowhere.help or "")


def test_a_link_without_a_file_gets_one(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    assert write_file(link, "x\n") is None
    assert link.is_symlink()
    assert (tmp_path / "target").read_text() == "x\n"


def test_a_circle_of_links_is_left_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.symlink_to(two)
    two.symlink_to(one)
    assert isinstance(write_file(one, "x"), Diagnostic)
    assert one.is_symlink() and two.is_symlink()


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert write_file(pipe, "§ one\n") is None
    reader.join()
    assert read == ["§ one\n".encode()]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]


def test_a_folder_is_not_written_to(tmp_path: Path) -> None:
    found = write_file(tmp_path, "x", "out")
    assert isinstance(found, Diagnostic)
    assert found.notes == ("reason: is a directory",)
    assert "plain file" in (found.help or "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs names of open files")
@pytest.mark.parametrize("before", ["", "a line of before\n"])
def test_the_standard_output_by_name(before: str, tmp_path: Path) -> None:
    """`--out` with the name of where the process prints already: what stands there stays, and the file is not replaced."""
    out = tmp_path / "out.txt"
    out.write_text(before)
    number = out.stat().st_ino
    script = "from pathlib import Path\nfrom pincite.cli.streams import write_file\nwrite_file(Path('/proc/self/fd/1'), 'letter\\n')"
    with out.open("a") as stream:
        subprocess.run([sys.executable, "-c", script], stdout=stream, check=True)
    assert out.read_text() == before + "letter\n"
    assert out.stat().st_ino == number
    through = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (through.stdout, through.stderr) == ("letter\n", "")


@pytest.mark.parametrize("args", ["--help", "explain PC001", "determine license_term --on 2020-01-01", "frobnicate"])
@pytest.mark.parametrize(
    ("closed", "said"),
    [(">&-", "error: the output could not be written (standard output is closed)\n"), (">&- 2>&-", ""), ("<&- >&- 2>&-", "")],
)
def test_a_closed_standard_output(args: str, closed: str, said: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m pincite {args} {closed}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_closed_standard_error_only_takes_the_talk() -> None:
    done = subprocess.run(["sh", "-c", '"$0" -m pincite explain PC001 2>&-', sys.executable], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("PC001 ")
    wrong = subprocess.run(["sh", "-c", '"$0" -m pincite frobnicate 2>&-', sys.executable], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_a_standard_output_that_is_open_for_reading_alone() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m pincite explain PC001 1</dev/null', sys.executable], stderr=subprocess.PIPE, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, "error: the output could not be written (bad file descriptor)\n")


def test_a_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    found = read_input("-")
    assert isinstance(found, Diagnostic)
    assert found.message == "standard input is closed"


def test_whatever_is_wrong_with_the_settings_is_a_matter_of_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    not_utf_8 = Diagnostic.at(files.NOT_UTF_8, Span("pincite.toml", 0, 1), "`pincite.toml` is not UTF-8")
    assert exit_code([not_utf_8]) == Exit.FINDINGS
    assert refused([not_utf_8], None) == Exit.USAGE
    assert "error[PC006]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("stated", "most", "expected"),
    [
        ("57", 80, 57),
        ("40", 80, 40),
        ("39", 80, 40),
        ("1", 120, 40),
        ("100", 80, 80),
        ("100", 120, 100),
        ("999", 120, 120),
        *[(nonsense, 120, 80) for nonsense in ("", "0", "-5", "wide", "6e1", "４０", "9" * 5000)],
    ],
)
def test_columns_as_stated(stated: str, most: int, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", stated)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert columns(most) == expected


@pytest.mark.parametrize(("wide", "expected"), [(30, 40), (64, 64), (300, 120), (0, 80)])
def test_columns_of_a_terminal(wide: int, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda descriptor: os.terminal_size((wide, 24)))
    assert columns(120) == expected
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert columns(120) == 80
