"""`pincite law`: the law on file for a reader. The text of a place on a day, the acts that made it, what changed between days."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from pincite.cli.command import Command
from pincite.cli.law_known import between, standing
from pincite.cli.law_text import (
    interval,
    legend,
    long_date,
    paragraph,
    redline_lines,
    statuses,
    title,
    unit_lines,
    wrapped,
)
from pincite.cli.streams import Exit, colored, escape, refused, result, show, talk
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import read_source
from pincitec.law.beside import evidence_beside
from pincitec.law.flat import flatten
from pincitec.law.library import Library, open_library
from pincitec.law.model import Act, Evidence, Section, UnitText, Version
from pincitec.law.places import cite_unit, find_act, find_history, find_note, find_unit, text_of, unit_in, version_on
from pincitec.law.redline import redline as redline_of
from pincitec.project import find_project
from pincitec.syntax.law_tree import ActKind, AddUnit, Anchor, AnchorKind, How, Operation, Place, RemoveUnits, Words, WordsIn


def _day(ctx: click.Context, param: click.Parameter, value: str) -> date:
    """A day of the calendar, written year-month-day."""
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise click.BadParameter(f"`{escape(value)}` is not a day; write it year-month-day, for example 2019-06-14", ctx, param)


@click.group(name="law", short_help="Show a statute: its text on a date, its history, what changed.")
def law() -> None:
    """The law on file: its text on a day, its history, and what changed between two days."""


@law.command(cls=Command, name="show", short_help="The text of a section or a unit on a day.")
@click.argument("cite")
@click.option("--on", "day", callback=_day, metavar="DATE", required=True, help="The day, year-month-day.")
def show_text(cite: str, day: date) -> int:
    """Print the text that CITE had on a day, with what is not verbatim marked.

    CITE is `us-nm/22-10A-11(C)` or "NMSA 1978, § 22-10A-11(C)". Also (heading), (history), (note "…"), (act "…").
    Returns 1 where the text of the whole section in force that day is not on file.
    """
    section, path = _open(cite)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    assert isinstance(path, tuple)
    special = _special(section, path)
    if special is not None:
        result("\n".join([*title(cite_unit(section, special.path), colored()), "", *_paragraphs(special)]))
        return Exit.OK
    version = version_on(section, day)
    if version is None:
        result(_not_on_file(section, path, day))
        return Exit.FINDINGS
    units = version.units
    if path:
        target = find_unit(section, path, day) or find_unit(section, path)
        unit = unit_in(version, target.identity) if target is not None else None
        if unit is None:
            return _no_unit(section, path, day, version, known=target is not None)
        units = (unit,)
    result("\n".join(_text(section, path, version, units, day)))
    return Exit.OK if version.complete else Exit.FINDINGS


@law.command(cls=Command, short_help="The acts that made a section what it is.")
@click.argument("cite", metavar="SECTION")
def history(cite: str) -> int:
    """Print the acts of SECTION, newest first: when each took effect, what it did, and the annotations on it."""
    section, path = _open(cite)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    result("\n".join(_history(section)))
    return Exit.OK


@law.command(cls=Command, short_help="What changed between two days.")
@click.argument("cite", metavar="SECTION")
@click.argument("from_", metavar="FROM", callback=_day)
@click.argument("to", metavar="TO", callback=_day)
def redline(cite: str, from_: date, to: date) -> int:
    """Print what changed in SECTION from the day FROM to the day TO, as the recorded operations of the acts say."""
    if to < from_:
        raise click.UsageError(f"FROM ({from_}) must not be after TO ({to}).")
    section, path = _open(cite)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    assert isinstance(path, tuple)
    old, new = version_on(section, from_), version_on(section, to)
    units = redline_of(section, from_, to)
    if old is None or new is None or units is None:
        result(_not_on_file(section, (), from_ if old is None else to))
        return Exit.FINDINGS
    lines = title(f"{cite_unit(section, path)}, {from_} to {to}", colored())
    for said in between(section, old, new, from_, to):
        lines += paragraph(said)
    acts = [a.act for a in section.amendments if from_ < a.on <= to]
    lines += ["", *(line for act in acts for line in wrapped([(act, "")], "  ", "    ", color=False))] if acts else []
    changed = [unit for unit in units if unit.changed and unit.path[: len(path)] == path]
    for unit in changed:
        lines += ["", *redline_lines(unit, section, color=colored())]
    lines += ["", "[-struck-]  {+inserted+}"] if changed else ["", "  no change on file between the two days"]
    result("\n".join(lines))
    return Exit.OK if old.complete and new.complete else Exit.FINDINGS


# -- finding -------------------------------------------------------------------------------------------------------------


def _open(cite: str) -> tuple[Section | None, tuple[str, ...] | int]:
    """The section that a citation names, with the path in it; or None with the exit code, the problems being told."""
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return None, refused(problems, project.settings, err=True)
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
        return None, Exit.USAGE

    def evidence(shown: str) -> Evidence:
        return evidence_beside(paths[shown], shown)

    section, trouble = library.read(found[0], evidence)
    if has_errors(trouble):
        return None, show(trouble, known, err=True)
    return section, found[1]


def _unknown_section(library: Library, cite: str) -> None:
    near = library.suggestion(cite)
    hint = f"did you mean `{escape(near)}`?" if near else f"on file are: {', '.join(sorted(library.sources)) or 'none'}"
    talk(f"error: no section on file is cited as `{escape(cite)}`\nhelp: {hint}")


def _special(section: Section, path: tuple[str, ...]) -> UnitText | None:
    """A history line, note or act: places that have no versions."""
    if len(path) != 1:
        return None
    word, _, rest = path[0].partition(" ")
    name = rest.strip().strip('"')
    target = None
    if path == ("history",):
        target = find_history(section)
    elif word == "note" and name:
        target = find_note(section, name)
    elif word == "act" and name:
        target = find_act(section, name)
    return text_of(section, target, None) if target is not None else None


def _no_unit(section: Section, path: tuple[str, ...], day: date, version: Version, *, known: bool) -> int:
    cited = escape(cite_unit(section, path))
    if known and not version.complete:
        result(_not_on_file(section, path, day))
        return Exit.FINDINGS
    if known:
        result(f"{cited} does not exist on {long_date(day)}")
        return Exit.FINDINGS
    units = ", ".join(escape(cite_unit(section, unit.path)) for unit in version.units)
    talk(f"error: there is no unit {cited}\nhelp: the units that day are {units}")
    return Exit.USAGE


# -- saying --------------------------------------------------------------------------------------------------------------


def _not_on_file(section: Section, path: tuple[str, ...], day: date) -> str:
    return f"the text of {escape(cite_unit(section, path))} on {long_date(day)} is not on file"


def _text(section: Section, path: tuple[str, ...], version: Version, units: tuple[UnitText, ...], day: date) -> Iterator[str]:
    color = colored()
    yield from title(cite_unit(section, path), color)
    for said in standing(section, version, day):
        yield from paragraph(said)
    made = f", made by {'; '.join(version.acts)}" if version.acts else ""
    yield from paragraph(f"version of the section {interval(version)}{made}")
    brought = dict.fromkeys(act for unit in units for flat in (flatten(unit),) for act in flat.acts(0, len(flat.text)))
    if path and brought:
        yield from paragraph(f"words of it were brought by {'; '.join(brought)}")
    if version.assumed is not None:
        yield from paragraph(f"the date is assumed: the source is undated; {version.assumed}")
    for unit in units:
        yield ""
        yield from unit_lines(unit, color=color)
    marks = list(legend(statuses(units)))
    if marks:
        yield ""
        yield from marks


def _paragraphs(unit: UnitText) -> Iterator[str]:
    for line in unit.text.strip("\n").split("\n"):
        yield from wrapped([(line, "")], "  ", "  ", color=False)


def _history(section: Section) -> Iterator[str]:
    color = colored()
    yield from title(f"{cite_unit(section, ())}: history", color)
    if section.history is not None:
        yield ""
        for line in section.history.text.strip("\n").split("\n"):
            yield from wrapped([(line, "")], "  ", "  ", color=color)
    if not section.acts:
        yield from ("", "  no act on it is on file")
    for act in reversed(section.acts):
        yield ""
        yield from _act(section, act, color)
    for tolerance in section.tolerances:
        yield ""
        said = f"the source prints “{tolerance.printed}” for “{tolerance.text}” ({tolerance.kind}), on {tolerance.act}"
        yield from wrapped([(f"misquoted: {said}", "")], "", "  ", color=color)


def _act(section: Section, act: Act, color: bool) -> Iterator[str]:
    dated = f"effective {long_date(act.effective)}" if act.effective is not None else "effective date not on file"
    how = {ActKind.ACT: "", ActKind.RECONCILE: "reconciled: ", ActKind.TOGETHER: "dated together: "}[act.kind]
    by = f", by {act.by}" if act.by else ""
    yield from wrapped([(f"{how}{act.title}", "1"), (f", {dated}{by}", "")], "", "  ", color=color)
    if act.because:
        yield from wrapped([(f"because {act.because}", "")], "  ", "    ", color=color)
    if not act.operations and not act.remainder and not any(act.title in a.reconciled for a in section.acts):
        yield "  what it did is not on file"
    for operation in act.operations:
        yield from wrapped([(_said(operation), "")], "  - ", "    ", color=color)
    for words in act.remainder:
        yield from wrapped([(f"not in words of the law: “{words}”", "")], "  - ", "    ", color=color)
    for part in act.incorporated:
        said = f"of its insertion in {_place(part.place)}, {part.kept} of {part.total} words are in the reconciled text"
        extra = f"; the text adds “{'”, “'.join(part.added)}”" if part.added else ""
        less = f"; it leaves out “{'”, “'.join(part.missing)}”" if part.missing else ""
        yield from wrapped([(said + less + extra, "")], "  - ", "    ", color=color)
    if act.applies is not None:
        yield from wrapped([(f"applies “{act.applies.words}”", "")], "  - ", "    ", color=color)
    for note in act.notes:
        for line in note.text.strip("\n").split("\n"):
            yield from wrapped([(line, "")], "  | ", "  | ", color=color)


def _said(operation: Operation) -> str:
    place = _place(operation.place)
    because = f" (because {operation.because.text})" if operation.because is not None else ""
    match operation:
        case WordsIn():
            struck = " and ".join(_words(words) for words in operation.strikes)
            inserted = " and ".join(_words(words) for words in operation.inserts)
            done = [f"struck {struck}"] if struck else []
            done += [f"inserted {inserted}"] if inserted else []
            return f"in {place}{_where(operation.anchor)} {', '.join(done)}{because}"
        case AddUnit():
            return f"added {place}" + (f" {operation.hole.text}" if operation.hole is not None else "") + because
        case RemoveUnits():
            through = f" through {operation.through}" if operation.through is not None else ""
            return f"removed {place}{through}{because}"


def _where(anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    if anchor.kind is AnchorKind.AT_UNKNOWN:
        return ", at a place that is not on file,"
    return f" {anchor.kind.value}" + (f" {_words(anchor.words)}" if anchor.words is not None else "")


def _words(words: Words) -> str:
    """Words in quotation marks, inferred characters marked, holes as they are."""
    if all(part.how is How.HOLE for part in words.parts):
        return words.text
    text = "".join("{?" + part.text + "}" if part.how is How.INFERRED else part.text for part in words.parts)
    return f"“{text}”"


def _place(place: Place) -> str:
    head, *rest = place.path
    return ("former " if place.former else "") + head + "".join(f"({part})" for part in rest)
