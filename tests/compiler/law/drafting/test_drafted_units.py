"""Instructions about whole units as operations of an act, with the words that stood there."""

from datetime import date

import pytest
from tests.compiler.law.drafting.toy_amend import LAW, PARENTHESES, TEXT, act_text, after, amended, file, refused, section

from pincitec.diagnostics import Source
from pincitec.law.reading import read_section

LADDER = '"(a)" "(1)" "(A)"'


def test_a_repealed_unit_is_kept_in_the_act() -> None:
    made = amended("Subsection C of Section 9-1 is repealed.")
    assert act_text(made) == "repeal C {\nC. The market closes at noon.\n}"
    assert "C" not in after(made)


def test_a_unit_is_removed_with_its_sub_units() -> None:
    made = amended("deleted Subsection B")
    assert act_text(made) == "remove B {\nB. The Board shall keep:\n(1) a list of stalls; and\n(2) a list of sellers.\n}"
    assert set(after(made)) == {"heading", "A", "C"}


def test_a_unit_is_added_in_its_order() -> None:
    made = amended('Section 9-1 is amended by adding a new Subsection D to read as follows:\n"D. Dogs stay outside."')
    assert act_text(made) == "add D {\nD. Dogs stay outside.\n}"
    assert list(after(made)) == ["heading", "A", "B", "B/1", "B/2", "C", "D"]


def test_a_unit_with_sub_units_is_added() -> None:
    words = '"(d) The Board shall:\n"(1) open the market; and\n"(2) close it."'
    old = section(file(PARENTHESES, ladder=LADDER), PARENTHESES)
    made = amended(f"Section 9-1 is amended by adding a new subsection (d) to read as follows:\n{words}", old=old, text=PARENTHESES)
    assert after(made)["d/2"] == "close it."


def test_a_unit_is_rewritten() -> None:
    made = amended('Subsection C of Section 9-1 is amended to read as follows:\n"C. The market never closes."')
    assert act_text(made) == "rewrite C {\nC. The market never closes.\n}\nwas {\nC. The market closes at noon.\n}"
    assert after(made)["C"] == "The market never closes."


def test_the_heading_is_rewritten() -> None:
    made = amended('The section heading of Section 9-1 is amended to read as follows: "Market booths."')
    assert act_text(made) == 'retitle "Market booths." was "Market stalls."'
    assert after(made)["heading"] == "Market booths."


def test_a_sentence_is_struck() -> None:
    made = amended("Section 9-1(A) is amended by striking the first sentence.")
    assert after(made)["A"] == "The fee is due in March; and the Board may waive the fee."


def test_units_are_redesignated_at_once() -> None:
    made = amended("Subsections B and C of Section 9-1 are redesignated as Subsections C and D, respectively.")
    assert act_text(made) == "redesignate B through C as C through D"
    assert after(made)["D"] == "The market closes at noon."


BETWEEN = """Market stalls.
(a) A seller shall pay a fee.
(a-1) The fee is due in March.
(b) The market closes at noon.
"""


def test_units_are_redesignated_one_after_the_other_where_they_are_no_range() -> None:
    made = amended(
        "Subsections (a-1) and (b) of Section 9-1 are redesignated as subsections (b) and (c), respectively.",
        old=section(file(BETWEEN, ladder=LADDER), BETWEEN),
        text=BETWEEN,
    )
    assert act_text(made) == "redesignate b as c\nredesignate a-1 as b"
    assert after(made)["c"] == "The market closes at noon."


def test_a_unit_between_others_says_which_it_follows() -> None:
    made = amended(
        'Section 9-1 is amended by adding a new subsection (a-2) to read as follows:\n"(a-2) Or in May."',
        old=section(file(BETWEEN, ladder=LADDER), BETWEEN),
        text=BETWEEN,
    )
    assert act_text(made) == "add a-2 after a-1 {\n(a-2) Or in May.\n}"
    assert list(after(made)) == ["heading", "a", "a-1", "a-2", "b"]


def test_existing_words_are_designated() -> None:
    made = amended("The existing text of Section 9-1(C) is designated as paragraph (1).")
    assert act_text(made) == "designate C as C(1)"
    assert after(made)["C/1"] == "The market closes at noon."


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        ("Subsection E of Section 9-1 is repealed.", "PC736"),
        ("added a new Subsection D", "PC737"),
        ('Section 9-1 is amended by adding a new Subsection B to read as follows:\n"B. Twice."', "PC737"),
        ('Section 9-1 is amended by adding a new subsection (D) to read as follows:\n"(D) Dogs stay outside."', "PC737"),
        ('Subsection C of Section 9-1 is amended to read as follows:\n"C. The market:"', "PC737"),
        ('Subsection C of Section 9-1 is amended to read as follows:\n"C. The market never closes.', "PC731"),
        ('Subsection C of Section 9-1 is amended to read as follows:\n"D. The market never closes."', "PC730"),
        ("Subsection B of Section 9-1 is redesignated as Subsection C.", "PC737"),
        ("Section 9-2 is repealed.", "PC736"),
        ("Section 9-1, except Subsection A, is repealed.", "PC730"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_refused(instruction: str, code: str) -> None:
    problem = refused(instruction)
    assert (problem.rule.code, problem.span.path) == (code, "act.txt")


def test_a_repealed_section_has_no_text() -> None:
    made = amended("Section 9-1 is repealed.")
    assert act_text(made) == f"repeal section {{\n{TEXT}}}"
    assert after(made) == {}
    assert after(made, date(2026, 6, 30))["C"] == "The market closes at noon."


def test_a_repealed_section_is_not_amended() -> None:
    law = amended("Section 9-1 is repealed.").source.text

    def evidence(path: str) -> Source:
        return Source(path, "Section 9-1 is repealed." if "2026" in path else TEXT)

    old, problems = read_section(Source(LAW, law), evidence)
    assert problems == []
    problem = refused('in Subsection C, deleted "noon"', old=old, title="Laws 2027, ch. 1, § 1", day=date(2027, 7, 1))
    assert problem.rule.code == "PC773"


LISTED = """Market stalls.
A. The fee of a stall shall be as follows:
(1) in March, ten dollars ($10);
(2) in May, twelve dollars ($12); and
(3) for all other months, fifteen dollars ($15).
"""


def test_a_designation_is_struck_with_the_units_before_it() -> None:
    note = 'in Subsection A, after "shall be", deleted "as follows:", deleted Paragraphs (1) and (2) and the designation from Paragraph (3)'
    made = amended(note, text=LISTED)
    assert act_text(made).endswith("undesignate A(3) {\n(3) for all other months, fifteen dollars ($15).\n}")
    assert after(made) == {
        "heading": "Market stalls.",
        "A": "The fee of a stall shall be for all other months, fifteen dollars ($15).",
    }
    assert after(made, date(2026, 6, 30))["A/3"] == "for all other months, fifteen dollars ($15)."


def test_a_designation_behind_others_is_not_struck() -> None:
    assert (
        "whether its words would go on with those of `(2)`"
        in refused("in Subsection A, deleted the designation from Paragraph (3)", text=LISTED).message
    )
