"""Facts of a case to the plain values of a record, and back into what an executor takes. Stands over `shapes.py`.

A record may come from anybody: back, every value must fit the type that the pack at hand declares, as a facts file's must.
"""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from pincite.audit.shapes import FactData, FieldData, JudgedData, RowData, ValueData
from pincite.facts import Facts, Given, Judged
from pincite.facts.lists import in_order, plain
from pincite.facts.literals import FIRST_YEAR, LAST_YEAR, MOST_TEXT
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.judgements import joint
from pincitec.semantics.truth import FAILS, HOLDS, NAMES
from pincitec.semantics.types import Enumeration, ListOf, Quantity, Record, Type
from pincitec.semantics.values import Elapsed, Interval, Number, Records, Value, exact

NUMBER: Final = re.compile(r"(-?(?:0|[1-9][0-9]{0,79}))(?:/([1-9][0-9]{0,79}))?", re.ASCII)
WHOLE: Final = ("integer", "money", "days", "period", "school_year")
TRUTHS: Final = {"holds": HOLDS, "fails": FAILS}


class Unfit(Exception):
    """Facts that do not fit the rules at hand. The message says which, as a phrase."""


def facts_data(pack: Pack, facts: Facts) -> tuple[FactData, ...]:
    """The facts by name, as they were given."""
    return tuple(fact_data(pack, pack.fact[name], facts.given[name]) for name in sorted(facts.given))


def fact_data(pack: Pack, fact: Fact, given: Given) -> FactData:
    kind = pack.type_of[fact.type]
    records = complete = None
    if isinstance(kind, ListOf) and isinstance(given.value, Records):
        complete = given.value.complete
        records = tuple(RowData(tuple(field_data(kind.element, row[n]) for n in sorted(row))) for row in given.rows)
    return FactData(
        fact.name,
        fact.type,
        given.stated,
        None if isinstance(kind, ListOf) else value_data(kind, given.value),
        given.source,
        given.date,
        given.status,
        given.missing,
        given.judged_by,
        tuple(JudgedData(j.by, j.stated, value_data(kind, j.value), j.source, j.date, j.status, j.missing) for j in given.judgements),
        records,
        complete,
    )


def field_data(record: Record, given: Given) -> FieldData:
    field = record.field(given.fact)
    assert field is not None  # INVARIANT: a row holds only declared fields
    value = value_data(field.type, given.value)
    return FieldData(
        field.name, field.type.key, given.stated, value, given.source, given.date, given.status, given.missing, given.judged_by
    )


def value_data(kind: Type, value: Value) -> ValueData | None:
    """The typed form of a value that a fact may have."""
    match value:
        case None:
            return None
        case int() if isinstance(kind, Enumeration):
            return ValueData(member=kind.members[value].name)
        case int() if kind.key == "boolean":
            return ValueData(truth=NAMES[value])
        case int() | Fraction():
            return ValueData(number=str(value))
        case Interval(low, high):
            return ValueData(low=str(low), high=str(high))
        case Elapsed(since, asked, ""):
            return ValueData(since=since, until=asked)
        case date():
            return ValueData(day=value)
        case str():
            return ValueData(text=value)
    raise AssertionError(f"no fact has the value {value!r}")


def facts_from(pack: Pack, data: tuple[FactData, ...], on: date) -> Facts:
    """The facts as they were read for a question as of the day `on`. Raises `Unfit`."""
    names = [d.name for d in data]
    if names != sorted(set(names)):
        raise Unfit("its facts are not in order of name, each once")
    given = {d.name: given_from(pack, d, on) for d in data}
    values = {name: g.value for name, g in given.items() if g.value is not None}
    return Facts(given, values, tuple(sorted({name.rpartition(".")[0] for name in names})), on)


def given_from(pack: Pack, data: FactData, on: date) -> Given:
    fact = pack.fact.get(data.name)
    if fact is None:
        raise Unfit(f"the rules have no fact `{data.name}`")
    if fact.type != data.type:
        raise Unfit(f"`{data.name}` has the type `{data.type}` in the record and `{fact.type}` in the rules")
    kind = pack.type_of[fact.type]
    value: Value
    rows: tuple[Mapping[str, Given], ...] = ()
    if isinstance(kind, ListOf):
        if data.value is not None or data.judgements:
            raise Unfit(f"`{data.name}` is a list, and has a single value")
        value, rows = records_from(kind.element, data, on)
    elif data.records is not None or data.complete is not None:
        raise Unfit(f"`{data.name}` is no list, and has records")
    else:
        value = value_from(kind, data.name, data.value, on)
    judgements = tuple(judged_from(kind, fact, j, on) for j in data.judgements)
    if judgements:
        settled(kind, fact, judgements, value)
    judges(fact, data.judged_by, *(j.by for j in judgements))
    return made(data, value, rows, judgements)


def made(
    data: FactData | FieldData, value: Value, rows: tuple[Mapping[str, Given], ...] = (), judgements: tuple[Judged, ...] = ()
) -> Given:
    if (value is None) != (data.missing is not None):
        raise Unfit(f"`{data.name}` has a value and is missing" if value is not None else f"`{data.name}` has no value, and no reason why")
    stated = (data.source, data.date, data.status, data.missing, data.judged_by)
    return Given(data.name, value, data.stated, *stated, None, rows, judgements)


def judges(fact: Fact, *named: str | None) -> None:
    unknown = next((name for name in named if name is not None and name not in fact.judged_by), None)
    if unknown is not None:
        raise Unfit(f"`{unknown}` does not judge `{fact.name}` in the rules")


def judged_from(kind: Type, fact: Fact, data: JudgedData, on: date) -> Judged:
    value = value_from(kind, fact.name, data.value, on)
    return Judged(data.by, value, data.stated, data.source, data.date, data.status, data.missing)


def settled(kind: Type, fact: Fact, judgements: tuple[Judged, ...], value: Value) -> None:
    """The value is what the judgements come to, and they stand in the order of the rules."""
    by = {j.by: j.value for j in judgements}
    found = joint([by.get(party) for party in fact.judged_by], condition=kind.key == "boolean", any_of=fact.judged_by_any)
    if found.value != value or list(by) != [party for party in fact.judged_by if party in by] or len(by) != len(judgements):
        raise Unfit(f"the judgements of `{fact.name}` do not come to its value under the rules")


def records_from(record: Record, data: FactData, on: date) -> tuple[Records | None, tuple[Mapping[str, Given], ...]]:
    if data.records is None or data.complete is None:
        if data.records is not None or data.complete is not None:
            raise Unfit(f"`{data.name}` says only one of its records and whether they are complete")
        return None, ()
    rows = tuple(row_from(record, data.name, row, on) for row in data.records)
    keys = [in_order(tuple(row[name].value for name in record.by)) for row in rows]
    if any(a >= b for a, b in pairwise(keys)):
        raise Unfit(f"the records of `{data.name}` are not in order of their keys, each once")
    return Records(tuple(plain(record, row) for row in rows), data.complete), rows


def row_from(record: Record, name: str, data: RowData, on: date) -> Mapping[str, Given]:
    row: dict[str, Given] = {}
    for part in data.fields:
        field = record.field(part.name)
        if field is None or field.type.key != part.type or part.name in row or part.judged_by is not None:
            raise Unfit(f"`{name}` has a record whose field `{part.name}` the rules do not have so")
        row[part.name] = made(part, value_from(field.type, part.name, part.value, on))
    if any(key not in row or row[key].value is None for key in record.by):
        raise Unfit(f"`{name}` has a record without its key")
    return row


def value_from(kind: Type, name: str, data: ValueData | None, on: date) -> Value:
    """The value of a type; anything that no facts file could have given it is refused."""
    if data is None:
        return None
    given = {key: value for key in ValueData.__annotations__ if (value := getattr(data, key)) is not None}
    value = typed(kind, given, on)
    if value is None:
        raise Unfit(f"`{name}` has a value that is no {kind}")
    return value


def typed(kind: Type, given: Mapping[str, Any], on: date) -> Value:
    match given:
        case {"truth": word, **rest} if not rest and kind.key == "boolean":
            return TRUTHS.get(word)
        case {"member": member, **rest} if not rest and isinstance(kind, Enumeration):
            return kind.index(member)
        case {"text": text, **rest} if not rest and kind.key == "text":
            return str(text) if len(text) <= MOST_TEXT else None
        case {"day": day, **rest} if not rest and kind.key == "date":
            return day if isinstance(day, date) and FIRST_YEAR <= day.year <= LAST_YEAR else None
        case {"number": digits, **rest} if not rest and (isinstance(kind, Quantity) or kind.key == "school_year"):
            return counted(kind, digits)
        case {"low": low, "high": high, **rest} if not rest and kind.key == "period":
            return bounded(counted(kind, low), counted(kind, high))
        case {"since": since, "until": until, **rest} if not rest and kind.key == "period":
            sound = isinstance(since, date) and since.year >= FIRST_YEAR and since <= on == until
            return Elapsed(since, on) if sound else None
    return None


def bounded(low: Number | None, high: Number | None) -> Interval | None:
    return None if low is None or high is None or low >= high else Interval(low, high)


def counted(kind: Type, digits: str) -> Number | None:
    found = NUMBER.fullmatch(digits)
    if found is None:
        return None
    number = exact(Fraction(int(found[1]), int(found[2] or 1)))
    if str(number) != digits or (kind.key in WHOLE and not isinstance(number, int)):
        return None
    if kind.key == "school_year":
        return number if FIRST_YEAR <= number <= LAST_YEAR else None
    return number if number >= 0 or (isinstance(kind, Quantity) and kind.signed) else None
