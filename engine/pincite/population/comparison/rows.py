"""The rows that changed, as a table: key, change, both answers, the difference. Stands under `compare.py`."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import evolve, frozen

from pincite.population.comparison.changes import Changed, Numbers
from pincite.population.comparison.model import CHANGES, UNCHANGED, Side
from pincite.population.reasons import Done
from pincite.population.running.output import KEY, MONEY, OUTCOME_WORDS, WORDS, Answer, answers, cents, values, worded
from pincitec.semantics.types import Quantity

UNTOLD = np.array([word in UNCHANGED for word in CHANGES])
"""By the code of a change: that its rows are not listed."""


@frozen
class Listed:
    """The columns of one decision in the list of changed rows."""

    answer: Answer

    @property
    def difference(self) -> pa.DataType | None:
        """The type of differences: of what need not be whole they are written as fractions. None where values have none."""
        kind = self.answer.kind
        if isinstance(kind, Quantity):
            return (MONEY if kind.key == "money" else pa.int64()) if self.answer.whole else pa.utf8()
        return pa.int64() if kind is not None and kind.key in ("date", "school_year") else None

    @property
    def fields(self) -> list[pa.Field]:
        named = [("change", WORDS), ("kind", pa.int32()), ("before_outcome", WORDS), ("after_outcome", WORDS)]
        named += [(f"{side}_{name}", type) for side in ("before", "after") for name, type in self.answer.value_fields]
        named += [("difference", self.difference)] if self.difference is not None else []
        return [pa.field(self.answer.prefix + name, type) for name, type in named]


def listed(before: Side, after: Side) -> tuple[Listed, ...]:
    """The columns of all decisions. A value that need not be whole in one of the runs is a fraction in both."""
    both = zip(answers(before.pack, before.options.decisions), answers(after.pack, after.options.decisions), strict=True)
    return tuple(Listed(evolve(other, whole=one.whole and other.whole)) for one, other in both)


def schema_of(data: pa.Schema, columns: tuple[Listed, ...]) -> pa.Schema:
    """`row` is the number of the row, from 1; the columns that are handed through follow it."""
    keys = [pa.field(f.name.removeprefix(KEY), f.type) for f in data if f.name.startswith(KEY)]
    return pa.schema([pa.field("row", pa.int64()), *keys, *(f for one in columns for f in one.fields)])


def columns_of(one: Listed, side: Side, done: tuple[Done, Done], found: Changed, kinds: npt.NDArray[np.int32]) -> list[pa.Array]:
    """The columns of one decision, for all rows of a batch."""
    made = [worded(found.change, CHANGES), pa.array(kinds, pa.int32())]
    made += [worded(d.outcome, OUTCOME_WORDS) for d in done]
    made += [column for d in done for column in values(side.pack, one.answer, d)]
    if one.difference is not None:
        made.append(differences(one.difference, found.numbers, len(kinds)))
    return made


def differences(type: pa.DataType, numbers: Numbers, rows: int) -> pa.Array:
    """The difference by row, empty where there is none."""
    if numbers.whole is None or type == pa.utf8():
        said: list[object] = [None] * rows
        for place, row in enumerate(numbers.rows.tolist()):
            said[row] = str(numbers.at(place)) if type == pa.utf8() else numbers.at(place)
        made = pa.array(said, type if type == pa.utf8() else pa.int64())
        return cents(made) if type == MONEY else made
    whole, none = np.zeros(rows, np.int64), np.ones(rows, bool)
    whole[numbers.rows] = numbers.whole
    none[numbers.rows] = False
    made = pa.array(whole, mask=none)
    return cents(made) if type == MONEY else made
