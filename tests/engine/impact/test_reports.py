"""The report on an act in each format, as its readers get it: snapshots to be read, schema, widths, escapes."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from tests.engine.impact.toy import RAISE, RULES, act, town
from tests.trial import follow, trial_library

from pincite.impact import Impact, impact
from pincite.report.impact import render_html, render_markdown, render_text
from pincite.report.impact_json import render_json
from pincitec.diagnostics.render.text import cells
from pincitec.project import find_project

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "docs" / "schemas" / "impact-1.json"
TITLES = (
    "Laws 2003, ch. 153, § 42",
    "Laws 2009, ch. 117, § 1",
    "Laws 2015, ch. 103, § 1",
    "Laws 2015, ch. 74, § 1",
    "Laws 2018, ch. 72, § 3",
    "Laws 2019, ch. 207, § 23",
)
FACTS = {"bees.yaml": "bees: true\n", "odd.yaml": "yeers: 2 years\n"}
SCENARIO = '\nscenario "the fee" on 2022-01-01 {\n  expect fee = $40\n}\n'


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class MarkdownFile(TextFile):
    file_extension = "md"


class HtmlFile(TextFile):
    file_extension = "html"


class JsonFile(TextFile):
    file_extension = "json"


@pytest.fixture
def lost(tmp_path: Path) -> Impact:
    return town(tmp_path, act("Act 1", RAISE), rules=RULES + SCENARIO, facts=FACTS).impact()


@pytest.fixture(scope="module")
def library() -> dict[str, Impact]:
    project, _ = find_project(ROOT)
    made = {title: impact(project, "us-nm/22-10A-11", title) for title in TITLES}
    return {title: found for title, found in made.items() if isinstance(found, Impact)}


def test_as_text(lost: Impact, snapshot: SnapshotAssertion) -> None:
    assert render_text(lost) == snapshot(extension_class=TextFile)


def test_as_markdown(lost: Impact, snapshot: SnapshotAssertion) -> None:
    assert render_markdown(lost) == snapshot(extension_class=MarkdownFile)


def test_as_html(lost: Impact, snapshot: SnapshotAssertion) -> None:
    assert render_html(lost) == snapshot(extension_class=HtmlFile)


def test_as_json(lost: Impact, snapshot: SnapshotAssertion) -> None:
    assert render_json(lost) == snapshot(extension_class=JsonFile)


def test_a_unit_that_is_gone_as_text(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    words = "A resident who keeps bees pays the fee of Subsection B."
    said = f"deleted Subsection C, which read: {words}"
    found = town(tmp_path, act("Act 1", f"remove C {{\nC. {words}\n  }}", said=said), facts={"bees.yaml": "bees: true\n"}).impact()
    assert render_text(found) == snapshot(extension_class=TextFile)


def test_once_the_trial_amendment_is_followed(tmp_path: Path) -> None:
    follow(trial_library(tmp_path))
    found = impact(find_project(tmp_path)[0], "us-nm/22-10A-11", "Laws 2026, ch. 1, § 1")
    assert isinstance(found, Impact) and found.clean
    text = render_text(found)
    assert text.splitlines()[3] == "No clause lost its footing."
    assert "minimum_salary: $60,000 → $70,000" in text
    assert "CLAUSES THAT LOST" not in text


@pytest.mark.parametrize("title", TITLES)
def test_every_act_of_the_library_in_every_format(title: str, library: dict[str, Impact]) -> None:
    found = library[title]
    assert found.lost == ()
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(render_json(found)))
    for width in (40, 61, 80):
        assert [line for line in render_text(found, width).splitlines() if cells(line) > width] == []
    assert render_markdown(found) and render_html(found)


def test_json_fits_its_schema(lost: Impact) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(render_json(lost)))


def test_only_the_width_asked_for_within_limits(lost: Impact) -> None:
    assert render_text(lost, 200) == render_text(lost)
    assert render_text(lost, 3) == render_text(lost, 40)


HOSTILE = "<script>alert(1)</script> [x](http://evil.example) `a` | *b* §"


def test_texts_of_files_never_act(tmp_path: Path) -> None:
    rules = RULES.replace('"What a plot costs"', f'"{HOSTILE}"').replace('"yearly fee"', f'"{HOSTILE}"')
    scenario = f'\nscenario "{HOSTILE}" on 2022-01-01 {{\n  expect fee = $40\n}}\n'
    found = town(tmp_path, act(HOSTILE, RAISE), rules=rules + scenario, facts={"bees.yaml": "bees: true\n"}).impact(HOSTILE)
    page = render_html(found)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert 'href="' not in page and "<img" not in page
    text = render_markdown(found)
    assert "<script" not in re.sub(r"\\<", "", text)
    assert "](http" not in text.replace(r"\](http", "") and "http://" not in text
    tags = set(re.findall(r"(?<!\\)<(/?\w+)", text))
    assert tags <= {"del", "/del", "ins", "/ins", "details", "/details", "summary", "/summary"}
    assert "\x1b" not in render_text(found)


def test_a_page_needs_nothing_else(lost: Impact) -> None:
    page = render_html(lost)
    assert "Content-Security-Policy" in page and "<script" not in page and "http" not in page.partition("<body>")[2]
    assert page.count("<h1>") == 1
    assert re.findall(r'aria-labelledby="([^"]+)"', page) == re.findall(r'<h2 id="([^"]+)"', page)


def test_long_lists_are_cut_for_people_and_whole_for_machines(tmp_path: Path) -> None:
    facts = {f"case-{i:03}.yaml": "bees: true\n" for i in range(60)}
    found = town(tmp_path, act("Act 1", RAISE), facts=facts).impact()
    assert "… and 35 more" in render_text(found) and "… and 35 more" in render_markdown(found) and "… and 35 more" in render_html(found)
    assert len(json.loads(render_json(found))["facts"]["changed"]) == 120
