"""What commands share to speak: results on standard output, talk on standard error, colors, exit codes.

Text from users and files may hold terminal codes; everything a command prints goes through `escape` (in a renderer) or is
Pincite's own. Nothing here decides what to say.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Final, TextIO

import click

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import MAX_BYTES, decode_source, read_source
from pincitec.diagnostics.render.text import escape

__all__ = ["Exit", "colored", "escape", "exit_code", "flush", "read_input", "ready", "result", "show", "talk", "write_file"]

COLOR_CHOICES: Final = ("auto", "always", "never")
STDIN: Final = "standard input"


class Exit(IntEnum):
    """What a process returns. The codes from 10 are for `determine --exit-status` alone."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INTERNAL = 3
    FAILS = 10
    UNDETERMINED = 11
    CONFLICT = 12
    NOT_APPLICABLE = 13
    TEXT_NOT_ON_FILE = 14
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
    }
)
"""What keeps a command from doing its work at all, in contrast to what it finds in the files that it reads."""


def exit_code(diagnostics: Sequence[Diagnostic]) -> Exit:
    """0 without errors, 2 where the project or a file could not be used, else 1."""
    if any(d.rule in UNUSABLE for d in diagnostics):
        return Exit.USAGE
    return Exit.FINDINGS if has_errors(diagnostics) else Exit.OK


def ready() -> None:
    """Let no character of a statute break the output: what a terminal cannot show is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


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

    text = render(format, diagnostics, sources, color=colored(err=err), width=_width())
    if text:
        (talk if err else result)(text)
    return exit_code(diagnostics)


def read_input(name: str, display: str | None = None) -> Source | Diagnostic:
    """The text of a file, or of standard input for `-`, under the same checks."""
    if name == "-":
        return decode_source(sys.stdin.buffer.read(MAX_BYTES + 1), display or STDIN)
    return read_source(Path(name), display or name)


def write_file(path: Path, text: str, display: str | None = None) -> Diagnostic | None:
    """Replace a file's content as a whole or not at all; its permissions stay. The problem, if it could not be done."""
    import tempfile

    target = Path(os.path.realpath(path))
    shown = display or path.as_posix()
    temporary = None
    try:
        mode = target.stat().st_mode if target.exists() else None
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(descriptor)
        os.chmod(temporary, 0o644 if mode is None else mode & 0o777)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        reason = f"reason: {error.strerror.lower()}" if error.strerror else "reason: not given"
        message = f"`{shown}` could not be written"
        help = "check the permissions of the file and its folder; the file is as it was"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), message, notes=(reason,), help=help)
    return None


def _stream(err: bool) -> TextIO:
    return sys.stderr if err else sys.stdout


def _width() -> int:
    """Columns for people: as wide as the terminal, within what reads well; 80 where there is none."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = 80
    return min(max(columns, 60), 120)


def _write(text: str, stream: TextIO) -> None:
    stream.write(text if text.endswith("\n") else text + "\n")
