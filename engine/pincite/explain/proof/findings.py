"""Findings of fact with who judged them, what is unmet, what is missing."""

from datetime import date
from typing import NamedTuple

from pincite.explain.proof.elements import Exact, Measure
from pincite.explain.proof.quoted import Passage


class Said(NamedTuple):
    """What one of several judges found: `found` in words ("yes", "3 years"), or `missing` why nothing is on file from them."""

    by: str
    found: str | None
    source: str | None
    on: date | None
    status: str | None
    missing: str | None


class Finding(NamedTuple):
    """What is on file about one fact, or that nothing is: `missing` is the reason as the facts have it, `reason` the same in words.

    `statement` reads in the polarity that the fact has. `truth` is set for conditions only. `judges` are those who judge it: each of them,
    or any one (`judged_by_any`); `awaited` are those whose judgement is not on file and is needed, `said` what each found who did judge.
    """

    name: str
    label: str
    type: str
    statement: str
    value: str | None
    exact: Exact | None
    truth: int | None
    source: str | None
    on: date | None
    status: str | None
    missing: str | None
    judges: tuple[str, ...]
    judged_by: str | None
    fails: str | None = None
    open: str | None = None
    judged_by_any: bool = False
    awaited: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    reason: str | None = None


class Unmet(NamedTuple):
    """A failing element, at the leaf, with where it stands: `alternative` is true for a limb of an `any`.

    `group` tells limbs of one block from those of another, and `limb` one limb from the next: what stands in one is needed together.
    `bars` marks a condition that holds and stands in the way. `through` is the other question that asks for it; `also_through` and
    `also_limbs` are the further questions and limbs in which the same shortfall, listed once, counts.

    `met_on` is the first day on which it would be as it is wanted by the passing of time alone; `never` says that no later day is one.
    Neither is set where time alone changes nothing. `alone`: it alone suffices for the refusal, whatever the other elements were.
    `node` tells elements apart without words. Of the alternatives of which it is one, `among` are needed: one, or so many.
    """

    clause: str
    citation: str
    passages: tuple[Passage, ...]
    text: str
    finding: str
    facts: tuple[str, ...]
    measure: Measure | None
    alternative: bool
    group: str
    bars: bool
    cure: str
    through: str | None = None
    also_through: tuple[str, ...] = ()
    limb: str = ""
    also_limbs: tuple[tuple[str, str], ...] = ()
    met_on: date | None = None
    never: bool = False
    alone: bool = False
    node: int = -1
    among: int = 1


class Place(NamedTuple):
    """Where a clause asks for something: the clause, its citation that day, and the words."""

    clause: str
    citation: str
    passages: tuple[Passage, ...]
    text: str


class Missing(NamedTuple):
    """A fact that is not established and that some completion makes decisive, with every place that asks for it.

    `decisive` is true where it can change the result as the other facts stand; false where it will have to be shown once the unmet elements
    are met. `exact` tells an exhaustive case split from the sound approximation (which may list too much, never too little). `group` and
    `limb` say of which block of alternatives it is a part, as in `Unmet`. `differ`: those who judge it do; `which_day`: it turns on which
    of two days counts.
    """

    fact: str
    label: str
    reason: str
    judges: tuple[str, ...]
    places: tuple[Place, ...]
    alternative: bool
    decisive: bool
    exact: bool
    cure: str
    through: str | None = None
    group: str = ""
    limb: str = ""
    judged_by_any: bool = False
    differ: bool = False
    which_day: bool = False


class Judgement(NamedTuple):
    """A fact that lies in someone's judgement: whose, and what they found, if they have; `said` by whom, where the facts tell."""

    fact: str
    label: str
    judges: tuple[str, ...]
    judged_by: str | None
    statement: str
    truth: int | None
    judged_by_any: bool = False
    said: tuple[Said, ...] = ()
