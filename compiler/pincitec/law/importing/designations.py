"""Units that came or went in the middle of their siblings, where no note says which designations the others had.

"Added a new Subsection B" leaves A and C before the act: either C was then B, or it was not. "Deleted Subsection B" of a text that has a
B puts two of them side by side before it. Which is so is not on file, so the words under those designations are not either.
"""

from collections.abc import Sequence

from pincitec.law.importing.nodes import place, remainder
from pincitec.law.ladder import Level
from pincitec.law.model import Section
from pincitec.law.places import units_of, version_on
from pincitec.syntax.law_tree import ActNode, AddUnit, Operation, Redesignate, Remainder, RemoveUnits


def unsettled(operation: Operation, node: ActNode, section: Section, ladder: tuple[Level, ...], words: str) -> Remainder | None:
    """What has to be written in the stead of an operation on a whole unit; None where its designation leaves nothing open.

    `words`: the clause of the note. `section`: the section as it was read with the operation in it.
    """
    if not isinstance(operation, AddUnit | RemoveUnits) or (isinstance(operation, AddUnit) and operation.because is not None):
        return None
    path = operation.place.path
    before = next((v for v in section.versions if v.until == node.effective), None)
    if before is None:
        # The act is the oldest that is dated: what stood before it is no version, and shows in the one after it.
        before = version_on(section, node.effective) if node.effective is not None and not _redesignates(node, path) else None
    if before is None or len(path) > len(ladder):
        return None
    level = ladder[len(path) - 1]
    first = level.ordinal(path[-1])
    last = level.ordinal(operation.through) if isinstance(operation, RemoveUnits) and operation.through is not None else first
    if first is None or last is None:
        return None
    siblings = [(u, n) for u in units_of(before) if u.path[:-1] == path[:-1] and (n := level.ordinal(u.path[-1])) is not None]
    if isinstance(operation, AddUnit):
        others = [unit for unit, number in siblings if number > last]
        twins = [unit for unit, _ in siblings if unit.path == path and before.until == node.effective]
        if not others or twins:
            return None
        places = [operation.place]
    else:
        inside = [unit.path for unit, number in siblings if first <= number <= last]
        if before.until != node.effective:
            inside += [path] * bool(inside)
        if len(inside) == len(set(inside)) or _explained(inside, section):
            return None
        others = [unit for unit, number in siblings if number >= first and not unit.identity.endswith(f"~{node.effective}")]
        places = []
    places += [place(unit.path, former=unit.identity not in section.surviving) for unit in others]
    return remainder(words, tuple(dict.fromkeys(places)))


def _redesignates(node: ActNode, path: tuple[str, ...]) -> bool:
    return any(isinstance(o, Redesignate) and o.place.path[:-1] == path[:-1] for o in node.operations)


def _explained(inside: Sequence[tuple[str, ...]], section: Section) -> bool:
    """Whether an act on file says why two units of one designation stand side by side."""
    added = [o.place.path for act in section.acts for o in act.operations if isinstance(o, AddUnit) and o.because is not None]
    return all(path in added for path in inside if inside.count(path) > 1)
