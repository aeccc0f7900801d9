"""`pincite quotes`: every quotation of the rules with where it is found in the law, and its status on which days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from pincite.cli.command import Command
from pincite.cli.streams import LETTER, Exit, columns, escape, refused, result, show, talk
from pincitec.diagnostics import Source
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.render.json import dumps
from pincitec.diagnostics.render.text import fold, plural
from pincitec.project import expand, find_project

if TYPE_CHECKING:
    from pincitec.check.quotations import QuotationRecord, Stretch
    from pincitec.lock.model import Entry

SCHEMA = "pincite-quotes/1"
STATUSES = (
    "verified", "moved", "context-changed", "amended", "misquoted", "ambiguous", "orphaned", "unverifiable", "beyond-horizon", "not-yet",
)  # fmt: skip


@click.command(cls=Command, short_help="List the quotations of the rules, and how each fares over time.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option(
    "--status", "only", multiple=True, metavar="STATUS", type=click.Choice(STATUSES), help="Only those with this status on some day."
)
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to list them.")
def quotes(paths: tuple[Path, ...], only: tuple[str, ...], format: str) -> int:
    """List each quotation with its pincite, and for each stretch of days its status: whether the words stand in the text then, where,
    and what an act has made of them.

    PATH is a file or a folder of the project; without one, all policies are listed. It returns 1 if some words stand on no day.
    """
    project, problems = find_project(paths[0] if paths else Path.cwd())
    if problems:
        return refused(problems, project.settings, err=True)
    files, missing = expand(project, paths)
    if missing:
        return show(missing, {}, err=True)
    from pincitec.locking import locked
    from pincitec.quoted import quoted

    found = quoted(project, {project.display(f) for f in files} if paths else None)
    state = None if project.builtin else locked(project)
    entries = {} if state is None or state.old is None else {e.key: e for e in state.now.entries}
    rows = [with_lock(record, entries) for record in found.records]
    lost = [record for record, _ in rows if not stands(record)]
    listed = [(r, e) for r, e in rows if not only or any(s.status.value in only for s in r.stretches)]
    if format == "json":
        result(dumps({"schema": SCHEMA, "quotations": [as_json(r, e, found.sources) for r, e in listed]}))
    else:
        for line in as_text(listed, found.sources):
            result(line)
        talk(f"{plural(len(listed), 'quotation')}" + (f", {len(lost)} of them on no day in the law" if lost else ""))
    if state is not None and state.problem is not None:
        show([state.problem], state.sources, err=True)
        return Exit.FINDINGS
    return Exit.FINDINGS if lost or has_errors(found.files.problems) else Exit.OK


def with_lock(record: "QuotationRecord", entries: "Mapping[Any, Entry]") -> "tuple[QuotationRecord, Entry | None]":
    """A quotation with its entry in the lock file, and its status where the file knows that nobody has approved the context."""
    from pincitec.check.quotations import QuoteStatus, in_context
    from pincitec.lock.making import entry_of

    entry = entries.get(entry_of(record).key)
    if entry is None:
        return record, None
    changed = {t.sha256 for t in entry.texts if t.status is QuoteStatus.CONTEXT_CHANGED and t.sha256 is not None}
    return evolve(record, stretches=in_context(record.stretches, changed)), entry


def stands(record: "QuotationRecord") -> bool:
    from pincitec.check.quotations import STANDING

    return any(s.status in STANDING for s in record.stretches)


# ---- for people


def as_text(listed: "Iterable[tuple[QuotationRecord, Entry | None]]", sources: Mapping[str, Source]) -> Iterator[str]:
    """A few lines a quotation, at most 80 columns; the days before its words came into the law are left out."""
    width = columns(LETTER)
    for record, entry in listed:
        yield f"{escape(record.span.path)}:{line_of(record, sources)}  {escape(record.cite)}"
        yield from (f"  {line}" for line in fold(f"“{record.words}”", width - 2))
        shown = list(record.stretches)
        while len(shown) > 1 and stands(record) and shown[0].status.value in ("not-yet", "unverifiable"):
            del shown[0]
        for alike in groupby(shown, key=lambda s: (s.status, s.evidence.start, s.evidence.end, s.evidence.acts)):
            yield from stretch_lines(list(alike[1]), width)
        if entry is not None:
            yield f"    {reviewed(entry)}, id {entry.id}"
        yield ""


def stretch_lines(alike: "Sequence[Stretch]", width: int) -> Iterator[str]:
    """Neighbouring stretches of one status, with one evidence but for how sure the words are on which days."""
    stretch, e = alike[0], alike[0].evidence
    yield f"    {stretch.status.value:<15} {days(evolve(stretch, until=alike[-1].until))}"
    strengths = dict.fromkeys(s.evidence.strength for s in alike if s.evidence.strength is not None)
    if e.start is not None:
        yield f"      characters {e.start} to {e.end}; {', '.join(strengths)}"
    more = [f"by {' and '.join(e.acts)}"] if e.acts and stretch.status.value != "not-yet" else []
    more += [f"with {' and '.join(e.acts)}"] if e.acts and stretch.status.value == "not-yet" else []
    more += [e.redline] if e.redline else []
    more += [f"now {e.move.citation}"] if e.move is not None else []
    more += [f"{e.hits} places"] if e.hits > 1 else []
    more += [e.because] if e.because else []
    for text in more:
        yield from (f"      {line}" for line in fold(text, width - 6))


def days(stretch: "Stretch") -> str:
    """The days of a stretch as a half-open interval."""
    from_ = f"from {stretch.from_}" if stretch.from_ is not None else ""
    until = f"until {stretch.until}" if stretch.until is not None else ""
    return f"{from_} {until}".strip() or "always"


def reviewed(entry: "Entry") -> str:
    """Who has read it, where one person has read all of its texts on one day."""
    standing = [t for t in entry.texts if t.sha256 is not None and t.start is not None]
    stamps = {t.reviewed for t in standing}
    one = stamps.pop() if len(stamps) == 1 else None
    if one is not None:
        return f"reviewed by {escape(one.by)} on {one.on}"
    done = sum(t.reviewed is not None for t in standing)
    return f"{done} of {plural(len(standing), 'text')} reviewed"


def line_of(record: "QuotationRecord", sources: Mapping[str, Source]) -> int:
    return sources[record.span.path].line_column(record.span.start)[0]


# ---- for programs


def as_json(record: "QuotationRecord", entry: "Entry | None", sources: Mapping[str, Source]) -> dict[str, Any]:
    """One quotation. Days are half-open intervals; null is the beginning of time, or until further notice."""
    return {
        "path": record.span.path,
        "line": line_of(record, sources),
        "start": record.span.start,
        "end": record.span.end,
        "policy": record.policy,
        "clauses": list(record.clauses),
        "decides": list(record.decides),
        "section": record.section,
        "unit": record.unit,
        "cite": record.cite,
        "around": list(record.around),
        "words": record.words,
        "at": None if record.at is None else list(record.at),
        "id": None if entry is None else entry.id,
        "days": [stretch_json(s, entry) for s in record.stretches],
    }


def stretch_json(stretch: "Stretch", entry: "Entry | None") -> dict[str, Any]:
    e = stretch.evidence
    stamp = next((t.reviewed for t in entry.texts if t.sha256 == e.sha256 and t.reviewed), None) if entry is not None and e.sha256 else None
    return {
        "status": stretch.status.value,
        "from": None if stretch.from_ is None else stretch.from_.isoformat(),
        "until": None if stretch.until is None else stretch.until.isoformat(),
        "start": e.start,
        "end": e.end,
        "sha256": e.sha256,
        "strength": e.strength,
        "acts": list(e.acts),
        "redline": e.redline or None,
        "now": e.now,
        "moved_to": None if e.move is None else e.move.citation,
        "hits": e.hits,
        "because": e.because or None,
        "reviewed": None if stamp is None else {"by": stamp.by, "on": stamp.on.isoformat()},
    }
