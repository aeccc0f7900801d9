"""Results on standard output, talk on standard error, colors as asked, files written whole or not at all."""

import io
import os
import stat
import sys
from pathlib import Path

import click
import pytest

from pincite.cli.streams import Exit, colored, exit_code, read_input, result, settle_color, show, talk, write_file
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
    assert write_file(tmp_path / "no" / "such.pol", "x") is not None
