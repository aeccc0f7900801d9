"""`pincite lock` and `pincite quotes`, on a copy of the library before and after an amendment."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from tests.trial import ROOT, trial_library

from pincite.cli.main import main

Captured = pytest.CaptureFixture[str]
REVIEW = ["--by", "A. Reviewer", "--on", "2026-01-05"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library's rules of New Mexico as they are, in a project of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "library"
    for part in ("policy/us-nm", "statutes"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "pincite.toml").touch()
    monkeypatch.chdir(folder)
    return folder


def amend(folder: Path) -> None:
    """The same library after the amendment of 2026 was put on file."""
    trial = trial_library(folder.parent / "amended")
    shutil.rmtree(folder / "statutes")
    shutil.copytree(trial / "statutes", folder / "statutes")


def lock_text(folder: Path) -> str:
    return (folder / "pincite.lock").read_text(encoding="utf-8")


def test_it_is_written_once_and_stays_as_it_is(library: Path, capsys: Captured) -> None:
    assert main(["lock", "--check"]) == 1
    assert "there is no `pincite.lock`" in capsys.readouterr().out
    assert main(["lock"]) == 0
    first = lock_text(library)
    count = first.count("[[quotation]]")
    assert count > 60
    assert capsys.readouterr().err == f"wrote pincite.lock: {count} quotations, {count} not reviewed\n"
    assert main(["lock"]) == 0
    assert lock_text(library) == first
    assert main(["lock", "--check"]) == 0
    assert capsys.readouterr().out == f"pincite.lock says how things are: {count} quotations, {count} not reviewed\n"
    assert main(["check", "--format", "concise"]) == 0
    assert "lock" not in capsys.readouterr().out


def test_moving_clauses_about_changes_nothing(library: Path) -> None:
    assert main(["lock", "--all", *REVIEW]) == 0
    rules = library / "policy" / "us-nm" / "level-three.pol"
    text = rules.read_text(encoding="utf-8")
    start, middle = text.index('    "has been a level two teacher'), text.index("    any {")
    end = text.index('    "demonstrates instructional leader competence as required')
    assert start < middle < end
    moved = text[:start] + text[middle:end] + text[start:middle] + text[end:]
    rules.write_text("# a line more\n" + moved, encoding="utf-8")
    assert main(["lock", "--check"]) == 0


def test_an_amendment_is_seen_and_its_contexts_wait_to_be_approved(library: Path, capsys: Captured, snapshot: SnapshotAssertion) -> None:
    assert main(["lock", "--all", *REVIEW]) == 0
    before = lock_text(library)
    amend(library)
    capsys.readouterr()
    assert main(["lock", "--check"]) == 1
    out = re.sub(r"pincite\.lock:\d+", "pincite.lock:LINE", capsys.readouterr().out)
    assert re.sub(r"(?m)^ *\d+ (?=\| id = )", " LINE ", out) == snapshot(name="lock --check")
    assert main(["check", "--format", "concise", "policy"]) == 1
    assert [line for line in capsys.readouterr().out.splitlines() if "PC42" in line] == snapshot(name="check")
    assert lock_text(library) == before
    assert main(["lock"]) == 0
    assert sorted(set(lock_text(library).splitlines()) - set(before.splitlines())) == snapshot(name="what is new in the lock file")
    capsys.readouterr()
    assert main(["lock", "--check", "--format", "concise"]) == 1  # writing the file approves nothing
    left = capsys.readouterr().out.splitlines()
    assert len(left) == 8 and all("PC420" in line for line in left)
    assert main(["quotes", "--status", "context-changed"]) == 0
    assert capsys.readouterr().out == snapshot(name="quotes")
    assert (
        main(
            [
                "lock",
                "--review",
                "provided that teachers in an extended learning time program or K-5 plus program",
                "--by",
                "B. Reader",
                "--on",
                "2026-07-02",
            ]
        )
        == 0
    )
    assert main(["lock", "--check", "--format", "concise"]) == 1
    assert main(["lock", "--all", "--by", "B. Reader", "--on", "2026-07-02"]) == 0
    capsys.readouterr()
    assert main(["lock", "--check"]) == 0
    assert 'by = "A. Reviewer", on = 2026-01-05' in lock_text(library)


def test_a_received_file_that_was_changed(library: Path, capsys: Captured) -> None:
    assert main(["lock"]) == 0
    lock = library / "pincite.lock"
    text = lock_text(library)
    lock.write_text(text.replace("sources/001_", "sources/002_"), encoding="utf-8")
    assert main(["lock", "--check", "--format", "concise"]) == 1
    assert "cannot be used: `sources` is not the hash of the sources listed [PC422" in capsys.readouterr().out


def test_a_lock_file_that_cannot_be_used_is_not_overwritten(library: Path, capsys: Captured) -> None:
    lock = library / "pincite.lock"
    lock.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert main(["lock"]) == 1
    assert "PC422" in capsys.readouterr().err
    assert main(["lock", "--all", *REVIEW]) == 1
    assert main(["check", "--format", "concise"]) == 1
    assert "PC422" in capsys.readouterr().out
    assert main(["quotes"]) == 1
    assert lock_text(library) == "<<<<<<< HEAD\n"


def test_a_lock_file_elsewhere_is_not_followed(library: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "other.lock").write_text("lock = 1\n", encoding="utf-8")
    (library / "pincite.lock").symlink_to(tmp_path / "other.lock")
    assert main(["lock"]) == 2
    assert "leads out of the project" in capsys.readouterr().err
    assert (tmp_path / "other.lock").read_text(encoding="utf-8") == "lock = 1\n"


def test_rules_with_errors_have_no_lock(library: Path, capsys: Captured) -> None:
    rules = library / "policy" / "us-nm" / "level-three.pol"
    rules.write_text(rules.read_text(encoding="utf-8").replace("is sixty thousand", "is sixty-one thousand"), encoding="utf-8")
    assert main(["lock"]) == 1
    err = capsys.readouterr().err
    assert "PC403" in err and err.endswith("nothing was compared or written: the rules have errors\n")
    assert not (library / "pincite.lock").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--review", "x"], "`--by NAME` and `--on DATE`"),
        (["--all", "--by", "A"], "`--by NAME` and `--on DATE`"),
        (["--all", "--by", "A", "--on", "today"], "`--on` takes a date"),
        (["--all", "--by", "A\x1b[31m", "--on", "2026-01-01"], "`--by` takes a name"),
        (["--by", "A"], "give that too"),
        (["--check", "--all", *REVIEW], "`--check` writes nothing"),
        (["--review", "no such words", *REVIEW], "names no quotation"),
        (["--review", "a level three-A teacher", *REVIEW], "names 4 quotations"),
    ],
)
def test_what_a_review_needs(args: list[str], said: str, library: Path, capsys: Captured) -> None:
    assert main(["lock", *args]) == 2
    err = capsys.readouterr().err
    assert said in err and "\x1b" not in err
    assert not (library / "pincite.lock").exists()


def test_the_library_that_comes_with_it_has_no_lock_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["lock"]) == 2
    assert "there is no project here" in capsys.readouterr().err


def test_quotations_as_json(library: Path, capsys: Captured) -> None:
    amend(library)
    assert main(["quotes", "--format", "json", "policy/us-nm/level-three.pol"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "pincite-quotes/1"
    (old,) = [q for q in data["quotations"] if "sixty thousand dollars ($60,000)" in q["words"]]
    assert (old["cite"], old["decides"], old["clauses"]) == ("NMSA 1978, § 22-10A-11(C)", ["minimum_salary"], ["us_nm.level_three:C#1"])
    assert [(d["status"], d["from"], d["until"]) for d in old["days"]][-3:] == [
        ("verified", "2019-06-14", "2022-07-01"),
        ("beyond-horizon", "2022-07-01", "2026-07-01"),
        ("amended", "2026-07-01", None),
    ]
    assert old["days"][-1]["acts"] == ["Laws 2026, ch. 1, § 1"]
    assert old["days"][-1]["now"] == old["words"].replace("sixty thousand dollars ($60,000)", "seventy thousand dollars ($70,000)")
    text = (library / old["path"]).read_text(encoding="utf-8")
    assert text[old["start"] : old["end"]] == old["words"]
    assert [(a["until"], b["from"]) for a, b in zip(old["days"], old["days"][1:], strict=False) if a["until"] != b["from"]] == []


def test_json_follows_its_schema(library: Path, capsys: Captured) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "quotes-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert main(["lock", "--all", *REVIEW]) == 0
    amend(library)
    capsys.readouterr()
    assert main(["quotes", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, schema)
    days = [d for q in data["quotations"] for d in q["days"]]
    assert {"verified", "beyond-horizon", "amended", "context-changed", "unverifiable", "not-yet"} == {d["status"] for d in days}
    assert {d["reviewed"]["by"] for d in days if d["reviewed"]} == {"A. Reviewer"}
    assert all(d["reviewed"] is None for d in days if d["status"] == "context-changed")
    assert all(q["id"] for q in data["quotations"])


def test_words_that_stand_on_no_day_are_a_finding(library: Path, capsys: Captured) -> None:
    rules = library / "policy" / "us-nm" / "level-three.pol"
    rules.write_text(rules.read_text(encoding="utf-8").replace("is sixty thousand", "is sixty-one thousand"), encoding="utf-8")
    assert main(["quotes", "--status", "misquoted"]) == 1
    out = capsys.readouterr()
    assert "is sixty-one thousand dollars" in " ".join(out.out.split()) and "    misquoted " in out.out
    assert out.err == "1 quotation, 1 of them on no day in the law\n"
