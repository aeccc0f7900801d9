"""Finding the words of quotations in the text of one day: exactly, after the one normalisation, in the cited unit with its sub-units.

A nested quotation is looked up within the words its parent matched, then after them, then before them; there it must be the only hit, or
say `at 2 of 3`. What the days make of it is for `statuses.py` to say.
"""

from attrs import frozen

from pincitec.check.clauses import CheckedClause, Cited
from pincitec.check.laws import Laws
from pincitec.law.flat import FlatText
from pincitec.law.model import Status, Version
from pincitec.law.quotations import Match, find


@frozen
class Fare:
    """How a quotation fares in one text: `verified`, `absent`, `unknown` or `ambiguous` (`hits` places). It is unknown where the text is
    not on file, and where quoted characters are inferred: then `match` says where they stand."""

    status: str
    match: Match | None = None
    flat: FlatText | None = None
    hits: int = 0


def fares(clause: CheckedClause, versions: dict[str, Version | None], laws: Laws) -> tuple[Fare, ...]:
    """How each quotation of a clause fares in these texts."""
    made: list[Fare] = []
    for cited in clause.quotes:
        parent = None if cited.parent is None else made[cited.parent]
        made.append(fare(cited, parent, versions.get(cited.place.section), laws))
    return tuple(made)


def fare(cited: Cited, parent: Fare | None, version: Version | None, laws: Laws) -> Fare:
    place = cited.place
    flat = laws.text(place, version)
    if place.fixed is None:
        if version is None or not version.complete:
            return Fare("unknown", flat=flat)
        if flat is None:
            return Fare("absent")
        if flat.has_unknown:
            return Fare("unknown", flat=flat)
    assert flat is not None
    hits = candidates(cited, parent, flat)
    wanted = cited.quote.at
    if wanted is not None:
        k, n = wanted
        if hits and (len(hits) != n or not 1 <= k <= n):
            return Fare("ambiguous", flat=flat, hits=len(hits))
        hits = hits[k - 1 : k]
    if len(hits) > 1:
        return Fare("ambiguous", flat=flat, hits=len(hits))
    if not hits:
        return Fare("absent", flat=flat)
    inferred = any(flat.status(start, end) is Status.INFERRED for start, end in hits[0].segments)
    return Fare("unknown" if inferred else "verified", hits[0], flat, 1)


def candidates(cited: Cited, parent: Fare | None, flat: FlatText) -> tuple[Match, ...]:
    """The hits that count: within the parent's words; else after them; else anywhere in the unit."""
    words = cited.quote.words.text
    if parent is None or parent.match is None or parent.flat is not flat:
        return find(words, flat)
    inside = find(words, flat, parent.match.start, parent.match.end)
    return inside or find(words, flat, parent.match.end) or find(words, flat)
