"""`pincite report` as it is run: formats, files, policies by name, refusals, and links of `determine` into it."""

import json
from pathlib import Path

import pytest
from tests.engine.report.citation.small import FILES, town

from pincite.cli.main import main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    town(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_markdown_on_standard_output(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# Citation report: Garden plots\n") and err == ""


@pytest.mark.parametrize(("name", "begins"), [("a.html", "<!DOCTYPE html>"), ("a.md", "# Cit"), ("a.json", "{\n"), ("a", "# Cit")])
def test_the_name_of_the_file_tells_the_format(here: Path, name: str, begins: str) -> None:
    assert main(["report", "-o", name]) == 0
    assert (here / name).read_text(encoding="utf-8").startswith(begins)
    assert main(["report", "--format", "html", "-o", name]) == 0
    assert (here / name).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_two_runs_give_the_same_bytes(here: Path) -> None:
    assert main(["report", "-o", "a.html"]) == main(["report", "-o", "b.html"]) == 0
    assert (here / "a.html").read_bytes() == (here / "b.html").read_bytes()


@pytest.mark.parametrize("name", ["town.garden", "policy/garden.pol"])
def test_a_policy_is_named_or_its_file_is(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", name, "--format", "json"]) == 0
    assert [p["name"] for p in json.loads(capsys.readouterr().out)["policies"]] == ["town.garden"]


def test_a_policy_that_is_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "town.gardens"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err == "error: no policy is named `town.gardens`\nhelp: did you mean `town.garden`?\n"


def test_rules_with_errors_make_no_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "policy/garden.pol").write_text(FILES["policy/garden.pol"].replace("$10\n", "$20\n"), encoding="utf-8")
    assert main(["report", "-o", "a.html"]) == 1
    assert "PC501" in capsys.readouterr().err and not (here / "a.html").exists()


def test_a_lapse_that_nobody_follows_stands_at_the_top(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = FILES["policy/garden.pol"].replace('    "fifty dollars ($50)" means fee = $50\n', "")
    rules = rules.replace('scenario "the fee after the raise" on 2024-07-01 {\n  given season = spring\n  expect fee = $50\n}\n', "")
    (here / "policy/garden.pol").write_text(rules, encoding="utf-8")
    assert main(["report"]) == 1
    out = capsys.readouterr().out
    assert "Error PC601" in out.partition("## Contents")[0]
    assert "From July 1, 2024: the rules do not follow the text" in out


def test_it_never_writes_over_what_it_reads(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (here / "policy/garden.pol").read_text(encoding="utf-8")
    assert main(["report", "-o", "policy/garden.pol"]) == 2
    assert (here / "policy/garden.pol").read_text(encoding="utf-8") == before
    assert "PC013" in capsys.readouterr().err


def test_what_is_different_is_a_part_of_its_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "-o", "old.json"]) == 0
    assert main(["report", "--since", "old.json"]) == 0
    assert "Nothing is different." in capsys.readouterr().out
    assert main(["lock"]) == 0
    capsys.readouterr()
    assert main(["report", "--since", "pincite.lock"]) == 0
    assert "What is different since the lock file pincite.lock." in capsys.readouterr().out
    for name in ("absent.json", "pincite.toml"):
        assert main(["report", "--since", name]) == 2
        assert capsys.readouterr().out == ""


def test_determine_links_into_a_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["determine", "plot", "--on", "2021-06-01", "--format", "html"]
    assert main([*ask, "--report", "review/report.html"]) == 0
    assert 'href="review/report.html#town-1-A"' in capsys.readouterr().out
    (here / "pincite.toml").write_text('[report]\nurl = "https://example.org/report.html"\n', encoding="utf-8")
    assert main(ask) == 0
    assert 'href="https://example.org/report.html#town-1-A"' in capsys.readouterr().out
    assert main([*ask, "--report", "javascript:alert(1)"]) == 2


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", " ", "a\\u0001b", "a\\u202Eb"])
def test_an_address_that_would_run_something_is_no_setting(here: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "pincite.toml").write_text(f'[report]\nurl = "{url}"\n', encoding="utf-8")
    assert main(["report"]) == 2
    assert "PC012" in capsys.readouterr().err
    (here / "pincite.toml").write_text('[report]\nurls = "x"\n', encoding="utf-8")
    assert main(["report"]) == 2
    assert "did you mean `url`?" in capsys.readouterr().err
