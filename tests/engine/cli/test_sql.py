"""`pincite sql`: its options, what it refuses, and what it says of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.engine.sample_pack import APS, NM, sample_pack

from pincite.cli import packs
from pincite.cli.main import commands
from pincite.cli.sql import DIALECTS, sql
from pincite.population.sql import dialects
from pincitec.project import Project

ASKED = ("--on", "2021-06-01", "--dialect", "sqlite")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(Path.cwd()), sample_pack()))
    return Run()


class Run:
    def __call__(self, *args: str) -> Result:
        return CliRunner().invoke(sql, [*args], standalone_mode=False)

    def typed(self, *args: str) -> Result:
        return CliRunner().invoke(commands, ["sql", *args])


def test_a_query(run: Run) -> None:
    result = run("level_three_a", *ASKED, "--table", "school.teachers", "--key", "id", "--column", "degree_held=Degree")
    assert result.return_value == 0
    assert '"t"."Degree" = \'masters\'' in result.stdout
    assert 'FROM "school"."teachers" AS "t"' in result.stdout
    assert result.stdout.endswith(";\n")


def test_the_dialects_are_those_of_the_package() -> None:
    assert tuple(dialects.DIALECTS) == DIALECTS


def test_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "query.sql"
    assert run("level_three_a", *ASKED, "-o", str(file)).return_value == 0
    assert file.read_text(encoding="utf-8") == run("level_three_a", *ASKED).stdout


def test_what_has_no_query_is_refused_whole(run: Run) -> None:
    result = run("minimum_salary", *ASKED)
    assert result.return_value == 1
    assert result.stdout == ""
    assert "error[PC985]: `minimum_salary` rests on the value of a decision" in result.stderr
    result = run(f"{APS}.advance_to_three", "--on", "2024-06-01", "--dialect", "duckdb")
    assert result.return_value == 1
    assert "the records" in result.stderr
    assert "where:" in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    (
        (("--key", "Verdict"), "is called as one that the query gives"),
        (("--column", "degree_held=national_board"), "the column `national_board` is that of"),
        (("--key", "id", "--key", "ID"), "the column `ID` is that of"),
        (("--key", "a\nb"), "has no name that a table can have"),
        (("--column", "degree=d"), "the rules have no fact `degree`"),
        (("--column", "degree_held=a", "--column", f"{NM}.degree_held=b"), "two columns are named for"),
    ),
)
def test_columns_that_cannot_be(run: Run, args: tuple[str, ...], said: str) -> None:
    result = run("level_three_a", *ASKED, *args)
    assert result.return_value == 2
    assert result.stdout == ""
    assert said in " ".join(result.stderr.split())
    assert "PC986" in result.stderr


@pytest.mark.parametrize(
    "args", (("--table", "a.b.c.d"), ("--table", ""), ("--table", "a..b"), ("--table", "a\x1b"), ("--column", "x"), ("--dialect", "mysql"))
)
def test_options_that_cannot_be_understood(run: Run, args: tuple[str, ...]) -> None:
    result = run.typed("level_three_a", "--on", "2021-06-01", *args)
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr


def test_a_column_that_is_not_read_is_told(run: Run) -> None:
    result = run("level_three_a", *ASKED, "--column", "role=r")
    assert result.return_value == 0
    assert "does not read `us_nm.level_three.role`" in result.stderr


def test_without_sqlglot(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.cli.sql.find_spec", lambda _: None)
    result = run("level_three_a", *ASKED)
    assert result.return_value == 2
    assert "pip install 'pincite[sql]'" in result.stderr
