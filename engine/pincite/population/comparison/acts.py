"""The two laws that an act parts, as `pincite impact` has them for its cases: the day before it and its day; or, of what it did to other
acts, each stretch of days on which the text is another one without it. Rows are compared under each."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from pincite.explain.display import show_date
from pincite.impact import without_effect
from pincite.impact.cases import asked_at_all, facts_read
from pincite.impact.chain import resting
from pincite.impact.effects import MOST
from pincite.impact.model import OtherAct
from pincite.impact.rules import Rules, rules_over
from pincite.impact.words import day_of, others
from pincitec.graph.pack import Pack
from pincitec.law.model import Act, Section
from pincitec.law.without import section_without, stretches


@frozen
class Law:
    """A law that rows are decided under: what it is called, its rules, and its day."""

    label: str
    pack: Pack
    day: date


@frozen
class Laws:
    """Two laws; rows are judged as of `on`, unless another day is asked about."""

    before: Law
    after: Law
    on: date


@frozen
class Parted:
    """What can be compared of an act, and why the rest cannot. `others`: acts of the same day, whose work is in the difference."""

    laws: tuple[Laws, ...]
    untold: tuple[str, ...]
    others: tuple[OtherAct, ...] = ()


def parted(rules: Rules, section: Section, act: Act) -> Parted:
    """The laws on either side of an act of a section."""
    day = day_of(act)
    if day is None:
        return Parted((), (without_effect(act),))
    direct = bool(act.operations or act.remainder or not act.on_acts)
    laws = []
    if direct:
        eve = date.fromordinal(day.toordinal() - 1)
        laws.append(Laws(Law(of_day(eve), rules.pack, eve), Law(of_day(day), rules.pack, day), day))
    if not act.on_acts:
        return Parted(tuple(laws), (), tuple(others(section, act, day, rules)))
    other = section_without(section, act.title)
    without = rules_over(rules, other)
    if without is None:
        why = "it acts on other acts, and the rules cannot be read without that: what the law owes to it is not compared"
        return Parted(tuple(laws), (why,))
    found = list(stretches(other, section))
    untold = [] if all(s.told for s in found) else ["it acts on other acts, and on some days the text with that or without is not on file"]
    if len(found) > MOST:
        untold.append(f"it made the text another one on {len(found)} stretches of days: only the first {MOST} are compared")
    for stretch in found[:MOST]:
        first = stretch.from_
        one = Law(f"{of_day(first)} without what it did to other acts", without.pack, first)
        laws.append(Laws(one, Law(f"{of_day(first)} with it", rules.pack, first), first))
    return Parted(tuple(laws), tuple(untold))


def of_day(day: date) -> str:
    return f"the law of {show_date(day)}"


def decisions_on(rules: Rules, section: Section) -> tuple[str, ...]:
    """The decisions whose answer may depend on a section, by qualified name."""
    return tuple(sorted(d for d in resting(rules, section.id) if asked_at_all(rules.pack, d)))


def that_read(rules: Rules, decisions: tuple[str, ...], facts: frozenset[str]) -> tuple[str, ...]:
    """The decisions that read one of these facts."""
    return tuple(d for d in decisions if facts_read(rules.pack, d) & facts)


def alike(laws: Laws, decisions: tuple[str, ...]) -> bool:
    """Whether both rules have these decisions, and ask of them for facts of the same types. What one alone asks for is not in the data."""
    one, other = laws.before.pack, laws.after.pack
    return one is other or all(d in one.decision and set(wanted(one, d)) <= set(wanted(other, d)) for d in decisions)


def wanted(pack: Pack, decision: str) -> Iterator[tuple[str, object]]:
    return ((name, pack.type_of[pack.fact[name].type]) for name in facts_read(pack, decision))
