"""The days on which anything changes that an answer rests on: between two of them all rows are asked under the same law.

Stands under `deciding.py`. A pure function of the pack.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from pincite.explain.asking import cone
from pincitec.graph.clauses import Clause
from pincitec.graph.pack import Pack
from pincitec.graph.texts import SectionText


@frozen
class Intervals:
    """The days before `breaks[0]`, those of `[breaks[i - 1], breaks[i])` for each place, and those from the last on. Breaks ascend."""

    breaks: tuple[date, ...]

    def place(self, day: date) -> int:
        """The number of the interval that holds a day.

        >>> Intervals((date(2019, 6, 14),)).place(date(2019, 6, 13)), Intervals((date(2019, 6, 14),)).place(date(2019, 6, 14))
        (0, 1)
        """
        return bisect_right(self.breaks, day)

    def day(self, place: int) -> date:
        """A day of an interval: its first, and of the one that has none the last."""
        if place:
            return self.breaks[place - 1]
        return self.breaks[0] - timedelta(1) if self.breaks else date(2000, 1, 1)


def intervals(pack: Pack, decisions: Iterable[str]) -> Intervals:
    """The intervals of law for questions about these decisions (qualified names), under any reading."""
    reached: set[int] = set()
    for decision in decisions:
        reached |= cone(pack, pack.main_question(decision).verdict, None)
    clauses = {pack.nodes[n].param for n in reached if pack.nodes[n].op == "clause"}
    clauses |= {part.clause for n in reached if n in pack.question for part in pack.question[n].clauses}
    clauses |= {use.clause for use in pack.definitions if use.node in reached}
    days: set[date] = set()
    sections: set[str] = set()
    for number in sorted(n for n in clauses if isinstance(n, int)):
        clause = pack.clauses[number]
        days.update(days_of(pack, clause))
        sections |= {clause.section, *(pack.quotes[q].section for q in clause.quotes)}
    for id in sections:
        days.update(days_of_section(pack.section[id]))
    return Intervals(tuple(sorted(d for d in days if d > date.min)))


def days_of(pack: Pack, clause: Clause) -> Iterator[date]:
    """The days on which a clause begins or ceases to stand, or one of its quotations to be verified."""
    spans = [(s.from_, s.until) for s in clause.standings]
    spans += [(place.from_, place.until) for q in clause.quotes for place in pack.quotes[q].places]
    yield from (day for span in spans for day in span if day is not None)


def days_of_section(section: SectionText) -> Iterator[date]:
    """The days on which the text of a section changes, the day after the last for which it is known, and those on which an act has to be
    told of."""
    spans: list[tuple[date | None, date | None]] = [(v.from_, v.until) for v in section.versions]
    spans += [(n.from_, n.until) for n in section.notices]
    yield from (day for span in spans for day in span if day is not None)
    if section.known_until is not None:
        yield section.known_until + timedelta(1)
