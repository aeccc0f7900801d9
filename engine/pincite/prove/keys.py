"""The lists to try: how many records, and with which keys. Records vary only in the fields that a claim reads.

A list whose key is one of a few values can be tried whole. Any other list may be longer than what is tried, and it is said so.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, islice, product
from typing import Final

from attrs import frozen

from pincite.values.domains import domain_of
from pincite.values.inverting import most_counted
from pincite.values.uses import Uses
from pincitec.semantics.types import BOOLEAN, SCHOOL_YEAR, Enumeration, Record, Type
from pincitec.semantics.values import Value

FEWEST: Final = 3
MOST: Final = 6
"""Records of the longest list tried: one more than the largest number of records that the claim asks for, within these bounds."""
MOST_PATTERNS: Final = 40
"""Ways in which the keys of a list of one length are tried."""

Keys = tuple[tuple[Value, ...], ...]
"""The keys of a list: for each record, the values of its key fields."""


@frozen
class Lists:
    """The lists to try of one list fact. `whole` is their greatest number of records where no list can have more."""

    record: Record
    most: int
    whole: int | None
    patterns: tuple[tuple[Keys, ...], ...]
    """For each number of records, the ways in which their keys are tried."""


def lists_of(uses: Uses, fact: int, record: Record, asked: date) -> Lists:
    """The lists to try of the list that the node `fact` reads."""
    whole = all_keys(record)
    longest = min(MOST, max(FEWEST, most_counted(uses) + 1)) if whole is None else min(MOST, len(whole))
    patterns = []
    for number in range(longest + 1):
        ways = combinations(whole, number) if whole is not None else keys_of(uses, record, number, asked)
        patterns.append(tuple(islice(dict.fromkeys(ways), MOST_PATTERNS)))
    complete = whole is not None and len(whole) <= longest and all(len(p) < MOST_PATTERNS for p in patterns)
    return Lists(record, longest, longest if complete else None, tuple(patterns))


def all_keys(record: Record) -> list[tuple[Value, ...]] | None:
    """Every key that a record of this kind can have, where they are few."""
    kinds = [field.type for name in record.by if (field := record.field(name)) is not None]
    if not kinds or any(not (isinstance(k, Enumeration) or k == BOOLEAN) for k in kinds):
        return None
    every = list(islice(product(*(members(k) for k in kinds)), MOST + 1))
    return every if len(every) <= MOST else None


def members(kind: Type) -> Sequence[Value]:
    return tuple(range(len(kind.members))) if isinstance(kind, Enumeration) else (3, 0)


def keys_of(uses: Uses, record: Record, number: int, asked: date) -> Iterator[Keys]:
    """Ways to choose the keys of so many records: years that follow one another, then with gaps; of other keys, the first values."""
    if record.order is not None:
        last = asked.year - 1 if record.order.type == SCHOOL_YEAR else number
        compared = [v for v in read_values(uses, record, record.by[0], asked) if isinstance(v, int)]
        if record.order.type == SCHOOL_YEAR:
            compared = [v for v in compared if v <= asked.year]
        for end in dict.fromkeys((last, *reversed(compared))):
            if end - number + 1 >= 0:
                yield tuple((end - number + 1 + i,) for i in range(number))
        if reads_neighbours(uses, record):
            for gaps in product((1, 2), repeat=max(0, number - 1)):
                years = [last]
                for gap in gaps:
                    years.insert(0, years[0] - gap)
                yield tuple((y,) for y in years[:number])
        return
    choices = [key_values(uses, record, name, number, asked) for name in record.by]
    several = islice(product(*choices), 4 * MOST)
    yield from combinations(several, number)


def key_values(uses: Uses, record: Record, name: str, number: int, asked: date) -> Sequence[Value]:
    """Values of one key field: those that matter, then as many others as there are records."""
    field = record.field(name)
    assert field is not None  # INVARIANT: a key is one of the record's fields
    if isinstance(field.type, Enumeration) or field.type == BOOLEAN:
        return members(field.type)
    found = list(read_values(uses, record, name, asked))
    match field.type.key:
        case "text":
            found += [f"record {i + 1}" for i in range(number)]
        case "date":
            found += [asked - timedelta(i + 1) for i in range(number)]
        case "school_year":
            found += [asked.year - 1 - i for i in range(number)]
        case _:
            found += list(range(1, number + 1))
    return tuple(dict.fromkeys(found))


def read_values(uses: Uses, record: Record, name: str, asked: date) -> Sequence[Value]:
    """The values of a key field at which an answer may change; none where the claim does not read it."""
    field = record.field(name)
    sources = [
        n for n in uses.slice.order if (node := uses.node(n)).op in ("field", "field_truth") and node.param == name
        and uses.node(node.args[0]).type == record.key
    ]  # fmt: skip
    return domain_of(uses, sources, field.type, asked).values if field is not None and sources else ()


def reads_neighbours(uses: Uses, record: Record) -> bool:
    """Whether it matters which records follow one another."""
    nodes = [uses.node(n) for n in uses.slice.order]
    return any(n.op == "consecutive" or (n.op == "neighbour" and n.type == record.key) for n in nodes)
