"""Instructions about words as operations of an act: the place, the words of the text, how often they hit, what was tolerated."""

import pytest
from tests.compiler.law.drafting.toy_amend import TEXT, act_text, after, amended, file, refused, section


@pytest.mark.parametrize(
    ("instruction", "operation"),
    [
        (
            'Section 9-1(A) is amended by striking "forty dollars ($40)" and inserting "fifty dollars ($50)" in its place.',
            'in A strike "forty dollars ($40)" insert "fifty dollars ($50)"',
        ),
        (
            'in Subsection A, after "a fee of", deleted "forty dollars ($40)" and added "fifty dollars ($50)"',
            'in A after "a fee of" strike "forty dollars ($40)" insert "fifty dollars ($50)"',
        ),
        ('in Subsection C, after "closes at", added "or before"', 'in C after "closes at" insert "or before"'),
        ('in Subsection C, before "closes", added "never"', 'in C before "closes" insert "never"'),
        ('in Subsection C, after the subsection designation, added "On Mondays"', 'in C after designation insert "On Mondays"'),
        (
            'in the catchline, after "Market", deleted "stalls" and added "booths"',
            'in heading after "Market" strike "stalls" insert "booths"',
        ),
        ('Section 9-1(B) is amended by striking "stalls".', 'in B(1) after "of" strike "stalls"'),
        ('Section 9-1 is amended by striking "noon" and inserting "one" in its place.', 'in C strike "noon" insert "one"'),
        (
            'Section 9-1(C) is amended by striking the period at the end and inserting "; and" in its place.',
            'in C at end strike "." insert "; and"',
        ),
        ('Section 9-1(C) is amended by inserting "It opens at six." at the end.', 'in C at end insert "It opens at six."'),
    ],
)  # fmt: skip
def test_an_instruction_becomes_an_operation(instruction: str, operation: str) -> None:
    assert act_text(amended(instruction)) == operation


def test_the_text_after_the_act_is_that_of_the_instruction() -> None:
    made = amended('in Subsection A, after "a fee of", deleted "forty dollars ($40)" and added "fifty dollars ($50)"')
    assert after(made)["A"] == "A seller shall pay a fee of fifty dollars ($50). The fee is due in March; and the Board may waive the fee."


def test_every_one_of_several_is_counted() -> None:
    made = amended('Section 9-1(A) is amended by striking "fee" wherever it appears and inserting "charge" in its place.')
    assert act_text(made) == 'in A strike "fee" insert "charge" hits 3'
    assert after(made)["A"].count("charge") == 3


def test_every_one_in_several_units_is_an_operation_each() -> None:
    made = amended('Section 9-1 is amended by striking "list" both times it appears and inserting "register" in its place.')
    assert act_text(made) == 'in B(1) strike "list" insert "register"\nin B(2) strike "list" insert "register"'


def test_one_of_several_is_numbered() -> None:
    made = amended('Section 9-1(A) is amended by striking "fee" the second time it appears and inserting "charge" in its place.')
    assert act_text(made) == 'in A strike "fee" insert "charge" at 2 of 3'
    assert after(made)["A"].split("charge")[0] == "A seller shall pay a fee of forty dollars ($40). The "


def test_a_sentence_confines_the_words() -> None:
    made = amended('in Subsection A, in the second sentence, deleted "may" and added "shall"')
    assert act_text(made) == 'in A sentence 2 strike "may" insert "shall"'


def test_instructions_are_done_one_after_the_other() -> None:
    made = amended('in Subsection C, deleted "noon" and added "one"; and after "at one", added "sharp"')
    assert act_text(made) == 'in C strike "noon" insert "one"\nin C after "at one" insert "sharp"'
    assert after(made)["C"] == "The market closes at one sharp."


def test_words_that_are_quoted_otherwise_are_recorded() -> None:
    made = amended('in Paragraph (1) of Subsection B, deleted "a List of stalls" and added "a register of stalls"')
    assert act_text(made) == 'in B(1) strike "a list of stalls" insert "a register of stalls" printed "a List of stalls"'
    assert [(t.kind, t.text, t.printed) for t in made.section.tolerances] == [("case", "a list of stalls", "a List of stalls")]


def test_a_misquotation_is_recorded_where_the_words_of_the_text_are_said_elsewhere() -> None:
    made = amended('in Subsection C, deleted "the market" and added "The market of the town"')
    assert act_text(made).startswith('in C strike "The market" insert "The market of the town"')
    assert "because" in act_text(made)
    assert "“the market”" in act_text(made)


def test_a_place_that_is_quoted_otherwise_is_recorded() -> None:
    made = amended('in Subsection C, after "the Market closes", added "always"')
    assert act_text(made).startswith('in C after "The market closes" insert "always"')
    assert "“the Market closes”" in act_text(made)


def test_quotation_marks_and_white_space_need_no_record() -> None:
    made = amended('in Subsection C, deleted "The  market\ncloses at" and added "It closes at"')
    assert act_text(made) == 'in C strike "The market closes at" insert "It closes at"'
    assert made.section.tolerances == ()


@pytest.mark.parametrize(
    ("instruction", "code", "underlined"),
    [
        ('in Subsection A, deleted "forty dollars ($41)"', "PC734", "forty dollars ($41)"),
        ('in Subsection A, deleted "fee"', "PC735", "fee"),
        ('in Subsection A, deleted "fees"', "PC734", "fees"),
        ('in Subsection A, deleted "sell"', "PC734", "sell"),
        ('in Subsection E, deleted "fee"', "PC736", 'in Subsection E, deleted "fee"'),
        ('Section 9-2(A) is amended by striking "forty".', "PC736", 'Section 9-2(A) is amended by striking "forty".'),
        ('Subsection (A) is amended by striking "forty".', "PC736", 'Subsection (A) is amended by striking "forty".'),
        ('in Subsection A, deleted "forty and added "fifty"', "PC731", '"'),
        ('in Subsection A, made the fee higher', "PC730", "in Subsection A, made the fee higher"),
        ('in Subsection A, deleted "forty"; and made technical changes', "PC730", "and made technical changes"),
    ],
)  # fmt: skip
def test_what_is_refused_is_shown_in_the_instructions(instruction: str, code: str, underlined: str) -> None:
    problem = refused(instruction)
    assert problem.rule.code == code
    assert problem.span.path == "act.txt"
    assert instruction[problem.span.start : problem.span.end] == underlined


def test_a_double_hit_shows_each_place_in_the_text() -> None:
    problem = refused('in Subsection A, deleted "fee"')
    assert [label.text for label in problem.labels[1:]] == ["the words stand here"] * 3
    assert {label.span.path for label in problem.labels[1:]} == {"market/9-1.law"}


def test_other_digits_show_the_words_that_stand_there() -> None:
    problem = refused('in Subsection A, deleted "forty dollars ($41)"')
    assert [label.text for label in problem.labels[1:]] == ["the nearest words"]
    assert problem.notes == ("the text: `40`, the instruction: `41`",)


@pytest.mark.parametrize(
    ("instruction", "operations"),
    [
        ('in Subsection A, deleted "in March; and"', 'in A after "due" strike "in March; and"'),
        ('in Subsection C, deleted "The market"', 'in C at start strike "The market"'),
        ('in Subsection A, deleted "seller" and added "Board"', 'in A after "A" strike "seller" insert "Board"'),
        ('in Subsection A, deleted "the Board" and added "A seller"', 'in A after "and" strike "the Board" insert "A seller"'),
    ],
)  # fmt: skip
def test_words_get_a_place_where_nothing_else_would_say_it(instruction: str, operations: str) -> None:
    """Struck words leave no trace, and words put in place of others may stand elsewhere: either way the act must be undone."""
    assert act_text(amended(instruction)) == operations


def test_several_hits_that_could_not_be_told_from_other_words_are_one_operation_each() -> None:
    made = amended('Section 9-1(A) is amended by striking "fee" wherever it appears and inserting "Board" in its place.')
    anchors = ("a", "The", "waive the")
    assert act_text(made) == "\n".join(f'in A after "{anchor}" strike "fee" insert "Board"' for anchor in anchors)


def test_a_mark_that_is_named_needs_no_quotation() -> None:
    made = amended('Section 9-1(B)(1) is amended by striking the semicolon and inserting "," in its place.')
    assert act_text(made) == 'in B(1) strike ";" insert ","'


def test_a_sentence_that_is_rewritten_is_named_by_its_place() -> None:
    made = amended('The second sentence of Section 9-1(A) is amended to read as follows: "The fee is due in May."')
    assert act_text(made).startswith('in A sentence 2 strike "The fee is due in March; and the Board may waive the fee."')
    assert after(made)["A"].endswith("($40). The fee is due in May.")


def test_a_lead_in_is_rewritten() -> None:
    made = amended('The lead-in language of Section 9-1(B) is amended to read as follows: "The Board shall hold"')
    assert act_text(made) == 'in B lead in strike "The Board shall keep:" insert "The Board shall hold"'


@pytest.mark.parametrize(("before", "after_"), [("", "."), ("(", ")")])
def test_a_section_of_many_subsections_is_told_apart(before: str, after_: str) -> None:
    letters = "ABCDEFGHIJKL" if not before else "abcdefghijkl"
    text = "Market.\n" + "".join(f"{before}{letter}{after_} Fee {letter} is due.\n" for letter in letters)
    law = file(text, ladder=f'"{before}{letters[0]}{after_}" "(1)"')
    unit = letters[8]
    made = amended(
        f'Section 9-1({unit}) is amended by striking "due" and inserting "paid" in its place.', old=section(law, text), text=text
    )
    assert after(made)[unit] == f"Fee {unit} is paid."


def test_more_instructions_than_can_be_carried_out_are_refused() -> None:
    text = TEXT + "D. " + "words " * 6000 + "\n"
    several = "; and ".join('after "The", deleted "market" and added "market"' for _ in range(1000))
    problem = refused(f"in Subsection C, {several}", old=section(file(text), text), text=text)
    assert problem.rule.code == "PC732"
