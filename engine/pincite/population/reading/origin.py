"""What holds data: a file of some kind or a frame, as parts that can be read one by one. Stands over the readers of each kind.

A file is known by what it begins with, never by its name. It is opened anew for each part, and refused if it is not what it was: what is
computed must be what was checked.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

import numpy as np
from attrs import field, frozen

from pincite.population.reading.model import Task, Unreadable
from pincitec.diagnostics import Diagnostic, Rule, Span
from pincitec.diagnostics.catalogue import files, populations as rules
from pincitec.diagnostics.reading import not_found

MOST_REASON: Final = 160


@frozen
class Broken:
    """A row that has more or fewer cells than there are columns: its number, its line, what it says, and how many cells it has."""

    row: int
    line: int
    text: str
    cells: int


@frozen
class Chunk:
    """Some rows: a record batch with the columns wanted, and the number of each row in the source. `line` gives the line of a row, where
    the source has lines."""

    batch: Any
    rows: Any
    broken: tuple[Broken, ...] = ()
    line: Callable[[int], int] | None = field(default=None, eq=False)


@frozen
class Stamp:
    """By what a file is known to be the same, here and on another machine that sees it: its size in bytes and when it was changed.

    `place` is its whole path, for processes in other folders. Written out it stands too: unpacked files often share size and time. So does
    `altered`, when the system says that it was last altered or took its place: that time nobody sets. Another machine may have another one.
    """

    size: int
    changed: int
    place: str = field(eq=False)
    altered: int = field(default=0, eq=False)

    def __str__(self) -> str:
        return f"{self.size}:{self.changed}:{self.altered}:{self.place!r}"


class Origin(Protocol):
    """Data before anything is known of facts. `schema` has the columns with their Arrow types; texts of CSV stand as strings."""

    @property
    def path(self) -> str: ...
    @property
    def schema(self) -> Any: ...
    @property
    def stamp(self) -> str: ...
    @property
    def in_memory(self) -> bool:
        """Whether only this process has the data."""
        ...

    def unchanged(self, task: Task | None = None) -> None:
        """Raises `Unreadable` where what a task reads, or without one anything, is not what it was when it was opened."""
        ...

    def place_of(self, row: int) -> tuple[str, int] | None:
        """The file of a row and its number there, where there are several files."""
        ...

    def tasks(self) -> tuple[Task, ...]: ...
    def chunks(self, task: Task, columns: Sequence[str]) -> Iterator[Chunk]:
        """The rows of a part. Raises `Unreadable`."""
        ...


class OneFile:
    """What origins share that are one file."""

    path: str
    file: Stamp
    in_memory: ClassVar[bool] = False

    def unchanged(self, task: Task | None = None) -> None:
        same(self.path, self.file)

    def place_of(self, row: int) -> None:
        return None


def stamp_of(path: str, shown: str | None = None) -> Stamp:
    """The stamp of a plain file, called `shown` in messages. Raises `Unreadable`."""
    name = path if shown is None else shown
    try:
        found = os.stat(path)
        place = os.path.abspath(path)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable([not_found(Path(path), name)]) from None
    except (OSError, ValueError) as error:
        raise refused(files.FILE_NOT_READABLE, name, f"`{name}` cannot be read", "check its name and permissions", reason(error)) from None
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "not a plain file"
        help = "name one file in it" if what == "a folder" else "copy its content to a file"
        raise refused(files.NOT_A_FILE, name, f"`{name}` is {what}", help)
    return Stamp(found.st_size, found.st_mtime_ns, place, found.st_ctime_ns)


def same(path: str, stamp: Stamp) -> None:
    """Raises `Unreadable` where a file is not what it was."""
    if stamp_of(stamp.place, path) != stamp:
        help = "wait until it is written, and begin again"
        raise refused(rules.DATA_UNREADABLE, path, f"`{path}` was changed while it was read", help)


def refused(rule: Rule, path: str, message: str, help: str, *notes: str) -> Unreadable:
    return Unreadable([Diagnostic.at(rule, Span(path, 0, 0), message, notes=notes, help=help)])


def damaged(path: str, where: str, error: BaseException) -> Unreadable:
    """What Arrow says of a file that it cannot read."""
    message = f"`{path}` cannot be read{where}"
    return refused(rules.DATA_UNREADABLE, path, message, "it is damaged or cut off: get it anew, or write it again", reason(error))


def reason(error: BaseException) -> str:
    words = " ".join(str(error).split()) or error.__class__.__name__
    words = "".join(c if c.isprintable() else "�" for c in words)
    return "reason: " + (words if len(words) <= MOST_REASON else words[: MOST_REASON - 1] + "…")


def numbered(first: int, count: int) -> Any:
    return np.arange(first, first + count, dtype=np.int64)
