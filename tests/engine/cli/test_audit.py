"""`determine --record`, `verify` and `log`: what they print, return and refuse."""

import json
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from tests.engine.audit.samples import log_of, recorded, sample
from tests.engine.sample_pack import sample_pack
from tests.trial import follow, trial_library

from pincite.audit.record import record_bytes, sealed
from pincite.cli.main import main
from pincitec.graph.pack import write_pack

ROOT = Path(__file__).parents[3]
ASK = ["determine", "level_three_a", "--facts", "examples/applicant.yaml", "--on", "2021-06-01"]
HASH = re.compile(r"[0-9a-f]{64}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library outside any project, with the example facts."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sealed_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record of the sample pack, the pack, and a log of three entries."""
    (tmp_path / "record.json").write_bytes(sample())
    (tmp_path / "pack.json").write_bytes(write_pack(sample_pack()))
    log_of(tmp_path / "log.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def published(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8")))


def test_a_determination_is_recorded_before_it_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--record", "log.db"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Determination: a level three-A license\n")
    assert told.err.startswith("recorded in `log.db` as entry 1, whose hash is\n")
    assert main([*ASK, "--record", "log.db", "--format", "record", "--out", "record.json"]) == 0
    assert main(["log", "export", "log.db", "2", "-o", "exported.json", "--pack", "pack.json"]) == 0
    assert Path("exported.json").read_bytes() == Path("record.json").read_bytes()
    capsys.readouterr()
    assert main(["verify", "record.json", "exported.json"]) == 0
    assert capsys.readouterr().out.endswith("2 records: 2 verified\n")
    assert main(["verify", "record.json", "--pack", "pack.json"]) == 0
    assert main(["verify", "record.json", "--log", "log.db"]) == 0
    assert "Note: it is entry 1 of log.db." in capsys.readouterr().out


def test_the_digests_of_a_record_are_those_of_the_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whom = ["--applicant", "A. Nader", "--file-no", "2021-17", "--profile", "applicant"]
    assert main([*ASK, *whom, "--out", "letter.txt"]) == 0
    assert main([*ASK, "--out", "proof.json"]) == 0
    assert main([*ASK, *whom, "--format", "record"]) == 0
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert documents["letter"] == sha256(Path("letter.txt").read_bytes()).hexdigest()
    assert documents["proof"] == sha256(Path("proof.json").read_bytes()).hexdigest()


def test_a_record_is_the_same_whenever_it_is_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = []
    for executor in ("generated", "reference", "generated"):
        assert main([*ASK, "--format", "record", "--executor", executor]) == 0
        made.append(capsys.readouterr().out)
    assert len(set(made)) == 1


@pytest.mark.parametrize("log", ["none/log.db", "rules.pol", "pincite.toml", "years=years.csv", "years.csv", "examples", "-"])
def test_what_is_not_recorded_is_not_shown(log: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(folder.rglob("*"))
    assert main([*ASK, "--record", log]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "PC943" in told.err
    assert "nothing was recorded" in told.err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", [b"a?b#c%41.db", "§ 22.db".encode(), b"\xff.db"])
def test_a_log_may_have_any_name(name: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = os.fsdecode(name)
    assert main([*ASK, "--record", log]) == 0
    assert sorted(os.listdir(b".")) == sorted([b"examples", name])
    assert main(["log", "verify", log]) == 0
    assert main(["log", "list", log]) == 0


def test_a_full_disk_is_told_and_nothing_is_shown(folder: Path) -> None:
    """Files of this process may not grow beyond the size of the log, as where the disk is full."""
    run = [sys.executable, "-m", "pincite", *ASK, "--record", "log.db"]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0
    before = Path("log.db").read_bytes()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), len(before)))

    for _ in range(40):
        done = subprocess.run(run, check=False, capture_output=True, text=True, preexec_fn=limited)
        if done.returncode:
            break
    assert (done.returncode, done.stdout) == (2, "")
    assert "PC943" in done.stderr
    assert main(["log", "verify", "log.db", "--replay"]) == 0
    assert main([*ASK, "--record", "log.db"]) == 0


def test_a_letter_that_could_not_be_written_is_recorded_all_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--record", "log.db", "--out", "x" * 300 + ".txt"]) == 2
    told = capsys.readouterr().err
    assert "as entry 1" in told
    assert "PC013" in told
    assert main(["log", "verify", "log.db"]) == 0


def test_a_log_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--record", "decisions"]) == 0
    before = Path("decisions").read_bytes()
    for args in (
        [*ASK, "--out", "decisions"],
        [*ASK, "--out", "decisions", "--record", "other"],
        ["log", "export", "decisions", "1", "-o", "decisions"],
        ["report", "-o", "decisions", "--format", "md", "us_ny.nyc.teaching_matters"],
    ):
        assert main(args) == 2
        assert "PC013" in capsys.readouterr().err
    assert Path("decisions").read_bytes() == before
    assert not Path("other").exists()


def test_what_differs_is_shown_before_and_now(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = recorded()
    Path("forged.json").write_bytes(record_bytes(sealed(evolve(record, answer=evolve(record.answer, verdict="fails")))))
    assert main(["verify", "forged.json", "--pack", "pack.json"]) == 1
    shown = capsys.readouterr().out
    assert shown == (
        "forged.json: differs\n"
        "  us_nm.level_three.level_three_a as of 2021-06-01: fails\n"
        "  verdict\n"
        "    recorded: fails\n"
        "    now:      holds\n"
    )


def test_a_damaged_record_is_named(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("damaged.json").write_bytes(sample().replace(b"bachelors", b"masters"))
    assert main(["verify", "damaged.json", "record.json", "--log", "log.db"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("damaged.json: damaged\n  What it says is not what was written, so it was not asked again.\n")
    assert "  facts: not as its digest says\n" in shown
    assert shown.endswith("2 records: 1 verified, 1 damaged\n")


def test_json_of_verify(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("damaged.json").write_bytes(sample().replace(b"bachelors", b"masters"))
    assert main(["verify", "damaged.json", "record.json", "--log", "log.db", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    published("verify-1.json").validate(data)
    assert [r["result"] for r in data["records"]] == ["damaged", "verified"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it does not end as a record does, with one line feed"),
        (b"[" * 50_000 + b"}\n", "it is JSON of a kind that no record has"),
        (b"{}\n", "it does not say that it is a record"),
        (b'{"schema":"pincite-record/2"}\n', "it does not say that it is a record"),
        (b'{"schema":"pincite-record/1"}\n', "it does not have the shape of a record"),
        (b"\x00\xff}\n", "byte 2 is no ASCII character"),
        (sample()[:-1], "it does not end as a record does, with one line feed"),
        (sample() + b"\n", "it does not end as a record does, with one line feed"),
        (sample().replace(b":", b": ", 1), "it is not in canonical form from character"),
    ],
)
def test_what_is_no_record_is_told(content: bytes, reason: str, sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.json").write_bytes(content)
    assert main(["verify", "x.json", "--pack", "pack.json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "PC941" in told.err
    assert reason in " ".join(told.err.split())


@pytest.mark.parametrize("args", [["none.json"], ["."], ["record.json", "--pack", "none"], ["record.json", "--log", "none"], ["a\x1b[31m"]])
def test_what_cannot_be_read_is_told(args: list[str], sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *args]) == 2
    told = capsys.readouterr()
    assert "\x1b" not in told.err
    assert told.out == ""


def test_a_pack_that_was_changed_is_refused(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = Path("pack.json").read_bytes()
    for old, new in ((b"three years", b"eight years"), (b'"hash":"', b'"hash":"0'), (b"{", b"[")):
        Path("pack.json").write_bytes(whole.replace(old, new, 1))
        assert main(["verify", "record.json", "--pack", "pack.json"]) == 2
        assert "PC902" in capsys.readouterr().err


def test_rules_that_the_log_lacks_are_told(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK[:2], "--on", "2021-06-01", "--format", "record", "--out", "other.json"]) == 0
    assert main(["verify", "other.json", "record.json", "--log", "log.db"]) == 2
    told = capsys.readouterr()
    assert "PC944" in told.err
    assert told.out.startswith("record.json: verified\n")


def test_two_places_for_the_rules_are_one_too_many(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "record.json", "--log", "log.db", "--pack", "pack.json"]) == 2
    assert "Give one." in capsys.readouterr().err


SPANISH = """\
msgid ""
msgstr ""
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{label} is {value}"
msgstr "{label}: {value}"
"""


def test_a_letter_in_another_language_is_compared_in_that_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("policy", "statutes"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "pincite.toml").touch()
    (folder / "languages").mkdir()
    (folder / "languages" / "es.po").write_text(SPANISH, encoding="utf-8")
    ask = [
        "determine",
        "minimum_salary",
        "--facts",
        "examples/counselor.yaml",
        "--on",
        "2016-01-01",
        "--language",
        "es",
        "--record",
        "log.db",
    ]
    assert main([*ask, "--format", "record", "--out", "record.json"]) == 0
    assert main([*ask, "--out", "letter.txt"]) == 0
    documents = json.loads(Path("record.json").read_bytes())["documents"]
    assert (documents["language"], documents["letter"]) == ("es", sha256(Path("letter.txt").read_bytes()).hexdigest())
    capsys.readouterr()
    assert main(["verify", "record.json"]) == 0
    assert capsys.readouterr().out.startswith("record.json: verified\n")
    assert main(["log", "verify", "log.db", "--replay"]) == 0
    assert "2 determinations made again" in capsys.readouterr().out
    (folder / "languages" / "es.po").write_text(SPANISH.replace('"{label}: {value}"', '"{label} es {value}"'), encoding="utf-8")
    assert main(["verify", "record.json"]) == 1
    assert "  texts of the language `es`\n" in capsys.readouterr().out
    (folder / "languages" / "es.po").unlink()
    assert main(["verify", "record.json"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_a_record_stands_when_an_amendment_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(trial_library(tmp_path / "library"))
    (tmp_path / "library" / "facts.yaml").write_text("role: teacher\n")
    ask = ["determine", "minimum_salary", "--facts", "facts.yaml", "--record", "log.db", "--format", "record"]
    for name, day in (("before.json", "2021-06-01"), ("after.json", "2026-07-01")):
        assert main([*ask, "--on", day, "--out", name]) == 0
    follow(tmp_path / "library")
    capsys.readouterr()
    assert main(["verify", "before.json"]) == 0
    assert "before.json: stands" in capsys.readouterr().out
    assert main(["verify", "after.json"]) == 1
    shown = capsys.readouterr().out
    assert "  verdict\n    recorded: undetermined\n    now:      holds\n" in shown
    assert "  status\n    recorded: rules_behind_text\n" in shown
    assert "  value\n    recorded: none\n    now:      $70,000\n" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert main(["verify", "before.json", "after.json", "--log", "log.db"]) == 0
    assert "2 records: 2 verified" in capsys.readouterr().out


def test_list_and_show(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "list", "log.db"]) == 0
    assert capsys.readouterr().out == "".join(
        f"     {number}  2026-01-31T09:30:00Z  2021-06-01  level_three_a: holds\n" for number in (1, 2, 3)
    )
    assert main(["log", "show", "log.db", "2"]) == 0
    shown = capsys.readouterr().out
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "Question    us_nm.level_three.level_three_a\n" in shown
    assert "            4 years (service record, 2021-05-02, verified)\n" in shown
    for args in (["list", "log.db"], ["show", "log.db", "2"]):
        assert main(["log", *args, "--format", "json"]) == 0
        data = json.loads(capsys.readouterr().out)
        published("log-1.json").validate(data)
        for entry in data["entries"]:
            published("record-1.json").validate(entry["record"])
    assert main(["log", "show", "log.db", "4"]) == 2
    told = capsys.readouterr().err
    assert "PC944" in told
    assert "its last entry is 3" in told


def test_verify_and_head(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "head", "log.db"]) == 0
    number, head = capsys.readouterr().out.split()
    assert (number, bool(HASH.fullmatch(head))) == ("3", True)
    assert main(["log", "verify", "log.db", "--replay"]) == 0
    shown = capsys.readouterr().out
    assert shown == (
        "log.db: as it was written (3 entries, 1 pack)\n"
        "3 determinations made again\n"
        f"head: 3 {head}\n"
        "Entries that were cut off at the end are found only with `--head` and a head\n"
        "that was kept elsewhere.\n"
    )
    assert main(["log", "verify", "log.db", "--head", head]) == 0
    assert "kept elsewhere" not in capsys.readouterr().out
    assert main(["log", "verify", "log.db", "--head", "0" * 64]) == 1
    assert "no entry has the hash 000000000000…" in capsys.readouterr().out
    assert main(["log", "verify", "log.db", "--head", "\x1b[31m"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_a_log_that_was_changed(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect("log.db", isolation_level=None)) as db:
        (trigger,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry_stays'").fetchone()
        db.execute("DROP TRIGGER entry_stays")
        db.execute("UPDATE entry SET record = CAST(replace(CAST(record AS TEXT), 'bachelors', 'masters') AS BLOB) WHERE sequence = 2")
        db.execute("UPDATE entry SET at = char(27) || '[31m' WHERE sequence = 1")
        db.execute(trigger)
    assert main(["log", "verify", "log.db"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("log.db: NOT as it was written (3 entries, 1 pack)\n")
    assert "  * entry 2: its record is damaged: facts\n" in shown
    assert main(["log", "verify", "log.db", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    published("log-verify-1.json").validate(data)
    assert {"entry": 2, "what": "its record is damaged: facts"} in data["faults"]
    assert main(["log", "list", "log.db"]) == 1
    listed = capsys.readouterr().out
    assert "     2  2026-01-31T09:30:00Z  DAMAGED: the entry does not have the hash of what it holds\n" in listed
    assert "\x1b" not in listed
    assert main(["log", "show", "log.db", "2"]) == 1
    assert "DAMAGED" in capsys.readouterr().out
    assert main(["log", "export", "log.db", "2"]) == 2
    assert capsys.readouterr().out == ""
    assert main(["log", "export", "log.db", "3"]) == 0


@pytest.mark.parametrize("command", [["list"], ["show", "1"], ["verify"], ["head"], ["export", "1"]])
def test_a_file_that_is_no_log(command: list[str], sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, reason in (("record.json", "it is no database of SQLite"), ("none.db", "it is not there"), (".", "it is not a plain file")):
        assert main(["log", command[0], name, *command[1:]]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "PC942" in told.err
        assert reason in told.err


def test_an_entry_that_is_gone_is_told(sealed_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect("log.db", isolation_level=None)) as db:
        (trigger,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_kept'").fetchone()
        db.execute("DROP TRIGGER entry_is_kept")
        db.execute("DELETE FROM entry WHERE sequence = 2")
        db.execute(trigger)
    assert main(["log", "list", "log.db"]) == 1
    assert capsys.readouterr().err == "entries are missing before entry 3: see `pincite log verify`\n"
    assert main(["log", "verify", "log.db"]) == 1
    assert capsys.readouterr().out.startswith("log.db: NOT as it was written (2 entries, 1 pack)\n")


@pytest.mark.parametrize("more", [["--format", "pdf"], ["--out", "nowhere/letter.txt"], ["--out", "log.db"], ["--out", "rules.pol"]])
def test_nothing_is_recorded_of_a_letter_that_could_not_be_written(
    folder: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASK, "--record", "log.db", *more]) == 2
    assert "recorded in" not in capsys.readouterr().err
    assert not Path("log.db").exists()


@pytest.mark.parametrize("name", ["x\u202e.yaml", "x\x1b[31m.yaml", "y\udcff.yaml"])
def test_what_could_never_be_read_back_is_not_recorded(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copyfile("examples/applicant.yaml", name)
    for more in (["--record", "log.db"], ["--format", "record", "--out", "record.json"]):
        assert main(["determine", "level_three_a", "--facts", name, "--on", "2021-06-01", *more]) == 2
        told = capsys.readouterr()
        assert not told.out
        assert "PC943" in told.err and "hidden character" in told.err
    assert not Path("log.db").exists() and not Path("record.json").exists()
