"""What a rule answers after its words were repealed, recodified or rewritten: nothing that no text gives. Designations may change."""

from datetime import date
from pathlib import Path

import pytest

import pincite
from pincite.cli.main import main
from pincite.explain.proof import Determination
from pincitec.semantics.verdicts import VERDICTS
from tests.compiler.law.toy_law import law, note

TEXT = "text from s on 2020-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. The fee is due in May.\n}\n"
RULES = """policy toy "Fees"

source code = "x/1"

decision fee_due : money "fee"

provision code(A on 2021-01-01) {
  "fee is twenty dollars ($20)" means fee_due = $20
}
"""


def project(folder: Path, operations: str, said: str = "nothing") -> Path:
    body = f'act "Laws 2022" effective 2022-01-01 {{\n  {operations}\n{note(said)}}}\n{TEXT}'
    source, received = law(body)
    (folder / "statutes").mkdir()
    (folder / "policy").mkdir()
    (folder / "statutes" / "x.law").write_text(source.text, "utf-8")
    (folder / "statutes" / "s.txt").write_text(received.text, "utf-8")
    (folder / "policy" / "toy.pol").write_text(RULES, "utf-8")
    (folder / "pincite.toml").write_text("", "utf-8")
    return folder


def ask(folder: Path, on: str) -> Determination:
    return pincite.determine(pincite.load(folder), "fee_due", {}, on=date.fromisoformat(on))


ENDS = ["repeal section", 'recodify section as "x/2"', "repeal A", 'recodify A as "x/2(A)"', "repeal A through B"]


@pytest.mark.parametrize("operations", ENDS)
def test_words_that_ended_give_no_answer_from_that_day_on(tmp_path: Path, operations: str) -> None:
    folder = project(tmp_path, operations)
    assert ask(folder, "2021-12-31").value == "$20"
    after = ask(folder, "2022-01-01")
    assert after.value is None
    assert VERDICTS[after.verdict] == "not_applicable"


def test_a_redesignated_unit_goes_on(tmp_path: Path) -> None:
    folder = project(tmp_path, "redesignate A through B as B through C")
    assert [ask(folder, day).value for day in ("2021-12-31", "2022-01-01")] == ["$20", "$20"]


def test_a_unit_that_takes_the_designation_is_not_taken_for_it(tmp_path: Path) -> None:
    folder = project(tmp_path, "repeal A\n  add A {\nA. The fee is twenty dollars ($20).\n}", "The fee is twenty dollars ($20).")
    assert ask(folder, "2021-12-31").value == "$20"
    assert ask(folder, "2022-01-01").value is None


def test_law_show_says_that_a_section_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(project(tmp_path, 'recodify section as "us-nm/22-10A-12"'))
    for cite in ("x/1", "x/1(A)"):
        assert main(["law", "show", cite, "--on", "2022-01-01"]) == 1
        assert "no text on January 1, 2022: recodified as us-nm/22-10A-12 by Laws 2022" in capsys.readouterr().out
    assert main(["law", "history", "x/1"]) == 0
    assert "since January 1, 2022: no text: recodified as us-nm/22-10A-12 by Laws 2022" in capsys.readouterr().out
