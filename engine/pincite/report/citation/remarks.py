"""What the rules say about words that they do not encode, as the report shows it beside the words."""

from typing import Final

from pincite.explain.wording import finish
from pincite.report.anchors import slug
from pincite.report.citation.book import Book
from pincite.report.citation.plain import plain
from pincite.report.citation.view import Remark, Words
from pincitec.check.lapses import Spoken

KINDS: Final = {
    "omit": "Left out",
    "untranslatable": "Left to judgement",
    "silent": "The law is silent",
    "statement": "Information",
}


def remark(book: Book, spoken: Spoken) -> Remark:
    """A remark with its words. `text` is the question on which the law is silent, or that the whole unit is meant."""
    r = spoken.remark
    words = () if r.kind == "silent" else tuple(Words(w.text, spoken.place.citation, book.place(spoken.place)) for w in r.words)
    text = "; ".join(w.text for w in r.words) if r.kind == "silent" else ("" if r.words else f"all of {spoken.place.citation}")
    if spoken.stated is not None:
        text = f"{plain(spoken.stated.name)}: {spoken.stated.value}"
    location = book.location(r.span)
    return Remark(f"remark-{slug(location)}", r.kind, KINDS.get(r.kind, r.kind), words, text, finish(r.because.text), location)
