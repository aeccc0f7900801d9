"""`pincite cite`: what is said of one citation and of all citations of a text, at 80 columns, for people and for programs."""

import io
import json
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from pincite.cli.main import main

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "citations-1.json").read_text(encoding="utf-8"))
SEED = "statutes/us-nm/sources/001_fab20f413383a857.txt"


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["cite", *args])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


SAID = [
    "NMSA 1978, § 22-10A-11(C)", "§ 22-10A-11(Z)", "Laws 2019, ch. 207, § 23", "Laws 2007, ch. 303", "2015, ch. 74, § 1",
    "Laws 2003 (1st S.S.), ch. 1, § 2", "N.M. Stat. Ann. § 22-10A-3 (2018)", "20 U.S.C. § 1400 note", "34 CFR Part 300", "6.60.6.8(B) NMAC",
    "M.G.L. c. 71, § 38G", "N.M. Const. art. XII, § 6", "1978 Comp., § 22-10A-11", "Pub. L. 114-95, § 1006", "129 Stat. 1802",
    "Chapter 22, Article 10A NMSA 1978", "Subsection C of this section", "Sections 22-10A-3 through 22-10A-5 NMSA 1978",
    "NMSA 1978, § 22-10A-20.1", "§ 22-10A-8", "20 U.S.C. § 6301 et seq.", "§§ 22-10A-3 to 22-10A-5 and 22-10A-7",
]  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_of_a_citation(text: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    code, out, err = run(capsys, text)
    assert (code, err) == (0, "")
    assert out == snapshot
    assert [line for line in out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("text", SAID)
def test_the_same_for_programs(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, text, "--format", "json")
    data = json.loads(out)
    jsonschema.validate(data, SCHEMA)
    assert (code, err, data["unread"]) == (0, "", [])
    assert [entry["text"] for entry in data["citations"]] == [text]


def test_json_says_where_it_is_on_file(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "§ 22-10A-11(C)", "--format", "json")
    (entry,) = json.loads(out)["citations"]
    assert entry["citation"] == {
        "kind": "code-section", "code": None, "title": None, "section": "22-10A-11", "pin": ["C"], "year": None, "note": False,
    }  # fmt: skip
    assert entry["on_file"] == [{"section": "us-nm/22-10A-11", "path": ["C"], "words": "“Level three licensure; tracks for teachers.”"}]


def test_json_says_what_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "22-10A-8 NMSA 1978", "--format", "json")
    (entry,) = json.loads(out)["citations"]
    assert entry["on_file"] == []
    assert [(e["known_until"], e["effective"], e["replaced_on"]) for e in entry["listed"]] == [
        ("2022-06-30", None, "2022-07-01"),
        ("2022-06-30", "2022-07-01", None),
    ]


@pytest.mark.parametrize("text", ["", "K-5", "§ 22-10A-11(C", "§ 5\x1b[31m\u202e", "x" * 2000, "§\nSection 5 of"])
@pytest.mark.parametrize("format", ["text", "json"])
def test_what_is_not_understood(text: str, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, text, "--format", format)
    assert code == 1
    assert "error[PC76" in (out if format == "text" else err)
    assert not {"\x1b", "\u202e"} & set(out + err)
    if format == "json":
        data = json.loads(out)
        jsonschema.validate(data, SCHEMA)
        assert (data["citations"], [entry["text"] for entry in data["unread"]]) == ([], [text])


def test_all_citations_of_a_statute(capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    code, out, err = run(capsys, "--find", SEED, "--in", "NMSA 1978, § 22-10A-11")
    assert code == 0
    assert err == f"103 citations found in `{SEED}`\n"
    assert "\n".join(out.splitlines()[:46]) == snapshot
    assert [line for line in out.splitlines() if len(line) > 80] == []


TEXT = "Under § 22-10A-11(C, and\nTex. Fam. Code § 153.002, or 20 U.S.C.\n§ 6301(b) and Section 22-10A-2 \u2192 x.\n"


def test_what_a_text_holds_that_is_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    code, out, err = run(capsys, "--find", str(file))
    assert code == 1
    assert out.splitlines() == [
        " 1:7  § 22-10A-11(C (not understood)",
        "2:16  § 153.002 (not understood)",
        "2:30  20 U.S.C. § 6301(b)",
        "3:15  Section 22-10A-2 (which one is meant is not told)",
    ]
    assert "2 citations found in" in err and "2 not understood (PC760)" in err


def test_json_of_a_text_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    code, out, _ = run(capsys, "--find", "-", "--format", "json")
    data = json.loads(out)
    jsonschema.validate(data, SCHEMA)
    assert code == 1
    assert [(e["text"], e["line"], e["column"]) for e in data["unread"]] == [("§ 22-10A-11(C", 1, 7), ("§ 153.002", 2, 16)]
    assert [(e["text"], e["start"]) for e in data["citations"]] == [("20 U.S.C.\n§ 6301(b)", 54), ("Section 22-10A-2", 78)]
    assert [e["resolved"] is None for e in data["citations"]] == [False, True]


def test_a_text_without_citations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "text.txt"
    file.write_text("none\n", encoding="utf-8")
    assert run(capsys, "--find", str(file)) == (0, "", f"0 citations found in `{file}`\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "error: Give one citation"),
        (["§ 5", "--find", "x"], "error: Give one citation"),
        (["§ 5", "--in", "§ 6"], "`--in` says what a text is of"),
        (["--find", SEED, "--in", "Laws 2019, ch. 7"], "`--in` names a section of a code"),
        (["--find", SEED, "--in", "x"], "error[PC760]: `x` is not understood"),
        (["--find", "nowhere.txt"], "error[PC001]: `nowhere.txt` is not there"),
    ],
)
def test_a_wrong_question_is_a_usage_error(args: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "")
    assert said in err


def test_sections_by_any_citation(capsys: pytest.CaptureFixture[str]) -> None:
    shown = set()
    for text in (
        "Section 22-10A-11(C) NMSA 1978",
        "22-10A-11(C) NMSA 1978",
        "N.M. Stat. Ann. § 22-10A-11(C)",
        "§ 22-10A-11(C)",
        "us-nm/22-10A-11(C)",
    ):
        assert main(["law", "show", text, "--on", "2020-01-01"]) == 0
        shown.add(capsys.readouterr().out)
    assert len(shown) == 1


def test_a_citation_that_fits_several_sections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pincite.toml").write_text('statutes = ["statutes"]\n', encoding="utf-8")
    (tmp_path / "statutes").mkdir()
    for title in ("20", "42"):
        law = f'section us/{title}-6301\ncite "{title} U.S.C. § 6301"\nauthority statute\n'
        (tmp_path / "statutes" / f"{title}.law").write_text(law, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["law", "show", "§ 6301", "--on", "2020-01-01"]) == 2
    assert capsys.readouterr().err == "error: `§ 6301` may name several sections on file\nhelp: name one of us/20-6301, us/42-6301\n"
    code, out, _ = run(capsys, "§ 6301")
    assert code == 0
    assert "us/20-6301: its file has problems (`pincite check`)" in out
    assert "It fits all of them: name the code." in out
