"""One word of a facts file to a value of the type that its fact declares: dates, amounts, periods, school years.

Pure functions of a leaf and the day asked about; the answer is a value or a `Wrong` with the message and how to write it. Nothing is
turned from one type into another: a text is never a number, days are never months, a bare number is never a period.
"""

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from pincite.facts.tree import NUMBER, Leaf
from pincitec.diagnostics import Rule
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Number, Value, exact

MOST_DIGITS: Final = 15
MOST_TEXT: Final = 4_000
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199

DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONEY: Final = re.compile(r"(-?)(\$ ?)?(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?( USD)?", re.ASCII)
PERCENT: Final = re.compile(r"(-?)(\d+)(?:\.(\d+))? ?(?:%|percent)", re.ASCII)
DAYS: Final = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?: (?:days?))?", re.ASCII)
COUNTED: Final = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d{1,40})(\.\d{1,40})?(?: (\S.*))?", re.ASCII)
PERIOD: Final = re.compile(r"(?:(\d+) years?)?(?:(?: and |, | )?(\d+) months?)?", re.ASCII)
SCHOOL_YEAR: Final = re.compile(r"(\d{4})[-–](\d{2}|\d{4})", re.ASCII)
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@frozen
class Wrong:
    """Why a word is no value of its type, as message, help and notes."""

    rule: Rule
    message: str
    help: str
    notes: tuple[str, ...] = ()


def read_leaf(leaf: Leaf, type: Type) -> Value | Wrong:
    """The value of a word that is not null, for any type but a period given by dates, a record, or a list.

    Units: money in cents, periods in whole months, days in days, percentages as a fraction (60 % is 3/5), a school year as the year in
    which it begins, an enumeration as the index of its member, a condition as its truth code.
    """
    match type:
        case Enumeration():
            return read_member(leaf, type)
        case Quantity():
            return read_quantity(leaf, type)
    match type.key:
        case "boolean":
            return read_boolean(leaf)
        case "date":
            return read_date(leaf)
        case "school_year":
            return read_school_year(leaf)
        case _:
            return read_text(leaf)


def wrong_type(leaf: Leaf, expected: str, help: str) -> Wrong:
    return Wrong(rules.WRONG_TYPE, f"{as_written(leaf)} is not {expected}", help)


def as_written(leaf: Leaf) -> str:
    """The word as a message shows it: a text in its quotation marks, and never more of it than a line holds."""
    return f'`"{_short(leaf)}"`' if leaf.kind == "quoted" else as_name(leaf)


def as_name(leaf: Leaf) -> str:
    """A name as a message shows it: without the quotation marks that JSON and Python need around it."""
    return f"`{_short(leaf)}`"


def _short(leaf: Leaf) -> str:
    text = leaf.text.replace("\n", " ").replace("`", "'")
    return text if len(text) <= 60 else text[:59] + "…"


def read_boolean(leaf: Leaf) -> Value | Wrong:
    if leaf.kind == "boolean":
        return HOLDS if leaf.text == "true" else FAILS
    guess = {"yes": "true", "y": "true", "on": "true", "true": "true", "no": "false", "n": "false", "off": "false", "false": "false"}
    meant = guess.get(leaf.text.lower())
    return wrong_type(leaf, "`true` or `false`", f"write `{meant}`" if meant else "write `true` or `false`, without quotation marks")


def read_date(leaf: Leaf) -> date | Wrong:
    """A day as `2019-06-14`: no other order of day and month, since two readers would disagree about it."""
    found = DATE.fullmatch(leaf.text)
    if found is None:
        help = "write year, month and day, as in `2019-06-14`"
        return Wrong(rules.IMPOSSIBLE_DATE, f"{as_written(leaf)} is not written as a date", help)
    year, month, day = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Wrong(rules.IMPOSSIBLE_DATE, f"{as_written(leaf)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}", "check the year")
    if not 1 <= month <= 12:
        help = "months are 01 to 12; write year, month and day, as in `2019-06-14`"
        return Wrong(rules.IMPOSSIBLE_DATE, f"{as_written(leaf)} has no month {month}", help)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        help = f"{MONTHS[month - 1]} {year} has {last} days"
        return Wrong(rules.IMPOSSIBLE_DATE, f"{as_written(leaf)} is not in the calendar", help)
    return date(year, month, day)


def read_school_year(leaf: Leaf) -> int | Wrong:
    """A school year by the year in which it begins: `2019-20` is 2019."""
    found = SCHOOL_YEAR.fullmatch(leaf.text)
    if found is None:
        return wrong_type(leaf, "a school year", "write the years in which it begins and ends, as in `2019-20`")
    first, last = int(found[1]), found[2]
    following = str(first + 1)
    if last not in (following, following[2:]):
        shown = f"{first}-{following[2:]}"
        return wrong_type(leaf, "a school year of two years that follow each other", f"the school year that begins in {first} is `{shown}`")
    if not FIRST_YEAR <= first <= LAST_YEAR:
        return wrong_type(leaf, f"a school year from {FIRST_YEAR} to {LAST_YEAR}", "check the year")
    return first


def read_text(leaf: Leaf) -> str | Wrong:
    if leaf.kind not in ("word", "quoted"):
        return wrong_type(leaf, "a text", f'write it in quotation marks: `"{leaf.text}"`')
    if len(leaf.text) > MOST_TEXT:
        return Wrong(rules.TOO_LARGE, f"a text of more than {MOST_TEXT:,} characters", "give only the words that the rules compare")
    return leaf.text


def read_member(leaf: Leaf, type: Enumeration) -> int | Wrong:
    index = type.index(leaf.text) if leaf.kind in ("word", "quoted") else None
    if index is not None:
        return index
    names = [m.name for m in type.members]
    near = did_you_mean(leaf.text, names) or next((m.name for m in type.members if m.wording.lower() == leaf.text.lower()), None)
    allowed = tuple(f"`{m.name}`: {m.wording}" if m.wording != m.name else f"`{m.name}`" for m in type.members)
    help = f"did you mean `{near}`?" if near else "use one of the values below"
    return Wrong(rules.UNKNOWN_MEMBER, f"{as_written(leaf)} is not a value of {type}", help, allowed)


def read_quantity(leaf: Leaf, type: Quantity) -> Value | Wrong:
    match type.key:
        case "money":
            value = read_money(leaf)
        case "percent":
            value = read_percent(leaf)
        case "days":
            value = read_days(leaf)
        case "period":
            value = read_period(leaf)
        case "integer":
            value = read_integer(leaf)
        case _:
            value = read_counted(leaf, type) if type.words else read_number(leaf)
    if isinstance(value, Wrong):
        return value
    if value < 0 and not type.signed:
        return Wrong(rules.NEGATIVE, f"{as_written(leaf)} is less than nothing", "a quantity is never negative; check the sign")
    if abs(value.numerator) >= 10**MOST_DIGITS:
        return Wrong(rules.TOO_LARGE, f"{as_written(leaf)} has too many digits", f"give a number of fewer than {MOST_DIGITS} digits")
    return value


def number_help(leaf: Leaf, example: str) -> str:
    """How to write a number that was written in some machine's way."""
    text = leaf.text
    if leaf.kind == "quoted" and NUMBER.fullmatch(text):
        return f"write {text} without quotation marks"
    if re.fullmatch(r"-?[0-9][0-9_]*", text, re.ASCII) and "_" in text:
        return f"write {text.replace('_', '')}, without `_`"
    if re.fullmatch(r"-?0[0-9]+", text, re.ASCII):
        return "write it without a leading zero"
    if re.fullmatch(r"-?(0[xob][0-9a-fA-F]+|[0-9.]+[eE][-+]?[0-9]+|[-+]?\.(inf|nan)|[0-9]+(:[0-9]+)+)", text, re.ASCII | re.IGNORECASE):
        return f"write it in plain digits, as in `{example}`"
    return f"write it as in `{example}`"


def read_integer(leaf: Leaf) -> int | Wrong:
    if leaf.kind == "number" and NUMBER.fullmatch(leaf.text) and len(leaf.text) <= 40 and "." not in leaf.text:
        return int(leaf.text)
    return wrong_type(leaf, "a whole number", number_help(leaf, "3"))


def read_number(leaf: Leaf) -> Number | Wrong:
    if leaf.kind == "number" and NUMBER.fullmatch(leaf.text) and len(leaf.text) <= 40:
        return exact(Fraction(leaf.text))
    return wrong_type(leaf, "a number", number_help(leaf, "2.5"))


def read_counted(leaf: Leaf, type: Quantity) -> Number | Wrong:
    """A number of the units of a policy: `3`, or `3 badges` in any words of the law that mean the unit. Another unit is refused."""
    found = COUNTED.fullmatch(leaf.text) if len(leaf.text) <= 200 and leaf.kind != "boolean" else None
    example = f"3 {type.noun(3)}"
    if found is None or (leaf.kind == "quoted" and NUMBER.fullmatch(leaf.text)):
        return wrong_type(leaf, f"a number of {type.noun(2)}", number_help(leaf, example))
    if found[4] is not None and found[4].casefold() not in {word.casefold() for word in type.words}:
        named = " or ".join(f"`{word}`" for word in type.words)
        return wrong_type(leaf, f"a number of {type.noun(2)}", f"its unit is {named}: write it as in `{example}`")
    if found[2] != "0" and found[2].startswith("0"):
        return wrong_type(leaf, f"a number of {type.noun(2)}", "write it without a leading zero")
    number = Fraction(found[2].replace(",", "") + (found[3] or ""))
    return exact(-number if found[1] else number)


def read_money(leaf: Leaf) -> Number | Wrong:
    """Cents. `$52,000`, `52,000.00` and `52000 USD` are one amount; a fraction of a cent is refused."""
    found = MONEY.fullmatch(leaf.text) if len(leaf.text) <= 40 and leaf.kind != "boolean" else None
    if found is None or (found[2] and found[6]):
        if re.fullmatch(r"\$? ?[\d,]+\.(\d|\d{3,})( USD)?", leaf.text, re.ASCII):
            help = "write two digits of cents, as in `$52,000.50`"
        else:
            help = "write it as in `$52,000`, `52,000.00` or `52000 USD`"
        return wrong_type(leaf, "an amount of money", help)
    cents = int(found[4].replace(",", "")) * 100 + int(found[5] or "0")
    return -cents if found[1] or found[3] else cents


def read_percent(leaf: Leaf) -> Number | Wrong:
    """A share: `60%` is 3/5. A bare number is refused: 0.6 and 60 mean the same to different people."""
    found = PERCENT.fullmatch(leaf.text) if len(leaf.text) <= 40 else None
    if found is None:
        return wrong_type(leaf, "a percentage", "write it with its sign, as in `60%` or `62.5%`")
    share = Fraction(f"{found[2]}.{found[3] or '0'}") / 100
    return exact(-share if found[1] else share)


def read_days(leaf: Leaf) -> int | Wrong:
    found = DAYS.fullmatch(leaf.text) if len(leaf.text) <= 40 and leaf.kind != "boolean" else None
    if found is None or (leaf.kind == "quoted" and NUMBER.fullmatch(leaf.text)):
        return wrong_type(leaf, "a number of days", "write whole days, as in `160 days`")
    days = int(found[2].replace(",", ""))
    return -days if found[1] else days


def read_period(leaf: Leaf) -> int | Wrong:
    """Whole months. Days and weeks are refused: how many of them make a month no law on file says."""
    found = PERIOD.fullmatch(leaf.text) if 0 < len(leaf.text) <= 40 else None
    if found is not None and (found[1] or found[2]):
        return int(found[1] or 0) * 12 + int(found[2] or 0)
    if NUMBER.fullmatch(leaf.text):
        if leaf.text.startswith("-"):
            return Wrong(rules.NEGATIVE, f"{as_written(leaf)} is less than nothing", "write `4 years`, or since when")
        return wrong_type(leaf, "a period", f"say what it counts: `{leaf.text} years` or `{leaf.text} months`")
    if re.fullmatch(r"-.*(year|month).*", leaf.text):
        return Wrong(rules.NEGATIVE, f"{as_written(leaf)} is less than nothing", "a quantity is never negative; check the sign")
    if re.search(r"\d\.\d", leaf.text):
        return wrong_type(leaf, "a period of whole months", "write `3 years 6 months`, or since when: `{since: 2022-08-12}`")
    if re.search(r"days?|weeks?", leaf.text):
        return wrong_type(leaf, "a period of whole months", "days are never turned into months; say since when: `{since: 2022-08-12}`")
    return wrong_type(leaf, "a period", "write `4 years`, `3 years 6 months`, or since when: `{since: 2022-08-12}`")
