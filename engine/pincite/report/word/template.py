"""Makes the Word template that comes with Pincite: `python -m pincite.report.word.template` writes it beside this file.

What an office wants otherwise it changes in Word, in a copy; this script is only where the first one comes from. Placeholders are those of
docxtpl: `{{ … }}` for a text, `{{r … }}` for a line with its marks, `{%p … %}` around paragraphs, `{%tr … %}` and `{%tc … %}` around rows
and cells of a table. Each placeholder stands in a run of its own, so that Word does not part it.
"""

import io
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pincite.report.word.model import KINDS

FILE: Final = Path(__file__).parent / "citation.docx"
SERIF: Final = "Cambria"
SANS: Final = "Calibri"
MONO: Final = "Consolas"
STYLES: Final[dict[str, tuple[str, float, float, bool, bool]]] = {
    "law": (SERIF, 10.5, 0, False, False),
    "said": (SERIF, 9, 0, False, True),
    "clause": (SERIF, 10.5, 0, True, False),
    "quote": (SERIF, 9.5, 0.5, False, True),
    "element1": (SERIF, 9.5, 0.5, False, False),
    "element2": (SERIF, 9.5, 1.0, False, False),
    "element3": (SERIF, 9.5, 1.5, False, False),
    "note": (SANS, 8.5, 0, False, False),
    "code": (MONO, 7.5, 0.3, False, False),
    "entry": (SERIF, 10, 0.5, False, False),
    "text": (SERIF, 10.5, 0, False, False),
    "sign": (SANS, 10, 0, False, False),
}
"""Font, size in points, indent in centimetres, bold, italic of the style of each kind of line."""

UNUSED: Final = ("stylesWithEffects", "customXml", "thumbnail")
KEPT: Final = (
    "normal", "title", "subtitle", "heading 1", "heading 2", "heading 3", "header", "footer", "table grid", "normal table", "no list",
    "default paragraph font", "title char", "subtitle char", "heading 1 char", "heading 2 char", "heading 3 char", "header char",
    "footer char",
)  # fmt: skip


def make_template() -> bytes:
    """The template, with the same parts whenever it is made."""
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    styles(doc)
    doc.core_properties.author = doc.core_properties.comments = ""
    doc.core_properties.title = "{{ report.title }}"
    doc.core_properties.created = doc.core_properties.modified = datetime(1980, 1, 1)
    section.header.paragraphs[0].add_run("{{ report.title }}: {{ report.subtitle }}").font.size = Pt(8)
    foot(section.footer.paragraphs[0])
    doc.add_paragraph("{{ report.title }}", style="Title")
    doc.add_paragraph("{{ report.subtitle }}", style="Subtitle")
    two_columns(doc, "report.particulars", "pair", ("pair.name", "pair.value"))
    doc.add_paragraph("{%p for line in report.problems %}")
    doc.add_paragraph("{{ line }}", style="Pincite note")
    doc.add_paragraph("{%p endfor %}")
    doc.add_paragraph("{%p for part in report.parts %}")
    heading = doc.add_paragraph("{{ part.number }}  {{ part.title }}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    doc.add_paragraph("{%p for block in part.blocks %}")
    doc.add_paragraph("{%p if block.kind == 'lines' %}")
    line_loop(doc, "block.lines")
    doc.add_paragraph("{%p elif block.kind == 'spread' %}")
    spread(doc)
    doc.add_paragraph("{%p elif block.kind == 'pairs' %}")
    doc.add_paragraph("{{ block.title }}", style="Heading 3")
    two_columns(doc, "block.rows", "row", ("row[0]", "row[1]"))
    doc.add_paragraph("{%p else %}")
    doc.add_paragraph("{{ block.title }}", style="Heading 3")
    listed(doc)
    doc.add_paragraph("{%p endif %}")
    doc.add_paragraph("{%p endfor %}")
    doc.add_paragraph("{%p endfor %}")
    slim(doc)
    stream = io.BytesIO()
    doc.save(stream)
    return stream.getvalue()


def slim(doc: Any) -> None:
    """Without what nothing in the template uses: a picture of an empty page, other tables' styles, data of programs."""
    for relations in (doc.part.rels, doc.part.package.rels):
        for number in [n for n, r in relations.items() if r.reltype.rpartition("/")[2] in UNUSED]:
            del relations[number]
    for style in list(doc.styles.element.iter(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name.lower() not in KEPT and not name.startswith("Pincite "):
            doc.styles.element.remove(style)


def styles(doc: Any) -> None:
    doc.styles["Normal"].font.name = SERIF
    doc.styles["Normal"].font.size = Pt(10.5)
    for name, size in (("Title", 24), ("Subtitle", 13), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11)):
        style = doc.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = SERIF, Pt(size), RGBColor(0x1C, 0x1B, 0x19)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
    for kind, (font, points, indent, bold, italic) in STYLES.items():
        style = doc.styles.add_style(f"Pincite {kind}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = doc.styles["Normal"]
        style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(points), bold, italic
        style.paragraph_format.left_indent = Cm(indent)
        style.paragraph_format.space_after = Pt({"code": 0.0, "sign": 26.0, "note": 3.0}.get(kind, 5.0))
        style.paragraph_format.space_before = Pt(10.0 if kind == "clause" else 0.0)
        style.paragraph_format.keep_with_next = kind in ("clause", "sign")


def style_of(kind: str) -> str:
    return {"heading": "Heading 2", "subheading": "Heading 3"}.get(kind, f"Pincite {kind}")


def line_loop(container: Any, lines: str) -> None:
    """Lines, each in the style of its kind."""
    container.add_paragraph(f"{{%p for line in {lines} %}}")
    for number, kind in enumerate(KINDS):
        container.add_paragraph(f"{{%p {'if' if number == 0 else 'elif'} line.kind == '{kind}' %}}")
        container.add_paragraph("{{r line.text }}", style=style_of(kind))
    container.add_paragraph("{%p endif %}")
    container.add_paragraph("{%p endfor %}")


def spread(doc: Any) -> None:
    """The law on the left, what the rules make of it on the right."""
    table = doc.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, ("block.left", "block.right"), strict=True):
        line_loop(cell, lines)
        cell._tc.remove(cell.paragraphs[0]._p)
        cell.add_paragraph("", style="Pincite note")


def listed(doc: Any) -> None:
    """A table with as many columns as there are headers, or cells in its rows."""
    table = doc.add_table(rows=6, cols=3)
    table.style = "Table Grid"
    texts = (
        ("{%tr if block.headers %}", "", ""),
        ("{%tc for header in block.headers %}", "{{ header }}", "{%tc endfor %}"),
        ("{%tr endif %}", "", ""),
        ("{%tr for row in block.rows %}", "", ""),
        ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = doc.styles["Pincite note"]
    repeat = OxmlElement("w:tblHeader")
    table.rows[1]._tr.get_or_add_trPr().append(repeat)
    table.rows[1].cells[1].paragraphs[0].runs[0].bold = True


def two_columns(doc: Any, items: str, name: str, shown: tuple[str, str]) -> None:
    table = doc.add_table(rows=3, cols=2)
    table.rows[0].cells[0].paragraphs[0].text = f"{{%tr for {name} in {items} %}}"
    table.autofit = False
    for cell, text, width in zip(table.rows[1].cells, shown, (Cm(3.6), Cm(13)), strict=True):
        cell.width = width
        cell.paragraphs[0].text = f"{{{{ {text} }}}}"
        cell.paragraphs[0].style = doc.styles["Pincite note"]
    table.rows[2].cells[0].paragraphs[0].text = "{%tr endfor %}"
    for column, width in zip(table.columns, (Cm(3.6), Cm(13)), strict=True):
        column.width = width


def foot(paragraph: Any) -> None:
    """The digest of what is signed, and the number of the page."""
    paragraph.add_run("{{ report.digest }}").font.size = Pt(6.5)
    paragraph.add_run("\t").font.size = Pt(8)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = text
        run._r.append(made)


if __name__ == "__main__":
    from pincite.report.word.render import settled

    FILE.write_bytes(settled(make_template()))
