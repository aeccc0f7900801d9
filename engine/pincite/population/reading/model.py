"""What the parts of reading hand to each other: how columns are mapped, how one is read, units of work, and why a file is refused.

A mapping (`Mapped`) is what a person wrote; a `Form` is how one column is read once the mapping, the pack and the types of the data are
known. All are plain values that can be sent to another process.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Rule, Source, Span
from pincitec.semantics.types import Type

ROW: Final = "@row"
ASKED: Final = "@asked"
KEY: Final = "@key:"
"""Before the name of a column that is handed through as it stands."""
COMPLETE: Final = "#complete"
DIFFER: Final = "#differ"
"""After the name of a fact: whether a list holds all records; whether those who judge a fact differ."""

MOST_COLUMNS: Final = 4_000
MOST_BATCH: Final = 1 << 16
"""Rows of a batch."""


class Unreadable(Exception):
    """Data that cannot be read, or that changed since they were checked. Carries the diagnostics."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{d.rule.code}: {d.message}" for d in self.diagnostics))

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[tuple[Diagnostic, ...]]]:
        return Unreadable, (self.diagnostics,)


@frozen
class Task:
    """A part of the data that can be read by itself: its number from 0, the first of its rows (from 1), and how many rows it has.

    `start` and `end` say where it lies: a row group, a batch, bytes of a file, or pieces of a folder, half-open.
    """

    number: int
    first: int
    rows: int
    start: int
    end: int


@frozen
class ColumnMap:
    """What a mapping says of one column of the data; `fact` is the name of a fact, or of a field of a list's records."""

    column: str
    fact: str
    span: Span
    unit: str | None = None
    by: str | None = None
    values: Mapping[str, str] | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    decimals: int | None = None
    floats: bool = False


@frozen
class ListMap:
    """What a mapping says of a list of records: in which column or file they lie, which columns join them, and who vouches that they are
    all. `complete` is a column or whether it is so for every row; `yes` and `no` are the codes of that column."""

    name: str
    span: Span
    column: str | None = None
    file: str | None = None
    key: tuple[tuple[str, str], ...] = ()
    complete: bool | str = False
    source: str | None = None
    columns: tuple[ColumnMap, ...] = ()
    ignore: tuple[str, ...] = ()
    delimiter: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@frozen
class Mapped:
    """A mapping of columns to facts. `missing` are the texts that stand for what is not known (None: an empty one). `source` is the text of
    the mapping, for messages to show."""

    span: Span
    columns: tuple[ColumnMap, ...] = ()
    lists: tuple[ListMap, ...] = ()
    key: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    delimiter: str | None = None
    source: Source | None = field(default=None, eq=False, repr=False)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of records that it names, which lie in its folder."""
        return tuple(os.path.join(os.path.dirname(self.span.path), one.file) for one in self.lists if one.file is not None)


@frozen
class Form:
    """How a column becomes the values of a fact or field.

    `shown` is how messages call the column. Values are whole numbers over 10**`scale`. `codes` gives the value of each text or number that
    stands for one, where a mapping does; `missing` are the texts that stand for what is not known. `floats` lets binary fractions stand
    for the decimal that they are nearest to. `source` is the kind of the column: bool, int, decimal, float, date, timestamp, text, null.
    """

    name: str
    shown: str
    type: Type
    source: str
    unit: str | None = None
    scale: int = 0
    codes: Mapping[str, int] | None = None
    missing: frozenset[str] = frozenset({""})
    floats: bool = False
    year_begins: tuple[int, int] | None = None


@frozen
class Read:
    """A column to be read: its name in the data, and how; `by` is the party whose judgement it holds."""

    column: str
    form: Form
    by: str | None = None


@frozen
class FactPlan:
    """The columns of a fact that is no list: one, or one for each who judges it."""

    name: str
    reads: tuple[Read, ...]
    judged_by: tuple[str, ...] = ()
    judged_by_any: bool = False

    @property
    def joined(self) -> bool:
        """Whether the judgements of several are put together."""
        return any(r.by is not None for r in self.reads) and len(self.judged_by) > 1 and not (self.judged_by_any and len(self.reads) == 1)


@frozen
class ListPlan:
    """Where the records of a list lie, and their fields. `column` is None where they lie in a file of their own, of which `join` names the
    columns (of the data, of the file) that must be equal."""

    name: str
    shown: str
    by: tuple[str, ...]
    fields: tuple[Read, ...]
    column: str | None = None
    join: tuple[tuple[str, str], ...] = ()
    complete: bool | str = False
    complete_form: Form | None = None


@frozen
class Plan:
    """All that is read of the data. `asked` is the column of each row's own day, or the day asked about, in days since 1970."""

    facts: tuple[FactPlan, ...]
    lists: tuple[ListPlan, ...]
    asked: Read | int
    keys: tuple[str, ...]
    keep: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the data that are needed."""
        names = [r.column for f in self.facts for r in f.reads]
        for one in self.lists:
            names += [] if one.column is None else [one.column]
            names += [parent for parent, _ in one.join]
            names += [one.complete] if isinstance(one.complete, str) else []
        names += [self.asked.column] if isinstance(self.asked, Read) else []
        return tuple(dict.fromkeys([*names, *self.keys, *self.keep]))


@frozen
class Wrong:
    """Why a value is none of its fact: the kind of problem, the value as a message shows it, what is wrong with it, and how to write it."""

    rule: Rule
    shown: str
    message: str
    help: str
    notes: tuple[str, ...] = field(default=())
