"""Years of a calendar in expressions: `fiscal_year(asked)`, `next(school_year(asked))`, `October 15 of YEAR`. Used by `typing.py` alone.

A school year is a value of its own type; when it begins, only a `calendar school_year` of the policy says. Nothing is taken for granted:
without that line, a day of a school year is an error.
"""

from calendar import monthrange

from pincitec.check.scopes import Scope
from pincitec.check.symbols import Symbol
from pincitec.check.typed import Typed
from pincitec.check.typing_rules import Problem
from pincitec.diagnostics import Span
from pincitec.diagnostics.catalogue.syntax import IMPOSSIBLE_DATE
from pincitec.diagnostics.catalogue.types import NO_CALENDAR, WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.semantics import types
from pincitec.syntax import pol_tree as t

SCHOOL_YEAR = "school_year"
"""The calendar by which school years begin, and the type of a school year."""


def year_of(calendar: Symbol, given: tuple[Typed, ...], span: Span) -> Typed | Problem:
    """The year of a calendar in which a day lies: a number, or of the calendar `school_year` a school year."""
    assert isinstance(calendar.node, t.Calendar)
    if len(given) != 1 or given[0].type != types.DATE:
        return Problem(WRONG_ARGUMENTS, f"`{calendar.name}` takes one date", help=f"for example {calendar.name}(asked)")
    begins = (calendar.node.month, calendar.node.day, calendar.name)
    if calendar.name == SCHOOL_YEAR:
        return Typed("school_year_of", types.SCHOOL_YEAR, given, begins, span=span)
    return Typed("calendar_year", types.INTEGER, given, begins, span=span)


def day_of_year(node: t.DayOf, year: Typed, scope: Scope) -> Typed | Problem:
    """The day of that name in a school year, or in the year that a calendar gives."""
    assert isinstance(node.day.value, tuple)
    month, day = node.day.value
    if not 1 <= day <= monthrange(2000, month)[1]:
        return Problem(IMPOSSIBLE_DATE, f"no year has a day {day} in that month")
    begins = begin_of(year, scope)
    if isinstance(begins, Problem):
        return begins
    return Typed("day_of_year", types.DATE, (year,), (month, day, *begins), span=node.span, literal=node.day)


def year_beside(year: Typed, step: int, span: Span) -> Typed:
    """The school year after another, or before it: `step` is 1 or -1."""
    one = Typed("const", types.INTEGER, param=1, span=span)
    return Typed("add" if step > 0 else "sub", types.SCHOOL_YEAR, (year, one), span=span)


def begin_of(year: Typed, scope: Scope) -> tuple[int, int, str] | Problem:
    """On which month and day a year begins, and whether it is held by the civil year in which it begins or in which it ends."""
    if year.op == "calendar_year":
        month, day, _ = year.param
        return month, day, "end"
    if year.type != types.SCHOOL_YEAR:
        help = "name a school year, as in `October 15 of y.year`, or the year of a calendar, as in `October 15 of fiscal_year(asked)`"
        return Problem(WRONG_TYPE, "a day of something that is not the year of a calendar", help=help)
    found = next((s for table in (scope.own, *scope.used) for s in [table.get("calendar", SCHOOL_YEAR)] if s is not None), None)
    if found is None or not isinstance(found.node, t.Calendar):
        help = 'say when school years begin, and why: calendar school_year from July 1 because "…"'
        return Problem(NO_CALENDAR, "nothing says when a school year begins", help=help)
    return found.node.month, found.node.day, "begin"
