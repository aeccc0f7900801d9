"""The least and the greatest amount over records, of lists that are known in part: against every list that they may turn out to be."""

from itertools import product

from hypothesis import given, strategies as st

from pincitec.semantics.comparison import greater_or_equal, less_or_equal
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Interval, bounds

TRUTHS = (FAILS, UNDETERMINED, HOLDS)
AMOUNTS = (None, 0, 1, 2, Interval(1, 2))
EVERY = (0, 1, 2, 3)
"""Amounts that an unknown one may be: those in use and one above them."""

rows = st.lists(st.tuples(st.sampled_from(TRUTHS), st.sampled_from(AMOUNTS)), max_size=3)


def possible(found: list[tuple[int, object]], complete: bool, op: str) -> set[int | None]:
    """The results over every completion, `None` where no record counts."""
    each = [[(h, a) for h in ((HOLDS, FAILS) if holds == UNDETERMINED else (holds,)) for a in within(amount)] for holds, amount in found]
    more = [()] if complete else [(), *(((HOLDS, a),) for a in EVERY)]
    results: set[int | None] = set()
    for whole in product(*each):
        for extra in more:
            counted = [a for h, a in (*whole, *extra) if h == HOLDS]
            results.add((min if op == "least" else max)(counted) if counted else None)
    return results


def within(amount: object) -> tuple[int, ...]:
    if amount is None:
        return EVERY
    return tuple(range(amount.low, (amount.high or 0) + 1)) if isinstance(amount, Interval) else (amount,)  # type: ignore[return-value, arg-type]


@given(rows, st.booleans(), st.sampled_from(("least", "greatest")))
def test_bounds_are_those_of_all_completions(found: list[tuple[int, object]], complete: bool, op: str) -> None:
    value = TABLE[op].function([h for h, _ in found], [a for _, a in found], complete)
    results = possible(found, complete, op)
    if value is None:
        assert None in results
        return
    assert None not in results
    numbers = [r for r in results if r is not None]
    low, high = bounds(value)
    assert low == min(numbers)
    assert high == max(numbers) or (high is None and max(numbers) == EVERY[-1])


@given(rows, st.booleans(), st.sampled_from(("least", "greatest")), st.integers(0, 3))
def test_a_comparison_that_is_determined_holds_of_every_completion(
    found: list[tuple[int, object]], complete: bool, op: str, limit: int
) -> None:
    value = TABLE[op].function([h for h, _ in found], [a for _, a in found], complete)
    for compare in (greater_or_equal, less_or_equal):
        code = compare(value, limit)
        if code != UNDETERMINED:
            assert {compare(r, limit) for r in possible(found, complete, op)} == {code}


def test_of_no_record_there_is_none() -> None:
    for op in ("least", "greatest"):
        assert TABLE[op].function([], [], True) is None
        assert TABLE[op].function([FAILS], [3], True) is None
        assert TABLE[op].function([], [], False) is None
