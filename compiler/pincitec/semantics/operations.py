"""The one table of primitive operations: what the language means.

Every operation is a total function of its operands. `None` is an unknown value, and an operation on an unknown value is unknown,
except where the table says more (a false "and", a sum with a bound). A division by zero is a `Fault`: an error in the question,
never "undetermined". Executors and analyses are derived from this table and tested equal to it; no library's own rules for
nulls, division, dates or empty sums define ours.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from pincitec.semantics.comparison import equal, greater, greater_or_equal, less, less_or_equal, not_equal
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import Elapsed, Fault, Interval, Number, Row, Value, add_months, bounds, exact, interval
from pincitec.semantics.verdicts import decide, decide_value, truth_of, value_of


@frozen
class Operation:
    """A row of the table.

    `function` takes the operands as values (see `values.py`). For an operation with a parameter (`at_least`, `field`, `neighbour`,
    `calendar_year`, `stand`, `decide`, `decide_value`), see `PARAMETER` for where the parameter goes. `fold` marks an operation over
    the records of a list: its function takes the results for each record and whether the list is complete. `wording` is how the
    operation reads in a letter.
    """

    name: str
    function: Callable[..., Any]
    wording: str = ""
    fold: bool = False


Amount = Number | Interval | Elapsed | None

MOST_BITS = 4096


def negate(a: int) -> int:
    return NOT[a]


def conjunction(*operands: int) -> int:
    """Kleene's "and"; of nothing: holds."""
    result = HOLDS
    for a in operands:
        result &= a
    return result


def disjunction(*operands: int) -> int:
    """Kleene's "or"; of nothing: fails."""
    result = FAILS
    for a in operands:
        result |= a
    return result


def at_least(number: int, *operands: int) -> int:
    """At least so many of the operands hold."""
    sure = sum(1 for a in operands if a == HOLDS)
    possible = sum(1 for a in operands if a != FAILS)
    return HOLDS if sure >= number else (FAILS if possible < number else UNDETERMINED)


def add(a: Amount, b: Amount) -> Amount:
    if a is None or b is None:
        return None
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    return interval(low_a + low_b, None if high_a is None or high_b is None else high_a + high_b)


def subtract(a: Amount, b: Amount) -> Amount:
    """The difference. Bounded below only if `b` is bounded above: an open list leaves it unknown."""
    if a is None or b is None:
        return None
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    if high_b is None:
        return None
    return interval(low_a - high_b, None if high_a is None else high_a - low_b)


def multiply(a: Amount, b: Amount) -> Amount:
    """The product of two exact numbers; of a number that is only bounded, unknown."""
    if isinstance(a, (int, Fraction)) and isinstance(b, (int, Fraction)):
        return limited(exact(a * b))
    return None


def limited(number: Number) -> Number:
    """The number, or a `Fault` for one that no rule of law needs: so that a hostile pack cannot fill the machine by multiplying."""
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MOST_BITS:
        raise Fault("a number too large")
    return number


def divide(a: Amount, b: Amount) -> Amount:
    """The exact quotient, never rounded. Division by zero is a `Fault`."""
    if isinstance(b, (int, Fraction)) and b == 0:
        raise Fault("division by zero")
    if isinstance(a, (int, Fraction)) and isinstance(b, (int, Fraction)):
        return limited(exact(Fraction(a) / b))
    return None


def negative(a: Amount) -> Amount:
    return subtract(0, a)


def add_period(day: date | None, months: Amount) -> date | None:
    """The day so many months later; unknown where that day does not exist in its month and no cited rule settles it."""
    if day is None or not isinstance(months, int):
        return None
    earliest, latest = add_months(day, months)
    return earliest if earliest == latest else None


def add_days(day: date | None, days: Amount) -> date | None:
    if day is None or not isinstance(days, int):
        return None
    try:
        return date.fromordinal(day.toordinal() + days)
    except (ValueError, OverflowError):
        raise Fault("a date outside the calendar") from None


def calendar_year(day: date | None, month: int, first: int, name: str) -> int | None:
    """The year that contains a day, of a calendar whose years begin on `month`/`first` and are named after the year in which they end:
    with July 1, 2019-07-01 is the first day of 2020. A calendar that begins on January 1 is the civil one. `name` ("fiscal_year") is
    only how a letter calls it."""
    if day is None:
        return None
    if (month, first) == (1, 1):
        return day.year
    return day.year + ((day.month, day.day) >= (month, first))


def count(holds: Sequence[int], complete: bool) -> Amount:
    """How many records satisfy the condition: those that do, and at most those that may."""
    sure = sum(1 for a in holds if a == HOLDS)
    possible = sum(1 for a in holds if a != FAILS)
    return interval(sure, possible if complete else None)


def total(holds: Sequence[int], amounts: Sequence[Amount], complete: bool) -> Amount:
    """The sum over the records that satisfy the condition. Quantities on file are not negative, so what is certain stays certain;
    a difference that is, and may be counted, lowers what is certain."""
    low: Number = 0
    high: Number | None = 0 if complete else None
    for a, amount in zip(holds, amounts, strict=True):
        if a == FAILS:
            continue
        least, most = (0, None) if amount is None else bounds(amount)
        low += least if a == HOLDS else min(0, least)
        high = None if high is None or most is None else high + (most if a == HOLDS else max(0, most))
    return interval(low, high)


def some(holds: Sequence[int], complete: bool) -> int:
    """At least one record satisfies the condition; in an open list, one not on file may."""
    return disjunction(*holds) | (FAILS if complete else UNDETERMINED)


def every(holds: Sequence[int], complete: bool) -> int:
    """Each record satisfies the condition, and there is one: over a complete empty list it fails ("there are none")."""
    if complete and not holds:
        return FAILS
    return conjunction(*holds) & (HOLDS if complete else UNDETERMINED)


def every_or_none(holds: Sequence[int], complete: bool) -> int:
    """`every … or none`: also over a complete empty list."""
    return conjunction(*holds) & (HOLDS if complete else UNDETERMINED)


def field(row: Row | None, name: str) -> Value:
    """A field of a record; of a record that is not on file, unknown."""
    return None if row is None else row.records.rows[row.index][name]


def field_truth(row: Row | None, name: str) -> int:
    """A field of a record that is a condition."""
    if row is None:
        return UNDETERMINED
    code = row.records.rows[row.index][name]
    assert isinstance(code, int)
    return code


def neighbour(row: Row | None, key: str, step: int) -> Row | None:
    """The record whose key is `step` (1 or -1) after this one's; records stand in order of their keys. If none is on file it is
    unknown, also in a complete list: the law speaks of what happened then, and nothing on file says."""
    if row is None:
        return None
    rows, place = row.records.rows, row.index + step
    here = rows[row.index][key]
    if isinstance(here, int) and 0 <= place < len(rows) and rows[place][key] == here + step:
        return Row(row.records, place)
    return None


def stand(rows: tuple[tuple[int, int, int], ...], guard: int, *conditions: int) -> int:
    """The guard of a clause that stands for some and not for others, by the conditions under which an act applies.

    Each row: whether it stands (its truth), under which condition (-1: always), and whether under its contrary. Where it stands the
    guard counts; where it has lapsed it does not; where its text is not on file it is undetermined.
    """
    result = FAILS
    for standing, place, negated in rows:
        under = HOLDS if place < 0 else (NOT[conditions[place]] if negated else conditions[place])
        result |= under & (guard if standing == HOLDS else standing)
    return result


def unknown_unless(standing: int, value: Value) -> Value:
    """The value of a definition, where its words stand in the text of the day; otherwise unknown."""
    return value if standing == HOLDS else None


def undetermined_unless(standing: int, value: int) -> int:
    """`unknown_unless` for a condition."""
    return value if standing == HOLDS else UNDETERMINED


TABLE: Mapping[str, Operation] = {
    operation.name: operation
    for operation in (
        Operation("not", negate, "not"),
        Operation("and", conjunction, "and"),
        Operation("or", disjunction, "or"),
        Operation("at_least", at_least, "at least"),
        Operation("eq", equal, "is"),
        Operation("ne", not_equal, "is not"),
        Operation("lt", less, "less than"),
        Operation("le", less_or_equal, "at most"),
        Operation("gt", greater, "more than"),
        Operation("ge", greater_or_equal, "at least"),
        Operation("add", add, "plus"),
        Operation("sub", subtract, "minus"),
        Operation("mul", multiply, "times"),
        Operation("div", divide, "divided by"),
        Operation("neg", negative, "minus"),
        Operation("add_period", add_period, "plus"),
        Operation("add_days", add_days, "plus"),
        Operation("calendar_year", calendar_year),
        Operation("field", field),
        Operation("field_truth", field_truth),
        Operation("neighbour", neighbour),
        Operation("stand", stand),
        Operation("unknown_unless", unknown_unless),
        Operation("undetermined_unless", undetermined_unless),
        Operation("decide", decide),
        Operation("decide_value", decide_value),
        Operation("truth_of", truth_of),
        Operation("value_of", value_of),
        Operation("count", count, "number of", fold=True),
        Operation("sum", total, "sum of", fold=True),
        Operation("some", some, "some", fold=True),
        Operation("every", every, "every", fold=True),
        Operation("every_or_none", every_or_none, "every", fold=True),
    )
}

PARAMETER: Mapping[str, str] = {
    "at_least": "first",
    "stand": "first",
    "decide": "spread first",
    "decide_value": "spread first",
    "field": "last",
    "field_truth": "last",
    "neighbour": "spread last",
    "calendar_year": "spread last",
}
"""How a node's parameter is passed to the function of its operation: before or after the operands, whole or spread."""


def call(op: str, param: Any, operands: Sequence[Any]) -> Any:
    """Applies an operation that is no fold to its operands."""
    function = TABLE[op].function
    match PARAMETER.get(op):
        case None:
            return function(*operands)
        case "first":
            return function(param, *operands)
        case "spread first":
            return function(*param, *operands)
        case "last":
            return function(*operands, param)
        case _:
            return function(*operands, *param)
