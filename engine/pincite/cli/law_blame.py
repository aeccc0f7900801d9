"""`pincite law blame`: the acts behind every word of a section or a unit, as it stood on a day."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from pincite.cli.command import Command
from pincite.cli.law_clocks import clocks_said
from pincite.cli.law_known import NOT_WHOLE, standing
from pincite.cli.law_open import day as on_day, known_on_option, not_on_file, open_cited
from pincite.cli.law_text import long_date, paragraph, title, wrapped
from pincite.cli.law_units import named_on, none_named, several
from pincite.cli.streams import Exit, colored, result
from pincitec.law.blame import Link, Run, UnitBlame, blame as blame_of
from pincitec.law.model import Section, Status
from pincitec.law.places import cite_unit, governing_act, version_on
from pincitec.syntax.law_tree import ActKind


@click.command(cls=Command, name="blame", short_help="The acts behind every word, on a day.")
@click.argument("cite")
@click.option("--on", "day", callback=on_day, metavar="DATE", required=True, help="The day, year-month-day.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How it is written.")
@known_on_option
def blame(cite: str, day: date, form: str, known_on: date | None) -> int:
    """Print the words that CITE had on a day, run by run, each with the chain of acts that brought it.

    Under each run stands the newest act first, with the words that gave way to it; then the acts behind those words.
    Returns 1 where the text of the whole section in force that day is not on file.
    """
    section, path = open_cited(cite, known_on)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    assert isinstance(path, tuple)
    version = version_on(section, day)
    if version is None:
        result(not_on_file(section, path, day))
        return Exit.FINDINGS
    units = blame_of(section, version)
    if path and version.ended is None:
        named = named_on(version, path)
        if not named:
            return none_named(section, path, day, version)
        units = tuple(found for unit in named if (found := _within(units, unit.identity)) is not None)
    if form == "json":
        written = {"section": section.id, "on": f"{day}", "complete": version.complete, "units": [_plain(unit) for unit in units]}
        result(json.dumps(written, ensure_ascii=False, indent=2))
    else:
        lines = title(f"{cite_unit(section, path)}: the acts behind its words", colored())
        for said in standing(section, version, day):
            lines += paragraph(said if said != NOT_WHOLE else "no determination rests on any of it")
        for said in (*clocks_said(section, path, day), *(several(section, path, named_on(version, path), day) if path else ())):
            lines += paragraph(said)
        for unit in units:
            lines += _lines(section, unit)
        result("\n".join(lines))
    return Exit.OK if version.complete and version.ended is None else Exit.FINDINGS


def _within(units: tuple[UnitBlame, ...], identity: str) -> UnitBlame | None:
    for unit in units:
        found = unit if unit.identity == identity else _within(unit.children, identity)
        if found is not None:
            return found
    return None


def _lines(section: Section, unit: UnitBlame) -> Iterator[str]:
    color = colored()
    yield ""
    yield from wrapped([(cite_unit(section, unit.path), "1")], "", "  ", color=color)
    if unit.label_since is not None:
        since = unit.label_since
        said = f"designated so since {long_date(since.on)} by {'; '.join(since.acts)}; before as {cite_unit(section, since.former)}"
        yield from wrapped([(said, "")], "  ", "    ", color=False)
    for run in unit.runs:
        if run.text.strip():
            yield from _run(section, run)
    for child in unit.children:
        yield from _lines(section, child)


def _run(section: Section, run: Run) -> Iterator[str]:
    words = run.text.strip() if run.status is Status.UNKNOWN else f"“{run.text.strip()}”"
    yield from wrapped([(words, "")], "  ", "  ", color=False)
    for link in run.chain:
        yield from wrapped([(_link(section, link), "2")], "    <- ", "       ", color=colored())
    if not run.chain:
        yield "    <- no act on file brought them"
    if run.status is not Status.VERBATIM:
        yield f"    ({run.status.value})"


def _link(section: Section, link: Link) -> str:
    act = governing_act(section, link.act)
    how = {ActKind.RECONCILE: ", reconciled", ActKind.TOGETHER: ", dated together"}.get(act.kind, "") if act is not None else ""
    dated = f", {long_date(link.on)}" if link.on is not None else ", effective date not on file"
    struck = f", in place of “{link.struck.strip()}”" if link.struck.strip() else ""
    worded = f", as amended before it took effect by {'; '.join(link.worded_by)}" if link.worded_by else ""
    return f"{link.act}{how}{dated}{worded}{struck}"


def _plain(unit: UnitBlame) -> dict[str, Any]:
    since = unit.label_since
    return {
        "path": list(unit.path),
        "relabelled": {"former": list(since.former), "on": f"{since.on}", "acts": list(since.acts)} if since is not None else None,
        "runs": [
            {
                "text": run.text,
                "status": run.status.value,
                "acts": [
                    {
                        "act": k.act,
                        "on": f"{k.on}" if k.on is not None else None,
                        "in_place_of": k.struck or None,
                        "worded_by": list(k.worded_by),
                    }
                    for k in run.chain
                ],
            }
            for run in unit.runs
        ],
        "units": [_plain(child) for child in unit.children],
    }
