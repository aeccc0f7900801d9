"""`pincite verify`: make recorded determinations again, and say what is not the same."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from pincite.cli.command import Command
from pincite.cli.streams import STDIN, Exit, refused, show, talk
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import audit as rules, files, pack as pack_rules

if TYPE_CHECKING:
    from pincite.audit.replay import Outcome
    from pincite.audit.shapes import Record
    from pincitec.graph.pack import Pack

    Found = Callable[[Record], Pack | None]
    """The rules for a record; `None` after it was shown why there are none."""

FORMATS: Final = ("text", "json")


@click.command(cls=Command, short_help="Make recorded determinations again, and compare.")
@click.argument("records", metavar="RECORD...", nargs=-1, required=True)
@click.option("--pack", "pack_file", type=click.Path(path_type=Path), metavar="FILE", help="The rules, as `pincite log export` gives them.")
@click.option("--log", type=click.Path(path_type=Path), metavar="LOG", help="Take the rules of each record from this log.")
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show it.")
def verify(records: tuple[str, ...], pack_file: Path | None, log: Path | None, format: str) -> int:
    """Make the determinations of RECORD files again, offline, and compare them byte for byte.

    Without --pack and --log the rules are those of the project. 0: all are verified or stand, 1: something is not the same, 2: something
    could not be read.
    """
    from pincite.cli.verify_output import Verified, as_json, as_text

    if pack_file is not None and log is not None:
        raise click.UsageError("`--pack` and `--log` both say where the rules are. Give one.")
    rules_for = from_file(pack_file) if pack_file is not None else from_log(log) if log is not None else from_project()
    if isinstance(rules_for, Exit):
        return rules_for
    made: list[Verified] = []
    for name in records:
        outcome = outcome_of(name, rules_for, log)
        if outcome is not None:
            made.append(Verified(STDIN if name == "-" else name, outcome))
    if format == "json":
        as_json(made)
    else:
        as_text(made)
    if len(made) < len(records):
        return Exit.USAGE
    return Exit.OK if all(v.outcome.result in ("verified", "stands") for v in made) else Exit.FINDINGS


def outcome_of(name: str, rules_for: "Found", log: Path | None) -> "Outcome | None":
    """What came of one record; `None` after it was shown why nothing did."""
    from pincite.audit.record import Unsound, read_record
    from pincite.audit.replay import damaged, verify as compare
    from pincite.cli.families import templates_here

    shown = STDIN if name == "-" else name
    data = read_bytes(name, "not larger than a record")
    if isinstance(data, Diagnostic):
        show([data], {}, err=True)
        return None
    record = read_record(data)
    if isinstance(record, Unsound):
        if record.damaged:
            return damaged(record)
        help = "take the file that `pincite determine --format record` or `pincite log export` wrote, unchanged"
        message = f"`{shown}` holds no record that can be read"
        notes = (f"reason: {record.why}",)
        show([Diagnostic.at(rules.NOT_A_RECORD, Span(shown, 0, 0), message, notes=notes, help=help)], {}, err=True)
        return None
    pack = rules_for(record)
    if pack is None:
        return None
    with in_language(record) as spoken:
        if not spoken:
            return None
        outcome = compare(record, pack, templates_here() if record.documents.templates else None)
    return outcome if log is None else evolve(outcome, notes=(*outcome.notes, entry_of(log, data)))


@contextmanager
def in_language(record: "Record") -> Iterator[bool]:
    """Speaks the language of a record, of which the project must have the texts; false after it was shown why not."""
    from pincite.cli.languages import catalogue_of
    from pincite.texts import ENGLISH, language
    from pincitec.diagnostics.diagnostic import has_errors
    from pincitec.project import find_project

    tag = record.documents.language
    if tag == ENGLISH:
        yield True
        return
    project, problems = find_project(Path.cwd())
    catalogue = refused(problems, project.settings, err=True) if has_errors(problems) else catalogue_of(project, tag)
    if isinstance(catalogue, Exit):
        yield False
        return
    with language(catalogue):
        yield True


def entry_of(log: Path, data: bytes) -> str:
    """Which entry of a log holds a record. That none does is said, and is no difference: it may stand in another log."""
    from contextlib import closing

    from pincite.audit.entries import entries
    from pincite.audit.store import NoLog

    try:
        with closing(entries(log)) as found:
            sequence = next((e.sequence for e in found if e.record == data), None)
    except NoLog as error:
        return f"its entries cannot be read: {error.reason}"
    return f"it is entry {sequence} of {log.as_posix()}" if sequence is not None else f"no entry of {log.as_posix()} holds this record"


def read_bytes(name: str, limit: str) -> bytes | Diagnostic:
    """The bytes of a file, or of standard input for `-`; of no more than any record or pack has."""
    from pincitec.diagnostics.reading import not_found
    from pincitec.graph.pack import MOST_BYTES

    shown = STDIN if name == "-" else name
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin is not None else b""
        else:
            with open(name, "rb") as stream:
                data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return not_found(Path(name), name)
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "not a valid path"
        message = f"`{shown}` cannot be read"
        return Diagnostic.at(
            files.FILE_NOT_READABLE, Span(shown, 0, 0), message, notes=(f"reason: {reason}",), help="check the name and its permissions"
        )
    if len(data) > MOST_BYTES:
        message = f"`{shown}` is larger than {MOST_BYTES:,} bytes"
        return Diagnostic.at(files.FILE_TOO_LARGE, Span(shown, 0, 0), message, help=f"name a file that is {limit}")
    return data


def from_file(path: Path) -> "Found | Exit":
    """The rules of a pack file, checked like any that comes from elsewhere."""
    from pincitec.graph.codec import Malformed
    from pincitec.graph.pack import read_pack

    shown = path.as_posix()
    data = read_bytes(str(path), "not larger than a pack")
    if isinstance(data, Diagnostic):
        show([data], {}, err=True)
        return Exit.USAGE
    try:
        pack = read_pack(data)
    except Malformed as error:
        help = "take the file that `pincite log export --pack` wrote, unchanged"
        message = f"`{shown}` holds no well-formed pack"
        notes = (f"reason: {error}",)
        show([Diagnostic.at(pack_rules.BAD_PACK, Span(shown, 0, 0), message, notes=notes, help=help)], {}, err=True)
        return Exit.USAGE
    return lambda record: pack


def from_log(path: Path) -> "Found":
    """The rules that a log keeps, by the hash that a record names."""
    from pincite.audit.entries import BadPack, pack_at
    from pincite.audit.store import RESTORE, NoLog
    from pincite.cli.records import unusable

    packs: dict[str, Pack | None] = {}
    shown = path.as_posix()

    def rules_of(record: "Record") -> "Pack | None":
        hash = record.basis.pack
        if hash not in packs:
            packs[hash] = None
            try:
                packs[hash] = pack_at(path, hash)
                if packs[hash] is None:
                    why = f"it keeps no rules with the hash {hash[:12]}"
                    unusable(shown, why, "name the log that the determination was recorded in", rules.NOT_IN_THE_LOG, "lacks rules")
            except NoLog as error:
                unusable(shown, error.reason, error.help)
            except BadPack as error:
                unusable(shown, f"its rules {hash[:12]} are damaged: {error}", RESTORE)
        return packs[hash]

    return rules_of


def from_project() -> "Found":
    """The rules of the project of the working folder, as they were known on the day that a record names."""
    from pincite.cli.packs import load_here

    packs: dict[date | None, Pack | None] = {}

    def rules_of(record: "Record") -> "Pack | None":
        day = record.question.known_on
        if day not in packs:
            loaded = load_here(day)
            packs[day] = None if isinstance(loaded, Exit) else loaded.pack
            if packs[day] is None:
                talk("no record can be verified by these rules; `--log` and `--pack` name others")
        return packs[day]

    return rules_of
