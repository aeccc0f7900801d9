"""Which types of columns can hold the values of which facts, and in which units. Every pair that could be read in two ways has to be told.

Stands under `planning.py`. Assumes nothing of the data but their schema.
"""

from typing import Final

import pyarrow as pa

from pincite.population.reading.mapping import MOST_DECIMALS
from pincite.population.reading.model import ColumnMap
from pincitec.semantics.types import BOOLEAN, DATE, DAYS, INTEGER, MONEY, PERCENT, PERIOD, SCHOOL_YEAR, TEXT, Enumeration, Quantity, Type

Reason = tuple[str, str]
"""Why a column cannot be read, and what helps."""

UNITS_OF: Final[dict[str, tuple[str, ...]]] = {
    MONEY.key: ("dollars", "cents"),
    PERCENT.key: ("percent", "share"),
    PERIOD.key: ("years", "months", "since"),
    SCHOOL_YEAR.key: ("begins", "ends"),
}
NUMBERS: Final = ("int", "decimal", "float")
PERCENT_DECIMALS: Final = 4
NUMBER_DECIMALS: Final = 3
"""Decimal places of percentages and of numbers of a unit, where they come as texts or binary fractions and no mapping says how many."""


def source_kind(type: pa.DataType) -> str:
    """The kind of an Arrow type: bool, int, decimal, float, date, timestamp, text, null, list, or another one, in Arrow's words."""
    t = pa.types
    if t.is_dictionary(type):
        return source_kind(type.value_type)
    kinds = (
        ("bool", t.is_boolean),
        ("int", t.is_integer),
        ("decimal", t.is_decimal),
        ("float", t.is_floating),
        ("date", t.is_date),
        ("timestamp", t.is_timestamp),
        ("null", t.is_null),
    )
    found = next((name for name, test in kinds if test(type)), None)
    if found:
        return found
    if t.is_string(type) or t.is_large_string(type) or t.is_string_view(type):
        return "text"
    return "list" if t.is_list(type) or t.is_large_list(type) else str(type)[:60]


def refusal(kind: Type, type: pa.DataType, said: ColumnMap | None) -> Reason | None:
    """Why a column of this type cannot be read as a fact of this kind; `None` if it can be."""
    source = source_kind(type)
    unit = said.unit if said else None
    allowed = UNITS_OF.get(kind.key, ())
    if unit is not None and unit not in allowed:
        help = "its units are " + ", ".join(f"`{a}`" for a in allowed) if allowed else "leave `unit` out"
        return f"is no column in {unit}", help
    if said is not None and (wrong := misplaced(kind, source, said)) is not None:
        return wrong
    if source == "null":
        return None
    if source == "timestamp" and type.tz is not None:
        return "has times with a time zone", "make dates of them: on which day a moment falls depends on the place"
    if source not in accepted(kind, unit):
        return f"has values of the kind `{source}`", expected(kind)
    if source == "float" and not (said and said.floats):
        help = "write `floats = true` in the mapping; each must then be the nearest to a number with as many decimal places as are meant"
        return "has binary fractions, which are not the decimal numbers that were meant", help
    if needs_unit(kind, source, type) and unit is None:
        return "does not say what its numbers count", "write " + " or ".join(f'`unit = "{unit}"`' for unit in allowed) + " in the mapping"
    if isinstance(kind, Enumeration) and source == "int" and not (said and said.values):
        return "has numbers for the values of a list", 'say what each stands for: `values = { "1" = "…" }`'
    if kind == BOOLEAN and source == "int" and not (said and said.yes and said.no):
        return "has numbers for yes and no", 'say which stand for what: `yes = ["1"], no = ["0"]`'
    return None


def misplaced(kind: Type, source: str, said: ColumnMap) -> Reason | None:
    """What a mapping says of a column that its fact has no use for."""
    if said.values is not None and not isinstance(kind, Enumeration):
        return "has no list of values", "leave `values` out"
    if (said.yes or said.no) and kind != BOOLEAN:
        return "is no matter of yes and no", "leave `yes` and `no` out"
    if set(said.yes) & set(said.no):
        return "has one text for both yes and no", "keep it in one of them"
    if (said.yes or said.no) and source == "bool":
        return "holds yes and no already", "leave `yes` and `no` out"
    if said.decimals is not None and not (isinstance(kind, Quantity) and scaled(kind)):
        return "counts in whole units", "leave `decimals` out"
    return None


def accepted(kind: Type, unit: str | None) -> tuple[str, ...]:
    if isinstance(kind, Enumeration):
        return ("text", "int")
    if isinstance(kind, Quantity):
        return ("date", "timestamp", "text") if unit == "since" else (*NUMBERS, "text")
    found = {BOOLEAN: ("bool", "text", "int"), DATE: ("date", "timestamp", "text"), TEXT: ("text",), SCHOOL_YEAR: (*NUMBERS, "text")}
    return found.get(kind, ())


def expected(kind: Type) -> str:
    if isinstance(kind, Enumeration):
        return "give the names of its values as texts"
    found = {
        BOOLEAN.key: "give true and false, or say which texts are `yes` and which `no`",
        DATE.key: "give dates, or texts such as `2019-06-14`",
        TEXT.key: "give texts",
        PERIOD.key: 'give numbers with `unit`, dates with `unit = "since"`, or texts such as `4 years`',
        SCHOOL_YEAR.key: "give texts such as `2019-20`, or years with `unit`",
    }
    return found.get(kind.key, "give numbers, or texts as in a facts file")


def needs_unit(kind: Type, source: str, type: pa.DataType) -> bool:
    """Whether numbers of this kind mean different things to different offices. A decimal with places is an amount in dollars."""
    if source not in NUMBERS:
        return False
    if kind == MONEY:
        return not (source == "decimal" and type.scale > 0)
    return kind in (PERCENT, PERIOD, SCHOOL_YEAR)


def scaled(kind: Quantity) -> bool:
    """Whether numbers of a kind need not be whole."""
    return kind not in (MONEY, DAYS, PERIOD, INTEGER)


def scale_of(kind: Type, type: pa.DataType, said: ColumnMap | None) -> int:
    """Over which power of ten the values of a column stand."""
    if not isinstance(kind, Quantity) or not scaled(kind):
        return 0
    source, unit = source_kind(type), said.unit if said else None
    shift = 2 if kind == PERCENT and unit != "share" else 0
    if said is not None and said.decimals is not None:
        return said.decimals + shift
    if source == "int":
        return shift
    if source == "decimal":
        return max(0, min(int(type.scale), MOST_DECIMALS)) + shift
    if kind == PERCENT:
        return PERCENT_DECIMALS + 2
    return NUMBER_DECIMALS
