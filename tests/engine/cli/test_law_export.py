"""`pincite law export`: what is written for each day, what is said when there is nothing, and that no text becomes markup."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.compiler.law.exchange.samples import AMENDED
from tests.compiler.law.toy_law import law

from pincite.cli.main import main

ROOT = Path(__file__).parents[3]
SECTION, PAGE = "us-nm/22-10A-11", "us-nm/aps/licensure-advancement"
VOID = {"meta", "br", "hr", "link", "img", "input"}


class Checked(HTMLParser):
    """Elements closed in order; the names of all, and the words outside the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))
        assert {link.removeprefix("#") for link in self.links} <= set(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words += data


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["law", "export", *args])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def body(page: str) -> str:
    return page[page.index("<body>") :]


SEEN = {
    "statute": [SECTION, "--on", "2020-01-01"],
    "statute before two acts": [SECTION, "--on", "2016-01-01"],
    "statute beyond its horizon": [SECTION, "--on", "2024-01-01"],
    "statute of which words are missing": [SECTION, "--on", "2014-01-01"],
    "page": [PAGE, "--on", "2024-01-01"],
    "changes": [SECTION, "--from", "2016-01-01", "--to", "2020-01-01"],
    "changes of what is not on file": [SECTION, "--from", "2015-06-20", "--to", "2020-01-01"],
    "no changes": [SECTION, "--from", "2020-01-01", "--to", "2021-01-01"],
}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", SEEN)
def test_a_page(name: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    code, out, err = run(capsys, *SEEN[name], "--format", "html")
    partly = "missing" in name or "not on file" in name
    assert code == (1 if partly else 0)
    assert bool(err) == partly
    checked = Checked(out)
    assert not {"script", "img", "link", "iframe"} & set(checked.names)
    assert checked.names.count("h1") == checked.names.count("main") == 1
    assert body(out) == snapshot
    assert run(capsys, *SEEN[name], "--format", "html")[1] == out


@pytest.mark.usefixtures("here")
def test_a_redline_tells_what_was_struck_without_color(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, SECTION, "--from", "2018-01-01", "--to", "2018-06-01", "--format", "html")
    assert "<del>fifty thousand dollars ($50,000)</del><ins>fifty-four thousand dollars ($54,000)</ins>" in out
    assert out.count("<del>") == out.count("<ins>") == 2  # with those of the legend
    assert 'del::before { content: " [struck: "; }' in out


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("day", ["2005-05-01", "2014-01-01", "2015-06-20", "2016-01-01", "2018-06-01", "2020-01-01", "2024-01-01"])
def test_akoma_ntoso_of_a_day(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, SECTION, "--on", day, "--format", "akn")
    complete = day >= "2015-07-01"
    assert code == (0 if complete else 1)
    assert ("is not on file as a whole" in err) != complete
    assert out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso ')
    assert ("no conclusion rests on what is shown" in out) != complete
    assert "The law on file is known only until June 30, 2022" in out


@pytest.mark.usefixtures("here")
def test_an_export_is_imported_into_another_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for section, day in ((SECTION, "2020-01-01"), (PAGE, "2024-01-01")):
        assert run(capsys, section, "--on", day, "--format", "akn", "--out", str(tmp_path / "out.xml")) == (0, "", "")
        other = tmp_path / section.replace("/", "-")
        other.mkdir()
        monkeypatch.chdir(other)
        (other / "pincite.toml").write_text("")
        (other / "statutes").mkdir()
        (other / "policy").mkdir()
        args = ["law", "import", "akn", str(tmp_path / "out.xml"), "--section", section, "--authority", "statute", "--rights", "public"]
        assert main(args) == 0
        assert main(["check"]) == 0
        capsys.readouterr()
        assert main(["law", "show", section, "--on", day]) == 0
        theirs = capsys.readouterr().out
        monkeypatch.chdir(ROOT)
        assert main(["law", "show", section, "--on", day]) == 0
        ours = capsys.readouterr().out
        assert paragraphs(theirs)[-4:] == paragraphs(ours)[-4:]


def paragraphs(shown: str) -> list[str]:
    """The lines that are words of the law, without the margin."""
    return [line for line in shown.split("\n\n") if line.startswith((" ", "=", "~"))]


REFUSED = {
    "no day": ([SECTION, "--format", "akn"], 2, "Say of which day"),
    "two kinds of days": (
        [SECTION, "--format", "html", "--on", "2020-01-01", "--from", "2019-01-01", "--to", "2020-01-01"],
        2,
        "or two days",
    ),
    "half a pair": ([SECTION, "--format", "html", "--from", "2019-01-01"], 2, "go together"),
    "backwards": ([SECTION, "--format", "html", "--from", "2020-01-01", "--to", "2019-01-01"], 2, "must not be after"),
    "changes as akn": ([SECTION, "--format", "akn", "--from", "2019-01-01", "--to", "2020-01-01"], 2, "holds the text of one day"),
    "a unit": ([f"{SECTION}(C)", "--format", "akn", "--on", "2020-01-01"], 2, "exported as a whole"),
    "before all": ([SECTION, "--format", "akn", "--on", "1990-01-01"], 1, "January 1, 1990 is not on file"),
    "no such section": (["us-nm/22-10A-12", "--format", "akn", "--on", "2020-01-01"], 2, "did you mean"),
    "no day of the calendar": ([SECTION, "--format", "akn", "--on", "2020-02-30"], 2, "is not a day"),
    "no country": ([SECTION, "--format", "akn", "--on", "2020-01-01", "--country", "USA/x"], 2, "two small letters"),
}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_exported_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    args, expected, said = REFUSED[name]
    code, out, err = run(capsys, *args)
    assert (code, out) == (expected, "")
    assert said in err


@pytest.fixture
def amended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A section that was redesignated, rewritten and repealed."""
    source, received = law(AMENDED)
    (tmp_path / "pincite.toml").write_text("")
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / "s.txt").write_text(received.text)
    (tmp_path / "statutes" / "x.law").write_text(source.text)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("amended")
def test_designations_that_changed_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "x/1", "--from", "2020-06-01", "--to", "2023-02-01", "--format", "html")
    assert code == 0
    Checked(out)
    assert '<span class="label"><del>C.</del> <ins>D.</ins></span>' in out
    code, out, _ = run(capsys, "x/1", "--from", "2023-07-01", "--to", "2025-01-01", "--format", "html")
    assert code == 0
    assert "<del>teachers who teach.</del>" in out


@pytest.mark.usefixtures("amended")
def test_a_section_that_was_repealed_has_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    said = "Code § 1 has no text on January 1, 2025: repealed by Act 9\n"
    assert run(capsys, "x/1", "--on", "2025-01-01", "--format", "akn", "--country", "us-xx") == (1, "", said)
    code, out, _ = run(capsys, "x/1", "--on", "2025-01-01", "--format", "html")
    assert code == 0
    assert "<p>No text on January 1, 2025: repealed by Act 9.</p>\n</div>" in out


@pytest.mark.usefixtures("here")
def test_an_export_says_whose_knowledge_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    for args in (["--format", "akn", "--on", "2020-01-01"], ["--format", "html", "--from", "2016-01-01", "--to", "2020-01-01"]):
        _, out, _ = run(capsys, SECTION, *args, "--known-on", "2022-01-01")
        assert "As known on January 1, 2022; no act is known to have come later." in out


HOSTILE = '<script>alert("x")</script> & "quoted" {{ 7 * 7 }} {% raw %} <!-- --> ]]> &lt;b&gt; A. \\" 100%'


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A section whose text and names would be markup, scripts or templates if anything took them so."""
    received = f"{HOSTILE}\nA. {HOSTILE}\n"
    digest = hashlib.sha256(received.encode()).hexdigest()
    (tmp_path / "pincite.toml").write_text("")
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / "s.txt").write_text(received)
    (tmp_path / "statutes" / "x.law").write_text(
        f'section x/1\ncite "Code <i>1</i> & \\"2\\""\nauthority statute\nladder "A."\nsource s "s.txt" sha256:{digest}\n  rights "<b>"\n'
        f"text from s on 2020-01-01 {{\n{received}}}\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("hostile")
def test_no_text_becomes_markup_of_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "x/1", "--on", "2020-01-01", "--format", "html")
    assert code == 0
    checked = Checked(out)
    assert not {"script", "i", "b"} & set(checked.names)
    assert HOSTILE in re.sub(r"\s+", " ", checked.words)


@pytest.mark.usefixtures("hostile")
def test_no_text_becomes_markup_of_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    from lxml import etree

    code, out, err = run(capsys, "x/1", "--on", "2020-01-01", "--format", "akn")
    assert (code, out) == (2, "")
    assert "--country" in err
    code, out, _ = run(capsys, "x/1", "--on", "2020-01-01", "--format", "akn", "--country", "us-xx")
    assert code == 0
    root = etree.fromstring(out.encode())
    assert HOSTILE in "".join(str(text) for text in root.itertext())
    assert {etree.QName(e).localname for e in root.iter()} >= {"section", "subsection", "p"}
    assert not {"script", "i", "b"} & {etree.QName(e).localname for e in root.iter()}
