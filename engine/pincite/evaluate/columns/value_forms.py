"""Decisions that have a value, as planes and columns: `decide_value` of `pincitec.semantics.verdicts`. A form of `emitter.py`."""

from collections.abc import Callable, Sequence
from typing import Final

from attrs import evolve, frozen

from pincite.evaluate.columns.choosing import Given, choose, identical
from pincite.evaluate.columns.emitter import Emitter, Form, NotExact
from pincite.evaluate.columns.number_forms import compared, exactly
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.values import Number, Outcome, Truth, Value, Verdict, Words
from pincite.evaluate.columns.verdict_forms import ways, where_standing
from pincitec.graph.nodes import Node
from pincitec.semantics.verdicts import Defeats

MOST_CLAUSES: Final = 500
"""Clauses of one decision that give a value: each is compared with each."""

Equal = Callable[[int, int], Truth]


@frozen
class Once:
    """What the clauses come to with one way of defeat: the rows of a conflict, of a gap, and for each clause those in which its value
    is the answer (`holds`), or in which it is the only clause left and its value is only bounded (`lone`)."""

    conflict: Operand
    gap: Operand
    holds: tuple[Operand, ...]
    lone: tuple[Operand, ...]


def decide_value(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    assert isinstance(node.param, tuple)
    defeats: Defeats = node.param[0]  # type: ignore[assignment]
    standings, guards = ([emitter.truth(a, space) for a in node.args[k::3]] for k in (0, 1))
    if len(node.args) > 3 * MOST_CLAUSES:
        raise NotExact(f"a decision with more than {MOST_CLAUSES} values", number)
    values = [given(emitter.value(a, space)) for a in node.args[2::3]]
    pairs: dict[tuple[int, int], Truth] = {}

    def equal(i: int, j: int) -> Truth:
        key = min(i, j), max(i, j)
        if key not in pairs:
            pairs[key] = compared(emitter, "eq", values[key[0]], values[key[1]], space)
        return pairs[key]

    stands = emitter.disjunction(*standings, space=space)
    found = [
        (allowed, decide_once(emitter, tried, values, equal, space)) for allowed, tried in ways(emitter, number, defeats, guards, space)
    ]
    one = found[0][1] if len(found) == 1 else agreed(emitter, found, values, equal, space)
    verdict = Verdict(emitter.any(*one.holds, space=space), 0, one.conflict, one.gap)
    chosen = [(emitter.any(h, p, space=space), v) for h, p, v in zip(one.holds, one.lone, values, strict=True)]
    value = choose(emitter, chosen, space)
    value = evolve(value, known=emitter.all(value.known, stands.surely, space=space))
    return Outcome(where_standing(emitter, verdict, stands, space), value)


def given(value: Value) -> Given:
    assert isinstance(value, (Number, Words))  # INVARIANT: graph/kinds.py
    return value


def is_exact(emitter: Emitter, value: Given, space: int) -> Operand:
    """The rows in which a value is known and one."""
    return value.known if isinstance(value, Words) else exactly(emitter, value, space)


def decide_once(emitter: Emitter, guards: Sequence[Truth], values: Sequence[Given], equal: Equal, space: int) -> Once:
    """`decide_value_once`, for all rows."""
    conflicts: list[Operand] = []
    holds: list[Operand] = []
    lone: list[Operand] = []
    before: Operand = 0
    for i, guard in enumerate(guards):
        others = [j for j, other in enumerate(guards) if j != i and other.possibly != 0]
        for j in others:
            both = emitter.all(guard.surely, guards[j].surely, space=space)
            if j > i and both != 0:
                conflicts.append(emitter.all(both, emitter.contrary(equal(i, j).possibly, space), space=space))
        first = emitter.all(guard.surely, emitter.contrary(before, space), space=space)
        before = emitter.any(before, guard.surely, space=space)
        if first == 0:
            holds.append(0)
            lone.append(0)
            continue
        left_out = {j: emitter.contrary(guards[j].possibly, space) for j in others}
        agree = [emitter.any(left_out[j], equal(i, j).surely, space=space) for j in others]
        exact = is_exact(emitter, values[i], space)
        partial = emitter.all(values[i].known, emitter.contrary(exact, space), space=space)
        holds.append(emitter.all(first, exact, *agree, space=space))
        lone.append(emitter.all(first, partial, *left_out.values(), space=space))
    conflict = emitter.any(*conflicts, space=space)
    settled = emitter.contrary(conflict, space)
    gap = emitter.contrary(emitter.any(*(g.possibly for g in guards), space=space), space)
    return Once(conflict, gap, tuple(emitter.all(h, settled, space=space) for h in holds), tuple(lone))


def agreed(emitter: Emitter, found: Sequence[tuple[Operand, Once]], values: Sequence[Given], equal: Equal, space: int) -> Once:
    """What all ways come to that a row allows: one verdict and one value."""

    def some(planes: Sequence[Operand]) -> Operand:
        return emitter.any(*(emitter.all(allowed, p, space=space) for (allowed, _), p in zip(found, planes, strict=True)), space=space)

    conflict, gap = some([o.conflict for _, o in found]), some([o.gap for _, o in found])
    holds = [some([o.holds[i] for _, o in found]) for i in range(len(values))]
    lone = [some([o.lone[i] for _, o in found]) for i in range(len(values))]
    decided = [emitter.any(o.conflict, o.gap, *o.holds, *o.lone, space=space) for _, o in found]
    none = some([emitter.contrary(d, space) for d in decided])
    holding, bounded = emitter.any(*holds, space=space), emitter.any(*lone, space=space)

    def same(a: int, b: int) -> Operand:
        return identical(emitter, values[a], values[b], space)

    differ = unlike(emitter, holds, lambda i, j: equal(i, j).surely, space)
    differ_bounds = unlike(emitter, lone, same, space)

    def only(plane: Operand, *others: Operand) -> Operand:
        return emitter.all(plane, emitter.contrary(emitter.any(none, *others, space=space), space), space=space)

    return Once(
        only(conflict, gap, holding, bounded),
        only(gap, conflict, holding, bounded),
        tuple(only(p, conflict, gap, bounded, differ) for p in firsts(emitter, holds, space)),
        tuple(only(p, conflict, gap, holding, differ_bounds) for p in firsts(emitter, lone, space)),
    )


def unlike(emitter: Emitter, planes: Sequence[Operand], same: Callable[[int, int], Operand], space: int) -> Operand:
    """The rows in which two of these may be the answer whose values are not the same."""
    found: list[Operand] = []
    for i, one in enumerate(planes):
        for j in range(i + 1, len(planes)):
            both = emitter.all(one, planes[j], space=space)
            if both != 0:
                found.append(emitter.all(both, emitter.contrary(same(i, j), space), space=space))
    return emitter.any(*found, space=space)


def firsts(emitter: Emitter, planes: Sequence[Operand], space: int) -> list[Operand]:
    """In each row only the first of these that is set."""
    before: Operand = 0
    found: list[Operand] = []
    for plane in planes:
        found.append(emitter.all(plane, emitter.contrary(before, space), space=space))
        before = emitter.any(before, plane, space=space)
    return found


FORMS: Final[dict[str, Form]] = {"decide_value": decide_value}
