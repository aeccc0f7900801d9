"""What a redline shows of a unit that was rewritten whole: one run between the words that both texts begin and end with."""

import pytest
from hypothesis import given, strategies as st
from tests.compiler.law.drafting.toy_amend import DAY, TEXT, amended, file, section

from pincitec.law.common import common_words
from pincitec.law.redline import Fate, redline

MARKS = {Fate.KEPT: "{}", Fate.STRUCK: "[-{}-]", Fate.INSERTED: "{{+{}+}}"}
WORDS = st.lists(st.sampled_from(["a", "fee", "fees", "of", "$40", "$4", "(b);", "."]), max_size=8).map(" ".join)


def shown(old: str, new: str) -> str:
    """The redline of Subsection C, which gave way to other words."""
    text = TEXT.replace("The market closes at noon.", old)
    made = amended(f'Subsection C of Section 9-1 is amended to read as follows:\n"C. {new}"', old=section(file(text), text), text=text)
    units = redline(made.section, DAY.replace(year=2025), DAY)
    assert units is not None
    (unit,) = [unit for unit in units if unit.changed]
    assert not unit.whole
    return "".join(MARKS[run.fate].format(run.text) for run in unit.runs)


@pytest.mark.parametrize(
    ("old", "new", "redlined"),
    [
        ("The fee is ten dollars ($10) a day.", "The fee is six dollars ($6) a day.",
         "The fee is [-ten dollars ($10)-]{+six dollars ($6)+} a day."),
        ("It closes at noon.", "It closes at noon or at one.", "It closes at [-noon.-]{+noon or at one.+}"),
        ("It closes at noon.", "It never closes at noon.", "It {+never +}closes at noon."),
        ("It never closes.", "It closes.", "It [-never -]closes."),
        ("One fee of $40.", "Two fees in March.", "[-One fee of $40.-]{+Two fees in March.+}"),
        ("The fee of $40 is due in March.", "The fee of $50 is due in May.",
         "The fee of [-$40 is due in March.-]{+$50 is due in May.+}"),
    ],
    ids=["a number", "at the end", "inserted", "struck", "nothing alike", "two places are one run"],
)  # fmt: skip
def test_the_words_that_both_texts_begin_and_end_with_are_kept(old: str, new: str, redlined: str) -> None:
    assert shown(old, new) == redlined


@given(WORDS, WORDS)
def test_common_words_are_whole_words_of_both(one: str, other: str) -> None:
    head, tail = common_words(one, other)
    assert head + tail <= min(len(one), len(other))
    assert one[:head] == other[:head]
    assert one[len(one) - tail :] == other[len(other) - tail :]
    for text in (one, other):
        parts = (text[:head], text[head : len(text) - tail], text[len(text) - tail :])
        assert [word for part in parts for word in part.split()] == text.split()
