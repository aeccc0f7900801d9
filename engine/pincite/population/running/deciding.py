"""From batches of facts to answers: each row under the law of its own day, rows of one interval of law together, the order kept.

Stands under `partition.py`, over kernels and reasons. One `Deciding` serves one process, and is not thread safe.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa

from pincite.evaluate.columns.schema import ASKED
from pincite.population.running.byrow import decide_rows
from pincite.population.running.intervals import Intervals, intervals
from pincite.population.running.job import Options
from pincite.population.running.output import Decided
from pincitec.graph.pack import Pack

EPOCH: Final = date(1970, 1, 1).toordinal()

Decide = Callable[[pa.RecordBatch], Decided]


class Deciding:
    """Answers by column for batches of one schema. What is made for an interval of law is kept."""

    def __init__(self, pack: Pack, options: Options, schema: pa.Schema) -> None:
        self.pack = pack
        self.options = options
        self.schema = schema
        day = options.law_on or options.on
        self.intervals: Intervals = intervals(pack, options.decisions) if day is None else Intervals(())
        self.fixed = day
        self._breaks = np.array([d.toordinal() - EPOCH for d in self.intervals.breaks], np.int32)
        self._made: dict[tuple[str, int], Decide] = {}

    def prepare(self) -> None:
        """Makes what every interval of law needs, so that what columns cannot do is known before anything is computed."""
        for decision in self.options.decisions:
            for place in range(len(self.intervals.breaks) + 1):
                self.made(decision, place)

    def decide(self, batch: pa.RecordBatch) -> list[Decided]:
        """The answers to each decision for the rows of a batch, in their order."""
        if self.fixed is not None:
            return [self.made(decision, 0)(batch) for decision in self.options.decisions]
        places = self.places(batch)
        groups = [(int(place), np.flatnonzero(places == place)) for place in np.unique(places)]
        if len(groups) == 1:
            return [self.made(decision, groups[0][0])(batch) for decision in self.options.decisions]
        parts = [(place, rows, batch.take(pa.array(rows))) for place, rows in groups]
        order = np.argsort(np.concatenate([rows for _, rows, _ in parts]), kind="stable")
        return [joined([self.made(decision, place)(part) for place, _, part in parts], order) for decision in self.options.decisions]

    def places(self, batch: pa.RecordBatch) -> np.ndarray:
        """For each row the number of the interval of law that holds its day."""
        days = batch.column(batch.schema.get_field_index(ASKED)).cast(pa.int32()).to_numpy(zero_copy_only=False)
        return np.asarray(np.searchsorted(self._breaks, days, side="right"))

    def law_day(self, place: int) -> date:
        return self.fixed if self.fixed is not None else self.intervals.day(place)

    def made(self, decision: str, place: int) -> Decide:
        key = (decision, place)
        if key not in self._made:
            self._made[key] = self.make(decision, place)
        return self._made[key]

    def make(self, decision: str, place: int) -> Decide:
        day, options, readings = self.law_day(place), self.options, dict(self.options.readings)
        return lambda batch: decide_rows(self.pack, decision, batch, options.on, day, readings, strict=options.strict)


def joined(parts: list[Decided], order: np.ndarray) -> Decided:
    """Answers for groups of rows as answers for all of them, in the order of the rows."""

    def numbers(name: str) -> np.ndarray:
        return np.asarray(np.concatenate([getattr(part, name) for part in parts])[order])

    def column(name: str) -> pa.Array | None:
        found = [getattr(part, name) for part in parts]
        return None if any(f is None for f in found) else pa.concat_arrays(found).take(pa.array(order))

    return Decided(numbers("verdict"), numbers("outcome"), numbers("status"), column("value"), column("over"), numbers("reason"))
