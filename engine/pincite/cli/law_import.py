"""`pincite law import`: files as received become law on file. Each form is a module; this one knows their names."""

from typing import Final

import click

from pincite.cli.group import Lazy

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "nm-annotated": ("pincite.cli.law_import_annotated:annotated", "A page with New Mexico's annotations: text, acts, notes."),
    "plain": ("pincite.cli.law_import_plain:plain", "A plain text of one section on one day."),
    "akn": ("pincite.cli.law_import_xml:akn", "A section of an act in Akoma Ntoso 3.0."),
    "uslm": ("pincite.cli.law_import_xml:uslm", "A section of a law in USLM 2."),
}
"""Each form: where its command stands, and its line in `pincite law import --help`."""


class Forms(Lazy):
    commands_in = COMMANDS


@click.group(cls=Forms, name="import", short_help="Bring a file as received into the law on file.")
def imports() -> None:
    """Write a `.law` file from a file as received. What is not certain becomes a hole or a remainder, and is listed.

    The received file is kept as it is, beside the `.law` file, with its hash. Nothing on file is overwritten without --force.
    """
