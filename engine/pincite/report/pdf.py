"""A page of HTML as PDF, by WeasyPrint: the same page as on a screen, laid out for paper, with its bookmarks and links.

WeasyPrint is an extra (`pip install 'pincite[pdf]'`) and needs Pango, a library of the system; it is imported only here, when a PDF is
asked for. Nothing is fetched: a page names no file and no address that would be opened. The same page gives the same bytes with the same
fonts, which are those of the machine.
"""

import gc
import hashlib
import io
from contextlib import redirect_stdout
from typing import Final

from attrs import frozen


@frozen
class Unavailable:
    """What is missing for a format, and how to get it."""

    message: str
    help: str


NUMBERS: Final = "@page { @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #57534a; } }"


def render_pdf(html: str, *, numbered: bool = False) -> bytes | Unavailable:
    """The page as a tagged PDF; `numbered` numbers its sheets, where the page does not do so itself. Its id is that of its content, and it
    bears no date."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints advice of its own where Pango is missing
            from weasyprint import CSS, HTML
            from weasyprint.urls import URLFetcher
    except ImportError:
        return Unavailable("a PDF needs WeasyPrint, which is not installed", "pip install 'pincite[pdf]'; or write html, and print it")
    except OSError:  # a library of the system that it loads on import
        return Unavailable(
            "a PDF needs Pango, which is not on this machine", "install it (on Debian and Ubuntu: libpango-1.0-0 and libpangoft2-1.0-0)"
        )
    digest = hashlib.sha256(html.encode()).hexdigest()[:32]
    closed = URLFetcher(allowed_protocols=())  # opens nothing, whatever a page names; what cannot be opened is left out
    sheets = [CSS(string=NUMBERS, url_fetcher=closed)] if numbered else []
    page = HTML(string=html, base_url=None, url_fetcher=closed)
    collecting = gc.isenabled()
    gc.disable()  # all boxes of all pages live until the end: looking for garbage among them costs a fifth of the time
    try:
        made = page.write_pdf(stylesheets=sheets, pdf_identifier=digest.encode(), pdf_tags=True)
    finally:
        if collecting:
            gc.enable()
    assert isinstance(made, bytes)
    return made
