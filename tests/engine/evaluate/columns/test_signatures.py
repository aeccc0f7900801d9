"""Signatures: planes of any number become numbers of rows and back, whatever the size of a block, and each distinct one is kept once."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.book import Book, packing
from pincite.evaluate.columns.program import BLOCK

NUMBERS = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 63, 64, 65, 96, 97, 128, 200]


def entered(columns: Sequence[np.ndarray[tuple[int], np.dtype[np.bool_]]], blocks: Sequence[int], words: int) -> list[bytes]:
    """The signature of each row, by way of a book. One bit is always set, and one never."""
    bits: list[str | int] = [1, *(f"r{i}" for i in range(len(columns))), 0]
    book = Book(packing(bits), words, sum(blocks))
    start = 0
    for size in blocks:
        book.enter([planes.pack(c[start : start + size]) for c in columns], size)
        start += size
    made = book.column()
    kept = made.dictionary.to_pylist()
    assert len(set(kept)) == len(kept)
    return [kept[i] for i in made.indices.to_pylist()]


def expected(columns: Sequence[np.ndarray[tuple[int], np.dtype[np.bool_]]], row: int, words: int) -> bytes:
    number = 1 + sum(int(c[row]) << (1 + i) for i, c in enumerate(columns))
    return number.to_bytes(8 * words, "little")


@pytest.mark.parametrize("number", NUMBERS)
def test_planes_become_signatures(number: int) -> None:
    random, rows = np.random.default_rng(number), 203
    columns = [random.integers(0, 2, rows).astype(np.bool_) for _ in range(number)]
    words = (number + 2 + 63) // 64
    assert entered(columns, [rows], words) == [expected(columns, row, words) for row in range(rows)]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 70), st.integers(0, 300), st.integers(0, 2**32))
def test_blocks_make_no_difference(number: int, last: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = 128 + last
    columns = [random.integers(0, 2, rows).astype(np.bool_) for _ in range(number)]
    words = (number + 2 + 63) // 64
    assert entered(columns, [64, 64, last], words) == entered(columns, [rows], words)


def test_a_chunk_that_is_full_is_numbered_before_the_next() -> None:
    random, rows = np.random.default_rng(0), 2 * BLOCK + 9
    columns = [random.integers(0, 2, rows).astype(np.bool_) for _ in range(3)]
    found = entered(columns, [BLOCK, BLOCK, 9], 1)
    assert all(found[row] == expected(columns, row, 1) for row in (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, rows - 1))


def test_one_plane_for_several_bits_is_packed_once() -> None:
    assert packing(["r1", "r2", "r1", 0, 1]).planes == ("r1", "r2")
