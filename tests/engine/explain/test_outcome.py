"""Outcomes: the verdict with its reason, in the stated order of precedence, each with a sentence of its own."""

from datetime import date
from pathlib import Path

import pytest
from tests.engine.report.cases import BEHIND, CASES, LAPSED
from tests.engine.report.small_packs import Rule, small_pack
from tests.engine.report.test_time_and_bodies import POLICY, asked, pack_of

import pincite
from pincite.cli import missing
from pincite.cli.questions import STATUS
from pincite.explain.proof import Determination
from pincite.explain.reasons.outcome import OUTCOMES
from pincite.report.letter import letter
from pincite.report.render import render_text

DAY = date(2021, 6, 1)
GRANT = Rule("A", "grant", "paid")
BAR = Rule("B", "deny", "barred")


def ask(
    rules: tuple[Rule, ...], facts: dict[str, object], *, kind: str = "entitlement", defeats: tuple[tuple[int, int], ...] = ()
) -> Determination:
    return pincite.determine(small_pack(rules, kind=kind, defeats=defeats), "permit", facts, on=DAY)


def test_every_outcome_has_an_exit_code() -> None:
    assert set(STATUS) == set(OUTCOMES)
    assert len({*STATUS.values()}) == len(OUTCOMES) - 1  # text not on file and rules behind it return the same


@pytest.mark.parametrize(
    ("rules", "facts", "outcome"),
    [
        ((GRANT,), {"paid": True}, "holds"),
        ((GRANT,), {"paid": False}, "fails"),
        ((GRANT,), {}, "undetermined"),
        ((GRANT, BAR), {"paid": True, "barred": True}, "conflict"),
        ((GRANT, BAR), {"paid": True}, "exception_may_apply"),
        ((GRANT, BAR), {"barred": False}, "undetermined"),
        ((Rule("A", "grant", "paid", exception="waived"),), {"paid": True}, "exception_may_apply"),
        ((Rule("A", "grant", "paid", exception="waived"),), {}, "undetermined"),
        ((Rule("A", "require", "paid"),), {"paid": True}, "left_open"),
        ((Rule("A", "grant", "paid", standings=LAPSED),), {"paid": True}, "not_applicable"),
        ((Rule("A", "grant", "paid", standings=BEHIND),), {"paid": True}, "rules_behind_text"),
    ],
)
def test_outcomes(rules: tuple[Rule, ...], facts: dict[str, object], outcome: str) -> None:
    assert ask(rules, facts).outcome == outcome


def test_outcomes_of_the_larger_cases() -> None:
    expected = {
        "gap": "gap",
        "text_not_on_file": "text_not_on_file",
        "beyond_horizon": "holds",
        "beyond_horizon_strict": "law_not_known",
        "reading_decides": "left_open",
        "undetermined_for_one_fact": "undetermined",
    }
    assert {name: CASES[name]().outcome for name in expected} == expected


@pytest.mark.parametrize(
    ("kind", "defeats", "said"),
    [
        (
            "entitlement",
            ((1, 0),),
            "The applicant would be entitled to a permit under Code § 1(A), unless an exception applies (Code § 1(B));",
        ),
        (
            "duty",
            ((1, 0),),
            "The applicant would have to a permit under Code § 1(A), unless an exception applies (Code § 1(B)); whether one does is not",
        ),
        (
            "permission",
            (),
            "The applicant would be permitted to a permit under Code § 1(A), unless a provision to the contrary applies (Code § 1(B));",
        ),
    ],
)
def test_what_would_be_so_but_for_an_exception_or_a_contrary_provision_is_said(
    kind: str, defeats: tuple[tuple[int, int], ...], said: str
) -> None:
    assert ask((GRANT, BAR), {"paid": True}, kind=kind, defeats=defeats).headline.startswith(said)


def test_an_amount_that_another_clause_may_displace() -> None:
    rules = (Rule("A", "value", "paid", 400_00), Rule("B", "value", "waived", 500_00))
    d = ask(rules, {"paid": True}, kind="value", defeats=((1, 0),))
    assert d.outcome == "exception_may_apply"
    assert d.headline == (
        "The permit would be $400 under Code § 1(A), unless an exception applies (Code § 1(B)); whether one does is not established."
    )
    assert ask(rules, {"paid": True, "waived": True}, kind="value", defeats=((1, 0),)).value == "$500"


OPEN_FOR_A_REASON = {
    "second of two days": "ambiguous_date",
    "sixth month": "ambiguous_date",
    "the two differ": "judgements_differ",
    "one has not judged": "undetermined",
    "kept while active": "left_open",
    "active unknown": "undetermined",
    "need not unknown": "exception_may_apply",
}


def test_days_and_judges(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, POLICY)
    assert {name: asked(pack, name).outcome for name in OPEN_FOR_A_REASON} == OPEN_FOR_A_REASON
    day, judges = (asked(pack, name).headline for name in ("second of two days", "the two differ"))
    assert day.endswith("it turns on which of two days counts, and no rule on file says which.")
    assert judges.endswith("those who judge it differ.")
    lacking = missing.text(asked(pack, "sixth month"))
    assert "Nothing that could change the answer." not in lacking
    assert "says which of two days counts; no fact can settle it." in " ".join(lacking.split())


def test_no_ground_is_given_for_an_answer_that_is_none() -> None:
    for name in ("text_not_on_file", "rules_behind_the_text", "beyond_horizon_strict"):
        assert (CASES[name]().grounds, CASES[name]().considered) == ((), ())


def test_the_letter_says_the_outcome() -> None:
    text = " ".join(render_text(letter(ask((GRANT, BAR), {"paid": True}, defeats=((1, 0),)))).split())
    assert "unless an exception applies (Code § 1(B)); whether one does is not established." in text
