"""What can be varied of a case: its facts, the fields of its records, further records, and the day. First step of `find.py`.

Each variable has *ways*: values from every range that the rules tell apart, the nearest to the value on file first.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pincite.explain.case import Case
from pincite.explain.changes.keys import keys_to_add, still_to_come
from pincite.explain.changes.model import ADDED, CHANGED, FIELD, GIVEN
from pincite.explain.changes.reads import Read, Variable, keep, read_by, ways_of
from pincite.explain.changes.waiting import waiting
from pincite.explain.findings import facts_read
from pincite.values.domains import Domain
from pincite.values.uses import Uses
from pincite.values.years import COMPARISONS
from pincitec.graph.clauses import FIXED, PAST, Fact
from pincitec.semantics.operations import call
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, SCHOOL_YEAR, Field, ListOf, Record, Type
from pincitec.semantics.values import DateRange, Elapsed, Interval, Records, Value


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
