"""`pincite law amend`: an act is put on file from its instructions, and what that changes is shown."""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import click
from attrs import evolve

from pincite.cli.command import Command
from pincite.cli.law_open import Opened, day, open_law
from pincite.cli.law_redline import redline_text
from pincite.cli.streams import STDIN, Exit, escape, result, show, talk, write_file
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.files import FILE_NOT_READABLE, FILE_NOT_WRITTEN, OUTSIDE_PROJECT
from pincitec.diagnostics.reading import decode_source, read_source
from pincitec.files import beside
from pincitec.law.drafting.amend import Amended, Refusal, amend as put_on_file
from pincitec.law.drafting.enactment import Enactment
from pincitec.law.drafting.insertion import as_received

_MOST_BYTES: Final = 1_000_000
"""The largest file of instructions: several hundred pages of an act."""
_MOST_TITLE: Final = 300


def _words(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Words that are written into the file: on one line, with nothing in them that a reader cannot see."""
    if value is None:
        return None
    words = value.strip()
    read = decode_source(words.encode("utf-8", "surrogatepass"), param.opts[0])
    if isinstance(read, Diagnostic):
        raise click.BadParameter(read.message, ctx, param)
    if not words or "\n" in words or "\t" in words:
        raise click.BadParameter("give words, on one line", ctx, param)
    if len(words) > _MOST_TITLE:
        raise click.BadParameter(f"it is longer than {_MOST_TITLE} characters", ctx, param)
    return words


def _maybe_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else day(ctx, param, value)


@click.command(cls=Command, name="amend", short_help="Put an act on file from its instructions; show what it changes.")
@click.argument("cite", metavar="SECTION")
@click.option("--act", "title", callback=_words, metavar="TITLE", required=True, help='The act, as it is cited: "Laws 2026, ch. 12, § 3".')
@click.option("--effective", callback=day, metavar="DATE", required=True, help="The day on which it takes effect, year-month-day.")
@click.option("--instructions", "name", metavar="FILE", required=True, help="What it says of the section. - reads standard input.")
@click.option("--rights", callback=_words, metavar="TEXT", help='On what terms FILE is kept: "act of a legislature: public edict".')
@click.option("--enacted", callback=_maybe_day, metavar="DATE", help="The day on which it was enacted.")
@click.option("--known", callback=_maybe_day, metavar="DATE", help="The day on which it became known here.")
@click.option("--until", callback=_maybe_day, metavar="DATE", help="The day from which the text is again as it was.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show all the same.")
@click.option("--format", type=click.Choice(["text", "md", "html", "json"]), default="text", help="How what it changes is shown.")
def amend(
    cite: str,
    title: str,
    effective: date,
    name: str,
    rights: str | None,
    enacted: date | None,
    known: date | None,
    until: date | None,
    dry_run: bool,
    format: str,
) -> int:
    """Put an act that amends SECTION on file, from the instructions in FILE, and show what it changes.

    FILE holds sentences of the act ("Section 9-1(b) is amended by striking …"), an editor's note on it ("in Subsection B,
    deleted … and added …"), or, if its name ends in .law, operations. It is understood as a whole or nothing is written.
    It is kept beside the section, as evidence.

    Returns 1 where clauses lose their footing, or where the instructions are refused.
    """
    if rights is None and not dry_run:
        raise click.UsageError(
            'FILE is kept beside the section: say on what terms, for example --rights "act of a legislature: public edict".'
        )
    if until is not None and until <= effective:
        raise click.UsageError(f"The act ends on {until}, before it takes effect on {effective}.")
    if enacted is not None and enacted > effective:
        raise click.UsageError(
            f"The act was enacted on {enacted}, after it takes effect on {effective}: put it on file by hand, as retroactive."
        )
    opened = open_law(cite)
    if not isinstance(opened, Opened):
        return opened
    if opened.path:
        raise click.UsageError(f"`{escape(cite)}` is a unit; name the whole section, `{escape(opened.section.id)}`.")
    if opened.project.builtin and not dry_run:
        raise click.UsageError("The library that comes with Pincite is not written to. Work in a project of your own, or use --dry-run.")
    received = _received(name)
    if isinstance(received, Diagnostic):
        return show([received], {}, err=True)
    instructions, raw = received
    enactment = Enactment(title, effective, enacted, known, until)
    made = put_on_file(
        opened.section, instructions, raw, enactment, rights or "not stated", opened.evidence, at=Span(instructions.path, 0, 0)
    )  # fmt: skip
    known_texts = {source.path: source for source in (opened.section.source, instructions)}
    if isinstance(made, Refusal):
        show(made.problems, known_texts, err=True)
        talk("nothing was written")
        return Exit.FINDINGS
    show(made.warnings, known_texts, err=True)
    if not dry_run:
        problem = _write(opened, made)
        if problem is not None:
            return show([problem], {}, err=True)
    _told(made, dry_run)
    return _shown(opened, made, enactment, format, on_file=not dry_run)


def _received(name: str) -> tuple[Source, str] | Diagnostic:
    """The instructions as they are read, and their characters as they came."""
    path = Path(name)
    if name == "-":
        data = sys.stdin.buffer.read(_MOST_BYTES + 1) if sys.stdin is not None else b""
    else:
        # What a pipe holds can be read once only.
        read = None if path.is_fifo() else read_source(path, name, max_bytes=_MOST_BYTES)
        if isinstance(read, Diagnostic):
            return read
        try:
            with path.open("rb") as stream:
                data = stream.read(_MOST_BYTES + 1)
        except OSError as error:
            reason = f"reason: {(error.strerror or 'not given').lower()}"
            return Diagnostic.at(
                FILE_NOT_READABLE, Span(name, 0, 0), f"`{name}` cannot be read", notes=(reason,), help="check its permissions"
            )
    source = decode_source(data, STDIN if name == "-" else name, max_bytes=_MOST_BYTES)
    return source if isinstance(source, Diagnostic) else (source, data.decode("utf-8"))


# -- writing -------------------------------------------------------------------------------------------------------------


def _write(opened: Opened, made: Amended) -> Diagnostic | None:
    """Write the instructions, then the section. If the second fails the first is taken away again."""
    shown = opened.section.source.path
    try:
        raw = opened.file.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        raw = ""
    if raw.removeprefix("\ufeff").replace("\r\n", "\n") != opened.section.source.text:
        help = "run the command again"
        return Diagnostic.at(FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` has been changed in the meantime", help=help)
    made_new: Path | None = None
    if made.received is not None:
        folder = Path(os.path.realpath(opened.file)).parent
        target = folder / made.received.path
        beside_it = opened.project.display(target)
        if not Path(os.path.realpath(target)).is_relative_to(folder):
            help = "keep received files in a plain folder `sources` beside the section"
            message = f"`{beside_it}` leads out of the folder of the section"
            return Diagnostic.at(OUTSIDE_PROJECT, Span(beside_it, 0, 0), message, help=help)
        if not target.exists():
            problem = _new_file(target, made.received.text, beside_it)
            if problem is not None:
                return problem
            made_new = target
    problem = write_file(opened.file, as_received(made.inserted, raw), shown)
    if problem is not None and made_new is not None:
        made_new.unlink(missing_ok=True)
    return problem


def _new_file(target: Path, text: str, shown: str) -> Diagnostic | None:
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        reason = f"reason: {(error.strerror or 'not given').lower()}"
        help = "check the permissions of the folder of the section"
        return Diagnostic.at(FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` could not be written", notes=(reason,), help=help)
    return write_file(target, text, shown)


# -- showing -------------------------------------------------------------------------------------------------------------


def _told(made: Amended, dry_run: bool) -> None:
    """How the instructions were read, and where the act now stands."""
    line = made.source.line_column(made.act.start)[0]
    where = f"{escape(made.source.path)}:{line}"
    talk(f"the instructions were read as {made.form}")
    if dry_run:
        talk(f"nothing was written; the act would stand at {where}")
        return
    talk(f"the act was put on file at {where}")
    if made.received is not None:
        talk(f"the instructions are kept as {escape(beside(made.source.path, made.received.path))}")


def _shown(opened: Opened, made: Amended, enactment: Enactment, format: str, *, on_file: bool) -> int:
    """The redline and what the act breaks; the exit code says whether clauses lost their footing."""
    from pincite.cli.impact import deliver, told_nothing
    from pincite.impact import Refused, impact

    shown = made.source.path
    overlay = {shown: made.source.text}
    if made.received is not None:
        overlay[beside(shown, made.received.path)] = made.received.text
    found = impact(opened.project, made.section.id, enactment.title, overlay=overlay)
    if not isinstance(found, Refused):
        return deliver(evolve(found, act=evolve(found.act, on_file=on_file)), format, None)
    if format == "text":
        eve = enactment.effective - timedelta(days=1)
        result("\n".join(redline_text(made.section, (), eve, enactment.effective)))
    return told_nothing(found)
