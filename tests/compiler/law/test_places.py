"""What a designation names: the unit of the newest text on file, whatever acts do to it afterwards; and how any unit is cited."""

from datetime import date

import pytest
from tests.compiler.law.toy_law import good, note

from pincitec.law.model import Section
from pincitec.law.places import changed_by, designation_of, enclosing, find_unit, text_on_file, unit_in, units_of

TEXT = "text from s on 2020-01-01 {\nFees.\nA. A fee is due.\nB. A badge is free:\n(1) for a coach; and\n(2) for a clerk.\n}\n"
CAME = ("B. A badge costs a dollar:\n(1) for a coach; and\n(2) for a clerk; and\n(3) for all.", "(3) for a judge.", "D. Of old.")
SWAPPED = f'act "Laws 2030" effective 2030-01-01 {{\n  redesignate B as C\n  add B {{\n{CAME[0]}\n}}\n{note(CAME[0])}}}\n'
LATER = f'act "Laws 2031" effective 2031-01-01 {{\n  add C(3) {{\n{CAME[1]}\n}}\n{note(CAME[1])}}}\n'
GONE = 'act "Laws 2032" effective 2032-01-01 {\n  repeal A\n}\n'
BEFORE = f'act "Laws 2015" effective 2015-01-01 {{\n  remove D {{\n{CAME[2]}\n}}\n{note(CAME[2])}}}\nact "Laws 2010" effective 2010-01-01\n'


@pytest.fixture(scope="module")
def section() -> Section:
    return good(TEXT + GONE + LATER + SWAPPED + BEFORE)


def named(section: Section, *path: str, on: date | None = None) -> str | None:
    target = find_unit(section, path, on)
    return None if target is None else target.identity


def test_acts_after_the_newest_text_change_no_name(section: Section) -> None:
    bare = good(TEXT)
    for path in [("heading",), ("A",), ("B",), ("B", "1"), ("B", "2")]:
        assert named(section, *path) == named(bare, *path) is not None
    assert named(section, "B", on=date(2030, 1, 1)) not in (None, named(section, "B"))
    assert named(section, "C", on=date(2030, 1, 1)) == named(section, "B")


def test_a_unit_that_comes_later_is_found_where_no_other_bore_its_designation(section: Section) -> None:
    assert named(section, "C") == named(section, "B"), "B is C from 2030 on, and nothing else ever was"
    assert named(section, "C", "3") == named(section, "C", "3", on=date(2031, 1, 1)) is not None
    assert named(section, "D") is None, "a former unit needs a day"
    assert named(section, "D", on=date(2014, 1, 1)) is not None


def test_below_a_designation_stand_the_units_of_what_it_names(section: Section) -> None:
    """(3) stands below the B of 2030, and B is the one of 2020."""
    assert named(section, "B", "3") is None
    assert named(section, "B", "3", on=date(2030, 1, 1)) is not None


def test_every_unit_has_a_citation_that_names_it(section: Section) -> None:
    for version in section.versions:
        for unit in units_of(version):
            found = designation_of(section, unit.identity)
            assert found is not None
            path, on = found
            assert named(section, *path, on=on) == unit.identity
    new = named(section, "B", on=date(2030, 1, 1))
    assert new is not None
    assert designation_of(section, new) == (("B",), date(2030, 1, 1))
    old = named(section, "D", on=date(2014, 1, 1))
    assert old is not None
    assert designation_of(section, old) == (("D",), date(2014, 12, 31))
    assert designation_of(section, "nothing") is None


def test_the_units_around_a_unit(section: Section) -> None:
    outer, inner = named(section, "B"), named(section, "B", "1")
    assert outer is not None and inner is not None
    assert enclosing(section, inner) == (outer, inner)
    new = named(section, "B", "1", on=date(2030, 1, 1))
    assert new is not None
    assert enclosing(section, new, date(2030, 1, 1)) == (named(section, "B", on=date(2030, 1, 1)), new)


def test_the_newest_text_on_file(section: Section) -> None:
    version = text_on_file(section)
    assert version is not None
    assert (version.from_, version.until) == (date(2015, 1, 1), date(2030, 1, 1))
    assert all(unit_in(version, identity) is not None for identity in section.surviving)


def test_what_an_act_changes_is_named_on_its_day(section: Section) -> None:
    act = next(a for a in section.acts if a.title == "Laws 2031")
    assert [named(section, "B")] == list(changed_by(section, act, [("C",)]) or ())
    assert changed_by(section, act, [("Z",)]) is None
