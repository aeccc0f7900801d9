"""An option that is given twice is an error of every command, and says what to do instead."""

import pytest

from pincite.cli.main import main

ASKED = ["determine", "minimum_salary"]

TWICE = {
    "two files of facts": ([*ASKED, "--on", "2020-01-01", "--facts", "a.yaml", "--facts", "b.yaml"], "`--facts`", "into one file"),
    "one file of facts, twice": ([*ASKED, "--on", "2020-01-01", "--facts", "a.yaml", "--facts=a.yaml"], "`--facts`", "into one file"),
    "two days": ([*ASKED, "--on", "2020-01-01", "--on=2021-01-01"], "`--on`", "ask once for each"),
    "two texts": ([*ASKED, "--on", "2020-01-01", "--law-on", "2019-01-01", "--law-on", "2018-01-01"], "`--law-on`", "each day"),
    "two formats": ([*ASKED, "--on", "2020-01-01", "--format", "md", "--format", "json"], "`--format`", "each format"),
    "two executors": ([*ASKED, "--on", "2020-01-01", "--executor", "reference", "--executor", "generated"], "`--executor`", "give it once"),
    "two files to write": ([*ASKED, "--on", "2020-01-01", "--out", "a", "--out", "b"], "`--out`", "each file"),
    "check": (["check", "--format", "json", "--format", "full"], "`--format`", "each format"),
    "test": (["test", "--format", "json", "--format", "full"], "`--format`", "each format"),
    "graph": (["graph", "minimum_salary", "--format", "dot", "--format", "json"], "`--format`", "each format"),
    "law show": (["law", "show", "x", "--on", "2020-01-01", "--on", "2020-01-01"], "`--on`", "ask once for each"),
    "fmt": (["fmt", "-", "--stdin-name", "a.pol", "--stdin-name", "b.pol"], "`--stdin-name`", "give it once"),
}


@pytest.mark.parametrize("name", TWICE)
def test_an_option_given_twice(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    args, option, advice = TWICE[name]
    assert main(args) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    error = captured.err.splitlines()[1]
    assert error.startswith(f"error: {option} is given twice. ")
    assert advice in error


def test_switches_and_repeatable_options_may_be_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    readings = ["--reading", "no_such=one", "--reading", "nor_this=one"]
    assert main([*ASKED, "--on", "2020-01-01", "--strict", "--strict", *readings]) == 2
    err = capsys.readouterr().err
    assert "twice" not in err
    assert "no_such" in err
    assert "nor_this" in err


def test_help_is_given_whatever_else_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["determine", "--on", "2020-01-01", "--on", "2021-01-01", "--help"]) == 0
    assert "Usage: pincite determine" in capsys.readouterr().out
