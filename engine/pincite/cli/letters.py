"""`pincite letters`: the templates of letters, ours and the office's. Each of its commands is a module; this one knows their names."""

from typing import Final

import click

from pincite.cli.group import Lazy

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "list": ("pincite.cli.letters_show:names", "The templates, and which of them are the office's own."),
    "show": ("pincite.cli.letters_show:one", "Our template of a name, to start from."),
    "check": ("pincite.cli.letters_check:check", "Try the office's templates on letters of every outcome."),
}
"""Each command: where it stands, and its line in `pincite letters --help`."""


class LettersCommands(Lazy):
    commands_in = COMMANDS


@click.group(cls=LettersCommands, name="letters", short_help="List, show and check the templates of letters.")
def letters() -> None:
    """The templates of letters: those that come with Pincite, and those of the office, which take their places."""
