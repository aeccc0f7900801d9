"""The name of each place of the law in the citation report: the one place that makes it, so that a letter and the report cannot differ.

A unit is named by its section and its designations in the newest text that has it, as in `us-nm-22-10A-11-C`. One that is gone bears the
day on which it ended besides, so that a unit which takes over its designation is another place. Other words of it than its newest are a
place of their own, which bears the first day on which it had them: a letter leads to the words of its day. Names are stable while the
newest text is.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from urllib.parse import quote

from attrs import frozen

from pincitec.graph.texts import SectionText, TextUnit

SAFE: Final = "%/:?&=@+,;~!$*-._"
"""What stands in an address as it was given. All else is written as a code, so that it can end no address in any format."""


@frozen
class Anchors:
    """The anchors of all places on file: by section and identity of the unit. No two are alike."""

    units: Mapping[tuple[str, str], str]
    sections: Mapping[str, SectionText]
    former: Mapping[tuple[str, str, date], str]
    """By the first day of a text, the anchors of units that have other words in it than in the newest text that has them."""

    def of(self, section: str, identity: str, citation: str, on: date | None = None) -> str:
        """The anchor of a place with the words of a day, or (None) with its newest; of words beside the text (a note, a history line),
        which have no unit, by how they are cited. Where words of that day are not on file it is that of the newest."""
        if on is not None and section in self.sections:
            version = self.sections[section].on(on)
            if version is not None and (section, identity, version.from_) in self.former:
                return self.former[section, identity, version.from_]
        return self.units.get((section, identity)) or self.beside(section, citation)

    def of_section(self, section: str) -> str:
        return self.units[section, ""]

    def beside(self, section: str, citation: str) -> str:
        """The anchor of words beside the text of a section. No designation makes one like it: they are marked by a dot."""
        cite = self.sections[section].cite if section in self.sections else ""
        return f"{slug(section)}.{slug(citation.removeprefix(cite))}"


def anchors(sections: Iterable[SectionText]) -> Anchors:
    """The anchors of all places of some sections: those of a pack in its order, then others. Of two places that would be named alike, the
    later one is numbered."""
    ordered = list(sections)
    units: dict[tuple[str, str], str] = {}
    taken: set[str] = set()

    def take(section: str, identity: str, name: str) -> None:
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name}.{number}"
        taken.add(free)
        units[section, identity] = free

    for section in ordered:
        take(section.id, "", slug(section.id))
    for section in ordered:
        for i, version in enumerate(reversed(section.versions)):
            for unit in (u for top in version.units for u in top.walk()):
                if (section.id, unit.identity) not in units:
                    ended = f".until-{version.until.isoformat()}" if i and version.until is not None else ""
                    take(section.id, unit.identity, "-".join([slug(section.id), *map(slug, unit.path)]) + ended)
    former: dict[tuple[str, str, date], str] = {}
    for section in ordered:
        newest = {u.identity: words(u) for v in section.versions for top in v.units for u in top.walk()}
        names: dict[tuple[str, str], str] = {}
        for version in section.versions:
            for unit in (u for top in version.units for u in top.walk()):
                own = words(unit)
                if own is None or newest[unit.identity] is None or own == newest[unit.identity]:
                    continue
                if (unit.identity, own) not in names:
                    names[unit.identity, own] = f"{units[section.id, unit.identity]}.from-{version.from_.isoformat()}"
                former[section.id, unit.identity, version.from_] = names[unit.identity, own]
    return Anchors(units, {s.id: s for s in ordered}, former)


def words(unit: TextUnit) -> str | None:
    """A unit's own words; None where some are not on file."""
    return None if any(p.status == "unknown" for p in unit.pieces) else "".join(p.text for p in unit.pieces)


def slug(text: str) -> str:
    """Letters and digits of a text, with one hyphen for all that lies between them.

    >>> slug("us-nm/22-10A-11"), slug("3 Years (480 days):"), slug("¶2")
    ('us-nm-22-10A-11', '3-Years-480-days', 'p2')
    """
    kept = "".join(c if c.isalnum() else " " for c in text.replace("¶", "p"))
    return "-".join(kept.split())


def link(report: str, anchor: str) -> str:
    """The address of a place in a report that lies at `report`, a path or URL as the reader's program resolves it.

    >>> link("review/report.html", "us-nm-22-10A-11-C")
    'review/report.html#us-nm-22-10A-11-C'
    """
    return f"{quote(report.partition('#')[0], safe=SAFE)}#{quote(anchor, safe='-._~')}"
