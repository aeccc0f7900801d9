"""What scenarios show of clauses: truth values, boundaries, days and readings, each only where it was asked for and came out."""

import hashlib
from pathlib import Path

import pytest

from pincite.cli.coverage import exercise_of
from pincite.exercise import ClauseExercise, Exercise
from pincitec.compile import study
from pincitec.project import open_project

TEXT = (
    "Licenses.\n"
    "A. The board shall grant a license to an applicant who has been a clerk for at least three years and is of good character, "
    "unless the applicant was dismissed.\n"
    "B. The fee is ten dollars.\n"
    "C. An applicant counts as a clerk in a year with a minimum of 160 days of work. An applicant must have two such years.\n"
    "D. After May 2024 no license is granted.\n"
)
CAME = 'Laws 2021, ch. 1, § 1, effective July 1, 2021, in Subsection B, after "fee is", deleted "ten dollars" and added "twelve dollars".'
LAW = f"""section example/license
cite "License Act, § 1"
authority statute
ladder "A." "(1)"
source journal "sources/license.txt" sha256:HASH
  known until 2025-12-31 because "an example"
act "Laws 2021, ch. 1, § 1" effective 2021-07-01 {{
  in B after "fee is" strike "ten dollars" insert "twelve dollars"
  note from journal {{
{CAME}
}}
}}
text from journal on 2019-06-01 {{
{TEXT}}}
"""
POLICY = """policy t "a test"
source act = "example/license"
party board "the board"
party applicant "an applicant"
fact years_as_clerk : years "years as a clerk"
fact character : boolean "is of good character"
fact dismissed : boolean "was dismissed"
record year by label { label : school_year days : days "days" }
fact worked : list of year "years"
choice width "how wide" { narrow "years alone" default  wide "character too" }
decision license : entitlement of applicant "a license"
decision fee : money "the fee"
decision late : prohibition of board "grant late"
provision act(A) {
  "The board shall grant a license to an applicant who" means grant license when all {
    "has been a clerk for at least three years" means years_as_clerk >= 3 years
    "is of good character" means choose width {
      narrow { "character" means not dismissed }
      wide   { "good character" means character }
    }
  } except when "unless the applicant was dismissed" means dismissed
}
provision act(B) {
  "The fee is ten dollars" means fee = $10
  "The fee is twelve dollars" means fee = $12
}
provision act(C) {
  "with a minimum of 160 days of work" means define counts(y : year) = y.days >= 160 days
  "An applicant must have two such years" means license requires count(y in worked where counts(y)) >= 2
}
provision act(D) {
  "After May 2024 no license is granted" means board shall not late when asked > May 2024
}
"""


def exercised(folder: Path, *scenarios: str) -> Exercise:
    source = f"{TEXT}\n{CAME}\n"
    files = {
        "pincite.toml": "",
        "statutes/sources/license.txt": source,
        "statutes/license.law": LAW.replace("HASH", hashlib.sha256(source.encode()).hexdigest()),
        "policy/t.pol": POLICY + "\n".join(scenarios),
    }
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(body, encoding="utf-8")
    project, problems = open_project(folder)
    assert problems == []
    found = study(project)
    assert found.pack is not None, [d.message for d in found.diagnostics]
    return exercise_of(found, list(found.laws.sections))


def clause(found: Exercise, id: str) -> ClauseExercise:
    return next(c for c in found.clauses if c.clause == f"t:{id}")


def missing(found: Exercise, id: str) -> list[str]:
    made = []
    for g in clause(found, id).missing:
        readings = f" [{', '.join(g.readings)}]" if g.readings else ""
        made.append(f"{g.element} {g.kind} {g.about}".strip() + readings)
    return made


def test_without_scenarios_everything_that_is_possible_is_missing(tmp_path: Path) -> None:
    found = exercised(tmp_path)
    assert found.share() == 0 and found.share("example/license") == 0
    assert missing(found, "A#1") == [
        "holds",
        "fails",
        "undetermined",
        "holds all of these: “has been a clerk for at least three years” …",
        "fails all of these: “has been a clerk for at least three years” …",
        "undetermined all of these: “has been a clerk for at least three years” …",
        *(f"1 {kind} “has been a clerk for at least three years”" for kind in ("holds", "fails", "undetermined")),
        *(f"1 {kind} 3 years" for kind in ("below", "at", "above")),
        *(f"2 {kind} “is of good character”" for kind in ("holds", "fails", "undetermined")),
        *(f"2.1 {kind} “character” [width = narrow]" for kind in ("holds", "fails", "undetermined")),
        *(f"2.2 {kind} “good character” [width = wide]" for kind in ("holds", "fails", "undetermined")),
        *(f"except 1 {kind} “unless the applicant was dismissed”" for kind in ("holds", "fails", "undetermined")),
        "day before May 31, 2019",
        "first day June 1, 2019",
    ]
    assert missing(found, "B#1") == ["holds", "day before May 31, 2019", "first day June 1, 2019", "last day June 30, 2021"]
    assert missing(found, "B#2") == ["holds", "day before June 30, 2021", "first day July 1, 2021"]
    assert missing(found, "C#1") == [
        *("holds", "fails", "undetermined", "below 160 days", "at 160 days", "above 160 days"),
        *("day before May 31, 2019", "first day June 1, 2019"),
    ]


def test_what_no_facts_can_give_is_not_asked_for(tmp_path: Path) -> None:
    found = exercised(tmp_path)
    fixed = [(i.kind, i.element, i.why) for i in clause(found, "B#1").impossible]
    assert fixed == [("fails", "", "it has no condition"), ("undetermined", "", "it has no condition")]
    assert [i.kind for i in clause(found, "D#1").impossible][:1] == ["undetermined"]
    assert not any(g.kind == "undetermined" for g in clause(found, "D#1").goals)
    assert clause(found, "A#1").impossible == ()


def case(on: str, *steps: str, title: str = "a case", under: str = "") -> str:
    return f'scenario "{title}" on {on} {under} {{\n  ' + "\n  ".join(steps) + "\n}\n"


@pytest.mark.parametrize(
    ("value", "side"),
    [
        ("34 months", None),
        ("35 months", "below"),
        ("36 months", "at"),
        ("3 years", "at"),
        ("40 months", "above"),
        ("{ since: 2018-06-02 }", "below"),
        ("{ since: 2018-06-01 }", "at"),
        ("{ since: 2018-05-31 }", "above"),
        ("{ since: 2018-08-01 }", None),
        ("unknown", None),
    ],
)
def test_sides_of_a_threshold(value: str, side: str | None, tmp_path: Path) -> None:
    for expected in ("undetermined", "fails"):  # it fails where the time is too short
        found = exercised(tmp_path, case("2021-06-01", f"given years_as_clerk = {value}", f"expect license {expected}"))
        if not found.failed:
            break
    assert found.failed == ()
    assert {g.kind for g in clause(found, "A#1").goals if g.about == "3 years" and g.by is not None} == ({side} if side else set())


def test_days_of_each_text_and_records_of_a_list(tmp_path: Path) -> None:
    found = exercised(
        tmp_path,
        case("2019-05-31", "expect fee text not on file", title="before"),
        case("2019-06-01", "expect fee = $10", title="first"),
        case("2021-06-30", "expect fee = $10", title="last"),
        case("2021-07-01", "expect fee = $12", title="then"),
        case(
            "2022-06-01",
            'given worked "2019-20" { days = 159 days }',
            'given worked "2020-21" { days = 160 days }',
            "given worked complete",
            "expect license fails",
            title="years",
        ),
    )
    assert found.failed == ()
    assert missing(found, "B#1") == [] and missing(found, "B#2") == []
    assert {g.kind: g.by for g in clause(found, "B#2").goals} == {"holds": "then", "day before": "last", "first day": "then"}
    assert [m for m in missing(found, "C#1") if "day" not in m.split()[:2]] == ["undetermined", "above 160 days"]
    shown = {(g.kind, g.about) for g in clause(found, "C#2").goals if g.by is not None}
    assert ("below", "2") in shown and ("at", "2") not in shown


def test_a_reading_counts_only_where_it_is_chosen(tmp_path: Path) -> None:
    facts = (
        "given years_as_clerk = 4 years",
        "given character = true",
        "given dismissed = false",
        "expect license undetermined for worked",
    )
    narrow = exercised(tmp_path, case("2021-06-01", *facts))
    assert "2.1 holds “character” [width = narrow]" not in missing(narrow, "A#1")
    assert "2.2 holds “good character” [width = wide]" in missing(narrow, "A#1")
    wide = exercised(tmp_path, case("2021-06-01", *facts, under="under width = wide"))
    assert "2.1 holds “character” [width = narrow]" in missing(wide, "A#1")
    assert "2.2 holds “good character” [width = wide]" not in missing(wide, "A#1")


def test_what_fails_or_is_not_asked_shows_nothing(tmp_path: Path) -> None:
    found = exercised(tmp_path, case("2021-06-01", "expect fee = $11", title="wrong"), case("2021-06-01", "expect license undetermined"))
    assert found.failed == ("wrong",)
    assert clause(found, "B#1").met == 0
    assert clause(found, "A#1").met > 0


def test_a_clause_that_does_not_stand_shows_only_the_day(tmp_path: Path) -> None:
    found = exercised(tmp_path, case("2021-06-30", "expect fee = $10"))
    assert [g.kind for g in clause(found, "B#2").goals if g.by is not None] == ["day before"]


def test_a_definition_is_asked_on_the_day_before_it_stands_by_what_uses_it(tmp_path: Path) -> None:
    found = exercised(tmp_path, case("2019-05-31", "expect license text not on file"))
    assert {g.kind for g in clause(found, "C#1").goals if g.by is not None} == {"day before"}
    found = exercised(tmp_path, case("2019-05-31", "expect fee text not on file"))
    assert clause(found, "C#1").met == 0


def test_a_day_of_the_calendar_has_its_boundaries(tmp_path: Path) -> None:
    expected = {"2024-05-31": "fails", "2024-06-01": "holds"}
    found = exercised(tmp_path, *(case(on, f"expect late {what}", title=on) for on, what in expected.items()))
    assert found.failed == ()
    shown = {g.kind: g.by for g in clause(found, "D#1").goals}
    assert shown["at"] == "2024-05-31" and shown["above"] == "2024-06-01" and shown["below"] is None
