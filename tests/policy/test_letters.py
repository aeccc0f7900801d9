"""Letters that must be seen, each a file to be read as the person would read it who gets it.

For the level three-A license and for advancement at Albuquerque Public Schools: granted, refused for one reason and for four, undetermined
for want of one fact, conflict, text not on file, beyond the horizon, and decided by a reading. What the library itself cannot come to is
made with a rule invented for these tests (`board-rule.law`), or shown to be impossible.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from syrupy.assertion import SnapshotAssertion

import pincite
from pincite.cli.main import main
from pincite.explain.case import choices_met
from tests.compiler.check.suite_reader import with_sources
from tests.policy.library import ROOT, copied
from tests.policy.test_determinations import TextFile, steady

OFFICE: Final = """
[office]
name = "Licensure Bureau"
authority = "acting for the secretary"
contact = "licensure@example.org, 555-0100"
recourse = "You may ask for a hearing within 30 days after you received this letter. Write to the address above; no form is needed."
"""

DENIED: Final = """
source rule = "example/board-rule"
fact on_improvement_plan : boolean "is on an improvement plan"
  fails "is not on an improvement plan"
  open  "whether there is an improvement plan is not established"
provision rule(A) {
  "A level three-A license shall not be granted to an applicant who"
  means deny level_three_a when "is on an improvement plan" means on_improvement_plan
}
"""
GRANTED: Final = """
source rule = "example/board-rule"
fact application_approved : boolean "the board has approved the application"
  fails "the board has not approved the application"
  open  "whether the board has approved the application is not established"
fact teacher_on_plan : boolean "is on an improvement plan"
  fails "is not on an improvement plan"
  open  "whether there is an improvement plan is not established"
provision rule(B) {
  "Advancement from level 2 to level 3 is granted to a teacher"
  means grant advance_to_three when "whose application the board has approved" means application_approved
}
provision rule(C) {
  "Advancement from level 2 to level 3 is not granted to a teacher who"
  means deny advance_to_three when "is on an improvement plan" means teacher_on_plan
}
"""
ADDED: Final = {"us-nm/level-three.pol": DENIED, "us-nm/aps/advancement.pol": GRANTED}

Facts = Mapping[str, object]


def judged(value: bool) -> Facts:
    both = ("department", "local_superintendent")
    return {"judgements": [{"by": by, "value": value, "source": "evaluation of 2020-21", "date": "2021-05-10"} for by in both]}


APPLICANT: Final[Facts] = {
    "years_as_level_two": {"since": "2017-08-14", "source": "service record", "date": "2021-05-03"},
    "degree_held": {"value": "bachelors", "source": "official transcript", "date": "2016-05-14"},
    "national_board": {"value": True, "source": "certificate of the national board", "date": "2020-12-12"},
    "leader_competence": judged(True),
    "other_qualifications": {"value": True, "by": "department"},
}
SHORT: Final[Facts] = {**APPLICANT, "years_as_level_two": {"since": "2019-01-10", "source": "service record", "date": "2021-05-03"}}
NOTHING_MET: Final[Facts] = {
    **SHORT,
    "national_board": {"value": False, "source": "application"},
    "leader_competence": judged(False),
    "other_qualifications": {"value": False, "by": "department"},
}
LONG_AGO: Final[Facts] = {"years_as_level_two": {"since": "2009-08-17", "source": "service record", "date": "2014-01-06"}}
NOT_JUDGED: Final[Facts] = {**APPLICANT, "leader_competence": {"missing": "pending"}}

YEAR: Final[Facts] = {
    "instructional_days": "172 days",
    "level": "level_two",
    "standard_license": True,
    "teacher_of_record": True,
    "elevate_rating": "meets",
}


def taught(years: Mapping[str, Facts]) -> Facts:
    return {"complete": True, "source": "service record", "records": {year: {**YEAR, **other} for year, other in years.items()}}


POOR: Final[Facts] = {
    "elevate_rating": "below_meets",
    "domain_points": "54%",
    "observation_points": "51%",
    "artifact_points": "57%",
    "aps_summative_meets": False,
}
READY: Final[Facts] = {
    "school_years": taught({"2020-21": {}, "2021-22": {}, "2022-23": {}}),
    "degree_held": {"value": "masters", "source": "official transcript", "date": "2019-05-11"},
    "national_board": {"value": False, "source": "application"},
    "micro_credentials_passed": {"value": True, "source": "record of micro-credentials", "date": "2023-11-20"},
    "dossier_passed": {"value": False, "source": "application"},
}
TWO_EVALUATIONS: Final[Facts] = {
    **READY,
    "school_years": taught({"2020-21": {}, "2021-22": {}, "2022-23": POOR}),
}
FAR_FROM_READY: Final[Facts] = {
    **READY,
    "school_years": taught({"2021-22": {}, "2022-23": POOR}),
    "degree_held": {"value": "bachelors", "source": "official transcript", "date": "2019-05-11"},
    "micro_credentials_passed": {"value": False, "source": "record of micro-credentials"},
}
NOT_ON_RECORD: Final[Facts] = {k: v for k, v in READY.items() if k != "micro_credentials_passed"}
PART_YEARS: Final[Facts] = {
    **READY,
    "school_years": taught({year: {"instructional_days": "120 days"} for year in ("2019-20", "2020-21", "2021-22", "2022-23")}),
}
ON_PLAN: Final[Facts] = {"value": True, "source": "personnel file"}
APPROVED: Final[Facts] = {"application_approved": {"value": True, "source": "minutes of the board", "date": "2024-02-20"}}
NO_PLAN: Final[Facts] = {"value": False, "source": "personnel file"}


class Letter(NamedTuple):
    """A letter and the outcome that it must tell. `ruled`: with the rules of the board."""

    decision: str
    facts: Facts
    on: str
    outcome: str
    options: tuple[str, ...] = ()
    ruled: bool = False


LEVEL, ADVANCE = "level_three_a", "advance_to_three"
SUMMER, SPRING = "2021-06-01", "2024-03-01"
LETTERS: Final = {
    "level three-A granted": Letter(LEVEL, APPLICANT, SUMMER, "holds"),
    "level three-A refused for one reason": Letter(LEVEL, SHORT, SUMMER, "fails"),
    "level three-A refused for four reasons": Letter(LEVEL, NOTHING_MET, SUMMER, "fails"),
    "level three-A undetermined for one fact": Letter(LEVEL, NOT_JUDGED, SUMMER, "undetermined"),
    "level three-A conflict": Letter(LEVEL, {**APPLICANT, "on_improvement_plan": ON_PLAN}, SUMMER, "conflict", ruled=True),
    "level three-A text not on file": Letter(LEVEL, LONG_AGO, "2014-01-15", "text_not_on_file"),
    "level three-A beyond the horizon": Letter(LEVEL, APPLICANT, "2025-03-03", "holds"),
    "level three-A held, decided by a reading": Letter(
        "hold_level_three_a",
        {
            **APPLICANT,
            "reviews": {
                "complete": True,
                "source": "annual reviews",
                "records": {
                    "2018-19": {"competent": True, "leader_competencies": True},
                    "2019-20": {"competent": True, "leader_competencies": False},
                },
            },
        },
        SUMMER,
        "fails",
        ("--reading", "annual_demonstration=every_year"),
    ),
    "advancement, all that is required met": Letter(ADVANCE, READY, SPRING, "left_open"),
    "advancement granted": Letter(ADVANCE, {**READY, **APPROVED, "teacher_on_plan": NO_PLAN}, SPRING, "holds", ruled=True),
    "advancement refused for one reason": Letter(ADVANCE, TWO_EVALUATIONS, SPRING, "fails"),
    "advancement refused for four reasons": Letter(ADVANCE, FAR_FROM_READY, SPRING, "fails"),
    "advancement undetermined for one fact": Letter(ADVANCE, NOT_ON_RECORD, SPRING, "undetermined"),
    "advancement conflict": Letter(ADVANCE, {**READY, **APPROVED, "teacher_on_plan": ON_PLAN}, SPRING, "conflict", ruled=True),
    "advancement text not on file": Letter(ADVANCE, READY, "2023-05-02", "text_not_on_file"),
    "advancement beyond what is known, strictly": Letter(ADVANCE, READY, "2030-03-01", "law_not_known", ("--strict",)),
    "advancement long after the text": Letter(ADVANCE, TWO_EVALUATIONS, "2030-03-01", "fails"),
    "advancement decided by a reading": Letter(ADVANCE, PART_YEARS, SPRING, "fails", ("--reading", "accumulation=per_year")),
}
TO_THE_APPLICANT: Final = (
    "level three-A granted",
    "level three-A refused for one reason",
    "level three-A refused for four reasons",
    "level three-A conflict",
    "level three-A text not on file",
    "advancement refused for one reason",
    "advancement refused for four reasons",
    "advancement undetermined for one fact",
    "advancement decided by a reading",
)
AS_PAGES: Final = ("level three-A refused for four reasons", "advancement refused for one reason", "level three-A conflict")


class HtmlFile(TextFile):
    file_extension = "html"


class MarkdownFile(TextFile):
    file_extension = "md"


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The library as an office uses it, without the rules of the board and with them."""
    made = {ruled: copied(tmp_path_factory.mktemp("office")) for ruled in (False, True)}
    for folder in made.values():
        with (folder / "pincite.toml").open("a", encoding="utf-8") as file:
            file.write(OFFICE)
    law = (Path(__file__).parent / "board-rule.law").read_text(encoding="utf-8")
    for name, text in with_sources("statutes/example/board-rule.law", {"statutes/example/board-rule.law": law}).items():
        (made[True] / name).parent.mkdir(parents=True, exist_ok=True)
        (made[True] / name).write_text(text, encoding="utf-8")
    for name, added in ADDED.items():
        with (made[True] / "policy" / name).open("a", encoding="utf-8") as file:
            file.write(added)
    return made


def write(name: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    """What `pincite determine` prints for a letter."""
    letter = LETTERS[name]
    monkeypatch.chdir(folder)
    Path("facts.json").write_text(json.dumps(letter.facts), encoding="utf-8")
    code = main(["determine", letter.decision, "--facts", "facts.json", "--on", letter.on, *letter.options, *more])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out


@pytest.mark.parametrize("name", LETTERS)
def test_letter(
    name: str, projects: dict[bool, Path], snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = projects[LETTERS[name].ruled]
    found = json.loads(write(name, folder, capsys, monkeypatch, "--format", "json"))
    assert found["outcome"] == LETTERS[name].outcome
    assert steady(write(name, folder, capsys, monkeypatch)) == snapshot(name=name, extension_class=TextFile)


@pytest.mark.parametrize("name", TO_THE_APPLICANT)
def test_letter_to_the_applicant(
    name: str, projects: dict[bool, Path], snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whom = ("--profile", "applicant", "--applicant", "J. Doe", "--file-no", "2021-17")
    written = write(name, projects[LETTERS[name].ruled], capsys, monkeypatch, *whom)
    assert steady(written) == snapshot(name=name, extension_class=TextFile)


@pytest.mark.parametrize("name", AS_PAGES)
def test_letter_as_page(
    name: str, projects: dict[bool, Path], snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for form, extension in (("html", HtmlFile), ("md", MarkdownFile)):
        written = write(name, projects[LETTERS[name].ruled], capsys, monkeypatch, "--format", form)
        assert steady(written) == snapshot(name=name, extension_class=extension)


def test_of_four_reasons_none_is_left_out(
    projects: dict[bool, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LETTERS:
        if "four reasons" in name:
            found = json.loads(write(name, projects[False], capsys, monkeypatch, "--format", "json"))
            elements = {u["quotations"][0]["words"]: u["group"] if u["alternative"] else u["finding"] for u in found["unmet"]}
            assert len(set(elements.values())) == 4


def test_no_reading_can_decide_who_gets_the_license() -> None:
    """Subsection B is read in one way: so the letter about a reading is the one about the license that is held."""
    pack = pincite.load(ROOT)
    question = pack.main_question("us_nm.level_three.level_three_a")
    assert choices_met(pack, question, date(2021, 6, 1)) == ()


def test_nothing_in_the_library_grants_advancement() -> None:
    """The district's page asks and grants nothing: so advancement is granted, and in conflict, only by the rule invented here."""
    pack = pincite.load(ROOT)
    effects = {c.effect for c in pack.clauses if c.decision == "us_nm.aps.advancement.advance_to_three"}
    assert effects == {"require"}
