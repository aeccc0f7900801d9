"""Grounds over generated rule sets: with the elements of a set as they are, the result stays whatever all other elements are."""

from random import Random

from hypothesis import HealthCheck, assume, given, settings
from tests.engine.explain.brute_force import ask, facts_of, partly
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.test_reasons_by_brute_force import Trial, trials

from pincite.explain.case import Case, open_case
from pincite.explain.clauses import prove_questions, result
from pincite.explain.reasons.anew import anew
from pincite.explain.reasons.grounds import elements_of, grounds
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Value
from pincitec.semantics.verdicts import GAP

COMPLETIONS = 60


@given(trials(Size(30)))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_set_of_a_ground_suffices_and_the_answer_has_one(trial: Trial) -> None:
    rules, random = trial.written()
    asked = ask(rules, random.choice(rules.decisions))
    values = partly(asked, random, known=0.9, most=10**9)
    case = open_case(
        asked.pack,
        asked.pack.main_question(asked.decision),
        facts_of(values, asked.on),
        asked.on,
        asked.on,
        {c.name: c.default for c in asked.pack.choices},
        "generated",
    )
    questions = prove_questions(case)
    assume(questions[0].verdict in (HOLDS, FAILS, GAP))
    before = result(case.values[case.questions[0].verdict])
    found = [g for g in grounds(case, questions) if g.question == 0]
    assert [g.principal for g in found] == [True] + [False] * (len(found) - 1)
    own = list(elements_of(case, questions[0]))
    for ground in found:
        for one in ground.sets:
            nodes = {ground.parts[i].node for i in one}
            assert all(case.truth(n) != UNDETERMINED for n in nodes)
            assert stays(case, own, nodes, before, random)


def stays(case: Case, own: list[int], nodes: set[int], before: tuple[int, Value], random: Random) -> bool:
    """An element may be the contrary of another: so those of the set are held to what they are."""
    others = [n for n in own if n not in nodes]
    held = {n: case.truth(n) for n in nodes}
    tried = (anew(case, {**{n: random.choice((FAILS, HOLDS)) for n in others}, **held}) for _ in range(COMPLETIONS))
    return all(found == before for found in tried)
