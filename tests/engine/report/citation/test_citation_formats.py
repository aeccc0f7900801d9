"""The citation report as HTML, Markdown and JSON: whole, safe, readable without scripts, and every link with its target."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from tests.engine.report.citation.page import Page
from tests.engine.report.citation.schema import written
from tests.engine.report.citation.small import LAW, PRINTED, RULES, report_on, town

from pincite.report.citation.as_json import render_json
from pincite.report.citation.render import render_html, render_markdown
from pincite.report.citation.view import CitationReport

ROOT = Path(__file__).parents[4]


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT


class Markdown(TextFile):
    file_extension = "md"


class Html(TextFile):
    file_extension = "html"


class Json(TextFile):
    file_extension = "json"


def steady(text: str) -> str:
    """The text without what every edit of the program changes."""
    return re.sub(r"pincite \d+(\.\d+)+", "pincite VERSION", re.sub(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b", "DIGEST", text))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CitationReport:
    return report_on(town(tmp_path_factory.mktemp("town")))


def test_as_markdown(report: CitationReport, snapshot: SnapshotAssertion) -> None:
    assert steady(render_markdown(report)) == snapshot(name="town", extension_class=Markdown)


def test_as_html(report: CitationReport, snapshot: SnapshotAssertion) -> None:
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", render_html(report), flags=re.DOTALL)
    assert steady(text) == snapshot(name="town", extension_class=Html)


def test_as_json(report: CitationReport, snapshot: SnapshotAssertion) -> None:
    assert steady(render_json(report)) == snapshot(name="town", extension_class=Json)


def test_the_schema_is_the_published_one_and_the_report_fits_it(report: CitationReport) -> None:
    published = (ROOT / "docs/schemas/report-1.json").read_text(encoding="utf-8")
    assert published == written(), "run: python -m tests.engine.report.citation.schema"
    jsonschema.Draft202012Validator(json.loads(published)).validate(json.loads(render_json(report)))


def test_the_page_is_well_formed_and_needs_nothing_else(report: CitationReport) -> None:
    page = Page(render_html(report))
    assert page.problems == []
    assert not page.tags & {"script", "img", "link", "iframe", "object", "embed", "form", "video", "audio"}
    assert not {a for a in page.attributes if a.startswith("on") or a in ("src", "style")}
    assert all(link.startswith("#") for link in page.links)


def test_every_place_has_one_name_and_every_link_leads_to_one(report: CitationReport) -> None:
    page = Page(render_html(report))
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_headings_go_down_one_level_at_a_time(report: CitationReport) -> None:
    levels = Page(render_html(report)).headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_markdown_links_lead_to_places(report: CitationReport) -> None:
    text = render_markdown(report)
    places = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(set(places)) == len(places)
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(places)


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "soft", "rule", "link", "lost"])
def test_ink_stands_out_from_paper(report: CitationReport, name: str) -> None:
    css = render_html(report)
    colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", css))
    for ground in ("paper", "ground"):
        dark, light = sorted((luminance(colors[name]), luminance(colors[ground])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_no_meaning_is_in_color_alone(report: CitationReport) -> None:
    text = "".join(Page(render_html(report)).text)
    assert "(clause 2)" in text.replace("\n", "")
    assert all(f"({word})" in text for word in ("left out", "left to judgement", "information", "not covered"))


def test_what_users_write_stays_text(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script> </pre> {{ 7*7 }} ](javascript:x) `code` | a \x2d\x2d>"
    rules = RULES.replace('policy town.garden "Garden plots"', f'policy town.garden "{bad}"')
    rules = rules.replace('because "when it is paid is not decided here"', f'because "{bad}"')
    rules = rules.replace('"keeps the plot in good order"\n  fails', f'"{bad}"\n  fails')
    rules = rules.replace("decision plot ", f"# {bad} ``` \ndecision plot ")
    report = report_on(town(tmp_path, {"policy/garden.pol": rules}))
    html, markdown = render_html(report), render_markdown(report)
    assert "<script" not in html and "{{ 7*7 }}" in html
    assert Page(html).problems == []
    assert "<script" not in markdown.replace("\\<script", "")
    assert not re.search(r"[^\\]\]\(javascript:", markdown)
    json.loads(render_json(report))


def test_a_law_with_marks_of_other_formats_stays_text(tmp_path: Path) -> None:
    def spiced(text: str) -> str:
        return text.replace("at any reasonable time", "at any <b>reasonable</b> *time* | [x](y) & more")

    printed = spiced(PRINTED)
    law = spiced(LAW.format(hash=hashlib.sha256(printed.encode()).hexdigest()))
    rules = RULES.replace("at any reasonable time", "at any <b>reasonable</b> *time* | [x](y) & more")
    changed = {"statutes/sources/print.txt": printed, "statutes/garden.law": law, "policy/garden.pol": rules}
    report = report_on(town(tmp_path, changed))
    html = render_html(report)
    assert "&lt;b&gt;reasonable&lt;/b&gt;" in html and "<b>" not in html
    assert "\\<b\\>reasonable\\</b\\> \\*time\\* \\| \\[x\\](y) \\& more" in render_markdown(report)
