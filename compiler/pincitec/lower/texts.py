"""Sections of law → the texts that a pack carries."""

from pincitec.graph.texts import SectionText, TextPiece, TextUnit, TextVersion
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import cite_unit


def section_text(section: Section) -> SectionText:
    """The versions of a section with their units, citable and quotable without the compiler."""
    versions = tuple(
        TextVersion(v.from_, v.until, v.complete, v.assumed, v.acts, tuple(unit_text(section, u) for u in v.units))
        for v in section.versions
    )
    horizon = section.horizon
    cite = section.cites[0] if section.cites else section.id
    return SectionText(section.id, cite, section.authority, horizon.known_until, horizon.unknown, horizon.because, versions)


def version_text(section: Section, version: Version) -> TextVersion:
    units = tuple(unit_text(section, u) for u in version.units)
    return TextVersion(version.from_, version.until, version.complete, version.assumed, version.acts, units)


def unit_text(section: Section, unit: UnitText) -> TextUnit:
    pieces = tuple(TextPiece(p.text, p.status.value, p.act) for p in unit.pieces)
    children = tuple(unit_text(section, c) for c in unit.children)
    return TextUnit(unit.identity, unit.path, unit.designator, cite_unit(section, unit.path), pieces, children)
