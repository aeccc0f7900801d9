"""`pincite explain`: the page of any diagnostic, readable at 80 columns."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pincite.cli.main import main
from pincitec.diagnostics.catalogue import ALL
from pincitec.diagnostics.pages import page_codes
from pincitec.diagnostics.render.text import cells


def test_a_page(capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    assert main(["explain", "PC007"]) == 0
    assert capsys.readouterr().out == snapshot


def test_by_name_and_in_either_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Control-Character"]) == 0
    by_name = capsys.readouterr().out
    assert main(["explain", "pc007"]) == 0
    assert capsys.readouterr().out == by_name


@pytest.mark.parametrize("code", page_codes())
def test_every_page_fits(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if cells(line) > 80 and not line.startswith("  | ")] == []
    assert "```" not in out
    assert "\n\n\n" not in out


def test_the_list_has_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--list"]) == 0
    out = capsys.readouterr().out
    assert [line[:5] for line in out.splitlines() if line.startswith("PC")] == [rule.code for rule in ALL]
    assert all(cells(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("control-charakter", "did you mean `control-character`?"),
        ("PCO07", "did you mean `PC0"),
        ("nothing-like-it", "--list"),
        ("\x1b[31m", "--list"),
    ],
)
def test_an_unknown_code(word: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert hint in captured.err
    assert "\x1b" not in captured.err


def test_color(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--color", "always", "explain", "PC001"]) == 0
    assert "\x1b[1mWhy it matters\x1b[0m" in capsys.readouterr().out
