"""Operations carried out on a section's text: what each changes, and the reason for which each is refused."""

import pytest
from tests.compiler.instructions.section import TEXT, after, read, refusal

from pincitec.diagnostics import Span
from pincitec.law.instructions import Applied, Place, Refused, Terms, apply
from pincitec.law.instructions.levels import steps_from
from pincitec.law.instructions.model import Rank, StrikeDesignation


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ('Subsection (a) is amended by striking the figure "$50" and inserting the figure "$60" in its place.', "of $50 to", "of $60 to"),
        ('Paragraph (1A) of subsection (c) is amended by striking the word "Market".', "the Market Board to", "the Board to"),
        ('Subsection (b)(1) is amended by striking the phrase "; and" and inserting a period in its place.', "the fee; and", "the fee."),
        ('Subsection (b)(2) is amended by striking the period and inserting the phrase "; and" in its place.', "of age.", "of age; and"),
        ('Subsection (b)(2) is amended by striking the period at the end and inserting "; or" in its place.', "of age.", "of age; or"),
        ('The lead-in language of subsection (b) is amended by striking the word "may" and inserting the word "shall" in its place.',
         "permit may be", "permit shall be"),
        ('The section heading is amended by striking the phrase "and permits".', "fees and permits.", "fees."),
        ('Subsection (b) is amended by inserting "or renewed" after the phrase "granted".', "granted to", "granted or renewed to"),
        ('Subsection (a) is amended by adding a new sentence at the end to read as follows: "No fee is due twice.".',
         "waive the fee.", "waive the fee. No fee is due twice."),
        ('Subsection (a) is amended by striking the second sentence.', " The Board may waive the fee.", ""),
        ('Subsection (c)(1) is amended by striking the word "Board" the last time it appears and inserting "seller" in its place.',
         "and the Board shall", "and the seller shall"),
        ('The second sentence of subsection (a) is amended by striking the phrase "the fee" and inserting "it" in its place.',
         "may waive the fee", "may waive it"),
        ('Subsection (b) is amended by striking paragraph (1).', "    (1)\n    Has paid the fee; and\n", ""),
        ('Paragraph (2) of subsection (c) is redesignated as paragraph (3).', "(2)\n    The list is", "(3)\n    The list is"),
        ('Subsection (a) is amended by inserting "registered" before the word "seller".', "A seller shall", "A registered seller shall"),
    ],
)  # fmt: skip
def test_what_an_instruction_changes(sentence: str, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert after(sentence) == TEXT.replace(old, new)


def test_every_place_is_changed_where_the_act_says_so() -> None:
    changed = after(
        'Subsection (c)(1) is amended by striking the word "Board" both times it appears and inserting the word "Office" in its place.'
    )
    assert changed == TEXT.replace("The Board shall keep", "The Office shall keep").replace(
        "the Board shall print", "the Office shall print"
    )


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ('Subsection (a) is amended by striking the figure "$500" and inserting "$60" in its place.', "only with other digits"),
        ('Subsection (a) is amended by striking the word "Board".', "stand 2 times in `§ 3-112(a)`, where once was meant"),
        ('Subsection (a) is amended by striking the word "Council".', "the words do not stand in `§ 3-112(a)`"),
        ('Subsection (c)(1) is amended by striking the word "seller".', "only inside longer words"),
        ('Subsection (c) is amended by striking the word "seller" wherever it appears and inserting "trader".', "also inside longer words"),
        ('Subsection (a) is amended by striking the word "Board" the third time it appears.', "stand 2 times"),
        ('Subsection (b) is amended by striking the word "fee" both times it appears.', "stand 1 times"),
        ('Subsection (d) is amended by striking the word "fee".', "there is no `§ 3-112(d)` in the text"),
        ('Subsection (c)(2) is amended by striking the semicolon and inserting a period in its place.', "`;` stands 2 times"),
        ('Section 3-113(a) is amended by striking the word "fee".', "the instruction is for § 3-113, and the text is that of § 3-112"),
        ('Section 9(a) of the Old Act of 1990 is amended by striking the word "fee".', "does not say which section"),
        ('Subsection (a) is amended by striking "first" and inserting "(as section 5 of this act says)".', "cite an act"),
        ('Amendatory section 3-112(a) in section 2 of the Old Act of 1990 is amended by striking "first".', "another act's amendment"),
        ('Subsection (b)(1) is amended by striking the word "paid" at the end.', "not where they are said to"),
        ('Paragraph (1) of subsection (c) is redesignated as paragraph (2).', "bear the same designation"),
        ('Subsection (a) is amended to read as follows:', "announced, but they are not here"),
        ('Section 3-112 is repealed.', "only a unit below a section"),
        ('The fourth sentence of subsection (a) is amended by striking the word "fee".', "there are 2 sentences"),
    ],
)  # fmt: skip
def test_why_an_instruction_is_refused(sentence: str, reason: str) -> None:
    message = refusal(sentence)
    assert reason in message
    assert message == message[0].lower() + message[1:]
    assert not message.endswith(".")


def test_all_operations_are_carried_out_or_none() -> None:
    good, bad = read('Subsection (a) is amended by striking "first".'), read('Subsection (b) is amended by striking "first".')
    result = apply(TEXT, (*good.operations, *bad.operations))
    assert not isinstance(result, Applied)


@pytest.mark.parametrize(
    ("struck", "text", "tolerance"),
    [
        ("a fee of $50", "a fee of $50", "exact"),
        ('the "fee"', "the “fee”", "white space and quotation marks"),
        ("the Fee", "the fee", "case"),
        ("fee and or levy", "fee and, or levy", "punctuation"),
        ("the Board Fees office", "the Board of Fees office", "missing word"),
    ],
)
def test_the_tolerance_that_words_needed_is_recorded(struck: str, text: str, tolerance: str) -> None:
    section = f"3-112\n  (a)\n  One pays {text} on entry."
    reading = read(f'Subsection (a) is amended by striking the phrase "{struck}" and inserting the word "nothing" in its place.')
    result = apply(section, reading.operations)
    assert isinstance(result, Applied)
    assert result.text == "3-112\n  (a)\n  One pays nothing on entry."
    assert result.done[0].tolerance == tolerance
    strict = apply(section, reading.operations, terms=Terms(most="exact"))
    assert isinstance(strict, Applied) == (tolerance in {"exact", "white space and quotation marks"})


@pytest.mark.parametrize(
    ("struck", "text"),
    [
        ("may refuse", "may not refuse"),
        ("within 30 days", "within 60 days"),
        ("all sellers and Board", "all sellers or Board"),
        ("fee", "fees"),
    ],
)
def test_what_is_never_tolerated(struck: str, text: str) -> None:
    section = f"3-112\n  (a)\n  The Board {text} of it."
    assert not isinstance(apply(section, read(f'Subsection (a) is amended by striking "{struck}".').operations), Applied)


def test_a_bracket_of_the_editors_is_not_written_over() -> None:
    text = TEXT.replace("seller in error", "seller").replace("the first market", "the firs[t] market")
    assert "an editor's bracket" in refusal('Subsection (a) is amended by striking "the firs" and inserting "the first".', text)


def test_paragraphs_cited_without_the_one_subsection_that_they_stand_in() -> None:
    text = "3-112\nIn this section, the term:\n  (a)\n    (1)\n    \u201cFee\u201d means a fee.\n    (2)\n    \u201cDay\u201d means a day."
    assert "means a week" in after('Paragraph (2) is amended by striking "a day" and inserting "a week".', text)


def test_new_units_stand_in_their_order() -> None:
    reading = read("A new paragraph (1B) is added to read as follows:")
    (announced,) = reading.operations
    from tests.compiler.instructions.section import UNDER

    from pincitec.law.instructions import read_instruction

    given = read_instruction("(1B) The list is kept for 3 years.", (*UNDER, "(1) Subsection (c) is amended as follows:",
                             "(A) A new paragraph (1B) is added to read as follows:"))  # fmt: skip
    result = apply(TEXT, given.operations)
    assert isinstance(result, Applied)
    assert "correct the list.\n    (1B)\n    The list is kept for 3 years.\n    (2)\n" in result.text
    assert not isinstance(apply(TEXT, (announced,)), Applied)


def test_existing_text_under_a_designation_of_its_own() -> None:
    changed = after("The existing text of subsection (a) is designated as paragraph (1).")
    assert "  (a)\n    (1)\n    A seller shall pay a fee of $50" in changed


def test_designators_move_all_at_once() -> None:
    changed = after("Paragraphs (1), (1A), and (2) of subsection (c) are redesignated as paragraphs (1A), (2), and (3), respectively.")
    assert changed.count("    (1A)\n    The Board shall keep") == changed.count("    (3)\n    The list is public") == 1


def undesignated(*labels: str) -> Applied | Refused:
    operation = StrikeDesignation(Place("3-112", steps=steps_from(Rank.SUBSECTION, labels)), Span("note", 0, 1))
    return apply(TEXT, (operation,))


def test_words_that_lose_their_designation_join_those_above() -> None:
    result = undesignated("b", "1")
    assert isinstance(result, Applied)
    assert "\n  A permit may be granted to a seller who:\n  Has paid the fee; and\n    (2)\n" in result.text


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (("c", "1A"), "would go on with those of `(1)`"),
        (("b", "2"), "would go on with"),
        (("b",), "the units below one"),
        ((), "the number"),
    ],
)
def test_where_words_go_that_lose_their_designation_is_not_always_known(labels: tuple[str, ...], why: str) -> None:
    result = undesignated(*labels)
    assert isinstance(result, Refused)
    assert why in result.reason.message


def test_notes_of_the_publisher_are_no_words_of_the_law() -> None:
    text = TEXT.replace("[heading]", "*NOTE: the first version expires.*\n[heading]")
    assert "before the second market day" in after('Section 3-112 is amended by striking "first" and inserting "second".', text)


def test_units_that_cannot_be_told_apart_are_not_worked_in() -> None:
    text = "3-112\n(a)\nOne.\n(i)\nTwo first.\n(3)\nThree.\n(b)\nFour."
    assert "told apart" in refusal('Subsection (a) is amended by striking "first".', text)
