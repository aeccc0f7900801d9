"""`pincite law`: the law on file. Each of its commands is a module; this one knows their names."""

from typing import Final

import click

from pincite.cli.group import Lazy

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "show": ("pincite.cli.law_show:show_text", "The text of a section or a unit on a day."),
    "history": ("pincite.cli.law_history:history", "The acts that made a section what it is."),
    "blame": ("pincite.cli.law_blame:blame", "The acts behind every word, on a day."),
    "amend": ("pincite.cli.law_amend:amend", "Put an act on file from its instructions; show what it changes."),
    "redline": ("pincite.cli.law_redline:redline", "What changed between two days."),
    "export": ("pincite.cli.law_export:export", "A section in Akoma Ntoso, or as a page of HTML."),
    "import": ("pincite.cli.law_import:imports", "Bring a file as received into the law on file."),
}
"""Each command: where it stands, and its line in `pincite law --help`."""


class LawCommands(Lazy):
    commands_in = COMMANDS


@click.group(cls=LawCommands, name="law", short_help="Show a statute: its text on a date, its history, what changed.")
def law() -> None:
    """The law on file: its text on a day, its history, and what changed between two days."""
