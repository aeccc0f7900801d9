"""What the formats of `pincite coverage` show: the sections asked for, the texts of the day, and the thresholds that are not reached."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from pincite.exercise import ClauseExercise, Exercise, Goal
from pincite.explain.display import show_date
from pincitec.coverage import Cut, Passage, SectionCover, State, UnitCover, VersionCover
from pincitec.coverage.model import accounted, percent

STATES: Mapping[State, str] = {
    State.ENCODED: "E",
    State.STRUCTURE: "S",
    State.OMITTED: "O",
    State.UNTRANSLATABLE: "U",
    State.STATEMENT: "I",
    State.NOT_COVERED: "N",
}
"""The states that are counted, in the order in which they are shown, each with its letter."""
LETTERS: Mapping[State, str] = {**STATES, State.INFERRED: "?"}

LISTED = {
    "broad": "Broad quotations: the own words of each run over several sentences",
    "single": "Quotations of one word",
    "function": "Quotations of words that say nothing alone: they encode nothing",
    "unused": "Words of definitions that nothing rests on: not encoded",
    "several": "Words that stand in several places: nothing is said of any of them",
}


@frozen
class Shortfall:
    """A threshold that is not reached, in whole percent; `found` is rounded down. `section`: its identity."""

    name: str
    section: str
    wanted: int
    found: int


@frozen
class CoveragePage:
    """The coverage as asked for. `on`: the day whose texts are shown; None: the newest of each section, and what is not covered on any day.
    `under`: only units and clauses below so many percent are listed."""

    sections: tuple[SectionCover, ...]
    exercise: Exercise
    shortfalls: tuple[Shortfall, ...]
    on: date | None = None
    under: int | None = None

    def version(self, section: SectionCover) -> VersionCover | None:
        """The text of a section that is shown."""
        return section.newest if self.on is None else section.on(self.on)

    def counted(self, section: SectionCover) -> Fraction:
        """The share of words that is accounted for: of the text of the day; without a day, the least of all texts."""
        if self.on is None:
            return section.accounted
        version = section.on(self.on)
        return version.accounted if version is not None and version.counted else Fraction(0)

    def units(self, section: SectionCover) -> tuple[UnitCover, ...]:
        """The units of the text that is shown, without those that have no words of their own."""
        version = self.version(section)
        units = version.units if version is not None and version.counted else ()
        return tuple(u for u in units if u.words and (self.under is None or percent(accounted((u,))) < self.under))

    def passages(self, section: SectionCover) -> tuple[Passage, ...]:
        """What nobody speaks of, in the units that are listed and in those that the text shown does not have."""
        version = self.version(section)
        passed = {u.identity for u in version.units} - {u.identity for u in self.units(section)} if version is not None else set()
        return tuple(p for p in section.not_covered if self.in_view(p.from_, p.until) and p.identity not in passed)

    def cuts(self, section: SectionCover) -> tuple[Cut, ...]:
        return tuple(c for c in section.cut if self.in_view(c.from_, c.until))

    def in_view(self, from_: date, until: date | None) -> bool:
        return self.on is None or (from_ <= self.on and (until is None or self.on < until))

    def clauses(self) -> tuple[ClauseExercise, ...]:
        """The clauses of which something is not shown by any scenario."""
        return tuple(c for c in self.exercise.clauses if c.missing and (self.under is None or percent(share(c)) < self.under))


def share(clause: ClauseExercise) -> Fraction:
    """The share of the goals of a clause that is met."""
    return Fraction(clause.met, len(clause.goals)) if clause.goals else Fraction(1)


def place(section: SectionCover, citation: str) -> str:
    """A place as cited, without its section."""
    return citation.removeprefix(section.cite).lstrip(", ") or "text"


def days(from_: date, until: date | None) -> str:
    """A stretch of days in words, with its last day."""
    since = f"from {show_date(from_)}"
    return since if until is None else f"{since} to {show_date(until - timedelta(1))}"


def missing_lines(clause: ClauseExercise) -> Iterator[str]:
    """What no scenario shows of a clause, what belongs to one element together."""
    grouped: dict[tuple[str, str, tuple[str, ...], bool], list[Goal]] = {}
    for goal in clause.missing:
        day = goal.kind in ("day before", "first day", "last day")
        grouped.setdefault((goal.element, "" if day else goal.about, goal.readings, day), []).append(goal)
    for (element, about, readings, day), goals in grouped.items():
        read = f" (read as {', '.join(readings)})" if readings else ""
        number = f"{element}: " if element else ""
        if day:
            yield "; ".join(f"the {'day before it stands' if g.kind == 'day before' else g.kind}, {g.about}" for g in goals)
        elif goals[0].kind in ("below", "at", "above"):
            sides = listed("just below" if g.kind == "below" else g.kind for g in goals)
            yield f"{number}a value {sides} {about}{read}"
        elif about:
            yield f"{number}{about} {listed(g.kind if g.kind != 'undetermined' else 'is undetermined' for g in goals)}{read}"
        else:
            yield f"the clause {listed(g.kind if g.kind != 'undetermined' else 'is undetermined' for g in goals)}"


def listed(words: Iterator[str]) -> str:
    """Alternatives in a row."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
