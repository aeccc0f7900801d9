"""The scenarios of a project as cases to try: what somebody wrote down as a case must not be said to be none.

A seed is decided by the reference interpreter as it stands. Where that leaves a goal open, what it does not give is searched from there.
Its lists are taken as complete, and its day as the day of the law, as in every case of a claim.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from pincite.prove.days import Cone, on_file
from pincite.prove.search import Tally, within
from pincite.prove.space import FAULT, Case, Goal, Space, settled_at_once, space_of
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Elapsed, Records, Value

if TYPE_CHECKING:
    from pincitec.check.scenarios import CheckedScenario

MOST_CASES_EACH: Final = 200
"""Partial cases decided from one seed."""
MOST_CASES: Final = 4_000
"""Partial cases decided from all seeds of one claim."""
MOST_SPACES: Final = 400
"""Days and readings of seeds that are looked at for one claim."""
MOST_RECORDS: Final = 6


@frozen
class Seed:
    """The day, the readings and the known facts of a scenario, by qualified name."""

    on: date
    readings: Mapping[str, str]
    facts: Mapping[str, Value]


def seeds_of(scenarios: "Iterable[CheckedScenario]") -> tuple[Seed, ...]:
    """The scenarios as cases; equal ones once, in their order."""
    found: list[Seed] = []
    for one in scenarios:
        seed = Seed(one.on, one.readings, {name: value for name, value in one.facts.items() if value is not None})
        if seed not in found[-1:]:
            found.append(seed)
    return tuple(found)


def from_seeds(pack: Pack, goal: Goal, seeds: Sequence[Seed], cone: Cone, tally: Tally) -> tuple[tuple[Space, Case] | None, int]:
    """A case of a scenario, or one that completes it, in which the goal is met; and how many scenarios were tried.

    Days on which a text that the claim rests on is not on file are passed over. What is decided is counted in `tally`.
    """
    spaces: dict[tuple[date, tuple[tuple[str, str], ...]], Space | None] = {}
    open_cases: list[tuple[Space, Case]] = []
    tried = 0
    for seed in seeds:
        key = seed.on, tuple(sorted(seed.readings.items()))
        if key not in spaces:
            readable = len(spaces) < MOST_SPACES and all(on_file(section, seed.on) for section in cone.sections)
            spaces[key] = space_of(pack, goal, seed.on, seed.readings) if readable else None
        space = spaces[key]
        case = None if space is None else case_of(space, seed)
        if space is None or case is None:
            continue
        tried += 1
        tally.cases += 1
        code = settled_at_once(space, case)
        if code == HOLDS:
            return (space, case), tried
        if code not in (FAULT, FAILS):
            open_cases.append((space, case))
    last = tally.cases + MOST_CASES
    for space, case in open_cases:
        if tally.cases > last:
            break
        part = Tally()
        within(space, MOST_RECORDS, MOST_CASES_EACH, part, case)
        tally.cases += part.cases
        if part.found is not None:
            return part.found, tried
    return None, tried


def case_of(space: Space, seed: Seed) -> Case | None:
    """What a scenario gives of the facts that the goal reads; `None` if it gives none of them."""
    read = {str(space.slice.nodes[n].param) for n in space.slice.order if space.slice.nodes[n].op == "fact"}
    known = {name: value for name, value in seed.facts.items() if name in read}
    lists = {name: value.rows for name, value in known.items() if isinstance(value, Records)}
    facts = {name: value for name, value in known.items() if name not in lists and not wrong_day(value, seed.on)}
    return Case(facts, lists) if facts or lists else None


def wrong_day(value: Value, on: date) -> bool:
    """Whether it is a period that runs until another day than the one asked about."""
    return isinstance(value, Elapsed) and value.asked != on
