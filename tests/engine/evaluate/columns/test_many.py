"""Columns and the reference on rules of realistic size: the everyday part of `many.py`, which does the same with a million rows."""

import numpy as np
import pytest

from pincite.evaluate.columns import lists, runtime
from tests.engine.evaluate.columns.many import main, many
from tests.engine.evaluate.columns.trials import EDGES, USUAL


@pytest.mark.parametrize("seed", [3, 4])
def test_columns_equal_the_reference_on_random_rules(seed: int) -> None:
    counts, found = many(4_000, seed)
    assert found == []
    assert counts["rows"] == 4_000 and counts["folds"] > 0 and counts["most nodes"] > 50


@pytest.mark.parametrize("seed", [5, 6])
def test_so_it_is_where_the_calendar_ends_and_lists_are_short(seed: int) -> None:
    counts, found = many(2_000, seed, world=EDGES)
    assert found == []
    assert counts["faults"] and counts["folds"]


def test_a_function_that_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(runtime.FUNCTIONS, "counted", lambda *arguments: np.add(lists.counted(*arguments), 1))
    assert many(160, 5, most=20)[1]


def test_the_command_prints_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(50, 3, USUAL) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("seed 3: 50 rows, 1 rules of ") and printed.endswith("\n0 differences\n")
