"""The office's own templates of letters for commands that write one, and how it is told that they give none."""

from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.streams import Exit, show, talk
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pincite.report.office.family import Family
    from pincitec.project import Project


def templates_of(project: "Project") -> "Family | Exit | None":
    """The templates of a project, None where it has none; or the exit code, after it was shown what is wrong with their folder."""
    if project.letters.templates is None:
        return None
    from pincite.report.office.family import open_family

    family, problems = open_family(project)
    if problems or family is None:
        show(problems, {}, err=True)
        return Exit.USAGE
    return family


def not_written(problems: list[Diagnostic], family: "Family | None") -> Exit:
    """Shows why the office's templates gave no letter."""
    show(problems, family.sources() if family else {}, err=True)
    talk("no letter was written: nothing of a decision may be left out (see `pincite letters check`)")
    return Exit.FINDINGS


def templates_here() -> "Family | None":
    """The templates of the project of the working folder, as far as they can be read: of other ones the letter is not compared."""
    from pincite.report.office.family import open_family
    from pincitec.project import find_project

    project, _ = find_project(Path.cwd())
    family, problems = open_family(project)
    return None if problems else family
