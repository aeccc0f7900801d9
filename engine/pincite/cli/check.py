"""`pincite check`: every problem of rules and statutes, in one run, in the words of the law."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from pincite.cli.command import Command
from pincite.cli.streams import Exit, escape, exit_code, refused, result, show, talk
from pincitec.diagnostics import Severity
from pincitec.diagnostics.diagnostic import sort_key
from pincitec.diagnostics.render import FORMATS
from pincitec.diagnostics.render.text import plural
from pincitec.project import Project, expand, find_project

if TYPE_CHECKING:
    from pincitec.compile import CheckResult

FOR_PEOPLE = ("full", "concise")


@click.command(cls=Command, short_help="Check rules and statutes; list every problem.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option("--format", "format", type=click.Choice(list(FORMATS)), default="full", show_default=True, help="How to list the problems.")
@click.option("--fix", "fix", is_flag=True, help="Repair what can be repaired without changing what a rule says.")
@click.option("--suggested", is_flag=True, help="With --fix: also add what somebody then has to read beside the law.")
@click.option("--dry-run", is_flag=True, help="With --fix: write nothing; show what would change.")
@click.option("--all", "show_all", is_flag=True, help="Also list the notes: readings of ours that a reviewer should see.")
def check(paths: tuple[Path, ...], format: str, show_all: bool, fix: bool, suggested: bool, dry_run: bool) -> int:
    """Check that every clause quotes the law to the word, and that numbers, comparisons, names, kinds and days agree with it.

    PATH is a file or a folder of the project: problems are listed for it alone, and everything it rests on is read with it.
    Without one, the whole project is checked. Errors make it return 1; warnings and notes alone do not.
    """
    if not fix and (suggested or dry_run):
        raise click.UsageError(f"`{'--suggested' if suggested else '--dry-run'}` says something of `--fix`: give that too.")
    project, problems = find_project(paths[0] if paths else Path.cwd())
    if problems:
        return refused(problems, project.settings, format=format)
    files, missing = expand(project, paths)
    own = {*project.pol_files(), *project.law_files()}
    stranger = next((f for f in files if Path(os.path.realpath(f)) not in own), None)
    if stranger is not None:
        return _stranger(project, stranger)
    if not own or (paths and not files and not missing):
        return _nothing(project, paths, format)
    if fix:
        from pincite.cli.repairing import repaired

        code = repaired(project, files if paths else None, suggested=suggested, dry_run=dry_run)
        if code is not None:
            return code
        # What was written changed the files, and so the project is looked at anew.
    from pincitec.compile import check as check_project

    found = check_project(project, files if paths else None)
    found = evolve(found, diagnostics=(*missing, *found.diagnostics))
    if not project.builtin and os.path.lexists(project.root / "pincite.lock"):
        found = _with_lock(project, files if paths else None, found)
    found = _with_claims(project, files if paths else None, found)
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


def _with_lock(project: Project, files: Sequence[Path] | None, found: "CheckResult") -> "CheckResult":
    """What was found, with what the lock file says of it. Of rules with errors it says nothing: they come first."""
    from pincitec.compile import DECIDABLE
    from pincitec.locking import for_check, locked

    if any(d.severity is Severity.ERROR and d.rule not in DECIDABLE for d in found.diagnostics):
        return found
    state = locked(project)
    more = for_check(state, None if files is None else {project.display(f) for f in files})
    return evolve(found, diagnostics=(*found.diagnostics, *more), sources=state.sources)


def _with_claims(project: Project, files: Sequence[Path] | None, found: "CheckResult") -> "CheckResult":
    """What was found, with what the claims of the rules (`verify`) come to. Of rules with errors nothing is searched: they come first."""
    from pincite.prove.kept import claim_problems, claiming

    wanted = None if files is None else {project.display(f) for f in files}
    paths = [path for path in claiming(found.sources) if wanted is None or path in wanted]
    if not paths:
        return found
    from pincitec.compile import DECIDABLE

    if any(d.severity is Severity.ERROR and d.rule not in DECIDABLE for d in found.diagnostics):
        return found
    more = claim_problems(project, found.sources)
    if more is None:
        talk("what the rules claim (`verify`) was not searched: other files of the project have errors")
        return found
    both = sorted([*found.diagnostics, *(d for d in more if d.span.path in paths)], key=sort_key)
    return evolve(found, diagnostics=tuple(both))


def _stranger(project: Project, path: Path) -> Exit:
    """A file that is no part of the project: what it quotes could not be found, so it is not checked on its own."""
    where = "there is no project here (no `pincite.toml`)" if project.builtin else f"it is not in {_folders(project)}"
    talk(f"error: `{escape(project.display(path))}` is no part of a project: {where}")
    talk("help: put rules into `policy/`, the law they quote into `statutes/`, and a file `pincite.toml` (it may be empty) beside both")
    return Exit.USAGE


def _nothing(project: Project, paths: Sequence[Path], format: str) -> Exit:
    """Nothing to look at, with what to do about it. It is no success: a run that checked nothing must not pass for a clean one."""
    show([], {}, format=format)
    where = " and ".join(f"`{escape(path.as_posix())}`" for path in paths) or _folders(project)
    talk(f"nothing to check: no `.pol` or `.law` file in {where}" if where else "nothing to check: this project has no folder of rules yet")
    talk("help: put rules into `policy/` and the law they quote into `statutes/`, or name other folders in `pincite.toml`")
    return Exit.USAGE


def _folders(project: Project) -> str:
    return " or ".join(f"`{project.display(folder)}`" for folder in (*project.policies, *project.statutes))
