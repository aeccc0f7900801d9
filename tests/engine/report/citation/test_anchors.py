"""The names of places: one for each, the same for letter and report, and stable; and the links of letters, each with its target."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.engine.report.citation.page import Page
from tests.engine.report.citation.small import studied, town

import pincite
from pincite.explain.proof import Determination
from pincite.report.anchors import anchors, link, slug
from pincite.report.as_json import render_json
from pincite.report.citation.build import citation_report
from pincite.report.citation.render import render_html, render_markdown
from pincite.report.letter import letter
from pincite.report.links import linked
from pincite.report.render import render_html as letter_html, render_markdown as letter_markdown, render_text as letter_text
from pincitec.compile import Study
from pincitec.graph.pack import Pack
from pincitec.graph.texts import SectionText, TextPiece, TextUnit, TextVersion
from pincitec.project import find_project

ROOT = Path(__file__).parents[4]


def section(id: str, *versions: tuple[str, dict[str, tuple[str, ...]]]) -> SectionText:
    """A section whose versions begin on days, each with its units: identity to path."""
    days = [date.fromisoformat(day) for day, _ in versions]
    made = []
    for i, (_, units) in enumerate(versions):
        until = days[i + 1] if i + 1 < len(days) else None
        texts = tuple(TextUnit(identity, path, "", "", ()) for identity, path in units.items())
        made.append(TextVersion(days[i], until, True, None, (), texts))
    return SectionText(id, f"Code {id}", "statute", None, False, "", tuple(made))


def test_a_place_is_named_by_section_and_designation() -> None:
    found = anchors([section("us-nm/22-10A-11", ("2020-01-01", {"c": ("C",), "c1": ("C", "1"), "h": ("heading",)}))])
    assert found.of_section("us-nm/22-10A-11") == "us-nm-22-10A-11"
    assert [found.of("us-nm/22-10A-11", k, "") for k in ("c", "c1", "h")] == [
        "us-nm-22-10A-11-C",
        "us-nm-22-10A-11-C-1",
        "us-nm-22-10A-11-heading",
    ]
    assert (
        found.of("us-nm/22-10A-11", "note:3", "Code us-nm/22-10A-11, annotation Applicability")
        == "us-nm-22-10A-11.annotation-Applicability"
    )


def test_a_unit_that_is_gone_bears_the_day_on_which_it_ended() -> None:
    found = anchors([section("s", ("2014-01-01", {"old": ("D",)}), ("2015-07-01", {"new": ("D",)}))])
    assert (found.of("s", "new", ""), found.of("s", "old", "")) == ("s-D", "s-D.until-2015-07-01")


def test_other_words_of_a_unit_are_a_place_of_their_own() -> None:
    def version(day: str, until: str | None, text: str, status: str = "verbatim") -> TextVersion:
        unit = TextUnit("c", ("C",), "C.", "", (TextPiece(text, status),))
        return TextVersion(date.fromisoformat(day), date.fromisoformat(until) if until else None, True, None, (), (unit,))

    days = ("2014-01-01", "2015-01-01", "2016-01-01", "2017-01-01", "2018-01-01")
    texts = (("$40", "verbatim"), ("$50", "verbatim"), ("nothing", "unknown"), ("$50", "derived"), ("$60", "verbatim"))
    versions = tuple(version(d, u, *t) for d, u, t in zip(days, (*days[1:], None), texts, strict=True))
    found = anchors([SectionText("s", "Code s", "statute", None, False, "", versions)])
    assert [found.of("s", "c", "", v.from_) for v in versions] == [
        "s-C.from-2014-01-01",
        "s-C.from-2015-01-01",
        "s-C",
        "s-C.from-2015-01-01",
        "s-C",
    ]
    assert found.of("s", "c", "", date(2030, 1, 1)) == found.of("s", "c", "", date(1990, 1, 1)) == found.of("s", "c", "") == "s-C"


def test_a_letter_leads_to_the_words_of_its_day(library: Study, places: Mapping[str, str]) -> None:
    pack = library.pack
    assert pack is not None
    answer = ask(pack, "us_nm.level_three.minimum_salary", "2018-06-01", "r")
    (target,) = {t.link.removeprefix("r#") for t in answer.law if t.link and t.citation.endswith("(C)")}
    assert target == "us-nm-22-10A-11-C.from-2018-05-16" and "fifty-four thousand dollars" in places[target]
    assert "sixty thousand dollars" in places["us-nm-22-10A-11-C"]


def test_places_that_would_be_named_alike_are_numbered() -> None:
    found = anchors([section("a/b", ("2020-01-01", {"x": ("C",), "y": ("C ",)})), section("a/b-C", ("2020-01-01", {}))])
    assert len({found.of("a/b", "x", ""), found.of("a/b", "y", ""), found.of_section("a/b-C")}) == 3


@given(
    st.lists(
        st.tuples(st.sampled_from(["s", "s-A", "t"]), st.lists(st.text("AB 1-.¶é", min_size=1, max_size=3), min_size=1, max_size=2)),
        max_size=12,
    )
)
def test_no_two_places_have_one_name(places: list[tuple[str, list[str]]]) -> None:
    by_section: dict[str, dict[str, tuple[str, ...]]] = {}
    for i, (name, path) in enumerate(places):
        by_section.setdefault(name, {})[f"u{i}"] = tuple(path)
    found = anchors([section(name, ("2020-01-01", units)) for name, units in sorted(by_section.items())])
    assert len(set(found.units.values())) == len(found.units)
    assert all(re.fullmatch(r"[\w.-]+", name) for name in found.units.values())


@given(st.text(max_size=30), st.text(max_size=10))
def test_an_address_can_end_no_attribute_and_no_link(report: str, anchor: str) -> None:
    try:
        report.encode()
        anchor.encode()
    except UnicodeEncodeError:
        return
    assert not set(link(report, anchor)) & set("\"'<>() \\`[]{}|^\n\t")


def test_a_slug_has_letters_digits_and_hyphens() -> None:
    assert slug('Notes: "What, when" (2)') == "Notes-What-when-2"


# ---- letters


def ask(pack: Pack, decision: str, on: str, report: str, **facts: object) -> Determination:
    return linked(pincite.determine(pack, decision, facts, on=date.fromisoformat(on)), pack, report)


def test_a_letter_links_each_quoted_place_into_the_report(tmp_path: Path) -> None:
    study = studied(town(tmp_path))
    assert study.pack is not None
    answer = ask(study.pack, "plot", "2021-06-01", "review/my report.html", years="5 years", owed="$3")
    html = letter_html(letter(answer))
    page = Page(html)
    assert page.problems == []
    assert "review/my report.html#town-1-A" in page.links
    assert 'href="review/my%20report.html#town-1-A"' in html
    assert "(<review/my%20report.html#town-1-A>)" in letter_markdown(letter(answer))
    assert "report.html" not in letter_text(letter(answer))
    data = json.loads(render_json(answer))
    assert {q["link"] for u in data["missing"] for p in u["places"] for q in p["quotations"]} == {"review/my%20report.html#town-1-A"}
    assert [t["link"] for t in data["law"]] == ["review/my%20report.html#town-1-A", "review/my%20report.html#town-1-B"]


def test_without_an_address_a_letter_has_no_links(tmp_path: Path) -> None:
    pack = studied(town(tmp_path)).pack
    assert pack is not None
    answer = pincite.determine(pack, "plot", {}, on=date(2021, 6, 1))
    assert "href" not in letter_html(letter(answer)) and "](" not in letter_markdown(letter(answer))
    assert '"link"' not in render_json(answer)


def test_an_address_cannot_break_out(tmp_path: Path) -> None:
    pack = studied(town(tmp_path)).pack
    assert pack is not None
    answer = ask(pack, "plot", "2021-06-01", '"><script>alert(1)</script>)>`')
    assert "<script" not in letter_html(letter(answer)) + letter_markdown(letter(answer))


@pytest.fixture(scope="module")
def library() -> Study:
    from pincitec.compile import study

    project, problems = find_project(ROOT)
    assert not problems
    return study(project)


@pytest.fixture(scope="module")
def places(library: Study) -> Mapping[str, str]:
    """The words of the library's report, by the anchors of their units."""
    spreads = [s for c in citation_report(library).chapters for s in c.spreads]
    laid = [p for s in spreads for p in (*s.paragraphs, *(q for e in s.earlier for q in e.paragraphs))]
    return {p.anchor: "".join(r.text for r in p.runs) for p in laid if p.anchor}


@pytest.fixture(scope="module")
def pages(library: Study) -> tuple[set[str], set[str]]:
    """The places of the library's report as HTML and as Markdown."""
    report = citation_report(library)
    html, markdown = render_html(report), render_markdown(report)
    page = Page(html)
    assert page.problems == [] and len(set(page.ids)) == len(page.ids)
    assert {target[1:] for target in page.links} <= set(page.ids)
    places = re.findall(r'<a id="([^"]+)"></a>', markdown)
    assert len(set(places)) == len(places)
    assert set(re.findall(r"\]\(#([^)]+)\)", markdown)) <= set(places)
    return set(page.ids), set(places)


def test_every_link_of_every_letter_of_the_library_leads_to_a_place(library: Study, pages: tuple[set[str], set[str]]) -> None:
    pack = library.pack
    assert pack is not None
    days = sorted(
        {d for s in pack.sections for v in s.versions for d in (v.from_, v.until) if d is not None} | {date(2014, 1, 1), date(2030, 1, 1)}
    )
    for decision in pack.decision:
        for day in days:
            text = render_json(linked(pincite.determine(pack, decision, {}, on=day), pack, "r"))
            for target in set(re.findall(r'"link": "r#([^"]+)"', text)):
                assert target in pages[0], (decision, day, target)
                assert target in pages[1], (decision, day, target)
