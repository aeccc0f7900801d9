"""Comparisons that words state between two things: what is read, and what is left alone."""

import pytest
from hypothesis import given, strategies as st

from pincitec.law.bare_phrases import bare_comparator


def stated(words: str, *, days: bool) -> str | None:
    found = bare_comparator(words, [(0, len(words))], days=days)
    return None if found is None else f"{found.operator} {found.words}"


@pytest.mark.parametrize(
    ("words", "days", "said"),
    [
        ("holds a license prior to purchasing a badge", True, "< prior to"),
        ("paid before the hearing", True, "< before"),
        ("filed no later than the closing date", True, "<= no later than"),
        ("filed on or before the closing date", True, "<= on or before"),
        ("not later than the hearing", True, "<= not later than"),
        ("issued after the hearing", True, "> after"),
        ("a score below the passing score", False, "< below"),
        ("a score at or above the passing score", False, ">= at or above"),
        ("the fee does not exceed the cost", False, "<= not exceed"),
        ("meets or exceeds the passing score", False, ">= meets or exceeds"),
        ("is equal to or greater than the cost", False, ">= equal to or greater than"),
    ],
)
def test_what_is_read(words: str, days: bool, said: str) -> None:
    assert stated(words, days=days) == said


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the day before the hearing", True),
        ("immediately after the hearing", True),
        ("before or on the hearing", True),
        ("during or after the hearing", True),
        ("after the hearing and before the decision", True),
        ("paid by the department before the hearing", True),  # "by" may be another limit
        ("an after-school program", True),
        ("before June 1, 2021", True),  # the phrase of a number
        ("shall not act before the hearing", True),  # the reach of "not" is open
        ("as provided below", False),
        ("equal to or above the passing score", False),
        ("more than three years", False),
        ("paid before the hearing", False),
        ("a score below the passing score", True),
        ("the fee under this section exceeds the cost", False),
        ("", True),
    ],
)
def test_what_is_left_alone(words: str, days: bool) -> None:
    assert stated(words, days=days) is None


PARTS = ["before", "no later than", "the hearing", "not", "or", "30 days", "below", "exceed", "-", "."]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_it_stands_in_the_words_and_more_words_of_a_comparison_take_it_away(parts: list[str]) -> None:
    words = " ".join(parts)
    for days in (True, False):
        found = bare_comparator(words, [(0, len(words))], days=days)
        if found is not None:
            assert words[found.start : found.end] == found.words
            more = f"{words} on or before the end"
            assert bare_comparator(more, [(0, len(more))], days=days) is None
