"""`pincite whatif`: what differs between two determinations, and what is refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate
from tests.docs.pages import ROOT

import pincite
from pincite.cli.main import main
from pincite.explain.difference import difference

FACTS = """years_as_level_two: {since: 2018-08-12}
degree_held: bachelors
national_board: false
leader_competence: true
other_qualifications: true
"""
QUESTION = ("level_three_a", "--on", "2021-06-01")


@pytest.fixture(name="facts")
def facts_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return str(path)


def shown(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["whatif", *args])
    out, err = capsys.readouterr()
    return code, out, err


def data(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    code, out, err = shown(capsys, *args, "--format", "json")
    assert code == 0, err
    document: dict[str, Any] = json.loads(out)
    validate(document, json.loads((ROOT / "docs/schemas/whatif-1.json").read_text(encoding="utf-8")))
    return document


def test_another_fact_and_another_day(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = data(capsys, *QUESTION, "--facts", facts, "--set", "national_board=true", "--then-on", "2021-08-12")
    assert (found["before"]["verdict"], found["after"]["verdict"], found["same"]) == ("fails", "holds", False)
    assert (found["before"]["law_on"], found["after"]["law_on"]) == ("2021-06-01", "2021-08-12")
    changed = {f["fact"].rpartition(".")[2]: (f["before"], f["after"]) for f in found["facts"]}
    assert changed["national_board"] == ("no", "yes")
    assert changed["years_as_level_two"][1].startswith("3 years")
    elements = {e["words"]: (e["before"], e["after"], e["gap_before"], e["gap_after"]) for e in found["elements"]}
    before, after, gap, none = elements["has been a level two teacher for at least three years"]
    assert (before, after, none) == ("fails", "holds", None) and gap
    assert elements["national board for professional teaching standards certification"][:2] == ("fails", "holds")


def test_the_text_is_folded_and_says_why(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = shown(capsys, *QUESTION, "--facts", facts, "--set", "national_board=true")
    assert code == 0 and not err
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "WHAT IS OTHERWISE\n-----------------\n  * holds national board certification: yes instead of no\n" in out
    assert "The answer is the same." in out


def test_a_fact_that_is_not_known(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = data(
        capsys, *QUESTION, "--facts", facts, "--unset", "leader_competence", "--set", "national_board=true", "--then-on", "2021-09-01"
    )
    assert found["after"]["verdict"] == "undetermined"
    assert found["missing_after"] == ["demonstrates instructional leader competence"]
    unset = next(f for f in found["facts"] if f["fact"].endswith(".leader_competence"))
    assert (unset["before"], unset["after"]) == ("yes", None) and unset["missing_after"]


def test_another_text_of_the_law(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    args = ("minimum_salary", "--on", "2016-01-01", "--facts", "examples/counselor.yaml", "--then-law-on", "2021-01-01")
    found = data(capsys, *args)
    assert (found["after"]["on"], found["after"]["law_on"]) == ("2016-01-01", "2021-01-01")
    assert found["law"] and found["clauses"]
    later = data(capsys, "minimum_salary", "--on", "2016-01-01", "--facts", "examples/counselor.yaml", "--then-on", "2021-01-01")
    assert (later["before"]["value"], later["after"]["value"]) == ("$50,000", "$60,000")
    assert {c["value_after"] for c in later["clauses"]} >= {"$60,000"}


def test_another_reading(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    args = ("advance_to_three", "--on", "2024-03-01", "--facts", "examples/school-years.yaml", "--then-reading", "accumulation=per_year")
    found = data(capsys, *args)
    assert [(r["before"], r["after"]) for r in found["readings"]] == [("pooled", "per_year")]
    assert found["after"]["verdict"] == "fails"


def test_a_whole_list_is_set(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    none = 'school_years={complete: true, source: "service record", records: []}'
    found = data(capsys, "advance_to_three", "--on", "2024-03-01", "--facts", "examples/school-years.yaml", "--set", none)
    assert found["after"]["verdict"] == "fails"
    assert [f["after"] for f in found["facts"] if f["fact"].endswith(".school_years")] == ["0 records"]


def test_the_second_verdict_as_exit_code(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    args = (*QUESTION, "--facts", facts, "--then-on", "2021-09-01", "--exit-status")
    assert shown(capsys, *args, "--set", "national_board=true")[0] == 0
    assert shown(capsys, *args)[0] == 10


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--set", "years_as_level_two=3"), 1, "`3` is not a period"),
        (("--set", "no_such_fact=1"), 1, "no rule knows the fact `no_such_fact`"),
        (("--set", "national_board=true", "--set", "national_board=false"), 1, "given twice"),
        (("--set", "reviews={file: /etc/passwd}"), 1, "file"),
        (("--set", "national_board"), 2, "sets no fact"),
        (("--set", "national_board=true\nrole: teacher"), 2, "sets no fact"),
        (("--set", "{a=b"), 2, "sets no fact"),
        (("--set", "national_board=\u202etrue"), 1, "U+202E"),
        (("--set", "national_board=&a true"), 1, "anchor"),
        (("--unset", "a b"), 2, "no name of a fact"),
        (("--unset", "no_such_fact"), 1, "no rule knows the fact"),
        (("--then-on", "6/1/2021"), 2, "is not a date"),
        (("--then-reading", "accumulation=none"), 2, "has no reading `none`"),
        ((), 2, "nothing is asked to be otherwise"),
    ],
)
def test_what_is_refused(given: tuple[str, ...], code: int, said: str, facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    got, out, err = shown(capsys, *QUESTION, "--facts", facts, *given)
    assert (got, out) == (code, "")
    assert said in err and "Traceback" not in err


def test_a_determination_does_not_differ_from_itself_and_differences_mirror() -> None:
    pack = pincite.load()
    one = pincite.determine(pack, "level_three_a", {"years_as_level_two": "2 years", "degree_held": "masters"}, on=date(2021, 6, 1))
    two = pincite.determine(pack, "level_three_a", {"years_as_level_two": "4 years", "national_board": True}, on=date(2021, 6, 1))
    same = difference(one, one)
    assert same.same and not (same.facts or same.clauses or same.elements or same.law or same.readings or same.missing_after)
    there, back = difference(one, two), difference(two, one)
    assert {(f.fact, f.before, f.after) for f in there.facts} == {(f.fact, f.after, f.before) for f in back.facts}
    assert {(e.clause, e.text, e.before, e.after) for e in there.elements} == {(e.clause, e.text, e.after, e.before) for e in back.elements}
    with pytest.raises(ValueError, match="two decisions"):
        difference(one, pincite.determine(pack, "minimum_salary", {}, on=date(2021, 6, 1)))


YEARS = ("advance_to_three", "--facts", "examples/school-years.yaml", "--on", "2024-03-01", "--reading", "accumulation=per_year")


def test_one_field_of_a_record(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = shown(capsys, *YEARS, "--set", 'school_years["2022-23"].instructional_days=160 days')
    assert (code, err) == (0, "")
    assert 'school_years["2022-23"].instructional_days: 160 days' in out
    assert "1 of 3; 2 more needed" in " ".join(out.split()) and "0 of 3; 3 more needed" in " ".join(out.split())
    code, out, err = shown(capsys, *YEARS, "--unset", 'school_years["2022-23"].instructional_days')
    assert (code, err) == (0, "")
    assert "1 not established" in " ".join(out.split())


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        ('school_years["2009-10"].instructional_days=160 days', 2, "has no record `2009-10`"),
        ('school_years["2022-23"].days=160 days', 1, "`days` is not a field"),
        ('school_years["2022-23"].instructional_days=many', 1, "is not a number of days"),
        ('school_years["2022-23"].year=2021-22', 1, "`year` is given twice"),
        ('national_board["2022-23"].held=yes', 1, "has no single value here"),
        ('school_years["2022-23].instructional_days=160 days', 2, "sets no fact"),
    ],
)
def test_a_field_that_is_not_there(
    place: str, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    found, out, err = shown(capsys, *YEARS, "--set", place)
    assert (found, out) == (code, "")
    assert said in err


def test_a_field_of_a_list_that_nobody_gave(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = shown(capsys, *YEARS[:1], *YEARS[3:], "--facts", facts, "--set", 'school_years["2022-23"].instructional_days=160 days')
    assert (code, out) == (2, "")
    assert "no records of `school_years` are on file" in err


def test_the_difference_goes_to_a_file(facts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = (*QUESTION, "--facts", facts, "--set", "national_board=true")
    _, printed, _ = shown(capsys, *asked)
    out = tmp_path / "difference.txt"
    assert shown(capsys, *asked, "-o", str(out)) == (0, "", "")
    assert out.read_text(encoding="utf-8").strip() == printed.strip()
    code, _, err = shown(capsys, *asked, "-o", facts)
    assert code != 0 and "ends in `.yaml`" in err
