"""Two runs over the same rows, batch by batch side by side: the top of this folder. What is in memory does not grow with the rows."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from attrs import evolve, frozen

from pincite.evaluate.columns.schema import Refused
from pincite.population.comparison.changes import changed
from pincite.population.comparison.counting import Counting, TooMany, in_order
from pincite.population.comparison.examples import example_of
from pincite.population.comparison.model import CHANGES, Compared, Kind, Pair, Side, Told
from pincite.population.comparison.rows import UNTOLD, Listed, columns_of, listed, schema_of
from pincite.population.reading.model import Unreadable
from pincite.population.running.deciding import Deciding
from pincite.population.running.job import Report
from pincite.population.running.joining import join
from pincite.population.running.output import KEY, ROW
from pincite.population.running.run import clash, faults, not_over_columns
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import populations as rules

MOST_EXAMPLES: Final = 100
"""Kinds of change of one decision that have an example."""
FAULTY: Final = CHANGES.index("fault")
MOST_FAULTS: Final = 5

Tell = Callable[[int], None]


@frozen
class Listing:
    """Where the rows that changed are written, and in which format of `joining.FORMATS`."""

    file: Path
    format: str


def compare(
    pair: Pair,
    *,
    by: tuple[str, ...] = (),
    listing: Listing | None = None,
    keep_going: bool = False,
    exemplars: bool = True,
    tell: Tell = lambda rows: None,
) -> Compared | Diagnostic:
    """Decides all rows twice. `by` are columns that both data hand through. `tell` is told of rows as they are done.

    Raises `OSError` where the list cannot be written, `Disagreement` where executors differ; then nothing is written.
    """
    try:
        both = Both(pair, by, tell)
        problem = clash(both.schema, Path("the list") if listing is None else listing.file)
        if problem is not None:
            return problem
        if listing is None:
            for _ in both.batches():
                pass
        else:
            join(both.checked(keep_going), both.schema, listing.file, listing.format)
    except Refused as refused:
        return not_over_columns(pair.after.options, refused)
    except Unreadable as unreadable:
        return unreadable.diagnostics[0]
    except TooMany as error:
        message = f"`{error.args[0]}` has too many values to count by"
        return Diagnostic.at(rules.NOT_IN_OUTPUT, Span("the data", 0, 0), message, help="count by a column that many rows share")
    except Faulty:
        return faults([both.report()], None, pair.before.data)
    if both.faulty and not keep_going:
        return faults([both.report()], None, pair.before.data)
    return both.compared(exemplars=exemplars)


class Faulty(Exception):
    """A question divides by zero in a row, and nobody said to go on."""


class Both:
    """Two runs side by side."""

    def __init__(self, pair: Pair, by: tuple[str, ...], tell: Tell) -> None:
        self.sides = pair.before, pair.after
        self.tell = tell
        self.by = by
        self.decisions = pair.after.options.decisions
        self.deciding = [Deciding(side.pack, side.options, side.data.schema) for side in self.sides]
        for one in self.deciding:
            one.prepare()
        self.columns: tuple[Listed, ...] = listed(*self.sides)
        self.schema = schema_of(pair.before.data.schema, self.columns)
        self.counting = tuple(Counting(by) for _ in self.decisions)
        self.rows = self.faulty = 0
        self.faults: list[int] = []

    def checked(self, keep_going: bool) -> Iterator[pa.RecordBatch]:
        """The rows that changed. Raises `Faulty` at the end, so that no list is written."""
        yield from self.batches()
        if self.faulty and not keep_going:
            raise Faulty

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows that changed, while all are counted."""
        for pair in together(*self.sides, self.starting):
            yield self.taken(pair)
            self.tell(pair[0].num_rows)

    def starting(self) -> None:
        for one in self.deciding:
            one.start()

    def taken(self, batches: tuple[pa.RecordBatch, pa.RecordBatch]) -> pa.RecordBatch:
        done = [one.decide(batch) for one, batch in zip(self.deciding, batches, strict=True)]
        rows = batches[0].num_rows
        told, wrong = np.zeros(rows, bool), np.zeros(rows, bool)
        numbers = batches[0].column(batches[0].schema.get_field_index(ROW))
        columns = [numbers, *(c for f, c in zip(batches[0].schema, batches[0].columns, strict=True) if f.name.startswith(KEY))]
        for counting, one, before, after in zip(self.counting, self.columns, *done, strict=True):
            found = changed(before, after, one.answer.kind)
            kinds = counting.add(batches, (before, after), found)
            told |= ~UNTOLD[found.change]
            wrong |= found.change == FAULTY
            columns += columns_of(one, self.sides[1], (before, after), found, kinds)
        self.rows += rows
        if wrong.any():
            self.faulty += int(wrong.sum())
            self.faults = [*self.faults, *numbers.filter(pa.array(wrong)).to_pylist()][:MOST_FAULTS]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema).filter(pa.array(told))

    def report(self) -> Report:
        return Report(0, "", self.rows, (), tuple(self.faults), self.faulty)

    def compared(self, *, exemplars: bool) -> Compared:
        before, after = self.sides
        told = tuple(self.told(place, exemplars=exemplars) for place in range(len(self.decisions)))
        return Compared(before.label, after.label, self.rows, told)

    def told(self, place: int, *, exemplars: bool) -> Told:
        counting, decision = self.counting[place], self.decisions[place]
        kinds: list[Kind] = []
        for kind, rows in counting.kinds():
            wanted = exemplars and kind.number <= MOST_EXAMPLES
            kinds.append(evolve(kind, example=example_of(kind, decision, self.sides, rows)) if wanted else kind)
        return Told(
            decision,
            self.sides[1].pack.decision[decision].wording.label,
            self.columns[place].answer.kind,
            counting.rows,
            in_order(counting.changes),
            counting.sums,
            dict(sorted(counting.transitions.items(), key=lambda entry: (-entry[1], entry[0]))),
            tuple(kinds),
            {column: counting.grouped(column) for column in self.by},
        )


def together(before: Side, after: Side, start: Callable[[], None]) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """The batches of both data, which hold the same rows. Raises `Unreadable` where they do not."""
    if before.data is after.data:
        for task in before.data.tasks():
            start()
            yield from ((batch, batch) for batch in before.data.read(task))
        return
    if before.data.tasks() != after.data.tasks():
        raise changed_meanwhile()
    for task in before.data.tasks():
        start()
        for one, other in zip_longest(before.data.read(task), after.data.read(task)):
            if one is None or other is None or not same_rows(one, other):
                raise changed_meanwhile()
            yield one, other


def same_rows(one: pa.RecordBatch, other: pa.RecordBatch) -> bool:
    """Whether two batches have the same numbers and keys, which tell rows apart."""
    names = [name for name in one.schema.names if name == ROW or name.startswith(KEY)]
    return one.num_rows == other.num_rows and all(bits(one.column(name)).equals(bits(other.column(name))) for name in names)


def bits(column: pa.Array) -> pa.Array:
    """Binary fractions as they are stored: one that is no number does not equal itself."""
    return column.view(f"int{column.type.bit_width}") if pa.types.is_floating(column.type) else column


def changed_meanwhile() -> Unreadable:
    help = "wait until they are written, and begin again"
    return Unreadable(
        [Diagnostic.at(rules.DATA_UNREADABLE, Span("the data", 0, 0), "the data were changed while they were read", help=help)]
    )
