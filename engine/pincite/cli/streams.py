"""What commands share to speak: results on standard output, talk on standard error, colors, exit codes.

Text from users and files may hold terminal codes; everything a command prints goes through `escape` (in a renderer) or is
Pincite's own. Nothing here decides what to say.
"""

import os
import stat
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import IntEnum
from errno import EPIPE
from pathlib import Path
from typing import Final, TextIO

import click

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import files, populations
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import MAX_BYTES, decode_source, read_source
from pincitec.diagnostics.render.text import escape

__all__ = [
    "LETTER", "Exit", "colored", "columns", "escape", "exit_code", "flush", "read_input", "ready", "refused", "result", "show", "talk",
    "write_file",
]  # fmt: skip

COLOR_CHOICES: Final = ("auto", "always", "never")
LETTER: Final = 80
"""Columns of text that is read from beginning to end, and of everything that does not go to a terminal."""
NARROWEST, WIDEST = 40, 120
"""Between these, problems follow the width of a terminal; their excerpts of files are better wide."""
STDIN: Final = "standard input"
DESCRIPTORS: Final = ("/dev/fd/", "/proc/")
"""Names of what a process has open already, whatever kind of file that is."""


class Exit(IntEnum):
    """What a process returns. The codes from 10 are for `--exit-status` alone."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INTERNAL = 3
    FAILS = 10
    UNDETERMINED = 11
    CONFLICT = 12
    NOT_APPLICABLE = 13
    TEXT_NOT_ON_FILE = 14
    GAP = 15
    EXCEPTION_MAY_APPLY = 16
    AMBIGUOUS_DATE = 17
    JUDGEMENTS_DIFFER = 18
    LAW_NOT_KNOWN = 19
    LEFT_OPEN = 20
    INTERRUPTED = 130
    BROKEN_PIPE = 141


UNUSABLE: Final = frozenset(
    {
        files.FILE_NOT_FOUND,
        files.FILE_NOT_READABLE,
        files.NOT_A_FILE,
        files.OUTSIDE_PROJECT,
        files.SETTINGS_NOT_TOML,
        files.UNKNOWN_SETTING,
        files.WRONG_SETTING,
        files.FILE_NOT_WRITTEN,
        populations.PARTS_NOT_USABLE,
        populations.WORKER_LOST,
    }
)
"""What keeps a command from doing its work at all, in contrast to what it finds in the files that it reads."""


def exit_code(diagnostics: Sequence[Diagnostic]) -> Exit:
    """0 without errors, 2 where the project or a file could not be used, else 1."""
    if any(d.rule in UNUSABLE for d in diagnostics):
        return Exit.USAGE
    return Exit.FINDINGS if has_errors(diagnostics) else Exit.OK


def ready() -> bool:
    """Let no character of a statute break the output: what a terminal cannot show is written as an escape.

    False if the process was started with its standard output closed (`>&-`): then no result could be seen, and the next file opened
    would take its place. Talk to a closed standard error goes nowhere.
    """
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stdout is None:
        return False
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    return True


def settle_color(ctx: click.Context, choice: str) -> None:
    """Decide the color of this run. An explicit choice wins over NO_COLOR (no-color.org), which wins over FORCE_COLOR."""
    if choice != "auto":
        ctx.color = choice == "always"
    elif os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    elif os.environ.get("FORCE_COLOR"):
        ctx.color = True


def colored(*, err: bool = False) -> bool:
    """Whether to color what goes to standard output (or standard error): as settled, else only for a terminal."""
    ctx = click.get_current_context(silent=True)
    if ctx is not None and ctx.color is not None:
        return ctx.color
    return _stream(err).isatty()


def result(text: str) -> None:
    """Print a result: it ends with exactly one line break, and nothing else is ever on standard output."""
    _write(text, sys.stdout)


def talk(text: str) -> None:
    """Say something about the work that is not its result."""
    if sys.stdout is not None:
        sys.stdout.flush()
    _write(text, sys.stderr)


def flush() -> None:
    """Write out what is left, so that a reader that has gone is noticed while it can still be answered."""
    sys.stdout.flush()
    sys.stderr.flush()


def show(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    *,
    format: str = "full",
    err: bool = False,
) -> Exit:
    """Print diagnostics, as the result of a command or (`err`) as talk; the exit code that they call for.

    `format` is one of `pincitec.diagnostics.render.FORMATS`. Without diagnostics the formats for people print nothing.
    """
    from pincitec.diagnostics.render import render

    text = render(format, diagnostics, sources, color=colored(err=err), width=columns(WIDEST, err=err))
    if text:
        (talk if err else result)(text)
    return exit_code(diagnostics)


def refused(problems: Sequence[Diagnostic], settings: Source | None, *, format: str = "full", err: bool = False) -> Exit:
    """Print what is wrong with a project's settings or folders. Whatever it is, it is a matter of configuration, not a finding."""
    show(problems, {settings.path: settings} if settings is not None else {}, format=format, err=err)
    return Exit.USAGE


def read_input(name: str, display: str | None = None) -> Source | Diagnostic:
    """The text of a file, or of standard input for `-`, under the same checks."""
    if name == "-":
        if sys.stdin is None:
            help = "give it something to read, or name a file"
            return Diagnostic.at(files.FILE_NOT_READABLE, Span(STDIN, 0, 0), f"{STDIN} is closed", help=help)
        return decode_source(sys.stdin.buffer.read(MAX_BYTES + 1), display or STDIN)
    return read_source(Path(name), display or name)


DATABASE: Final = b"SQLite format 3\0"
"""How a log of determinations begins, and every other database of its kind."""


def is_database(path: Path) -> bool:
    """Whether a file is a database, which no result ever replaces."""
    try:
        with open(path, "rb") as stream:
            return stream.read(len(DATABASE)) == DATABASE
    except OSError:
        return False


def write_file(path: Path, content: str | bytes, display: str | None = None) -> Diagnostic | None:
    """Replace a file's content as a whole or not at all; its permissions stay, and a link stays a link. The problem, if it failed.

    What is no regular file is written to, never replaced: a device, a pipe with a name, and where this process prints
    (`/dev/stdout`, whatever it leads to).
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    shown = display or path.as_posix()
    help = "check the permissions of the file and its folder; the file is as it was"
    try:
        found = _stat(path)
        own = next((n for n in (1, 2) if found is not None and _leads_to(n, found)), None)
        if own is not None:
            flush()
            _write_through(os.dup(own), data)
        elif found is not None and (not stat.S_ISREG(found.st_mode) or os.path.abspath(path).startswith(DESCRIPTORS)):
            help = "name a plain file, or leave out the name to print to standard output"
            _write_through(path, data)
        elif found is not None and is_database(path):
            message = f"`{shown}` is a database, such as a log of determinations"
            return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), message, help="name another file; the database is as it was")
        else:
            _replace(Path(os.path.realpath(path)), data, 0o644 if found is None else found.st_mode & 0o777)
    except OSError as error:
        if error.errno == EPIPE:
            raise
        if isinstance(error, FileNotFoundError):
            help = "check the name; a folder that is to hold it must be there"
        reason = f"reason: {error.strerror.lower()}" if error.strerror else "reason: not given"
        message = f"`{shown}` could not be written"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), message, notes=(reason,), help=help)
    return None


def _stat(path: Path) -> os.stat_result | None:
    """What a path leads to, `None` if there is nothing yet. A circle of links is an error."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _leads_to(descriptor: int, found: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), found)
    except OSError:
        return False


def _write_through(target: Path | int, data: bytes) -> None:
    with open(target, "wb") as stream:
        stream.write(data)


def _replace(target: Path, data: bytes, mode: int) -> None:
    """Write beside the file and put it in its place; on the way there every failure leaves the file as it was."""
    import tempfile

    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    with suppress(OSError):  # so that the new name lasts through a loss of power, where the file system has a way to say so
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def columns(most: int, *, err: bool = False) -> int:
    """Columns for people, from 40 to `most`: what COLUMNS or the terminal says, and 80 for what goes elsewhere, so that it is the same
    on every machine."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isascii() and stated.isdigit() and len(stated) < 6 and int(stated) > 0:
        return min(max(int(stated), NARROWEST), most)
    try:
        return min(max(os.get_terminal_size(_stream(err).fileno()).columns or LETTER, NARROWEST), most)
    except (OSError, ValueError):
        return LETTER


def _stream(err: bool) -> TextIO:
    return sys.stderr if err else sys.stdout


def _write(text: str, stream: TextIO) -> None:
    stream.write(text if text.endswith("\n") else text + "\n")
