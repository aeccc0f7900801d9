"""Grounds: sufficient, minimal, one principal; what was considered and not applied; the first day; all of it whatever was asked before."""

from datetime import date

import pytest
from hypothesis import given, strategies as st
from tests.engine.report.cases import CASES, GOOD, ask as ask_sample
from tests.engine.report.small_packs import Rule, small_pack
from tests.engine.sample_pack import sample_pack

import pincite
from pincite.explain.case import PREPARED
from pincite.explain.proof import Determination
from pincite.explain.reasons.sufficient import MOST_SETS, Sets, each, either
from pincite.report.as_json import render_json
from pincitec.semantics.truth import FAILS, HOLDS

DAY = date(2021, 6, 1)
GRANT = Rule("A", "grant", "paid")
BAR = Rule("B", "deny", "barred")


def ask(
    rules: tuple[Rule, ...], facts: dict[str, object], *, kind: str = "entitlement", defeats: tuple[tuple[int, int], ...] = ()
) -> Determination:
    return pincite.determine(small_pack(rules, kind=kind, defeats=defeats), "permit", facts, on=DAY)


def told(d: Determination) -> list[tuple[str, bool, list[list[tuple[str, str]]]]]:
    return [
        (g.citation, g.principal, [[(g.parts[i].role, g.parts[i].text) for i in s] for s in g.sets]) for g in d.grounds if g.question == 0
    ]


def test_a_grant_rests_on_all_that_it_asks_and_on_bars_that_do_not_apply() -> None:
    d = ask((GRANT, BAR), {"paid": True, "barred": False})
    assert told(d) == [("Code § 1(A)", True, [[("condition", "has paid the fee"), ("bar", "is barred by an order")]])]


def test_every_ground_is_given_and_the_principal_one_is_first_in_the_law() -> None:
    d = ask((Rule("B", "grant", "waived"), GRANT), {"paid": True, "waived": True})
    assert [(g.citation, g.principal) for g in d.grounds] == [("Code § 1(A)", True), ("Code § 1(B)", False)]


def test_a_clause_that_displaces_another_is_no_principal_ground_beside_one_that_does_not() -> None:
    rules = (Rule("A", "grant", "waived"), Rule("B", "grant", "paid"), Rule("C", "deny", "barred"))
    d = ask(rules, {"paid": True, "waived": True, "barred": True}, defeats=((0, 2),))
    assert [(g.citation, g.principal) for g in d.grounds] == [("Code § 1(B)", True), ("Code § 1(A)", False)]


def test_a_refusal_names_the_sets_that_alone_suffice() -> None:
    d = CASES["refused_for_several_with_several_missing"]()
    (found,) = (g for g in d.grounds if g.principal)
    assert [len(s) for s in found.sets] == [1, 2]
    assert [u.alone for u in d.unmet] == [True, False, False]


def test_an_unmet_requirement_is_a_ground_whatever_is_granted() -> None:
    d = ask((GRANT, Rule("B", "require", "waived")), {"paid": True, "waived": False})
    assert told(d) == [("Code § 1(B)", True, [[("condition", "holds a waiver")]])]
    assert [u.alone for u in d.unmet] == [True]


def test_a_conflict_has_a_ground_on_each_side_and_none_is_principal() -> None:
    assert [(g.effect, g.principal) for g in CASES["conflict"]().grounds] == [("grant", False), ("deny", False)]


def test_an_answer_that_holds_whichever_clause_displaces_the_other_has_a_ground() -> None:
    d = ask((GRANT, Rule("B", "grant", "waived")), {"paid": True}, defeats=((1, 0),))
    assert d.verdict == HOLDS
    assert told(d) == [("Code § 1(A)", True, [[("condition", "has paid the fee")]])]


def test_what_is_displaced_is_told_with_what_displaces_it() -> None:
    d = CASES["displaced"]()
    (found,) = (c for c in d.considered if c.why == "displaced")
    assert (found.citation, found.by, [p.words for p in found.by_passages]) == ("Code § 1(A)", "Code § 1(B)", ["shall grant a permit"])


@pytest.mark.parametrize(
    ("rules", "facts", "why"),
    [
        ((GRANT, BAR), {"paid": True, "barred": False}, ["not_met"]),
        ((Rule("A", "grant", "paid", exception="waived"),), {"paid": True, "waived": False}, ["exception"]),
        ((GRANT,), {"paid": False}, []),
        ((Rule("A", "require", "paid"),), {"paid": True}, []),
    ],
)
def test_what_was_considered(rules: tuple[Rule, ...], facts: dict[str, object], why: list[str]) -> None:
    assert [c.why for c in ask(rules, facts).considered] == why


def test_a_requirement_that_an_exception_lifts_lacks_nothing() -> None:
    """The guard of a requirement is that it is not met, less its exceptions."""
    d = ask((GRANT, Rule("B", "require", None, exception="waived")), {"paid": True, "waived": True})
    assert d.unmet == ()


def test_a_bar_that_an_exception_would_lift_names_both_ways() -> None:
    d = ask((GRANT, Rule("B", "deny", "barred", exception="waived")), {"paid": False, "barred": True, "waived": False})
    assert [(u.text, u.bars, u.alternative) for u in d.unmet] == [
        ("has paid the fee", False, False),
        ("is barred by an order", True, True),
        ("holds a waiver", False, True),
    ]


def test_a_displaced_bar_bars_nothing() -> None:
    d = ask(
        (Rule("A", "grant", "waived"), Rule("B", "deny", "barred"), Rule("C", "require", "paid")),
        {"waived": True, "barred": True, "paid": False},
        defeats=((0, 1),),
    )
    assert d.verdict == FAILS
    assert [u.text for u in d.unmet] == ["has paid the fee"]


def test_the_first_day_is_the_first() -> None:
    (short,) = CASES["refused_for_one_reason"]().unmet
    assert short.met_on == date(2021, 8, 12)
    facts = {**GOOD, "years_as_level_two": {"since": date(2018, 8, 12)}}
    days = (date(2021, 8, 11), date(2021, 8, 12))
    assert [ask_sample(sample_pack, "level_three_a", facts, on).verdict for on in days] == [FAILS, HOLDS]


SETS = st.lists(st.frozensets(st.integers(0, 6), max_size=4), min_size=1, max_size=4).map(lambda found: Sets(tuple(found)))


def holds(sets: Sets, true: frozenset[int]) -> bool:
    return any(s <= true for s in sets.sets)


@given(st.lists(SETS, min_size=1, max_size=3), st.frozensets(st.integers(0, 6)))
def test_the_algebra_of_sets_is_that_of_and_and_or(parts: list[Sets], true: frozenset[int]) -> None:
    together, one = each(parts), either(parts)
    assert holds(together, true) is all(holds(p, true) for p in parts)
    assert holds(one, true) is any(holds(p, true) for p in parts)
    for found in (together, one):
        assert not any(a < b for a in found.sets for b in found.sets)
        assert len(found.sets) <= MOST_SETS
        assert not found.cut


def test_what_is_kept_between_cases_changes_nothing() -> None:
    warm = {name: render_json(case()) for name, case in CASES.items()}
    for name, case in reversed(list(CASES.items())):
        PREPARED.clear()
        assert render_json(case()) == warm[name], name
