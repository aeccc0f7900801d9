"""What a comparison of two runs came to, as plain values. Built in this folder, shown by `cli`.

Amounts are exact: of money in cents, of days and periods in days and months. A fraction stays one.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from pincite.explain.proof import Determination
from pincite.population.running.job import Options
from pincite.population.running.source import Source
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Type

CHANGES: Final = (
    "same",
    "gains",
    "loses",
    "value_begins",
    "value_ends",
    "higher",
    "lower",
    "another_value",
    "begins_to_apply",
    "ceases_to_apply",
    "conflict_begins",
    "conflict_ends",
    "becomes_open",
    "settled",
    "stays_open",
    "law_not_known",
    "fault",
    "another_verdict",
)
"""What a row's two answers are to each other; each row has one. `gains`: fails, then holds; `loses`: holds, then fails. `value_begins`: no
clause gave a value, then one does. `settled`: it was undetermined, then is not. `law_not_known`: for one of the answers the law is not on
file, or the rules do not follow it, so that there is nothing to compare. `fault`: the question divides by zero in one of them."""
UNCHANGED: Final = ("same", "stays_open", "law_not_known", "fault")
"""Changes that are none, or of which it is not known whether they are one."""


@frozen
class Side:
    """One of two runs: what it is called, the rules, what is asked, and the data as they are read for its day."""

    label: str
    pack: Pack = field(repr=False)
    options: Options
    data: Source = field(repr=False)


@frozen
class Pair:
    """Two runs over the same rows, of the same decisions."""

    before: Side
    after: Side


@frozen
class Sums:
    """Differences of values, after less before: of how many rows, together, the least and the greatest."""

    rows: int
    total: int | Fraction
    least: int | Fraction
    greatest: int | Fraction

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.rows + other.rows, self.total + other.total, min(self.least, other.least), max(self.greatest, other.greatest))


@frozen
class Example:
    """The first row of a kind: its number in the data, its key, and both answers of the scalar executor."""

    row: int
    key: tuple[tuple[str, str], ...]
    before: Determination
    after: Determination


@frozen
class Kind:
    """Rows whose answers changed in one way: from one outcome to another, and where both have an amount, up or down."""

    number: int
    change: str
    before: str
    after: str
    rows: int
    sums: Sums | None
    example: Example | None = None


@frozen
class Group:
    """The rows with one value in a column (None: an empty cell). `others`: all further values, counted together."""

    value: str | None
    rows: int
    changes: Mapping[str, int]
    sums: Sums | None
    others: bool = False


@frozen
class Told:
    """One decision. `kind` is the type of its values, None for one without. `changes` are counts of rows, without zeros, by `CHANGES`;
    `transitions` of rows by their two outcomes. `groups`: by column."""

    decision: str
    label: str
    kind: Type | None
    rows: int
    changes: Mapping[str, int]
    sums: Mapping[str, Sums]
    transitions: Mapping[tuple[str, str], int]
    kinds: tuple[Kind, ...]
    groups: Mapping[str, tuple[Group, ...]]


@frozen
class Compared:
    """Both runs. `before`, `after`: what they are called."""

    before: str
    after: str
    rows: int
    decisions: tuple[Told, ...]
