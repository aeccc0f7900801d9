"""What can be varied of a case: its facts, the fields of its records, further records, and the day. First step of `find.py`.

Each variable has *ways*: values from every range that the rules tell apart, the nearest to the value on file first. What the rules compare
with a fact that is known is compared with that fact's value.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeVar

from attrs import field, frozen

from pincite.explain.case import Case
from pincite.explain.changes.keys import keys_to_add, still_to_come
from pincite.explain.changes.model import ADDED, CHANGED, FIELD, GIVEN, WAITED
from pincite.explain.findings import facts_read
from pincite.values.domains import Domain, domain_of
from pincite.values.uses import Uses, uses_of
from pincite.values.years import COMPARISONS, first_day
from pincitec.graph.clauses import FIXED, PAST, Fact
from pincitec.graph.slices import reachable
from pincitec.semantics.operations import call
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, DATE, PERIOD, SCHOOL_YEAR, Field, ListOf, Record, Type
from pincitec.semantics.values import DateRange, Elapsed, Fault, Interval, Records, Value, add_months

K = TypeVar("K")
V = TypeVar("V")

MOST_DAYS: Final = 12
"""Days on which to ask again that are tried."""


class Variable(NamedTuple):
    """One thing that can be otherwise. `ways` are the other values it may have, the nearest first; those of records to be added are the
    keys of the new records. `past`: it lies in the past; `fixed` things are no variables. `order`: its place in the order of the law.

    `fields` are the variables of the fields of a record to be added. `relies` are the facts whose values its ways were taken from.
    """

    kind: str
    fact: str
    type: Type
    current: Value
    ways: tuple[Any, ...]
    order: int
    effort: int = 1
    past: bool = False
    row: int | None = None
    field: str | None = None
    domain: Domain = Domain((), False)
    relies: frozenset[str] = frozenset()
    fields: tuple["Variable", ...] = ()


class Read(NamedTuple):
    """What a question reads, the same for every case: its nodes by what they read, and for each node, as bits, from which of these it is
    computed. `domains` and `met` keep what was found for one case and holds for every other."""

    uses: Uses
    reached: frozenset[int]
    facts: Mapping[str, tuple[int, ...]]
    fields: Mapping[tuple[str, str], tuple[int, ...]]
    asked: tuple[int, ...]
    masks: Sequence[int]
    domains: dict[tuple[object, ...], Domain]
    met: dict[tuple[tuple[int, ...], Value], int]


READ: Final[dict[tuple[object, ...], Read]] = {}
MOST_READ: Final = 64
MOST_KEPT: Final = 10_000
"""Values kept of each question: how many conditions each meets, and the domains."""


def read_by(case: Case) -> Read:
    key = (case.pack.hash, case.questions[0].verdict, case.law_on, tuple(sorted(case.readings.items())))
    if not case.pack.hash or key not in READ:
        if len(READ) >= MOST_READ:
            READ.clear()
        READ[key] = read_anew(case)
    return READ[key]


def read_anew(case: Case) -> Read:
    nodes = case.slice.nodes
    reached = reachable(nodes, (case.questions[0].verdict,))
    facts: dict[str, list[int]] = {}
    fields: dict[tuple[str, str], list[int]] = {}
    asked: list[int] = []
    masks = [0] * len(nodes)
    for number in case.slice.order:
        node = nodes[number]
        for arg in node.args:
            masks[number] |= masks[arg]
        if node.op == "asked":
            asked.append(number)
        elif node.op == "fact":
            facts.setdefault(str(node.param), []).append(number)
        elif node.op in ("field", "field_truth"):
            fields.setdefault((nodes[node.args[0]].type, str(node.param)), []).append(number)
        else:
            continue
        masks[number] |= 1 << number
    inside = frozenset(reached)
    return Read(
        uses_of(case.pack, case.slice),
        inside,
        {name: tuple(found) for name, found in facts.items() if inside & set(found)},
        {key: tuple(found) for key, found in fields.items() if inside & set(found)},
        tuple(n for n in asked if n in inside),
        masks,
        {},
        {},
    )


@frozen
class Known(Uses):
    """Uses in which what the case knows is a constant, unless it is computed from one of the nodes in `sources` (as bits)."""

    values: Sequence[Any] = field(eq=False, kw_only=True)
    masks: Sequence[int] = field(eq=False, kw_only=True)
    sources: int = field(kw_only=True)
    relied: set[int] = field(factory=set, eq=False, kw_only=True)
    looked_up: set[int] = field(factory=set, eq=False, kw_only=True)

    def constant(self, number: int) -> Value:
        number = self.below(number)
        found = super().constant(number)
        if found is not None or self.slice.levels[number] != 0 or self.sources & self.masks[number]:
            return found
        self.looked_up.add(number)
        value: Value = self.values[number]
        if not isinstance(value, (int, Fraction, date, str)):
            return None
        self.relied.add(number)
        return value


class Varied(NamedTuple):
    """What can be varied of a case. `open`: what can still become so, and the day. `all`: also what lies in the past, and no day."""

    open: tuple[Variable, ...]
    all: tuple[Variable, ...]


def variables(case: Case, *, amounts: bool) -> Varied:
    """What can be varied. `amounts`: the answer is an amount, so what is only computed with is left alone: that an amount follows it, its
    working shows."""
    read = read_by(case)
    found: list[Variable] = []
    for order, name in enumerate(facts_read(case)):
        if name in read.facts:
            fact = case.pack.fact[name]
            kind = case.pack.type_of[fact.type]
            if isinstance(kind, ListOf):
                found += of_list(case, read, fact, kind, order, amounts=amounts)
            else:
                found += of_fact(case, read, fact, kind, order, amounts=amounts)
    every = tuple(v for v in found if v.ways)
    behind = {v.fact for v in every if v.past and v.kind == ADDED}
    years = tuple(v for v in every if v.type == SCHOOL_YEAR and not v.past)
    days = (v for v in waiting(case, read, len(found), years) if v.ways)
    return Varied((*(v for v in every if not v.past), *days), tuple(v for v in every if v.past or v.kind != ADDED or v.fact not in behind))


def of_fact(case: Case, read: Read, fact: Fact, kind: Type, order: int, *, amounts: bool) -> Iterator[Variable]:
    value = case.facts.values.get(fact.name)
    missing = is_missing(kind, value)
    runs = isinstance(value, Elapsed)
    if (fact.change == FIXED and not missing) or isinstance(value, Interval) or (missing and kind.key == "text"):
        return
    domain, relies = ways_of(case, read, read.facts[fact.name], kind)
    if amounts and not domain.exact and not domain.limits:
        return
    past = not missing and (fact.change == PAST or runs)
    ways = best_first(read, read.facts[fact.name], domain) if missing else nearest(kind, domain, value)
    yield Variable(GIVEN if missing else CHANGED, fact.name, kind, value, ways, order, fact.effort, past, domain=domain, relies=relies)


def is_missing(kind: Type, value: Value) -> bool:
    return value is None or (kind == BOOLEAN and value == UNDETERMINED)


def ways_of(case: Case, read: Read, nodes: Sequence[int], kind: Type) -> tuple[Domain, frozenset[str]]:
    """The values of a fact or field at which something changes, and the other facts that say where these lie."""
    key = (tuple(nodes), kind.key, case.on)
    if key in read.domains:
        return read.domains[key], frozenset()
    sources = sum(1 << n for n in nodes)
    known = Known(case.pack, case.slice, read.uses.takers, values=case.values, masks=read.masks, sources=sources)
    domain = domain_of(known, nodes, kind, case.on)
    if not known.looked_up:
        keep(read.domains, key, domain)
    return domain, frozenset(name for n in sorted(known.relied) for name in case.facts_under(n))


def nearest(kind: Type, domain: Domain, value: Value) -> tuple[Value, ...]:
    """The values of a domain other than the one on file, the nearest first. A period that still runs is no value to ask for."""
    ways = [v for v in domain.values if v != value and not isinstance(v, Elapsed)]
    here = position(value)
    if here is None or kind == BOOLEAN:
        return tuple(ways)
    return tuple(sorted(ways, key=lambda v: abs((position(v) or 0) - here)))


def position(value: Value) -> Any:
    """Where a value lies on its line; `None` of what has no order."""
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Elapsed):
        return (value.asked.year - value.since.year) * 12 + value.asked.month - value.since.month
    return None if value is None or isinstance(value, (str, Interval, DateRange, Records)) else value


# ---- lists


def of_list(case: Case, read: Read, fact: Fact, kind: ListOf, order: int, *, amounts: bool) -> Iterator[Variable]:
    """The fields of the records on file, and records to be added; of a list that is missing, the records that would be all of it."""
    record = kind.element
    value = case.facts.values.get(fact.name)
    rows = value.rows if isinstance(value, Records) else ()
    asked = [f for f in record.fields if (record.key, f.name) in read.fields and f.name not in record.by]
    found = {f.name: ways_of(case, read, read.fields[record.key, f.name], f.type) for f in asked}
    for index, row in enumerate(rows):
        for each in asked:
            if found[each.name][0].exact or not amounts:
                yield from of_field(read, record, fact, each, index, row[each.name], found[each.name], order)
    if (fact.change != FIXED or value is None) and not amounts:
        made, past = (GIVEN, False) if value is None else (ADDED, fact.change == PAST)
        fields = tuple(new_field(read, read.fields[record.key, f.name], fact, f, found[f.name][0], order) for f in asked)
        keys = keys_to_add(record, rows, case.on, fact)
        whole = Variable(made, fact.name, kind, value, keys, order, fact.effort, past, fields=fields)
        if past or not (isinstance(value, Records) and value.complete):
            yield whole
            return
        coming = still_to_come(record, rows, case.on, fact)
        if coming is None:
            yield whole
            return
        yield whole._replace(ways=coming)
        yield whole._replace(past=True)


def new_field(read: Read, nodes: Sequence[int], fact: Fact, each: Field, domain: Domain, order: int) -> Variable:
    """A field of a record to be added."""
    return Variable(FIELD, fact.name, each.type, None, best_first(read, nodes, domain), order, field=each.name, domain=domain)


def keep(kept: dict[K, V], key: K, value: V) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value


def best_first(read: Read, nodes: Sequence[int], domain: Domain) -> tuple[Value, ...]:
    """The values of a domain, those first that meet the most of the conditions on them."""
    ways = [v for v in domain.values if not isinstance(v, Elapsed)]
    return tuple(sorted(ways, key=lambda way: -met_by(read, tuple(nodes), way)))


def met_by(read: Read, nodes: tuple[int, ...], value: Value) -> int:
    """`meets`, counted once."""
    if (nodes, value) not in read.met:
        keep(read.met, (nodes, value), meets(read.uses, nodes, value))
    return read.met[nodes, value]


def meets(uses: Uses, nodes: Sequence[int], value: Value) -> int:
    """How many of the conditions on a value, compared with constants, it meets."""
    met = 0
    for taker, place in (end for n in nodes for end in uses.ends(n)):
        node = uses.node(taker)
        if node.op in COMPARISONS:
            beside = uses.constant(node.args[1 - place])
            sides = [beside, beside]
            sides[place] = value
            met += beside is not None and call(node.op, node.param, sides) == HOLDS
        elif node.type == "boolean":
            met += (value == HOLDS) != (node.op == "not")
    return met


def of_field(
    read: Read, record: Record, fact: Fact, each: Field, row: int, held: Value, found: tuple[Domain, frozenset[str]], order: int
) -> Iterator[Variable]:
    missing = is_missing(each.type, held)
    if isinstance(held, Interval) or (not missing and FIXED in (each.change, fact.change)):
        return
    past = not missing and (PAST in (each.change, fact.change) or isinstance(held, Elapsed))
    ways = best_first(read, read.fields[record.key, each.name], found[0]) if missing else nearest(each.type, found[0], held)
    yield Variable(FIELD, fact.name, each.type, held, ways, order, each.effort, past, row, each.name, *found)


# ---- time


def waiting(case: Case, read: Read, order: int, years: Sequence[Variable]) -> Iterator[Variable]:
    """The days on which a period that runs is complete and the days after, those with which the rules compare the day asked about, those
    on which the next years begin in which it lies, and those on which the school years begin that are ways of `years`."""
    days = {date(year, *(case.pack.fact[v.fact].year_begins or (1, 1))) for v in years for year in v.ways if MINYEAR <= year <= MAXYEAR}
    if read.asked:
        domain, _ = ways_of(case, read, read.asked, DATE)
        days |= {d for d in domain.values if isinstance(d, date)}
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
