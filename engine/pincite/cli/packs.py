"""What `determine` and `graph` share: the project of the working folder and its pack, from the user's cache where nothing has changed."""

from datetime import date
from pathlib import Path

from attrs import frozen

from pincite.cli.streams import Exit, refused, show, talk
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.render.text import plural
from pincitec.graph.pack import Pack
from pincitec.project import Project, find_project


@frozen
class Loaded:
    project: Project
    pack: Pack


def load_here(known_on: date | None = None) -> Loaded | Exit:
    """The project and its pack, of what was known of the law on a day if one is given; or the exit code, after the problems are shown.

    A rule base with errors decides nothing: a determination must not rest on the clauses that happen to compile.
    """
    from pincitec.compile import compile_project

    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    pack, diagnostics, sources = compile_project(project, known_on)
    if pack is None:
        show(diagnostics, sources, err=True)
        talk("nothing was decided: the rules have errors")
        return Exit.FINDINGS
    if diagnostics:
        talk(f"on some days the rules do not follow the law: they have {plural(len(diagnostics), 'error')} (see `pincite check`)")
    return Loaded(project, pack)
