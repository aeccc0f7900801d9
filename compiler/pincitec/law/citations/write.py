"""From what a citation says to words, in three styles. What is written is read back as the same value.

`LEGAL` is how lawyers cite ("NMSA 1978, § 22-10A-11(C)"), `DRAFTING` how New Mexico's laws themselves do ("Subsection C of Section
22-10A-11 NMSA 1978"), `SHORT` leaves out the mark where that is usual ("22-10A-11(C) NMSA 1978").
"""

import re
from collections.abc import Iterator
from enum import Enum

from attrs import evolve

from pincitec.law.citations import codes
from pincitec.law.citations.model import (
    Citation,
    CodePart,
    CodeSection,
    Compilation,
    Page,
    Place,
    PublicLaw,
    Range,
    Regulation,
    Relative,
    SessionLaw,
    Several,
    Step,
    places,
)
from pincitec.law.citations.relative import LEVELS


class Style(Enum):
    LEGAL = "legal"
    DRAFTING = "drafting"
    SHORT = "short"


_LADDER = (r"[A-Z]{1,2}", r"\d{1,3}", r"[a-z]{1,2}")
"""Designators of New Mexico's levels."""
_OUTER = {"chapter": "Chapter", "article": "Article", "section": "Section"}


def write(citation: Citation, style: Style = Style.LEGAL) -> str:
    """The citation in words. Lists and ranges name the code or act once, as they were read."""
    if isinstance(citation, Several | Range):
        stated = places(citation)
        if isinstance(stated[0], Relative):
            return _units_written([p for p in stated if isinstance(p, Relative)], citation, style)
        bodies = iter(_body(place) for place in stated)
        items = citation.items if isinstance(citation, Several) else (citation,)
        words = [_ranged(_take(bodies, len(places(item))), item, style) for item in items]
        alone = isinstance(citation, Range) and citation.last is None
        return _framed(stated[0], _series(words), style, plural=not alone)
    if isinstance(citation, Relative):
        return _relative(citation)
    if isinstance(citation, CodePart):
        return f"{', '.join(f'{_OUTER[step.level]} {step.label}' for step in citation.steps)} NMSA 1978"
    if isinstance(citation, Page):
        return f"{citation.volume} {codes.SERIES[citation.series]} {citation.page}"
    if style is Style.DRAFTING and isinstance(citation, CodeSection) and citation.code == codes.NMSA and _on_ladder(citation.pin):
        named = [_unit(Step(level, label)) for level, label in zip(LEVELS, citation.pin, strict=False)]
        return " of ".join([*reversed(named), write(evolve(citation, pin=()), style)])
    return _framed(citation, _body(citation), style, plural=False)


def _take(bodies: Iterator[str], number: int) -> list[str]:
    return [next(bodies) for _ in range(number)]


def _on_ladder(pin: tuple[str, ...]) -> bool:
    return 0 < len(pin) <= 3 and all(re.fullmatch(form, part) for form, part in zip(_LADDER, pin, strict=False))


def _pins(pin: tuple[str, ...]) -> str:
    return "".join(f"({part})" for part in pin)


def _body(place: Place) -> str:
    if isinstance(place, CodeSection | SessionLaw | PublicLaw | Regulation | Compilation) and place.section is not None:
        return f"{place.section}{_pins(place.pin)}"
    return ""


def _ranged(words: list[str], item: Place | Range, style: Style) -> str:
    if not isinstance(item, Range):
        return words[0]
    return f"{words[0]} {'through' if style is Style.DRAFTING else 'to'} {words[1]}" if len(words) > 1 else f"{words[0]} et seq."


def _series(words: list[str]) -> str:
    """
    >>> _series(["1", "2", "3"]), _series(["1"])
    ('1, 2 and 3', '1')
    """
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def _framed(place: Place, body: str, style: Style, *, plural: bool) -> str:
    """The name of the code or act around the numbers."""
    drafting = style is Style.DRAFTING and not (isinstance(place, SessionLaw) and place.elliptic)
    mark = ("Sections " if plural else "Section ") if drafting else ("§§ " if plural else "§ ")
    marked = f"{mark}{body}"
    short = body if style is Style.SHORT and not plural and not body.endswith("et seq.") else marked
    edition = f" ({place.year})" if isinstance(place, CodeSection | Regulation) and place.year is not None else ""
    if isinstance(place, CodeSection):
        return f"{_of_code(place, marked, short, style)}{' note' if place.note else ''}{edition}"
    if isinstance(place, Regulation):
        return f"{_of_regulations(place, marked, body if short == body else marked, style)}{edition}"
    if isinstance(place, SessionLaw):
        return _of_session(place, marked, style)
    if isinstance(place, PublicLaw):
        name = f"{codes.NUMBERED[place.series]} {place.number}"
        if place.section is None:
            return name
        return f"{marked} of {name}" if style is Style.DRAFTING else f"{name}, {marked}"
    assert isinstance(place, Compilation)
    return f"{place.year} Comp., {marked}"


def _of_code(place: CodeSection, marked: str, short: str, style: Style) -> str:
    if place.code is None:
        return marked
    if place.code == codes.NMSA:
        if style is Style.LEGAL:
            return f"NMSA 1978, {marked}"
        return f"{marked if place.section.isalnum() else short} NMSA 1978"
    if place.code == codes.USC:
        return f"{place.title} {'USC' if style is Style.SHORT else 'U.S.C.'} {short}"
    if place.code == codes.MASS:
        if style is Style.DRAFTING:
            return f"Mass. Gen. Laws Chapter {place.title}, {marked}"
        return f"M.G.L. c. {place.title}, {marked}" if style is Style.SHORT else f"Mass. Gen. Laws ch. {place.title}, {marked}"
    if place.code in codes.CONSTITUTIONS:
        return f"{codes.CONSTITUTIONS[place.code]} {place.title}, {marked}"
    name = codes.STATES[place.code]
    return f"{marked} of the {name}" if style is Style.DRAFTING else f"{name} {marked}"


def _of_regulations(place: Regulation, marked: str, short: str, style: Style) -> str:
    if place.code == codes.NMAC:
        if style is Style.LEGAL:
            return f"N.M. Code R. {marked}"
        return f"{marked if style is Style.DRAFTING and marked.startswith('Sections') else short.removeprefix('Section ')} NMAC"
    if place.code == codes.CMR:
        return f"{place.title} CMR {marked if marked.startswith(('§§', 'Sections')) else marked.split(' ', 1)[1]}"
    if place.code == codes.DCMR:
        return f"{place.title} DCMR {short}"
    name = "CFR" if style is Style.SHORT else "C.F.R."
    if place.section is None:
        return f"{place.title} {name} {'Part' if style is Style.DRAFTING else 'pt.'} {place.part}"
    return f"{place.title} {name} {short}"


def _of_session(place: SessionLaw, marked: str, style: Style) -> str:
    session = f" ({place.session})" if place.session is not None else ""
    chapter = f"Chapter {place.chapter}" if style is Style.DRAFTING and not place.elliptic else f"ch. {place.chapter}"
    section = f", {marked}" if place.section is not None else ""
    if place.elliptic:
        head = f"{place.year}{session}"
    elif place.jurisdiction is None:
        head = f"Laws {place.year}{session}"
    else:
        head = f"N.M. Laws {place.year}{session}" if style is Style.DRAFTING else f"{place.year} N.M. Laws{session}"
    return f"{head}, {chapter}{section}"


# -- relative ones -----------------------------------------------------------------------------------------------------------


def _unit(step: Step, *, plural: bool = False) -> str:
    return f"{step.level.capitalize()}{'s' if plural else ''} {_label(step)}"


def _label(step: Step) -> str:
    return step.label if step.level == "subsection" and re.fullmatch("[A-Z]{1,2}", step.label) else f"({step.label})"


def _relative(place: Relative) -> str:
    groups = _groups(place.steps)
    base = f"this {place.base}" if place.base else ""
    if groups and groups[0][0].level in _OUTER:
        words = [f"{_OUTER.get(g[0].level, '#')} {g[0].label}{_pins(tuple(s.label for s in g[1:]))}".replace("# ", "#") for g in groups]
        return " of ".join([", ".join(words), *([base] if base else [])])
    former = "former " if place.former else ""
    return former + " of ".join(
        [*(_unit(g[0]) + _pins(tuple(s.label for s in g[1:])) for g in reversed(groups)), *([base] if base else [])]
    )


def _groups(steps: tuple[Step, ...]) -> list[list[Step]]:
    """Named steps, each with the designators that follow it without a name."""
    groups: list[list[Step]] = []
    for step in steps:
        if step.level or not groups:
            groups.append([step])
        else:
            groups[-1].append(step)
    return groups


def _units_written(stated: list[Relative], citation: Several | Range, style: Style) -> str:
    """ "Subsections F and G of this section": the innermost units, and once what they lie in."""
    inner = [_groups(place.steps)[-1] for place in stated]
    last = inner[0][0]
    sections = last.level == "section"
    words = iter(
        (step[0].label if sections else _label(step[0])) + _pins(tuple(s.label for s in step[1:])) for step in inner
    )  # fmt: skip
    items = citation.items if isinstance(citation, Several) else (citation,)
    listed = _series([_ranged([next(words) for _ in places(item)], item, style) for item in items])
    above = stated[0].steps[: -len(inner[0])]
    alone = isinstance(citation, Range) and citation.last is None
    head = f"{'former ' if stated[0].former else ''}{last.level.capitalize()}{'' if alone else 's'} {listed}"
    rest = evolve(stated[0], steps=above, former=False)
    if above and above[0].level in _OUTER:
        return f"{_relative(rest)}, {head}"
    return f"{head} of {_relative(rest)}" if above or rest.base else head
