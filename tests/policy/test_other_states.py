"""Determinations in Massachusetts and Arkansas, as a teacher at a terminal gets them: each a file to be read when it changes.

What must come out is known beforehand and stands beside each case.
"""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from syrupy.assertion import SnapshotAssertion

from pincite.cli.main import main
from pincitec.compile import compile_project
from tests.policy.library import ROOT, project
from tests.policy.test_determinations import JsonFile, TextFile, steady


class Case(NamedTuple):
    """A question with the answer that it must get. `facts`: the name of an example, or what is stated."""

    decision: str
    facts: str | dict[str, object]
    on: str
    verdict: str
    value: str | None = None
    readings: tuple[str, ...] = ()


BADGES, DEADLINE, TASK = ("ma-badges", "ma-deadline", "ma-task")
CONTENT, SAME_DAY, HOURS, PATHWAY = ("ar-content", "ar-same-day", "ar-hours", "ar-pathway")
OPEN_LIST: dict[str, object] = {"collects_pdps": True, "badge_areas": {"records": {"English learners": {"badges": "3 badges"}}}}
SCORED: dict[str, object] = {
    "qualifying_score": "160 points",
    "standard_error": "5 points",
    "micro_credential": "formative_ela",
    "provisional_license_on": "2023-08-01",
    "purchased_on": "2023-08-02",
}
PASSED: dict[str, object] = {"content_score": "155 points", "completed": True, "aap_eligible": True, "aap_requirements_met": True}
PPTL: dict[str, object] = {"works_under_pptl": True, "micro_credential": "academic_rigor"}
NO_COVERAGE: dict[str, object] = {
    "coverage_required": True,
    "coursework": False,
    "mentored_employment": False,
    "professional_development": False,
}

CASES = {
    "ma badges in pairs": Case("pdps_for_badges", BADGES, "2024-03-01", "holds", "10 PDPs"),
    "ma badges pro rata": Case("pdps_for_badges", BADGES, "2024-03-01", "holds", "15 PDPs", ("odd_badge=pro_rata",)),
    "ma badges of an open list": Case("pdps_for_badges", OPEN_LIST, "2024-03-01", "undetermined"),
    "ma badges of nobody who collects points": Case("pdps_for_badges", {"collects_pdps": False}, "2024-03-01", "gap"),
    "ma use by a teacher": Case("way_named", BADGES, "2024-03-01", "holds", "conversion to professional development points (PDPs)"),
    "ma use by a paraprofessional": Case(
        "way_named", {"position": "paraprofessional"}, "2024-03-01", "holds", "professional learning independently or as part of a team"
    ),
    "ma use by a teacher who may need points": Case(
        "way_named", {"position": "teacher", "license_held": "professional"}, "2024-03-01", "undetermined"
    ),
    "ma use by a teacher who collects points that are not required": Case(
        "way_named",
        {"position": "teacher", "license_held": "professional", "collects_pdps": True, "pdps_required": False},
        "2024-03-01",
        "holds",
        "conversion to professional development points (PDPs), and also learning independently, adding a license in a new field or as "
        "part of a professional learning community (PLC)",
    ),
    "ma use by a teacher without a license": Case(
        "way_named", {"position": "teacher", "license_held": "no_license", "pdps_required": True}, "2024-03-01", "gap"
    ),
    "ma no points with an Initial license": Case("earn_pdps", {"license_held": "initial"}, "2024-03-01", "fails"),
    "ma points with a Professional license": Case("earn_pdps", {"license_held": "professional"}, "2024-03-01", "undetermined"),
    "ma electives": Case("apply_pdps", {"pdp_area": "electives"}, "2024-03-01", "holds"),
    "ma no endorsement": Case("badges_for_endorsement", {"endorsement": "sei_endorsement"}, "2024-03-01", "holds"),
    "ma coverage not documented": Case("add_license", NO_COVERAGE, "2024-03-01", "fails"),
    "ma a field like those": Case("documentation_option", {"field_added": "another_field"}, "2024-03-01", "undetermined"),
    "ma a field that the page names": Case(
        "documentation_option", {"field_added": "moderate_disabilities"}, "2024-03-01", "holds", "the NEA micro-credentials"
    ),
    "ma end of six months": Case("documentation_due", DEADLINE, "2024-02-29", "undetermined"),
    "ma in time either way": Case("time_for_documentation", DEADLINE, "2024-02-29", "holds"),
    "ma in time or not": Case("time_for_documentation", DEADLINE, "2024-03-01", "undetermined"),
    "ma late either way": Case("time_for_documentation", DEADLINE, "2024-03-02", "fails"),
    "ma evidence or tasks": Case("evidence_or_tasks", TASK, "2024-03-01", "holds"),
    "ma conversion without two related badges": Case(
        "convert_badges",
        {"collects_pdps": True, "badge_areas": {"complete": True, "source": "portal", "records": {"Organizing": {"badges": 1}}}},
        "2024-03-01",
        "fails",
    ),
    "ma start": Case("start_micro_credential", TASK, "2024-03-01", "undetermined"),
    "ma end of six months of a task": Case("task_documentation_due", TASK, "2024-03-01", "holds", "August 1, 2024"),
    "ma late by one start": Case("time_for_documentation", TASK, "2024-07-16", "fails"),
    "ma in time by the other start": Case("time_for_documentation", TASK, "2024-07-16", "holds", None, ("clock=task",)),
    "ma evaluation": Case("evaluation", TASK, "2024-03-01", "holds"),
    "ma once more": Case("revise_and_resubmit", TASK, "2024-03-01", "holds"),
    "ma before the page": Case("pdps_for_badges", BADGES, "2018-07-01", "undetermined"),
    "ar two errors below": Case("standard_license", CONTENT, "2024-03-01", "undetermined"),
    "ar two errors below, supplement": Case("supplement_score", CONTENT, "2024-03-01", "holds"),
    "ar just more than two errors below": Case("supplement_score", {**SCORED, "content_score": "149.99 points"}, "2024-03-01", "fails"),
    "ar the qualifying score": Case("supplement_score", {**SCORED, "content_score": "160 points"}, "2024-03-01", "holds"),
    "ar just above the qualifying score": Case("supplement_score", {**SCORED, "content_score": "160.01 points"}, "2024-03-01", "fails"),
    "ar on one day": Case("supplement_score", SAME_DAY, "2024-03-01", "undetermined"),
    "ar not on the list": Case("take_in_place_of_plt", PPTL, "2024-03-01", "fails"),
    "ar hours required": Case("hours_required", PPTL, "2024-03-01", "holds", "12 hours"),
    "ar an hour short": Case("hours_fulfilled", HOURS, "2024-07-01", "fails"),
    "ar standard license": Case("standard_license", {**SCORED, **PASSED}, "2024-03-01", "holds"),
    "ar use of a listed one": Case("take_for_content", {**SCORED, **PASSED}, "2024-03-01", "holds"),
    "ar use of one of the other list": Case("take_for_pedagogy", {**SCORED, "works_under_pptl": True}, "2024-03-01", "fails"),
    "ar toward the hours": Case(
        "count_toward_hours", {"works_under_pptl": True, "micro_credential": "instructional_practices"}, "2024-03-01", "holds"
    ),
    "ar badge": Case("digital_badge", PATHWAY, "2024-03-01", "holds"),
    "ar Master Teacher": Case("select_pathway", PATHWAY, "2024-03-01", "holds"),
    "ar stacks of a district": Case("use_stacks", {}, "2024-03-01", "holds"),
}

KEPT_AS_JSON = ("ma badges in pairs", "ma end of six months", "ma use by a teacher", "ar two errors below", "ar an hour short")
"""A rate under a reading, a day that does not exist, a table, a distance, a list of records; of the others the text says enough."""


def ask(case: Case, *more: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What `pincite determine` prints, in the project of this repository."""
    if isinstance(case.facts, str):
        facts = f"examples/{case.facts}.yaml"
    else:
        (tmp_path / "facts.json").write_text(json.dumps(case.facts), encoding="utf-8")
        facts = str(tmp_path / "facts.json")
    monkeypatch.chdir(ROOT)
    readings = [part for reading in case.readings for part in ("--reading", reading)]
    assert main(["determine", case.decision, "--facts", facts, "--on", case.on, *readings, *more]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out.replace(str(tmp_path), "FOLDER")


@pytest.mark.parametrize("name", CASES)
def test_as_text(
    name: str, snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = ask(CASES[name], capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path)
    assert [line for line in written.splitlines() if len(line) > 80 and not line.startswith("  pincite determine ")] == []
    assert steady(written) == snapshot(name=name, extension_class=TextFile)


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_the_known_one(
    name: str, snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = CASES[name]
    written = ask(case, "--format", "json", capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path)
    by_reference = ask(case, "--format", "json", "--executor", "reference", capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path)
    assert written == by_reference
    data = json.loads(written)
    assert (data["verdict"], data["value"], data["on"]) == (case.verdict, case.value, case.on)
    if name in KEPT_AS_JSON:
        assert steady(written) == snapshot(name=name, extension_class=JsonFile)


def test_every_decision_has_a_letter() -> None:
    pack, errors, _ = compile_project(project(ROOT))
    assert pack is not None and not errors
    decisions = {name for name in pack.decision if name.startswith(("us_ma.", "us_ar."))}
    assert {name.rpartition(".")[2] for name in decisions} == {case.decision for case in CASES.values()}
