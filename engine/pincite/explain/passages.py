"""Quotations and texts as they stood on the day of the law: cited by the designation of that day, with what is inferred or not on file."""

from collections.abc import Iterable
from datetime import date

from pincite.explain.case import Case
from pincite.explain.marks import Quoted, mark_units
from pincite.explain.proof import LawText, Passage
from pincitec.graph.clauses import Quote
from pincitec.graph.pack import Pack
from pincitec.graph.texts import SectionText, TextUnit, TextVersion


def citation_on(section: SectionText, identity: str, day: date, newest: str) -> str:
    """How a unit is cited on a day; as in its newest text where that day's is not on file."""
    version = section.on(day)
    unit = version.unit(identity) if version else None
    return unit.citation if unit else newest


def passage(pack: Pack, number: int, day: date) -> Passage:
    """A quotation, as it fares on a day."""
    quote = pack.quotes[number]
    citation = citation_on(pack.section[quote.section], quote.identity, day, quote.citation)
    return Passage(quote.words, citation, quote.section, quote.identity, place_status(quote, day), quote.elided)


def words_on(case: Case, number: int) -> Passage:
    """A quotation, as it fares on the day of the law of a case."""
    day = case.law_on
    return case.once(("passage", number, day), lambda: passage(case.pack, number, day))


def place_status(quote: Quote, day: date) -> str:
    for place in quote.places:
        if (place.from_ is None or place.from_ <= day) and (place.until is None or day < place.until):
            return place.status
    return "unknown"


def law_text(
    section: SectionText, identity: str, newest: str, day: date, quotes: Iterable[Quoted], *, governs_still: bool = False
) -> LawText:
    """A cited place on a day, with the words of `quotes` marked where they stand in it.

    Where any of its words are not on file, none are shown: what is left of a provision is not what it says.
    """
    version = section.on(day)
    unit = version.unit(identity) if version else None
    if version is None or unit is None or has_holes(unit):
        cite = unit.citation if unit else newest
        return LawText(section.id, identity, cite, section.authority, None, None, (), False, governs_still, None, ())
    own = tuple(dict.fromkeys(p.act for u in unit.walk() for p in u.pieces if p.act))
    first, last = since(section, version, identity) if own else (version, version)
    return LawText(
        section.id,
        identity,
        unit.citation,
        section.authority,
        first.from_,
        last.until,
        own or version.acts,
        bool(own),
        governs_still,
        version.assumed,
        mark_units(unit, quotes),
    )


def has_holes(unit: TextUnit) -> bool:
    return any(p.status == "unknown" for u in unit.walk() for p in u.pieces)


def since(section: SectionText, version: TextVersion, identity: str) -> tuple[TextVersion, TextVersion]:
    """The first and the last version, around this one, in which a unit has the same words."""
    words = words_of(version, identity)
    place = section.versions.index(version)
    first = last = place
    while first > 0 and follows(section, first - 1) and words_of(section.versions[first - 1], identity) == words:
        first -= 1
    while last + 1 < len(section.versions) and follows(section, last) and words_of(section.versions[last + 1], identity) == words:
        last += 1
    return section.versions[first], section.versions[last]


def follows(section: SectionText, place: int) -> bool:
    """Whether the next version begins on the day on which this one ends."""
    return section.versions[place].until == section.versions[place + 1].from_


def words_of(version: TextVersion, identity: str) -> str | None:
    unit = version.unit(identity)
    return None if unit is None or has_holes(unit) else "".join(p.text for u in unit.walk() for p in u.pieces)
