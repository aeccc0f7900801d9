"""Every number in the passages of law on file, in reading order, and what it is: written by reading, not by running.

A row is a phrase of the source with the numbers in it. An amount is (its words, kind, value, unit, comparison stated around it);
a label is its words alone. Values: cents, months, days, parts of one.
"""

from datetime import date
from fractions import Fraction

import pytest

from pincitec.law.figures import CoarseDate, disagreements, figures
from pincitec.law.phrases import comparator_for, sentence_around

Amount = tuple[str, str, int | Fraction | date | CoarseDate, str | None, str | None]
Row = tuple[str, list[str | Amount]]

NINE_AND_A_HALF: Amount = ("nine and one-half month", "period", Fraction(19, 2), "month", None)
SIXTY: Amount = ("sixty thousand dollars ($60,000)", "money", 6_000_000, "USD", "=")
FIFTY_FOUR: Amount = ("fifty-four thousand dollars ($54,000)", "money", 5_400_000, "USD", "=")


def day(words: str, year: int, month: int, number: int) -> Amount:
    return (words, "date", date(year, month, number), None, None)


STATUTE: list[Row] = [
    ("Section 22-10A-11 - Level three licensure; tracks for teachers.", ["22-10A-11", "three"]),
    ("A. A level three-A license is a nine-year license granted to a teacher", ["three", ("nine-year", "period", 108, "month", None)]),
    ("If a level three-A teacher does not demonstrate essential competency in a given school year", ["three"]),
    ("during the following school year. If by the end of that school year the teacher fails", []),
    ("shall grant a level three-A license to an applicant who has been a level two teacher for at least three years and holds",
     ["three", "two", ("three years", "period", 36, "month", ">=")]),
    ("The minimum salary for a level three-A teacher is sixty thousand dollars ($60,000) for a standard nine and one-half month contract;",
     ["three", SIXTY, NINE_AND_A_HALF]),
    ("teachers in an extended learning time program or K-5 plus program shall receive additional salary at the same rate", ["K-5"]),
    ("a counselor who holds a level three or three-A license as provided", ["three", "three"]),
    ("the same as provided for level three-A teachers pursuant to Subsection C of this section.", ["three"]),
]  # fmt: skip

HISTORY = (
    "History: 1978 Comp., § 22-10A-11, enacted by Laws 2003, ch. 153, § 42; 2005, ch. 315, § 8; Laws 2005, ch. 316, § 5; "
    "2007, ch. 303, § 1; 2007, ch. 304, § 2; 2009, ch. 117, § 1; 2015, ch. 74, § 1; 2015, ch. 103, § 1; 2018, ch. 72, § 3; "
    "2019, ch. 206, § 23; 2019, ch. 207, § 23."
)

NOTES: list[Row] = [
    (HISTORY, [
        "1978", "22-10A-11", "2003", "153", "42", "2005", "315", "8", "2005", "316", "5", "2007", "303", "1", "2007", "304", "2",
        "2009", "117", "1", "2015", "74", "1", "2015", "103", "1", "2018", "72", "3", "2019", "206", "23", "2019", "207", "23",
    ]),
    ("2019 Multiple Amendments. — Laws 2019, ch. 206, § 23, effective June 14, 2019, and Laws 2019, ch. 207, § 23",
     ["2019", "2019", "206", "23", day("June 14, 2019", 2019, 6, 14), "2019", "207", "23"]),
    ("Pursuant to 12-1-8 NMSA 1978, Laws 2019, ch. 207, § 23 as the last act", ["12-1-8", "1978", "2019", "207", "23"]),
    ("see the 2019 session laws on", ["2019"]),
    ('after "level three-A teacher", deleted "for a standard nine and one-half month contract shall be fifty-four thousand '
     'dollars ($54,000)"',
     ["three", NINE_AND_A_HALF, FIFTY_FOUR]),
    ('and added "is sixty thousand dollars ($60,000) for a standard nine and one-half month contract; provided', [SIXTY, NINE_AND_A_HALF]),
    ("Laws 2019, ch. 206, § 29 and Laws 2019, ch. 207, § 29 provided that the provisions of Sections 21 through 24 apply",
     ["2019", "206", "29", "2019", "207", "29", "21", "24"]),
    ("for summer 2019 K-5 plus programs in fiscal year 2019 and to all school personnel in fiscal year 2020 and subsequent fiscal years.",
     [("2019", "date", CoarseDate(2019, None, None), None, None), "K-5",
      ("fiscal year 2019", "fiscal_year", 2019, "fiscal_year", None), ("fiscal year 2020", "fiscal_year", 2020, "fiscal_year", ">=")]),
    ("The 2018 amendment, effective May 16, 2018, increased", ["2018", day("May 16, 2018", 2018, 5, 16)]),
    ('after "contract shall be", deleted "fifty thousand dollars ($50,000)" and added "fifty-four thousand dollars ($54,000)"',
     [("fifty thousand dollars ($50,000)", "money", 5_000_000, "USD", None), (*FIFTY_FOUR[:4], None)]),
    ("2015 Multiple Amendments. — Laws 2015, ch. 103, § 1, effective June 19, 2015, added",
     ["2015", "2015", "103", "1", day("June 19, 2015", 2015, 6, 19)]),
    ("Laws 2015, ch. 74, § 1, effective July 1, 2015, in the catchline", ["2015", "74", "1", day("July 1, 2015", 2015, 7, 1)]),
    ('after "one-half month contract shall be", deleted "as follows", deleted Paragraphs (1) through (4) and the designation from '
     'Paragraph (5), and deleted "for the 2007-2008 school year"; and deleted former Subsections D through G.',
     [("one-half month", "period", Fraction(1, 2), "month", None), "1", "4", "5",
      ("2007-2008 school year", "school_year", 2007, "school_year", None)]),
    ('The 2009 amendment, effective June 19, 2009, in Paragraph (1) of Subsection E, deleted "has been a level three-A teacher for at '
     'least one year"; added "holds a level two license and meets the requirements for a level three-A license"; and added Paragraph (2)',
     ["2009", day("June 19, 2009", 2009, 6, 19), "1", "three", ("one year", "period", 12, "month", ">="), "two", "three", "2"]),
    ("The 2007 amendment, effective June 15, 2007, amended Subsections F and G to implement the 2007 amendment of 22-10A-2 NMSA 1978.",
     ["2007", day("June 15, 2007", 2007, 6, 15), "2007", "22-10A-2", "1978"]),
    ("The 2005 amendment, effective April 7, 2005, provided in Subsection A that if a level three-A teacher does not",
     ["2005", day("April 7, 2005", 2005, 4, 7), "three"]),
    ("the minimum salary requirements apply to the 2007-2008 school year.",
     [("2007-2008 school year", "school_year", 2007, "school_year", None)]),
    ("Section 22-10A-8 - Alternative level one license. (Effective July 1, 2022.)", ["22-10A-8", "one", day("July 1, 2022", 2022, 7, 1)]),
    ("Section 22-10A-11.1 - Alternative level two or level three license.", ["22-10A-11.1", "two", "three"]),
    ("Section 22-10A-11.3 - Level three-B provisional licensure", ["22-10A-11.3", "three"]),
]  # fmt: skip

SCHOOL_YEARS: Amount = ("3 Full School Years", "count", 3, "school year", None)
DAYS_480: Amount = ("480 instructional days", "days", 480, "day", None)
EVALUATIONS: Amount = ("3 Successful annual evaluations", "count", 3, "evaluation", None)

ALBUQUERQUE: list[Row] = [
    ("now available for Level 1-2 and 2 -3 educators.", ["1", "2", "2", "3"]),
    ("If you are a 4th-year teacher and have not completed two micro-credentials already",
     [("4th-year", "ordinal", 4, "year", None), ("two micro-credentials", "count", 2, "micro-credential", None)]),
    ("prior to your license expiration of June 2024.", [("June 2024", "date", CoarseDate(2024, 6, None), None, None)]),
    ("If you are a 5th-year teacher", [("5th-year", "ordinal", 5, "year", None)]),
    ("After May 2024, dossiers will no longer be available", [("May 2024", "date", CoarseDate(2024, 5, None), None, ">")]),
    ("From Level 1 to Level 2", ["1", "2"]),
    ("3 Full School Years (480 instructional days) of being the teacher of record", [SCHOOL_YEARS, DAYS_480]),
    ("3 Successful annual evaluations at current license level", [EVALUATIONS]),
    ("Completed 1-year Mentorship", [("1-year", "period", 12, "month", None)]),
    ("From Level 2 to Level 3", ["2", "3"]),
    ("If you are pursuing a Level 3 license you will need", ["3"]),
    ("3 Full Years (480 instructional days) of being", [("3 Full Years", "period", 36, "month", None), DAYS_480]),
    ("to maintain level 3 teaching certification.", ["3"]),
    ("must take effect no later than October 15th of that current school year",
     [("October 15th", "date", CoarseDate(None, 10, 15), None, "<=")]),
    ("under Article 6, Section A, #16 on page 29.", ["6", "16", "29"]),
    ("3 Years", [("3 Years", "period", 36, "month", None)]),
    ("160 instructional days per school year, 480 days total.",
     [("160 instructional days", "days", 160, "day", None), ("480 days", "days", 480, "day", None)]),
    ("Moving from Level 1 to Level 2 or Level 2 to Level 3.", ["1", "2", "2", "3"]),
    ("Domain 1 and 4 scores", ["1", "4"]),
    ("Domain 2 and 3 scores", ["2", "3"]),
    ("Means a minimum of 160 instructional days or equivalent number of days", [("160 instructional days", "days", 160, "day", ">=")]),
    ("in at least one class each school year while holding", [("one class", "count", 1, "class", ">=")]),
    ("scores for Domains 2 & 3 / Domains 1 & 4 based on", ["2", "3", "1", "4"]),
    ("rating of Meets or 60% of the total possible points for Domains 2 & 3 / Domains 1 & 4; or",
     [("60%", "percent", Fraction(3, 5), "percent", None), "2", "3", "1", "4"]),
    ("by phone at (505) 889-4806. Or come and visit us at 6400 Uptown NE, Suite 210 East, Albuquerque, NM 87110.",
     ["505", "889-4806", "6400", "210", "87110"]),
]  # fmt: skip

MASSACHUSETTS: list[Row] = [
    ("requirements to meet Title I employment requirements", []),
    ("may benefit from the one or more of the micro-credential stacks", [("one", "integer", 1, None, ">=")]),
    ("at a rate of 2 “badges” (micro-credentials) = 10 PDPs.",
     [("2 “badges”", "count", 2, "badge", None), ("10 PDPs", "count", 10, "pdp", "=")]),
    ("The two “badges” must be earned", [("two “badges”", "count", 2, "badge", None)]),
    ("some of the 80 (and counting!) available micro-credentials.",
     [("80 (and counting!) available micro-credentials", "count", 80, "micro-credential", None)]),
    ("Once started, educators will have six months to satisfy", [("six months", "period", 6, "month", None)]),
    ("is expected to take approximately 10 hours to complete.", [("10 hours", "count", 10, "hour", "approximate")]),
]  # fmt: skip

ARKANSAS: list[Row] = [
    ("have currently earned over 1,000 micro-credentials and", [("1,000 micro-credentials", "count", 1000, "micro-credential", ">")]),
    ("scores within -2 Standard Errors of Measure (SEM) from", [("-2 Standard Errors", "count", -2, "error", None)]),
    ("for the additional 12 hours of training in pedagogy each year.", [("12 hours", "count", 12, "hour", None)]),
    ("Four Capitol Mall\nLittle Rock, AR 72201\nPhone: 501-683-1224", ["Four", "72201", "501-683-1224"]),
]

NEW_YORK: list[Row] = [
    ("NEW YORK, August 8, 2018 –", [day("August 8, 2018", 2018, 8, 8)]),
    ("Teacher Leaders—over 200 teachers earned 642 micro-credentials for",
     [("200 teachers", "count", 200, "teacher", ">"), ("642 micro-credentials", "count", 642, "micro-credential", None)]),
    ("from approximately 160 schools and seven districts through the six-month program.",
     [("160 schools", "count", 160, "school", "approximate"), ("seven districts", "count", 7, "district", None),
      ("six-month", "period", 6, "month", None)]),
    ("122 schools in the Bronx", [("122 schools", "count", 122, "school", None)]),
    ("strategically built on two years of prior initiatives", [("two years", "period", 24, "month", None)]),
    ("over 2,000 hours of training were available", [("2,000 hours", "count", 2000, "hour", ">")]),
    ("in many areas,” one program participant said.", [("one", "integer", 1, None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [*STATUTE, *NOTES, *ALBUQUERQUE, *MASSACHUSETTS, *ARKANSAS, *NEW_YORK],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_every_number_on_file(phrase: str, expected: list[str | Amount]) -> None:
    found: list[str | tuple[object, ...]] = []
    for figure in figures(phrase):
        low, high = sentence_around(phrase, figure.start, figure.end)
        comparator = comparator_for(phrase[low:high], figure.start - low, figure.end - low)
        assert not (figure.label and comparator)
        operator = comparator.operator if comparator else None
        found.append(figure.words if figure.label else (figure.words, figure.kind, figure.value, figure.unit, operator))
    assert found == expected
    assert disagreements(phrase) == ()
