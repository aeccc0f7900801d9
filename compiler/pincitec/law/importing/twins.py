"""Two units of one designation that stood side by side for a while: the reason that the later one's `add` needs.

It follows from the notes: an act added Subsection D, and a former Subsection D was deleted only by an act that took effect afterwards.
"""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from pincitec.law.importing.drafts import Candidate, Draft
from pincitec.law.importing.naming import named
from pincitec.law.importing.nodes import quoted
from pincitec.law.ladder import Level
from pincitec.syntax.law_tree import AddUnit, Redesignate, RemoveUnits

Drafted = tuple[str, date | None, Sequence[Draft]]
"""The title of an act, its day, and its drafts."""


def explained(drafts: Sequence[Draft], day: date | None, others: Sequence[Drafted], ladder: tuple[Level, ...]) -> list[Draft]:
    """The drafts of an act effective on `day`, with the reason where a unit that they add had an older namesake beside it.

    Where any act redesignates units, a namesake may be the same unit, and nothing is explained.
    """
    if any(isinstance(d.candidates[0].node, Redesignate) for _, _, drafted in others for d in drafted):
        return list(drafts)
    return [evolve(d, candidates=tuple(_explained(c, day, others, ladder) for c in d.candidates)) for d in drafts]


def _explained(candidate: Candidate, day: date | None, others: Sequence[Drafted], ladder: tuple[Level, ...]) -> Candidate:
    node = candidate.node
    if not isinstance(node, AddUnit) or node.place.former or day is None:
        return candidate
    for title, later, drafts in others:
        removed = [d.candidates[0].node for d in drafts]
        if later is None or later <= day or not any(isinstance(r, RemoveUnits) and _covers(r, node.place.path, ladder) for r in removed):
            continue
        because = f"until {later} a former {named(node.place.path)} stood beside it: {title} deleted that one only then"
        return evolve(candidate, node=evolve(node, because=quoted(because)))
    return candidate


def _covers(removed: RemoveUnits, path: tuple[str, ...], ladder: tuple[Level, ...]) -> bool:
    first, depth = removed.place.path, len(path) - 1
    if first[:-1] != path[:-1] or depth >= len(ladder):
        return False
    numbers = [ladder[depth].ordinal(label) for label in (first[-1], path[-1], removed.through or first[-1])]
    low, own, high = numbers
    return low is not None and own is not None and high is not None and low <= own <= high
