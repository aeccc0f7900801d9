"""The index of amounts, dates and thresholds: every literal of a clause, of what says to whom an act applies, and of a statement, with the
words of the law that state it, in one click.

Not in it are literals that state no law: those of claims, calendars and scenarios, and of conditions that say that no words stand behind
them.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.conditions import labels
from pincite.report.citation.plain import DATES, words
from pincite.report.citation.remarks import remark
from pincite.report.citation.view import Figure, Figures, Ref
from pincitec.check.figures import bind, states, text_of
from pincitec.check.module import Module
from pincitec.check.remarks import Applicability
from pincitec.check.uses import DISTANCES, SIGNS, Use, literals, uses
from pincitec.diagnostics import Span
from pincitec.law.figures import Figure as Stated, figures as figures_in
from pincitec.law.normalise import normalise
from pincitec.law.phrases import comparator_for
from pincitec.law.places import cite_unit
from pincitec.law.sentences import sentence_around

KINDS: Final = (
    ("money", "Amounts of money"),
    ("percent", "Percentages"),
    ("period", "Years and months"),
    ("days", "Days"),
    ("date", "Dates"),
    ("number", "Numbers"),
)
OURS: Final = "(a reading of ours)"
RELATIONS: Final = {"=": "is", "!=": "is not", "<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}


@frozen
class Bound:
    """A literal, which stands at `span`, with the words that state it. `key` orders the literals of a kind."""

    kind: str
    key: Fraction
    figure: Figure
    span: Span


def figures(book: Book) -> tuple[Figures, ...]:
    """All literals, by kind, from the smallest to the greatest."""
    found = list(bound(book))
    groups = []
    for kind, title in KINDS:
        mine = sorted((b for b in found if b.kind == kind), key=lambda b: b.key)
        if mine:
            groups.append(Figures(title, tuple(dict.fromkeys(b.figure for b in mine))))
    return tuple(groups)


def bound(book: Book) -> Iterator[Bound]:
    """The literals of the policies in scope that the law states. Assumes that the law has been laid out."""
    for one in book.clauses:
        yield from of_clause(book, one)
    for module in book.modules:
        for applicability in module.applicability:
            yield from of_act(book, module, applicability)
        yield from of_statements(book, module)


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
        said = relation(use, stated, fare.flat.text, fare.flat.breaks)
        yield made(book, use, Figure(literal, said, stated.words, place, clause, ""))


def of_act(book: Book, module: Module, applicability: Applicability) -> Iterator[Bound]:
    """The literals of what says to whom an act applies, once for each clause that it bears on."""
    number = module.applicability.index(applicability)
    place = act_place(book, applicability)
    bearing = [c for c in book.clauses if c.module is module and any(s.when == number for s in c.standings)]
    clauses = [Ref(str(c.number), c.anchor) for c in bearing] or [Ref("none", place.anchor)]
    flat = normalise(applicability.words)
    for use in (u for e in applicability.condition.expressions() for u in literals(e, (), None, False)):
        found = [f for f in figures_in(flat) if not f.label and states(f, use.literal)]
        said = [relation(use, f, flat, ()) for f in found]
        stated = next((i for i, text in enumerate(said) if not text.endswith(OURS)), 0)  # as the check of it reads the words
        for clause in clauses if found else ():
            yield made(book, use, Figure(text_of(use.literal), said[stated], found[stated].words, place, clause, ""))


def act_place(book: Book, applicability: Applicability) -> Ref:
    """Where the words on file of an act about to whom it applies stand in the report."""
    section = book.laws.sections[applicability.section]
    citation = cite_unit(section, ("act", applicability.act))
    return Ref(citation, book.anchors.of(section.id, f"act:{applicability.act}", citation))


def of_statements(book: Book, module: Module) -> Iterator[Bound]:
    """The literals of published figures, each with all words of its statement: "over" and "approximately" belong to it."""
    for spoken in module.remarks:
        if spoken.stated is None:
            continue
        place = Ref(spoken.place.citation, book.place(spoken.place))
        shown = remark(book, spoken)
        for use in literals(spoken.stated.checked, (), None, False):
            said = Figure(text_of(use.literal), "", spoken.remark.words[0].text, place, Ref("information", shown.anchor), "")
            yield made(book, use, said)


def made(book: Book, use: Use, figure: Figure) -> Bound:
    """A row of the index with its place in the rules."""
    span = use.literal.literal.span if use.literal.literal is not None else use.literal.span
    return Bound(kind_of(use), key_of(use.literal.param), figure._replace(location=book.location(span)), span)


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


def relation(use: Use, stated: Stated, text: str, breaks: tuple[int, ...]) -> str:
    """The comparison in words, and the phrase of the law for it; a reading of ours where the law has none. `stated` stands in `text`."""
    if use.operator is None:
        return ""
    if use.operator in DISTANCES:
        return f"within, {DISTANCES[use.operator]}"
    sign = SIGNS[use.operator]
    said = DATES[use.operator].strip() if use.literal.type.key == "date" else RELATIONS.get(sign, sign)
    if sign in ("=", "!="):
        return said
    sentence = sentence_around(text, stated.start, stated.end, breaks)
    phrase = comparator_for(text, stated.start, stated.end, within=sentence, breaks=breaks)
    return f"{said} (“{phrase.words}”)" if phrase is not None and phrase.firm else f"{said} {OURS}"
