"""The text of a section on one day as plain lines, with the way back from every run of words to the unit whose own words they are.

Instructions are carried out on plain text; operations of a `.law` file work in the own words of a unit. Lines are laid out as codes
publish them: the section's number, its heading, each unit behind its designator and indented by its level.
"""

from collections.abc import Sequence

from attrs import frozen

from pincitec.law.instructions.outline import Run
from pincitec.law.model import UnitText
from pincitec.law.state import State

_INDENT = 2


@frozen
class OwnWords:
    """The own words of a unit, `run` of the sheet. Offsets in the run and in the unit's own words are the same."""

    unit: UnitText
    run: Run


@frozen
class Sheet:
    """`text` begins with the section's number on a line of its own; `words` are in reading order."""

    text: str
    words: tuple[OwnWords, ...]

    def of(self, units: Sequence[UnitText]) -> tuple[OwnWords, ...]:
        """The own words of these units alone, in reading order."""
        wanted = {unit.identity for unit in units}
        return tuple(own for own in self.words if own.unit.identity in wanted)


def lay_out(state: State, number: str) -> Sheet:
    """The sheet of a section numbered `number` in its code. Linear in its length."""
    lines: list[str] = [f"{number}\n"]
    words: list[OwnWords] = []
    position = len(lines[0])

    def put(unit: UnitText, depth: int) -> None:
        nonlocal position
        lead = "[heading] " if unit.path == ("heading",) else " " * (_INDENT * depth) + (f"{unit.designator} " if unit.designator else "")
        # One character stands for one, so that offsets stay.
        own = unit.text.replace("\n", " ")
        start = position + len(lead)
        words.append(OwnWords(unit, Run(start, start + len(own))))
        lines.append(f"{lead}{own}\n")
        position += len(lines[-1])
        for child in unit.children:
            put(child, depth + (1 if child.designator else 0))

    for unit in state:
        put(unit, 0)
    return Sheet("".join(lines), tuple(words))
