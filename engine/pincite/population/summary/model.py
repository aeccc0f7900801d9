"""A summary of a run: how often each verdict and outcome, which elements fail, which facts are missing, and all that by group.

Made in `counting.py`, shown by the other modules of this folder. Plain frozen data; rows are whole numbers, shares are said in tenths of a
per cent.
"""

from decimal import Decimal

from attrs import frozen


@frozen
class Count:
    """So many rows with a word: a verdict, an outcome, a law status."""

    word: str
    rows: int


@frozen
class Failing:
    """An element that is not met in `rows` rows that fail, or have no value; in `alone` of them no other is unmet."""

    text: str
    citation: str
    rows: int
    alone: int


@frozen
class Lacking:
    """A fact that is missing and decisive in `rows` open rows, in `alone` of them no other. `reached` are the open rows in which nothing is
    missing but it and the facts before it in the list."""

    fact: str
    label: str
    rows: int
    alone: int
    reached: int


@frozen
class Group:
    """The rows with one value of a column, by verdict. `value` is `None` where the column is empty. `others`: of all further values."""

    value: str | None
    rows: int
    verdicts: tuple[Count, ...]
    others: bool = False


@frozen
class By:
    """The rows of a decision parted by a column of the output: the most frequent values first."""

    column: str
    groups: tuple[Group, ...]


@frozen
class Amounts:
    """The values of a decision: how many rows have one, the least and the greatest, and where they can be added up their sum."""

    rows: int
    least: str
    greatest: str
    total: Decimal | None = None


@frozen
class Told:
    """The summary of one decision. `failing` and `lacking` rest on the reasons of a run, `None` where there are none; `untold` are rows
    whose reasons are not explained. `fails` and `open` are the rows of which they speak, `untold_fails` and `untold_open` those beside them
    whose reasons are not explained."""

    decision: str
    label: str
    rows: int
    verdicts: tuple[Count, ...]
    outcomes: tuple[Count, ...]
    statuses: tuple[Count, ...]
    amounts: Amounts | None
    by: tuple[By, ...]
    reasons: int | None = None
    untold: int = 0
    untold_fails: int = 0
    untold_open: int = 0
    fails: int = 0
    open: int = 0
    failing: tuple[Failing, ...] | None = None
    lacking: tuple[Lacking, ...] | None = None


@frozen
class Summary:
    """Of an output (`source`, as it was named), decision by decision. `notes` are sentences about what it rests on."""

    source: str
    rows: int
    decisions: tuple[Told, ...]
    notes: tuple[str, ...] = ()


def in_order(words: dict[str, int], order: tuple[str, ...]) -> tuple[Count, ...]:
    """Counts in a fixed order of words, then any others by name; without those that do not occur."""
    rest = tuple(sorted(set(words) - set(order)))
    return tuple(Count(word, words[word]) for word in (*order, *rest) if words.get(word))
