"""From batches of facts to answers: each row under the law of its own day, rows of one interval of law together, the order kept.

Stands under `partition.py`, over kernels and reasons. One `Deciding` serves one process, and is not thread safe.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pincite.evaluate.columns import kernel
from pincite.evaluate.columns.schema import ASKED, Refused
from pincite.population.reasons import Done, Reasons, shown
from pincite.population.running.byrow import Rows
from pincite.population.running.intervals import Intervals, intervals
from pincite.population.running.job import Options
from pincite.population.running.output import ones
from pincitec.graph.pack import Pack

EPOCH: Final = date(1970, 1, 1).toordinal()


class OneLaw:
    """Answers under the law of one interval, of which `day` is a day."""

    def __init__(self, pack: Pack, options: Options, schema: pa.Schema, day: date) -> None:
        readings = dict(options.readings)
        nodes = {d: shown(pack, d, day, readings) for d in options.decisions}
        if options.by_rows:
            self.kernel: Any = Rows(pack, options.decisions, law_on=day, on=options.on, readings=readings, shown=nodes)
        else:
            self.kernel = kernel(pack, options.decisions, schema, law_on=day, on=options.on, readings=readings, shown=nodes)
        self.reasons = [Reasons(pack, d, day, options.on, readings, options.strict, self.kernel.bits(d)) for d in options.decisions]

    def decide(self, batch: pa.RecordBatch) -> list[Done]:
        out = self.kernel.run(batch)
        return [reasons.take(batch, out) for reasons in self.reasons]


class Deciding:
    """Answers by column for batches of one schema. What is made for an interval of law is kept; reasons are numbered by task."""

    def __init__(self, pack: Pack, options: Options, schema: pa.Schema) -> None:
        self.pack = pack
        self.options = options
        self.schema = schema
        day = options.law_on or options.on
        self.intervals: Intervals = intervals(pack, options.decisions) if day is None else Intervals(())
        self.fixed = day
        self._breaks = np.array([d.toordinal() - EPOCH for d in self.intervals.breaks], np.int32)
        self._made: dict[int, OneLaw] = {}
        self._numbers: list[Numbering] = []

    def prepare(self) -> None:
        """Makes what the intervals of law need, before anything is computed. Raises `Refused` where columns can do none of them. What they
        cannot do of some is told when a row falls there: an interval of which nobody asks refuses nothing."""
        places = range(len(self.intervals.breaks) + 1)
        refused: list[Refused] = []
        for place in places:
            try:
                self.made(place)
            except Refused as error:
                refused.append(error)
        if len(refused) == len(places):
            raise refused[0]

    def start(self) -> None:
        """Another task begins: its reasons are numbered from 0."""
        self._numbers = [Numbering() for _ in self.options.decisions]
        for law in self._made.values():
            for reasons in law.reasons:
                reasons.start()

    def decide(self, batch: pa.RecordBatch) -> list[Done]:
        """The answers to each decision for the rows of a batch, in their order. Raises `Refused`."""
        if self.fixed is not None:
            return self.under(0, batch)
        places = self.places(batch)
        groups = [(int(place), np.flatnonzero(places == place)) for place in np.unique(places)]
        if len(groups) == 1:
            return self.under(groups[0][0], batch)
        found = [self.under(place, batch.take(pa.array(rows))) for place, rows in groups]
        if not groups:
            return self.under(0, batch)
        order = np.argsort(np.concatenate([rows for _, rows in groups]), kind="stable")
        return [joined([part[d] for part in found], order) for d in range(len(self.options.decisions))]

    def under(self, place: int, batch: pa.RecordBatch) -> list[Done]:
        """The answers for rows of one interval, with the numbers that their reasons have in the task."""
        found = self.made(place).decide(batch)
        return [done._replace(reason=numbers.of(place, done.reason)) for done, numbers in zip(found, self._numbers, strict=True)]

    def tables(self) -> list[pa.Table]:
        """For each decision the reasons of the task, by their numbers."""
        return [
            numbers.table([(place, law.reasons[d].table()) for place, law in sorted(self._made.items())])
            for d, numbers in enumerate(self._numbers)
        ]

    def places(self, batch: pa.RecordBatch) -> npt.NDArray[np.int64]:
        """For each row the number of the interval of law that holds its day."""
        days = batch.column(batch.schema.get_field_index(ASKED)).cast(pa.int32()).to_numpy(zero_copy_only=False)
        return np.asarray(np.searchsorted(self._breaks, days, side="right"), np.int64)

    def made(self, place: int) -> OneLaw:
        if place not in self._made:
            day = self.fixed if self.fixed is not None else self.intervals.day(place)
            try:
                self._made[place] = OneLaw(self.pack, self.options, self.schema, day)
            except Refused as refused:
                if self.fixed is not None:
                    raise
                raise Refused((*refused.reasons, f"so it is under the law of {day.isoformat()}")) from None
        return self._made[place]


class Numbering:
    """Numbers of reasons within a task: those of each interval begin at 0, those of the task go on through all intervals."""

    def __init__(self) -> None:
        self._of: dict[int, npt.NDArray[np.int32]] = {}
        self._next = 0

    def of(self, place: int, reasons: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """The numbers in the task of reasons of an interval; new ones in the order of their own numbers."""
        known = self._of.get(place, np.zeros(0, np.int32))
        most = int(reasons.max()) + 1 if len(reasons) else 0
        if most > len(known):
            known = np.concatenate([known, np.arange(self._next, self._next + most - len(known), dtype=np.int32)])
            self._next += most - len(self._of.get(place, ()))
            self._of[place] = known
        return known[reasons]

    def table(self, tables: Sequence[tuple[int, pa.Table]]) -> pa.Table:
        """The reasons of all intervals, in the order of their numbers in the task."""
        empty = np.zeros(0, np.int32)
        used = [(self._of.get(place, empty), table) for place, table in tables]
        whole = pa.concat_tables([table.slice(0, len(numbers)) for numbers, table in used])
        order = np.argsort(np.concatenate([numbers for numbers, _ in used]), kind="stable")
        return whole.take(pa.array(order)).combine_chunks()


def joined(parts: list[Done], order: npt.NDArray[np.int64]) -> Done:
    """Answers for groups of rows as answers for all of them, in the order of the rows."""

    def numbers(name: str) -> npt.NDArray[Any]:
        return np.asarray(np.concatenate([getattr(part, name) for part in parts])[order])

    def column(name: str) -> pa.Array | None:
        found = [getattr(part, name) for part in parts]
        if all(f is None for f in found):
            return None
        if name == "over":
            found = [f if f is not None else ones(part.value) for f, part in zip(found, parts, strict=True)]
        return pa.concat_arrays(found).take(pa.array(order))

    return Done(numbers("verdict"), numbers("outcome"), numbers("status"), numbers("reason"), column("value"), column("over"))
