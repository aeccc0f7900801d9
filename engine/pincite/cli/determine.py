"""`pincite determine`: decide a question for one set of facts, and write the letter that says why."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.outfile import deliver, endings_of, format_of
from pincite.cli.streams import LETTER, Exit, columns, read_input, show, talk
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.render.text import escape
from pincitec.settings import is_address

if TYPE_CHECKING:
    from pincite.cli.packs import Loaded
    from pincite.evaluate import Name
    from pincite.explain.proof import Determination
    from pincite.facts import Facts
    from pincite.facts.tables.model import Reads, Wanted
    from pincite.report.pdf import Unavailable
    from pincitec.graph.pack import Pack
    from pincitec.settings import Office

FORMATS: Final = ("text", "md", "html", "json", "pdf")


def read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day as `YYYY-MM-DD`, and nothing else: `6/1/2021` is one day in Albuquerque and another in London."""
    if value is None:
        return None
    text = escape(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise click.BadParameter(f"`{text}` is not a date as Pincite reads it. Write year, month and day, such as 2021-06-01.")
    year, month, day = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12:
        raise click.BadParameter(f"`{text}` is not a day: months run from 01 to 12. Write year-month-day, such as 2021-06-01.")
    try:
        return date(year, month, day)
    except ValueError:
        raise click.BadParameter(f"`{text}` is not a day: month {month} of the year {year} has no day {day}.") from None


def read_readings(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Choices and the alternative to read, each as `CHOICE=ALTERNATIVE`."""
    pairs = []
    for text in value:
        choice, equals, alternative = (part.strip() for part in text.partition("="))
        if not (choice and equals and alternative):
            raise click.BadParameter(f"`{escape(text)}` is no reading. Write a choice and a reading of it, such as pooling=per_year.")
        pairs.append((choice, alternative))
    return tuple(pairs)


def read_tables(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, "Wanted"], ...]:
    """Tables of records by the name of their list, each as `LIST=FILE`, of a workbook also `LIST=FILE:SHEET`."""
    from pincite.facts.tables.model import Wanted

    tables = []
    for text in value:
        name, equals, file = (part.strip() for part in text.partition("="))
        if not (name and equals and file):
            raise click.BadParameter(f"`{escape(text)}` names no table. Write a list and a file, such as school_years=years.csv.")
        workbook = re.fullmatch(r"(.+\.xlsx):(.+)", file, re.IGNORECASE)
        file, sheet = workbook.groups() if workbook else (file, None)
        tables.append((name, Wanted(file, Span(file, 0, 0), sheet)))
    return tuple(tables)


def read_address(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Where the citation report lies. What a reader's program would run is no address."""
    if value is None or is_address(value):
        return value
    raise click.BadParameter(f"`{escape(value)}` is no path, and no address that begins with https:.")


@click.command(cls=Command, short_help="Decide a question for one set of facts, quoting the law.")
@click.argument("decision")
@click.option("--facts", "facts_file", metavar="FILE", help="Facts as YAML or JSON; - for standard input. Without it nothing is known.")
@click.option(
    "--records",
    metavar="LIST=FILE[:SHEET]",
    callback=read_tables,
    multiple=True,
    help="Records of a list from a .csv or .xlsx file; repeatable.",
)
@click.option(
    "--on",
    metavar="DATE",
    callback=read_day,
    required=True,
    help="The day at which facts and periods are judged. Never taken from the clock.",
)
@click.option("--law-on", metavar="DATE", callback=read_day, help="The day whose text of law applies.  [default: the same day]")
@click.option(
    "--known-on", metavar="DATE", callback=read_day, help="Leave out acts that became known after this day.  [default: all on file]"
)
@click.option(
    "--reading", "readings", metavar="CHOICE=READING", callback=read_readings, multiple=True, help="Read a choice so; repeatable."
)
@click.option("--format", "format", type=click.Choice(FORMATS), help="How to write it.  [default: as FILE ends, else text]")
@click.option("--exit-status", is_flag=True, help="Return the verdict: 0 holds, 10 fails, 11 undetermined, 12, 13, 14 (see the manual).")
@click.option("--strict", is_flag=True, help="Undetermined where the law on file is not known to reach to that day.")
@click.option("--executor", type=click.Choice(["generated", "reference"]), default="generated", help="What evaluates; the answer is one.")
@click.option(
    "--report",
    "report",
    metavar="ADDRESS",
    callback=read_address,
    help="Link into the citation report at this path or URL.  [default: as pincite.toml says]",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
def determine(
    decision: str,
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    on: date,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    format: str | None,
    exit_status: bool,
    strict: bool,
    executor: "Name",
    report: str | None,
    out: Path | None,
) -> int:
    """Decide DECISION for the facts given, and say why in the words of the law.

    DECISION is a name from the rules, such as minimum_salary, or a qualified one, such as us_nm.level_three.minimum_salary.
    """
    format = format_of(format, out, endings_of(FORMATS), "text")
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, decision_named, readings_named, source

    loaded = load_here(known_on)
    if isinstance(loaded, Exit):
        return loaded
    pack = loaded.pack
    name = decision_named(pack, decision)
    chosen, problems = readings_named(pack, readings)
    if isinstance(name, Diagnostic):
        problems.insert(0, name)
    if problems or isinstance(name, Diagnostic):
        show(problems, {ASKED: source(decision)}, err=True)
        return Exit.USAGE
    facts = facts_from(facts_file, records, loaded, on, reading_of(pack, name, law_on or on))
    if isinstance(facts, Exit):
        return facts
    answer = answer_for(pack, name, facts, on=on, law_on=law_on or on, readings=chosen, executor=executor, strict=strict)
    if isinstance(answer, Diagnostic):
        show([answer], {ASKED: source(decision)}, err=True)
        return Exit.FINDINGS
    address = report or loaded.project.report.url
    if address is not None and (format != "pdf" or address.startswith(("https:", "http:", "file:"))):  # a PDF is sent and filed alone
        from pincite.report.links import linked

        answer = linked(answer, pack, address)
    # A file is the same wherever it is written; only what goes to a terminal is laid out for it.
    text = rendered(answer, format, loaded.project.office, facts_file, records, columns(LETTER) if out is None else LETTER)
    code = deliver(text, out, facts_file, *(wanted.file for _, wanted in records))
    if code != Exit.OK:
        return code
    return status_of(answer) if exit_status else Exit.OK


def facts_from(
    name: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    loaded: "Loaded",
    on: date,
    reads: "Reads",
) -> "Facts | Exit":
    """The facts of a file, and of tables beside it; or, after their problems have been shown, the exit code. `reads` tells which fields
    of a record the question reads."""
    from pincite.facts import Facts, read_facts
    from pincite.facts.tables.opening import tables_beside
    from pincitec.diagnostics import Source

    if name is None and not records:
        return Facts({}, {})
    source = Source("", "") if name is None else read_input(name)
    if isinstance(source, Diagnostic):
        show([source], {}, err=True)
        return Exit.USAGE
    tables = tables_beside(name, loaded.project.root)
    tables.reads = reads
    facts, problems = read_facts(source, loaded.pack, on, tables, records)
    if problems:
        show(problems, {**tables.sources, source.path: source}, err=True)
    if facts is None:
        talk("nothing was decided: the facts have errors")
        return Exit.FINDINGS
    return facts


def reading_of(pack: "Pack", decision: str, on: date) -> "Reads":
    """Which fields of a record a decision can read on a day, by the key of the record."""

    def reads(record: str) -> frozenset[str]:
        from pincite.explain.asking import fields_asked  # only here: few facts files name a table

        return fields_asked(pack, decision, record, on)

    return reads


def answer_for(
    pack: "Pack",
    decision: str,
    facts: "Facts",
    *,
    on: date,
    law_on: date,
    readings: Mapping[str, str],
    executor: "Name",
    strict: bool,
) -> "Determination | Diagnostic":
    """The determination; or the arithmetic fault that makes the question unanswerable."""
    from pincite.explain.ask import fault
    from pincite.explain.determination import explain
    from pincitec.semantics.values import Fault

    try:
        return explain(pack, decision, facts, on=on, law_on=law_on, readings=readings, executor=executor, strict=strict)
    except Fault as error:
        return fault(decision, error)


def rendered(
    answer: "Determination", format: str, office: "Office", facts_file: str | None, records: tuple[tuple[str, "Wanted"], ...], width: int
) -> "str | bytes | Unavailable":
    """The determination in a format; the templates are imported only for those that have one."""
    if format == "json":
        from pincite.report.as_json import render_json

        return render_json(answer)
    from pincite.report import render
    from pincite.report.letter import letter

    tables = tuple(f"{name}={wanted.file}" + (f":{wanted.sheet}" if wanted.sheet else "") for name, wanted in records)
    stated = facts_file if facts_file is not None else "" if tables else "-"
    written = letter(answer, office, stated, tables)
    if format == "text":
        return render.render_text(written, width)
    if format == "pdf":
        from pincite.report.pdf import render_pdf

        return render_pdf(render.render_html(written), numbered=True)
    return render.render_html(written) if format == "html" else render.render_markdown(written)


def status_of(answer: "Determination") -> Exit:
    """The verdict as an exit code: what the law's text leaves open comes before what the facts leave open."""
    from pincite.explain.proof import RULES_BEHIND_TEXT, TEXT_NOT_ON_FILE
    from pincitec.semantics.verdicts import VERDICTS

    if answer.status in (TEXT_NOT_ON_FILE, RULES_BEHIND_TEXT):
        return Exit.TEXT_NOT_ON_FILE
    return {
        "holds": Exit.OK,
        "fails": Exit.FAILS,
        "conflict": Exit.CONFLICT,
        "gap": Exit.CONFLICT,
        "not_applicable": Exit.NOT_APPLICABLE,
    }.get(VERDICTS[answer.verdict], Exit.UNDETERMINED)
