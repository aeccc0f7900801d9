"""What all imports take on the command line: what the received file is, where the result goes, and marks of lines.

What is said here is written into a `.law` file, so it stands on one line and holds nothing that a terminal would obey.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

import click
from attrs import frozen

from pincite.cli.law_open import day
from pincitec.law.importing.layout import MARK
from pincitec.law.importing.written import Origin
from pincitec.law.ladder import level

_IDENTITY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")


@frozen
class Of:
    """What is said of the received file on the command line."""

    name: str
    rights: str
    publisher: str | None
    retrieved: date | None
    known_until: date | None
    because: str | None

    @staticmethod
    def options(given: Mapping[str, Any]) -> "Of":
        """The options of `described`, as click gives them."""
        until, because = given["until"], given["because"]
        if (until is None) != (because is None):
            raise click.UsageError("`--known-until` needs `--known-because`, the reason to say so, and the other way round.")
        return Of(given["source"], given["rights"], given["publisher"], given["retrieved"], until, because)

    def origin(self, where: PurePosixPath, data: bytes) -> Origin:
        """The received file as the `.law` file names it, with the hash of its bytes."""
        digest = hashlib.sha256(data).hexdigest()
        return Origin(self.name, where, digest, self.rights, self.publisher, self.retrieved, self.known_until, self.because)


def described(command: Callable[..., Any], *, lines: bool = True) -> Callable[..., Any]:
    """The options that say what the received file is, and where the result goes. `lines`: its lines can be marked."""
    mark = click.option(
        "--mark", "marks", multiple=True, callback=_marks, metavar="LINE:MARK", help="What a line of FILE is: 12:p1, 14:u2."
    )
    options = [
        click.option("--source", default="received", show_default=True, callback=_name, metavar="NAME", help="What the source is called."),
        click.option("--rights", required=True, callback=_said, metavar="TEXT", help="On what terms its words lie here."),
        click.option("--publisher", callback=_said, metavar="TEXT", help="Who published it."),
        click.option("--retrieved", callback=day_said, metavar="DATE", help="When it was received; never a date of law."),
        click.option("--known-until", "until", callback=day_said, metavar="DATE", help="The last day on which it shows the law."),
        click.option("--known-because", "because", callback=_said, metavar="TEXT", help="Why that day."),
        *([mark] if lines else []),
        click.option("-o", "--out", metavar="FILE.law", help="Where to write; - prints. Else into the project, by its identity."),
        click.option("--force", is_flag=True, help="Replace a .law file that is there."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def identity(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None or (_IDENTITY.fullmatch(value) and len(value) <= 200):
        return value
    raise click.BadParameter("an identity is made of names between strokes, such as us-nm/22-10A-11", ctx, param)


def ladder(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """The first designator of each level, between blanks; "none" for a text without any."""
    if value is None:
        return None
    samples = () if value.strip() == "none" else tuple(value.split())
    wrong = next((sample for sample in samples if level(sample) is None), None)
    if wrong is not None or (not samples and value.strip() != "none"):
        raise click.BadParameter('give the first designator of each level, such as "A. (1) (a)", or none', ctx, param)
    return samples


def said(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for given in value if (text := _said(ctx, param, given)) is not None)


def _said(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if not value.strip() or not value.isprintable() or len(value) > 1_000:
        raise click.BadParameter("give words on one line, without control characters", ctx, param)
    return value.strip()


def _name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if _NAME.fullmatch(value):
        return value
    raise click.BadParameter("a source is named in small letters, such as justia", ctx, param)


def day_said(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return day(ctx, param, value) if value is not None else None


def _marks(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for given in value:
        number, _, mark = given.partition(":")
        if not (number.isascii() and number.isdecimal() and len(number) < 8 and MARK.fullmatch(mark)):
            raise click.BadParameter("write the number of a line and a mark, such as 12:p1 or 14:u2", ctx, param)
        if int(number) in found:
            raise click.BadParameter(f"line {number} is marked twice", ctx, param)
        found[int(number)] = mark
    return found
