"""A session law that sets out New Mexico's section whole, from the command that puts it on file to the clause that follows it."""

import shutil
from pathlib import Path

import pytest
from tests.trial import NEW, OLD, ROOT

from pincite.cli.main import main

RULES = Path("policy", "us-nm", "level-three.pol")
LAW = Path("statutes", "us-nm", "22-10A-11.law")
ACT = ("22-10A-11 NMSA 1978", "--act", "Laws 2026, ch. 12, § 3", "--effective", "2026-07-01", "--instructions", "act.txt")
HEAD = (
    "SECTION 3. Section 22-10A-11 NMSA 1978 (being Laws 2003, Chapter 153, Section 42, as amended) is amended to read:\n"
    '"22-10A-11. LEVEL THREE LICENSURE--TRACKS FOR TEACHERS.--\n'
)


def units() -> str:
    """The newest text on file, without its heading."""
    text = (ROOT / LAW).read_text(encoding="utf-8")
    start = text.index("A. A level", text.index("text from justia on 2019-06-14 {"))
    return text[start : text.index("\n}\n", start)]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for part in ("policy", "statutes"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / "pincite.toml").touch()
    assert units().count(OLD) == 1
    (tmp_path / "act.txt").write_text(f'{HEAD}{units().replace(OLD, NEW)}"\n', encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def amend(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    code = main(["law", "amend", *ACT, *more])
    captured = capsys.readouterr()
    return code, " ".join(captured.out.replace("|", " ").split()), " ".join(captured.err.split())


def test_what_really_changed_is_shown_and_what_it_breaks(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = amend(capsys, "--dry-run")
    assert code == 1
    assert f"C. The minimum salary for a level three-A teacher is [-{OLD}-]{{+{NEW}+}} for a standard nine" in out
    assert "§ 22-10A-11(A)" not in out
    assert "On July 1, 2026, 1 clause lost its footing" in out
    assert "info[PC777]: the catchline is printed otherwise than the heading on file" in err
    assert "the instructions were read as a section set out whole" in err
    assert (library / LAW).read_bytes() == (ROOT / LAW).read_bytes()


def test_the_clause_for_the_new_words_is_written_as_a_fix(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = amend(capsys, "--rights", "act of a legislature: public edict")
    assert code == 1, err
    assert main(["fmt", "--check"]) == 0
    assert main(["check", "--fix", "--suggested"]) == 0
    old, new = (ROOT / RULES).read_text(encoding="utf-8"), (library / RULES).read_text(encoding="utf-8")
    written = """\
  "The minimum salary for a level three-A teacher is seventy thousand dollars ($70,000) for a standard nine and one-half month contract"
    means minimum_salary = $70,000
      when "a level three-A teacher" means role = teacher
"""
    assert written in new and new.replace(written, "") == old
    assert main(["test"]) == 0
    capsys.readouterr()


def test_no_clause_is_written_where_more_than_the_number_changed(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = units().replace(f"{OLD} for a standard nine", f"{NEW} for a usual nine")
    (library / "act.txt").write_text(f'{HEAD}{changed}"\n', encoding="utf-8")
    code, out, err = amend(capsys, "--rights", "act of a legislature: public edict")
    assert code == 1, err
    assert f"[-{OLD} for a standard-]{{+{NEW} for a usual+}} nine" in out
    assert main(["check", "--fix", "--suggested", "--format", "concise"]) == 1
    assert (library / RULES).read_bytes() == (ROOT / RULES).read_bytes()
    capsys.readouterr()


def test_a_bill_with_brackets_is_refused_and_nothing_is_written(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "act.txt").write_text(f'{HEAD}{units().replace("sixty", "[sixty] seventy")}"\n', encoding="utf-8")
    code, out, err = amend(capsys, "--rights", "act of a legislature: public edict")
    assert (code, out) == (1, "")
    assert "error[PC778]: `[` may mark words that are struck or new" in err
    assert "nothing was written" in err
    assert (library / LAW).read_bytes() == (ROOT / LAW).read_bytes()
