"""`pincite determine`: what it prints, returns and refuses. The pack is the sample; compiling is tested elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.engine.report.cases import BEHIND, LAPSED
from tests.engine.report.small_packs import Rule, small_pack
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.determine import determine
from pincitec.graph.pack import Pack
from pincitec.project import Project
from pincitec.settings import Office

TEACHER = "role: teacher\n"
GRANTED = """\
years_as_level_two: 4 years
degree_held: bachelors
national_board: true
leader_competence: true
other_qualifications: true
"""


def run(*args: str, facts: str = "", pack: Pack | None = None, monkeypatch: pytest.MonkeyPatch) -> Result:
    loaded = packs.Loaded(Project(Path.cwd(), office=Office("The Bureau")), pack or sample_pack())
    monkeypatch.setattr(packs, "load_here", lambda *_: loaded)
    return CliRunner().invoke(determine, [*args], input=facts, standalone_mode=False)


def test_the_letter_goes_to_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("level_three_a", "--facts", "-", "--on", "2021-06-01", facts=GRANTED, monkeypatch=monkeypatch)
    assert result.return_value == 0
    assert result.stderr == ""
    assert result.stdout.startswith("The Bureau\n\nDetermination: a level three-A license\n")
    assert "The applicant is entitled to a level three-A license" in result.stdout


@pytest.mark.parametrize("name", ["minimum_salary", "us_nm.level_three.minimum_salary"])
def test_names_may_be_qualified(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(name, "--facts", "-", "--on", "2016-01-01", "--format", "json", facts=TEACHER, monkeypatch=monkeypatch)
    assert json.loads(result.stdout)["value"] == "$50,000"


@pytest.mark.parametrize(
    ("day", "value", "status"),
    [
        ("2014-01-01", None, "text_not_on_file"),
        ("2015-06-30", None, "text_not_on_file"),
        ("2015-07-01", "$50,000", "ok"),
        ("2018-05-15", "$50,000", "ok"),
        ("2018-05-16", "$54,000", "ok"),
        ("2019-06-13", "$54,000", "ok"),
        ("2019-07-01", "$60,000", "ok"),
        ("2022-06-30", "$60,000", "ok"),
        ("2022-07-01", "$60,000", "beyond_horizon"),
    ],
)
def test_the_law_of_the_day_counts(day: str, value: str | None, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("minimum_salary", "--facts", "-", "--on", day, "--format", "json", facts=TEACHER, monkeypatch=monkeypatch)
    data = json.loads(result.stdout)
    assert (data["value"], data["status"]) == (value, status)


def test_the_text_may_be_that_of_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("minimum_salary", "--facts", "-", "--on", "2021-01-01", "--law-on", "2016-01-01", "--format", "json")
    data = json.loads(run(*args, facts=TEACHER, monkeypatch=monkeypatch).stdout)
    assert (data["value"], data["on"], data["law_on"]) == ("$50,000", "2021-01-01", "2016-01-01")


@pytest.mark.parametrize(
    ("facts", "args", "code"),
    [
        (GRANTED, ("level_three_a", "--on", "2021-06-01"), 0),
        ("years_as_level_two: 2 years", ("level_three_a", "--on", "2021-06-01"), 10),
        ("", ("level_three_a", "--on", "2021-06-01"), 11),
        (TEACHER, ("minimum_salary", "--on", "2021-06-01"), 0),
        (TEACHER, ("minimum_salary", "--on", "2024-06-01"), 0),
        (TEACHER, ("minimum_salary", "--on", "2024-06-01", "--strict"), 19),
        ("role: other", ("minimum_salary", "--on", "2021-06-01"), 15),
        (TEACHER, ("minimum_salary", "--on", "2014-06-01"), 14),
    ],
)
def test_exit_status(facts: str, args: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(*args, "--facts", "-", "--exit-status", facts=facts, monkeypatch=monkeypatch).return_value == code
    assert run(*args, "--facts", "-", facts=facts, monkeypatch=monkeypatch).return_value == 0


@pytest.mark.parametrize(
    ("rules", "facts", "code"),
    [
        ((Rule("A", "grant", "paid"), Rule("B", "deny", "barred")), "paid: true\nbarred: true", 12),
        ((Rule("A", "grant", "paid", standings=LAPSED),), "paid: true", 13),
        ((Rule("A", "grant", "paid", standings=BEHIND),), "paid: true", 14),
        ((Rule("A", "grant", "paid"), Rule("B", "deny", "barred")), "paid: true", 16),
        ((Rule("A", "grant", "paid", exception="barred"),), "paid: true", 16),
        ((Rule("A", "grant", "paid", exception="barred"),), "barred: false", 11),
        ((Rule("A", "require", "paid"),), "paid: true", 20),
    ],
)
def test_exit_status_of_what_the_rules_leave_open(rules: tuple[Rule, ...], facts: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("permit", "--on", "2021-06-01", "--facts", "-", "--exit-status")
    assert run(*args, facts=facts, pack=small_pack(rules), monkeypatch=monkeypatch).return_value == code


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("6/1/2021", "Write year, month and day, such as 2021-06-01"),
        ("2021-6-1", "is not a date as Pincite reads it"),
        ("today", "is not a date as Pincite reads it"),
        ("2023-13-45", "months run from 01 to 12"),
        ("2023-02-29", "month 2 of the year 2023 has no day 29"),
        ("0000-01-01", "has no day"),
        ("２０２１-０６-０１", "is not a date"),
        ("\x1b[31m2021", r"\x1b[31m2021"),
    ],
)
def test_a_day_that_is_none_is_a_usage_error_that_teaches(day: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("level_three_a", "--on", day, monkeypatch=monkeypatch)
    assert result.exception is not None
    assert said in result.exception.format_message()  # type: ignore[attr-defined]  # click's own errors have it


def test_the_day_is_never_taken_from_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("level_three_a", monkeypatch=monkeypatch)
    assert "on" in str(result.exception)
    assert result.stdout == ""


def test_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("advance_to_three", "--on", "2024-03-01", "--format", "json")
    used = json.loads(run(*args, "--reading", "accumulation=per_year", monkeypatch=monkeypatch).stdout)["readings"]
    assert used == {"us_nm.aps.advancement.accumulation": "per_year"}
    bad = run(*args, "--reading", "accumulation=per_yaer", monkeypatch=monkeypatch)
    assert bad.return_value == 2
    assert "did you mean `per_year`?" in bad.stderr
    assert "--> the readings asked for" in bad.stderr  # and not a place in the name of the decision
    both = run(*args, "--reading", "accumulation=per_year", "--reading", "accumulation=pooled", monkeypatch=monkeypatch)
    assert both.return_value == 2
    assert "two readings" in both.stderr
    assert "is no reading" in str(run(*args, "--reading", "per_year", monkeypatch=monkeypatch).exception)


def test_an_unknown_decision_is_named_with_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("minimum_salry", "--on", "2021-06-01", monkeypatch=monkeypatch)
    assert result.return_value == 2
    assert "PC903" in result.stderr
    assert "did you mean `minimum_salary`?" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("facts", ["role: teecher", "rol: teacher", "role: [", "\x00\x01", "role: teacher\nrole: other"])
def test_facts_with_errors_decide_nothing(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("minimum_salary", "--facts", "-", "--on", "2021-06-01", facts=facts, monkeypatch=monkeypatch)
    assert result.return_value in (1, 2)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_facts_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("minimum_salary", "--facts", "nowhere.yaml", "--on", "2021-06-01", monkeypatch=monkeypatch)
    assert result.return_value == 2
    assert "nowhere.yaml" in result.stderr


def test_a_letter_may_go_to_a_file_and_names_its_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts, out = tmp_path / "facts of a person.yaml", tmp_path / "letter.html"
    facts.write_text(TEACHER)
    args = ("minimum_salary", "--facts", str(facts), "--on", "2021-06-01", "--format", "html", "--out", str(out))
    result = run(*args, monkeypatch=monkeypatch)
    assert (result.return_value, result.stdout) == (0, "")
    assert f"--facts &#39;{facts}&#39;" in out.read_text()
    nowhere = run(*args[:-1], str(tmp_path / "no" / "letter.html"), monkeypatch=monkeypatch)
    assert nowhere.return_value == 2


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_runs_and_executors_give_the_same_bytes(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("level_three_a", "--facts", "-", "--on", "2021-06-01", "--format", format)
    written = {run(*args, "--executor", e, facts=GRANTED, monkeypatch=monkeypatch).stdout for e in ("generated", "reference", "generated")}
    assert len(written) == 1


def test_json_needs_no_templates_and_a_known_pack_no_parser() -> None:
    script = """
import sys
from datetime import date
from pathlib import Path
import pincite, pincite.cli.determine as cli
from tests.engine.sample_pack import sample_pack
from pincite.cli import packs
from pincitec.project import Project
packs.load_here = lambda *_: packs.Loaded(Project(Path.cwd()), sample_pack())
cli.determine(["minimum_salary", "--on", "2020-01-01", "--format", "json"], standalone_mode=False)
print(sorted({"lark", "jinja2", "yaml"} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True)
    assert done.stderr.strip() == "[]"
