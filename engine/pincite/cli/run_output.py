"""The second half of `pincite run`: the work with its progress, what stays when it is cut off, and the last lines."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.streams import LETTER, Exit, columns, show, talk
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import files

if TYPE_CHECKING:
    from pincite.population.reading import Data
    from pincite.population.running.job import Options
    from pincite.population.running.run import Ran, Where
    from pincitec.graph.pack import Pack

BETWEEN: Final = 0.1
"""Seconds between two states of the progress bar."""
BESIDE: Final = 50
"""Columns of what stands beside the bar: its name, the share, the time that is left, rows per second."""


def carried_out(pack: "Pack", options: "Options", data: "Data", where: "Where", quarantine: str | None) -> Exit:
    """Runs it, and says what came of it. What the process returns."""
    from pincite.population.running.parts import folder_of
    from pincite.population.running.run import run_to_file

    folder = folder_of(where.out)
    begun = time.monotonic()
    try:
        with progress(data.rows) as tell:
            ran = run_to_file(pack, options, data, where, tell)
    except KeyboardInterrupt:
        talk(f"\n`{where.out.as_posix()}` was not written; {kept(folder)}")
        raise
    except OSError as error:
        return show([not_written(where.out, folder, error)], {}, err=True)
    if isinstance(ran, Diagnostic):
        return show([ran], {}, err=True)
    for line in said(options, data, where, quarantine, ran, time.monotonic() - begun):
        talk(line)
    return Exit.OK


def kept(folder: Path) -> str:
    """What stays of a run that was cut off."""
    number = sum(name.startswith("part-") and name.endswith(".json") for name in os.listdir(folder)) if folder.is_dir() else 0
    if not number:
        return "no part of it was finished"
    parts = "one finished part is" if number == 1 else f"{number:,} finished parts are"
    return f"{parts} in `{folder.as_posix()}`, and the same command goes on from there"


def not_written(out: Path, folder: Path, error: OSError) -> Diagnostic:
    reason = f"reason: {os.strerror(error.errno).lower()}" if error.errno else "reason: not given"
    message = f"`{out.as_posix()}` could not be written"
    help = f"nothing half-written is there; {kept(folder)}"
    return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(out.as_posix(), 0, 0), message, notes=(reason,), help=help)


@contextmanager
def progress(rows: int) -> Iterator[Callable[[int], None]]:
    """A bar with rows per second on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    begun, shown = time.monotonic(), 0

    def speed(_: object) -> str:
        return f"{shown / max(time.monotonic() - begun, 0.001):,.0f} rows/s"

    with click.progressbar(
        length=rows, label="deciding", file=sys.stderr, item_show_func=speed, width=max(4, columns(LETTER, err=True) - BESIDE)
    ) as bar:
        waiting, last = 0, begun

        def tell(done: int) -> None:
            nonlocal shown, waiting, last
            shown, waiting = shown + done, waiting + done
            if time.monotonic() - last >= BETWEEN or shown >= rows:
                bar.update(waiting)
                waiting, last = 0, time.monotonic()

        yield tell


def said(options: "Options", data: "Data", where: "Where", quarantine: str | None, ran: "Ran", seconds: float) -> Iterator[str]:
    """The last lines: how many rows, how often each verdict, where it is."""
    if ran.again:
        yield f"parts from an earlier run: {ran.again:,} of {ran.tasks:,}"
    for decision, counts in zip(options.decisions, ran.counts, strict=True):
        each = ", ".join(f"{number:,} {word.replace('_', ' ')}" for word, number in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
        yield f"{decision.rpartition('.')[2]}: {each or 'no rows'}"
    if data.refused and quarantine is not None:
        rows = "row" if data.refused == 1 else "rows"
        yield f"{data.refused:,} {rows} could not be read: see `{quarantine}`"
    if where.reasons is not None:
        yield f"the reasons are in `{where.reasons.file.as_posix()}`"
    yield f"{ran.rows:,} {'row' if ran.rows == 1 else 'rows'} in {seconds:.1f} s: `{where.out.as_posix()}`"
