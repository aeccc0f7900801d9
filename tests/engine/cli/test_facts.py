"""`pincite facts` and `pincite schema`: what a decision asks for, with the words of the law; and `determine --records`."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from tests.engine.facts.reading import ASKED
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.determine import determine
from pincite.cli.facts import facts
from pincite.cli.schema import schema
from pincite.explain.asking import facts_asked
from pincite.facts import read_facts
from pincite.report.facts_schema import schema_data
from pincitec.diagnostics import Source
from pincitec.project import Project

PACK = sample_pack()
DECISIONS = [d for d in PACK.decision if any(q.decision == d and q.under is None and not q.supposed for q in PACK.questions)]
COMMANDS = {"facts": facts, "schema": schema, "determine": determine}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Run":
    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(tmp_path), PACK))
    monkeypatch.chdir(tmp_path)
    return Run()


class Run:
    def __call__(self, command: str, *args: str) -> Result:
        return CliRunner().invoke(COMMANDS[command], [*args], standalone_mode=False)


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_blank_file_says_nothing(run: Run, decision: str, format: str) -> None:
    made = run("facts", decision, "--format", format).stdout
    read, problems = read_facts(Source(f"blank.{format}", made), PACK, ASKED)
    assert problems == []
    assert read is not None
    assert read.values == {}
    assert set(read.given) == {a.fact.name for a in facts_asked(PACK, decision)}
    assert max(map(len, made.splitlines())) <= 80 or format == "json"


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_schema_takes_the_blank_file(run: Run, decision: str) -> None:
    made = json.loads(run("schema", decision).stdout)
    Draft202012Validator.check_schema(made)
    blank = json.loads(run("facts", decision, "--format", "json").stdout)
    assert Draft202012Validator(made).is_valid(blank)
    assert not Draft202012Validator(made).is_valid({"no_such_fact": None})
    assert made["$id"] == f"urn:pincite:facts:{decision}"


def test_a_fact_is_given_once_under_either_name() -> None:
    valid = Draft202012Validator(schema_data(PACK, "us_nm.level_three.minimum_salary")).is_valid
    assert valid({"role": "teacher"})
    assert valid({"us_nm.level_three.role": "teacher"})
    assert not valid({"role": "teacher", "us_nm.level_three.role": "teacher"})
    assert not valid({"role": "techer"})


def test_words_of_the_law_stand_with_each_fact() -> None:
    properties = schema_data(PACK, "us_nm.level_three.level_three_a")["properties"]
    assert properties["years_as_level_two"]["title"] == "years as a level two teacher"
    assert properties["years_as_level_two"]["description"] == (
        "“has been a level two teacher for at least three years” — NMSA 1978, § 22-10A-11(B)"
    )
    assert "Judged by the department" in properties["leader_competence"]["description"]
    degrees = properties["degree_held"]["anyOf"][0]["oneOf"]
    assert {"const": "masters", "title": "a master's degree"} in degrees


def test_only_what_can_be_asked_for_that_day(run: Run) -> None:
    """Before the text on file begins no clause stands, so nothing is read."""
    assert json.loads(run("facts", "minimum_salary", "--on", "2014-01-01", "--format", "json").stdout) == {}
    assert "role" in json.loads(run("facts", "minimum_salary", "--on", "2019-07-01", "--format", "json").stdout)
    assert "No rule reads any fact for it." in run("facts", "minimum_salary", "--on", "2014-01-01").stdout
    assert json.loads(run("schema", "minimum_salary", "--on", "2014-01-01").stdout)["properties"] == {}


def test_tables_to_fill_in(run: Run, tmp_path: Path) -> None:
    asked = next(d for d in DECISIONS if "school_years" in run("facts", d, "--format", "json").stdout)
    header = run("facts", asked, "--format", "csv").stdout
    assert header.startswith("year,")
    assert run("facts", asked, "--format", "xlsx").return_value == 2
    assert run("facts", asked, "--format", "xlsx", "--out", "blank.xlsx").return_value == 0
    assert run("facts", asked, "--format", "xlsx", "--out", "again.xlsx").return_value == 0
    data = (tmp_path / "blank.xlsx").read_bytes()
    assert data == (tmp_path / "again.xlsx").read_bytes()
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["school_years", "Instructions"]
    assert ",".join(str(cell.value) for cell in book["school_years"][1]) == header.strip()
    (tmp_path / "blank.csv").write_text(header)
    for name in ("blank.csv", "blank.xlsx", "blank.xlsx:school_years"):
        done = run("determine", asked, "--records", f"school_years={name}", "--on", "2024-03-01", "--format", "json")
        assert done.return_value == 0
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("facts", "minimum_salary", "--format", "csv"), "no list of records is read"),
        (("facts", "advance_to_three", "--format", "csv", "--list", "reviews"), "`reviews` is no list that is read for it"),
        (("facts", "minimum_salery"), "the rules have no decision"),
        (("schema", "minimum_salery"), "the rules have no decision"),
        (("facts", "minimum_salary", "--out", "no/such/folder.yaml"), "could not be written"),
        (("determine", "minimum_salary", "--on", "2020-01-01", "--records", "reviews"), None),
        (("determine", "minimum_salary", "--on", "2020-01-01", "--records", "role=a.csv"), "`role` is no list of records"),
        (("determine", "minimum_salary", "--on", "2020-01-01", "--records", "rolle=a.csv"), "no rule knows the fact `rolle`"),
    ],
)
def test_what_cannot_be_made_is_said(run: Run, args: tuple[str, ...], words: str | None) -> None:
    done = run(*args)
    assert done.return_value != 0
    assert done.stdout == ""
    if words is None:
        assert "names no table" in str(done.exception)
    else:
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_what_somebody_filled_in_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "applicant.yaml").write_text("role: teacher\n")
    done = run("facts", "minimum_salary", "--out", "applicant.yaml")
    assert done.return_value == 2
    assert "is there already" in done.stderr
    assert (tmp_path / "applicant.yaml").read_text() == "role: teacher\n"


def test_a_letter_names_its_tables(run: Run, tmp_path: Path) -> None:
    asked = next(d for d in DECISIONS if "school_years" in run("facts", d, "--format", "json").stdout)
    (tmp_path / "years.csv").write_text(run("facts", asked, "--format", "csv").stdout)
    letter = run("determine", asked, "--records", "school_years=years.csv", "--on", "2024-03-01").stdout
    assert f"pincite determine {asked} --records school_years=years.csv --on 2024-03-01" in letter


def test_a_list_is_given_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "years.csv").write_text("year\n2019-20\n")
    (tmp_path / "facts.yaml").write_text("school_years: { file: years.csv }\n")
    done = run("determine", "advance_to_three", "--facts", "facts.yaml", "--records", "school_years=years.csv", "--on", "2024-03-01")
    assert done.return_value == 1
    assert "`us_nm.aps.advancement.school_years` is given twice" in done.stderr
