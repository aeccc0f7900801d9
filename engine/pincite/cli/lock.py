"""`pincite lock`: keeps on file what every quotation rests on, says what changed since, and notes who has read it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.command import Command
from pincite.cli.streams import Exit, escape, exit_code, refused, result, show, talk, write_file
from pincitec.diagnostics import Diagnostic, Severity
from pincitec.diagnostics.render import FORMATS
from pincitec.diagnostics.render.text import plural
from pincitec.project import Project, find_project

if TYPE_CHECKING:
    from pincitec.lock.model import Entry, Lock
    from pincitec.locking import Locked


@click.command(cls=Command, short_help="Keep on file what each quotation rests on, and who has read it.")
@click.option("--check", is_flag=True, help="Write nothing; list what changed since, and return 1 if anything did.")
@click.option("--format", "format", type=click.Choice(list(FORMATS)), default="full", show_default=True, help="How --check lists it.")
@click.option("--review", "review", multiple=True, metavar="QUOTATION", help="Note that a quotation was read: its id, or its words.")
@click.option("--all", "all_", is_flag=True, help="Note that every quotation was read.")
@click.option("--by", metavar="NAME", help="Who has read it.")
@click.option("--on", metavar="DATE", help="When; there is no clock here, so say it.")
def lock(check: bool, format: str, review: tuple[str, ...], all_: bool, by: str | None, on: str | None) -> int:
    """Write pincite.lock, beside pincite.toml: for each quotation the place, the texts in which it stood, their hashes, and stamps.

    A stamp is kept as long as the text of the unit is the one that was read. Commit the file, and read its changes as you read a
    diff of the rules.
    """
    reviewing = bool(review) or all_
    stamp = _stamp(by, on, reviewing)
    if check and reviewing:
        raise click.UsageError("`--check` writes nothing: give it alone.")
    project, problems = find_project(Path.cwd())
    if problems:
        return refused(problems, project.settings, format=format, err=not check)
    if project.builtin:
        talk("error: there is no project here (no `pincite.toml`)")
        talk("help: go to the folder of your project; the library that comes with pincite is not changed")
        return Exit.USAGE
    from pincitec.compile import DECIDABLE, check as check_project
    from pincitec.locking import differences, locked

    found = check_project(project)
    errors = [d for d in found.diagnostics if d.severity is Severity.ERROR and d.rule not in DECIDABLE]
    if errors:
        show(errors, found.sources, format=format, err=not check)
        talk("nothing was compared or written: the rules have errors")
        return exit_code(errors)
    state = locked(project)
    if check:
        return _compared(state, differences(state), format)
    if state.problem is not None:
        return show([state.problem], state.sources, err=True)
    now = state.now
    if stamp is not None:
        chosen = now.entries if all_ else _chosen(now, review)
        if chosen is None:
            return Exit.USAGE
        from pincitec.lock.model import Stamp
        from pincitec.lock.reviewing import review as stamped

        now = stamped(now, chosen, Stamp(*stamp))
    return _written(project, state, now)


def _stamp(by: str | None, on: str | None, reviewing: bool) -> tuple[str, date] | None:
    """Who and when, both or neither; the day must be stated, since a stamp is no matter of when the command is run."""
    if not reviewing:
        if by is not None or on is not None:
            raise click.UsageError("`--by` and `--on` say who has read what `--review` or `--all` names: give that too.")
        return None
    if by is None or on is None:
        raise click.UsageError("A review has a reader and a day: give `--by NAME` and `--on DATE`.")
    from pincitec.lock.reading import is_name

    if not is_name(by):
        raise click.UsageError("`--by` takes a name on one line, at most 200 characters.")
    try:
        return by, date.fromisoformat(on)
    except ValueError:
        raise click.UsageError(f"`--on` takes a date such as 2026-11-22, not `{escape(on)}`.") from None


def _chosen(now: "Lock", asked: tuple[str, ...]) -> "tuple[Entry, ...] | None":
    """The quotations that are named; `None`, after saying why, where one of the names is of none or of several."""
    from pincitec.lock.reviewing import choose

    chosen: list[Entry] = []
    for words in asked:
        found = choose(now, words)
        if len(found) == 1:
            chosen += found
            continue
        talk(f"error: `{escape(words)}` names {'no quotation' if not found else plural(len(found), 'quotation')}")
        for entry in found[:10]:
            talk(f"  {entry.id}  {escape(entry.cite)}: “{escape(entry.words)}”")
        talk("help: name one by its id" if found else "help: `pincite quotes` lists them with their ids")
        return None
    return tuple(chosen)


def _compared(state: "Locked", found: Sequence[Diagnostic], format: str) -> Exit:
    show(found, state.sources, format=format)
    if not found and format == "full":
        result(f"pincite.lock says how things are: {_counted(state.now)}")
    return max(exit_code(found), Exit.FINDINGS) if found else Exit.OK


def _written(project: Project, state: "Locked", now: "Lock") -> Exit:
    from pincitec.lock.writing import write_lock
    from pincitec.locking import lock_path

    text = write_lock(now)
    if state.source is not None and state.source.text == text:
        talk(f"pincite.lock says how things are: {_counted(now)}")
        return Exit.OK
    problem = write_file(lock_path(project), text, "pincite.lock")
    if problem is not None:
        return show([problem], {}, err=True)
    talk(f"wrote pincite.lock: {_counted(now)}")
    return Exit.OK


def _counted(now: "Lock") -> str:
    from pincitec.lock.reviewing import unreviewed

    left = unreviewed(now)
    return f"{plural(len(now.entries), 'quotation')}, {f'{left} not reviewed' if left else 'all reviewed'}"
