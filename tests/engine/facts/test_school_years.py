"""A school year is given once it has begun: by the calendar of the policy, or, where there is none, by the calendar year."""

from datetime import date

import pytest
from attrs import evolve

from pincite.facts import read_facts
from pincitec.compile import compile_project
from pincitec.diagnostics import Source
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import Pack, read_pack, with_hash, write_pack
from pincitec.project import find_project
from tests.engine.facts.pack import facts_pack
from tests.policy.library import ROOT


def with_calendar(month: int, day: int) -> Pack:
    pack = facts_pack()
    return with_hash(evolve(pack, facts=tuple(evolve(f, year_begins=(month, day)) for f in pack.facts)))


@pytest.mark.parametrize(
    ("written", "asked", "begun"),
    [
        ("first_year: 2021-22", date(2021, 6, 30), False),
        ("first_year: 2021-22", date(2021, 7, 1), True),
        ("first_year: 2020-21", date(2021, 6, 30), True),
        ("first_year: 2022-23", date(2021, 12, 31), False),
        ("school_years: [{year: 2021-22}]", date(2021, 6, 30), False),
        ("school_years: [{year: 2021-22}]", date(2021, 7, 1), True),
        ("school_years: {records: [{year: 2021-22}], complete: true, source: the record}", date(2021, 6, 30), False),
    ],
)
def test_a_year_begins_on_the_day_of_the_calendar(written: str, asked: date, begun: bool) -> None:
    facts, problems = read_facts(Source("facts.yaml", written), with_calendar(7, 1), asked)
    assert (facts is not None) == begun
    assert [p.rule.code for p in problems] == ([] if begun else ["PC817"])


def test_without_a_calendar_a_year_of_this_calendar_year_may_have_begun() -> None:
    facts, problems = read_facts(Source("facts.yaml", "first_year: 2021-22"), facts_pack(), date(2021, 1, 1))
    assert (facts is not None, problems) == (True, [])


def test_the_library_knows_when_its_school_years_begin() -> None:
    pack, _, _ = compile_project(find_project(ROOT)[0])
    assert pack is not None
    begins = {f.name: f.year_begins for f in pack.facts if f.year_begins is not None}
    assert begins["us_nm.level_three.reviews"] == (7, 1)
    assert begins["us_nm.aps.advancement.school_years"] == (7, 1), "the calendar of a policy that this one uses"
    assert "us_nm.level_three.role" not in begins


def test_a_pack_whose_years_begin_on_no_day_is_refused() -> None:
    with pytest.raises(Malformed, match="begin on no day"):
        read_pack(write_pack(with_calendar(2, 30)))
