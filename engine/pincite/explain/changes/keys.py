"""The keys of further records of a list: those after the last on file as far as they have begun, those between, and those before."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from pincitec.graph.clauses import Fact
from pincitec.semantics.types import Record
from pincitec.semantics.values import Value

MOST_ADDED: Final = 6
"""Records added to a list at once."""
FIRST_YEAR: Final = 1900

Keys = tuple[tuple[Value, ...], ...]


def keys_to_add(record: Record, rows: Sequence[Mapping[str, Value]], asked: date, fact: Fact) -> tuple[Keys, ...]:
    """The keys of one, two, … further records, in several ways; none for a record that several fields, or other values, tell apart."""
    key = record.field(record.by[0]) if len(record.by) == 1 else None
    if key is None:
        return ()
    held = [row[key.name] for row in rows]
    found: list[Sequence[Value]] = []
    match key.type.key:
        case "school_year":
            found = numbers([k for k in held if isinstance(k, int)], under_way(asked, fact), FIRST_YEAR)
        case "integer":
            most = max((k for k in held if isinstance(k, int)), default=0)
            found = numbers([k for k in held if isinstance(k, int)], most + MOST_ADDED, 1)
        case "text":
            names = [n for n in (f"another {i}" for i in range(1, MOST_ADDED + len(held) + 1)) if n not in held]
            found = [names[:many] for many in range(1, MOST_ADDED + 1)]
    return tuple(dict.fromkeys(tuple((k,) for k in keys) for keys in found if keys))


def under_way(asked: date, fact: Fact) -> int:
    """The year in which the school year begins that is under way."""
    return asked.year if (asked.month, asked.day) >= (fact.year_begins or (1, 1)) else asked.year - 1


def still_to_come(record: Record, rows: Sequence[Mapping[str, Value]], asked: date, fact: Fact) -> tuple[Keys, ...] | None:
    """The keys of further records that may still come to a list that is complete: of school years, the one that is under way, since those
    that have ended are known not to be on file. `None` for other keys, which no time bounds."""
    key = record.field(record.by[0]) if len(record.by) == 1 else None
    if key is None or key.type.key != "school_year":
        return None
    year: Value = under_way(asked, fact)
    return () if any(row[key.name] == year for row in rows) else (((year,),),)


def numbers(held: Sequence[int], newest: int, oldest: int) -> list[Sequence[Value]]:
    """Numbers that follow one another, after those held, between them, or before them; nothing above `newest` or below `oldest`.

    >>> numbers([2018, 2020], 2021, 1900)[:4]
    [range(2021, 2022), [2019], range(2017, 2018), range(2016, 2018)]
    """
    held = sorted(held)
    between = [n for a, b in pairwise(held) for n in range(a + 1, b)][:MOST_ADDED]
    found: list[Sequence[Value]] = []
    for many in range(1, MOST_ADDED + 1):
        first = held[-1] + 1 if held else newest - many + 1
        if first + many - 1 <= newest:
            found.append(range(first, first + many))
        if len(between) >= many:
            found.append(between[:many])
        if held and held[0] - many >= oldest:
            found.append(range(held[0] - many, held[0]))
    return found
