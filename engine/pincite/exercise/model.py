"""What scenarios have to show of each clause, and which of them show it, as plain frozen data."""

from fractions import Fraction

from attrs import frozen

TRUTHS = ("holds", "fails", "undetermined")
BOUNDARIES = ("below", "at", "above")
DAYS = ("day before", "first day", "last day")
KINDS = (*TRUTHS, *BOUNDARIES, *DAYS)
"""The kinds of goals: a truth value; a value just below, at or above a threshold; a day of the law."""


@frozen
class Goal:
    """Something that a scenario should show. `about`: the clause (""), or the element (its words of the law between “ and ”), the threshold
    or the day.

    `element` numbers the element within its clause ("1.2", "except 1"; "" is the clause itself). `readings`: the alternatives under which
    the element counts, as `choice = alternative`. `by`: the title of the first scenario that shows it; None: none does.
    """

    kind: str
    about: str
    element: str = ""
    readings: tuple[str, ...] = ()
    by: str | None = None


@frozen
class Impossible:
    """A truth value that is not asked for, because no facts can give it, and `why`."""

    kind: str
    about: str
    element: str
    why: str


@frozen
class ClauseExercise:
    """A clause with its goals, in order. `clause` is its id in the pack; `location` is `file:line`; `section` that of its provision."""

    clause: str
    decision: str
    section: str
    citation: str
    location: str
    goals: tuple[Goal, ...]
    impossible: tuple[Impossible, ...]

    @property
    def met(self) -> int:
        return sum(goal.by is not None for goal in self.goals)

    @property
    def missing(self) -> tuple[Goal, ...]:
        return tuple(goal for goal in self.goals if goal.by is None)


@frozen
class Exercise:
    """All clauses in the order of the pack, and how many scenarios ran; `failed`: titles of those that did not pass, which show nothing."""

    clauses: tuple[ClauseExercise, ...]
    scenarios: int = 0
    failed: tuple[str, ...] = ()

    def share(self, section: str | None = None) -> Fraction:
        """The share of goals that are met: of all clauses, or of those of one section. Of no goals, all."""
        counted = [c for c in self.clauses if section is None or c.section == section]
        goals = sum(len(c.goals) for c in counted)
        return Fraction(sum(c.met for c in counted), goals) if goals else Fraction(1)
