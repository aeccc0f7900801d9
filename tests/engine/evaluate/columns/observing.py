"""What columns make of every node of a slice, row by row as the values of the scalar executors: for tests that compare the two."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pyarrow as pa

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.kernel import Kernel
from pincite.evaluate.columns.opening import arrays, opened, unknown_in
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.schema import ASKED, COMPLETE, FORM, SCALE, SINCE
from pincite.evaluate.columns.values import Elapsed as Runs, Number, Outcome as Given, Truth, Verdict, Words
from pincite.evaluate.columns.writing import Asked, Written, emitter_for, faults_of
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import MONTH_ENDS, DateRange, Elapsed, Interval, Records, Value, exact
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE, Outcome

FAULT: Final = "fault"
Inputs = Mapping[str, Value]
DAY: Final = date(1970, 1, 1)


def day(number: int) -> date:
    return DAY + timedelta(days=int(number))


def batch_of(schema: pa.Schema, rows: Sequence[Inputs], asked: Sequence[date] = ()) -> pa.RecordBatch:
    """Facts of many cases as canonical columns. A period stands in its column where it has the column's form; else it is unknown."""
    made = []
    for stands in schema:
        if stands.name == ASKED:
            made.append(pa.array(asked, pa.date32()))
        elif stands.name.endswith(COMPLETE):
            lists = [row.get(stands.name.removesuffix(COMPLETE)) for row in rows]
            made.append(pa.array([None if v is None else v.complete for v in lists], pa.bool_()))  # type: ignore[union-attr]
        else:
            made.append(pa.array([cell(stands, row.get(stands.name)) for row in rows], stands.type))
    return pa.RecordBatch.from_arrays(made, schema=schema)


def cell(stands: pa.Field, value: Value) -> Any:
    if isinstance(value, Records):
        parts = {stands.type.value_type.field(i).name: stands.type.value_type.field(i) for i in range(stands.type.value_type.num_fields)}
        return [{name: cell(part, row[name]) for name, part in parts.items()} for row in value.rows]
    metadata = stands.metadata or {}
    if value is None or (pa.types.is_boolean(stands.type) and value == UNDETERMINED):
        return None
    if metadata.get(FORM) == SINCE.encode():
        return value.since if isinstance(value, Elapsed) else None
    if isinstance(value, Elapsed):
        return None
    if pa.types.is_boolean(stands.type):
        return value == HOLDS
    if isinstance(value, (int, Fraction)):
        scaled = value * 10 ** int(metadata.get(SCALE, b"0"))
        assert scaled.denominator == 1
        return int(scaled)
    return value


def as_held(schema: pa.Schema, pack: Pack, inputs: Inputs) -> dict[str, Value]:
    """The same facts as far as the columns hold them."""
    kept: dict[str, Value] = {}
    for name, value in inputs.items():
        if name in schema.names:
            kept[name] = held_value(schema.field(name), value)
    return kept


def held_value(stands: pa.Field, value: Value) -> Value:
    if isinstance(value, Records):
        parts = {stands.type.value_type.field(i).name: stands.type.value_type.field(i) for i in range(stands.type.value_type.num_fields)}
        return Records(tuple({n: held_value(parts[n], v) for n, v in row.items()} for row in value.rows), value.complete)
    since = (stands.metadata or {}).get(FORM) == SINCE.encode()
    if isinstance(value, Elapsed) != since and (since or isinstance(value, Elapsed)):
        return None
    if (
        type(value) is int
        and pa.types.is_signed_integer(stands.type)
        and not -(1 << stands.type.bit_width - 1) <= value < 1 << stands.type.bit_width - 1
    ):
        return None
    return value


def observe(pack: Pack, slice: Slice, batch: pa.RecordBatch, on: date | None, numbers: Sequence[int]) -> list[list[Any]]:
    """For each row the values of these nodes; `FAULT` in a row with a fault in any of them."""
    asked = Asked(pack, slice, batch.schema, on)
    run = Kernel(asked)
    found = arrays(batch.schema, run.reads.names, batch)
    emitter = emitter_for(asked, unknown_in(found))
    emitter.write(numbers)
    outputs: list[Operand] = [faults_of(emitter, range(len(slice.nodes)))]
    shapes = [(kind_of(slice, n), emitter.values[n, 0]) for n in numbers]
    for _, value in shapes:
        outputs += flat(value)
    written = Written(emitter.program.finish(outputs), {}, emitter.texts)
    given = opened(batch.schema, found, written.texts)
    rows = batch.num_rows
    inputs = [given.load(key, 0, rows) for key in written.finished.inputs]
    results = dict(zip(outputs, written.finished.run(inputs, written.finished.buffers(rows), rows), strict=True))
    texts = {number: text for text, number in given.texts.items()}
    since = given.columns[ASKED].data if on is None else np.full(rows, (on - DAY).days)
    look = Look(results, rows, texts, since)
    spelled = [look.value(kind, value) for kind, value in shapes]
    faults = look.plane(outputs[0])
    return [[FAULT] if faults[i] else [column[i] for column in spelled] for i in range(rows)]


def outside(pack: Pack, slice: Slice, batch: pa.RecordBatch, on: date | None, numbers: Sequence[int]) -> tuple[list[str], int]:
    """The numbers computed for these nodes that leave the range said of them, in words; and how many columns of numbers were looked at.

    Ranges are followed exactly from those of the columns, and lie within 64 bits: where every number lies in its range, none wrapped."""
    asked = Asked(pack, slice, batch.schema, on)
    found = arrays(batch.schema, Kernel(asked).reads.names, batch)
    emitter = emitter_for(asked, unknown_in(found))
    emitter.write(numbers)
    registers = [r for r in emitter.ranges if isinstance(r, str)]
    finished = emitter.program.finish(registers)
    given, rows = opened(batch.schema, found, emitter.texts), batch.num_rows
    results = finished.run([given.load(key, 0, rows) for key in finished.inputs], finished.buffers(rows), rows)
    makers = {r: each.function for each in emitter.program.instructions for r in each.results}
    wrong = []
    for register, result in zip(registers, map(np.asarray, results), strict=True):
        low, high = emitter.ranges[register]
        if result.size and not low <= int(result.min()) <= int(result.max()) <= high:
            wrong.append(f"{makers.get(register, 'a column')} gives {result.min()} to {result.max()}, not within {low} to {high}")
    return wrong, len(registers)


def kind_of(slice: Slice, number: int) -> str:
    """The type of a node; of an outcome, that of its values."""
    node = slice.nodes[number]
    return slice.nodes[node.args[2]].type if node.op == "decide_value" else node.type


def flat(value: object) -> list[Operand]:
    """All registers and constants of a value."""
    if isinstance(value, (str, int)):
        return [value]
    if value is None:
        return []
    return [o for part in value.__attrs_attrs__ for o in flat(getattr(value, part.name))]  # type: ignore[attr-defined]


class Look:
    """Registers back to values."""

    def __init__(self, results: Mapping[Operand, Any], rows: int, texts: Mapping[int, str], asked: Any) -> None:
        self.results, self.rows, self.texts, self.asked = results, rows, texts, asked

    def plane(self, operand: Operand) -> list[bool]:
        if isinstance(operand, int):
            return [bool(operand)] * self.rows
        return [bool(b) for b in planes.unpack(self.results[operand], self.rows)]

    def array(self, operand: Operand) -> list[int]:
        return [operand] * self.rows if isinstance(operand, int) else [int(x) for x in self.results[operand]]

    def value(self, kind: str, value: object) -> list[Any]:
        match value:
            case Truth():
                both = zip(self.plane(value.surely), self.plane(value.possibly), strict=True)
                return [{(True, True): HOLDS, (False, True): UNDETERMINED, (False, False): FAILS}[pair] for pair in both]
            case Verdict():
                return self.verdict(value)
            case Words():
                known = zip(self.plane(value.known), self.array(value.code), strict=True)
                return [self.texts[c] if k else None for k, c in known]
            case Number():
                return self.number(kind, value)
            case Given():
                inner = self.value(kind, value.value)
                return [Outcome(v, x) for v, x in zip(self.verdict(value.verdict), inner, strict=True)]
        raise TypeError(value)

    def verdict(self, value: Verdict) -> list[int]:
        codes = (HOLDS, FAILS, CONFLICT, GAP, NOT_APPLICABLE)
        named = [self.plane(p) for p in (value.holds, value.fails, value.conflict, value.gap, value.not_applicable)]
        found = []
        for row in zip(*named, strict=True):
            assert sum(row) <= 1
            found.append(codes[row.index(True)] if any(row) else UNDETERMINED)
        return found

    def number(self, kind: str, value: Number) -> list[Any]:
        over, known, bounded = self.array(value.over), self.plane(value.known), self.plane(value.bounded)
        low, high = self.array(value.low), self.array(value.high)
        runs = value.elapsed or Runs(0, 0)
        running, since, last, following = self.plane(runs.runs), self.array(runs.since), self.plane(runs.last), self.plane(runs.following)
        found: list[Any] = []
        for i in range(self.rows):
            if not known[i]:
                found.append(None)
            elif running[i]:
                end = MONTH_ENDS[0] if last[i] else MONTH_ENDS[1] if following[i] else ""
                found.append(Elapsed(day(since[i]), day(self.asked[i]), end))
            else:
                found.append(self.bounds(kind, low[i], high[i] if bounded[i] else None, over[i]))
        return found

    def bounds(self, kind: str, low: int, high: int | None, over: int) -> Any:
        assert over > 0
        if kind == "date":
            assert over == 1 and high is not None
            return day(low) if low == high else DateRange(day(low), day(high))
        if low == high:
            return exact(Fraction(low, over))
        return Interval(exact(Fraction(low, over)), None if high is None else exact(Fraction(high, over)))


def is_list(pack: Pack, kind: str) -> bool:
    return isinstance(pack.type_of.get(kind), ListOf)
