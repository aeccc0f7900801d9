"""`pincite check` and `pincite test` on a part of the library: a file, a folder, several, none that is there."""

from pathlib import Path

import pytest

from pincite.cli.main import main
from tests.policy.library import copied

ADVANCEMENT = "policy/us-nm/aps/advancement.pol"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both policies with one mistake each."""
    copied(tmp_path)
    for name, before, after in (("policy/us-nm/level-three.pol", "= $60,000", "= $61,000"), (ADVANCEMENT, ">= 60%", ">= 61%")):
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "paths, found",
    [
        ([], {"$61,000", "61%"}),
        (["policy"], {"$61,000", "61%"}),
        (["policy/us-nm/aps"], {"61%"}),
        ([ADVANCEMENT], {"61%"}),
        (["policy/us-nm/level-three.pol"], {"$61,000"}),
        (["statutes"], set()),
        (["policy/us-nm/aps", "policy/us-nm/level-three.pol"], {"$61,000", "61%"}),
    ],
)
def test_only_what_was_named_is_listed(library: Path, capsys: pytest.CaptureFixture[str], paths: list[str], found: set[str]) -> None:
    assert main(["check", "--format", "concise", *paths]) == (1 if found else 0)
    out = capsys.readouterr().out
    assert {amount for amount in ("$61,000", "61%") if f"`{amount}`" in out} == found


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_path_that_is_not_there_is_said(library: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "policy/us-nm/nowhere"]) == 2
    assert "PC001" in "".join(capsys.readouterr())


def test_no_scenario_is_run_on_rules_with_errors_elsewhere(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario decides by all the rules: those of another file are not left out because its path was not named."""
    assert main(["test", "policy/us-nm/scenarios/salary.pol", "--format", "concise"]) == 1
    out, err = capsys.readouterr()
    assert "61%" in out and "no scenario was run" in err
