"""The conditions of a clause as a reader sees them: numbered as paragraphs are, each with its words, and what they are taken to mean."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.plain import condition_words, plain, words
from pincite.report.citation.view import Element, Words
from pincite.report.elements import child_number
from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Tested
from pincitec.diagnostics import Span

LEADS: Final = {"all": "all of these", "any": "one of these", "none": "none of these"}
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@frozen
class Labelled:
    """A condition with its number in the clause, and the quotation on which it rests (its place among those of the clause)."""

    number: str
    tested: Tested
    quote: int | None
    children: "tuple[Labelled, ...]"

    def walk(self) -> "Iterator[Labelled]":
        yield self
        for child in self.children:
            yield from child.walk()


def conditions_of(clause: CheckedClause) -> tuple[Labelled, ...]:
    """The conditions of a clause, headings first, numbered (1), (2) …; of a requirement under a heading, what is asked comes after whom it
    concerns. An "all" without words of its own is not numbered: its parts are."""
    by_span = {c.quote.span: i for i, c in enumerate(clause.quotes)}
    nested = {x.quote.span for tested in clause.tested() for x in tested.walk() if x.quote is not None}
    headings = [i for i in range(clause.own) if clause.quotes[i].quote.span not in nested]
    if clause.row is not None:
        headings = headings[:-1]  # the heading of a table has no condition
    tops: list[tuple[Tested, int | None]] = []
    for i, guard in enumerate(clause.guards):
        above = headings[i] if guard.quote is None and i < len(headings) else None
        tops += [(guard, above)] if above is not None else [(x, None) for x in opened(guard)]
    if clause.condition is not None:
        tops += [(x, None) for x in opened(clause.condition)]
    return tuple(labelled(x, child_number(0, i), 1, by_span, above) for i, (x, above) in enumerate(tops))


def exceptions_of(clause: CheckedClause) -> tuple[Labelled, ...]:
    """What defeats a clause, lettered (A), (B) …"""
    by_span = {c.quote.span: i for i, c in enumerate(clause.quotes)}
    return tuple(labelled(x, f"({LETTERS[i] if i < len(LETTERS) else i + 1})", 1, by_span, None) for i, x in enumerate(clause.exceptions))


def opened(tested: Tested) -> tuple[Tested, ...]:
    return tested.children if tested.kind == "all" and tested.quote is None else (tested,)


def labelled(tested: Tested, number: str, level: int, by_span: Mapping[Span, int], above: int | None) -> Labelled:
    own = by_span.get(tested.quote.span) if tested.quote is not None else above
    children = tuple(labelled(x, number + child_number(level, i), level + 1, by_span, None) for i, x in enumerate(tested.children))
    return Labelled(number, tested, own, children)


def labels(clause: CheckedClause) -> dict[int, str]:
    """By quotation, the number of the condition that rests on it; a quotation that the clause itself stands on has none."""
    return {x.quote: x.number for top in (*conditions_of(clause), *exceptions_of(clause)) for x in top.walk() if x.quote is not None}


def element(book: Book, one: Numbered, x: Labelled, reading: str = "") -> Element:
    """A condition as the report shows it. Assumes that the law has been laid out, so that its words have their places. `reading`: the
    reading of a choice under which it is asked."""
    tested = x.tested
    own = Words(*quoted(one, x.quote), book.words_at(one, x.quote)) if x.quote is not None else None
    uncited = tested.uncited.text if tested.uncited is not None else ""
    children = tuple(element(book, one, child, said) for child, said in zip(x.children, readings(book, x), strict=True))
    return Element(x.number, own, text(book, one, tested), lead(book, one, tested), children, uncited, reading)


def readings(book: Book, x: Labelled) -> tuple[str, ...]:
    """For each part of a condition, the reading under which it is asked; "" where no choice is made."""
    if x.tested.kind != "choose":
        return ("",) * len(x.children)
    choice = book.pack.choice[str(x.tested.choice)]
    by_name = {a.name: a.wording for a in choice.alternatives}
    default = {choice.default: " (chosen)"}
    return tuple(f"{by_name.get(name, plain(name))}{default.get(name, '')}" for name in x.tested.readings)


def quoted(one: Numbered, quote: int) -> tuple[str, str]:
    cited = one.clause.quotes[quote]
    return cited.quote.words.text, cited.place.citation


def text(book: Book, one: Numbered, tested: Tested) -> str:
    """What a condition asks, in a few words; of a block, nothing: its parts say it."""
    return condition_words(book.tongue(one.module), tested.expr) if tested.expr is not None else ""


def lead(book: Book, one: Numbered, tested: Tested) -> str:
    """How the parts of a block go together."""
    over = words(book.tongue(one.module), tested.list) if tested.list is not None else ""
    match tested.kind:
        case "at_least":
            return f"at least {tested.number} of these"
        case "choose":
            return f"by the reading chosen of “{book.pack.choice[str(tested.choice)].wording}”, one of these"
        case "some":
            return f"for at least one of {over}"
        case "every":
            return f"for each of {over}, and there is one"
        case "every_or_none":
            return f"for each of {over}, or there is none"
        case kind:
            return LEADS.get(kind, "") if tested.children else ""
