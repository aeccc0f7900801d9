"""Whether a file is a plain Word template: no macros, no objects, nothing outside it, nothing that unpacks without end.

A template is edited in Word by whoever works on the project; what came from elsewhere must not carry anything but words and their looks.
"""

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Final

from pincite.facts.tables.package import BROKEN, COMPOUND, MOST_PARTS, MOST_UNPACKED
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.files import OUTSIDE_PROJECT, TEMPLATE_REFUSED
from pincitec.diagnostics.reading import not_found
from pincitec.project import Project

MOST_BYTES: Final = 5_000_000
MOST_TOGETHER: Final = 60_000_000
EXTERNAL: Final = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>', re.IGNORECASE)
ACTIVE: Final = ("vbaproject", "activex/", "embeddings/", "oleobject", "attachedtemplate")


OWN: Final = Path(__file__).parent / "citation.docx"


def read_template(project: Project) -> tuple[bytes, str] | Diagnostic:
    """The template of a project with its name: the office's, which lies in the project, or the one that comes with Pincite."""
    name = project.report.docx_template
    if name is None:
        return OWN.read_bytes(), OWN.name
    path = project.root / name
    try:
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(os.path.realpath(project.root)):
            help = "copy the template into the project, and name it as it lies there"
            return Diagnostic.at(OUTSIDE_PROJECT, Span(name, 0, 0), f"`{name}` leads out of the project", help=help)
        if real.exists() and not real.is_file():
            return refused_template(name, f"`{name}` is not a plain file")
        with open(real, "rb") as stream:
            return stream.read(MOST_BYTES + 1), name
    except FileNotFoundError:
        return not_found(path, name)
    except (OSError, ValueError):
        return refused_template(name, f"`{name}` cannot be read")


def unsafe_template(data: bytes, name: str) -> Diagnostic | None:
    """Why a file may not be used as a template; None if it may."""
    if data.startswith(COMPOUND):
        return refused_template(name, f"`{name}` is encrypted, or a document of an older kind")
    if len(data) > MOST_BYTES:
        return refused_template(name, f"`{name}` is larger than {MOST_BYTES:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return unsafe_parts(archive, name)
    except BROKEN:
        return refused_template(name, f"`{name}` is not a `.docx` document")


def unsafe_parts(archive: zipfile.ZipFile, name: str) -> Diagnostic | None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or any(part.flag_bits & 1 for part in parts):
        return refused_template(name, f"`{name}` has too many parts, two of one name, or encrypted ones")
    active = next((part for part in names if any(word in part.lower() for word in ACTIVE)), None)
    if active is not None:
        return refused_template(name, f"`{name}` holds macros or objects", f"part: {active[:100]}")
    together = 0
    for part in parts:
        with archive.open(part) as stream:
            content = stream.read(MOST_UNPACKED + 1)
        together += len(content)
        if len(content) > MOST_UNPACKED or together > MOST_TOGETHER:
            return refused_template(name, f"`{name}` unpacks to more than a template can hold")
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content.upper():
            return refused_template(name, f"`{name}` declares a document type", f"part: {part.filename[:100]}")
        if part.filename.endswith((".xml", ".rels")) and b"\x00" in content:
            return refused_template(name, f"`{name}` has a part that is not UTF-8", f"part: {part.filename[:100]}")
        if part.filename == "[Content_Types].xml" and b"macroenabled" in content.lower():
            return refused_template(name, f"`{name}` holds macros or objects")
        if part.filename.endswith(".rels"):
            outside = next((link for link in EXTERNAL.findall(content) if b"/hyperlink" not in link), None)
            if outside is not None:
                return refused_template(name, f"`{name}` leads to something outside it", f"part: {part.filename[:100]}")
    return None


def refused_template(name: str, message: str, *notes: str) -> Diagnostic:
    help = "start from a copy of the template that comes with Pincite, and change it in Word"
    return Diagnostic.at(TEMPLATE_REFUSED, Span(name, 0, 0), message, notes=notes, help=help)
