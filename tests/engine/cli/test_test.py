"""`pincite test`: what it runs, what it says of what fails, and what it returns. The rules are a small copy, changed case by case."""

import json
import re
import xml.etree.ElementTree as xml
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.policy.library import ROOT, copied

from pincite.cli.main import main
from pincite.explain import determination
from pincite.explain.proof import Determination
from pincitec.semantics.truth import FAILS

POLICY = """
policy t "a test"
source nmsa = "us-nm/22-10A-11"
party applicant "an applicant"
party school_district "the school district"
name "level three-A", "level two"
type degree = none_held "no degree" < bachelors "a bachelor's degree" < higher "a higher degree"
fact years_served : years "years as a level two teacher"
fact degree_held : degree "highest degree held"
fact board : boolean "holds national board certification"
fact teaches : boolean "is a level three-A teacher"
fact divisor : integer "a divisor"
record review by year {
  year : school_year
  competent : boolean "competent"
}
fact reviews : list of review "reviews"
decision licensed : entitlement of applicant "a license"
decision salary : money "minimum salary"
decision part : money "part of a salary"
decision decline : permission of school_district "decline to contract"
choice width "how wide" {
  narrow "the degree counts alone" default
  wide   "certification counts too"
}
provision nmsa(B) {
  "The department shall grant a level three-A license to an applicant who" means grant licensed when all {
    "has been a level two teacher for at least three years" means years_served >= 3 years
    "holds a post-baccalaureate degree or national board for professional teaching standards certification" means choose width {
      narrow { "holds a post-baccalaureate degree" means degree_held >= higher }
      wide   { any {
        "a post-baccalaureate degree" means degree_held >= higher
        "national board for professional teaching standards certification" means board
      } }
    }
  }
}
provision nmsa(C) {
  "minimum salary for a level three-A teacher" means when teaches {
    "sixty thousand dollars ($60,000)" means salary = $60,000
    "fifty-four thousand dollars ($54,000)" means salary = $54,000
    "fifty thousand dollars ($50,000)" means salary = $50,000
  }
  "base salary" means part = salary / divisor when teaches
}
provision nmsa(A) {
  "a school district may choose not to contract with the teacher" means school_district may decline when some r in reviews {
    "does not demonstrate essential competency in a given school year" means not r.competent
  }
}
"""

HOLDS = """
scenario "a degree and three years" on 2021-06-01 {
  given years_served = 3 years
  given degree_held = higher
  expect licensed holds
  cites nmsa(B)
}
"""


def scenario(on: str, *steps: str, title: str = "the case", more: str = "") -> str:
    return f'scenario "{title}" on {on} {more} {{\n  ' + "\n  ".join(steps) + "\n}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(copied(tmp_path, ()))
    return tmp_path


def write(folder: Path, *scenarios: str, policy: str = POLICY, name: str = "t.pol") -> None:
    (folder / "policy" / name).write_text(policy + "\n".join(scenarios), encoding="utf-8")


def test_scenarios_that_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS, scenario("2016-01-01", "given teaches = true", "expect salary = $50,000", "cites nmsa(C)"))
    assert main(["test"]) == 0
    assert capsys.readouterr() == ("2 scenarios: 2 passed, 0 failed\n", "")


@pytest.mark.parametrize(
    "case, message",
    [
        (scenario("2021-06-01", "given years_served = 2 years", "expect licensed holds"), "`licensed` came out as fails, not as holds"),
        (
            scenario("2021-06-01", "given years_served = 3 years", "expect licensed fails"),
            "`licensed` came out as undetermined, not as fails",
        ),
        (
            scenario("2018-06-01", "given teaches = true", "expect salary = $60,000"),
            "`salary` came out as $54,000, not as $60,000",
        ),
        (scenario("2018-06-01", "given teaches = false", "expect salary = $54,000"), "`salary` came out as gap, not as $54,000"),
        (
            scenario("2014-06-01", "given teaches = true", "expect salary = $50,000"),
            "`salary` came out as text not on file, not as $50,000",
        ),
        (
            scenario("2014-06-01", "given teaches = true", "expect salary undetermined"),
            "`salary` came out as text not on file, not as undetermined",
        ),
        (scenario("2022-02-01", "given teaches = true", "expect salary gap"), "`salary` came out as $60,000, not as gap"),
        (
            scenario("2021-06-01", "given years_served = 3 years", "expect licensed undetermined for degree_held, board"),
            "`licensed` is undetermined not for `board`",
        ),
        (
            scenario("2021-06-01", "expect licensed undetermined for board, degree_held"),
            "`licensed` is undetermined also for `years_served` and not for `board`",
        ),
        (
            scenario(
                "2021-06-01", "given years_served = 3 years", "given board = true", "expect licensed fails", more="under width = wide"
            ),
            "`licensed` came out as holds, not as fails",
        ),
        (
            scenario("2022-02-01", "given teaches = true", "expect salary = $60,000", "cites nmsa(A)"),
            "no clause of NMSA 1978, § 22-10A-11(A) decides this scenario",
        ),
        (
            scenario("2021-06-01", "given teaches = true", "given divisor = 0", "expect part = $1"),
            "`t.part` cannot be computed: division by zero",
        ),
    ],
)
def test_a_scenario_that_fails_says_what_came_out(folder: Path, capsys: pytest.CaptureFixture[str], case: str, message: str) -> None:
    write(folder, HOLDS, case)
    assert main(["test", "--format", "concise"]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"policy/t\.pol:\d+:\d+: error: (.*) \[PC901 scenario-failed\]", first)[1] == message  # type: ignore[index]
    assert last == "2 scenarios: 1 passed, 1 failed"


def test_every_part_is_shown_with_its_values(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, scenario("2021-06-01", "given years_served = 30 months", "given degree_held = bachelors", "expect licensed holds"))
    assert main(["test"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "1 fails: “has been a level two teacher for at least three years”" in out
    assert "– years as a level two teacher: 2 years 6 months; needed: at least 3 years" in out
    assert "read as narrow" in out
    assert "– highest degree held: a bachelor's degree; needed: at least a higher degree" in out
    assert "certification counts too" not in out


def test_every_record_of_a_list_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ('given reviews "2018-19" { competent = true }', 'given reviews "2019-20" { competent = unknown }')
    write(folder, scenario("2021-06-01", *rows, "given reviews complete", "expect decline holds"))
    assert main(["test"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "– 2018-19: fails (competent yes)" in out and "– 2019-20: undetermined (competent unknown)" in out


def test_a_clause_of_another_day_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, scenario("2016-01-01", "given teaches = true", "expect salary = $54,000"))
    assert main(["test"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "its words entered the text only on May 16, 2018" in out and "holds, gives $50,000" in out


def test_a_failure_marks_the_expectation_in_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, scenario("2018-06-01", "given teaches = true", "expect salary = $60,000"))
    assert main(["test", "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["scenarios"]
    (problem,) = found["diagnostics"]
    assert [label["excerpt"] for label in problem["labels"]] == ["salary", 'scenario "the case"']


def test_the_order_of_records_does_not_matter(folder: Path) -> None:
    rows = ['given reviews "2018-19" { competent = false }', 'given reviews "2019-20" { competent = true }']
    both = [scenario("2021-06-01", *r, "expect decline holds", title=str(i)) for i, r in enumerate((rows, rows[::-1]))]
    write(folder, *both)
    assert main(["test"]) == 0


@pytest.mark.parametrize("executor", ["generated", "reference"])
def test_one_executor_alone(folder: Path, executor: str) -> None:
    write(folder, HOLDS)
    assert main(["test", "--executor", executor]) == 0


def test_executors_that_disagree_are_no_fault_of_the_rules(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = determination.explain

    def wrong(*args: Any, **named: Any) -> Determination:
        answer = real(*args, **named)
        return answer._replace(verdict=FAILS) if named["executor"] == "reference" else answer

    monkeypatch.setattr("pincite.cli.scenario_run.explain", wrong)
    write(folder, HOLDS)
    assert main(["test", "--format", "concise"]) == 1
    assert "the executors disagree: holds by the generated one and fails by the reference one" in capsys.readouterr().out


# ---- which scenarios


def test_only_the_scenarios_of_the_files_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    (folder / "policy" / "cases").mkdir()
    other = 'policy u "cases"\nuse t\nsource nmsa = "us-nm/22-10A-11"\n' + HOLDS
    write(folder, policy=other, name="cases/u.pol")
    for args, count in ([], 2), (["policy/t.pol"], 1), (["policy/cases"], 1), (["policy"], 2), (["policy/t.pol", "policy/cases"], 2):
        assert main(["test", *args]) == 0
        assert capsys.readouterr().out.startswith(f"{count} scenario")


def test_a_path_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    assert main(["test", "policy/nowhere.pol"]) == 2
    assert "PC001" in capsys.readouterr().out


def test_no_scenario_is_no_success(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder)
    assert main(["test"]) == 2
    assert capsys.readouterr().err.startswith("no scenario was run: the rules state none\n")
    write(folder, HOLDS)
    write(folder, policy='policy u "empty"\n', name="u.pol")
    assert main(["test", "policy/u.pol"]) == 2
    assert capsys.readouterr().err.startswith("no scenario was run: there is none in the files named\n")


@pytest.mark.parametrize("format", ["full", "concise", "json", "junit"])
def test_rules_with_errors_run_no_scenario(folder: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    write(folder, HOLDS, policy=POLICY.replace(">= 3 years", ">= 4 years"))
    assert main(["test", "--format", format]) == 1
    out, err = capsys.readouterr()
    assert "PC501" in out and "no scenario was run: the rules have errors" in err


# ---- for programs


def test_json_follows_its_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS, scenario("2021-06-01", "expect licensed fails", more="under width = wide"))
    assert main(["test", "--format", "json"]) == 1
    out = capsys.readouterr().out
    data = json.loads(out)
    jsonschema.validate(data, json.loads((ROOT / "docs" / "schemas" / "test-1.json").read_text(encoding="utf-8")))
    assert data["summary"] == {"scenarios": 2, "passed": 1, "failed": 1}
    assert [s["passed"] for s in data["scenarios"]] == [True, False]
    assert data["scenarios"][1]["readings"] == {"t.width": "wide"}
    assert data["scenarios"][1]["expectations"] == [
        {"decision": "t.licensed", "expected": "fails", "actual": "undetermined", "passed": False}
    ]
    assert main(["test", "--format", "json"]) == 1 and capsys.readouterr().out == out


def test_junit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS, scenario("2021-06-01", "expect licensed fails", title="a <b> & 'c'"))
    assert main(["test", "--format", "junit"]) == 1
    root = xml.fromstring(capsys.readouterr().out)
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    passed, failed = suite
    assert len(passed) == 0 and failed.get("name") == "a <b> & 'c'" and failed.get("file") == "policy/t.pol"
    assert failed[0].get("message") == "`licensed` came out as undetermined, not as fails"


@pytest.mark.parametrize(
    ("given", "said"),
    [("false", "does not concern this case"), ("true", "undetermined")],
)
def test_a_requirement_under_a_heading_says_whom_it_concerns(
    given: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied(tmp_path) / "policy" / "us-nm" / "aps" / "advancement.pol"
    scenario = f"given level_three_by_certification = {given}\n  expect level_three_certification fails"
    file.write_text(f'{file.read_text()}\nscenario "tried" on 2024-03-01 {{\n  {scenario}\n}}\n')
    monkeypatch.chdir(file.parents[3])
    assert main(["test", "policy/us-nm/aps/advancement.pol"]) == 1
    printed = " ".join(capsys.readouterr().out.split())
    assert f"): {said} whom it concerns: " in printed
    assert "what it asks of them: 1 undetermined: “active”" in printed
