"""How far a change reaches: all values that give the same answer, and in words, "at least 3 years". Fourth step of `find.py`.

A region is made of the values that were tried, each of which stands for a whole range where the fact is only compared with limits.
Regions of several variables hold together: every choice of one value from each was tried.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, Final, NamedTuple

from pincite.explain.changes.reads import Variable
from pincite.explain.changes.search import Found
from pincite.explain.changes.trial import Trial
from pincite.facts.display import show
from pincite.texts import either, say
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import BOOLEAN, DATE, SCHOOL_YEAR, TEXT, Enumeration, ListOf, Type
from pincitec.semantics.values import Value

MOST_TOGETHER: Final = 64
"""Choices of one value from each region that are tried; more, and a region is told by its witness alone."""


class Region(NamedTuple):
    """The values that a variable may have, in words; `exact` where this is known of each of them, not only of the witness."""

    text: str
    exact: bool


def alike(trial: Trial, found: Found) -> Mapping[int, tuple[Value, ...]]:
    """For each variable of a change, the values tried that give the same answer, whichever the others have of theirs."""
    plain = [n for n in sorted(found.assigned) if not isinstance(trial.variables[n].type, ListOf)]
    box: dict[int, tuple[Value, ...]] = {n: (found.assigned[n],) for n in plain}
    for number in plain:
        for way in trial.variables[number].ways:
            if way in box[number] or (trial.variables[number].type == DATE and trial.variables[number].fact == ""):
                continue
            others = [n for n in plain if n != number]
            if prod(len(box[n]) for n in others) > MOST_TOGETHER:
                continue
            chosen = (dict(zip(others, c, strict=True)) for c in product(*(box[n] for n in others)))
            if all(trial.result({**found.assigned, **each, number: way}, found.fields) == found.result for each in chosen):
                box[number] = (*box[number], way)
    return box


def region(pack: Pack, variable: Variable, values: Sequence[Value], varied: frozenset[str]) -> Region:
    """The region of these values in words. `varied` are the facts of the change: a limit that one of them sets is none to name."""
    kind, domain = variable.type, variable.domain
    witness = values[0]
    if kind == BOOLEAN:
        return Region(say("yes") if witness == HOLDS else say("no"), True)
    if isinstance(kind, Enumeration):
        return Region(members(kind, values, variable.current), True)
    if not domain.exact or variable.relies & varied or not all(v in domain.values for v in values):
        return Region(say("such as {value}", value=show(witness, kind, pack)), False)
    if kind == TEXT:
        return Region(texts(values, domain.limits), True)
    known = in_line(domain.values)
    return Region(either(tuple(dict.fromkeys(part(pack, kind, known, run, domain.limits) for run in runs(known, values)))), True)


def members(kind: Enumeration, values: Sequence[Value], current: Value) -> str:
    """Some members of a list of values; of an ordered one, the upper or the lower part where it is one."""
    places = sorted(v for v in values if isinstance(v, int))
    last = len(kind.members) - 1
    if kind.ordered and len(places) > 1 and places == list(range(places[0], places[-1] + 1)):
        if places[-1] == last:
            return say("at least {value}", value=kind.members[places[0]].wording)
        if places[0] == 0:
            return say("at most {value}", value=kind.members[places[-1]].wording)
    if len(places) == last and last > 1 and current not in places and isinstance(current, int):
        return say("anything but {value}", value=kind.members[current].wording)
    return either(tuple(kind.members[p].wording for p in places))


def texts(values: Sequence[Value], limits: Sequence[Value]) -> str:
    """Some texts, or any but some: the one text among those tried with which nothing is compared stands for all others."""
    named = [f"“{v}”" for v in values if v in limits]
    if len(named) == len(values):
        return either(tuple(named))
    return say("anything but {value}", value=either(tuple(f"“{v}”" for v in limits if v not in values)))


def in_line(values: Sequence[Any]) -> list[Any]:
    """Values of one kind from the least to the greatest; a period that runs is none to ask for."""
    return sorted(v for v in values if v.__class__.__name__ != "Elapsed")


def runs(known: Sequence[Value], values: Sequence[Value]) -> list[tuple[int, int]]:
    """The stretches of neighbours among the values, as first and last places in `known`."""
    found: list[tuple[int, int]] = []
    for place, value in enumerate(known):
        if value in values:
            if found and found[-1][1] == place - 1:
                found[-1] = found[-1][0], place
            else:
                found.append((place, place))
    return found


def part(pack: Pack, kind: Type, known: Sequence[Value], run: tuple[int, int], limits: Sequence[Value]) -> str:
    """One stretch in words: "at least 3 years", "more than 3 years and less than 5 years", "before June 1, 2020"."""
    first, last = run
    if first == last and known[first] in limits and first > 0 and last < len(known) - 1:
        return say("exactly {value}", value=show(known[first], kind, pack))
    low = "" if first == 0 else lower(pack, kind, known[first], known[first - 1], limits)
    high = "" if last == len(known) - 1 else upper(pack, kind, known[last], known[last + 1], limits)
    if low and high:
        return say("{least} and {most}", least=low, most=high)
    return low or high or say("any value")


def lower(pack: Pack, kind: Type, least: Value, below: Value, limits: Sequence[Value]) -> str:
    """The lower end: the least value itself where something is compared with it, else above the limit that lies below it."""
    if least not in limits and below in limits:
        value = show(below, kind, pack)
        return say("after {value}", value=value) if kind in (DATE, SCHOOL_YEAR) else say("more than {value}", value=value)
    value = show(least, kind, pack)
    if kind == DATE:
        return say("on or after {value}", value=value)
    return say("{value} or later", value=value) if kind == SCHOOL_YEAR else say("at least {value}", value=value)


def upper(pack: Pack, kind: Type, most: Value, above: Value, limits: Sequence[Value]) -> str:
    if most not in limits and above in limits:
        value = show(above, kind, pack)
        return say("before {value}", value=value) if kind in (DATE, SCHOOL_YEAR) else say("less than {value}", value=value)
    value = show(most, kind, pack)
    if kind == DATE:
        return say("on or before {value}", value=value)
    return say("{value} or earlier", value=value) if kind == SCHOOL_YEAR else say("at most {value}", value=value)
