"""Sentences of session laws, read into operations: each form once, and what must not be read."""

import pytest
from tests.compiler.instructions.section import UNDER, read

from pincitec.law.instructions import Reading, read_instruction, word_pair
from pincitec.law.instructions.model import (
    AddUnit,
    DesignateExisting,
    Insert,
    Part,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    Strike,
    StrikeUnit,
    Substitute,
    Where,
    Which,
)


def one(reading: Reading) -> object:
    assert not reading.remainders, reading
    (operation,) = reading.operations
    return operation


@pytest.mark.parametrize(
    ("sentence", "pair"),
    [
        ('Subsection (a) is amended by striking the phrase "a fee" and inserting the phrase "no fee" in its place.', ("a fee", "no fee")),
        ('(2) Strike the word "may" and insert the word "shall" in its place.', ("may", "shall")),
        ('(A) Strike the year "2018" wherever it appears and insert the year "2019" in its place.', ("2018", "2019")),
        ('Paragraph (2) is amended by striking the period and inserting "; or" in its place.', (".", "; or")),
        ('Paragraph (2) is amended by striking the semicolon at the end and inserting a period in its place.', (";", ".")),
        ('Paragraph (2) is amended by striking the phrase "; and" inserting a period in its place.', ("; and", ".")),
        ('Subsection (b) is amended by striking the phrase ", if any,".', (", if any,", "")),
        ('Subsection (b) is amended by striking "the Court ("Court")" and inserting "the Court".', ('the Court ("Court")', "the Court")),
        ("Subsection (b) is amended by striking the phrase “old” and inserting the phrase “new” in lieu thereof.", ("old", "new")),
        ('Subsection (b) is amended by deleting the words "old" and substituting the words "new" in their place;', ("old", "new")),
        ('Paragraph (1) is redesignated as paragraph (1A).', ("(1)", "(1A)")),
        ('Paragraph (9B) is designated as paragraph (9C).', ("(9B)", "(9C)")),
    ],
)  # fmt: skip
def test_the_words_of_an_instruction(sentence: str, pair: tuple[str, str]) -> None:
    operation = one(read(sentence))
    assert word_pair(operation) == pair  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "path"),
    [
        ('Subsection (b)(2)(A) is amended by striking "x".', ("b", "2", "A")),
        ('The lead-in language of subparagraph (D) of paragraph (3) of subsection (a-1) is amended by striking "x".', ("a-1", "3", "D")),
        ('Paragraph (17B) is amended by striking "x".', ("17B",)),
        ('Paragraph 6 is amended by striking "x".', ("6",)),
        ('Newly designated subsection (c) is amended by striking "x".', ("c",)),
        ('Section 9(d)(1) (Example Code § 3-112(e)(1)) is amended by striking "x".', ("e", "1")),
        ('Section 3-112(xx)(i) is amended by striking "x".', ("xx", "i")),
    ],
)
def test_the_place_of_an_instruction(sentence: str, path: tuple[str, ...]) -> None:
    operation = one(read(sentence))
    assert isinstance(operation, Strike)
    assert (operation.place.section, operation.place.path) == ("3-112", path)


def test_a_place_is_inherited_from_enclosing_sentences() -> None:
    under = (*UNDER, "(1) Subsection (c)(1) is amended as follows:", "(A) Subparagraph (B) is amended as follows:")
    operation = one(read_instruction('(i) Sub-subparagraph (iv) is amended by striking "x".', under))
    assert isinstance(operation, Strike)
    assert operation.place.path == ("c", "1", "B", "iv")
    sibling = one(read_instruction('(2) Paragraph (7) is amended by striking "x".', under))
    assert isinstance(sibling, Strike)
    assert sibling.place.path == ("c", "7")


def test_a_title_of_the_code_completes_a_section_number() -> None:
    under = ("5 Title 28 of the Example Code is amended as follows:",)
    operation = one(read_instruction('(a) Section 2701 is amended by striking "x".', under))
    assert isinstance(operation, Strike)
    assert operation.place.section == "28-2701"


def test_the_section_of_an_act_is_no_section_of_the_code() -> None:
    operation = one(
        read_instruction('Section 5(a) of the Market Act of 2001, effective May 4, 2001 (Law 1-7), is amended by striking "x".')
    )
    assert isinstance(operation, Strike)
    assert operation.place.section is None


def test_each_form_of_an_operation_on_units() -> None:
    assert isinstance(one(read("Subsection (d) is repealed.")), Repeal)
    assert [type(o) for o in read("Section 9 (Example Code § 3-112) is amended by repealing subsections (b) and (c).").operations] == [
        Repeal
    ] * 2
    added = one(read("New paragraphs (6B), (6C), and (6D) are added to read as follows:"))
    assert isinstance(added, AddUnit)
    assert added.labels == ("6B", "6C", "6D")
    assert isinstance(
        one(read("Section 9 (Example Code § 3-112) is amended by adding a new subsection (d-1) to read as follows:")), AddUnit
    )
    assert isinstance(one(read("Subsection (b) is amended to read as follows:")), RewriteUnit)
    assert isinstance(one(read("The section heading is amended to read as follows:")), Retitle)
    assert isinstance(one(read("Subsection (b) is amended by striking paragraph (2).")), StrikeUnit)
    existing = one(read("Designate the existing text as paragraph (1)."))
    assert isinstance(existing, DesignateExisting)
    assert existing.label == "1"
    moved = read("Paragraphs (1) and (1A) are redesignated as paragraphs (1A) and (1B), respectively.").operations
    assert [(o.place.path[-1], o.to) for o in moved if isinstance(o, Redesignate)] == [("1", "1A"), ("1A", "1B")]


def test_text_that_is_designated_and_amended_in_one_sentence() -> None:
    reading = read('The existing text is designated as subsection (a) and amended by striking the word "may".')
    designated, struck = reading.operations
    assert isinstance(designated, DesignateExisting)
    assert isinstance(struck, Strike)
    assert struck.place.path == ("a",)
    opened = read("The existing text is designated as subsection (a) and is amended as follows:")
    assert opened.place.path == ("a",)


def test_which_of_several_places() -> None:
    def occurrence(words: str) -> tuple[Which, int | None]:
        operation = one(read(f'Subsection (a) is amended by striking the word "x" {words} and inserting the word "y" in its place.'))
        assert isinstance(operation, Substitute)
        return operation.occurrence.which, operation.occurrence.number

    assert occurrence("both times it appears") == (Which.EVERY, 2)
    assert occurrence("each place it appears") == (Which.EVERY, None)
    assert occurrence("the second time it appears") == (Which.NTH, 2)
    assert occurrence("the last time it appears") == (Which.LAST, None)


def test_words_inserted_beside_others() -> None:
    operation = one(read('Subsection (a) is amended by inserting the phrase "or two" after the phrase "one".'))
    assert isinstance(operation, Insert)
    assert operation.anchor.where is Where.AFTER
    sentence = one(read('Subsection (a) is amended by adding a new sentence at the end to read as follows: "No fee is due.".'))
    assert isinstance(sentence, Insert)
    assert (sentence.words.text, sentence.anchor.where) == ("No fee is due.", Where.AT_END)


def test_parts_of_a_unit() -> None:
    lead_in = one(read('The lead-in language is amended by striking "x".'))
    heading = one(read('The section heading is amended by striking "x".'))
    sentence = one(read('The third and fourth sentences are amended by striking "x".'))
    assert isinstance(lead_in, Strike)
    assert isinstance(heading, Strike)
    assert isinstance(sentence, Strike)
    assert (lead_in.place.part, heading.place.part, sentence.place.sentences) == (Part.LEAD_IN, Part.HEADING, (3, 4))


def test_the_words_of_an_announced_unit() -> None:
    under = (*UNDER, "(4) New paragraphs (3) and (4) are added to read as follows:")
    added = one(read_instruction("(4) A seller shall keep the permit.", under))
    assert isinstance(added, AddUnit)
    assert added.labels == ("4",)
    assert added.text is not None


@pytest.mark.parametrize(
    "words",
    ["(b) A seller shall keep the permit.", '(3) Section 5 is amended by striking "x".', "A seller shall keep the permit."],
    ids=["another designation", "an instruction itself", "no designation"],
)
def test_a_part_of_the_announced_words_is_no_unit(words: str) -> None:
    reading = read_instruction(words, (*UNDER, "(4) A new paragraph (3) is added to read as follows:"))
    assert reading.operations == ()
    assert reading.remainders


@pytest.mark.parametrize(
    "sentence",
    [
        'Subsection (b) is amended by striking so much of it as concerns fees.',
        'Subsection (b), except paragraph (2), is repealed.',
        'So much of subsection (b) as concerns fees is repealed.',
        'The table in subsection (b) is repealed.',
        'Subsection (b) shall not be amended by striking "x".',
        'Subsection (b) is repealed as of January 1, 2020.',
        'Subsection (b) is amended by striking "x" and all that follows.',
        'Subsection (b) is amended by striking "x" through "y".',
        'Subsection (b) is amended by striking "x" and "y".',
        'Subsection (b) is amended by striking paragraph (2) from the list in subsection (c).',
        'Subsection (b) is amended by striking the phrase "x" and subsection (c) is repealed.',
        'Subsection (b) is amended by inserting the phrase "x".',
        'Subsections (a-1) through (a-5) and (c) are redesignated as subsections (b) and (c).',
        'Subsection (b) is amended by striking "x" in paragraph (1) and inserting "y" in its place.',
        'Subsection (b) is amended by striking the phrase "x" and inserting the phrase "" in its place.',
        'This act shall apply upon the date of inclusion of its fiscal effect in an approved budget.',
    ],
)  # fmt: skip
def test_what_is_not_understood_as_a_whole_gives_no_operation(sentence: str) -> None:
    reading = read(sentence)
    assert reading.operations == ()
    (remainder,) = reading.remainders
    assert sentence.endswith(remainder.text)
    (problem,) = reading.diagnostics
    assert problem.rule.code == "PC730"
    assert problem.span == remainder.span


def test_under_a_sentence_that_is_not_understood_no_place_is_certain() -> None:
    operation = one(
        read_instruction(
            '(1) Paragraph (2) is amended by striking "x".', (*UNDER, "(b) So much of subsection (b) as is due is amended as follows:")
        )
    )
    assert isinstance(operation, Strike)
    assert operation.place.uncertain is not None


def test_a_misprinted_keyword_is_read_and_listed() -> None:
    reading = read('Subsection (a) is amended by striking the phase "x" and inserting the phrase "y" in its place.')
    assert word_pair(reading.operations[0]) == ("x", "y")
    (note,) = reading.diagnostics
    assert (note.rule.code, note.message) == ("PC733", "`phase` is read as `phrase`")
    assert read('Subsection (a) is mended by striking the word "x".').operations != ()
    assert read("Subsection (a) is revealed.").operations == ()


def test_spans_are_those_of_the_sentence() -> None:
    text = '(2) Strike the word "may" and insert the word "shall" in its place.'
    operation = one(read(text))
    assert isinstance(operation, Substitute)
    assert text[operation.old.span.start : operation.old.span.end] == "may"
    assert text[operation.span.start : operation.span.end] == text[4:]
