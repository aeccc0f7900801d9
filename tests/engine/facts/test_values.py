"""One word of a facts file for each type: what it means, and what is refused with which words."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Elapsed, Interval
from tests.engine.facts.reading import ASKED, problem, value


@pytest.mark.parametrize(
    ("fact", "written", "expected"),
    [
        ("certified", "true", HOLDS),
        ("certified", "false", FAILS),
        ("certified", "", None),
        ("certified", "~", None),
        ("certified", "null", None),
        ("children", "0", 0),
        ("children", "12", 12),
        ("rate", "2.5", Fraction(5, 2)),
        ("rate", "2.0", 2),
        ("salary", "$52,000", 52_000_00),
        ("salary", "52,000.00", 52_000_00),
        ("salary", "52000 USD", 52_000_00),
        ("salary", "52000", 52_000_00),
        ("salary", "52000.50", 52_000_50),
        ("salary", '"$1,234,567.89"', 1_234_567_89),
        ("salary", "$0", 0),
        ("share", "60%", Fraction(3, 5)),
        ("share", "62.5 %", Fraction(5, 8)),
        ("share", "100%", 1),
        ("share", "60 percent", Fraction(3, 5)),
        ("contract_days", "160 days", 160),
        ("contract_days", "1 day", 1),
        ("contract_days", "160", 160),
        ("contract_days", "1,160 days", 1160),
        ("years_taught", "4 years", 48),
        ("years_taught", "1 year", 12),
        ("years_taught", "3 years 6 months", 42),
        ("years_taught", "3 years and 6 months", 42),
        ("years_taught", "3 years, 6 months", 42),
        ("years_taught", "42 months", 42),
        ("years_taught", "0 months", 0),
        ("years_taught", "{since: 2016-08-12}", Elapsed(date(2016, 8, 12), ASKED)),
        ("years_taught", "{since: 2021-06-01}", Elapsed(ASKED, ASKED)),
        ("years_taught", "{from: 2015-08-01, until: 2018-06-01}", 34),
        ("years_taught", "{from: 2015-08-01, until: 2018-06-11}", Interval(34, 35)),
        ("years_taught", "{from: 2018-06-01, until: 2021-06-01}", 36),
        ("years_taught", "{from: 2015-08-01}", Elapsed(date(2015, 8, 1), ASKED)),
        ("years_taught", "{from: 2015-08-01, until: 2031-06-01}", Elapsed(date(2015, 8, 1), ASKED)),
        ("hired", "2019-06-14", date(2019, 6, 14)),
        ("hired", '"2020-02-29"', date(2020, 2, 29)),
        ("hired", "2030-01-01", date(2030, 1, 1)),
        ("degree_held", "masters", 1),
        ("degree_held", "yes", 2),
        ("first_year", "2019-20", 2019),
        ("first_year", "2019-2020", 2019),
        ("first_year", "1999-00", 1999),
        ("earned", "3", 3),
        ("earned", "3 badges", 3),
        ("earned", "1 badge", 1),
        ("earned", "1,200 Badges", 1200),
        ("earned", "2 micro-credentials", 2),
        ("earned", "2.5 badges", Fraction(5, 2)),
        ("earned", '"3 badges"', 3),
        ("total", "-2.5 points", Fraction(-5, 2)),
        ("total", "-3", -3),
        ("employer", "North High", "North High"),
        ("employer", '"2019"', "2019"),
        ("employer", '"no"', "no"),
    ],
)
def test_values(fact: str, written: str, expected: Any) -> None:
    found = value(written, fact)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("fact", "written", "code", "message", "help"),
    [
        ("certified", "yes", "PC803", "`yes` is not `true` or `false`", "write `true`"),
        ("certified", "Off", "PC803", "`Off` is not `true` or `false`", "write `false`"),
        ("certified", "True", "PC803", "`True` is not `true` or `false`", "write `true`"),
        ("certified", '"true"', "PC803", '`"true"` is not `true` or `false`', "write `true`"),
        ("certified", "1", "PC803", "`1` is not `true` or `false`", "write `true` or `false`, without quotation marks"),
        ("children", '"2"', "PC803", '`"2"` is not a whole number', "write 2 without quotation marks"),
        ("children", "1_000", "PC803", "`1_000` is not a whole number", "write 1000, without `_`"),
        ("children", "0o17", "PC803", "`0o17` is not a whole number", "write it in plain digits, as in `3`"),
        ("children", "0x1F", "PC803", "`0x1F` is not a whole number", "write it in plain digits, as in `3`"),
        ("children", "1e3", "PC803", "`1e3` is not a whole number", "write it in plain digits, as in `3`"),
        ("children", ".inf", "PC803", "`.inf` is not a whole number", "write it in plain digits, as in `3`"),
        ("children", "1:30", "PC803", "`1:30` is not a whole number", "write it in plain digits, as in `3`"),
        ("children", "007", "PC803", "`007` is not a whole number", "write it without a leading zero"),
        ("children", "2.0", "PC803", "`2.0` is not a whole number", "write it as in `3`"),
        ("children", "two", "PC803", "`two` is not a whole number", "write it as in `3`"),
        ("children", "true", "PC803", "`true` is not a whole number", "write it as in `3`"),
        ("children", "-1", "PC815", "`-1` is less than nothing", "a quantity is never negative; check the sign"),
        ("children", "٣", "PC803", "`٣` is not a whole number", "write it as in `3`"),
        ("children", "1234567890123456", "PC812", "`1234567890123456` has too many digits", "give a number of fewer than 15 digits"),
        ("salary", "-$5", "PC815", "`-$5` is less than nothing", "a quantity is never negative; check the sign"),
        ("salary", "$-5", "PC815", "`$-5` is less than nothing", "a quantity is never negative; check the sign"),
        ("salary", "52,00", "PC803", "`52,00` is not an amount of money", "write it as in `$52,000`, `52,000.00` or `52000 USD`"),
        ("salary", "$52,000.5", "PC803", "`$52,000.5` is not an amount of money", "write two digits of cents, as in `$52,000.50`"),
        ("salary", "52000.505", "PC803", "`52000.505` is not an amount of money", "write two digits of cents, as in `$52,000.50`"),
        ("salary", "52k", "PC803", "`52k` is not an amount of money", "write it as in `$52,000`, `52,000.00` or `52000 USD`"),
        ("salary", "52000 EUR", "PC803", "`52000 EUR` is not an amount of money", "write it as in `$52,000`, `52,000.00` or `52000 USD`"),
        ("share", "0.6", "PC803", "`0.6` is not a percentage", "write it with its sign, as in `60%` or `62.5%`"),
        ("share", "60", "PC803", "`60` is not a percentage", "write it with its sign, as in `60%` or `62.5%`"),
        ("contract_days", "-180", "PC815", "`-180` is less than nothing", "a quantity is never negative; check the sign"),
        ("contract_days", '"160"', "PC803", '`"160"` is not a number of days', "write whole days, as in `160 days`"),
        ("contract_days", "4 weeks", "PC803", "`4 weeks` is not a number of days", "write whole days, as in `160 days`"),
        ("contract_days", "160.5 days", "PC803", "`160.5 days` is not a number of days", "write whole days, as in `160 days`"),
        ("years_taught", "4", "PC803", "`4` is not a period", "say what it counts: `4 years` or `4 months`"),
        ("years_taught", "-4 years", "PC815", "`-4 years` is less than nothing", "a quantity is never negative; check the sign"),
        ("years_taught", "-4", "PC815", "`-4` is less than nothing", "write `4 years`, or since when"),
        ("earned", "-1 badge", "PC815", "`-1 badge` is less than nothing", "a quantity is never negative; check the sign"),
        ("earned", '"3"', "PC803", '`"3"` is not a number of badges', "write 3 without quotation marks"),
        (
            "earned",
            "3 hours",
            "PC803",
            "`3 hours` is not a number of badges",
            "its unit is `badge` or `badges` or `micro-credentials`: write it as in `3 badges`",
        ),
        ("earned", "three badges", "PC803", "`three badges` is not a number of badges", "write it as in `3 badges`"),
        ("earned", "007 badges", "PC803", "`007 badges` is not a number of badges", "write it without a leading zero"),
        ("earned", "true", "PC803", "`true` is not a number of badges", "write it as in `3 badges`"),
        ("earned", "1234567890123456", "PC812", "`1234567890123456` has too many digits", "give a number of fewer than 15 digits"),
        ("hired", "2023-02-29", "PC804", "`2023-02-29` is not in the calendar", "February 2023 has 28 days"),
        (
            "hired",
            "2023-13-45",
            "PC804",
            "`2023-13-45` has no month 13",
            "months are 01 to 12; write year, month and day, as in `2019-06-14`",
        ),
        ("hired", "2023-04-31", "PC804", "`2023-04-31` is not in the calendar", "April 2023 has 30 days"),
        ("hired", "0219-06-14", "PC804", "`0219-06-14` lies outside the years 1800 to 2199", "check the year"),
        ("hired", "06/14/2019", "PC804", "`06/14/2019` is not written as a date", "write year, month and day, as in `2019-06-14`"),
        ("hired", "2019-6-14", "PC804", "`2019-6-14` is not written as a date", "write year, month and day, as in `2019-06-14`"),
        ("hired", "2019", "PC804", "`2019` is not written as a date", "write year, month and day, as in `2019-06-14`"),
        ("degree_held", "mastres", "PC805", "`mastres` is not a value of degree", "did you mean `masters`?"),
        ("degree_held", "a master's degree", "PC805", "`a master's degree` is not a value of degree", "did you mean `masters`?"),
        ("degree_held", "1", "PC805", "`1` is not a value of degree", "use one of the values below"),
        ("degree_held", "Masters", "PC805", "`Masters` is not a value of degree", "did you mean `masters`?"),
        (
            "first_year",
            "2019-21",
            "PC803",
            "`2019-21` is not a school year of two years that follow each other",
            "the school year that begins in 2019 is `2019-20`",
        ),
        ("first_year", "2019", "PC803", "`2019` is not a school year", "write the years in which it begins and ends, as in `2019-20`"),
        ("employer", "2019", "PC803", "`2019` is not a text", 'write it in quotation marks: `"2019"`'),
        ("employer", "true", "PC803", "`true` is not a text", 'write it in quotation marks: `"true"`'),
        ("employer", "[a, b]", "PC803", "`us_nm.test.employer` is not a list", None),
        ("children", "{a: b}", "PC803", "`us_nm.test.children` has no single value here", None),
    ],
)
def test_refused(fact: str, written: str, code: str, message: str, help: str | None) -> None:
    found = problem(f"{fact}: {written}")
    assert found[0] == code
    assert found[1] == written
    assert found[2] == message
    assert help is None or found[3] == help


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("[{from: 2015-08-01, until: 2016-08-01}, {from: 2016-08-01, until: 2018-08-01}]", 36),
        ("[{from: 2015-08-01, until: 2016-08-01}, {from: 2016-08-01}]", Elapsed(date(2015, 8, 1), ASKED)),
        ("[{from: 2015-08-01, until: 2016-08-01}, {from: 2017-08-01, until: 2018-08-01}]", 24),
        ("[{from: 2017-08-01, until: 2018-08-01}, {from: 2015-08-01, until: 2016-08-01}]", 24),
        ("[{from: 2015-08-01, until: 2016-08-11}, {from: 2017-08-01, until: 2018-08-01}]", Interval(24, 25)),
        ("[{from: 2015-08-01, until: 2016-08-11}, {from: 2017-08-01, until: 2018-08-31}]", Interval(24, 26)),
        ("[{from: 2015-08-01, until: 2016-08-01}, {from: 2020-06-01}]", 24),
        ("{spells: [{from: 2015-08-01, until: 2016-08-01}], source: record}", 12),
    ],
)
def test_spells_are_half_open_and_their_odd_days_are_bounds(written: str, months: Any) -> None:
    assert value(written, "years_taught") == months


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ("{since: 2021-06-02}", "PC817", "`2021-06-02` is after the day that is asked about"),
        ("{since: 2023-02-29}", "PC804", "`2023-02-29` is not in the calendar"),
        ("{since: soon}", "PC804", "`soon` is not written as a date"),
        ("{from: 2018-08-01, until: 2018-08-01}", "PC816", "a spell from 2018-08-01 that ends on 2018-08-01"),
        ("[{from: 2015-08-01, until: 2017-08-02}, {from: 2017-08-01}]", "PC816", "spells of `us_nm.test.years_taught` overlap"),
        ("[{from: 2015-08-01}, {from: 2017-08-01}]", "PC816", "spells of `us_nm.test.years_taught` overlap"),
        ("[]", "PC803", "`us_nm.test.years_taught` has no spell"),
        ("{until: 2018-08-01}", "PC803", "`us_nm.test.years_taught` does not say when it begins"),
        ("{since: 2015-08-01, until: 2018-08-01}", "PC803", "`until` is not a part of a period"),
        ("3.5 years", "PC803", "`3.5 years` is not a period of whole months"),
        ("90 days", "PC803", "`90 days` is not a period of whole months"),
        ("years", "PC803", "`years` is not a period"),
    ],
)
def test_refused_periods(written: str, code: str, message: str) -> None:
    found = problem(f"years_taught: {written}")
    assert (found[0], found[2]) == (code, message)
    assert found[3]
