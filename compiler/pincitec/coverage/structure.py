"""The connectives of the law that the shape of a clause stands for: "and" between the items of `all`, "or" between those of `any`.

Where the law's words between two neighbouring items are only a connective and marks, and the connective is that of the block, they are
structure. Whatever else stands there is for somebody to speak of.
"""

from collections.abc import Iterator
from itertools import pairwise

from pincitec.check.clauses import CheckedClause
from pincitec.check.connectives import BETWEEN, where
from pincitec.check.fares import Fare
from pincitec.coverage.words import Range
from pincitec.law.flat import FlatText

CONNECTIVES = {
    "all": ("and",),
    "any": ("or",),
    "none": ("or",),  # none of a and b: not a or b
    "at_least": ("and", "or"),
    "some": ("and",),
    "every": ("and",),
    "every_or_none": ("and",),
}
"""By the kind of block, the words that may stand between its items."""

Joint = tuple[FlatText, Range, str]
"""A connective: the text in which it stands, where, and the word."""


def connectives(clause: CheckedClause, fares: tuple[Fare, ...], section: str) -> Iterator[Joint]:
    """The connectives of a clause in a section."""
    here = {
        cited.quote.span: fares[i] for i, cited in enumerate(clause.quotes) if cited.place.section == section and cited.place.fixed is None
    }
    for tested in clause.tested():
        for block in tested.walk():
            if block.kind not in CONNECTIVES:
                continue
            if any(x.quote is not None and x.quote.span not in here for x in block.walk()):
                continue
            for left, right in pairwise(block.children):
                before, after = where(left, here), where(right, here)
                if before is None or after is None or before[0] is not after[0] or before[2] > after[1]:
                    continue
                found = BETWEEN.fullmatch(before[0].text, before[2], after[1])
                if found is not None and found[1].lower() in CONNECTIVES[block.kind]:
                    yield before[0], found.span(1), found[1].lower()
