"""`pincite law amend` in a project folder of a stranger: what is written, what is shown, and what is refused without a trace."""

import hashlib
import os
from pathlib import Path
from threading import Thread

import pytest

from pincite.cli.main import main
from pincitec.diagnostics.reading import MAX_LINE

TEXT = """Sec. 7-2. Garden plots.
A. The clerk shall assign a garden plot to a resident who has lived in Elmsford for at least two years.
B. The yearly fee for a plot is forty dollars ($40).
"""
LAW = f"""section elmsford/7-2

cite      "Elmsford Town Code § 7-2"
authority local rule
ladder    "A."
source    code "sources/code.txt" sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}
  known until 2030-06-30 because "the page says so"
  rights "public edict"

text from code on 2020-01-01 {{
{TEXT}}}
"""
POL = """policy elmsford.garden "Garden plots"

source code = "elmsford/7-2"

decision fee : money "yearly fee for a plot"

provision code(B) {
  "The yearly fee for a plot is forty dollars ($40)" means fee = $40
}

scenario "what a plot costs" on 2024-05-01 {
  expect fee = $40
}
"""
RAISE = 'in Subsection B, after "for a plot is", deleted "forty dollars ($40)" and added "fifty dollars ($50)".\n'
ACT = ("elmsford/7-2", "--act", "Ordinance 2026-4", "--effective", "2026-07-01")
RIGHTS = ("--rights", "ordinance of a town: public edict")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "statutes" / "sources").mkdir(parents=True)
    (tmp_path / "policy").mkdir()
    (tmp_path / "pincite.toml").write_text("")
    (tmp_path / "statutes" / "garden.law").write_text(LAW)
    (tmp_path / "statutes" / "sources" / "code.txt").write_text(TEXT)
    (tmp_path / "policy" / "garden.pol").write_text(POL)
    (tmp_path / "raise.txt").write_text(RAISE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def files(project: Path) -> dict[str, bytes]:
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in project.rglob("*") if path.is_file()}


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["law", "amend", *args])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def refused(capsys: pytest.CaptureFixture[str], project: Path, *args: str, code: int = 1) -> str:
    """What is said; nothing may be written, printed as a result, or end in a traceback."""
    before = files(project)
    returned, out, err = run(capsys, *args)
    assert (returned, out) == (code, ""), err
    assert files(project) == before
    assert "Traceback" not in err
    assert "internal error" not in err
    assert "\x1b" not in err
    return err


# -- what is written and shown -------------------------------------------------------------------------------------------


def test_an_act_is_put_on_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert code == 1, "a clause lost its footing"
    assert "[-forty dollars ($40)-]{+fifty dollars ($50)+}" in " ".join(out.replace("|", " ").split())
    assert "On July 1, 2026, 1 clause lost its footing" in out
    assert "policy/garden.pol:8" in out
    assert "the instructions were read as an editor's note\n" in err
    assert "the act was put on file at statutes/garden.law:18\n" in err
    assert "the instructions are kept as statutes/sources/ordinance-2026-4.txt\n" in err
    written = files(project)
    assert written["statutes/sources/ordinance-2026-4.txt"].decode() == RAISE
    assert 'act "Ordinance 2026-4" effective 2026-07-01 {\n' in written["statutes/garden.law"].decode()
    assert main(["law", "show", "elmsford/7-2(B)", "--on", "2026-07-01"]) == 0
    assert "fifty dollars ($50)" in capsys.readouterr().out


def test_the_new_file_is_laid_out_and_lacks_only_the_clause(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert main(["fmt", "--check"]) == 0
    capsys.readouterr()
    assert main(["check", "--format", "concise"]) == 1
    assert [code for code in ("PC601", "PC4", "PC7") if code in capsys.readouterr().out] == ["PC601"]


def test_a_dry_run_writes_nothing_and_shows_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(project)
    dry = run(capsys, *ACT, "--instructions", "raise.txt", "--dry-run")
    assert files(project) == before
    assert "nothing was written; the act would stand at statutes/garden.law:18\n" in dry[2]
    wet = run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert dry[0] == wet[0]
    assert "  On file   no; it would stand at statutes/garden.law:18\n" in dry[1]
    tried = dry[1].replace("On file   no; it would stand at ", "On file   ").replace("as the file would have them", "as the file has them")
    assert tried == wet[1]


@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_what_it_breaks_is_shown_in_each_format(format: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *ACT, "--instructions", "raise.txt", "--dry-run", "--format", format)
    assert code == 1
    assert {"md": "<del>", "html": "<!doctype html>", "json": '"schema"'}[format] in out.lower()


def test_the_redline_is_shown_where_the_rules_have_errors(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "policy/garden.pol").write_text(POL.replace("fee = $40 }", "fee = $41 }").replace("means fee = $40\n", "means fee = $41\n"))
    code, out, err = run(capsys, *ACT, "--instructions", "raise.txt", "--dry-run")
    assert code == 1
    assert "[-forty dollars" in out
    assert "error[PC501]" in err


def test_instructions_come_from_standard_input(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.write(write, RAISE.encode())
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        code, _, err = run(capsys, *ACT, "--instructions", "-", *RIGHTS)
    assert code == 1
    assert "put on file" in err
    assert (project / "statutes/sources/ordinance-2026-4.txt").read_text() == RAISE


def test_an_act_that_no_clause_quotes_is_no_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "more.txt").write_text('in the catchline, deleted "Garden plots" and added "Plots".')
    code, _, _ = run(capsys, *ACT, "--instructions", "more.txt", *RIGHTS)
    assert code == 0


def test_the_clause_for_the_new_words_ends_the_matter(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS, "--enacted", "2026-05-01", "--known", "2026-05-04", "--until", "2027-07-01")
    assert main(["check", "--fix", "--suggested"]) == 0
    assert main(["check"]) == 0
    assert main(["impact", "Ordinance 2026-4"]) == 0
    for day, amount in (("2026-06-30", "$40"), ("2026-07-01", "$50"), ("2027-06-30", "$50"), ("2027-07-01", "$40")):
        capsys.readouterr()
        assert main(["determine", "fee", "--on", day]) == 0
        assert f"is {amount} under" in capsys.readouterr().out


def test_a_clause_about_a_repealed_unit_stands_until_that_day(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "repeal.txt").write_text("Subsection B of Section 7-2 is repealed.")
    code, out, _ = run(capsys, *ACT, "--instructions", "repeal.txt", *RIGHTS)
    assert code == 0
    assert "the unit does not exist from July 1, 2026 on" in " ".join(out.split())
    assert main(["check"]) == 0
    assert main(["test"]) == 0


def test_two_acts_may_follow_each_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)
    (project / "again.txt").write_text('Section 7-2(B) is amended by striking "fifty dollars ($50)" and inserting "$60" in its place.')
    code, _, err = run(
        capsys, "elmsford/7-2", "--act", "Ordinance 2027-1", "--effective", "2027-07-01", "--instructions", "again.txt", *RIGHTS
    )  # fmt: skip
    assert code == 0, "what the first act took away was lost before; " + err
    assert main(["law", "show", "elmsford/7-2(B)", "--on", "2027-07-01"]) == 0
    assert "$60" in capsys.readouterr().out
    law = (project / "statutes/garden.law").read_text()
    assert law.index('act "Ordinance 2027-1"') < law.index('act "Ordinance 2026-4"')


def test_the_file_keeps_its_line_ends(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    law = project / "statutes/garden.law"
    law.write_bytes(b"\xef\xbb\xbf" + LAW.replace("\n", "\r\n").encode())
    assert run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)[0] == 1
    data = law.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsection")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_received_file_of_another_act_is_never_replaced(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = project / "statutes/sources/ordinance-2026-4.txt"
    other.write_text("something else")
    run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert other.read_text() == "something else"
    digest = hashlib.sha256(RAISE.encode()).hexdigest()
    assert (project / f"statutes/sources/ordinance-2026-4-{digest[:12]}.txt").read_text() == RAISE


# -- what is refused -----------------------------------------------------------------------------------------------------

HOSTILE = {
    "unbalanced": ('in Subsection B, deleted "forty and added "fifty"', "PC731"),
    "curly and straight": ('in Subsection B, deleted “forty" and added “fifty”', "PC731"),
    "straight and curly": ('in Subsection B, deleted "forty” and added "fifty"', "PC731"),
    "invisible": ('in Subsection B, after "is", added "fif\u200bty"', "PC007"),
    "another act": ('Laws 2025, ch. 1, § 9, effective July 1, 2026, in Subsection B, deleted "forty" and added "fifty"', "PC779"),
    "another day": ('The 2026 amendment, effective May 1, 2026, in Subsection B, deleted "forty" and added "fifty"', "PC779"),
    "another year": ('The 2025 amendment, effective July 1, 2026, in Subsection B, deleted "forty" and added "fifty"', "PC779"),
    "double hit": ('in Subsection A, deleted "a"', "PC735"),
    "other digits": ('in Subsection B, deleted "forty dollars ($41)"', "PC734"),
    "another section": ('Section 7-3(B) is amended by striking "forty".', "PC736"),
    "no such unit": ('in Subsection Q, deleted "forty"', "PC736"),
    "prose": ("Fees are raised.", "PC730"),
    "half understood": ('in Subsection B, deleted "forty"; and made other changes', "PC730"),
    "empty": ("", "PC770"),
    "blank": (" \n\t\n", "PC770"),
    "hole": ('in Subsection B, after "is", added "⟨unknown⟩"', "PC770"),
    "end of a note": ('Section 7-2(B) is amended by striking "forty dollars"\n}\nact "x" effective unknown {', "PC730"),
    "escape": ('in Subsection B, after "is", added "\x1b[2J"', "PC007"),
    "bidirectional": ('in Subsection B, after "is", added "\u202e"', "PC008"),
    "long line": ("x" * (MAX_LINE + 1), "PC005"),
    "deep": ("(a) " * 5000 + "x", "PC730"),
    "quotes": ('"' * 20_001, "PC731"),
    "half of a new unit": ('Section 7-2(B) is amended to read as follows:\n"B. The fee is $50 for', "PC731"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_instructions_leave_no_trace(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, code = HOSTILE[name]
    (project / "raise.txt").write_text(text, encoding="utf-8")
    err = refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert f"error[{code}]" in err
    assert "raise.txt" in err
    assert len(err) < 20_000


def test_words_that_end_within_a_hyphenated_word_are_not_struck(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace("two years", "two-thirds of a year")
    law = LAW.replace(TEXT, text).replace(hashlib.sha256(TEXT.encode()).hexdigest(), hashlib.sha256(text.encode()).hexdigest())
    (project / "statutes/garden.law").write_text(law)
    (project / "statutes/sources/code.txt").write_text(text)
    (project / "raise.txt").write_text('in Subsection A, deleted "two" and added "three"')
    err = refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert "error[PC774]" in err
    assert "`two-thirds`" in err


def test_a_refusal_names_the_line_and_the_column_of_the_instructions(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "raise.txt").write_text('in Subsection B,\nafter "for a plot is",\ndeleted "forty dollars ($41)"')
    err = refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert "--> raise.txt:3:10" in err
    assert "::: statutes/garden.law:13:33" in err
    assert err.endswith("nothing was written\n")


@pytest.mark.parametrize(
    ("data", "code"), [(b"\xff\xfe\x00binary", "PC006"), (b"\x00" * 50, "PC007"), (b"x" * 1_000_001, "PC004")]
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, code: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "raise.txt").write_bytes(data)
    assert f"error[{code}]" in refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS)


def test_a_missing_file_suggests_another(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(capsys, project, *ACT, "--instructions", "raize.txt", *RIGHTS, code=2)
    assert "did you mean `raise.txt`" in err


def test_a_folder_is_no_instructions(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is a folder" in refused(capsys, project, *ACT, "--instructions", "policy", *RIGHTS, code=2)


def test_an_unknown_section_suggests_another(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(
        capsys, project, "elmsfort/7-2", "--act", "X", "--effective", "2026-07-01", "--instructions", "raise.txt", *RIGHTS, code=2
    )  # fmt: skip
    assert "did you mean `elmsford/7-2`?" in err


USAGE = {
    "a unit": (["elmsford/7-2(B)", *ACT[1:]], "name the whole section"),
    "no date": ([*ACT[:3], "--effective", "first of July"], "is not a day"),
    "a day that is none": ([*ACT[:3], "--effective", "2026-02-30"], "is not a day"),
    "empty title": (["elmsford/7-2", "--act", " ", *ACT[3:]], "give words"),
    "title with a line break": (["elmsford/7-2", "--act", "a\nb", *ACT[3:]], "on one line"),
    "title with an escape": (["elmsford/7-2", "--act", "a\x1b[2J", *ACT[3:]], "escape character"),
    "long title": (["elmsford/7-2", "--act", "a" * 301, *ACT[3:]], "longer than 300"),
    "ends before it begins": ([*ACT, "--until", "2026-07-01"], "before it takes effect"),
    "enacted afterwards": ([*ACT, "--enacted", "2026-07-02"], "retroactive"),
    "twice": ([*ACT, "--act", "Other"], "given twice"),
}


@pytest.mark.parametrize("name", USAGE)
def test_a_command_line_that_cannot_be_meant(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args, said = USAGE[name]
    assert said in refused(capsys, project, *args, "--instructions", "raise.txt", *RIGHTS, code=2)


def test_the_rights_must_be_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--rights" in refused(capsys, project, *ACT, "--instructions", "raise.txt", code=2)


def test_an_act_on_file_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *ACT, "--instructions", "raise.txt", *RIGHTS)
    err = refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS)
    assert "error[PC772]" in err
    assert "statutes/garden.law:18" in err


def test_a_day_before_the_newest_text_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = [*ACT[:3], "--effective", "2019-01-01", "--instructions", "raise.txt", *RIGHTS]
    assert "error[PC773]" in refused(capsys, project, *args)


def test_a_section_with_errors_is_not_amended(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "statutes/garden.law").write_text(LAW.replace("forty dollars ($40)", "forty dollars ($50)"))
    assert "error[PC" in refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_to(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, mode in ((project / "statutes/sources", 0o500), (project / "statutes", 0o500)):
        folder.chmod(mode)
        try:
            assert "could not be written" in refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS, code=2)
        finally:
            folder.chmod(0o700)


def test_a_write_that_fails_takes_the_instructions_away_again(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def failing(source: str, target: str) -> None:
        if str(target).endswith(".law"):
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    err = refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS, code=2)
    assert "`statutes/garden.law` could not be written" in err


def test_received_files_stay_inside_the_folder_of_the_section(project: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (project / "statutes/sources").rename(elsewhere)
    (project / "statutes/sources").symlink_to(elsewhere)
    refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS, code=2)


def test_the_library_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raise.txt").write_text('in Subsection C, deleted "sixty thousand dollars ($60,000)" and added "$70,000"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    args = ["us-nm/22-10A-11", "--act", "Laws 2026, ch. 12, § 3", "--effective", "2026-07-01", "--instructions", "raise.txt"]
    assert "is not written to" in refused(capsys, tmp_path, *args, *RIGHTS, code=2)
    assert run(capsys, *args, "--dry-run")[0] == 1


def test_a_received_file_that_was_there_before_stays_when_writing_fails(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = project / "statutes/sources/ordinance-2026-4.txt"
    kept.write_text(RAISE)

    def failing(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", failing)
    refused(capsys, project, *ACT, "--instructions", "raise.txt", *RIGHTS, code=2)
    assert kept.read_text() == RAISE


def test_instructions_come_from_a_pipe_with_a_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(project / "pipe")
    writer = Thread(target=lambda: (project / "pipe").write_text(RAISE))
    writer.start()
    code, _, err = run(capsys, *ACT, "--instructions", "pipe", *RIGHTS)
    writer.join()
    assert code == 1, err


def test_operations_are_put_on_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "act.law").write_text(
        'in B strike "forty dollars ($40)" insert "$50"\nnote from gazette {\nstrike "forty dollars ($40)", insert "$50"\n}\n'
    )
    code, _, err = run(capsys, *ACT, "--instructions", "act.law", *RIGHTS)
    assert code == 1
    assert "the instructions were read as operations\n" in err
    assert main(["fmt", "--check"]) == 0


def test_operations_that_miss_are_shown_in_the_file_given(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "act.law").write_text('# Ordinance\nin B strike "sixty" insert "fifty"\nnote from gazette {\nsixty fifty\n}\n')
    err = refused(capsys, project, *ACT, "--instructions", "act.law", *RIGHTS)
    assert "error[PC709]" in err
    assert "--> act.law:2:1" in err
