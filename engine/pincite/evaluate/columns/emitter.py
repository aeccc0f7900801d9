"""Nodes of a slice to instructions: planes, whole numbers and their ranges, on which the forms of all operations are built.

Every whole number that is computed has its exact least and greatest value from the ranges of the columns; where one may leave 64 bits
there is no program, so that nothing ever wraps in a row that counts.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from attrs import define, field

from pincite.evaluate.columns.conditions import Conditions
from pincite.evaluate.columns.program import FRESH, ROWS, Operand
from pincite.evaluate.columns.schema import FIRST_DAY, LAST_DAY
from pincite.evaluate.columns.values import Number, Truth, Value
from pincitec.graph.folds import free_rows
from pincitec.graph.nodes import Node
from pincitec.graph.slices import Slice

EPOCH: Final = date(1970, 1, 1).toordinal()
INT64: Final = (-(2**63), 2**63 - 1)
INT64_NAME: Final = "int64"
OF_ANY_WIDTH: Final = frozenset({"widen", "added", "extreme", "longest", "beside"})
"""Functions that take a column in its own width, and widen it themselves where they compute with it."""

Form = Callable[["Emitter", Node, int, int], Value]
"""How an operation is written: for a node, its number and a space."""


def no_spaces(*_: Any) -> Value:
    raise TypeError("without lists nothing is spread")


@define(slots=False)
class Emitter(Conditions):
    """Writes one program. `forms` has the form of each operation; `given` gives the value of each fact in space 0.

    `known` are the rows in which a fact is known, `rows` the number of rows of each space. `spread` takes a value over
    the records of a space, `given_field` gives a field of a list's records (see `spaces.py`), `longest` how many
    of them a list has at most.
    """

    slice: Slice
    forms: Mapping[str, Form]
    given: Callable[["Emitter", Node], Value]
    asked: Number
    ranges: dict[Operand, tuple[int, int]] = field(factory=dict)
    values: dict[tuple[int, int], Value] = field(factory=dict)
    faults: dict[tuple[int, int], Operand] = field(factory=dict)
    texts: dict[str, int] = field(factory=dict)
    working: list[int] = field(factory=list)
    known: dict[str, Operand] = field(factory=dict)
    rows: dict[int, Operand] = field(factory=lambda: {0: ROWS})
    spaces: dict[int, Any] = field(factory=dict)
    spread: Callable[..., Value] = field(default=no_spaces)
    given_field: Callable[..., Value] = field(default=no_spaces)
    longest: Callable[[str], int] = field(default=lambda _: 0)

    def value(self, number: int, space: int = 0) -> Value:
        """The value of a node in a space, written once: in the space of the innermost record that it depends on, and spread from there."""
        found = self.values.get((number, space))
        if found is None and not self.depends(number, space):
            around = self.value(number, self.spaces[space].around)
            found = self.values[number, space] = self.spread(self, around, self.spaces[space])
        if found is None:
            node = self.slice.nodes[number]
            self.working.append(number)
            if node.op not in self.forms:
                raise NotExact(f"the operation `{node.op}` has no form over columns", number)
            found = self.values[number, space] = self.forms[node.op](self, node, number, space)
            self.working.pop()
        return found

    def depends(self, number: int, space: int) -> bool:
        """Whether a node depends on the record of a space; in space 0 every node is at home."""
        return space == 0 or self.spaces[space].level in self.free[number]

    @cached_property
    def free(self) -> list[frozenset[int]]:
        return free_rows(self.slice.nodes, self.slice.order)

    def records_of(self, name: str) -> Operand:
        """How many records of a list the block has."""
        (offsets,) = self.program.emit("offsets_of", self.program.input(("lengths", name)))
        return self.program.emit("records", offsets)[0]

    def write(self, roots: Iterable[int]) -> None:
        """Writes nodes of space 0, depth first so that few registers live at a time, and without recursion."""
        stack = [(root, False) for root in reversed(list(roots))]
        while stack:
            number, ready = stack.pop()
            if (number, 0) in self.values:
                continue
            if ready:
                self.value(number)
                continue
            stack.append((number, True))
            stack.extend((a, False) for a in reversed(self.before(number)))

    def before(self, number: int) -> list[int]:
        """The nodes of space 0 that a node of space 0 reads, also for the records of a list."""
        found: dict[int, None] = {}
        stack = list(self.slice.nodes[number].args)[::-1]
        seen: set[int] = set()
        while stack:
            each = stack.pop()
            if each in seen:
                continue
            seen.add(each)
            if self.slice.levels[each] == 0:
                found[each] = None
            else:
                stack.extend(self.slice.nodes[each].args)
        return list(found)

    def truth(self, number: int, space: int = 0) -> Truth:
        value = self.value(number, space)
        assert isinstance(value, Truth)  # INVARIANT: graph/kinds.py
        return value

    def number(self, number: int, space: int = 0) -> Number:
        value = self.value(number, space)
        assert isinstance(value, Number)  # INVARIANT: graph/kinds.py
        return value

    def fault(self, number: int, space: int, plane: Operand) -> None:
        """The rows in which a node is an arithmetic fault."""
        self.faults[number, space] = self.any(self.faults.get((number, space), 0), plane, space=space)

    def range(self, number: Operand) -> tuple[int, int]:
        return (number, number) if isinstance(number, int) else self.ranges[number]

    def array(self, function: str, *arguments: Operand, low: int, high: int, kind: str = INT64_NAME, space: int = 0) -> Operand:
        """The array that a function gives, of which the range is `[low, high]` in every row that counts."""
        if low == high:
            return low
        self.within(low, high)
        (made,) = self.call(function, *arguments, kind=kind, space=space)
        self.ranges[made] = (low, high)
        return made

    def call(self, function: str, *arguments: Operand, kind: str = FRESH, results: int = 1, space: int = 0) -> tuple[str, ...]:
        """The registers of an instruction on numbers, which it computes with in 64 bits."""
        if function not in OF_ANY_WIDTH:
            arguments = tuple(self.wide(a, space) for a in arguments)
        return self.program.emit(function, *arguments, kind=kind, results=results, space=space)

    def within(self, *ends: int) -> None:
        """Raises `NotExact` for the node at hand where one of these leaves 64 bits; `ranges.py` says it in the words of facts."""
        if min(ends) < INT64[0] or max(ends) > INT64[1]:
            raise NotExact("a number of more than 64 bits is possible", self.working[-1] if self.working else None)

    def wide(self, number: Operand, space: int = 0) -> Operand:
        """A column as 64 bits."""
        if isinstance(number, int) or number not in self.narrow:
            return number
        low, high = self.ranges[number]
        return self.array("widen", number, low=low, high=high, space=space)

    @cached_property
    def narrow(self) -> set[Operand]:
        """Registers that hold a column in its own width."""
        return set()

    def plus(self, a: Operand, b: Operand, space: int = 0) -> Operand:
        if isinstance(a, int):
            a, b = b, a
        if isinstance(a, int) and isinstance(b, int):
            return a + b
        if b == 0:
            return a
        (low_a, high_a), (low_b, high_b) = self.range(a), self.range(b)
        return self.array("add", self.wide(a, space), self.wide(b, space), low=low_a + low_b, high=high_a + high_b, space=space)

    def minus(self, a: Operand, b: Operand, space: int = 0) -> Operand:
        if isinstance(b, int):
            return self.plus(a, -b, space)
        (low_a, high_a), (low_b, high_b) = self.range(a), self.range(b)
        return self.array("sub", self.wide(a, space), self.wide(b, space), low=low_a - high_b, high=high_a - low_b, space=space)

    def times(self, a: Operand, b: Operand, space: int = 0) -> Operand:
        if isinstance(a, int):
            a, b = b, a
        if isinstance(a, int) and isinstance(b, int):
            return a * b
        if b == 1:
            return a
        ends = [x * y for x in self.range(a) for y in self.range(b)]
        return self.array("mul", self.wide(a, space), self.wide(b, space), low=min(ends), high=max(ends), space=space)

    def quotient(self, top: Operand, over: Operand, space: int = 0) -> Operand:
        """The greatest whole number that is not above a quotient; the denominator is greater than zero."""
        if over == 1:
            return top
        if isinstance(top, int) and isinstance(over, int):
            return top // over
        ends = [t // o for t in self.range(top) for o in self.range(over)]
        return self.array("floor", self.filled(top, space), over, low=min(ends), high=max(ends), kind="", space=space)

    def truncated(self, top: Operand, over: Operand, space: int = 0) -> Operand:
        """A quotient without what is behind its point: of a negative one, the least whole number that is not below it."""
        if self.range(top)[0] >= 0 or over == 1:
            return self.quotient(top, over, space)
        above = self.times(self.quotient(self.times(top, -1, space), over, space), -1, space)
        return self.either(self.compared("lt", top, 0, space), above, self.quotient(top, over, space), space)

    def divides(self, over: Operand, top: Operand, space: int = 0) -> Operand:
        """The rows in which a quotient is a whole number."""
        if over == 1:
            return 1
        return self.compared("eq", self.times(self.quotient(top, over, space), over, space), top, space)

    def filled(self, number: Operand, space: int = 0) -> Operand:
        """A constant as an array, where a function needs one."""
        if not isinstance(number, int):
            return self.wide(number, space)
        self.within(number)
        (made,) = self.program.emit("filled", self.rows[space], number, space=space)
        self.ranges[made] = (number, number)
        return made

    def either(self, plane: Operand, a: Operand, b: Operand, space: int = 0) -> Operand:
        """`a` in the rows of a plane, `b` in the others."""
        if plane == 1 or a == b:
            return a
        if plane == 0:
            return b
        (low_a, high_a), (low_b, high_b) = self.range(a), self.range(b)
        arguments = (self.rows[space], 0, 1, self.wide(b, space), plane, self.wide(a, space))
        return self.array("chosen", *arguments, low=min(low_a, low_b), high=max(high_a, high_b), kind="", space=space)

    def clip(self, number: Operand, low: int, high: int, space: int = 0) -> Operand:
        """A number as the nearest within `[low, high]`: for rows that lie outside and do not count."""
        least, most = self.range(number)
        if low <= least and most <= high:
            return number
        least, most = min(max(least, low), high), min(max(most, low), high)
        return self.array("clipped", number, low, high, low=least, high=most, kind="", space=space)

    def day_asked(self, space: int = 0) -> Operand:
        """The day asked about, in a space."""
        if space == 0 or isinstance(self.asked.low, int):
            return self.asked.low
        around = Number(*(self.day_asked(self.spaces[space].around),) * 2)
        found = self.spread(self, around, self.spaces[space])
        assert isinstance(found, Number)
        return found.low

    @property
    def calendar(self) -> tuple[int, int]:
        """The days that a period can end on."""
        return FIRST_DAY, LAST_DAY

    def compared(self, op: str, a: Operand, b: Operand, space: int = 0) -> Operand:
        """The rows in which one whole number is, as `op` says, to another; settled where the ranges settle it."""
        if isinstance(a, int) and not isinstance(b, int):
            op, a, b = MIRRORED[op], b, a
        (low_a, high_a), (low_b, high_b) = self.range(a), self.range(b)
        match op:
            case "ge" | "lt":
                settled = 1 if low_a >= high_b else 0 if high_a < low_b else None
            case "gt" | "le":
                settled = 1 if low_a > high_b else 0 if high_a <= low_b else None
            case _:
                settled = 0 if low_a > high_b or low_b > high_a else 1 if low_a == high_a == low_b == high_b else None
        if a == b and not isinstance(a, int):
            return 1 if op in ("ge", "le", "eq") else 0
        if settled is not None:
            return settled if op in ("ge", "gt", "eq") else 1 - settled
        if not isinstance(b, int) and (a in self.narrow) != (b in self.narrow):
            a, b = self.wide(a, space), self.wide(b, space)
        (made,) = self.program.emit(op, a, b, space=space)
        return made


class NotExact(Exception):
    """A node that columns cannot compute exactly, by its number."""

    def __init__(self, why: str, number: int | None) -> None:
        self.why, self.number = why, number
        super().__init__(why)


MIRRORED: Final = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
