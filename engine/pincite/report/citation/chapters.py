"""A section of the law as a chapter of two-column spreads: a unit with its marked words on the left, the clauses that rest on it beside it.

A unit is a spread where a clause or a remark speaks of it; what lies below it belongs to it, down to the next such unit. Words of other
days stand under those that are shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from attrs import frozen

from pincite.facts.display import show_date
from pincite.report.citation.book import INFORMATION, LAW, Book
from pincite.report.citation.cards import card
from pincite.report.citation.law_text import laid_out as lay, paragraph, paragraphs, take
from pincite.report.citation.marks import Marks, marks_in
from pincite.report.citation.remarks import remark
from pincite.report.citation.view import Chapter, Earlier, Paragraph, Spread
from pincite.report.citation.words import days
from pincitec.check.laws import Located
from pincitec.law.model import EndKind, Section, Status, UnitText, Version
from pincitec.law.places import Target, cite_unit, text_of, units_of

INFERRED: Final = "What it said on these days is inferred from the notes and from other texts. Nothing rests on it."


@frozen
class Laid:
    """A chapter before its clauses are written: the texts, by the identity of the unit that begins each spread."""

    section: Section
    owner: Mapping[str, str]
    order: tuple[str, ...]
    texts: Mapping[str, tuple[str, tuple[Paragraph, ...], tuple[Earlier, ...]]]
    beside: tuple[tuple[Located, Paragraph], ...]


def lay_out(book: Book, section: Section) -> Laid:
    """The left column of a chapter. Newest words first, so that each mark has its anchor where it is seen first."""
    shown = book.shown[section.id]
    marked = {id(v): marks_in(book, section, v) for v in section.versions}
    versions = [v for v in (shown,) if v is not None] + [v for v in reversed(section.versions) if v is not shown]
    owner, order = owners(book, section, versions)
    mine = {key: frozenset(i for i, o in owner.items() if o == key) for key in order}
    current = {key: newest(book, section, shown, mine[key], marked) for key in order}
    texts = {key: (current[key][0], current[key][1], tuple(others(book, section, versions, mine[key], marked))) for key in order}
    return Laid(section, owner, order, texts, tuple(quoted_beside(book, section)))


def owners(book: Book, section: Section, versions: Sequence[Version]) -> tuple[dict[str, str], tuple[str, ...]]:
    """For each unit of any day the unit that begins its spread; and these in the order of the text shown, others after them.

    Units of which nothing speaks stand together, from one that something speaks of to the next.
    """
    homes = {c.clause.place.identity for c in book.of(section)}
    homes |= {s.place.identity for m in book.modules for s in m.remarks if s.place.section == section.id}
    owner: dict[str, str] = {}
    order: list[str] = []
    for version in versions:
        alone: str | None = None
        for unit, parent in (pair for top in version.units for pair in with_parents(top, None)):
            if unit.identity in owner:
                alone = owner[unit.identity] if owner[unit.identity] not in homes and version is versions[0] else None
                continue
            above = owner.get(parent.identity) if parent is not None else None
            if unit.identity in homes:
                key, alone = unit.identity, None
            elif above in homes and above is not None:
                key = above
            else:
                key = alone = alone or unit.identity
            owner[unit.identity] = key
            if key == unit.identity:
                order.append(key)
    return owner, tuple(order)


def with_parents(unit: UnitText, parent: UnitText | None) -> Iterator[tuple[UnitText, UnitText | None]]:
    yield unit, parent
    for child in unit.children:
        yield from with_parents(child, unit)


# ---- texts


Words = tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def words_in(version: Version | None, wanted: frozenset[str]) -> Words:
    """The words of some units in a text, as far as they tell one text from another."""
    if version is None:
        return ()
    return tuple(
        (u.identity, u.designator, tuple((p.text, "" if p.status is not Status.UNKNOWN else "?") for p in u.pieces))
        for u in units_of(version)
        if u.identity in wanted
    )


def joined(words: Words) -> tuple[tuple[str, str, str, bool], ...]:
    """Words without regard to how they are cut into pieces."""
    return tuple((i, d, "".join(text for text, _ in pieces), any(hole for _, hole in pieces)) for i, d, pieces in words)


def newest(
    book: Book, section: Section, shown: Version | None, wanted: frozenset[str], marked: Mapping[int, Marks]
) -> tuple[str, tuple[Paragraph, ...]]:
    """The words that are shown first, with the days on which they stand so."""
    if shown is None:
        return "The text of that day is not on file.", ()
    laid = paragraphs(book, section, shown, wanted, marked[id(shown)])
    if not laid:
        return (ended(section, shown) if shown.ended else "Not in the text of these days."), ()
    same = next(group for group in stretches(section.versions, wanted) if any(v is shown for v in group))
    return f"{stood(section, same)}.", laid


def stood(section: Section, versions: Sequence[Version]) -> str:
    """On which days neighbouring texts stand. Only law is in force; a release is published; a day that is assumed is said to be."""
    first, until = versions[0], versions[-1].until
    if section.authority == INFORMATION and until is None and not first.assumed:
        return f"Published {show_date(first.from_)}"
    when = f"{days(first.from_, until)}{' (assumed)' if first.assumed else ''}"
    return f"{'Taken to stand' if first.assumed else 'In force' if section.authority in LAW else 'The text'} {when}"


def ended(section: Section, version: Version) -> str:
    end = version.ended
    if end is None:
        return ""
    gone = "repealed" if end.kind is EndKind.REPEALED else f"recodified as {end.to}"
    return f"{gone[:1].upper()}{gone[1:]} by {end.act}, {days(version.from_, version.until)}."


def stretches(versions: Sequence[Version], wanted: frozenset[str]) -> Iterator[list[Version]]:
    """Neighbouring texts, oldest first, in which these units have the same words. Texts that are not wholly on file, on which nothing
    rests, are apart."""

    def alike(version: Version) -> tuple[object, bool]:
        words = joined(words_in(version, wanted))
        return words, bool(words) and version.complete

    for _, group in groupby(versions, alike):
        yield list(group)


def others(
    book: Book, section: Section, versions: Sequence[Version], wanted: frozenset[str], marked: Mapping[int, Marks]
) -> Iterator[Earlier]:
    """What the units said on other days, the latest first."""
    shown = versions[0] if versions else None
    groups = [g for g in stretches(section.versions, wanted) if all(v is not book.shown[section.id] for v in g)]
    held = [g for g in groups if words_in(g[-1], wanted)]
    for whole, run in groupby(reversed(held), lambda g: g[-1].complete):
        found = list(run)
        if whole:
            for group in found:
                last = group[-1]
                laid = paragraphs(book, section, last, wanted, marked[id(last)])
                title = stood(section, group)
                yield Earlier(title, tuple(dict.fromkeys(a for v in group[:1] for a in v.acts)), laid)
            continue
        newest_, oldest = found[0][-1], found[-1][0]
        fresh = tuple(p for g in found for p in unplaced(book, section, g[-1], wanted, marked))
        title = f"Not wholly on file {days(oldest.from_, newest_.until)}"
        holes = list(dict.fromkeys(p.text for g in found for u in units_of(g[-1]) if u.identity in wanted for p in u.pieces
                                   if p.status is Status.UNKNOWN))  # fmt: skip
        yield Earlier(title, (), fresh, f"What is not on file: {'; '.join(holes)}." if holes else INFERRED)
    absent = [g for g in groups if not words_in(g[-1], wanted) and not g[-1].ended]
    if shown is not None and held_or_shown(book, section, wanted):
        for group in reversed(absent):
            yield Earlier(f"Not in the text {days(group[0].from_, group[-1].until)}", (), (), "")


def held_or_shown(book: Book, section: Section, wanted: frozenset[str]) -> bool:
    shown = book.shown[section.id]
    return bool(words_in(shown, wanted))


def unplaced(book: Book, section: Section, version: Version, wanted: frozenset[str], marked: Mapping[int, Marks]) -> Iterator[Paragraph]:
    """The units of a text that stand nowhere else in the report: so every place has its anchor."""
    for x in lay(section, units_of(version)).values():
        anchor = book.anchors.of(section.id, x.unit.identity, "", version.from_)
        if x.unit.identity in wanted and anchor not in book.placed:
            yield paragraph(book, section, version, x, marked[id(version)].get(x.unit.identity, ()))


def quoted_beside(book: Book, section: Section) -> Iterator[tuple[Located, Paragraph]]:
    """Notes, history lines and annotations of acts that are quoted, each once."""
    from pincite.report.citation.view import Run

    found: dict[str, Located] = {}
    for one in book.quoting.get(section.id, ()):
        for cited in one.clause.quotes:
            if cited.place.fixed is not None and cited.place.section == section.id:
                found.setdefault(cited.place.identity, cited.place)
    for module in book.modules:
        for a in module.applicability:
            if a.section == section.id:
                target = Target("act", f"act:{a.act}", ("act", a.act))
                fixed = text_of(section, target, None)
                if fixed is not None:
                    citation = cite_unit(section, target.path)
                    found.setdefault(target.identity, Located(section.id, target.identity, target.path, citation, fixed))
        for s in module.remarks:
            if s.place.fixed is not None and s.place.section == section.id:
                found.setdefault(s.place.identity, s.place)
    for place in found.values():
        assert place.fixed is not None
        yield place, Paragraph(take(book, book.place(place)), "text", 0, "", (Run(place.fixed.text),))


# ---- the chapter


def chapter(book: Book, laid: Laid) -> Chapter:
    """The chapter with its clauses. Assumes that all chapters have been laid out: a clause may quote words of another."""
    section = laid.section
    shown = book.shown[section.id]
    rests = section.authority != INFORMATION
    mine = book.of(section)
    remarks = [(m, s) for m in book.modules for s in m.remarks if s.place.section == section.id]
    spreads = []
    for key in laid.order:
        when, shown_text, earlier = laid.texts[key]
        clauses = [c for c in mine if laid.owner.get(c.clause.place.identity) == key]
        here = [s for _, s in remarks if laid.owner.get(s.place.identity) == key]
        title = next((c.clause.provision.title.text for c in clauses if c.clause.provision.title), "")
        anchor = take(book, f"spread-{book.anchors.of(section.id, key, '')}")
        cite = cite_unit(section, path_of(section, key))
        spreads.append(
            Spread(
                anchor, cite, title, when, shown_text, earlier,
                tuple(card(book, c) for c in clauses), tuple(remark(book, s) for s in here),
            )
        )  # fmt: skip
    for place, text in laid.beside:
        clauses = [c for c in mine if c.clause.place.identity == place.identity]
        here = [s for _, s in remarks if s.place.identity == place.identity]
        anchor = take(book, f"spread-{book.place(place)}")
        spreads.append(
            Spread(
                anchor, place.citation, "", "Beside the text: the same on every day.", (text,), (),
                tuple(card(book, c) for c in clauses), tuple(remark(book, s) for s in here),
            )
        )  # fmt: skip
    heading = next((u.text for u in units_of(shown) if u.path == ("heading",)), "") if shown is not None else ""
    return Chapter(
        take(book, book.anchors.of_section(section.id)),
        cite_unit(section, ()),
        heading,
        section.authority,
        "" if shown is None else f"{stood(section, [shown])}{acts_of(shown)}.",
        tuple(notices(section, shown)),
        tuple(spreads),
        rests,
    )


def acts_of(version: Version) -> str:
    return f", after {'; '.join(version.acts)}" if version.acts else ""


def path_of(section: Section, identity: str) -> tuple[str, ...]:
    return next((u.path for v in reversed(section.versions) for u in units_of(v) if u.identity == identity), ())


def notices(section: Section, shown: Version | None) -> Iterator[str]:
    """What has to be known of the text before it is read."""
    if shown is None:
        yield "The text of the day chosen is not on file."
    elif shown.assumed:
        yield f"The source bears no date: taken as in force from {show_date(shown.from_)}, because {shown.assumed}."
    if shown is not None and not shown.complete:
        yield "Words of this text are not on file, so nothing is concluded from it."
    if section.horizon.unknown:
        yield f"Nothing on file says until when this text is known to hold: {section.horizon.because}."
    elif section.horizon.known_until is not None:
        yield f"Known to stand until {show_date(section.horizon.known_until)}, because {section.horizon.because}."
