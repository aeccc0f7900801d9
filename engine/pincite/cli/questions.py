"""What the commands share that ask a question of a pack: their options read, the facts, the answer, its exit code."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.streams import Exit, read_input, show, talk
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.render.text import escape

if TYPE_CHECKING:
    from pincite.cli.packs import Loaded
    from pincite.evaluate import Name
    from pincite.explain.proof import Determination
    from pincite.facts import Facts
    from pincite.facts.tables.model import Reads, Wanted
    from pincitec.graph.pack import Pack


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
    counterfactuals: bool = True,
) -> "Determination | Diagnostic":
    """The determination; or the arithmetic fault that makes the question unanswerable. `counterfactuals`: as `explain` has it."""
    from pincite.explain.ask import fault
    from pincite.explain.determination import explain
    from pincitec.semantics.values import Fault

    try:
        return explain(
            pack,
            decision,
            facts,
            on=on,
            law_on=law_on,
            readings=readings,
            executor=executor,
            strict=strict,
            counterfactuals=counterfactuals,
        )
    except Fault as error:
        return fault(decision, error)


def status_of(answer: "Determination") -> Exit:
    """The outcome as an exit code (docs/exit-codes.md)."""
    return STATUS[answer.outcome]


STATUS: Final = {
    "holds": Exit.OK,
    "fails": Exit.FAILS,
    "undetermined": Exit.UNDETERMINED,
    "conflict": Exit.CONFLICT,
    "not_applicable": Exit.NOT_APPLICABLE,
    "text_not_on_file": Exit.TEXT_NOT_ON_FILE,
    "rules_behind_text": Exit.TEXT_NOT_ON_FILE,
    "gap": Exit.GAP,
    "exception_may_apply": Exit.EXCEPTION_MAY_APPLY,
    "ambiguous_date": Exit.AMBIGUOUS_DATE,
    "judgements_differ": Exit.JUDGEMENTS_DIFFER,
    "law_not_known": Exit.LAW_NOT_KNOWN,
    "left_open": Exit.LEFT_OPEN,
}
"""For every outcome of `pincite.explain.reasons.outcome`, the exit code."""
