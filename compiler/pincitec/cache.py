"""A cache of plain data in the user's own cache folder, keyed by the hash of everything the data was made from.

Serves the front end: an unchanged file is not parsed again. An entry is bytes under a key (SHA-256, in hex) and is used
only if it is whole, is a plain file, and belongs to this user; anything else is as if it were not there. Nothing in it is
ever run. Where the folder cannot be written there is simply no cache.
"""

import hashlib
import os
import re
import stat
from functools import cache
from pathlib import Path
from typing import Final

MAX_TOTAL: Final = 256 * 2**20
"""The most bytes that all entries may take together; the oldest go first."""

_KEY: Final = re.compile(r"[0-9a-f]{64}")
_MARK: Final = b"pincite-cache 1 "
_HEADER: Final = len(_MARK) + 64 + 1

_totals: dict[Path, int] = {}
"""Bytes in each cache folder, counted once in a process and kept up to date by `store`."""


def key_of(*parts: bytes) -> str:
    """The key for data made from these parts. Lengths go in too, so that no two lists of parts share a key."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def cache_folder() -> Path | None:
    """`$XDG_CACHE_HOME/pincite`, else `~/.cache/pincite`; `None` where the user has no home.

    Source: XDG Base Directory Specification 0.8; a relative `XDG_CACHE_HOME` is invalid and is passed over.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named, "pincite")
    home = os.path.expanduser("~")
    return Path(home, ".cache", "pincite") if os.path.isabs(home) else None


def load(key: str) -> bytes | None:
    """The data stored under a key; `None` if there is none or it is not exactly what was stored."""
    folder = cache_folder()
    if folder is None or not _KEY.fullmatch(key):
        return None
    try:
        descriptor = os.open(_entry(folder, key), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_size > MAX_TOTAL:
                return None
            content = stream.read()
    except OSError:
        return None
    data = content[_HEADER:]
    return data if content[:_HEADER] == _header(data) else None


def store(key: str, data: bytes) -> None:
    """Keep data under a key, as one whole file or not at all. Never fails; it may not keep it."""
    import tempfile  # slow to import, and a warm cache only loads

    folder = cache_folder()
    if folder is None or not _KEY.fullmatch(key) or len(data) > MAX_TOTAL // 4:
        return
    try:
        if not _own(folder):
            return
        entry = _entry(folder, key)
        entry.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=entry.parent, prefix=".")
        try:
            with open(descriptor, "wb") as stream:
                stream.write(_header(data) + data)
            os.replace(temporary, entry)
        except OSError:
            os.unlink(temporary)
            return
        if folder not in _totals:
            _totals[folder] = sum(size for _, size, _ in _entries(folder))
        else:
            _totals[folder] += _HEADER + len(data)
        if _totals[folder] > MAX_TOTAL:
            _totals[folder] = _evict(folder, MAX_TOTAL * 3 // 4)
    except OSError:
        return


def _entry(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


def _header(data: bytes) -> bytes:
    return _MARK + hashlib.sha256(data).hexdigest().encode() + b"\n"


def _own(folder: Path) -> bool:
    """Make the folder if need be; whether it is a folder of this user that nobody else may write to."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _entries(folder: Path) -> list[tuple[int, int, str]]:
    """Age (nanoseconds of the clock), size in bytes and path of each entry; left-over temporary files too."""
    found = []
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            try:
                status = os.lstat(path)
            except OSError:
                continue
            found.append((status.st_mtime_ns, status.st_size, path))
    return sorted(found)


def _evict(folder: Path, target: int) -> int:
    """Delete the oldest entries until at most `target` bytes are left; the bytes left."""
    entries = _entries(folder)
    total = sum(size for _, size, _ in entries)
    for _, size, path in entries:
        if total <= target:
            break
        try:
            os.unlink(path)
        except OSError:
            continue
        total -= size
    return total


@cache
def program(root: Path = Path(__file__).parent) -> bytes:
    """What tells one state of this program from another: its version, and the sizes and times of its files: of the compiler, or of the
    package whose folder is `root`.

    So that a result of an older compiler is never taken for one of this, also while it is being changed in a checkout.
    """
    from pincitec import __version__

    stats = []
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith((".py", ".lark", ".txt")):
                found = os.stat(os.path.join(folder, name))
                stats.append(f"{name}:{found.st_size}:{found.st_mtime_ns}")
    return "\n".join((__version__, *stats)).encode()
