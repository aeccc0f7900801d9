"""Values in the words of a letter, for every type, and exact."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pincite.facts.display import show
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import MONEY
from pincitec.semantics.values import Elapsed, Interval, Records, Row
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED
from tests.engine.sample_pack import DEGREE, ROLE, YEAR, sample_pack

THREE = Records(({}, {}, {}), complete=True)


@pytest.mark.parametrize(
    ("value", "type", "shown"),
    [
        (None, "money", "not known"),
        (HOLDS, "boolean", "yes"),
        (FAILS, "boolean", "no"),
        (UNDETERMINED, "boolean", "undetermined"),
        (60_000_00, "money", "$60,000"),
        (54_000_50, "money", "$54,000.50"),
        (5, "money", "$0.05"),
        (0, "money", "$0"),
        (-1_50, "money", "-$1.50"),
        (Fraction(6000_00, 13), "money", "$461 7/13 (not rounded)"),
        (Fraction(1, 3), "money", "$1/300 (not rounded)"),
        (36, "period", "3 years"),
        (12, "period", "1 year"),
        (30, "period", "2 years 6 months"),
        (13, "period", "1 year 1 month"),
        (1, "period", "1 month"),
        (0, "period", "0 months"),
        (Fraction(71, 2), "period", "35.5 months"),
        (480, "days", "480 days"),
        (1, "days", "1 day"),
        (1160, "days", "1,160 days"),
        (Fraction(1, 3), "days", "1/3 days (not rounded)"),
        (Fraction(3, 5), "percent", "60%"),
        (Fraction(5, 8), "percent", "62.5%"),
        (1, "percent", "100%"),
        (Fraction(1, 3), "percent", "33 1/3% (not rounded)"),
        (3, "integer", "3"),
        (1_000_000, "integer", "1,000,000"),
        (Fraction(-5, 4), "number", "-1.25"),
        (2019, "school_year", "2019-20"),
        (1999, "school_year", "1999-00"),
        (date(2019, 6, 14), "date", "June 14, 2019"),
        ("North High", "text", "North High"),
        (3, DEGREE.key, "a master's degree"),
        (2, ROLE.key, "neither"),
        (Interval(2, None), "integer", "at least 2"),
        (Interval(2, 3), "integer", "between 2 and 3"),
        (Interval(160, None), "days", "at least 160 days"),
        (Interval(24, 30), "period", "between 2 years and 2 years 6 months"),
        (Elapsed(date(2016, 8, 12), ASKED), "period", "4 years 9 months, from August 12, 2016 to June 1, 2021"),
        (THREE, f"list:{YEAR.key}", "3 records"),
        (Records(({},), complete=False), f"list:{YEAR.key}", "1 record; more may exist"),
        (Records((), complete=True), f"list:{YEAR.key}", "no records"),
        (Row(THREE, 0), YEAR.key, "a record"),
        (333_33, "USD/day", "$333.33 per day"),
        (5, "day*month", "5 day*month"),
    ],
)
def test_show(value: Any, type: str, shown: str) -> None:
    assert show(value, type, sample_pack()) == shown


@pytest.mark.parametrize(
    ("value", "type", "shown"),
    [
        (1, "badges", "1 badge"),
        (3, "badges", "3 badges"),
        (0, "badges", "0 badges"),
        (Fraction(5, 2), "badges", "2.5 badges"),
        (-2, "points", "-2 points"),
        (Interval(2, None), "badges", "at least 2 badges"),
        (5, f"points/{PREFIX}badges", "5 points per badge"),
    ],
)
def test_units_of_a_policy_in_the_words_of_the_law(value: Any, type: str, shown: str) -> None:
    assert show(value, PREFIX + type, facts_pack()) == shown


def test_show_takes_a_type_too() -> None:
    assert show(60_000_00, MONEY, sample_pack()) == "$60,000"
