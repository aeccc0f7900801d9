"""`pincite log`: a log of determinations. Each of its commands is a module; this one knows their names."""

from typing import Final

import click

from pincite.cli.group import Lazy

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "list": ("pincite.cli.log_show:entries_of", "The entries, each in a line."),
    "show": ("pincite.cli.log_show:one_entry", "One entry with its question, facts and answer."),
    "verify": ("pincite.cli.log_verify:verify", "Whether everything is as it was written."),
    "head": ("pincite.cli.log_verify:head", "The number and hash of the last entry, to be kept elsewhere."),
    "export": ("pincite.cli.log_export:export", "The record of an entry, and the rules that decided it."),
}
"""Each command: where it stands, and its line in `pincite log --help`."""


class LogCommands(Lazy):
    commands_in = COMMANDS


@click.group(cls=LogCommands, name="log", short_help="Show and verify a log of determinations.")
def log() -> None:
    """A log that `pincite determine --record` keeps: append-only, each entry chained to the one before by its hash."""
