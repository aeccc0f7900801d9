"""`pincite fmt`: which files it takes, what it writes where, and that nothing is lost when something is wrong."""

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from pincite.cli.main import main
from pincitec.project import library_root

ROUGH = 'policy a "b"\nfact c:boolean  "x" # why\n'
NEAT = 'policy a "b"\nfact c : boolean "x"  # why\n'
BROKEN = 'policy a "b"\nfact c boolean "x"\n'
LAW = 'section a/1\n\n\n\ncite "one"\n'

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pincite.toml").touch()
    (tmp_path / "policy").mkdir()
    (tmp_path / "statutes").mkdir()
    (tmp_path / "policy" / "rough.pol").write_text(ROUGH, encoding="utf-8")
    (tmp_path / "policy" / "neat.pol").write_text(NEAT, encoding="utf-8")
    (tmp_path / "statutes" / "one.law").write_text(LAW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_without_a_path_all_files_of_the_project(project: Path, capsys: Captured) -> None:
    assert main(["fmt"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "formatted policy/rough.pol\nformatted statutes/one.law\n2 files formatted, 1 already formatted\n"
    assert (project / "policy" / "rough.pol").read_text(encoding="utf-8") == NEAT
    assert main(["fmt"]) == 0
    assert capsys.readouterr().err == "3 files already formatted\n"


def test_check_lists_and_writes_nothing(project: Path, capsys: Captured) -> None:
    assert main(["fmt", "--check"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "policy/rough.pol\nstatutes/one.law\n"
    assert captured.err == "2 files would change, 1 already formatted\n"
    assert (project / "policy" / "rough.pol").read_text(encoding="utf-8") == ROUGH
    assert main(["fmt", "--check", "policy/neat.pol"]) == 0
    assert capsys.readouterr().out == ""


def test_diff_shows_the_lines(project: Path, capsys: Captured) -> None:
    assert main(["fmt", "--diff", "policy"]) == 1
    out = capsys.readouterr().out
    assert '-fact c:boolean  "x" # why\n+fact c : boolean "x"  # why\n' in out
    assert out.startswith("--- policy/rough.pol\n+++ policy/rough.pol (formatted)\n@@ ")
    assert (project / "policy" / "rough.pol").read_text(encoding="utf-8") == ROUGH


def test_only_the_files_named(project: Path) -> None:
    assert main(["fmt", "statutes"]) == 0
    assert (project / "policy" / "rough.pol").read_text(encoding="utf-8") == ROUGH


def test_line_ends_and_byte_order_marks_are_formatted_too(project: Path, capsys: Captured) -> None:
    path = project / "policy" / "neat.pol"
    path.write_bytes(b"\xef\xbb\xbf" + NEAT.replace("\n", "\r\n").encode())
    assert main(["fmt", "--diff", "policy/neat.pol"]) == 1
    assert capsys.readouterr().out == "policy/neat.pol: only line ends or a byte order mark would change\n"
    assert main(["fmt", "policy/neat.pol"]) == 0
    assert path.read_bytes() == NEAT.encode()


def test_what_cannot_be_read_is_left_and_the_rest_is_formatted(project: Path, capsys: Captured) -> None:
    for name, content in (("broken.pol", BROKEN.encode()), ("binary.pol", b"\x00\xff\x80"), ("cut.law", b"section a/2\ntext from")):
        (project / "policy" / name).write_bytes(content)
    assert main(["fmt"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "error[PC101]: a fact says after `:` what kind of value it has" in captured.err
    assert "policy/binary.pol" in captured.err
    assert captured.err.endswith("2 files formatted, 1 already formatted, 2 left as they are\n")
    assert (project / "policy" / "broken.pol").read_text(encoding="utf-8") == BROKEN
    assert main(["fmt", "policy/cut.law"]) == 1
    assert (project / "policy" / "cut.law").read_bytes() == b"section a/2\ntext from"


def test_permissions_stay_and_no_scrap_is_left(project: Path) -> None:
    path = project / "policy" / "rough.pol"
    path.chmod(0o640)
    assert main(["fmt"]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(os.listdir(project / "policy")) == ["neat.pol", "rough.pol"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nope.pol"], "`nope.pol` is not there"),
        (["policy/rouhg.pol"], "did you mean `rough.pol`"),
        (["pincite.toml"], "neither rules (`.pol`) nor law (`.law`)"),
        (["-", "policy"], "`-` stands alone"),
        (["-", "--stdin-name", "a.txt"], "does not end in"),
    ],
)
def test_wrong_use(project: Path, args: list[str], words: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    assert main(["fmt", *args]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err


def test_outside_a_project_files_must_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["fmt"]) == 2
    assert "There is no project here" in capsys.readouterr().err
    (tmp_path / "a.pol").write_text(ROUGH, encoding="utf-8")
    assert main(["fmt", "a.pol"]) == 0
    assert (tmp_path / "a.pol").read_text(encoding="utf-8") == NEAT


@pytest.mark.parametrize(
    ("args", "data", "code", "out"),
    [
        ([], ROUGH.encode(), 0, NEAT),
        ([], b"# a\nsection a/1\n\n\n\ncite 'x'", 1, ""),
        (["--stdin-name", "a.law"], LAW.encode(), 0, 'section a/1\n\ncite "one"\n'),
        ([], LAW.encode(), 0, 'section a/1\n\ncite "one"\n'),
        ([], b"", 0, ""),
        ([], BROKEN.encode(), 1, ""),
        ([], b"\xff", 1, ""),
        (["--check"], ROUGH.encode(), 1, "standard input.pol\n"),
        (["--check"], NEAT.encode(), 0, ""),
    ],
)
def test_standard_input(args: list[str], data: bytes, code: int, out: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    stdin(monkeypatch, data)
    assert main(["fmt", "-", *args]) == code
    captured = capsys.readouterr()
    assert captured.out.replace("cite      ", "cite ") == out
    assert bool(captured.err) == (code == 1 and not args)


def test_the_library_is_laid_out(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(library_root())
    folders = [name for name in ("policy", "statutes", "examples") if Path(name).is_dir()]
    assert main(["fmt", "--check", *folders]) == 0, capsys.readouterr().out
