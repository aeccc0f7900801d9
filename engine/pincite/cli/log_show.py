"""`pincite log list` and `pincite log show`: the entries of a log, read through."""

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pincite.cli.command import Command
from pincite.cli.log_export import entry_named
from pincite.cli.streams import LETTER, Exit, columns, escape, result, talk
from pincitec.diagnostics.render.text import cells, fold, one_line, plural

if TYPE_CHECKING:
    from pincite.audit.chain import Entry
    from pincite.audit.record import Unsound
    from pincite.audit.shapes import FactData, FieldData, JudgedData, Record, ValueData

SCHEMA: Final = "pincite-log/1"
FORMATS: Final = ("text", "json")
LABEL: Final = 12
"""Columns of the labels of an entry."""

in_format = click.option(
    "--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show it."
)  # fmt: skip


@click.command(cls=Command, name="list", short_help="The entries, each in a line.")
@click.argument("log", type=click.Path(path_type=Path))
@in_format
def entries_of(log: Path, format: str) -> int:
    """List the entries of LOG: number, time, decision, the day it was asked for, and the answer.

    Nothing is checked but what is shown: `pincite log verify` says whether it is as it was written.
    """
    from pincite.audit.entries import entries
    from pincite.audit.store import NoLog
    from pincite.cli.records import unusable

    listed: list[dict[str, Any]] = []
    sound = whole = True
    try:
        with closing(entries(log)) as found:
            for number, entry in enumerate(found, 1):
                record = read(entry)
                if entry.sequence != number and whole:
                    talk(f"entries are missing before entry {entry.sequence}: see `pincite log verify`")
                    whole = False
                sound = sound and is_record(record)
                if format == "json":
                    listed.append(data(entry, record))
                else:
                    result(escape(line(entry, record)))
    except NoLog as error:
        return unusable(log.as_posix(), error.reason, error.help)
    if format == "json":
        result(json.dumps({"schema": SCHEMA, "log": log.as_posix(), "entries": listed}, indent=2))
    return Exit.OK if sound and whole else Exit.FINDINGS


@click.command(cls=Command, name="show", short_help="One entry with its question, facts and answer.")
@click.argument("log", type=click.Path(path_type=Path))
@click.argument("number", type=click.IntRange(min=1))
@in_format
def one_entry(log: Path, number: int, format: str) -> int:
    """Show entry NUMBER of LOG: what was asked, the facts as they were given, the answer, and what it was made from."""
    entry = entry_named(log, number)
    if isinstance(entry, Exit):
        return entry
    record = read(entry)
    if format == "json":
        result(json.dumps({"schema": SCHEMA, "log": log.as_posix(), "entries": [data(entry, record)]}, indent=2))
    else:
        width = columns(LETTER)
        result("\n".join(escape(text) for label, value in told(entry, record) for text in row(label, value, width)))
    return Exit.OK if is_record(record) else Exit.FINDINGS


def read(entry: "Entry") -> "Record | Unsound":
    """The record of an entry that has the hash of what it holds."""
    from pincite.audit.chain import as_hashed
    from pincite.audit.record import Unsound, read_record

    return read_record(entry.record) if as_hashed(entry) else Unsound("the entry does not have the hash of what it holds")


def is_record(record: "Record | Unsound") -> bool:
    from pincite.audit.shapes import Record

    return isinstance(record, Record)


def why(record: "Unsound") -> str:
    return ", ".join((record.why, *record.damaged))


def line(entry: "Entry", record: "Record | Unsound") -> str:
    from pincite.audit.shapes import Record

    start = f"{entry.sequence:>6}  {one_line(entry.at)[:20]:<20}  "
    if not isinstance(record, Record):
        return f"{start}DAMAGED: {one_line(why(record))}"
    answer = record.answer.value or record.answer.verdict.replace("_", " ")
    return f"{start}{record.question.on}  {record.question.decision.rpartition('.')[2]}: {answer}"


def data(entry: "Entry", record: "Record | Unsound") -> dict[str, Any]:
    from pincite.audit.record import record_data
    from pincite.audit.shapes import Record

    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "previous": entry.previous,
        "hash": entry.hash,
        "pack": entry.pack,
        "record": record_data(record) if isinstance(record, Record) else None,
        "damaged": None if isinstance(record, Record) else why(record),
    }


def row(label: str, value: str, width: int) -> list[str]:
    """A label and its value, folded beside it; a heading has no value."""
    if not value:
        return [label]
    first, *rest = fold(value, width - LABEL) or [""]
    if cells(label) >= LABEL:
        return [label, f"{'':{LABEL}}{first}", *(f"{'':{LABEL}}{more}" for more in rest)]
    return [f"{label:<{LABEL}}{first}", *(f"{'':{LABEL}}{more}" for more in rest)]


def told(entry: "Entry", record: "Record | Unsound") -> list[tuple[str, str]]:
    """The rows of an entry, as label and value."""
    from pincite.audit.shapes import Record

    rows = [("Entry", str(entry.sequence)), ("Recorded", entry.at), ("Hash", entry.hash)]
    if not isinstance(record, Record):
        return [*rows, ("DAMAGED", why(record))]
    question, answer, basis = record.question, record.answer, record.basis
    rows += [("Question", question.decision), ("Facts as of", str(question.on)), ("Law as of", str(question.law_on))]
    rows += [("Law known", str(question.known_on))] if question.known_on is not None else []
    rows += [("Strict", "yes")] if question.strict else []
    rows += [("Reading", f"{r.choice}={r.reading}") for r in question.readings]
    rows += [("Answer", answer.headline), ("Verdict", answer.verdict), ("Law", answer.status)]
    rows += [("Value", answer.value)] if answer.value is not None else []
    rows += [("Rules", basis.pack), ("Rests on", basis.rests_on), ("Engine", f"pincite {basis.engine}")]
    rows += [("Proof", record.documents.proof), ("Letter", record.documents.letter)]
    rows.append(("Facts as they were given:" if record.facts else "No fact was given.", ""))
    for fact in record.facts:
        rows.append((f"  {fact.name}", given(fact)))
        rows += [(f"    {j.by.rpartition('.')[2]}", given(j)) for j in fact.judgements]
        for each in fact.records or ():
            rows.append(("", "; ".join(f"{f.name}: {given(f)}" for f in each.fields)))
    return rows


def given(fact: "FactData | FieldData | JudgedData") -> str:
    """A value in the words of the file, else as it was read, with its provenance."""
    from pincite.audit.shapes import FactData, JudgedData

    if fact.missing is not None:
        said = f"missing ({fact.missing})"
    elif isinstance(fact, FactData) and fact.records is not None:
        said = plural(len(fact.records), "record") + ("" if fact.complete else "; more may exist")
    else:
        said = fact.stated or exact(fact.value)
    judge = None if isinstance(fact, JudgedData) else fact.judged_by
    parts = (fact.source, str(fact.date) if fact.date else None, fact.status, judge)
    provenance = ", ".join(part for part in parts if part)
    return f"{said} ({provenance})" if provenance else said


def exact(value: "ValueData | None") -> str:
    from attrs import asdict

    return "" if value is None else " to ".join(str(part) for part in asdict(value).values() if part is not None)
