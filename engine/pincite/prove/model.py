"""What the search for a counterexample found: plain frozen data, for `pincite prove`, `pincite check` and the citation report.

Intervals of days are half-open. Texts are as authored or as on file: escaping is the business of whoever shows them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from pincite.explain.proof import Passage
from pincitec.semantics.values import Value

PROVED: Final = "proved"
"""Every case that the rules tell apart was decided, and none is a counterexample."""
NOT_FOUND: Final = "not_found"
"""No counterexample within the bounds of the search. It is no proof."""
COUNTEREXAMPLE: Final = "counterexample"
"""A case in which A holds and B fails."""
NOTHING_SEARCHED: Final = "nothing_searched"
"""On no day are all the texts on file that A and B rest on: nothing is claimed."""
STATUSES: Final = (PROVED, NOT_FOUND, COUNTEREXAMPLE, NOTHING_SEARCHED)


@frozen
class Side:
    """A, B or the assumption of a `verify`: as written in the rules, with the words of the law that its clauses quote.

    With a witness, `passages` are those that decide it in that case, on that day of the law; else those of all clauses concerned.
    """

    text: str
    passages: tuple[Passage, ...]


@frozen
class WitnessRow:
    """One fact of a witness in words: its qualified name, how it reads, its value. A list has a row for itself and then one for each
    record (`record`), of which the label is its key."""

    fact: str
    label: str
    value: str
    record: bool = False


@frozen
class Witness:
    """A case in which A holds and B fails, whatever the facts are that it leaves out.

    `on` is the day asked about and of the law. `readings` are by qualified choice; `other_readings` those among them that are not the
    default. `values` are the facts as an executor takes them, `rows` as a reader does. `beyond` names the sections that are known only
    until an earlier day.
    """

    on: date
    readings: Mapping[str, str]
    other_readings: tuple[tuple[str, str], ...]
    values: Mapping[str, Value]
    rows: tuple[WitnessRow, ...]
    beyond: tuple[str, ...] = ()


@frozen
class Unread:
    """Days `[from_, until)` of which nothing is claimed, with the sections whose text is not on file; None is without end."""

    from_: date | None
    until: date | None
    sections: tuple[str, ...]


@frozen
class Search:
    """How it was searched, for whoever must know how much the status says.

    `exhaustive`: every case was decided that the rules can tell apart, on every day with texts on file and under every reading.
    Otherwise `bounds` says in words what was left out. `days` are the days asked about, `unread` those of which nothing is claimed,
    `readings` how many combinations of readings, `cases` how many partial cases were decided, `most_records` the longest list tried.
    `open_cases` counts cases with all facts known in which A or B stays undetermined. `vacuous`: in none of the cases that were tried
    does A hold. `scenarios`: of how many scenarios the facts were tried too.
    """

    exhaustive: bool
    days: tuple[date, ...]
    unread: tuple[Unread, ...]
    readings: int
    cases: int
    most_records: int
    open_cases: int
    vacuous: bool
    bounds: tuple[str, ...]
    scenarios: int = 0


@frozen
class Finding:
    """A `verify` of the rules with what was found of it. `location` is `file:line`; `expected` says that a counterexample is expected."""

    policy: str
    title: str
    because: str
    location: str
    expected: bool
    status: str
    premise: Side
    conclusion: Side
    assuming: Side | None
    search: Search
    witness: Witness | None = field(default=None)

    @property
    def passed(self) -> bool:
        """Whether it is as the rules say. Nothing searched is never a success."""
        if self.expected:
            return self.status == COUNTEREXAMPLE
        return self.status in (PROVED, NOT_FOUND)
