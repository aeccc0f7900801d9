"""Every decision of the library over random cases: answers by columns, with their reasons, are those that rows get one by one."""

from datetime import date
from random import Random

import pyarrow as pa
import pytest

import pincite
from pincite.evaluate.columns.schema import Form, canonical
from pincite.population.reasons.reasons import Done
from pincite.population.running.deciding import Deciding
from pincite.population.running.job import Options
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import ListOf, Quantity, Type
from pincitec.semantics.values import Records, Value
from tests.engine.evaluate.columns.observing import batch_of, held_value
from tests.engine.evaluate.columns.trials import drawn
from tests.engine.strategies import ASKED, by_type

ROWS = 8


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


def form(kind: Type) -> Form:
    """Columns with the range that the cases need; numbers that may have decimals in tenths, shares in thousandths."""
    if not isinstance(kind, Quantity):
        return Form()
    most = 10_000_000 if kind.key == "money" else 10_000
    whole = kind.key in ("integer", "days", "money", "period")
    return Form(range=(-most, most), scale=0 if whole else 3 if kind.key == "percent" else 1)


def records(random: Random, kind: ListOf) -> Records:
    """Records told apart by their keys, of which some fields are unknown."""
    found: dict[tuple[Value, ...], dict[str, Value]] = {}
    for _ in range(random.randrange(6)):
        row = {f.name: drawn(random, by_type(f.type)) for f in kind.element.fields}
        for part in kind.element.fields:
            if part.name not in kind.element.by and random.random() < 0.15:
                row[part.name] = UNDETERMINED if part.type.key == "boolean" else None
        found[tuple(row[name] for name in kind.element.by)] = row
    return Records(tuple(found[key] for key in sorted(found)), complete=random.random() < 0.7)


def cases(pack: Pack, random: Random, *, asked: bool) -> pa.RecordBatch:
    """Rows in which a fact is known three times in four."""
    forms: dict[str, Form | None] = {}
    for fact in pack.facts:
        of = pack.type_of[fact.type]
        forms[fact.name] = form(of)
        if isinstance(of, ListOf):
            forms |= {f"{fact.name}[].{part.name}": form(part.type) for part in of.element.fields}
    schema = canonical(pack, forms, asked=asked)
    rows = []
    for _ in range(ROWS):
        row = {}
        for fact in pack.facts:
            kind = pack.type_of[fact.type]
            if random.random() < 0.75:
                value = records(random, kind) if isinstance(kind, ListOf) else drawn(random, by_type(kind))
                row[fact.name] = held_value(schema.field(fact.name), value)
        rows.append(row)
    days = [date(random.choice((2016, 2019, 2021, 2023)), 6, 14) for _ in rows]
    batch = batch_of(schema, rows, days)
    return batch.append_column("@row", pa.array(range(1, ROWS + 1), pa.int64()))


def values_of(done: Done) -> list[object]:
    """The value of each row, a fraction in full: rows always have a denominator, columns only where it may be another than 1."""
    given = [None] * len(done.verdict) if done.value is None else done.value.to_pylist()
    over = [1] * len(given) if done.over is None else done.over.to_pylist()
    return [(value, 1 if value is None else below) for value, below in zip(given, over, strict=True)]


@pytest.mark.parametrize("asked", [False, True])
def test_columns_answer_as_rows_do(library: Pack, *, asked: bool) -> None:
    for decision in library.decisions:
        batch = cases(library, Random(f"{decision.name}/{asked}"), asked=asked)
        found = []
        for by_rows in (False, True):
            deciding = Deciding(library, Options((decision.name,), None if asked else ASKED, by_rows=by_rows), batch.schema)
            deciding.start()
            (done,) = deciding.decide(batch)
            found.append((done.verdict.tolist(), done.outcome.tolist(), done.status.tolist(), values_of(done)))
        assert found[0] == found[1], decision.name
