"""Where `--out` may write: never over what an answer rests on. Law, evidence, rules, facts and settings have commands of their own."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.streams import Exit, escape, is_database, result, show, talk, write_file
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import files
from pincitec.project import find_project

if TYPE_CHECKING:
    from pincite.report.pdf import Unavailable

KEPT: Final = (".law", ".pol", ".toml", ".lock", ".yaml", ".yml")
"""Endings of files that Pincite reads and no result is written as."""


TEXT_ENDINGS: Final[Mapping[str, str]] = {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".pdf": "pdf"}
"""The formats of an answer by the ending of a file; of those, the ones that a command has."""


def format_of(format: str | None, out: Path | None, endings: Mapping[str, str], default: str) -> str:
    """The format asked for: `--format`, or as the name of the file ends, or the default where neither says one.

    Raises `click.UsageError` for an ending of no format: a slip in a name is not to decide how a result is written.
    """
    ending = out.suffix.lower() if out is not None else ""
    if format is not None or ending == "":
        return format or default
    if ending not in endings and ending not in KEPT:  # one that is kept is refused with its own reason
        known = ", ".join(f"`{e}`" for e in endings)
        raise click.UsageError(f"`{escape(ending)}` is the ending of no format: {known}. Name the file so, or say which one: --format.")
    return endings.get(ending, default)


def endings_of(formats: tuple[str, ...]) -> Mapping[str, str]:
    """The endings of these formats among `TEXT_ENDINGS`."""
    return {ending: format for ending, format in TEXT_ENDINGS.items() if format in formats}


def write_out(out: Path, content: str | bytes, *read: str | Path | None) -> Diagnostic | None:
    """Writes a result to a file, whole or not at all; `-` prints a text. `read`: files that it was made from. The problem, if any."""
    if str(out) == "-" and isinstance(content, str):
        result(content)
        return None
    why = kept(out, read)
    return write_file(out, content) if why is None else not_written(out, why)


def refusal(made: str | bytes, out: Path | None, *read: str | Path | None) -> Exit | None:
    """The exit code, after it has been said why, where `deliver` is known to fail: asked before something is done that stays done."""
    if out is None:
        return deliver(made, None) if isinstance(made, bytes) else None
    if str(out) == "-" and isinstance(made, str):
        return None
    why = kept(out, read)
    if why is None and not os.path.isdir(out.parent):
        why = "lies in a folder that is not there"
    if why is None and os.path.isdir(out):
        why = "is a folder"
    if why is None and os.path.isfile(out) and is_database(out):
        why = "is a database, such as a log of determinations"
    return None if why is None else show([not_written(out, why)], {}, err=True)


def not_written(out: Path, why: str) -> Diagnostic:
    """That nothing is written to a file. `why` follows its name."""
    help = "name another file: a result is never written over what answers rest on; nothing was changed"
    return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(out.as_posix(), 0, 0), f"`{out.as_posix()}` {why}", help=help)


def deliver(made: "str | bytes | Unavailable", out: Path | None, *read: str | Path | None) -> Exit:
    """Prints a result, or writes it to a file. What is no text is never printed; what could not be made is told."""
    if isinstance(made, (str, bytes)):
        if out is None and isinstance(made, bytes):
            talk("error: a document of this format is not printed\nhelp: name a file for it: --out FILE")
            return Exit.USAGE
        if out is None:
            result(made if isinstance(made, str) else "")
            return Exit.OK
        problem = write_out(out, made, *read)
        return Exit.OK if problem is None else show([problem], {}, err=True)
    talk(f"error: {made.message}\nhelp: {made.help}")
    return Exit.USAGE


def kept(out: Path, read: tuple[str | Path | None, ...]) -> str | None:
    """Why a file is not written to, as what follows its name; None if it may be."""
    real = Path(os.path.realpath(out))
    if real.suffix.lower() in KEPT:
        return f"ends in `{real.suffix}`, as files do that are read"
    if any(name is not None and str(name) != "-" and Path(os.path.realpath(name)) == real for name in read):
        return "is what the result was made from"
    if any(name is not None and str(name) != "-" and os.path.isdir(name) and real.is_relative_to(os.path.realpath(name)) for name in read):
        return "lies in a folder that is read"
    if not os.path.isfile(real):
        return None
    project, _ = find_project(Path.cwd())
    if any(real.is_relative_to(os.path.realpath(folder)) for folder in (*project.policies, *project.statutes)):
        return "lies with the rules and the law of the project"
    return None


def write_new(out: Path, made: str | bytes) -> Diagnostic | None:
    """Writes a form to a file that is not there yet, whatever it is called; `-` prints it. The problem, if there is one."""
    if str(out) == "-" and isinstance(made, str):
        result(made)
        return None
    shown = out.as_posix()
    try:
        with open(out, "xb") as stream:
            stream.write(made if isinstance(made, bytes) else made.encode("utf-8"))
    except FileExistsError:
        help = "name a new file: what somebody filled in is never written over"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` is there already", help=help)
    except OSError as error:
        reason = f"reason: {error.strerror.lower()}" if error.strerror else "reason: not given"
        help = "check the name; a folder that is to hold it must be there"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` could not be written", notes=(reason,), help=help)
    return None
