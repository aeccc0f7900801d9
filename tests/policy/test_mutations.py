"""One mistake in a copy of the library is one diagnostic, at its place, with the words of the law beside it; whatever a file holds, it is
a diagnostic and never a crash."""

import re
from pathlib import Path

import pytest

from pincite.cli.main import main
from pincitec.diagnostics import Diagnostic, Severity
from tests.policy.library import ROOT, checked, copied

THREE, ADVANCEMENT = "policy/us-nm/level-three.pol", "policy/us-nm/aps/advancement.pol"
CLAUSE_OF_2019 = """\
  "The minimum salary for a level three-A teacher is sixty thousand dollars ($60,000) for a standard nine and one-half month contract"
    means minimum_salary = $60,000
      when "a level three-A teacher" means role = teacher
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied(tmp_path, (THREE, ADVANCEMENT))


def change(folder: Path, name: str, before: str, after: str) -> None:
    """Replaces the first of these words."""
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text, before
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def errors(folder: Path) -> list[tuple[Diagnostic, list[str]]]:
    """The errors of a project, each with the words at its places: its own first."""
    found = checked(folder)
    return [
        (d, [found.sources[label.span.path].excerpt(label.span) for label in d.labels])
        for d in found.diagnostics
        if d.severity is Severity.ERROR
    ]


@pytest.mark.parametrize(
    "file, before, after, code, place, law",
    [
        (THREE, "= $60,000", "= $61,000", "PC501", "$61,000", "sixty thousand dollars ($60,000)"),
        (THREE, "= $54,000", "= $45,000", "PC501", "$45,000", "fifty-four thousand dollars ($54,000)"),
        (THREE, "= 9 years", "= 10 years", "PC501", "10 years", "nine-year"),
        (THREE, "= 9 years", "= 9 days", "PC301", "9 days", "A level three-A license is a nine-year license"),
        (THREE, ">= 3 years", "> 3 years", "PC502", "3 years", "at least"),
        (THREE, ">= 3 years", "<= 3 years", "PC502", "3 years", "at least"),
        (THREE, ">= 3 years", ">= 3 months", "PC505", "3 months", "three years"),
        (THREE, "asked) >= 2020", "asked) >= 2021", "PC501", "2021", "to school personnel contracted"),
        (
            THREE,
            "holds a post-baccalaureate degree",
            "holds a post-graduate degree",
            "PC403",
            "holds a post-graduate degree",
            "holds a post-baccalaureate degree",
        ),
        (
            THREE,
            "may choose not to",
            "may not choose to",
            "PC403",
            "If by the end of that school year the teacher fails to demonstrate essential competency, a school district may not choose to",
            "If by the end of that school year",
        ),
        (
            THREE,
            "means national_board",
            "means national_bord",
            "PC201",
            "national_bord",
            "national board for professional teaching standards certification",
        ),
        (
            THREE,
            'standard of evaluation"\n      means leader_competence',
            'standard of evaluation"\n      means leader_competense',
            "PC201",
            "leader_competense",
            "demonstrates instructional leader competence",
        ),
        (THREE, "not next(r).competent", "not next(r).competant", "PC301", "competant", "the teacher fails to demonstrate"),
        (
            THREE,
            "school_district shall provide",
            "school_district may provide",
            "PC305",
            "provide_development",
            "If a level three-A teacher does not demonstrate essential competency",
        ),
        (ADVANCEMENT, "(level_one) >= 480 days", "(level_one) >= 481 days", "PC501", "481 days", "480 instructional days"),
        (ADVANCEMENT, ">= 160 days", "> 160 days", "PC502", "160 days", "minimum of"),
        (ADVANCEMENT, ">= 60%", ">= 61%", "PC501", "61%", "60%"),
        (ADVANCEMENT, "year_of_teaching = 4", "year_of_teaching = 5", "PC501", "5", "4th-year"),
        (ADVANCEMENT, "asked > May 2024", "asked >= May 2024", "PC502", "May 2024", "After"),
        (ADVANCEMENT, "asked > May 2024", "asked > June 2024", "PC501", "June 2024", "May 2024"),
        (ADVANCEMENT, "means mentorship >=", "means mentorshp >=", "PC201", "mentorshp", "Completed 1-year Mentorship"),
        (ADVANCEMENT, "y.standard_license", "y.standard_licence", "PC301", "standard_licence", "while holding a standard teaching license"),
    ],
)
def test_one_mistake_is_one_diagnostic_beside_the_law(
    library: Path, monkeypatch: pytest.MonkeyPatch, file: str, before: str, after: str, code: str, place: str, law: str
) -> None:
    change(library, file, before, after)
    ((problem, (own, *others)),) = errors(library)
    assert (problem.rule.code, problem.span.path) == (code, file)
    assert own.startswith(place)
    assert any(words.startswith(law) for words in others), others
    assert [label.span.path for label in problem.labels if label.span.path.endswith(".law")]
    monkeypatch.chdir(library)
    assert main(["check", "--format", "concise"]) == 1


def test_a_misspelt_fact_comes_with_the_name_that_was_meant(library: Path) -> None:
    change(library, THREE, "means national_board", "means national_bord")
    ((problem, _),) = errors(library)
    assert problem.help == "did you mean `national_board`?"


def quotations(name: str) -> list[tuple[int, int]]:
    """Where the quotations of the clauses of a file stand."""
    text = (ROOT / name).read_text(encoding="utf-8")
    place = r"\s*(?:at \d of \d)?\s*(?:in page(?:\(\"[^\"]*\"\))+)?\s*means\b"
    return [m.span(1) for m in re.finditer(rf'"([^"\n]*)"(?={place})', text)]


@pytest.mark.parametrize("name, number", [(name, i) for name in (THREE, ADVANCEMENT) for i in range(len(quotations(name)))])
def test_one_word_changed_in_any_quotation_is_found(library: Path, name: str, number: int) -> None:
    start, end = quotations(name)[number]
    text = (library / name).read_text(encoding="utf-8")
    words = text[start:end].split(" ")
    words[len(words) // 2] = "otherwise"
    (library / name).write_text(text[:start] + " ".join(words) + text[end:], encoding="utf-8")
    ((problem, (own, *_)),) = errors(library)
    assert (problem.rule.code, own) == ("PC403", " ".join(words))


# ---- a clause left out


def test_a_clause_left_out_is_a_lapse_that_is_not_followed(library: Path) -> None:
    change(library, THREE, CLAUSE_OF_2019, "")
    ((problem, (own, *others)),) = errors(library)
    assert problem.rule.code == "PC601" and own.startswith("With the adoption by the department")
    assert any("sixty thousand dollars ($60,000)" in words for words in others)
    assert "2019-06-14" in problem.message


@pytest.mark.parametrize(
    "on, code, words",
    [
        ("2019-06-13", 0, "is $54,000"),
        ("2019-07-01", 14, "the rules do not follow the text of NMSA 1978, § 22-10A-11(C) in force that day"),
        ("2021-06-01", 14, "the rules do not follow the text of NMSA 1978, § 22-10A-11(C) in force that day"),
    ],
)
def test_on_those_days_no_answer_is_given(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], on: str, code: int, words: str
) -> None:
    change(library, THREE, CLAUSE_OF_2019, "")
    (library / "facts.json").write_text('{"role": "teacher"}', encoding="utf-8")
    monkeypatch.chdir(library)
    assert main(["determine", "minimum_salary", "--facts", "facts.json", "--on", on, "--exit-status"]) == code
    out = " ".join(capsys.readouterr().out.split())
    assert words in out
    assert ("$60,000 under" in out or "is $60,000" in out) is False


def test_a_counselor_is_not_told_what_a_teacher_is_not_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(library, THREE, CLAUSE_OF_2019, "")
    (library / "facts.json").write_text('{"role": "counselor"}', encoding="utf-8")
    monkeypatch.chdir(library)
    assert main(["determine", "minimum_salary", "--facts", "facts.json", "--on", "2021-06-01", "--exit-status"]) == 14


# ---- files that are no policies


def lines_cut(text: str, part: int) -> str:
    return text[: len(text) * part // 11]


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)) * 64,
    "not UTF-8": "policy a “b”".encode("utf-16"),
    "one line of 10 MB": b"policy a " + b"x" * 10_000_000,
    "a string of 10 MB": b'policy a "' + b"x" * 10_000_000 + b'"',
    "deep": b'policy a "b"\nprovision n(A) { "x" means define y = ' + b"(" * 20_000 + b"1" + b")" * 20_000 + b" }",
    "deep blocks": b'policy a "b"\nprovision n(A) { "x" means grant y when ' + b"all { " * 5_000 + b"z" + b" }" * 5_000 + b" }",
    "a long number": b'policy a "b"\nfact f : money\nscenario "s" on 2021-01-01 { given f = $' + b"9" * 9_000 + b" }",
    "control characters": b'policy a "b\x00\x1b[31m"\n',
    "reordering characters": 'policy a "b\u202ec"\n'.encode(),
    "a circle of uses": b'policy a "b"\nuse a\n',
    "an unknown date": b'policy a "b"\nscenario "s" on 2021-02-30 { }\n',
    "a cyclic definition": b'policy a "b"\nsource n = "us-nm/22-10A-11"\n'
    b'provision n(A) { "nine-year" means define p = q "license" means define q = p }',
    "a cyclic decision": b'policy a "b"\nsource n = "us-nm/22-10A-11"\nparty x "x"\ndecision d : entitlement of x "d"\n'
    b'provision n(B) { "The department shall grant a level three-A license" means grant d when d }',
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("command", ["check", "test"])
def test_a_hostile_file_is_a_diagnostic(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, what: str
) -> None:
    (library / "policy" / "hostile.pol").write_bytes(HOSTILE[what])
    monkeypatch.chdir(library)
    assert main([command, "--format", "concise"]) == 1
    out, err = capsys.readouterr()
    assert "policy/hostile.pol" in out and "error" in out and "Traceback" not in out + err
    assert len(out) < 20_000


@pytest.mark.parametrize("part", range(1, 11))
@pytest.mark.parametrize("name", [THREE, ADVANCEMENT])
def test_a_truncated_policy_is_diagnostics(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, part: int
) -> None:
    text = (library / name).read_text(encoding="utf-8")
    (library / name).write_text(lines_cut(text, part), encoding="utf-8")
    monkeypatch.chdir(library)
    code = main(["check", "--format", "concise"])
    out, err = capsys.readouterr()
    assert code in (0, 1) and "Traceback" not in out + err and "internal error" not in err


def test_two_policies_that_use_one_another(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(library, THREE, "source nmsa =", "use us_nm.aps.advancement\nsource nmsa =")
    found = errors(library)
    assert {d.rule.code for d, _ in found} == {"PC203", "PC308"}  # and so the calendar of the one is not known in the other
    assert {d.span.path for d, _ in found} == {THREE, ADVANCEMENT}
