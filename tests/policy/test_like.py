"""Scenarios that begin with the facts of another: boundaries in one line, without saying again what stays the same."""

from pathlib import Path

import pytest

from pincitec.check.scenarios import CheckedScenario
from pincitec.diagnostics import Severity
from pincitec.files import read_files
from pincitec.passes import Passes
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Elapsed, Records
from tests.policy.library import copied, project

HEAD = """
policy t "a test"
source nmsa = "us-nm/22-10A-11"
record review by year {
  year      : school_year
  competent : boolean
  remarks   : text
}
fact reviews : list of review "reviews"
fact served  : years   "years served"
fact board   : boolean "board certified"
decision one : entitlement of applicant "one"
party applicant "an applicant"
provision nmsa(B) {
  "The department shall grant a level three-A license" means grant one
    when board and served >= 1 years and some(r in reviews where r.competent)
}
scenario "all is well" on 2021-06-01 {
  given reviews "2018-19" { competent = true, remarks = "good" }
  given reviews "2019-20" { competent = true }
  given reviews complete
  given served = { since: 2019-01-01 }
  given board = true
  expect one holds
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path, ())


def read(folder: Path, scenarios: str) -> tuple[list[CheckedScenario], list[str]]:
    (folder / "policy" / "a.pol").write_text(HEAD + scenarios, encoding="utf-8")
    passes = Passes(read_files(project(folder)))
    module = passes.module("policy/a.pol")
    found = [*passes.tree("policy/a.pol")[1], *module.problems]
    messages = [f"{d.rule.code} {d.message}" for d in found if d.severity is Severity.ERROR and d.rule.code != "PC501"]
    return list(module.scenarios), messages


def test_facts_are_taken_over_and_changed_record_by_record(folder: Path) -> None:
    changed = """scenario "one bad year" on 2021-06-01 like "all is well" {
      given reviews "2018-19" { competent = false }
      given reviews "2020-21" { competent = true }
      given board = false
      expect one fails
    }"""
    (base, like), problems = read(folder, changed)
    assert problems == []
    was = base.facts["t.reviews"]
    assert base.facts["t.board"] == HOLDS and isinstance(was, Records) and len(was.rows) == 2
    reviews = like.facts["t.reviews"]
    assert isinstance(reviews, Records) and reviews.complete
    assert [(r["year"], r["competent"], r["remarks"]) for r in reviews.rows] == [
        (2018, FAILS, "good"),
        (2019, HOLDS, None),
        (2020, HOLDS, None),
    ]


def test_what_is_unknown_is_taken_away(folder: Path) -> None:
    changed = """scenario "less known" on 2021-06-01 like "all is well" {
      given reviews "2018-19" { competent = unknown, remarks = unknown }
      given board = unknown
      expect one undetermined for board
    }"""
    (_, like), problems = read(folder, changed)
    assert problems == [] and "t.board" not in like.facts
    reviews = like.facts["t.reviews"]
    assert isinstance(reviews, Records) and (reviews.rows[0]["competent"], reviews.rows[0]["remarks"]) == (UNDETERMINED, None)
    (_, like), _ = read(folder, changed.replace("given board = unknown", "given reviews = unknown"))
    assert "t.reviews" not in like.facts


def test_a_running_period_is_measured_on_the_new_day(folder: Path) -> None:
    (_, like), problems = read(folder, 'scenario "later" on 2022-06-01 like "all is well" { expect one holds }')
    since = like.facts["t.served"]
    assert problems == [] and isinstance(since, Elapsed) and since.asked.isoformat() == "2022-06-01"


@pytest.mark.parametrize(
    "scenario, message",
    [
        ('scenario "x" on 2018-06-01 like "all is well" { }', "PC301 `2019-01-01`, given there, is after the day asked about here"),
        ('scenario "x" on 2021-06-01 like "all is fell" { }', "PC201 no scenario above is titled `all is fell`"),
        ('scenario "x" on 2021-06-01 like "x" { }', "PC201 no scenario above is titled `x`"),
        ('scenario "all is well" on 2021-06-01 { }', "PC202 a second scenario with this title"),
        ('scenario "x" on 2021-06-01 { given board = true given board = unknown }', "PC202 `board` is given twice"),
        ('scenario "x" on 2021-06-01 { expect one = unknown }', "PC301 `unknown` is no outcome"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, scenario: str, message: str) -> None:
    assert read(folder, scenario)[1] == [message]
