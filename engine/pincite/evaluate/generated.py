"""Straight-line Python generated from a slice, for one case at a time: every node's value, at the cost of deciding alone.

Stands beside `reference.py` and is tested equal to it. A graph that asks a hundred things is a hundred small assignments; skipping
some of them would cost more than it saves, and the values are what complete reasons are made of.

The source holds node numbers, names of operations and small numbers, nothing else: constants, parameters and names of facts are
bound by reference, so that no text of a policy or a pack is ever read as code.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, Final

from attrs import field, frozen

from pincite.evaluate.inline import Emitter
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Value

Run = Callable[[tuple[Any, ...], date], tuple[Any, ...]]

FILE_NAME: Final = "<generated from a graph>"


@frozen
class Compiled:
    """A slice as a function.

    `run` takes the facts in the order of `facts` (an unknown condition as `UNDETERMINED`, another unknown fact as `None`) and the day
    asked about; it gives the values of the nodes in `numbers`, and then a `None`. It relies on facts that fit their types. `spread` puts
    what `run` gives at the place of its node; `pick` takes the facts out of a mapping that has them all. Raises `Fault` as the
    reference interpreter does.
    """

    facts: tuple[str, ...]
    unknown: tuple[Any, ...]
    numbers: tuple[int, ...]
    source: str = field(repr=False)
    run: Run = field(repr=False, eq=False)
    spread: Callable[[tuple[Any, ...]], tuple[Any, ...]] = field(repr=False, eq=False)
    pick: Callable[[Any], tuple[Any, ...]] = field(repr=False, eq=False)

    def ordered(self, inputs: Mapping[str, Value]) -> tuple[Any, ...]:
        """Facts by name as `run` takes them."""
        found: tuple[Any, ...] | None = None
        if inputs.__class__ is dict and len(inputs) >= len(self.facts) > 1:
            try:
                found = self.pick(inputs)
            except KeyError:
                found = None
        if found is None:
            found = tuple(map(inputs.get, self.facts, self.unknown))
        return tuple(u if v is None else v for v, u in zip(found, self.unknown, strict=True)) if None in found else found

    def evaluate(self, inputs: Mapping[str, Value], asked: date) -> Sequence[Any]:
        """As `reference.evaluate`: values by node number, `None` for a node that has no value of its own."""
        return self.spread(self.run(self.ordered(inputs), asked))


def compile_slice(slice: Slice, pack: Pack) -> Compiled:
    """The function for a slice of a pack. Worth keeping: making it costs about as much as evaluating it a thousand times."""
    emitter = Emitter(slice, pack)
    facts = [n for n in slice.order if slice.nodes[n].op == "fact"]
    numbers = tuple(n for n in slice.order if slice.levels[n] == 0)
    emitter.line(f"({''.join(f'v{n}, ' for n in facts)}) = inputs" if facts else "pass")
    for number in numbers:
        emitter.node(number)
    results = "".join(f"{emitter.name(n)}, " for n in numbers)
    place = {number: i for i, number in enumerate(numbers)}
    nowhere = len(numbers)
    source = "\n".join(["def run(inputs, asked):", *emitter.lines, f"    return ({results}None)", ""])
    namespace = emitter.namespace
    exec(compile(source, FILE_NAME, "exec"), namespace)
    names = tuple(str(slice.nodes[n].param) for n in facts)
    return Compiled(
        facts=names,
        unknown=tuple(UNDETERMINED if slice.nodes[n].type == "boolean" else None for n in facts),
        numbers=numbers,
        source=source,
        run=namespace["run"],
        spread=spreader([place.get(n, nowhere) for n in range(len(slice.nodes))]),
        pick=itemgetter(*names) if len(names) > 1 else tuple,
    )


def spreader(places: Sequence[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A function that picks from a tuple the values at these places, in this order."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)
