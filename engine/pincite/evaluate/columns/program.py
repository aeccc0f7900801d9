"""Instructions over registers, and the straight-line Python that they become. Knows nothing of rules.

Each instruction calls one function of the namespace and gives new registers; an equal one is made once. A register holds a plane of bits
or an array with an element a row, of one *space*: 0 are the rows of a block, every fold over a list adds one of its records. What a
register of space 0 needs is taken from a few buffers, by how long it lives. The source holds names of registers, of functions and
whole numbers alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
from attrs import define, field, frozen

from pincite.evaluate.columns import planes

FILE_NAME: Final = "<generated from a graph, for columns>"
BLOCK: Final = 65_536
"""Rows computed at once: their planes stay in the processor's memory. A multiple of 64."""
PLANE: Final = "plane"
FRESH: Final = ""
"""The kind of a register whose array the function makes itself."""
COMPARISONS: Final[dict[str, Any]] = {
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
}
UFUNCS: Final[dict[str, Any]] = {
    "and_": np.bitwise_and,
    "or_": np.bitwise_or,
    "not_": np.invert,
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "neg": np.negative,
}

ROWS: Final = "rows"
"""The number of rows of the block, as an argument."""

Operand = str | int
"""A register by name, or a constant: 0 or 1 of a plane, a whole number of an array."""


MOST_INSTRUCTIONS: Final = 200_000
"""Of one program: some hundred times what a large policy needs."""


class TooLong(Exception):
    """There are more instructions than any rule of law needs, such as a hostile pack could ask for."""


@frozen
class Instruction:
    function: str
    arguments: tuple[Operand, ...]
    results: tuple[str, ...]
    kind: str
    space: int


@define
class Program:
    """Collects instructions. `functions` are those that may be called, beside the ufuncs and comparisons above."""

    functions: dict[str, Callable[..., Any]]
    instructions: list[Instruction] = field(factory=list)
    inputs: list[tuple[str, Any]] = field(factory=list)
    _made: dict[tuple[Any, ...], tuple[str, ...]] = field(factory=dict)
    _number: int = 0

    def input(self, key: Any) -> str:
        """The register of something that is loaded for each block; `key` says what."""
        made = self._made.get(("input", key))
        if made is None:
            made = self._made["input", key] = (self._name(),)
            self.inputs.append((made[0], key))
        return made[0]

    def emit(self, function: str, *arguments: Operand, kind: str = FRESH, results: int = 1, space: int = 0) -> tuple[str, ...]:
        """The registers of an instruction. `kind`: `PLANE` or a type of numpy, where the function takes a buffer as its last argument."""
        key = (function, arguments, space)
        made = self._made.get(key)
        if made is None:
            if len(self.instructions) >= MOST_INSTRUCTIONS:
                raise TooLong
            made = self._made[key] = tuple(self._name() for _ in range(results))
            self.instructions.append(Instruction(function, arguments, made, kind, space))
        return made

    def _name(self) -> str:
        self._number += 1
        return f"r{self._number}"

    def finish(self, outputs: Sequence[Operand]) -> "Finished":
        """The function, which gives the `outputs` in turn."""
        instructions = needed(self.instructions, outputs)
        last = {a: i for i, each in enumerate(instructions) for a in each.arguments if isinstance(a, str)}
        last.update({o: len(instructions) for o in outputs if isinstance(o, str)})
        writer = Writer(last)
        for i, each in enumerate(instructions):
            writer.write(i, each)
        read = {a for each in instructions for a in each.arguments} | set(outputs)
        inputs = [(name, key) for name, key in self.inputs if name in read]
        names = [name for name, _ in inputs]
        buffers = [name for _, name in writer.buffers]
        results = "".join(f"{writer.place.get(o, o) if isinstance(o, str) else o}, " for o in outputs)
        lines = [
            "def run(inputs, buffers, rows):",
            f"    ({''.join(f'{n}, ' for n in names)}) = inputs" if names else "    pass",
            f"    (T, {''.join(f'{b}, ' for b in buffers)}) = buffers",
            *writer.lines,
            f"    return ({results})",
            "",
        ]
        namespace: dict[str, Any] = {"__builtins__": {}, "pack": planes.packbits, "L": planes.LITTLE}
        namespace |= {f"c_{n}": f for n, f in COMPARISONS.items()}
        namespace |= {f"f_{n}": f for n, f in (UFUNCS | self.functions).items()}
        source = "\n".join(lines)
        exec(compile(source, FILE_NAME, "exec"), namespace)
        return Finished(source, namespace["run"], tuple(key for _, key in inputs), tuple(kind for kind, _ in writer.buffers))


@frozen
class Finished:
    """A program as a function. `run` takes the inputs, in order, the buffers, and the number of rows."""

    source: str = field(repr=False)
    run: Callable[..., tuple[Any, ...]] = field(repr=False, eq=False)
    inputs: tuple[Any, ...]
    kinds: tuple[str, ...]

    def buffers(self, rows: int) -> tuple[Any, ...]:
        """Memory for blocks of that many rows; the first is for comparisons."""
        made = [np.empty((rows + 7) // 8, np.uint8) if kind == PLANE else np.empty(rows, kind) for kind in self.kinds]
        return (np.empty(rows, np.bool_), *made)


def needed(instructions: Sequence[Instruction], outputs: Sequence[Operand]) -> list[Instruction]:
    """Those of which something is used, in the same order."""
    wanted: set[Operand] = set(outputs)
    kept: list[Instruction] = []
    for each in reversed(instructions):
        if not wanted.isdisjoint(each.results):
            wanted.update(each.arguments)
            kept.append(each)
    return kept[::-1]


@define
class Writer:
    """Lines and buffers. `last` is the place of the last instruction that reads a register."""

    last: dict[Any, int]
    lines: list[str] = field(factory=list)
    buffers: list[tuple[str, str]] = field(factory=list)
    place: dict[str, str] = field(factory=dict)
    free: dict[str, list[str]] = field(factory=dict)
    kind_of: dict[str, str] = field(factory=dict)

    def write(self, number: int, each: Instruction) -> None:
        arguments = [self.place.get(a, a) if isinstance(a, str) else str(a) for a in each.arguments]
        dying = dict.fromkeys(a for a in each.arguments if isinstance(a, str) and self.last[a] == number)
        joined = ", ".join(arguments)
        if each.kind and each.space == 0:
            self.release(dying)
            buffer = self.take(each.kind)
            self.place[each.results[0]] = buffer
            self.kind_of[each.results[0]] = each.kind
            self.lines.append(f"    f_{each.function}({joined}, {buffer})")
        elif each.function in COMPARISONS:
            compared = f"c_{each.function}({joined}{', T' if each.space == 0 else ''})"
            self.lines.append(f"    {each.results[0]} = pack({compared}, None, L)")
            self.release(dying)
        else:
            self.lines.append(f"    {', '.join(each.results)} = f_{each.function}({joined})")
            self.release(dying)
        self.lines += [f"    {r} = None" for r in dying if r != ROWS and r.startswith("r") and r not in self.kind_of]

    def take(self, kind: str) -> str:
        free = self.free.setdefault(kind, [])
        if free:
            return free.pop()
        name = f"b{len(self.buffers)}"
        self.buffers.append((kind, name))
        return name

    def release(self, dying: Iterable[str]) -> None:
        """A buffer that nothing reads any more is free."""
        for register in dying:
            kind = self.kind_of.get(register)
            if kind:
                self.free[kind].append(self.place[register])
