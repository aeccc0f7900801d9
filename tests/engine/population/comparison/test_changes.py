"""Changes and differences of batches: exact, the same whatever the batches, and the contrary when the two runs change places."""

from fractions import Fraction

import numpy as np
import pyarrow as pa
from hypothesis import given, settings, strategies as st

from pincite.population.comparison.changes import CODE, TABLE, between, changed
from pincite.population.comparison.counting import Counting
from pincite.population.comparison.model import CHANGES, Sums
from pincite.population.reasons import OUTCOMES, Done
from pincite.population.running.output import VERDICT_WORDS
from pincitec.semantics.types import MONEY

CONTRARY = {
    "gains": "loses", "loses": "gains", "higher": "lower", "lower": "higher", "value_begins": "value_ends", "value_ends": "value_begins",
    "begins_to_apply": "ceases_to_apply", "ceases_to_apply": "begins_to_apply", "conflict_begins": "conflict_ends",
    "conflict_ends": "conflict_begins", "becomes_open": "settled", "settled": "becomes_open",
}  # fmt: skip
WORDS = ("holds", "fails", "undetermined", "conflict", "gap", "not_applicable", "fault", "text_not_on_file")
WIDE = st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-5, 5))
ROW = st.tuples(st.sampled_from(WORDS), WIDE, st.integers(1, 6))


def done(rows: list[tuple[str, int, int]], *, fractions: bool) -> Done:
    verdicts = ["undetermined" if word == "text_not_on_file" else word for word, _, _ in rows]
    holds = np.array([word != "holds" for word, _, _ in rows], bool)
    value = pa.array(np.array([v for _, v, _ in rows], np.int64), mask=holds)
    over = pa.array(np.array([o for _, _, o in rows], np.int64), mask=holds) if fractions else None
    return Done(
        np.array([VERDICT_WORDS.index(v) for v in verdicts], np.uint8),
        np.array([OUTCOMES.index(word) for word, _, _ in rows], np.int8),
        np.zeros(len(rows), np.int8),
        np.zeros(len(rows), np.int32),
        value,
        over,
    )


def batch_of(first: int, rows: int) -> pa.RecordBatch:
    return pa.record_batch(
        {"@row": pa.array(range(first, first + rows), pa.int64()), "@key:by": [f"{n % 3}" for n in range(first, first + rows)]}
    )


@settings(deadline=None)
@given(st.lists(st.tuples(ROW, ROW), min_size=1, max_size=30), st.booleans(), st.integers(1, 29))
def test_counts_and_sums_are_exact_whatever_the_batches(pairs: list[tuple[tuple[str, int, int], ...]], fractions: bool, cut: int) -> None:
    counting = Counting(("by",))
    for start, part in ((0, pairs[:cut]), (cut, pairs[cut:])):
        if part:
            one, other = (done([p[side] for p in part], fractions=fractions) for side in (0, 1))
            batch = batch_of(start, len(part))
            counting.add((batch, batch), (one, other), changed(one, other, MONEY))
    assert counting.changes.total() == sum(counting.transitions.values()) == counting.rows == len(pairs)
    wanted = [
        Fraction(after[1], after[2] if fractions else 1) - Fraction(before[1], before[2] if fractions else 1)
        for before, after in pairs
        if before[0] == after[0] == "holds"
    ]
    for word, sign in (("higher", 1), ("lower", -1)):
        mine = [d for d in wanted if d * sign > 0]
        assert counting.changes[word] == len(mine)
        assert counting.sums.get(word) == (Sums(len(mine), sum(mine), min(mine), max(mine)) if mine else None)
    groups = counting.grouped("by")
    assert sum(group.rows for group in groups) == len(pairs)
    assert sum(group.sums.total for group in groups if group.sums) == sum(wanted)


@settings(deadline=None)
@given(st.lists(st.tuples(ROW, ROW), min_size=1, max_size=30), st.booleans())
def test_the_other_way_about_is_the_contrary(pairs: list[tuple[tuple[str, int, int], ...]], fractions: bool) -> None:
    one, other = (done([p[side] for p in pairs], fractions=fractions) for side in (0, 1))
    there, back = changed(one, other, MONEY), changed(other, one, MONEY)
    assert [CONTRARY.get(CHANGES[c], CHANGES[c]) for c in there.change] == [CHANGES[c] for c in back.change]
    assert [there.numbers.at(i) for i in range(len(there.numbers.rows))] == [-back.numbers.at(i) for i in range(len(back.numbers.rows))]


def test_what_is_not_known_is_no_gain() -> None:
    for before in VERDICT_WORDS:
        for after in VERDICT_WORDS:
            word = between(before, after)
            assert (word in ("gains", "loses")) == ({before, after} == {"holds", "fails"})
            assert TABLE[VERDICT_WORDS.index(before), VERDICT_WORDS.index(after)] == CODE[word]
