"""What commands share that show a part of one answer: their options, and the answer itself. Stands over `questions.py`."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pincite.cli.languages import language_option, not_translated, speak
from pincite.cli.questions import answer_for, facts_from, read_day, read_readings, read_tables, reading_of, status_of
from pincite.cli.streams import Exit, result, show
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pincite.explain.proof import Determination
    from pincite.facts.tables.model import Wanted


class Asked(NamedTuple):
    """A question as a command was given it."""

    decision: str
    facts_file: str | None
    records: "tuple[tuple[str, Wanted], ...]"
    on: date
    law_on: date | None
    known_on: date | None
    readings: tuple[tuple[str, str], ...]
    language: str | None
    strict: bool


OPTIONS = (
    click.argument("decision"),
    click.option("--facts", "facts_file", metavar="FILE", help="Facts as YAML or JSON; - for standard input. Without it nothing is known."),
    click.option(
        "--records", metavar="LIST=FILE[:SHEET]", callback=read_tables, multiple=True, help="Records of a list from a table; repeatable."
    ),
    click.option("--on", metavar="DATE", callback=read_day, required=True, help="The day at which facts and periods are judged."),
    click.option("--law-on", metavar="DATE", callback=read_day, help="The day whose text of law applies.  [default: the same day]"),
    click.option("--known-on", metavar="DATE", callback=read_day, help="Leave out acts that became known after this day."),
    click.option(
        "--reading", "readings", metavar="CHOICE=READING", callback=read_readings, multiple=True, help="Read a choice so; repeatable."
    ),
    click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", help="How to write it.  [default: text]"),
    language_option,
    click.option("--exit-status", is_flag=True, help="Return the outcome, as `determine --exit-status` does."),
    click.option("--strict", is_flag=True, help="Undetermined where the law on file is not known to reach to that day."),
)


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument and the options of a command that shows a part of one answer, in the order of `--help`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def answered(asked: Asked, *, counterfactuals: bool = True) -> "Determination | Exit":
    """The determination; or, after the problems have been shown, the exit code. `counterfactuals`: as `explain` has it."""
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, READINGS, decision_named, readings_named, source

    loaded = load_here(asked.known_on)
    if isinstance(loaded, Exit):
        return loaded
    if (refused := speak(loaded.project, asked.language)) is not None:
        return refused
    name = decision_named(loaded.pack, asked.decision)
    chosen, problems = readings_named(loaded.pack, asked.readings)
    sources = {ASKED: source(asked.decision), READINGS: source(" ".join(r for _, r in asked.readings))}
    if problems or isinstance(name, Diagnostic):
        show([name, *problems] if isinstance(name, Diagnostic) else problems, sources, err=True)
        return Exit.USAGE
    law_on = asked.law_on or asked.on
    facts = facts_from(asked.facts_file, asked.records, loaded, asked.on, reading_of(loaded.pack, name, law_on))
    if isinstance(facts, Exit):
        return facts
    answer = answer_for(
        loaded.pack,
        name,
        facts,
        on=asked.on,
        law_on=law_on,
        readings=chosen,
        executor="generated",
        strict=asked.strict,
        counterfactuals=counterfactuals,
    )
    if isinstance(answer, Diagnostic):
        show([answer], sources, err=True)
        return Exit.FINDINGS
    return answer


def put_out(answer: "Determination | Exit", written: Callable[["Determination"], str], *, strict: bool, exit_status: bool) -> Exit:
    """Prints a part of an answer as `written` makes it, unless its language refuses it. What the process returns."""
    if isinstance(answer, Exit):
        return answer
    text = written(answer)
    if (refused := not_translated(strict=strict)) is not None:
        return refused
    result(text)
    return status_of(answer) if exit_status else Exit.OK
