"""`pincite test`: run the scenarios that the rules state. A scenario is a case with an answer that somebody who knows the law has given."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.streams import Exit, exit_code, refused, result, show, talk
from pincitec.diagnostics.render.text import plural
from pincitec.project import find_project

if TYPE_CHECKING:
    from pincite.evaluate import Name

FORMATS: Final = ("full", "concise", "json", "junit")


@click.command(cls=Command, short_help="Run the scenarios that the rules state.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option("--format", "format", type=click.Choice(FORMATS), default="full", show_default=True, help="How to list what failed.")
@click.option(
    "--executor", type=click.Choice(["generated", "reference"]), help="Run by this executor alone.  [default: by both, which must agree]"
)
def test(paths: tuple[Path, ...], format: str, executor: "Name | None") -> int:
    """Run each scenario and hold what comes out against what it expects.

    PATH is a file or a folder of the project: its scenarios are run. Without one, all are. A scenario that fails is shown with every
    part of the clauses considered and its value. Any failure, and any error in the rules, makes it return 1.
    """
    project, problems = find_project(paths[0] if paths else Path.cwd())
    if problems:
        return refused(problems, project.settings, format=format)
    from pincitec.compile import scenarios

    suite = scenarios(project, paths or None)
    if suite.pack is None:
        show(suite.diagnostics, suite.sources, format=format)
        talk("no scenario was run: the rules have errors")
        return exit_code(suite.diagnostics)
    if not suite.scenarios:
        talk("no scenario was run: there is none in the files named" if paths else "no scenario was run: the rules state none")
        talk('help: state a case with a known answer: scenario "…" on 2021-06-01 { given … expect … }')
        return Exit.USAGE
    from pincite.cli.scenario_run import run
    from pincite.evaluate import EXECUTORS

    runs = [run(suite.pack, one, (executor,) if executor else EXECUTORS) for one in suite.scenarios]
    failed = [r for r in runs if not r.passed]
    if format in ("json", "junit"):
        from pincite.cli.scenario_output import render_json, render_junit

        result((render_json if format == "json" else render_junit)(runs, suite.sources))
    else:
        show([p for r in failed for p in r.problems], suite.sources, format=format)
        result(f"{plural(len(runs), 'scenario')}: {len(runs) - len(failed)} passed, {len(failed)} failed")
    return Exit.FINDINGS if failed else Exit.OK
