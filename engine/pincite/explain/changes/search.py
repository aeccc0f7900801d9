"""The smallest sets of variables that can change an answer, cheapest first. Third step of `find.py`.

A set of variables *blocks* if the answer stays while they stay, whatever all others are; a change has to touch each such set. So the
smallest changes are the smallest sets that hit all blocking sets, and blocking sets are found where a set that hits those known so far
does not change the answer. Sources: R. Reiter, "A Theory of Diagnosis from First Principles", Artificial Intelligence 32 (1987);
A. Ignatiev, N. Narodytska, N. Asher, J. Marques-Silva, "From Contrastive to Abductive Explanations and Back Again", AIxIA 2020.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations
from typing import Any, Final, NamedTuple

from pincite.explain.changes.goal import Result
from pincite.explain.changes.model import WAITED
from pincite.explain.changes.reads import Variable
from pincite.explain.changes.trial import RELEASED, Spent, Trial
from pincitec.semantics.types import ListOf

MOST_FOUND: Final = 12
"""Smallest sets that are looked for."""
MOST_WAITING: Final = 2_000
"""Sets that wait to be looked at."""
MOST_ENDS: Final = 200
"""Ends of the search for a way of one set, after which it is given up."""
MOST_PARTS: Final = 8
"""Variables of a set of which each part is looked at."""
MOST_RESULTS: Final = 8
"""Amounts that one set may lead to."""


Assigned = Mapping[int, Any]
Fields = Mapping[tuple[int, str], Any]
End = tuple[Assigned, Fields, tuple[int, ...]]
"""Where a search for a way came to: what is assigned, and the variables that are still open."""


class Found(NamedTuple):
    """A smallest set, with a way for each variable that gives another answer; `fields` are those of records to be added."""

    assigned: Assigned
    fields: Fields
    result: Result

    @property
    def variables(self) -> frozenset[int]:
        return frozenset(self.assigned)


def smallest(trial: Trial, known: Sequence[frozenset[int]] = ()) -> tuple[list[Found], bool]:
    """The smallest sets that change the answer, none of which contains one of `known`; and whether these are all."""
    found: list[Found] = []
    done = list(known)
    blocking: list[frozenset[int]] = []
    waiting: list[tuple[tuple[int, int, tuple[int, ...]], frozenset[int]]] = []
    seen: set[frozenset[int]] = {frozenset()}
    heappush(waiting, (cost(trial, frozenset()), frozenset()))
    try:
        while waiting:
            _, chosen = heappop(waiting)
            if any(one <= chosen for one in done):
                continue
            block = next((b for b in blocking if chosen.isdisjoint(b)), None)
            if block is None:
                ends: list[End] = []
                ways = [] if trial.cannot(chosen) else list(leading(trial, chosen, ends))
                if ways:
                    done.append(chosen)
                    found += ways
                    if len(done) - len(known) >= MOST_FOUND:
                        return found, False
                    continue
                block = frozenset(blocked_by(trial, chosen, ends, blocking))
                blocking.append(block)
            for number in sorted(block):
                more = chosen | {number}
                if more not in seen:
                    seen.add(more)
                    heappush(waiting, (cost(trial, more), more))
            if len(waiting) > MOST_WAITING:
                return found, False
    except Spent:
        return found, False
    return found, not trial.partial


def cost(trial: Trial, chosen: frozenset[int]) -> tuple[int, int, tuple[int, ...]]:
    """The order of what is looked at: effort, then how many edits, then the order of the law."""
    return sum(trial.variables[n].effort for n in chosen), len(chosen), tuple(sorted(chosen))


def blocked_by(trial: Trial, chosen: frozenset[int], ends: Sequence[End], known: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """Variables other than those chosen that block the answer while they stay; as few as halving finds.

    Where no way of those chosen leads on, whatever all others are, these are found at once. Else what blocks at each end of the search for
    a way, and what blocks where some of those chosen stay as they are (`known`), together blocks.
    """
    others = [n for n in range(len(trial.variables)) if n not in chosen]
    if trial.cannot(chosen):
        return tuple(fewest(others, lambda free: trial.cannot(chosen | set(free))))
    block = blocked_in_part(chosen, known)
    if block is None:
        return tuple(others)
    block += [n for n in others if trial.variables[n].kind == WAITED and n not in block]
    for assigned, fields, open_ in ends:
        made = {**dict.fromkeys(open_, RELEASED), **assigned}

        def stays(free: Sequence[int], made: Assigned = made, fields: Fields = fields) -> bool:
            return trial.stays({**dict.fromkeys(free, RELEASED), **made}, fields)

        left = [n for n in others if n not in block]
        if not stays(left):
            if not stays(()):
                return tuple(others)
            block += fewest(left, stays)
    return tuple(sorted(block))


def blocked_in_part(chosen: frozenset[int], known: Sequence[frozenset[int]]) -> list[int] | None:
    """What blocks, outside of a set, while some of it stays as it is; `None` where that is not known of each part of it."""
    if len(chosen) > MOST_PARTS:
        return None
    block: dict[int, None] = {}
    for number in range(len(chosen)):
        for part in combinations(sorted(chosen), number):
            outside = [[n for n in b if n not in chosen] for b in known if b.isdisjoint(part)]
            if not outside:
                return None
            block.update(dict.fromkeys(min(outside, key=lambda b: len([n for n in b if n not in block]))))
    return list(block)


def fewest(candidates: Sequence[int], stays: Callable[[Sequence[int]], bool]) -> list[int]:
    """Some of the candidates without which the answer stays while they do: those that remain when parts are let go, by halves."""
    block, free = list(candidates), list[int]()
    size = max(1, len(block) // 2)
    while True:
        place = 0
        while place < len(block):
            part = block[place : place + size]
            if stays([*free, *part]):
                free += part
                del block[place : place + size]
            else:
                place += size
        if size == 1:
            return block
        size //= 2


def leading(trial: Trial, chosen: frozenset[int], ends: list[End]) -> Iterator[Found]:
    """The first way found, nearest values first, in which a set leads to each other answer: one, or of amounts several."""
    seen: set[Result] = set()
    for one in ways_out(trial, chosen, ends):
        if one.result not in seen:
            seen.add(one.result)
            yield one
            if not trial.is_amount or len(seen) >= MOST_RESULTS:
                return


def ways_out(trial: Trial, chosen: frozenset[int], ends: list[End]) -> Iterator[Found]:
    """Depth first over the ways of the variables; those not yet chosen may be anything, so that what cannot lead on is left at once, and
    kept in `ends`.

    The day comes first: it cannot be left open, because the law of each day is another. Records to be added come last, made after patterns.
    """
    order = sorted(chosen, key=lambda n: (place_of(trial.variables[n]), n))
    stack: list[End] = [({}, {}, tuple(order))]
    while stack:
        assigned, fields, open_ = stack.pop()
        if len(ends) > MOST_ENDS:
            trial.partial = True
            return
        if not open_:
            result = trial.result(assigned, fields)
            if trial.wanted(result):
                yield Found(assigned, needed_fields(trial, assigned, fields, result), result)
            else:
                ends.append((assigned, fields, ()))
            continue
        if trial.variables[open_[0]].kind != WAITED and trial.settled(trial.result({**dict.fromkeys(open_, RELEASED), **assigned}, fields)):
            ends.append((assigned, fields, open_))
            continue
        stack += [(way, made, open_[1:]) for way, made in taken(trial, open_, assigned, fields, ends)][::-1]


def place_of(variable: Variable) -> int:
    return 0 if variable.kind == WAITED else 2 if isinstance(variable.type, ListOf) else 1


def taken(trial: Trial, open_: tuple[int, ...], assigned: Assigned, fields: Fields, ends: list[End]) -> Iterator[tuple[Assigned, Fields]]:
    """Each way of the first open variable; of a list, each number of further records that some record may suffice for."""
    number, rest = open_[0], dict.fromkeys(open_[1:], RELEASED)
    variable = trial.variables[number]
    for way in variable.ways:
        more = {**assigned, number: way}
        if not isinstance(variable.type, ListOf):
            yield more, fields
        elif trial.settled(trial.result({**rest, **more}, fields)):
            ends.append((more, fields, open_[1:]))
        else:
            trial.partial = True  # not every record is tried
            for pattern in patterns(variable):
                yield more, {**fields, **{(number, name): value for name, value in pattern.items()}}


def patterns(variable: Variable) -> Iterator[Mapping[str, Any]]:
    """Records to try: one whose fields meet the most conditions, one whose fields meet the fewest, and those that differ from the first
    in one field."""
    best = {f.field or "": f.ways[0] for f in variable.fields if f.ways}
    yield best
    if best:
        yield {f.field or "": f.ways[-1] for f in variable.fields if f.ways}
    for each in variable.fields:
        for way in each.ways[1:]:
            yield {**best, each.field or "": way}


def needed_fields(trial: Trial, assigned: Assigned, fields: Fields, result: Result) -> Fields:
    """The fields of further records without which the answer would not be this: what the others are does not matter."""
    needed = dict(fields)
    for key in fields:
        fewer = {k: v for k, v in needed.items() if k != key}
        if trial.result(assigned, fewer) == result:
            needed = fewer
    return needed


def minimal(trial: Trial, one: Found) -> bool:
    """Whether no variable of a set can be left out: the others alone do not lead to another answer."""
    for number in one.variables:
        others = one.variables - {number}
        if not trial.cannot(others) and any(w.result == one.result or not trial.is_amount for w in ways_out(trial, others, [])):
            return False
    return True
