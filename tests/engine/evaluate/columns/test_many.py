"""Columns and the reference on rules of realistic size: the everyday part of `many.py`, which does the same with a million rows."""

from random import Random

import numpy as np
import pytest

from pincite.evaluate.columns import lists, runtime
from tests.engine.evaluate.columns.many import comparable, main, many
from tests.engine.evaluate.columns.observing import batch_of, is_list, outside
from tests.engine.evaluate.columns.trials import EDGES, USUAL, trial


@pytest.mark.parametrize("seed", [3, 4])
def test_columns_equal_the_reference_on_random_rules(seed: int) -> None:
    counts, found = many(4_000, seed)
    assert found == []
    assert counts["rows"] == 4_000 and counts["folds"] > 0 and counts["most nodes"] > 50


@pytest.mark.parametrize("seed", [5, 6])
def test_so_it_is_where_the_calendar_ends_and_lists_are_short(seed: int) -> None:
    counts, found = many(1_000, seed, world=EDGES)
    assert found == []
    assert counts["folds"] > 0


def ranges(seed: int) -> tuple[list[str], int]:
    random = Random(seed)
    t = trial(random, random.choice((6, 12, 25, 60)), 40, random.choice((EDGES, USUAL)))
    slice = comparable(t)
    numbers = [n for n in slice.order if slice.levels[n] == 0 and not is_list(t.pack, slice.nodes[n].type)]
    return outside(t.pack, slice, batch_of(t.schema, t.held, t.days if t.on is None else ()), t.on, numbers)


def test_every_number_lies_in_its_range_so_that_none_leaves_64_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    for seed in range(12):
        wrong, registers = ranges(seed)
        assert wrong == []
        looked_at += registers
    assert looked_at > 100
    monkeypatch.setitem(runtime.FUNCTIONS, "added", lambda *arguments: np.add(lists.added(*arguments), 2**60))
    assert any(text.startswith("added gives ") for seed in range(12) for text in ranges(seed)[0])


def test_a_function_that_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(runtime.FUNCTIONS, "counted", lambda *arguments: np.add(lists.counted(*arguments), 1))
    assert many(160, 5, most=20)[1]


def test_the_command_prints_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(50, 3, USUAL) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("seed 3: 50 rows, 1 rules of ") and printed.endswith("\n0 differences\n")
