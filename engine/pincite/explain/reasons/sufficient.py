"""Minimal sets of elements that suffice for a node to be what it is, whatever the other elements were: an algebra of sets of nodes.

An element is a node that is not made of others by "and", "or", "not" or "at least": a fact, a comparison, a fold, another question.
`docs/semantics.md#grounds` has the definition. The number of sets is bounded; what is cut says so.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from pincite.explain.case import Case
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED

MOST_SETS: Final = 64
"""How many sets are kept on the way; past it the rest is cut."""


class Sets(NamedTuple):
    """Sets of nodes, none within another, in the order of the law; `cut` where there are more."""

    sets: tuple[frozenset[int], ...]
    cut: bool = False


NOTHING_NEEDED: Final = Sets((frozenset(),))
NONE: Final = Sets(())


def each(parts: Iterable[Sets]) -> Sets:
    """What suffices for all of several: one set of each, together."""
    found: Sequence[frozenset[int]] = (frozenset(),)
    cut = False
    for part in parts:
        cut = cut or part.cut or len(found) * len(part.sets) > MOST_SETS
        found = [a | b for a in found for b in part.sets][: MOST_SETS * 4]
        found = smallest(found)[:MOST_SETS]
    return Sets(tuple(found), cut)


def either(parts: Iterable[Sets]) -> Sets:
    """What suffices for one of several."""
    parts = tuple(parts)
    found = smallest([s for part in parts for s in part.sets])
    return Sets(tuple(found[:MOST_SETS]), len(found) > MOST_SETS or any(p.cut for p in parts))


def smallest(sets: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Without those that have another one within them.

    >>> [sorted(s) for s in smallest([frozenset({1, 2}), frozenset({2}), frozenset({3, 4}), frozenset({2})])]
    [[2], [3, 4]]
    """
    distinct = list(dict.fromkeys(sets))
    return [s for s in distinct if not any(other < s for other in distinct)] if len(distinct) > 1 else distinct


class Reasons:
    """What suffices for the nodes of a case. `stops`: nodes that a clause writes as one element, and that are not taken apart."""

    def __init__(self, case: Case, stops: frozenset[int]) -> None:
        self.case = case
        self.stops = stops
        self.known: dict[int, Sets] = {}

    def of(self, number: int, wanted: int) -> Sets:
        """The sets for a node to be `wanted`; none where it is something else."""
        number = self.case.peel(number)
        if self.case.truth(number) != wanted or wanted == UNDETERMINED:
            return NONE
        if number not in self.known:
            self.known[number] = self.made(number, wanted)
        return self.known[number]

    def made(self, number: int, wanted: int) -> Sets:
        node = self.case.node(number)
        if number in self.stops:
            return Sets((frozenset((number,)),))
        match node.op:
            case "const":
                return NOTHING_NEEDED
            case "not":
                return self.of(node.args[0], NOT[wanted])
            case "and" | "or":
                parts = [found for a in node.args if (found := self.of(a, wanted)).sets]
                return each(parts) if (node.op == "and") == (wanted == HOLDS) else either(parts)
            case "at_least" if isinstance(node.param, int):
                most = node.param if wanted == HOLDS else len(node.args) - node.param + 1
                return self.some_of([found for a in node.args if (found := self.of(a, wanted)).sets], most)
            case "stand":
                return self.standing(number, wanted)
        return Sets((frozenset((number,)),))

    def some_of(self, parts: Sequence[Sets], most: int) -> Sets:
        """`most` of the parts, any of them."""
        if most < 1:
            return NOTHING_NEEDED
        chosen = []
        for together in combinations(parts, most):
            chosen.append(each(together))
            if len(chosen) > MOST_SETS:
                break
        found = either(chosen)
        return found._replace(cut=found.cut or len(chosen) > MOST_SETS)

    def standing(self, number: int, wanted: int) -> Sets:
        """A clause that stands for some and not for others: each row fails, or one holds with its condition."""
        node = self.case.node(number)
        guard, conditions = node.args[0], node.args[1:]
        rows = node.param if isinstance(node.param, tuple) else ()
        ways = []
        for row in rows:
            assert isinstance(row, tuple)
            standing, place, negated = row
            assert isinstance(standing, int)
            assert isinstance(place, int)
            below = self.of(guard, wanted) if standing == HOLDS else NOTHING_NEEDED if standing == wanted else NONE
            if place < 0:
                ways.append((below, NONE))
                continue
            applies = FAILS if negated else HOLDS
            ways.append((below, self.of(conditions[place], applies if wanted == HOLDS else NOT[applies])))
        if wanted == HOLDS:
            return either(each((below, act)) if act.sets else below for below, act in ways if act.sets or self.always(rows))
        return each(either((below, act)) for below, act in ways)

    @staticmethod
    def always(rows: Sequence[object]) -> bool:
        return all(isinstance(row, tuple) and row[1] == -1 for row in rows)
