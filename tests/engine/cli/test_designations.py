"""Designations that change after the newest text on file: what a citation names stays what it was, on all days before and after."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.trial import ROOT

from pincite.cli.main import main

Captured = pytest.CaptureFixture[str]
RAISE = (
    'in Subsection C, after "level three-A teacher is", deleted "sixty thousand dollars ($60,000)" and added '
    '"seventy thousand dollars ($70,000)"\n'
)
HEAD = "Section 22-10A-11 NMSA 1978 is amended as follows:\n"
NEW_D = (
    '(b) A new Subsection D is added to read as follows:\n"D. The minimum salary for a principal or a counselor who holds a level three or '
    "three-A license as provided in the School Personnel Act and rules promulgated by the department shall be the same as provided for "
    'level three-A teachers pursuant to Subsection C of this section.".\n'
)
REDESIGNATED = HEAD + "(a) Subsection D is redesignated as Subsection E.\n"
REPEALED = HEAD + "(a) Subsection D is repealed.\n"
RULES = Path("policy/us-nm/level-three.pol")
EARLIER = ("2018-06-01", "2021-07-01", "2026-08-01")
AFTER = "2027-08-01"
PRINCIPAL = """
provision nmsa(D on 2027-07-01) "Minimum salary of a counselor since 2027" {
  "shall be the same as provided for level three-A teachers pursuant to Subsection C"
    means minimum_salary = minimum_salary under nmsa(C) with (role = teacher)
      when "a counselor who holds a level three or three-A license" means role = counselor
}
scenario "a counselor in 2028" on 2028-01-01 {
  given role = counselor
  expect minimum_salary = $70,000
  cites nmsa(D on 2027-07-01)
}
"""


def amend(title: str, effective: str, instructions: str) -> int:
    Path("act.txt").write_text(instructions, encoding="utf-8")
    said = ("--act", title, "--effective", effective, "--instructions", "act.txt", "--rights", "act of a legislature: public edict")
    return main(["law", "amend", "us-nm/22-10A-11", *said])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with an act of 2026 on file, which the rules follow."""
    folder = tmp_path_factory.mktemp("library")
    for part in ("policy", "statutes", "examples"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "pincite.toml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert amend("Laws 2026, ch. 12, § 3", "2026-07-01", RAISE) == 1, "the clause of C lost its footing"
        assert main(["check", "--fix", "--suggested"]) == 0
    return folder


@pytest.fixture
def project(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(library, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def letter(day: str, capsys: Captured) -> str:
    capsys.readouterr()
    main(["determine", "minimum_salary", "--facts", "examples/counselor.yaml", "--on", day])
    return capsys.readouterr().out


def said(text: str) -> str:
    return " ".join(text.split())


def after_act(instructions: str, capsys: Captured) -> int:
    """Puts an act of 2027 on file; the letters of all days before it are what they were. Returns what `law amend` does."""
    before = [letter(day, capsys) for day in EARLIER]
    assert [said(text).count(amount) > 0 for text, amount in zip(before, ("$54,000", "$60,000", "$70,000"), strict=True)] == [True] * 3
    code = amend("Laws 2027, ch. 3, § 1", "2027-07-01", instructions)
    assert [letter(day, capsys) for day in EARLIER] == before
    return code


@pytest.mark.parametrize("instructions", [REDESIGNATED, REDESIGNATED + NEW_D], ids=["alone", "and a new D"])
def test_clauses_follow_a_unit_that_was_redesignated(instructions: str, project: Path, capsys: Captured) -> None:
    assert after_act(instructions, capsys) == 0
    found = letter(AFTER, capsys)
    assert "is $70,000 under NMSA 1978, § 22-10A-11(E) and (C)." in said(found)
    assert "22-10A-11(D)" not in found
    assert main(["check"]) == main(["test"]) == 0
    assert main(["impact", "Laws 2027, ch. 3, § 1"]) == 0


def test_a_unit_that_is_repealed_is_out_of_force_from_that_day(project: Path, capsys: Captured) -> None:
    assert after_act(REPEALED, capsys) == 0
    assert "no provision on file gives" in said(letter(AFTER, capsys))
    assert main(["check"]) == main(["test"]) == 0


def test_the_order_of_letters_is_that_of_the_text_on_file(project: Path, capsys: Captured) -> None:
    """Where C, which comes before D and is asked through it, is repealed, letters of earlier days go on showing it there."""
    after_act(REPEALED.replace("Subsection D", "Subsection C"), capsys)


def test_a_unit_that_came_in_place_of_a_repealed_one_must_be_followed(project: Path, capsys: Captured) -> None:
    """The old D is gone and another D stands there: what that one says is not what the rules say until somebody has read it."""
    assert after_act(REPEALED + NEW_D, capsys) == 1
    assert "the rules do not follow the text of NMSA 1978, § 22-10A-11(D)" in said(letter(AFTER, capsys))
    assert main(["check"]) == 1
    shown = said(capsys.readouterr().out)
    assert "error[PC601]" in shown
    assert "provision nmsa(D on 2027-07-01) { … }" in shown
    RULES.write_text(RULES.read_text(encoding="utf-8") + PRINCIPAL, encoding="utf-8")
    assert main(["check"]) == main(["test"]) == 0
    found = letter(AFTER, capsys)
    assert "is $70,000 under NMSA 1978, § 22-10A-11(D) and (C)." in said(found)
    assert "Minimum salary of a counselor since 2027" in found


def test_an_omission_is_enough_for_what_came(project: Path, capsys: Captured) -> None:
    after_act(REPEALED + NEW_D, capsys)
    remark = '\nomit nmsa(D on 2027-07-01) because "NMSA 1978, § 22-10A-11 is read without it"\n'
    RULES.write_text(RULES.read_text(encoding="utf-8") + remark, encoding="utf-8")
    main(["check", "--format", "concise"])
    assert "PC601" not in capsys.readouterr().out


def test_a_scenario_cites_a_unit_and_not_a_label(project: Path, capsys: Captured) -> None:
    after_act(REPEALED + NEW_D, capsys)
    wrong = PRINCIPAL.replace("cites nmsa(D on 2027-07-01)", "cites nmsa(D)")
    RULES.write_text(RULES.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    capsys.readouterr()
    assert main(["test"]) == 1
    assert "no clause of NMSA 1978, § 22-10A-11(D) decides this scenario" in said(capsys.readouterr().out)


def test_words_of_the_other_bearer_are_told_with_its_day(project: Path, capsys: Captured) -> None:
    after_act(REDESIGNATED + NEW_D, capsys)
    more = 'omit nmsa(D) "a principal or a counselor" because "NMSA 1978, § 22-10A-11(D): not asked for"\n'
    clause = PRINCIPAL.partition("scenario")[0].replace("nmsa(D on 2027-07-01)", "nmsa(D)")
    clause = clause.replace('"a counselor who', '"a principal or a counselor who')
    RULES.write_text(RULES.read_text(encoding="utf-8") + clause + more, encoding="utf-8")
    capsys.readouterr()
    assert main(["check"]) == 1
    shown = said(capsys.readouterr().out)
    assert "cite `nmsa(D on 2027-07-01)`, or add `in nmsa(D on 2027-07-01)` after the quotation" in shown
    assert shown.count("cite `nmsa(D on 2027-07-01)`") == 2, "of the omission too"


def test_a_designation_of_several_units_needs_a_day(project: Path, capsys: Captured) -> None:
    """E was one unit until 2015, and is from 2027 on the D of the text on file."""
    after_act(REDESIGNATED, capsys)
    RULES.write_text(RULES.read_text(encoding="utf-8") + PRINCIPAL.replace("D on 2027-07-01", "E"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check"]) == 1
    assert "say which is meant, `nmsa(E on 2015-06-30)` or `nmsa(D)`" in said(capsys.readouterr().out)


def test_law_show_means_the_label_of_its_day(project: Path, capsys: Captured) -> None:
    after_act(REDESIGNATED + NEW_D, capsys)
    capsys.readouterr()
    shown = {}
    for label, day in (("D", "2021-07-01"), ("D", AFTER), ("E", AFTER)):
        assert main(["law", "show", f"us-nm/22-10A-11({label})", "--on", day]) == 0
        shown[label, date.fromisoformat(day).year] = "principal" in capsys.readouterr().out
    assert shown == {("D", 2021): False, ("D", 2027): True, ("E", 2027): False}


def test_quotes_of_former_units_and_of_citations_that_are_behind(project: Path, capsys: Captured) -> None:
    text = (
        'policy example.x "X"\nsource nmsa = "us-nm/22-10A-11"\nparty clerk "the clerk"\ndecision fee : entitlement of clerk "a fee"\n'
        'provision nmsa(D on 2014-01-01) {\n  "foo" means grant fee\n}\nprovision nmsa(F) {\n  "bar" means grant fee\n}\n'
    )
    Path("policy/x.pol").write_text(text, encoding="utf-8")
    assert main(["quotes", "policy/x.pol"]) == 1
    shown = capsys.readouterr().out
    for words, cite in (("foo", "D"), ("bar", "F")):
        block = said(shown[shown.index(f"“{words}”") :].split("\n\n")[0])
        assert block.endswith("orphaned from 2015-07-01 by Laws 2015, ch. 74, § 1"), cite
        assert "not-yet" not in block
