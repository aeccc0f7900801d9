"""Tables of contents: each line against its source, what its marks say, and what is not understood."""

import hashlib
from datetime import date

import pytest

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.citations import parse
from pincitec.law.citations.on_file import listed
from pincitec.law.model import Section
from pincitec.law.reading import read_section
from pincitec.syntax.law_format import format_law

LINES = """Chapter 1 - Fees
Section 1-2-3 - Fees.
Section 1-2-4 - Repealed.
Section 1-2-5 - Fines. (Effective until July 1, 2022.)
Section 1-2-5 - Fines. (Effective July 1, 2022.)
Section 1-2-6 - Repealed and reenacted.
Section 1-2-7 - Loans (books). (Effective July 1, 2022.) (See note.)
Section 1-2-8 - Cards.
Section 1-2-8 - Cards; fees. (Effective January 1, 2023.)
Section 1-2-9 - Gifts. (Effective on certification.)
Section 1-2-10 - Gifts. (Effective June 31, 2022.)"""


def read(table: str, received: str = f"A. One.\n{LINES}\nContact\n") -> tuple[Section | None, list[Diagnostic]]:
    digest = hashlib.sha256(received.encode()).hexdigest()
    head = f'section us-nm/1-2-3\ncite "NMSA 1978, § 1-2-3"\nauthority statute\nladder "A."\nsource page "p.txt" sha256:{digest}\n'
    law = f'{head}  known until 2022-01-31 because "x"\ntext from page on 2020-01-01 {{\nA. One.\n}}\ncontents from page {{\n{table}\n}}\n'
    return read_section(Source("x.law", law), lambda _: Source("p.txt", received))


def codes(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(problem.rule.code, problem.message) for problem in problems if problem.rule.code != "PC605"]


@pytest.fixture(scope="module")
def section() -> Section:
    found, problems = read(LINES)
    assert codes(problems) == []
    assert found is not None
    return found


def test_entries_and_headings(section: Section) -> None:
    (table,) = section.contents
    assert table.headings == ((0, "Chapter 1 - Fees"),)
    assert [(e.number, e.repealed, e.effective, e.until, e.replaced_on) for e in table.entries] == [
        ("1-2-3", False, None, None, None),
        ("1-2-4", True, None, None, None),
        ("1-2-5", False, None, date(2022, 7, 1), None),
        ("1-2-5", False, date(2022, 7, 1), None, None),
        ("1-2-6", False, None, None, None),
        ("1-2-7", False, date(2022, 7, 1), None, None),
        ("1-2-8", False, None, None, date(2023, 1, 1)),
        ("1-2-8", False, date(2023, 1, 1), None, None),
        ("1-2-9", False, None, None, None),
        ("1-2-10", False, None, None, None),
    ]


def test_marks_that_are_not_understood_are_kept_as_printed(section: Section) -> None:
    (table,) = section.contents
    assert [(e.catchline, e.marks) for e in table.entries if e.number in {"1-2-7", "1-2-9", "1-2-10"}] == [
        ("Loans (books).", ("(Effective July 1, 2022.)", "(See note.)")),
        ("Gifts.", ("(Effective on certification.)",)),
        ("Gifts.", ("(Effective June 31, 2022.)",)),
    ]


def test_what_is_left_of_the_source(section: Section) -> None:
    assert section.sources[0].not_taken == ("Contact",)


def test_a_line_is_taken_whole_or_not_at_all() -> None:
    _, problems = read("Section 1-2-8 - Cards; fees.")
    assert codes(problems) == [("PC706", "the paragraph does not stand in the source `p.txt`")]


def test_lines_stand_in_the_order_of_the_source() -> None:
    _, problems = read("Section 1-2-4 - Repealed.\nSection 1-2-3 - Fees.")
    assert codes(problems) == [("PC706", "the paragraph stands earlier in the source `p.txt`")]


@pytest.mark.parametrize(
    "line", ["Section 1-2-4", "Section 1-2-4, 1-2-5 - Repealed.", "Sections 1-2-4 to 1-2-6 - Repealed.", "§ 1-2-4 repealed"]
)
def test_a_line_that_names_a_section_and_is_no_entry(line: str) -> None:
    _, problems = read(line, f"A. One.\n{line}\n")
    assert codes(problems) == [("PC718", "the line names a section and is no entry of a table of contents")]
    (problem,) = [p for p in problems if p.rule.code == "PC718"]
    assert problem.help == "an entry is a number and a catchline, such as `Section 22-10A-1 - Short title.`"


def test_more_entries_than_any_table_has() -> None:
    table = "\n".join(f"Section 1-2-{n} - Fee." for n in range(1, 2002))
    found, problems = read(table, f"A. One.\n{table}\n")
    assert codes(problems) == [("PC718", "the table lists more than 2,000 sections")]
    assert found is not None
    assert len(found.contents[0].entries) == 2000


@pytest.mark.parametrize(
    ("cite", "catchlines"),
    [
        ("NMSA 1978, § 1-2-5", ["Fines.", "Fines."]),
        ("Section 1-2-4(B)", ["Repealed."]),
        ("20 U.S.C. § 1400", []),
        ("Laws 2019, ch. 207, § 23", []),
        ("§ 1-2-99", []),
    ],
)
def test_what_is_listed_of_a_section(section: Section, cite: str, catchlines: list[str]) -> None:
    citation = parse(cite)
    assert not isinstance(citation, Diagnostic)
    assert [entry.catchline for _, entry in listed(section, citation)] == catchlines


def test_the_source_of_a_table_is_declared() -> None:
    law = "section x/1\nauthority statute\ntext from p on 2020-01-01 {\nOne.\n}\ncontents from q {\nA\n}\n"
    _, problems = read_section(Source("x.law", law), lambda path: Source(path, ""))
    assert ("PC702", "there is no source `q`") in codes(problems)


def test_fmt_keeps_a_table_as_it_is() -> None:
    law = "section x/1\nauthority statute\n\ncontents   from   p {\n  Section 1 - A  {x}\n}\n"
    assert format_law(Source("x.law", law)) == law.replace("contents   from   p", "contents from p")
