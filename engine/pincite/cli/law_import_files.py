"""What all imports share: where the `.law` file and the received file go, how both are written, and what is said then.

A received file is never changed and never replaced: it is copied byte for byte, or it already lies where it belongs.
"""

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import click
from attrs import frozen

from pincite.cli.law_import_said import report
from pincite.cli.streams import Exit, result, show, talk, write_file
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.files import FILE_NOT_WRITTEN, NOT_A_FILE
from pincitec.diagnostics.reading import decode_source, read_source
from pincitec.law.importing.annotated import Imported
from pincitec.project import Project

STDOUT: Final = "-"


@frozen
class Received:
    """A file as received: its text as it is read, its bytes, and the path under which the user named it."""

    source: Source
    data: bytes
    path: Path

    @property
    def text(self) -> str:
        """Byte for byte, line ends included."""
        return self.data.decode("utf-8")


@frozen
class Target:
    """Where an import goes. `law` None: to standard output. `copy`: where the received file has to be copied; None if it lies there."""

    law: Path | None
    shown: str
    evidence: PurePosixPath
    copy: Path | None


def receive(path: Path) -> Received | Diagnostic:
    """Read a received file, whole or not at all."""
    display = path.as_posix()
    problem = not_to_be_kept(path)
    source = read_source(path, display) if problem is None else problem
    if isinstance(source, Diagnostic):
        return source
    data = path.read_bytes()
    again = decode_source(data, display)
    return again if isinstance(again, Diagnostic) else Received(again, data, path)


def not_to_be_kept(path: Path) -> Diagnostic | None:
    """What is received is kept under its name, so it must be a file with a name that can be written down."""
    if not path.name.isprintable():
        raise click.UsageError("The name of the file holds characters that cannot be written down. Rename it.")
    if path.is_file() or path.is_dir() or not path.exists():
        return None
    span = Span(path.as_posix(), 0, 0)
    help = "save what it gives as a file: the file as received is kept beside the section"
    return Diagnostic.at(NOT_A_FILE, span, f"`{path.as_posix()}` is not a plain file", help=help)


def target(project: Project, out: str | None, identity: str, received: Path, *, force: bool) -> Target | Diagnostic:
    """Where the section goes: where `--out` says, else into the project under its identity."""
    if out == STDOUT:
        return Target(None, STDOUT, PurePosixPath("sources", received.name), None)
    if out is not None:
        law = Path(out)
    elif project.builtin:
        raise click.UsageError("There is no project here. Name the file to write with `--out`, or go to a folder with a `pincite.toml`.")
    else:
        statutes = project.statutes[0] if project.statutes else project.root / "statutes"
        law = statutes.joinpath(*f"{identity}.law".split("/"))
    shown = project.display(law)
    if law.suffix != ".law":
        raise click.UsageError(f"`{out}` does not end with `.law`, so no project would read it.")
    if os.path.lexists(law) and not force:
        return Diagnostic.at(FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` is there already",
                             help="compare it with what `--out -` prints; `--force` replaces it")  # fmt: skip
    folder, real = Path(os.path.realpath(law.parent)), Path(os.path.realpath(received))
    if real.is_relative_to(folder):
        return Target(law, shown, PurePosixPath(real.relative_to(folder).as_posix()), None)
    return Target(law, shown, PurePosixPath("sources", received.name), law.parent / "sources" / received.name)


def finish(project: Project, where: Target, imported: Imported, received: Received) -> Exit:
    """Write what was imported and report on it; the exit code."""
    problem = store(project, where, imported.text, received)
    if problem is not None:
        return show([problem], {}, err=True)
    written = [] if where.law is None else [f"written: {where.shown}"]
    written += [f"copied as received: {project.display(where.copy)}"] if where.copy is not None else []
    talk(report(imported, received.source, written))
    return Exit.OK


def store(project: Project, where: Target, text: str, received: Received) -> Diagnostic | None:
    """Write the copy of the received file and then the `.law` file; neither, if either cannot be written."""
    return store_all(project, [where], text, [received])


def store_all(project: Project, places: Sequence[Target], text: str, received: Sequence[Received]) -> Diagnostic | None:
    """The same for several received files and one `.law` file, the place of which all `places` give."""
    law = places[0].law
    if law is None:
        result(text)
        return None
    made: list[Path] = []
    problem = None
    for where, one in zip(places, received, strict=True):
        problem = problem or _copy(project, where, one, made)
    if problem is None:
        problem = _write(law, places[0].shown, text)
    if problem is not None:
        for copy in made:
            copy.unlink(missing_ok=True)
    return problem


def _copy(project: Project, where: Target, received: Received, made: list[Path]) -> Diagnostic | None:
    """Copy a received file, unless it lies there already. What is made is added to `made`."""
    if where.copy is None:
        return None
    shown = project.display(where.copy)
    try:
        there = where.copy.read_bytes() if os.path.lexists(where.copy) else None
        where.copy.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _not_written(shown, error)
    if there is not None and there != received.data:
        return Diagnostic.at(FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` is another file than the one received",
                             help="what was received is never replaced: give the new file another name")  # fmt: skip
    if there is None:
        problem = write_file(where.copy, received.text, shown)
        if problem is not None:
            return problem
        made.append(where.copy)
    return None


def _write(law: Path, shown: str, text: str) -> Diagnostic | None:
    try:
        law.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _not_written(shown, error)
    return write_file(law, text, shown)


def _not_written(shown: str, error: OSError) -> Diagnostic:
    reason = f"reason: {error.strerror.lower()}" if error.strerror else "reason: not given"
    return Diagnostic.at(FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` could not be written", notes=(reason,))
