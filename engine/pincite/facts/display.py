"""Values in the words of a letter. Exact: what is not whole is shown as the fraction it is, and said not to be rounded."""

from datetime import date
from fractions import Fraction
from typing import Final

from pincite.facts.literals import MONTHS
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import NAMES
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import DateRange, Elapsed, Interval, Number, Records, Row, Value, exact, whole_months

NOT_KNOWN: Final = "not known"


def show(value: Value, type: Type | str, pack: Pack) -> str:
    """The value of a fact, element or decision as a reader of English sees it: `$60,000`, `2 years 6 months`, `June 14, 2019`.

    `type` is a type or the key of one; a key that the pack does not know is that of a compound unit, such as `USD/day`. A condition is
    shown as `yes`, `no` or `undetermined`, a bounded number as a range, and a period that ran from one day to another with both.
    """
    kind = type if isinstance(type, Type) else pack.type_of.get(type) or compound(type, pack)
    if value is None:
        return NOT_KNOWN
    if kind.key == "boolean":
        return {"holds": "yes", "fails": "no"}.get(NAMES.get(value, ""), "undetermined") if isinstance(value, int) else NOT_KNOWN
    match value:
        case Interval():
            low = show_number(value.low, kind)
            return f"at least {low}" if value.high is None else f"between {low} and {show_number(value.high, kind)}"
        case Elapsed():
            return f"{show_elapsed(value, kind)}, from {show_date(value.since)} to {show_date(value.asked)}"
        case Records():
            return show_records(value)
        case Row():
            return "a record"
        case date():
            return show_date(value)
        case DateRange():
            return show_days(value)
        case str():
            return value
        case int() | Fraction() if isinstance(kind, Enumeration):
            return kind.members[int(value)].wording
        case int() if kind.key == "school_year":
            return show_school_year(value)
        case int() | Fraction():
            return show_number(value, kind)


def compound(key: str, pack: Pack) -> Quantity:
    """The quantity of a compound unit, such as `USD/day`; one over another is called by their words: "PDPs per badge"."""
    over, sign, under = key.partition("/")
    parts = [pack.type_of.get(part) for part in (over, under)]
    if sign and all(isinstance(p, Quantity) and p.words for p in parts):
        one, many = (
            f"{p.noun(n)} per {q.noun(1)}" for n in (1, 2) for p, q in [parts] if isinstance(p, Quantity) and isinstance(q, Quantity)
        )
        return Quantity(key, words=(one, many))
    return Quantity(key)


def show_date(day: date) -> str:
    """A day as American law writes it: `June 14, 2019`."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def show_elapsed(value: Elapsed, kind: Type) -> str:
    """The whole months of a running period; both counts where one more is complete on one of two days, and nothing says on which."""
    months = whole_months(value)
    low = show_number(months.low, kind)
    return low if months.high is None or months.high == months.low else f"{low} or {show_number(months.high, kind)}"


def show_days(days: DateRange) -> str:
    """A day of which only bounds are known: `February 28 or March 1, 2025` where it is one of two days that follow one another."""
    first, last = days.earliest, days.latest
    start = show_date(first) if first.year != last.year else show_date(first).rpartition(",")[0]
    near = (last - first).days == 1
    return f"{start} or {show_date(last)}" if near else f"between {start} and {show_date(last)}"


def show_school_year(first: int) -> str:
    """A school year by the year in which it begins: 2019 is `2019-20`."""
    return f"{first}-{(first + 1) % 100:02}"


def show_records(records: Records) -> str:
    number = len(records.rows)
    stated = f"{number:,} record" if number == 1 else f"{number:,} records"
    if not number:
        stated = "no records"
    return stated if records.complete else f"{stated}; more may exist"


def show_number(number: Number, kind: Type) -> str:
    """A quantity with its unit."""
    match kind.key:
        case "money":
            return show_money(number)
        case "percent":
            return with_unit(exact(number * 100), "%")
        case "period":
            return show_period(number)
        case "days":
            return with_unit(number, " day" if number == 1 else " days")
        case "integer" | "number" | "school_year":
            return with_unit(number, "")
        case key if key.startswith("USD/"):
            return f"{show_money(number)} per {key.removeprefix('USD/')}"
        case _ if isinstance(kind, Quantity) and kind.words:
            return with_unit(number, f" {kind.noun(number)}")
        case _:
            return with_unit(number, f" {kind}")


def show_money(cents: Number) -> str:
    """`$60,000`, `$54,000.50`; a fraction of a cent as an exact fraction of a dollar, `$461 7/13 (not rounded)`."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    if isinstance(cents, int):
        dollars, rest = divmod(cents, 100)
        return f"{sign}${dollars:,}.{rest:02}" if rest else f"{sign}${dollars:,}"
    return f"{sign}${mixed(exact(cents / 100))} (not rounded)"


def show_period(months: Number) -> str:
    """`3 years`, `2 years 6 months`, `0 months`."""
    if not isinstance(months, int) or months < 0:
        return with_unit(months, " months")
    years, rest = divmod(months, 12)
    parts = [f"{n:,} {unit if n == 1 else unit + 's'}" for n, unit in ((years, "year"), (rest, "month")) if n]
    return " ".join(parts) or "0 months"


def with_unit(number: Number, unit: str) -> str:
    """`1,200 days`, `62.5%`; what has no end in decimal digits is `33 1/3% (not rounded)`."""
    sign, number = ("-", -number) if number < 0 else ("", number)
    if isinstance(number, int):
        return f"{sign}{number:,}{unit}"
    if 10**4 % number.denominator:
        return f"{sign}{mixed(number)}{unit} (not rounded)"
    whole, part = divmod(number, 1)
    digits = f"{part.numerator * 10**4 // part.denominator:04}".rstrip("0")
    return f"{sign}{whole:,}.{digits}{unit}"


def mixed(number: Number) -> str:
    """A number that is not negative as a whole and a fraction: `461 7/13`."""
    whole, part = divmod(Fraction(number), 1)
    fraction = f"{part.numerator}/{part.denominator}"
    return f"{whole:,}" if not part else f"{whole:,} {fraction}" if whole else fraction
