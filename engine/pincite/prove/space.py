"""One day under one set of readings: the claim as a function of facts, and the values to try of each fact.

A partial case is decided with everything else unknown. Three-valued evaluation is sound: what a partial case decides, every case that
completes it decides likewise; so a search need only go on where the claim is undetermined.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from pincite.evaluate import compile_slice, evaluate, evaluate_rows
from pincite.prove.keys import Lists, lists_of
from pincite.values.domains import Domain, domain_of
from pincite.values.uses import Uses, uses_of
from pincitec.graph.nodes import FOLDS
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.semantics.truth import HOLDS, NOT, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import DateRange, Fault, Interval, Records, Row, Value
from pincitec.semantics.verdicts import Outcome

Goal = tuple[tuple[int, int], ...]
"""Conditions, by node, with the truth that each must have."""

Rows = tuple[Mapping[str, Value], ...]


@frozen
class Case:
    """A partial case: facts by name, and lists by name as complete lists of records of which some fields are unknown."""

    facts: Mapping[str, Value] = field(factory=dict)
    lists: Mapping[str, Rows] = field(factory=dict)

    def inputs(self) -> dict[str, Value]:
        return {**self.facts, **{name: Records(rows, True) for name, rows in self.lists.items()}}

    def with_fact(self, name: str, value: Value) -> "Case":
        return Case({**self.facts, name: value}, self.lists)

    def with_list(self, name: str, rows: Rows) -> "Case":
        return Case(self.facts, {**self.lists, name: rows})

    def with_field(self, name: str, index: int, field: str, value: Value) -> "Case":
        rows = self.lists[name]
        return self.with_list(name, (*rows[:index], {**rows[index], field: value}, *rows[index + 1 :]))


@frozen
class Next:
    """What to try next: the partial cases in which one fact, list or field of a record is known. `exact`: they stand for all others.
    `list`: it is a list; `longer`: lists longer than allowed were left out."""

    cases: tuple[Case, ...]
    exact: bool
    list: bool = False
    longer: bool = False


Values = Mapping[int, Any]
FAULT: Final = -1


@define
class Space:
    """A claim on one day under one set of readings. What it takes to search it is made when it is first needed."""

    pack: Pack
    slice: Slice
    goal: Goal
    on: date
    readings: Mapping[str, str]
    run: Callable[[dict[str, Value]], Values] | None = None
    uses: Uses | None = None
    domains: dict[tuple[str, str], Domain] = field(factory=dict)
    lists: dict[str, Lists] = field(factory=dict)

    def decide(self, case: Case) -> tuple[int, Values]:
        """Whether the goal is met: a truth code, or `FAULT` where the case itself is at fault; with the value of every node."""
        inputs = case.inputs()
        try:
            values = self.function()(inputs)
        except Fault:
            return FAULT, {}
        return met(self.goal, values), values

    def function(self) -> Callable[[dict[str, Value]], Values]:
        if self.run is None:
            compiled = compile_slice(self.slice, self.pack)
            numbers, on = compiled.numbers, self.on
            self.run = lambda inputs: dict(zip(numbers, compiled.run(compiled.ordered(inputs), on), strict=False))
        return self.run

    def next(self, case: Case, values: Values, longest: int) -> Next | None:
        """What the goal still turns on, with the ways it may be; `None` where nothing that can be given would decide it."""
        records = {id(values[n]): str(self.slice.nodes[n].param) for n in self.list_nodes() if values.get(n) is not None}
        roots = [n for n, _ in self.goal]
        found = first_open(self.slice, values, roots, {}, case) or first_open(self.slice, values, roots, records, case, lists=True)
        match found:
            case None:
                return None
            case (str(name),):
                return self.fact(case, name, longest)
            case (str(name), int(index), str(field_name)):
                kind = self.record_of(name)
                domain = self.domain(kind, field_name)
                return Next(tuple(case.with_field(name, index, field_name, v) for v in domain.values), domain.exact)
        raise AssertionError(found)  # INVARIANT: one of these

    def fact(self, case: Case, name: str, longest: int) -> Next:
        kind = self.pack.type_of[self.pack.fact[name].type]
        if not isinstance(kind, ListOf):
            domain = self.domain(name, "")
            return Next(tuple(case.with_fact(name, v) for v in domain.values), domain.exact)
        if name not in self.lists:
            node = next(n for n in self.list_nodes() if self.slice.nodes[n].param == name)
            self.lists[name] = lists_of(self.needed(), node, kind.element, self.on)
        lists = self.lists[name]
        blank = {f.name: UNDETERMINED if f.type.key == "boolean" else None for f in kind.element.fields}
        cases = [
            case.with_list(name, tuple({**blank, **dict(zip(kind.element.by, key, strict=True))} for key in in_order(keys)))
            for number, patterns in enumerate(lists.patterns)
            if number <= longest
            for keys in patterns
        ]
        return Next(tuple(cases), lists.whole is not None, True, longest < lists.most)

    def domain(self, name: str, field_name: str) -> Domain:
        """The domain of a fact, or of a field of the records of a kind."""
        key = (name, field_name)
        if key not in self.domains:
            uses = self.needed()
            if field_name:
                record = next(t for t in self.pack.types if t.key == name)
                kind = next(f.type for f in getattr(record, "fields", ()) if f.name == field_name)
                sources = [
                    n
                    for n in self.slice.order
                    if (node := self.slice.nodes[n]).op in ("field", "field_truth")
                    and node.param == field_name
                    and self.slice.nodes[node.args[0]].type == name
                ]
            else:
                kind = self.pack.type_of[self.pack.fact[name].type]
                sources = [n for n in self.slice.order if self.slice.nodes[n].op == "fact" and self.slice.nodes[n].param == name]
            self.domains[key] = domain_of(uses, sources, kind, self.on)
        return self.domains[key]

    def needed(self) -> Uses:
        if self.uses is None:
            self.uses = uses_of(self.pack, self.slice)
        return self.uses

    def list_nodes(self) -> Sequence[int]:
        return [n for n in self.slice.order if self.slice.nodes[n].op == "fact" and self.slice.nodes[n].type.startswith("list:")]

    def record_of(self, name: str) -> str:
        return self.pack.fact[name].type.removeprefix("list:")


def in_order(keys: Sequence[tuple[Value, ...]]) -> Sequence[tuple[Value, ...]]:
    """Keys in the order in which the records of a list stand."""
    return sorted(keys, key=lambda key: [(v is not None, 0 if v is None else v) for v in key])


def space_of(pack: Pack, goal: Goal, on: date, readings: Mapping[str, str]) -> Space:
    return Space(pack, slice_graph(pack, on, readings, [n for n, _ in goal]), goal, on, readings)


def settled_at_once(space: Space, case: Case | None = None) -> int:
    """Whether the goal is decided with only this known, or nothing: by the reference interpreter, which needs nothing made first."""
    try:
        values = evaluate(space.slice, (case or Case()).inputs(), space.on)
    except Fault:
        return FAULT
    return met(space.goal, values)


def met(goal: Goal, values: Values | Sequence[Any]) -> int:
    """The truth code of a goal where its nodes have these values."""
    code = HOLDS
    for node, wanted in goal:
        code &= values[node] if wanted == HOLDS else NOT[values[node]]
    return code


# ---- what a goal still turns on


def is_open(value: Any, op: str, type: str) -> bool:
    """Whether more facts could still change the value of a node."""
    if type in ("boolean", "verdict"):
        return bool(value == UNDETERMINED)
    match value:
        case Outcome():
            return value.verdict == UNDETERMINED
        case Records():
            return True  # its fields may be unknown; the walk finds out
        case None | Interval() | DateRange():
            return True
        case _:
            return False


def first_open(
    slice: Slice, values: Values, roots: Sequence[int], records: Mapping[int, str], case: Case, *, lists: bool = False
) -> tuple[str] | tuple[str, int, str] | None:
    """The first thing not known on which an undetermined root turns: a fact, or with `lists` also a list or a field of one of its records.

    Lists come last: what facts alone decide is decided for lists of any length.
    """
    seen: set[int] = set()
    stack = list(roots)[::-1]
    while stack:
        number = stack.pop()
        node = slice.nodes[number]
        if number in seen or not is_open(values.get(number), node.op, node.type):
            continue
        seen.add(number)
        if node.op == "fact":
            if node.param not in case.facts and node.param not in case.lists and (lists or not node.type.startswith("list:")):
                return (str(node.param),)
        elif node.op in FOLDS:
            if not lists:
                continue
            found = first_open(slice, values, node.args[:1], records, case, lists=True) or in_rows(slice, values, number, records, case)
            if found is not None:
                return found
        elif node.op in ("field", "field_truth"):
            row = values.get(node.args[0])
            if isinstance(row, Row) and id(row.records) in records:
                return records[id(row.records)], row.index, str(node.param)
            stack.append(node.args[0])
        else:
            stack.extend(node.args[::-1])
    return None


def in_rows(slice: Slice, values: Values, fold: int, records: Mapping[int, str], case: Case) -> tuple[str] | tuple[str, int, str] | None:
    """The first thing not known on which a fold turns, record by record."""
    if values.get(slice.nodes[fold].args[0]) is None:
        return None
    for inside in evaluate_rows(slice, values, fold):
        found = first_open(slice, inside, slice.nodes[fold].args[1:], records, case, lists=True)
        if found is not None:
            return found
    return None
