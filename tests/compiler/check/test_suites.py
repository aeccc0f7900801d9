"""Runs the Markdown suites: in each small project exactly the problems are found that its files announce."""

import difflib
from pathlib import Path

import pytest
from tests.compiler.check.suite_reader import Case, Finding, cases, found_in

from pincitec.compile import check
from pincitec.diagnostics import Rule
from pincitec.diagnostics.catalogue import coverage, figures, names, pack, quotations, rules_of, syntax, timing, types
from pincitec.project import open_project

SUITES = sorted((Path(__file__).parent / "suites").glob("*.md"))
ALL = [(suite.stem, case) for suite in SUITES for case in cases(suite)]

ELSEWHERE = {"PC901", "PC902", "PC903", "PC904", "PC905", "PC907"}
"""Reported by other commands than `check`: scenarios that fail, packs, questions that the rules cannot be asked, earlier reports."""


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[f"{suite}: {case.name}" for suite, case in ALL])
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for path, body in case.files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    (tmp_path / "pincite.toml").touch()
    project, problems = open_project(tmp_path)
    assert problems == []
    result = check(project, None)
    seen = tuple(d for d in result.diagnostics if d.rule.code not in case.unseen)
    found = found_in(seen, result.sources)
    messages = "\n".join(f"{f}\n    {d.message}" for f, d in zip(found, seen, strict=True))
    assert agree(list(case.expected), found), difference(list(case.expected), found) + "\n\nin full:\n" + messages


def agree(expected: list[Finding], found: list[Finding]) -> bool:
    """Whether each problem announced is found once, and nothing else but notes."""
    left = list(found)
    for one in expected:
        match = next((f for f in left if one.meets(f)), None)
        if match is None:
            return False
        left.remove(match)
    return all(f.severity == "info" for f in left)


def difference(expected: list[Finding], found: list[Finding]) -> str:
    shown = [f for f in found if f.severity != "info" or any(e.meets(f) for e in expected)]
    # What a suite leaves unsaid about a problem is no difference.
    said = [next((str(f) for f in found if e.meets(f)), str(e)) for e in expected]
    return "- announced, + found\n" + "\n".join(difflib.ndiff(sorted(said), sorted(map(str, shown))))


SHOWN = (syntax, names, types, quotations, coverage, figures, timing, pack)
"""The families of problems in policies."""


@pytest.mark.parametrize("rule", [rule for family in SHOWN for rule in rules_of(family)], ids=lambda rule: rule.code)
def test_every_rule_has_a_case(rule: Rule) -> None:
    assert rule.code in ELSEWHERE or rule.code in {finding.code for _, case in ALL for finding in case.expected}


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.stem)
def test_every_suite_shows_what_is_right_too(suite: Path) -> None:
    assert any(not [f for f in case.expected if f.severity == "error"] for case in cases(suite))


def test_a_suite_is_read_as_it_says() -> None:
    (first, second) = list(cases(Path(__file__).parent / "example.md"))
    assert first.name == "Two files"
    assert first.expected == (
        Finding("policy/a.pol", 2, "error", "PC201", "x"),
        Finding("policy/a.pol", 2, "warning", "PC207", None),
        Finding("policy/a.pol", 4, "error", "PC403", 'say "no" to…'),
    )
    assert set(first.files) == {"policy/shared.pol", "policy/a.pol"}
    assert second.name == "Law / With a source"
    assert second.expected == (Finding("statutes/a.law", 3, "error", "PC706", 'a "b"'),)
    assert second.files["statutes/sources/a.txt"] == "Heading.\nA. Text.\n"
    assert "sha256:computed" not in second.files["statutes/a.law"]


def test_the_findings_are_compared_with_care() -> None:
    one = Finding("a", 1, "error", "PC201", "words")
    note = Finding("a", 1, "info", "PC451", "words")
    assert agree([Finding("a", 1, "error", "PC201", None)], [one, note])
    assert agree([Finding("a", 1, "error", "PC201", "wo…")], [one])
    assert not agree([Finding("a", 1, "error", "PC201", "wo")], [one])
    assert not agree([], [one])
    assert not agree([one, one], [one])
    assert not agree([Finding("a", 2, "error", "PC201", None)], [one])
    assert "+ a:1 error: [PC201]" in difference([], [one, note])
