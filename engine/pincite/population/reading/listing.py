"""Which files of a folder hold data: all below it, in the order of their names. Under `folder.py`.

Names that begin with `_` or `.` are passed over, as everywhere where many files are one table, but for those that say that the other files
are not the table, or not all of it. A folder called `NAME=VALUE` is a column, as Hive has it.
"""

import os
import stat
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from attrs import frozen

from pincite.population.reading.origin import reason, refused
from pincitec.diagnostics.catalogue import populations as rules
from pincitec.diagnostics.reading import hidden_character

MOST_FILES: Final = 100_000
DEEPEST: Final = 16
"""Folders within each other."""
NO_VALUE: Final = "__HIVE_DEFAULT_PARTITION__"
"""How Hive writes that a row has no value for the column of a folder."""
LAKES: Final = {"_delta_log": "Delta Lake", ".hoodie": "Hudi"}
ICEBERG: Final = ".metadata.json"
"""How the names of files end that say which files are part of an Iceberg table."""
UNFINISHED: Final = "_temporary"
PACKED: Final = (".gz", ".zst")


@frozen
class Listed:
    """A file: its path below the folder, with `/`, and the columns that the folders on the way say of all its rows (`None`: no value)."""

    name: str
    columns: tuple[tuple[str, str | None], ...]


def listed(folder: str, shown: str) -> tuple[Listed, ...]:
    """The files below a folder, called `shown` in messages. Raises `Unreadable`."""
    found: list[Listed] = []
    try:
        lake_around(folder, shown)
        for name in below(folder, shown, "", 0):
            found.append(Listed(name, columns_of(name, shown)))
            if len(found) > MOST_FILES:
                help = "write fewer and larger files"
                raise refused(rules.DATA_TOO_LARGE, shown, f"`{shown}` has more than {MOST_FILES:,} files", help)
    except (OSError, ValueError) as error:
        help = "check its permissions, and that nobody changes it"
        raise refused(rules.DATA_UNREADABLE, shown, f"`{shown}` cannot be listed", help, reason(error)) from None
    if not found:
        help = "name a folder of Parquet, Arrow or CSV files; names that begin with `_` or `.` are passed over"
        raise refused(rules.DATA_UNREADABLE, shown, f"`{shown}` is a folder without files of data", help)
    names = {one.name for one in found}
    for name in sorted(names):
        if name.endswith(PACKED) and (plain := name.rpartition(".")[0]) in names:
            twice = os.path.join(shown, name)
            help = "take one of them away: its rows would be there twice"
            raise refused(rules.DATA_UNREADABLE, twice, f"`{twice}` lies beside `{plain.rpartition('/')[2]}`, as if packed from it", help)
    return tuple(sorted(found, key=lambda one: one.name))


def lake_around(folder: str, shown: str) -> None:
    """Raises `Unreadable` where a folder lies within a table of which not every file counts; and `OSError`."""
    place = os.path.realpath(folder)
    while (above := os.path.dirname(place)) != place:
        for name, kind in LAKES.items():
            if os.path.exists(os.path.join(above, name)):
                raise lake(shown, kind)
        log = os.path.join(above, "metadata")
        if os.path.basename(place) == "data" and os.path.isdir(log) and any(name.endswith(ICEBERG) for name in os.listdir(log)):
            raise lake(shown, "Iceberg")
        place = above


def lake(shown: str, kind: str) -> Exception:
    message = f"`{shown}` is of a table of {kind}, in which not every file counts"
    return refused(rules.DATA_UNREADABLE, shown, message, "write what the table holds as Parquet, or read it by Spark")


def below(folder: str, shown: str, within: str, depth: int) -> Iterator[str]:
    """The paths of all files, in no order. Raises `Unreadable` and `OSError`."""
    if depth > DEEPEST:
        message = f"`{shown}` has folders nested more than {DEEPEST} deep"
        raise refused(rules.DATA_TOO_LARGE, shown, message, "put the files nearer to it")
    with os.scandir(os.path.join(folder, within)) as entries:
        for entry in entries:
            name = f"{within}/{entry.name}" if within else entry.name
            whole = called(entry.name) and os.path.join(shown, name)
            if not whole:
                raise refused(rules.DATA_UNREADABLE, shown, f"`{shown}` has a file with a hidden character in its name", "rename it")
            if entry.name in LAKES or entry.name.endswith(ICEBERG):
                raise lake(shown, LAKES.get(entry.name, "Iceberg"))
            if entry.name == UNFINISHED:
                message = f"`{shown}` is not written to its end: `{whole}` is there"
                raise refused(rules.DATA_UNREADABLE, shown, message, "wait until what writes it is done, or let it write anew")
            if entry.name.startswith(("_", ".")):
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                yield from below(folder, shown, name, depth + 1)
            elif stat.S_ISREG(mode):
                yield name
            else:
                what = "a link" if stat.S_ISLNK(mode) else "not a plain file"
                help = "a folder of data holds its files itself: copy it there, or take it out"
                raise refused(rules.DATA_UNREADABLE, whole, f"`{whole}` is {what}", help)


def called(name: str) -> bool:
    """Whether a name is read as it is seen."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return hidden_character(name) is None and "\n" not in name and "\t" not in name


def columns_of(name: str, shown: str) -> tuple[tuple[str, str | None], ...]:
    """The columns in the path of a file, from the outermost folder. Raises `Unreadable`."""
    found: dict[str, str | None] = {}
    for part in name.split("/")[:-1]:
        column, equals, value = part.partition("=")
        if not (column and equals):
            continue
        try:
            column, value = unquote(column, errors="strict"), unquote(value, errors="strict")
        except UnicodeDecodeError:
            column = ""
        if not (called(column) and called(value) and column) or column in found:
            whole = os.path.join(shown, name)
            message = f"`{whole}` lies in a folder that names no column, or one twice: `{part}`"
            raise refused(rules.DATA_UNREADABLE, whole, message, "write a column and its value once, as in `year=2021`")
        found[column] = None if value == NO_VALUE else value
    return tuple(found.items())
