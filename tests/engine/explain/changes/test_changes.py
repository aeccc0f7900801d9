"""What would change an answer, on the library: what can still be done, what could have been, when to ask again, what did not matter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve

import pincite
from pincite.explain.changes.model import ADDED, CHANGED, EITHER_WAY, FIELD, GIVEN, NOT_ASKED, WAITED, Change
from pincite.explain.proof import Determination
from pincitec.graph.pack import Pack, with_hash
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

LICENSE = "us_nm.level_three.level_three_a"
ON = date(2021, 6, 1)
MET: Mapping[str, Any] = {
    "years_as_level_two": "4 years",
    "degree_held": "masters",
    "national_board": False,
    "leader_competence": True,
    "other_qualifications": True,
}
YEAR = {
    "instructional_days": "160 days",
    "level": "level_two",
    "standard_license": True,
    "teacher_of_record": True,
    "elevate_rating": "meets",
}


@pytest.fixture(scope="module", name="pack")
def library() -> Pack:
    return pincite.load()


def ask(pack: Pack, facts: Mapping[str, Any], on: date = ON, decision: str = LICENSE, **more: Any) -> Determination:
    return pincite.determine(pack, decision, dict(facts), on=on, **more)


def texts(changes: tuple[Change, ...]) -> list[str]:
    return [c.text for c in changes]


def applied(facts: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The facts with the edits made, each as it is stated for a facts file."""
    made = dict(facts)
    for edit in change.edits:
        if edit.kind in (CHANGED, GIVEN) and edit.number is None:
            made[edit.fact.rpartition(".")[2]] = {"true": True, "false": False}.get(edit.stated, edit.stated)
    return made


def test_each_way_out_of_a_refusal_is_told_cheapest_first(pack: Pack) -> None:
    facts = {"years_as_level_two": "2 years", "degree_held": "no_degree", "national_board": False}
    answer = ask(pack, facts)
    assert answer.verdict == FAILS
    assert texts(answer.changes.open) == [
        "years as a level two teacher: at least 3 years (on file: 2 years); it is shown: holds national board certification; "
        "it is shown: demonstrates instructional leader competence; it is shown: meets the other qualifications for the license",
        "years as a level two teacher: at least 3 years (on file: 2 years); highest degree held: at least a post-baccalaureate degree "
        "(on file: no degree); it is shown: demonstrates instructional leader competence; "
        "it is shown: meets the other qualifications for the license",
    ]
    assert [c.effort for c in answer.changes.open] == [5, 6]
    assert answer.changes.past == () and answer.changes.bounded is None
    years = answer.changes.open[0].edits[0]
    assert (years.kind, years.region, years.witness, years.stated, years.gap) == (
        CHANGED,
        "at least 3 years",
        "3 years",
        "3 years",
        "1 year more",
    )
    for change in answer.changes.open:
        assert ask(pack, applied(facts, change)).verdict == HOLDS


def test_what_would_take_it_away_is_told_too(pack: Pack) -> None:
    answer = ask(pack, MET)
    assert answer.verdict == HOLDS
    assert {c.verdict for c in answer.changes.open} == {FAILS}
    assert texts(answer.changes.open)[0] == "years as a level two teacher: less than 3 years (on file: 4 years)"
    for change in answer.changes.open:
        assert ask(pack, applied(MET, change)).verdict == FAILS


def test_a_running_period_is_waited_for_and_never_changed(pack: Pack) -> None:
    facts = {**MET, "years_as_level_two": {"since": "2018-08-12"}}
    answer = ask(pack, facts)
    (waiting,) = answer.changes.open
    assert waiting.on == date(2021, 8, 12) and not waiting.last_known
    assert [e.kind for e in waiting.edits] == [WAITED]
    assert ask(pack, facts, waiting.on).verdict == HOLDS
    assert ask(pack, facts, date(2021, 8, 11)).verdict == FAILS
    (past,) = answer.changes.past
    assert past.text == "years as a level two teacher: at least 3 years (on file: 2 years 9 months, running since August 12, 2018)"


def test_waiting_joins_what_else_is_needed(pack: Pack) -> None:
    facts = {**MET, "degree_held": "bachelors", "years_as_level_two": {"since": "2018-08-12"}}
    first = ask(pack, facts).changes.open[0]
    assert [e.kind for e in first.edits] == [CHANGED, WAITED] and first.on == date(2021, 8, 12)
    assert ask(pack, applied(facts, first), first.on).verdict == HOLDS


def test_a_day_after_what_is_known_of_the_law_is_said_to_be_one(pack: Pack) -> None:
    facts = {**MET, "years_as_level_two": {"since": "2020-08-12"}}
    (waiting,) = ask(pack, facts).changes.open
    assert waiting.on == date(2023, 8, 12) and waiting.last_known
    assert ask(pack, facts, strict=True).changes.open == ()


def test_the_law_of_the_day_on_which_to_ask_again_counts_unless_a_day_was_named(pack: Pack) -> None:
    facts = {**MET, "years_as_level_two": {"since": "2018-08-12"}}
    (waiting,) = ask(pack, facts, law_on=date(2019, 7, 1)).changes.open
    assert not waiting.last_known and waiting.on == date(2021, 8, 12)


def test_an_answer_that_is_undetermined_has_no_changes(pack: Pack) -> None:
    answer = ask(pack, {k: v for k, v in MET.items() if k != "leader_competence"})
    assert answer.verdict == UNDETERMINED
    assert answer.changes.open == answer.changes.past == ()


def test_where_nothing_grants_what_is_required_is_told(pack: Pack) -> None:
    facts = {
        "school_years": {"complete": True, "source": "record", "records": {}},
        "degree_held": "masters",
        "micro_credentials_passed": True,
    }
    answer = ask(pack, facts, date(2024, 3, 1), "advance_to_three")
    assert answer.verdict == FAILS
    assert answer.changes.open == ()  # the list is said to be complete, and its years have ended
    change = answer.changes.past[0]
    assert change.met and change.verdict == UNDETERMINED
    (edit,) = change.edits
    assert edit.kind == ADDED and edit.number == 3
    assert answer.changes.bounded == "there may be other changes: not all were tried"


def test_fields_of_past_years_are_nothing_to_do(pack: Pack) -> None:
    years = {y: {**YEAR, "level": "level_one"} for y in ("2020-21", "2021-22", "2022-23")}
    facts = {
        "school_years": {"complete": True, "source": "record", "records": years},
        "degree_held": "masters",
        "micro_credentials_passed": True,
    }
    answer = ask(pack, facts, date(2024, 3, 1), "advance_to_three")
    assert all(e.field is None for c in answer.changes.open for e in c.edits)
    past = next(c for c in answer.changes.past if all(e.kind == FIELD for e in c.edits))
    assert [e.record for e in past.edits] == ["2020-21", "2021-22", "2022-23"]
    assert past.edits[0].text == "in 2020-21, license held: a level two license (on file: a level one license)"


@pytest.mark.parametrize(("mark", "open_", "past"), [("", 1, 0), ("past", 0, 1), ("fixed", 0, 0)])
def test_a_fact_is_proposed_as_its_rules_say(pack: Pack, mark: str, open_: int, past: int) -> None:
    facts = tuple(evolve(f, change=mark) if f.name.endswith(".years_as_level_two") else f for f in pack.facts)
    marked = with_hash(evolve(pack, facts=facts))
    answer = ask(marked, {**MET, "years_as_level_two": "2 years"})
    assert (len(answer.changes.open), len(answer.changes.past)) == (open_, past)


def test_a_missing_fact_may_be_given_whatever_is_said_of_it(pack: Pack) -> None:
    facts = tuple(evolve(f, change="fixed") if f.name.endswith(".leader_competence") else f for f in pack.facts)
    marked = with_hash(evolve(pack, facts=facts))
    answer = ask(marked, {**{k: v for k, v in MET.items() if k != "leader_competence"}, "years_as_level_two": "2 years"})
    assert [e.kind for e in answer.changes.open[0].edits] == [CHANGED, GIVEN]


def test_the_effort_orders_what_is_told(pack: Pack) -> None:
    facts = tuple(evolve(f, effort=9) if f.name.endswith(".national_board") else f for f in pack.facts)
    marked = with_hash(evolve(pack, facts=facts))
    answer = ask(marked, {**MET, "degree_held": "no_degree"})
    assert [c.edits[0].fact.rpartition(".")[2] for c in answer.changes.open] == ["degree_held", "national_board"]


def test_an_amount_changes_with_the_rule_that_gives_it_and_not_with_what_it_is_computed_from(pack: Pack) -> None:
    facts = {"base_salary": "$50,000", "contract_days": "180 days", "program_days": "10 days", "extended_learning_program": True}
    answer = ask(pack, facts, date(2020, 1, 1), "additional_salary")
    edited = {e.fact.rpartition(".")[2] for c in answer.changes.open for e in c.edits}
    assert not edited & {"base_salary", "contract_days", "program_days"}


def test_no_answer_has_no_changes(pack: Pack) -> None:
    answer = ask(pack, MET, date(2010, 1, 1))
    assert answer.status == "text_not_on_file"
    assert answer.changes.open == answer.changes.past == () and answer.no_part == ()


def test_who_shows_no_changes_need_not_pay_for_them(pack: Pack) -> None:
    from pincite.explain.determination import explain
    from pincite.facts import facts_from_mapping

    facts, problems = facts_from_mapping(MET, pack, ON)
    assert facts is not None and not problems
    bare = explain(pack, LICENSE, facts, on=ON, law_on=ON, readings={}, counterfactuals=False)
    whole = explain(pack, LICENSE, facts, on=ON, law_on=ON, readings={})
    assert bare.changes.open == () and whole.changes.open
    assert whole._replace(changes=bare.changes, no_part=bare.no_part) == bare


def test_both_executors_tell_the_same(pack: Pack) -> None:
    facts = {**MET, "degree_held": "bachelors", "years_as_level_two": {"since": "2018-08-12"}}
    assert ask(pack, facts).changes == ask(pack, facts, executor="reference").changes


# ---- what did not matter


def test_what_was_given_and_played_no_part(pack: Pack) -> None:
    answer = ask(pack, {**MET, "degree_held": "no_degree", "national_board": True, "contract_days": "200 days"})
    assert [(n.fact.rpartition(".")[2], n.why) for n in answer.no_part] == [("degree_held", EITHER_WAY), ("contract_days", NOT_ASKED)]
    assert answer.no_part[0].text == "the answer is the same whatever it is"
    assert answer.no_part[1].text == "no provision in force on June 1, 2021 that decides this asks for it"


def test_each_of_two_failing_elements_is_a_reason_and_what_is_met_is_none(pack: Pack) -> None:
    answer = ask(pack, {**MET, "years_as_level_two": "2 years", "leader_competence": False})
    assert [n.fact.rpartition(".")[2] for n in answer.no_part] == ["degree_held", "national_board", "other_qualifications"]


def test_both_limbs_that_are_met_are_reasons(pack: Pack) -> None:
    assert ask(pack, {**MET, "national_board": True}).no_part == ()


# ---- one more fact


def test_a_second_judge_of_either_of_two_is_the_one_way_to_open_a_settled_answer(pack: Pack) -> None:
    """Adding a fact never turns a settled answer (`test_reasons_by_brute_force.py`). A second judgement is no further fact: where either of
    two may judge, one that says the contrary leaves the fact unknown again, and the answer open."""
    facts = tuple(evolve(f, judged_by_any=True) if f.name.endswith(".leader_competence") else f for f in pack.facts)
    either = with_hash(evolve(pack, facts=facts))
    first = {"by": "department", "value": True}
    second = {"by": "local_superintendent", "value": False}
    assert ask(either, {**MET, "leader_competence": {"judgements": [first]}}).verdict == HOLDS
    assert ask(either, {**MET, "leader_competence": {"judgements": [first, second]}}).verdict == UNDETERMINED
