"""Plain Python values to the values of facts without a tree between: what is surely fine is taken, everything else is in doubt.

Stands beside `python_reader.py` and `reading.py`, whose rules these are. A reader here gives a value only where they give the same one
without any problem; else `None`, and whoever asks hands the whole mapping to `facts_from_mapping`, which says what is wrong with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, Final

from pincite.facts.context import Slot
from pincite.facts.lists import MOST_RECORDS, WHOLE, in_order
from pincite.facts.literals import MOST_DIGITS, MOST_TEXT, Wrong, read_date, read_leaf
from pincite.facts.python_reader import NOWHERE, leaf
from pincite.facts.stating import begun
from pincite.facts.tree import HIDDEN, MOST_ITEMS, Leaf, Refused
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.types import PERIOD, SCHOOL_YEAR, Enumeration, ListOf, Quantity, Record, Type
from pincitec.semantics.values import Elapsed, Value

Reader = Callable[[object], Value]
"""From what stands in a mapping, and is not `None`, to the value of a fact; `None` where there is any doubt."""

MOST_TEXTS: Final = 4_096
LONGEST: Final = 64
"""Texts of one fact that are remembered, and the most characters of one: what a thousand people state is mostly the same."""

OF_WHOLE: Final = frozenset(WHOLE)
MOST_AT_ONE: Final = 5
"""Words, mappings and lists that one value may be made of here: those of `{value: …, source: …}`."""


class Texts(dict[str, Any]):
    """Texts of one fact and their values, each read once; `None` for one in doubt. Where there is no room, what is held is forgotten."""

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: str) -> Value:
        value = self.read(text)
        if value is not None and len(text) <= LONGEST:
            if len(self) >= MOST_TEXTS:
                self.clear()
            self[text] = value
        return value


def value_reader(slot: Slot, asked: date) -> Reader:
    """The reader of a fact or field that is no list: a value that stands alone, with a source, or since when a period has run."""

    def read(value: object) -> Value:
        if type(value) is dict:
            return around(value)
        try:
            stated = leaf(value)
        except Refused:
            return None
        if stated.kind == "null" or HIDDEN.search(stated.text):
            return None
        found = read_leaf(stated, slot.type)
        if isinstance(found, Wrong):
            return None
        if slot.type == SCHOOL_YEAR and not (isinstance(found, int) and begun(found, slot.year_begins, asked)):
            return None
        return found

    def around(value: Mapping[Any, Any]) -> Value:
        if len(value) == 2 and "value" in value and is_text(value.get("source")):
            return read(value["value"]) if type(value["value"]) is not dict else None
        if slot.type == PERIOD and len(value) == 1 and "since" in value:
            return since(value["since"], asked)
        return None

    return read


def since(value: object, asked: date) -> Elapsed | None:
    """A period that has run since a day."""
    if type(value) is str:
        found = read_date(Leaf("quoted", value, NOWHERE)) if not HIDDEN.search(value) else None
    elif type(value) is date:
        found = read_date(leaf(value))
    else:
        return None
    return Elapsed(found, asked) if type(found) is date and found <= asked else None


def is_text(value: object) -> bool:
    """Whether this may stand as the source of a value."""
    if type(value) is not str:
        return False
    if value.isascii() and value.isprintable():  # nothing of this is hidden
        return 0 < len(value) <= MOST_TEXT and not value.isspace()
    return 0 < len(value.strip()) <= MOST_TEXT and not HIDDEN.search(value)


def whole_numbers(kind: Type) -> tuple[int, int] | None:
    """What a whole number of a type is multiplied with, and the first that has too many digits; `None` where it is no value."""
    if not isinstance(kind, Quantity) or kind.key in ("percent", "period"):
        return None
    scale = 100 if kind.key == "money" else 1
    return scale, 10**MOST_DIGITS // scale


def members(kind: Enumeration) -> Mapping[str, int]:
    """The members by their names, as texts give them."""
    found: dict[str, int] = {}
    for i, member in enumerate(kind.members):
        if not HIDDEN.search(member.name):
            found.setdefault(member.name, i)
    return found


def most_records(pack: Pack) -> int:
    """Records of a list that are read here: so few that the mapping holds no more than one may, whatever else is in it."""
    each = sum(3 + (MOST_AT_ONE + 1) * len(kind.element.fields) for kind in kinds(pack) if isinstance(kind, ListOf))
    rest = (MOST_AT_ONE + 4) * (len(pack.facts) + 1)
    return max(0, min(MOST_RECORDS, (MOST_ITEMS - rest) // max(each, 1)))


def kinds(pack: Pack) -> Iterable[Type]:
    return (pack.type_of[fact.type] for fact in pack.facts)


def opened(given: object, most: int, *, by_key: bool) -> tuple[Iterable[tuple[Any, Any]], bool] | None:
    """The records of a list, each with the key that it stands under or `None`, and whether it is complete. `by_key`: they have one key."""
    parts, complete = given, False
    if type(given) is dict:
        if "records" in given:
            known = 1
            if "source" in given:
                known += 1
                if not is_text(given["source"]):
                    return None
            if "complete" in given:
                known += 1
                complete = given["complete"]
                if complete is not False and not (complete is True and "source" in given):
                    return None
            if len(given) != known:
                return None
            parts = given["records"]
        elif not OF_WHOLE.isdisjoint(given):
            return None
    if type(parts) is dict:
        return (parts.items(), complete) if by_key and len(parts) <= most else None
    if type(parts) is list or type(parts) is tuple:
        return (zip(repeat(None), parts), complete) if len(parts) <= most else None
    return None


def in_key_order(record: Record, rows: Sequence[Mapping[str, Value]]) -> list[Mapping[str, Value]] | None:
    """The records in order of their keys; `None` where two are one."""
    by_identity = {tuple(row[name] for name in record.by): row for row in rows}
    return [by_identity[i] for i in sorted(by_identity, key=in_order)] if len(by_identity) == len(rows) else None


def names_of(pack: Pack, fact: Fact) -> tuple[str, str]:
    """The short name of a fact where it has one of its own, and the qualified one."""
    short = fact.name.rpartition(".")[2]
    return (short if short not in pack.fact and len(pack.facts_called.get(short, ())) == 1 else fact.name), fact.name


def rest_reader(pack: Pack, asked: date, known: Iterable[str], slots: Mapping[str, Slot]) -> Callable[[Mapping[Any, Any]], bool]:
    """Whether all is fine that a mapping holds under other keys than `known`: each key a fact of `slots` (by every name), with a value of
    its type, and none twice."""
    readers = {name: (slot.name, value_reader(slot, asked)) for name, slot in slots.items()}
    passed = frozenset(known)

    def fine(data: Mapping[Any, Any]) -> bool:
        seen = set()
        for key, value in data.items():
            if key in passed:
                continue
            found = readers.get(key) if type(key) is str else None
            if found is None or found[0] in seen or (value is not None and found[1](value) is None):
                return False
            seen.add(found[0])
        return True

    return fine
