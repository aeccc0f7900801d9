"""Conditions as planes: connectives, standings, and what is passed on. Forms of `emitter.py`."""

from collections.abc import Sequence
from typing import Final

from attrs import evolve

from pincite.evaluate.columns.emitter import Emitter, Form
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.values import ALWAYS, NEVER, OPEN, Listed, Number, Outcome, Truth, Value, Verdict, Words
from pincitec.graph.nodes import Node
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

CODES: Final = {FAILS: NEVER, UNDETERMINED: OPEN, HOLDS: ALWAYS}


def operands(emitter: Emitter, node: Node, space: int) -> list[Truth]:
    return [emitter.truth(a, space) for a in node.args]


def negate(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return emitter.negated(emitter.truth(node.args[0], space), space)


def conjunction(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return emitter.conjunction(*operands(emitter, node, space), space=space)


def disjunction(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return emitter.disjunction(*operands(emitter, node, space), space=space)


def at_least(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """So many surely hold, or possibly do."""
    assert isinstance(node.param, int)
    parts = operands(emitter, node, space)
    surely = threshold(emitter, node.param, [p.surely for p in parts], space)
    return Truth(surely, threshold(emitter, node.param, [p.possibly for p in parts], space))


def threshold(emitter: Emitter, least: int, planes: Sequence[Operand], space: int) -> Operand:
    """The rows in which at least so many of the planes are set: one after the other, how many have been set so far."""
    if least <= 0:
        return 1
    if least > len(planes):
        return 0
    reached: list[Operand] = [1, *(0 for _ in range(least))]
    for i, plane in enumerate(planes):
        for k in range(min(least, i + 1), max(0, least - len(planes) + i), -1):
            reached[k] = emitter.any(reached[k], emitter.all(reached[k - 1], plane, space=space), space=space)
    return reached[least]


def stand(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """The guard of a clause under each condition of an act; where it has lapsed it adds nothing."""
    guard, *conditions = operands(emitter, node, space)
    parts: list[Truth] = []
    assert isinstance(node.param, tuple)
    for row in node.param:
        match row:
            case (int(standing), int(place), int(negated)):
                under = ALWAYS if place < 0 else emitter.negated(conditions[place], space) if negated else conditions[place]
                parts.append(emitter.conjunction(under, guard if standing == HOLDS else CODES[standing], space=space))
    return emitter.disjunction(*parts, space=space)


def undetermined_unless(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    standing, value = operands(emitter, node, space)
    return emitter.settled(value.surely, value.possibly, standing.surely, space)


def unknown_unless(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    standing, value = emitter.truth(node.args[0], space), emitter.value(node.args[1], space)
    return known_where(emitter, value, standing.surely, space)


def known_where(emitter: Emitter, value: Value, plane: Operand, space: int) -> Value:
    """A value that is known only in the rows of a plane."""
    if isinstance(value, Listed):
        return evolve(value, where=emitter.all(value.where, plane, space=space))
    assert isinstance(value, (Number, Words))
    return evolve(value, known=emitter.all(value.known, plane, space=space))


def same(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    return emitter.value(node.args[0], space)


def truth_of(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    verdict = emitter.value(node.args[0], space)
    assert isinstance(verdict, Verdict)
    possibly = emitter.contrary(verdict.fails, space)
    return Truth(verdict.holds, possibly)


def value_of(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    outcome = emitter.value(node.args[0], space)
    assert isinstance(outcome, Outcome)
    return outcome.value


FORMS: Final[dict[str, Form]] = {
    "not": negate,
    "and": conjunction,
    "or": disjunction,
    "at_least": at_least,
    "stand": stand,
    "undetermined_unless": undetermined_unless,
    "unknown_unless": unknown_unless,
    "same": same,
    "truth_of": truth_of,
    "value_of": value_of,
}
