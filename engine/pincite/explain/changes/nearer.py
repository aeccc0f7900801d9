"""The value nearest to the one on file that still gives the same answer, where a change is told by one value ("such as 400 points")."""

from collections.abc import Callable
from typing import Final

from pincite.explain.changes.search import Found
from pincite.explain.changes.trial import Spent, Trial
from pincitec.semantics.types import Quantity, Type
from pincitec.semantics.values import Value

MOST_HALVED: Final = 600
"""Evaluations for one change, and records in them; what was found so far is told past it."""


def nearer(trial: Trial, found: Found, such: frozenset[int]) -> Found:
    """The change with the values of the variables `such`, and of the fields of records that are added, as near as halving finds to what is
    on file: of a record that is added, to none. Each value was tried. What is no whole number stays as it is."""
    kept, trial.left = trial.left, MOST_HALVED
    try:
        for number in sorted(such):
            variable = trial.variables[number]
            here = variable.current if isinstance(variable.current, int) else 0
            found = halved(trial, found, variable.type, here, found.assigned[number], in_place(number))
        for key in sorted(found.fields):
            kind = next((f.type for f in trial.variables[key[0]].fields if f.field == key[1]), None)
            if kind is not None:
                found = halved(trial, found, kind, 0, found.fields[key], in_record(key))
    except Spent:
        return found
    finally:
        trial.left = kept
    return found


Placed = Callable[[Found, int], Found]


def in_place(number: int) -> Placed:
    return lambda found, value: found._replace(assigned={**found.assigned, number: value})


def in_record(key: tuple[int, str]) -> Placed:
    return lambda found, value: found._replace(fields={**found.fields, key: value})


def halved(trial: Trial, found: Found, kind: Type, here: int, there: Value, placed: Placed) -> Found:
    """`there` moved towards `here` while the answer stays the same."""
    if not isinstance(kind, Quantity) or not isinstance(there, int):
        return found
    if leads(trial, found, placed(found, here)):  # the fewer the better is asked, and nothing is wanting
        return found
    while abs(there - here) > 1:
        middle = (here + there) // 2
        made = placed(found, middle)
        if leads(trial, found, made):
            found, there = made, middle
        else:
            here = middle
    return found


def leads(trial: Trial, found: Found, made: Found) -> bool:
    return trial.result(made.assigned, made.fields) == found.result
