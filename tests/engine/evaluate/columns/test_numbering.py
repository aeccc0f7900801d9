"""Numbers for words: they tell apart what Arrow's dictionaries tell apart, whatever the blocks."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings, strategies as st

from pincite.evaluate.columns.numbering import Table

BLOCKS = st.lists(st.lists(st.sampled_from([0, 1, 2, 254, 255, 256, 65_534, 65_535]) | st.integers(0, 65_535), max_size=40), max_size=5)


@settings(deadline=None, max_examples=100)
@given(BLOCKS)
def test_words_are_found_by_their_numbers(blocks: list[list[int]]) -> None:
    held = [np.array(b, np.uint16) for b in blocks]
    made, found = Table(), [np.full(len(b), -7, np.int32) for b in held]
    for words, out in zip(held, found, strict=True):
        made.number(words, out)
    kinds = made.kinds()
    assert kinds.dtype == np.uint16
    for words, out in zip(held, found, strict=True):
        assert kinds[out].tolist() == words.tolist()
    every = [w for b in held for w in b.tolist()]
    assert sorted(kinds.tolist()) == sorted(pa.array(every, pa.uint32()).dictionary_encode().dictionary.to_pylist())


def test_all_words_that_there_can_be_have_a_number() -> None:
    words, made, out = np.arange(1 << 16).astype(np.uint16), Table(), np.empty(1 << 16, np.int32)
    made.number(words[::-1].copy(), out)
    assert sorted(out.tolist()) == list(range(1 << 16))
