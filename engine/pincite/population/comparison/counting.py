"""Counts the changes of all rows, batch by batch: of each decision, each kind of change and each group.

What is kept does not grow with the rows. Stands under `compare.py`.
"""

from collections import Counter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pincite.population.comparison.changes import Changed
from pincite.population.comparison.model import CHANGES, UNCHANGED, Group, Kind, Sums
from pincite.population.reasons import OUTCOMES, Done
from pincite.population.reasons.kept import packed

MOST_GROUPS: Final = 50
"""Values of a column that are listed, those with most rows; all further ones are counted together."""
MOST_VALUES: Final = 100_000
"""Values of a column that are told apart while counting."""
KEPT: Final = tuple(CHANGES.index(word) for word in UNCHANGED)


class TooMany(Exception):
    """A column has too many values to part the rows by it. `args[0]`: its name."""


class Seen:
    """Rows of one kind, and the first of them, as each run reads it."""

    def __init__(self, number: int, row: tuple[bytes, bytes]) -> None:
        self.number, self.row = number, row
        self.rows = 0
        self.sums: Sums | None = None


class Counting:
    """The changes of one decision. `by` are columns of the batches that are handed through."""

    def __init__(self, by: tuple[str, ...]) -> None:
        self.rows = 0
        self.changes: Counter[str] = Counter()
        self.sums: dict[str, Sums] = {}
        self.transitions: Counter[tuple[str, str]] = Counter()
        self.seen: dict[tuple[int, int, int], Seen] = {}
        self.groups: dict[str, dict[str | None, tuple[Counter[str], Sums | None]]] = {column: {} for column in by}

    def add(self, batches: tuple[pa.RecordBatch, pa.RecordBatch], answers: tuple[Done, Done], found: Changed) -> npt.NDArray[np.int32]:
        """Counts a batch; by row the number of its kind of change, from 1, and 0 where it has none. Raises `TooMany`."""
        rows = batches[0].num_rows
        self.rows += rows
        width = len(OUTCOMES)
        codes = (found.change.astype(np.int64) * width + answers[0].outcome) * width + answers[1].outcome
        kinds, first, each, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
        numbers = np.zeros(len(kinds), np.int32)
        for place in np.argsort(first):
            change, (before, after) = int(kinds[place]) // width**2, divmod(int(kinds[place]) % width**2, width)
            number, word = int(counts[place]), CHANGES[change]
            self.changes[word] += number
            self.transitions[OUTCOMES[before], OUTCOMES[after]] += number
            if change in KEPT:
                continue
            key = (change, before, after)
            if key not in self.seen:
                one, other = (packed(batch.slice(int(first[place]), 1)) for batch in batches)
                self.seen[key] = Seen(len(self.seen) + 1, (one, other))
            seen = self.seen[key]
            seen.rows += number
            numbers[place] = seen.number
            seen.sums = added(seen.sums, sums := found.numbers.summed(each[found.numbers.rows] == place))
            if sums is not None:
                self.sums[word] = sums if word not in self.sums else self.sums[word] + sums
        for column in self.groups:
            self.part(column, batches[0], found)
        return numbers[each]

    def part(self, column: str, batch: pa.RecordBatch, found: Changed) -> None:
        values = batch.column(batch.schema.get_field_index(f"@key:{column}")).cast(pa.string()).dictionary_encode()
        names: list[str | None] = [*values.dictionary.to_pylist(), None]
        codes = np.asarray(values.indices.fill_null(len(names) - 1)).astype(np.int64)
        held = self.groups[column]
        counts = np.bincount(codes * len(CHANGES) + found.change, minlength=len(names) * len(CHANGES)).reshape(-1, len(CHANGES))
        sums = by_code(found, codes)
        for place in np.flatnonzero(counts.sum(axis=1)):
            before, had = held.get(names[place], (Counter(), None))
            before.update({CHANGES[c]: int(counts[place, c]) for c in np.flatnonzero(counts[place])})
            held[names[place]] = before, added(had, sums.get(int(place)))
        if len(held) > MOST_VALUES:
            raise TooMany(column)

    def grouped(self, column: str) -> tuple[Group, ...]:
        """The groups of a column, those with most rows first."""
        held = self.groups[column]
        order = sorted(held, key=lambda v: (-held[v][0].total(), v is None, v or ""))
        made = [Group(v, held[v][0].total(), in_order(held[v][0]), held[v][1]) for v in order[:MOST_GROUPS]]
        if order[MOST_GROUPS:]:
            rest: Counter[str] = Counter()
            sums: Sums | None = None
            for value in order[MOST_GROUPS:]:
                rest.update(held[value][0])
                sums = added(sums, held[value][1])
            made.append(Group(None, rest.total(), in_order(rest), sums, others=True))
        return tuple(made)

    def kinds(self) -> tuple[tuple[Kind, tuple[bytes, bytes]], ...]:
        """The kinds of change by their numbers, each with its first row."""
        return tuple(
            (Kind(seen.number, CHANGES[change], OUTCOMES[before], OUTCOMES[after], seen.rows, seen.sums), seen.row)
            for (change, before, after), seen in self.seen.items()
        )


def by_code(found: Changed, codes: npt.NDArray[np.int64]) -> dict[int, Sums]:
    """The differences added up by the codes of their rows."""
    mine = codes[found.numbers.rows]
    if not len(mine):
        return {}
    whole = found.numbers.whole
    if whole is None:
        made: dict[int, Sums] = {}
        for place, code in enumerate(mine.tolist()):
            value = found.numbers.at(place)
            made[code] = added(made.get(code), Sums(1, value, value, value)) or made[code]
        return made
    order = np.argsort(mine, kind="stable")
    values, ordered = whole[order], mine[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    high, low = np.add.reduceat(values >> 32, starts), np.add.reduceat(values & 0xFFFFFFFF, starts)
    least, most = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    rows = np.diff(np.r_[starts, len(values)])
    return {
        int(code): Sums(int(rows[i]), (int(high[i]) << 32) + int(low[i]), int(least[i]), int(most[i]))
        for i, code in enumerate(ordered[starts])
    }


def added(one: Sums | None, other: Sums | None) -> Sums | None:
    return other if one is None else one if other is None else one + other


def in_order(counts: Any) -> dict[str, int]:
    """Counts by `CHANGES`, without zeros."""
    return {word: counts[word] for word in CHANGES if counts[word]}
