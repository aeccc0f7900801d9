"""`pincite determine`: decide a question for one set of facts, and write the letter that says why."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.families import not_written, templates_of
from pincite.cli.languages import language_option, not_translated, speak
from pincite.cli.outfile import deliver, endings_of, format_of, refusal
from pincite.cli.questions import answer_for, facts_from, read_day, read_readings, read_tables, reading_of, status_of
from pincite.cli.records import head_of, record_of, recorded
from pincite.cli.streams import LETTER, Exit, columns, show
from pincite.report.profiles import PROFILES
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.render.text import escape, one_line
from pincitec.settings import is_address

if TYPE_CHECKING:
    from pincite.audit.head import Letterhead
    from pincite.evaluate import Name
    from pincite.explain.proof import Determination
    from pincite.facts.tables.model import Wanted
    from pincite.report.pdf import Unavailable

FORMATS: Final = ("text", "md", "html", "json", "pdf", "record")
LONGEST_NAME: Final = 200
"""Characters of a name or a file number in the head of a letter."""


def read_address(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Where the citation report lies. What a reader's program would run is no address."""
    if value is None or is_address(value):
        return value
    raise click.BadParameter(f"`{escape(value)}` is no path, and no address that begins with https:.")


def read_name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A name or a number as the head of a letter shows it: on one line, with no character that acts."""
    if len(value) > LONGEST_NAME or not value.isprintable():
        raise click.BadParameter(f"`{one_line(value[:40])}` is no name or number of at most {LONGEST_NAME} characters on one line.")
    return value.strip()


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
@click.option("--profile", type=click.Choice(tuple(PROFILES)), default="caseworker", help="For whom the letter is.  [default: caseworker]")
@click.option("--applicant", metavar="NAME", callback=read_name, default="", help="Whom the letter is about, for its head.")
@click.option("--file-no", "file_number", metavar="NUMBER", callback=read_name, default="", help="The number of the file, for its head.")
@language_option
@click.option("--exit-status", is_flag=True, help="Return the outcome: 0 holds, 10 fails, 11 undetermined; 12 to 20 in docs/exit-codes.md.")
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
@click.option("--record", "log", type=click.Path(path_type=Path), metavar="LOG", help="Add a record to this log; no answer without it.")
def determine(
    decision: str,
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    on: date,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    format: str | None,
    profile: str,
    applicant: str,
    file_number: str,
    language: str | None,
    exit_status: bool,
    strict: bool,
    executor: "Name",
    report: str | None,
    out: Path | None,
    log: Path | None,
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
    if (refused := speak(loaded.project, language)) is not None:
        return refused
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
    templates = templates_of(loaded.project) if format != "json" or log is not None else None
    if isinstance(templates, Exit):
        return templates
    head = head_of(loaded.project.office, facts_file, records, profile, applicant, file_number, templates)
    if (log is not None or format == "record") and isinstance(sealed := rendered(answer, "text", head, LETTER), list):
        return not_written(sealed, templates)
    record = record_of(pack, facts, chosen, answer, head) if log is not None or format == "record" else b""
    if isinstance(record, Exit):
        return record
    address = report or loaded.project.report.url
    if address is not None and (format != "pdf" or address.startswith(("https:", "http:", "file:"))):  # a PDF is sent and filed alone
        from pincite.report.links import linked

        answer = linked(answer, pack, address)
    # A file is the same wherever it is written; only what goes to a terminal is laid out for it.
    width = columns(LETTER) if out is None else LETTER
    text = record.decode("ascii") if format == "record" else rendered(answer, format, head, width)
    if isinstance(text, list):
        return not_written(text, templates)
    if (refused := not_translated(strict=strict)) is not None:
        return refused
    read = (facts_file, log, *(wanted.file for _, wanted in records))
    if log is not None and isinstance(text, (str, bytes)):
        if (refused := refusal(text, out, *read)) is not None:
            return refused
        code = recorded(log, record, pack)
        if code != Exit.OK:
            return code
    code = deliver(text, out, *read)
    if code != Exit.OK:
        return code
    return status_of(answer) if exit_status else Exit.OK


def rendered(answer: "Determination", format: str, head: "Letterhead", width: int) -> "str | bytes | Unavailable | list[Diagnostic]":
    """The determination in a format, or what is wrong with the office's templates; ours are imported only for formats that have one."""
    if format == "json":
        from pincite.report.as_json import render_json

        return render_json(answer)
    from pincite.report.letter import Named, letter
    from pincite.report.written import write_letter

    named = Named(head.applicant, head.file_number)
    written = letter(answer, head.office, head.facts_file, head.tables, profile=PROFILES[head.profile], named=named)
    made = write_letter(written, "html" if format == "pdf" else format, head.templates, width)
    if format != "pdf" or not isinstance(made, str):
        return made
    from pincite.report.pdf import render_pdf

    return render_pdf(made, numbered=True)
