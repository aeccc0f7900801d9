"""One row of a canonical batch as the facts of a case: what the scalar executor is asked with where columns do not answer.

Stands under all other parts of this package. Assumes a batch that `evaluate.columns.schema.check` accepts.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pyarrow as pa

from pincite.evaluate.columns.schema import ASKED, COMPLETE, FORM, SCALE, SINCE
from pincite.facts import Facts, Given
from pincite.facts.display import show
from pincite.facts.judgements import DIFFER
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import UNDETERMINED, truth
from pincitec.semantics.types import DATE, PERIOD, Enumeration, ListOf, Record, Type
from pincitec.semantics.values import Elapsed, Records, Value, exact

JUDGED_APART: Final = "#differ"
"""Ends the name of the condition that those who judge a fact differ, so that it settles nothing."""


def asked_on(batch: pa.RecordBatch, row: int, on: date | None) -> date:
    """The day asked about in a row: `on`, or the row's own."""
    if on is not None:
        return on
    found = batch.column(ASKED)[row].as_py()
    assert isinstance(found, date)  # INVARIANT: a row without its day is refused when it is read
    return found


def facts_at(pack: Pack, batch: pa.RecordBatch, row: int, asked: date) -> Facts:
    """The facts of a row (from 0) by qualified name, as of the day `asked`. What the row does not hold is not provided."""
    values: dict[str, Value] = {}
    for place, field in enumerate(batch.schema):
        fact = pack.fact.get(field.name)
        if fact is not None:
            known = value_at(pack, fact, field, batch, place, row, asked)
            if known is not None:
                values[fact.name] = known
    ordered = {name: values[name] for name in sorted(values)}
    given = {name: given_of(pack, pack.fact[name], value) for name, value in ordered.items()}
    for place, field in enumerate(batch.schema):
        name = field.name.removesuffix(JUDGED_APART)
        if name != field.name and name in pack.fact and name not in ordered and batch.column(place)[row].as_py() is True:
            given[name] = Given(name, None, "", missing=DIFFER)
    given = {name: given[name] for name in sorted(given)}
    return Facts(given, ordered, tuple(sorted({name.rpartition(".")[0] for name in given})), asked)


def value_at(pack: Pack, fact: Fact, field: pa.Field, batch: pa.RecordBatch, place: int, row: int, asked: date) -> Value:
    """The value of one fact in a row; `None` where it is not known."""
    kind = pack.type_of[fact.type]
    found = batch.column(place)[row]
    if not isinstance(kind, ListOf):
        return scalar(kind, field, found.as_py(), asked)
    if not found.is_valid:
        return None
    says = batch.schema.get_field_index(fact.name + COMPLETE)
    complete = says >= 0 and batch.column(says)[row].as_py() is True
    inner = field.type.value_type
    named = {inner.field(i).name: inner.field(i) for i in range(inner.num_fields)}
    return Records(tuple(record_of(kind.element, named, item, asked) for item in found.as_py()), complete)


def record_of(record: Record, named: Mapping[str, pa.Field], item: Mapping[str, Any], asked: date) -> Mapping[str, Value]:
    """The fields of a record; a condition that is not given is undetermined, any other field unknown."""
    values: dict[str, Value] = {}
    for f in record.fields:
        value = scalar(f.type, named[f.name], item[f.name], asked) if f.name in named else None
        values[f.name] = UNDETERMINED if value is None and f.type.key == "boolean" else value
    return values


def scalar(kind: Type, field: pa.Field, raw: Any, asked: date) -> Value:
    """A value as an executor takes it, from what Arrow holds."""
    if raw is None:
        return None
    metadata = field.metadata or {}
    if kind.key == "boolean":
        return truth(bool(raw))
    if kind == DATE or isinstance(raw, str):
        return raw if isinstance(raw, (date, str)) else None
    if kind == PERIOD and metadata.get(FORM) == SINCE.encode():
        return Elapsed(raw, asked)
    number = int(raw)
    if isinstance(kind, Enumeration):
        return number
    scale = int(metadata.get(SCALE, b"0"))
    return exact(Fraction(number, 10**scale)) if scale else number


def given_of(pack: Pack, fact: Fact, value: Value) -> Given:
    """A value with the words in which a letter repeats it, and of a list with the fields of each record."""
    kind = pack.type_of[fact.type]
    if not isinstance(value, Records) or not isinstance(kind, ListOf):
        return Given(fact.name, value, show(value, kind, pack))
    rows = []
    for record in value.rows:
        row = {}
        for f in kind.element.fields:
            held = record[f.name]
            absent = held is None or (f.type.key == "boolean" and held == UNDETERMINED)
            row[f.name] = Given(f.name, None if absent else held, "" if absent else show(held, f.type, pack))
        rows.append(row)
    return Given(fact.name, value, "", rows=tuple(rows))
