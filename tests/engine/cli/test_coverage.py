"""`pincite coverage`: its formats, its thresholds, and what it refuses. The project is the one of `docs/coverage.md`."""

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from tests.docs.pages import ROOT, blocks

from pincite.cli.main import main

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "coverage-1.json").read_text(encoding="utf-8"))
PAGE = ROOT / "docs" / "coverage.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for block in blocks(PAGE.read_text(encoding="utf-8")):
        if block.path:
            (tmp_path / block.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.path).write_text(block.text, encoding="utf-8")
    (tmp_path / "pincite.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    assert main(["coverage", *args]) == code
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> Any:
    data = json.loads(told(capsys, *args, "--format", "json", code=code))
    jsonschema.validate(data, SCHEMA)
    return data


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


def settings(folder: Path, text: str) -> None:
    (folder / "pincite.toml").write_text(text, encoding="utf-8")


# ---- formats


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = as_json(capsys)
    (section,) = data["sections"]
    assert (section["id"], section["accounted"], section["exercised"]) == ("code/7-1", 87, 30)
    (version,) = section["versions"]
    assert version["words"] == sum(version["states"].values()) == 48
    unit = version["units"][1]
    assert [(r["state"], unit["text"][r["start"] : r["end"]]) for r in unit["runs"]] == [
        ("encoded", "The fee for a license is ten dollars,"),
        ("not_covered", "but a veteran pays no fee."),
        ("omitted", "The board keeps a register."),
    ]
    (encoded,) = unit["runs"][0]["by"]
    assert encoded["clause"] == "library.licenses:B#1" and encoded["location"] == "policy/licenses.pol:23"
    assert [g["scenario"] for g in data["exercise"]["clauses"][1]["goals"]] == ["three years and a degree", None, None]
    assert told(capsys, "--format", "json") == told(capsys, "--format", "json")


def test_html(folder: Path, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    page = told(capsys, "--format", "html")
    assert page == snapshot
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    for letter in "ESON":
        assert f"<sup>{letter}</sup>" in page


class Tags(HTMLParser):
    """The elements that are open at the end, and the identities and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.ids += [v or "" for k, v in attrs if k == "id"]
        self.links += [v or "" for k, v in attrs if k == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_is_well_formed_and_its_links_lead_somewhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tags = Tags()
    tags.feed(told(capsys, "--format", "html"))
    assert tags.open == [] and len(set(tags.ids)) == len(tags.ids)
    assert {link.removeprefix("#") for link in tags.links} <= set(tags.ids)


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_lines_fit(columns: int, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(len(line) for line in told(capsys).splitlines()) <= min(columns, 80)


def test_to_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--format", "json", "--out", "coverage.json") == ""
    assert (folder / "coverage.json").read_text(encoding="utf-8") == told(capsys, "--format", "json")
    before = (folder / "policy" / "licenses.pol").read_text(encoding="utf-8")
    assert main(["coverage", "--out", "policy/licenses.pol"]) == 2
    assert (folder / "policy" / "licenses.pol").read_text(encoding="utf-8") == before


def test_the_library_in_every_format(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    codes = [main(["coverage", "--format", format]) for format in ("text", "html", "json")]
    assert len(set(codes)) == 1
    out = capsys.readouterr().out
    data = json.loads(out[out.index('{\n  "schema"') :])
    jsonschema.validate(data, SCHEMA)
    assert "us-nm/22-10A-11" in [s["id"] for s in data["sections"]]


# ---- what is asked for


def test_only_some_sections(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "code/7-1") == told(capsys, "Library Code, § 7-1", "code/7-1") == told(capsys)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("code/7-2", "did you mean `code/7-1`?"),
        ("nothing of the kind", "on file are: code/7-1"),
        ("code/7-1(A)", "coverage is told of whole sections"),
        ("code/\x1b[31m7", "\\x1b[31m7"),
        ("", "on file are: code/7-1"),
    ],
)
def test_a_section_that_is_not_there(named: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", named]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err and "\x1b" not in captured.err


def test_a_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "--on", "2021-06-01")["sections"][0]["accounted"] == 87
    before = as_json(capsys, "--on", "2019-12-31")["sections"][0]
    assert (before["versions"], before["accounted"], before["not_covered"]) == ([], 0, [])
    assert "is not on file as a whole" in told(capsys, "--on", "2019-12-31")
    for wrong in ("2021-06", "2021-06-31", "today"):
        assert main(["coverage", "--on", wrong]) == 2


def test_under(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "--under", "70")
    assert re.search(r"^\(B\) ", out, re.MULTILINE) and not re.search(r"^\(A\) ", out, re.MULTILINE)
    assert "all units" in out
    assert "NOT COVERED" not in told(capsys, "--under", "0")
    assert main(["coverage", "--under", "101"]) == 2


# ---- thresholds


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[thresholds]\naccounted = 87\nexercised = 30", 0, ""),
        ("[thresholds]\naccounted = 88", 1, "accounted of code/7-1 is 87 %, and 88 % is asked for"),
        ("[thresholds]\nexercised = 31", 1, "exercised of code/7-1 is 30 %, and 31 % is asked for"),
        ('[thresholds]\naccounted = 100\n[thresholds."code/7-1"]\naccounted = 50', 0, ""),
        ('[thresholds."code/7-1"]\nexercised = 100', 1, "exercised of code/7-1 is 30 %, and 100 % is asked for"),
    ],
)
def test_thresholds(text: str, code: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(folder, text)
    assert said in told(capsys, code=code)
    assert main(["coverage", "--format", "json"]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(json.loads(captured.out)["shortfalls"]) == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[thresholds]\nacounted = 3", "did you mean `accounted`?"),
        ('[thresholds]\n[thresholds."code/7-2"]\naccounted = 3', "did you mean `code/7-1`?"),
        ('[thresholds."code/7-1"]\nacounted = 3', "did you mean `accounted`?"),
        ("[thresholds]\naccounted = 101", "a whole number from 0 to 100"),
    ],
)
def test_a_typo_in_the_thresholds_is_shown_in_place(text: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(folder, text)
    assert main(["coverage"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err
    assert re.search(r"pincite\.toml:[123]:", captured.err)


def test_no_text_on_file_as_a_whole_is_nothing_accounted_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(folder, "[thresholds]\naccounted = 1")
    assert main(["coverage", "--on", "2019-01-01"]) == 1
    assert "accounted of code/7-1 is 0 %" in capsys.readouterr().out


# ---- what is wrong with the files


def test_with_errors_nothing_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "policy/licenses.pol", '"holds a degree"  ', '"holds a diploma"')
    assert main(["coverage"]) == 1
    captured = capsys.readouterr()
    assert (captured.out == "" and "PC403" in captured.err) or "PC40" in captured.err
    assert "nothing was counted" in captured.err


def test_a_scenario_that_fails_shows_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "policy/licenses.pol", "expect fee = $10", "expect fee = $11")
    out = told(capsys)
    assert "FAILED, AND SHOWING NOTHING\n  * three years and a degree" in out and "0 of 23 goals shown, 0 %" in out


def test_nothing_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "statutes").mkdir()
    settings(tmp_path, "[thresholds]\naccounted = 100\nexercised = 100")
    monkeypatch.chdir(tmp_path)
    for format in ("text", "html", "json"):
        assert main(["coverage", "--format", format]) == 2
        captured = capsys.readouterr()
        assert captured.out == "" and "nothing to cover" in captured.err


def test_words_of_users_never_act(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "B. The fee <script>alert(1)</script> & {{ 7 * 7 }} is {% due %}.\n"
    source = folder / "statutes" / "sources" / "licenses.txt"
    old = next(line for line in source.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("B."))
    change(folder, "statutes/sources/licenses.txt", old, text)
    change(folder, "statutes/licenses.law", old, text)
    law = (folder / "statutes" / "licenses.law").read_text(encoding="utf-8")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    (folder / "statutes" / "licenses.law").write_text(re.sub("sha256:[0-9a-f]+", f"sha256:{digest}", law), encoding="utf-8")
    rules = (folder / "policy" / "licenses.pol").read_text(encoding="utf-8")
    rules = re.sub(r"provision code\(B\).*?\n\}\nomit[^\n]*\n", "", rules, flags=re.DOTALL).replace("  expect fee = $10\n", "")
    rules = re.sub(r"decision fee[^\n]*\n", "", rules)
    (folder / "policy" / "licenses.pol").write_text(rules + 'silent code(A) on "<b>what</b>" because "{{ config }}"\n', encoding="utf-8")
    page = told(capsys, "--format", "html")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7 * 7 }} is {% due %}." in page
    assert "&lt;b&gt;what&lt;/b&gt;" in page and "{{ config }}" in page
