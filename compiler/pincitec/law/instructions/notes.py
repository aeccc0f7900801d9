"""Reading editors' notes on what an act did to a section, as New Mexico's annotations print them.

`in Subsection C, after "contract shall be", deleted "X" and added "Y"` gives a `Substitute` beside its anchor. A note is read clause by
clause; a place holds for the clauses after it until another is named. Most notes begin with a summary in prose, which says
nothing that could be carried out: it comes back as a `Remainder`, like every clause that is not understood as a whole.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import INSTRUCTION_TOO_LONG, INSTRUCTION_UNREAD, UNPAIRED_QUOTATION
from pincitec.law.instructions.levels import ORDINALS, narrowed, rank_of_name
from pincitec.law.instructions.model import (
    ONLY,
    AddUnit,
    Anchor,
    Insert,
    Operation,
    Part,
    Phrase,
    Place,
    Rank,
    Reading,
    Redesignate,
    Remainder,
    Strike,
    StrikeDesignation,
    StrikeUnit,
    Substitute,
    Where,
)
from pincitec.law.instructions.quotes import Quoted, Unbalanced, quoted
from pincitec.law.instructions.session import MOST_CHARACTERS
from pincitec.law.instructions.subjects import labels_of
from pincitec.law.instructions.tables import parse
from pincitec.law.instructions.words import Token, lettered, tokens

if TYPE_CHECKING:
    from lark import Token as Leaf, Tree

_HEAD: Final = re.compile(
    r"\s*(?:\d{4} Multiple Amendments\.\s*[—–-]+\s*)?(?:The \d{4} amendments?|Laws \d{4}, ch\. \d+, § ?\d+[A-Z]?)"
    r"(?:, effective (?:[A-Z][a-z]+ \d{1,2}, \d{4}|[^,;\"]{1,60}))?,\s*"
)
_LETTER: Final = re.compile(r"[A-Z]{1,2}")


@frozen
class _Clause:
    """What a clause does, and the places that it leaves for the clauses after it."""

    operations: tuple[Operation, ...]
    places: tuple[Place, ...]


def read_note(text: str, section: str | None = None, *, path: str = "note") -> Reading:
    """Read one paragraph of a note on `section` (its number in the code). Linear in the length of the text.

    >>> read_note('in Subsection C, after "shall be", deleted "one" and added "two".', "1-2").operations[0].place.path
    ('C',)
    """
    outer = Place(section)
    if len(text) > MOST_CHARACTERS:
        span = Span(path, 0, len(text))
        problem = Diagnostic.at(INSTRUCTION_TOO_LONG, span, f"the note is longer than {MOST_CHARACTERS:,} characters")
        return Reading(remainders=(Remainder(text[:200], span),), place=outer, diagnostics=(problem,))
    quotations = quoted(text)
    if isinstance(quotations, Unbalanced):
        problem = Diagnostic.at(
            UNPAIRED_QUOTATION, Span(path, quotations.at, quotations.at + 1), "a quotation mark without its counterpart",
            help="every quotation needs an opening and a closing mark; nothing of the note is read until they are there",
        )  # fmt: skip
        return Reading(remainders=(Remainder(text, Span(path, 0, len(text))),), place=outer, diagnostics=(problem,))
    head = _HEAD.match(text)
    places: tuple[Place, ...] = (outer,)
    operations: list[Operation] = []
    remainders: list[Remainder] = []
    for start, end, words in _clauses(text, head.end() if head is not None else 0, quotations):
        span = Span(path, start, end)
        clause = _clause(words, places, outer, span)
        if clause is None:
            remainders.append(Remainder(text[start:end], span))
            places = (evolve(outer, uncertain="a clause before it was not understood"),)
        else:
            operations += clause.operations
            places = clause.places
    problems = tuple(
        Diagnostic.at(INSTRUCTION_UNREAD, r.span, "the clause is not understood", help="see whether it only sums up what the others say")
        for r in remainders
    )
    return Reading(tuple(operations), tuple(remainders), outer, problems)


def _clauses(text: str, begin: int, quotations: tuple[Quoted, ...]) -> Iterator[tuple[int, int, list[Token]]]:
    """The clauses of a note: what stands between semicolons that are not quoted."""
    words: list[Token] = []
    found = lettered(tokens(text, quotations, begin), text)
    while found and found[-1].kind in {"SEMI", "STOP"}:
        found.pop()
    for word in found:
        if word.kind == "SEMI":
            if words:
                yield _from(words), _to(words), words
            words = []
        else:
            words.append(word)
    if words:
        yield _from(words), _to(words), words


def _from(words: list[Token]) -> int:
    return words[0].start - (words[0].kind == "QUOTE")


def _to(words: list[Token]) -> int:
    return words[-1].end + (words[-1].kind == "QUOTE")


def _clause(words: list[Token], places: tuple[Place, ...], outer: Place, span: Span) -> _Clause | None:
    tree = parse("notes", words)
    if tree is None or any(word.kind == "QUOTE" and not word.text.strip() for word in words):
        return None
    found: list[Operation] = []
    anchor: Anchor | None = None
    pending: Phrase | None = None
    struck_last = acted = placed = False

    def settle() -> None:
        nonlocal pending
        if pending is not None:
            found.extend(Strike(place, pending, ONLY, anchor, span) for place in places)
        pending = None

    for part in tree.children:
        if isinstance(part, str):
            continue
        leaves = [words[int(leaf)] for leaf in _leaves(part)]
        if part.data == "location":
            if acted:
                return None
            within = places if placed or all(not place.steps for place in places) else None
            located = _located(leaves, _inner(leaves, places) if placed else outer, within)
            if located is None:
                return None
            places, placed = located, True
            continue
        acted = True
        stated = _anchor(part, words, span)
        if part.data == "add":
            if pending is not None and stated is None:
                new = _quote(leaves, span)
                found.extend(Substitute(place, pending, new, ONLY, anchor, span) for place in places)
                pending = None
                continue
            settle()
            if stated is None:
                return None
            found.extend(Insert(place, _quote(leaves, span), stated, ONLY, span) for place in places)
            continue
        settle()
        if part.data == "strike":
            anchor, pending, struck_last = stated, _quote(leaves, span), True
            continue
        if part.data == "substitute":
            new, old = (_phrase(word, span) for word in [w for w in leaves if w.kind == "QUOTE"][-2:])
            found.extend(Substitute(place, old, new, ONLY, stated, span) for place in places)
            continue
        if part.data == "designation" and not struck_last:
            return None
        made = _units(part.data, leaves, places, outer, span)
        if made is None:
            return None
        struck_last = part.data in {"strike_units", "strike_designation", "designation"}
        found.extend(made)
    settle()
    return _Clause(tuple(found), places)


def _leaves(tree: "Tree[Leaf]") -> Iterator[str]:
    for child in tree.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _leaves(child)


def _quote(leaves: list[Token], span: Span) -> Phrase:
    return _phrase([word for word in leaves if word.kind == "QUOTE"][-1], span)


def _phrase(word: Token, span: Span) -> Phrase:
    return Phrase(" ".join(word.text.split()), Span(span.path, word.start, word.end))


def _anchor(part: "Tree[Leaf]", words: list[Token], span: Span) -> Anchor | None:
    first = part.children[0]
    if isinstance(first, str) or first.data != "anchor":
        return None
    leaves = [words[int(leaf)] for leaf in _leaves(first)]
    if leaves[-1].kind == "DESIGNATION":
        return Anchor(Where.AFTER_DESIGNATION)
    return Anchor(Where.AFTER if leaves[0].kind == "AFTER" else Where.BEFORE, _phrase(leaves[-1], span))


def _named(leaves: list[Token]) -> list[tuple[str, str, bool]]:
    """(name, designators, former) of each unit in a run of words."""
    found = []
    for n, word in enumerate(leaves):
        if word.kind == "LABELS":
            before = [w.kind for w in leaves[max(n - 2, 0) : n]]
            found.append((leaves[n - 1].text, word.text, "FORMER" in before))
    return found


def _below(named: list[tuple[str, str, bool]], outer: Place) -> tuple[Place, ...] | None:
    """The places of "Paragraphs (1) and (2) of Subsection E", or of "Subsection E, Paragraph E(1)"."""
    places: tuple[Place, ...] = (outer,)
    ranked = [(rank, labels, former) for name, labels, former in named if (rank := rank_of_name(name)) is not None]
    for rank, listed, former in sorted(ranked, key=lambda unit: unit[0]):
        lists = _labels(listed)
        if not lists:
            return None
        places = tuple(evolve(narrowed(place, _first(rank, labels), labels), former=former) for place in places for labels in lists)
    return places


def _first(rank: Rank, labels: tuple[str, ...]) -> Rank:
    """The level of the first of these designators: "Paragraph E(1)" names its subsection too."""
    return Rank.SUBSECTION if len(labels) > 1 and _LETTER.fullmatch(labels[0]) else rank


def _labels(listed: str) -> tuple[tuple[str, ...], ...]:
    return labels_of(re.sub(r"(?<![\w(])([A-Z]{1,2})(?![\w)])", r"(\1)", listed))


def _located(leaves: list[Token], outer: Place, within: tuple[Place, ...] | None) -> tuple[Place, ...] | None:
    """The places that a clause names; a sentence or lead-in that stands alone is that of the place named just before (`within`)."""
    kinds = {word.kind for word in leaves}
    if "HEADING" in kinds:
        return (evolve(outer, part=Part.HEADING),)
    named = _named(leaves)
    places = _below(named, outer) if named else within
    if places is None:
        return None
    if "LEADIN" in kinds:
        return tuple(evolve(place, part=Part.LEAD_IN) for place in places)
    number = next((ORDINALS.index(word.text.lower()) + 1 for word in leaves if word.kind == "ORDINAL"), None)
    return places if number is None else tuple(evolve(place, sentences=(number,)) for place in places)


def _inner(leaves: list[Token], places: tuple[Place, ...]) -> Place:
    """The place within which the next one of the same clause is: "in Subsection B, in Paragraph (1)". Not certain where it is no part."""
    ranks = [rank for name, _, _ in _named(leaves) if (rank := rank_of_name(name)) is not None]
    whole = all(place.part is Part.ALL and not place.sentences for place in places)
    if len(places) == 1 and (not ranks or (whole and all(min(ranks) > step.rank for step in places[0].steps))):
        return places[0]
    return evolve(places[0], uncertain="one place is not a part of the one before it")


def _units(kind: str, leaves: list[Token], places: tuple[Place, ...], outer: Place, span: Span) -> list[Operation] | None:
    """Operations on whole units: named from the outermost level, or below the place that holds."""
    named = _named(leaves)
    if named and rank_of_name(named[-1][0]) is Rank.SUBSECTION:
        base = outer
    elif named and len(places) == 1:
        base = evolve(places[0], part=Part.ALL, sentences=())
    else:
        return None
    if kind == "redesignate":
        (name, old, _), new = named[0], named[-1][1]
        rank, olds, news = rank_of_name(name), _labels(old), _labels(new)
        if rank is None or not olds or len(olds) != len(news):
            return None
        return [Redesignate(evolve(narrowed(base, rank, o), former=True), n[-1], span) for o, n in zip(olds, news, strict=True)]
    if kind == "add_units":
        rank, lists = rank_of_name(named[0][0]), _labels(named[0][1])
        above = _below(named[1:], base)
        if rank is None or not lists or above is None or len(above) != 1:
            return None
        parent = evolve(above[0], steps=tuple(step for step in above[0].steps if step.rank < rank))
        return [AddUnit(parent, rank, tuple(labels[-1] for labels in lists), None, span)]
    targets = _below(named, base)
    if targets is None:
        return None
    make = StrikeUnit if kind == "strike_units" else StrikeDesignation
    return [make(place, span) for place in targets]
