"""`pincite law import nm-annotated`: a page with an annotated section of New Mexico's code becomes a `.law` file."""

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
from pincitec.law.importing.annotated import LADDER, Wanted, identity_of, import_annotated
from pincitec.project import find_project


@click.command(cls=Command, name="nm-annotated", short_help="A page with New Mexico's annotations.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--section", callback=identity, metavar="ID", help="Which section, such as us-nm/22-10A-11. Needed if there are several.")
@click.option("--on", callback=day_said, metavar="DATE", help="From which day the text stood, if the page does not say.")
@click.option("--cite", "cites", multiple=True, callback=said, metavar="TEXT", help="How it is cited. Else as New Mexico's code is.")
@click.option("--ladder", "samples", callback=ladder, metavar="TEXT", help='First designator of each level. Else "A. (1) (a)".')
@described
def annotated(
    file: Path, section: str | None, on: date | None, cites: tuple[str, ...], samples: tuple[str, ...] | None, **given: Any
) -> int:
    """Write a `.law` file from FILE: the text, the History line, the acts with what the annotations say they did, all notes.

    Only what is certain is written as an operation. What is not is a hole or a remainder, and is listed with its line in FILE.
    """
    of = Of.options(given)
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    received = receive(file)
    if isinstance(received, Diagnostic):
        return show([received], {}, err=True)
    sources = {received.source.path: received.source}
    found = identity_of(received.source, section)
    if isinstance(found, list):
        return show(found, sources, err=True)
    where = target(project, given["out"], found, file, force=given["force"])
    if isinstance(where, Diagnostic):
        return show([where], {}, err=True)
    wanted = Wanted(found, on, cites, LADDER if samples is None else samples, given["marks"])
    imported = import_annotated(received.source, received.text, of.origin(where.evidence, received.data), wanted)
    if isinstance(imported, list):
        return show(imported, sources, err=True)
    return finish(project, where, imported, received)
