"""`--out`: a result is never written over the law, its evidence, the rules, the facts or the settings."""

import shutil
from pathlib import Path

import pytest

from pincite.cli.main import main

ROOT = Path(__file__).parents[3]
ASK = ["determine", "minimum_salary", "--facts", "examples/counselor.yaml", "--on", "2021-07-01"]
EXPORT = ["law", "export", "us-nm/22-10A-11", "--format", "akn", "--on", "2021-01-01"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("policy", "statutes", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "pincite.toml").write_text('policies = ["policy"]\nstatutes = ["statutes"]\n')
    (tmp_path / "facts.json").write_text('{"role": "teacher"}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


REFUSED = {
    "the law": (EXPORT, "statutes/us-nm/22-10A-11.law"),
    "the evidence": (EXPORT, "statutes/us-nm/sources/001_fab20f413383a857.txt"),
    "the rules": (ASK, "policy/us-nm/level-three.pol"),
    "rules to come": (ASK, "policy/new.pol"),
    "the settings": (ASK, "pincite.toml"),
    "facts": (ASK, "examples/counselor.yaml"),
    "the facts asked with": ([*ASK[:3], "facts.json", *ASK[4:], "--format", "json"], "facts.json"),
    "the law, by a link": (ASK, "letter.txt"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_answers_rest_on_is_never_written_over(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "letter.txt").symlink_to("statutes/us-nm/22-10A-11.law")
    args, out = REFUSED[name]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main([*args, "--out", out]) == 2
    captured = capsys.readouterr()
    assert (captured.out, "PC013" in captured.err, "nothing was changed" in captured.err) == ("", True, True)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_letter_is_written_again_and_a_dash_prints(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main([*ASK, "--out", "letter.txt"]) == 0
    capsys.readouterr()
    assert main([*ASK, "--out", "-"]) == 0
    assert capsys.readouterr().out == (folder / "letter.txt").read_text()


@pytest.mark.parametrize("command", ["report", "coverage", "impact", "determine", "facts"])
def test_an_ending_of_no_format_is_refused(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = {"determine": ASK[1:], "facts": ["minimum_salary"], "impact": ["Laws 2019, ch. 206, § 23"]}.get(command, [])
    assert main([command, *more, "-o", "answer.pfd"]) == 2
    told = capsys.readouterr().err
    assert "`.pfd` is the ending of no format" in told and "`.json`" in told
    assert not (folder / "answer.pfd").exists()


def test_a_file_is_written_as_its_name_ends(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "-o", "letter.html"]) == 0
    assert (folder / "letter.html").read_text().startswith("<!DOCTYPE html>")
    assert main([*ASK, "-o", "letter.JSON"]) == 0
    assert (folder / "letter.JSON").read_text().startswith("{")
    assert main([*ASK, "--format", "md", "-o", "letter.anything"]) == 0
    assert main(["facts", "minimum_salary", "-o", "blank.json"]) == 0
    assert (folder / "blank.json").read_text().startswith("{")


def test_nothing_is_written_into_a_folder_that_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people" / "sub").mkdir(parents=True)
    (folder / "people" / "a.csv").write_text("role\nteacher\n")
    for more in (["--out", "people/sub/out.csv"], ["--out", "out.csv", "--quarantine", "people/bad.csv"]):
        assert main(["run", "minimum_salary", "--data", "people", "--on", "2020-01-01", *more]) != 0
        assert "lies in a folder that is read" in capsys.readouterr().err
    assert main(["run", "minimum_salary", "--data", "people/", "--on", "2020-01-01", "--out", "people.csv"]) == 0


def test_every_command_that_writes_a_file_takes_both_names(capsys: pytest.CaptureFixture[str]) -> None:
    commands = ["report", "coverage", "impact", "determine", "facts", "schema", "law export", "law import plain"]
    for command in commands:
        assert main([*command.split(), "--help"]) == 0
        assert "-o, --out FILE" in capsys.readouterr().out, command
