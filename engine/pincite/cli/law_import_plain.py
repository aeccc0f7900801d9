"""`pincite law import plain`: a plain text of one section, as it stood on one day, becomes a `.law` file."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from pincite.cli.command import Command
from pincite.cli.law_import_files import finish, receive, target
from pincite.cli.law_import_options import Of, day_said, described, identity, ladder, said
from pincite.cli.streams import refused, show
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.law.importing.annotated import Wanted
from pincitec.law.importing.plain import Stated, import_plain
from pincitec.project import find_project

AUTHORITIES = ("statute", "regulation", "local rule", "guidance", "information")


@click.command(cls=Command, name="plain", short_help="A plain text of one section on one day.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--section", required=True, callback=identity, metavar="ID", help="Its identity in this project; required.")
@click.option("--on", required=True, callback=day_said, metavar="DATE", help="A day on which the text stood so.")
@click.option("--authority", required=True, type=click.Choice(AUTHORITIES), help="What kind of law it is.")
@click.option("--ladder", "samples", required=True, callback=ladder, metavar="TEXT", help='As printed: "A. (1) (a)", or none.')
@click.option("--cite", "cites", multiple=True, callback=said, metavar="TEXT", help="How it is cited. Else by its identity.")
@described
def plain(file: Path, section: str, on: date, authority: str, samples: tuple[str, ...], cites: tuple[str, ...], **given: Any) -> int:
    """Write a `.law` file from FILE: its first line is the heading, each line below it opens a unit or is a paragraph.

    A line whose designator is out of order is refused, and so is one that may belong to the line before it.
    """
    of = Of.options(given)
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    received = receive(file)
    if isinstance(received, Diagnostic):
        return show([received], {}, err=True)
    where = target(project, given["out"], section, file, force=given["force"])
    if isinstance(where, Diagnostic):
        return show([where], {}, err=True)
    stated, wanted = Stated(section, on, authority), Wanted(section, on, cites, samples, given["marks"])
    imported = import_plain(received.source, received.text, of.origin(where.evidence, received.data), stated, wanted)
    if isinstance(imported, list):
        return show(imported, {received.source.path: received.source}, err=True)
    return finish(project, where, imported, received)
