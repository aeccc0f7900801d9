"""PDF of a page: the same bytes twice, with title, headings and links, and nothing fetched; a word where what it needs is missing."""

import builtins
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.determine import determine
from pincite.report.pdf import Unavailable, render_pdf
from pincitec.project import Project

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Citation report: 2 policies</title>
<link rel="stylesheet" href="file:///etc/passwd">
<style>@import url(http://localhost/x.css); body { background: url(data:image/png;base64,AA) }</style>
</head><body><h1>Report</h1><p><a href="#b">B</a> and <a href="report.html#c">elsewhere</a></p><img src="/etc/passwd" alt="x">
<h2 id="b">Subsection B</h2><p>three years</p></body></html>"""


@pytest.fixture
def made() -> bytes:
    found = render_pdf(PAGE)
    if isinstance(found, Unavailable):
        pytest.skip(found.message)
    return found


def test_the_same_page_is_the_same_bytes(made: bytes) -> None:
    assert render_pdf(PAGE) == made
    other = render_pdf(PAGE.replace("three", "four"))
    assert isinstance(other, bytes)
    assert identity(other) != identity(made)


def test_nothing_depends_on_the_order_of_sets(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    digest = "hashlib.sha256(render_pdf(open('page.html').read())).hexdigest()"
    script = f"import hashlib; from pincite.report.pdf import render_pdf; print({digest})"
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == hashlib.sha256(made).hexdigest()


def identity(data: bytes) -> bytes:
    return data[data.rindex(b"/ID") :][:60]


def test_what_a_reader_of_pdf_finds(made: bytes) -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == "Citation report: 2 policies"
    assert reader.metadata.creation_date is None
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    outline: list[Any] = reader.outline
    assert outline[0].title == "Report"
    assert [entry.title for entry in outline[1]] == ["Subsection B"]
    annotations: Any = reader.pages[0]["/Annots"]
    links = [a.get_object() for a in annotations]
    assert any(link.get("/Dest") == "b" for link in links)


def test_nothing_is_fetched(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = builtins.open

    def spy(file: Any, *args: Any, **named: Any) -> Any:
        opened.append(str(file))
        return real(file, *args, **named)

    monkeypatch.setattr(builtins, "open", spy)
    assert render_pdf(PAGE) == made
    assert not [name for name in opened if "passwd" in name]


def test_sheets_are_numbered_where_the_page_does_not_do_so(made: bytes) -> None:
    from pypdf import PdfReader

    numbered = render_pdf(PAGE, numbered=True)
    assert isinstance(numbered, bytes)
    assert "1 / 1" in PdfReader(io.BytesIO(numbered)).pages[0].extract_text()
    assert "1 / 1" not in PdfReader(io.BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize(("error", "words"), [(ImportError("no"), "WeasyPrint"), (OSError("no"), "Pango")])
def test_what_is_missing_is_said(error: Exception, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Missing:
        def __getattr__(self, name: str) -> Any:
            print("advice of its own")
            raise error

    monkeypatch.setitem(sys.modules, "weasyprint", Missing())
    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(tmp_path), sample_pack()))
    args = ["minimum_salary", "--on", "2020-01-01", "--format", "pdf", "--out", str(tmp_path / "letter.pdf")]
    done = CliRunner().invoke(determine, args, standalone_mode=False)
    assert (done.return_value, done.stdout) == (2, "")
    assert words in done.stderr
    assert "\nhelp: " in done.stderr
    assert not (tmp_path / "letter.pdf").exists()


def test_a_letter_as_pdf(made: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pypdf import PdfReader

    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(tmp_path), sample_pack()))
    monkeypatch.chdir(tmp_path)
    args = ["minimum_salary", "--on", "2020-01-01", "--format", "pdf"]
    done = CliRunner().invoke(determine, args, standalone_mode=False)
    assert (done.return_value, done.stdout) == (2, "")
    assert "is not printed" in done.stderr
    for name in ("one.pdf", "two.pdf"):
        assert CliRunner().invoke(determine, [*args, "--out", name], standalone_mode=False).return_value == 0
    assert Path("one.pdf").read_bytes() == Path("two.pdf").read_bytes()
    text = " ".join(page.extract_text() for page in PdfReader("one.pdf").pages)
    assert "minimum salary" in text
    assert "1 / " in text


@pytest.mark.parametrize(("report", "linked"), [("review.html", False), ("/r/review.html", False), ("https://example.org/r.html", True)])
def test_a_letter_links_to_an_address_and_not_to_a_file_beside_it(
    made: bytes, report: str, linked: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(tmp_path), sample_pack()))
    out = str(tmp_path / "letter.pdf")
    args = ["minimum_salary", "--on", "2020-01-01", "--format", "pdf", "--out", out, "--report", report]
    assert CliRunner().invoke(determine, args, standalone_mode=False).return_value == 0
    pages: Any = PdfReader(out).pages
    found = [a.get_object()["/A"]["/URI"] for page in pages for a in page.get("/Annots", ()) if "/A" in a.get_object()]
    assert bool(found) is linked
    assert all(address.startswith(report) for address in found)
