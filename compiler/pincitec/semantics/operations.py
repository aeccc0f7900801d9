"""The one table of primitive operations: what the language means.

Every operation is a total function of its operands. `None` is an unknown value, and an operation on an unknown value is unknown,
except where the table says more (a false "and", a sum with a bound). A division by zero is a `Fault`: an error in the question,
never "undetermined". Executors and analyses are derived from this table and tested equal to it; no library's own rules for
nulls, division, dates or empty sums define ours.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any

from attrs import frozen

from pincitec.semantics.comparison import equal, greater, greater_or_equal, less, less_or_equal, not_equal
from pincitec.semantics.dates import add_days, add_period, add_period_by_rule, calendar_year, day_of_year, month_end, school_year_of
from pincitec.semantics.lists import count, every, every_or_none, greatest, least, longest_run, some, total
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED, conjunction, disjunction
from pincitec.semantics.values import Amount, Fault, Number, Row, Value, bounds, exact, interval
from pincitec.semantics.verdicts import decide, decide_value, truth_of, value_of


@frozen
class Operation:
    """A row of the table.

    `function` takes the operands as values (see `values.py`). For an operation with a parameter (`at_least`, `field`, `neighbour`,
    `calendar_year`, `stand`, `decide`, …), see `PARAMETER` for where the parameter goes. `fold` marks an operation over
    the records of a list: its function takes the results for each record and whether the list is complete. `wording` is how the
    operation reads in a letter.
    """

    name: str
    function: Callable[..., Any]
    wording: str = ""
    fold: bool = False


MOST_BITS = 4096


def negate(a: int) -> int:
    return NOT[a]


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


def whole(a: Amount) -> Amount:
    """The greatest whole number that is not above it; of a number that is only bounded, of each bound. The one operation that rounds."""
    if a is None:
        return None
    low, high = bounds(a)
    return interval(floor(low), None if high is None else floor(high))


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
        Operation("whole", whole, "the whole part of"),
        Operation("add_period", add_period, "plus"),
        Operation("add_period_by_rule", add_period_by_rule, "plus"),
        Operation("add_days", add_days, "plus"),
        Operation("calendar_year", calendar_year),
        Operation("school_year_of", school_year_of),
        Operation("day_of_year", day_of_year),
        Operation("month_end", month_end),
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
        Operation("least", least, "least of", fold=True),
        Operation("greatest", greatest, "greatest of", fold=True),
        Operation("consecutive", longest_run, "longest run of", fold=True),
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
    "school_year_of": "spread last",
    "day_of_year": "spread last",
    "add_period_by_rule": "last",
    "month_end": "last",
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
