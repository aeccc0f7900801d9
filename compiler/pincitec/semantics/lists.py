"""Operations over the records of a list: what is certain of those on file, and of those that may still come.

Rows of the table in `operations.py`. Each takes the result for each record, in order of their keys, and whether the list is complete.
An open list bounds only from below: one more record may always exist.
"""

from collections.abc import Sequence

from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED, conjunction, disjunction
from pincitec.semantics.values import Amount, Number, bounds, interval


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


def least(holds: Sequence[int], amounts: Sequence[Amount], complete: bool) -> Amount:
    """The least amount over the records that satisfy the condition; unknown unless one surely does: of none there is no least.

    Quantities on file are not negative, so that in an open list, or where an amount is not known, it is at least nothing.

    >>> least([HOLDS, UNDETERMINED], [160, 90], True), least([HOLDS], [160], False), least([], [], True)
    (Interval(low=90, high=160), Interval(low=0, high=160), None)
    """
    if HOLDS not in holds:
        return None
    low: Number | None = None if complete else 0
    high: Number | None = None
    for a, amount in zip(holds, amounts, strict=True):
        if a == FAILS:
            continue
        each, most = (0, None) if amount is None else bounds(amount)
        low = each if low is None else min(low, each)
        if a == HOLDS and most is not None:
            high = most if high is None else min(high, most)
    assert low is not None  # INVARIANT: some record surely counts
    return interval(low, high)


def greatest(holds: Sequence[int], amounts: Sequence[Amount], complete: bool) -> Amount:
    """The greatest amount over the records that satisfy the condition; unknown unless one surely does.

    >>> greatest([HOLDS, UNDETERMINED], [160, 320], True), greatest([HOLDS], [160], False), greatest([UNDETERMINED], [160], True)
    (Interval(low=160, high=320), Interval(low=160, high=None), None)
    """
    if HOLDS not in holds:
        return None
    low: Number | None = None
    high: Number | None = 0
    for a, amount in zip(holds, amounts, strict=True):
        if a == FAILS:
            continue
        each, most = (0, None) if amount is None else bounds(amount)
        if a == HOLDS:
            low = each if low is None else max(low, each)
        high = None if high is None or most is None else max(high, most)
    assert low is not None  # INVARIANT: some record surely counts
    return interval(low, high if complete else None)


def longest_run(holds: Sequence[int], keys: Sequence[int], complete: bool) -> Amount:
    """The most records that follow one another by their keys and all satisfy the condition.

    A key that is not on file breaks a run of a complete list; in an open one, a record that is not on file may join two runs.

    >>> longest_run([HOLDS, HOLDS, FAILS, HOLDS], [2018, 2019, 2020, 2021], True)
    2
    >>> longest_run([HOLDS, HOLDS], [2018, 2020], True), longest_run([HOLDS, UNDETERMINED], [2018, 2019], False)
    (1, Interval(low=1, high=None))
    """
    sure = longest([a == HOLDS for a in holds], keys)
    return interval(sure, longest([a != FAILS for a in holds], keys) if complete else None)


def longest(counts: Sequence[bool], keys: Sequence[int]) -> int:
    """The length of the longest run of records that count and whose keys rise by one."""
    most = run = 0
    before: int | None = None
    for each, key in zip(counts, keys, strict=True):
        run = (run if before is not None and key == before + 1 else 0) + 1 if each else 0
        most, before = max(most, run), key
    return most


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
