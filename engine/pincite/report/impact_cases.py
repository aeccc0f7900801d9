"""The cases in a report on an act: which have another answer, told once for each answer, and which could not be asked.

Stands under `impact_page.py`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pincite.explain.display import plural, show_date
from pincite.explain.wording import listing
from pincite.impact.model import CaseChange, Cases, Impact
from pincite.report.impact_view import Item, Listed, Part, item, part, plain

MOST_CASES = 25


def case_parts(found: Impact) -> Iterator[Part]:
    for title, cases, noun in (("Stored facts", found.facts, "file"), ("Scenarios", found.scenarios, "scenario")):
        told = " ".join(how_many(cases, noun, found.act.effective))
        items = (*grouped(cases.changed), *unchanged(cases))
        if cases.considered:
            yield part(title, told, items, folded=noun == "scenario")
    unasked = (*found.facts.unasked, *found.scenarios.unasked)
    if unasked:
        yield part("Could not be asked", "", (item(u.why, str(u.where)) for u in unasked))


def how_many(cases: Cases, noun: str, day: date | None) -> Iterator[str]:
    yield f"{plural(cases.considered, noun)} considered."
    if not cases.asked or day is None:
        yield "None has a question that rests on this section and could be asked."
        return
    own = " (those of a later day as of their own)" if noun == "scenario" and cases.later else ""
    rest = "rests" if cases.asked == 1 else "rest"
    yield f"{plural(cases.asked, 'question')} of {cases.concerned} of them {rest} on this section."
    yield f"Their facts were asked as of {show_date(day)}{own}, under the text before and after: {len(cases.changed)} with another answer."
    if noun == "scenario" and cases.later:
        dated = f"{plural(cases.later, 'scenario')} {'is' if cases.later == 1 else 'are'} dated on that day or later"
        yield f"{dated}." if cases.later == cases.considered else f"{dated}; the others expect what was law before it."
    elif noun == "scenario":
        yield "All expect what was law before it; none is dated later, so `pincite test` does not see the change."


def grouped(changes: Iterable[CaseChange]) -> Iterator[Item]:
    """Changes of one answer to one other, told once."""
    groups: dict[tuple[str, str, str, str, str], list[CaseChange]] = {}
    for c in changes:
        groups.setdefault((c.decision, c.before.said, c.after.said, c.before.headline, c.after.headline), []).append(c)
    for (decision, before, after, was, is_), cases in groups.items():
        lines = (f"Before: {was}", f"After: {is_}")
        yield item(f"{plain(decision)}: {before} → {after}", lines=lines, cases=listed(cases))


def listed(cases: list[CaseChange]) -> Listed:
    names = tuple((c.name if c.kind == "facts" else f"“{c.name}”", "" if c.kind == "facts" else str(c.where)) for c in cases[:MOST_CASES])
    return Listed(names, len(cases) - len(names))


def unchanged(cases: Cases) -> Iterator[Item]:
    if cases.regrounded:
        decisions = listing(tuple(dict.fromkeys(plain(c.decision) for c in cases.regrounded)))
        yield item(f"The same answer on other grounds: {decisions}", cases=listed(list(cases.regrounded)))
