"""`pincite coverage`: which words of the law the rules speak of, and what scenarios show of each clause."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.law_open import optional_day
from pincite.cli.outfile import endings_of, format_of, write_out
from pincite.cli.streams import LETTER, Exit, columns, escape, exit_code, refused, result, show, talk
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.diagnostic import Severity, has_errors
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.project import Project, find_project
from pincitec.settings import SHARES

if TYPE_CHECKING:
    from pincite.evaluate import Name
    from pincite.exercise import Exercise
    from pincite.report.coverage_view import CoveragePage, Shortfall
    from pincitec.compile import Study
    from pincitec.coverage import SectionCover
    from pincitec.law.model import Section

FORMATS: Final = ("text", "html", "json")


@click.command(cls=Command, short_help="Tell which words of the law the rules speak of.")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option("--on", callback=optional_day, metavar="DATE", help="Only the texts of this day.  [default: the newest; gaps of all days]")
@click.option("--under", type=click.IntRange(0, 100), metavar="N", help="List only units and clauses below N percent.")
@click.option("--format", "format", type=click.Choice(FORMATS), help="How to write it.  [default: as FILE ends, else text]")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
def coverage(sources: tuple[str, ...], on: date | None, under: int | None, format: str | None, out: Path | None) -> int:
    """Tell for each unit of the law which words are encoded, left out with a reason, or not covered, and for each clause which truth
    values, boundaries and days some scenario shows.

    SOURCE is a section by its name or citation, such as us-nm/22-10A-11; without one, all sections on file are told of.
    Returns 1 where a share is below its threshold in `pincite.toml`.
    """
    format = format_of(format, out, endings_of(FORMATS), "text")
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    from pincitec.compile import study

    found = study(project)
    if found.pack is None:
        show([d for d in found.diagnostics if d.severity is Severity.ERROR], found.sources, err=True)
        talk("nothing was counted: the rules have errors")
        return exit_code(found.diagnostics)
    unknown = unknown_thresholds(project, found)
    if unknown:
        return refused(unknown, project.settings, err=True)
    if not found.laws.sections:
        talk("nothing to cover: no law is on file")
        talk("help: put a section on file, for example with `pincite law import`")
        return Exit.USAGE
    wanted = sections_named(found.laws.sections.values(), sources)
    if isinstance(wanted, Exit):
        return wanted
    page = page_of(project, found, wanted, on, under)
    text = rendered(page, format, columns(LETTER) if out is None else LETTER)
    if out is None:
        result(text)
    elif (problem := write_out(out, text)) is not None:
        return show([problem], {}, err=True)
    for s in page.shortfalls if out is not None or format != "text" else ():
        talk(f"{s.name} of {escape(s.section)} is {s.found} %, and {s.wanted} % is asked for")
    return Exit.FINDINGS if page.shortfalls else Exit.OK


def unknown_thresholds(project: Project, found: "Study") -> list[Diagnostic]:
    """The tables of thresholds that name no section on file: a threshold that is asked of nothing would never be missed."""
    problems = []
    for name, place in project.thresholds.places.items():
        if name not in found.laws.sections:
            near = did_you_mean(name, found.laws.sections)
            help = f"did you mean `{near}`?" if near else f"sections on file: {', '.join(f'`{s}`' for s in sorted(found.laws.sections))}"
            message = f"thresholds of `{name}`, and no such section is on file"
            problems.append(Diagnostic.at(files.UNKNOWN_SETTING, place, message, help=help, replacement=near))
    return problems


def sections_named(sections: "Iterable[Section]", named: Sequence[str]) -> list[str] | Exit:
    """The identities of the sections named, or of all; or the exit code, the problem being told."""
    from pincitec.law.places import parse_cite

    cites = {s.id: s.cites for s in sections}
    found: dict[str, None] = {}
    for name in named:
        place = parse_cite(cites, name)
        if place is None or place[1]:
            near = did_you_mean(name, [n for id, others in cites.items() for n in (id, *others)])
            hint = f"did you mean `{escape(near)}`?" if near else f"on file are: {', '.join(sorted(cites)) or 'none'}"
            what = "coverage is told of whole sections" if place is not None else f"no section on file is cited as `{escape(name)}`"
            talk(f"error: {what}\nhelp: {f'name `{place[0]}`' if place is not None else hint}")
            return Exit.USAGE
        found[place[0]] = None
    return list(found) or sorted(cites)


def page_of(project: Project, found: "Study", wanted: Sequence[str], on: date | None, under: int | None) -> "CoveragePage":
    from pincite.report.coverage_view import CoveragePage
    from pincitec.coverage import cover

    covered = [s for s in cover(found).sections if s.id in wanted]
    exercised = exercise_of(found, wanted)
    page = CoveragePage(tuple(covered), exercised, (), on, under)
    return CoveragePage(tuple(covered), exercised, tuple(shortfalls(project, page, covered)), on, under)


def exercise_of(found: "Study", wanted: Sequence[str], executors: "Sequence[Name] | None" = None) -> "Exercise":
    """What the scenarios of all files show of the clauses on some sections, by all executors, or by those named."""
    from attrs import evolve

    from pincite.cli.scenario_run import run
    from pincite.evaluate import EXECUTORS
    from pincite.exercise import Shown, exercise

    assert found.pack is not None  # INVARIANT: asked before
    pack, runs = found.pack, []

    def shown() -> Iterator[Shown]:
        for one in (one for module in found.modules for one in module.scenarios):
            ran = run(pack, one, executors or EXECUTORS)
            runs.append(ran)
            for name in dict.fromkeys(e.decision for e in one.expected) if ran.passed else ():
                yield Shown(one.title, name, one.on, one.law_on, one.readings, one.facts)

    made = exercise(pack, shown())
    failed = tuple(r.scenario.title for r in runs if not r.passed)
    clauses = tuple(c for c in made.clauses if c.section in wanted)
    return evolve(made, clauses=clauses, scenarios=len(runs), failed=failed)


def shortfalls(project: Project, page: "CoveragePage", covered: "Sequence[SectionCover]") -> "list[Shortfall]":
    """The thresholds that are not reached."""
    from pincite.report.coverage_view import Shortfall
    from pincitec.coverage.model import percent

    found = []
    for name in SHARES:
        for section in covered:
            wanted = project.thresholds.of(name, section.id)
            share = page.counted(section) if name == "accounted" else page.exercise.share(section.id)
            if wanted is not None and share * 100 < wanted:
                found.append(Shortfall(name, section.id, wanted, percent(share)))
    return found


def rendered(page: "CoveragePage", format: str, width: int) -> str:
    if format == "json":
        from pincite.report.coverage_json import render_json

        return render_json(page)
    if format == "html":
        from pincite.report.coverage_html import render_html

        return render_html(page)
    from pincite.report.coverage_text import render_text

    return render_text(page, width)
