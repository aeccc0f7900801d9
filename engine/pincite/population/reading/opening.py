"""From a path or a frame to its origin, by what the file begins with. Under `data.py`."""

import os
import re
from typing import Any, Final, TypeVar

from pincite.population.reading.arrow_files import arrow_file, frame, parquet
from pincite.population.reading.csv_file import csv_file
from pincite.population.reading.folder import File, folder
from pincite.population.reading.model import MOST_COLUMNS
from pincite.population.reading.origin import Origin, refused, stamp_of
from pincite.population.reading.packed import MAGIC
from pincitec.diagnostics.catalogue import files, populations as rules

PACKED: Final = {b"PK\x03\x04": "a zip archive or a workbook", b"BZh": "bzip2"}
ADDRESS: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]+://")

Known = TypeVar("Known", bound=Origin)


def open_origin(source: Any, delimiter: str | None = None) -> Origin:
    """The data in a file or folder at a path, or of a frame. Raises `Unreadable`."""
    if not isinstance(source, (str, os.PathLike)):
        return with_names(frame(source))
    name = os.fsdecode(os.fspath(source))
    if is_folder(name):
        return with_names(folder(name, lambda file: with_names(open_path(file, delimiter))))
    return with_names(open_path(name, delimiter))


def is_folder(name: str) -> bool:
    return "\0" not in name and os.path.isdir(name)


def with_names(origin: Known) -> Known:
    """The data, if each of their columns can be named. Raises `Unreadable`."""
    names = origin.schema.names
    if len(names) > MOST_COLUMNS:
        message = f"`{origin.path}` has {len(names):,} columns, and {MOST_COLUMNS:,} are read at most"
        raise refused(rules.DATA_TOO_LARGE, origin.path, message, "keep those that are facts")
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        named = ", ".join(f"`{name[:60]}`" if name else "one without a name" for name in twice[:5])
        raise refused(rules.NO_SUCH_COLUMN, origin.path, f"`{origin.path}` has columns of one name: {named}", "give each a name of its own")
    return origin


def open_path(name: str, delimiter: str | None) -> File:
    if ADDRESS.match(name) and not os.path.exists(name):
        help = "copy the data to a folder, or mount them as one; Spark reads them where they are"
        raise refused(rules.DATA_UNREADABLE, name, f"`{name}` is an address, and only files are read", help)
    stamp_of(name)
    try:
        with open(name, "rb") as stream:
            head = stream.read(8)
    except OSError:
        raise refused(files.FILE_NOT_READABLE, name, f"`{name}` cannot be read", "check its permissions") from None
    if head.startswith(b"PAR1"):
        return parquet(name)
    if head.startswith(b"ARROW1"):
        return arrow_file(name, streamed=False)
    if head.startswith(b"\xff\xff\xff\xff"):
        return arrow_file(name, streamed=True)
    found = next((what for magic, what in PACKED.items() if head.startswith(magic)), None)
    if head.startswith((b"FEA1", b"PARE")):
        found = "Feather of the first version" if head.startswith(b"FEA1") else "encrypted Parquet"
    if found is not None:
        help = "unpack it, or write the data as Parquet, Arrow or CSV, which may be packed with gzip or Zstandard"
        raise refused(rules.DATA_UNREADABLE, name, f"`{name}` is {found}, which is not read", help)
    if name.lower().endswith((".parquet", ".arrow", ".feather", ".ipc")):
        help = "it is damaged, or its name is wrong"
        raise refused(rules.DATA_UNREADABLE, name, f"`{name}` does not begin as its name says", help)
    return csv_file(name, delimiter, next((how for magic, how in MAGIC.items() if head.startswith(magic)), None))
