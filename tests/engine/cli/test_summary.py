"""`pincite summary`, and `pincite run --summary`: what a run came to, on its whole way from the data."""

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
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
    assert main([*RUN, "--out", "out.csv", "--summary", "out.csv"]) == 2
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


GARDEN = """\
policy town.garden "Garden plots"
source code = "town/1"
party resident "the resident"
fact years : years "years of living in the town"
fact owed  : money "fee that is owed"
fact paid  : money "fee paid"
fact days  : days "days of the season"
fact closed : days "days closed"
decision plot : entitlement of resident "a garden plot"
decision fee  : money "yearly fee"
decision back : money "refund"
provision code(A) {
  "The town shall assign a plot to a resident of at least two years" means grant plot when years >= 2 years
}
provision code(B) despite code(A) by "Notwithstanding Subsection A" {
  "no plot to a resident who owes a fee of more than one hundred dollars ($100)" means deny plot when owed > $100
}
provision code(C) {
  "The yearly fee is forty dollars ($40)" means fee = $40
}
provision code(D) {
  "A refund is the fee paid divided by the days of the season, for each day closed" means back = paid / days * closed
}
"""
TEXT = """\
Garden plots.
A. The town shall assign a plot to a resident of at least two years.
B. Notwithstanding Subsection A, no plot to a resident who owes a fee of more than one hundred dollars ($100).
C. The yearly fee is forty dollars ($40).
D. A refund is the fee paid divided by the days of the season, for each day closed.
"""
LAW = """\
section town/1
cite      "Town Code § 1"
authority local rule
ladder    "A." "(1)" "(a)"
source    code "sources/1.txt" sha256:{digest}
  known until 2030-12-31 because "made up"
  rights "made up"

text from code on 2020-01-01 {{
{shown}
}}
"""


@pytest.fixture
def garden(folder: Path) -> Path:
    (folder / "policy").mkdir()
    (folder / "statutes" / "sources").mkdir(parents=True)
    (folder / "pincite.toml").touch()
    (folder / "policy" / "garden.pol").write_text(GARDEN)
    (folder / "statutes" / "sources" / "1.txt").write_text(TEXT)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "statutes" / "1.law").write_text(LAW.format(digest=digest, shown=TEXT.rstrip()))
    (folder / "plots.csv").write_text("id,years,owed,paid,days,closed\n1,3 years,$150,$40,9 days,2 days\n2,3 years,$0,$41,9 days,2 days\n")
    return folder


def test_what_bars_the_way_is_not_told_as_wanting(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "plot", "--data", "plots.csv", "--on", "2021-06-01", "--out", "out.csv", "--summary", "s.json"]) == 0
    found = json.loads(Path("s.json").read_text())
    assert [u["text"] for u in found["decisions"][0]["unmet"]] == ["against it: fee that is owed is more than $100"]


def test_a_value_without_conditions_has_its_quotation(garden: Path) -> None:
    assert main(["run", "fee", "--data", "plots.csv", "--on", "2021-06-01", "--out", "out.parquet", "--reasons"]) == 0
    (reason,) = pq.read_table("out.reasons.parquet").to_pylist()
    assert [q["words"] for q in reason["quotations"]] == ["The yearly fee is forty dollars ($40)"]


def test_without_exemplars_no_amount_of_one_row_is_told(garden: Path) -> None:
    run = ["run", "back", "--data", "plots.csv", "--on", "2021-06-01", "--out", "out.parquet", "--reasons"]
    assert main([*run, "--no-exemplars"]) == 0
    assert [r["headline"] for r in pq.read_table("out.reasons.parquet").to_pylist()] == [None]


def test_fractions_that_are_not_added_up_are_said_to_be_so(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "back", "--data", "plots.csv", "--on", "2021-06-01", "--out", "out.parquet", "--summary", "-"]) == 0
    assert "fractions" in capsys.readouterr().out


def test_a_table_of_reasons_is_no_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--out", "out.parquet", "--reasons"]) == 0
    assert main(["summary", "out.reasons.parquet"]) != 0
    assert "PC980" in capsys.readouterr().err


def test_letters_of_reasons_are_those_of_the_office(garden: Path) -> None:
    (garden / "pincite.toml").write_text('[office]\nname = "Town Clerk of Elm"\n')
    run = ["run", "plot", "--data", "plots.csv", "--on", "2021-06-01", "--out", "out.parquet", "--reasons", "--letters"]
    assert main(run) == 0
    assert all("Town Clerk of Elm" in r["letter"] for r in pq.read_table("out.reasons.parquet").to_pylist())
