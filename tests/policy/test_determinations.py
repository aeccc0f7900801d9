"""The determinations that must be seen, as a person at a terminal gets them: each a file to be read when it changes.

What changes with every edit of the rules (the hash of the pack, lines of files, numbers of nodes) is replaced by a word.
"""

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pincite.cli.main import main
from tests.policy.library import ROOT

TEACHER, COUNSELOR, OTHER = '{"role": "teacher"}', '{"role": "counselor"}', '{"role": "other"}'
NOT_SUMMER = '{"role": "teacher", "summer_2019_k5": false}'
REFUSED, ADVANCEMENT, YEARS, LAPSE = (f"examples/{n}.yaml" for n in ("refused", "advancement", "school-years", "lapse"))

TWO_LAPSES = """{"role": "teacher", "reviews": {"complete": true, "source": "annual reviews", "records": {
  "2019-20": {"competent": false}, "2020-21": {"competent": false}}}}"""

CASES = {
    "teacher 2014": ("minimum_salary", TEACHER, "2014-01-01"),
    "teacher 2016": ("minimum_salary", TEACHER, "2016-01-01"),
    "teacher 2018-05-15": ("minimum_salary", TEACHER, "2018-05-15"),
    "teacher 2018-05-16": ("minimum_salary", TEACHER, "2018-05-16"),
    "teacher 2019-06-13": ("minimum_salary", TEACHER, "2019-06-13"),
    "teacher 2019-06-20": ("minimum_salary", TEACHER, "2019-06-20"),
    "teacher 2019-06-20 no summer program": ("minimum_salary", NOT_SUMMER, "2019-06-20"),
    "teacher 2019-07-01": ("minimum_salary", TEACHER, "2019-07-01"),
    "teacher 2024": ("minimum_salary", TEACHER, "2024-01-01"),
    "counselor 2016": ("minimum_salary", COUNSELOR, "2016-01-01"),
    "counselor 2019-07-01": ("minimum_salary", COUNSELOR, "2019-07-01"),
    "other 2019-07-01": ("minimum_salary", OTHER, "2019-07-01"),
    "refused applicant": ("level_three_a", REFUSED, "2021-06-01"),
    "advancement refused": ("advance_to_three", ADVANCEMENT, "2024-03-01"),
    "part years added up": ("advance_to_three", YEARS, "2024-03-01", "--reading", "accumulation=pooled"),
    "part years each by itself": ("advance_to_three", YEARS, "2024-03-01", "--reading", "accumulation=per_year"),
    "lapse": ("decline_contract", LAPSE, "2021-07-01"),
    "lapse, the following year under way": ("decline_contract", TWO_LAPSES, "2021-06-30"),
    "two lapses, the following year over": ("decline_contract", TWO_LAPSES, "2021-07-01"),
    "development owed": ("provide_development", LAPSE, "2020-09-01"),
    "license held": ("hold_level_three_a", "examples/holder.yaml", "2021-06-01", "--reading", "annual_demonstration=every_year"),
    "program pay by the day": ("additional_salary", "examples/program-pay.yaml", "2021-06-01"),
    "program pay by the hour": ("additional_salary", "examples/program-pay.yaml", "2021-06-01", "--reading", "same_rate=by_the_hour"),
    "level two refused": ("advance_to_two", "examples/level-two.yaml", "2024-03-01"),
    "certification lapsed": ("level_three_certification", "examples/certified.yaml", "2024-03-01"),
    "certification for the degree": ("certification_for_degree", "examples/certified.yaml", "2024-03-01"),
    "bypass without records": ("bypass_micro_credentials", "examples/certified.yaml", "2024-03-01"),
    "dossier on the last of May": ("complete_dossier", "examples/dossier.yaml", "2024-05-31"),
    "dossier on the first of June": ("complete_dossier", "examples/dossier.yaml", "2024-06-01"),
    "dossier on the first of June, standing": (
        "complete_dossier",
        "examples/dossier.yaml",
        "2024-06-01",
        "--reading",
        "dossier_after_may=stands",
    ),
    "dossier deadline": ("dossier_deadline", "examples/dossier.yaml", "2024-03-01"),
    "dossier, while the page does not end it": ("dossier_available", "examples/dossier.yaml", "2024-05-31"),
    "dossier not available": ("dossier_available", "examples/dossier.yaml", "2024-06-01"),
    "process not begun": ("begin_advancement", "examples/steps.yaml", "2024-03-01"),
    "route by micro-credentials": ("micro_credential_route", "examples/steps.yaml", "2024-03-01"),
    "transcripts": ("provide_transcripts", "examples/steps.yaml", "2024-03-01"),
    "notice of eligibility": ("notify_eligibility", "examples/steps.yaml", "2024-03-01"),
    "compensation after October 15": ("compensation_change", "examples/compensation.yaml", "2024-03-01"),
    "license to be provided": ("provide_license", "examples/compensation.yaml", "2024-03-01"),
}

KEPT_AS_JSON = (
    "teacher 2014",
    "teacher 2018-05-15",
    "teacher 2024",
    "counselor 2019-07-01",
    "refused applicant",
    "part years each by itself",
)
"""One of each status, the counselor, a refusal, and a reading that decides; of the others the text says enough."""


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class JsonFile(TextFile):
    file_extension = "json"


def steady(text: str) -> str:
    """The text without what every edit of the rules changes."""
    text = re.sub(r"\.pol:\d+", ".pol:LINE", text)
    text = re.sub(r'(pack |"pack": ")[0-9a-f]{64}', r"\1HASH", text)
    text = re.sub(r'(digest |"facts": "|"rests_on": ")[0-9a-f]{64}', r"\1DIGEST", text)
    return re.sub(r'(Engine pincite |"engine": ")[0-9.]+', r"\1VERSION", text)


def ask(case: str, *more: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What `pincite determine` prints, in the project of this repository."""
    decision, facts, on, *rest = CASES[case]
    if facts.startswith("{"):
        (tmp_path / "facts.json").write_text(facts, encoding="utf-8")
        facts = str(tmp_path / "facts.json")
    monkeypatch.chdir(ROOT)
    assert main(["determine", decision, "--facts", facts, "--on", on, *rest, *more]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out.replace(str(tmp_path), "FOLDER")


@pytest.mark.parametrize("case", CASES)
def test_as_text(
    case: str, snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = ask(case, capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path)
    assert steady(written) == snapshot(name=case, extension_class=TextFile)


@pytest.mark.parametrize("case", CASES)
def test_as_json(
    case: str, snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = ask(case, "--format", "json", capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path)
    by_reference = ask(case, "--format", "json", "--executor", "reference", capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path)
    assert written == by_reference
    assert json.loads(written)["on"] == CASES[case][2]
    if case in KEPT_AS_JSON:
        assert steady(written) == snapshot(name=case, extension_class=JsonFile)


@pytest.mark.parametrize(
    "case, value, status",
    [
        ("teacher 2014", None, "text_not_on_file"),
        ("teacher 2016", "$50,000", "ok"),
        ("teacher 2018-05-15", "$50,000", "ok"),
        ("teacher 2018-05-16", "$54,000", "ok"),
        ("teacher 2019-06-13", "$54,000", "ok"),
        ("teacher 2019-06-20", None, "ok"),
        ("teacher 2019-07-01", "$60,000", "ok"),
        ("teacher 2024", "$60,000", "beyond_horizon"),
        ("counselor 2016", "$50,000", "ok"),
        ("counselor 2019-07-01", "$60,000", "ok"),
        ("other 2019-07-01", None, "ok"),
    ],
)
def test_the_minimum_salary(
    case: str,
    value: str | None,
    status: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    data = json.loads(ask(case, "--format", "json", capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path))
    assert (data["value"], data["status"]) == (value, status)
    assert data["headline"].startswith("As last known on") == (status == "beyond_horizon")
    quoted = {law["citation"] for law in data["law"] if law["on_file"]}
    if value is not None:
        assert "NMSA 1978, § 22-10A-11(C)" in quoted
        amount = f"({value})"
        assert any(amount in piece["text"] for law in data["law"] for unit in law["units"] for piece in unit["pieces"])
    if case.startswith("counselor"):
        assert "NMSA 1978, § 22-10A-11(D)" in quoted


def test_unmet_and_missing_stand_apart_each_with_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = json.loads(ask("refused applicant", "--format", "json", capsys=capsys, monkeypatch=monkeypatch, tmp_path=tmp_path))
    assert [[q["words"] for q in u["quotations"]] for u in data["unmet"]] == [
        ["has been a level two teacher for at least three years"],
        ["holds a post-baccalaureate degree"],
        ["national board for professional teaching standards certification"],
    ]
    assert [m["fact"].rpartition(".")[2] for m in data["missing"]] == ["leader_competence", "other_qualifications"]
    assert all(place["quotations"] for m in data["missing"] for place in m["places"])


def test_a_missing_number_of_days_is_named_with_its_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (ROOT / YEARS).read_text(encoding="utf-8").replace('"2020-21": { instructional_days: 120 days,', '"2020-21": {')
    (tmp_path / "years.yaml").write_text(rows, encoding="utf-8")
    monkeypatch.chdir(ROOT)
    args = ["determine", "bypass_micro_credentials", "--facts", str(tmp_path / "years.yaml"), "--on", "2024-03-01", "--format", "json"]
    assert main(args) == 0
    (missing,) = json.loads(capsys.readouterr().out)["missing"]
    assert missing["decisive"] and missing["reason"] == "in 2020-21, instructional days taught not provided"
