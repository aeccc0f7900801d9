"""Is a log as it was written? Its tables, every entry, every hash, the rules it keeps; and, if asked, every determination made again.

Stands over `entries.py` and `replay.py`. What has been cut off at the end leaves no trace in the log itself: that shows only against a
head that was kept elsewhere.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from pincite.audit.chain import HASH, START, TIME, Entry, as_hashed
from pincite.audit.entries import BadPack, entries, pack_at, pack_hashes
from pincite.audit.record import Unsound, read_record
from pincite.audit.replay import Outcome, verify
from pincite.audit.store import SCHEMA, NoLog, changed_schema, identify, is_empty, opened
from pincite.texts import ENGLISH, Catalogue, language
from pincitec.graph.pack import Pack

if TYPE_CHECKING:
    from pincite.report.office.family import Family

MOST_FAULTS: Final = 100


@frozen
class Fault:
    """Something that is not as it was written. `entry` is the number of the entry, None where it is the log as a whole."""

    entry: int | None
    what: str


@frozen
class Inspection:
    """What came of it. `sequence` and `head` are the number and hash of the last entry read; `entries` counts those read. `notes` are no
    faults. `replayed` counts the determinations that were made again."""

    sequence: int
    head: str
    packs: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    replayed: int = 0
    entries: int = 0

    @property
    def sound(self) -> bool:
        return not self.faults


@define
class Reading:
    """What an inspection has seen so far."""

    path: Path
    texts: Callable[[str], Catalogue | None]
    templates: Callable[[], "Family | None"]
    languages: dict[str, Catalogue | None] = field(factory=dict)
    faults: list[Fault] = field(factory=list)
    notes: list[str] = field(factory=list)
    packs: dict[str, Pack | None] = field(factory=dict)
    stated: dict[str, str] = field(factory=dict)
    last: Entry | None = None
    read: int = 0
    replayed: int = 0

    def fault(self, entry: int | None, what: str) -> None:
        self.faults.append(Fault(entry, what))


def inspect(
    path: Path,
    *,
    kept_head: str | None = None,
    replay: bool = False,
    texts: Callable[[str], Catalogue | None] | None = None,
    templates: Callable[[], "Family | None"] | None = None,
) -> Inspection:
    """Inspects a log. `kept_head` is a hash that `pincite log head` gave earlier; `texts` gives a language in which an entry is made again,
    by its tag, `templates` those of the office. Raises `NoLog` where there is none to inspect."""
    seen = Reading(path, texts or (lambda tag: None), templates or (lambda: None))
    met = kept_head in (None, START)
    try:
        seen.faults += (Fault(None, what) for what in structure(path))
        with closing(entries(path, whole=False)) as found:
            for entry in found:
                seen.read += 1
                check(seen, entry, replay=replay)
                met = met or entry.hash == kept_head
                if len(seen.faults) >= MOST_FAULTS:
                    seen.notes.append(f"no further than entry {entry.sequence}: more than {MOST_FAULTS} faults")
                    break
    except NoLog as error:
        if not error.found:
            raise
        seen.fault(None, error.reason)
    unnamed(seen)
    if not met:
        seen.fault(None, f"no entry has the hash {str(kept_head)[:12]}…: entries that it had have been removed or replaced")
    if not seen.read and not seen.faults:
        seen.notes.append("it holds nothing: either no entry was ever finished in it, or somebody has emptied it")
    sequence, head = (0, START) if seen.last is None else (seen.last.sequence, seen.last.hash)
    return Inspection(sequence, head, len(seen.packs), tuple(seen.faults), tuple(seen.notes), seen.replayed, seen.read)


def structure(path: Path) -> Iterator[str]:
    """What is not as it was made in the schema, and damage below the tables, as SQLite finds it."""
    with opened(path) as db, closing(db.cursor()) as cursor:
        if is_empty(cursor):
            return
        identify(cursor, whole=False)
        changed = changed_schema(cursor)
        yield from (what for _, what in changed)
        if any(name not in SCHEMA for name, _ in changed):
            return  # the check would compute what a stranger's index or constraint says
        try:
            found = [str(row[0]) for row in cursor.execute("PRAGMA integrity_check(20)")]
        except MemoryError:
            found = ["it is too large to be checked"]
    yield from (f"the database is damaged: {' '.join(line.split())}" for line in found if line != "ok")


def check(seen: Reading, entry: Entry, *, replay: bool) -> None:
    """One entry: its place in the chain, what it holds, and its rules."""
    number, last = entry.sequence, seen.last
    seen.last = entry
    expected, before = (1, START) if last is None else (last.sequence + 1, last.hash)
    if number != expected:
        gap = f"entry {expected} is" if number == expected + 1 else f"entries {expected} to {number - 1} are"
        seen.fault(number, f"{gap} missing before it")
    elif entry.previous != before:
        seen.fault(number, "it does not follow the entry before it: one of the two has been replaced")
    if not as_hashed(entry):
        seen.fault(number, "it does not have the hash of what it holds")
    if not TIME.fullmatch(entry.at) or not HASH.fullmatch(entry.hash):
        seen.fault(number, "its time or its hash is not written as one")
    elif last is not None and entry.at < last.at:
        seen.notes.append(f"entry {number} has an earlier time than the one before: the clock was set back")
    record = read_record(entry.record)
    if isinstance(record, Unsound):
        parts = f": {', '.join(record.damaged)}" if record.damaged else f": {record.why}"
        seen.fault(number, f"its record is damaged{parts}")
        return
    if record.basis.pack != entry.pack:
        seen.fault(number, "its record names other rules than the entry")
    pack = rules_of(seen, entry, replay=replay)
    if replay and pack is not None and record.basis.pack == pack.hash:
        tag = record.documents.language
        if tag not in seen.languages:
            seen.languages[tag] = seen.texts(tag) if tag != ENGLISH else None
        catalogue = seen.languages[tag]
        if tag != ENGLISH and catalogue is None:
            seen.notes.append(f"entry {number} is in the language `{tag}`: it was not made again, since the texts of that are not at hand")
            return
        seen.replayed += 1
        with language(catalogue):
            compared(seen, number, verify(record, pack, seen.templates() if record.documents.templates else None))


def rules_of(seen: Reading, entry: Entry, *, replay: bool) -> Pack | None:
    """The rules of an entry, checked when they are first met; kept for the other entries where their determinations are made again."""
    if entry.pack not in seen.packs:
        seen.packs[entry.pack], seen.stated[entry.pack] = None, entry.pack_bytes
        try:
            pack = pack_at(seen.path, entry.pack, entry.pack_bytes, whole=False)
            seen.packs[entry.pack] = pack if replay else None
            if pack is None:
                seen.fault(entry.sequence, f"its rules {entry.pack[:12]} are not in the log")
        except BadPack as error:
            seen.fault(entry.sequence, f"its rules {entry.pack[:12]} are damaged: {error}")
    elif seen.stated[entry.pack] != entry.pack_bytes:
        seen.fault(entry.sequence, f"it states other bytes of its rules {entry.pack[:12]} than an entry before it")
    return seen.packs[entry.pack]


def unnamed(seen: Reading) -> None:
    """Rules are kept with the entry that first needs them; others were put there by somebody else."""
    try:
        seen.faults += (
            Fault(None, f"it keeps rules {h[:12]} that no entry names") for h in pack_hashes(seen.path, whole=False) if h not in seen.packs
        )
    except NoLog as error:
        if not error.found:
            raise
        if not any(f.what == error.reason for f in seen.faults):
            seen.fault(None, error.reason)


def compared(seen: Reading, number: int, outcome: Outcome) -> None:
    for found in outcome.differences:
        seen.fault(number, f"asked again, its {found.part} differs: recorded {found.recorded or 'none'}, now {found.now or 'none'}")
    seen.notes += (f"entry {number}: {note}" for note in outcome.notes)
