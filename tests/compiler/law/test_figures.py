"""Numbers in English legal text: what each is, what binds nothing, and what is refused."""

import time
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from pincitec.law.figure_tokens import words
from pincitec.law.figures import CoarseDate, Figure, Kind, disagreements, figures, states_unit
from pincitec.law.numerals import number_words

Value = int | Fraction | date | CoarseDate | None


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "wording", "kind", "value", "unit"),
    [
        ("a nine-year license", "nine-year", "period", 108, "month"),
        ("at least three years and holds", "three years", "period", 36, "month"),
        ("a 1-year mentorship", "1-year", "period", 12, "month"),
        ("a standard nine and one-half month contract", "nine and one-half month", "period", Fraction(19, 2), "month"),
        ("two years and six months", "two years and six months", "period", 30, "month"),
        ("three consecutive full years", "three consecutive full years", "period", 36, "month"),
        ("three or more years", "three or more years", "period", 36, "month"),
        ("18 years of age", "18 years", "period", 216, "month"),
        ("three calendar years", "three calendar years", "count", 3, "calendar year"),
        ("3 Full School Years of", "3 Full School Years", "count", 3, "school year"),
        ("160 instructional days or equivalent", "160 instructional days", "days", 160, "day"),
        ("a thirty-day period", "thirty-day", "days", 30, "day"),
        ("twenty-five hours per week", "twenty-five hours", "count", 25, "hour"),
        ("3 Successful annual evaluations at", "3 Successful annual evaluations", "count", 3, "evaluation"),
        ("in at least one class each school year", "one class", "count", 1, "class"),
        (
            "80 (and counting!) available micro-credentials",
            "80 (and counting!) available micro-credentials",
            "count",
            80,
            "micro-credential",
        ),
        ("two “badges” must be", "two “badges”", "count", 2, "badge"),
        ("60% of the total", "60%", "percent", Fraction(3, 5), "percent"),
        ("sixty percent", "sixty percent", "percent", Fraction(3, 5), "percent"),
        ("60 per cent", "60 per cent", "percent", Fraction(3, 5), "percent"),
        ("0.7%", "0.7%", "percent", Fraction(7, 1000), "percent"),
        ("seven-tenths of one percent", "seven-tenths of one percent", "percent", Fraction(7, 1000), "percent"),
        ("$60,000", "$60,000", "money", 6_000_000, "USD"),
        ("US$1.50", "US$1.50", "money", 150, "USD"),
        ("$1.5 million", "$1.5 million", "money", 150_000_000, "USD"),
        ("$0.005", "$0.005", "money", Fraction(1, 2), "USD"),
        ("60,000 dollars", "60,000 dollars", "money", 6_000_000, "USD"),
        ("fifty cents", "fifty cents", "money", 50, "USD"),
        ("one dollar and fifty cents", "one dollar and fifty cents", "money", 150, "USD"),
        ("two-thirds of the members", "two-thirds", "number", Fraction(2, 3), None),
        ("one or more of the stacks", "one", "integer", 1, None),
        ("within -2 of it", "-2", "integer", -2, None),
        ("a 4th-year teacher", "4th-year", "ordinal", 4, "year"),
        ("the third time that", "third time", "ordinal", 3, "time"),
        ("June 14, 2019", "June 14, 2019", "date", date(2019, 6, 14), None),
        ("MAY 16, 2018", "MAY 16, 2018", "date", date(2018, 5, 16), None),
        ("14 June 2019", "14 June 2019", "date", date(2019, 6, 14), None),
        ("2019-06-14", "2019-06-14", "date", date(2019, 6, 14), None),
        ("6/14/2019", "6/14/2019", "date", date(2019, 6, 14), None),
        ("no later than October 15th of", "October 15th", "date", CoarseDate(None, 10, 15), None),
        ("the fifteenth day of October", "fifteenth day of October", "date", CoarseDate(None, 10, 15), None),
        ("June of 2024", "June of 2024", "date", CoarseDate(2024, 6, None), None),
        ("15th of October", "15th of October", "date", CoarseDate(None, 10, 15), None),
        ("14/6/2019", "14/6/2019", "date", date(2019, 6, 14), None),
        ("6/6/2019", "6/6/2019", "date", date(2019, 6, 6), None),
        ("half of the points", "half", "number", Fraction(1, 2), None),
        ("9-1/2 months", "9-1/2 months", "period", Fraction(19, 2), "month"),
        ("seven counties", "seven counties", "count", 7, "county"),
        ("two boxes", "two boxes", "count", 2, "box"),
        ("five people", "five people", "count", 5, "person"),
        ("July 1", "July 1", "date", CoarseDate(None, 7, 1), None),
        ("February 29", "February 29", "date", CoarseDate(None, 2, 29), None),
        ("After May 2024, dossiers", "May 2024", "date", CoarseDate(2024, 5, None), None),
        ("Sept. 2024", "Sept. 2024", "date", CoarseDate(2024, 9, None), None),
        ("for summer 2019 programs", "2019", "date", CoarseDate(2019, None, None), None),
        ("since 2019, the", "2019", "date", CoarseDate(2019, None, None), None),
        ("in fiscal year 2020 and", "fiscal year 2020", "fiscal_year", 2020, "fiscal_year"),
        ("the 2020 fiscal year", "2020 fiscal year", "fiscal_year", 2020, "fiscal_year"),
        ("the 2007-2008 school year", "2007-2008 school year", "school_year", 2007, "school_year"),
        ("school year 2019-20", "school year 2019-20", "school_year", 2019, "school_year"),
    ],
)
def test_what_a_number_is(text: str, wording: str, kind: str, value: Value, unit: str | None) -> None:
    figure = only(text)
    assert (figure.words, figure.kind, figure.value, figure.unit) == (wording, kind, value, unit)
    assert not figure.label
    assert text[figure.start : figure.end] == wording


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("sixty thousand dollars ($60,000)", "money", 6_000_000),
        ("sixty thousand ($60,000) dollars", "money", 6_000_000),
        ("one dollar and fifty cents ($1.50)", "money", 150),
        ("one thousand, two hundred dollars ($1,200)", "money", 120_000),
        ("$60,000 (sixty thousand dollars)", "money", 6_000_000),
        ("ninety (90) days", "days", 90),
        ("5 (five) days", "days", 5),
        ("thirty (30) instructional days", "days", 30),
        ("three years (3 years)", "period", 36),
        ("three (3) years", "period", 36),
        ("nine and one-half (9 1/2) months", "period", Fraction(19, 2)),
        ("sixty percent (60%)", "percent", Fraction(3, 5)),
        ("sixty (60) percent", "percent", Fraction(3, 5)),
        ("one-half (1/2)", "number", Fraction(1, 2)),
        ("five (5) full-time teachers", "count", 5),
        ("tenth (10th)", "ordinal", 10),
    ],
)
def test_words_and_figures_are_one_figure(text: str, kind: str, value: Value) -> None:
    figure = only(text)
    assert (figure.words, figure.kind, figure.value, figure.label) == (text, kind, value, False)
    assert disagreements(text) == ()


@pytest.mark.parametrize(
    ("text", "in_words", "in_figures"),
    [
        ("sixty thousand dollars ($61,000)", 6_000_000, 6_100_000),
        ("$61,000 (sixty thousand dollars)", 6_000_000, 6_100_000),
        ("ninety (60) days", 90, 60),
        ("three (2) years", 3, 2),
        ("three years (2 years)", 36, 24),
        ("sixty percent (66%)", Fraction(3, 5), Fraction(33, 50)),
    ],
)
def test_words_and_figures_that_differ_bind_nothing(text: str, in_words: int, in_figures: int) -> None:
    (found,) = disagreements(f"It is {text} now.")
    assert (found.words_value, found.figures_value) == (in_words, in_figures)
    assert found.message == f"words and figures differ in `{text}`"
    figure = only(text)
    assert (figure.label, figure.value) == (True, None)


@pytest.mark.parametrize(
    "text",
    [
        "3 Full School Years (480 instructional days)",
        "three years (480 days)",
        "for three years (1) as a teacher; or (2) as a coach",
        "three (1) as a teacher",
        "level three (2) years",
    ],
)
def test_different_things_do_not_disagree(text: str) -> None:
    assert disagreements(text) == ()
    assert len(figures(text)) > 1


LABELS = [
    ("a level three-A license", ["three"]),
    ("a level two teacher", ["two"]),
    ("a level three or three-A license", ["three", "three"]),
    ("K-5 plus program", ["K-5"]),
    ("for Level 1-2 and 2 -3 educators", ["1", "2", "2", "3"]),
    ("From Level 1 to Level 2", ["1", "2"]),
    ("from level 2 to 3", ["2", "3"]),
    ("Domains 2 & 3 / Domains 1 & 4", ["2", "3", "1", "4"]),
    ("Domain 1 and 4 scores", ["1", "4"]),
    ("Article 6, Section A, #16 on page 29.", ["6", "16", "29"]),
    ("Sections 21 through 24 apply", ["21", "24"]),
    ("Paragraphs (1) through (4)", ["1", "4"]),
    ("1978 Comp., § 22-10A-11, enacted by Laws 2003, ch. 153, § 42; 2005, ch. 315, § 8",
     ["1978", "22-10A-11", "2003", "153", "42", "2005", "315", "8"]),
    ("12-1-8 NMSA 1978", ["12-1-8", "1978"]),
    ("Section 22-10A-5.1 - Duty", ["22-10A-5.1"]),
    ("6.60.3 NMAC", ["6.60.3"]),
    ("42 U.S.C. 1983", ["42", "1983"]),
    ("6 C.F.R. 5 and H.B. 212", ["6", "5", "212"]),
    ("Public Law 94-142", ["94", "142"]),
    ("PL-94-142", ["PL-94-142"]),
    ("The 2018 amendment", ["2018"]),
    ("2019 Multiple Amendments.", ["2019"]),
    ("phone at (505) 889-4806", ["505", "889-4806"]),
    ("Phone: 501-683-1224", ["501-683-1224"]),
    ("6400 Uptown NE, Suite 210 East, Albuquerque, NM 87110", ["6400", "210", "87110"]),
    ("Four Capitol Mall", ["Four"]),
    ("at 9:30 in the morning", ["9:30"]),
    ("the 1990s", ["1990s"]),
    ("(1) holds a degree", ["1"]),
    ("1. The applicant", ["1"]),
    ("a third party", ["third"]),
    ("one-on-one", ["one", "one"]),
    ("€50", ["€50"]),
    ("1,00 dollars", ["1,00"]),
    ("12,3456", ["12,3456"]),
    ("6/7/2019", ["6/7/2019"]),
    ("June 31, 2019", ["June 31, 2019"]),
    ("2019-13-01", ["2019-13-01"]),
    ("31/31/2019", ["31/31/2019"]),
    ("A4", ["A4"]),
    ("3-B", ["3-B"]),
    ("3-on-3", ["3-on-3"]),
    ("4th-5th", ["4th-5th"]),
    ("twenty-5", ["twenty", "5"]),
    ("on sec. 3 of", ["3"]),
    ("Levels 1, 2, and 3", ["1", "2", "3"]),
    ("fiscal year 2019-20x", ["2019-20x"]),
    ("2019-2020", ["2019-2020"]),
    ("the 2008 school year", ["2008 school year"]),
    ("fiscal year 2019-2020", ["fiscal year 2019-2020"]),
    ("9" * 25, ["9" * 25]),
    *((f"{word} 3 of", ["3"]) for word in words("level section subsection article chapter domain page paragraph part title")),
    *((f"{word} 3 of", ["3"]) for word in words("step grade phase option box form Ch. § # No.")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wordings"), LABELS)
def test_labels_bind_nothing_and_say_why(text: str, wordings: list[str]) -> None:
    found = figures(text)
    assert [f.words for f in found] == wordings
    assert all(f.label and f.because for f in found)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Level 3 and 480 instructional days", "480 instructional days"),
        ("Level 3 and 3 successful evaluations", "3 successful evaluations"),
        ("Step 5, 3 years", "3 years"),
        ("at that level three years of teaching", "three years"),
        ("shall have to form three committees", "three committees"),
        ("for a standard three full school years", "three full school years"),
    ],
)
def test_amounts_beside_a_label_still_bind(text: str, wording: str) -> None:
    assert [f.words for f in figures(text) if not f.label] == [wording]


@pytest.mark.parametrize(
    "text",
    [
        "", "no one", "one another", "the one who applies", "every one of them", "each following annual review", "dozens of teachers",
        "may march", "in May", "a school year", "at least half the points", "once and twice", "hundreds", "Elementary and Secondary",
    ],
)  # fmt: skip
def test_what_states_no_number(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 “badges” (micro-credentials) = 10 PDPs", [(2, "badge"), (10, "pdp")]),
        ("three to five years", [(36, "month"), (60, "month")]),
        ("three-to-five-year plan", [(36, "month"), (60, "month")]),
        ("30 May 3", [(30, None), (CoarseDate(None, 5, 3), None)]),
        ("the tenth (11) day", [(10, None)]),
        ("three (100%) of it", [(3, None), (1, "percent")]),
        ("3-5 years", [(36, "month"), (60, "month")]),
        ("between ten and twenty percent", [(Fraction(1, 10), "percent"), (Fraction(1, 5), "percent")]),
        ("not less than 60 nor more than 90 days", [(60, "day"), (90, "day")]),
        ("$50,000-$60,000", [(5_000_000, "USD"), (6_000_000, "USD")]),
        ("between one hundred and fifty applicants", [(100, "applicant"), (50, "applicant")]),
        ("in 2019 and 2020, the", [(CoarseDate(2019, None, None), None), (CoarseDate(2020, None, None), None)]),
        ("fiscal years 2020 and 2021", [(2020, "fiscal_year"), (2021, "fiscal_year")]),
        ("160 instructional days per school year, 480 days total", [(160, "day"), (480, "day")]),
    ],
)
def test_two_numbers_stay_two(text: str, found: list[tuple[Value, str | None]]) -> None:
    assert [(f.value, f.unit) for f in figures(text) if not f.label] == found


def test_the_number_ends_before_its_unit() -> None:
    text = "sixty thousand dollars ($60,000) for three years"
    money, period = figures(text)
    assert text[money.start : money.number_end] == "sixty thousand dollars ($60,000)"
    assert text[period.start : period.number_end] == "three"
    assert (period.number, period.noun) == (3, "years")


@pytest.mark.parametrize(
    ("text", "unit", "stated"),
    [
        ("160 instructional days", "days", True),
        ("160 instructional days", "instructional days", True),
        ("160 instructional days", "hours", False),
        ("160 instructional days", "years", False),
        ("3 Full School Years", "school_year", True),
        ("3 Full School Years", "years", True),
        ("3 Full School Years", "months", False),
        ("three years", "months", True),
        ("60", "percent", False),
        ("60%", "percent", True),
        ("$5", "USD", True),
        ("10 PDPs", "pdp", True),
        ("10 PDPs", "", False),
    ],
)
def test_which_units_stand_with_a_number(text: str, unit: str, stated: bool) -> None:
    assert states_unit(only(text), unit) is stated


@given(st.integers(0, 10**9), st.sampled_from(["days", "hours", "evaluations"]))
def test_words_and_digits_state_the_same(n: int, noun: str) -> None:
    spelled, digits, both = (only(f"{form} {noun}") for form in (number_words(n), f"{n:,}", f"{number_words(n)} ({n:,})"))
    assert spelled.value == digits.value == both.value == n
    assert spelled.unit == digits.unit == both.unit


PIECES = words("one three-A ( ) $ 5 60,000 % - / . , ; and level years (3) 2019 May dollars § \u202e \x00 – ½")


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_text_gives_figures_in_order_that_are_its_own_words(text: str) -> None:
    found = figures(text)
    assert all(text[f.start : f.end] == f.words and f.start < f.number_end <= f.end for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(bool(f.because) == f.label and (f.label or f.value is not None) for f in found)
    assert not any(isinstance(f.value, float) or (isinstance(f.value, Fraction) and f.value.denominator == 1) for f in found)


HOSTILE = {
    "digits": "9", "commas": "1,", "hyphens": "1-", "slashes": "1/2/", "points": "1.", "thousands": "1,000", "letters": "a-",
    "words": "one ", "tens": "twenty-", "millions": "one million ", "ands": "one hundred and ", "open": "three (", "half": "five (5 ",
    "labels": "level 3 and ", "dollars": "$", "ordinals": "4th-", "years": "fiscal year ", "quotes": '3 " ', "mixed": "A1", "space": " ",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        begin = time.process_time()
        figures(text)
        return time.process_time() - begin

    small, large = (min(seconds(size) for _ in range(3)) for size in (25_000, 100_000))
    assert large < 12 * small + 0.25  # quadratic time would be sixteen times as long


@pytest.mark.slow
def test_a_million_characters_are_read() -> None:
    assert [f.label for f in figures("9" * 1_000_000)] == [True]
    assert [f.label for f in figures("1," * 500_000)] == [True]
    assert figures("hundred-" * 125_000) == ()


def test_kinds_are_the_names_of_types() -> None:
    assert {Kind.MONEY, Kind.PERCENT, Kind.PERIOD, Kind.DAYS, Kind.INTEGER, Kind.NUMBER} == {
        "money",
        "percent",
        "period",
        "days",
        "integer",
        "number",
    }


def test_nothing_reaches_across_the_beginning_of_another_unit() -> None:
    text = "at current license level 3 Successful annual evaluations 5 years in grade"
    item, other = text.index("3 "), text.index("5 ")
    assert [f.label for f in figures(text)] == [True, False]
    found = figures(text, (0, item, other))
    assert [(f.words, f.label) for f in found] == [("3 Successful annual evaluations", False), ("5 years", False)]
    assert disagreements("ninety days (60 days)", (12,)) == ()
    assert len(disagreements("ninety days (60 days)")) == 1
    assert [f.unit for f in figures("of 3 days", (5,))] == [None]
