"""`pincite check --fix`: what it writes, and what it leaves to a person. On a copy of the library with an amendment nobody follows yet."""

import hashlib
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.trial import NEW, OLD, ROOT, trial_library

from pincite.cli.main import main
from pincitec.compile import check
from pincitec.diagnostics import Diagnostic, Severity
from pincitec.project import open_project

RULES = Path("policy", "us-nm", "level-three.pol")
CLAUSE = """\
  "The minimum salary for a level three-A teacher is sixty thousand dollars ($60,000) for a standard nine and one-half month contract"
    means minimum_salary = $60,000
      when "a level three-A teacher" means role = teacher
"""
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = trial_library(tmp_path / "library")
    monkeypatch.chdir(folder)
    return folder


def errors(folder: Path) -> list[Diagnostic]:
    project, problems = open_project(folder)
    assert problems == []
    return [d for d in check(project).diagnostics if d.severity is Severity.ERROR]


def test_a_lapse_shows_what_the_act_did(trial: Path, capsys: Captured, snapshot: SnapshotAssertion) -> None:
    assert main(["check", "policy"]) == 1
    assert capsys.readouterr().out == snapshot


def test_a_clause_is_not_added_without_being_asked_for(trial: Path, capsys: Captured) -> None:
    before = (trial / RULES).read_bytes()
    assert main(["check", "--fix", "--format", "concise"]) == 1
    assert "nothing was fixed\n" in capsys.readouterr().err
    assert (trial / RULES).read_bytes() == before


def test_a_dry_run_writes_nothing(trial: Path, capsys: Captured, snapshot: SnapshotAssertion) -> None:
    before = (trial / RULES).read_bytes()
    assert main(["check", "--fix", "--suggested", "--dry-run"]) == 1
    assert capsys.readouterr().out == snapshot
    assert (trial / RULES).read_bytes() == before


def test_the_clause_for_the_new_words(trial: Path, capsys: Captured) -> None:
    (lapsed,) = errors(trial)
    assert lapsed.rule.code == "PC601"
    assert main(["check", "--fix", "--suggested"]) == 0
    assert errors(trial) == []
    old, new = (ROOT / RULES).read_text(encoding="utf-8"), (trial / RULES).read_text(encoding="utf-8")
    added = CLAUSE.replace(OLD, NEW).replace("$60,000", "$70,000")
    assert new.count(added) == 1
    assert new.replace(added, "") == old
    capsys.readouterr()
    assert main(["check", "--fix", "--suggested"]) == 0
    assert capsys.readouterr().err.startswith("nothing was fixed\n")
    assert main(["fmt", "--check"]) == 0
    assert main(["test"]) == 0


@pytest.mark.parametrize(
    ("operation", "why"),
    [
        ('in C after "level three-A teacher is" strike "sixty" insert "seventy"', "only a part of the amount: words and figures disagree"),
        ('in C after "teacher is" strike "sixty thousand dollars ($60,000)" insert "more than sixty thousand dollars ($60,000)"', "more"),
        ('in C after "The minimum salary for a" strike "level three-A teacher is" insert "teacher of level three-A is"', "the heading"),
        ('in C after "teacher is" strike "sixty thousand dollars ($60,000)" insert "as the department sets it"', "no amount"),
    ],
)
def test_no_clause_where_it_does_not_follow_exactly(
    operation: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    words = [w for i, w in enumerate(operation.split('"')) if i % 2]
    folder = trial_library(tmp_path / "library", operation, f'In C, after "{words[0]}", deleted "{words[1]}" and added "{words[2]}".')
    monkeypatch.chdir(folder)
    assert all(d.fixes == () for d in errors(folder))
    assert main(["check", "--fix", "--suggested", "--format", "concise"]) == 1
    assert "nothing was fixed\n" in capsys.readouterr().err
    assert (folder / RULES).read_bytes() == (ROOT / RULES).read_bytes()


def test_only_files_that_are_named_are_changed(trial: Path, capsys: Captured) -> None:
    assert main(["check", "--fix", "--suggested", "policy/us-nm/aps"]) == 0
    assert (trial / RULES).read_bytes() == (ROOT / RULES).read_bytes()
    assert "nothing was fixed\n" in capsys.readouterr().err


def test_a_layout_that_is_not_the_usual_one_is_kept(trial: Path) -> None:
    text = (trial / RULES).read_text(encoding="utf-8")
    loose = text.replace(CLAUSE, CLAUSE.replace("    means minimum_salary = $60,000\n", "    means  minimum_salary=$60,000  # of 2019\n"))
    assert loose != text
    (trial / RULES).write_text(loose, encoding="utf-8")
    assert main(["check", "--fix", "--suggested"]) == 0
    fixed = (trial / RULES).read_text(encoding="utf-8")
    added = CLAUSE.replace(OLD, NEW).replace("    means minimum_salary = $60,000\n", "    means  minimum_salary=$70,000  # of 2019\n")
    assert fixed.replace(added, "") == loose


UNDER_A_HEADING = """\
  "minimum salary for a level three-A teacher"
  means when role = teacher {
    "sixty thousand dollars ($60,000)" means minimum_salary = $60,000
    "fifty thousand dollars ($50,000)" means minimum_salary = $50,000
  }

"""


def test_several_acts_are_followed_one_after_the_other(trial: Path) -> None:
    """Amounts under a heading, one of them missing: each round adds the clause for the next text, where the operations say which words came
    in."""
    text = (trial / RULES).read_text(encoding="utf-8")
    start, end = text.index(CLAUSE), text.index('  "provided that teachers')
    (trial / RULES).write_text(text[:start] + UNDER_A_HEADING + text[end:], encoding="utf-8")
    assert main(["check", "--fix", "--suggested"]) == 0
    fixed = (trial / RULES).read_text(encoding="utf-8")
    assert {
        '"fifty-four thousand dollars ($54,000)" means minimum_salary = $54,000',
        '"seventy thousand dollars ($70,000)" means minimum_salary = $70,000',
    } <= {" ".join(line.split()) for line in fixed.splitlines()}


REDESIGNATED = """\
section example/1

cite      "Example Act, § 1"
authority statute
ladder    "A." "(1)" "(a)"
source    page "sources/a.txt" sha256:{digest}
  known until 2030-12-31 because "an example"

text from page on 2020-01-01 {{
Fees.
A. A fee is due.
B. The fee is waived for a teacher.
C. A license costs fifty dollars ($50.00).
}}

act "Laws 2020, ch. 1, § 1" effective 2020-01-01 {{
  redesignate B as C
  add B
  note from page {{
The 2020 amendment added a new Subsection B and redesignated former Subsection B as Subsection C.
}}
}}

act "Laws 2010, ch. 1, § 1" effective 2010-01-01
"""
RECEIVED = """\
Fees.
A. A fee is due.
B. The fee is waived for a teacher.
C. A license costs fifty dollars ($50.00).
The 2020 amendment added a new Subsection B and redesignated former Subsection B as Subsection C.
"""
FEES = """\
policy example.fees "Fees"

source act = "example/1"

fact applied : boolean "has applied"

decision fee : money "fee"

provision act(B) {
  "A license costs" means when applied {
    "fifty dollars ($50.00)" means fee = $50
  }
}

scenario "in 2015" on 2015-01-01 {
  given applied = true
  expect fee = $50
}
"""


@pytest.fixture
def fees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which an act has made Subsection B Subsection C; gives its policy file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for folder in ("policy", "statutes/sources"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pincite.toml").touch()
    (tmp_path / "statutes" / "sources" / "a.txt").write_text(RECEIVED, encoding="utf-8")
    digest = hashlib.sha256(RECEIVED.encode()).hexdigest()
    (tmp_path / "statutes" / "a.law").write_text(REDESIGNATED.format(digest=digest), encoding="utf-8")
    (tmp_path / "policy" / "a.pol").write_text(FEES, encoding="utf-8")
    return tmp_path / "policy" / "a.pol"


def test_a_citation_follows_a_redesignation_without_being_asked(fees: Path) -> None:
    """What the rule says stays as it was, so this fix needs nobody to read it."""
    assert {d.rule.code for d in errors(Path.cwd())} == {"PC412"}
    assert main(["check", "--fix"]) == 0
    assert fees.read_text(encoding="utf-8") == FEES.replace("act(B)", "act(C)")
    assert main(["test"]) == 0


def test_words_of_another_place_are_cited_there_only_if_asked(fees: Path) -> None:
    """That words stand elsewhere does not say that they are meant."""
    wrong = FEES.replace("act(B)", "act(C)").replace("when applied {", 'when "A fee is due" means applied {')
    fees.write_text(wrong, encoding="utf-8")
    assert main(["check", "--fix"]) == 1
    assert fees.read_text(encoding="utf-8") == wrong
    assert main(["check", "--fix", "--suggested"]) == 0
    assert fees.read_text(encoding="utf-8") == wrong.replace('"A fee is due" means', '"A fee is due" in act(A) means')


def test_words_that_stand_in_two_other_places_are_cited_in_neither(fees: Path) -> None:
    wrong = FEES.replace("act(B)", "act(C)").replace("when applied {", 'when "fee is" means applied {')
    fees.write_text(wrong, encoding="utf-8")
    assert main(["check", "--fix", "--suggested"]) == 1
    assert fees.read_text(encoding="utf-8") == wrong


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(trial: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    from pincite.cli import streams

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(streams, "_replace", full)
    assert main(["check", "--fix", "--suggested"]) == 2
    assert "could not be written" in capsys.readouterr().err
    assert (trial / RULES).read_bytes() == (ROOT / RULES).read_bytes()


def test_options_that_need_fix(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["check", "--dry-run"]) == 2
    assert "`--dry-run` says something of `--fix`" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--fix"]) == 2
    assert "the library that comes with pincite is not changed" in capsys.readouterr().err
