"""`pincite sql`: a decision as one query, for data that stay in a database."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from pincite.cli.command import Command
from pincite.cli.outfile import deliver
from pincite.cli.questions import read_day, read_readings
from pincite.cli.streams import Exit, show, talk
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.render.text import escape

DIALECTS: Final = ("duckdb", "postgres", "sqlite", "spark", "tsql", "snowflake", "bigquery")
LONGEST: Final = 128
"""Characters of a part of a table's name."""


def read_table(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """A table by its name, and before it its schema and catalogue, with stops between."""
    parts = tuple(value.split("."))
    if len(parts) > 3 or not all(p.strip() and p.isprintable() and len(p) <= LONGEST for p in parts):
        raise click.BadParameter(f"`{escape(value)}` is no table. Write its name, with its schema before it: school.teachers.")
    return parts


def read_columns(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Facts and the column that holds each, as `FACT=COLUMN`."""
    pairs = []
    for text in value:
        fact, equals, name = text.partition("=")
        if not (fact.strip() and equals and name.strip()):
            raise click.BadParameter(f"`{escape(text)}` names no column. Write a fact and a column, such as degree_held=degree.")
        pairs.append((fact.strip(), name.strip()))
    return tuple(pairs)


@click.command(cls=Command, short_help="Write a decision as a query for a database.")
@click.argument("decision")
@click.option("--on", metavar="DATE", callback=read_day, required=True, help="The day at which facts are judged, in all rows.")
@click.option("--law-on", metavar="DATE", callback=read_day, help="The day whose text of law applies.  [default: the same day]")
@click.option(
    "--known-on", metavar="DATE", callback=read_day, help="Leave out acts that became known after this day.  [default: all on file]"
)
@click.option(
    "--reading", "readings", metavar="CHOICE=READING", callback=read_readings, multiple=True, help="Read a choice so; repeatable."
)
@click.option("--dialect", type=click.Choice(DIALECTS), required=True, help="The engine that is to run it.")
@click.option("--table", metavar="TABLE", callback=read_table, default="cases", show_default=True, help="The table with a row a case.")
@click.option("--key", "keys", metavar="COLUMN", multiple=True, help="A column that goes to the result as it is; repeatable.")
@click.option("--column", "columns", metavar="FACT=COLUMN", callback=read_columns, multiple=True, help="The column of a fact; repeatable.")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
def sql(
    decision: str,
    on: date,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    dialect: str,
    table: tuple[str, ...],
    keys: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
    out: Path | None,
) -> int:
    """Write DECISION as one SQL query that gives the verdict of each row of a table.

    Only what every engine computes in the same way is written: a decision that rests on more is refused, with the places of the law. The
    head of the query says which columns the table must have.
    """
    if find_spec("sqlglot") is None:
        talk("error: queries are written with sqlglot, which is not installed\nhelp: pip install 'pincite[sql]'")
        return Exit.USAGE
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, decision_named, qualify, readings_named, source
    from pincite.population.sql.query import Asked, query
    from pincitec.diagnostics.catalogue.populations import SQL_NAME

    loaded = load_here(known_on)
    if isinstance(loaded, Exit):
        return loaded
    pack = loaded.pack
    name = decision_named(pack, decision)
    chosen, problems = readings_named(pack, readings)
    if isinstance(name, Diagnostic):
        problems.insert(0, name)
    mapped: dict[str, str] = {}
    for fact, column in columns:
        found = qualify(fact, pack.fact, SQL_NAME, "fact", "--column")
        if isinstance(found, Diagnostic):
            problems.append(found)
        elif mapped.setdefault(found, column) != column:
            problems.append(Diagnostic.at(SQL_NAME, Span("--column", 0, 0), f"two columns are named for `{found}`", help="name one"))
    if problems or isinstance(name, Diagnostic):
        show(problems, {ASKED: source(decision)}, err=True)
        return Exit.USAGE
    made = query(pack, Asked(name, on, law_on or on, dialect, chosen, table, keys, mapped))
    if isinstance(made, list):
        show(made, {ASKED: source(decision)}, err=True)
        return Exit.USAGE if any(d.rule is SQL_NAME for d in made) else Exit.FINDINGS
    unread = [fact for fact in mapped if fact not in {i.fact.name for i in made.inputs}]
    for fact in unread:
        talk(f"note: the decision does not read `{escape(fact)}`; its column is not in the query")
    return deliver(made.text, out)
