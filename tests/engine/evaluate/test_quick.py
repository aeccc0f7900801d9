"""Folds by the shortest way come to what the table of operations says, whatever the records."""

from fractions import Fraction

from hypothesis import given, strategies as st

from pincite.evaluate.quick import quick_count, quick_total
from pincitec.semantics.lists import count, total
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Amount, Interval

SURE = st.sampled_from((FAILS, HOLDS))
ANY = st.sampled_from((FAILS, UNDETERMINED, HOLDS))
NUMBERS = st.integers(-3, 200)
AMOUNTS = st.one_of(NUMBERS, st.none(), st.just(Fraction(1, 2)), st.just(Interval(1, 4)), st.just(Interval(1, None)))


@given(st.one_of(st.lists(SURE), st.lists(ANY)), st.booleans())
def test_counts(holds: list[int], complete: bool) -> None:
    assert quick_count(holds, complete) == count(holds, complete)


@given(st.one_of(st.lists(st.tuples(SURE, NUMBERS)), st.lists(st.tuples(ANY, AMOUNTS))), st.booleans())
def test_totals(records: list[tuple[int, Amount]], complete: bool) -> None:
    holds, amounts = [h for h, _ in records], [a for _, a in records]
    found, expected = quick_total(holds, amounts, complete), total(holds, amounts, complete)
    assert found == expected
    assert type(found) is type(expected)
