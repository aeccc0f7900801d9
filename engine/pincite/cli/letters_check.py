"""`pincite letters check`: whether the office's templates give letters that leave nothing out, whatever was decided."""

from pathlib import Path

import click

from pincite.cli.command import Command
from pincite.cli.streams import Exit, refused, show, talk
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.letters import RECOURSE_NOT_STATED
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.render.text import plural
from pincitec.project import SETTINGS_FILE, Project, find_project


@click.command(cls=Command, short_help="Try the office's templates on letters of every outcome.")
def check() -> int:
    """Write letters of every outcome with the office's templates, for everyone they can be for, and look for what they leave out.

    0: nothing is missing, 1: something is, 2: the templates cannot be read. The letters are of a town that does not exist.
    """
    from pincite.report.office.family import open_family

    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    family, problems = open_family(project)
    if problems:
        show(problems, {}, err=True)
        return Exit.USAGE
    found = no_recourse(project)
    sources = {project.settings.path: project.settings} if project.settings else {}
    letters = 0
    if family is not None:
        from pincite.report.lint.trying import tried

        letters, more = tried(family, project.office)
        found += more
        sources |= family.sources()
    if found:
        show(found, sources)
    if family is None:
        talk("the office has no templates of its own: letters are written with those that come with Pincite")
    elif has_errors(found):
        talk("no letter is written with these templates as long as something is missing")
    else:
        talk(f"{plural(letters, 'letter')} written with `{family.folder}`: nothing is missing")
    return Exit.FINDINGS if has_errors(found) else Exit.OK


def no_recourse(project: Project) -> list[Diagnostic]:
    """A warning where the office does not say how to have a decision reviewed."""
    if project.office.recourse and project.office.recourse.strip():
        return []
    help = f'write `recourse = "…"` under `[office]` in `{SETTINGS_FILE}`: where to ask for a review, and until when'
    notes = ("letters say that it is not configured, and whom to ask",)
    message = "the office does not say how to have a decision reviewed"
    return [Diagnostic.at(RECOURSE_NOT_STATED, Span(SETTINGS_FILE, 0, 0), message, notes=notes, help=help)]
