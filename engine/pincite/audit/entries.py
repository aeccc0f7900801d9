"""What a log holds, read: its entries, one of them, the rules that it keeps. Stands over `store.py`.

Entries are read a few at a time, so that a writer never waits for a long reading. Nothing that is read is believed: `inspect.py` says
whether it is as it was written.
"""

import zlib
from collections.abc import Generator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Final

from pincite.audit.chain import START, Entry
from pincite.audit.store import COLUMNS, RESTORE, NoLog, entry_of, identify, is_empty, opened
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import MOST_BYTES, Pack, read_pack, write_pack

BATCH: Final = 64
FIRST: Final = 1 - 2**63
LAST: Final = 2**63 - 1
"""Entries begin with 1; one that somebody put before it is read too."""


class BadPack(Exception):
    """Rules in a log that are not as they were written. The message says why, as a phrase."""


def entries(path: Path, after: int = FIRST - 1, *, whole: bool = True) -> Generator[Entry]:
    """The entries after a sequence number, in order. `whole` is as of `identify`. Raises `NoLog`."""
    with opened(path) as db, closing(db.cursor()) as cursor:
        if is_empty(cursor):
            return
        identify(cursor, whole=whole)
        while True:
            cursor.execute(f"SELECT {COLUMNS} FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?", (after, BATCH))
            rows = cursor.fetchall()
            if not rows:
                return
            for row in rows:
                entry = entry_of(row)
                if entry.sequence <= after:
                    raise NoLog("its entries are not in order", RESTORE, found=True)
                after = entry.sequence
                yield entry


def entry_at(path: Path, sequence: int) -> Entry | None:
    """The entry with this number. Raises `NoLog`."""
    if sequence > LAST:
        return None
    with closing(entries(path, sequence - 1)) as following:
        found = next(following, None)
    return found if found is not None and found.sequence == sequence else None


def head(path: Path) -> tuple[int, str]:
    """The number and hash of the last entry; 0 and `START` of a log without one. Raises `NoLog`."""
    with opened(path) as db, closing(db.cursor()) as cursor:
        if is_empty(cursor):
            return 0, START
        identify(cursor)
        row = cursor.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    match row:
        case None:
            return 0, START
        case (int(sequence), str(hash)):
            return sequence, hash
    raise NoLog("its last entry does not hold what entries hold", RESTORE, found=True)


def rows_where(path: Path, question: str, *values: str, whole: bool) -> list[tuple[object, ...]]:
    with opened(path) as db, closing(db.cursor()) as cursor:
        if is_empty(cursor):
            return []
        identify(cursor, whole=whole)
        return cursor.execute(question, values).fetchall()


def pack_hashes(path: Path, *, whole: bool = True) -> tuple[str, ...]:
    """The hashes of the rules that a log keeps. Raises `NoLog`."""
    return tuple(str(row[0]) for row in rows_where(path, "SELECT hash FROM pack ORDER BY hash", whole=whole))


def pack_at(path: Path, hash: str, pack_bytes: str | None = None, *, whole: bool = True) -> Pack | None:
    """The rules with this hash, checked like any pack from elsewhere; `None` where the log does not keep them. `pack_bytes`: the SHA-256
    of their compressed bytes, where an entry states it. Raises `NoLog`, `BadPack`."""
    found = rows_where(path, "SELECT bytes, content FROM pack WHERE hash = ?", hash, whole=whole)
    if not found:
        return None
    stated, content = found[0]
    if not isinstance(content, bytes) or sha256(content).hexdigest() != stated or pack_bytes not in (None, stated):
        raise BadPack("their bytes are not those that were written")
    return unpacked(content, hash)


def unpacked(content: bytes, hash: str) -> Pack:
    """The pack in compressed bytes, which never take more room than a pack may. Raises `BadPack`."""
    pressed = zlib.decompressobj()
    try:
        data = pressed.decompress(content, MOST_BYTES + 1)
    except zlib.error:
        raise BadPack("their bytes cannot be decompressed") from None
    if len(data) > MOST_BYTES:
        raise BadPack(f"they would be larger than {MOST_BYTES:,} bytes")
    if not pressed.eof or pressed.unused_data:
        raise BadPack("their bytes do not end where they should")
    try:
        pack = read_pack(data)
    except Malformed as error:
        raise BadPack(f"they are no well-formed pack ({error})") from None
    if pack.hash != hash or write_pack(pack) != data:
        raise BadPack("they are other rules than their hash says")
    return pack
