"""Values as a reader sees them, also where they are only partly known; and as a machine does, exactly."""

from datetime import date
from fractions import Fraction

from pincite import texts
from pincite.explain.proof import Exact
from pincite.facts.display import compound, show, show_date, show_elapsed, show_truth
from pincite.texts import say
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import Enumeration, Type
from pincitec.semantics.values import DateRange, Elapsed, Interval, Number, Records, Value

__all__ = ["exact_value", "plural", "show_date", "shown"]


def type_named(pack: Pack, key: str) -> Type:
    """The type with this key; a derived quantity such as `USD/day` by its units alone."""
    return pack.type_of.get(key) or compound(key, pack)


def shown(pack: Pack, key: str, value: Value) -> str | None:
    """A value of the type `key` in words and figures; `None` where it is not known."""
    kind = type_named(pack, key)
    if value is None:
        return None
    if key == "boolean":
        return show_truth(value) if value in (HOLDS, FAILS) and isinstance(value, int) else None
    match value:
        case Interval(0, None):
            return say("none established so far")
        case Interval(low, None):
            return say("at least {low}", low=amount(pack, kind, low))
        case Interval(low, high) if high is not None:
            return say("between {low} and {high}", low=amount(pack, kind, low), high=amount(pack, kind, high))
        case Elapsed():
            return say("{length}, running since {first}", length=show_elapsed(value, kind), first=show_date(value.since))
        case Records(rows, complete):
            number = texts.plural(len(rows), "{n} record", "{n} records")
            return number if complete else say("{records}, and more may exist", records=number)
    return show(value, kind, pack)


def amount(pack: Pack, kind: Type, number: Number) -> str:
    return show(number, kind, pack)


def plural(number: int, noun: str) -> str:
    """A count with its noun, in English.

    >>> plural(1, "record"), plural(2, "record")
    ('1 record', '2 records')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


UNITS = {"money": "cent", "period": "month", "days": "day", "percent": "one", "integer": "one", "number": "one"}


def exact_value(pack: Pack, key: str, value: Value) -> Exact | None:
    """A value for a machine: nothing rounded, nothing in words. Only partly known values have none."""
    kind = type_named(pack, key)
    name = key.rpartition(".")[2]
    match value:
        case None | Interval() | DateRange() | Elapsed() | Records():
            return None
        case date():
            return Exact(name, text=value.isoformat())
        case str():
            return Exact(name, text=value)
        case int() if isinstance(kind, Enumeration):
            return Exact(name, text=kind.members[value].name)
        case int() if key == "boolean":
            return Exact(name, text={HOLDS: "true", FAILS: "false"}.get(value, "unknown"))
        case int() if key == "school_year":
            return Exact(name, text=show(value, kind, pack))
        case int() | Fraction():
            return Exact(name, UNITS.get(key, key), value)
    return None
