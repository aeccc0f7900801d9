"""`pincite summary`, and `pincite run --summary`: what a run came to, on its whole way from the data."""

import json
from pathlib import Path

import pytest

from pincite.cli.main import main

PEOPLE = """\
id,district,role,years_as_level_two,degree_held,national_board,leader_competence,other_qualifications
a1,APS,teacher,4 years,masters,true,true,true
a2,APS,counselor,2 years,bachelors,false,true,true
a3,,,3 years,,true,,true
a4,Gallup,teacher,2 years,doctorate,false,true,true
"""
RUN = ["run", "level_three_a", "--data", "people.csv", "--on", "2021-06-01", "--key", "id"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("ending", ["parquet", "arrow", "feather", "csv"])
def test_a_run_is_summed_up_at_once_and_later_alike(ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--out", f"out.{ending}", "--by", "district", "--summary", "-"]) == 0
    at_once = capsys.readouterr().out
    assert "years as a level two" in at_once
    assert "BY DISTRICT" in at_once
    assert main(["summary", f"out.{ending}", "--by", "district"]) == 0
    assert capsys.readouterr().out == at_once


def test_two_decisions_are_summed_up_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "minimum_salary", *RUN[1:], "--out", "out.csv", "--summary", "s.json"]) == 0
    found = json.loads(Path("s.json").read_text())
    assert [d["decision"] for d in found["decisions"]] == ["us_nm.level_three.minimum_salary", "us_nm.level_three.level_three_a"]
    assert found["decisions"][1]["verdicts"] == {"holds": 1, "fails": 2, "undetermined": 1}
    assert found["decisions"][1]["unmet"][0]["text"] == "years as a level two teacher is at least 3 years"


def test_what_cannot_be_summed_up_is_said_before_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--out", "out.csv", "--summary", "s.docx"]) == 2
    assert main([*RUN, "--out", "out.csv", "--by", "district"]) == 2
    assert main([*RUN, "--out", "out.csv", "--summary", "people.csv"]) == 2
    assert not Path("out.csv").exists()


def test_without_exemplars_a_summary_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--out", "out.parquet", "--summary", "-"]) == 0
    first = capsys.readouterr().out
    assert main([*RUN, "--out", "out.parquet", "--summary", "-", "--no-exemplars"]) == 0
    assert capsys.readouterr().out == first


def test_a_picture_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--out", "out.parquet", "--reasons"]) == 0
    assert main(["summary", "out.parquet", "--format", "png"]) == 2
    assert "is not printed" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", "none.parquet"]) == 1
    assert "no such file or directory" in capsys.readouterr().err
