"""Input that is meant to break the reader: unpaired marks, huge and deeply nested text, odd characters. It is told where, and in time."""

from time import process_time

import pytest
from hypothesis import given, settings, strategies as st
from tests.compiler.instructions.section import TEXT, UNDER, read

from pincitec.law.instructions import Applied, apply, read_instruction, read_note
from pincitec.law.instructions.outline import outline
from pincitec.law.instructions.quotes import Unbalanced, quoted

WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "phrase",
            '"x"',
            '"y"',
            '"',
            "“",
            "”",
            "Subsection",
            "(a)",
            "paragraph",
            "(2)",
            "is",
            "amended",
            "by",
            "striking",
            "inserting",
            "and",
            "in",
            "its",
            "place",
            "repealed",
            "wherever",
            "it",
            "appears",
            "after",
            "before",
            "(",
            ")",
            ";",
            ".",
            ",",
            "§",
            "Section",
            "3-112",
            "Code",
            "at",
            "the",
            "end",
            "first",
            "time",
            "redesignated",
            "as",
            "A",
            "Subsections",
            "through",
            "(c)",
            "[",
            "]",
            "\n",
            "\u202e",
            "\x00",
            "d’être",
        ]
    ),
    max_size=40,
).map(" ".join)


@pytest.mark.parametrize(
    ("sentence", "at"),
    [
        ('Subsection (a) is amended by striking the word "may and inserting the word "shall" in its place.', '"may'),
        ('Subsection (a) is amended by striking the word may" and inserting the word "shall" in its place.', '" and ins'),
        ('Subsection (a) is amended by striking the phrase "x and inserting the phrase "y"" in its place.', '"x and'),
        ('Subsection (a) is amended by striking the phrase "x" and "inserting the phrase "y" in its place.', None),
        ("Subsection (a) is amended by striking the phrase “x and inserting the phrase “y” in its place.", "“x"),
    ],
)
def test_marks_that_do_not_pair_are_located(sentence: str, at: str | None) -> None:
    reading = read(sentence)
    assert reading.operations == ()
    (problem,) = reading.diagnostics
    assert problem.rule.code == "PC731"
    assert sentence[problem.span.start] in '"“”'
    if at is not None:
        assert sentence.startswith(at, problem.span.start)


@pytest.mark.parametrize(
    "sentence",
    [
        'Subsection (a) is amended by striking the phrase "a fee" and inserting the phrase "no fee" in its place.',
        'Strike the phrase "the Board ("Board")" both times it appears and insert the phrase "the Board" in its place.',
        'Subsection (a) is amended by inserting the word "two" after the word "one".',
        'Subsection (a) is amended by adding a new sentence at the end to read as follows: "No "fee" is due.".',
    ],
)
def test_no_lost_or_doubled_mark_is_read_over(sentence: str) -> None:
    assert read(sentence).operations != ()
    for place, character in enumerate(sentence):
        if character == '"':
            assert read(sentence[:place] + sentence[place + 1 :]).operations == ()
            assert read(sentence[:place] + '"' + sentence[place:]).operations == ()


def test_nested_marks_pair() -> None:
    assert quoted('strike "a ("b") c" now') == quoted("strike “a (“b”) c” now")
    assert isinstance(quoted('"'), Unbalanced)
    assert quoted("no marks") == ()
    assert quoted("strike “a” now") == quoted('strike "a" now')
    assert isinstance(quoted('strike “a" now'), Unbalanced)
    assert isinstance(quoted('strike "a” now'), Unbalanced)


@pytest.mark.parametrize(
    "text",
    [
        "the " * 40_000,
        "(a)" * 60_000,
        '"' * 150_000,
        "(" * 150_000,
        "§ 1(" * 40_000,
        'Subsection (a) is amended by striking "' + "x " * 90_000 + '".',
        "Subsection (a), " * 12_000 + "is repealed.",
        "Section 1 of the " + "Act of the " * 15_000 + "is repealed.",
        "strike and " * 18_000,
        " " * 190_000 + "to read" + " " * 9_000 + "x",
        "x" * 300_000,
    ],
    ids=lambda text: text[:12].strip() or "white",
)  # fmt: skip
def test_huge_text_takes_little_time(text: str) -> None:
    start = process_time()
    for reading in (read(text), read_note(text, "3-112"), read_instruction("(1) x", (text,))):
        assert reading.operations == () or len(reading.operations) == 1
    assert process_time() - start < 5


def test_deep_nesting_is_no_outline() -> None:
    deep = "3-112\n" + "".join(f"{' ' * n}(a)\n{' ' * n}words\n" for n in range(400))
    view = outline(deep)
    assert view.uncertain
    result = apply(deep, read('Subsection (a) is amended by striking "words".').operations)
    assert not isinstance(result, Applied)
    assert read_instruction('Strike "x".', ["Subsection (a) is amended as follows:"] * 5_000).remainders == ()


def test_a_huge_section_takes_little_time() -> None:
    text = "3-112\n" + "".join(f"  ({n})\n  The fee of seller {n} is due; and\n" for n in range(1, 5_000))
    start = process_time()
    assert isinstance(apply(text, read('Paragraph (4000) is amended by striking "due".').operations), Applied)
    assert not isinstance(apply(text, read('Section 3-112 is amended by striking "The fee of sellers 77 is due".').operations), Applied)
    assert process_time() - start < 5


def test_many_hits_beside_an_anchor_take_little_time() -> None:
    text = "3-112\n" + "the fee " * 60_000 + "\n" + "".join(f"  ({n})\n  the fee\n" for n in range(1, 6_000))
    start = process_time()
    for note in ('after "the", deleted "fee"', 'before "the", deleted "fee"', 'deleted "the"'):
        assert not isinstance(apply(text, read_note(note, "3-112").operations), Applied)
    assert process_time() - start < 10


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_reading_never_fails_and_never_invents(text: str) -> None:
    for reading in (read_instruction(text, UNDER), read_note(text, "3-112")):
        assert all(remainder.text in text for remainder in reading.remainders)
        result = apply(TEXT, reading.operations)
        if isinstance(result, Applied) and not reading.operations:
            assert result.text == TEXT


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_has_an_outline(text: str) -> None:
    view = outline(text)
    assert all(0 <= run.start <= run.end <= len(text) for run in view.runs)
    apply(text, read('Section 3-112 is amended by striking "a" wherever it appears and inserting "b".').operations)
