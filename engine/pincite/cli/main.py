"""The frame of the command line: which commands there are, and what a process says and returns when it ends.

A command's module is imported when the command is called and not before, so that `determine` does not pay for the parser
and `--help` pays for nothing. Exit codes are in `streams.Exit` and `docs/exit-codes.md`.
"""

import os
import sys
from collections.abc import Sequence
from errno import EBADF, EDQUOT, EIO, ENOSPC, EPIPE
from typing import Final

import click

from pincite.cli.group import Lazy
from pincite.cli.streams import COLOR_CHOICES, Exit, escape, flush, ready, settle_color, talk
from pincitec import __version__

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "check": ("pincite.cli.check:check", "Check rules and statutes; list every problem."),
    "fmt": ("pincite.cli.fmt:fmt", "Format rules and statutes; the meaning never changes."),
    "quotes": ("pincite.cli.quotes:quotes", "List the quotations of the rules, and how each fares over time."),
    "lock": ("pincite.cli.lock:lock", "Keep on file what each quotation rests on, and who has read it."),
    "determine": ("pincite.cli.determine:determine", "Decide a question for one set of facts, quoting the law."),
    "run": ("pincite.cli.run:run", "Decide questions for all rows of a file."),
    "summary": ("pincite.cli.summary:summary", "Sum up a run: verdicts, why not, what is missing."),
    "verify": ("pincite.cli.verify:verify", "Make recorded determinations again, and compare."),
    "log": ("pincite.cli.log:log", "Show and verify a log of determinations."),
    "letters": ("pincite.cli.letters:letters", "List, show and check the templates of letters."),
    "ask": ("pincite.cli.ask:ask", "Ask for what a decision turns on, one question at a time."),
    "why": ("pincite.cli.why:why", "Tell why a decision holds, or why it does not."),
    "missing": ("pincite.cli.missing:missing", "Tell which missing facts would settle a decision."),
    "whatif": ("pincite.cli.whatif:whatif", "Tell what another fact, day or reading would change."),
    "facts": ("pincite.cli.facts:facts", "Make a blank facts file for a decision."),
    "schema": ("pincite.cli.schema:schema", "Give the JSON Schema of the facts of a decision."),
    "test": ("pincite.cli.test:test", "Run the scenarios that the rules state."),
    "prove": ("pincite.cli.prove:prove", "Search for cases against what the rules claim."),
    "coverage": ("pincite.cli.coverage:coverage", "Tell which words of the law the rules speak of."),
    "law": ("pincite.cli.law:law", "Show a statute: its text on a date, its history, what changed."),
    "report": ("pincite.cli.report:report", "Set the law beside the rules, for review and signature."),
    "impact": ("pincite.cli.impact:impact", "Tell what an act breaks, and for whom."),
    "cite": ("pincite.cli.cite:cite", "Say what a citation means; find the citations of a text."),
    "sql": ("pincite.cli.sql:sql", "Write a decision as a query for a database."),
    "graph": ("pincite.cli.graph:graph", "Draw the evaluation graph of a decision."),
    "terms": ("pincite.cli.terms:terms", "List the terms of the sources, and wordings that may be alike."),
    "explain": ("pincite.cli.explain:explain", "Explain a diagnostic by its code or name."),
}
"""Each command: where it stands, and its line in `pincite --help`."""

_OUTPUT: Final = (ENOSPC, EDQUOT, EIO, EBADF)
"""What a write to a full or broken disk fails with, or to what is open for reading alone: nobody's fault here, so no internal error."""


class Commands(Lazy):
    commands_in = COMMANDS


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="pincite", message="%(prog)s %(version)s")
@click.option("--color", type=click.Choice(COLOR_CHOICES), default="auto", help="When to color. auto obeys NO_COLOR.")
@click.pass_context
def commands(ctx: click.Context, color: str) -> None:
    """Law as code that quotes its sources, to the word and to the day."""
    settle_color(ctx, color)


def main(args: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code. Called by the `pincite` script and by `python -m pincite`.

    A command returns its exit code, or nothing for 0.
    """
    if not ready():
        talk("error: the output could not be written (standard output is closed)")
        return Exit.USAGE
    try:
        code = _outcome(list(sys.argv[1:] if args is None else args))
        flush()
    except BrokenPipeError:
        # The reader has gone (`pincite … | head`). Nothing more can be said, and the interpreter must not try at its end.
        _discard_output()
        return Exit.BROKEN_PIPE
    except OSError as error:
        if error.errno not in _OUTPUT:
            return _internal(error)
        _discard_output()
        talk(f"error: the output could not be written ({os.strerror(error.errno or 0).lower()})")
        return Exit.USAGE
    return code


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _outcome(args: list[str]) -> int:
    """Run one command, and turn every way in which it may end into an exit code and a few words."""
    try:
        return _run(args)
    except (KeyboardInterrupt, click.Abort):
        talk("\ninterrupted")
        return Exit.INTERRUPTED
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _usage(error)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (EPIPE, *_OUTPUT):
            raise
        return _internal(error)


def _run(args: list[str]) -> int:
    instruction = os.environ.get("_PINCITE_COMPLETE")
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(commands, {}, "pincite", "_PINCITE_COMPLETE", instruction)
    with commands.make_context("pincite", args) as ctx:
        result = commands.invoke(ctx)
    return result if isinstance(result, int) else Exit.OK


def _usage(error: click.ClickException) -> int:
    """A command line that cannot be understood. Click's message repeats what was typed, so it is escaped."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        talk(error.format_message())
        return Exit.USAGE
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        talk(context.get_usage())
    talk(f"error: {escape(error.format_message())}")
    if context is not None:
        talk(f"help: `{context.command_path} --help` lists what can be said")
    return Exit.USAGE


def _internal(error: Exception) -> int:
    """A fault of Pincite's own. The person at the terminal gets what to do about it; the traceback is for who repairs it."""
    if os.environ.get("PINCITE_DEBUG"):
        import traceback

        talk(escape("".join(traceback.format_exception(error)).rstrip()))
    talk(f"error: an internal error in pincite {__version__} ({type(error).__name__})")
    if not os.environ.get("PINCITE_DEBUG"):
        talk("help: run it again with PINCITE_DEBUG=1 and report what it prints, with the command and the files")
    return Exit.INTERNAL
