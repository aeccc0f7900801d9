"""A slice to a program: what each fact's column gives, the nodes in turn, and what comes out for each decision.

A program is written for the columns of a schema and for which of them have unknown values: where none has, nothing is computed twice.
"""

from collections.abc import Container, Mapping
from datetime import date
from typing import Final

import pyarrow as pa
from attrs import field, frozen

from pincite.evaluate.columns.book import packing
from pincite.evaluate.columns.emitter import EPOCH, Emitter, NotExact
from pincite.evaluate.columns.forms import FORMS
from pincite.evaluate.columns.program import MOST_INSTRUCTIONS, Finished, Operand, Program, TooLong
from pincite.evaluate.columns.ranges import told
from pincite.evaluate.columns.results import Wanted, bits_of, codes_of, value_of, verdict_of
from pincite.evaluate.columns.runtime import FUNCTIONS
from pincite.evaluate.columns.schema import ASKED, COMPLETE, FIRST_DAY, LAST_BEGUN, Refused, held, longest
from pincite.evaluate.columns.signatures import Bit, words_of
from pincite.evaluate.columns.spaces import spread_value
from pincite.evaluate.columns.values import NOTHING, OPEN, Elapsed, Listed, Number, Value, Words
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.types import ListOf, Type


@frozen
class Asked:
    """What a kernel is asked: the nodes of each decision's verdict, over one slice, for columns of a schema.

    `on`: the day asked about, if it is one for all rows. `orders`: for each decision all nodes that it reads. `bits`: what its signature
    tells; none: no signature.
    """

    pack: Pack = field(repr=False)
    slice: Slice = field(repr=False)
    schema: pa.Schema
    on: date | None
    verdicts: Mapping[str, int] = field(factory=dict)
    orders: Mapping[str, frozenset[int]] = field(factory=dict)
    bits: Mapping[str, tuple[Bit, ...]] = field(factory=dict)


@frozen
class Written:
    """A program with what it gives for each decision, one after the other. `texts` are numbered constants."""

    finished: Finished
    wanted: Mapping[str, Wanted]
    texts: Mapping[str, int]


def emitter_for(asked: Asked, nulls: frozenset[str]) -> Emitter:
    """What writes the nodes of a slice, for columns of which only `nulls` have unknown values."""
    given = Given(asked, nulls)
    emitter = Emitter(Program(dict(FUNCTIONS)), asked.slice, {**FORMS, "fact": fact_form}, given, Number(0, 0))
    emitter.spread, emitter.given_field = spread_value, given.field
    emitter.longest = lambda name: longest(asked.schema.field(name))
    emitter.asked = day_asked(emitter, asked)
    return emitter


def write(asked: Asked, nulls: frozenset[str]) -> Written:
    """The program for columns of which only `nulls` have unknown values. Raises `Refused` where columns cannot be exact."""
    emitter = emitter_for(asked, nulls)
    wanted: dict[str, Wanted] = {}
    try:
        for decision, number in asked.verdicts.items():
            emitter.write([number, *(b.node for b in asked.bits.get(decision, ()) if b.node >= 0)])
        for decision, number in asked.verdicts.items():
            value, fault = emitter.values[number, 0], faults_of(emitter, asked.orders[decision])
            kind = asked.pack.type_of[asked.pack.decision[decision].type]
            known = {b.name: emitter.known[b.name] for b in asked.bits.get(decision, ()) if b.kind == "fact"}
            codes = codes_of(emitter, verdict_of(value), fault)
            parts, shape = value_of(emitter, value, fault, kind)
            bits = asked.bits.get(decision)
            packed = None if bits is None else packing(bits_of(emitter, bits, known))
            wanted[decision] = Wanted(codes, parts, shape, packed, words_of(bits or ()))
    except NotExact as refused:
        raise Refused(told(asked.pack, asked.slice, asked.schema, refused.why, refused.number)) from None
    except TooLong:
        raise Refused([f"the rules need more than {MOST_INSTRUCTIONS:,} steps over columns"]) from None
    return Written(emitter.program.finish([o for w in wanted.values() for o in w.all]), wanted, emitter.texts)


def faults_of(emitter: Emitter, nodes: Container[int]) -> Operand:
    """The rows in which one of these nodes is an arithmetic fault."""
    return emitter.any(*(plane for (number, space), plane in emitter.faults.items() if space == 0 and number in nodes))


def day_asked(emitter: Emitter, asked: Asked) -> Number:
    if asked.on is not None:
        day = asked.on.toordinal() - EPOCH
        return Number(day, day)
    register = ranged(emitter, emitter.program.input(("data", ASKED)), FIRST_DAY, LAST_BEGUN)
    return Number(register, register)


def ranged(emitter: Emitter, register: str, low: int, high: int) -> Operand:
    """The register of a column's values, with their range."""
    emitter.ranges[register] = (low, high)
    emitter.narrow.add(register)
    return register


def fact_form(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return emitter.given(emitter, node)


RECORDS: Final = -1
"""The space of the records of a list as they lie in the block, whatever walks them."""


@frozen
class Given:
    """The value of a fact, by its column: unknown in every row where there is none."""

    asked: Asked
    nulls: frozenset[str]

    def __call__(self, emitter: Emitter, node: Node) -> Value:
        name, kind = str(node.param), self.asked.pack.type_of[node.type]
        if isinstance(kind, ListOf):
            return self.listed(emitter, name)
        stands = self.asked.schema.field(name) if name in self.asked.schema.names else None
        value = self.column(emitter, kind, stands, name, ("", name))
        emitter.known[name] = emitter.program.input(("valid", name)) if name in self.nulls else 1
        return value

    def column(self, emitter: Emitter, kind: Type, stands: pa.Field | None, path: str, key: tuple[str, ...]) -> Value:
        """A column by its type. `key` says what is loaded, but for what of it."""
        if stands is None:
            return OPEN if kind.key == "boolean" else Words(-1, 0) if kind.key == "text" else NOTHING

        def input(what: str) -> str:
            return emitter.program.input((key[0] + what, *key[1:]))

        known: Operand = input("valid") if path in self.nulls else 1
        if kind.key == "boolean":
            return emitter.where_known(input("bits"), known, RECORDS if key[0] else 0)
        if kind.key == "text":
            return Words(input("codes"), known)
        how = held(stands, kind)
        low, high = how.range
        register: Operand = ranged(emitter, input("data"), low, high)
        if how.since:
            return Number(0, 0, known, elapsed=Elapsed(1, register))
        if low == high:
            register = low
        return Number(register, register, known, 10**how.scale)

    def listed(self, emitter: Emitter, name: str) -> Value:
        """A list; without a column for it none is on file."""
        if name not in self.asked.schema.names:
            return Listed(name, 0, 0)
        emitter.known[name] = emitter.program.input(("whole", name))
        on_file: Operand = emitter.program.input(("valid", name)) if name in self.nulls else 1
        beside = name + COMPLETE
        complete: Operand = 0
        if beside in self.asked.schema.names:
            known: Operand = emitter.program.input(("valid", beside)) if beside in self.nulls else 1
            complete = emitter.all(emitter.program.input(("bits", beside)), known, on_file)
        return Listed(name, 1, complete)

    def field(self, emitter: Emitter, name: str, part: str) -> Value:
        """A field of the records of a list, one after the other."""
        kind = self.asked.pack.type_of[self.asked.pack.fact[name].type]
        assert isinstance(kind, ListOf)
        declared = kind.element.field(part)
        assert declared is not None  # INVARIANT: graph/validate.py
        struct = self.asked.schema.field(name).type.value_type
        place = struct.get_field_index(part)
        stands = struct.field(place) if place >= 0 else None
        return self.column(emitter, declared.type, stands, f"{name}[].{part}", ("item:", name, part))
