"""Opening the law on file for a command: a day as it is typed, the section that a citation names, and what is said when there is none."""

import re
from datetime import date
from pathlib import Path
from typing import Final

import click
from attrs import frozen

from pincite.cli.law_text import long_date
from pincite.cli.streams import Exit, escape, refused, show, talk
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import read_source
from pincitec.law.beside import evidence_beside
from pincitec.law.library import Library, open_library
from pincitec.law.model import Evidence, Section
from pincitec.law.places import cite_unit
from pincitec.project import Project, find_project

DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def optional_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else day(ctx, param, value)


known_on_option = click.option(
    "--known-on",
    callback=optional_day,
    metavar="DATE",
    help="Leave out acts that became known after this day.  [default: all on file]",
)


def day(ctx: click.Context, param: click.Parameter, value: str) -> date:
    """A day of the calendar, written year-month-day."""
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise click.BadParameter(f"`{escape(value)}` is not a day; write it year-month-day, for example 2019-06-14", ctx, param)


@frozen
class Opened:
    """A section with the path that a citation names in it, its project, its file, and the reader of what was received with it."""

    section: Section
    path: tuple[str, ...]
    project: Project
    file: Path
    evidence: Evidence


def open_cited(cite: str, known_on: date | None = None) -> tuple[Section | None, tuple[str, ...] | int]:
    """The section that a citation names, with the path in it; or None with the exit code, the problems being told."""
    opened = open_law(cite, known_on)
    return (opened.section, opened.path) if isinstance(opened, Opened) else (None, opened)


def open_law(cite: str, known_on: date | None = None) -> Opened | Exit:
    """The section that a citation names, as it was on file on the day `known_on` if one is given; or the exit code, the problems being
    told."""
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    paths: dict[str, Path] = {}
    sources: list[Source] = []
    for file in project.law_files():
        shown = project.display(file)
        source = read_source(file, shown)
        if isinstance(source, Diagnostic):
            problems.append(source)
        else:
            sources.append(source)
            paths[shown] = file
    library = open_library(sources)
    known = {source.path: source for source in sources}
    found = library.find(cite)
    if found is None:
        show([*problems, *library.problems], known, err=True)
        _unknown_section(library, cite)
        return Exit.USAGE

    def evidence(shown: str) -> Evidence:
        return evidence_beside(paths[shown], shown)

    section, trouble = library.read(found[0], evidence, known_on)
    if section is None or has_errors(trouble):
        return show(trouble, known, err=True)
    shown = section.source.path
    return Opened(section, found[1], project, paths[shown], evidence(shown))


def _unknown_section(library: Library, cite: str) -> None:
    several = [identity for identity, _ in library.candidates(cite)]
    if several:
        talk(f"error: `{escape(cite)}` may name several sections on file\nhelp: name one of {', '.join(map(escape, several))}")
        return
    near = library.suggestion(cite)
    hint = f"did you mean `{escape(near)}`?" if near else f"on file are: {', '.join(sorted(library.sources)) or 'none'}"
    talk(f"error: no section on file is cited as `{escape(cite)}`\nhelp: {hint}")


def not_on_file(section: Section, path: tuple[str, ...], day: date) -> str:
    known = f" as known on {long_date(section.known_on)}" if section.known_on is not None else ""
    return f"the text of {escape(cite_unit(section, path))} on {long_date(day)} is not on file{known}"
