"""The days on which to ask again that are tried: those on which, by the passing of time alone, something changes."""

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from pincite.explain.case import Case
from pincite.explain.changes.model import WAITED
from pincite.explain.changes.reads import Read, Variable, ways_of
from pincite.values.years import first_day
from pincitec.semantics.types import DATE, PERIOD
from pincitec.semantics.values import Elapsed, Fault, Records, Value, add_months

MOST_DAYS: Final = 12
"""Days on which to ask again that are tried."""


def waiting(case: Case, read: Read, order: int, years: Sequence[Variable]) -> Iterator[Variable]:
    """The days on which a period that runs is complete and the days after, those with which the rules compare the day asked about, those
    on which the next years begin in which it lies (of an amount only the former: each year may have another), and those on which the school
    years begin that are ways of `years`."""
    days = {date(year, *(case.pack.fact[v.fact].year_begins or (1, 1))) for v in years for year in v.ways if MINYEAR <= year <= MAXYEAR}
    if read.asked:
        domain, _ = ways_of(case, read, read.asked, DATE)
        days |= {d for d in domain.values if isinstance(d, date)}
        if case.pack.decision[case.questions[0].decision].kind != "value":
            days |= set(years_begin(read, case.on))
    held: list[tuple[tuple[int, ...], Value]] = [(nodes, case.facts.values.get(name)) for name, nodes in read.facts.items()]
    for records in (v for name in read.facts if isinstance(v := case.facts.values.get(name), Records)):
        held += [(nodes, row.get(name)) for (_, name), nodes in read.fields.items() for row in records.rows]
    for nodes, period in held:
        if isinstance(period, Elapsed):
            domain, _ = ways_of(case, read, nodes, PERIOD)
            days |= {d for limit in domain.limits if isinstance(limit, int) for d in ends(period, limit)}
    later = tuple(sorted(d for d in days if d > case.on))[:MOST_DAYS]
    yield Variable(WAITED, "", DATE, case.on, later, order)


def years_begin(read: Read, asked: date) -> Iterator[date]:
    """The first days of the next years, of whatever kind the rules ask in which the day asked about lies."""
    for taker, _ in (end for number in read.asked for end in read.uses.ends(number)):
        node = read.uses.node(taker)
        month, first = node.param[:2] if isinstance(node.param, tuple) and len(node.param) > 1 else (None, None)
        if node.op in ("school_year_of", "calendar_year") and isinstance(month, int) and isinstance(first, int):
            days = (first_day(year, month, first) for year in range(asked.year, min(asked.year + 3, MAXYEAR)))
            yield from (day for day in days if day is not None)


def ends(period: Elapsed, months: int) -> tuple[date, ...]:
    """The days, two where one does not exist, on which a period is so many months long, and those from which on it is longer."""
    try:
        days = tuple(dict.fromkeys(add_months(period.since, months)))
    except Fault:
        return ()
    return tuple(dict.fromkeys((*days, *(day + timedelta(1) for day in days if day < date.max))))
