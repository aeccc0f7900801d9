"""A letter in one of its formats: by the templates that come with Pincite, or by the office's own where it has some for the format."""

from typing import TYPE_CHECKING

from pincite.report.render import WIDTH, render_html, render_markdown, render_text
from pincite.report.view import Letter
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pincite.report.office.family import Family


def write_letter(letter: Letter, kind: str, templates: "Family | None" = None, width: int = WIDTH) -> str | list[Diagnostic]:
    """The letter as `text`, `md` or `html`; or what is wrong with the office's templates, or with what they make of the letter. `width` in
    columns is for text."""
    if templates is not None and templates.has(kind):
        from pincite.report.office.rendering import written

        return written(letter, kind, templates, width)
    if kind == "text":
        return render_text(letter, width)
    return render_html(letter) if kind == "html" else render_markdown(letter)
