"""What is told of failing elements: the records of `every`, limbs that can never do, gaps of which bounds are known."""

from datetime import date

from tests.engine.explain.elm_code import ask, letter_of, pack_of

import pincite
from pincite.explain.wording import apart
from pincite.report.letter import letter
from pincite.report.profiles import APPLICANT
from pincite.report.render import render_text

DAY = date(2024, 2, 20)
YEARS = {
    "complete": True,
    "source": "x",
    "records": {
        "2020-21": {"rating": 3, "score": 49, "days": 159},
        "2021-22": {"rating": 2, "days": 170},
        "2022-23": {"rating": 2, "score": 70},
    },
}


def test_the_records_that_fail_are_told_where_each_must_satisfy() -> None:
    d = ask("bonus", {"yrs": YEARS}, code="oak", on=DAY)
    assert d.unmet[0].finding == "in 2021-22, rating: 2; in 2022-23, rating: 2"


def test_the_least_is_short_by_what_is_certain() -> None:
    d = ask("bonus", {"yrs": YEARS}, code="oak", on=DAY)
    assert d.unmet[1].measure is not None and d.unmet[1].measure.gap == "short by at least 1 point"


def test_a_limb_that_a_reading_closes_is_no_alternative() -> None:
    facts = {"service": "5 months", "certified": True}
    d = pincite.determine(pack_of("oak"), "travel", facts, on=DAY, readings={"oak.money.waiting": "long"})
    assert [(u.alternative, u.alone) for u in d.unmet] == [(False, True)]
    d = ask("travel", {"service": "5 months", "certified": False}, code="oak", on=DAY)
    assert [u.alternative for u in d.unmet] == [True, True]
    assert "1 element is not met." in letter_of(d)


def test_an_element_that_two_places_ask_for_has_the_words_of_both() -> None:
    d = ask("permit", {"insured": False, "certified": False, "exempt": False}, code="oak", on=DAY)
    words = {u.text: [p.words for p in u.passages] for u in d.unmet}
    assert words["is exempt"] == ["is insured or is exempt", "is certified or exempt"]
    lacking = ask("permit", {}, code="oak", on=DAY).missing
    assert [len(m.places) for m in lacking] == [1, 2, 1]


def test_values_that_are_lists_themselves_are_told_apart() -> None:
    assert apart(("$60,000", "$10,000"), "and") == "$60,000 and $10,000"
    assert apart(("February 29, 2024", "March 1, 2024"), "or") == "February 29, 2024 or March 1, 2024"
    assert apart(("learning", "conversion to points or hours"), "or") == "learning; or conversion to points or hours"


def test_who_is_granted_something_reads_nothing_of_how_to_lose_it() -> None:
    d = ask("leave", {"served": "1 year", "probation": False, "parent": True}, code="oak", on=DAY)
    assert d.changes.open
    assert "WHAT WOULD CHANGE THIS" in letter_of(d)
    assert "WHAT WOULD CHANGE THIS" not in render_text(letter(d, profile=APPLICANT))


def test_a_region_that_several_facts_bound_is_told_by_its_witness() -> None:
    d = ask("file", {"issued_on": "2024-02-15", "filed_on": "2024-02-20"}, code="oak", on=DAY)
    told = [e for c in d.changes.open for e in c.edits if e.fact == "oak.money.filed_on"]
    assert told and not any(e.exact for e in told)


def test_time_passes_only_until_the_next_year_begins() -> None:
    d = ask("file", {"issued_on": "2024-02-15", "filed_on": "2024-02-20"}, code="oak", on=DAY)
    assert [c.on for c in d.changes.open if any(e.fact == "oak.money.filed_on" for e in c.edits)] == [date(2024, 7, 1)]


def test_a_day_that_is_missing_is_sought_from_the_one_with_which_it_is_compared() -> None:
    d = ask("file", {"filed_on": "2024-03-02"}, code="oak", on=date(2024, 5, 1))
    told = [({e.fact for e in c.edits if e.fact}, c.on) for c in d.changes.open]
    assert ({"oak.money.issued_on"}, date(2024, 7, 1)) in told
