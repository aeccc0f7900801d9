"""Whole letters, read by a person when they change: one for each kind of answer, and one in each other format."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from tests.engine.report.cases import CASES

from pincite.report.as_json import render_json
from pincite.report.letter import letter
from pincite.report.render import render_html, render_markdown, render_text
from pincitec.diagnostics.render.text import cells
from pincitec.settings import Office

OFFICE = Office(
    "Licensure Bureau, Public Education Department",
    "under NMSA 1978, § 22-10A-11",
    "licensure@example.org",
    "You may ask for a hearing within 30 days of this letter",
)
SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "determination-2.json"


class TextFile(SingleFileSnapshotExtension):
    """A snapshot is the letter itself, in a file that can be opened."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class MarkdownFile(TextFile):
    file_extension = "md"


class HtmlFile(TextFile):
    file_extension = "html"


class JsonFile(TextFile):
    file_extension = "json"


@pytest.mark.parametrize("name", CASES)
def test_letter_as_text(name: str, snapshot: SnapshotAssertion) -> None:
    assert render_text(letter(CASES[name]())) == snapshot(name=name, extension_class=TextFile)


def test_letter_of_an_office(snapshot: SnapshotAssertion) -> None:
    assert render_text(letter(CASES["granted"](), OFFICE, "applicant.yaml")) == snapshot(name="office", extension_class=TextFile)


@pytest.mark.parametrize("width", [40, 57, 80])
@pytest.mark.parametrize("name", CASES)
def test_a_letter_fits_the_width_asked_for_and_says_the_same(name: str, width: int) -> None:
    """Only where lines break may differ; the command stays on one line, so that it can be copied."""
    about = letter(CASES[name]())
    written = render_text(about, width)
    assert [line for line in written.splitlines() if cells(line) > width and about.production.command not in line] == []
    assert len(written) > 500


def test_a_letter_is_never_wider_than_80_nor_narrower_than_40() -> None:
    about = letter(CASES["granted"]())
    assert render_text(about, 200) == render_text(about)
    assert render_text(about, 3) == render_text(about, 40)


def test_letter_as_markdown(snapshot: SnapshotAssertion) -> None:
    written = render_markdown(letter(CASES["refused_for_several_with_several_missing"](), OFFICE))
    assert written == snapshot(name="letter", extension_class=MarkdownFile)


def test_letter_as_html(snapshot: SnapshotAssertion) -> None:
    assert render_html(letter(CASES["reading_decides"](), OFFICE)) == snapshot(name="letter", extension_class=HtmlFile)


def test_letter_as_json(snapshot: SnapshotAssertion) -> None:
    assert render_json(CASES["amount_for_a_counselor"]()) == snapshot(name="letter", extension_class=JsonFile)


@pytest.mark.parametrize("name", CASES)
def test_json_fits_its_schema(name: str) -> None:
    schema: Mapping[str, object] = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(render_json(CASES[name]())))


@pytest.mark.parametrize("name", CASES)
def test_executors_and_runs_agree_to_the_byte(name: str) -> None:
    first = render_json(CASES[name](executor="generated"))
    assert first == render_json(CASES[name](executor="generated"))
    assert first == render_json(CASES[name](executor="reference"))


@pytest.mark.parametrize("name", CASES)
def test_letter_fits_80_columns(name: str) -> None:
    lines = render_text(letter(CASES[name]())).split("\n")
    assert [line for line in lines if len(line) > 80 and not line.startswith("  pincite determine ")] == []
    assert lines[-1] == "" and lines[-2] != ""


def test_the_number_of_a_section_stays_on_one_line_in_html() -> None:
    page = render_html(letter(CASES["amount_for_a_counselor"](), OFFICE))
    head, body = page.split("</head>")
    assert "<span" not in head
    assert '<span class="pincite">§ 22-10A-11(C)</span>' in body
    assert ".pincite { white-space: nowrap; }" in head
    assert not re.search(r'(?<!<span class="pincite">)§', body.partition("<code>")[0])
    named = CASES["granted"]()._replace(label="a license under § 22-10A-11 <b>")
    assert "<title>Determination: a license under § 22-10A-11 &lt;b&gt;</title>" in render_html(letter(named))
