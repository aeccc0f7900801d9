"""The smallest sets of facts that can settle a decision, with what each can come to.

A set of facts can settle the decision if some of their values lead to one result, whatever the others are. The minimal such sets are read
off the diagram: of the completions with one result, the sets of variables of which a few ways are enough. A value that is still to be
computed is settled once the facts that it is computed from are known too.
Source: for reasons that are enough by themselves, A. Shih, A. Choi, A. Darwiche, "A Symbolic Approach to Explaining Bayesian Network
Classifiers", IJCAI 2018.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pincite.explain.completion.diagram import Diagram, Result, result_of
from pincite.explain.completion.table import LAST, Exhausted, Table
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

MOST_SETS: Final = 12
LARGEST: Final = 6
EFFORT: Final = 6_000
"""Sets that are listed, variables in the largest of them, and steps allowed for finding them."""


class Choice(NamedTuple):
    """A variable with those of its ways, by number, that lead on to a result."""

    variable: int
    ways: tuple[int, ...]


class Path(NamedTuple):
    """A result with one shortest choice of ways that leads to it."""

    result: Result
    choices: tuple[Choice, ...]


class Enough(NamedTuple):
    """Facts that can settle the decision. `paths` has one entry for each result at which they can; `stays_open`: with other values they
    leave it open."""

    facts: tuple[str, ...]
    paths: tuple[Path, ...]
    stays_open: bool


class Found(NamedTuple):
    """The smallest sets, and whether they are all there are; `more` are further ones that were found and are not listed."""

    sets: tuple[Enough, ...]
    more: int
    all: bool


def settling(diagram: Diagram, effort: int = EFFORT) -> Found:
    """The minimal sets by size, and then by the order of the law."""
    table = diagram.built.table
    kept, table.effort = table.effort, effort
    try:
        return find(diagram, table)
    except Exhausted:
        return Found((), 0, False)
    finally:
        table.effort = kept


def find(diagram: Diagram, table: Table) -> Found:
    names = diagram.essential()
    aims = {r: aim(diagram, table, r) for r in diagram.results() if r.verdict != UNDETERMINED}
    known: dict[tuple[int, int], tuple[int, ...]] = {}
    masks: tuple[int, ...] = ()
    whole = False
    turns = len(diagram.turns_on())
    for size in range(min(turns, LARGEST) + 1):
        try:
            found = least(of_facts(diagram, names, r, m) for r, a in aims.items() for m in supports(diagram, a, size, known))
        except Exhausted:
            break
        masks, whole = found, size == turns
        if len(masks) > MOST_SETS:
            whole = False
            break
    ordered = sorted((m for m in masks if m), key=lambda m: (m.bit_count(), bits(m)))
    table.effort = EFFORT
    sets = tuple(enough(diagram, table, aims, tuple(names[i] for i in bits(mask))) for mask in ordered[:MOST_SETS])
    return Found(sets, len(ordered) - len(sets), whole)


def aim(diagram: Diagram, table: Table, result: Result) -> int:
    """Where a diagram has this result."""
    return table.combine(lambda value: HOLDS if result_of(value) == result else FAILS, diagram.root)


def supports(diagram: Diagram, condition: int, size: int, known: dict[tuple[int, int], tuple[int, ...]]) -> tuple[int, ...]:
    """The minimal sets of at most so many variables, as bits, of which some ways make a condition hold whatever the others are."""
    table = diagram.built.table
    if condition == table.false:
        return ()
    if condition == table.true:
        return (0,)
    key = (condition, size)
    if key not in known:
        table.step()
        variable, ways = table.variable[condition], table.ways[condition]
        without = supports(diagram, table.all_of(ways), size, known)
        settled = dict.fromkeys(ways[: diagram.variables[variable].settling]) if size else {}
        within = [m | 1 << variable for way in settled for m in supports(diagram, way, size - 1, known)]
        known[key] = least((*without, *within))
        table.effort -= len(known[key])
    return known[key]


def of_facts(diagram: Diagram, names: tuple[str, ...], result: Result, variables: int) -> int:
    """The facts, as bits by their place in `names`, from which variables come, and those from which the result is still to be computed."""
    facts = {f for v in bits(variables) for f in diagram.variables[v].facts} | result.awaits
    return sum(1 << i for i, name in enumerate(names) if name in facts)


def least(masks: Iterable[int]) -> tuple[int, ...]:
    """The sets, as bits, of which none contains another."""
    found: list[int] = []
    for mask in sorted(set(masks), key=lambda m: (m.bit_count(), m)):
        if not any(other & mask == other for other in found):
            found.append(mask)
    return tuple(found)


def bits(mask: int) -> tuple[int, ...]:
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)


def enough(diagram: Diagram, table: Table, aims: Mapping[Result, int], facts: tuple[str, ...]) -> Enough:
    """What a set of facts can come to: for each result, where they settle it whatever the others are."""
    within = frozenset(i for i, v in enumerate(diagram.variables) if set(v.facts) <= set(facts))
    settled = {result: only(diagram, a, within) for result, a in aims.items() if result.awaits <= set(facts)}
    reached = {result: a for result, a in settled.items() if a != table.false}
    paths = tuple(Path(result, tuple(path(table, a))) for result, a in reached.items())
    surely = table.any_of(only(diagram, a, within, every=True) for result, a in aims.items() if result.awaits <= set(facts))
    return Enough(facts, paths, surely != table.true)


def shortest(diagram: Diagram, sets: Sequence[Enough]) -> tuple[Path, ...]:
    """For each result that some completion has, the way to it by the smallest set; where no set that is listed leads to it, a way of which
    every part is needed."""
    table = diagram.built.table
    table.effort = max(table.effort, EFFORT)
    by_set = {p.result: p for enough in sets[::-1] for p in enough.paths}
    found = []
    try:
        for result in diagram.results():
            if result in by_set:
                found.append(by_set[result])
            elif result.verdict != UNDETERMINED:
                found.append(Path(result, needed(diagram, aim(diagram, table, result))))
    except Exhausted:
        pass
    return tuple(found)


def needed(diagram: Diagram, condition: int) -> tuple[Choice, ...]:
    """A short way to where a condition holds, without what it does not need."""
    table = diagram.built.table
    kept = {c.variable: c.ways for c in path(table, settled(diagram, condition))}
    for variable in tuple(kept)[::-1]:
        fewer = {v: ways for v, ways in kept.items() if v != variable}
        if forces(table, condition, fewer):
            kept = fewer
    return tuple(Choice(variable, ways) for variable, ways in kept.items())


def settled(diagram: Diagram, condition: int) -> int:
    """A condition where no variable takes a way that settles nothing."""
    return diagram.built.table.rebuild(condition, lambda v, ways: ways[: diagram.variables[v].settling])


def forces(table: Table, condition: int, choices: Mapping[int, tuple[int, ...]]) -> bool:
    """Whether a condition holds wherever some variables take one of these ways, whatever the others are."""
    seen: set[int] = set()
    stack = [condition]
    while stack:
        number = stack.pop()
        if number == table.false:
            return False
        if number not in seen:
            table.step()
            seen.add(number)
            ways = table.ways[number]
            chosen = choices.get(table.variable[number])
            stack.extend(ways if chosen is None else (ways[i] for i in chosen))
    return True


def only(diagram: Diagram, condition: int, variables: frozenset[int], *, every: bool = False) -> int:
    """Where a condition holds by these variables once they are settled, whatever the others are; with `every`, also by ways that settle
    nothing."""
    return Only(diagram, variables, every=every).of(condition)


class Only:
    """`only`, for several conditions. Below the last of the variables, what does not hold whatever happens does not hold."""

    def __init__(self, diagram: Diagram, variables: frozenset[int], *, every: bool = False) -> None:
        self.every = every
        self.diagram, self.variables, self.last = diagram, variables, max(variables, default=-1)
        self.known: dict[int, int] = {}

    def of(self, condition: int) -> int:
        table = self.diagram.built.table
        variable = table.variable[condition]
        if variable == LAST:
            return condition
        if variable > self.last:
            return table.false
        if condition not in self.known:
            table.step()
            self.known[condition] = self.asked(variable, table.ways[condition])
        return self.known[condition]

    def asked(self, variable: int, ways: tuple[int, ...]) -> int:
        table = self.diagram.built.table
        if variable in self.variables:
            settling = len(ways) if self.every else self.diagram.variables[variable].settling
            return table.ask(variable, [self.of(way) for way in ways[:settling]])
        found = table.true
        for way in dict.fromkeys(ways):
            found = table.all_of((found, self.of(way)))
            if found == table.false:
                break
        return found


def path(table: Table, diagram: int) -> Iterator[Choice]:
    """The shortest way to where a condition holds: fewest variables, then fewest steps in the order of the law."""
    lengths: dict[int, int] = {}
    for number in sorted(table.reach(diagram), key=lambda n: -table.variable[n]):
        if table.variable[number] == LAST:
            lengths[number] = 0 if number == table.true else LAST
        else:
            lengths[number] = 1 + min(lengths[w] for w in table.ways[number])
    while table.variable[diagram] != LAST:
        ways = table.ways[diagram]
        best = min(ways, key=lambda w: lengths[w])
        yield Choice(table.variable[diagram], tuple(i for i, w in enumerate(ways) if w == best))
        diagram = best
