"""The quick ways of reading a column against the careful one: the same values, or none."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from pincite.population.reading import columns, texts
from pincite.population.reading.columns import Reader
from pincite.population.reading.findings import Findings, Sink
from pincite.population.reading.model import Form
from pincitec.semantics.types import BOOLEAN, DATE, DAYS, INTEGER, MONEY, PERIOD, SCHOOL_YEAR, Quantity, Type

ON = (date(2021, 6, 1) - date(1970, 1, 1)).days
LOOSE = st.text("0123456789.-+, $%eE_–", max_size=10)
NUMBERS = st.integers(0, 10**16).map(str) | st.decimals(0, 10**6, places=2).map(str) | LOOSE
DATES = st.dates(date(1790, 1, 1), date(2210, 1, 1)).map(str) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True) | LOOSE


def read(form: Form, column: Any, asked: Any = ON) -> tuple[list[int | None], list[str]]:
    findings = Findings("data", lambda _: None)
    sink = Sink(findings, np.arange(1, len(column) + 1), np.zeros(len(column), bool), all_reasons=True)
    cells = Reader(form).read(column, sink, asked)
    found = [int(v) if k else None for v, k in zip(cells.values, cells.known, strict=True)]
    return found, [f"{at}: {r}" for at in sorted(sink.reasons) for r in sink.reasons[at]]


@pytest.mark.parametrize(
    ("kind", "unit", "words"),
    [
        (INTEGER, None, NUMBERS),
        (DAYS, None, NUMBERS),
        (MONEY, None, NUMBERS),
        (MONEY, "cents", NUMBERS),
        (MONEY, "dollars", NUMBERS),
        (PERIOD, "years", NUMBERS),
        (PERIOD, "months", NUMBERS),
        (PERIOD, "since", DATES),
        (DATE, None, DATES),
    ],
)
def test_many_texts_are_read_as_few_are(kind: Type, unit: str | None, words: st.SearchStrategy[str]) -> None:
    form = Form("f", "c", kind, "text", unit)

    @settings(max_examples=120, deadline=None)
    @given(st.lists(words, min_size=1, max_size=12), st.sampled_from([frozenset({""}), frozenset({"", "7", "-9"})]))
    def each(cells: list[str], missing: frozenset[str]) -> None:
        column, one = pa.array(cells, pa.string()), evolve(form, missing=missing)
        careful = read(one, column)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(texts, "FEW", 0)
            assert read(one, column) == careful

    each()


SIGNED = Quantity("u", (("u", 1),), ("point", "points"), signed=True)


@pytest.mark.parametrize(
    ("kind", "unit", "cells", "arrow"),
    [
        (INTEGER, None, st.integers(-3, 2**63 - 1), pa.int64()),
        (SIGNED, None, st.integers(-(2**63), 2**63 - 1), pa.int64()),
        (DAYS, None, st.integers(-3, 100), pa.int8()),
        (MONEY, "cents", st.integers(-1, 10**15 + 1), pa.int64()),
        (PERIOD, "months", st.integers(0, 600), pa.uint16()),
        (SCHOOL_YEAR, "begins", st.integers(1798, 2201), pa.int16()),
        (DATE, None, st.dates(date(1798, 1, 1), date(2201, 1, 1)), pa.date32()),
        (PERIOD, "since", st.dates(date(2021, 5, 25), date(2021, 6, 5)), pa.date32()),
        (BOOLEAN, None, st.booleans(), pa.bool_()),
    ],
)
@pytest.mark.parametrize("own_days", [False, True])
def test_what_stands_as_it_is_to_be_is_what_one_by_one_gives(
    kind: Type, unit: str | None, cells: st.SearchStrategy[Any], arrow: Any, own_days: bool
) -> None:
    source = "bool" if kind == BOOLEAN else "date" if arrow == pa.date32() else "int"
    form = Form("f", "c", kind, source, unit)

    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.none() | cells, min_size=1, max_size=6), st.integers(-3, 3))
    def each(column: list[Any], shift: int) -> None:
        array = pa.array(column, arrow)
        asked = np.full(len(column), ON) + np.arange(len(column)) * shift if own_days else ON
        quick = read(form, array, asked)
        with pytest.MonkeyPatch.context() as patch:
            nothing: Callable[..., None] = lambda *_: None  # noqa: E731
            patch.setattr(columns, "as_it_stands", nothing)
            assert read(form, array, asked) == quick

    each()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12), st.sampled_from([0, 1, 2, 3]))
def test_a_double_stands_for_the_decimal_it_is_nearest_to(units: int, places: int) -> None:
    """A double that was made of decimal digits gives these digits back; the next double gives nothing, unless it is the nearest too."""
    form = Form("f", "c", MONEY, "float", "dollars", floats=True)
    exact = Decimal(units).scaleb(-places)
    found, reasons = read(form, pa.array([float(exact), float(np.nextafter(float(exact), np.inf))]))
    if places <= 2 or units % 10 == 0:
        assert found[0] == int(exact * 100)
    else:
        assert found[0] is None
    if found[1] is not None:
        assert float(Decimal(found[1]) / 100) == float(np.nextafter(float(exact), np.inf))
    assert len(reasons) == found.count(None)
