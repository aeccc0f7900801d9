"""The days on which a claim is tried: one for each stretch on which the law is the same to it, and those around dates that rules name.

The day asked about is also the day of the law. Days on which a section that the claim rests on is not on file, or not whole, are left
out: nothing is claimed of them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attrs import frozen

from pincite.facts.literals import FIRST_YEAR, LAST_YEAR
from pincite.prove.model import Unread
from pincite.values.years import COMPARISONS, first_days
from pincitec.graph.nodes import decode
from pincitec.graph.pack import Pack
from pincitec.graph.slices import reachable
from pincitec.graph.texts import SectionText

MOST_DAYS: Final = 60
SOME_DAY: Final = date(2000, 1, 1)
"""The day of a claim where no law is on file at all."""


@frozen
class Days:
    """The days to try, newest stretch first; the days left out; whether every day with texts on file is like one of those tried."""

    tried: tuple[date, ...]
    unread: tuple[Unread, ...]
    exact: bool


@frozen
class Cone:
    """What a claim rests on: its nodes in order, the clauses and sections among them."""

    nodes: tuple[int, ...]
    clauses: tuple[int, ...]
    sections: tuple[SectionText, ...]


def cone_of(pack: Pack, roots: Iterable[int]) -> Cone:
    """All that these nodes can depend on, on any day and under any reading."""
    nodes = reachable(pack.nodes, roots)
    clauses = tuple(sorted({node.param for n in nodes for node in [pack.nodes[n]] if node.op == "clause" and isinstance(node.param, int)}))
    used = dict.fromkeys(
        s
        for c in clauses
        for s in (pack.clauses[c].section, *(pack.quotes[q].section for q in pack.clauses[c].quotes))
        if s in pack.section
    )
    return Cone(nodes, clauses, tuple(pack.section[s] for s in sorted(used)))


def days_of(pack: Pack, cone: Cone) -> Days:
    """The days to try for a claim, at most `MOST_DAYS`."""
    edges: set[date] = set()
    for number in cone.clauses:
        for standing in pack.clauses[number].standings:
            edges |= {d for d in (standing.from_, standing.until) if d is not None}
    for section in cone.sections:
        for version in section.versions:
            edges |= {d for d in (version.from_, version.until) if d is not None}
    ordered: list[date | None] = [None, *sorted(edges), None]
    tried: list[date] = []
    unread: list[Unread] = []
    for from_, until in pairwise(ordered):
        day = from_ or ((until - timedelta(1)) if until else newest_day(pack))
        absent = tuple(s.cite for s in cone.sections if not on_file(s, day))
        if absent:
            leave_out(unread, Unread(from_, until, absent))
        else:
            tried[:0] = within(pack, cone, from_, until, day)
    asked = [pack.nodes[n] for n in cone.nodes if pack.nodes[n].op == "asked"]
    exact = not asked or compared_alone(pack, cone)
    return Days(tuple(dict.fromkeys(tried))[:MOST_DAYS], tuple(unread), exact and len(tried) <= MOST_DAYS)


def newest_day(pack: Pack) -> date:
    """A day for a claim that rests on no law: the first of the newest text on file, so that words of the law can be shown beside it."""
    return max((v.from_ for s in pack.sections for v in s.versions), default=SOME_DAY)


def on_file(section: SectionText, day: date) -> bool:
    version = section.on(day)
    return version is not None and version.complete


def leave_out(unread: list[Unread], stretch: Unread) -> None:
    """Adds days that are left out, as one stretch with those before them where the same sections are missing."""
    last = unread[-1] if unread else None
    if last is not None and last.until == stretch.from_ and last.sections == stretch.sections:
        unread[-1] = Unread(last.from_, stretch.until, stretch.sections)
    else:
        unread.append(stretch)


def within(pack: Pack, cone: Cone, from_: date | None, until: date | None, day: date) -> list[date]:
    """The days of one stretch to try: one, or where the claim reads the day asked about, those around every date that it names."""
    if not any(pack.nodes[n].op == "asked" for n in cone.nodes):
        return [day]
    found = {day}
    if until is not None:
        found.add(until - timedelta(1))
    for limit in limits(pack, cone):
        found |= {limit - timedelta(1), limit, limit + timedelta(1)}
    return sorted(d for d in found if (from_ is None or from_ <= d) and (until is None or d < until))


def limits(pack: Pack, cone: Cone) -> set[date]:
    """The dates that a claim names, and the first days of the years of a calendar that it names."""
    nodes = [pack.nodes[n] for n in cone.nodes]
    found: set[date] = set()
    for node in nodes:
        if node.op == "const":
            value = decode(node.param)
            if isinstance(value, date):
                found.add(value)
    for node in nodes:
        if node.op in COMPARISONS and len(node.args) == 2:
            for one, other in (node.args, node.args[::-1]):
                found |= first_days(pack, one, other)
    return {d for d in found if FIRST_YEAR < d.year < LAST_YEAR}


def compared_alone(pack: Pack, cone: Cone) -> bool:
    """Whether the day asked about is only compared with dates, or its year with years: then the days tried stand for all."""
    asked = {n for n in cone.nodes if pack.nodes[n].op == "asked"}
    years = {n for n in cone.nodes if pack.nodes[n].op == "calendar_year" and set(pack.nodes[n].args) <= asked}
    for number in cone.nodes:
        node = pack.nodes[number]
        if number in years or not any(a in asked or a in years for a in node.args):
            continue
        if node.op not in COMPARISONS or not constant_beside(pack, node.args, asked | years):
            return False
    return True


def constant_beside(pack: Pack, args: Sequence[int], of: set[int]) -> bool:
    return sum(a in of for a in args) == 1 and all(a in of or pack.nodes[a].op == "const" for a in args)
