"""Sections of law → the texts that a pack carries."""

from datetime import date

from pincitec.graph.texts import ActNotice, SectionText, TextPiece, TextUnit, TextVersion
from pincitec.law.events import outermost
from pincitec.law.known import counted_as_known
from pincitec.law.model import Act, Section, UnitText, Version
from pincitec.law.places import changed_by, cite_unit


def section_text(section: Section) -> SectionText:
    """The versions of a section with their units, citable and quotable without the compiler."""
    versions = tuple(
        TextVersion(v.from_, v.until, v.complete, v.assumed, v.acts, tuple(unit_text(section, u) for u in v.units))
        for v in section.versions
    )
    horizon = section.horizon
    cite = section.cites[0] if section.cites else section.id
    return SectionText(
        section.id, cite, section.authority, horizon.known_until, horizon.unknown, horizon.because, versions, notices(section)
    )


def notices(section: Section) -> tuple[ActNotice, ...]:
    """The acts of a section that reach back, those that wait, and those that are counted as known on the day of knowledge."""
    made = []
    for act in section.acts:
        places, identities = places_of(section, act)
        if act.waits and act.condition is not None:
            made.append(ActNotice("waiting", act.title, act.enacted, None, act.condition.words, act.enacted, places, identities))
        for period in act.periods if act.retroactive is not None and act.known_from is not None else ():
            assert act.known_from is not None and act.retroactive is not None
            until = act.known_from if period.until is None else min(act.known_from, period.until)
            if period.from_ < until:
                day = act.enacted or act.known_from
                made.append(ActNotice("retroactive", act.title, period.from_, until, act.retroactive, day, places, identities))
    for act in counted_as_known(section):
        places, identities = places_of(section, act)
        spans: list[tuple[date | None, date | None]] = [(period.from_, period.until) for period in act.periods]
        made += [ActNotice("undated", act.title, from_, until, "", None, places, identities) for from_, until in spans or [(None, None)]]
    return tuple(made)


def places_of(section: Section, act: Act) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that an act changes, as cited, and the outermost units around them by identity. None where it may change any."""
    outer = outermost(act)
    if outer is None:
        return (), ()
    cites = tuple(
        dict.fromkeys(cite_unit(section, place.path) for operation in act.operations for place in (operation.place,) if place.path)
    )
    return cites, tuple(sorted(changed_by(section, act, outer) or ()))


def version_text(section: Section, version: Version) -> TextVersion:
    units = tuple(unit_text(section, u) for u in version.units)
    return TextVersion(version.from_, version.until, version.complete, version.assumed, version.acts, units)


def unit_text(section: Section, unit: UnitText) -> TextUnit:
    pieces = tuple(TextPiece(p.text, p.status.value, p.act) for p in unit.pieces)
    children = tuple(unit_text(section, c) for c in unit.children)
    return TextUnit(unit.identity, unit.path, unit.designator, cite_unit(section, unit.path), pieces, children)
