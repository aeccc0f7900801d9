"""`pincite log verify` and `pincite log head`: whether a log is as it was written, and what to keep elsewhere to be able to tell."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pincite.cli.command import Command
from pincite.cli.streams import LETTER, Exit, columns, escape, result
from pincitec.diagnostics.render.text import fold, one_line, plural

if TYPE_CHECKING:
    from pincite.audit.inspection import Inspection
    from pincite.texts import Catalogue

SCHEMA: Final = "pincite-log-verify/1"
FORMATS: Final = ("text", "json")


def read_hash(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A hash as `pincite log head` prints it."""
    from pincite.audit.chain import HASH

    if value is None or HASH.fullmatch(value):
        return value
    raise click.BadParameter(f"`{escape(value[:80])}` is no hash. Give the 64 characters that `pincite log head` printed.")


@click.command(cls=Command, name="verify", short_help="Whether everything is as it was written.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--head", "kept_head", metavar="HASH", callback=read_hash, help="A hash that `log head` gave earlier; must be in the log.")
@click.option("--replay", is_flag=True, help="Make every determination again, and compare it byte for byte.")
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show it.")
def verify(log: Path, kept_head: str | None, replay: bool, format: str) -> int:
    """Check the tables of LOG, every entry and hash, and the rules that it keeps.

    What has been cut off at the end can be found only against a head that was kept elsewhere: --head.
    """
    from pincite.audit.inspection import inspect
    from pincite.audit.store import NoLog
    from pincite.cli.families import templates_here
    from pincite.cli.records import unusable

    try:
        found = inspect(log, kept_head=kept_head, replay=replay, texts=texts_here, templates=templates_here)
    except NoLog as error:
        return unusable(log.as_posix(), error.reason, error.help)
    if format == "json":
        result(json.dumps(data(log, found), indent=2))
    else:
        result("\n".join(lines(log, found, kept_head is not None, replay)))
    return Exit.OK if found.sound else Exit.FINDINGS


def texts_here(tag: str) -> "Catalogue | None":
    """The texts that the project of the working folder has in a language, if they can be used."""
    from pincite.cli.languages import catalogue_of
    from pincitec.diagnostics.diagnostic import has_errors
    from pincitec.project import find_project

    project, problems = find_project(Path.cwd())
    catalogue = None if has_errors(problems) else catalogue_of(project, tag)
    return None if isinstance(catalogue, Exit) else catalogue


def lines(log: Path, found: "Inspection", against_head: bool, replay: bool) -> list[str]:
    width = columns(LETTER)
    holds = f"{entries(found.entries)}, {plural(found.packs, 'pack')}"
    state = "as it was written" if found.sound else "NOT as it was written"
    said = [f"{one_line(log.as_posix())}: {state} ({holds})"]
    for fault in found.faults:
        first, *rest = fold(("" if fault.entry is None else f"entry {fault.entry}: ") + fault.what, width - 4)
        said += [f"  * {first}", *(f"    {line}" for line in rest)]
    said += [line for note in found.notes for line in fold(f"note: {note}", width)]
    if replay:
        said.append(f"{plural(found.replayed, 'determination')} made again")
    if found.entries or found.sound:
        said.append(f"head: {found.sequence} {escape(found.head)}")
    if not against_head:
        said += fold("Entries that were cut off at the end are found only with `--head` and a head that was kept elsewhere.", width)
    return said


def entries(number: int) -> str:
    return f"{number:,} entry" if number == 1 else f"{number:,} entries"


def data(log: Path, found: "Inspection") -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "log": log.as_posix(),
        "sound": found.sound,
        "sequence": found.sequence,
        "head": found.head,
        "entries": found.entries,
        "packs": found.packs,
        "replayed": found.replayed,
        "faults": [{"entry": f.entry, "what": f.what} for f in found.faults],
        "notes": list(found.notes),
    }


@click.command(cls=Command, name="head", short_help="The number and hash of the last entry, to be kept elsewhere.")
@click.argument("log", type=click.Path(path_type=Path))
def head(log: Path) -> int:
    """Print the number and hash of the last entry of LOG.

    Print it on paper, send it to somebody, or publish it: `pincite log verify --head HASH` then finds whatever has been removed or
    replaced up to that entry.
    """
    from pincite.audit.entries import head as last
    from pincite.audit.store import NoLog
    from pincite.cli.records import unusable

    try:
        sequence, hash = last(log)
    except NoLog as error:
        return unusable(log.as_posix(), error.reason, error.help)
    result(f"{sequence} {escape(hash)}")
    return Exit.OK
