"""The numbers that a passage of law states, each with its exact value, its unit, and whether it is only a label.

Stands between the text of the law (normalised, or raw) and the check that binds the numbers of a rule to its quotation. Nothing is
assumed of the text. One pass, linear in its length; exact values, no floats. What could be read in two ways has no value.

The rule that it serves: every literal of a clause stands in its own quotation, in digits or in words. A number that is a name
("level 3") binds nothing. "following", "annual" and "each" state no number.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from pincitec.law.figure_dates import MONTHS, CoarseDate, Dated, scan_date, year_like
from pincitec.law.figure_labels import LastLabel, chain, joined_label, place_label, pronoun, word_label
from pincitec.law.figure_tokens import DASHES, HYPHENS, Token, at, tokenise, words
from pincitec.law.figure_units import QUOTES, noun_after, singular
from pincitec.law.numerals import STARTERS, VULGAR, Numeral, scan, scan_digits
from pincitec.semantics.values import exact

__all__ = ["CoarseDate", "Disagreement", "Figure", "Kind", "disagreements", "figures", "states_unit"]

FigureValue = int | Fraction | date | CoarseDate | None


class Kind(StrEnum):
    """What a figure measures. The first six are the types of quantities that a policy declares."""

    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    PERIOD = "period"
    DAYS = "days"
    COUNT = "count"
    ORDINAL = "ordinal"
    DATE = "date"
    SCHOOL_YEAR = "school_year"
    FISCAL_YEAR = "fiscal_year"


@frozen
class Figure:
    """One number at the half-open range `[start, end)` of the text, with its unit where one follows.

    `number_end` is where the number itself ends ("three" of "three years"; with "($60,000)" where words and figures state it twice).
    `number` is the number as written, `value` its value with the unit: cents (`money`, unit `USD`), a fraction of one (`percent`),
    months (`period`, unit `month`), days (`days`, unit `day`), the number itself (`integer`; `number` if it is not whole; `count`, whose
    unit is the noun in the singular, such as `hour` or `school year`; `ordinal`), a date, a `CoarseDate`, or a year
    (`school_year`: the year in which it begins; `fiscal_year`: the year that names it). `noun` is the text of the unit as it stands.
    A `label` binds nothing, and `because` says why it is one; its value may be missing.
    """

    start: int
    end: int
    number_end: int
    words: str
    kind: Kind
    value: FigureValue
    number: int | Fraction | None
    unit: str | None
    noun: str
    label: bool
    because: str


@frozen
class Disagreement:
    """An amount stated twice, in words and in figures, that differ: at `[start, end)`. Neither of the two is taken as the law."""

    start: int
    end: int
    words_value: int | Fraction
    figures_value: int | Fraction
    message: str


@frozen
class _Read:
    """A figure in the making, by indexes of tokens."""

    start: int
    number_stop: int
    stop: int
    kind: Kind
    value: FigureValue
    number: int | Fraction | None
    unit: str | None = None
    noun: tuple[int, int] | None = None
    because: str = ""
    in_words: bool = False


def figures(text: str, breaks: tuple[int, ...] = ()) -> tuple[Figure, ...]:
    """All numbers of a text, labels too, in order; they do not overlap.

    `breaks` are the offsets, in order, at which another unit of the law begins (a heading, an item of a list): no number, unit or label
    reaches across them ("… at current license level" and, in the next item, "3 evaluations").

    >>> [(f.words, f.kind.value, f.value) for f in figures("at least three years and $60,000")]
    [('three years', 'period', 36), ('$60,000', 'money', 6000000)]
    """
    return _read_all(text, breaks)[0]


def disagreements(text: str, breaks: tuple[int, ...] = ()) -> tuple[Disagreement, ...]:
    """The amounts of a text that words and figures state differently: "sixty thousand dollars ($61,000)"."""
    return _read_all(text, breaks)[1]


def states_unit(figure: Figure, unit: str) -> bool:
    """Whether the unit stands with the number: "days" and "instructional days" do in "160 instructional days"; "hours" does not.

    "years" and "months" are one unit, a period; `USD` and `percent` are stated by their signs.
    """
    wanted = [singular(word) for word in unit.replace("_", " ").split()]
    if wanted == [figure.unit.lower() if figure.unit else ""] or unit == figure.kind:
        return True
    if figure.kind is Kind.PERIOD:
        return wanted in (["year"], ["month"])
    stated = [singular(word) for word in figure.noun.split()]
    return bool(wanted) and any(stated[k : k + len(wanted)] == wanted for k in range(len(stated)))


@lru_cache(maxsize=64)
def _read_all(text: str, breaks: tuple[int, ...]) -> tuple[tuple[Figure, ...], tuple[Disagreement, ...]]:
    tokens = tokenise(text, breaks)
    found: list[Figure] = []
    differing: list[Disagreement] = []
    floor = index = 0
    last_label: LastLabel | None = None
    last: _Read | None = None
    while index < len(tokens):
        token = tokens[index]
        if not (token.kind == "n" or token.text in VULGAR or token.low in STARTERS or _opens_date(token)):
            index += 1
            continue
        read = _dated(tokens, index, last)
        if read is None:
            read, last_label = _counted(tokens, index, floor, last_label)
        if read is None:
            index += 1
            continue
        if not read.because:
            paired = _second_statement(text, tokens, read)
            if isinstance(paired, Disagreement):
                differing.append(paired)
                stop = next(k for k in range(read.number_stop, len(tokens)) if tokens[k].end >= paired.end) + 1
                read = evolve(read, value=None, number=None, number_stop=stop, stop=stop, because=paired.message)
            else:
                read = paired
        figure = _figure(text, tokens, read)
        if last is not None:
            found[-1] = _with_unit_of(found[-1], figure, tokens, last, read)
        found.append(figure)
        last = read
        floor = index = max(read.stop, index + 1)
    return tuple(found), tuple(differing)


def _opens_date(token: Token) -> bool:
    return token.low in ("fiscal", "school", "academic", "fy") or (token.text[0].isupper() and token.text[:3].capitalize() in _MONTHS)


_MONTHS: Final = frozenset(name[:3] for name in MONTHS)
_LIMITS: Final = frozenset(words("and or nor but not no more less fewer greater than"))


def _dated(tokens: list[Token], index: int, last: _Read | None) -> _Read | None:
    """A date or year, or the next one of a list of fiscal years ("fiscal years 2020 and 2021", "in 2019 and 2020")."""
    found = scan_date(tokens, index)
    listed = last is not None and index - last.stop == 1 and tokens[index - 1].low in ("and", "or", "through", "to", ",")
    if found is None and last is not None and listed and year_like(tokens[index]):
        year = int(tokens[index].text)
        if last.kind is Kind.FISCAL_YEAR:
            found = Dated("fiscal_year", year, index, index + 1, index + 1)
        elif isinstance(last.value, CoarseDate) and last.value.month is None and at(tokens, index + 1).kind != "w":
            found = Dated("date", CoarseDate(year, None, None), index, index + 1, index + 1)
    if found is None:
        return None
    number = found.value if isinstance(found.value, int) else None
    unit = found.kind if found.kind != "date" else None
    return _Read(found.start, found.number_stop, found.stop, Kind(found.kind), found.value, number, unit, None, found.because)


def _counted(tokens: list[Token], index: int, floor: int, last: LastLabel | None) -> tuple[_Read | None, LastLabel | None]:
    """A number that is no date, with its sign, unit and label."""
    token = tokens[index]
    if token.kind == "w":
        joining = at(tokens, index - 1).low != "between" if index else True
        number = scan(tokens, index, joining=joining)
        if number is None or pronoun(tokens, index):
            return None, last
        reason = word_label(tokens, index, number.stop)
    else:
        low, high = chain(tokens, index, floor) if token.kind == "n" else (index, index + 1)
        number = scan_digits(tokens, index)
        reason = joined_label(tokens, low, index, high) if token.kind == "n" else None
        if reason is None and number is None:
            reason = "it is too long to be a number of the law"
        if reason or number is None:
            return _Read(low, high, high, Kind.INTEGER, None, None, because=reason or ""), last
    if reason:
        return _Read(index, number.stop, number.stop, _plain(number.value), number.value, number.value, because=reason), last
    place = place_label(tokens, index, number.stop, last)
    if place:
        reason, last = place
        return _Read(index, number.stop, number.stop, _plain(number.value), number.value, number.value, because=reason), last
    return _measured(tokens, index, number), last


def _plain(value: int | Fraction) -> Kind:
    return Kind.INTEGER if isinstance(value, int) else Kind.NUMBER


def _measured(tokens: list[Token], index: int, number: Numeral) -> _Read:
    """The number with its currency, percent sign or noun."""
    start, stop, value = index, number.stop, number.value
    in_words = tokens[index].kind == "w"
    if number.ordinal:
        noun = noun_after(tokens, stop, one=True)
        if noun and noun.unit and (tokens[stop].text in HYPHENS or noun.stop - noun.first == 1):
            return _Read(index, stop, noun.stop, Kind.ORDINAL, value, value, noun.unit, (noun.first, noun.stop), in_words=in_words)
        return _Read(index, stop, stop, Kind.ORDINAL, value, value, in_words=in_words)
    before = at(tokens, index - 1).text if index else ""
    if before == "$" and not in_words:
        start -= 2 if index > 1 and tokens[index - 2].text == "US" and tokens[index - 1].gap == 0 else 1
        return _Read(start, stop, stop, Kind.MONEY, exact(Fraction(value) * 100), value, "USD")
    if before and before in "€£¥":
        return _Read(start - 1, stop, stop, Kind.NUMBER, None, None, because="its currency is not the dollar")
    if before in DASHES and before and tokens[index].gap == 0 and tokens[index - 1].gap and not in_words:
        start, value = index - 1, -value
    part = _of_one_percent(tokens, stop) if isinstance(value, Fraction) and 0 < value < 1 else None
    sign = part or _percent(tokens, stop)
    if sign:
        return _Read(start, sign, sign, Kind.PERCENT, exact(Fraction(value) / 100), value, "percent", (stop, sign), in_words=in_words)
    noun = noun_after(tokens, stop, one=value == 1 or isinstance(value, Fraction))
    if noun is None:
        return _Read(start, stop, stop, _plain(value), value, value, in_words=in_words)
    where = (noun.first, noun.stop)
    read = _Read(start, stop, noun.stop, Kind.COUNT, value, value, noun.unit, where, in_words=in_words)
    if noun.unit in ("dollar", "cent") and noun.stop - noun.first == 1:
        cents = exact(Fraction(value) * (100 if noun.unit == "dollar" else 1))
        return _with_smaller(tokens, evolve(read, kind=Kind.MONEY, value=cents, unit="USD", number_stop=noun.stop), "cent")
    if noun.period:
        months = exact(Fraction(value) * (12 if noun.unit == "year" else 1))
        period = evolve(read, kind=Kind.PERIOD, value=months, unit="month")
        return _with_smaller(tokens, period, "month") if noun.unit == "year" else period
    if noun.unit == "day":
        return evolve(read, kind=Kind.DAYS)
    if noun.unit is None:
        return evolve(read, kind=_plain(value), stop=stop)
    return read


def _percent(tokens: list[Token], stop: int) -> int | None:
    """The index after a sign or word for percent."""
    index = stop + 1 if at(tokens, stop).text in HYPHENS and at(tokens, stop).gap == 0 else stop
    token = at(tokens, index)
    if token.gap == 2:
        return None
    if token.text == "%" or token.low in ("percent", "percentum"):
        return index + 1
    if token.low == "per" and at(tokens, index + 1).low in ("cent", "centum"):
        return index + 2
    return None


def _of_one_percent(tokens: list[Token], stop: int) -> int | None:
    """ "seven-tenths of one percent" is 0.7 percent, and states neither 7/10 nor one percent."""
    if at(tokens, stop).low == "of" and at(tokens, stop + 1).low in ("one", "1", "a"):
        return _percent(tokens, stop + 2)
    return None


def _with_smaller(tokens: list[Token], read: _Read, unit: str) -> _Read:
    """ "two years and six months", "one dollar and fifty cents": one amount in two units."""
    index = read.stop
    if at(tokens, index).low != "and" or not isinstance(read.value, int):
        return read
    number = scan(tokens, index + 1) or scan_digits(tokens, index + 1)
    noun = noun_after(tokens, number.stop, one=number.value == 1) if number else None
    limit = 12 if unit == "month" else 100
    if number is None or noun is None or noun.unit != unit or noun.stop - noun.first != 1 or not 0 < number.value < limit:
        return read
    value = exact(read.value + number.value)
    return evolve(read, value=value, number=None, number_stop=noun.stop, stop=noun.stop, noun=None)


def _with_unit_of(figure: Figure, next_: Figure, tokens: list[Token], first: _Read, second: _Read) -> Figure:
    """The first of two numbers that share the unit of the second: "three to five years", "between 10 and 20 percent"."""
    bare = first.kind in (Kind.INTEGER, Kind.NUMBER) and not first.because and first.number is not None
    if not bare or second.because or second.unit is None or not second.number or second.kind is Kind.ORDINAL:
        return figure
    between = [t.low for t in tokens[first.stop : second.start]]
    hyphens = [word for word in between if word not in DASHES]
    limits = "than" in between and set(between) <= _LIMITS  # "not less than 60 nor more than 90 days"
    joined = limits or (bool(between) and hyphens in ([], ["to"], ["or"], ["through"]))
    if not joined and not (between == ["and"] and at(tokens, first.start - 1).low == "between" and first.start):
        return figure
    if not isinstance(second.value, (int, Fraction)) or first.number is None:
        return figure
    value = exact(Fraction(second.value) / second.number * first.number)
    return evolve(figure, kind=second.kind, value=value, unit=second.unit, noun=next_.noun)


def _second_statement(text: str, tokens: list[Token], read: _Read) -> "_Read | Disagreement":
    """The figure with the same figure in parentheses after it, if it is stated twice; a `Disagreement` if the two differ."""
    for stop in dict.fromkeys((read.number_stop, read.stop)):
        inner = _in_parentheses(tokens, stop)
        if inner is None or inner.in_words == read.in_words:
            continue
        whole = _with_noun_after(tokens, read, inner.stop + 1) if stop == read.number_stop != read.stop else read
        if read.kind in (Kind.INTEGER, Kind.NUMBER) and stop == read.number_stop:
            whole = _with_noun_after(tokens, read, inner.stop + 1)
        end = max(inner.stop + 1, whole.stop)
        same, comparable = _compare(whole, inner, directly=stop == read.number_stop)
        if not comparable:
            continue
        if same:
            kind = inner if whole.kind in (Kind.INTEGER, Kind.NUMBER) and inner.unit else whole
            number_stop = max(inner.stop + 1, whole.number_stop if whole.kind is Kind.MONEY else 0)
            return evolve(whole, kind=kind.kind, value=kind.value, unit=kind.unit, number_stop=number_stop, stop=end)
        start, last = tokens[read.start].start, tokens[end - 1].end
        first, second = _amounts(whole, inner)
        if inner.in_words:
            first, second = second, first
        return Disagreement(start, last, first, second, f"words and figures differ in `{text[start:last]}`")
    return read


def _in_parentheses(tokens: list[Token], stop: int) -> _Read | None:
    """A number alone in parentheses, with its sign or unit: "($60,000)", "(90)", "(90 days)"."""
    if at(tokens, stop).text != "(" or at(tokens, stop).gap == 2:
        return None
    index = stop + 2 if at(tokens, stop + 1).text == "$" else stop + 1
    number = scan_digits(tokens, index) or scan(tokens, index)
    if number is None:
        return None
    read = _measured(tokens, index, number)
    return read if at(tokens, read.stop).text == ")" and not read.because else None


def _with_noun_after(tokens: list[Token], read: _Read, index: int) -> _Read:
    """The figure with the noun that stands after the parenthesis: "ninety (90) days"."""
    if read.number is None:
        return read
    again = _measured(tokens, read.start, Numeral(read.number, read.kind is Kind.ORDINAL, index))
    return evolve(again, start=read.start, in_words=read.in_words)


def _amounts(outer: _Read, inner: _Read) -> tuple[int | Fraction, int | Fraction]:
    """Both amounts, as values where both have the unit, else as the numbers written."""
    if outer.kind == inner.kind and isinstance(outer.value, (int, Fraction)) and isinstance(inner.value, (int, Fraction)):
        return outer.value, inner.value
    return outer.number or 0, inner.number or 0


def _compare(outer: _Read, inner: _Read, *, directly: bool) -> tuple[bool, bool]:
    """Whether the two state the same amount, and whether they speak of one thing at all ("3 Full School Years (480 days)" do not).

    A bare number that differs may be the designation of a paragraph: it contradicts only between a number and its noun.
    """
    bare = (Kind.INTEGER, Kind.NUMBER)
    if outer.kind == inner.kind and outer.kind not in bare:
        nouns = outer.kind is not Kind.COUNT or outer.unit == inner.unit
        return outer.value == inner.value, nouns
    if outer.number is None or inner.number is None or Kind.ORDINAL in (outer.kind, inner.kind):
        return False, False
    same = outer.number == inner.number
    if inner.kind in bare:
        return same, same or (directly and outer.kind not in bare)
    return same, outer.kind in bare and (same or inner.kind is Kind.MONEY)


def _figure(text: str, tokens: list[Token], read: _Read) -> Figure:
    start, end = tokens[read.start].start, tokens[read.stop - 1].end
    noun = text[tokens[read.noun[0]].start : tokens[read.noun[1] - 1].end].strip(QUOTES) if read.noun else ""
    number_end = tokens[read.number_stop - 1].end
    label = bool(read.because)
    return Figure(start, end, number_end, text[start:end], read.kind, read.value, read.number, read.unit, noun, label, read.because)
