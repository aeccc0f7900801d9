"""The units that a designation names on a day. It may be two for a while, and yesterday's D may be today's E."""

from datetime import date

from pincite.cli.law_open import not_on_file
from pincite.cli.law_text import long_date
from pincite.cli.streams import Exit, escape, result, talk
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.normalise import normalise
from pincitec.law.places import cite_unit, find_unit, unit_in, units_of


def named_on(version: Version, path: tuple[str, ...]) -> tuple[UnitText, ...]:
    """All units that bear these designations in a version, in reading order."""
    wanted = tuple(normalise(part).strip().removesuffix(":") for part in path)
    return tuple(unit for unit in units_of(version) if unit.path == wanted)


def several(section: Section, path: tuple[str, ...], units: tuple[UnitText, ...], day: date) -> list[str]:
    """What to say where a designation names more than one unit."""
    if len(units) < 2:
        return []
    return [f"{len(units)} units are designated {cite_unit(section, path)} on {long_date(day)}; all of them are shown"]


def none_named(section: Section, path: tuple[str, ...], day: date, version: Version) -> int:
    """Says that no unit is designated so on a day, and what became of the one that is on other days. Returns the exit code."""
    cited = escape(cite_unit(section, path))
    other = find_unit(section, path)
    then = unit_in(version, other.identity) if other is not None else None
    borne = other is not None or any(named_on(v, path) for v in section.versions)
    if borne and not version.complete and then is None:
        result(not_on_file(section, path, day))
        return Exit.FINDINGS
    if then is not None:
        was = escape(cite_unit(section, then.path))
        result(f"no unit is designated {cited} on {long_date(day)}; the one that is at other times was {was} then")
        return Exit.FINDINGS
    if borne:
        result(f"{cited} does not exist on {long_date(day)}")
        return Exit.FINDINGS
    units = ", ".join(dict.fromkeys(escape(cite_unit(section, unit.path)) for unit in version.units))
    talk(f"error: there is no unit {cited}\nhelp: the units that day are {units}")
    return Exit.USAGE
