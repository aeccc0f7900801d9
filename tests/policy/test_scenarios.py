"""Every scenario of the built-in library, each a test of its own, by both executors."""

from functools import cache

import pytest

from pincite.cli.scenario_run import run
from pincite.evaluate import EXECUTORS
from pincite.explain.determination import explain
from pincite.facts import Facts, Given
from pincitec.check.scenarios import CheckedScenario
from pincitec.compile import Suite, check, scenarios
from pincitec.diagnostics import Severity
from pincitec.diagnostics.catalogue.timing import HORIZON_UNKNOWN
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from tests.policy.library import ROOT, project

FOR_ALL = {
    "us_nm.level_three:A#1",  # nine years
    "us_ar.dese.micro_credentials:How are micro-credentials being used in Arkansas?.Additional Opportunities#1",  # every district
    "us_ma.nea.micro_credentials:Let's Get Started!#4",  # six months from the start of a micro-credential
    "us_ma.nea.micro_credentials:Let's Get Started!#5",  # and of a task
}
"""Clauses without a condition."""

BY_THE_DAY = {
    "us_nm.aps.advancement:Advancing via Micro-Credentials.Additional Information#2",  # dossiers, until May 2024
}
"""Clauses that turn on the day asked about alone, which is always known."""


@cache
def library() -> Suite:
    return scenarios(project(ROOT))


def test_the_library_has_no_problem_but_the_horizon_of_the_page() -> None:
    found = [d for d in check(project(ROOT)).diagnostics if d.severity is not Severity.INFO]
    assert {d.rule for d in found} <= {HORIZON_UNKNOWN}, [(d.span.path, d.rule.code, d.message) for d in found]


@pytest.mark.parametrize("scenario", library().scenarios, ids=lambda s: f"{s.policy}: {s.title}")
def test_scenario(scenario: CheckedScenario) -> None:
    pack = library().pack
    assert pack is not None
    found = run(pack, scenario, EXECUTORS)
    assert found.passed, [(p.message, *p.notes) for p in found.problems]


def test_every_policy_states_scenarios() -> None:
    policies = ("us_nm.level_three", "us_nm.aps.advancement", "us_ma.nea.micro_credentials", "us_ar.dese.micro_credentials")
    counted = {p: sum(s.policy.startswith(p) for s in library().scenarios) for p in policies}
    assert min(counted.values()) >= 40, counted


def test_every_decision_is_expected_to_come_out_in_more_than_one_way() -> None:
    """A decision that is only ever expected to hold is not tested: its clauses could be left out."""
    outcomes: dict[str, set[str]] = {}
    for scenario in library().scenarios:
        for expected in scenario.expected:
            outcomes.setdefault(expected.decision, set()).add(expected.outcome)
    pack = library().pack
    assert pack is not None and set(outcomes) == set(pack.decision)
    assert {d: sorted(o) for d, o in outcomes.items() if len(o) < 2} == {}


def test_every_clause_is_seen_to_hold_to_fail_and_to_be_undetermined() -> None:
    """A condition that no scenario sees both ways could say the contrary, and every scenario would still pass."""
    pack = library().pack
    assert pack is not None
    seen: dict[str, set[int]] = {c.id: set() for c in pack.clauses if c.effect != "define"}
    for s in library().scenarios:
        facts = Facts({n: Given(n, v, "") for n, v in s.facts.items()}, {n: v for n, v in s.facts.items() if v is not None})
        for expected in s.expected:
            answer = explain(pack, expected.decision, facts, on=s.on, law_on=s.law_on, readings=s.readings)
            for clause in answer.questions[0].clauses:
                if clause.state in ("in_force", "conditional"):
                    seen[clause.id].add(clause.guard)
    conditional = {id: truths for id, truths in seen.items() if id not in FOR_ALL | BY_THE_DAY}
    assert {id: truths for id, truths in conditional.items() if truths != {HOLDS, FAILS, UNDETERMINED}} == {}
