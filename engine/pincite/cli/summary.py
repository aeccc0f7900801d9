"""`pincite summary`: what a run came to, as a table, as data, as a page or as a picture."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from pincite.cli.command import Command
from pincite.cli.languages import language_option, not_translated, speak
from pincite.cli.outfile import deliver, format_of
from pincite.cli.streams import Exit, show, talk
from pincitec.diagnostics import Severity
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.project import find_project

FORMATS: Final = ("text", "json", "csv", "html", "png", "svg")
ENDINGS: Final[Mapping[str, str]] = {
    ".txt": "text", ".json": "json", ".csv": "csv", ".html": "html", ".htm": "html", ".png": "png", ".svg": "svg",
}  # fmt: skip
DRAWN: Final = ("html", "png", "svg")


@click.command(cls=Command, short_help="Sum up a run: verdicts, why not, what is missing.")
@click.argument("output", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.option("--reasons", type=click.Path(path_type=Path), metavar="FILE", help="Its reasons.  [default: OUTPUT.reasons.parquet]")
@click.option("--by", "by", metavar="COLUMN", multiple=True, help="Also count by this column of the output; repeatable.")
@click.option("--format", "format", type=click.Choice(FORMATS), help="How to write it.  [default: as FILE ends, else text]")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
@language_option
def summary(output: Path, reasons: Path | None, by: tuple[str, ...], format: str | None, out: Path | None, language: str | None) -> int:
    """Sum up OUTPUT, which `pincite run` wrote: how often each verdict and outcome, which elements fail alone and with others, which facts
    are missing, and in how many rows nothing else is."""
    how = format_of(format, out, ENDINGS, "text")
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return show(problems, {}, err=True)
    if (refused := speak(project, language)) is not None:
        return refused
    return summed_up(output, reasons, by, how, out)


def summed_up(output: Path, reasons: Path | None, by: Sequence[str], format: str, out: Path | None) -> Exit:
    """Writes the summary of an output in a format of `FORMATS`; what the process returns."""
    if (lacking := not_installed(format)) is not None:
        return lacking
    from pincite.population.summary import rendered, summary_of

    found, problems = summary_of(output, reasons=reasons, by=by)
    code = show([p for p in problems if p.severity is not Severity.ERROR or found is None], {}, err=True)
    if found is None:
        return code or Exit.FINDINGS
    made = rendered(found, format)
    not_translated(strict=False)
    return deliver(made, out, output, reasons)


def not_installed(format: str) -> Exit | None:
    """The exit code, after it was said, where a library is missing that a summary in this format needs."""
    if find_spec("pyarrow") is None or find_spec("numpy") is None:
        talk("error: a summary needs NumPy and PyArrow, which are not installed\nhelp: pip install 'pincite[batch]'")
        return Exit.USAGE
    if format in DRAWN and find_spec("matplotlib") is None:
        talk("error: plots need matplotlib, which is not installed\nhelp: pip install 'pincite[plots]'; text, CSV and JSON need no plots")
        return Exit.USAGE
    return None
