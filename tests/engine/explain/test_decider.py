"""A question that is prepared once gives the verdicts and the problems of `determine`, whatever the facts."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from bench.peers.cases import CASES, Case, mapping
from hypothesis import HealthCheck, given, settings, strategies as st

import pincite
from pincite.evaluate.plain import decide_plainly
from pincite.explain.case import prepare
from pincite.explain.clauses import result
from pincite.facts import facts_from_mapping
from pincitec.diagnostics import Diagnostic
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf, Type
from pincitec.semantics.verdicts import VERDICTS

DAYS = (date(2014, 1, 1), date(2018, 6, 1), date(2021, 6, 1), date(2024, 3, 1))
MET = {"years_as_level_two": "4 years", "degree_held": "masters", "leader_competence": True, "other_qualifications": True}
PLAIN: Mapping[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "period": st.sampled_from(["4 years", "35 months", {"since": "2012-08-12"}, {"value": "2 years", "source": "record"}]),
    "date": st.sampled_from(["2019-06-14", date(2013, 1, 31)]),
    "school_year": st.sampled_from(["2011-12", "2012-13"]),
    "money": st.sampled_from(["$52,000", 60_000]),
    "percent": st.sampled_from(["50%", "62.5%"]),
}
WRONG: st.SearchStrategy[Any] = st.sampled_from([None, "", "perhaps", -1, 0, 10**15, True, [], {}, {"missing": "pending"}])


@cache
def library() -> Pack:
    return pincite.load()


@cache
def decider(decision: str, on: date) -> Any:
    return pincite.decider(library(), decision, on=on)


def outcome(ask: Any) -> int | tuple[Diagnostic, ...]:
    try:
        verdict: int = ask()
    except pincite.Problems as problems:
        return problems.diagnostics
    return verdict


def values(kind: Type) -> st.SearchStrategy[Any]:
    if isinstance(kind, Enumeration):
        return st.sampled_from([m.name for m in kind.members])
    if isinstance(kind, ListOf):
        by = kind.element.by
        fields = {f.name: values(f.type) for f in kind.element.fields}
        row = st.fixed_dictionaries({n: fields[n] for n in by}, optional={n: v for n, v in fields.items() if n not in by})
        return st.one_of(
            st.lists(row, max_size=2),
            st.fixed_dictionaries({"records": st.lists(row, max_size=2), "complete": st.just(True), "source": st.just("x")}),
        )
    return PLAIN.get(kind.key, st.integers(0, 200))


@cache
def facts() -> st.SearchStrategy[dict[str, Any]]:
    pack = library()
    good = {f.name: values(pack.type_of[f.type]) for f in pack.facts}
    short = {n: good[f[0].name] for n, f in pack.facts_called.items() if len(f) == 1 and "." not in n}
    bad = st.dictionaries(st.sampled_from([*short, "unknown"]), WRONG, max_size=1)
    return st.builds(
        lambda a, b, c: a | b | c, st.fixed_dictionaries({}, optional=short), st.sampled_from([{}, MET]), st.one_of(st.just({}), bad)
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_verdicts_and_problems_are_those_of_a_determination(data: st.DataObject) -> None:
    decision = data.draw(st.sampled_from(sorted(q.decision for q in library().questions if q.under is None and not q.supposed)))
    on, given = data.draw(st.sampled_from(DAYS)), data.draw(facts())
    expected = outcome(lambda: pincite.determine(library(), decision, given, on=on).verdict)
    assert outcome(lambda: decider(decision, on)(given)) == expected


@cache
def shortest(decision: str, on: date) -> tuple[Any, Any]:
    """The shortest way alone, -1 where it is in doubt or does not settle the question; and the executor."""
    pack, chosen = library(), {c.name: c.default for c in library().choices}
    question = pack.main_question(decision)
    ready = prepare(pack, question, on, chosen, "generated")

    def executor(given: Mapping[str, object]) -> int:
        read, problems = facts_from_mapping(given, pack, on)
        assert read is not None and not problems
        return result(ready.run(read.values, on)[question.verdict])[0]

    return decide_plainly(ready.slice, pack, on, question.verdict, lambda _: -1), executor


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_the_shortest_way_settles_the_executor_settles_so(data: st.DataObject) -> None:
    decision = data.draw(st.sampled_from(sorted(q.decision for q in library().questions if q.under is None and not q.supposed)))
    quick, executor = shortest(decision, data.draw(st.sampled_from(DAYS)))
    given = data.draw(facts())
    found = quick(given)
    if found != -1:
        assert found == executor(given)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.key)
def test_people_of_whom_all_is_known_are_decided_the_shortest_way(case: Case) -> None:
    pack = library()
    quick, executor = shortest(case.decision, case.on)
    for person in case.plain(pack, case.batch(pack, 200, 3, 0.0)):
        given = mapping(person)
        assert quick(given) == executor(given)
    for person in case.plain(pack, case.batch(pack, 200, 4, 0.2)):
        given = mapping(person)
        assert quick(given) == (found if (found := executor(given)) != UNDETERMINED else -1)


@pytest.mark.parametrize("without", [(), ("degree_held",), ("leader_competence",), tuple(MET)])
def test_what_facts_leave_open_is_settled_by_completion_or_stays_undetermined(without: tuple[str, ...]) -> None:
    on, given = date(2021, 6, 1), {k: v for k, v in MET.items() if k not in without}
    verdict = decider("level_three_a", on)(given)
    assert verdict == pincite.determine(library(), "level_three_a", given, on=on).verdict
    assert VERDICTS[verdict] == ("undetermined" if without else "holds")


def test_facts_that_are_read_already_are_taken() -> None:
    on = date(2021, 6, 1)
    read, _ = facts_from_mapping(MET, library(), on)
    assert decider("level_three_a", on)(read) == decider("level_three_a", on)(MET)


def test_another_day_of_the_law_and_readings() -> None:
    on = date(2024, 3, 1)
    for reading in ("per_year", "pooled"):
        chosen = {"accumulation": reading}
        ask = pincite.decider(library(), "advance_to_three", on=on, law_on=date(2023, 9, 1), readings=chosen)
        expected = pincite.determine(library(), "advance_to_three", {}, on=on, law_on=date(2023, 9, 1), readings=chosen)
        assert ask({}) == expected.verdict


def test_a_question_that_nobody_asks_is_a_problem() -> None:
    with pytest.raises(pincite.Problems, match="no decision `level_three_b`") as raised:
        pincite.decider(library(), "level_three_b", on=DAYS[0], readings={"nothing": "x"})
    assert len(raised.value.diagnostics) == 2


def test_a_division_by_zero_is_the_problem_that_a_determination_has() -> None:
    on = date(2021, 6, 1)
    given: dict[str, object] = {"base_salary": 50_000, "contract_days": 0, "program_days": 5, "k5_plus_program": True}
    given |= {"role": "teacher", "extended_learning_program": True, "summer_2019_k5": True, "contract_hours": 0, "program_hours": 1}
    expected = outcome(lambda: pincite.determine(library(), "additional_salary", given, on=on).verdict)
    assert [d.rule.code for d in expected] == ["PC905"] if isinstance(expected, tuple) else False
    assert outcome(lambda: decider("additional_salary", on)(given)) == expected
