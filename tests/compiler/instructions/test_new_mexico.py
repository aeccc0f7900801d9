"""Sentences that cite places as New Mexico does, "Subsection C of Section 22-10A-11 NMSA 1978", and units printed as "C."."""

import pytest

from pincitec.law.instructions import Applied, Refused, apply, read_act, read_instruction, read_note

TEXT = """9-1
[heading] Market stalls.
A. A fee is due.
B. The Board shall keep:
  (1) a list of stalls; and
  (2) a list of sellers.
C. The market closes at noon.
"""


@pytest.mark.parametrize(
    ("subject", "places"),
    [
        ("Subsection C of Section 9-1 NMSA 1978", ["§ 9-1(C)"]),
        ("Subsection C of Section 9-1 NMSA 1978 (being Laws 2003, Chapter 153, Section 42, as amended)", ["§ 9-1(C)"]),
        ("Subsections A and C of Section 9-1", ["§ 9-1(A)", "§ 9-1(C)"]),
        ("Subsections A through C of Section 9-1", ["§ 9-1(A)", "§ 9-1(B)", "§ 9-1(C)"]),
        ("Paragraph (1) of Subsection B of Section 9-1", ["§ 9-1(B)(1)"]),
        ("Paragraph B(1) of Section 9-1", ["§ 9-1(B)(1)"]),
        ("Section 9-1 NMSA 1978", ["§ 9-1"]),
        ("Subsection (b) of section 9-1", ["§ 9-1(b)"]),
    ],
)
def test_a_place(subject: str, places: list[str]) -> None:
    reading = read_instruction(f'{subject} is amended by striking "fee".')
    assert [operation.place.shown() for operation in reading.operations] == places


@pytest.mark.parametrize(
    "sentence",
    [
        "Subsection C of Section 9-1 NMSA 1978, except the last sentence, is repealed.",
        "So much of Subsection C of Section 9-1 as speaks of noon is repealed.",
        "The second Subsection C of Section 9-1 is repealed.",
    ],
)
def test_a_place_that_is_limited_is_none(sentence: str) -> None:
    assert isinstance(apply(TEXT, read_instruction(sentence).operations), Refused) or (read_instruction(sentence).operations == ())


def test_the_section_of_an_act_is_not_one_of_the_code() -> None:
    (operation,) = read_instruction("Subsection C of Section 5 of the Market Act is repealed.").operations
    assert operation.place.section is None


@pytest.mark.parametrize(
    ("instruction", "line"),
    [
        ('Section 9-1 is amended by adding a new Subsection D to read as follows:\n"D. Dogs stay outside."', "D.\nDogs stay outside."),
        ('Subsection C of Section 9-1 is amended to read as follows:\n"C. It never closes."', "C.\nIt never closes."),
    ],
)
def test_units_with_their_words(instruction: str, line: str) -> None:
    (reading,) = read_act(instruction)
    outcome = apply(TEXT, reading.operations)
    assert isinstance(outcome, Applied)
    assert outcome.text.endswith(f"{line}\n")


@pytest.mark.parametrize(
    "instruction",
    [
        'Section 9-1 is amended by adding a new Subsection (D) to read as follows:\n"(D) Dogs stay outside."',
        'Section 9-1 is amended by adding a new Subsection C to read as follows:\n"C. Twice."',
    ],
)
def test_units_that_have_no_certain_place_are_refused(instruction: str) -> None:
    (reading,) = read_act(instruction)
    assert len(reading.operations) == 1
    assert isinstance(apply(TEXT, reading.operations), Refused)


@pytest.mark.parametrize(
    ("places", "read"),
    [
        ("Section 9-1(A) and (C)", ["§ 9-1(A)", "§ 9-1(C)"]),
        ("Section 9-1(a), (b), and (d)", ["§ 9-1(a)", "§ 9-1(b)", "§ 9-1(d)"]),
        ("Section 9-1(a) through (c)", ["§ 9-1(a)", "§ 9-1(b)", "§ 9-1(c)"]),
        ("Sections 9-1(b) and 9-2", ["§ 9-1(b)", "§ 9-2"]),
    ],
)
def test_a_list_of_places_is_read_to_its_end(places: str, read: list[str]) -> None:
    reading = read_instruction(f"{places} are repealed.")
    assert [operation.place.shown() for operation in reading.operations] == read


@pytest.mark.parametrize(
    "places",
    [
        "Section 9-1(b)(1) and (2)",
        "Section 9-1(b)(1) and (c)",
        "Sections 9-1 and 9-2(b) and (c)",
        "Section 5(b) and (c) (Example Code § 9-1(b) and (c))",
        "Sections 5 and 6 (Example Code §§ 9-1 and 9-2)",
        "Section 5 (Example Code §§ 9-1 and 9-2)",
    ],
)
def test_a_list_that_may_mean_other_places_is_not_certain(places: str) -> None:
    assert all(operation.place.uncertain for operation in read_instruction(f"{places} are repealed.").operations)


def test_a_note_may_name_a_place_within_a_place() -> None:
    (operation,) = read_note('in Subsection B, in Paragraph (1), deleted "x".', "9-1").operations
    assert operation.place.path == ("B", "1")
    for places in ("in Subsections A and B, in Paragraph (1)", "in Subsection B, in Subsection C", "in the catchline, in Subsection C"):
        assert all(o.place.uncertain for o in read_note(f'{places}, deleted "x".', "9-1").operations)
