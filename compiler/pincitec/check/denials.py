"""Whether the words around a quotation deny what it says: "no absence" around "of more than 20 days", which itself is `>`.

Part of the checks of numbers and words. Such words are what a `none` stands for, so that the conditions below it say what their own words
say. Only where the quotation of the `none` has the negation itself, and not in the words quoted for a condition below it.
"""

import re
from collections.abc import Sequence

from pincitec.check.clauses import CheckedClause
from pincitec.check.fares import Fare

_DENIES = re.compile(
    r"\b(?:not|never|neither|nor|none|nobody|nothing|without|cannot|\w+n['’]t"
    r"|no(?! (?:later|earlier|sooner|longer|older|more|less|fewer|greater)\b))\b",
    re.IGNORECASE,
)


def denied_outside(clause: CheckedClause, fares: Sequence[Fare], denials: Sequence[int], inside: int) -> bool:
    """Whether the quotations of an odd number of `none` deny a quotation nested in them. `denials` are those quotations."""
    outer = set(parents(clause, inside))
    return sum(number in outer and denies(clause, fares, number) for number in denials) % 2 == 1


def parents(clause: CheckedClause, number: int) -> Sequence[int]:
    """The quotations that one is nested in, innermost first."""
    found: list[int] = []
    parent = clause.quotes[number].parent
    while parent is not None:
        found.append(parent)
        parent = clause.quotes[parent].parent
    return found


def denies(clause: CheckedClause, fares: Sequence[Fare], number: int) -> bool:
    """Whether a quotation has a negation in words that no quotation nested in it has."""
    fare = fares[number]
    if fare.match is None or fare.flat is None:
        return False
    return any(_DENIES.search(fare.flat.text[low:high]) for low, high in own_words(clause, fares, number))


def own_words(clause: CheckedClause, fares: Sequence[Fare], number: int) -> list[tuple[int, int]]:
    """The half-open ranges of a quotation's words that no quotation nested in it has."""
    fare = fares[number]
    assert fare.match is not None
    taken = sorted(
        segment
        for j, other in enumerate(fares)
        if clause.quotes[j].parent == number and other.match is not None and other.flat is fare.flat
        for segment in other.match.segments
    )
    ranges = []
    for start, end in fare.match.segments:
        free = start
        for low, high in taken:
            if free < high and low < end:
                ranges.append((free, max(free, low)))
                free = min(end, high)
        ranges.append((free, end))
    return [(low, high) for low, high in ranges if low < high]
