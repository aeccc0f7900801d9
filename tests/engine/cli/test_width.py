"""What is read in a terminal fits it, from 40 columns on. What goes to a file is the same wherever it is written."""

from pathlib import Path

import pytest
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.main import main
from pincitec.diagnostics.render.text import cells
from pincitec.project import Project

ROOT = Path(__file__).parents[3]
LETTER = ["determine", "minimum_salary", "--on", "2020-01-01"]
COMMANDS = {
    "letter": LETTER,
    "page": ["explain", "PC605"],
    "list of pages": ["explain", "--list"],
    "law not on file as a whole": ["law", "show", "us-nm/22-10A-11", "--on", "2014-01-01"],
    "redline": ["law", "redline", "us-nm/22-10A-11", "2014-01-01", "2024-01-01"],
    "law": ["law", "show", "us-nm/22-10A-11", "--on", "2016-01-01"],
    "blame": ["law", "blame", "us-nm/22-10A-11", "--on", "2020-01-01"],
    "history": ["law", "history", "us-nm/22-10A-11"],
    "problems": ["determine", "minimum_salry", "--on", "2020-01-01"],
}


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(ROOT), sample_pack()))


def lines_of(capsys: pytest.CaptureFixture[str], args: list[str]) -> list[str]:
    """The lines that are laid out: an example, a path and a command that is to be copied are left as they are."""
    main(args)
    captured = capsys.readouterr()
    kept = ("  | ", "  pincite determine ", "   -->")
    return [line for line in (captured.out + captured.err).splitlines() if not line.startswith(kept)]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("width", [40, 63, 80])
def test_lines_fit(name: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = lines_of(capsys, COMMANDS[name])
    assert [line for line in lines if cells(line) > width] == []
    assert max(map(cells, lines)) >= width * 0.7


@pytest.mark.parametrize("name", COMMANDS.keys() - {"problems"})
def test_nothing_to_be_read_through_is_wider_than_80(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = lines_of(capsys, COMMANDS[name])
    for width in ("81", "200"):
        monkeypatch.setenv("COLUMNS", width)
        assert lines_of(capsys, COMMANDS[name]) == without


def test_a_letter_in_a_file_is_80_wide_whatever_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(LETTER)
    printed = capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "40")
    assert main([*LETTER, "--out", str(tmp_path / "letter.txt")]) == 0
    assert (tmp_path / "letter.txt").read_text() == printed
    main(LETTER)
    assert capsys.readouterr().out != printed
