"""The leaves of the abstract tree of a `.law` file: strings, operands, blocks, places. Spans do not count for equality."""

from collections.abc import Iterable
from enum import Enum
from itertools import groupby

from attrs import field, frozen

from pincitec.diagnostics import Span


class How(Enum):
    """How characters of an operand are known."""

    GIVEN = "given"
    INFERRED = "inferred"
    HOLE = "hole"


@frozen
class Part:
    """A run of an operand's characters. `span` covers what is written for them in the file."""

    text: str
    how: How
    span: Span = field(eq=False)


def _runs(parts: Iterable[Part]) -> tuple[tuple[How, str], ...]:
    """The characters by how they are known: where an escape stands cuts a run in the file, not in the words."""
    return tuple((how, "".join(part.text for part in run)) for how, run in groupby(parts, key=lambda part: part.how))


@frozen
class Words:
    """An operand: words of the law, with inferred characters `{?…}` and holes `⟨…⟩` apart."""

    parts: tuple[Part, ...] = field(eq=_runs)
    span: Span = field(eq=False)

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def has_hole(self) -> bool:
        return any(part.how is How.HOLE for part in self.parts)

    @property
    def has_inference(self) -> bool:
        return any(part.how is How.INFERRED for part in self.parts)


@frozen
class Quoted:
    """A plain string with its place (the place of what stands between the quotation marks)."""

    text: str
    span: Span = field(eq=False)


@frozen
class Verbatim:
    """The lines of a block that is not interpreted; `span` covers them without the braces."""

    text: str
    span: Span = field(eq=False)


@frozen
class Place:
    """A unit named by its designations; without any, the section itself.

    `former`: the unit that no longer exists in the newest text on file.
    """

    path: tuple[str, ...]
    former: bool
    span: Span = field(eq=False)

    @property
    def is_section(self) -> bool:
        return not self.path
