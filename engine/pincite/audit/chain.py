"""An entry of the log, and the hash that chains it to the one before. Knows nothing of the database.

The hash of an entry is SHA-256 over the line `pincite-log-entry/1`, a line feed, and the canonical form (`canonical.py`) of

    {"at", "pack", "pack_bytes", "previous", "record", "sequence"}

`previous` is the hash of the entry before, for the first entry `START`. `record` is the SHA-256 of the record's bytes, `pack` the hash of
the rules, `pack_bytes` the SHA-256 of their compressed bytes as the log keeps them, and `at` the time at which the entry was made. So a
head, the number and hash of the last entry, is a digest of everything that was ever logged up to it.
"""

import re
from hashlib import sha256
from typing import Final

from attrs import frozen

from pincite.audit.canonical import canonical, seal

DOMAIN: Final = "pincite-log-entry/1"
START: Final = seal("pincite-log/1", b"")
HASH: Final = re.compile(r"[0-9a-f]{64}")
TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@frozen
class Entry:
    """One entry as the log holds it. `at` is in UTC, as `2026-01-31T09:30:00Z`; it is what the clock of the machine said."""

    sequence: int
    at: str
    pack: str
    pack_bytes: str
    record: bytes
    previous: str
    hash: str


def entry_hash(sequence: int, at: str, pack: str, pack_bytes: str, record: bytes, previous: str) -> str:
    fields = {
        "at": at,
        "pack": pack,
        "pack_bytes": pack_bytes,
        "previous": previous,
        "record": sha256(record).hexdigest(),
        "sequence": sequence,
    }
    return seal(DOMAIN, canonical(fields))


def entry_after(last: Entry | None, at: str, pack: str, pack_bytes: str, record: bytes) -> Entry:
    """The entry that follows the last one."""
    sequence, previous = (1, START) if last is None else (last.sequence + 1, last.hash)
    return Entry(sequence, at, pack, pack_bytes, record, previous, entry_hash(sequence, at, pack, pack_bytes, record, previous))


def as_hashed(entry: Entry) -> bool:
    """Whether an entry has the hash of what it holds."""
    stated = (entry.sequence, entry.at, entry.pack, entry.pack_bytes, entry.record, entry.previous)
    return entry_hash(*stated) == entry.hash
