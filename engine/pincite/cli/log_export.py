"""`pincite log export`: the record of an entry, and the rules that decided it, as files that `pincite verify` takes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.command import Command
from pincite.cli.outfile import write_out
from pincite.cli.streams import Exit, result, show
from pincitec.diagnostics.catalogue import audit as rules

if TYPE_CHECKING:
    from pincite.audit.chain import Entry


def entry_named(log: Path, number: int) -> "Entry | Exit":
    """An entry by its number; the exit code, after it was shown why there is none."""
    from pincite.audit.entries import entry_at, head
    from pincite.audit.store import NoLog
    from pincite.cli.records import unusable

    shown = log.as_posix()
    try:
        entry = entry_at(log, number)
        last = head(log)[0]
    except NoLog as error:
        return unusable(shown, error.reason, error.help)
    if entry is None:
        help = "`pincite log list` names the entries"
        return unusable(shown, f"its last entry is {last}", help, rules.NOT_IN_THE_LOG, f"has no entry {number}")
    return entry


@click.command(cls=Command, short_help="The record of an entry, and the rules that decided it.")
@click.argument("log", type=click.Path(path_type=Path))
@click.argument("number", type=click.IntRange(min=1))
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the record to a file, not to standard output.")
@click.option("--pack", "pack_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the rules that decided to this file.")
def export(log: Path, number: int, out: Path | None, pack_file: Path | None) -> int:
    """Print the record of entry NUMBER of LOG, byte for byte as it was recorded; with --pack, write its rules beside it.

    Both together are what somebody else needs to verify it: `pincite verify RECORD --pack FILE`.
    """
    from pincite.audit.chain import as_hashed
    from pincite.audit.entries import BadPack, pack_at
    from pincite.audit.store import RESTORE, NoLog
    from pincite.cli.records import unusable
    from pincitec.graph.pack import write_pack

    shown = log.as_posix()
    entry = entry_named(log, number)
    if isinstance(entry, Exit):
        return entry
    if not as_hashed(entry) or not entry.record.isascii():
        return unusable(shown, f"entry {number} is not as it was written", RESTORE)
    if pack_file is not None:
        try:
            pack = pack_at(log, entry.pack, entry.pack_bytes)
        except NoLog as error:
            return unusable(shown, error.reason, error.help)
        except BadPack as error:
            return unusable(shown, f"the rules of entry {number} are damaged: {error}", RESTORE)
        if pack is None:
            return unusable(shown, f"the rules of entry {number} are gone", RESTORE)
        problem = write_out(pack_file, write_pack(pack), log)
        if problem is not None:
            return show([problem], {}, err=True)
    if out is None:
        result(entry.record.decode("ascii"))
        return Exit.OK
    problem = write_out(out, entry.record, log, pack_file)
    return Exit.OK if problem is None else show([problem], {}, err=True)
