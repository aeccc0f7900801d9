"""Is it in the law, word for word? Every quotation of a clause against the text of every era.

Fifth check of a file. A quotation matches exactly after the one normalisation, in the cited unit with its sub-units. A nested one is looked
up within the words its parent matched, then after them, then before them; there it must be the only hit, or say `at 2 of 3`.
"""

from attrs import frozen

from pincitec.check.clauses import CheckedClause, Cited
from pincitec.check.eras import Era
from pincitec.check.laws import Laws
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.quotations import (
    AMBIGUOUS,
    ELISION,
    EMPTY_QUOTATION,
    INFERRED_WORDS,
    MISQUOTED,
    NEVER_TOGETHER,
    UNVERIFIABLE,
)
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Status, Version
from pincitec.law.normalise import normalise
from pincitec.law.places import cite_unit, units_of
from pincitec.law.quotations import Match, elision_faults, find, nearest


@frozen
class Fare:
    """How a quotation fares in one text: `verified`, `absent`, `unknown` (not on file) or `ambiguous` (`hits` places)."""

    status: str
    match: Match | None = None
    flat: FlatText | None = None
    hits: int = 0


def fares(clause: CheckedClause, versions: dict[str, Version | None], laws: Laws) -> tuple[Fare, ...]:
    """How each quotation of a clause fares in these texts."""
    made: list[Fare] = []
    for cited in clause.quotes:
        parent = None if cited.parent is None else made[cited.parent]
        made.append(fare(cited, parent, versions.get(cited.place.section), laws))
    return tuple(made)


def fare(cited: Cited, parent: Fare | None, version: Version | None, laws: Laws) -> Fare:
    place = cited.place
    flat = laws.text(place, version)
    if place.fixed is None:
        if version is None or not version.complete:
            return Fare("unknown", flat=flat)
        if flat is None:
            return Fare("absent")
        if flat.has_unknown:
            return Fare("unknown", flat=flat)
    assert flat is not None
    hits = candidates(cited, parent, flat)
    wanted = cited.quote.at
    if wanted is not None:
        k, n = wanted
        if hits and (len(hits) != n or not 1 <= k <= n):
            return Fare("ambiguous", flat=flat, hits=len(hits))
        hits = hits[k - 1 : k]
    if len(hits) > 1:
        return Fare("ambiguous", flat=flat, hits=len(hits))
    return Fare("verified", hits[0], flat, 1) if hits else Fare("absent", flat=flat)


def candidates(cited: Cited, parent: Fare | None, flat: FlatText) -> tuple[Match, ...]:
    """The hits that count: within the parent's words; else after them; else anywhere in the unit."""
    words = cited.quote.words.text
    if parent is None or parent.match is None or parent.flat is not flat:
        return find(words, flat)
    inside = find(words, flat, parent.match.start, parent.match.end)
    return inside or find(words, flat, parent.match.end) or find(words, flat)


def check_quotes(clause: CheckedClause, by_era: tuple[tuple[Era, tuple[Fare, ...]], ...], laws: Laws) -> list[Diagnostic]:
    """What is wrong with the quotations of a clause."""
    problems: list[Diagnostic] = []
    for i, cited in enumerate(clause.quotes):
        mine = [(era, all_fares[i]) for era, all_fares in by_era]
        parent = cited.parent
        lost = parent is not None and not any(all_fares[parent].status == "verified" for _, all_fares in by_era)
        if lost and any(fare_.status == "ambiguous" for _, fare_ in mine):
            continue  # which of several places is meant depends on the words around: these are wrong, and reported
        problems += check_quote(cited, mine, laws)
    if not problems and not any(all(f.status == "verified" for f in fs) for _, fs in by_era):
        own = clause.quotes[clause.own]
        if any(f.status == "verified" for _, fs in by_era for f in fs):
            others = [Label(c.quote.span, "not on the same days as this") for c in clause.quotes if c is not own]
            message = "the quotations of this clause never stand in the law on one day"
            help = "make a clause for each version of the text"
            problems.append(Diagnostic.at(NEVER_TOGETHER, own.quote.span, message, others=others, help=help))
    return problems


def check_quote(cited: Cited, by_era: list[tuple[Era, Fare]], laws: Laws) -> list[Diagnostic]:
    """What is wrong with one quotation, over all eras."""
    span, words = cited.quote.words.inner, cited.quote.words.text
    if not normalise(words).strip(" …"):
        return [Diagnostic.at(EMPTY_QUOTATION, cited.quote.span, "a quotation of no words")]
    for _, fare_ in reversed(by_era):
        if fare_.status == "ambiguous":
            return [ambiguous(cited, fare_)]
    verified = [f for _, f in by_era if f.status == "verified"]
    if verified:
        inferred = [f for f in verified if f.match and f.flat and f.flat.status(f.match.start, f.match.end) is Status.INFERRED]
        if inferred:
            message = f"characters of `{shorten(words)}` are inferred in the file, not printed in a source"
            return [Diagnostic.at(INFERRED_WORDS, span, message, others=law_labels(inferred[-1], "inferred here"))]
        return []
    # On days on which the unit did not exist there was nothing to compare with.
    read = [f for _, f in by_era if f.status == "absent" and f.flat is not None]
    if not read:
        help = "a clause can only rest on words that are on file"
        return [Diagnostic.at(UNVERIFIABLE, span, f"the text of {cited.place.citation} is not on file on any day", help=help)]
    return [misquoted(cited, read[-1], laws)]


def ambiguous(cited: Cited, fare_: Fare) -> Diagnostic:
    span, words = cited.quote.words.inner, cited.quote.words.text
    message = f"`{shorten(words)}` stands {fare_.hits} times in {cited.place.citation}"
    if cited.quote.at is not None:
        help = f"say which: at 1 of {fare_.hits}"
    else:
        help = f"quote more words, or say which one: at 1 of {fare_.hits}"
    hits = find(words, fare_.flat) if fare_.flat else ()
    others = [Label(s, "here") for h in hits[:4] for s in (fare_.flat.spans(h.start, h.end)[:1] if fare_.flat else ())]
    return Diagnostic.at(AMBIGUOUS, span, message, others=others, help=help)


def elsewhere(cited: Cited, laws: Laws) -> tuple[str, tuple[Span, ...]] | None:
    """Another unit of the newest text in which the words stand, innermost, and where they are written."""
    section = laws.sections[cited.place.section]
    version = next((v for v in reversed(section.versions) if v.complete), None)
    for unit in reversed(list(units_of(version))) if version else ():
        flat = flatten(unit)
        for match in find(cited.quote.words.text, flat)[:1]:
            return cite_unit(section, unit.path), flat.spans(match.start, match.end)[:1]
    return None


def misquoted(cited: Cited, fare_: Fare, laws: Laws) -> Diagnostic:
    """Words that stand in no text on file: what stands there instead, in the newest text that is."""
    span, words, citation = cited.quote.words.inner, cited.quote.words.text, cited.place.citation
    assert fare_.flat is not None  # INVARIANT: there was something to compare with
    faults = elision_faults(words, fare_.flat)
    if faults:
        message = f"`…` leaves out {faults[0].skipped}, which could turn the law round"
        help = "quote those words too, or make two quotations of it"
        spans = fare_.flat.spans(faults[0].start, faults[0].end)
        return Diagnostic.at(ELISION, span, message, others=[Label(s, "the words in the law") for s in spans[:1]], help=help)
    near = nearest(words, fare_.flat)
    message = f"these words do not stand in {citation}"
    other = elsewhere(cited, laws)
    if other is not None:
        unit, spans = other
        help = f"they stand in {unit}: cite that place, or add `in` and its citation after the quotation"
        return Diagnostic.at(MISQUOTED, span, message, "not here", others=[Label(s, f"in {unit}") for s in spans], help=help)
    if near is None:
        return Diagnostic.at(MISQUOTED, span, message, help="quote the law word for word; `pincite law show` prints it")
    differences = [difference(law, mine) for law, mine in near.differences[:3] if law or mine]
    others = [Label(s, "the nearest words of the law") for s in fare_.flat.spans(near.start, near.end)[:1]]
    help = f'the law says: "{near.text}"'
    return Diagnostic.at(MISQUOTED, span, message, "not in the law", others=others, notes=differences, help=help)


def difference(law: str, mine: str) -> str:
    """What the law says and what the quotation says in its place, either of which may be nothing.

    >>> difference("two", "three"), difference("", "any")
    ('the law says `two`, the quotation `three`', 'the law does not say `any`')
    >>> difference("not", "")
    'the quotation leaves out `not`'
    """
    if not law:
        return f"the law does not say `{mine}`"
    return f"the law says `{law}`, the quotation `{mine}`" if mine else f"the quotation leaves out `{law}`"


def law_labels(fare_: Fare, text: str) -> list[Label]:
    if fare_.flat is None or fare_.match is None:
        return []
    return [Label(s, text) for s in fare_.flat.spans(fare_.match.start, fare_.match.end)[:1]]


def shorten(words: str, most: int = 60) -> str:
    """Words for a message: not more than a line of them.

    >>> shorten("a" * 10, 8)
    'aaaaaaa…'
    """
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
