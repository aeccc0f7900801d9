"""`pincite law` on the statutes in the repository: what a reader sees, at 80 columns, and what is said when nothing can be seen."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from pincite.cli.main import main

ROOT = Path(__file__).parents[2]
SECTION = "us-nm/22-10A-11"


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["law", *args])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


SEEN = {
    "C in 2016": ["show", f"{SECTION}(C)", "--on", "2016-01-01"],
    "C by its cite": ["show", "NMSA 1978, § 22-10A-11(C)", "--on", "2018-05-16"],
    "whole in 2024": ["show", SECTION, "--on", "2024-01-01"],
    "heading": ["show", f"{SECTION}(heading)", "--on", "2020-01-01"],
    "note": ["show", f'{SECTION}(note "Applicability")', "--on", "2020-01-01"],
    "page": ["show", 'us-nm/aps/licensure-advancement("Advancement Requirements")', "--on", "2024-01-01"],
    "contents": ["show", SECTION, "--contents"],
    "history": ["history", SECTION],
    "history of the page": ["history", "us-nm/aps/licensure-advancement"],
    "blame": ["blame", f"{SECTION}(C)", "--on", "2020-01-01"],
    "redline": ["redline", SECTION, "2016-01-01", "2020-01-01"],
    "no change": ["redline", SECTION, "2020-01-01", "2021-01-01"],
}


@pytest.mark.parametrize("name", SEEN)
def test_what_a_reader_sees(name: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    code, out, err = run(capsys, *SEEN[name])
    assert (code, err) == (0, "")
    assert out == snapshot
    long = [line for line in out.splitlines() if len(line) > 80]
    assert long == []


def test_blame_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "blame", f"{SECTION}(C)", "--on", "2018-06-01", "--format", "json")
    told = json.loads(out)
    assert (code, told["section"], told["on"], told["complete"]) == (0, SECTION, "2018-06-01", True)
    raised = next(run for run in told["units"][0]["runs"] if "$54,000" in run["text"])
    assert raised["acts"] == [
        {"act": "Laws 2018, ch. 72, § 3", "on": "2018-05-16", "in_place_of": "fifty thousand dollars ($50,000)", "worded_by": []}
    ]


PARTLY_ON_FILE = {
    "2014": ["show", SECTION, "--on", "2014-01-01"],
    "B in 2014": ["show", f"{SECTION}(B)", "--on", "2014-01-01"],
    "blame of 2014": ["blame", SECTION, "--on", "2014-01-01"],
    "two units D on one day": ["show", f"{SECTION}(D)", "--on", "2015-06-20"],
    "redline of 2015": ["redline", SECTION, "2015-06-18", "2015-07-01"],
}


@pytest.mark.parametrize("name", PARTLY_ON_FILE)
def test_a_text_that_no_determination_rests_on_is_not_headed_as_in_force(
    name: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    """Subsection B of 2014 is known word for word if the notes tell all; that they do cannot be known while other words are missing."""
    code, out, err = run(capsys, *PARTLY_ON_FILE[name])
    assert (code, err) == (1, "")
    said = " ".join(out.split())
    assert "as in force" not in said
    assert "the text of the whole section in force" in said and "is not on file" in said
    assert "no determination rests on" in said
    assert out == snapshot


UNTIL = "the law on file is known only until June 30, 2022, because its table of contents lists provisions (Effective July 1, 2022.)"
PAGE = "us-nm/aps/licensure-advancement"
REACH = {
    "the last day known": (["show", SECTION, "--on", "2022-06-30"], "as in force on June 30, 2022", UNTIL, False),
    "the day after": (["show", SECTION, "--on", "2022-07-01"], "as last known on June 30, 2022", UNTIL, True),
    "a unit, years after": (["show", f"{SECTION}(C)", "--on", "2030-01-01"], "as last known on June 30, 2022", UNTIL, True),
    "a text that was ended": (["show", SECTION, "--on", "2019-06-13"], "as in force on June 13, 2019", UNTIL, False),
    "redline to the last day": (["redline", SECTION, "2018-01-01", "2022-06-30"], "2018-01-01 to 2022-06-30", UNTIL, False),
    "redline to the day after": (["redline", SECTION, "2018-01-01", "2022-07-01"], "2018-01-01 to 2022-07-01", UNTIL, True),
    "redline after it": (["redline", SECTION, "2023-01-01", "2024-01-01"], "no change on file between the two days", UNTIL, True),
    "undated": (
        ["show", PAGE, "--on", "2024-01-01"],
        "as on file for January 1, 2024",
        "it is not known how long the text on file stayed",
        True,
    ),
    "redline of the undated": (["redline", PAGE, "2024-01-01", "2025-01-01"], "no change on file", "because the page bears no date", True),
}


@pytest.mark.parametrize("name", REACH)
def test_how_far_the_file_reaches_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    args, headed, reach, is_said = REACH[name]
    code, out, _ = run(capsys, *args)
    said = " ".join(out.split())
    assert code == 0
    assert headed in said
    assert (reach in said) == is_said


NOT_ON_FILE = {
    "C in 2014": (["show", f"{SECTION}(C)", "--on", "2014-01-01"], "⟨somewhere in this unit: for the 2007-2008 school year⟩"),
    "2001": (["show", f"{SECTION}(B)", "--on", "2001-01-01"], "the text of NMSA 1978, § 22-10A-11(B) on January 1, 2001 is not on file"),
    "E of 2020": (["show", f"{SECTION}(E)", "--on", "2020-01-01"], "NMSA 1978, § 22-10A-11(E) does not exist on January 1, 2020"),
    "page of 2022": (
        ["show", "us-nm/aps/licensure-advancement", "--on", "2022-01-01"],
        "the text of Albuquerque Public Schools, Licensure Advancement Via Micro-Credentials on January 1, 2022 is not on file",
    ),
    "redline from 2001": (["redline", SECTION, "2001-01-01", "2020-01-01"], "on January 1, 2001 is not on file"),
}


@pytest.mark.parametrize("name", NOT_ON_FILE)
def test_what_is_not_on_file_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    args, words = NOT_ON_FILE[name]
    code, out, _ = run(capsys, *args)
    assert code == 1
    assert words in " ".join(out.split())


WRONG = {
    "no such section": (["show", "us-nm/22-10A-12", "--on", "2020-01-01"], "did you mean `us-nm/22-10A-11`?"),
    "no such unit": (["show", f"{SECTION}(Q)", "--on", "2020-01-01"], "there is no unit NMSA 1978, § 22-10A-11(Q)"),
    "blame of no day": (["blame", SECTION], "--on"),
    "no such day": (["show", SECTION, "--on", "2020-02-30"], "`2020-02-30` is not a day"),
    "short day": (["show", SECTION, "--on", "20200101"], "is not a day"),
    "backwards": (["redline", SECTION, "2021-01-01", "2020-01-01"], "must not be after"),
    "no day": (["show", SECTION], "--on"),
    "terminal codes": (["show", "\x1b[31mred", "--on", "2020-01-01"], "no section on file is cited as"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_question_is_a_usage_error(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    args, words = WRONG[name]
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "")
    assert words in err
    assert "\x1b" not in err
    assert "Traceback" not in err


def test_color_only_adds_to_the_marks(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _, plain, _ = run(capsys, *SEEN["redline"])
    assert main(["--color", "always", "law", *SEEN["redline"]]) == 0
    colored = capsys.readouterr().out
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_a_section_with_errors_is_not_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pincite.toml").write_text("")
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / "x.law").write_text(
        'section x/1\ncite "Code § 1"\nauthority statute\nsource s "s.txt" sha256:00\ntext from s on 2020-01-01 {\nTitle.\nText.\n}\n'
    )
    (tmp_path / "statutes" / "s.txt").write_text("Title.\nAnother text.\n")
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "show", "x/1", "--on", "2020-01-01")
    assert (code, out) == (1, "")
    assert "PC705" in err
    assert "PC706" in err


SCHEMA = json.loads((ROOT / "docs" / "schemas" / "law-text-1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([f"{SECTION}(C)", "--on", "2018-06-01"], 0),
        ([SECTION, "--on", "2014-01-01"], 1),
        ([SECTION, "--on", "1990-01-01"], 1),
        ([f"{SECTION}(history)"], 0),
        ([SECTION, "--contents"], 0),
    ],
)
def test_a_text_for_programs(asked: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    returned, out, _ = run(capsys, "show", *asked, "--format", "json")
    data = json.loads(out)
    jsonschema.validate(data, SCHEMA)
    assert (returned, data["section"], data["known_until"]) == (code, SECTION, "2022-06-30")
    assert (data.get("version") is None) == ("--on" not in asked or "1990-01-01" in asked)


def test_the_day_of_a_text_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "show", SECTION)
    assert code == 2
    assert "Say of which day the text is: --on DATE" in err


def test_a_section_without_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "us-nm/aps/licensure-advancement", "--contents")
    assert code == 0
    assert out.endswith("no table of contents is on file with it\n")
