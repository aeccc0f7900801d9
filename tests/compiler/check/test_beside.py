"""The law beside a mistake: the words that a clause or a published figure should encode are shown with its error."""

from pathlib import Path

import pytest
from tests.compiler.check.suite_reader import with_sources

from pincitec.compile import check
from pincitec.diagnostics import Diagnostic
from pincitec.project import open_project

LAW = """\
section example/guide
cite      "Guide"
authority information
ladder    "A." "(1)" "(a)"
source    page "sources/guide.txt" sha256:computed
  known until 2030-12-31 because "an example"

text from page on 2020-01-01 {
Guide.
A. An educator holds two badges. The program has reached over 200 schools.
}
"""
RULES = """\
policy example.guide "Guide"
source g = "example/guide"
party educator "an educator"
fact held : integer "badges held"
decision use : permission of educator "use them"
"""


def mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> tuple[Diagnostic, list[str]]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = with_sources("statutes/guide.law", {"statutes/guide.law": LAW})
    for path, text in {**files, "policy/guide.pol": f"{RULES}{line}\n", "pincite.toml": ""}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    project, _ = open_project(tmp_path)
    found = check(project)
    (error,) = [d for d in found.diagnostics if d.severity.value == "error"]
    said = [found.sources[x.span.path].excerpt(x.span) for x in error.labels if x.span.path.endswith(".law")]
    return error, said


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('statement g(A) "over 200 schools" means schools = 300', "PC501", "over 200 schools"),
        ('provision g(A) { "holds two badges" means educator may use when held + 1 year }', "PC302", "holds two badges"),
        ('statement g(A) "over 300 schools" means schools = 300', "PC403", "over 200 schools"),
    ],
)
def test_the_words_of_the_law_stand_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, code: str, words: str) -> None:
    error, said = mistake(tmp_path, monkeypatch, line)
    assert (error.rule.code, said) == (code, [words])
