"""How a quotation fares over time: the one place that decides which status it has on which days, and on what evidence.

Assumes how its words fared in the text of each era (`fares.py`). Similarity never gives a status: it may only suggest.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256

from attrs import evolve

from pincitec.check.changes import acts_between, redline_words, words_now
from pincitec.check.clauses import Cited
from pincitec.check.eras import Era
from pincitec.check.fares import Fare
from pincitec.check.laws import Laws
from pincitec.check.moves import moved_to
from pincitec.check.quotations import Evidence, Move, QuoteStatus, Stretch
from pincitec.law.flat import FlatText
from pincitec.law.model import Section, UnitText
from pincitec.law.places import unit_in

Faring = Sequence[tuple[Era, Fare]]
"""How the words of a quotation fare in each era, oldest first."""


def statuses(cited: Cited, faring: Faring, laws: Laws) -> tuple[Stretch, ...]:
    """The status of a quotation on every day, from the beginning of time on, with neighbours of one status and evidence joined."""
    section = laws.sections[cited.place.section]
    known_until = section.horizon.known_until
    made: list[Stretch] = []
    for i in range(len(faring)):
        stretch = status_in(i, faring, cited, section)
        for part in past_horizon(stretch, known_until) if cited.place.fixed is None else (stretch,):
            if made and made[-1].status is part.status and made[-1].evidence == part.evidence and made[-1].until == part.from_:
                made[-1] = evolve(made[-1], until=part.until)
            else:
                made.append(part)
    return tuple(made)


def status_in(i: int, faring: Faring, cited: Cited, section: Section) -> Stretch:
    """The status in one era with its evidence, horizon apart."""
    era, fare = faring[i]
    status = decide(i, faring, cited, section)
    evidence = text_of(fare.flat)
    match status:
        case QuoteStatus.VERIFIED:
            evidence = found(fare)
        case QuoteStatus.AMBIGUOUS:
            evidence = evolve(evidence, hits=fare.hits)
        case QuoteStatus.UNVERIFIABLE if fare.match is not None:
            evidence = evolve(found(fare), because="the quoted characters are inferred in the file")
        case QuoteStatus.UNVERIFIABLE:
            evidence = evolve(evidence, because="the text of these days is not on file")
        case QuoteStatus.AMENDED:
            evidence = gone(cited, faring, last(faring[:i]), section)
        case QuoteStatus.ORPHANED:
            evidence = Evidence(acts=removed_by(cited, faring[: i + 1], section))
        case QuoteStatus.NOT_YET:
            later = next((e for e, f in faring[i:] if f.status == "verified"), None)
            evidence = evidence if later is None else evolve(evidence, acts=acts_of(later, section))
        case QuoteStatus.MOVED:
            evidence = evolve(evidence, move=move_of(cited, section))
    return Stretch(status, era.from_, era.until, evidence)


def decide(i: int, faring: Faring, cited: Cited, section: Section) -> QuoteStatus:
    """The status in one era, horizon and lock file apart."""
    fare = faring[i][1]
    if fare.status != "absent":
        return {"verified": QuoteStatus.VERIFIED, "ambiguous": QuoteStatus.AMBIGUOUS}.get(fare.status, QuoteStatus.UNVERIFIABLE)
    if fare.flat is None and any(unit_of(cited, era, section) is not None for era, _ in faring[:i]):
        return QuoteStatus.ORPHANED
    if last(faring[:i]) is not None:
        return QuoteStatus.ORPHANED if fare.flat is None else QuoteStatus.AMENDED
    if fare.flat is None or any(f.status == "verified" for _, f in faring[i:]):
        return QuoteStatus.NOT_YET
    return QuoteStatus.MISQUOTED if move_of(cited, section) is None else QuoteStatus.MOVED


def move_of(cited: Cited, section: Section) -> Move | None:
    """Where words are that stand nowhere in the cited place, if its designation was that of another unit before."""
    if cited.place.fixed is not None:
        return None
    return moved_to(cited.quote.words.text, cited.place.identity, cited.place.path, section)


def last(faring: Faring) -> int | None:
    """The last era in which the words stood, by number."""
    return next((i for i in reversed(range(len(faring))) if faring[i][1].status == "verified"), None)


def gone(cited: Cited, faring: Faring, stood: int | None, section: Section) -> Evidence:
    """What became of words that stood and stand no more, in the first era without them: changed by an act."""
    assert stood is not None  # INVARIANT: they stood
    era, fare = faring[stood]
    then = next(e for e, f in faring[stood:] if f.status == "absent")
    old, new = era.versions[section.id], then.versions[section.id]
    if old is None or new is None or fare.flat is None or fare.match is None:
        return Evidence()
    unit = unit_in(old, cited.place.identity)
    marked = "" if unit is None else redline_words(unit, section, old, new)
    now = words_now(fare.flat, fare.match.start, fare.match.end, section, old, new) if len(fare.match.segments) == 1 else None
    return Evidence(acts=acts_between(section, old, new), redline=marked, now=now)


def unit_of(cited: Cited, era: Era, section: Section) -> UnitText | None:
    """The cited unit in an era, with or without words on file; of an era without a text, None."""
    version = era.versions[section.id]
    return None if version is None else unit_in(version, cited.place.identity)


def removed_by(cited: Cited, faring: Faring, section: Section) -> tuple[str, ...]:
    """The acts from whose day on the cited unit is gone, if it stood before the last of these eras and does not in it."""
    stood = next((i for i in reversed(range(len(faring))) if unit_of(cited, faring[i][0], section) is not None), None)
    return () if stood is None or stood + 1 == len(faring) else acts_of(faring[stood + 1][0], section)


def acts_of(era: Era, section: Section) -> tuple[str, ...]:
    version = era.versions[section.id]
    return version.acts if version is not None else ()


def found(fare: Fare) -> Evidence:
    """Words that were found: where, in which text, and how sure."""
    assert fare.match is not None and fare.flat is not None
    strength = fare.flat.status(fare.match.start, fare.match.end)
    return evolve(text_of(fare.flat), start=fare.match.start, end=fare.match.end, strength=strength.value, hits=1)


def text_of(flat: FlatText | None) -> Evidence:
    """The text of the unit in which the words were sought. Of one that is not wholly on file no hash is made: a hole is no text."""
    if flat is None or flat.has_unknown:
        return Evidence()
    return Evidence(sha256=sha256(flat.text.encode()).hexdigest())


def past_horizon(stretch: Stretch, known_until: date | None) -> Iterator[Stretch]:
    """The stretch, cut where what the source shows ends: from the day after on, words stand only as last known."""
    if stretch.status is not QuoteStatus.VERIFIED or known_until is None:
        yield stretch
        return
    beyond = known_until + timedelta(days=1)
    if stretch.from_ is None or stretch.from_ < beyond:
        yield evolve(stretch, until=beyond if stretch.until is None or beyond < stretch.until else stretch.until)
    if stretch.until is None or beyond < stretch.until:
        from_ = beyond if stretch.from_ is None else max(beyond, stretch.from_)
        yield evolve(stretch, status=QuoteStatus.BEYOND_HORIZON, from_=from_)
