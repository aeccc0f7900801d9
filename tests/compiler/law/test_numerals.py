"""Number words and exact numbers, both ways."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from pincitec.law.figure_tokens import tokenise
from pincitec.law.numerals import number_words, ordinal_words, parse_numeral, scan


@given(st.integers(0, 10**12 - 1))
def test_words_come_back_as_the_same_number(n: int) -> None:
    found = parse_numeral(number_words(n))
    assert found is not None
    assert (found.value, found.ordinal) == (n, False)


@given(st.integers(1, 10**12 - 1))
def test_ordinals_come_back_as_the_same_number(n: int) -> None:
    found = parse_numeral(ordinal_words(n))
    assert found is not None
    assert (found.value, found.ordinal) == (n, True)


@given(st.integers(0, 10**12 - 1))
def test_the_british_and_changes_nothing(n: int) -> None:
    words = number_words(n)
    head, hundred, tail = words.rpartition(" hundred ")
    if hundred and " " not in tail and tail not in ("thousand", "million", "billion"):
        found = parse_numeral(f"{head} hundred and {tail}")
        assert found is not None
        assert found.value == n


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sixty thousand", 60_000),
        ("fifty-four thousand", 54_000),
        ("one hundred twenty-five", 125),
        ("one hundred and twenty-five", 125),
        ("Sixty Thousand", 60_000),
        ("fifteen hundred", 1500),
        ("one thousand, two hundred", 1200),
        ("one thousand and one", 1001),
        ("two hundred and three thousand four hundred and five", 203_405),
        ("a hundred", 100),
        ("a hundred and ten", 110),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("one-half million", 500_000),
        ("nine and one-half", Fraction(19, 2)),
        ("nine and a half", Fraction(19, 2)),
        ("one thousand and one-half", Fraction(2001, 2)),
        ("one-half", Fraction(1, 2)),
        ("one half", Fraction(1, 2)),
        ("three-quarters", Fraction(3, 4)),
        ("one-quarter", Fraction(1, 4)),
        ("two-thirds", Fraction(2, 3)),
        ("two thirds", Fraction(2, 3)),
        ("one third", Fraction(1, 3)),
        ("three-fifths", Fraction(3, 5)),
        ("one-hundredth", Fraction(1, 100)),
        ("twenty-one hundredths", Fraction(21, 100)),
        ("half-dozen", 6),
        ("60 thousand", 60_000),
        ("two hundredths", Fraction(2, 100)),
        ("60,000", 60_000),
        ("1,234,567", 1_234_567),
        ("9.5", Fraction(19, 2)),
        ("9.0", 9),
        ("9 1/2", Fraction(19, 2)),
        ("9-1/2", Fraction(19, 2)),
        ("9½", Fraction(19, 2)),
        ("1.5 million", 1_500_000),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_exact_values(text: str, value: int | Fraction) -> None:
    found = parse_numeral(text)
    assert found is not None
    assert (found.value, found.ordinal) == (value, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("fourth", 4), ("4th", 4), ("1st", 1), ("twenty-first", 21), ("one hundred and first", 101), ("one hundredth", 100), ("twelfth", 12)],
)
def test_ordinals(text: str, value: int) -> None:
    found = parse_numeral(text)
    assert found is not None
    assert (found.value, found.ordinal) == (value, True)


@pytest.mark.parametrize(
    "text",
    [
        "", "dozens", "hundreds", "half", "a", "a quarter", "one quarter", "three quarters", "five quarters", "many", "once",
        "nine-year", "hundred", "twenty twenty", "one two", "sixty thousands", "1,00", "12,3456", "1/1", "5/4", "6/14/2019",
        "9" * 25, "IV", "-", "one hundred and two hundred", "３",
    ],
)  # fmt: skip
def test_what_is_no_number_or_not_one_number(text: str) -> None:
    assert parse_numeral(text) is None


def test_between_two_numbers_and_joins_nothing() -> None:
    tokens = tokenise("one hundred and fifty")
    apart, joined = scan(tokens, 0, joining=False), scan(tokens, 0)
    assert apart is not None
    assert joined is not None
    assert (apart.value, joined.value) == (100, 150)


@pytest.mark.parametrize("n", [-1, 10**15])
def test_numbers_without_words_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="outside the range"):
        number_words(n)


def test_nothing_is_before_the_first() -> None:
    with pytest.raises(ValueError, match="below the first"):
        ordinal_words(0)
