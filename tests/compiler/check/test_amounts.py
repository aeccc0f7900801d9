"""Rates, whole parts and distances, decided: at the boundary, just beyond it, and where something is not known."""

from pathlib import Path

import pytest
from tests.compiler.check.suite_reader import with_sources

from pincite.cli.main import main

LAW = """\
section example/guide
cite      "Guide"
authority guidance
ladder    "A." "(1)" "(a)"
source    page "sources/guide.txt" sha256:computed
  known until 2030-12-31 because "an example"

text from page on 2020-01-01 {
Guide.
A. Educators may convert micro-credentials to PDPs at a rate of 2 “badges” (micro-credentials) = 10 PDPs.
B. An educator who scores within -2 Standard Errors of Measure (SEM) from the qualifying score may supplement the score.
C. An office within 5 miles of the school may be used.
}
"""
RULES = """\
policy example.guide "Guide"

source g = "example/guide"

unit badges "badge", "badges", "micro-credentials"
unit pdps   "PDP", "PDPs"
unit points "point", "points"
unit miles  "mile", "miles"

party educator "the educator"

fact earned     : badges "badges earned"
fact score      : points "score"
fact qualifying : points "qualifying score"
fact sem        : points "standard error of measure"
fact here       : miles  "distance of the school from the district's office"
fact there      : miles  "distance of the other office from the district's office"

decision at_the_rate : pdps                   "points for badges"
decision in_pairs    : pdps                   "points for pairs of badges"
decision supplement  : permission of educator "supplement the score"
decision use_office  : permission of educator "use the office"

provision g(A) {
  "at a rate of 2 “badges” (micro-credentials) = 10 PDPs" means at_the_rate = earned * (10 pdps per 2 badges)
  "2 “badges” (micro-credentials) = 10 PDPs" means in_pairs = whole(earned / 2 badges) * 10 pdps
}
provision g(B) {
  "An educator who scores within -2 Standard Errors of Measure (SEM) from the qualifying score may supplement the score"
    means educator may supplement when score within -2 * sem of qualifying
}
provision g(C) {
  "An office within 5 miles of the school may be used" means educator may use_office when there within 5 miles of here
}
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["earned = 3 badges"], ["at_the_rate = 15 pdps", "in_pairs = 10 pdps"]),
        (["earned = 4 badges"], ["at_the_rate = 20 pdps", "in_pairs = 20 pdps"]),
        (["earned = 1 badges"], ["at_the_rate = 5 pdps", "in_pairs = 0 pdps"]),
        (["earned = 0 badges"], ["at_the_rate = 0 pdps", "in_pairs = 0 pdps"]),
        ([], ["at_the_rate undetermined for earned", "in_pairs undetermined for earned"]),
        (["score = 139 points", "sem = 5.5 points"], ["supplement holds"]),
        (["score = 138.99 points", "sem = 5.5 points"], ["supplement fails"]),
        (["score = 139.01 points", "sem = 5.5 points"], ["supplement holds"]),
        (["score = 150 points", "sem = 5.5 points"], ["supplement holds"]),
        (["score = 150.01 points", "sem = 5.5 points"], ["supplement fails"]),
        (["score = 150 points", "sem = 0 points"], ["supplement holds"]),
        (["score = 140 points"], ["supplement undetermined for sem"]),
        (["score = 151 points"], ["supplement fails"]),
        (["here = 10 miles", "there = 15 miles"], ["use_office holds"]),
        (["here = 10 miles", "there = 5 miles"], ["use_office holds"]),
        (["here = 10 miles", "there = 15.1 miles"], ["use_office fails"]),
        (["here = 10 miles", "there = 4.9 miles"], ["use_office fails"]),
        (["here = 3 miles", "there = 0 miles"], ["use_office holds"]),
    ],
    ids=lambda lines: "; ".join(lines) or "nothing",
)
def test_what_comes_out(
    given: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    steps = [*("given " + g for g in ["qualifying = 150 points", *given]), *("expect " + e for e in expected)]
    policy = RULES + 'scenario "case" on 2021-01-01 {\n  ' + "\n  ".join(steps) + "\n}\n"
    files = with_sources("statutes/guide.law", {"statutes/guide.law": LAW})
    for path, text in {**files, "policy/guide.pol": policy, "pincite.toml": ""}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["test"]) == 0, capsys.readouterr().out
