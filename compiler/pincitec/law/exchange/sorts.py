"""What a unit of a version is: a numbered unit, a heading, an item. The model knows designations; formats and pages need to tell."""

from collections.abc import Sequence
from enum import Enum

from pincitec.law.ladder import Level


class Sort(Enum):
    """What a unit of a version is."""

    TITLE = "heading of the section"
    LEVEL = "numbered unit"
    HEADING = "heading"
    TERM = "definition"
    ITEM = "item"
    PARAGRAPH = "paragraph"


def sort_of(path: tuple[str, ...], designator: str, worded: bool, ladder: Sequence[Level], depth: int) -> Sort:
    """What a unit is, from its designation. `worded`: it has words of its own; `depth`: how many numbered units are around it."""
    label = path[-1]
    if path == ("heading",):
        return Sort.TITLE
    if label.startswith("¶"):
        return Sort.PARAGRAPH
    if depth < len(ladder) and designator == ladder[depth].printed(label):
        return Sort.LEVEL
    if len(designator) <= 1 and label.isdecimal():
        return Sort.ITEM
    return Sort.TERM if worded else Sort.HEADING
