"""Functions on whole numbers that generated code calls. Rows that do not count may hold anything, and raise nothing."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pincite.evaluate.columns import calendar, lists, planes

Array = npt.NDArray[Any]
Longs = npt.NDArray[np.int64]


def widen(column: Array, out: Longs | None = None) -> Longs:
    """A column as 64 bits."""
    if out is None:
        return column.astype(np.int64)
    np.copyto(out, column)
    return out


def signed_like(top: Array, over: Array) -> Longs:
    """`top` with its sign changed where `over` is negative."""
    made: Longs = np.where(over < 0, np.negative(np.asarray(top, np.int64)), top)
    return made


def at_least_one(over: Array) -> Longs:
    """A denominator as what a fraction may have below; a row with a zero does not count."""
    made: Longs = np.maximum(np.abs(over), 1)
    return made


def floor(top: Array, over: Array | int) -> Longs:
    """The greatest whole number that is not above a quotient. Where the denominator is less than one, the row does not count."""
    made: Longs = np.floor_divide(top, np.maximum(over, 1))
    return made


def filled(rows: int, value: int) -> Longs:
    return np.full(rows, value, np.int64)


def chosen(rows: int, start: int, *chosen: Any) -> Longs:
    """An array that has, where a plane is set, the values that stand behind it: arguments are planes and values in turn."""
    made = np.full(rows, start, np.int64)
    for plane, value in zip(chosen[0::2], chosen[1::2], strict=True):
        if isinstance(plane, int):
            if plane:
                made[:] = value
        else:
            np.copyto(made, value, where=planes.flags(plane, rows))
    return made


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "widen": widen,
    "signed_like": signed_like,
    "at_least_one": at_least_one,
    "floor": floor,
    "filled": filled,
    "chosen": chosen,
    **calendar.FUNCTIONS,
    **lists.FUNCTIONS,
}
