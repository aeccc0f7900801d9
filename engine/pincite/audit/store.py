"""The log as an SQLite database: how it is opened, what it must look like, and how one entry is added. Stands over `chain.py`.

A rollback journal, not a write-ahead log: between two commands the whole log is then one file, which can be copied, sent and kept, and
nothing that was acknowledged lies in a file beside it. `synchronous=EXTRA` makes a commit last through a loss of power: the journal is
flushed before the database, the database before the journal is deleted, and the folder after. Writers queue by `BEGIN IMMEDIATE`.

The file may come from anybody. Nothing that its schema says is run: the schema must be, to the letter, the one below.
Source: https://www.sqlite.org/security.html and https://www.sqlite.org/pragma.html#pragma_synchronous.
"""

import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pincite.audit.canonical import MOST_BYTES
from pincite.audit.chain import TIME, Entry, as_hashed, entry_after
from pincite.audit.record import Unsound, read_record
from pincitec.graph.pack import MOST_BYTES as MOST_PACK, Pack, write_pack

APPLICATION: Final = 0x50434C47
"""`PCLG`: what tells a log of Pincite from other databases (`PRAGMA application_id`)."""
VERSION: Final = 1
OLDEST: Final = (3, 37)
"""The first SQLite with STRICT tables."""
WAIT: Final = 10.0
"""Seconds for which a writer waits for the others."""

SCHEMA: Final = {
    "pack": """CREATE TABLE pack (
  hash TEXT PRIMARY KEY,
  bytes TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT""",
    "entry": """CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  pack TEXT NOT NULL REFERENCES pack (hash),
  pack_bytes TEXT NOT NULL,
  record BLOB NOT NULL,
  previous TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE
) STRICT""",
    "entry_follows": """CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END""",
    "entry_stays": """CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END""",
    "entry_is_kept": """CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END""",
    "pack_stays": """CREATE TRIGGER pack_stays BEFORE UPDATE ON pack
BEGIN SELECT RAISE(ABORT, 'a pack is never changed'); END""",
    "pack_is_kept": """CREATE TRIGGER pack_is_kept BEFORE DELETE ON pack
BEGIN SELECT RAISE(ABORT, 'a pack is never deleted'); END""",
}
"""The statements that make a log, in order. The hash chain finds a change; the triggers keep a slip from making one."""

TABLES: Final = ("pack", "entry")
COLUMNS: Final = "sequence, at, pack, pack_bytes, record, previous, hash"


class NoLog(Exception):
    """The file cannot be used as a log: `reason` says why, `help` what to do. `found`: it is there, and not as a log was left."""

    def __init__(self, reason: str, help: str, *, found: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.help, self.found = reason, help, found


NOT_ONE: Final = "name a log that `pincite determine --record` made"
RESTORE: Final = "put back a copy that `pincite log verify` finds whole; keep this one as evidence"


def append(path: Path, record: bytes, pack: Pack, at: str) -> Entry:
    """Adds a record to a log, with its rules if it does not hold them yet; makes the log if there is none. The entry, once it is on disk.

    All or nothing: where this raises, or the process is killed, the log is as it was. Raises `NoLog`, also for a record that could not be
    read back: an entry is never taken out again.
    """
    sound = read_record(record)
    if isinstance(sound, Unsound):
        raise NoLog(f"the record could not be read back: {sound.why}", "give the bytes that `record_bytes` makes of a record")
    if sound.basis.pack != pack.hash:
        raise NoLog("the record names other rules", "give the pack that the answer was made from")
    if not TIME.fullmatch(at):
        raise NoLog("its time is not written as one", "write it in UTC, such as `2026-01-31T09:30:00Z`")
    new_file(path)
    with opened(path, write=True) as db, closing(db.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            if is_empty(cursor):
                make(cursor)
            identify(cursor)
            last = last_entry(cursor)
            entry = entry_after(last, at, pack.hash, kept_pack(cursor, pack), record)
            cursor.execute(
                f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (entry.sequence, entry.at, entry.pack, entry.pack_bytes, entry.record, entry.previous, entry.hash),
            )
            cursor.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.rollback()
            raise
    return entry


def new_file(path: Path) -> None:
    """Makes an empty file that only its owner may read, if nothing is there: a log holds facts about people."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        pass
    except (OSError, ValueError) as error:
        raise NoLog(reason_of(error), "check the name; a folder that is to hold it must be there, and may be written to") from None


def reason_of(error: OSError | ValueError) -> str:
    return error.strerror.lower() if isinstance(error, OSError) and error.strerror else "not a valid path"


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that trusts nothing in the file. Every error of the database becomes `NoLog`."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise NoLog(f"this Python has SQLite {sqlite3.sqlite_version}, and a log needs 3.37", "use a newer Python")
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise NoLog("it is not there", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        raise NoLog(reason_of(error), "check its permissions") from None
    if not stat.S_ISREG(mode):
        raise NoLog("it is not a plain file", NOT_ONE)
    try:
        if not write:
            recover(path)
        with closing(connect(path, write=write)) as db:
            yield db
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise told(error) from None
    except (UnicodeDecodeError, OverflowError, MemoryError):  # how Python tells of texts, numbers and sizes that no log has
        raise NoLog("the database is damaged", RESTORE, found=True) from None


def recover(path: Path) -> None:
    """Undoes what a killed process left half done; only a connection that may write can. Else nothing is written."""
    try:
        with closing(connect(path, write=False)) as db:
            db.execute("SELECT 1 FROM sqlite_schema").fetchone()
            return
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
    with closing(connect(path, write=True)) as db:
        db.execute("SELECT 1 FROM sqlite_schema").fetchone()


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode={'rw' if write else 'ro'}", uri=True, timeout=WAIT, isolation_level=None
    )
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * max(MOST_BYTES, MOST_PACK))
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON", "synchronous=EXTRA"):
            db.execute(f"PRAGMA {pragma}")
        db.text_factory = lambda data: data.decode("utf-8", "backslashreplace")
    except BaseException:
        db.close()
        raise
    return db


def told(error: Exception) -> NoLog:
    """An error of SQLite as a reason and a help. Source: https://www.sqlite.org/rescode.html."""
    name = getattr(error, "sqlite_errorname", "") or ""
    match name.split("_")[1] if "_" in name else "":
        case "BUSY" | "LOCKED":
            help = "try again; if nothing else runs, look for a process that hangs"
            return NoLog(f"another process has held it for {WAIT:.0f} seconds", help)
        case "FULL":
            return NoLog("the disk is full", "make room, and run the command again; the log is as it was")
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            help = "check the permissions of the file and of its folder; the log is as it was"
            return NoLog("it or its folder may not be read or written to", help)
        case "IOERR":
            return NoLog("the disk reports an error", "check the disk, and verify the log before it is used again")
        case "NOTADB":
            return NoLog("it is no database of SQLite", NOT_ONE)
        case "CORRUPT" | "FORMAT":
            return NoLog(f"the database is damaged ({error})", RESTORE, found=True)
        case "TOOBIG":
            return NoLog("it holds more in one place than a log can", RESTORE, found=True)
        case _:
            return NoLog(f"the database refuses it ({error})", RESTORE, found=True)


def is_empty(cursor: sqlite3.Cursor) -> bool:
    """Whether nothing was ever written: a new file, or one whose first entry was never finished."""
    marks = (number(cursor, "application_id"), number(cursor, "user_version"), number(cursor, "schema_version"))
    return marks == (0, 0, 0)


def number(cursor: sqlite3.Cursor, pragma: str) -> int:
    return int(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])


def make(cursor: sqlite3.Cursor) -> None:
    cursor.execute(f"PRAGMA application_id={APPLICATION}")
    cursor.execute(f"PRAGMA user_version={VERSION}")
    for statement in SCHEMA.values():
        cursor.execute(statement)


def identify(cursor: sqlite3.Cursor, *, whole: bool = True) -> None:
    """Raises `NoLog` where this is no log, one of another version, or one whose tables are not as they were made; without `whole`, only
    the two tables must be so, which is enough to read them."""
    if number(cursor, "application_id") != APPLICATION:
        raise NoLog("it is a database, but no log of determinations", NOT_ONE)
    version = number(cursor, "user_version")
    if version != VERSION:
        help = "use the version of Pincite that made it"
        raise NoLog(f"it is a log of version {version}, and this program reads version {VERSION}", help)
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        raise NoLog("its journal is not of the kind that a log has: somebody has changed it", RESTORE, found=True)
    for name, what in changed_schema(cursor):
        if whole or name in TABLES:
            raise NoLog(what, RESTORE, found=True)


def changed_schema(cursor: sqlite3.Cursor) -> list[tuple[str, str]]:
    """What in the schema is not as it was made: its name, and what is wrong with it."""
    found = dict(cursor.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    changed = []
    for name, sql in SCHEMA.items():
        if found.get(name) != sql:
            what = "missing" if name not in found else "not as it was made"
            changed.append((name, f"its `{name}` is {what}: somebody has changed the tables of the log"))
    others = sorted(str(name) for name in set(found) - set(SCHEMA))
    return [*changed, *((name, f"it holds `{name[:60]}`, which no log has: somebody has changed it") for name in others)]


def last_entry(cursor: sqlite3.Cursor) -> Entry | None:
    """The last entry; nothing is chained to one that is not as it was written."""
    row = cursor.execute(f"SELECT {COLUMNS} FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    if row is None:
        return None
    entry = entry_of(row)
    if not as_hashed(entry):
        raise NoLog(f"its last entry, {entry.sequence}, is not as it was written", RESTORE, found=True)
    return entry


def entry_of(row: tuple[object, ...]) -> Entry:
    """STRICT tables hold the declared types; a damaged page may still not."""
    match row:
        case (int(sequence), str(at), str(pack), str(pack_bytes), bytes(record), str(previous), str(hash)):
            return Entry(sequence, at, pack, pack_bytes, record, previous, hash)
    raise NoLog("an entry does not hold what entries hold", RESTORE, found=True)


def kept_pack(cursor: sqlite3.Cursor, pack: Pack) -> str:
    """The SHA-256 of a pack's compressed bytes, which are kept once. Those that are kept must be those of this pack: what an entry rests on
    is never other rules than those that decided."""
    row = cursor.execute("SELECT bytes, content FROM pack WHERE hash = ?", (pack.hash,)).fetchone()
    if row is None:
        content = zlib.compress(write_pack(pack), 9)
        stated = sha256(content).hexdigest()
        cursor.execute("INSERT INTO pack (hash, bytes, content) VALUES (?, ?, ?)", (pack.hash, stated, content))
        return stated
    if not isinstance(row[1], bytes) or sha256(row[1]).hexdigest() != row[0] or not holds(row[1], write_pack(pack)):
        raise NoLog(f"the rules {pack.hash[:12]} that it holds are not as they were written", RESTORE, found=True)
    return str(row[0])


def holds(content: bytes, data: bytes) -> bool:
    """Whether compressed bytes are those of `data`. What is larger is not decompressed."""
    pressed = zlib.decompressobj()
    try:
        return pressed.decompress(content, len(data) + 1) == data and pressed.eof and not pressed.unused_data
    except zlib.error:
        return False
