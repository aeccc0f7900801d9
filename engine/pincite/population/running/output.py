"""The columns of the output: what a population run says of each row, with exact values. Stands under `partition.py` and `joining.py`.

A part has the same columns as the output. Verdicts, outcomes and statuses are dictionaries of fixed words, so that parts can be joined
as they are.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from attrs import frozen

from pincite.explain.display import type_named
from pincite.explain.proof import STATUSES
from pincite.facts.display import show
from pincite.population.reasons import FAULT as FAULT_WORD, OUTCOMES, Done
from pincite.population.running.whole import always_whole
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.verdicts import VERDICTS

FAULT: Final = 7
"""The code of a row for which the question divides by zero; only with `--keep-going` does one reach the output."""
VERDICT_WORDS: Final = tuple(VERDICTS.get(code, FAULT_WORD if code == FAULT else "") for code in range(FAULT + 1))
OUTCOME_WORDS: Final = tuple(OUTCOMES)
STATUS_WORDS: Final = tuple(STATUSES)
KEY: Final = "@key:"
ROW: Final = "@row"
WORDS: Final = pa.dictionary(pa.int8(), pa.utf8())
MONEY: Final = pa.decimal128(19, 2)


@frozen
class Answer:
    """The columns of one decision. `kind`: the type of its value, None for one without; `whole`: it is always a whole number."""

    decision: str
    prefix: str
    kind: Type | None
    whole: bool

    @property
    def fields(self) -> tuple[pa.Field, ...]:
        named = [("verdict", WORDS), ("outcome", WORDS), ("law_status", WORDS), *self.value_fields, ("reason", pa.int32())]
        return tuple(pa.field(self.prefix + name, type) for name, type in named)

    @property
    def reason(self) -> str:
        """The column with the numbers of reasons."""
        return f"{self.prefix}reason"

    @property
    def value_fields(self) -> tuple[tuple[str, pa.DataType], ...]:
        kind = self.kind
        match kind:
            case None:
                return ()
            case Quantity() if not self.whole:
                return (("value_numerator", pa.int64()), ("value_denominator", pa.int64()))
            case Quantity():
                return (("value", MONEY if kind.key == "money" else pa.int64()),)
            case Enumeration():
                return (("value", pa.dictionary(pa.int16(), pa.utf8())),)
        return (("value", {"date": pa.date32(), "boolean": pa.bool_()}.get(kind.key, pa.utf8())),)


def answers(pack: Pack, decisions: Sequence[str]) -> tuple[Answer, ...]:
    """The columns of each decision, in the order asked; with several, each name stands before its own."""
    short = [d.rpartition(".")[2] for d in decisions]
    made = []
    for decision, name in zip(decisions, short, strict=True):
        one = pack.decision[decision]
        prefix = "" if len(decisions) == 1 else f"{name if short.count(name) == 1 else decision.replace('.', '_')}_"
        kind = type_named(pack, one.type) if one.kind == "value" else None
        made.append(Answer(decision, prefix, kind, kind is None or always_whole(pack, decision)))
    return tuple(made)


def output_schema(data: pa.Schema, asked: Iterable[Answer]) -> pa.Schema:
    """The columns of the output: the keys, or the number of the row where no key is named, and those of each decision."""
    keys = [pa.field(f.name.removeprefix(KEY), f.type) for f in data if f.name.startswith(KEY)]
    first = keys or [pa.field("row", pa.int64())]
    return pa.schema([*first, *(f for answer in asked for f in answer.fields)])


def twice(schema: pa.Schema) -> tuple[str, ...]:
    """The names that stand more than once in a schema."""
    return tuple(sorted({name for name in schema.names if schema.names.count(name) > 1}))


def key_arrays(batch: pa.RecordBatch) -> list[pa.Array]:
    """The key columns of a batch as they stand, or the numbers of its rows."""
    keys = [batch.column(i) for i, f in enumerate(batch.schema) if f.name.startswith(KEY)]
    return keys or [batch.column(batch.schema.get_field_index(ROW))]


def arrays(pack: Pack, answer: Answer, done: Done) -> list[pa.Array]:
    """The columns of one decision."""
    words = [
        worded(done.verdict, VERDICT_WORDS),
        worded(done.outcome, OUTCOME_WORDS),
        worded(done.status, STATUS_WORDS),
    ]
    return [*words, *values(pack, answer, done), pa.array(done.reason, pa.int32())]


def worded(codes: np.ndarray, words: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(words, pa.utf8()))


def values(pack: Pack, answer: Answer, done: Done) -> list[pa.Array]:
    """The value in its own type; exact, or numerator and denominator."""
    kind, types = answer.kind, [type for _, type in answer.value_fields]
    if kind is None:
        return []
    rows = len(done.verdict)
    if done.value is None:
        return [pa.nulls(rows, type) for type in types]
    if isinstance(kind, Quantity) and not answer.whole:
        number = done.value.cast(pa.int64())
        over = done.over.cast(pa.int64()) if done.over is not None else ones(number)
        return [number, over]
    if isinstance(kind, Quantity):
        return [cents(done.value.cast(pa.int64())) if kind.key == "money" else done.value.cast(pa.int64())]
    if isinstance(kind, Enumeration):
        names = pa.array([m.name for m in kind.members], pa.utf8())
        return [pa.DictionaryArray.from_arrays(done.value.cast(pa.int16()), names)]
    if kind.key == "school_year":
        return [years(pack, kind, done.value)]
    return [done.value.cast(types[0])]


def ones(value: pa.Array) -> pa.Array:
    """The denominator 1 where there is a number."""
    return pa.array(np.ones(len(value), np.int64), mask=np.asarray(value.is_null()))


def years(pack: Pack, kind: Type, value: pa.Array) -> pa.Array:
    """School years as they are written."""
    encoded = value.dictionary_encode()
    said = pa.array([None if y is None else show(int(y), kind, pack) for y in encoded.dictionary.to_pylist()], pa.utf8())
    return said.take(encoded.indices)


def cents(value: pa.Array) -> pa.Array:
    """Whole cents as an amount with two decimals: the same number, read with the point before its last two digits."""
    number = np.asarray(value.fill_null(0))
    wide = np.empty((len(number), 2), np.int64)
    wide[:, 0], wide[:, 1] = number, number >> 63
    known = value.is_valid().buffers()[1] if value.null_count else None
    return pa.Array.from_buffers(MONEY, len(number), [known, pa.py_buffer(wide)])
