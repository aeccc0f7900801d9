"""Decision tables: what stands for all values of a column, and how a table follows an amendment."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.compiler.check.suite_reader import with_sources

from pincite.cli.main import main
from pincitec.check.rows import samples
from pincitec.check.tables import Cell
from pincitec.semantics.types import DATE, DAYS, INTEGER, MONEY, PERCENT, Quantity, Type

POINTS = Quantity("t.points", (("t.points", 1),), ("point", "points"))
SIGNED = Quantity("t.points", (("t.points", 1),), ("point", "points"), signed=True)

LAW = """\
section example/guide
cite      "Guide"
authority guidance
ladder    "A." "(1)" "(a)"
source    page "sources/guide.txt" sha256:computed
  known until 2030-12-31 because "an example"

text from page on 2022-01-01 {
Guide.
A. By role: an aide needs 5 hours. A teacher needs 12 hours.
}

act "Laws 2022, ch. 1, § 1" effective 2022-01-01 {
  in A strike "10 hours" insert "12 hours"
  note from page {
Laws 2022, ch. 1, § 1, effective January 1, 2022, in Subsection A, deleted "10 hours" and added "12 hours".
}
}

act "Laws 2010, ch. 1, § 1" effective 2010-01-01 {
  in heading strike "Guides" insert "Guide"
  note from page {
Laws 2010, ch. 1, § 1, effective January 1, 2010, in the catchline, deleted "Guides" and added "Guide".
}
}
"""
POLICY = """\
policy example.guide "Guide"

source g = "example/guide"

unit hours "hour", "hours"

fact role : one of {
  aide    "aide"
  teacher "teacher"
} "role"

decision needed : hours "hours that are needed"

provision g(A) {
  "By role" means table needed by role {
    "an aide needs 5 hours"    : aide    -> 5 hours
    "A teacher needs 10 hours" : teacher -> 10 hours
  }
}

scenario "before" on 2021-01-01 law on 2021-01-01 {
  given role = teacher
  expect needed = 10 hours
}

scenario "after" on 2023-01-01 {
  given role = teacher
  expect needed = 12 hours
}
"""
FOLLOWED = """\
    "an aide needs 5 hours"    : aide    -> 5 hours
    "A teacher needs 12 hours" : teacher -> 12 hours
    "A teacher needs 10 hours" : teacher -> 10 hours
"""

operators = st.sampled_from(("eq", "ne", "lt", "le", "gt", "ge"))


def cells(limits: st.SearchStrategy[object]) -> st.SearchStrategy[Cell]:
    bounds = st.lists(st.tuples(operators, limits), min_size=1, max_size=2).map(tuple)
    return st.builds(Cell, st.sampled_from(("members", "range")), bounds)


def stands_for(type: Type, columns: list[Cell], value: object) -> bool:
    """Whether some sample is on the same rows as a value."""
    found = samples(type, [limit for cell in columns for _, limit in cell.bounds])
    on_rows = [cell.admits(value) for cell in columns]  # type: ignore[arg-type]
    return any([cell.admits(s) for cell in columns] == on_rows for s in found)


@pytest.mark.parametrize("type", [INTEGER, DAYS, MONEY], ids=str)
@given(st.lists(cells(st.integers(0, 9)), min_size=1, max_size=4), st.integers(0, 12))
def test_every_whole_number_has_its_sample(type: Type, columns: list[Cell], value: int) -> None:
    assert stands_for(type, columns, value)


@pytest.mark.parametrize("type", [POINTS, PERCENT], ids=str)
@given(st.lists(cells(st.integers(0, 5)), min_size=1, max_size=4), st.fractions(0, 7, max_denominator=7))
def test_every_number_has_its_sample(type: Type, columns: list[Cell], value: Fraction) -> None:
    assert stands_for(type, columns, value)


@given(st.lists(cells(st.integers(-3, 3)), min_size=1, max_size=4), st.fractions(-5, 5, max_denominator=7))
def test_every_signed_number_has_its_sample(columns: list[Cell], value: Fraction) -> None:
    assert stands_for(SIGNED, columns, value)


@given(st.lists(cells(st.integers(0, 9).map(lambda n: date(2020, 1, 1) + timedelta(n))), min_size=1, max_size=4), st.integers(-2, 12))
def test_every_day_has_its_sample(columns: list[Cell], shift: int) -> None:
    assert stands_for(DATE, columns, date(2020, 1, 1) + timedelta(shift))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = with_sources("statutes/guide.law", {"statutes/guide.law": LAW})
    for path, text in {**files, "policy/guide.pol": POLICY, "pincite.toml": ""}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_row_that_lapsed_is_followed_by_a_row(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    assert "PC601" in capsys.readouterr().out
    assert main(["check", "--fix", "--suggested"]) == 0
    assert FOLLOWED in (project / "policy" / "guide.pol").read_text(encoding="utf-8")
    assert main(["test"]) == 0
    assert main(["fmt", "--check"]) == 0


def test_the_letter_has_the_unit_in_the_words_of_the_law(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--fix", "--suggested"])
    (project / "facts.yaml").write_text("role: teacher\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["determine", "needed", "--facts", "facts.yaml", "--on", "2023-01-01"]) == 0
    letter = " ".join(capsys.readouterr().out.split())
    assert "The hours that are needed is 12 hours under Guide(A)." in letter
    assert "“A teacher needs 12 hours” “By role” (1) role is teacher: MET" in letter
    assert "=> It applies, and gives 12 hours." in letter
    assert "“By role” => 1 other row of this table does not apply here: “an aide needs 5 hours”." in letter
    assert "role is aide" not in letter


def test_where_no_row_applies_each_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--fix", "--suggested"])
    policy = project / "policy" / "guide.pol"
    policy.write_text(policy.read_text().replace('  teacher "teacher"\n', '  teacher "teacher"\n  other   "neither"\n'), encoding="utf-8")
    (project / "facts.yaml").write_text("role: other\n", encoding="utf-8")
    capsys.readouterr()
    main(["determine", "needed", "--facts", "facts.yaml", "--on", "2023-01-01"])
    letter = " ".join(capsys.readouterr().out.split())
    assert "No provision on file gives the hours that are needed on these facts." in letter
    assert "role is aide: NOT MET" in letter
    assert "role is teacher: NOT MET" in letter
