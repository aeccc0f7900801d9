"""Letters of the library in a language in which every text of the engine stands in ⟦ ⟧: nothing escapes the catalogue."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.engine.texts.pseudo import left_over, pseudo, unwrapped

import pincite
from pincite.explain.determination import explain
from pincite.facts import Facts, read_facts
from pincite.report import render
from pincite.report.letter import letter
from pincite.report.profiles import PROFILES
from pincite.report.view import Letter
from pincite.texts import language
from pincitec.diagnostics import Source
from pincitec.graph.codec import to_data
from pincitec.graph.pack import Pack

ROOT = Path(__file__).parents[3]
DAYS = (date(2016, 1, 1), date(2021, 6, 1), date(2024, 3, 1))
FINDING = re.compile(r"\(?\bF\d+(, F\d+)*\)?")
NUMBER = re.compile(r"^\s*\((\d+|[a-z]|[ivxl]+)\)")
LANGUAGE = pseudo()


@cache
def library() -> Pack:
    return pincite.load(ROOT)


def texts_in(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield " ".join(data.split()).casefold()
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from texts_in(value)


@cache
def authored() -> str:
    """All that the rules and the law say, and all that the facts of the examples say."""
    facts = (" ".join(path.read_text(encoding="utf-8").split()).casefold() for path in sorted((ROOT / "examples").glob("*.yaml")))
    return "\n".join([*dict.fromkeys(texts_in(to_data(library()))), *facts])


def letters(decision: str, profile: str) -> Iterator[Letter]:
    """The letters of a decision on the facts of every example that has to do with it, and on none."""
    policy = decision.rpartition(".")[0]
    for path in (None, *sorted((ROOT / "examples").glob("*.yaml"))):
        for on in DAYS:
            facts: Facts | None = Facts({}, {})
            if path is not None:
                facts, _ = read_facts(Source(path.name, path.read_text(encoding="utf-8")), library(), on)
            if facts is None or (path is not None and not any(name.startswith(policy) for name in facts.given)):
                continue
            answer = explain(library(), decision, facts, on=on, law_on=on, readings={}, executor="generated")
            yield letter(answer, None, path.name if path else "-", (), profile=PROFILES[profile])


def escaped(text: str) -> list[str]:
    """The parts of a text that nobody authored."""
    rest = NUMBER.sub("", FINDING.sub("", text))
    parts = (part.strip(" .()✓").casefold() for part in re.split(r"[:;,]", rest))
    return [part for part in parts if part and part not in authored() and not part.startswith("pincite 0.")]


@pytest.mark.parametrize("profile", ["applicant", "counsel"])
@pytest.mark.parametrize("decision", [d.name for d in library().decisions])
def test_nothing_escapes_the_catalogue(decision: str, profile: str) -> None:
    with language(LANGUAGE) as voice:
        assert voice is not None
        for one in letters(decision, profile):
            page = render.render_html(one)
            assert [text for text in left_over(page) if escaped(text)] == []
    assert list(voice.untranslated) == []


def test_every_format_has_its_headings_from_the_catalogue() -> None:
    with language(LANGUAGE):
        one = next(letters("us_nm.level_three.level_three_a", "caseworker"))
        text, markdown = render.render_text(one), render.render_markdown(one)
    headings = [above for above, line in zip(text.split("\n"), text.split("\n")[1:], strict=False) if re.fullmatch("-+", line)]
    assert len(headings) > 5
    assert [h for h in headings if not h.startswith("⟦")] == []
    titles = [line for line in markdown.split("\n") if line.startswith("## ")]
    assert len(titles) == len(headings)
    assert [t for t in titles if unwrapped(t).strip("# ")] == []


def test_facts_are_the_same_in_every_language() -> None:
    path = ROOT / "examples" / "applicant.yaml"
    source = Source(path.name, path.read_text(encoding="utf-8"))
    plain = read_facts(source, library(), DAYS[1])
    with language(LANGUAGE):
        assert read_facts(source, library(), DAYS[1]) == plain


def test_a_language_changes_no_answer() -> None:
    for decision in (d.name for d in library().decisions):
        plain = explain(library(), decision, Facts({}, {}), on=DAYS[1], law_on=DAYS[1], readings={})
        with language(LANGUAGE):
            said = explain(library(), decision, Facts({}, {}), on=DAYS[1], law_on=DAYS[1], readings={})
        assert (said.verdict, said.status, said.outcome, said.exact) == (plain.verdict, plain.status, plain.outcome, plain.exact)
        assert (said.rests_on, said.facts_digest) == (plain.rests_on, plain.facts_digest)
        assert [m.fact for m in said.missing] == [m.fact for m in plain.missing]
