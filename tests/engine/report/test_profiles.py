"""No profile hides what decided: over the library, its days and formats, and over generated rule sets."""

import html
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.engine.explain.brute_force import ask, facts_of, partly
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import ASKED, write
from tests.engine.report.cases import CASES
from tests.engine.report.decisive import decisive

import pincite
from pincite.explain.determination import explain
from pincite.explain.proof import Determination
from pincite.facts import read_facts
from pincite.report.letter import Named, letter
from pincite.report.profiles import APPLICANT, CASEWORKER, COUNSEL, DEBUG, PROFILES, Profile
from pincite.report.render import render_html, render_markdown, render_text
from pincite.report.view import Letter
from pincitec.diagnostics import Source
from pincitec.graph.pack import Pack

EXAMPLES = int(os.environ.get("PINCITE_EXAMPLES", "0")) or 25
ROOT = Path(__file__).parents[3]
DAYS = ("2014-01-01", "2016-01-01", "2019-06-20", "2021-06-01", "2024-03-01")
FORMATS: dict[str, Callable[[Letter], str]] = {"text": render_text, "md": render_markdown, "html": render_html}


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load(ROOT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


def plain(written: str, format: str) -> str:
    """What a reader sees of a letter, in one line without blanks: where lines break is no matter, nor how a mark is escaped."""
    if format == "html":
        written = html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", written, flags=re.DOTALL))
    if format == "md":
        written = written.replace("\\\n", "").replace("\\", "")
    return re.sub(r"\s+", "", written)


def hidden(d: Determination, profile: Profile, format: str) -> list[str]:
    """The decisive elements that a letter names neither by their words nor by what they ask. The law as a whole is taken out first: that
    a text has the words says nothing of what they decided."""
    said = plain(FORMATS[format](letter(d, profile=profile)._replace(law=None)), format).lower()

    def stands(text: str) -> bool:
        return bool(text) and re.sub(r"\s+", "", text).lower() in said

    return [
        f"{e.why}: {e.text} {[p.words for p in e.passages]}"
        for e in decisive(d)
        if not any(stands(p.words) for p in e.passages) and not stands(e.text)
    ]


def examples(pack: Pack) -> Iterator[pincite.facts.Facts]:
    for file in sorted((ROOT / "examples").glob("*.yaml")):
        facts, _ = read_facts(Source(file.name, file.read_text()), pack, date(2024, 3, 1))
        if facts is not None:
            yield facts


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", CASES)
def test_no_profile_hides_what_decided(name: str, profile: str) -> None:
    d = CASES[name]()
    assert [lost for format in FORMATS for lost in hidden(d, PROFILES[profile], format)] == []


@pytest.mark.parametrize("day", DAYS)
def test_no_profile_hides_what_decided_in_the_library(library: Pack, day: str) -> None:
    """Every decision, with no facts and with those of each example; the formats in turn, so that each meets every decision."""
    on = date.fromisoformat(day)
    given = [pincite.facts.Facts({}, {}), *examples(library)]
    lost = []
    for i, decision in enumerate(library.decision):
        for k, facts in enumerate(given):
            if k and not asked_about(facts, decision):
                continue
            d = pincite.determine(library, decision, facts, on=on)
            for profile in PROFILES.values():
                lost += [f"{decision} {profile.name} {one}" for one in hidden(d, profile, tuple(FORMATS)[(i + k) % 3])]
    assert lost == []


def asked_about(facts: pincite.facts.Facts, decision: str) -> bool:
    """Whether facts are of the policy that has the decision."""
    return any(name.rpartition(".")[0] == decision.rpartition(".")[0] for name in facts.values)


@given(st.integers(0, 2**32), st.integers(4, 30))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_profile_hides_what_decided_in_generated_rules(folder: Path, seed: int, conditions: int) -> None:
    random = Random(seed)
    rules = write(random, Size(conditions), folder)
    for decision in rules.decisions[:3]:
        facts = facts_of(partly(ask(rules, decision), random, known=0.8))
        d = explain(rules.pack, decision, facts, on=ASKED, law_on=ASKED, readings={})
        format = random.choice(tuple(FORMATS))
        assert [f"{p.name} {format} {one}" for p in PROFILES.values() for one in hidden(d, p, format)] == []


def test_an_element_that_is_left_out_would_be_found() -> None:
    """The test above can fail: a letter without its reasons hides every one of them."""
    d = CASES["refused_for_several_with_several_missing"]()
    stripped = d._replace(unmet=(), missing=(), changes=type(d.changes)(), questions=(d.questions[0]._replace(clauses=()),), law=())
    said = plain(render_text(letter(stripped)), "text").lower()
    words = [p.words for e in decisive(d) for p in e.passages]
    assert words and not [w for w in words if re.sub(r"\s+", "", w).lower() in said]


def test_what_each_profile_leaves_out_and_adds() -> None:
    d = CASES["refused_for_one_reason"]()
    written = {p.name: render_text(letter(d, profile=p)) for p in PROFILES.values()}
    assert "All the other things that it asks are met: “" in written["applicant"]
    assert "stands in the way" not in written["applicant"]
    assert "(2) one of these: MET" in written["caseworker"]
    assert "(2) one of these: MET" not in written["applicant"]
    assert "[node " in written["debug"]
    assert "[node " not in written["counsel"]
    assert "on file as us-nm/22-10A-11" in written["counsel"]
    for name in ("applicant", "counsel", "debug"):
        assert f"--profile {name}" in written[name]
    assert "--profile" not in written["caseworker"]


def test_readings_that_change_nothing_are_for_those_who_check_them() -> None:
    d = CASES["granted"]()
    same = [r for r in CASES["reading_decides"]().readings if not r.decides]
    decided = CASES["reading_decides"]()
    assert all(r.title in render_text(letter(decided, profile=APPLICANT)) for r in letter(decided, profile=APPLICANT).readings)
    assert [r.decides for r in letter(decided, profile=APPLICANT).readings] == [True]
    assert len(letter(decided, profile=CASEWORKER).readings) == 1 + len(same)
    assert all(r.results for r in letter(decided, profile=COUNSEL).readings)
    assert letter(d, profile=APPLICANT).remarks is None


def test_the_elements_of_a_shortened_clause_keep_their_numbers() -> None:
    d = CASES["undetermined_for_one_fact"]()
    clause = letter(d, profile=APPLICANT).application[0].clauses[0]
    assert [e.number for e in clause.elements] == ["(3)"]
    assert clause.notes[0].startswith("All the other things that it asks are met: “has been a level two teacher")


def test_the_head_names_whom_it_is_about() -> None:
    written = letter(CASES["granted"](), profile=DEBUG, named=Named("A. Person", "12/3"))
    assert written.header.rows[:2] == (("Applicant", "A. Person"), ("File no.", "12/3"))
    assert written.production.command.endswith("--profile debug --applicant 'A. Person' --file-no 12/3")
