"""Where the words quoted stand in a text that a letter shows: each quotation marks the one place it was matched at, and no other.

The pack says in which unit a quotation stands, not at which character. So it is looked up as the compiler looked it up: within the words
of the quotation that it is nested in, else after them, else anywhere in its unit; of several hits the first.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from pincite.explain.case import Case, active_children
from pincite.explain.proof import LawUnit, Piece
from pincitec.graph.clauses import ClauseNodes
from pincitec.graph.texts import TextUnit

Span = tuple[int, int]


class Quoted(NamedTuple):
    """Words quoted from a unit. `within` are those of the quotations of the same unit that they are nested in, outermost first."""

    identity: str
    words: str
    within: tuple[str, ...] = ()


def quoted_by(case: Case, part: ClauseNodes) -> Iterator[tuple[str, Quoted]]:
    """What a clause quotes, as it is read, each with its section: its own words, and those of its elements and of the headings above it."""
    own = case.pack.clauses[part.clause].quotes[:1]
    for number in own:
        yield quoted(case, number, ())
    tops = (*((part.root,) if part.root else ()), *part.exceptions)
    pending = [(top, own) for top in reversed(tops)]
    while pending:
        element, chain = pending.pop()
        if element.quote is not None and element.quote not in chain:
            yield quoted(case, element.quote, chain)
            chain = (*chain, element.quote)
        pending += [(child, chain) for child in reversed(active_children(case.pack, element, case.readings))]


def quoted(case: Case, number: int, chain: Sequence[int]) -> tuple[str, Quoted]:
    """A quotation with those around it, as far as they stand in the same unit."""
    quote = case.pack.quotes[number]
    around = [case.pack.quotes[q] for q in chain]
    same = tuple(q.words for q in around if (q.section, q.identity) == (quote.section, quote.identity))
    return quote.section, Quoted(quote.identity, quote.words, same)


def mark_units(top: TextUnit, quotes: Iterable[Quoted]) -> tuple[LawUnit, ...]:
    """A unit and those in it, their text in pieces of one status, cut where quoted words begin and end."""
    units = tuple(with_depth(top, 0))
    texts = ["".join(p.text for p in unit.pieces) for unit, _ in units]
    starts = list(accumulate((len(t) + 1 for t in texts), initial=0))
    text, places = normal("\n".join(texts))
    first_of = {unit.identity: i for i, (unit, _) in reversed(list(enumerate(units)))}
    spans: list[Span] = []
    for one in dict.fromkeys(quotes):
        if (first := first_of.get(one.identity)) is not None:
            last = first + sum(1 for _ in units[first][0].walk())
            low, high = (bisect_left(places, starts[i]) for i in (first, last))
            spans += [(places[a], places[b - 1] + 1) for a, b in matched(one, text, (low, high))]
    return tuple(LawUnit(unit.designator, depth, cut(unit, start, spans)) for (unit, depth), start in zip(units, starts, strict=False))


def with_depth(unit: TextUnit, depth: int) -> Iterator[tuple[TextUnit, int]]:
    yield unit, depth
    for child in unit.children:
        yield from with_depth(child, depth + 1)


def cut(unit: TextUnit, start: int, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The pieces of a unit whose text begins at `start` of the text that the spans are of."""
    marked: list[Piece] = []
    for piece in unit.pieces:
        end = start + len(piece.text)
        cuts = sorted({start, end, *(p for s in spans for p in s if start < p < end)})
        for a, b in pairwise(cuts):
            made = Piece(piece.text[a - start : b - start], piece.status, any(s <= a and b <= e for s, e in spans))
            if marked and marked[-1][1:] == made[1:]:
                made = made._replace(text=marked.pop().text + made.text)
            marked.append(made)
        start = end
    return tuple(marked)


def matched(quote: Quoted, text: str, unit: Span) -> list[Span]:
    """Where the parts of a quotation (between ellipses) stand, in the normalised text of its unit; nowhere, if its words are not there."""
    inside = unit
    for words in quote.within:
        around = located(words, text, inside, unit)
        inside = (around[0][0], around[-1][1]) if around else inside
    return located(quote.words, text, inside, unit)


def located(words: str, text: str, inside: Span, unit: Span) -> list[Span]:
    """Within the words around it, else after them, else anywhere in the unit."""
    for low, high in (inside, (inside[1], unit[1]), unit):
        found = parts_in(words, text, low, high)
        if found:
            return found
    return []


def parts_in(words: str, text: str, low: int, high: int) -> list[Span]:
    spans: list[Span] = []
    for part in words.split("…"):
        wanted = normal(part)[0].strip()
        if wanted:
            at = find(wanted, text, low, high)
            if at < 0:
                return []
            low = at + len(wanted)
            spans.append((at, low))
    return spans


def find(wanted: str, text: str, low: int, high: int) -> int:
    """The first place where words stand as whole words; -1 if nowhere."""
    at = text.find(wanted, low, high)
    while at >= 0 and (joined(text, at) or joined(text, at + len(wanted))):
        at = text.find(wanted, at + 1, high)
    return at


def joined(text: str, at: int) -> bool:
    """Whether a word runs across a place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "}


@lru_cache(maxsize=1024)
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
