"""The smallest sets of variables that can change an answer, cheapest first. Third step of `find.py`.

A set of variables *blocks* if the answer stays while they stay, whatever all others are; a change has to touch each such set. So the
smallest changes are the smallest sets that hit all blocking sets, and blocking sets are found where a set that hits those known so far
does not change the answer. Sources: R. Reiter, "A Theory of Diagnosis from First Principles", Artificial Intelligence 32 (1987);
A. Ignatiev, N. Narodytska, N. Asher, J. Marques-Silva, "From Contrastive to Abductive Explanations and Back Again", AIxIA 2020.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Any, Final, NamedTuple

from pincite.explain.changes.trial import RELEASED, Result, Spent, Trial
from pincitec.semantics.types import ListOf

MOST_FOUND: Final = 12
"""Smallest sets that are looked for."""
MOST_WAITING: Final = 2_000
"""Sets that wait to be looked at."""
MOST_RESULTS: Final = 8
"""Amounts that one set may lead to."""


class Found(NamedTuple):
    """A smallest set, with a way for each variable that gives another answer; `fields` are those of records to be added."""

    assigned: Mapping[int, Any]
    fields: Mapping[tuple[int, str], Any]
    result: Result

    @property
    def variables(self) -> frozenset[int]:
        return frozenset(self.assigned)


def smallest(trial: Trial, known: Sequence[frozenset[int]] = ()) -> tuple[list[Found], bool]:
    """The smallest sets that change the answer, none of which contains one of `known`; and whether these are all."""
    found: list[Found] = []
    done = list(known)
    blocking: list[tuple[int, ...]] = []
    waiting: list[tuple[tuple[int, int, tuple[int, ...]], frozenset[int]]] = []
    seen: set[frozenset[int]] = {frozenset()}
    heappush(waiting, (cost(trial, frozenset()), frozenset()))
    try:
        while waiting:
            _, chosen = heappop(waiting)
            if any(one <= chosen for one in done):
                continue
            block = next((b for b in blocking if not chosen & set(b)), None)
            if block is None:
                ways = [] if trial.cannot(chosen) else list(leading(trial, chosen))
                if ways:
                    done.append(chosen)
                    found += ways
                    if len(done) - len(known) >= MOST_FOUND:
                        return found, False
                    continue
                block = blocked_by(trial, chosen)
                blocking.append(block)
            for number in block:
                more = chosen | {number}
                if more not in seen:
                    seen.add(more)
                    heappush(waiting, (cost(trial, more), more))
            if len(waiting) > MOST_WAITING:
                return found, False
    except Spent:
        return found, False
    return found, True


def cost(trial: Trial, chosen: frozenset[int]) -> tuple[int, int, tuple[int, ...]]:
    """The order of what is looked at: effort, then how many edits, then the order of the law."""
    return sum(trial.variables[n].effort for n in chosen), len(chosen), tuple(sorted(chosen))


def blocked_by(trial: Trial, chosen: frozenset[int]) -> tuple[int, ...]:
    """Variables other than those chosen that block the answer while they stay; as few as halving finds."""
    block = [n for n in range(len(trial.variables)) if n not in chosen]
    released = set(chosen)
    if not trial.cannot(released):
        return tuple(block)
    size = max(1, len(block) // 2)
    while True:
        place = 0
        while place < len(block):
            part = block[place : place + size]
            if trial.cannot(released | set(part)):
                released |= set(part)
                del block[place : place + size]
            else:
                place += size
        if size == 1:
            return tuple(block)
        size //= 2


def leading(trial: Trial, chosen: frozenset[int]) -> Iterator[Found]:
    """The first way found, nearest values first, in which a set leads to each other answer: one, or of amounts several."""
    seen: set[Result] = set()
    for one in ways_out(trial, chosen):
        if one.result not in seen:
            seen.add(one.result)
            yield one
            if not trial.is_amount or len(seen) >= MOST_RESULTS:
                return


def ways_out(trial: Trial, chosen: frozenset[int]) -> Iterator[Found]:
    """Depth first over the ways of the variables; those not yet chosen may be anything, so that what cannot lead on is left at once."""
    order = sorted(chosen)
    stack: list[tuple[dict[int, Any], dict[tuple[int, str], Any], tuple[tuple[int, str | None], ...]]] = []
    stack.append(({}, {}, tuple((n, None) for n in order)))
    while stack:
        assigned, fields, open_ = stack.pop()
        result = trial.result({**dict.fromkeys((n for n, name in open_ if name is None), RELEASED), **assigned}, fields)
        if trial.wanted(result) and not any(name is None for _, name in open_):
            yield Found(assigned, fields, result)
            continue
        if trial.settled(result) or not open_:
            continue
        (number, name), rest = open_[0], open_[1:]
        variable = trial.variables[number]
        following = []
        if name is not None:
            each = next(f for f in variable.fields if f.field == name)
            following = [(assigned, {**fields, (number, name): way}, rest) for way in each.ways]
        else:
            inner = tuple((number, f.field) for f in variable.fields) if isinstance(variable.type, ListOf) else ()
            following = [({**assigned, number: way}, fields, (*inner, *rest)) for way in variable.ways]
        stack += following[::-1]


def minimal(trial: Trial, one: Found) -> bool:
    """Whether no variable of a set can be left out: the others alone do not lead to another answer."""
    for number in one.variables:
        others = one.variables - {number}
        if not trial.cannot(others) and any(w.result == one.result or not trial.is_amount for w in ways_out(trial, others)):
            return False
    return True
