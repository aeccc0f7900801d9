"""`pincite letters list` and `pincite letters show`: which templates there are, and the text of ours."""

from pathlib import Path

import click

from pincite.cli.command import Command
from pincite.cli.streams import Exit, escape, refused, result, show, talk
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.project import find_project


@click.command(cls=Command, name="list", short_help="The templates, and which of them are the office's own.")
def names() -> int:
    """List the templates by name, with the file of the office where it has one of that name."""
    from pincite.report.office.family import open_family, own_templates

    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    family, problems = open_family(project)
    if problems:
        show(problems, {}, err=True)
        return Exit.USAGE
    own = family.templates if family else {}
    for name in sorted({*own_templates(), *own}):
        result(f"{name:<26}{escape(own[name].path) if name in own else '-'}".rstrip())
    return Exit.OK


@click.command(cls=Command, name="show", short_help="Our template of a name, to start from.")
@click.argument("name")
def one(name: str) -> int:
    """Print the template NAME, such as html/review, as it comes with Pincite."""
    from pincite.report.office.family import own_templates

    ours = own_templates()
    path = ours.get(name if name.endswith(".jinja") else f"{name}.jinja")
    if path is None:
        near = did_you_mean(name, [known.removesuffix(".jinja") for known in ours])
        hint = f"did you mean `{near}`?" if near else "`pincite letters list` names them"
        talk(f"error: there is no template `{escape(name)}`\nhelp: {hint}")
        return Exit.USAGE
    result(path.read_text(encoding="utf-8").rstrip("\n"))
    return Exit.OK
