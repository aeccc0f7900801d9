"""Words that an act brought into a unit on which clauses rest, and of which no rule speaks.

Beside the eighth check of a file. Where quoted words leave the law, `lapses.py` asks what follows them; here nothing left, but something
came: a second amount, an exception. Words are covered by a quotation of a clause in force, and by a remark. Read off the recorded
operations; only units of which a clause held before the act are looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import field, frozen

from pincitec.check.lapses import Followed, Spoken
from pincitec.check.laws import Laws
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.timing import ARRIVED_AMOUNT
from pincitec.law.figures import Figure, figures
from pincitec.law.flat import FlatText
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import cite_unit, unit_in, units_of
from pincitec.law.quotations import find, occurrences

TURNING: Final = re.compile(
    r"\b(?:shall|must|may|will|should|cannot|not|no|nor|neither|never|none|unless|except|excepting|excluding|without)\b", re.I
)
"""Words that can turn the meaning of those around them."""

Range = tuple[int, int]
Covered = Mapping[str, list[Range]]
"""For units by identity, the ranges of their own words that a rule speaks of."""


@frozen
class Arrival:
    """Uncovered words of one unit from the day `on`: `words` as they stand, in order; `figures` are the numbers among them, `turning` the
    words that may turn the meaning of others. `clauses` rest on the unit."""

    section: str
    citation: str
    on: date
    acts: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[str, ...]
    turning: tuple[str, ...]
    clauses: tuple[Followed, ...] = field(repr=False)


def check_arrivals(
    clauses: Sequence[Followed],
    remarks: Sequence[Spoken],
    laws: Laws,
    names: tuple[str, ...],
    more: Sequence[Followed] = (),
    said: Sequence[Spoken] = (),
) -> list[Diagnostic]:
    """A warning for each amount that came into a unit of these clauses and that no rule speaks of: neither one of these nor, of the
    policies used, a clause (`more`) or a remark (`said`)."""
    sections = sorted({c.place.section for one in clauses for c in one.clause.quotes if c.place.fixed is None})
    found = []
    for section in (laws.sections[s] for s in sections):
        for old, new in zip(section.versions, section.versions[1:], strict=False):
            everything = (*clauses, *more), (*remarks, *said), laws, section
            covered = covered_in(*everything, old), covered_in(*everything, new)
            found += [a for a in arrivals(clauses, covered, names, section, old, new) if a.figures]
    return [told(arrival, laws) for arrival in found]


def told(arrival: Arrival, laws: Laws) -> Diagnostic:
    one, *more = arrival.clauses
    quote = one.clause.quotes[one.clause.own].quote
    amounts = ", ".join(f"`{f}`" for f in arrival.figures[:3])
    others = [Label(f.clause.quotes[f.clause.own].quote.words.inner, "and this clause") for f in more[:2]]
    came = "; ".join(f'"{shortened(w)}"' for w in arrival.words[:3])
    notes = [f"{arrival.citation} was amended by {' and '.join(arrival.acts)}: {came}"]
    message = f"from {arrival.on} the unit states {amounts} too, and no rule speaks of it"
    help = "add a clause that quotes the new words, or say why they are left out: omit … because …"
    return Diagnostic.at(ARRIVED_AMOUNT, quote.words.inner, message, "rests on this unit", others=others, notes=notes, help=help)


def shortened(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:120].rsplit(' ', 1)[0]} …"


def arrivals(
    clauses: Sequence[Followed],
    covered: tuple[Covered, Covered],
    names: tuple[str, ...],
    section: Section,
    old: Version,
    new: Version,
) -> Iterator[Arrival]:
    """The words that came with `new` and that no rule speaks of, unit by unit, in reading order. Nothing where one of the texts is not on
    file whole. `covered`: what the rules speak of in the old text and in the new one (`covered_in`). A number that the unit stated before,
    and of which no rule spoke then, did not come.
    """
    if not (old.complete and new.complete and new.acts):
        return
    before = resting(clauses, section.id, old)
    after = resting(clauses, section.id, new)
    for unit in units_of(new):
        was = unit_in(old, unit.identity)
        if was is None or was.text == unit.text or unit.identity not in before or unit.identity not in after:
            continue
        if any(stand.state == "not_followed" for one in before[unit.identity] for stand in [one.at(new.from_)] if stand is not None):
            continue  # what came is told with the lapse that it made
        then, now = (c.get(unit.identity, []) for c in covered)
        open_ = list(minus(brought(unit, new.acts), now))
        words = tuple(w for start, end in open_ for w in [unit.text[start:end].strip()] if any(c.isalnum() for c in w))
        if not words:
            continue
        passed_over = {(f.kind, f.value) for f in stated(was.text, names) if not overlaps(f, then)}
        came = (f for f in stated(unit.text, names) if overlaps(f, open_) and not overlaps(f, now))
        yield Arrival(
            section.id,
            cite_unit(section, unit.path),
            new.from_,
            new.acts,
            words,
            tuple(dict.fromkeys(f.words for f in came if f.value is None or (f.kind, f.value) not in passed_over)),
            tuple(dict.fromkeys(m.group().lower() for w in words for m in TURNING.finditer(w))),
            after[unit.identity],
        )


def resting(clauses: Sequence[Followed], section: str, version: Version) -> Mapping[str, tuple[Followed, ...]]:
    """For each unit of a version, by identity, the clauses in force whose quotations stand in its own words."""
    found: dict[str, tuple[Followed, ...]] = {}
    for one in clauses:
        stand = one.at(version.from_)
        if stand is None or "in_force" not in (stand.state, stand.before):
            continue
        for cited, fare in zip(one.clause.quotes, stand.fares, strict=True):
            if cited.place.section != section or cited.place.fixed is not None or fare.match is None or fare.flat is None:
                continue
            for identity in own_ranges(fare.flat, fare.match.start, fare.match.end):
                if one not in found.get(identity, ()):
                    found[identity] = (*found.get(identity, ()), one)
    return found


def covered_in(clauses: Iterable[Followed], remarks: Iterable[Spoken], laws: Laws, section: Section, version: Version) -> Covered:
    """For each unit of a version the ranges of its own words that a rule speaks of."""
    found: dict[str, list[Range]] = {}

    def cover(flat: FlatText, segments: Iterable[Range]) -> None:
        for start, end in segments:
            for identity, own in own_ranges(flat, start, end).items():
                found.setdefault(identity, []).append(own)

    for one in clauses:
        stand = one.at(version.from_)
        if stand is None or "in_force" not in (stand.state, stand.before):
            continue
        for cited, fare in zip(one.clause.quotes, stand.fares, strict=True):
            if cited.place.section == section.id and cited.place.fixed is None and fare.match is not None and fare.flat is not None:
                cover(fare.flat, fare.match.segments)
        for p in one.clause.provision.precedence:
            flat = laws.text(one.clause.place, version) if one.clause.place.section == section.id else None
            if flat is not None:
                cover(flat, (s for m in find(p.words.text, flat) for s in m.segments))
    for spoken in remarks:
        flat = laws.text(spoken.place, version) if spoken.place.section == section.id and spoken.place.fixed is None else None
        if flat is None:
            continue
        if spoken.remark.words:
            cover(flat, (s for words in spoken.remark.words for m in find(words.text, flat) for s in m.segments))
        elif spoken.remark.kind != "silent":
            cover(flat, [(0, len(flat.text))] if flat.text else [])
    return found


def own_ranges(flat: FlatText, start: int, end: int) -> dict[str, Range]:
    """For each unit whose own words a stretch touches, which of them: half-open, counted on the unit's own text."""
    low, high = flat.starts[start], flat.starts[end - 1] + 1
    offsets: dict[str, int] = {}
    found: dict[str, Range] = {}
    for run in flat.runs:
        if run.piece is None:
            continue
        identity = run.unit.identity
        origin = run.start - offsets.get(identity, 0)
        offsets[identity] = offsets.get(identity, 0) + len(run.piece.text)
        a, b = max(low, run.start) - origin, min(high, run.end) - origin
        if a < b and run.start < high and low < run.end:
            first, _ = found.get(identity, (a, b))
            found[identity] = (first, b)
    return found


def brought(unit: UnitText, acts: Iterable[str]) -> Iterator[Range]:
    """The ranges of a unit's own words that these acts brought."""
    titles = set(acts)
    position = 0
    for piece in unit.pieces:
        if piece.act in titles:
            yield position, position + len(piece.text)
        position += len(piece.text)


def minus(ranges: Iterable[Range], taken: Iterable[Range]) -> Iterator[Range]:
    """What is left of ranges.

    >>> list(minus([(0, 10)], [(2, 4), (8, 12)]))
    [(0, 2), (4, 8)]
    """
    others = sorted(taken)
    for start, end in ranges:
        low = start
        for a, b in others:
            if a >= end or b <= low:
                continue
            if low < a:
                yield low, a
            low = max(low, b)
        if low < end:
            yield low, end


def stated(text: str, names: tuple[str, ...]) -> list[Figure]:
    """The numbers of a text that are no labels and stand in no declared name."""
    named = [(start, start + len(name)) for name in names for start in occurrences(name, text)]
    return [f for f in figures(text) if not f.label and not any(a <= f.start < b for a, b in named)]


def overlaps(figure: Figure, ranges: Iterable[Range]) -> bool:
    """Whether a part of a number stands in one of the ranges: one that is quoted in part is spoken of."""
    return any(a < figure.number_end and figure.start < b for a, b in ranges)
