"""`pincite whatif`: one question twice, for the facts as they are and with some of it otherwise, and what that changes."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.outfile import write_out
from pincite.cli.questions import answer_for, facts_from, read_day, read_readings, read_tables, reading_of, status_of
from pincite.cli.record_fields import PLACE, FieldSet, field_set, with_field
from pincite.cli.streams import Exit, result, show, talk
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.render.text import escape

if TYPE_CHECKING:
    from pincite.cli.packs import Loaded
    from pincite.facts import Facts
    from pincite.facts.tables.model import Wanted

SET: Final = "--set"
"""How a message shows the place of a value that was given on the command line."""
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


def read_set(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Facts and their values, each as `FACT=VALUE`, the value as in a facts file on one line."""
    pairs = []
    for text in value:
        name, equals, stated = (part.strip() for part in text.partition("="))
        if not (equals and stated and (NAME.fullmatch(name) or PLACE.fullmatch(name))) or "\n" in stated or "\r" in stated:
            raise click.BadParameter(f"`{escape(text)}` sets no fact. Write a fact and a value, such as national_board=true.")
        pairs.append((name, stated))
    return tuple(pairs)


def read_unset(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    for name in value:
        if not (NAME.fullmatch(name) or PLACE.fullmatch(name)):
            raise click.BadParameter(f"`{escape(name)}` is no name of a fact. Write one such as national_board.")
    return tuple((name, "null") for name in value)


@click.command(cls=Command, short_help="Tell what another fact, day or reading would change.")
@click.argument("decision")
@click.option("--facts", "facts_file", metavar="FILE", help="Facts as YAML or JSON; - for standard input. Without it nothing is known.")
@click.option(
    "--records", metavar="LIST=FILE[:SHEET]", callback=read_tables, multiple=True, help="Records of a list from a table; repeatable."
)
@click.option("--on", metavar="DATE", callback=read_day, required=True, help="The day at which facts and periods are judged.")
@click.option("--law-on", metavar="DATE", callback=read_day, help="The day whose text of law applies.  [default: the same day]")
@click.option("--known-on", metavar="DATE", callback=read_day, help="Leave out acts that became known after this day.")
@click.option(
    "--reading", "readings", metavar="CHOICE=READING", callback=read_readings, multiple=True, help="Read a choice so; repeatable."
)
@click.option("--set", "changed", metavar="FACT=VALUE", callback=read_set, multiple=True, help="What if a fact were so; repeatable.")
@click.option("--unset", "unset", metavar="FACT", callback=read_unset, multiple=True, help="What if a fact were not known; repeatable.")
@click.option("--then-on", metavar="DATE", callback=read_day, help="What if it were asked about this day.")
@click.option("--then-law-on", metavar="DATE", callback=read_day, help="What if the text of this day applied.")
@click.option(
    "--then-reading",
    "then_readings",
    metavar="CHOICE=READING",
    callback=read_readings,
    multiple=True,
    help="What if a choice were read so.",
)
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--exit-status", is_flag=True, help="Return the second verdict, as `determine --exit-status` does.")
@click.option("--strict", is_flag=True, help="Undetermined where the law on file is not known to reach to that day.")
def whatif(
    decision: str,
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    on: date,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    changed: tuple[tuple[str, str], ...],
    unset: tuple[tuple[str, str], ...],
    then_on: date | None,
    then_law_on: date | None,
    then_readings: tuple[tuple[str, str], ...],
    format: str,
    out: Path | None,
    exit_status: bool,
    strict: bool,
) -> int:
    """Decide DECISION for the facts given, and again with some of it otherwise; tell what differs and why.

    A VALUE is written as in a facts file: --set "years_as_level_two=3 years", --set "reviews={records: []}",
    and of one field of a record --set 'years["2022-23"].days=160 days'.
    """
    if not (changed or unset or then_on or then_law_on or then_readings):
        raise click.UsageError("nothing is asked to be otherwise. Add --set, --unset, --then-on, --then-law-on or --then-reading.")
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, READINGS, decision_named, readings_named, source

    loaded = load_here(known_on)
    if isinstance(loaded, Exit):
        return loaded
    pack = loaded.pack
    name = decision_named(pack, decision)
    chosen, problems = readings_named(pack, readings)
    others, more = readings_named(pack, then_readings)
    problems += more
    if isinstance(name, Diagnostic):
        problems.insert(0, name)
    if problems or isinstance(name, Diagnostic):
        show(problems, {ASKED: source(decision), READINGS: source(" ".join(r for _, r in (*readings, *then_readings)))}, err=True)
        return Exit.USAGE
    later = then_on or on
    first = facts_from(facts_file, records, loaded, on, reading_of(pack, name, law_on or on))
    if isinstance(first, Exit):
        return first
    second = facts_as_of(first, facts_file, records, loaded, later, name)
    if isinstance(second, Exit):
        return second
    second = with_changes(second, (*changed, *unset), loaded, later)
    if isinstance(second, Exit):
        return second
    then_law = then_law_on or (law_on if then_on is None or law_on is not None else later) or later
    before = answer_for(pack, name, first, on=on, law_on=law_on or on, readings=chosen, executor="generated", strict=strict)
    after = answer_for(pack, name, second, on=later, law_on=then_law, readings={**chosen, **others}, executor="generated", strict=strict)
    for answer in (before, after):
        if isinstance(answer, Diagnostic):
            show([answer], {ASKED: source(decision)}, err=True)
    if isinstance(before, Diagnostic) or isinstance(after, Diagnostic):
        return Exit.FINDINGS
    from pincite.cli.whatif_output import as_json, as_text
    from pincite.explain.difference import difference

    found = difference(before, after)
    fields = tuple((place, stated) for place, stated in (*changed, *unset) if PLACE.fullmatch(place))
    made = as_json(found, before, after) if format == "json" else "\n".join(as_text(found, fields))
    if out is None:
        result(made)
    elif (problem := write_out(out, made, facts_file, *(wanted.file for _, wanted in records))) is not None:
        return show([problem], {}, err=True)
    return status_of(after) if exit_status else Exit.OK


def facts_as_of(
    facts: "Facts", name: str | None, records: tuple[tuple[str, "Wanted"], ...], loaded: "Loaded", day: date, decision: str
) -> "Facts | Exit":
    """The facts as of another day: a period that still runs is longer by then. What came by standard input is read once, and grown."""
    if facts.asked is None or facts.asked == day:
        return facts
    if name == "-":
        from attrs import evolve

        from pincite.explain.changes.trial import until

        given = {n: evolve(g, value=until(g.value, day)) for n, g in facts.given.items()}
        return evolve(facts, given=given, values={n: g.value for n, g in given.items() if g.value is not None}, asked=day)
    return facts_from(name, records, loaded, day, reading_of(loaded.pack, decision, day))


def with_changes(facts: "Facts", changes: tuple[tuple[str, str], ...], loaded: "Loaded", day: date) -> "Facts | Exit":
    """The facts with some given otherwise, each read as a line of a facts file; after their problems have been shown, the exit code."""
    from pincite.facts import Facts, read_facts

    fields = [one for name, stated in changes if (one := field_set(name, stated)) is not None]
    for asked in fields:
        changed = with_one_field(facts, asked, loaded, day)
        if isinstance(changed, Exit):
            return changed
        facts = changed
    changes = tuple((name, stated) for name, stated in changes if not PLACE.fullmatch(name))
    if not changes:
        return facts
    source = Source(SET, "".join(f"{name}: {stated}\n" for name, stated in changes))
    read, problems = read_facts(source, loaded.pack, day)
    if problems:
        show(problems, {SET: source}, err=True)
    if read is None:
        talk("nothing was decided: what is to be otherwise has errors")
        return Exit.FINDINGS
    given = dict(sorted({**facts.given, **read.given}.items()))
    values = {name: one.value for name, one in given.items() if one.value is not None}
    policies = tuple(sorted({*facts.policies, *read.policies}))
    return Facts(given, values, policies, day)


def with_one_field(facts: "Facts", asked: FieldSet, loaded: "Loaded", day: date) -> "Facts | Exit":
    """The facts with one field of a record given otherwise, read as a facts file would state it."""
    from pincite.facts import read_facts

    read, problems = read_facts(asked.source, loaded.pack, day)
    if problems:
        show(problems, {asked.source.path: asked.source}, err=True)
    if read is None or not read.given:
        talk("nothing was decided: what is to be otherwise has errors")
        return Exit.FINDINGS
    return with_field(facts, read, asked, loaded.pack)
