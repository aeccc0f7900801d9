"""A whole act: its sentences nested by their designators, and the units that it quotes."""

import pytest
from tests.compiler.instructions.section import TEXT

from pincitec.law.instructions import Applied, apply, read_act
from pincitec.law.instructions.model import AddUnit, RewriteUnit, Strike, Substitute

ACT = """Sec. 2. Section 9 of the Market Act of 2001 (Example Code § 3-112) is amended as
follows:
  (a) Subsection (a) is amended by striking the figure "$50" and inserting
the figure "$60" in its place.
  (b) Subsection (c) is amended as follows:
    (1) Paragraph (1) is amended by striking the phrase ", and the Board shall print it".
    (2) New paragraphs (1B) and (1C) are added to read as follows:
    "(1B) The list is kept for 3 years.
    "(1C) The Board may sell the list.".
    (3) Paragraph (2) is amended to read as follows:
    "(2) The list is public.".
  (c) Subsection (b)(2) is amended by striking "18" and inserting "21".
"""


def test_an_act_is_read_and_carried_out() -> None:
    readings = read_act(ACT)
    assert all(not reading.remainders for reading in readings)
    operations = [operation for reading in readings for operation in reading.operations]
    assert [type(o) for o in operations] == [Substitute, Strike, AddUnit, AddUnit, RewriteUnit, Substitute]
    assert [o.place.path for o in operations] == [("a",), ("c", "1"), ("c",), ("c",), ("c", "2"), ("b", "2")]
    result = apply(TEXT, operations)
    assert isinstance(result, Applied)
    assert "a fee of $60" in result.text
    units = "(1B)\n    The list is kept for 3 years.\n    (1C)\n    The Board may sell the list.\n    (2)\n    The list is public."
    assert f"correct the list.\n    {units}" in result.text
    assert "at least 21 years" in result.text


def test_spans_are_those_of_the_act() -> None:
    (substitute,) = read_act(ACT)[0].operations
    assert isinstance(substitute, Substitute)
    assert ACT[substitute.old.span.start : substitute.old.span.end] == "$50"
    assert ACT[substitute.span.start :].startswith("Subsection (a)")


def test_a_sentence_whose_place_is_not_certain_is_not_read_nor_what_follows_it() -> None:
    act = ACT.replace("    (2) New", "    (4) New")
    readings = read_act(act)
    assert [bool(reading.operations) for reading in readings][:2] == [True, True]
    assert all(not reading.operations for reading in readings[2:])
    assert "not the next designation" in readings[2].diagnostics[0].message


def test_i_after_h_is_the_next_letter_unless_a_sentence_opens_others() -> None:
    letters = "".join(f'({letter}) Subsection ({letter}) is amended by striking "x".\n' for letter in "abcdefghij")
    readings = read_act("Section 9 (Example Code § 3-112) is amended as follows:\n" + letters)
    assert [reading.operations[0].place.path[0] for reading in readings] == list("abcdefghij")
    nested = (
        "Section 9 (Example Code § 3-112) is amended as follows:\n(a) Subsection (a) is amended as follows:\n"
        "(1) Paragraph (1) is amended as follows:\n(A) Subparagraph (B) is amended as follows:\n"
        '(i) Strike "x".\n(ii) Strike "y".\n(B) Subparagraph (C) is repealed.\n'
    )
    assert [reading.operations[0].place.path for reading in read_act(nested)] == [("a", "1", "B"), ("a", "1", "B"), ("a", "1", "C")]


def test_odd_acts_do_not_break_the_reader() -> None:
    assert read_act("") == ()
    for text in ("(a) " * 5_000, "\n(a) is amended as follows:" * 3_000, '"\n' * 5_000, "2.", "Sec. 2. x\n" * 3_000, "\u202e(a)\x00"):
        assert all(not reading.operations for reading in read_act(text))


def test_a_heading_that_does_something_itself_is_an_instruction_too() -> None:
    act = '1. Section 9-1(c) is redesignated as subsection (d) and amended as follows:\n(a) Strike "noon".'
    assert [(type(o).__name__, o.place.path) for r in read_act(act) for o in r.operations] == [("Redesignate", ("c",)), ("Strike", ("d",))]


@pytest.mark.parametrize(
    "heading",
    [
        "Section 9-1(b) is repealed and section 9-1(c) is amended as follows:",
        'Section 9-1(c) is amended by striking "x" and as follows:',
        "Section 9-1, except as the Board decides, is amended as follows:",
        "Fees are abolished. Section 9-1(c) is amended as follows:",
    ],
)
def test_a_heading_that_is_not_understood_is_a_remainder(heading: str) -> None:
    readings = read_act(f'1. {heading}\n(a) Strike "noon".')
    assert [r.text for reading in readings for r in reading.remainders] == [heading]


def test_what_a_sentence_does_beside_announcing_units_is_read_too() -> None:
    act = '1. Section 9-1 is amended by repealing subsection (b) and adding a new subsection (d) to read as follows:\n"(d) Dogs.".'
    assert [type(o).__name__ for r in read_act(act) for o in r.operations] == ["Repeal", "AddUnit"]


@pytest.mark.parametrize(
    "act",
    [
        '1. Section 9-1 is amended by adding new subsections (d) and (e) to read as follows:\n"(d) Dogs.".',
        '1. Section 9-1(b) and (c) are amended to read as follows:\n"(b) Dogs.".',
        '1. Section 9-1 is amended by adding a new subsection (d) to read as follows:\n"(d) Dogs.\n"(d) Cats.".',
    ],
)
def test_units_that_are_announced_and_not_given_are_a_remainder(act: str) -> None:
    readings = read_act(act)
    assert [o for r in readings for o in r.operations] == []
    assert len([d for r in readings for d in r.diagnostics]) == 1


def test_several_units_are_rewritten_each_with_its_words() -> None:
    readings = read_act('1. Section 9-1(b) and (c) are amended to read as follows:\n"(b) Dogs.\n"(c) Cats.".')
    assert [o.text.text for r in readings for o in r.operations if isinstance(o, RewriteUnit) and o.text] == ["(b) Dogs.", "(c) Cats."]
