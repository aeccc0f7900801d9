"""`pincite facts`: a blank facts file of a decision, or a blank table of its records."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.outfile import format_of, write_new
from pincite.cli.questions import read_day
from pincite.cli.streams import Exit, result, show, talk
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.render.text import escape

if TYPE_CHECKING:
    from pincite.report.facts_form import Entry, Form

FORMATS: Final = ("yaml", "json", "csv", "xlsx")
ENDINGS: Final = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv", ".xlsx": "xlsx"}


@click.command(cls=Command, short_help="Make a blank facts file for a decision.")
@click.argument("decision")
@click.option("--on", metavar="DATE", callback=read_day, help="Only what can be asked for on this day.  [default: on any day]")
@click.option("--format", "format", type=click.Choice(FORMATS), help="How to write it.  [default: as FILE ends, else yaml]")
@click.option("--list", "list_", metavar="LIST", help="The list of records that a CSV file is for, where there are several.")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a new file instead of standard output.")
def facts(decision: str, on: date | None, format: str | None, list_: str | None, out: Path | None) -> int:
    """Make a blank facts file of DECISION: every fact that it can read, with its wording and the words of the law that ask for it.

    Nothing is filled in, so nothing is stated: a determination from it says what would have to be known. csv and xlsx are tables for the
    records of a list.
    """
    format = format_of(format, out, ENDINGS, "yaml")
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, decision_named, source
    from pincite.report.facts_form import facts_form

    loaded = load_here()
    if isinstance(loaded, Exit):
        return loaded
    name = decision_named(loaded.pack, decision)
    if isinstance(name, Diagnostic):
        show([name], {ASKED: source(decision)}, err=True)
        return Exit.USAGE
    made = rendered(facts_form(loaded.pack, name, on), format, list_)
    if made is None:
        return Exit.USAGE
    if out is None and isinstance(made, bytes):
        talk("error: a workbook is not printed\nhelp: name a file for it: --out FILE.xlsx")
        return Exit.USAGE
    if out is None:
        result(made if isinstance(made, str) else "")
    elif (problem := write_new(out, made)) is not None:
        show([problem], {}, err=True)
        return Exit.USAGE
    return Exit.OK


def rendered(form: "Form", format: str, list_: str | None) -> str | bytes | None:
    """The form in a format; None, after it was said why, where there is no such table."""
    from pincite.report import facts_form

    if format == "yaml":
        return facts_form.render_yaml(form)
    if format == "json":
        return facts_form.render_json(form) + "\n"
    entry = list_named(form, list_, one=format == "csv")
    if entry is None:
        return None
    from pincite.report.facts_tables import render_csv, render_workbook

    return render_csv(entry) if format == "csv" else render_workbook(form)


def list_named(form: "Form", name: str | None, *, one: bool) -> "Entry | None":
    """The list that a table is for; None after it was said that there is none, or more than one."""
    known = ", ".join(f"`{e.name}`" for e in form.lists)
    found = [e for e in form.lists if name is None or name in (e.name, e.asked.fact.name)]
    if not form.lists:
        talk(f"error: no list of records is read for `{escape(form.decision)}`\nhelp: leave out `--format`: its facts are given by name")
    elif not found:
        talk(f"error: `{escape(name or '')}` is no list that is read for it\nhelp: its lists are {known}")
    elif one and len(found) > 1:
        talk(f"error: a CSV file holds one list, and {len(found)} are read for it\nhelp: say which with `--list`: {known}")
    else:
        return found[0]
    return None
