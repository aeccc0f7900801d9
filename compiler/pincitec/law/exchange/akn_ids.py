"""Identifiers of Akoma Ntoso: the addresses of a section and its expressions, and the ids of its units.

An `eId` says where a unit stands in this expression, by its designation; a `wId` says which unit it is, whatever it is called.
Source: OASIS, Akoma Ntoso Naming Convention Version 1.0, sections 4 and 5.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from pincitec.law.exchange.sorts import Sort, sort_of
from pincitec.law.ladder import Level, level
from pincitec.law.model import Section, UnitText, Version

LANGUAGE: Final = "eng"
LEVELS: Final = (
    ("subsection", "subsec"),
    ("paragraph", "para"),
    ("subparagraph", "subpara"),
    ("clause", "cl"),
    ("subclause", "subcl"),
    ("point", "point"),
    ("indent", "indent"),
)
"""The elements of the levels of a ladder, outermost first, with the prefix of their ids."""
_COUNTRY = re.compile(r"[a-z]{2}(-[a-z0-9]{1,3})?")
_UNFIT = re.compile(r"[^A-Za-z0-9.-]+")


@frozen
class Placed:
    """A unit with its ids. `depth`: how many numbered units are around it."""

    unit: UnitText
    sort: Sort
    depth: int
    eid: str
    wid: str
    children: "tuple[Placed, ...]"

    def walk(self) -> "Iterator[Placed]":
        yield self
        for child in self.children:
            yield from child.walk()


@frozen
class Names:
    """The addresses of a section: of the work, and of its expression from a day on."""

    work: str
    day: date
    dated: str
    """What the day in the work's address is the day of."""
    country: str
    number: str
    kind: str
    section: str
    """The `eId` of the section."""

    def expression(self, version: Version) -> str:
        return f"{self.work}/{LANGUAGE}@{version.from_}"


def country_of(section: Section) -> str | None:
    """The country in the identity of a section, such as `us-nm`; None if it begins with none."""
    first = section.id.partition("/")[0]
    return first if _COUNTRY.fullmatch(first) else None


def is_country(code: str) -> bool:
    return _COUNTRY.fullmatch(code) is not None


def names(section: Section, country: str) -> Names:
    """The addresses. The day of the work is that of its oldest enactment on file, else the first day of which a text is on file."""
    enacted = [act.enacted for act in section.acts if act.enacted is not None]
    first = section.versions[0].from_
    day, dated = (min(enacted), "enactment") if enacted and min(enacted) <= first else (first, "first-day-on-file")
    head, _, rest = section.id.partition("/")
    number = slug(rest if rest and _COUNTRY.fullmatch(head) else section.id)
    kind = slug(section.authority) or "law"
    form = "act" if is_act(section) else "doc"
    return Names(f"/akn/{country}/{form}/{kind}/{day}/{number}", day, dated, country, number, kind, f"sec_{number}")


def is_act(section: Section) -> bool:
    """Whether the section is law (an `act`), not guidance or information (a `doc`)."""
    return section.authority in {"statute", "regulation", "local rule"}


def slug(words: str) -> str:
    """Words as part of an address: letters, digits, stops and hyphens.

    >>> slug("Laws 2019, ch. 207, § 23")
    'Laws-2019-ch-207-23'
    """
    return re.sub(r"\.?-+", "-", _UNFIT.sub("-", words)).strip("-.")


def placed(section: Section, version: Version, within: str) -> tuple[Placed, ...]:
    """The units of a version with their ids, which are unique. `within`: the id of the section."""
    levels = [found for sample in section.ladder if (found := level(sample)) is not None]
    return _placed(version.units, levels, 0, within, within, set())


def _placed(units: tuple[UnitText, ...], levels: list[Level], depth: int, eid: str, wid: str, used: set[str]) -> tuple[Placed, ...]:
    found = []
    counts: dict[str, int] = {}
    for unit in units:
        sort = sort_of(unit.path, unit.designator, bool(unit.pieces), levels, depth)
        if sort is Sort.TITLE:
            found.append(Placed(unit, sort, depth, f"{eid}__heading", f"{wid}__heading", ()))
            continue
        prefix = LEVELS[min(depth, len(LEVELS) - 1)][1] if sort is Sort.LEVEL else "hcontainer"
        counts[prefix] = counts.get(prefix, 0) + 1
        label = slug(unit.path[-1]) if sort is Sort.LEVEL else str(counts[prefix])
        own = _unique(f"{eid}__{prefix}_{label}", used)
        last, former, after = unit.identity.rpartition("/")[2].partition("~")
        stable = f"{wid}__{prefix}_{slug(last) if sort is Sort.LEVEL else label}" + (f"-former-{slug(after)}" if former else "")
        below = depth + (sort is Sort.LEVEL)
        found.append(Placed(unit, sort, depth, own, stable, _placed(unit.children, levels, below, own, stable, used)))
    return tuple(found)


def _unique(name: str, used: set[str]) -> str:
    """A name that is not used yet: two units may bear one designation for a while."""
    number = 1
    while (candidate := name if number == 1 else f"{name}-{number}") in used:
        number += 1
    used.add(candidate)
    return candidate
