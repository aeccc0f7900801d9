"""What would change an answer: the smallest changes, each tried before it is told, cheapest first.

Two things are told apart. What is *open* can still be made so: by facts that are neither past nor fixed, by further records, by waiting.
What lies in the *past* is told as what would have led to another result (CJEU C-203/22, Dun & Bradstreet Austria, 27 February 2025); it
is never told as something to do. A fact that is fixed is in neither. The day asked about is no fact: a change says when to ask again.
"""

from fractions import Fraction
from typing import Any, Final

from pincite.explain.case import Case
from pincite.explain.changes.goal import Result
from pincite.explain.changes.model import NO_CHANGES, WAITED, Change, Changes
from pincite.explain.changes.reads import Variable
from pincite.explain.changes.regions import alike
from pincite.explain.changes.saying import change
from pincite.explain.changes.search import Found, minimal, smallest
from pincite.explain.changes.trial import Spent, Trial
from pincite.explain.changes.variables import position, variables
from pincite.explain.clauses import result
from pincite.texts import say
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import ListOf
from pincitec.semantics.verdicts import CONFLICT, GAP

MOST_TRIED: Final = 2_000
"""Evaluations of one case, and records in them, for what is open; for what is past a third as many."""
MOST_SHOWN: Final = 8
YEAR: Final = 365


def what_changes(case: Case, base: Result | None = None, *, strict: bool = False) -> Changes:
    """The changes of the answer of a case. `base` is the answer, where it is another than the case's own (decided whatever is missing).

    An answer that is undetermined has none: see what is missing. With `strict`, no day counts that lies after what is known of the law.
    """
    base = base or result(case.values[case.questions[0].verdict])
    if base[0] not in (HOLDS, FAILS, CONFLICT, GAP):
        return NO_CHANGES
    amounts = case.pack.decision[case.questions[0].decision].kind == "value"
    varied = variables(case, amounts=amounts)
    trial = Trial(case, varied.open, base, MOST_TRIED)
    found, all_open = smallest(trial)
    open_, told_open = tell(trial, found, strict=strict)
    behind = Trial(case, varied.all, base, MOST_TRIED // 3)
    past: tuple[Change, ...] = ()
    all_past = told_past = True
    if any(v.past for v in behind.variables):
        lately, all_past = smallest(behind, same_sets(trial, found, behind))
        past, told_past = tell(behind, [f for f in lately if any(behind.variables[n].past for n in f.assigned)], strict=strict)
    if all_open and all_past and told_open and told_past:
        return Changes(open_, past)
    return Changes(open_, past, say("there may be other changes: not all were tried"))


def same_sets(trial: Trial, found: list[Found], other: Trial) -> tuple[frozenset[int], ...]:
    """Sets of variables of one trial as sets of those of another, where it has them all."""
    places = {identity(v): n for n, v in enumerate(other.variables)}
    sets = [[places.get(identity(trial.variables[n])) for n in f.assigned] for f in found]
    return tuple(frozenset(n for n in one if n is not None) for one in sets if None not in one)


def identity(variable: Variable) -> tuple[Any, ...]:
    return variable.kind, variable.fact, variable.row, variable.field


def tell(trial: Trial, found: list[Found], *, strict: bool) -> tuple[tuple[Change, ...], bool]:
    """Changes in words, cheapest first, and whether they are all of those found. One that is not smallest is left out."""
    made: list[tuple[Any, Change]] = []
    whole = True
    for one in found:
        try:
            if not minimal(trial, one):
                continue
            beyond = after_last_known(trial, one)
            if beyond and strict:
                continue
            box = alike(trial, one)
        except Spent:
            return tuple(c for _, c in sorted(made, key=lambda pair: pair[0]))[:MOST_SHOWN], False
        made.append((rank(trial, one), change(trial, one, box, beyond)))
    whole = len(made) <= MOST_SHOWN
    return tuple(c for _, c in sorted(made, key=lambda pair: pair[0]))[:MOST_SHOWN], whole


def rank(trial: Trial, found: Found) -> tuple[Any, ...]:
    """Effort, then how many edits, then how far, then the order of the law."""
    chosen = sorted(found.assigned)
    far = sum((distance(trial.variables[n], found.assigned[n]) for n in chosen), Fraction(0))
    return sum(trial.variables[n].effort for n in chosen), len(chosen), far, tuple(chosen), repr(found.result)


def distance(variable: Variable, way: Any) -> Fraction:
    """How far a value is from the one on file, as a share of itself; of waiting, its part of a year; of what has no distance, one."""
    if isinstance(variable.type, ListOf):
        return Fraction(len(way))
    here, there = position(variable.current), position(way)
    if variable.kind == WAITED:
        return Fraction(there - here, YEAR)
    if here is None or there is None:
        return Fraction(1)
    return Fraction(abs(there - here), 1) / Fraction(max(abs(there), abs(here), 1))


def after_last_known(trial: Trial, found: Found) -> bool:
    """Whether the day on which to ask again lies after the last day for which the law is known that the question rests on."""
    on = next((way for n, way in found.assigned.items() if trial.variables[n].kind == WAITED), None)
    if on is None or trial.case.law_on != trial.case.on:
        return False
    pack = trial.case.pack
    sections = {pack.clauses[part.clause].section for question in trial.case.questions for part in question.clauses}
    return any(s.known_until is not None and s.known_until < on for s in pack.sections if s.id in sections)
