"""What the two answers of each row are to each other, for a whole batch: the change, and by how much the amount is another.

Stands under `counting.py`. Differences are exact: whole numbers of 64 bits where they fit, Python's own where they might not.
"""

from fractions import Fraction
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pincite.explain.reasons.outcome import NO_ANSWER
from pincite.population.comparison.model import CHANGES, Sums
from pincite.population.reasons import OUTCOMES, Done
from pincite.population.running.output import FAULT, VERDICT_WORDS
from pincitec.semantics.types import Quantity, Type

CODE: Final = {word: code for code, word in enumerate(CHANGES)}
UNKNOWN: Final = np.array([outcome in NO_ANSWER for outcome in OUTCOMES])
"""By the code of an outcome: that there is no answer, for want of law."""
WIDE: Final = 1 << 62
"""Numbers below it can be taken from each other in 64 bits."""
DAYS: Final = ("date",)
YEARS: Final = ("school_year",)


def between(before: str, after: str) -> str:
    """The change from one verdict to another, where the law of both is known. Both holding is `same` here; values are compared apart."""
    match before, after:
        case ("fault", _) | (_, "fault"):
            return "fault"
        case ("undetermined", "undetermined"):
            return "stays_open"
        case (_, "undetermined"):
            return "becomes_open"
        case ("undetermined", _):
            return "settled"
        case _ if before == after:
            return "same"
        case (_, "conflict"):
            return "conflict_begins"
        case ("conflict", _):
            return "conflict_ends"
        case (_, "not_applicable"):
            return "ceases_to_apply"
        case ("not_applicable", _):
            return "begins_to_apply"
        case ("gap", "holds"):
            return "value_begins"
        case ("holds", "gap"):
            return "value_ends"
        case ("fails", "holds"):
            return "gains"
        case ("holds", "fails"):
            return "loses"
    return "another_verdict"


TABLE: Final = np.array([[CODE[between(b, a)] for a in VERDICT_WORDS] for b in VERDICT_WORDS], np.int8)
HOLDS: Final = VERDICT_WORDS.index("holds")


class Numbers(NamedTuple):
    """The differences of some rows of a batch, by place: whole, or fractions where one of the values need not be whole."""

    rows: npt.NDArray[np.int64]
    whole: npt.NDArray[np.int64] | None
    exact: list[int | Fraction] | None

    def summed(self, chosen: npt.NDArray[np.bool_]) -> Sums | None:
        """Those of the chosen places among `rows`, added exactly."""
        number = int(chosen.sum())
        if not number:
            return None
        if self.whole is not None:
            values = self.whole[chosen]
            total = (int((values >> 32).sum()) << 32) + int((values & 0xFFFFFFFF).sum())
            return Sums(number, total, int(values.min()), int(values.max()))
        assert self.exact is not None
        found = [self.exact[place] for place in np.flatnonzero(chosen)]
        return Sums(number, sum(found, start=0), min(found), max(found))

    def at(self, place: int) -> int | Fraction:
        if self.whole is not None:
            return int(self.whole[place])
        assert self.exact is not None
        return self.exact[place]


NOTHING: Final = Numbers(np.zeros(0, np.int64), np.zeros(0, np.int64), None)


class Changed(NamedTuple):
    """By row the code of its change; and the differences of those whose value is higher or lower."""

    change: npt.NDArray[np.int8]
    numbers: Numbers


def changed(before: Done, after: Done, kind: Type | None) -> Changed:
    """Compares the answers to one decision whose values are of a type; None where it has none."""
    change = TABLE[before.verdict, after.verdict]
    faulty = (before.verdict == FAULT) | (after.verdict == FAULT)
    change[(UNKNOWN[before.outcome] | UNKNOWN[after.outcome]) & ~faulty] = CODE["law_not_known"]
    both = (change == CODE["same"]) & (before.verdict == HOLDS)
    if kind is None:
        return Changed(change, NOTHING)
    known = [np.zeros(len(change), bool) if done.value is None else np.asarray(done.value.is_valid()) for done in (before, after)]
    change[both & (known[0] != known[1])] = CODE["another_value"]
    rows = np.flatnonzero(both & known[0] & known[1])
    if not len(rows):
        return Changed(change, NOTHING)
    if not (isinstance(kind, Quantity) or kind.key in (*DAYS, *YEARS)):
        taken = [plain(done.value).take(pa.array(rows)).to_pylist() for done in (before, after)]
        change[rows[[b != a for b, a in zip(*taken, strict=True)]]] = CODE["another_value"]
        return Changed(change, NOTHING)
    numbers = differences(before, after, rows)
    change[numbers.rows] = signs(numbers)
    return Changed(change, numbers)


def plain(value: pa.Array) -> pa.Array:
    return value.cast(value.type.value_type) if pa.types.is_dictionary(value.type) else value


def signs(numbers: Numbers) -> npt.NDArray[np.int8]:
    rises = numbers.whole > 0 if numbers.whole is not None else np.array([n > 0 for n in numbers.exact or ()], bool)
    return np.where(rises, CODE["higher"], CODE["lower"]).astype(np.int8)


def differences(before: Done, after: Done, rows: npt.NDArray[np.int64]) -> Numbers:
    """The differences of the values of these rows, where they are not 0."""
    first, second = (whole(done.value)[rows] for done in (before, after))
    below = [over_of(done, rows) for done in (before, after)]
    if below[0] is None and below[1] is None and narrow(first) and narrow(second):
        found = second - first
        other = found != 0
        return Numbers(rows[other], found[other], None)
    one = np.ones(len(rows), np.int64)
    over = [one if b is None else b for b in below]
    other = (first != second) | (over[0] != over[1])
    places = np.flatnonzero(other)
    made = [Fraction(int(second[p]), int(over[1][p])) - Fraction(int(first[p]), int(over[0][p])) for p in places]
    kept = [i for i, difference in enumerate(made) if difference]
    exact: list[int | Fraction] = [made[i].numerator if made[i].denominator == 1 else made[i] for i in kept]
    return Numbers(rows[places[kept]] if kept else NOTHING.rows, None, exact)


def narrow(values: npt.NDArray[np.int64]) -> bool:
    return not len(values) or (int(values.min()) > -WIDE and int(values.max()) < WIDE)


def whole(value: Any) -> npt.NDArray[np.int64]:
    """Values as whole numbers, days as days since 1970; anything where there is none."""
    if pa.types.is_date(value.type):
        value = value.cast(pa.int32())
    return np.asarray(value.cast(pa.int64()).fill_null(0))


def over_of(done: Done, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | None:
    """The denominators of these rows; None where all are 1."""
    if done.over is None:
        return None
    found = np.asarray(done.over.cast(pa.int64()).fill_null(1))[rows]
    return None if (found == 1).all() else found
