"""The verdict algebra, each case of it by name: what clauses that grant, deny, require or give a value amount to."""

from itertools import product
from typing import Any

import pytest
from tests.engine.strategies import ASKED

from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Elapsed, Interval
from pincitec.semantics.verdicts import (
    CONFLICT,
    GAP,
    MOST_DEFEATERS_TRIED,
    NOT_APPLICABLE,
    VERDICTS,
    Outcome,
    decide,
    decide_value,
    in_order,
    truth_of,
    value_of,
)

U = UNDETERMINED
TRUTHS = (FAILS, U, HOLDS)


def verdict(*clauses: tuple[str, int], defeats: tuple[tuple[int, int], ...] = (), standings: tuple[int, ...] | None = None) -> str:
    """The name of the verdict for clauses `(effect, guard)` that all stand, or as `standings` says."""
    stands = standings or tuple(HOLDS for _ in clauses)
    states = [state for standing, (_, guard) in zip(stands, clauses, strict=True) for state in (standing, guard)]
    return VERDICTS[decide(tuple(effect for effect, _ in clauses), defeats, *states)]


def value(*clauses: tuple[int, Any], defeats: tuple[tuple[int, int], ...] = (), standings: tuple[int, ...] | None = None) -> Outcome:
    stands = standings or tuple(HOLDS for _ in clauses)
    return decide_value(defeats, *(s for standing, pair in zip(stands, clauses, strict=True) for s in (standing, *pair)))


def test_holds_where_a_clause_grants_and_none_denies() -> None:
    assert verdict(("grant", HOLDS), ("grant", FAILS), ("deny", FAILS)) == "holds"


def test_fails_where_no_clause_grants_and_denials_are_determined() -> None:
    assert verdict(("grant", FAILS)) == "fails"
    assert verdict(("grant", FAILS), ("deny", HOLDS)) == "fails"


def test_conflict_where_one_clause_grants_and_another_denies() -> None:
    assert verdict(("grant", HOLDS), ("deny", HOLDS)) == "conflict"


def test_undetermined_where_a_denial_is() -> None:
    assert verdict(("grant", HOLDS), ("deny", U)) == "undetermined"
    assert verdict(("grant", FAILS), ("deny", U)) == "undetermined"


def test_undetermined_where_a_grant_is() -> None:
    assert verdict(("grant", U)) == "undetermined"
    assert verdict(("grant", U), ("deny", HOLDS)) == "undetermined"


def test_one_certain_grant_is_enough() -> None:
    assert verdict(("grant", HOLDS), ("grant", U)) == "holds"


def test_not_applicable_where_no_clause_is_in_force() -> None:
    assert verdict(("grant", FAILS), ("deny", FAILS), standings=(FAILS, FAILS)) == "not_applicable"
    assert verdict() == "not_applicable"


def test_undetermined_where_it_is_unknown_whether_any_clause_is_in_force() -> None:
    assert verdict(("grant", FAILS), standings=(U,)) == "undetermined"
    assert verdict(("grant", U), standings=(U,)) == "undetermined"


def test_an_unmet_requirement_makes_it_fail() -> None:
    assert verdict(("grant", HOLDS), ("require", HOLDS)) == "fails"
    assert verdict(("require", HOLDS)) == "fails"
    assert verdict(("grant", U), ("deny", U), ("require", HOLDS)) == "fails"


def test_a_met_requirement_grants_nothing() -> None:
    assert verdict(("require", FAILS)) == "undetermined"
    assert verdict(("grant", FAILS), ("require", FAILS)) == "fails"


def test_a_requirement_that_is_undetermined_leaves_a_grant_undetermined() -> None:
    assert verdict(("grant", HOLDS), ("require", U)) == "undetermined"
    assert verdict(("grant", FAILS), ("require", U)) == "fails"


def test_a_conflict_waits_for_a_requirement_that_may_yet_be_unmet() -> None:
    assert verdict(("grant", HOLDS), ("deny", HOLDS), ("require", FAILS)) == "conflict"
    assert verdict(("grant", HOLDS), ("deny", HOLDS), ("require", U)) == "undetermined"
    assert verdict(("grant", HOLDS), ("deny", HOLDS), ("require", HOLDS)) == "fails"


def test_a_denial_alone_refuses_and_is_silent_where_it_does_not_hold() -> None:
    assert verdict(("deny", HOLDS)) == "fails"
    assert verdict(("deny", FAILS)) == "undetermined"
    assert verdict(("deny", U)) == "undetermined"


def test_a_lapsed_grant_does_not_count_as_one_that_failed() -> None:
    assert verdict(("grant", FAILS), ("require", FAILS), standings=(FAILS, HOLDS)) == "undetermined"
    assert verdict(("grant", FAILS), ("require", FAILS), standings=(HOLDS, HOLDS)) == "fails"


def test_a_defeated_clause_does_not_count() -> None:
    assert verdict(("deny", HOLDS), ("grant", HOLDS), defeats=((0, 1),)) == "fails"
    assert verdict(("grant", HOLDS), ("deny", HOLDS), defeats=((0, 1),)) == "holds"
    assert verdict(("deny", FAILS), ("grant", HOLDS), defeats=((0, 1),)) == "holds"


def test_a_defeater_that_is_itself_defeated_does_not_defeat() -> None:
    clauses = (("grant", HOLDS), ("deny", HOLDS), ("grant", HOLDS))
    assert verdict(*clauses, defeats=((0, 1), (1, 2))) == "holds"
    assert verdict(("grant", FAILS), ("deny", HOLDS), ("grant", HOLDS), defeats=((0, 1), (1, 2))) == "fails"


def test_an_undetermined_defeater_is_tried_both_ways() -> None:
    assert verdict(("grant", U), ("grant", HOLDS), defeats=((0, 1),)) == "holds"  # either of them grants
    assert verdict(("deny", U), ("grant", HOLDS), defeats=((0, 1),)) == "undetermined"
    assert verdict(("deny", U), ("grant", FAILS), defeats=((0, 1),)) == "fails"


def test_too_many_undetermined_defeaters_are_not_tried() -> None:
    number = MOST_DEFEATERS_TRIED + 1
    clauses = (*(("grant", U) for _ in range(number)), ("grant", HOLDS))
    assert verdict(*clauses, defeats=tuple((i, number) for i in range(number))) == "undetermined"
    assert verdict(*clauses[1:], defeats=tuple((i, number - 1) for i in range(number - 1))) == "holds"


def test_the_order_of_clauses_never_matters() -> None:
    clauses = (("grant", HOLDS), ("deny", U), ("require", FAILS), ("grant", FAILS))
    expected = verdict(*clauses)
    for order in ((3, 1, 0, 2), (2, 3, 1, 0), (1, 0, 2, 3)):
        assert verdict(*(clauses[i] for i in order)) == expected


def test_a_circle_of_defeats_is_refused() -> None:
    with pytest.raises(ValueError, match="acyclic"):
        in_order(((0, 1), (1, 0)))
    assert list(in_order(((1, 2), (0, 1)))) == [(0, 1), (1, 2)]


def test_settled_guards_never_change_a_verdict_that_was_determined() -> None:
    """Brute force over all guards of three clauses and every way in which the undetermined ones may turn out."""
    effects = ("grant", "deny", "require")
    for defeats in ((), ((1, 0),), ((0, 1),), ((0, 1), (1, 2))):
        for guards in product(TRUTHS, repeat=3):
            states = [s for g in guards for s in (HOLDS, g)]
            before = decide(effects, defeats, *states)
            for ways in product((FAILS, HOLDS), repeat=3):
                settled = [w if g == U else g for g, w in zip(guards, ways, strict=True)]
                after = decide(effects, defeats, *(s for g in settled for s in (HOLDS, g)))
                assert before in (U, after), (defeats, guards, settled)


def test_settled_standings_never_change_a_verdict_that_was_determined() -> None:
    effects = ("grant", "require")
    for standings, guards in product(product(TRUTHS, repeat=2), product(TRUTHS, repeat=2)):
        mine = [s & g for s, g in zip(standings, guards, strict=True)]
        before = decide(effects, (), standings[0], mine[0], standings[1], mine[1])
        for ways in product((FAILS, HOLDS), repeat=4):
            now = [w if s == U else s for s, w in zip((*standings, *guards), ways, strict=True)]
            after = decide(effects, (), now[0], now[0] & now[2], now[1], now[1] & now[3])
            assert before in (U, after), (standings, guards, now)


def test_a_value_that_one_clause_gives() -> None:
    assert value((HOLDS, 60), (FAILS, 54)) == Outcome(HOLDS, 60)


def test_candidates_that_agree_are_a_value() -> None:
    assert value((HOLDS, 60), (HOLDS, 60)) == Outcome(HOLDS, 60)
    assert value((HOLDS, 60), (U, 60)) == Outcome(HOLDS, 60)


def test_a_candidate_that_may_differ_leaves_the_value_undetermined() -> None:
    assert value((HOLDS, 60), (U, 54)) == Outcome(U)
    assert value((HOLDS, 60), (U, None)) == Outcome(U)


def test_a_possible_value_alone_is_undetermined() -> None:
    assert value((U, 60)) == Outcome(U)
    assert value((U, 60), (U, 60)) == Outcome(U)


def test_two_values_are_a_conflict() -> None:
    assert value((HOLDS, 60), (HOLDS, 54)) == Outcome(CONFLICT)
    assert value((HOLDS, 60), (HOLDS, 54), (U, 60)) == Outcome(CONFLICT)


def test_a_gap_where_no_guard_holds() -> None:
    assert value((FAILS, 60), (FAILS, 54)) == Outcome(GAP)


def test_no_value_applies_where_no_clause_is_in_force() -> None:
    assert value((FAILS, 60), standings=(FAILS,)) == Outcome(NOT_APPLICABLE)
    assert value() == Outcome(NOT_APPLICABLE)
    assert value((U, 60), standings=(U,)) == Outcome(U)


def test_a_value_that_is_not_known_exactly_is_undetermined() -> None:
    for unknown in (None, Interval(1, 2), Elapsed(ASKED, ASKED)):
        assert value((HOLDS, unknown)) == Outcome(U, unknown)  # no value, but as an operand it keeps its bounds


def test_a_defeated_value_does_not_count() -> None:
    assert value((HOLDS, 60), (HOLDS, 54), defeats=((0, 1),)) == Outcome(HOLDS, 60)
    assert value((U, 60), (HOLDS, 54), defeats=((0, 1),)) == Outcome(U)
    assert value((U, 54), (HOLDS, 54), defeats=((0, 1),)) == Outcome(HOLDS, 54)


def test_as_operands_conflict_gap_and_not_applicable_are_undetermined() -> None:
    assert [truth_of(code) for code in (HOLDS, FAILS, U, CONFLICT, GAP, NOT_APPLICABLE)] == [HOLDS, FAILS, U, U, U, U]
    assert value_of(Outcome(HOLDS, 5)) == 5
    assert [value_of(Outcome(code)) for code in (U, CONFLICT, GAP, NOT_APPLICABLE)] == [None] * 4
