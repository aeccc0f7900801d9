"""The parts of an `.xlsx` file: a zip archive of XML, opened with limits, from which nothing is unpacked and nothing run.

What reaches outside the file or hides in it is refused: macros, encryption, document types (and so entities of any kind), and parts that
grow beyond a limit however small they are packed. Source: ECMA-376 (Office Open XML), part 2.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from attrs import define, field

from pincite.facts.tables.model import refused
from pincite.facts.tree import Refused
from pincitec.diagnostics import Span
from pincitec.diagnostics.catalogue import facts as rules

MOST_PARTS: Final = 1_000
MOST_UNPACKED: Final = 20_000_000
"""Bytes of one part, unpacked."""
DEEPEST: Final = 40
MOST_ELEMENTS: Final = 2_000_000

COMPOUND: Final = b"\xd0\xcf\x11\xe0"
"""How files begin that are encrypted, or older than `.xlsx`."""
SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)
RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError)
"""What the archive's own module raises for archives that are none."""

Ended = Callable[[tuple[str, ...], dict[str, str], str], None]
"""Called at the end of each element, with its path, its attributes and the text directly in it."""


@define
class Package:
    """An open workbook file; `path` is how messages call it."""

    path: str
    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises `Refused`."""
        if name not in self.names:
            raise self.broken(f"it has no part `{name[:100]}`")
        try:
            with self.archive.open(name) as stream:
                data = stream.read(MOST_UNPACKED + 1)
        except BROKEN:
            raise self.broken(f"its part `{name[:100]}` cannot be unpacked") from None
        if len(data) > MOST_UNPACKED:
            message = f"a part of `{self.path}` is larger than {MOST_UNPACKED:,} bytes"
            raise refused(rules.TOO_LARGE, self.span, message, "keep the records of one case in the workbook")
        return data

    def walk(self, name: str, ended: Ended) -> None:
        """Reads a part of XML, calling `ended` for each element as it closes. Raises `Refused`."""
        walker = Walker(self, ended)
        try:
            walker.parser.Parse(self.part(name), True)
        except (expat.ExpatError, ValueError):
            raise self.broken(f"its part `{name[:100]}` is not well-formed XML") from None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part leads to, by id: the last word of the type, and the name of the part. What lies outside the file is left out."""
        found: dict[str, tuple[str, str]] = {}
        folder, base = posixpath.split(name)

        def ended(path: tuple[str, ...], attributes: dict[str, str], text: str) -> None:
            if path[-1:] == ("Relationship",) and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

        beside = posixpath.join(folder, "_rels", f"{base}.rels")
        if beside in self.names:
            self.walk(beside, ended)
        return found

    @property
    def span(self) -> Span:
        return Span(self.path, 0, 0)

    def broken(self, reason: str) -> Refused:
        help = "open it in a spreadsheet program and save it again as `.xlsx`, or save the sheet as CSV"
        return refused(rules.TABLE_UNREADABLE, self.span, f"`{self.path}` is not a whole workbook", help, f"reason: {reason}")


@define
class Walker:
    """Expat's events as closed elements, without document types and without end."""

    package: Package
    ended: Ended
    parser: expat.XMLParserType = field(init=False)
    path: list[str] = field(factory=list)
    attributes: list[dict[str, str]] = field(factory=list)
    texts: list[list[str]] = field(factory=list)
    count: int = 0

    def __attrs_post_init__(self) -> None:
        self.parser = expat.ParserCreate(None, " ")
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def document_type(self, *declared: object) -> None:
        help = "open it in a spreadsheet program and save it again as `.xlsx`"
        message = f"`{self.package.path}` declares a document type, which no spreadsheet program writes"
        raise refused(rules.TABLE_UNREADABLE, self.package.span, message, help)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.path) >= DEEPEST or self.count > MOST_ELEMENTS:
            message = f"`{self.package.path}` is nested too deeply or has too many parts"
            raise refused(rules.TOO_LARGE, self.package.span, message, "keep the records of one case in the workbook")
        space, _, local = name.rpartition(" ")
        self.path.append(local if space in SPREADSHEET else f"?{local}")
        self.attributes.append({related(key): value for key, value in attributes.items()})
        self.texts.append([])

    def end(self, name: str) -> None:
        path, attributes, text = tuple(self.path), self.attributes.pop(), "".join(self.texts.pop())
        self.path.pop()
        self.ended(path, attributes, text)

    def characters(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(text)


def related(name: str) -> str:
    """An attribute's name; that of a relationship as `r:id`, any other of a namespace as it is."""
    space, _, local = name.rpartition(" ")
    return f"r:{local}" if space in RELATION else name


def open_package(data: bytes, path: str) -> Package:
    """The file as a package. Raises `Refused`."""
    span = Span(path, 0, 0)
    plain = "save it as `.xlsx` without a password, or save the sheet as CSV"
    if data.startswith(COMPOUND):
        raise refused(rules.TABLE_UNREADABLE, span, f"`{path}` is encrypted, or a workbook of an older kind", plain)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except BROKEN:
        help = "save the sheet as `.xlsx` or as CSV"
        raise refused(rules.TABLE_UNREADABLE, span, f"`{path}` is not an `.xlsx` workbook", help) from None
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise refused(rules.TOO_LARGE, span, f"`{path}` has too many parts, or two of one name", plain)
    if any(part.flag_bits & 1 for part in parts):
        raise refused(rules.TABLE_UNREADABLE, span, f"`{path}` is encrypted", plain)
    package = Package(path, archive, frozenset(names))
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names) or b"macroEnabled" in package.part(
        "[Content_Types].xml"
    ):
        raise refused(rules.TABLE_UNREADABLE, span, f"`{path}` holds macros", "save it as `.xlsx`, which holds none; nothing was run")
    return package
