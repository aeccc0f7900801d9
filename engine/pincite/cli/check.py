"""`pincite check`: every problem of rules and statutes, in one run, in the words of the law."""

from pathlib import Path

import click

from pincite.cli.streams import Exit, exit_code, result, show, talk
from pincitec.diagnostics import Severity
from pincitec.diagnostics.render import FORMATS
from pincitec.diagnostics.render.text import plural
from pincitec.project import Project, find_project

FOR_PEOPLE = ("full", "concise")


@click.command(short_help="Check rules and statutes; list every problem.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option("--format", "format", type=click.Choice(list(FORMATS)), default="full", show_default=True, help="How to list the problems.")
@click.option("--all", "show_all", is_flag=True, help="Also list the notes: readings of ours that a reviewer should see.")
def check(paths: tuple[Path, ...], format: str, show_all: bool) -> int:
    """Check that every clause quotes the law to the word, and that numbers, comparisons, names, kinds and days agree with it.

    PATH is a file or a folder of the project: problems are listed for it alone, and everything it rests on is read with it.
    Without one, the whole project is checked. Errors make it return 1; warnings and notes alone do not.
    """
    project, problems = find_project(paths[0] if paths else Path.cwd())
    if problems:
        return show(problems, {project.settings.path: project.settings} if project.settings else {}, format=format)
    if not paths and not project.pol_files() and not project.law_files():
        return _nothing(project, format)
    from pincitec.compile import check as check_project

    found = check_project(project, list(paths) or None)
    if not found.files and not found.diagnostics:
        return _nothing(project, format)
    listed = found.diagnostics
    hidden = 0
    if format in FOR_PEOPLE and not show_all:
        listed = tuple(d for d in listed if d.severity is not Severity.INFO)
        hidden = len(found.diagnostics) - len(listed)
    show(listed, found.sources, format=format)
    if format == "full":
        if not listed:
            result(f"checked {plural(found.files, 'file')}: no problems")
        if hidden:
            talk(f"{plural(hidden, 'note')} not shown; `pincite check --all` lists them")
    return exit_code(found.diagnostics)


def _nothing(project: Project, format: str) -> Exit:
    """A project without a file, with what to do about it. It is no success: a run that checked nothing must not pass for a clean one."""
    show([], {}, format=format)
    folders = " and ".join(f"`{project.display(folder)}`" for folder in (*project.policies, *project.statutes))
    where = f"no `.pol` or `.law` file in {folders}" if folders else "this project has no folder of policies or statutes yet"
    talk(f"nothing to check: {where}")
    talk("help: put rules into `policy/` and the law they quote into `statutes/`, or name other folders in `pincite.toml`")
    return Exit.USAGE
