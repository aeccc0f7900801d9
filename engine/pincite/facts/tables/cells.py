"""What a cell of a workbook holds, from its stored text and its number format: numbers and dates, exactly or not at all.

A spreadsheet program keeps a number as a binary fraction and stores it with up to 17 digits: 59.9% is stored as 0.59899999999999998.
It shows 15. A stored number stands for the one of 15 digits only if both are the same binary fraction, which is a comparison and no
arithmetic; any other number is refused. Source: ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates).
"""

import re
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Final

from attrs import frozen

STORED: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?", re.ASCII)
SHOWN: Final = Context(prec=15)
WIDE: Final = Context(prec=60)

BUILT_IN_DATES: Final = {14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "m/d/yyyy h:mm"}
BUILT_IN_TIMES: Final = {18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss"}
BUILT_IN_SHARES: Final = {9: "0%", 10: "0.00%"}
BUILT_IN: Final = {0: "General", **BUILT_IN_DATES, **BUILT_IN_TIMES, **BUILT_IN_SHARES}

LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
BRACKETS: Final = re.compile(r"\[[^\]]*\]")
FOREIGN: Final = re.compile(r"\[\$([^\]$-]+)|([€£¥₹₽₩])")
FIRST_SURE: Final = 61
"""March 1, 1900 as a serial number: the program counts a February 29 before it that there was not."""


@frozen
class Format:
    """What a number format says of a value: `kind` is number, percent or date; `why` says why a date is not to be read from it."""

    kind: str
    why: str | None = None
    foreign: str | None = None


def format_of(code: str) -> Format:
    """What a number format shows.

    >>> format_of("0.0%").kind, format_of("yyyy-mm-dd").kind, format_of('#,##0.00 "days"').kind, format_of("[$€-407] #,##0").foreign
    ('percent', 'date', 'number', '€')
    >>> format_of("mmm-yy").why
    'shows no day'
    """
    bare = LITERAL.sub("", code)
    elapsed = re.search(r"\[(h+|m+|s+)\]", bare, re.IGNORECASE)
    shown = BRACKETS.sub("", bare).partition(";")[0].lower()
    if shown == "general":
        return Format("number")
    if elapsed or re.search(r"[hs]", shown):
        return Format("date", "shows a time of day")
    if re.search(r"[ymd]", shown):
        missing = next((noun for letter, noun in (("d", "day"), ("m", "month"), ("y", "year")) if letter not in shown), None)
        return Format("date", missing and f"shows no {missing}")
    found = FOREIGN.search(code)
    currency = next((part for part in (found.groups() if found else ()) if part), None)
    return Format("percent" if "%" in shown else "number", None, None if currency in (None, "$", "USD") else currency)


def exact_number(stored: str) -> str | None:
    """A stored number in plain digits, as the program shows it at its most; None where it stands for no such number.

    >>> exact_number("0.59899999999999998"), exact_number("160"), exact_number("5.2E4"), exact_number("0.30000000000000004")
    ('0.599', '160', '52000', None)
    """
    if not STORED.fullmatch(stored):
        return None
    value = Decimal(stored)
    if len(value.normalize(WIDE).as_tuple().digits) > SHOWN.prec:
        shown = SHOWN.plus(value)
        if float(shown) != float(value):
            return None
        value = shown
    return plain(value)


def plain(value: Decimal) -> str:
    return format(value.normalize(WIDE), "f") if value else "0"


def day_of_serial(stored: str, *, from_1904: bool) -> date | None:
    """The day with this number; None where it is no whole day, or lies before the calendar of the program can be trusted.

    >>> day_of_serial("43630", from_1904=False), day_of_serial("43630.5", from_1904=False)
    (datetime.date(2019, 6, 14), None)
    """
    if not re.fullmatch(r"[0-9]{1,7}", stored, re.ASCII):
        return None
    serial = int(stored)
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    if not from_1904 and serial < FIRST_SURE:
        return None
    try:
        return first + timedelta(serial)
    except OverflowError:
        return None


def share_text(number: str) -> str:
    """A share as the percentage that the cell shows: `0.599` is `59.9%`."""
    return f"{plain(WIDE.multiply(Decimal(number), Decimal(100)))}%"


def money_text(number: str) -> str:
    """An amount with whole cents in two digits: `52000.5` is `52000.50`; any other is left as it is, for its reader to refuse."""
    whole, point, cents = number.partition(".")
    return f"{whole}.{cents}0" if point and len(cents) == 1 else number
