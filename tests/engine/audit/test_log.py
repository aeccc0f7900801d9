"""The log: append-only and chained, whole under two writers, and nothing in a file of a stranger is believed."""

import os
import random
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve

from pincite.audit import store
from pincite.audit.chain import START, Entry, as_hashed, entry_after
from pincite.audit.entries import BadPack, entries, entry_at, head, pack_at, unpacked
from pincite.audit.inspection import Inspection, inspect
from pincite.audit.record import record_bytes, sealed
from pincite.audit.store import NoLog, append
from pincitec.graph.pack import MOST_BYTES, write_pack
from tests.engine.audit.samples import AT, log_of, recorded, sample
from tests.engine.sample_pack import sample_pack


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "decisions.db"
    log_of(path)
    return path


def change(path: Path, *statements: str, triggers: bool = False) -> None:
    """What somebody with a shell of SQLite can do to a log."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        kept = db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name in [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")] if triggers else ():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for (sql,) in kept if triggers else ():
            db.execute(sql)


def faults(found: Inspection) -> list[tuple[int | None, str]]:
    return [(f.entry, f.what) for f in found.faults]


def test_a_log_is_as_it_was_written(log: Path) -> None:
    found = inspect(log, replay=True)
    assert (found.sound, found.sequence, found.packs, found.replayed, found.notes) == (True, 3, 1, 3, ())
    assert head(log) == (3, found.head)
    assert [e.sequence for e in entries(log)] == [1, 2, 3]
    first = entry_at(log, 1)
    assert first is not None
    assert (first.previous, first.at, first.record) == (START, AT, sample())
    assert pack_at(log, first.pack) == sample_pack()
    assert entry_at(log, 4) is None
    assert log.stat().st_mode & 0o777 == 0o600
    assert not Path(f"{log}-journal").exists()


def test_a_log_that_holds_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    assert head(path) == (0, START)
    found = inspect(path)
    assert (found.sound, found.sequence, found.entries) == (True, 0, 0)
    assert found.notes == ("it holds nothing: either no entry was ever finished in it, or somebody has emptied it",)
    assert append(path, sample(), sample_pack(), AT).sequence == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET at = ''",
        "DELETE FROM entry",
        "DELETE FROM pack",
        "UPDATE pack SET content = x''",
        "INSERT INTO entry SELECT 9, at, pack, pack_bytes, record, 'a', 'b' FROM entry WHERE sequence = 1",
        "INSERT INTO entry SELECT 4, 5, pack, pack_bytes, 'text', 'a', 'b' FROM entry WHERE sequence = 1",
    ],
)
def test_the_database_refuses_a_slip(log: Path, statement: str) -> None:
    with closing(sqlite3.connect(log)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    assert inspect(log).sound


FORGED = "UPDATE entry SET {} WHERE sequence = 2"
CHANGED = {
    "another time": (FORGED.format("at = '2026-01-31T09:31:00Z'"), (2, "it does not have the hash of what it holds")),
    "no time": (FORGED.format("at = 'today'"), (2, "its time or its hash is not written as one")),
    "another record": (
        FORGED.format("record = CAST(replace(CAST(record AS TEXT), 'bachelors', 'masters') AS BLOB)"),
        (2, "its record is damaged: facts"),
    ),
    "no record": (FORGED.format("record = x'00'"), (2, "its record is damaged: it does not end as a record does, with one line feed")),
    "another hash": (
        FORGED.format(f"hash = '{'0' * 64}'"),
        (3, "it does not follow the entry before it: one of the two has been replaced"),
    ),
    "no hash": (FORGED.format("hash = 'x'"), (2, "its time or its hash is not written as one")),
    "other rules": (FORGED.format("pack_bytes = 'x'"), (2, "it does not have the hash of what it holds")),
    "one gone": ("DELETE FROM entry WHERE sequence = 2", (3, "entry 2 is missing before it")),
    "two gone": ("DELETE FROM entry WHERE sequence < 3", (3, "entries 1 to 2 are missing before it")),
    "a strange pack": ("INSERT INTO pack VALUES ('abc', 'x', x'00')", (None, "it keeps rules abc that no entry names")),
    "an entry before the first": (
        "INSERT INTO entry SELECT -7, at, pack, pack_bytes, record, 'a', 'b' FROM entry WHERE sequence = 1",
        (-7, "its time or its hash is not written as one"),
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_is_found_and_named(log: Path, name: str) -> None:
    statement, fault = CHANGED[name]
    change(log, statement, triggers=True)
    found = inspect(log)
    assert fault in faults(found)


def test_rules_that_were_changed_are_found(log: Path) -> None:
    hash = sample_pack().hash
    other = zlib.compress(write_pack(sample_pack()).replace(b"three years", b"eight years"), 9)
    stated = sha256(other).hexdigest()
    change(log, f"UPDATE pack SET content = x'{other.hex()}', bytes = '{stated}'", triggers=True)
    assert faults(inspect(log)) == [(1, f"its rules {hash[:12]} are damaged: their bytes are not those that were written")]
    with pytest.raises(BadPack) as wrong:
        pack_at(log, hash)
    assert "the content does not have this hash" in str(wrong.value)
    with pytest.raises(NoLog, match="are not as they were written"):
        append(log, sample(), sample_pack(), AT)
    change(log, "DELETE FROM pack", triggers=True)
    assert (1, f"its rules {hash[:12]} are not in the log") in faults(inspect(log))


def test_a_tail_that_was_cut_off_is_found_against_a_head_alone(log: Path) -> None:
    kept = head(log)[1]
    change(log, "DELETE FROM entry WHERE sequence = 3", triggers=True)
    assert inspect(log).sound
    found = inspect(log, kept_head=kept)
    assert faults(found) == [(None, f"no entry has the hash {kept[:12]}…: entries that it had have been removed or replaced")]
    assert append(log, sample(), sample_pack(), "2026-02-01T00:00:00Z").sequence == 3
    assert not inspect(log, kept_head=kept).sound
    assert inspect(log, kept_head=head(log)[1]).sound


def test_a_chain_that_was_made_anew_is_found_against_a_head_alone(log: Path, tmp_path: Path) -> None:
    kept = head(log)[1]
    forged = tmp_path / "forged.db"
    record = recorded()
    for _ in range(3):
        append(forged, record_bytes(sealed(evolve(record, answer=evolve(record.answer, verdict="fails")))), sample_pack(), AT)
    assert inspect(forged).sound
    assert not inspect(forged, kept_head=kept).sound
    asked = inspect(forged, replay=True)
    assert faults(asked)[0] == (1, "asked again, its verdict differs: recorded fails, now holds")


def test_a_clock_that_was_set_back_is_noted(log: Path) -> None:
    append(log, sample(), sample_pack(), "2025-01-01T00:00:00Z")
    found = inspect(log)
    assert found.sound
    assert found.notes == ("entry 4 has an earlier time than the one before: the clock was set back",)


def test_a_letter_in_another_language_is_not_made_again_here(log: Path) -> None:
    record = recorded()
    append(log, record_bytes(sealed(evolve(record, documents=evolve(record.documents, language="es")))), sample_pack(), AT)
    found = inspect(log, replay=True)
    assert (found.sound, found.replayed) == (True, 3)
    assert found.notes == ("entry 4 is in the language `es`: it was not made again, since the texts of that are not at hand",)


@pytest.mark.parametrize(
    ("record", "at", "why"),
    [(b"garbage", AT, "could not be read back"), (sample(), "2026-01-31 09:30", "its time is not written as one")],
)
def test_what_is_no_entry_is_not_added(log: Path, record: bytes, at: str, why: str) -> None:
    before = log.read_bytes()
    with pytest.raises(NoLog, match=why):
        append(log, record, sample_pack(), at)
    assert log.read_bytes() == before
    assert entry_at(log, 2**80) is None


def test_nothing_is_chained_to_a_damaged_entry(log: Path) -> None:
    change(log, "UPDATE entry SET at = '2026-01-31T09:31:00Z' WHERE sequence = 3", triggers=True)
    with pytest.raises(NoLog, match="its last entry, 3, is not as it was written"):
        append(log, sample(), sample_pack(), AT)


SCHEMA_CHANGED = {
    "a trigger dropped": ("DROP TRIGGER entry_is_kept", "its `entry_is_kept` is missing"),
    "a trigger that does nothing": (
        "DROP TRIGGER entry_stays; CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT 1; END",
        "its `entry_stays` is not as it was made",
    ),
    "a view instead of a table": ("DROP TABLE entry; CREATE VIEW entry AS SELECT * FROM pack", "its `entry` is not as it was made"),
    "a table more": ("CREATE TABLE more (x)", "it holds `more`, which no log has"),
    "an index that computes": ("CREATE INDEX i ON entry (length(record))", "it holds `i`, which no log has"),
    "another version": ("PRAGMA user_version = 9", "it is a log of version 9"),
    "another application": ("PRAGMA application_id = 1", "it is a database, but no log of determinations"),
    "another journal": ("PRAGMA journal_mode = WAL", "its journal is not of the kind that a log has"),
}


@pytest.mark.parametrize("name", SCHEMA_CHANGED)
def test_tables_that_were_changed_are_told(log: Path, name: str) -> None:
    statements, reason = SCHEMA_CHANGED[name]
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        db.executescript(statements)
    for use in (head, lambda path: list(entries(path)), lambda path: append(path, sample(), sample_pack(), AT)):
        with pytest.raises(NoLog) as told:
            use(log)
        assert told.value.reason.startswith(reason)
    try:
        assert not inspect(log).sound
    except NoLog as error:
        assert error.reason.startswith(reason)


def test_entries_are_checked_where_only_triggers_were_changed(log: Path) -> None:
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        db.executescript("DROP TRIGGER entry_stays; CREATE TABLE more (x); UPDATE entry SET at = '2026-01-31T09:31:00Z' WHERE sequence = 2")
    assert faults(inspect(log)) == [
        (None, "its `entry_stays` is missing: somebody has changed the tables of the log"),
        (None, "it holds `more`, which no log has: somebody has changed it"),
        (2, "it does not have the hash of what it holds"),
    ]


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    texts: dict[str, bytes] = {"text": b"a text\n" * 100, "half": b"SQLite format 3\x00", "random": random.Random(1).randbytes(9000)}
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
        for use in (head, inspect, lambda path: append(path, sample(), sample_pack(), AT)):
            with pytest.raises(NoLog) as told:
                use(tmp_path / name)
            assert told.value.reason == "it is no database of SQLite"
        assert (tmp_path / name).read_bytes() == content
    for path, reason in ((tmp_path, "it is not a plain file"), (tmp_path / "none", "it is not there"), (Path("a\0b"), "not a valid path")):
        with pytest.raises(NoLog) as told:
            head(path)
        assert told.value.reason == reason


def test_a_pipe_is_no_log(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NoLog, match="it is not a plain file"):
        append(tmp_path / "pipe", sample(), sample_pack(), AT)


def test_no_changed_byte_of_the_file_shows_other_entries(log: Path) -> None:
    """A flipped byte is found, or lies where nothing is kept; it never shows an entry that nobody wrote, and never breaks the reader."""
    whole = log.read_bytes()
    written = list(entries(log))
    chance = random.Random(3)
    held = whole.index(sample()[:300])
    sure = range(held, held + 300, 10)
    places = [*range(0, 100, 3), *chance.sample(range(len(whole)), 80), *sure]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        log.write_bytes(bytes(changed))
        try:
            found = inspect(log)
        except NoLog:
            continue
        if found.sound:
            assert place not in sure
            assert list(entries(log)) == written
            assert pack_at(log, written[0].pack) == sample_pack()


def test_a_file_cut_short_is_found(log: Path) -> None:
    whole = log.read_bytes()
    for length in (len(whole) - 1, len(whole) // 2, 5000, 512, 50):
        log.write_bytes(whole[:length])
        with suppress(NoLog):
            assert not inspect(log).sound


def test_rules_that_would_not_fit_are_not_unpacked() -> None:
    bomb = zlib.compress(b"0" * (MOST_BYTES + 1), 9)
    assert len(bomb) < 100_000
    for content in (bomb, bomb[:-8], zlib.compress(b"{}") + b"x", zlib.compress(b"{}"), b"", b"x"):
        with pytest.raises(BadPack):
            unpacked(content, "0" * 64)
    content = zlib.compress(write_pack(sample_pack()), 9)
    assert unpacked(content, sample_pack().hash) == sample_pack()
    with pytest.raises(BadPack, match="other rules than their hash says"):
        unpacked(content, "0" * 64)


def test_no_changed_byte_of_kept_rules_is_taken(tmp_path: Path) -> None:
    content = zlib.compress(write_pack(sample_pack()), 9)
    chance = random.Random(4)
    for place in chance.sample(range(len(content)), 300):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        with suppress(BadPack):
            assert unpacked(bytes(changed), sample_pack().hash) == sample_pack()


WRITER = """
import sys
from pathlib import Path
from pincite.audit.store import append
from tests.engine.audit.samples import AT, sample
from tests.engine.sample_pack import sample_pack
for _ in range(50):
    print(append(Path(sys.argv[1]), sample(), sample_pack(), AT).sequence, flush=True)
"""


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    root = Path(__file__).parents[3]
    outputs = [tmp_path / "a", tmp_path / "b"]
    writers = []
    for output in outputs:
        with output.open("w") as stream:
            writers.append(Popen([sys.executable, "-c", WRITER, str(path)], cwd=root, stdout=stream))
    assert [w.wait(120) for w in writers] == [0, 0]
    said = [[int(n) for n in output.read_text().split()] for output in outputs]
    assert sorted(said[0] + said[1]) == list(range(1, 101))
    assert all(numbers == sorted(numbers) and len(numbers) == 50 for numbers in said)
    found = inspect(path)
    assert (found.sound, found.sequence, found.packs) == (True, 100, 1)


def test_a_log_that_another_holds_is_waited_for_and_then_told(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT", 0.05)
    with closing(sqlite3.connect(log, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NoLog, match="another process has held it"):
            append(log, sample(), sample_pack(), AT)
        assert head(log)[0] == 3
    assert append(log, sample(), sample_pack(), AT).sequence == 4


def test_a_full_disk_loses_nothing(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(path: Path, *, write: bool, connect: Callable[..., sqlite3.Connection] = store.connect) -> sqlite3.Connection:
        db = connect(path, write=write)
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        return db

    monkeypatch.setattr(store, "connect", short)
    large = recorded(
        facts={"degree_held": {"value": "masters", "source": "x" * 4000}, "national_board": {"value": True, "source": "y" * 3900}}
    )
    with pytest.raises(NoLog, match="the disk is full"):
        for _ in range(9):
            append(log, record_bytes(large), sample_pack(), AT)
    monkeypatch.undo()
    assert inspect(log).sound
    written = head(log)[0]
    assert append(log, sample(), sample_pack(), AT).sequence == written + 1


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of the superuser, to whom nothing is forbidden."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_folder_that_may_not_be_written_to_is_told() -> None:
    with TemporaryDirectory() as name:
        log = Path(name) / "decisions.db"
        log_of(log)
        log.chmod(0o444)
        log.parent.chmod(0o555)
        try:
            with as_nobody():
                with pytest.raises(NoLog, match="may not be read or written to"):
                    append(log, sample(), sample_pack(), AT)
                with pytest.raises(NoLog, match="permission denied"):
                    append(log.parent / "new.db", sample(), sample_pack(), AT)
                assert inspect(log).sound
        finally:
            log.parent.chmod(0o700)
        log.chmod(0o600)
        log.parent.chmod(0o755)
        if os.geteuid() == 0:
            with as_nobody(), pytest.raises(NoLog, match="may not be read or written to"):
                head(log)
        assert inspect(log).sequence == 3


def test_the_hash_of_an_entry_is_over_all_of_it() -> None:
    entry = entry_after(None, AT, "a" * 64, "b" * 64, sample())
    assert as_hashed(entry)
    others: list[Entry] = [
        evolve(entry, sequence=2),
        evolve(entry, at="2026-01-31T09:30:01Z"),
        evolve(entry, pack="c" * 64),
        evolve(entry, pack_bytes="c" * 64),
        evolve(entry, record=sample() + b"\n"),
        evolve(entry, previous="c" * 64),
        evolve(entry, hash="c" * 64),
    ]
    assert not any(as_hashed(other) for other in others)
    assert entry_after(entry, AT, "a" * 64, "b" * 64, sample()).previous == entry.hash
