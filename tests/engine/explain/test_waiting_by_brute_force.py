"""What time alone changes, over generated rule sets: the day that is named is one on which it is so, and the day before is none."""

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve
from hypothesis import assume, given
from tests.engine.explain.brute_changes import applied, wanted
from tests.engine.explain.brute_force import Asked, Result, ask, partly, plain
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.test_reasons_by_brute_force import Trial, determined, plainly, trials, trying

from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import Elapsed, Value

WIDE = Size(30, lists=False, wide=True)
DAY = timedelta(1)
LATER = (DAY, timedelta(31), timedelta(366), timedelta(2000), timedelta(20000))


def waited(values: Mapping[str, Value], day: date) -> dict[str, Value]:
    """The same facts on another day: a period that runs is as long as it is by then."""
    return {n: evolve(v, asked=day) if isinstance(v, Elapsed) else v for n, v in values.items()}


def on(asked: Asked, values: Mapping[str, Value], day: date, node: int) -> Value:
    found: Value = asked.compiled.evaluate(waited(values, day), day)[node]
    return found


def answer(asked: Asked, values: Mapping[str, Value], day: date) -> Result:
    return plain(on(asked, values, day, asked.verdict))


@given(trials(WIDE))
@trying(25)
def test_the_day_on_which_to_ask_again_is_one_and_the_day_before_is_none(trial: Trial) -> None:
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.9, most=10**9)
    base = asked.result(values)
    assume(base[0] != UNDETERMINED)
    found = [c for c in determined(asked, values).changes.open if c.on]
    for change in found:
        assert change.on is not None and change.on > asked.on
        after = applied(asked, values, [e for e in change.edits if e.kind != "waited"])
        assert wanted(asked, base, answer(asked, after, change.on))
        assert not wanted(asked, base, answer(asked, after, change.on - DAY))


@given(trials(WIDE))
@trying(25)
def test_an_element_that_time_alone_meets_is_met_from_its_day_on_and_one_that_it_never_meets_on_none(trial: Trial) -> None:
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.9, most=10**9)
    for unmet in determined(asked, values).unmet:
        node, helps = plainly(asked, unmet.node, FAILS if unmet.bars else HOLDS)
        if unmet.met_on:
            assert on(asked, values, unmet.met_on, node) == helps
            assert on(asked, values, unmet.met_on - DAY, node) != helps
            assert all(on(asked, values, unmet.met_on + later, node) == helps for later in LATER)
        if unmet.never:
            assert all(on(asked, values, asked.on + later, node) == NOT[helps] for later in LATER)
