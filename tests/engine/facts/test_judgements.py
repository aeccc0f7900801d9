"""Several bodies that judge one fact: who said what is read, and put together as the rules say."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given as examples, strategies as st

from pincite.facts import facts_from_mapping, read_facts
from pincitec.diagnostics import Source
from pincitec.graph.clauses import Fact, Party, Wording
from pincitec.graph.pack import Pack, with_hash
from pincitec.graph.validate import validate
from pincitec.semantics.judgements import Joint, joint
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from tests.engine.strategies import empty

ASKED = date(2021, 6, 1)
BOTH = ("t.department", "t.superintendent")


def pack() -> Pack:
    facts = (
        Fact("t.competent", "boolean", Wording("is competent"), BOTH),
        Fact("t.either", "boolean", Wording("is good"), BOTH, judged_by_any=True),
        Fact("t.score", "integer", Wording("score"), BOTH),
        Fact("t.alone", "boolean", Wording("is fine"), BOTH[:1]),
        Fact("t.plain", "boolean", Wording("is plain")),
    )
    parties = (Party("t.department", "the department"), Party("t.superintendent", "the superintendent"))
    made = with_hash(evolve(empty(), facts=facts, parties=parties))
    validate(made)
    return made


PACK = pack()


def read(text: str, name: str) -> Any:
    facts, problems = read_facts(Source("facts.yaml", text), PACK, ASKED)
    assert facts is not None and not problems, problems
    return facts.given[f"t.{name}"]


def problem(text: str) -> str:
    facts, problems = read_facts(Source("facts.yaml", text), PACK, ASKED)
    assert facts is None
    return problems[0].message


def said(name: str, department: str | None, superintendent: str | None) -> Any:
    parts = [f"{{by: {by}, {what}}}" for by, what in (("department", department), ("superintendent", superintendent)) if what]
    return read(f"{name}: {{judgements: [{', '.join(parts)}]}}", name)


YES, NO = "value: true", "value: false"


@pytest.mark.parametrize(
    ("department", "superintendent", "value", "missing"),
    [
        (YES, YES, HOLDS, None),
        (YES, NO, FAILS, None),
        (NO, None, FAILS, None),
        (YES, None, None, "not yet judged by the superintendent"),
        (None, YES, None, "not yet judged by the department"),
        (YES, "missing: pending", None, "not yet judged by the superintendent (pending)"),
        ("missing: pending", "missing: declined", None, "not yet judged by the department (pending) and the superintendent (declined)"),
    ],
)
def test_each_of_two_must_find_it_so(department: str | None, superintendent: str | None, value: int | None, missing: str | None) -> None:
    given = said("competent", department, superintendent)
    assert (given.value, given.missing) == (value, missing)


@pytest.mark.parametrize(
    ("department", "superintendent", "value", "missing"),
    [
        (YES, None, HOLDS, None),
        (None, NO, FAILS, None),
        (YES, YES, HOLDS, None),
        (YES, NO, None, "the judgements differ: the department, yes; the superintendent, no"),
        ("missing: pending", None, None, "not yet judged by the department (pending) or the superintendent"),
    ],
)
def test_one_of_two_is_enough_unless_they_differ(
    department: str | None, superintendent: str | None, value: int | None, missing: str | None
) -> None:
    given = said("either", department, superintendent)
    assert (given.value, given.missing) == (value, missing)


def test_a_value_that_is_judged() -> None:
    assert said("score", "value: 3", "value: 3").value == 3
    assert said("score", "value: 3", None).missing == "not yet judged by the superintendent"
    assert said("score", "value: 3", "value: 4").missing == "the judgements differ: the department, 3; the superintendent, 4"


def test_a_bare_value_is_the_joint_record() -> None:
    for text in ("competent: true", 'competent: {value: true, source: "the file"}'):
        given = read(text, "competent")
        assert (given.value, given.judgements, given.judged_by) == (HOLDS, (), None)


def test_a_value_with_one_name_is_the_judgement_of_that_one_alone() -> None:
    given = read("competent: {value: true, by: department, date: 2021-05-10}", "competent")
    assert (given.value, given.missing) == (None, "not yet judged by the superintendent")
    assert [(j.by, j.value, j.date) for j in given.judgements] == [("t.department", HOLDS, date(2021, 5, 10))]
    assert read("competent: {value: false, by: department}", "competent").value == FAILS
    assert read("either: {value: true, by: department}", "either").value == HOLDS
    assert read("alone: {value: true, by: department}", "alone").judged_by == "t.department"


def test_who_said_what_is_kept_in_the_order_of_the_rules() -> None:
    text = (
        "competent: {judgements: [{by: superintendent, value: true, date: 2021-05-14}, {by: department, value: true, source: evaluation}]}"
    )
    given = read(text, "competent")
    assert [(j.by, j.source, j.date) for j in given.judgements] == [
        ("t.department", "evaluation", None),
        ("t.superintendent", None, date(2021, 5, 14)),
    ]
    assert (given.source, given.date) == ("evaluation", None)


def test_the_same_from_python() -> None:
    data = {"competent": {"judgements": [{"by": "department", "value": True}, {"by": "superintendent", "value": False}]}}
    facts, problems = facts_from_mapping(data, PACK, ASKED)
    assert facts is not None and not problems
    assert facts.values == {"t.competent": FAILS}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plain: {judgements: [{by: department, value: true}]}", "`t.plain` is not a matter of judgement"),
        ("competent: {judgements: []}", "the judgements of `t.competent` are not a list"),
        ("competent: {judgements: true}", "the judgements of `t.competent` are not a list"),
        ("competent: {judgements: [true]}", "a judgement of `t.competent` does not say whose it is"),
        ("competent: {judgements: [{value: true}]}", "a judgement of `t.competent` does not say whose it is"),
        ("competent: {judgements: [{by: me, value: true}]}", "`me` does not judge `t.competent`"),
        ("competent: {judgements: [{by: department}]}", "`t.competent` has a source but no value"),
        ("competent: {judgements: [{by: department, value: 3}]}", "`3` is not `true` or `false`"),
        (
            "competent: {judgements: [{by: department, value: true}], value: true}",
            "`value` is not a part of a fact that is given by its judgements",
        ),
        (
            "competent: {judgements: [{by: department, value: true}, {by: t.department, value: false}]}",
            "`department` judges `t.competent` twice",
        ),
        ("competent: [{by: department, value: true}, {by: superintendent, value: true}]", "judgements of `t.competent` stand as sources"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    assert problem(text) == message


JUDGED = st.lists(st.sampled_from((FAILS, HOLDS, None)), min_size=1, max_size=4)


@examples(JUDGED)
def test_all_must_judge_is_the_and_of_every_completion(judged: list[int | None]) -> None:
    found = joint(judged, condition=True, any_of=False)
    if FAILS in judged:
        assert found == Joint(FAILS)
    else:
        assert found == Joint(None if None in judged else HOLDS)


@examples(JUDGED, st.randoms())
def test_the_order_of_judges_never_matters(judged: list[int | None], random: Any) -> None:
    shuffled = list(judged)
    random.shuffle(shuffled)
    for any_of in (True, False):
        assert joint(judged, condition=True, any_of=any_of) == joint(shuffled, condition=True, any_of=any_of)
    assert joint([UNDETERMINED, *judged], condition=True, any_of=True) == joint(judged, condition=True, any_of=True)
