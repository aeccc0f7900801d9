"""Reasons over generated rule sets of realistic size, held against their definitions by trying everything (`brute_force.py`).

`PINCITE_EXAMPLES=5000` makes every test try so many rule sets; by default they are few enough for each run of the suite.
"""

import atexit
import os
from collections.abc import Iterable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from attrs import evolve, frozen
from hypothesis import HealthCheck, assume, example, given, settings, strategies as st
from tests.engine.explain.brute_force import Asked, Completions, Result, ask, complete, elements, facts_of, partly
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import RuleSet, shuffled, write

from pincite.explain.case import Case, open_case
from pincite.explain.completion import Diagram, diagram, settling
from pincite.explain.determination import explain
from pincite.explain.proof import Determination
from pincite.report.letter import letter
from pincite.report.render import render_text
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import Value

EXAMPLES: Final = int(os.environ.get("PINCITE_EXAMPLES", "0"))
TIED: Final = Size(50)
UNTIED: Final = Size(50, tied=False)
FOLDER: Final = TemporaryDirectory(prefix="pincite-rules-")


atexit.register(FOLDER.cleanup)


@frozen
class Trial:
    """What a rule set and a case are made from."""

    seed: int
    size: Size

    def written(self) -> tuple[RuleSet, Random]:
        """The rule set, and random numbers for what else is drawn."""
        random = Random(self.seed)
        return write(random, self.size, Path(FOLDER.name)), random


def trials(size: Size) -> st.SearchStrategy[Trial]:
    """Rule sets of up to that size, half of them wide."""
    return st.builds(Trial, st.integers(0, 2**32), st.tuples(st.integers(4, size.conditions), st.booleans()).map(lambda s: sized(size, *s)))


def sized(size: Size, conditions: int, wide: bool) -> Size:
    return evolve(size, conditions=conditions, wide=wide)


def trying(examples: int) -> settings:
    return settings(max_examples=EXAMPLES or examples, deadline=None, suppress_health_check=list(HealthCheck))


def determined(asked: Asked, values: dict[str, Value]) -> Determination:
    return explain(asked.pack, asked.decision, facts_of(values, asked.on), on=asked.on, law_on=asked.on, readings={})


def opened(asked: Asked, values: dict[str, Value]) -> Case:
    question = asked.pack.main_question(asked.decision)
    return open_case(
        asked.pack, question, facts_of(values, asked.on), asked.on, asked.on, {c.name: c.default for c in asked.pack.choices}, "generated"
    )


@given(trials(UNTIED))
@trying(20)
def test_executors_agree_and_what_is_determined_is_so_in_every_completion(trial: Trial) -> None:
    rules, random = trial.written()
    for decision in rules.decisions:
        asked = ask(rules, decision)
        values = partly(asked, random, most=200)
        now = asked.result(values)
        assert now == asked.by_definition(values)
        if now[0] != UNDETERMINED:
            assert complete(asked, values).all == {now}


def open_question(trial: Trial, most: int) -> tuple[Asked, dict[str, Value], Completions, Diagram]:
    """A case that is undetermined, with all its completions, and its diagram."""
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.6, most=most)
    assume(asked.result(values)[0] == UNDETERMINED)
    made = diagram(opened(asked, values))
    assert isinstance(made, Diagram), f"{made} completions are too many"
    return asked, values, complete(asked, values), made


def decided(results: Iterable[Result]) -> set[Result]:
    """Those that settle something: what stays open although the facts are known (a day that does not exist) is told elsewhere."""
    return {r for r in results if r[0] != UNDETERMINED}


@given(trials(TIED))
@trying(30)
def test_completion_is_what_every_completion_says(trial: Trial) -> None:
    asked, _, whole, made = open_question(trial, most=1000)
    found = {(r.verdict, r.value) for r in made.results()}
    assert decided(whole.all) <= found
    assert whole.essential() <= set(made.essential())
    if made.exact:
        assert decided(whole.all) == decided(found)
        assert found <= whole.all
        assert whole.essential() == set(made.essential())
    agreed = made.agreed()
    if agreed is not None:
        assert whole.all == {(agreed.verdict, agreed.value)}
    elif made.exact and not any(asked.pack.fact[n].judged_by_any for n in whole.names):  # judges may differ, and that settles nothing
        assert len(whole.all) > 1 or not decided(whole.all)


@given(trials(UNTIED))
@trying(30)
def test_completion_leaves_nothing_out_where_conditions_read_two_facts(trial: Trial) -> None:
    _, _, whole, made = open_question(trial, most=1000)
    assert decided(whole.all) <= {(r.verdict, r.value) for r in made.results()}
    assert whole.essential() <= set(made.essential())
    agreed = made.agreed()
    assert agreed is None or whole.all == {(agreed.verdict, agreed.value)}


@given(trials(Size(40, lists=False)))
@trying(20)
def test_settling_sets_are_the_minimal_ones_that_settle_with_each_result(trial: Trial) -> None:
    asked, _, whole, made = open_question(trial, most=300)
    assume(len(whole.all) > 1 and made.exact and not any(may_settle_nothing(asked, n) for n in whole.names))
    found = settling(made)
    sets = whole.settling()
    assert {frozenset(s.facts) for s in found.sets} <= sets
    if found.all:
        assert found.more or {frozenset(s.facts) for s in found.sets} == sets
    for enough in found.sets:
        reached = {(p.result.verdict, p.result.value) for p in enough.paths}
        assert reached == {r for r in whole.settled_by(enough.facts) if r[0] != UNDETERMINED}
        assert enough.stays_open is not whole.always_settled_by(enough.facts)


def may_settle_nothing(asked: Asked, name: str) -> bool:
    """Whether a fact may leave it open in a way that is not tried here: its judges differ, or its period began on a day that is missing."""
    return asked.pack.fact[name].judged_by_any or asked.pack.fact[name].type == "period"


@example(Trial(147, Size(13, wide=True)))  # of a clause that fails, whether its act applies
@example(Trial(233, Size(7, wide=True)))
@example(Trial(238, Size(12, wide=True)))
@given(trials(TIED))
@trying(20)
def test_missing_facts_are_decisive_as_every_completion_says(trial: Trial) -> None:
    asked, values, whole, _ = open_question(trial, most=1000)
    found = [m for m in determined(asked, values).missing if m.decisive]
    essential = whole.essential()
    assert essential <= {m.fact for m in found}
    assert {m.fact for m in found if m.exact and not m.which_day} <= essential


@example(Trial(61, Size(33, values=False, wide=True)))  # of a decision asked within that nothing in force can grant
@example(Trial(508, Size(29, values=False, wide=True)))
@example(Trial(23321, Size(32, values=False, wide=True)))
@example(Trial(7600, Size(6, values=False, wide=True)))
@given(trials(Size(50, values=False)))
@trying(30)
def test_why_not_lists_the_failing_elements_and_no_others(trial: Trial) -> None:
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.8)
    now = asked.result(values)[0]
    assume(now in (FAILS, UNDETERMINED))
    tried = elements(asked, values)
    assume(tried.can_hold or now == FAILS)
    assume(not acts_open(asked, values))
    listed = {plainly(asked, u.node, FAILS if u.bars else HOLDS) for u in determined(asked, values).unmet}
    found = tried.failing(random, tries=8)
    assert found <= listed
    others = listed and listed - found and listed - tried.failing(random, tries=400)  # a set that few orders find
    assert not others or (not tried.can_hold and all(helps == FAILS for _, helps in others))  # a denial within: a conflict refuses nothing


def acts_open(asked: Asked, values: dict[str, Value]) -> bool:
    """Whether it is open to whom an act applies: then what fails is listed as if it applied."""
    found = asked.compiled.evaluate(values, asked.on)
    nodes = asked.slice.nodes
    return any(found[a] == UNDETERMINED for n in asked.slice.order if nodes[n].op == "stand" for a in nodes[n].args[1:])


def plainly(asked: Asked, number: int, helps: int) -> tuple[int, int]:
    """The condition of an element, without what turns it round, and the truth of it that helps."""
    while asked.slice.nodes[number].op in ("same", "not"):
        helps = NOT[helps] if asked.slice.nodes[number].op == "not" else helps
        number = asked.slice.nodes[number].args[0]
    return number, helps


@given(trials(UNTIED))
@trying(10)
def test_the_order_of_clauses_and_of_facts_changes_no_letter(trial: Trial) -> None:
    rules, random = trial.written()
    other = shuffled(rules, random, Path(FOLDER.name))
    for decision in rules.decisions:
        one, two = ask(rules, decision), ask(other, decision)
        values = partly(one, random, most=10**9)
        turned = list(values)
        random.shuffle(turned)
        first, second = determined(one, values), determined(two, {n: values[n] for n in turned})
        assert render_text(letter(first)) == render_text(letter(second))


@given(trials(UNTIED))
@trying(8)
def test_one_more_fact_never_turns_an_answer(trial: Trial) -> None:
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.6, most=10**9)
    before = determined(asked, values)
    for name in [n for n in asked.facts if n not in values]:
        values = {**values, name: random.choice(rules.ways[name])}
        after = determined(asked, values)
        assert before.verdict == UNDETERMINED or (after.verdict, after.value) == (before.verdict, before.value)
        before = after
