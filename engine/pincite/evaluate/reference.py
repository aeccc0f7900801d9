"""The reference interpreter: the definition of what a graph means, as simple as can be. Everything else is tested against it.

Takes a slice (a graph without time or choice) and facts that `pincite.facts` has read, so that each has the type of its input.
"""

from collections import ChainMap
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any

from pincitec.graph.nodes import FOLDS, Node, decode
from pincitec.graph.slices import Slice
from pincitec.semantics.operations import TABLE, call
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Records, Row, Value

NOTHING_ON_FILE = Records((), complete=False)
"""What a list fact amounts to that was not provided: no record is known, and any number may exist."""


def evaluate(slice: Slice, inputs: Mapping[str, Value], asked: date) -> list[Any]:
    """The value of each node that the slice's roots need and that has one value, by node number; `None` at every other place.

    `inputs` holds facts by qualified name: a truth code, an exact number (cents, months, days), a date, the index of an enumeration's
    member, a text, `Elapsed`, `Interval` or `Records`. What it does not hold is unknown: an undetermined condition, or `None`.
    Raises `Fault` where an arithmetic fault makes the question itself unanswerable.
    """
    values: dict[int, Any] = {}
    for number in slice.order:
        if slice.levels[number] == 0:
            values[number] = value_of_node(slice, number, values, inputs, asked)
    return [values.get(number) for number in range(len(slice.nodes))]


def evaluate_rows(slice: Slice, values: Sequence[Any] | Mapping[int, Any], fold: int) -> list[Mapping[int, Any]]:
    """For each record of the fold's list, in order: the values of the nodes inside the fold, and around it.

    `values` are those of `evaluate`; for a fold within a fold, one of the mappings that this function gave for the outer one.
    """
    around = dict(enumerate(values)) if isinstance(values, Sequence) else dict(values)
    return rows_of(slice, around, fold)


def rows_of(slice: Slice, around: MutableMapping[int, Any], fold: int) -> list[Mapping[int, Any]]:
    records = around[slice.nodes[fold].args[0]] or NOTHING_ON_FILE
    found: list[Mapping[int, Any]] = []
    for index in range(len(records.rows)):
        inside = ChainMap({}, around)
        for number in slice.bodies[fold]:
            node = slice.nodes[number]
            here = node.op == "row" and node.param == slice.nodes[fold].param
            inside[number] = Row(records, index) if here else value_of_node(slice, number, inside, {}, date.min)
        found.append(inside)
    return found


def value_of_node(slice: Slice, number: int, values: MutableMapping[int, Any], inputs: Mapping[str, Value], asked: date) -> Any:
    """The value of one node whose arguments have theirs."""
    node = slice.nodes[number]
    match node.op:
        case "const":
            return decode(node.param)
        case "fact":
            return given(node, inputs)
        case "asked":
            return asked
        case "same":
            return values[node.args[0]]
        case op if op in FOLDS:
            records = values[node.args[0]] or NOTHING_ON_FILE
            rows = rows_of(slice, values, number)
            columns = [[row[a] for row in rows] for a in node.args[1:]]
            return TABLE[op].function(*columns, records.complete)
        case op:
            return call(op, node.param, [values[a] for a in node.args])


def given(node: Node, inputs: Mapping[str, Value]) -> Value:
    """A fact as provided; one that is not is unknown."""
    value = inputs.get(str(node.param))
    return UNDETERMINED if value is None and node.type == "boolean" else value
