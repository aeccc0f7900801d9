"""On generated sections and instructions: an act is put on file and does what plain text says it does, or nothing is written."""

import re

from hypothesis import given, settings, strategies as st
from tests.compiler.law.drafting.toy_amend import act_of, after, file, put, section

from pincitec.law.drafting.amend import Amended
from pincitec.syntax.law_format import format_law

WORD = st.sampled_from(["fee", "fees", "ten", "dollars", "is", "K-5", "Board;", "due,", "the", "The", "($10)", "1.", "a", "not"])
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
OWN = st.lists(WORD, min_size=3, max_size=12).map(lambda words: "X " + " ".join(words) + ".")
UNIT = st.sampled_from(["A", "B", "C", "D"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    return "Heading.\n" + "".join(f"{letter}. {draw(OWN)}\n" for letter in "ABC")


@st.composite
def instructions(draw: st.DrawFn) -> tuple[str, str, str, str, str]:
    """A text, an instruction for it, its unit, the words struck and the words put in their place."""
    text, unit, new = draw(texts()), draw(UNIT), draw(WORDS)
    words = next((line for line in text.splitlines() if line.startswith(f"{unit}. ")), "A. fee").removesuffix(".").split()[1:]
    first = draw(st.integers(0, len(words) - 1))
    old = draw(st.one_of(WORDS, st.just(" ".join(words[first : first + draw(st.integers(1, 5))]))))
    forms = (
        f'Section 9-1({unit}) is amended by striking "{old}" and inserting "{new}" in its place.',
        f'in Subsection {unit}, deleted "{old}" and added "{new}"',
    )
    return text, draw(st.sampled_from(forms)), unit, old, new


@settings(max_examples=150, deadline=None)
@given(instructions())
def test_words_that_stand_once_give_way_to_others(instruction: tuple[str, str, str, str, str]) -> None:
    text, sentence, unit, old, new = instruction
    before = section(file(text), text)
    made = put(sentence, old=before, text=text)
    if not isinstance(made, Amended):
        assert made.problems
        return
    (line,) = [line for line in text.splitlines() if line.startswith(f"{unit}. ")]
    hits = list(re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", line[3:]))
    if len(hits) == 1:
        start, end = hits[0].span()
        expected = line[3 : 3 + start] + new + line[3 + end :]
        assert after(made)[unit].split() == expected.split()
    else:
        # The words stand there otherwise, within what is tolerated: that is on record.
        assert not hits
        assert any(operation.printed or operation.because for operation in act_of(made).operations)  # type: ignore[union-attr]


@settings(max_examples=80, deadline=None)
@given(instructions(), instructions())
def test_what_is_put_on_file_is_all_that_changes(one: tuple[str, str, str, str, str], other: tuple[str, str, str, str, str]) -> None:
    text = one[0]
    before = section(file(text), text)
    made = put(f"{one[1].rstrip('.')}; and {other[1]}" if one[1].startswith("in ") else one[1], old=before, text=text)
    if not isinstance(made, Amended):
        return
    assert format_law(made.source) == made.source.text
    kept = made.source.text
    for start, end in reversed(made.inserted.added):
        kept = kept[:start] + kept[end:]
    assert kept == before.source.text
