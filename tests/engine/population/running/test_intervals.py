"""Between two breaks the law is the same: no answer changes within an interval."""

from datetime import date, timedelta

import pytest
from tests.engine.sample_pack import ACT_2018, ACTS_2019, NM, ON_FILE, sample_pack

import pincite
from pincite.explain.determination import explain
from pincite.facts import facts_from_mapping
from pincite.population.running.intervals import Intervals, intervals
from pincitec.graph.pack import Pack

CASES = [{}, {"role": "teacher"}, {"role": "counselor", "years_as_level_two": "5 years", "degree_held": "masters"}]


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


def test_a_break_begins_its_interval() -> None:
    days = (date(2018, 5, 16), date(2019, 6, 14))
    found = Intervals(days)
    assert [found.place(d) for d in (date(2018, 5, 15), days[0], date(2019, 6, 13), days[1])] == [0, 1, 1, 2]
    assert [found.place(found.day(place)) for place in range(3)] == [0, 1, 2]
    assert Intervals(()).place(Intervals(()).day(0)) == 0


def test_every_act_is_a_break() -> None:
    assert {ON_FILE, ACT_2018, ACTS_2019} <= set(intervals(sample_pack(), [f"{NM}.minimum_salary"]).breaks)


def test_what_a_decision_does_not_rest_on_is_no_break(library: Pack) -> None:
    assert intervals(library, ["us_nm.aps.advancement.provide_license"]).breaks == (date(2023, 7, 1),)


@pytest.mark.parametrize("name", ["minimum_salary", "level_three_a", "additional_salary", "provide_development", "license_term"])
def test_the_ends_of_an_interval_have_one_answer(name: str, library: Pack) -> None:
    decision = f"us_nm.level_three.{name}"
    breaks = intervals(library, [decision]).breaks
    asked = date(2021, 6, 1)
    for case in CASES:
        facts, problems = facts_from_mapping(case, library, asked)
        assert facts is not None, problems
        for first, until in zip(breaks, [*breaks[1:], date(2060, 1, 1)], strict=True):
            ends = {
                (d.verdict, d.outcome, d.status, d.exact)
                for day in (first, until - timedelta(1))
                for d in [explain(library, decision, facts, on=asked, law_on=day, readings={}, counterfactuals=False)]
            }
            assert len(ends) == 1, (first, until, ends)
