"""`pincite law import nm-annotated` and `plain`: what is written where, what is said, and what is never overwritten."""

import hashlib
import os
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from pincite.cli.main import main

LIBRARY = Path(__file__).parents[3] / "statutes" / "us-nm" / "sources" / "001_fab20f413383a857.txt"
PAGE = """New Mexico Statutes
Section 22-99-1 - Library fees.
A. A library may charge a fee of twenty dollars ($20.00).
B. A child pays nothing.
History: Laws 1989, ch. 12, § 1; 1993, ch. 44, § 2.
The 1993 amendment, effective June 18, 1993, in Subsection A, deleted "ten dollars ($10.00)" and added "twenty dollars ($20.00)".
Previous
"""
TEXT = "Hours.\nA. A library is open.\nB. It is closed at night.\n"
RIGHTS = ("--rights", "public edict")
LAW = Path("statutes", "us-nm", "22-99-1.law")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as somebody begins one: an empty settings file, and the received page beside it."""
    (tmp_path / "pincite.toml").touch()
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "hours.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def annotated(*args: str) -> int:
    return main(["law", "import", "nm-annotated", *args])


def plain(*args: str) -> int:
    stated = ("--section", "us-nm/22-99-2", "--on", "2020-07-01", "--authority", "statute", "--ladder", "A. (1)")
    return main(["law", "import", "plain", *stated, *RIGHTS, *args])


def test_from_an_empty_project_to_a_checked_section(project: Path, capsys: Captured, snapshot: SnapshotAssertion) -> None:
    """The page in the repository, by the commands that somebody types."""
    (project / "received.txt").write_bytes(LIBRARY.read_bytes())
    horizon = ("--known-until", "2022-06-30", "--known-because", "its table of contents lists provisions as still to come")
    assert annotated("received.txt", *RIGHTS, *horizon, "--source", "justia") == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert max(len(line) for line in captured.err.splitlines()) <= 80
    assert captured.err == snapshot
    assert main(["check"]) == 0
    assert "error" not in capsys.readouterr().out
    assert main(["fmt", "--check"]) == 0
    assert main(["law", "show", "NMSA 1978, § 22-10A-11(C)", "--on", "2020-01-01"]) == 0
    assert "sixty thousand dollars ($60,000)" in " ".join(capsys.readouterr().out.split())
    copied = project / "statutes" / "us-nm" / "sources" / "received.txt"
    assert copied.read_bytes() == LIBRARY.read_bytes()


def test_plain_text_to_a_checked_section(project: Path, capsys: Captured) -> None:
    assert plain("hours.txt") == 0
    assert "written: statutes/us-nm/22-99-2.law\ncopied as received: statutes/us-nm/sources/hours.txt\n" in capsys.readouterr().err
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["law", "show", "us-nm/22-99-2(B)", "--on", "2020-07-01"]) == 0
    assert "It is closed at night." in capsys.readouterr().out


def test_out_to_standard_output_writes_nothing(project: Path, capsys: Captured) -> None:
    before = sorted(project.rglob("*"))
    assert annotated("page.txt", *RIGHTS, "--out", "-") == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("section us-nm/22-99-1\n")
    assert f'source    received "sources/page.txt" sha256:{hashlib.sha256(PAGE.encode()).hexdigest()}' in captured.out
    assert "1 place for a person" in captured.err
    assert sorted(project.rglob("*")) == before


def test_a_file_is_never_overwritten_without_force(project: Path, capsys: Captured) -> None:
    assert annotated("page.txt", *RIGHTS) == 0
    Path(LAW).write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert annotated("page.txt", *RIGHTS) == 2
    assert "`statutes/us-nm/22-99-1.law` is there already" in capsys.readouterr().err
    assert LAW.read_text(encoding="utf-8") == "mine"
    assert annotated("page.txt", *RIGHTS, "--force") == 0
    assert LAW.read_text(encoding="utf-8").startswith("section us-nm/22-99-1")


def test_a_received_file_is_never_replaced_even_by_force(project: Path, capsys: Captured) -> None:
    assert annotated("page.txt", *RIGHTS) == 0
    (project / "page.txt").write_text(PAGE.replace("nothing", "little"), encoding="utf-8")
    capsys.readouterr()
    assert annotated("page.txt", *RIGHTS, "--force") == 2
    assert "another file than the one received" in " ".join(capsys.readouterr().err.split())
    assert (LAW.parent / "sources" / "page.txt").read_text(encoding="utf-8") == PAGE
    assert "nothing" in LAW.read_text(encoding="utf-8")


def test_a_file_that_lies_there_is_not_copied(project: Path, capsys: Captured) -> None:
    folder = project / "statutes" / "us-nm" / "received"
    folder.mkdir(parents=True)
    (project / "page.txt").rename(folder / "page.txt")
    assert annotated("statutes/us-nm/received/page.txt", *RIGHTS) == 0
    assert "copied" not in capsys.readouterr().err
    assert '"received/page.txt"' in LAW.read_text(encoding="utf-8")
    assert main(["check"]) == 0


def test_line_ends_of_the_received_file_are_kept(project: Path) -> None:
    data = b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode()
    (project / "page.txt").write_bytes(data)
    assert annotated("page.txt", *RIGHTS) == 0
    assert (LAW.parent / "sources" / "page.txt").read_bytes() == data
    assert main(["check"]) == 0


def test_a_copy_is_taken_back_when_the_section_cannot_be_written(project: Path, capsys: Captured) -> None:
    LAW.mkdir(parents=True)
    assert annotated("page.txt", *RIGHTS, "--force") == 2
    assert "could not be written" in capsys.readouterr().err
    assert not (LAW.parent / "sources" / "page.txt").exists()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", 1, "PC780"),
        (b"\x00\x01\x02\xff" * 50, 1, "PC006"),
        (PAGE.encode().replace(b"fee of", b"fee\x1bof"), 1, "PC007"),
        (PAGE.replace("fee of", "fee \u202eof").encode(), 1, "PC008"),
        (PAGE.encode("utf-16"), 1, "PC006"),
        (PAGE.encode() + b"x" * 5_000_000, 1, "PC004"),
        (PAGE.replace("1993, ch. 44", "1983, ch. 44").encode(), 1, "PC782"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_written(project: Path, capsys: Captured, data: bytes, code: int, said: str) -> None:
    (project / "page.txt").write_bytes(data)
    assert annotated("page.txt", *RIGHTS) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err and "\x1b" not in captured.err and "\u202e" not in captured.err
    assert captured.out == ""
    assert not (project / "statutes").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Missing option '--rights'"),
        ((*RIGHTS, "--rights", "x"), "`--rights` is given twice"),
        (("--rights", " "), "give words on one line"),
        (("--rights", "a\nb"), "give words on one line"),
        ((*RIGHTS, "--section", "../x"), "an identity is made of names between strokes"),
        ((*RIGHTS, "--section", "us-nm/22-99-1/.."), "an identity is made of names between strokes"),
        ((*RIGHTS, "--on", "June 1993"), "is not a day"),
        ((*RIGHTS, "--source", "Justia Inc."), "a source is named in small letters"),
        ((*RIGHTS, "--ladder", "first"), "give the first designator of each level"),
        ((*RIGHTS, "--mark", "p1"), "write the number of a line and a mark"),
        ((*RIGHTS, "--mark", "4:p1", "--mark", "4:p"), "line 4 is marked twice"),
        ((*RIGHTS, "--known-until", "2022-01-01"), "`--known-until` needs `--known-because`"),
        ((*RIGHTS, "--out", "page.md"), "does not end with `.law`"),
    ],
)
def test_what_is_typed_wrong(project: Path, capsys: Captured, args: tuple[str, ...], said: str) -> None:
    assert annotated("page.txt", *args) == 2
    assert said in capsys.readouterr().err
    assert not (project / "statutes").exists()


def test_outside_a_project_a_place_must_be_named(project: Path, capsys: Captured) -> None:
    (project / "pincite.toml").unlink()
    assert annotated("page.txt", *RIGHTS) == 2
    assert "There is no project here" in capsys.readouterr().err
    assert annotated("page.txt", *RIGHTS, "--out", "fees.law") == 0
    assert (project / "fees.law").exists()


def test_a_file_that_is_not_there(project: Path, capsys: Captured) -> None:
    assert annotated("pag.txt", *RIGHTS) == 2
    assert "did you mean `page.txt`" in capsys.readouterr().err


def test_what_is_no_file_cannot_be_kept(project: Path, capsys: Captured) -> None:
    os.mkfifo(project / "pipe.txt")
    assert annotated("pipe.txt", *RIGHTS) == 2
    assert "save what it gives as a file" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["pa\nge.txt", "pa\u202ege.txt", "pa\udcffge.txt"])
def test_a_name_that_cannot_be_written_down(project: Path, capsys: Captured, name: str) -> None:
    (project / "page.txt").rename(project / name)
    assert annotated(name, *RIGHTS) == 2
    assert "Rename it" in capsys.readouterr().err


@pytest.mark.parametrize("name", ['pa"ge.txt', "pa{ge\\.txt", "the page (1).txt"])
def test_an_odd_name(project: Path, name: str) -> None:
    (project / "page.txt").rename(project / name)
    assert annotated(name, *RIGHTS) == 0
    assert main(["check"]) == 0


def test_a_line_out_of_order_is_shown_in_its_file(project: Path, capsys: Captured) -> None:
    (project / "hours.txt").write_text(TEXT.replace("B.", "D."), encoding="utf-8")
    assert plain("hours.txt") == 1
    err = capsys.readouterr().err
    assert "error[PC781]: `D.` is not the next designator of its level\n  --> hours.txt:3:1\n" in err
    assert "--mark 3:MARK" in err
