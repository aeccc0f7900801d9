"""`pincite prove`, and claims in `pincite check`, on the small project of docs/prove.md."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate
from tests.docs.pages import ROOT, blocks

from pincite.cli.main import main


@pytest.fixture(name="project")
def project_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the page, in a folder of their own with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    for block in blocks((ROOT / "docs" / "prove.md").read_text(encoding="utf-8")):
        if block.path and block.language != "diff":
            (folder / block.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.path).write_text(block.text, encoding="utf-8")
    monkeypatch.chdir(folder)
    yield folder


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / "policy" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def flowed(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, without line breaks."""
    return " ".join(capsys.readouterr().out.split())


def claims(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict[str, Any]]:
    code = main(["prove", "--format", "json", *args])
    document = json.loads(capsys.readouterr().out)
    validate(document, json.loads((ROOT / "docs/schemas/prove-1.json").read_text(encoding="utf-8")))
    return code, {c["title"]: c for c in document["claims"]}


def test_each_claim_with_both_quotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = claims(capsys)
    assert code == 0
    assert {t: c["status"] for t, c in found.items()} == {
        "no dossier is required that cannot be had": "counterexample",
        "the degree of the page is one of the act": "proved",
        "three school years are three years": "counterexample",
    }
    degree = found["the degree of the page is one of the act"]
    assert degree["search"]["exhaustive"] and degree["witness"] is None
    assert [q["words"] for q in degree["premise"]["quotations"]] == ["Master's Degree"]
    assert [q["words"] for q in degree["conclusion"]["quotations"]] == ["holds a post-baccalaureate degree"]
    dossier = found["no dossier is required that cannot be had"]
    assert dossier["witness"]["on"] == "2024-06-01"
    assert dossier["witness"]["facts"] == [
        {"fact": "example.page.year_of_teaching", "record": None, "label": "year of teaching", "value": "5"}
    ]
    assert {q["citation"] for q in dossier["conclusion"]["quotations"]} == {"District Page(C)"}


def test_a_title_or_words_of_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(claims(capsys, "DOSSIER")[1]) == ["no dossier is required that cannot be had"]
    assert main(["prove", "no such title"]) == 2
    assert "no claim has the title" in capsys.readouterr().err


def test_an_expected_case_that_is_gone_is_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        project,
        "claims.pol",
        "implies degree_held >= other_post_baccalaureate\n",
        "implies degree_held >= bachelors expect counterexample\n",
    )
    assert main(["prove", "degree"]) == 1
    assert "drop `expect counterexample`" in flowed(capsys)
    assert main(["check", "--format", "concise"]) == 1
    out = capsys.readouterr().out
    assert "policy/claims.pol:6" in out and "PC922" in out


def test_a_case_that_nobody_expects_is_an_error_of_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "claims.pol", "dossier implies offered\n  expect counterexample because", "dossier implies offered\n  because")
    assert main(["check"]) == 1
    out = flowed(capsys)
    assert "PC921" in out and "year of teaching: 5" in out
    assert "“After May 2024, dossiers will no longer be available for advancement”" in out
    assert main(["check", "policy/act.pol"]) == 0  # what is wrong with a claim stands in its own file
    capsys.readouterr()


def test_of_rules_with_errors_nothing_is_searched(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "act.pol", "has been a teacher for at least three years", "was a teacher for at least three years")
    assert main(["check", "policy/claims.pol"]) == 0
    captured = capsys.readouterr()
    assert "was not searched" in captured.err
    assert main(["prove"]) == 1
    assert "PC403" in capsys.readouterr().err


def test_without_a_claim_nothing_passes_for_a_search(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "policy" / "claims.pol").unlink()
    assert main(["prove"]) == 2
    assert "the rules claim nothing" in capsys.readouterr().err


def test_an_unchanged_project_is_not_searched_anew(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check"]) == 0
    monkeypatch.setattr("pincite.prove.run.findings", lambda *_: pytest.fail("searched again"))
    assert main(["check"]) == 0


def test_the_text_fits_eighty_columns(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove"])
    main(["terms"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_terms_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    validate(document, json.loads((ROOT / "docs/schemas/terms-1.json").read_text(encoding="utf-8")))
    pairs = [{w["words"] for w in near["wordings"]} for near in document["near"]]
    assert {"Master's Degree", "post-baccalaureate degree"} in pairs
    assert all(place["citation"] for term in document["undefined"] for place in term["uses"])
