"""Answers of the two made-up codes that a reader could misunderstand: each says what is so, and no more."""

from typing import Any

import pytest
from tests.engine.explain.elm_code import ask, letter_of

from pincite.cli import missing, why

DIFFER = {"judgements": [{"by": "principal", "value": True}, {"by": "superintendent", "value": False}]}


def years(complete: bool = True, **records: dict[str, Any]) -> dict[str, Any]:
    return {"complete": complete, "source": "file", "records": {k.lstrip("y").replace("_", "-"): v for k, v in records.items()}}


def said(text: str) -> str:
    return " ".join(text.split())


def test_facts_on_which_it_turns_are_not_called_enough_where_judgements_differ() -> None:
    d = ask("retain", {"competent": DIFFER, "rated": {"judgements": [{"by": "board", "value": True}]}})
    assert d.completion is not None
    assert (d.completion.enough, d.completion.may_stay_open) == (("elm.pupils.rated",), True)
    text = said(missing.text(d))
    assert "NOT ALWAYS ENOUGH" in text
    assert "the answer is settled" not in text
    assert "the question can be decided" not in letter_of(d)


def test_facts_are_enough_where_nothing_else_stands_open() -> None:
    d = ask("retain", {"competent": {"by": "principal", "value": True}})
    assert d.completion is not None and not d.completion.may_stay_open
    assert "ALWAYS ENOUGH ------------- Once all of these are known the answer is settled" in said(missing.text(d))


def test_other_records_have_another_digest() -> None:
    lists = (
        years(y2020_21={"earned": "300 points"}, y2021_22={"earned": "200 points"}),
        years(y2020_21={"earned": "301 points"}, y2021_22={"earned": "200 points"}),
        years(y2020_21={"earned": "300 points"}, y2021_22={"absent": "3 days"}),
    )
    digests = [ask("sabbatical", {"reprimands": 1, "years_taught": each}).facts_digest for each in lists]
    assert len(set(digests)) == 3
    turned = years(y2021_22={"earned": "200 points"}, y2020_21={"earned": "300 points"})
    assert ask("sabbatical", {"reprimands": 1, "years_taught": turned}).facts_digest == digests[0]


def test_an_exception_to_a_prohibition_is_an_exception() -> None:
    d = ask("bus", {"distance": "3 miles", "suspended": False, "owed": "$80", "disputed": True})
    text = said(why.text(d))
    assert "the debt is disputed (“unless the debt is disputed”, Elm Code § 1(B)): an exception, and it applies" in text
    assert "stands in the way" not in text


def test_an_open_permission_is_not_worded_as_one() -> None:
    d = ask("hire", {"licensed": True}, code="oak")
    assert d.headline.startswith("The district would be permitted to hire the tutor under Oak Code § 2(B), unless an exception applies")


BARRED = {"distance": "1 mile", "disability": False, "suspended": True, "owed": "$80", "disputed": False}


def test_what_stands_in_the_way_is_needed_the_other_way_round() -> None:
    d = ask("bus", BARRED)
    text = said(why.text(d)).partition("WHAT STANDS IN THE WAY")[2]
    assert "Needed: at most $50." in text
    assert "more than $50." not in text
    letter = letter_of(d)
    assert "Debt that is owed: $80; needed: at most $50. Over by $30." in letter
    assert "Needed: more than $50" not in letter
    assert "Asked: more than $50." in letter


def test_each_ground_of_a_refusal_is_by_its_own_clause_and_the_principal_one_is_that_of_the_sentence() -> None:
    d = ask("bus", BARRED)
    assert d.headline == "The pupil is not entitled to bus transportation under Elm Code § 1(B)."
    assert [(g.citation, g.principal, len(g.sets)) for g in d.grounds] == [("Elm Code § 1(B)", True, 1), ("Elm Code § 1(A)", False, 2)]
    assert "gives way" not in letter_of(d)


def test_a_provision_that_permits_is_no_ground_of_a_refusal() -> None:
    d = ask("hire", {"licensed": True, "convicted": True}, code="oak")
    assert [(g.citation, g.effect, g.principal) for g in d.grounds] == [("Oak Code § 2(C)", "deny", True)]
    assert "It gives way to Oak Code § 2(C)" in letter_of(d)


def test_of_alternatives_of_which_two_are_needed_that_is_said() -> None:
    d = ask("tenure", {"portfolio": False, "course": "59 hours", "mentorship": False})
    assert {u.among for u in d.unmet} == {2}
    text, letter = said(why.text(d)), letter_of(d)
    assert text.count("One of several, of which at least 2 are needed.") == 3
    assert letter.count("(one of several, of which at least 2 are needed)") == 3
    assert "it need not be this one" not in letter


@pytest.mark.parametrize(
    ("served", "gap"),
    [
        ([{"from": "2010-08-31", "until": "2011-02-28"}, {"from": "2023-02-28", "until": "2024-01-01"}], "short by at least 6 months"),
        ("1 year", "short by 1 year"),
    ],
)
def test_a_gap_of_which_only_bounds_are_known_is_the_least_that_is_wanting(served: Any, gap: str) -> None:
    d = ask("leave", {"served": served, "probation": False, "parent": False}, code="oak")
    assert [u.measure.gap for u in d.unmet if u.measure] == [gap]


def test_what_has_to_be_not_so_is_not_asked_to_be_shown() -> None:
    d = ask("leave", {"served": {"since": "2023-08-12"}, "probation": True}, code="oak")
    assert "is shown: is on probation" not in letter_of(d)


def test_a_record_to_be_added_is_named_and_none_of_a_year_that_has_ended_is_asked_for() -> None:
    taught = years(y2018_19={"days": 165}, y2020_21={"days": 160}, y2022_23={"days": 165})
    d = ask("stipend", {"employed": "10 years", "years_taught": taught})
    assert [c.text for c in d.changes.open] == ["1 further record of school years taught, such as 2023-24: days taught: 160 days"]
    ended = years(y2020_21={"days": 160})
    d = ask("stipend", {"employed": "10 years", "years_taught": ended})
    assert not d.changes.open
    assert all(c.kind == "past" for c in d.changes.past)
    assert any("2021-22" in e.witness for c in d.changes.past for e in c.edits)


def test_of_a_list_that_is_not_complete_an_earlier_record_may_still_be_given() -> None:
    d = ask("sabbatical", {"reprimands": 1, "years_taught": years(complete=False, y2020_21={"earned": "300 points", "absent": 21})})
    assert all(e.kind != "added" or e.number for c in d.changes.open for e in c.edits)


def test_a_value_such_as_another_is_the_nearest_that_does() -> None:
    taught = years(y2020_21={"earned": "300 points", "absent": 20}, y2021_22={"earned": "200 points", "absent": 3})
    d = ask("sabbatical", {"reprimands": 1, "years_taught": taught})
    edits = [e for c in d.changes.open if len(c.edits) == 1 for e in c.edits]
    assert {(e.record, e.witness, e.gap) for e in edits if e.kind == "field"} == {
        ("2020-21", "400 points", "100 points more"),
        ("2021-22", "300 points", "100 points more"),
    }
    assert [e.fields for e in edits if e.kind == "added"] == [
        (("points earned", "100 points", "100 points"), ("days absent", "20 days", "20 days"))
    ]


def test_what_lies_in_the_past_is_told_as_past() -> None:
    text = letter_of(ask("bus", BARRED)).partition("WHAT WOULD HAVE LED TO ANOTHER RESULT")[2]
    assert "this had not been so: has been suspended from the bus" in text
    assert "no longer" not in text


def test_a_letter_promises_no_change_where_it_has_none() -> None:
    taught = years(complete=False, y2020_21={"earned": "300 points", "absent": "21 days"}, y2021_22={"earned": "200 points"})
    d = ask("sabbatical", {"reprimands": 3, "years_taught": taught})
    text = letter_of(d)
    assert bool(d.changes.open or d.changes.past) == ("what would change the result" in text)
    assert ("No change was found" in text) == (not d.changes.open and not d.changes.past)


RATED = {"judgements": [{"by": "board", "value": True}, {"by": "committee", "value": True}]}


@pytest.mark.parametrize(
    "competent",
    [
        {"judgements": [{"by": "principal", "value": False}, {"by": "superintendent", "missing": "pending"}]},
        {"by": "principal", "value": False},
        {"by": "principal", "value": True},
    ],
)
def test_one_who_may_still_judge_to_the_contrary_is_named(competent: dict[str, Any]) -> None:
    d = ask("retain", {"competent": competent, "rated": RATED})
    told = "Of “is found competent”, the superintendent may judge too and has not."
    text = said(missing.text(d))
    assert told in text and "Nothing that could change the answer" not in text
    assert told in letter_of(d)


def test_nobody_is_named_where_all_have_judged() -> None:
    both = {"judgements": [{"by": "principal", "value": False}, {"by": "superintendent", "value": False}]}
    d = ask("retain", {"competent": both, "rated": RATED})
    assert "may judge too" not in letter_of(d)
    assert "Nothing that could change the answer." in said(missing.text(d))


def test_each_judge_has_made_the_finding_that_he_made() -> None:
    rated = {"judgements": [{"by": "board", "value": False}, {"by": "committee", "value": True}]}
    text = letter_of(ask("retain", {"competent": {"by": "principal", "value": False}, "rated": rated}))
    assert "judged no by the board, judged yes by the committee" in text
    assert "judged by the board and the committee" not in text


def test_what_may_settle_an_open_question_is_not_said_to_do_so_alone() -> None:
    text = letter_of(ask("bus", {"distance": "3 miles"})).partition("WHAT WOULD SETTLE THIS")[2]
    assert "Provide: debt that is owed; and, unless that settles it, establish whether this is so: the debt is disputed." in text


def test_amounts_are_told_as_the_law_has_them() -> None:
    text = said(missing.text(ask("bus", {"distance": "3 miles"})))
    assert "debt that is owed: more than $50" in text and "debt that is owed: at most $50" in text
    assert "$50.01" not in text


def test_a_refusal_names_what_suffices_for_it_and_not_what_would_contradict() -> None:
    d = ask("pin", {"on_leave": True, "passed": False, "mentor": True}, code="oak")
    assert d.headline == "The teacher is not shown to be entitled to a pin under Oak Code § 2(K)."
    assert [g.effect for g in d.grounds if g.principal] == ["grant"]
    d = ask("pin", {"on_leave": False, "passed": False, "mentor": False}, code="oak")
    assert [g.effect for g in d.grounds] == ["require", "grant"]


def test_of_a_conflict_each_change_says_which_answer_it_leaves() -> None:
    text = letter_of(ask("pin", {"on_leave": True, "passed": True, "mentor": True}, code="oak"))
    assert "This is no longer so: is on leave. Then the answer is yes." in text
    assert "This is no longer so: has passed. Then the answer is no." in text


def test_nothing_is_refused_where_a_prohibition_does_not_apply() -> None:
    d = ask("second", {"service": "6 years"})
    assert "refusal" not in said(why.text(d)) + letter_of(d)


def test_of_every_record_those_that_fail_are_named() -> None:
    held = years(y2019_20={"rating": 4, "score": 50, "days": 160}, y2021_22={"rating": 2, "score": 50, "days": 160})
    d = ask("bonus", {"yrs": held}, code="oak")
    assert next(u.finding for u in d.unmet).startswith("in 2021-22, rating: 2")
    assert "2019-20" not in next(u.finding for u in d.unmet)
