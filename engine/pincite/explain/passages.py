"""Quotations and texts as they stood on the day of the law: cited by the designation of that day, with what is inferred or not on file."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from pincite.explain.proof import LawText, LawUnit, Passage, Piece
from pincitec.graph.clauses import Quote
from pincitec.graph.pack import Pack
from pincitec.graph.texts import SectionText, TextPiece, TextUnit, TextVersion


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


def place_status(quote: Quote, day: date) -> str:
    for place in quote.places:
        if (place.from_ is None or place.from_ <= day) and (place.until is None or day < place.until):
            return place.status
    return "unknown"


def law_text(section: SectionText, identity: str, newest: str, day: date, quotes: Iterable[str], *, governs_still: bool = False) -> LawText:
    """A cited place on a day, with the words of `quotes` marked. Where any of its words are not on file, none are shown: what is left of
    a provision is not what it says."""
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
        mark_units(unit, tuple(quotes)),
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


def mark_units(unit: TextUnit, quotes: Sequence[str], depth: int = 0) -> tuple[LawUnit, ...]:
    own = LawUnit(unit.designator, depth, mark(unit.pieces, quotes))
    return (own, *(u for child in unit.children for u in mark_units(child, quotes, depth + 1)))


def mark(pieces: Sequence[TextPiece], quotes: Sequence[str]) -> tuple[Piece, ...]:
    """The text in pieces of one status, cut where quoted words begin and end."""
    text, places = normal("".join(p.text for p in pieces))
    spans = sorted(s for q in quotes for s in spans_of(q, text, places))
    marked: list[Piece] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        cuts = sorted({start, end, *(p for s in spans for p in s if start < p < end)})
        for a, b in pairwise(cuts):
            cut = Piece(piece.text[a - start : b - start], piece.status, any(s <= a and b <= e for s, e in spans))
            if marked and marked[-1][1:] == cut[1:]:
                cut = cut._replace(text=marked.pop().text + cut.text)
            marked.append(cut)
        start = end
    return tuple(marked)


def spans_of(quote: str, text: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """Where the parts of a quotation (between ellipses) stand in a text: half-open, in characters of the text as printed."""
    spans = []
    at = 0
    for part in quote.split("…"):
        wanted = normal(part)[0].strip()
        if not wanted:
            continue
        found = text.find(wanted, at)
        if found < 0:
            return []
        at = found + len(wanted)
        spans.append((places[found], places[at - 1] + 1))
    return spans


CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "}


@cache
def normal(text: str) -> tuple[str, tuple[int, ...]]:
    """The text after the one normalisation that quotations are compared by, with the place of each character left.

    >>> normal("a “b”")[0]
    'a "b"'
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = CURLY.get(character, character)
        if plain.isspace():
            if characters and characters[-1] == " ":
                continue
            plain = " "
        characters.append(plain)
        places.append(place)
    return "".join(characters), tuple(places)
