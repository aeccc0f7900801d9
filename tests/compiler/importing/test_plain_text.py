"""Plain texts: what becomes a unit, what is refused and where."""

import hashlib
from datetime import date
from pathlib import PurePosixPath

import pytest
from tests.compiler.importing.pages import texts

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.importing.annotated import Imported, Wanted
from pincitec.law.importing.plain import Stated, import_plain
from pincitec.law.importing.written import Origin
from pincitec.syntax.law_format import format_law

TEXT = """22-99-1. Library fees; waiver.

A. A library may charge a fee.
B. The fee is waived for:
    (1) a student; and
    (2) a soldier.
"""


def attempt(text: str, *ladder: str, marks: dict[int, str] | None = None) -> Imported | list[Diagnostic]:
    origin = Origin("s", PurePosixPath("page.txt"), hashlib.sha256(text.encode()).hexdigest(), "made up for a test")
    wanted = Wanted(ladder=ladder or ("A.", "(1)", "(a)"), marks=marks or {})
    return import_plain(Source("page.txt", text), text, origin, Stated("us-nm/22-99-1", date(2020, 1, 1), "statute"), wanted)


def test_a_section() -> None:
    made = attempt(TEXT)
    assert isinstance(made, Imported)
    (version,) = made.section.versions
    assert (version.from_, version.until, version.complete) == (date(2020, 1, 1), None, True)
    assert texts(version) == {
        ("heading",): "Library fees; waiver.",
        ("A",): "A library may charge a fee.",
        ("B",): "The fee is waived for:",
        ("B", "1"): "a student; and",
        ("B", "2"): "a soldier.",
    }
    assert (made.section.acts, made.told, made.left) == ((), (), ())
    assert format_law(Source("x.law", made.text)) == made.text


def test_the_number_of_another_section_stays_in_the_heading() -> None:
    made = attempt(TEXT.replace("22-99-1", "22-99-2"))
    assert isinstance(made, Imported)
    assert made.section.versions[0].units[0].text == "22-99-2. Library fees; waiver."


def test_paragraphs_without_designators() -> None:
    made = attempt("Loans.\nA loan lasts a month.\nIt may be extended.\n", marks=None)
    assert isinstance(made, Imported)
    assert texts(made.section.versions[0])["¶2",] == "It may be extended."


@pytest.mark.parametrize(
    ("text", "message", "underlined"),
    [
        ("", "the file has no heading with text below it", ""),
        ("Loans.\n", "the file has no heading with text below it", "L"),
        (TEXT.replace("(2)", "(3)"), "`(3)` is not the next designator of its level", "(3) a soldier."),
        (TEXT.replace("B. The", "D. The"), "`D.` is not the next designator of its level", "D. The fee is waived for:"),
        (TEXT + "The director reports.\n", "it is not certain to which unit this paragraph belongs", "The director reports."),
        (TEXT + "of the armed forces.\n", "the line begins in the middle of a sentence", "of the armed forces."),
        (TEXT + "Loans⟩\n", "the line holds `⟩`, which is a mark of Pincite's own", "⟩"),
        (TEXT + "h2|Loans\n", "the line begins with `h2|`, which is a mark of `.law` files", "h2|"),
    ],
)
def test_a_text_that_is_refused(text: str, message: str, underlined: str) -> None:
    problems = attempt(text)
    assert isinstance(problems, list)
    assert (message, underlined) in [(p.message, text[p.span.start : p.span.end]) for p in problems]
    assert {p.span.path for p in problems} == {"page.txt"}


def test_the_help_says_how_to_give_a_line_its_place() -> None:
    problems = attempt(TEXT + "The director reports.\n")
    assert isinstance(problems, list)
    assert problems[0].help is not None and "--mark 7:MARK" in problems[0].help
    made = attempt(TEXT + "The director reports.\n", marks={7: "p1"})
    assert isinstance(made, Imported)
    assert texts(made.section.versions[0])["B", "¶1"] == "The director reports."


def test_a_slip_is_kept_and_told() -> None:
    made = attempt(TEXT.replace("a fee.", "a fee of ten dollars ($20.00)."))
    assert isinstance(made, Imported)
    assert 'sic "ten dollars ($20.00)"' in made.text
    assert len(made.told) == 1


def test_line_ends_and_a_byte_order_mark_are_kept_in_the_evidence() -> None:
    received = "\ufeff" + TEXT.replace("\n", "\r\n")
    origin = Origin("s", PurePosixPath("page.txt"), hashlib.sha256(received.encode()).hexdigest(), "made up for a test")
    made = import_plain(Source("page.txt", TEXT), received, origin, Stated("us-nm/22-99-1", date(2020, 1, 1), "statute"), Wanted())
    assert isinstance(made, Imported)
