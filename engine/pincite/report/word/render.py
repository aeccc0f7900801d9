"""Fills a Word template in with the citation report, by docxtpl in a sandbox: a template sees views and nothing else.

docxtpl is an extra (`pip install 'pincite[docx]'`), imported only here, when a document is asked for. What the law and the rules say is
escaped before it stands in the document. The same report and template give the same bytes.
"""

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pincite.report.pdf import Unavailable
from pincite.report.word.model import Block, Document, Line, Part
from pincite.report.workbook import UNFIT, zipped
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from docxtpl import RichText

MOST_WRITTEN: Final = 200_000_000
"""Bytes of a document, unpacked."""


@frozen
class Shown:
    """A line as a template shows it: its kind, and its text with its marks (for `{{r line.text }}`)."""

    kind: str
    text: "RichText"


class Sandbox(ImmutableSandboxedEnvironment):
    """Without products: in a template, `"x" * 10**9` would be all that is needed to fill a machine."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise TemplateError("a product is not allowed in a template")


def render_docx(document: Document, template: bytes, name: str) -> bytes | Unavailable | Diagnostic:
    """The document as `.docx`; why a template (called `name`) cannot be used is a diagnostic."""
    try:
        from docxtpl import DocxTemplate, RichText
    except ImportError:
        return Unavailable("a Word document needs docxtpl, which is not installed", "pip install 'pincite[docx]'; or write html or md")
    from pincite.report.word.opening import refused_template, unsafe_template

    problem = unsafe_template(template, name)
    if problem is not None:
        return problem
    stream = io.BytesIO()
    try:
        doc = DocxTemplate(io.BytesIO(template))
        doc.render({"report": shown_document(document, RichText)}, jinja_env=Sandbox(undefined=StrictUndefined, autoescape=True))
        doc.save(stream)
    except TemplateError as error:
        return refused_template(name, f"`{name}` cannot be filled in", f"reason: {' '.join(str(error).split())[:200]}")
    except (KeyError, ValueError, AttributeError, TypeError, OverflowError, SyntaxError, zipfile.BadZipFile) as error:
        return refused_template(name, f"`{name}` cannot be filled in", f"reason: {error.__class__.__name__}")
    return settled(stream.getvalue())


def shown_document(document: Document, rich: "type[RichText]") -> dict[str, Any]:
    parts = [shown_part(part, rich) for part in document.parts]
    return {**{name: clean(value) for name, value in document._asdict().items() if name != "parts"}, "parts": parts}


def shown_part(part: Part, rich: "type[RichText]") -> dict[str, Any]:
    return {"name": part.name, "number": part.number, "title": clean(part.title), "blocks": [shown_block(b, rich) for b in part.blocks]}


def shown_block(block: Block, rich: "type[RichText]") -> dict[str, Any]:
    made = {name: [shown_line(line, rich) for line in getattr(block, name)] for name in ("lines", "left", "right")}
    return {"kind": block.kind, "title": clean(block.title), "headers": clean(block.headers), "rows": clean(block.rows), **made}


def shown_line(line: Line, rich: "type[RichText]") -> Shown:
    text = rich()
    for piece in line.pieces:
        text.add(
            clean(piece.text),
            bold=piece.bold,
            italic=piece.italic,
            underline=piece.underline or False,
            strike=piece.struck,
            superscript=piece.raised,
        )
    return Shown(line.kind, text)


def clean(value: Any) -> Any:
    """Texts without characters that XML cannot hold, in whatever they stand."""
    if isinstance(value, str):
        return UNFIT.sub("�", value)
    if isinstance(value, tuple):
        made = tuple(clean(part) for part in value)
        return type(value)(*made) if hasattr(value, "_fields") else made
    return value


def settled(data: bytes) -> bytes:
    """The same parts in an archive that says nothing of when and by what it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in sorted(archive.namelist(), key=lambda n: (n != "[Content_Types].xml", n))})
