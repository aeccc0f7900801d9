"""Canonical batches of facts, and a kernel that asks the scalar executor row by row: what reasons are tested with, whatever columns do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns.schema import ASKED, COMPLETE, Form, canonical
from pincite.explain.clauses import result
from pincite.population.reasons.shown import prepared, shown
from pincite.population.rows import asked_on, facts_at
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import DATE, ListOf
from pincitec.semantics.values import DateRange, Elapsed, Interval, Records, Value

SIZE: Final = 64
MOST_TAKEN: Final = 1000
NO_RANGES: Final[Mapping[str, tuple[int, int]]] = {}


def batch_of(
    pack: Pack, cases: Sequence[Mapping[str, Value]], days: Sequence[date] | None = None, ranges: Mapping[str, tuple[int, int]] = NO_RANGES
) -> pa.RecordBatch:
    """One row a case. A period of which some case has the day on which it began stands as such days; lengths are then left out."""
    names = [f.name for f in pack.facts if any(c.get(f.name) is not None for c in cases)]
    forms = {n: Form(since=any(isinstance(c.get(n), Elapsed) for c in cases), range=ranges.get(n)) for n in names}
    for name in names:
        kind = pack.type_of[pack.fact[name].type]
        if isinstance(kind, ListOf):  # of amounts without a range a sum may be too large for columns
            forms |= {f"{name}[].{f.name}": Form(bits=16, range=(0, MOST_TAKEN)) for f in kind.element.fields if f.type.key == "days"}
    schema = canonical(pack, forms, asked=days is not None)
    rows = []
    for number, case in enumerate(cases):
        row: dict[str, Any] = {}
        for name in names:
            value, kind = case.get(name), pack.type_of[pack.fact[name].type]
            if isinstance(value, Records) and isinstance(kind, ListOf):
                truths = {f.name for f in kind.element.fields if f.type.key == "boolean"}
                row[name] = [{k: condition(v) if k in truths else v for k, v in r.items()} for r in value.rows]
                row[name + COMPLETE] = value.complete
            elif forms[name].since:
                row[name] = value.since if isinstance(value, Elapsed) else None
            else:
                row[name] = condition(value) if kind.key == "boolean" else value
        if days is not None:
            row[ASKED] = days[number]
        rows.append(row)
    made = pa.RecordBatch.from_pylist(rows, schema=schema)
    return made.append_column("@row", pa.array(range(1, len(cases) + 1), pa.int64()))


def condition(code: Any) -> bool | None:
    return None if code is None or code == UNDETERMINED else code == HOLDS


@frozen
class Field:
    kind: str
    node: int
    name: str
    offset: int
    width: int


class ScalarKernel:
    """The same interface as a kernel of columns, for one decision."""

    def __init__(self, pack: Pack, decision: str, law_on: date, on: date | None, readings: Mapping[str, str]) -> None:
        self.pack, self.decision, self.on = pack, decision, on
        self.ready = prepared(pack, decision, law_on, readings)
        self.fields: list[Field] = []
        nodes = self.ready.slice.nodes
        place = 0
        for number in shown(pack, decision, law_on, readings):
            kind, width = {"boolean": ("truth", 2), "outcome": ("verdict", 3)}.get(nodes[number].type, ("value", 1))
            self.fields.append(Field(kind, number, "", place, width))
            place += width
        for number in self.ready.slice.order:
            if nodes[number].op == "fact" and nodes[number].type != "boolean":
                self.fields.append(Field("fact", -1, str(nodes[number].param), place, 1))
                place += 1
        assert place <= SIZE * 8

    def bits(self, decision: str) -> Sequence[Field]:
        return self.fields

    def run(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        verdicts, values, over, signatures = [], [], [], []
        root = self.ready.questions[0].verdict
        for row in range(batch.num_rows):
            on = asked_on(batch, row, self.on)
            facts = facts_at(self.pack, batch, row, on)
            found = self.ready.run(facts.values, on)
            verdict, value = result(found[root])
            verdicts.append(verdict)
            values.append(getattr(value, "numerator", value))
            over.append(getattr(value, "denominator", 1))
            number = 0
            for f in self.fields:
                number |= self.bit(f, found, facts.values) << f.offset
            signatures.append(number.to_bytes(SIZE, "little"))
        kind = self.pack.decision[self.decision]
        columns = {
            f"{self.decision}:verdict": pa.array(verdicts, pa.uint8()),
            f"{self.decision}:signature": pa.array(signatures, pa.binary(SIZE)).dictionary_encode(),
        }
        if kind.kind == "value":
            stored = pa.date32() if self.pack.type_of[kind.type] == DATE else pa.int64()
            columns[f"{self.decision}:value"] = pa.array(values, stored)
            columns[f"{self.decision}:value/over"] = pa.array(over, pa.int64())
        return pa.RecordBatch.from_pydict(columns)

    def bit(self, f: Field, found: Sequence[Any], facts: Mapping[str, Value]) -> int:
        if f.kind == "truth":
            return int(found[f.node])
        if f.kind == "verdict":
            return int(found[f.node].verdict)
        if f.kind == "value":
            return int(known(found[f.node]))
        return int(known(facts.get(f.name)))


def known(value: Value) -> bool:
    if isinstance(value, Records):
        return value.complete and all(
            v is not None and not (v == UNDETERMINED and isinstance(v, int) and k == "passed") for r in value.rows for k, v in r.items()
        )
    return value is not None and not isinstance(value, (Interval, DateRange))
