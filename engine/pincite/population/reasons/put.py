"""The values of a decision by row: those that columns computed, and those on which all completions of a row agree."""

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pincitec.semantics.values import Value


class Values:
    """The value column of a batch, and its denominators where it has any."""

    def __init__(self, out: Any, decision: str) -> None:
        self.value: pa.Array = whole(out, f"{decision}:value")
        self.over: pa.Array | None = whole(out, f"{decision}:value/over")
        self.settled: dict[int, Value] = {}

    def put(self, row: int, value: Value) -> None:
        self.settled[row] = value

    def arrays(self, shown: npt.NDArray[np.bool_]) -> tuple[pa.Array, pa.Array | None]:
        """Both columns, null in rows that show no value."""
        value, over = self.value, self.over
        if self.settled:
            rows = np.zeros(len(value), bool)
            rows[list(self.settled)] = True
            ordered = [self.settled[row] for row in sorted(self.settled)]
            if over is None and any(isinstance(v, Fraction) for v in ordered):
                over = pa.array(np.ones(len(value), np.int64))
            if over is not None:
                below = [v.denominator if isinstance(v, (int, Fraction)) else 1 for v in ordered]
                over = pc.replace_with_mask(over, pa.array(rows), pa.array(below, over.type))
            plain = [v.numerator if isinstance(v, Fraction) else boolean(v, value.type) for v in ordered]
            value = pc.replace_with_mask(value, pa.array(rows), pa.array(plain, value.type))
        mask = pa.array(shown)
        nothing = pa.scalar(None, value.type)
        return pc.if_else(mask, value, nothing), None if over is None else pc.if_else(mask, over, pa.scalar(None, over.type))


def boolean(value: Value, kind: pa.DataType) -> Any:
    if pa.types.is_boolean(kind):
        return value == 3
    return value if isinstance(value, (int, str, date)) else None


def whole(batch: Any, name: str) -> pa.Array | None:
    place = batch.schema.get_field_index(name)
    if place < 0:
        return None
    found = batch.column(place)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
