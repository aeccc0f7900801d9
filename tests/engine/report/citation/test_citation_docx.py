"""The citation report as a Word document: all that the view has, twice the same, from the template that its script makes; and templates of
offices, of which hostile ones are refused."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.engine.report.citation.small import report_on, town

from pincite.cli.main import main
from pincite.report.citation import view
from pincite.report.citation.build import PARTS
from pincite.report.citation.view import CitationReport
from pincite.report.word.model import KINDS, MARKS, Document, document, element_lines
from pincite.report.word.opening import MOST_BYTES, OWN, read_template, unsafe_template
from pincite.report.word.render import render_docx, settled
from pincite.report.word.template import make_template
from pincite.report.workbook import zipped
from pincitec.diagnostics import Diagnostic
from pincitec.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def report(project: Project) -> CitationReport:
    return report_on(project)


@pytest.fixture
def folder(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project.root)
    return project.root


@pytest.fixture(scope="module")
def made(report: CitationReport) -> bytes:
    done = render_docx(document(report), OWN.read_bytes(), OWN.name)
    assert isinstance(done, bytes)
    return done


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(data: bytes) -> str:
    """All words of a document with those of its tables, in order."""
    return " ".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part)) for part in [parts(data)["word/document.xml"].decode()])


def test_the_template_on_file_is_what_its_script_makes() -> None:
    assert parts(settled(make_template())) == parts(OWN.read_bytes())
    assert unsafe_template(OWN.read_bytes(), "citation.docx") is None


def test_the_same_report_is_the_same_bytes(report: CitationReport, made: bytes) -> None:
    assert render_docx(document(report), OWN.read_bytes(), OWN.name) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(made)["docProps/core.xml"].decode()
    assert report.title in core
    assert not re.search(r"20\d\d-", core)
    assert "python-docx" not in core


def test_a_reader_of_word_finds_the_report(report: CitationReport, made: bytes) -> None:
    doc = docx.Document(io.BytesIO(made))
    headings = [p.text for p in doc.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [f"{n}  {c.ref.text}" for n, c in enumerate(report.contents, 1)]
    text = words(made)
    assert "{{" not in text
    assert "{%" not in text
    for chapter in report.chapters:
        assert chapter.title in text
        for clause in (c for s in chapter.spreads for c in s.clauses):
            assert clause.location in text
            assert clause.says.replace("&", "&amp;") in text


def test_everything_that_a_line_can_be_has_a_style(report: CitationReport) -> None:
    kinds = {line.kind for part in document(report).parts for b in part.blocks for line in (*b.lines, *b.left, *b.right)}
    assert kinds <= set(KINDS)
    template = parts(OWN.read_bytes())["word/document.xml"].decode()
    assert all(f"line.kind == '{kind}'" in template for kind in KINDS)


def test_every_part_is_there(report: CitationReport) -> None:
    parts_ = {part.name: part.blocks for part in document(report).parts}
    assert [name for name, _ in PARTS if name != "changes"] == list(parts_)
    assert [name for name, blocks in parts_.items() if not blocks] == []
    signed = [line.pieces[0].text for block in parts_["sign-off"] for line in block.lines]
    assert report.digest in signed


def test_encoded_words_are_marked_and_numbered(report: CitationReport, made: bytes) -> None:
    encoded = next(run for c in report.chapters for s in c.spreads for p in s.paragraphs for run in p.runs if run.state == "encoded")
    xml = parts(made)["word/document.xml"].decode()
    run = next(r for r in re.findall(r"<w:r>.*?</w:r>", xml) if encoded.text in r)
    assert f'<w:u w:val="{MARKS["encoded"]}"/>' in run
    assert '<w:vertAlign w:val="superscript"/>' in xml


def test_what_rules_say_is_no_markup(report: CitationReport) -> None:
    hostile = document(report._replace(title="</w:t><w:t>{{ report }} {% raw %}\x00\ud800 & \u202e"))
    done = render_docx(hostile, OWN.read_bytes(), OWN.name)
    assert isinstance(done, bytes)
    assert docx.Document(io.BytesIO(done)).paragraphs[0].text.startswith("</w:t><w:t>{{ report }} {% raw %}��")


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    whole = parts(OWN.read_bytes())
    return zipped({**whole, name: change(whole.get(name, b""))})


def said(text: str) -> bytes:
    """The template with another placeholder for its title."""
    return changed("word/document.xml", lambda t: t.replace(b"{{ report.title }}", text.encode(), 1))


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (b"", "`office.docx` is not a `.docx` document"),
        (b"PK\x03\x04", "`office.docx` is not a `.docx` document"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "`office.docx` is encrypted, or a document of an older kind"),
        (b"x" * (MOST_BYTES + 1), "`office.docx` is larger than 5,000,000 bytes"),
        (changed("word/vbaProject.bin", lambda _: b"x"), "`office.docx` holds macros or objects"),
        (changed("word/embeddings/oleObject1.bin", lambda _: b"x"), "`office.docx` holds macros or objects"),
        (
            changed("[Content_Types].xml", lambda t: t.replace(b"wordprocessingml.document.main", b"macroEnabled.main")),
            "`office.docx` holds macros or objects",
        ),
        (
            changed("word/settings.xml", lambda t: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + t),
            "`office.docx` declares a document type",
        ),
        (
            changed(
                "word/_rels/document.xml.rels",
                lambda t: t.replace(
                    b"</Relationships>",
                    b'<Relationship Id="x" Type="http://x/image" Target="http://localhost/x.png" TargetMode="External"/></Relationships>',
                ),
            ),
            "`office.docx` leads to something outside it",
        ),
        (changed("word/document.xml", lambda t: t.decode().encode("utf-16")), "`office.docx` has a part that is not UTF-8"),
        (said("{{ report.title"), "`office.docx` cannot be filled in"),
        (said("{{ report.no_such_thing }}"), "`office.docx` cannot be filled in"),
        (said("{{ nobody }}"), "`office.docx` cannot be filled in"),
        (said("{{ report.__class__.__mro__ }}"), "`office.docx` cannot be filled in"),
        (said("{{ ''.join.__globals__ }}"), "`office.docx` cannot be filled in"),
        (said("{{ 'x' * 1000000000 }}"), "`office.docx` cannot be filled in"),
        (said("{{ range(1000000000)|list }}"), "`office.docx` cannot be filled in"),
        (said("{% include '/etc/passwd' %}"), "`office.docx` cannot be filled in"),
        (said("{% for x in report.parts %}"), "`office.docx` cannot be filled in"),
        (changed("word/document.xml", lambda t: t[:-30]), "`office.docx` cannot be filled in"),
        (zipped({"a.xml": b"<a/>"}), "`office.docx` cannot be filled in"),
    ],
)
def test_hostile_templates(report: CitationReport, template: bytes, message: str) -> None:
    small = document(report)._replace(parts=())
    done = render_docx(small, template, "office.docx")
    assert isinstance(done, Diagnostic), type(done)
    assert (done.rule.code, done.message) == ("PC014", message)
    assert done.help


def test_a_template_packed_small_that_grows(report: CitationReport) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"word/{number}.xml", b" " * 19_000_000)
    assert len(stream.getvalue()) < MOST_BYTES
    found = unsafe_template(stream.getvalue(), "office.docx")
    assert found is not None
    assert "unpacks to more" in found.message


def test_an_office_has_a_template_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = folder / "pincite.toml"
    before = settings.read_text() if settings.exists() else ""
    try:
        settings.write_text(before + '\n[report]\ndocx_template = "office.docx"\n')
        assert main(["report", "-o", "report.docx"]) == 2
        assert "`office.docx` is not there" in capsys.readouterr().err
        (folder / "office.docx").write_bytes(
            changed("word/document.xml", lambda t: t.replace(b"{{ report.title }}", b"Office of Plots", 1))
        )
        assert main(["report", "-o", "report.docx"]) == 0
        assert docx.Document(str(folder / "report.docx")).paragraphs[0].text == "Office of Plots"
        settings.write_text(before + '\n[report]\ndocx_template = "../office.docx"\n')
        assert main(["report", "-o", "report.docx"]) == 2
        assert "leads out of the project" in capsys.readouterr().err
        settings.write_text(before + '\n[report]\ndocx_template = "office.docm"\n')
        assert main(["report", "-o", "report.docx"]) == 2
        assert "must be the path of a `.docx` file" in capsys.readouterr().err
    finally:
        settings.write_text(before)


def test_the_template_of_a_project(project: Project) -> None:
    assert read_template(project) == (OWN.read_bytes(), "citation.docx")


def test_nothing_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "docx"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "is not printed" in told.err


def test_what_is_missing_is_said(report: CitationReport, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "docxtpl", None)
    done: Any = render_docx(Document("", "", "", (), (), ()), OWN.read_bytes(), OWN.name)
    assert "docxtpl, which is not installed" in done.message
    assert "pip install" in done.help


def test_what_an_element_says_stands_in_lines() -> None:
    element = view.Element("(1)", None, "is enrolled", "", (), uncited="nobody inspects what is not taken up")
    (line,) = element_lines((element,), 1)
    assert [piece.text for piece in line.pieces] == [
        "(1)  ",
        "is enrolled",
        "\nNo words of the law are quoted for this: nobody inspects what is not taken up",
    ]
