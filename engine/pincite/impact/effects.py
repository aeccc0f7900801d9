"""What an act did to other acts, and through them to the text: the days on which that is another one, and the cases asked on the first.

Beside the chain of `__init__.py`. The law is compared with that in which the act did nothing to other acts (`pincitec.law.without`); the
rules are the same. What cannot be told so is said to be untold, never passed over.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from pincite.impact.cases import Sides, fact_cases, scenario_cases
from pincite.impact.model import ClauseBeside, Effect, UnitBeside
from pincite.impact.rules import Rules, rules_over
from pincitec.law.model import Act, Section, UnitText, Version
from pincitec.law.places import cite_unit, units_of
from pincitec.law.without import Stretch, section_without, stretches

MOST = 12
"""On how many stretches of days cases are asked; more are said to be untold."""


@frozen
class Effects:
    """What could be told, and why the rest could not."""

    told: tuple[Effect, ...]
    untold: tuple[str, ...]


def effects_of(rules: Rules, section: Section, act: Act, decisions: frozenset[str], facts: Sequence[Path]) -> Effects:
    """What an act did to the text through other acts."""
    if not act.on_acts:
        return Effects((), ())
    other = section_without(section, act.title)
    found = list(stretches(other, section))
    without = rules_over(rules, other)
    if without is None:
        return Effects((), ("it acts on other acts, and the rules cannot be read without that: what the text owes to it is not told",))
    untold = []
    if not all(s.told for s in found):
        untold.append("it acts on other acts, and on some days the text with that or without it is not on file: not all of it is told")
    if len(found) > MOST:
        untold.append(f"it made the text another one on {len(found)} stretches of days: only the first {MOST} are told of")
    told = tuple(effect(rules, without, s, section, decisions, facts) for s in found[:MOST])
    return Effects(told, tuple(untold))


def effect(rules: Rules, without: Rules, days: Stretch, section: Section, decisions: frozenset[str], facts: Sequence[Path]) -> Effect:
    day = days.from_
    sides = Sides((without.pack, day), (rules.pack, day))
    return Effect(
        day,
        days.until,
        tuple(units_beside(section, days.one, days.other)),
        tuple(clauses_beside(rules, without, days, section)),
        scenario_cases(rules, day, decisions, sides),
        fact_cases(rules, day, decisions, facts, sides),
    )


def units_beside(section: Section, without: Version | None, with_: Version | None) -> Iterator[UnitBeside]:
    """The units whose own words differ, by designation, in reading order."""
    one, other = worded(without), worded(with_)
    for path in dict.fromkeys((*other, *one)):
        if one.get(path) != other.get(path):
            yield UnitBeside(cite_unit(section, path), one.get(path), other.get(path))


def worded(version: Version | None) -> dict[tuple[str, ...], str]:
    units: Iterable[UnitText] = units_of(version) if version is not None else ()
    return {unit.path: f"{unit.designator} {unit.text}".strip() for unit in units}


def clauses_beside(rules: Rules, without: Rules, days: Stretch, section: Section) -> Iterator[ClauseBeside]:
    """The clauses on the section that stand otherwise on the first day of a stretch."""
    before = {one.clause.id: one for m in without.modules.values() for one in m.followed}
    for one in (one for m in rules.modules.values() for one in m.followed):
        clause = one.clause
        if all(c.place.section != section.id for c in clause.quotes):
            continue
        was, now = (f.at(days.from_) if f is not None else None for f in (before.get(clause.id), one))
        states = (was.state if was else "lapsed", now.state if now else "lapsed")
        if states[0] != states[1]:
            own = clause.quotes[clause.own]
            words = own.quote.words.text
            yield ClauseBeside(clause.id, clause.symbol.qualified, words, own.place.citation, rules.where(own.quote.span), *states)
