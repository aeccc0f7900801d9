"""`pincite impact`: what it returns, where it writes, and what it says of names it does not know."""

import json
from pathlib import Path

import pytest
from tests.engine.impact.toy import RAISE, RULES, SAID, act, town

from pincite.cli.main import main

FOLLOWING = RULES.replace(
    '  "The yearly fee for a plot is forty',
    '  "The yearly fee for a plot is fifty dollars ($50)" means fee = $50\n  "The yearly fee for a plot is forty',
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "town"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["impact", *args])
    return code, *capsys.readouterr()


def test_it_returns_1_where_a_clause_lost_its_footing_and_0_once_it_is_followed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE))
    code, out, err = run(capsys, "Act 1")
    assert (code, err) == (1, "") and "CLAUSES THAT LOST THEIR FOOTING" in out
    town(folder, act("Act 1", RAISE), rules=FOLLOWING)
    code, out, err = run(capsys, "Act 1")
    assert (code, err) == (0, "") and "No clause lost its footing." in out


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_a_file_is_what_would_be_printed(folder: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE))
    code, out, _ = run(capsys, "Act 1", "--format", format)
    assert run(capsys, "Act 1", "--format", format, "--out", "report") == (code, "", "")
    assert (folder / "report").read_text(encoding="utf-8") == out
    assert run(capsys, "Act 1", "--format", format)[1] == out


def test_a_file_that_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE))
    code, out, err = run(capsys, "Act 1", "--out", "no/such/report")
    assert (code, out) == (2, "") and "PC013" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("Act l",), "did you mean `Act 1`?"),
        (("something else",), "on file are: `Act 1`"),
        (("\x1b[31m",), "`\\x1b[31m`"),
        (("Act 1", "--section", "toy/3"), "did you mean `toy/1`?"),
        (("Act 1", "--facts", "absent.yaml"), "`absent.yaml` is not there"),
        (("Act 1", "--format", "pdf"), "'pdf' is not one of"),
        (("Act 1", "--out", "a", "--out", "b"), "`--out` is given twice"),
        ((), "Missing argument 'ACT'"),
    ],
)
def test_what_cannot_be_asked_is_usage(folder: Path, args: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE))
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "") and said in err and "\x1b" not in err and "Traceback" not in err


def test_an_act_of_two_sections_needs_the_section(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = town(folder, act("Act 1", RAISE))
    law = (folder / "statutes" / "toy.law").read_text(encoding="utf-8")
    made.write("statutes/other.law", law.replace("toy/1", "toy/2").replace("Toy Code § 1", "Toy Code § 2"))
    code, out, err = run(capsys, "Act 1")
    assert (code, out) == (2, "") and "--section toy/1 or --section toy/2" in err
    assert run(capsys, "Act 1", "--section", "Toy Code § 2", "--format", "json")[0] == 0
    assert run(capsys, "Act 1", "--section", "toy/1")[0] == 1


def test_rules_with_errors_tell_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE), rules=RULES.replace("fee = $40", "fee = $41"))
    code, out, err = run(capsys, "Act 1")
    assert (code, out) == (1, "") and "PC501" in err and "nothing was told: the rules have errors" in err


def test_an_operation_that_does_not_hit_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE.replace("($40)", "($45)"), said=SAID.replace("($40)", "($45)")))
    code, out, err = run(capsys, "Act 1")
    assert (code, out) == (1, "") and "statutes/toy.law" in err


def test_settings_that_cannot_be_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE)).write("pincite.toml", 'facts = ["../elsewhere"]\n')
    code, out, err = run(capsys, "Act 1")
    assert (code, out) == (2, "") and "PC009" in err


def test_more_facts_than_those_of_the_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town(folder, act("Act 1", RAISE), facts={"bees.yaml": "bees: true\n"})
    (folder / "more.yaml").write_text("bees: false\n", encoding="utf-8")
    _, out, _ = run(capsys, "Act 1", "--facts", "more.yaml", "--format", "json")
    assert [c["name"] for c in json.loads(out)["facts"]["changed"]] == ["cases/bees.yaml"] * 2 + ["more.yaml"]


def test_outside_a_project_the_library_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "Laws 2018, ch. 72, § 3")
    assert (code, err) == (0, "") and "minimum_salary: $50,000 → $54,000" in out
