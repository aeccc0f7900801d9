"""The index of amounts, dates and thresholds: every literal of every clause, and the words of the law that state it, in one click."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.conditions import labels
from pincite.report.citation.plain import DATES, words
from pincite.report.citation.view import Figure, Figures, Ref
from pincitec.check.fares import Fare
from pincitec.check.figures import bind, text_of
from pincitec.check.uses import DISTANCES, SIGNS, Use, uses
from pincitec.law.figures import Figure as Stated
from pincitec.law.phrases import comparator_for
from pincitec.law.sentences import sentence_around

KINDS: Final = (
    ("money", "Amounts of money"),
    ("percent", "Percentages"),
    ("period", "Years and months"),
    ("days", "Days"),
    ("date", "Dates"),
    ("number", "Numbers"),
)
RELATIONS: Final = {"=": "is", "!=": "is not", "<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}


@frozen
class Bound:
    """A literal with the words that state it. `key` orders the literals of a kind."""

    kind: str
    key: Fraction
    figure: Figure


def figures(book: Book) -> tuple[Figures, ...]:
    """All literals, by kind, from the smallest to the greatest."""
    found = [b for one in book.clauses for b in of_clause(book, one)]
    made = []
    for kind, title in KINDS:
        mine = sorted((b for b in found if b.kind == kind), key=lambda b: b.key)
        if mine:
            made.append(Figures(title, tuple(dict.fromkeys(b.figure for b in mine))))
    return tuple(made)


def of_clause(book: Book, one: Numbered) -> Iterator[Bound]:
    """The literals of a clause in the newest text in which it stands."""
    newest = next((s for s in reversed(one.followed.stands) if s.state == "in_force"), None)
    if newest is None:
        return
    names = tuple(n.text for n in one.module.table.names)
    numbers = labels(one.clause)
    for use in uses(one.clause):
        stated, fare = bind(use, newest.fares, names)
        if stated is None or fare is None or fare.flat is None:
            continue
        quote = next(i for i in use.quotes if newest.fares[i] is fare)
        place = Ref(one.clause.quotes[quote].place.citation, book.words_at(one, quote))
        clause = Ref(f"{one.number}{numbers.get(quote, '')}", one.anchor)
        literal = text_of(use.literal) if use.literal.literal is not None else words(book.tongue(one.module), use.literal)
        kind = kind_of(use)
        figure = Figure(literal, relation(use, stated, fare), stated.words, place, clause, book.location(use.literal.span))
        yield Bound(kind, key_of(use.literal.param), figure)


def kind_of(use: Use) -> str:
    key = use.literal.type.key
    return key if key in dict(KINDS) else "number"


def key_of(value: object) -> Fraction:
    match value:
        case date():
            return Fraction(value.toordinal())
        case int() | Fraction():
            return Fraction(value)
        case (int() as first, int() as second, *_):
            return Fraction(first * 100 + second)
        case (date() as first, *_):
            return Fraction(first.toordinal())
        case _:
            return Fraction(0)


def relation(use: Use, stated: Stated, fare: Fare) -> str:
    """The comparison in words, and the phrase of the law for it; a reading of ours where the law has none."""
    if use.operator is None:
        return ""
    if use.operator in DISTANCES:
        return f"within, {DISTANCES[use.operator]}"
    sign = SIGNS[use.operator]
    said = DATES[use.operator].strip() if use.literal.type.key == "date" else RELATIONS.get(sign, sign)
    if sign in ("=", "!="):
        return said
    assert fare.flat is not None
    flat = fare.flat
    sentence = sentence_around(flat.text, stated.start, stated.end, flat.breaks)
    phrase = comparator_for(flat.text, stated.start, stated.end, within=sentence, breaks=flat.breaks)
    return f"{said} (“{phrase.words}”)" if phrase is not None and phrase.firm else f"{said} (a reading of ours)"
