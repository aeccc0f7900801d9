"""Pages for the tests of imports, and the import of a page."""

import hashlib
import re
from datetime import date
from pathlib import PurePosixPath

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.importing.annotated import Imported, Wanted, import_annotated
from pincitec.law.importing.written import Origin
from pincitec.law.model import Status, UnitText, Version
from pincitec.law.normalise import normalise
from pincitec.law.places import units_of


def attempt(page: str, wanted: Wanted | None = None) -> Imported | list[Diagnostic]:
    origin = Origin("s", PurePosixPath("sources/page.txt"), hashlib.sha256(page.encode()).hexdigest(), "made up for a test")
    return import_annotated(Source("page.txt", page), page, origin, wanted or Wanted())


def bring(page: str, wanted: Wanted | None = None) -> Imported:
    """The page imported, which must work."""
    imported = attempt(page, wanted)
    assert not isinstance(imported, list), [f"{p.rule.code} {p.message}" for p in imported]
    return imported


def refusals(page: str, wanted: Wanted | None = None) -> list[tuple[str, str, str]]:
    """(code, message, underlined text) of each reason why a page is not imported."""
    problems = attempt(page, wanted)
    assert isinstance(problems, list)
    assert all(problem.span.path == "page.txt" for problem in problems)
    return [(p.rule.code, p.message, page[p.span.start : p.span.end]) for p in problems]


def version(imported: Imported, day: date) -> Version | None:
    return next((v for v in imported.section.versions if v.from_ <= day and (v.until is None or day < v.until)), None)


def known(unit: UnitText) -> bool:
    return all(piece.status is not Status.UNKNOWN for piece in unit.pieces)


def texts(of: Version) -> dict[tuple[str, ...], str]:
    """The own words of each unit by its designations; two of one designation are told apart by `~`."""
    found: dict[tuple[str, ...], str] = {}
    for unit in units_of(of):
        path = unit.path
        while path in found:
            path = (*path[:-1], f"{path[-1]}~")
        found[path] = unit.text
    return found


def fits(unit: UnitText, words: str) -> bool:
    """Whether the words of a unit that are on file stand so in `words`, with anything where they are not on file."""
    if any(piece.text.startswith("⟨somewhere in this unit") for piece in unit.pieces):
        return True
    parts = (".*" if piece.status is Status.UNKNOWN else re.escape(normalise(piece.text)) for piece in unit.pieces)
    return re.fullmatch(re.sub(r"(?:\\ )*\.\*(?:\\ )*", ".*", "".join(parts)), normalise(words)) is not None


def acts(imported: Imported) -> str:
    """The acts of the file without their notes."""
    first = re.search(r"^(?:act|reconcile|together) ", imported.text, re.MULTILINE)
    assert first is not None
    without_notes = re.sub(r"  note .*\{\n(?:[^}].*\n|\n)*\}\n", "", imported.text[first.start() :])
    return re.sub(r"\n{2,}", "\n", without_notes.replace(" {\n}\n", "\n"))


def told(imported: Imported, page: str) -> list[str]:
    return [f"{page.count(chr(10), 0, entry.span.start) + 1}: {entry.about}: {entry.words}" for entry in imported.told]
