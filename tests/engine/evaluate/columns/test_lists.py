"""Each fold over many lists at once gives what `pincitec.semantics.lists` says of each, also of empty ones and of what is not known."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings, strategies as st

from pincite.evaluate.columns import lists, planes
from pincitec.semantics.lists import count, greatest, least, longest_run, total
from pincitec.semantics.operations import neighbour
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Number, Records, Row, bounds

TRUTHS = (FAILS, UNDETERMINED, HOLDS)
RECORD = st.tuples(st.sampled_from(TRUTHS), st.one_of(st.none(), st.integers(-3, 9)), st.integers(0, 2))
LISTS = st.lists(st.lists(RECORD, max_size=7), max_size=20)
Lists = list[list[tuple[int, int | None, int]]]

quick = settings(deadline=None, max_examples=80)


def offsets(found: Sequence[Sequence[Any]]) -> lists.Longs:
    return lists.offsets_of(np.array([len(each) for each in found], np.int64))


def plane(flags: Sequence[bool]) -> planes.Plane:
    """Bits behind the last one are set: they say nothing."""
    return planes.pack(np.array([*flags, *[True] * (-len(flags) % 8)], np.bool_))


def column(values: Sequence[int | None]) -> npt.NDArray[np.int64]:
    """What is not known holds anything."""
    return np.array([77 if v is None else v for v in values], np.int64)


def flat(found: Lists) -> tuple[planes.Plane, planes.Plane, npt.NDArray[np.int64], planes.Plane]:
    """The records that surely count, those that possibly do, the amounts, and where these are known."""
    every = [record for each in found for record in each]
    surely, possibly = plane([r[0] == HOLDS for r in every]), plane([r[0] != FAILS for r in every])
    return surely, possibly, column([r[1] for r in every]), plane([r[1] is not None for r in every])


def ends(value: Any) -> tuple[Number, Number | None]:
    return bounds(value)


@quick
@given(LISTS)
def test_counts_are_bounded_by_what_surely_and_what_possibly_counts(found: Lists) -> None:
    surely, possibly, _, _ = flat(found)
    at = offsets(found)
    both = zip(lists.counted(surely, at).tolist(), lists.counted(possibly, at).tolist(), strict=True)
    assert list(both) == [ends(count([r[0] for r in each], True)) for each in found]
    assert lists.counted(1, at).tolist() == [len(each) for each in found]
    assert lists.counted(0, at).tolist() == [0 for _ in found]
    any_of = planes.flags(lists.any_of(possibly, at), len(found)).tolist()
    assert any_of == [any(r[0] != FAILS for r in each) for each in found]
    assert planes.flags(lists.filled_rows(at), len(found)).tolist() == [bool(each) for each in found]


@quick
@given(LISTS)
def test_sums_are_bounded_by_what_lowers_and_what_raises_them(found: Lists) -> None:
    surely, possibly, amounts, known = flat(found)
    at = offsets(found)
    low, high = (lists.added(amounts, surely, possibly, known, at, sign).tolist() for sign in (-1, 1))
    for each, least_of, most_of in zip(found, low, high, strict=True):
        bottom, top = ends(total([r[0] for r in each], [r[1] for r in each], True))
        assert least_of == bottom
        assert top is None or most_of == top


@quick
@given(LISTS)
def test_least_and_greatest_of_what_surely_counts(found: Lists) -> None:
    settled: Lists = [[r for r in each if r[1] is not None] for each in found]
    surely, possibly, amounts, known = flat(settled)
    at = offsets(settled)
    below, above = (lists.extreme(amounts, p, known, at, -1).tolist() for p in (possibly, surely))
    from_, to = (lists.extreme(amounts, p, known, at, 1).tolist() for p in (surely, possibly))
    for i, each in enumerate(settled):
        truths, values = [r[0] for r in each], [r[1] for r in each]
        if HOLDS in truths:
            assert (below[i], above[i]) == ends(least(truths, values, True))
            assert (from_[i], max(0, to[i])) == ends(greatest(truths, values, True))


def keyed(found: Lists) -> list[list[int]]:
    """Rising keys, with gaps."""
    return [[sum(1 + r[2] for r in each[: i + 1]) for i in range(len(each))] for each in found]


@quick
@given(LISTS)
def test_the_longest_run_ends_with_its_list(found: Lists) -> None:
    surely, possibly, _, _ = flat(found)
    keys, at = keyed(found), offsets(found)
    numbers = column([k for each in keys for k in each])
    both = zip(lists.longest(surely, numbers, 1, at).tolist(), lists.longest(possibly, numbers, 1, at).tolist(), strict=True)
    assert list(both) == [ends(longest_run([r[0] for r in each], ks, True)) for each, ks in zip(found, keys, strict=True)]


@quick
@given(LISTS, st.sampled_from((1, -1)))
def test_the_record_beside_is_one_of_the_same_list(found: Lists, step: int) -> None:
    keys, at = keyed(found), offsets(found)
    unknown = [[r[0] == FAILS for r in each] for each in found]
    known = plane([not u for each in unknown for u in each])
    places, on_file = lists.beside(column([k for each in keys for k in each]), known, lists.owners(at), -1, 1, step)
    there = planes.flags(on_file, int(at[-1])).tolist()
    for i, (ks, us) in enumerate(zip(keys, unknown, strict=True)):
        records = Records(tuple({"key": None if u else k} for k, u in zip(ks, us, strict=True)), complete=True)
        for j in range(len(ks)):
            here = int(at[i]) + j
            other = neighbour(Row(records, j), "key", step)
            assert there[here] == (other is not None)
            assert other is None or int(places[here]) == int(at[i]) + other.index


@quick
@given(LISTS)
def test_a_list_is_walked_again_for_each_of_its_records(found: Lists) -> None:
    at = offsets(found)
    inner, index = lists.again(at, lists.owners(at))
    pairs = [list(range(int(at[i]), int(at[i + 1]))) for i, each in enumerate(found) for _ in each]
    assert [index[a:b].tolist() for a, b in pairwise(inner)] == pairs


def test_sums_that_wrap_have_differences_that_do_not() -> None:
    large = np.full(6, 2**62, np.int64)
    large[1::2] = -(2**62) + 1
    assert lists.of_rows(np.array([2**62, 2**62, 2**62, 5], np.int64), np.array([0, 1, 2, 3, 4])).tolist() == [2**62] * 3 + [5]
    assert lists.of_rows(large, np.array([0, 2, 4, 6])).tolist() == [1, 1, 1]
