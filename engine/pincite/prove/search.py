"""The search for a case that meets a goal: depth first, splitting only where the goal is undetermined, shortest lists first.

The order of everything tried is fixed, and so is the number of partial cases decided: equal rules give equal results, on any machine.
"""

from collections.abc import Sequence
from typing import Final

from attrs import define

from pincite.prove.space import FAULT, Case, Space
from pincitec.semantics.truth import FAILS, HOLDS

MOST_CASES: Final = 20_000
"""Partial cases decided for one claim. The bound is on cases and not on time, so that it does not depend on the machine."""


@define
class Tally:
    """What a search came to. `cut`: it ended at the bound on cases; `inexact`: values were tried that do not stand for all others;
    `listed`: lists were tried that may be longer; `longest` is the number of records of the longest."""

    found: tuple[Space, Case] | None = None
    cases: int = 0
    open_cases: int = 0
    faults: int = 0
    longest: int = 0
    cut: bool = False
    inexact: bool = False
    listed: bool = False

    @property
    def exhaustive(self) -> bool:
        return not (self.cut or self.inexact or self.listed or self.faults)


@define
class Part:
    """What one space came to with lists of one greatest length."""

    longer: bool = False
    open_cases: int = 0
    faults: int = 0


def search(spaces: Sequence[Space], most: int = MOST_CASES) -> Tally:
    """A case that meets the goal of one of the spaces: one of those with the shortest lists, in the first space that has such a case."""
    tally = Tally()
    waiting, longest = list(spaces), 0
    while waiting:
        longer: list[Space] = []
        open_cases = faults = 0
        for place, space in enumerate(waiting):
            share = max(0, most - tally.cases) // (len(waiting) - place)
            part = within(space, longest, share, tally)
            if tally.found is not None:
                return tally
            if part.longer:
                longer.append(space)
                open_cases, faults = open_cases + part.open_cases, faults + part.faults
            else:
                tally.open_cases, tally.faults = tally.open_cases + part.open_cases, tally.faults + part.faults
        tally.longest = longest
        if longer and tally.cases >= most:
            tally.cut = True
            tally.open_cases, tally.faults = tally.open_cases + open_cases, tally.faults + faults
            break
        waiting, longest = longer, longest + 1
    return tally


def within(space: Space, longest: int, share: int, tally: Tally, first: Case | None = None) -> Part:
    """Searches one space, from a partial case on, with lists of at most `longest` records, and no more than about `share` cases."""
    part = Part()
    first = first or Case()
    code, values = space.decide(first)
    tally.cases += 1
    if code == HOLDS:
        tally.found = (space, first)
    if code in (HOLDS, FAILS, FAULT):
        part.faults += code == FAULT
        return part
    stack = [(first, values)]
    last = tally.cases + share
    while stack:
        if tally.cases > last:
            tally.cut = True
            break
        case, values = stack.pop()
        following = space.next(case, values, longest)
        if following is None:
            part.open_cases += 1
            continue
        part.longer |= following.longer
        if not following.exact:
            tally.listed |= following.list
            tally.inexact |= not following.list
        opened = []
        for one in following.cases:
            code, values = space.decide(one)
            tally.cases += 1
            if code == HOLDS:
                tally.found = (space, one)
                return part
            if code == FAULT:
                part.faults += 1
            elif code != FAILS:
                opened.append((one, values))
        stack += opened[::-1]
    return part
