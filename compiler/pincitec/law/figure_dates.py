"""Days, months and years as the law writes them: "June 14, 2019", "October 15th", "May 2024", "fiscal year 2020". Used by `figures`.

A date is read only as far as the law states it: "October 15" has no year, and none is supplied (`CoarseDate`). What can be read in
two orders ("6/7/2019"), or is no day of the calendar, is no date: it is kept as a label that binds nothing.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from pincitec.law.figure_tokens import DASHES, END, Token, at, words
from pincitec.law.figure_units import measure
from pincitec.law.numerals import ORDINAL_ENDINGS, scan

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        words("January February March April May June July August September October November December"), 1
    )
}  # fmt: skip
_SHORT: Final = {name[:3]: n for name, n in MONTHS.items() if n != 5} | {"Sept": 9}
_SEASONS: Final = frozenset(words("summer spring fall autumn winter"))
_YEAR_AFTER: Final = frozenset(words("in since until before after by during of")) | _SEASONS
_KINDS: Final = {"fiscal": "fiscal_year", "school": "school_year", "academic": "school_year"}


@frozen
class CoarseDate:
    """A date as coarse as the law states it; `None` for the parts that it leaves open.

    `CoarseDate(2024, 5, None)` is May 2024, `CoarseDate(None, 10, 15)` is October 15 of any year, `CoarseDate(2019, None, None)`
    is the year 2019.
    """

    year: int | None
    month: int | None
    day: int | None


@frozen
class Dated:
    """A date or a year found in a text, as the half-open range of its tokens, with the end of the number itself.

    `kind` is `"date"`, `"school_year"` (the value is the year in which it begins) or `"fiscal_year"` (the year that names it).
    A `because` says why it is a label; then there is no value.
    """

    kind: str
    value: date | CoarseDate | int | None
    start: int
    number_stop: int
    stop: int
    because: str = ""


def scan_date(tokens: Sequence[Token], start: int) -> Dated | None:
    """The date or year that begins at a token, if one does."""
    token = tokens[start]
    if token.kind == "n":
        return _iso(tokens, start) or _slashes(tokens, start) or _day_first(tokens, start) or _year_number(tokens, start)
    if token.low in _KINDS or token.low == "fy":
        return _named_year(tokens, start)
    if token.kind == "w" and _month(tokens, start):
        return _month_first(tokens, start)
    if token.kind == "w":
        return _day_first(tokens, start)
    return None


def year_like(token: Token) -> bool:
    """Four digits that can name a year, 1600 to 2199: "2019", not "2,019"."""
    return token.kind == "n" and len(token.text) == 4 and token.text.isdigit() and 1600 <= int(token.text) < 2200


def _month(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Month and the index after its name. A capital is required: "may" and "march" are words of their own."""
    text = at(tokens, index).text
    name = text.capitalize() if text.isupper() else text
    if name in MONTHS:
        return MONTHS[name], index + 1
    if name in _SHORT:
        return _SHORT[name], index + (2 if at(tokens, index + 1).text == "." else 1)
    return None


def _day(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """A day of a month in digits or as an ordinal, and the index after it."""
    token = at(tokens, index)
    if token.kind == "n" and token.text.isdigit() and len(token.text) <= 2 and 1 <= int(token.text) <= 31:
        ending = at(tokens, index + 1)
        return int(token.text), index + (2 if ending.low in ORDINAL_ENDINGS and ending.gap == 0 else 1)
    if token.kind == "w":
        found = scan(tokens, index)
        if found and found.ordinal and isinstance(found.value, int) and found.value <= 31:
            return found.value, found.stop
    return None


def _year(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """The year of a date, after an optional comma, and the index after it."""
    comma = at(tokens, index)
    after = index + 1 if comma.text == "," and comma.gap == 0 else index
    token = at(tokens, after)
    if year_like(token) and token.gap < 2 and not _joined(tokens, after + 1):
        return int(token.text), after + 1
    return None


def _joined(tokens: Sequence[Token], stop: int) -> bool:
    """Whether something touches the number that ends before `stop`, so that it is part of a longer one ("2019-20")."""
    token = at(tokens, stop)
    if token.gap:
        return False
    return token.kind in "wn" or token.text == "%" or (token.text in DASHES | {"/"} and at(tokens, stop + 1).gap == 0)


def _dated(year: int | None, month: int, day: int, start: int, stop: int) -> Dated:
    longest = monthrange(2000 if year is None else year, month)[1]
    if day > longest:
        return Dated("date", None, start, stop, stop, "the calendar has no such day")
    value = CoarseDate(None, month, day) if year is None else date(year, month, day)
    return Dated("date", value, start, stop, stop)


def _month_first(tokens: Sequence[Token], start: int) -> Dated | None:
    month = _month(tokens, start)
    if month is None:
        return None
    number, index = month
    if at(tokens, index).low == "of" and year_like(at(tokens, index + 1)):
        index += 1
    token = at(tokens, index)
    if token.gap != 1:
        return None
    if year_like(token) and not _joined(tokens, index + 1):
        return Dated("date", CoarseDate(int(token.text), number, None), start, index + 1, index + 1)
    day = _day(tokens, index)
    if day is None or measure(tokens, day[1], within=1) or _joined(tokens, day[1]):
        return None
    year = _year(tokens, day[1])
    if year:
        return _dated(year[0], number, day[0], start, year[1])
    return _dated(None, number, day[0], start, day[1])


def _day_first(tokens: Sequence[Token], start: int) -> Dated | None:
    """ "14 June 2019", "15th day of October"."""
    day = _day(tokens, start)
    if day is None or at(tokens, start - 1).text == "$":
        return None
    index = day[1]
    if at(tokens, index).low == "day" and at(tokens, index + 1).low == "of":
        index += 2
    elif at(tokens, index).low == "of":
        index += 1
    elif tokens[start].kind == "w":
        return None
    month = _month(tokens, index)
    if month is None or at(tokens, index).gap != 1:
        return None
    year = _year(tokens, month[1])
    if year is None and index == day[1] and tokens[start].kind == "n" and day[1] == start + 1:
        return None  # "over 30 May ..." could be two things: a bare day before a month needs its year
    return _dated(year[0] if year else None, month[0], day[0], start, year[1] if year else month[1])


def _iso(tokens: Sequence[Token], start: int) -> Dated | None:
    """ "2019-06-14" (ISO 8601)."""
    year, dash, month, dash_two, day = (at(tokens, start + k) for k in range(5))
    touching = not (dash.gap or month.gap or dash_two.gap or day.gap)
    if not year_like(year) or dash.text != "-" or dash_two.text != "-" or not touching or _joined(tokens, start + 5):
        return None
    if not (len(month.text) == len(day.text) == 2 and month.text.isdigit() and day.text.isdigit()):
        return None
    if not 1 <= int(month.text) <= 12 or int(day.text) < 1:
        return Dated("date", None, start, start + 5, start + 5, "the calendar has no such day")
    return _dated(int(year.text), int(month.text), int(day.text), start, start + 5)


def _slashes(tokens: Sequence[Token], start: int) -> Dated | None:
    """ "6/14/2019": read only where one order is possible."""
    first, slash, second, slash_two, year = (at(tokens, start + k) for k in range(5))
    if slash.text != "/" or slash_two.text != "/" or slash.gap or second.gap or slash_two.gap or year.gap:
        return None
    if not year_like(year) or not all(t.text.isdigit() and len(t.text) <= 2 for t in (first, second)):
        return None
    month, day = int(first.text), int(second.text)
    if month > 12 >= day:
        month, day = day, month
    elif month <= 12 and day <= 12 and month != day:
        return Dated("date", None, start, start + 5, start + 5, "day and month can be read in two orders")
    if not 1 <= month <= 12 or day < 1:
        return Dated("date", None, start, start + 5, start + 5, "the calendar has no such day")
    return _dated(int(year.text), month, day, start, start + 5)


def _span(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """ "2007-2008" or "2019-20": the year that begins it, and the index after it."""
    first, dash, second = (at(tokens, index + k) for k in range(3))
    if not year_like(first) or dash.text not in DASHES or dash.gap or second.gap or not second.text.isdigit():
        return None
    begin = int(first.text)
    if second.text not in (str(begin + 1), f"{(begin + 1) % 100:02}") or _joined(tokens, index + 3):
        return None
    return begin, index + 3


def _named_year(tokens: Sequence[Token], start: int) -> Dated | None:
    """ "fiscal year 2020", "school year 2019-2020", "FY 2020"."""
    index = start + 1
    kind = _KINDS.get(tokens[start].low, "fiscal_year")
    if tokens[start].low != "fy":
        if at(tokens, index).low not in ("year", "years"):
            return None
        index += 1
    return _of_kind(tokens, kind, start, index, None)


def _of_kind(tokens: Sequence[Token], kind: str, start: int, index: int, stop: int | None) -> Dated | None:
    """The year at `index` as one of a kind; `stop` is the end of the words after it, if they stand there."""
    if at(tokens, index).gap == 2 and index > start:
        return None
    span = _span(tokens, index)
    if span:
        begin, number_stop = span
        if kind == "school_year":
            return Dated(kind, begin, start, number_stop, stop or number_stop)
        return Dated(kind, None, start, number_stop, stop or number_stop, "a fiscal year has one number, and this has two")
    if not year_like(at(tokens, index)) or _joined(tokens, index + 1):
        return None
    if kind == "school_year":
        because = "a school year named by one year may begin or end in it"
        return Dated(kind, None, start, index + 1, stop or index + 1, because)
    return Dated(kind, int(tokens[index].text), start, index + 1, stop or index + 1)


def _year_number(tokens: Sequence[Token], start: int) -> Dated | None:
    """A year written as a number: "2007-2008 school year", "2020 fiscal year", "summer 2019", "since 2019.", "calendar year 2019"."""
    if not year_like(tokens[start]):
        return None
    span = _span(tokens, start)
    number_stop = span[1] if span else start + 1
    word = at(tokens, number_stop)
    if word.low in _KINDS and word.gap == 1 and at(tokens, number_stop + 1).low in ("year", "years"):
        return _of_kind(tokens, _KINDS[word.low], start, start, number_stop + 2)
    if span:
        return Dated("school_year", None, start, span[1], span[1], "two years, and not said of what kind")
    before, two_before = (at(tokens, start - k) if start >= k else END for k in (1, 2))
    if _joined(tokens, start + 1) or tokens[start].gap != 1:
        return None
    alone = word.kind != "w" or word.low in _ENDERS
    calendar = before.low == "year" and two_before.low == "calendar"
    if before.low in _SEASONS or calendar or (before.low in _YEAR_AFTER and alone and word.text not in ("%", "(")):
        return Dated("date", CoarseDate(int(tokens[start].text), None, None), start, start + 1, start + 1)
    return None


_ENDERS: Final = frozenset(words("and or but the a an in on to for by with if when shall may must will is are was were through"))
