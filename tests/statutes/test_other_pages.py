"""The pages of Massachusetts, Arkansas and New York City as they lie in `statutes/`: nothing lost, every day that is assumed said to be."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pincitec.diagnostics import Source
from pincitec.law.beside import evidence_beside
from pincitec.law.flat import flatten
from pincitec.law.model import Section
from pincitec.law.places import cite_unit, find_unit, text_of, version_on
from pincitec.law.reading import read_section
from pincitec.syntax.law_format import format_law

STATUTES = Path(__file__).parents[2] / "statutes"
MA, AR, NY = "us-ma/nea/micro-credentials", "us-ar/dese/micro-credentials", "us-ny/nyc/teaching-matters"
USED = "How are micro-credentials being used in Arkansas?"
CONTENT, PEDAGOGY = (USED, "Content Assessment Micro-credentials"), (USED, "Pedagogy Assessment Micro-credential")
STARTED = "Let’s Get Started!"


@cache
def page(name: str) -> Section:
    path = STATUTES / f"{name}.law"
    found, problems = read_section(Source(f"statutes/{name}.law", path.read_text(encoding="utf-8")), evidence_beside(path, path.name))
    assert problems == []
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name, path, start",
    [
        (MA, ("heading",), "New professional learning options from the NEA"),
        (MA, ("¶3",), "Massachusetts educators may apply the earned micro-credentials"),
        (MA, ("Paraprofessionals/Academic Support Staff", "¶1"), "Micro-credentials may be used for professional learning independently"),
        (MA, ("Teachers/Administrators – Provisional or Initial License", "¶2"), "Early career educators may benefit from the one or more"),
        (
            MA,
            ("Teachers/Administrators – Professional License Renewal", "¶1"),
            "Educators who are collecting professional development",
        ),
        (MA, ("Teachers/Administrators – Professional License Renewal", "¶3"), "If an educator does not require PDPs"),
        (MA, ("Adding a License", "¶1"), "Not all licensure fields in Massachusetts have a test option"),
        (MA, (STARTED, "¶3"), "Please note: Micro-credentials may NOT be used"),
        (AR, ("heading",), "Professional Learning Through Micro-Credentials"),
        (AR, (*CONTENT, "¶1"), "An educator who scores within -2 Standard Errors of Measure (SEM)"),
        (AR, (*CONTENT, "1"), "Recognizing and Upholding Academic Rigor"),
        (AR, (*CONTENT, "3"), "Leveraging Formative Assessment During an ELA Lesson"),
        (AR, (*PEDAGOGY, "¶1"), "An educator teaching under a Provisional Professional Teaching License (PPTL)"),
        (AR, (*PEDAGOGY, "3"), "Leveraging Effective Instructional Practices"),
        (AR, (USED, "Arkansas Teacher Career Continuum", "¶1"), "Career Professionals seeking to earn the Master Teacher"),
        (AR, (USED, "Additional Opportunities", "¶1"), "Districts may elect to use stacks of micro-credentials"),
        (AR, ("For more information, please contact", "¶7"), "Phone: 501-683-1224"),
        (NY, ("¶2",), "NEW YORK, August 8, 2018"),
        (NY, ("¶7",), '"I see that the way I am analyzing student work'),
    ],
)
def test_places(name: str, path: tuple[str, ...], start: str) -> None:
    target = find_unit(page(name), path)
    assert target is not None, path
    unit = text_of(page(name), target, page(name).versions[-1])
    assert unit is not None
    assert flatten(unit).text.startswith(start)


@pytest.mark.parametrize(
    "name, left",
    [
        (MA, ("Related Posts",)),
        (
            AR,
            (
                "Becoming a Teacher or School Leader buttonEducator Licensure buttonEducator Support and Development button"
                "Educator Workforce Resources and Data",
            ),
        ),
        (NY, ()),
    ],
)
def test_only_page_furniture_is_left_out(name: str, left: tuple[str, ...]) -> None:
    assert page(name).sources[0].not_taken == left


@pytest.mark.parametrize("name, first", [(MA, date(2018, 7, 2)), (AR, date(2019, 7, 1))])
def test_an_assumed_day_says_so_and_the_horizon_is_not_known(name: str, first: date) -> None:
    (version,) = page(name).versions
    assert (version.from_, version.until) == (first, None)
    assert version.assumed is not None and version.assumed in page(name).assumptions
    assert "nothing in the file is dated" in version.assumed and "check" in version.assumed
    assert version_on(page(name), date.fromordinal(first.toordinal() - 1)) is None
    assert page(name).horizon.unknown


def test_the_press_release_is_of_its_day_and_tells_of_no_later_one() -> None:
    (version,) = page(NY).versions
    assert (version.from_, version.assumed) == (date(2018, 8, 8), None)
    assert (page(NY).horizon.unknown, page(NY).horizon.known_until) == (False, date(2018, 8, 8))


@pytest.mark.parametrize("name, authority", [(MA, "guidance"), (AR, "guidance"), (NY, "information")])
def test_authority(name: str, authority: str) -> None:
    assert page(name).authority == authority


def test_citations() -> None:
    assert cite_unit(page(AR), (*CONTENT, "2")) == (
        f'Arkansas DESE, Professional Learning Through Micro-Credentials, "{USED}", "Content Assessment Micro-credentials", item 2'
    )
    assert (
        cite_unit(page(MA), ("Adding a License", "¶1"))
        == 'NEA Micro-Credentials for Massachusetts Educators, "Adding a License", paragraph 1'
    )
    assert cite_unit(page(NY), ("¶2",)) == "Teaching Matters, Press Release of August 8, 2018, paragraph 2"


@pytest.mark.parametrize("name", [MA, AR, NY])
def test_the_file_is_formatted(name: str) -> None:
    assert format_law(page(name).source) == page(name).source.text
