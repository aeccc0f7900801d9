"""Values in the words of a letter. Exact: what is not whole is shown as the fraction it is, and said not to be rounded."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final

from pincite.texts import day_of_year, decimal, either, msgid, number as written, plural, say, written_day
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import NAMES
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import DateRange, Elapsed, Interval, Number, Records, Row, Value, exact, whole_months

NOT_KNOWN: Final = msgid("not known")


def show(value: Value, type: Type | str, pack: Pack) -> str:
    """The value of a fact, element or decision as a reader sees it: `$60,000`, `2 years 6 months`, `June 14, 2019`.

    `type` is a type or the key of one; a key that the pack does not know is that of a compound unit, such as `USD/day`. A condition is
    shown as `yes`, `no` or `undetermined`, a bounded number as a range, and a period that ran from one day to another with both.
    """
    kind = type if isinstance(type, Type) else pack.type_of.get(type) or compound(type, pack)
    if value is None:
        return say(NOT_KNOWN)
    if kind.key == "boolean":
        return show_truth(value) if isinstance(value, int) else say(NOT_KNOWN)
    match value:
        case Interval():
            low = show_number(value.low, kind)
            if value.high is None:
                return say("at least {low}", low=low)
            return say("between {low} and {high}", low=low, high=show_number(value.high, kind))
        case Elapsed():
            first, last = show_date(value.since), show_date(value.asked)
            return say("{length}, from {first} to {last}", length=show_elapsed(value, kind), first=first, last=last)
        case Records():
            return show_records(value)
        case Row():
            return say("a record")
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


def show_truth(truth: int) -> str:
    """Whether a condition is met: `yes`, `no`, `undetermined`."""
    match NAMES.get(truth):
        case "holds":
            return say("yes")
        case "fails":
            return say("no")
        case _:
            return say("undetermined")


def compound(key: str, pack: Pack) -> Quantity:
    """The quantity of a compound unit, such as `USD/day`; one over another is called by their words: "PDPs per badge"."""
    over, sign, under = key.partition("/")
    parts = [pack.type_of.get(part) for part in (over, under)]
    if sign and all(isinstance(p, Quantity) and p.words for p in parts):
        one, many = (
            say("{unit} per {other}", unit=p.noun(n), other=q.noun(1))
            for n in (1, 2)
            for p, q in [parts]
            if isinstance(p, Quantity) and isinstance(q, Quantity)
        )
        return Quantity(key, words=(one, many))
    return Quantity(key)


def show_date(day: date) -> str:
    """A day as American law writes it, `June 14, 2019`, or as the language that is spoken does."""
    return written_day(day)


def show_elapsed(value: Elapsed, kind: Type) -> str:
    """The whole months of a running period; both counts where one more is complete on one of two days, and nothing says on which."""
    months = whole_months(value)
    low = show_number(months.low, kind)
    return low if months.high is None or months.high == months.low else either((low, show_number(months.high, kind)))


def show_days(days: DateRange) -> str:
    """A day of which only bounds are known: `February 28 or March 1, 2025` where it is one of two days that follow one another."""
    first, last = days.earliest, days.latest
    start = show_date(first) if first.year != last.year else day_of_year(first)
    if (last - first).days == 1:
        return either((start, show_date(last)))
    return say("between {low} and {high}", low=start, high=show_date(last))


def show_school_year(first: int) -> str:
    """A school year by the year in which it begins: 2019 is `2019-20`."""
    return f"{first}-{(first + 1) % 100:02}"


def show_records(records: Records) -> str:
    number = len(records.rows)
    stated = plural(number, "{n} record", "{n} records") if number else say("no records")
    return stated if records.complete else say("{records}; more may exist", records=stated)


def show_number(number: Number, kind: Type) -> str:
    """A quantity with its unit."""
    match kind.key:
        case "money":
            return show_money(number)
        case "percent":
            return unrounded(number * 100, lambda shown: say("{number}%", number=shown))
        case "period":
            return show_period(number)
        case "days":
            return unrounded(number, lambda shown: plural(form_of(number), "{n} day", "{n} days", n=shown))
        case "integer" | "number" | "school_year":
            return unrounded(number, str)
        case key if key.startswith("USD/"):
            return say("{unit} per {other}", unit=show_money(number), other=key.removeprefix("USD/"))
        case _:
            noun = kind.noun(number) if isinstance(kind, Quantity) and kind.words else str(kind)
            return unrounded(number, lambda shown: say("{number} {unit}", number=shown, unit=noun))


def show_money(cents: Number) -> str:
    """`$60,000`, `$54,000.50`; a fraction of a cent as an exact fraction of a dollar, `$461 7/13 (not rounded)`."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    if isinstance(cents, int):
        dollars, rest = divmod(cents, 100)
        return sign + say("${amount}", amount=decimal(dollars, f"{rest:02}") if rest else written(dollars))
    return sign + say("{amount} (not rounded)", amount=say("${amount}", amount=mixed(exact(cents / 100))))


def show_period(months: Number) -> str:
    """`3 years`, `2 years 6 months`, `0 months`."""
    if not isinstance(months, int) or months < 0:
        return unrounded(months, lambda shown: plural(2, "{n} month", "{n} months", n=shown))
    years, rest = divmod(months, 12)
    in_years, in_months = plural(years, "{n} year", "{n} years"), plural(rest, "{n} month", "{n} months")
    if years and rest:
        return say("{years} {months}", years=in_years, months=in_months)
    return in_years if years else in_months


def form_of(number: Number) -> int:
    """The whole number whose form a number takes: what is not whole is many."""
    return number if isinstance(number, int) else 2


def unrounded(number: Number, with_unit: Callable[[str], str]) -> str:
    """`1,200 days`, `62.5%`; what has no end in decimal digits is `33 1/3% (not rounded)`. `with_unit` puts figures beside their unit."""
    number = exact(number)
    sign, number = ("-", -number) if number < 0 else ("", number)
    if isinstance(number, int):
        return sign + with_unit(written(number))
    if 10**4 % number.denominator:
        return sign + say("{amount} (not rounded)", amount=with_unit(mixed(number)))
    whole, part = divmod(number, 1)
    digits = f"{part.numerator * 10**4 // part.denominator:04}".rstrip("0")
    return sign + with_unit(decimal(whole, digits))


def mixed(number: Number) -> str:
    """A number that is not negative as a whole and a fraction: `461 7/13`."""
    whole, part = divmod(Fraction(number), 1)
    fraction = f"{part.numerator}/{part.denominator}"
    return written(whole) if not part else f"{written(whole)} {fraction}" if whole else fraction
