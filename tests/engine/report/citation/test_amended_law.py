"""The report of law that moves: units that come, go and take other designations, sections that end, words that are not on file."""

import hashlib
import re
from pathlib import Path

import pytest
from tests.engine.report.citation.page import Page
from tests.engine.report.citation.small import FILES, LAW, PRINTED, report_on, town

from pincite.report.citation.render import render_html, render_markdown
from pincite.report.citation.view import CitationReport, Spread

DAY = "2026-07-01"
RULES = """policy town.garden "Garden plots"

source code = "town/1"
source leaflet = "town/leaflet"
party clerk "the clerk"
decision inspect : permission of clerk "inspect a plot"

provision code(D) {
  "The clerk may inspect a plot" means clerk may inspect
}
omit code(D) "at any reasonable time" because "an example"
"""


def amended(folder: Path, *operations: str, effective: str = DAY) -> CitationReport:
    """The report of the town with one more act; its operations need no note, as what they strike and add stands in the act itself."""
    said = " ".join(" ".join(operations).split())
    printed = f"{PRINTED}{said}\n"
    act = f'act "Laws 2026, ch. 9, § 1" effective {effective} {{\n' + "".join(f"  {o}\n" for o in operations)
    act += f"  note from print {{\n{said}\n}}\n}}\n\n"
    law = LAW.format(hash=hashlib.sha256(printed.encode()).hexdigest()).replace('act "Laws 2024', f'{act}act "Laws 2024')
    files = {"statutes/sources/print.txt": printed, "statutes/garden.law": law, "policy/garden.pol": RULES}
    report = report_on(town(folder, files))
    page = Page(render_html(report))
    assert page.problems == []
    assert len(set(page.ids)) == len(page.ids) and {link[1:] for link in page.links} <= set(page.ids)
    places = re.findall(r'<a id="([^"]+)"></a>', render_markdown(report))
    assert len(set(places)) == len(places)
    return report


def spreads(report: CitationReport) -> dict[str, Spread]:
    return {s.anchor: s for c in report.chapters for s in c.spreads}


def texts(s: Spread) -> list[str]:
    return ["".join(r.text for r in p.runs) for p in s.paragraphs]


def test_a_unit_that_takes_another_designation_keeps_its_clauses(tmp_path: Path) -> None:
    report = amended(tmp_path, "redesignate D as E", "add D {\nD. The fee goes to the parks.\n}")
    found = spreads(report)
    moved = found["spread-town-1-E"]
    assert texts(moved) == ["The clerk may inspect a plot at any reasonable time."]
    assert [c.says for c in moved.clauses] == ["The clerk may inspect a plot in every case."]
    assert [e.title for e in moved.earlier] == ["In force from January 1, 2020 to June 30, 2026"]
    around = next(s for s in found.values() if any(p.anchor == "town-1-D" for p in s.paragraphs))
    assert texts(around)[-1] == "The fee goes to the parks." and not around.clauses


def test_a_unit_that_is_gone_stands_with_its_last_words(tmp_path: Path) -> None:
    report = amended(tmp_path, "repeal D")
    gone = spreads(report)["spread-town-1-D.until-2026-07-01"]
    assert (gone.days, gone.paragraphs) == ("Not in the text of these days.", ())
    assert [(e.title, e.paragraphs[0].anchor) for e in gone.earlier] == [
        ("In force from January 1, 2020 to June 30, 2026", "town-1-D.until-2026-07-01")
    ]
    (clause,) = gone.clauses
    assert not clause.stands
    assert clause.standing[-1] == "From July 1, 2026: does not stand."


def test_a_section_that_ended_says_so(tmp_path: Path) -> None:
    report = amended(tmp_path, "repeal section")
    chapter = report.chapters[0]
    assert all(not s.paragraphs and s.days == "Repealed by Laws 2026, ch. 9, § 1, from July 1, 2026." for s in chapter.spreads)
    assert all(s.earlier for s in chapter.spreads)
    rows = [[c.text for c in row.cells] for row in report.timelines[0].versions.rows]
    assert rows[-1] == ["From July 1, 2026", "Laws 2026, ch. 9, § 1", "no text: repealed by Laws 2026, ch. 9, § 1"]


def test_words_that_are_not_on_file_are_described_and_never_marked(tmp_path: Path) -> None:
    report = amended(tmp_path, 'in D at unknown strike "reasonable"', effective="2021-01-01")
    s = spreads(report)["spread-town-1-D"]
    shown = [r for p in s.paragraphs for r in p.runs]
    assert shown and all(r.status == "unknown" and r.state == "" and not r.ends for r in shown)
    assert "Words of this text are not on file, so nothing is concluded from it." in report.chapters[0].notices
    assert s.paragraphs[0].said == "Words of it are not on file."


def test_a_later_hole_hides_no_earlier_words(tmp_path: Path) -> None:
    report = amended(tmp_path, 'in C at unknown strike "due"')
    s = spreads(report)["spread-town-1-D"]
    assert texts(s) == ["The clerk may inspect a plot at any reasonable time."]


@pytest.mark.parametrize("name", ["statutes/leaflet.law", "statutes/sources/leaflet.txt"])
def test_a_law_without_rules_is_shown_all_the_same(tmp_path: Path, name: str) -> None:
    rules = RULES.replace('source leaflet = "town/leaflet"\n', "")
    report = report_on(town(tmp_path, {"policy/garden.pol": rules}))
    assert name in FILES and [c.title for c in report.chapters] == ["Town Code § 1", "Town Leaflet"]
    assert [texts(s) for s in report.chapters[1].spreads] == [["Gardens in figures", "", "The town has over 200 plots."]]


def test_a_project_without_rules_and_law(tmp_path: Path) -> None:
    (tmp_path / "pincite.toml").touch()
    from pincitec.project import find_project

    for folder in ("policy", "statutes"):
        (tmp_path / folder).mkdir()
    report = report_on(find_project(tmp_path)[0])
    assert Page(render_html(report)).problems == []
    assert render_markdown(report).startswith("# Citation report")
