"""Rows that cannot be used, in a CSV file of their own: their numbers, what is wrong with each, and what the columns that are read say.

The file appears when all data are checked, whole or not at all.
"""

import csv
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from attrs import define

from pincite.population.reading.findings import PlaceOf, Sink
from pincite.population.reading.numbers import as_text
from pincite.population.reading.origin import Chunk, refused
from pincitec.diagnostics.catalogue import files

ACTS: Final = re.compile(r"[=+@\t\r]|-(?![0-9.]+$)")
"""How a text begins that a spreadsheet takes for a formula; a negative number is none."""
MOST_CELL: Final = 4_000


@define
class Quarantine:
    """Collects rows in a file beside the one wanted; with the file of each, where there are several.

    Raises `Unreadable` where it cannot be written.
    """

    path: Path
    columns: Sequence[str]
    place_of: PlaceOf
    stream: IO[str] | None = None
    rows: int = 0

    @property
    def beside(self) -> Path:
        return self.path.with_name(f"{self.path.name}.{os.getpid()}.part")

    def take(self, chunk: Chunk, sink: Sink) -> None:
        """The rows of a chunk that are bad, and those that have another number of cells."""
        if not sink.reasons and not chunk.broken:
            return
        found: list[tuple[int, list[str]]] = []
        for at, reasons in sink.reasons.items():
            cells = [cell(value_of(chunk.batch.column(name)[at])) for name in self.columns]
            found.append((int(chunk.rows[at]), ["; ".join(dict.fromkeys(reasons)), *cells]))
        for broken in chunk.broken:
            found.append((broken.row, [f"{broken.cells} cells", broken.text]))
        try:
            if self.stream is None:
                self.stream = self.beside.open("x", encoding="utf-8", newline="")
                place = ["row"] if self.place_of(found[0][0]) is None else ["file", "row"]
                csv.writer(self.stream).writerow([*place, "problem", *(harmless(name) for name in self.columns)])
            writer = csv.writer(self.stream)
            for number, row in sorted(found):
                writer.writerow([*(self.place_of(number) or (number,)), *(harmless(text) for text in row)])
        except (OSError, ValueError) as error:
            raise self.unwritten(error) from None
        self.rows += len(found)

    def keep(self) -> None:
        """Puts the file in its place; one without rows is not made."""
        if self.stream is None:
            return
        try:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()
            os.replace(self.beside, self.path)
        except (OSError, ValueError) as error:
            raise self.unwritten(error) from None
        self.stream = None

    def drop(self) -> None:
        """Takes away what was written."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None
            self.beside.unlink(missing_ok=True)

    def unwritten(self, error: BaseException) -> Exception:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "not a valid path"
        help = "check the folder and its space; nothing half-written stays"
        return refused(files.FILE_NOT_WRITTEN, str(self.path), f"`{self.path}` cannot be written", help, f"reason: {reason}")


def value_of(held: Any) -> Any:
    """What a cell of Arrow holds, in Python; in words where Python has no such value."""
    try:
        return held.as_py()
    except (OverflowError, ValueError):
        return as_text(held)


def cell(value: Any) -> str:
    """A value as it stood, as near as a cell of CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        text = value.decode(errors="replace")
    elif isinstance(value, (list, dict)):
        text = json.dumps(value, default=str, ensure_ascii=False)
    else:
        text = str(value)
    return text[:MOST_CELL]


def harmless(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if ACTS.match(text) else text
