"""The district's page as it lies in `statutes/`: every heading, bullet and definition addressable, nothing lost."""

from datetime import date
from pathlib import Path

import pytest

from pincitec.diagnostics import Source
from pincitec.law.beside import evidence_beside
from pincitec.law.flat import flatten
from pincitec.law.model import Section
from pincitec.law.places import cite_unit, find_unit, text_of, version_on
from pincitec.law.quotations import find
from pincitec.law.reading import read_section
from pincitec.syntax.law_format import format_law

LAW = Path(__file__).parents[2] / "statutes" / "us-nm" / "aps" / "licensure-advancement.law"


@pytest.fixture(scope="module")
def page() -> Section:
    source = Source("statutes/us-nm/aps/licensure-advancement.law", LAW.read_text(encoding="utf-8"))
    found, problems = read_section(source, evidence_beside(LAW, source.path))
    assert problems == []
    assert found is not None
    return found


def words(page: Section, *path: str) -> str:
    target = find_unit(page, path)
    assert target is not None, path
    unit = text_of(page, target, page.versions[-1])
    assert unit is not None
    return flatten(unit).text


LEVELS = ("Advancement Requirements", "From Level 2 to Level 3")
BYPASS = ("Advancement Requirements", "The Only Bypass Option", "National Board Certified Teacher")


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ((*LEVELS, "1"), "3 Full School Years (480 instructional days) of being the teacher of record"),
        ((*LEVELS, "2"), "3 Successful annual evaluations at current license level"),
        ((*LEVELS, "3"), "Master's Degree or National Board Certification"),
        ((*LEVELS, "¶1"), "Please Note: If you are pursuing a Level 3 license"),
        (("Advancement Requirements", "From Level 1 to Level 2", "3"), "Completed 1-year Mentorship"),
        ((*BYPASS, "5"), "National Board Certification must remain active and valid"),
        (("Definitions", "Full School Year"), "Means a minimum of 160 instructional days or equivalent"),
        (("Definitions", "3 Years"), "160 instructional days per school year, 480 days total."),
        (("Definitions", "Teacher of Record"), "The recipient of a teaching license named"),
        (("Compensation Change", "¶1"), "The license issued as a result of passing the micro-credentials"),
        (("heading",), "Licensure Advancement Via Micro-Credentials"),
    ],
)
def test_places(page: Section, path: tuple[str, ...], start: str) -> None:
    assert words(page, *path).startswith(start)


def test_all_terms_are_defined(page: Section) -> None:
    (definitions,) = [unit for unit in page.versions[0].units if unit.path == ("Definitions",)]
    assert len(definitions.children) == 9
    assert all(child.text for child in definitions.children)


def test_no_break_spaces_and_double_spaces_do_not_matter(page: Section) -> None:
    target = find_unit(page, ("Advancing via Micro-Credentials",))
    assert target is not None
    unit = text_of(page, target, page.versions[0])
    assert unit is not None
    assert find("have not completed two micro-credentials already", flatten(unit))


def test_only_page_furniture_is_left_out(page: Section) -> None:
    assert page.sources[0].not_taken == ("Personal tools",)


def test_the_date_is_assumed_and_says_so(page: Section) -> None:
    (version,) = page.versions
    assert (version.from_, version.until) == (date(2023, 7, 1), None)
    assert version.assumed is not None
    assert version.assumed in page.assumptions
    assert version_on(page, date(2023, 6, 30)) is None
    assert page.horizon.unknown
    assert page.horizon.known_until is None


def test_citations(page: Section) -> None:
    base = "Albuquerque Public Schools, Licensure Advancement Via Micro-Credentials"
    assert cite_unit(page, ("Definitions", "Full School Year")) == f'{base}, "Definitions", "Full School Year"'
    assert cite_unit(page, (*LEVELS, "2")).endswith('"From Level 2 to Level 3", item 2')
    assert cite_unit(page, (*LEVELS, "¶1")).endswith('"From Level 2 to Level 3", paragraph 1')


def test_authority_is_the_lower_of_the_two_it_could_be(page: Section) -> None:
    assert page.authority == "guidance"


def test_the_file_is_formatted(page: Section) -> None:
    assert format_law(page.source) == page.source.text
