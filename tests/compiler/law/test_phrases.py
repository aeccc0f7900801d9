"""Comparisons stated by the words of the law: a test for each row of the table, for negation, adjacency and sentences."""

import time

import pytest
from hypothesis import given, strategies as st

from pincitec.law.figures import figures
from pincitec.law.phrases import PHRASES, Comparator, Operator, Phrase, Scope, comparator_for, same_meaning
from pincitec.law.sentences import sentence_around


def stated(sentence: str, which: int = -1) -> Comparator | None:
    """The comparator of one number of a sentence, the last unless said."""
    figure = figures(sentence)[which]
    return comparator_for(sentence, figure.start, figure.end)


NUMBERS = {
    Scope.ANY: ["three years", "60 days", "$5,000", "60%", "ten evaluations", "October 15"],
    Scope.AMOUNT: ["three years", "60 days", "$5,000", "60%", "ten evaluations"],
    Scope.THING: ["$5,000", "60%", "ten evaluations"],
    Scope.MOMENT: ["October 15", "June 14, 2019", "May 2024", "fiscal year 2020"],
    Scope.RATE: ["sixty thousand dollars ($60,000)", "60%"],
}
OTHERS = {Scope.ANY: [], Scope.AMOUNT: ["October 15"], Scope.THING: ["three years", "October 15"],
          Scope.MOMENT: ["three years", "60%", "ten evaluations"], Scope.RATE: ["three years", "ten evaluations"]}  # fmt: skip


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row.words)
def test_every_row_states_its_comparison(row: Phrase) -> None:
    for number in NUMBERS[row.scope]:
        sentence = f"who holds it {number} {row.words}, here" if row.after else f"who holds it {row.words} {number} here"
        found = stated(sentence)
        assert found is not None, sentence
        assert (found.operator, found.words, found.negated, found.firm) == (row.operator, row.words, False, row.firm)
        assert sentence[found.start : found.end] == row.words


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row.words)
def test_a_row_states_nothing_for_other_numbers(row: Phrase) -> None:
    for number in OTHERS[row.scope]:
        assert stated(f"who holds it {row.words} {number} here") is None


def test_no_row_stands_twice() -> None:
    assert len({(row.words, row.after) for row in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize(
    ("sentence", "operator", "words"),
    [
        ("does not exceed $500", "<=", "not exceed"),
        ("a fee not to exceed $500", "<=", "not to exceed"),
        ("cannot exceed 5%", "<=", "cannot exceed"),
        ("doesn't exceed 5%", "<=", "doesn't exceed"),
        ("is not less than 60%", ">=", "not less than"),
        ("shall not be less than 60%", ">=", "not be less than"),
        ("shall not be more than 30 days", "<=", "not be more than"),
        ("never over five percent", "<=", "never over"),
        ("not until July 1", ">=", "not until"),
        ("not before June 1, 2020", ">=", "not before"),
        ("not after October 15", "<=", "not after"),
        ("no evaluation may be older than three years", "<=", "no evaluation may be older than"),
        ("not less than 60 nor more than 90 days", "<=", "nor more than"),
    ],
)
def test_a_negation_beside_the_phrase_turns_it(sentence: str, operator: Operator, words: str) -> None:
    found = stated(sentence)
    assert found is not None
    assert (found.operator, found.words) == (operator, words)


@pytest.mark.parametrize(
    ("sentence", "operator"),
    [
        ("Means a minimum of 160 instructional days", ">="),
        ("for at least the first three years", None),
        ("no fewer than a total of 12 hours", ">="),
        ("under the age of 18", "<"),
        ("a minimum age of 18", ">="),
        ("18 years of age or older", ">="),
        ("three or more years", ">="),
        ("a maximum of $5", "<="),
        ("60 days maximum", "<="),
        ("fiscal year 2020 and subsequent fiscal years", ">="),
        ("teacher is sixty thousand dollars ($60,000) for", "="),
        ("shall be $5 or more", ">="),
        ("= 10 PDPs", "="),
        ("approximately three years or more", "approximate"),
        ("not approximately three", "approximate"),
        ("nearly 60%", "approximate"),
    ],
)
def test_words_between_and_after(sentence: str, operator: Operator | None) -> None:
    found = stated(sentence)
    assert (found.operator if found else None) == operator


@pytest.mark.parametrize(
    ("sentence", "which"),
    [
        ("at least three years and 60 days", -1),
        ("three years and over 60 days", 0),
        ("three years or less than 60 days", 0),
        ("at least as many as 3", -1),
        ("3 Full School Years", -1),
        ("over three years", -1),
        ("after three years", -1),
        ("by 3 percent", -1),
        ("within -2 of the score", -1),
        ("is nine years", -1),
        ("is not $5", -1),
        ("not exactly 3", -1),
        ("may not apply for at least three years", -1),
        ("no document older than 30 days", -1),
        ("more than 3 or fewer", -1),
        ("between three and five", 0),
        ("between three and five", 1),
        ("at least level 3", -1),
        ("at least; three", -1),
        ("at least\n\nthree", -1),
        ("within 30 days after June 1, 2020", -1),
        ("90 days prior to July 1", -1),
        ("for three years minimum salary", -1),
        ("at least", None),
    ],
)
def test_where_the_words_state_none(sentence: str, which: int | None) -> None:
    if which is None:
        assert comparator_for(sentence, 0, len(sentence)) is None
    else:
        assert stated(sentence, which) is None


def test_a_part_of_the_number_is_enough() -> None:
    sentence = "at least sixty thousand dollars ($60,000) a year"
    place = sentence.index("$60,000")
    found = comparator_for(sentence, place, place + 7)
    assert found is not None
    assert found.operator == ">="


@pytest.mark.parametrize(
    ("operator", "words", "negated", "same"),
    [
        (">=", ">=", False, True),
        (">", ">=", False, False),
        ("<", ">=", True, True),
        ("<=", ">", True, True),
        ("=", "=", False, True),
        ("!=", "=", True, True),
        ("=", "=", True, False),
        ("!=", "=", False, False),
        (">=", "approximate", False, False),
        ("approximate", "approximate", False, False),
    ],
)
def test_the_same_comparison_may_be_written_as_its_denial(operator: str, words: Operator, negated: bool, same: bool) -> None:
    assert same_meaning(operator, words, negated=negated) is same


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Laws 2019, ch. 206, § 23. It is $5.50; see No. 4 of it.", ["Laws 2019, ch. 206, § 23.", "It is $5.50; see No. 4 of it."]),
        ("Under 42 U.S.C. 1983 and Sec. 5.1 of it. Next", ["Under 42 U.S.C. 1983 and Sec. 5.1 of it.", "Next"]),
        ("A. A license; B. Another. C. Third", ["A. A license; B. Another.", "C. Third"]),
        ("as in Subsection C. The minimum", ["as in Subsection C.", "The minimum"]),
        ("he may apply etc. and wait", ["he may apply etc. and wait"]),
        ("Is it so? Yes! (See it.) “Quoted.” End", ["Is it so?", "Yes!", "(See it.)", "“Quoted.”", "End"]),
        ("a list:\n\n  • One thing\n  • Another", ["a list:", "One thing", "Another"]),
        ("one line\nand its rest", ["one line\nand its rest"]),
        ("1.5 of it. 2 of it", ["1.5 of it.", "2 of it"]),
        ("", [""]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    place = 0
    for sentence in sentences:
        start = text.index(sentence, place)
        low, high = sentence_around(text, start, start + 1)
        assert text[low:high] == sentence
        place = high


def test_a_range_over_two_sentences_gets_both() -> None:
    assert sentence_around("One here. Two there. Three.", 4, 14) == (0, 20)


@given(st.text(alphabet='aA .;\n•()"1§No', max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_the_sentence_holds_the_range(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    low, high = sentence_around(text, start, end)
    assert 0 <= low <= start <= end <= high <= len(text)


@given(
    st.lists(
        st.sampled_from([*(w for row in PHRASES for w in row.words.split()), "three", "years", "60%", "not", ",", "level"]), max_size=12
    )
)
def test_any_words_give_a_comparator_that_is_their_own(words: list[str]) -> None:
    sentence = " ".join(words)
    for figure in figures(sentence):
        found = comparator_for(sentence, figure.start, figure.end)
        assert found is None or sentence[found.start : found.end] == found.words
        assert found is None or not figure.label


@pytest.mark.parametrize("piece", ["at least three years ", "not ", "no may be 3 ", "or more 3 ", ". ", "A. ", "• ", "\n\n", "the of 3 "])
def test_a_hostile_sentence_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        sentence = (piece * (size // len(piece) + 1))[:size]
        begin = time.process_time()
        for figure in figures(sentence):
            comparator_for(sentence, figure.start, figure.end)
        sentence_around(sentence, size // 2, size // 2 + 1)
        return time.process_time() - begin

    small, large = (min(seconds(size) for _ in range(3)) for size in (20_000, 80_000))
    assert large < 12 * small + 0.25


def test_a_sentence_stays_within_its_unit() -> None:
    text = "no later than the list 3 evaluations at most"
    place = text.index("3")
    assert sentence_around(text, place, place + 1) == (0, len(text))
    assert sentence_around(text, place, place + 1, (0, place)) == (place, len(text))
    assert sentence_around(text, 3, 5, (0, place)) == (0, place - 1)
