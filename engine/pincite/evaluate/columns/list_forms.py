"""Lists as columns: spaces of records, fields of the record at hand and beside it, and folds. Forms of `emitter.py`.

A space is the records that a fold walks: those of one list of every row, or of every record of a fold around it. What depends on no
record of a space is computed outside and spread over it. A list that is not known has no records on file, and is not complete.
"""

from typing import Final

from attrs import evolve

from pincite.evaluate.columns.emitter import Emitter, Form, NotExact
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.running_periods import in_months
from pincite.evaluate.columns.spaces import Space, field_of, space_of, spread_plane, taken_value
from pincite.evaluate.columns.values import NOTHING, OPEN, Listed, Number, Record, Truth, Value, Words
from pincitec.graph.nodes import AMOUNTS, Node


def row(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return Record(space)


def neighbour(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """The record beside, by its key: unknown where none is on file."""
    record = emitter.value(node.args[0], space)
    assert isinstance(record, Record) and isinstance(node.param, tuple)
    key, step = node.param
    assert isinstance(step, int)
    here = emitter.spaces[space]
    keys = field_of(emitter, here, str(key))
    assert isinstance(keys, Number)
    arguments = (keys.low, keys.known, here.owners, record.place, record.on_file, step)
    place, on_file = emitter.call("beside", *arguments, results=2, space=space)
    return Record(space, place, on_file)


def field(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    record = emitter.value(node.args[0], space)
    assert isinstance(record, Record)
    value = field_of(emitter, emitter.spaces[space], str(node.param))
    if record.place == -1:
        return value
    value = taken_value(emitter, value, record.place, emitter.rows[space], space)
    if isinstance(value, Truth):
        return emitter.settled(value.surely, value.possibly, record.on_file, space)
    assert isinstance(value, (Number, Words))
    return evolve(value, known=emitter.all(value.known, record.on_file, space=space))


def fold(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """One fold, in the space around it: the nodes for its records first, with their faults, then what they come to."""
    listed = emitter.value(node.args[0], space)
    assert isinstance(listed, Listed) and isinstance(node.param, int)
    if listed.where == 0:
        return nothing_on_file(node.op)
    inner = space_of(emitter, listed.name, space, node.param)
    for each in emitter.slice.bodies[number]:
        emitter.value(each, inner.number)
    mask = spread_plane(emitter, listed.where, inner)
    faults = [emitter.faults[n, inner.number] for n in emitter.slice.bodies[number] if (n, inner.number) in emitter.faults]
    faulty = emitter.all(emitter.any(*faults, space=inner.number), mask, space=inner.number)
    emitter.fault(number, space, one_of(emitter, faulty, inner, space))
    holds = emitter.truth(node.args[1], inner.number)
    complete = emitter.all(listed.complete, listed.where, space=space)
    if node.op in ("some", "every", "every_or_none"):
        return quantified(emitter, node.op, holds, mask, complete, inner, space)
    counts = Truth(*(emitter.all(plane, mask, space=inner.number) for plane in (holds.surely, holds.possibly)))
    if node.op == "count":
        return bounded(emitter, "counted", counts, (), complete, inner, space)
    if node.op == "consecutive":
        keys = emitter.number(node.args[2], inner.number)
        if not keys.exact or keys.over != 1:
            raise NotExact("records are told apart by a number that is no whole one", number)
        return bounded(emitter, "longest", counts, (keys.low, keys.known), complete, inner, space)
    assert node.op in AMOUNTS
    return amounts(emitter, node, number, counts, complete, inner, space)


def nothing_on_file(op: str) -> Value:
    """A fold over a list that is known in no row."""
    if op in ("some", "every", "every_or_none"):
        return OPEN
    return NOTHING if op in ("least", "greatest") else Number(0, 0, bounded=0)


def one_of(emitter: Emitter, plane: Operand, inner: Space, space: int) -> Operand:
    """The rows of which a record is in a plane."""
    if plane == 0:
        return 0
    if plane == 1:
        return filled(emitter, inner, space)
    return emitter.program.emit("any_of", plane, inner.offsets, space=space)[0]


def filled(emitter: Emitter, inner: Space, space: int) -> Operand:
    """The rows that have a record."""
    return emitter.program.emit("filled_rows", inner.offsets, space=space)[0]


def quantified(emitter: Emitter, op: str, holds: Truth, mask: Operand, complete: Operand, inner: Space, space: int) -> Truth:
    within = inner.number
    open_ = emitter.contrary(complete, space)
    if op == "some":
        surely, possibly = (
            one_of(emitter, emitter.all(plane, mask, space=within), inner, space) for plane in (holds.surely, holds.possibly)
        )
        return Truth(surely, emitter.any(possibly, open_, space=space))
    fails, doubtful = (
        one_of(emitter, emitter.all(emitter.contrary(plane, within), mask, space=within), inner, space)
        for plane in (holds.possibly, holds.surely)
    )
    surely = emitter.all(emitter.contrary(doubtful, space), complete, space=space)
    possibly = emitter.contrary(fails, space)
    if op == "every":
        some = filled(emitter, inner, space)
        surely = emitter.all(surely, some, space=space)
        possibly = emitter.all(possibly, emitter.any(some, open_, space=space), space=space)
    return Truth(surely, possibly)


def bounded(
    emitter: Emitter, function: str, counts: Truth, more: tuple[Operand, ...], complete: Operand, inner: Space, space: int
) -> Number:
    """A number of records: from those that surely count to those that may, or from below alone in an open list."""

    def number(plane: Operand) -> Operand:
        arguments = (plane, *more, inner.offsets)
        return 0 if plane == 0 else emitter.array(function, *arguments, low=0, high=inner.most, kind="", space=space)

    return Number(number(counts.surely), number(counts.possibly), 1, 1, complete)


def amounts(emitter: Emitter, node: Node, number: int, counts: Truth, complete: Operand, inner: Space, space: int) -> Number:
    """Sum, least and greatest of an amount, over the records that count."""
    within = inner.number
    amount = in_months(emitter, emitter.number(node.args[2], within), within)
    if not isinstance(amount.over, int):
        raise NotExact("an amount of records that is a fraction of another", number)
    capped = emitter.all(amount.known, amount.bounded, space=within)
    uncapped = one_of(emitter, emitter.all(counts.possibly, emitter.contrary(capped, within), space=within), inner, space)
    settled = emitter.all(complete, emitter.contrary(uncapped, space), space=space)
    (low, high), (least, most) = emitter.range(amount.low), emitter.range(amount.high)
    if node.op == "sum":
        sums: list[Operand] = []
        for end, known, sign, ends in ((amount.low, amount.known, -1, (low, high)), (amount.high, capped, 1, (least, most))):
            arguments = (end, counts.surely, counts.possibly, known, inner.offsets, sign)
            limits = inner.most * min(0, ends[0]), inner.most * max(0, ends[1])
            sums.append(emitter.array("added", *arguments, low=limits[0], high=limits[1], kind="", space=space))
        return Number(sums[0], sums[1], 1, amount.over, settled)
    surely = one_of(emitter, counts.surely, inner, space)

    def extreme(end: Operand, plane: Operand, known: Operand, sign: int) -> Operand:
        ends = emitter.range(end)
        arguments = (end, plane, known, inner.offsets, sign)
        return emitter.array("extreme", *arguments, low=min(0, ends[0]), high=max(0, ends[1]), kind="", space=space)

    if node.op == "least":
        floor = extreme(amount.low, counts.possibly, amount.known, -1)
        floor = emitter.either(complete, floor, least_of(emitter, floor, space), space)
        ceiling = extreme(amount.high, emitter.all(counts.surely, capped, space=within), 1, -1)
        has_ceiling = one_of(emitter, emitter.all(counts.surely, capped, space=within), inner, space)
        return Number(floor, ceiling, surely, amount.over, has_ceiling)
    floor = extreme(amount.low, counts.surely, amount.known, 1)
    ceiling = extreme(amount.high, emitter.all(counts.possibly, capped, space=within), 1, 1)
    ceiling = greatest_of(emitter, ceiling, space)
    return Number(floor, ceiling, surely, amount.over, settled)


def least_of(emitter: Emitter, number: Operand, space: int) -> Operand:
    """A number, or 0 where that is less."""
    low, high = emitter.range(number)
    return number if high <= 0 else 0 if low >= 0 else emitter.clip(number, low, 0, space)


def greatest_of(emitter: Emitter, number: Operand, space: int) -> Operand:
    low, high = emitter.range(number)
    return number if low >= 0 else 0 if high <= 0 else emitter.clip(number, 0, high, space)


FORMS: Final[dict[str, Form]] = {
    "row": row,
    "neighbour": neighbour,
    "field": field,
    "field_truth": field,
    **dict.fromkeys(("count", "sum", "least", "greatest", "consecutive", "some", "every", "every_or_none"), fold),
}
