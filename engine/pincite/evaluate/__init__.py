"""Executors: a slice of the graph and facts in, the value of every node out. All give the same values."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from pincite.evaluate.generated import Compiled, compile_slice
from pincite.evaluate.reference import evaluate, evaluate_rows
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.values import Value

__all__ = ["EXECUTORS", "Compiled", "Executor", "Name", "compile_slice", "evaluate", "evaluate_rows", "evaluate_slice", "executor"]

Executor = Callable[[Mapping[str, Value], date], Sequence[Any]]
"""Facts by qualified name and the day asked about, to values by node number. Raises `Fault` for an arithmetic fault."""

Name = Literal["generated", "reference"]
EXECUTORS: Final[tuple[Name, ...]] = ("generated", "reference")


def executor(slice: Slice, pack: Pack, name: Name = "generated") -> Executor:
    """The executor of that name for a slice, to be kept by whoever asks more than once."""
    if name == "reference":
        return lambda inputs, asked: evaluate(slice, inputs, asked)
    return compile_slice(slice, pack).evaluate


def evaluate_slice(slice: Slice, pack: Pack, inputs: Mapping[str, Value], asked: date, name: Name = "generated") -> Sequence[Any]:
    """One evaluation by the executor of that name: values by node number."""
    return executor(slice, pack, name)(inputs, asked)
