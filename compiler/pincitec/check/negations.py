"""Negations of the law that a quotation leaves out, or that its meaning does not have.

Part of the checks of numbers and words, on the newest text in which a clause stands. "own land" stands in "does not own land", letter for
letter, and says the contrary. The negation must be quoted too, by the quotation itself or by one that it is nested in; and a meaning
without one, where the words have it, is worth a second look. So is an "unless" that is quoted and has no meaning.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pincitec.check.clauses import CheckedClause, Cited
from pincitec.check.denials import parents
from pincitec.check.fares import Fare
from pincitec.check.quotes import shorten
from pincitec.check.typed import Tested
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.coverage import EXCEPTION_NOT_ENCODED, NEGATION_NOT_ENCODED
from pincitec.diagnostics.catalogue.quotations import NEGATION_LEFT_OUT

_NEGATION = re.compile(r"\b(not|no|never|neither|nor|without|cannot|\w+n't)[\s,]*\Z", re.IGNORECASE)
_VERB_AT_END = re.compile(
    r"\b(?:shall|may|must|will|can|could|should|would|need|do|does|did|is|are|was|were|has|have|had)\Z", re.IGNORECASE
)
_NEXT = re.compile(r"\s*(not|never|no longer|only)\b", re.IGNORECASE)
_STATED = re.compile(
    r"\b(not|never|neither|nor|without|cannot|\w+n't|no (?!later|earlier|sooner|longer|more|less|fewer|greater))\b", re.IGNORECASE
)
REVERSED = re.compile(
    r"(?:^|[\W_])(?:not|no|non|never|without|lacks?|fails?|free|exempt|ineligible|invalid|un(?!der|til|it|ion|iver|ique)\w+)(?:[\W_]|$)",
    re.IGNORECASE,
)
"""A fact that is itself a negation: `not_dismissed`, "has no record of it"."""
_EXCEPTION = re.compile(r"\b(unless|except(?:ing)?|provided(?:, however,)? that)\b", re.IGNORECASE)
_REACH = 24
"""How far before a quotation the word may begin: the longest of them, and white space."""


def check_negations(clause: CheckedClause, fares: Sequence[Fare]) -> list[Diagnostic]:
    """The quotations of a clause that leave out the negation before them."""
    problems = []
    for i, (cited, fare) in enumerate(zip(clause.quotes, fares, strict=True)):
        if fare.match is None or fare.flat is None:
            continue
        problems += cut_before(cited, fare, fares)
        found = _NEGATION.search(fare.flat.text, max(0, fare.match.start - _REACH), fare.match.start)
        if found is None or quoted_above(clause, fares, i, *found.span(1)):
            continue
        words, negation = shorten(cited.quote.words.text), found[1]
        others = [Label(s, "the law says this before it") for s in fare.flat.spans(*found.span(1))[:1]]
        message = f"before `{words}` the law says `{negation}`, which the quotation leaves out"
        help = f"begin the quotation with `{negation}`, and say what the whole means"
        problems.append(Diagnostic.at(NEGATION_LEFT_OUT, cited.quote.words.inner, message, others=others, help=help))
    return problems


def cut_before(cited: Cited, fare: Fare, fares: Sequence[Fare]) -> list[Diagnostic]:
    """A quotation that ends with "shall" where the law goes on with "not", unless another quotation of the clause has that word."""
    assert fare.match is not None and fare.flat is not None
    text, end = fare.flat.text, fare.match.end
    found = _NEXT.match(text, end) if _VERB_AT_END.search(text, fare.match.start, end) else None
    if found is None:
        return []
    low, high = found.span(1)
    if any(a <= low and high <= b for f in fares if f.match and f.flat is fare.flat for a, b in f.match.segments):
        return []
    others = [Label(s, "the law goes on with this") for s in fare.flat.spans(low, high)[:1]]
    message = f"after `{shorten(cited.quote.words.text)}` the law says `{found[1]}`, which the quotation leaves out"
    help = f"end the quotation behind `{found[1]}`, and say what the whole means"
    return [Diagnostic.at(NEGATION_LEFT_OUT, cited.quote.words.inner, message, others=others, help=help)]


def check_meanings(clause: CheckedClause, wordings: Mapping[str, str]) -> list[Diagnostic]:
    """The conditions of a clause that are a plain fact, where the words quoted for it have a negation. `wordings` are those of facts by
    qualified name."""
    problems = []
    for tested in clause.tested():
        for node in affirmed(tested):
            if node.expr is None or node.quote is None or node.expr.op not in ("fact", "field_truth"):
                continue
            found = _STATED.search(node.quote.words.text)
            name = str(node.expr.param)
            if found is None or REVERSED.search(name.rpartition(".")[2]) or REVERSED.search(wordings.get(name, "")):
                continue
            message = f"the law says `{found[1].strip()}`, and the condition affirms the fact"
            help = "write `not` before the fact; if its name is a negation already, let its wording say so"
            problems.append(Diagnostic.at(NEGATION_NOT_ENCODED, node.expr.span, message, help=help))
    return problems


def check_exceptions(clause: CheckedClause, fares: Sequence[Fare]) -> list[Diagnostic]:
    """The exceptions that a quotation of a clause states and nothing in the clause encodes: no nested quotation has words of it."""
    problems = []
    for i, (cited, fare) in enumerate(zip(clause.quotes, fares, strict=True)):
        if fare.match is None or fare.flat is None:
            continue
        nested = [s for j, f in enumerate(fares) if i in parents(clause, j) and f.match and f.flat is fare.flat for s in f.match.segments]
        for start, end in fare.match.segments:
            found = _EXCEPTION.search(fare.flat.text, start + 1, end)  # what begins with the word is the exception itself
            if found is None or any(b > found.start() for _, b in nested):
                continue
            others = [Label(s, "the law excepts something here") for s in fare.flat.spans(*found.span(1))[:1]]
            message = f"the quotation says `{found[1]}`, and nothing in the clause encodes what follows"
            help = 'write except when "…" means …, or quote fewer words and say with `omit` why they are left out'
            problems.append(Diagnostic.at(EXCEPTION_NOT_ENCODED, cited.quote.words.inner, message, others=others, help=help))
    return problems


def affirmed(tested: Tested) -> Iterator[Tested]:
    """A condition and those within it, except below `none`, which negates them."""
    yield tested
    if tested.kind != "none":
        for child in tested.children:
            yield from affirmed(child)


def quoted_above(clause: CheckedClause, fares: Sequence[Fare], number: int, start: int, end: int) -> bool:
    """Whether a quotation that this one is nested in has the words `[start, end)` of its text."""
    return any(a <= start and end <= b for match in above(clause, fares, number) for a, b in match)


def above(clause: CheckedClause, fares: Sequence[Fare], number: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """What the quotations above one matched, as far as they stand in the same text."""
    for parent in parents(clause, number):
        match = fares[parent].match
        if match is not None and fares[parent].flat is fares[number].flat:
            yield match.segments
