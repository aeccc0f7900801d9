"""The grammars for editors know every keyword of the languages, and color what they should."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincitec.syntax.law_grammar import grammar as law_grammar
from pincitec.syntax.pol_parse import grammar as pol_grammar

FOLDER = Path(__file__).parents[2] / "editors" / "vscode"


def rules(grammar: object) -> Iterator[dict[str, object]]:
    """All rules of a grammar, however deep."""
    if isinstance(grammar, dict):
        if "match" in grammar or "begin" in grammar:
            yield grammar
        for value in grammar.values():
            yield from rules(value)
    elif isinstance(grammar, list):
        for value in grammar:
            yield from rules(value)


def read(name: str) -> dict[str, object]:
    found = json.loads((FOLDER / "syntaxes" / f"{name}.tmLanguage.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["pol", "law"])
def test_every_pattern_is_one(name: str) -> None:
    found = list(rules(read(name)))
    assert found
    for rule in found:
        for key in ("match", "begin", "end"):
            re.compile(str(rule.get(key, "")))


@pytest.mark.parametrize(("name", "grammar"), [("pol", pol_grammar()), ("law", law_grammar())], ids=["pol", "law"])
def test_every_keyword_is_colored(name: str, grammar: str) -> None:
    plain = re.sub(r"//[^\n]*", "", grammar)
    patterns = [re.compile(str(rule.get("match", rule.get("begin")))) for rule in rules(read(name))]
    missing = {
        word for word in re.findall(r'"([A-Za-z]+)"', plain) if not any(p.search(line) for p in patterns for line in (word, f"{word} x {{"))
    }
    assert missing == set()


def test_the_extension_names_files_that_are_there() -> None:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    named = [g["path"] for g in package["contributes"]["grammars"]] + [x["configuration"] for x in package["contributes"]["languages"]]
    assert all((FOLDER / path).is_file() for path in named)
    assert {g["scopeName"] for g in package["contributes"]["grammars"]} == {read(n)["scopeName"] for n in ("pol", "law")}
