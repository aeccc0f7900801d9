"""Changes that are proposed over generated rule sets: each is made and tried, and no smaller one was overlooked (`brute_changes.py`)."""

from random import Random

from hypothesis import assume, given
from tests.engine.explain.brute_changes import applied, is_missing, lies_in_the_past, smallest, wanted
from tests.engine.explain.brute_force import Asked, ask, partly
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.test_reasons_by_brute_force import Trial, determined, trials, trying

from pincite.explain.changes.model import Change, Changes
from pincite.explain.proof import Determination
from pincitec.graph.clauses import FIXED
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Value
from pincitec.semantics.verdicts import NOT_APPLICABLE


def answered(trial: Trial) -> tuple[Asked, dict[str, Value], Determination, Random]:
    """A case whose answer is determined by the facts alone. Where the act does not apply, no change is told."""
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.8, most=10**9)
    assume(asked.result(values)[0] not in (UNDETERMINED, NOT_APPLICABLE))
    return asked, values, determined(asked, values), random


def at_once(changes: Changes) -> tuple[Change, ...]:
    """Those for which no time has to pass: of the others see `test_waiting_by_brute_force.py`."""
    return tuple(c for c in (*changes.open, *changes.past) if not c.on)


@given(trials(Size(40)))
@trying(15)
def test_every_change_leads_where_it_says_and_none_of_its_edits_can_be_left_out(trial: Trial) -> None:
    asked, values, answer, _ = answered(trial)
    base = asked.result(values)
    for change in at_once(answer.changes):
        verdict, value = asked.result(applied(asked, values, change.edits))
        assert (verdict, dollars(value)) == (change.verdict, change.value)
        assert wanted(asked, base, (verdict, value))
        for place in range(len(change.edits)):
            fewer = change.edits[:place] + change.edits[place + 1 :]
            assert not wanted(asked, base, asked.result(applied(asked, values, fewer)))


def dollars(cents: Value) -> str | None:
    return None if cents is None else f"${int(str(cents)) // 100:,}"


@given(trials(Size(40)))
@trying(15)
def test_nothing_fixed_is_proposed_and_nothing_past_as_something_to_do(trial: Trial) -> None:
    asked, values, answer, _ = answered(trial)
    for change in at_once(answer.changes):
        known = [asked.pack.fact[e.fact] for e in change.edits if not is_missing(values, e)]
        assert not any(fact.change == FIXED for fact in known)
        assert lies_in_the_past(asked, values, change) is (change in answer.changes.past)
    for changes in (answer.changes.open, answer.changes.past):
        assert [c.effort for c in changes] == sorted(sum(e.effort for e in c.edits) for c in changes)


@given(trials(Size(20, lists=False)))
@trying(15)
def test_no_change_of_one_fact_or_two_is_overlooked(trial: Trial) -> None:
    asked, values, answer, _ = answered(trial)
    found = {frozenset(e.fact for e in c.edits) for c in at_once(answer.changes)}
    few = smallest(asked, values)
    assert {names for names in found if len(names) <= 2} <= few
    assert few <= found or answer.changes.bounded is not None
