"""What `determine`, `verify` and `log` share: a record made of an answer, its entry in a log, and how a failure of either is told.

The one place that reads the clock, for the time of an entry. No answer and no record depends on it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.audit.head import Letterhead
from pincite.cli.streams import Exit, escape, show, talk
from pincitec.diagnostics import Diagnostic, Rule, Span
from pincitec.diagnostics.catalogue import audit as rules

if TYPE_CHECKING:
    from pincite.audit.store import NoLog
    from pincite.explain.proof import Determination
    from pincite.facts import Facts
    from pincite.facts.tables.model import Wanted
    from pincite.report.office.family import Family
    from pincitec.graph.pack import Pack
    from pincitec.settings import Office

TABLES = (".csv", ".tsv", ".xlsx", ".json")
"""Endings of what is never a log: a table that was meant for `--records`, or a record that was meant for `--out`."""


def head_of(
    office: "Office",
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    profile: str,
    applicant: str,
    file_number: str,
    templates: "Family | None" = None,
) -> Letterhead:
    """What the letter shows of the command: the office, how facts and tables were named, for whom it is and whom it is about."""
    tables = tuple(f"{name}={wanted.file}" + (f":{wanted.sheet}" if wanted.sheet else "") for name, wanted in records)
    stated = facts_file if facts_file is not None else "" if tables else "-"
    return Letterhead(office, stated, tables, profile, applicant, file_number, templates)


def record_of(pack: "Pack", facts: "Facts", readings: Mapping[str, str], answer: "Determination", head: Letterhead) -> bytes | Exit:
    """The bytes of the record of an answer, which has no links yet; or, after it has been said why there can be none, the exit code."""
    from pincite.audit.canonical import unreadable
    from pincite.audit.record import make_record, record_bytes

    record = record_bytes(make_record(pack, facts, readings, answer, head))
    why = unreadable(record)
    if why is None:
        return record
    message = "the determination cannot be recorded"
    notes = (f"reason: {why}", "nothing was recorded, and no answer is shown that is not recorded")
    help = "look at the names of the facts file and of tables, and at `[office]` in pincite.toml"
    show([Diagnostic.at(rules.NOT_RECORDED, Span(head.facts_file, 0, 0), message, notes=notes, help=help)], {}, err=True)
    return Exit.USAGE


def recorded(log: Path, record: bytes, pack: "Pack") -> Exit:
    """Adds a record to a log and says under which number; or shows why not."""
    from pincite.audit.store import NoLog, append
    from pincite.cli.outfile import kept

    shown = log.as_posix()
    why = kept(log, ())
    if log.suffix.lower() in TABLES or "=" in log.name or shown == "-":
        why = "is not the name of a log; tables of records are named by `--records`"
    if why is not None:
        return refused(shown, NoLog(f"it {why}", "name a file of its own for the log, such as decisions.db"))
    try:
        entry = append(log, record, pack, now())
    except NoLog as error:
        return refused(shown, error)
    talk(f"recorded in `{escape(shown)}` as entry {entry.sequence}, whose hash is\n{entry.hash}")
    return Exit.OK


def now() -> str:
    """The time of the clock, in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refused(shown: str, error: "NoLog") -> Exit:
    """That a determination was not recorded, and so not shown."""
    notes = (f"reason: {error.reason}", "nothing was recorded, and no answer is shown that is not recorded")
    message = f"the determination could not be recorded in `{shown}`"
    show([Diagnostic.at(rules.NOT_RECORDED, Span(shown, 0, 0), message, notes=notes, help=error.help)], {}, err=True)
    return Exit.USAGE


def unusable(shown: str, reason: str, help: str, rule: Rule = rules.NOT_A_LOG, what: str = "cannot be used as a log") -> Exit:
    """That a file is not what it was named as."""
    show([Diagnostic.at(rule, Span(shown, 0, 0), f"`{shown}` {what}", notes=(f"reason: {reason}",), help=help)], {}, err=True)
    return Exit.USAGE
