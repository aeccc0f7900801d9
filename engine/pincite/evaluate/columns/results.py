"""What a program gives for each decision, and the Arrow columns that are made of it: verdict, value, signature."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import define, field, frozen

from pincite.evaluate.columns import planes
from pincite.evaluate.columns.book import Book, Packing
from pincite.evaluate.columns.emitter import Emitter
from pincite.evaluate.columns.number_forms import exactly
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.running_periods import in_months
from pincite.evaluate.columns.signatures import Bit
from pincite.evaluate.columns.values import Number, Outcome, Truth, Value, Verdict, Words
from pincitec.semantics.types import Enumeration, Type


@frozen
class Shape:
    """How the value of a decision comes out: its kind, whether it may be a fraction, and whether it may be only bounded."""

    kind: Type
    over: bool
    high: bool


@frozen
class Wanted:
    """What is to come out of a program for one decision: operands that the program gives."""

    codes: tuple[Operand, Operand, Operand]
    value: tuple[Operand, ...] = ()
    shape: Shape | None = None
    packing: Packing | None = None
    words: int = 0

    @property
    def all(self) -> tuple[Operand, ...]:
        return (*self.codes, *self.value, *(() if self.packing is None else self.packing.planes))


def codes_of(emitter: Emitter, verdict: Verdict, fault: Operand) -> tuple[Operand, Operand, Operand]:
    """The bits of the verdict's code in `semantics.verdicts`, lowest first; 7 where there is an arithmetic fault."""
    contrary = emitter.contrary(emitter.any(verdict.fails, verdict.conflict, verdict.not_applicable))
    return (
        emitter.any(contrary, fault),
        emitter.any(verdict.holds, verdict.not_applicable, fault),
        emitter.any(verdict.conflict, verdict.gap, verdict.not_applicable, fault),
    )


def verdict_of(value: Value) -> Verdict:
    verdict = value.verdict if isinstance(value, Outcome) else value
    assert isinstance(verdict, Verdict)  # INVARIANT: graph/kinds.py
    return verdict


def value_of(emitter: Emitter, value: Value, fault: Operand, kind: Type) -> tuple[tuple[Operand, ...], Shape | None]:
    """Registers of a decision's value: where it is known, and its parts."""
    if not isinstance(value, Outcome):
        return (), None
    given = value.value
    settled = emitter.contrary(fault)
    if isinstance(given, Words):
        return (emitter.all(given.known, settled), given.code), Shape(kind, False, False)
    plain = in_months(emitter, given, 0)
    emitter.within(*(end for each in (plain.low, plain.high, plain.over) for end in emitter.range(each)))
    parts = (emitter.all(plain.known, settled), plain.low, plain.high, plain.over, plain.bounded)
    return parts, Shape(kind, plain.over != 1, not plain.exact)


def bits_of(emitter: Emitter, bits: Sequence[Bit], known: Mapping[str, Operand]) -> tuple[Operand, ...]:
    """A plane for each bit of a signature; `known`: the rows in which a fact is known."""
    found: list[Operand] = []
    for bit in bits:
        if bit.kind == "fact":
            found.append(known[bit.name])
            continue
        match emitter.values[bit.node, 0]:
            case Truth(surely=surely) if bit.kind == "definite":
                found.append(surely)
            case Truth(surely, possibly):
                found += (possibly, surely)
            case Verdict() | Outcome() as decided:
                found += codes_of(emitter, verdict_of(decided), 0)
            case Words(_, plane):
                found.append(plane)
            case Number() as number:
                running = 0 if number.elapsed is None else emitter.all(number.known, number.elapsed.runs)
                found.append(emitter.any(exactly(emitter, number, 0), running))
    return tuple(found)


@define
class Results:
    """The results of one decision, filled block by block."""

    wanted: Wanted
    rows: int
    verdict: npt.NDArray[np.uint8] = field(init=False)
    book: Book | None = field(init=False)
    known: npt.NDArray[np.bool_] = field(init=False)
    value: list[npt.NDArray[np.int64]] = field(init=False)
    bounded: npt.NDArray[np.bool_] = field(init=False)

    def __attrs_post_init__(self) -> None:
        shape = self.wanted.shape
        self.verdict = np.zeros(self.rows, np.uint8)
        packing = self.wanted.packing
        self.book = None if packing is None else Book(packing, self.wanted.words, self.rows)
        valued = self.rows if shape is not None else 0
        self.known = np.zeros(valued, np.bool_)
        self.bounded = np.zeros(valued if shape is not None and shape.high else 0, np.bool_)
        self.value = [] if shape is None else [np.zeros(valued, np.int64) for _ in range(1 + shape.over + shape.high)]

    def fill(self, start: int, size: int, given: Sequence[Any]) -> None:
        """The results of a block: what stands for `wanted.all`."""
        self.verdict[start : start + size] = planes.in_bytes(given[:3], size)
        parts, bits = given[3 : 3 + len(self.wanted.value)], given[3 + len(self.wanted.value) :]
        if self.wanted.shape is not None:
            self.fill_value(start, size, parts, self.wanted.shape)
        if self.book is not None:
            self.book.enter(bits, size)

    def fill_value(self, start: int, size: int, parts: Sequence[Any], shape: Shape) -> None:
        here = slice(start, start + size)
        self.known[here] = flags(parts[0], size)
        self.value[0][here] = parts[1]
        if shape.over:
            self.value[1][here] = parts[3]
        if shape.high:
            self.value[-1][here] = parts[2]
            self.bounded[here] = flags(parts[4], size)

    def columns(self, decision: str, texts: Sequence[str]) -> dict[str, pa.Array]:
        """The columns of this decision."""
        found: dict[str, pa.Array] = {f"{decision}:verdict": pa.array(self.verdict)}
        shape = self.wanted.shape
        if shape is not None:
            if shape.over:
                self.reduce()
            unknown = ~self.known
            found[f"{decision}:value"] = typed(self.value[0], unknown, shape.kind, texts)
            if shape.over:
                found[f"{decision}:value/over"] = pa.array(self.value[1], mask=unknown)
            if shape.high:
                found[f"{decision}:value/high"] = typed(self.value[-1], unknown | ~self.bounded, shape.kind, texts)
        if self.book is not None:
            found[f"{decision}:signature"] = self.book.column()
        return found

    def reduce(self) -> None:
        """Fractions in lowest terms: numerators and denominator have no common divisor."""
        shared = self.value[1]
        for i, part in enumerate(self.value):
            if i != 1:
                shared = np.gcd(shared, part)
        shared = np.maximum(shared, 1)
        self.value = [part // shared for part in self.value]


def typed(values: npt.NDArray[np.int64], unknown: npt.NDArray[np.bool_], kind: Type, texts: Sequence[str]) -> pa.Array:
    if kind.key == "text":
        codes = pa.array(np.where(unknown, 0, values).astype(np.int32), mask=unknown)
        return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.utf8()))
    if kind.key == "date":
        return pa.array(np.where(unknown, 0, values).astype(np.int32), mask=unknown).cast(pa.date32())
    if isinstance(kind, Enumeration):
        return pa.array(np.where(unknown, 0, values).astype(np.int16), mask=unknown)
    return pa.array(values, mask=unknown)


def flags(plane: Any, rows: int) -> npt.NDArray[np.bool_] | bool:
    return bool(plane) if isinstance(plane, int) else planes.flags(plane, rows)
