"""`pincite law import akn` and `uslm`: one section of a file in a legal XML format becomes a `.law` file."""

import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from pincite.cli.command import Command
from pincite.cli.law_import_files import Received, Target, not_to_be_kept, store_all, target
from pincite.cli.law_import_options import Of, day_said, described, identity, said
from pincite.cli.law_import_plain import AUTHORITIES
from pincite.cli.streams import LETTER, Exit, columns, escape, refused, show, talk
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import decode_source, read_source
from pincitec.law.exchange.akn_read import read_akn
from pincitec.law.exchange.draft import Draft
from pincitec.law.exchange.draft_write import Filed, Receipt, write_draft
from pincitec.law.exchange.merging import merge
from pincitec.law.exchange.uslm_read import read_uslm
from pincitec.law.exchange.words import XML
from pincitec.law.exchange.xml import MAX_XML_BYTES
from pincitec.project import find_project

Reader = Callable[[Source, str | None, date | None], tuple[Draft | None, list[Diagnostic]]]
_LISTED: Final = 40


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = [
        click.argument("files", metavar="FILE…", type=click.Path(path_type=Path), nargs=-1, required=True),
        click.option("--pick", callback=_one, metavar="NAME", help="Which section of FILE: its eId, identifier or number."),
        click.option("--section", required=True, callback=identity, metavar="ID", help="Its identity in this project; required."),
        click.option("--on", callback=day_said, metavar="DATE", help="From which day the text stood, if FILE does not say."),
        click.option("--every-version", is_flag=True, help="Several FILEs are every version from the first to the last."),
        click.option("--authority", required=True, type=click.Choice(AUTHORITIES), help="What kind of law it is."),
        click.option("--cite", "cites", multiple=True, callback=said, metavar="TEXT", help="How it is cited, if FILE does not say."),
    ]
    command = described(command, lines=False)
    for option in reversed(options):
        command = option(command)
    return command


def _one(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    return said(ctx, param, (value,))[0] if value is not None else None


@click.command(cls=Command, name="akn", short_help="A section of an act in Akoma Ntoso 3.0.")
@_options
def akn(files: tuple[Path, ...], **given: Any) -> int:
    """Write a `.law` file from one section of FILE, an act or a document in Akoma Ntoso 3.0.

    The words are those of FILE, or it is refused. What stands beside them is listed. Several files are texts of several days.
    """
    return _import(read_akn, files, given)


@click.command(cls=Command, name="uslm", short_help="A section of a law in USLM 2.")
@_options
def uslm(files: tuple[Path, ...], **given: Any) -> int:
    """Write a `.law` file from one section of FILE, a law, title or compilation in USLM 2.

    Versions with a startPeriod become texts of their days. The words are those of FILE, or it is refused. Several files are
    texts of several days.
    """
    return _import(read_uslm, files, given)


def _import(reader: Reader, files: tuple[Path, ...], given: dict[str, Any]) -> int:
    of = Of.options(given)
    _check(files, given)
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    received: list[Received] = []
    places: list[Target] = []
    for file in files:
        one = _receive(file)
        if isinstance(one, Diagnostic):
            return show([one], {}, err=True)
        where = target(project, given["out"], given["section"], file, force=given["force"])
        if isinstance(where, Diagnostic):
            return show([where], {}, err=True)
        received.append(one)
        places.append(where)
    sources = {one.source.path: one.source for one in received}
    drafts: list[Draft] = []
    for one in received:
        draft, problems = reader(one.source, given["pick"], given["on"])
        if draft is None or has_errors(problems):
            return show(problems, sources, err=True)
        drafts.append(draft)
    merged = merge(drafts, every=given["every_version"])
    if isinstance(merged, Diagnostic):
        return show([merged], sources, err=True)
    receipt = Receipt(
        section=given["section"],
        cites=given["cites"],
        authority=given["authority"],
        files=tuple(_filed(number, of, one, where) for number, (one, where) in enumerate(zip(received, places, strict=True), 1)),
        rights=of.rights,
        publisher=of.publisher or "",
        retrieved=of.retrieved,
        known_until=of.known_until,
        because=of.because,
    )
    text, problems = write_draft(merged, receipt)
    if text is None or has_errors(problems):
        return show(problems, sources, err=True)
    problem = store_all(project, places, text, received)
    if problem is not None:
        return show([problem], {}, err=True)
    copied = [project.display(where.copy) for where in places if where.copy is not None]
    talk("\n".join(escape(line) for line in _report(merged, given["section"], sources, places[0], copied)))
    return Exit.OK


def _check(files: tuple[Path, ...], given: dict[str, Any]) -> None:
    """Files whose words can be told from their tags later, each of a name of its own."""
    for file in files:
        if file.suffix != XML and (file.is_file() or not file.exists()):
            raise click.UsageError(
                f"`{file.as_posix()}` does not end with `{XML}`, so its words could not be told from its tags later. Rename it."
            )
    if len({file.name for file in files}) < len(files):
        raise click.UsageError("Two of the files have one name, and are to lie in one folder. Rename one of them.")
    if len(files) > 1 and given["on"] is not None:
        raise click.UsageError("`--on` says the day of one text. Of several files, each has to say its own.")


def _filed(number: int, of: Of, received: Received, where: Target) -> Filed:
    name = of.name if number == 1 else f"{of.name}_{number}"
    return Filed(name, where.evidence.as_posix(), of.origin(where.evidence, received.data).sha256, received.text)


def _receive(file: Path) -> Received | Diagnostic:
    """The file as received: a code in one line is XML as well."""
    display = file.as_posix()
    problem = not_to_be_kept(file)
    source = problem or read_source(file, display, max_bytes=MAX_XML_BYTES, max_line=MAX_XML_BYTES, as_received=True)
    if isinstance(source, Diagnostic):
        return source
    data = file.read_bytes()
    again = decode_source(data, display, max_bytes=MAX_XML_BYTES, max_line=MAX_XML_BYTES, as_received=True)
    return again if isinstance(again, Diagnostic) else Received(again, data, file)


def _report(draft: Draft, section: str, sources: dict[str, Source], where: Target, copied: list[str]) -> Iterator[str]:
    """What was taken and what was not, for standard error."""
    units = sum(1 for unit in draft.texts[-1].units for _ in unit.walk())
    yield f"{section}: {_count(len(draft.texts), 'text')}, {_count(units, 'unit')} in the newest"
    for text in draft.texts:
        yield f"  {text.on}: {text.because}"
    if where.law is not None:
        yield f"written: {where.shown}"
    for name in copied:
        yield f"copied as received: {name}"
    width = columns(LETTER, err=True)
    for path, source in sources.items():
        found = sorted((left for left in draft.left if left.span.path == path), key=lambda left: left.span.start)
        if found:
            yield ""
            yield f"not taken, by lines of {path}:"
        for left in found[:_LISTED]:
            line, _ = source.line_column(left.span.start)
            yield from textwrap.wrap(left.what, width, initial_indent=f"  {line:<5} ", subsequent_indent=" " * 8)
        if len(found) > _LISTED:
            yield f"  and {len(found) - _LISTED} more"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
