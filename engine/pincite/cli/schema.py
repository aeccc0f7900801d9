"""`pincite schema`: the JSON Schema of the facts that a decision can read, for editors, forms and programs that send cases."""

from datetime import date
from pathlib import Path

import click

from pincite.cli.command import Command
from pincite.cli.outfile import write_out
from pincite.cli.questions import read_day
from pincite.cli.streams import Exit, result, show
from pincitec.diagnostics import Diagnostic


@click.command(cls=Command, short_help="Give the JSON Schema of the facts of a decision.")
@click.argument("decision")
@click.option("--on", metavar="DATE", callback=read_day, help="Only what can be asked for on this day.  [default: on any day]")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
def schema(decision: str, on: date | None, out: Path | None) -> int:
    """Give the JSON Schema (2020-12) of the facts file of DECISION, with the words of the law that ask for each fact.

    An editor that knows schemas then completes the names and values of a facts file, and marks what does not fit.
    """
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, decision_named, source
    from pincite.report.facts_schema import render_schema

    loaded = load_here()
    if isinstance(loaded, Exit):
        return loaded
    name = decision_named(loaded.pack, decision)
    if isinstance(name, Diagnostic):
        show([name], {ASKED: source(decision)}, err=True)
        return Exit.USAGE
    text = render_schema(loaded.pack, name, on)
    if out is None:
        result(text)
    elif (problem := write_out(out, text)) is not None:
        show([problem], {}, err=True)
        return Exit.USAGE
    return Exit.OK
