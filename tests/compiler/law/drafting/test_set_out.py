"""A section set out whole, as New Mexico's session laws do it: only what is certain becomes an act."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st
from tests.compiler.law.drafting.toy_amend import LAW, TEXT, act_of, act_text, after, amended, put, refused

from pincitec.law.drafting.amend import Amended
from pincitec.law.places import version_on
from pincitec.syntax.law_tree import RewriteUnit

HEAD = "SECTION 3. Section 9-1 NMSA 1978 (being Laws 1999, Chapter 4, Section 1, as amended) is amended to read:\n"
CATCHLINE = '"9-1. MARKET STALLS.--\n'
UNITS = TEXT.partition("\n")[2].rstrip("\n")


def act(units: str = UNITS, *, head: str = HEAD, catchline: str = CATCHLINE, end: str = '"\n') -> str:
    return f"{head}{catchline}{units}{end}"


def changed(old: str, new: str) -> str:
    assert UNITS.count(old) == 1
    return act(UNITS.replace(old, new))


def test_a_unit_of_other_words_is_rewritten_and_no_other() -> None:
    made = amended(changed("forty dollars ($40)", "fifty dollars ($50)"))
    (operation,) = act_of(made).operations
    assert isinstance(operation, RewriteUnit)
    assert operation.place.path == ("A",)
    assert act_text(made).startswith("rewrite A {\nA. A seller shall pay a fee of fifty dollars ($50). The fee")
    assert "was {\nA. A seller shall pay a fee of forty dollars ($40)." in act_text(made)
    assert made.form == "a section set out whole"
    assert after(made)["A"].startswith("A seller shall pay a fee of fifty dollars ($50).")


def test_the_smallest_unit_that_holds_the_change_is_rewritten() -> None:
    made = amended(changed("a list of sellers", "a list of all sellers"))
    assert act_text(made) == "rewrite B(2) {\n(2) a list of all sellers.\n}\nwas {\n(2) a list of sellers.\n}"
    assert after(made)["B/1"] == "a list of stalls; and"


def test_words_before_sub_units_are_rewritten_with_them() -> None:
    made = amended(changed("The Board shall keep:", "The Board shall keep and show:"))
    assert [o.place.path for o in act_of(made).operations] == [("B",)]
    assert (after(made)["B"], after(made)["B/2"]) == ("The Board shall keep and show:", "a list of sellers.")


def test_units_are_added_and_others_rewritten() -> None:
    units = UNITS.replace("closes at noon", "closes at one").replace(
        "; and\n(2) a list of sellers.", ";\n(2) a list of sellers; and\n(3) a map."
    )
    made = amended(act(f"{units}\nD. Dogs stay outside.\nE. So do cats."))
    assert list(after(made)) == ["heading", "A", "B", "B/1", "B/2", "B/3", "C", "D", "E"]
    assert (after(made)["B/2"], after(made)["B/3"]) == ("a list of sellers; and", "a map.")
    assert (after(made)["C"], after(made)["E"]) == ("The market closes at one.", "So do cats.")


def test_the_heading_on_file_stays_and_that_is_told() -> None:
    made = amended(changed("noon", "one"))
    assert after(made)["heading"] == "Market stalls."
    (told,) = made.warnings
    assert (told.rule.code, told.notes) == ("PC777", ("the heading on file: `Market stalls.`",))


def test_a_heading_printed_as_on_file_needs_no_word() -> None:
    assert amended(act(UNITS.replace("noon", "one"), catchline='"9-1. Market stalls.--\n')).warnings == ()


@pytest.mark.parametrize(
    "head",
    [
        "Section 9-1 NMSA 1978 is amended to read:\n",
        "Section 9-1 NMSA 1978 (being Laws 1999,\nChapter 4, Section 1) is amended to read as follows:\n",
        "Section 12. Section 9-1 is amended to read:\n",
    ],
)
def test_ways_of_naming_the_section(head: str) -> None:
    assert after(amended(act(UNITS.replace("noon", "one"), head=head)))["C"] == "The market closes at one."


@pytest.mark.parametrize(("mark", "end"), ["“”", '""'])
def test_quotation_marks_of_both_forms(mark: str, end: str) -> None:
    units = UNITS.replace("a list of stalls", "a list of “stalls”")
    made = amended(act(units, catchline=CATCHLINE.replace('"', mark), end=end))
    assert after(made)["B/1"] == "a list of “stalls”; and"


def test_wrapped_lines_with_empty_lines_between_units() -> None:
    units = UNITS.replace("\n", "\n\n").replace("The fee is due in March; and", "The fee is due\n   in March; and").replace("noon", "one")
    made = amended(act(units, catchline=CATCHLINE + "\n"))
    assert [o.place.path for o in act_of(made).operations] == [("C",)]


def test_words_that_differ_in_white_space_and_quotation_marks_are_the_same() -> None:
    assert "is the text on file" in refused(act(UNITS.replace("a list of stalls", "a  list of\u00a0stalls"))).message


REFUSED = {
    "nothing changed": (act(), "the section as set out is the text on file"),
    "a unit is missing": (act(UNITS.rpartition("\n")[0]), "`C` is on file and is not set out"),
    "a sub-unit is missing": (changed("; and\n(2) a list of sellers.", "."), "`B(2)` is on file and is not set out"),
    "units moved": (
        act(UNITS.replace("C. The", "D. The").replace("B. The", "B. Dogs stay out.\nC. The")),
        "`B(1)` is on file and is not set out",
    ),
    "words moved down": (
        act("A. Dogs stay out.\nB. The Board shall keep:\n(1) a list of stalls; and\n(2) a list of sellers.\nC. Cats too.\n"
            "D. The market closes at noon."),
        "the words of `C` on file may now stand in `D`",
    ),
    "words moved and changed": (changed("C. The market closes at noon.", "C. Cats too.\nD. The market closes at one."),
                                "the words of `C` on file may now stand in `D`"),
    "another heading": (act(UNITS.replace("noon", "one"), catchline='"9-1. MARKET BOOTHS.--\n'), "the catchline has other words"),
    "struck words in brackets": (changed("forty dollars", "[forty] fifty dollars"), "`[` may mark words"),
    "underlined words": (changed("noon", "_one_"), "`_` may mark words"),
    "marks of ours": (changed("C. The", "p|The"), "`|` may mark words"),
    "another section": (act(head=HEAD.replace("9-1", "9-2"), catchline='"9-2. MARKET STALLS.--\n'), "the act amends section 9-2"),
    "two numbers": (act(catchline='"9-2. MARKET STALLS.--\n'), "section 9-2 is set out, and section 9-1 is amended"),
    "no quotation marks": (act(catchline="9-1. MARKET STALLS.--\n", end=""), "here the section would begin"),
    "no closing mark": (act(end="\n"), "a quotation mark without its counterpart"),
    "a lone mark within": (changed("noon", '"noon'), "a quotation mark without its counterpart"),
    "another section follows": (act(end='"\nSECTION 4. Section 9-2 NMSA 1978 is repealed.\n'), "another section of the act follows"),
    "another section set out follows": (act(end=f'"\n{HEAD}{CATCHLINE}{UNITS}"\n'), "another section of the act follows"),
    "words behind it": (act(end='"\nThis act takes effect at once.\n'), "a quotation mark without its counterpart"),
    "a line without a unit": (changed("noon.", "noon.\nIt opens at six."), "a paragraph without a designation"),
    "a designator out of order": (changed("C. The", "D. The"), "`D.` is not the next designator"),
    "a wrapped line like a unit": (changed("(1) a list", "\n(1) a list"), "may open a unit"),
    "cut off": (HEAD, "here the section would begin"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_certain_is_refused(text: str, message: str) -> None:
    problem = refused(text)
    assert message in problem.message
    assert problem.span.path != LAW
    assert 0 <= problem.span.start <= problem.span.end <= len(text)


LETTERS = "ABCD"
WORDS = st.lists(st.sampled_from(["fee", "fees", "ten", "dollars", "is", "due,", "the", "($10)"]), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=3), st.lists(WORDS, min_size=2, max_size=4))
def test_the_text_is_that_which_is_set_out_and_the_text_before_stays(old: list[str], new: list[str]) -> None:
    text = "Market stalls.\n" + "".join(f"{letter}. {words}.\n" for letter, words in zip(LETTERS, old, strict=False))
    units = "\n".join(f"{letter}. {words}." for letter, words in zip(LETTERS, new, strict=False))
    made = put(act(units), text=text)
    if not isinstance(made, Amended):
        return
    assert [after(made)[letter] for letter, _ in zip(LETTERS, new, strict=False)] == [f"{words}." for words in new]
    before = version_on(made.section, date(2020, 1, 1))
    assert before is not None
    assert [unit.text for unit in before.units[1:]] == [f"{words}." for words in old]
