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
