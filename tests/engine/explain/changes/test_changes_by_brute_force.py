"""Smallest changes over generated rule sets, held against trying everything (`tests/engine/explain/brute_force.py`)."""

import os
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from tests.engine.explain.brute_force import Asked, Result, ask, facts_of, partly
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import ASKED, write

from pincite.explain.case import Case, open_case
from pincite.explain.changes.find import MOST_TRIED, what_changes
from pincite.explain.changes.goal import MET
from pincite.explain.changes.no_part import no_part
from pincite.explain.changes.search import Assigned, Fields, minimal, smallest
from pincite.explain.changes.trial import Trial
from pincite.explain.changes.variables import variables
from pincitec.graph.clauses import FIXED, PAST
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Records, Value

FOLDER: Final = TemporaryDirectory(prefix="pincite-rules-")
LARGEST: Final = 3
"""Facts of the largest set that is tried by brute force."""
SETTINGS: Final = settings(
    max_examples=int(os.environ.get("PINCITE_EXAMPLES", "30")), deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module", autouse=True)
def folder() -> Iterator[None]:
    yield
    FOLDER.cleanup()


def drawn(seed: int, conditions: int, known: float) -> tuple[Asked, Case, dict[str, Value]]:
    random = Random(seed)
    rules = write(random, Size(conditions), Path(FOLDER.name))
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=known, most=10**9)
    return asked, opened(asked, values), values


def opened(asked: Asked, values: Mapping[str, Value]) -> Case:
    question = asked.pack.main_question(asked.decision)
    return open_case(asked.pack, question, facts_of(values), ASKED, ASKED, {c.name: c.default for c in asked.pack.choices}, "generated")


def made(asked: Asked, case: Case, values: Mapping[str, Value]) -> Trial:
    kind = asked.pack.decision[asked.decision].kind
    return Trial(case, variables(case, amounts=kind == "value").all, asked.result(values), MOST_TRIED)


def facts_with(trial: Trial, assigned: Assigned, fields: Fields) -> dict[str, Value]:
    day = trial.day(trial.case.on)
    return {**day.known, **dict(zip(day.named, trial.inputs(day, assigned, fields)[0], strict=True))}


SEEDS: Final = (st.integers(0, 2**32), st.integers(4, 30), st.sampled_from((0.7, 0.9, 1.0)))


@given(*SEEDS)
@SETTINGS
def test_every_change_leads_to_another_answer_and_none_of_its_edits_can_be_left_out(seed: int, conditions: int, known: float) -> None:
    asked, case, values = drawn(seed, conditions, known)
    assume(asked.result(values)[0] in (HOLDS, FAILS))
    trial = made(asked, case, values)
    for found in smallest(trial)[0]:
        trial.left = MOST_TRIED
        if not minimal(trial, found):
            continue
        after = asked.by_definition(facts_with(trial, found.assigned, found.fields))
        assert found.result[0] == MET or after == found.result != asked.result(values)
        for number in range(len(found.assigned)):
            for kept in combinations(found.assigned, number):
                fewer = {n: found.assigned[n] for n in kept}
                result = asked.by_definition(facts_with(trial, fewer, found.fields))
                assert found.result[0] == MET or result != found.result


@given(*SEEDS)
@SETTINGS
def test_what_is_told_is_what_the_reference_interpreter_says(seed: int, conditions: int, known: float) -> None:
    asked, case, values = drawn(seed, conditions, known)
    base = asked.result(values)
    told = what_changes(case)
    assert base[0] in (HOLDS, FAILS, 4, 5) or not (told.open or told.past)
    for change in (*told.open, *told.past):
        assert change.verdict != base[0] or change.value is not None or change.met
        assert change.edits and change.text
        assert change.effort == sum(e.effort for e in change.edits)
    marks = {f.name: f.change for f in asked.pack.facts}
    on_file = [(c, [e for e in c.edits if e.before is not None]) for c in (*told.open, *told.past)]
    assert all(marks[e.fact] != FIXED for _, edits in on_file for e in edits)
    assert all(any(marks[e.fact] == PAST for e in edits) == (change in told.past) for change, edits in on_file)


@given(st.integers(0, 2**32), st.integers(4, 14))
@SETTINGS
def test_all_smallest_sets_of_plain_facts_are_found(seed: int, conditions: int) -> None:
    asked, case, values = drawn(seed, conditions, 1.0)
    base = asked.result(values)
    assume(base[0] in (HOLDS, FAILS) and asked.pack.decision[asked.decision].kind != "value")
    trial = made(asked, case, values)
    assume(trial.result({})[0] == base[0])
    found, whole = smallest(trial)
    assume(whole or (trial.partial and trial.left > 0 and len(found) < 12))
    assume(not any(f.result[0] == MET for f in found))
    plain = [n for n in asked.facts if not isinstance(values.get(n), Records) and asked.pack.fact[n].change != FIXED]
    assume(len(plain) <= 12)
    wanted = brute(asked, values, plain, base)
    sets = {frozenset(trial.variables[n].fact for n in f.assigned) for f in found}
    engine = {s for s in sets if len(s) <= LARGEST and s <= set(plain)}
    assert engine == wanted


def brute(asked: Asked, values: Mapping[str, Value], plain: list[str], base: Result) -> set[frozenset[str]]:
    """The smallest sets of facts, up to `LARGEST`, of which some values give the other answer."""
    found: set[frozenset[str]] = set()
    for number in range(1, LARGEST + 1):
        for chosen in combinations(plain, number):
            if any(one <= set(chosen) for one in found):
                continue
            for ways in product(*(asked.rules.ways[n] for n in chosen)):
                after = asked.result({**values, **dict(zip(chosen, ways, strict=True))})
                if after[0] in (HOLDS, FAILS) and after != base:
                    found.add(frozenset(chosen))
                    break
    return found


@given(*SEEDS)
@SETTINGS
def test_facts_that_played_no_part_can_be_otherwise_in_any_way(seed: int, conditions: int, known: float) -> None:
    asked, case, values = drawn(seed, conditions, known)
    idle = [n.fact for n in no_part(case)]
    base = asked.result(values)
    assert not (set(values) - set(asked.facts)) - set(idle)
    random = Random(seed)
    for _ in range(10):
        others = {n: random.choice(asked.rules.ways[n]) for n in idle if n in asked.rules.ways and random.random() < 0.7}
        assert asked.result({**values, **others}) == base
