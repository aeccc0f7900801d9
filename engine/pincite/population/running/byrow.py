"""A kernel that asks the scalar executor for one row after another: as slow as `determine`, with no limit on forms and ranges.

Stands beside the kernel of columns, with the same results; what it is compared with, and what decides where columns refuse.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns.schema import Refused
from pincite.explain.case import Prepared, prepare
from pincite.explain.clauses import result
from pincite.explain.display import type_named
from pincite.population.rows import asked_on, facts_at
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, Enumeration, ListOf, Quantity
from pincitec.semantics.values import DateRange, Fault, Interval, Records, Value

FAULTY: Final = 7
WIDTHS: Final = {"boolean": ("truth", 2), "outcome": ("verdict", 3)}


@frozen
class Bit:
    """A field of a signature: see `pincite.population.reasons.signatures`."""

    kind: str
    node: int
    name: str
    offset: int
    width: int


class Rows:
    """The kernel of decisions (qualified names) for the rows of canonical batches; as `pincite.evaluate.columns.kernel` makes one."""

    def __init__(
        self,
        pack: Pack,
        decisions: Sequence[str],
        *,
        law_on: date,
        on: date | None,
        readings: Mapping[str, str],
        shown: Mapping[str, Sequence[int]],
    ) -> None:
        chosen = {c.name: readings.get(c.name, c.default) for c in pack.choices}
        self.pack, self.on = pack, on
        self.made = {d: prepare(pack, pack.main_question(d), law_on, chosen, "generated") for d in decisions}
        self.fields = {d: fields(made, shown[d]) for d, made in self.made.items()}

    def bits(self, decision: str) -> Sequence[Bit]:
        return self.fields[decision]

    def run(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """For each decision its verdict, its signature, and its value with a denominator where it has one. Raises `Refused` where a value
        does not fit 64 bits."""
        columns: dict[str, pa.Array] = {}
        asked = [asked_on(batch, row, self.on) for row in range(batch.num_rows)]
        facts = [facts_at(self.pack, batch, row, day).values for row, day in enumerate(asked)]
        for decision, made in self.made.items():
            answers = [self.answer(made, self.fields[decision], known, day) for known, day in zip(facts, asked, strict=True)]
            size = (sum(bit.width for bit in self.fields[decision]) + 63) // 64 * 8 or 8
            signed = [number.to_bytes(size, "little") for _, _, number in answers]
            columns[f"{decision}:verdict"] = pa.array([verdict for verdict, _, _ in answers], pa.uint8())
            columns[f"{decision}:signature"] = pa.array(signed, pa.binary(size)).dictionary_encode()
            if self.pack.decision[decision].kind == "value":
                columns |= self.values(decision, [value for _, value, _ in answers])
        return pa.RecordBatch.from_pydict(columns)

    def answer(self, made: Prepared, bits: Sequence[Bit], facts: Mapping[str, Value], asked: date) -> tuple[int, Value, int]:
        """Verdict, value and signature of one row."""
        try:
            found = made.run(facts, asked)
        except Fault:
            return FAULTY, None, 0
        number = 0
        for bit in bits:
            number |= self.bit(bit, found, facts) << bit.offset
        return *result(found[made.questions[0].verdict]), number

    def bit(self, bit: Bit, found: Sequence[Any], facts: Mapping[str, Value]) -> int:
        match bit.kind:
            case "truth":
                return int(found[bit.node])
            case "verdict":
                return int(found[bit.node].verdict)
            case "value":
                return int(known(found[bit.node]))
        value = facts.get(bit.name)
        kind = self.pack.type_of[self.pack.fact[bit.name].type]
        return int(whole_list(kind, value) if isinstance(value, Records) and isinstance(kind, ListOf) else known(value))

    def values(self, decision: str, found: Sequence[Value]) -> Mapping[str, pa.Array]:
        """The value column of a decision, with its denominators where it is a number."""
        kind, name = type_named(self.pack, self.pack.decision[decision].type), f"{decision}:value"
        if isinstance(kind, Enumeration):
            return {name: pa.array(found, pa.int16())}
        if isinstance(kind, Quantity):
            numbers = [None if v is None else Fraction(v) for v in found if v is None or isinstance(v, (int, Fraction))]
            try:
                over = pa.array([None if v is None else v.denominator for v in numbers], pa.int64())
                return {name: pa.array([None if v is None else v.numerator for v in numbers], pa.int64()), f"{name}/over": over}
            except (OverflowError, pa.ArrowInvalid):
                raise Refused([f"a value of `{decision}` has more digits than a column holds"]) from None
        match kind.key:
            case "boolean":
                return {name: pa.array([None if v is None else v == HOLDS for v in found], pa.bool_())}
            case "date":
                return {name: pa.array(found, pa.date32())}
            case "school_year":
                return {name: pa.array(found, pa.int64())}
        return {name: pa.array(found, pa.utf8())}


def fields(made: Prepared, shown: Sequence[int]) -> tuple[Bit, ...]:
    """The fields of signatures: these nodes, then the facts that are no conditions."""
    nodes, place, found = made.slice.nodes, 0, []
    for number in shown:
        kind, width = WIDTHS.get(nodes[number].type, ("value", 1))
        found.append(Bit(kind, number, "", place, width))
        place += width
    for number in made.slice.order:
        if nodes[number].op == "fact" and nodes[number].type != "boolean":
            found.append(Bit("fact", -1, str(nodes[number].param), place, 1))
            place += 1
    return tuple(found)


def known(value: Value) -> bool:
    return value is not None and not isinstance(value, (Interval, DateRange))


def whole_list(kind: ListOf, value: Records) -> bool:
    """Whether a list is complete, and every field of every record known."""
    conditions = {f.name for f in kind.element.fields if f.type == BOOLEAN}
    return value.complete and all(
        v is not None and not (v == UNDETERMINED and name in conditions) for row in value.rows for name, v in row.items()
    )
