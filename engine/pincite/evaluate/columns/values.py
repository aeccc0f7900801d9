"""What a node is while code is written for it: registers and constants by the kind of its value. Stands over `program.py`.

Every kind mirrors `pincitec.semantics.values`. A plane or an array may be a constant; where nothing is undetermined or only bounded,
both of a pair are the same register, so that the second costs nothing.
"""

from typing import Final

from attrs import frozen

from pincite.evaluate.columns.program import Operand


@frozen
class Truth:
    """A condition: the rows in which it surely holds, and those in which it possibly does."""

    surely: Operand
    possibly: Operand


@frozen
class Elapsed:
    """The rows in which a period still runs: since which day, and whether a rule says that it ends on the last or on the next day."""

    runs: Operand
    since: Operand
    last: Operand = 0
    following: Operand = 0


@frozen
class Number:
    """A number, a day (since 1970-01-01) or the index of a member: `low / over` to `high / over` in the rows where it is known.

    `bounded`: the rows in which something bounds it above; `high` says nothing in the others. Where a period still `elapsed`, `low` and
    `high` say nothing. What stands in rows that are not known is never looked at.
    """

    low: Operand
    high: Operand
    known: Operand = 1
    over: Operand = 1
    bounded: Operand = 1
    elapsed: Elapsed | None = None

    @property
    def exact(self) -> bool:
        """Whether it is one number wherever it is known."""
        return self.low == self.high and self.bounded == 1 and self.elapsed is None


@frozen
class Words:
    """A text, by its number among the texts at hand."""

    code: Operand
    known: Operand = 1


@frozen
class Verdict:
    """The rows of each verdict; in the others it is undetermined."""

    holds: Operand
    fails: Operand
    conflict: Operand = 0
    gap: Operand = 0
    not_applicable: Operand = 0


@frozen
class Outcome:
    """A verdict with its value: known where it has one, or bounds of one."""

    verdict: Verdict
    value: "Number | Words"


@frozen
class Listed:
    """A list, by the name of its fact: the rows in which its records count, and those in which nothing is missing from it.

    A row without a list has no record, and is not complete.
    """

    name: str
    where: Operand
    complete: Operand


@frozen
class Record:
    """The record at hand in a space (`place` -1), or the one at a place, in the rows where that is on file."""

    space: int
    place: Operand = -1
    on_file: Operand = 1


Value = Truth | Number | Words | Verdict | Outcome | Listed | Record

ALWAYS: Final = Truth(1, 1)
NEVER: Final = Truth(0, 0)
OPEN: Final = Truth(0, 1)
NOTHING: Final = Number(0, 0, known=0)
"""A number of which nothing is known in any row."""
