"""`pincite ask`: an interview that asks only what can still settle a decision."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.command import Command
from pincite.cli.languages import language_option, not_translated, speak
from pincite.cli.questions import read_day, read_readings, read_tables, reading_of, status_of
from pincite.cli.streams import LETTER, Exit, columns, read_input, result, show, talk
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pincite.cli.ask_saving import Saving
    from pincite.cli.packs import Loaded
    from pincite.facts.tables.model import Wanted
    from pincite.interview import State


@click.command(cls=Command, short_help="Ask for what a decision turns on, one question at a time.")
@click.argument("decision")
@click.option("--facts", "facts_file", metavar="FILE", help="What is known already, as YAML or JSON.")
@click.option(
    "--records",
    metavar="LIST=FILE[:SHEET]",
    callback=read_tables,
    multiple=True,
    help="Records of a list from a .csv or .xlsx file; repeatable.",
)
@click.option("--save", "save", type=click.Path(path_type=Path), metavar="FILE", help="Keep the facts in this file, after every answer.")
@click.option("--on", metavar="DATE", callback=read_day, required=True, help="The day at which facts and periods are judged.")
@click.option("--law-on", metavar="DATE", callback=read_day, help="The day whose text of law applies.  [default: the same day]")
@click.option(
    "--known-on", metavar="DATE", callback=read_day, help="Leave out acts that became known after this day.  [default: all on file]"
)
@click.option(
    "--reading", "readings", metavar="CHOICE=READING", callback=read_readings, multiple=True, help="Read a choice so; repeatable."
)
@click.option("--answers", metavar="FILE", help="Take the answers from a file, one a line; - for standard input.")
@click.option("--answered-on", "dated", metavar="DATE", callback=read_day, help="Write this day beside each answer.  [default: none]")
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", help="json: print the next question and end.")
@language_option
@click.option("--exit-status", is_flag=True, help="Return the outcome, as `determine --exit-status` does.")
def ask(
    decision: str,
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    save: Path | None,
    on: date,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    answers: str | None,
    dated: date | None,
    format: str,
    language: str | None,
    exit_status: bool,
) -> int:
    """Ask for the facts of DECISION until it is settled, or until nothing that is left could settle it.

    Each question says which words of the law need it. Besides answers, `unknown`, `back`, `why`, `list`, `save` and `quit` are understood;
    ? explains them.
    """
    if facts_file == "-" and (answers == "-" or (answers is None and format == "text")):
        raise click.UsageError("Facts and answers cannot both come from standard input. Name a file for one of them.")
    from pincite.cli.ask_saving import saving_to

    saving = None if save is None else saving_to(save, facts_file)
    if isinstance(saving, Diagnostic):
        show([saving], {}, err=True)
        return Exit.USAGE
    from pincite.cli.packs import load_here

    loaded = load_here(known_on)
    if isinstance(loaded, Exit):
        return loaded
    if (refused := speak(loaded.project, language)) is not None:
        return refused
    state = begun(decision, facts_file, records, loaded, on, law_on or on, readings, dated)
    if isinstance(state, Exit):
        return state
    if saving is not None and saving.loses_comments():
        talk(f"note: `{saving.path.as_posix()}` is written anew, and its comments are not kept")
    return converse(state, saving, facts_file, answers, as_json=format == "json", exit_status=exit_status)


def begun(
    decision: str,
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    loaded: "Loaded",
    on: date,
    law_on: date,
    readings: tuple[tuple[str, str], ...],
    dated: date | None,
) -> "State | Exit":
    """The interview at its beginning; or, after the problems have been shown, the exit code."""
    from pincite.explain.ask import ASKED, decision_named, readings_named, source
    from pincite.facts import read_facts, tree_of
    from pincite.facts.tables.opening import tables_beside
    from pincite.interview.opening import begin_with
    from pincitec.diagnostics import Source

    name = decision_named(loaded.pack, decision)
    chosen, problems = readings_named(loaded.pack, readings)
    if isinstance(name, Diagnostic):
        problems.insert(0, name)
    if problems or isinstance(name, Diagnostic):
        show(problems, {ASKED: source(decision)}, err=True)
        return Exit.USAGE
    given = Source("facts", "") if facts_file is None else read_input(facts_file)
    if isinstance(given, Diagnostic):
        show([given], {}, err=True)
        return Exit.USAGE
    tables = tables_beside(facts_file, loaded.project.root)
    tables.reads = reading_of(loaded.pack, name, law_on)
    facts, found = read_facts(given, loaded.pack, on, tables, records)
    if found:
        show(found, {**tables.sources, given.path: given}, err=True)
    if facts is None:
        talk("nothing was asked: the facts have errors")
        return Exit.FINDINGS
    tree = tree_of(given, [])
    state = begin_with(loaded.pack, name, tree, on=on, law_on=law_on, readings=chosen, dated=dated, tables=tables, records=records)
    if isinstance(state, list):
        show(state, {**tables.sources, given.path: given}, err=True)
        return Exit.FINDINGS
    return state


def converse(
    state: "State", saving: "Saving | None", facts_file: str | None, answers: str | None, *, as_json: bool, exit_status: bool
) -> int:
    """Asks until it is over, and prints where it ended. With `as_json` only the answers of a file are taken."""
    from pincite.cli.ask_dialogue import Dialogue
    from pincite.cli.ask_ending import ending
    from pincite.cli.ask_lines import lines_of
    from pincite.explain.ask import ASKED, fault, source
    from pincite.interview import next_questions
    from pincitec.semantics.values import Fault

    try:
        turn = next_questions(state)
    except Fault as error:
        return show([fault(state.decision, error)], {ASKED: source(state.decision)}, err=True)
    code = Exit.OK
    if answers is not None or not as_json:
        lines = lines_of(answers)
        if isinstance(lines, OSError):
            talk(f"error: the answers cannot be read ({(lines.strerror or str(lines)).lower()})")
            return Exit.USAGE
        dialogue = Dialogue(state, turn, lines, saving, facts_file, quiet=as_json)
        code = dialogue.run()
        state, turn = dialogue.state, dialogue.turn
    if as_json:
        from pincite.interview.turn_json import turn_to_json

        result(turn_to_json(state, turn))
    else:
        result(ending(state, turn, columns(LETTER)))
    not_translated(strict=False)
    if code != Exit.OK:
        return code
    return status_of(turn.answer) if exit_status else Exit.OK
