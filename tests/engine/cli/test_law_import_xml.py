"""`pincite law import akn` and `uslm`, typed as a user would, in a fresh project that is then checked."""

from pathlib import Path

import pytest

from pincite.cli.main import main

SAMPLES = Path(__file__).parents[2] / "compiler" / "law" / "exchange" / "samples_xml"
OPTIONS = ["--section", "us-xx/1", "--authority", "statute", "--rights", "public edict"]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pincite.toml").write_text("")
    (tmp_path / "policy").mkdir()
    (tmp_path / "statutes").mkdir()
    for name in ("akn.xml", "uslm.xml"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["law", "import", *args])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(("kind", "pick"), [("akn", "sec_1"), ("uslm", "/us/usc/t99/s101")])
def test_an_imported_section_passes_the_checks_of_its_project(
    kind: str, pick: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, kind, f"{kind}.xml", "--pick", pick, *OPTIONS)
    assert (code, out) == (0, "")
    assert "written: statutes/us-xx/1.law\ncopied as received: statutes/us-xx/sources/" in err
    assert "not taken, by lines of" in err
    assert [line for line in err.splitlines() if len(line) > 80] == []
    copied = project / "statutes" / "us-xx" / "sources" / f"{kind}.xml"
    assert copied.read_bytes() == (SAMPLES / f"{kind}.xml").read_bytes()
    assert main(["check"]) == 0
    assert "PC605" in capsys.readouterr().out
    assert main(["fmt", "--check"]) == 0
    assert main(["law", "show", "us-xx/1", "--on", "2020-01-01"]) == 0


def test_a_changed_source_is_found_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "akn", "akn.xml", "--pick", "sec_1", *OPTIONS)[0] == 0
    source = project / "statutes" / "us-xx" / "sources" / "akn.xml"
    source.write_text(source.read_text().replace("<b>ten</b>", "<b>two</b>"))
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert "PC705" in told
    assert "PC706" in told


def test_a_horizon_is_stated(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated = [
        "--known-until",
        "2022-12-31",
        "--known-because",
        "it is the edition of 2022",
        "--retrieved",
        "2023-02-03",
        "--publisher",
        "X",
    ]
    code, out, _ = run(capsys, "akn", "akn.xml", "--pick", "sec_1", *OPTIONS, *stated, "--out", "-")
    assert code == 0
    assert '  known until 2022-12-31 because "it is the edition of 2022"\n  publisher "X"\n' in out
    assert list(project.glob("statutes/**/*.law")) == []


def test_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["akn", "akn.xml", "--pick", "sec_2", *OPTIONS]
    assert run(capsys, *args)[0] == 0
    law = project / "statutes" / "us-xx" / "1.law"
    law.write_text("mine")
    code, _, err = run(capsys, *args)
    assert code != 0
    assert "is there already" in err
    assert law.read_text() == "mine"
    assert run(capsys, *args, "--force")[0] == 0
    assert law.read_text() != "mine"


REFUSED = {
    "two sections": (["akn", "akn.xml"], "PC794"),
    "no such section": (["akn", "akn.xml", "--pick", "9"], "PC794"),
    "other format": (["uslm", "akn.xml"], "PC793"),
    "a day too many": (["akn", "akn.xml", "--pick", "1", "--on", "2020-01-01"], "PC796"),
    "repealed": (["uslm", "uslm.xml", "--pick", "102", "--on", "2020-01-01"], "PC795"),
    "not there": (["akn", "none.xml"], "PC001"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_nothing_behind(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args, problem = REFUSED[name]
    code, out, err = run(capsys, *args, *OPTIONS)
    assert (code, out) != (0, "")
    assert f"[{problem}]" in err
    assert list((project / "statutes").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (".", "error[PC003]: `.` is a folder\n"),
        ("../", "error[PC003]: `..` is a folder\n"),
        ("/dev/null", "error[PC003]: `/dev/null` is not a plain file\n"),
        ("statutes/../akn.txt", "error: `statutes/../akn.txt` does not end with `.xml`, so"),
    ],
)
def test_what_is_no_file_of_xml_is_named_as_it_was_typed(path: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "akn", path, *OPTIONS)
    assert (code, out) != (0, "")
    assert told in err


def test_words_that_could_be_read_in_two_ways_leave_nothing_behind(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (SAMPLES / "akn.xml").read_text()
    for old, new in (("<b>ten</b>", "10<sup>2</sup>"), ("<b>ten", '<b class="hidden">ten'), ("<b>ten", "<b>⟨ten⟩")):
        (project / "akn.xml").write_text(text.replace(old, new))
        code, out, err = run(capsys, "akn", "akn.xml", "--pick", "1", *OPTIONS)
        assert (code, out) != (0, "")
        assert "error[PC795]: " in err
        assert "--> akn.xml:18:" in err
        assert list((project / "statutes").iterdir()) == []


HOSTILE = {
    "bomb": (
        b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>\n<akomaNtoso>&b;</akomaNtoso>',
        "PC791",
        "hostile.xml:2:1",
    ),
    "external": (b'<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a/>', "PC791", "hostile.xml:1:1"),
    "binary": (b"\x00\x01\xff\xfe", "PC006", "hostile.xml"),
    "utf-16": ('<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), "PC006", "hostile.xml"),
    "empty": (b"", "PC790", "hostile.xml:1:1"),
    "deep": (b"<a>" * 5_000, "PC792", "hostile.xml:1:301"),
    "terminal codes": (b'<a b="&#27;[31m"/>', "PC790", "hostile.xml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_a_place(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, problem, place = HOSTILE[name]
    (project / "hostile.xml").write_bytes(data)
    for kind in ("akn", "uslm"):
        code, out, err = run(capsys, kind, "hostile.xml", *OPTIONS)
        assert (code, out) != (0, "")
        assert f"[{problem}]" in err
        assert place in err
        assert "\x1b" not in err


def test_a_large_file_is_refused_before_it_is_parsed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "hostile.xml").write_bytes(b"<a>" + b" " * 20_000_000 + b"</a>")
    code, _, err = run(capsys, "akn", "hostile.xml", *OPTIONS)
    assert code != 0
    assert "[PC004]" in err


def test_several_files_are_texts_of_several_days(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer = (SAMPLES / "akn.xml").read_text().replace("2001-07-01", "2005-07-01").replace("<b>ten</b>", "<b>twelve</b>")
    (project / "newer.xml").write_text(newer)
    args = ["akn", "newer.xml", "akn.xml", "--pick", "1", *OPTIONS]
    code, _, err = run(capsys, *args)
    assert code != 0
    assert "error[PC796]: the file does not say until when its text of 2001-07-01 stood\n" in err
    code, _, err = run(capsys, *args, "--every-version")
    assert code == 0
    assert "us-xx/1: 2 texts, 11 units in the newest\n  2001-07-01: " in err
    assert "not taken, by lines of akn.xml:" in err
    assert sorted(p.name for p in (project / "statutes" / "us-xx" / "sources").iterdir()) == ["akn.xml", "newer.xml"]
    assert main(["check"]) == 0
    assert main(["law", "redline", "us-xx/1", "2003-01-01", "2006-01-01"]) == 0
    assert "[-The fee is ten dollars & no more.-]" in capsys.readouterr().out
    assert run(capsys, "akn", "newer.xml", "newer.xml", "--pick", "1", *OPTIONS, "--force")[0] == 2


def test_of_several_files_all_are_copied_or_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "newer.xml").write_text((SAMPLES / "akn.xml").read_text().replace("2001-07-01", "2005-07-01"))
    sources = project / "statutes" / "us-xx" / "sources"
    sources.mkdir(parents=True)
    (sources / "newer.xml").write_text("another")
    code, _, err = run(capsys, "akn", "akn.xml", "newer.xml", "--every-version", "--pick", "1", *OPTIONS)
    assert code != 0
    assert "is another file than the one" in err
    assert [p.name for p in (project / "statutes" / "us-xx").rglob("*") if p.is_file()] == ["newer.xml"]


def test_an_xml_file_of_another_name_is_not_taken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "akn.xml").rename(project / "akn.txt")
    code, _, err = run(capsys, "akn", "akn.txt", "--pick", "1", *OPTIONS)
    assert code == 2
    assert "does not end with `.xml`" in err
