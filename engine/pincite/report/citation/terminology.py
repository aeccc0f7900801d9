"""The terms of the sources: defined, used and not defined, and wordings that may mean one thing."""

from collections.abc import Iterable, Iterator
from typing import Final

from pincite.explain.display import plural
from pincite.explain.wording import finish, listing
from pincite.report.anchors import slug
from pincite.report.citation.book import Book
from pincite.report.citation.view import Listed, Ref, Register, Words
from pincitec.terms.find import terms
from pincitec.terms.model import Definition, NearSynonym, Place, Term

HOW: Final = {"entry": "by an entry of its definitions", "means": "in its own words", "abbreviation": "by a short form in parentheses"}
MOST: Final = 4
"""Uses of one term that are shown; the others are counted."""


def terminology(book: Book) -> tuple[Register, ...]:
    """Of the sources in scope."""
    scope = {s.id for s in book.sections}
    found = terms(book.laws, book.modules)
    defined = [t for t in found.defined if any(d.place.section in scope for d in t.definitions)]
    undefined = [t for t in found.undefined if any(p.section in scope for p in t.uses)]
    near = [n for n in found.near if all(any(p.section in scope for p in side.places) for side in (n.left, n.right))]
    return (
        Register(
            "defined-terms",
            "Defined terms",
            "Terms that a source defines, where it does, and where they are used.",
            tuple(defined_term(book, t) for t in defined),
            "No source defines a term.",
        ),
        Register(
            "undefined-terms",
            "Used and not defined",
            "Words that look like terms and that no source defines.",
            tuple(used_term(book, t) for t in undefined),
            "No such term was found.",
        ),
        Register(
            "near-synonyms",
            "Different wordings that may mean one thing",
            "Suggestions for a reader: nothing rests on them.",
            tuple(near_synonym(book, n, i) for i, n in enumerate(near, 1)),
            "No such wordings were found.",
        ),
    )


def defined_term(book: Book, t: Term) -> Listed:
    lines = [*(finish(f"defined {HOW.get(d.how, d.how)}{rules(d)}") for d in t.definitions), used(t.uses)]
    words = (*(place(book, d.place) for d in t.definitions), *(place(book, p) for p in t.uses[:MOST]))
    return Listed(book.fresh(f"term-{slug(t.term)}"), t.term, tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(words)), ())


def rules(d: Definition) -> str:
    return f"; encoded as {listing(d.rules)}" if d.rules else "; no clause encodes it"


def used(uses: Iterable[Place]) -> str:
    count = len(list(uses))
    if not count:
        return "Not used elsewhere."
    more = f"; {count - MOST} of these places are not shown" if count > MOST else ""
    return finish(f"used in {plural(count, 'place')}{more}")


def used_term(book: Book, t: Term) -> Listed:
    lines = [finish(t.because)] if t.because else []
    return Listed(book.fresh(f"undefined-{slug(t.term)}"), t.term, (*lines, used(t.uses)), tuple(place(book, p) for p in t.uses[:MOST]), ())


def near_synonym(book: Book, n: NearSynonym, number: int) -> Listed:
    words = tuple(dict.fromkeys(place(book, p) for side in (n.left, n.right) for p in first_of_each(side.places)))
    across = "In different sources." if n.across else "In one source."
    head = f"“{n.left.words}” beside “{n.right.words}”"
    return Listed(f"near-{number}", head, (finish(n.because), across), words, refs(book, n))


def refs(book: Book, n: NearSynonym) -> tuple[Ref, ...]:
    """The clauses that quote one of the wordings."""
    wanted = (n.left.words.lower(), n.right.words.lower())
    return tuple(
        Ref(f"clause {c.number}", c.anchor)
        for c in book.clauses
        if any(w in q.quote.words.text.lower() for q in c.clause.quotes[c.clause.own :] for w in wanted)
    )


def first_of_each(places: Iterable[Place]) -> Iterator[Place]:
    """The first place in each source."""
    seen: set[str] = set()
    for p in places:
        if p.section not in seen:
            seen.add(p.section)
            yield p


def place(book: Book, p: Place) -> Words:
    return Words(p.sentence, p.citation, book.anchors.of(p.section, p.identity, p.citation))
