"""A value as a facts file states it: the way back from `literals.py`, and when it can. In no language but that of the files."""

from datetime import date
from fractions import Fraction

from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Value


def stated(value: Value, kind: Type) -> str | None:
    """What to write in a facts file for a value of a type that is no list; `None` where no words give exactly this value.

    >>> from pincitec.semantics.types import MONEY, PERIOD
    >>> stated(30, PERIOD), stated(5_000_050, MONEY)
    ('2 years 6 months', '$50000.50')
    """
    match value:
        case date():
            return value.isoformat()
        case str():
            return value
        case int() if isinstance(kind, Enumeration):
            return kind.members[value].name
        case int() if kind.key == "boolean":
            return {HOLDS: "true", FAILS: "false"}.get(value)
        case int() if kind.key == "school_year":
            return f"{value}-{(value + 1) % 100:02}"
        case int() | Fraction() if isinstance(kind, Quantity):
            return quantity(value, kind)
    return None


def begun(year: int, year_begins: tuple[int, int] | None, asked: date) -> bool:
    """Whether a school year has begun by a day; where no calendar says on which day it does, whether it can have."""
    return year < asked.year or (year == asked.year and (year_begins is None or (asked.month, asked.day) >= year_begins))


def quantity(value: int | Fraction, kind: Quantity) -> str | None:
    match kind.key:
        case "money":
            return f"{'-' if value < 0 else ''}${abs(value) // 100}.{abs(value) % 100:02}" if isinstance(value, int) else None
        case "period":
            return period(value) if isinstance(value, int) else None
        case "percent":
            figures = decimal(value * 100)
            return None if figures is None else f"{figures}%"
        case "days":
            return f"{value} {'day' if value == 1 else 'days'}"
    figures = decimal(value)
    return f"{figures} {kind.noun(value)}" if figures is not None and kind.words else figures


def period(months: int) -> str:
    years, rest = divmod(months, 12)
    parts = [f"{n} {unit if n == 1 else unit + 's'}" for n, unit in ((years, "year"), (rest, "month")) if n]
    return " ".join(parts) or "0 months"


def decimal(value: int | Fraction) -> str | None:
    """A number in decimal digits; `None` of one that has no end in them."""
    scaled = value * 10**6
    if isinstance(scaled, Fraction) and scaled.denominator != 1:
        return None
    sign, digits = ("-" if scaled < 0 else ""), f"{abs(int(scaled)):07}"
    return f"{sign}{digits[:-6]}.{digits[-6:]}".rstrip("0").rstrip(".")
