"""Facts files for tests: short ways to read one, and to say what is wrong with it."""

from datetime import date
from typing import Any

from pincite.facts import Facts, Given, facts_from_mapping, read_facts
from pincitec.diagnostics import Diagnostic, Source
from pincitec.semantics.values import Value
from tests.engine.facts.pack import PREFIX, facts_pack

ASKED = date(2021, 6, 1)


def read(text: str, name: str = "facts.yaml", asked: date = ASKED) -> tuple[Facts | None, list[Diagnostic]]:
    return read_facts(Source(name, text), facts_pack(), asked)


def good(text: str, name: str = "facts.yaml", asked: date = ASKED) -> Facts:
    facts, problems = read(text, name, asked)
    assert facts is not None, [d.message for d in problems]
    assert problems == []
    return facts


def given(text: str, fact: str) -> Given:
    return good(text).given[PREFIX + fact]


def value(written: str, fact: str) -> Value:
    """The value of a fact that is written so."""
    return good(f"{fact}: {written}").values.get(PREFIX + fact)


def bad(text: str, name: str = "facts.yaml", asked: date = ASKED) -> Diagnostic:
    """The only problem of a file."""
    facts, problems = read(text, name, asked)
    assert facts is None
    assert len(problems) == 1, [d.message for d in problems]
    return problems[0]


def underlined(diagnostic: Diagnostic, text: str) -> str:
    return text[diagnostic.span.start : diagnostic.span.end]


def problem(text: str) -> tuple[str, str, str, str]:
    """The only problem of a file: its code, what is underlined, its message, its help."""
    found = bad(text)
    return found.rule.code, underlined(found, text), found.message, found.help or ""


def from_python(**facts: Any) -> tuple[Facts | None, list[Diagnostic]]:
    return facts_from_mapping(facts, facts_pack(), ASKED)
