"""What the rules claim of one another, with the case against it and the words of the law on both sides."""

from collections.abc import Iterator
from typing import Final

from pincite.explain.display import show_date
from pincite.explain.proof import Passage
from pincite.explain.wording import finish
from pincite.prove.model import COUNTEREXAMPLE, NOT_FOUND, NOTHING_SEARCHED, PROVED, Finding, Side as Found, Witness
from pincite.prove.problems import EMPTY, searched
from pincite.prove.run import findings
from pincite.prove.seeds import seeds_of
from pincite.report.anchors import slug
from pincite.report.citation.book import Book
from pincite.report.citation.view import Claim, Ref, Row, Side, Table, Words

VERDICTS: Final = {
    (PROVED, False): "Proved: there is no case against it.",
    (NOT_FOUND, False): "No case against it was found; it is not proved.",
    (COUNTEREXAMPLE, False): "There is a case against it.",
    (NOTHING_SEARCHED, False): "Not searched: on no day are all the texts on file.",
    (PROVED, True): "A known divergence that is gone: there is no case of it any more.",
    (NOT_FOUND, True): "A known divergence of which no case was found.",
    (COUNTEREXAMPLE, True): "A known divergence, which stands.",
    (NOTHING_SEARCHED, True): "A known divergence, not searched: on no day are all the texts on file.",
}


def claims(book: Book) -> tuple[Claim, ...]:
    """The claims of the policies in scope, each searched anew."""
    own = {m.table.policy for m in book.modules}
    claimed = [v for v in book.pack.verifications if v.policy in own]
    seeds = seeds_of(s for m in book.study.modules for s in m.scenarios)
    return tuple(claim(book, f) for f in findings(book.pack, claimed, seeds=seeds))


def claim(book: Book, f: Finding) -> Claim:
    return Claim(
        book.fresh(f"claim-{slug(f.policy)}-{slug(f.title)}"),
        f.title[:1].upper() + f.title[1:],
        VERDICTS[f.status, f.expected],
        f.passed,
        finish(f.because),
        side(book, f.premise),
        side(book, f.conclusion),
        side(book, f.assuming) if f.assuming is not None else None,
        case(book, f.witness) if f.witness is not None else "",
        Table("The case", ("What it is about", "Value"), tuple(rows(f.witness)) if f.witness is not None else ()),
        tuple(finish(line) for line in (*((EMPTY,) if f.search.vacuous else ()), *searched(f))),
        f.location,
    )


def side(book: Book, found: Found) -> Side:
    return Side(found.text, tuple(dict.fromkeys(words(book, p) for p in found.passages)))


def words(book: Book, p: Passage) -> Words:
    return Words(p.words, p.citation, book.anchors.of(p.section, p.identity, p.citation))


def case(book: Book, w: Witness) -> str:
    read = []
    for name, reading in w.other_readings:
        choice = book.pack.choice[name]
        read.append(f"“{choice.wording}” read as “{next(a.wording for a in choice.alternatives if a.name == reading)}”")
    beyond = "".join(f" {finish(line)}" for line in w.beyond)
    return finish("; ".join([f"on {show_date(w.on)}", *read])) + beyond


def rows(w: Witness) -> Iterator[Row]:
    for row in w.rows:
        yield Row((Ref(f"{'– ' if row.record else ''}{row.label}", ""), Ref(row.value, "")))
