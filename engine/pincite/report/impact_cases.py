"""The cases in a report on an act: which have another answer, told once for each answer, and which could not be asked.

Stands under `impact_page.py`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pincite.explain.display import plural, show_date
from pincite.explain.wording import listing
from pincite.impact.model import CaseChange, Cases, Effect, Impact
from pincite.report.impact_view import STATES, Item, Listed, Part, clip, item, part, plain

MOST_CASES = 25


def case_parts(found: Impact) -> Iterator[Part]:
    for title, cases, noun in (("Stored facts", found.facts, "file"), ("Scenarios", found.scenarios, "scenario")):
        told = " ".join(how_many(cases, noun, found.act.effective))
        items = (*grouped(cases.changed), *unchanged(cases))
        if cases.considered:
            yield part(title, told, items, folded=noun == "scenario")
    for effect in found.effects:
        yield from effect_parts(effect)
    if found.unasked:
        yield part("Could not be asked", "", (item(u.why, str(u.where)) for u in found.unasked))


def effect_parts(effect: Effect) -> Iterator[Part]:
    """The days on which the text is another one through other acts: units, clauses, cases."""
    said = f"Through other acts the text is another one {days_of(effect)} than it would be."
    units = (
        item(u.citation, lines=(f"Without it: {clip(u.without or 'no such unit')}", f"With it: {clip(u.with_ or 'no such unit')}"))
        for u in effect.units
    )
    clauses = (
        item(f"{plain(c.decision)}: {STATES[c.without]} → {STATES[c.with_]}", str(c.where), lines=(f"“{clip(c.words)}”, {c.citation}",))
        for c in effect.clauses
    )
    yield part(f"What it did through other acts {days_of(effect)}", said, (*units, *clauses))
    for title, cases, noun in (("Stored facts", effect.facts, "file"), ("Scenarios", effect.scenarios, "scenario")):
        if cases.considered:
            told = " ".join(how_many(cases, noun, effect.from_, "in the law without the act and with it"))
            items = (*grouped(cases.changed, ("Without it", "With it")), *unchanged(cases))
            yield part(f"{title}, {show_date(effect.from_)}", told, items, folded=noun == "scenario")


def days_of(effect: Effect) -> str:
    """The days of an effect in words.

    >>> days_of(Effect(date(2024, 7, 1), date(2025, 1, 1), (), (), None, None))
    'from July 1, 2024 to December 31, 2024'
    """
    return f"from {show_date(effect.from_)} " + (f"to {show_date(effect.until - timedelta(1))}" if effect.until else "on")


def how_many(cases: Cases, noun: str, day: date | None, under: str = "under the text before and after") -> Iterator[str]:
    yield f"{plural(cases.considered, noun)} considered."
    if not cases.asked or day is None:
        yield "None has a question that rests on this section and could be asked."
        return
    own = " (those of a later day as of their own)" if noun == "scenario" and cases.later else ""
    rest = "rests" if cases.asked == 1 else "rest"
    yield f"{plural(cases.asked, 'question')} of {cases.concerned} of them {rest} on this section."
    yield f"Their facts were asked as of {show_date(day)}{own}, {under}: {len(cases.changed)} with another answer."
    if noun == "scenario" and cases.later:
        dated = f"{plural(cases.later, 'scenario')} {'is' if cases.later == 1 else 'are'} dated on that day or later"
        yield f"{dated}." if cases.later == cases.considered else f"{dated}; the others expect what was law before it."
    elif noun == "scenario":
        yield "All expect what was law before it; none is dated later, so `pincite test` does not see the change."


def grouped(changes: Iterable[CaseChange], sides: tuple[str, str] = ("Before", "After")) -> Iterator[Item]:
    """Changes of one answer to one other, told once."""
    groups: dict[tuple[str, str, str, str, str], list[CaseChange]] = {}
    for c in changes:
        groups.setdefault((c.decision, c.before.said, c.after.said, c.before.headline, c.after.headline), []).append(c)
    for (decision, before, after, was, is_), cases in groups.items():
        lines = (f"{sides[0]}: {was}", f"{sides[1]}: {is_}")
        yield item(f"{plain(decision)}: {before} → {after}", lines=lines, cases=listed(cases))


def listed(cases: list[CaseChange]) -> Listed:
    names = tuple((c.name if c.kind == "facts" else f"“{c.name}”", "" if c.kind == "facts" else str(c.where)) for c in cases[:MOST_CASES])
    return Listed(names, len(cases) - len(names))


def unchanged(cases: Cases) -> Iterator[Item]:
    if cases.regrounded:
        decisions = listing(tuple(dict.fromkeys(plain(c.decision) for c in cases.regrounded)))
        yield item(f"The same answer on other grounds: {decisions}", cases=listed(list(cases.regrounded)))
