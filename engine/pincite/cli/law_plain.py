"""What `pincite law show --format json` prints: the text of a day, and the tables of contents (`docs/schemas/law-text-1.json`)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from pincite.cli.law_contents import contents_plain
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import cite_unit

SCHEMA: Final = "pincite-law-text/1"


def text_document(
    section: Section, path: tuple[str, ...], day: date | None, version: Version | None, units: Iterable[UnitText]
) -> dict[str, Any]:
    """The units of a day. `version` is None where no text of the day is on file, and for notes, acts and the history line."""
    return {
        **_head(section, path),
        "on": str(day) if day is not None else None,
        "known_on": str(section.known_on) if section.known_on is not None else None,
        "version": _version(version) if version is not None else None,
        "units": [_unit(unit) for unit in units],
    }


def contents_document(section: Section) -> dict[str, Any]:
    return {**_head(section, ()), "contents": contents_plain(section)}


def _head(section: Section, path: tuple[str, ...]) -> dict[str, Any]:
    horizon = section.horizon.known_until
    return {
        "schema": SCHEMA,
        "section": section.id,
        "path": list(path),
        "cite": cite_unit(section, path),
        "authority": section.authority,
        "known_until": str(horizon) if horizon is not None else None,
    }


def _version(version: Version) -> dict[str, Any]:
    ended = version.ended
    return {
        "from": str(version.from_),
        "until": str(version.until) if version.until is not None else None,
        "complete": version.complete,
        "acts": list(version.acts),
        "assumed": version.assumed,
        "ended": {"how": ended.kind.value, "act": ended.act, "to": ended.to} if ended is not None else None,
    }


def _unit(unit: UnitText) -> dict[str, Any]:
    return {
        "path": list(unit.path),
        "designator": unit.designator,
        "pieces": [{"text": piece.text, "status": piece.status.value, "act": piece.act} for piece in unit.pieces],
        "units": [_unit(child) for child in unit.children],
    }
