"""What could settle an open question, over generated rules: best and worst, the ways to each result, what all completions say."""

from itertools import islice, product
from typing import Final

from hypothesis import assume, given
from tests.engine.explain.brute_force import complete
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.test_reasons_by_brute_force import (
    TIED,
    Trial,
    decided,
    determined,
    may_settle_nothing,
    open_question,
    trials,
    trying,
)

from pincite.explain.completion import settling
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE

FROM_BEST: Final = (HOLDS, CONFLICT, UNDETERMINED, GAP, NOT_APPLICABLE, FAILS)
GOOD: Final = ("entitlement", "permission")
MOST_TAKEN: Final = 40


@given(trials(Size(40, lists=False, values=False)))
@trying(25)
def test_best_and_worst_are_those_of_all_values_of_the_set(trial: Trial) -> None:
    asked, values, whole, made = open_question(trial, most=300)
    assume(made.exact and not any(may_settle_nothing(asked, n) for n in whole.names))
    order = FROM_BEST if asked.pack.decision[asked.decision].kind in GOOD else FROM_BEST[::-1]
    for each in determined(asked, values).settling:
        reached = {verdict for verdict, _ in decided(whole.settled_by(each.facts))}
        open_ = set() if whole.always_settled_by(each.facts) else {UNDETERMINED}
        found = sorted(reached | open_, key=order.index)
        assert {o.verdict for o in each.outcomes} == reached
        assert (each.best, each.worst) == (found[0], found[-1])


@given(trials(TIED).filter(lambda trial: not trial.size.wide))
@trying(25)
def test_an_answer_is_given_in_spite_of_what_is_missing_exactly_where_all_completions_agree(trial: Trial) -> None:
    asked, values, whole, made = open_question(trial, most=1000)
    answer = determined(asked, values)
    if answer.verdict != UNDETERMINED:
        assert {verdict for verdict, _ in whole.all} == {answer.verdict}
        assert answer.completion is not None and not any(m.decisive for m in answer.missing)
    elif made.exact and not any(asked.pack.fact[n].judged_by_any for n in whole.names):
        assert len(whole.all) > 1 or not decided(whole.all)


@given(trials(Size(40, lists=False)).filter(lambda trial: not trial.size.wide))
@trying(15)
def test_whoever_takes_the_shortest_way_to_a_result_comes_to_it(trial: Trial) -> None:
    """Every value in the ways leads there, whatever the other facts are."""
    asked, values, whole, made = open_question(trial, most=300)
    assume(not any(may_settle_nothing(asked, n) for n in whole.names))
    for enough in settling(made).sets:
        for path in enough.paths:
            if path.result.awaits or not made.exact or any(made.variables[c.variable].kind == "free" for c in path.choices):
                continue
            open_ = [made.variables[c.variable] for c in path.choices]
            samples = [[s for w in c.ways for s in v.ways[w].samples] for c, v in zip(path.choices, open_, strict=True)]
            for taken in islice(product(*samples), MOST_TAKEN):
                known = {v.facts[0]: value for v, value in zip(open_, taken, strict=True)}
                assert complete(asked, {**values, **known}).all == {(path.result.verdict, path.result.value)}
