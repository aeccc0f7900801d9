"""Is it in the law, word for word? What is wrong with the quotations of a clause, given how they fare in the text of every era.

Fifth check of a file. Assumes `fares.py`, which finds the words; `statuses.py` decides what the days make of them.
"""

from datetime import date

from attrs import frozen

from pincitec.check.clauses import CheckedClause, Cited
from pincitec.check.eras import Era
from pincitec.check.fares import Fare
from pincitec.check.laws import Laws, Located
from pincitec.check.moves import cite_text, moved
from pincitec.check.quotations import QuoteStatus
from pincitec.check.statuses import decide, move_of
from pincitec.diagnostics import Diagnostic, Edit, Fix, Label, Span
from pincitec.diagnostics.catalogue.quotations import (
    AMBIGUOUS,
    ELISION,
    EMPTY_QUOTATION,
    INFERRED_WORDS,
    MISQUOTED,
    NEVER_TOGETHER,
    UNVERIFIABLE,
)
from pincitec.law.flat import flatten
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.normalise import normalise
from pincitec.law.places import bearers, cite_unit, designation_of, units_of
from pincitec.law.quotations import elision_faults, find, nearest
from pincitec.syntax import pol_tree as t


def check_quotes(clause: CheckedClause, by_era: tuple[tuple[Era, tuple[Fare, ...]], ...], laws: Laws) -> list[Diagnostic]:
    """What is wrong with the quotations of a clause."""
    problems: list[Diagnostic] = []
    for i, cited in enumerate(clause.quotes):
        mine = [(era, all_fares[i]) for era, all_fares in by_era]
        parent = cited.parent
        lost = parent is not None and not any(all_fares[parent].status == "verified" for _, all_fares in by_era)
        if lost and any(fare_.status == "ambiguous" for _, fare_ in mine):
            continue  # which of several places is meant depends on the words around: these are wrong, and reported
        problems += check_quote(cited, mine, laws, cited.quote.within or clause.provision.cite)
    if not problems and not clause.behind and not any(all(f.status == "verified" for f in fs) for _, fs in by_era):
        own = clause.quotes[clause.own]
        if any(f.status == "verified" for _, fs in by_era for f in fs):
            others = [Label(c.quote.span, "not on the same days as this") for c in clause.quotes if c is not own]
            message = "the quotations of this clause never stand in the law on one day"
            help = "make a clause for each version of the text"
            problems.append(Diagnostic.at(NEVER_TOGETHER, own.quote.span, message, others=others, help=help))
    return problems


def check_quote(cited: Cited, by_era: list[tuple[Era, Fare]], laws: Laws, cite: t.Cite) -> list[Diagnostic]:
    """What is wrong with one quotation, over all eras. `cite` is where its policy cites the place."""
    span, words = cited.quote.words.inner, cited.quote.words.text
    if cited.place.behind:
        return []
    if not normalise(words).strip(" …"):
        return [Diagnostic.at(EMPTY_QUOTATION, cited.quote.span, "a quotation of no words")]
    section = laws.sections[cited.place.section]
    by_status = {decide(i, by_era, cited, section): fare for i, (_, fare) in enumerate(by_era)}  # the newest of each
    if QuoteStatus.AMBIGUOUS in by_status:
        return [ambiguous(cited, by_status[QuoteStatus.AMBIGUOUS])]
    inferred = [f for _, f in by_era if f.status == "unknown" and f.match is not None]
    if inferred:
        message = f"characters of `{shorten(words)}` are inferred in the file, not printed in a source"
        help = "on those days the clause is not in force: quote the words around them"
        return [Diagnostic.at(INFERRED_WORDS, span, message, others=law_labels(inferred[-1], "inferred here"), help=help)]
    if QuoteStatus.VERIFIED in by_status:
        return []
    if QuoteStatus.MOVED in by_status:
        move = move_of(cited, section)
        assert move is not None  # INVARIANT: that is what makes the status
        return [moved(cite, cited.quote.words.inner, move)]
    if QuoteStatus.MISQUOTED in by_status:
        return [misquoted(cited, by_status[QuoteStatus.MISQUOTED], laws, cite)]
    # On days on which the unit did not exist there was nothing to compare with.
    help = "a clause can only rest on words that are on file"
    return [Diagnostic.at(UNVERIFIABLE, span, f"the text of {cited.place.citation} is not on file on any day", help=help)]


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


@frozen
class Elsewhere:
    """Another unit in which words stand, innermost, and where they are written; `alone` if they stand nowhere else in that text. `path` and
    `on`: by which designations it is cited, and of which day if not of the newest text on file."""

    path: tuple[str, ...]
    on: date | None
    citation: str
    spans: tuple[Span, ...]
    alone: bool


def elsewhere(words: str, place: Located, laws: Laws) -> Elsewhere | None:
    """Where words stand that do not stand in the cited place: in another bearer of its designation, else in the newest text on file,
    else in a later one."""
    section = laws.sections[place.section]
    whole = [v for v in section.versions if v.complete]
    newest = [v for v in whole if v.from_ <= section.text_on][-1:]
    later = [v for v in whole if v.from_ > section.text_on]
    for version in later:
        for unit in bearers(version, place.path):
            made = there(unit, version, words, section) if unit.identity != place.identity else None
            if made is not None:
                return made
    for version in (*newest, *reversed(later)):
        for unit in reversed(list(units_of(version))):
            made = there(unit, version, words, section) if unit.identity != place.identity else None
            if made is not None:
                return made
    return None


def there(unit: UnitText, version: Version, words: str, section: Section) -> Elsewhere | None:
    """A unit with the words in it, cited; None where they do not stand in it or no citation names it."""
    flat = flatten(unit)
    match = next(iter(find(words, flat)), None)
    named = None if match is None else designation_of(section, unit.identity)
    if match is None or named is None:
        return None
    alone = sum(len(find(words, flatten(top))) for top in version.units) == 1
    return Elsewhere(*named, cite_unit(section, named[0]), flat.spans(match.start, match.end)[:1], alone)


def dated(other: Elsewhere, text: str) -> str:
    """Where words stand that stand in a unit which bears its designation on other days; `text`: how it is cited."""
    return f"they stand in what is {other.citation} on {other.on}: cite `{text}`"


def cited_there(cited: Cited, text: str) -> Fix:
    """The quotation with the place in which its words stand. That they stand there does not say that they are meant: no safe fix."""
    end = cited.quote.words.span.end
    within = cited.quote.within
    edit = Edit(Span(cited.quote.span.path, end, end), f" in {text}") if within is None else Edit(within.span, text)
    return Fix(f"say that it stands in `{text}`", (edit,))


def misquoted(cited: Cited, fare_: Fare, laws: Laws, cite: t.Cite) -> Diagnostic:
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
    other = elsewhere(words, cited.place, laws)
    if other is not None:
        unit, text = other.citation, cite_text(cite, other.path, other.on)
        help = f"they stand in {unit}: cite that place, or add `in` and its citation after the quotation"
        if other.on is not None:
            help = f"{dated(other, text)}, or add `in {text}` after the quotation"
        others = [Label(s, f"in {unit}") for s in other.spans]
        fixes = [cited_there(cited, text)] if other.alone else []
        return Diagnostic.at(MISQUOTED, span, message, "not here", others=others, help=help, fixes=fixes)
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
