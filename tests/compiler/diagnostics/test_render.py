"""Every format over the same few diagnostics, as snapshots to be read, and what must hold for any input."""

import json
import unicodedata
import xml.etree.ElementTree as ET
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, strategies as st
from syrupy.assertion import SnapshotAssertion
from tests.compiler.diagnostics.samples import MISSING, POLICY, SAMPLES, SOURCES, STATUTE, span

from pincitec.diagnostics import Diagnostic, Edit, Fix, Label, Rule, Safety, Severity, Source, Span
from pincitec.diagnostics.render import FORMATS, render, sarif
from pincitec.diagnostics.render.text import cells

TEXTS = st.text(st.characters(), max_size=60)
HOSTILE = st.one_of(TEXTS, st.sampled_from(["\x1b]0;t\x07", "\u202e", "::error::x", "]]>", "\x00", "\ud800", "a\nb"]))


@pytest.fixture(autouse=True)
def pages_of_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the samples are made up; their pages too."""
    monkeypatch.setattr(sarif, "page_text", lambda rule: f"# {rule.code} {rule.name}\n")


@pytest.mark.parametrize("format", FORMATS)
def test_samples(format: str, snapshot: SnapshotAssertion) -> None:
    assert render(format, SAMPLES, SOURCES) == snapshot


def test_color(snapshot: SnapshotAssertion) -> None:
    text = render("full", SAMPLES[:1], SOURCES, color=True)
    assert text.replace("\x1b", "ESC") == snapshot
    assert "\x1b" not in render("full", SAMPLES, SOURCES)


@pytest.mark.parametrize("format", FORMATS)
def test_order_of_diagnostics_never_matters(format: str) -> None:
    assert render(format, SAMPLES, SOURCES) == render(format, SAMPLES[::-1], SOURCES)


@pytest.mark.parametrize("format", ["full", "concise", "github"])
def test_nothing_to_say(format: str) -> None:
    assert render(format, (), SOURCES) == ""


def test_a_clean_run_is_still_a_document() -> None:
    assert json.loads(render("json", (), SOURCES))["diagnostics"] == []
    assert json.loads(render("sarif", (), SOURCES))["runs"][0]["results"] == []
    root = ET.fromstring(render("junit", (), SOURCES))
    assert (root.get("tests"), root.get("failures")) == ("2", "0")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_full_keeps_its_width(width: int) -> None:
    # The place of a problem stands on one line even where that is too long, so that terminals can link it; `see` likewise.
    lines = render("full", SAMPLES, SOURCES, width=width).splitlines()
    assert [x for x in lines if cells(x) > width and "-->" not in x and ":::" not in x and "= see" not in x] == []


def underlined(text: str) -> list[str]:
    """What stands above each row of carets: the check that marks lie under the words they are about."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines):
        if "^" in line and "|" in line:
            start, end = line.index("^"), line.rindex("^") + 1
            above = next(x for x in reversed(lines[:number]) if x.split("|")[0].strip().isdigit())
            found.append(above[start:end])
    return found


@given(st.text("a b§“\t", max_size=300), st.integers(0, 300), st.integers(1, 30), st.integers(40, 100))
def test_carets_stand_under_the_words(line: str, start: int, length: int, width: int) -> None:
    text = line + " " * max(0, start - len(line)) + "x" * length + " tail" * 40
    source = Source("a.pol", text)
    begin = text.index("x")
    shown = render("full", [Diagnostic.at(MISSING, Span("a.pol", begin, begin + length), "m")], {"a.pol": source}, width=width)
    (words,) = underlined(shown)
    assert words.replace("…", "").strip("x") == ""
    assert words.startswith("x")
    assert words.endswith("x")


def test_wide_characters_and_tabs_move_the_carets() -> None:
    source = Source("a.pol", '\t"条文" x')
    shown = render("full", [Diagnostic.at(MISSING, Span("a.pol", 6, 7), "m")], {"a.pol": source})
    line, marks = [x.split(" | ")[1] for x in shown.splitlines() if " | " in x]
    assert line == '    "条文" x'
    assert marks == " " * 11 + "^"


def test_a_place_at_the_very_end_or_beyond_it() -> None:
    for text, start, end in (("", 0, 0), ("a", 1, 1), ("a\n", 2, 2), ("a\n", 50, 60), ("a\nb", 1, 2)):
        diagnostic = Diagnostic.at(MISSING, Span("a.pol", start, end), "m", "here")
        for format in FORMATS:
            assert "m" in render(format, [diagnostic], {"a.pol": Source("a.pol", text)})


def test_a_statute_paragraph_of_a_hundred_thousand_characters_is_cut() -> None:
    source = Source("a.law", "word " * 10_000 + "sixty thousand dollars " + "word " * 10_000)
    where = span(source, "sixty thousand dollars")
    shown = render("full", [Diagnostic.at(MISSING, where, "m", "here")], {"a.law": source})
    assert underlined(shown) == ["sixty thousand dollars"]
    assert len(shown) < 1000


def safe(text: str) -> bool:
    return not any(c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs") for c in text) and not any(
        c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for c in text
    )


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.integers(0, 70), st.integers(0, 70))
def test_no_format_lets_a_user_speak_to_the_terminal(path: str, content: str, message: str, words: str, start: int, end: int) -> None:
    rule = Rule("PC001", "file-not-found", Severity.ERROR, words)
    here, there = Span(path, min(start, end), max(start, end)), Span("b.law", 0, 1)
    labels = (Label(here, words), Label(there, message))
    fix = Fix(words, (Edit(here, content), Edit(there, message)), Safety.SAFE)
    diagnostic = Diagnostic(rule, message, labels, (words,), words or None, (fix,))
    for sources in ({path: Source(path, content)}, {}):
        for format in FORMATS:
            text = render(format, [diagnostic], sources)
            assert safe(text), format
            text.encode()
        commands = render("github", [diagnostic], sources).splitlines()
        assert len(commands) == 1
        assert commands[0].startswith("::error file=")
        ET.fromstring(render("junit", [diagnostic], sources))
        label = json.loads(render("json", [diagnostic], sources))["diagnostics"][0]["labels"][0]
        assert (label["path"], label["text"]) == (path, words)


def test_json_follows_its_schema() -> None:
    schema = json.loads(files("pincitec.diagnostics.render").joinpath("schemas/diagnostics.v1.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(render("json", SAMPLES, SOURCES)), schema)
    jsonschema.validate(json.loads(render("json", (), {})), schema)


def test_json_excerpts_are_the_users_text() -> None:
    found = json.loads(render("json", SAMPLES, SOURCES))["diagnostics"]
    number = next(d for d in found if d["code"] == "PC501")
    assert number["labels"][0]["excerpt"] == "$61,000"
    assert number["labels"][2]["path"] == STATUTE.path
    assert number["labels"][2]["excerpt"] == "sixty thousand dollars ($60,000)"


def test_sarif_has_what_the_standard_asks() -> None:
    """SARIF 2.1.0: §3.13 log, §3.14 run, §3.19 tool component, §3.27 result, §3.30 region (columns from 1, end exclusive)."""
    log = json.loads(render("sarif", SAMPLES, SOURCES))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for location in result["locations"] + result.get("relatedLocations", []):
            artifact = location["physicalLocation"]["artifactLocation"]
            assert artifact["uriBaseId"] in run["originalUriBaseIds"]
            assert not set(artifact["uri"]) & set(" \n\x1b:,<>")
    amount = next(r for r in run["results"] if r["ruleId"] == "PC501")
    region = amount["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 6, "startColumn": 60, "endLine": 6, "endColumn": 67}
    (replacement,) = amount["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "$60,000"}}


def test_a_sarif_result_keeps_its_fingerprint_when_lines_move() -> None:
    def marks(text: str) -> list[str]:
        source = Source(POLICY.path, text)
        diagnostic = Diagnostic.at(MISSING, span(source, "$61,000"), "m")
        log = json.loads(render("sarif", [diagnostic, diagnostic], {source.path: source}))
        return [result["partialFingerprints"]["pincite/v1"] for result in log["runs"][0]["results"]]

    before, after = marks(POLICY.text), marks("# a comment\n" + POLICY.text)
    assert before == after
    assert len(set(before)) == 2


def test_an_unknown_format_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        render("xml", (), {})
