"""Pages that must not be imported, and what is said of each, at its place in the received file; and pages that try to do harm."""

import time
from datetime import date

import pytest
from tests.compiler.importing.pages import acts, attempt, bring, refusals

from pincitec.law.importing.annotated import Wanted

PAGE = """Section 22-99-1 - Library fees.
A. A library may charge a fee.
B. A child pays nothing.
History: Laws 1989, ch. 12, § 1; 1993, ch. 44, § 2.
The 1993 amendment, effective June 18, 1993, added Subsection B.
"""
ACT = "1993, ch. 44, § 2"
OTHER = PAGE.replace("22-99-1", "22-99-2")


@pytest.mark.parametrize(
    ("page", "code", "message", "underlined"),
    [
        ("", "PC780", "the file holds no section of New Mexico's code", ""),
        ("\n \n", "PC780", "the file holds no section of New Mexico's code", "\n"),
        ("A recipe for bread.\n", "PC780", "the file holds no section of New Mexico's code", "A"),
        (PAGE.replace("History: Laws 1989, ch. 12, § 1; 1993, ch. 44, § 2.\n", ""), "PC780", "no History line follows the section",
         "Section 22-99-1 - Library fees."),
        (PAGE + OTHER, "PC780", "the file holds 2 sections: 22-99-1, 22-99-2", "Section 22-99-2 - Library fees."),
        (PAGE + PAGE, "PC780", "the section `22-99-1` stands in the file twice", "Section 22-99-1 - Library fees."),
        (PAGE.replace("A. A library may charge a fee.\nB. A child pays nothing.\n", ""), "PC780",
         "the section has no text between its heading and its History line", "Library fees."),
        (PAGE.replace("§ 2.", "§ 2;"), "PC780", "the History line does not end with a full stop",
         "History: Laws 1989, ch. 12, § 1; 1993, ch. 44, § 2;"),
        (PAGE.replace("B. A child", "C. A child"), "PC781", "`C.` is not the next designator of its level", "C. A child pays nothing."),
        (PAGE.replace("B. A child", "and a child"), "PC781", "the line begins in the middle of a sentence", "and a child pays nothing."),
        (PAGE.replace("B. A child", "u1|C. A child"), "PC781", "the line begins with `u1|`, which is a mark of `.law` files", "u1|"),
        (PAGE.replace("The 1993", "p|The 1993"), "PC781", "the line begins with `p|`, which is a mark of `.law` files", "p|"),
        (PAGE.replace("A child", "A ⟨child⟩"), "PC781", "the line holds `⟨`, which is a mark of Pincite's own", "⟨"),
        (PAGE.replace("The 1993", "The{?,} 1993"), "PC781", "the line holds `{?`, which is a mark of Pincite's own", "{?"),
        (PAGE.replace("The 1993", "The 1995"), "PC782", "an amendment of 1995 is not in the History line",
         "The 1995 amendment, effective June 18, 1993, added Subsection B."),
        (PAGE + "The 1993 amendment, effective July 1, 1993, added nothing.\n", "PC782", "an amendment of 1993 has annotations of its own",
         "The 1993 amendment, effective July 1, 1993, added nothing."),
        (PAGE + "Laws 1993, ch. 45, § 2, effective July 1, 1993, added nothing.\n", "PC782",
         "`Laws 1993, ch. 45, § 2` is not in the History line", "Laws 1993, ch. 45, § 2, effective July 1, 1993, added nothing."),
        (PAGE.replace(ACT, "1983, ch. 44, § 2"), "PC782", "an act of 1983 is listed after one of 1989", "1983, ch. 44, § 2"),
        (PAGE.replace(ACT, "1989, ch. 12, § 1"), "PC782", "`Laws 1989, ch. 12, § 1` is listed twice", "1989, ch. 12, § 1"),
        (PAGE.replace("June 18, 1993", "June 18, 1992"), "PC782", "an act of 1993 is said to be effective 1992-06-18",
         "The 1993 amendment, effective June 18, 1992, added Subsection B."),
        (PAGE.replace("effective June 18, 1993, ", ""), "PC783", "the page does not say when the newest act took effect", ACT),
        (PAGE.replace("June 18, 1993", "upon approval"), "PC783", "the page does not say when the newest act took effect", ACT),
        (PAGE.replace("fees.", "fees. (Effective July 1, 2022.)"), "PC783",
         "the heading says “Effective July 1, 2022.”, so the page may show several texts of the section", "Library fees."),
        (PAGE.replace("added Subsection B.", "added Subsection B.\n}"), "PC784",
         "the file cannot be written: a line of the text would end the block", "A. A library may charge a fee.\nB. A child pays nothing."),
    ],
)  # fmt: skip
def test_a_page_that_is_refused(page: str, code: str, message: str, underlined: str) -> None:
    found = refusals(page)
    assert (code, message, underlined) in found
    assert {kind for kind, _, _ in found} == {code}


def test_one_of_several_sections_is_taken_by_its_name() -> None:
    imported = bring(PAGE + OTHER.replace("a child pays", "a child never pays"), Wanted("us-nm/22-99-1"))
    assert imported.section.id == "us-nm/22-99-1"
    assert {line.number for line in imported.left} == {6, 7, 8, 9, 10}
    assert refusals(PAGE, Wanted("us-nm/22-99-3"))[0][1] == "the file does not hold the text of section `22-99-3`"


def test_an_entry_of_a_table_of_contents_is_no_section() -> None:
    table = "\nSection 22-99-1 - Library fees.\n\nSection 22-99-2 - Loans.\n"
    imported = bring(table + PAGE + table)
    assert [line.number for line in imported.left] == [2, 4]
    assert [entry.number for listed in imported.section.contents for entry in listed.entries] == ["22-99-1", "22-99-2"]


@pytest.mark.parametrize("after", ["Section 22-99-2 - Loans.\nMenu\nSection 22-99-3 - Fines.\n", "Section 22-99-2 - Loans.\n"])
def test_lines_that_may_be_no_table_of_contents_are_left(after: str) -> None:
    imported = bring(f"{PAGE}\n{after}")
    assert imported.section.contents == ()
    assert len(imported.left) == len(after.splitlines())


def test_a_day_before_an_act_of_the_text_is_refused() -> None:
    ((code, message, _),) = refusals(PAGE, Wanted(on=date(1993, 6, 17)))
    assert (code, message) == ("PC783", "the text holds an act that took effect only on 1993-06-18, after 1993-06-17")
    assert str(bring(PAGE, Wanted(on=date(2000, 1, 1))).section.versions[-1].from_) == "1993-06-18"


def test_a_mark_for_a_line_that_is_not_of_the_text() -> None:
    assert refusals(PAGE, Wanted(marks={1: "p"}))[0][1] == "line 1 is no line of the text, so it cannot be marked"


@pytest.mark.parametrize(
    "said",
    [
        'in Subsection A, after "fee", added "unbalanced',
        'in Subsection A, after "", deleted "" and added ""',
        'in Subsection A, after "⟨not on file⟩", deleted "{?x}" and added "\\"',
        'added "⟨" in Subsection A',
        'in Subsection ZZ(9)(z), deleted "fee"',
        "in Subsection " + "A" * 5_000,
        "deleted former Subsections A through Z",
        "redesignated former Subsections A and B as Subsections B and A",
        "redesignated former Subsection B as Subsection A",
        "added Subsection A of Subsection A of Subsection A",
        "; " * 5_000,
        '"' * 5_000,
        "in Subsection A, deleted \"" + "fee " * 5_000 + "\"",
        "§" * 5_000,
        "} ; { ; # ; act \"x\" effective 2000-01-01 ; section",
    ],
)  # fmt: skip
def test_a_note_of_any_kind_is_kept_and_claims_no_more_than_it_says(said: str) -> None:
    start = time.process_time()
    made = attempt(PAGE.replace("added Subsection B", said))
    assert time.process_time() - start < 20
    if isinstance(made, list):
        assert all(problem.span.path == "page.txt" for problem in made)
        return
    assert PAGE.split("\n")[1] in made.text
    assert all(not version.complete for version in made.section.versions[:-1])


def test_a_note_cannot_speak_the_language_of_the_file() -> None:
    """What a page says stays within its block, or within a string."""
    words = 'act "Laws 2030, ch. 1, § 1" effective 2030-01-01'
    imported = bring(PAGE + f"Compiler's notes. — }} {words} {{\n{words}\n")
    assert [act.title for act in imported.section.acts] == ["Laws 1989, ch. 12, § 1", "Laws 1993, ch. 44, § 2"]
    assert "add B" in acts(imported)


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("1993, ch. 44, § 2", "; ".join(f"{1990 + n // 10}, ch. {n}, § 1" for n in range(1_000))),
        PAGE.replace("A child", "A child " * 50_000),
        PAGE.replace("added Subsection B", "; ".join(["added Subsection B"] * 5_000)),
        PAGE + "Notes. — x\n" * 30_000,
        PAGE.replace("Library", "Section 22-99-1 - " * 20_000),
    ],
    ids=["acts", "words", "clauses", "notes", "heading"],
)
def test_a_huge_page_is_refused_in_time(page: str) -> None:
    start = time.process_time()
    made = attempt(page)
    assert time.process_time() - start < 20
    assert isinstance(made, list)
