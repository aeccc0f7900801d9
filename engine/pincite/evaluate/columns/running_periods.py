"""Periods that still run: compared with whole months by addition, else taken as bounds in months. Used by `number_forms.py`."""

from pincite.evaluate.columns.emitter import Emitter, NotExact
from pincite.evaluate.columns.values import Number, Truth


def in_months(emitter: Emitter, number: Number, space: int) -> Number:
    """A number whose running periods are bounds in whole months."""
    if number.elapsed is None:
        return number
    raise NotExact("a running period in a sum", None)


def compared_by_addition(emitter: Emitter, a: Number, b: Number, by_bounds: Truth, space: int) -> Truth:
    raise NotExact("a running period", None)
