"""The register of what can be otherwise: the facts and fields of which a policy says so (`past`, `fixed`, `effort`)."""

from collections.abc import Iterator
from typing import Final

from pincite.explain.display import type_named
from pincite.explain.wording import finish
from pincite.report.citation.book import Book
from pincite.report.citation.view import Listed
from pincitec.graph.clauses import FIXED, PAST, Fact
from pincitec.semantics.types import Field, ListOf

SAID: Final = {
    PAST: "It lies in the past: a letter names it only among what would have led to another result.",
    FIXED: "It is fixed: where it is on file, no letter proposes that it be otherwise.",
}


def changeable(book: Book) -> Iterator[Listed]:
    """Facts in the order of the rules, each followed by the fields of its records; what nothing is said of is left out."""
    own = {m.table.policy for m in book.modules}
    for fact in book.pack.facts:
        if fact.name.rpartition(".")[0] not in own:
            continue
        anchor = f"changes-{fact.name.replace('.', '-')}"
        if lines := said(fact):
            yield Listed(anchor, finish(fact.wording.label), lines, (), ())
        kind = type_named(book.pack, fact.type)
        for field in kind.element.fields if isinstance(kind, ListOf) else ():
            if lines := said(field):
                yield Listed(f"{anchor}-{field.name}", finish(f"{fact.wording.label}: {field.label}"), lines, (), ())


def said(one: Fact | Field) -> tuple[str, ...]:
    effort = (f"It takes an effort of {one.effort}, where others take 1.",) if one.effort != 1 else ()
    return (*((SAID[one.change],) if one.change in SAID else ()), *effort)
