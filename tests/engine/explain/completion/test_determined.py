"""A question that its conditions leave open and that all completions of its facts answer alike; and what is not completed."""

import pytest
from tests.policy.library import answer, copied, pack_of

import pincite
from pincite.cli import why
from pincite.explain.completion import build
from pincite.report.letter import letter
from pincite.report.render import render_text
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

POLICY = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
party panel "the panel"
party board "the board"
record term by year {
  year   : school_year
  taught : days "days taught"
}
fact a : boolean "the first condition is met"
fact b : boolean "the second condition is met"
fact found_so : boolean judged by panel or board "found so"
fact years : years "years of teaching"
fact begun : date "the day on which it was begun"
fact score : percent "the score"
fact passing : percent "the passing score"
fact days_given : days "the days given"
fact other_days : days "the other days"
fact terms : list of term "terms"
decision either : entitlement of teacher "an increment"
decision both   : entitlement of teacher "a second increment"
decision judged : entitlement of teacher "a third increment"
decision spread : entitlement of teacher "a fourth increment"
decision dated  : entitlement of teacher "a fifth increment"
decision tied   : entitlement of teacher "a sixth increment"
decision least_days : days "the days of the shortest term"
decision long_terms : entitlement of teacher "a seventh increment"
decision days_in_all : entitlement of teacher "an eighth increment"
decision amount_due : days "the days"
decision half_year  : entitlement of teacher "a ninth increment"
decision of_none    : entitlement of teacher "a tenth increment"
provision page("Definitions")("Full School Year") {
  "equivalent number of days" means grant either when (a and b) or (a and not b)
  "equivalent number of days" means grant both when (a or not a) and b
  "equivalent number of days" means grant judged when found_so or not found_so
  "equivalent number of days" means grant spread when all { uncited years >= 3 years or years < 5 years because "a test" }
  "equivalent number of days" means grant dated when all { uncited begun + 6 months >= 2024-03-01 or begun < 2024-01-01 because "a test" }
  "equivalent number of days" means grant tied when score >= passing or score < passing
  "equivalent number of days" means least_days = least(t.taught for t in terms)
  "equivalent number of days" means grant long_terms when all { uncited least(t.taught for t in terms) >= 100 days because "a test" }
  "equivalent number of days" means grant days_in_all when all {
    uncited sum(t.taught for t in terms) >= 200 days because "a test"
  }
  "equivalent number of days" means grant half_year when all { uncited begun + 6 months <= 2024-02-29 because "a test" }
  "equivalent number of days" means grant of_none when all { uncited least(t.taught for t in terms where a) >= 100 days because "a test" }
  "equivalent number of days" means amount_due = days_given when a
  "equivalent number of days" means amount_due = other_days when not a
}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_of(copied(tmp_path_factory.mktemp("library"), ()), POLICY)


def asked(pack: Pack, decision: str, **facts: object) -> pincite.explain.proof.Determination:
    return answer(pack, decision, facts, "2024-01-01")


def test_conditions_that_one_fact_ties_are_seen_together(pack: Pack) -> None:
    found = asked(pack, "either", a=True)
    assert (found.verdict, found.questions[0].verdict, found.outcome) == (HOLDS, HOLDS, "holds")
    assert found.completion is not None and found.completion.whatever == ("t.b",)
    assert found.headline == (
        "The teacher is entitled to an increment under Albuquerque Public Schools, Licensure Advancement Via Micro-Credentials, "
        '"Definitions", "Full School Year". That does not turn on what is not established: the second condition is met.'
    )
    assert found.missing == () and found.not_needed == ("t.b",)
    assert found.questions[0].clauses[0].guard == UNDETERMINED  # what is known of the elements stays as it is


def test_an_answer_that_no_element_settles_says_how_its_clauses_stand(pack: Pack) -> None:
    found = asked(pack, "both", b=True)
    assert "HOW IT STANDS" in why.text(found)
    assert "however what is not established turns out, the answer is the same" in " ".join(why.text(found).split())
    text = " ".join(render_text(letter(found)).split())
    assert "What is not established leaves it open how this turns out; the answer is the same either way." in text
    assert "Whether all that it asks is met is not determined." not in text


def test_a_fact_that_settles_it_alone(pack: Pack) -> None:
    found = asked(pack, "both")
    assert found.verdict == UNDETERMINED
    assert [m.fact for m in found.missing] == ["t.b"]
    assert [(s.facts, s.best, s.worst, s.may_stay_open) for s in found.settling] == [(("t.b",), HOLDS, FAILS, False)]


def test_both_limbs_of_an_alternative_settle_it_one_way(pack: Pack) -> None:
    found = asked(pack, "either")
    assert [(s.facts, s.best, s.worst, s.may_stay_open) for s in found.settling] == [(("t.a",), HOLDS, FAILS, False)]
    assert [(r.verdict, [(w.label, w.words) for w in r.ways]) for r in found.completion.routes] == [  # type: ignore[union-attr]
        (HOLDS, [("the first condition is met", "yes")]),
        (FAILS, [("the first condition is met", "no")]),
    ]


def test_ranges_that_meet(pack: Pack) -> None:
    assert asked(pack, "spread").verdict == HOLDS
    assert asked(pack, "dated").verdict == HOLDS
    assert asked(pack, "tied", passing="60%").verdict == HOLDS


def test_judges_who_may_differ_are_not_completed_away(pack: Pack) -> None:
    """Either of two may judge: if they come to differ, nothing is settled, so nothing may be settled before."""
    assert asked(pack, "judged").verdict == UNDETERMINED


def test_two_facts_that_are_compared_may_turn_out_as_they_like(pack: Pack) -> None:
    """`score >= passing` and `score < passing` are two conditions for whom neither is known: more is allowed for than can be."""
    found = asked(pack, "tied")
    assert found.verdict == UNDETERMINED
    assert found.completion is not None and not found.completion.exact
    assert {m.fact for m in found.missing} == {"t.score", "t.passing"} and not any(m.exact for m in found.missing)


def test_past_the_bound_it_is_not_decided_further(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MOST_VARIABLES", 0)
    found = asked(pack, "either", a=True)
    assert found.verdict == UNDETERMINED
    assert found.completion is not None and found.completion.bounded and found.completion.cases == 2
    assert any("was not decided further: there are 2 cases to tell apart" in w for w in found.warnings)


def test_text_that_is_not_on_file_is_not_completed(pack: Pack) -> None:
    found = answer(pack, "either", {"a": True}, "2010-01-01")
    assert found.verdict == UNDETERMINED and found.completion is None and found.settling == ()


def test_a_value_on_which_all_agree(pack: Pack) -> None:
    same = asked(pack, "amount_due", days_given="5 days", other_days="5 days")
    assert (same.verdict, same.value, same.missing) == (HOLDS, "5 days", ())
    other = asked(pack, "amount_due", days_given="5 days", other_days="6 days")
    assert other.verdict == UNDETERMINED
    assert [(r.verdict, r.value) for r in other.completion.routes] == [(HOLDS, "5 days"), (HOLDS, "6 days")]  # type: ignore[union-attr]


def test_a_value_that_is_still_to_be_computed(pack: Pack) -> None:
    found = asked(pack, "amount_due", a=True)
    assert found.completion is not None and found.completion.enough == ("t.days_given",)
    assert [(s.facts, [(o.verdict, o.awaits) for o in s.outcomes]) for s in found.settling] == [
        (("t.days_given",), [(HOLDS, ("t.days_given",))])
    ]


def terms(complete: bool, *days: int | None) -> dict[str, object]:
    records = {f"20{10 + i}-{11 + i}": {} if d is None else {"taught": f"{d} days"} for i, d in enumerate(days)}
    return {"terms": {"records": records, **({"complete": True, "source": "a file"} if complete else {})}}


@pytest.mark.parametrize(
    ("facts", "value", "verdict"),
    [
        (terms(True, 120, 90), "90 days", FAILS),
        (terms(True, 120, 110), "110 days", HOLDS),
        (terms(True, 120, None), None, UNDETERMINED),
        (terms(True, 90, None), None, FAILS),
        (terms(False, 120), None, UNDETERMINED),
        (terms(False, 90), None, FAILS),
        (terms(True), None, UNDETERMINED),
        ({}, None, UNDETERMINED),
    ],
)
def test_the_least_over_records(pack: Pack, facts: dict[str, object], value: str | None, verdict: int) -> None:
    assert asked(pack, "least_days", **facts).value == value
    assert asked(pack, "long_terms", **facts).verdict == verdict


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        (terms(True, 120, None), "1 not established"),
        (terms(False, 120), "more records may exist"),
        (terms(False, 120, None), "1 not established; more records may exist"),
        (terms(True, 90), "short by 10 days"),
    ],
)
def test_what_is_open_of_the_least_is_said(pack: Pack, facts: dict[str, object], gap: str) -> None:
    measure = asked(pack, "long_terms", **facts).questions[0].clauses[0].root.children[0].measure  # type: ignore[union-attr]
    assert measure is not None and (measure.subject, measure.gap) == ("least days taught over terms", gap)


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        (terms(True, 120, None), "120 days of 200 days; 1 not established; 80 days more needed"),
        (terms(False, 120, 30), "150 days of 200 days; more records may exist; 50 days more needed"),
        (terms(True, 120, 30), "short by 50 days"),
    ],
)
def test_what_is_open_of_a_sum_is_said(pack: Pack, facts: dict[str, object], gap: str) -> None:
    measure = asked(pack, "days_in_all", **facts).questions[0].clauses[0].root.children[0].measure  # type: ignore[union-attr]
    assert measure is not None and measure.gap == gap


def test_a_day_that_may_bring_two_may_leave_it_open(pack: Pack) -> None:
    """Six months after August 31 is February 29 or March 1: whoever gives that day gets no answer."""
    assert [(s.facts, s.worst, s.may_stay_open) for s in asked(pack, "half_year").settling] == [(("t.begun",), FAILS, True)]
    assert asked(pack, "half_year", begun="2023-08-31").verdict == UNDETERMINED


def test_the_least_of_no_records_is_not_to_be_had_by_completing_them(pack: Pack) -> None:
    found = asked(pack, "of_none", a=False, **terms(True, 120, None))
    assert found.verdict == UNDETERMINED
    assert found.settling == () and found.completion is not None and found.completion.routes == ()
    assert asked(pack, "of_none", a=True, **terms(True, 120, None)).settling != ()
