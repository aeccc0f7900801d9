"""The examples of `docs/policy-language.md` are one policy: it is laid out as `fmt` lays it out, and checks against the law of the page."""

import re
from pathlib import Path

import pytest
from tests.compiler.check.suite_reader import with_sources

from pincite.cli.main import main
from pincitec.compile import check
from pincitec.diagnostics import Source
from pincitec.project import open_project
from pincitec.syntax.pol_format import format_policy
from pincitec.syntax.pol_parse import grammar

PAGE = (Path(__file__).parents[2] / "docs" / "policy-language.md").read_text(encoding="utf-8")
LAW = (Path(__file__).parent / "license.law").read_text(encoding="utf-8")
PARTS = re.findall(r"^```pol\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
APART = re.findall(r"^```pol apart\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", [*PARTS, *APART], ids=lambda text: text.split("\n")[0][:40])
def test_an_example_is_laid_out(example: str) -> None:
    assert format_policy(Source("example.pol", example)) == example


def test_the_law_is_that_of_the_tests() -> None:
    stated = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert stated
    assert stated[1] in LAW


def test_the_examples_are_a_policy_without_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = with_sources("statutes/license.law", {"statutes/license.law": LAW})
    files |= {"policy/license.pol": "\n".join(PARTS), "pincite.toml": ""}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    project, problems = open_project(tmp_path)
    found = check(project)
    shown = [
        f"{d.rule.code} {d.message}: {found.sources[d.span.path].excerpt(d.span)}" for d in found.diagnostics if d.severity.value != "info"
    ]
    assert problems == []
    assert shown == []
    assert main(["test", str(tmp_path / "policy" / "license.pol")]) == 0
    assert capsys.readouterr().out == "8 scenarios: 8 passed, 0 failed\n"


def test_every_keyword_is_on_the_page() -> None:
    terminals = re.findall(r'"([a-z]+)"', grammar())
    missing = {word for word in terminals if not re.search(rf"\b{word}\b", " ".join(re.findall(r"```.*?```|`[^`]+`", PAGE, re.DOTALL)))}
    assert missing == set()
