"""`pincite check`: what it shows of what the compiler found, and where, and what it returns.

The compiler is stood in for by a list of problems; what it finds is tested in `tests/compiler/check`.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve, frozen

from pincite.cli.main import main
from pincitec.diagnostics import Diagnostic, Severity, Source, Span
from pincitec.diagnostics.catalogue.names import UNKNOWN_NAME, UNUSED
from pincitec.project import Project

SOURCE = Source("policy/a.pol", 'policy a "b"\nfact c : boolean\n')
ERROR = Diagnostic.at(UNKNOWN_NAME, Span("policy/a.pol", 18, 19), "nothing declares `c`")
WARNING = Diagnostic.at(UNUSED, Span("policy/a.pol", 18, 19), "no clause asks for `c`")
NOTE = Diagnostic.at(evolve(UNUSED, severity=Severity.INFO), Span("policy/a.pol", 18, 19), "bracketed by us")

Captured = pytest.CaptureFixture[str]


@frozen
class Result:
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    files: int


Run = Callable[..., tuple[int, list[list[Path] | None]]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `check` in a project of one file, where the compiler finds what is given; returns the code and what was asked of it."""
    (tmp_path / "pincite.toml").touch()
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "a.pol").write_text(SOURCE.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def ran(args: list[str], *diagnostics: Diagnostic, files: int = 3) -> tuple[int, list[list[Path] | None]]:
        asked: list[list[Path] | None] = []

        def check(project: Project, paths: Sequence[Path] | None) -> Result:
            asked.append(None if paths is None else list(paths))
            return Result(diagnostics, {SOURCE.path: SOURCE}, files)

        compiler = ModuleType("pincitec.compile")
        compiler.check = check  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "pincitec.compile", compiler)
        return main(["check", *args]), asked

    return ran


def test_success_is_said(run: Run, capsys: Captured) -> None:
    assert run([]) == (0, [None])
    captured = capsys.readouterr()
    assert captured.out == "checked 3 files: no problems\n"
    assert captured.err == ""


@pytest.mark.parametrize("format", ["concise", "github"])
def test_success_in_silence(run: Run, format: str, capsys: Captured) -> None:
    assert run(["--format", format])[0] == 0
    assert capsys.readouterr().out == ""


def test_an_error_is_a_finding(run: Run, capsys: Captured) -> None:
    assert run(["policy/a.pol"], ERROR, WARNING) == (1, [[Path("policy/a.pol")]])
    captured = capsys.readouterr()
    assert "error[PC201]: nothing declares `c`" in captured.out
    assert captured.out.endswith("1 error, 1 warning in 1 file\n")
    assert captured.err == ""


def test_a_warning_alone_is_none(run: Run, capsys: Captured) -> None:
    assert run([], WARNING)[0] == 0
    assert "warning[PC207]" in capsys.readouterr().out


def test_notes_are_shown_when_asked_for(run: Run, capsys: Captured) -> None:
    assert run([], NOTE)[0] == 0
    captured = capsys.readouterr()
    assert captured.out == "checked 3 files: no problems\n"
    assert captured.err == "1 note not shown; `pincite check --all` lists them\n"
    assert run(["--all"], NOTE)[0] == 0
    captured = capsys.readouterr()
    assert "info[PC207]: bracketed by us" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize("format", ["json", "sarif"])
def test_machines_get_everything(run: Run, format: str, capsys: Captured) -> None:
    assert run(["--format", format], ERROR, WARNING, NOTE)[0] == 1
    captured = capsys.readouterr()
    assert all(words in captured.out for words in ("nothing declares", "no clause asks", "bracketed by us"))
    json.loads(captured.out)
    assert captured.err == ""


def test_a_run_that_checked_nothing_is_no_success(run: Run, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "policy" / "empty").mkdir()
    assert run(["policy/empty"]) == (2, [])
    assert "nothing to check: no `.pol` or `.law` file in `policy/empty`" in capsys.readouterr().err
    (tmp_path / "policy" / "a.pol").unlink()
    assert run([]) == (2, [])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "nothing to check: no `.pol` or `.law` file in `policy`" in captured.err
    assert run(["--format", "json"]) == (2, [])
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []
    (tmp_path / "policy" / "empty").rmdir()
    (tmp_path / "policy").rmdir()
    assert run([]) == (2, [])
    assert "this project has no folder of rules yet" in capsys.readouterr().err


def test_a_folder_stands_for_the_files_in_it(run: Run) -> None:
    assert run(["policy"]) == (0, [[Path("policy/a.pol")]])


def test_what_is_not_there_is_told_beside_what_is_found(run: Run, capsys: Captured) -> None:
    assert run(["policy/b.pol", "policy/a.pol"], ERROR) == (2, [[Path("policy/a.pol")]])
    out = capsys.readouterr().out
    assert "error[PC001]: `policy/b.pol` is not there" in out
    assert "error[PC201]" in out


def test_a_file_of_no_project_is_not_checked(run: Run, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "loose.pol").write_text(SOURCE.text, encoding="utf-8")
    assert run(["loose.pol"]) == (2, [])
    assert "`loose.pol` is no part of a project: it is not in `policy`" in capsys.readouterr().err
    (tmp_path / "pincite.toml").unlink()
    assert run(["loose.pol"]) == (2, [])
    assert "there is no project here" in capsys.readouterr().err


def test_settings_that_cannot_be_read_stop_the_run(run: Run, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "pincite.toml").write_text("policies = 3\n", encoding="utf-8")
    assert run([]) == (2, [])
    assert "error[PC012]" in capsys.readouterr().out


def test_a_project_is_found_from_the_file_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    path = tmp_path / "policy" / "a.pol"
    assert run([str(path)]) == (0, [[path]])
