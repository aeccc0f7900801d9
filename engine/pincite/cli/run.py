"""`pincite run`: decide questions for all rows of a file, and write what came of each."""

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.comparison import FORMATS, Asked, compared, only_compared
from pincite.cli.languages import speak
from pincite.cli.outfile import not_written, refusal, write_new
from pincite.cli.questions import read_day, read_readings
from pincite.cli.streams import Exit, escape, read_input, show, talk
from pincite.cli.summary import ENDINGS as SUMMARIES, not_installed as not_drawn, summed_up
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pincite.cli.packs import Loaded
    from pincite.population.reading.model import Mapped
    from pincite.population.running.job import Options
    from pincitec.project import Project

ENDINGS: Final = {".parquet": "parquet", ".arrow": "arrow", ".feather": "feather", ".csv": "csv"}
MOST_WORKERS: Final = 256


def read_day_or_column(ctx: click.Context, param: click.Parameter, value: str | None) -> date | str | None:
    """A day, or the name of the column that holds each row's own."""
    if value is None or not re.fullmatch(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}|[0-9/.]+", value):
        return value
    return read_day(ctx, param, value)


def read_children(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Files of records by the name of their list, each as `NAME=FILE`."""
    files: dict[str, str] = {}
    for text in value:
        name, equals, file = (part.strip() for part in text.partition("="))
        if not (name and equals and file):
            raise click.BadParameter(f"`{escape(text)}` names no file. Write a list and a file, such as school_years=years.parquet.")
        if name in files:
            raise click.BadParameter(f"`{escape(name)}` is given two files. Put its records into one.")
        files[name] = file
    return files


def read_format(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Where the output goes; the ending of its name is its format."""
    if value is not None and value.suffix.lower() not in ENDINGS:
        known = ", ".join(f"`{ending}`" for ending in ENDINGS)
        raise click.BadParameter(f"`{escape(value.suffix or value.name)}` is the ending of no format. Name the file with one of {known}.")
    return value


def read_summary(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Where the summary goes; the ending of its name is its format, and without one it is text."""
    if value is not None and value.suffix and value.suffix.lower() not in SUMMARIES:
        known = ", ".join(f"`{ending}`" for ending in SUMMARIES)
        raise click.BadParameter(f"`{escape(value.suffix)}` is the ending of no summary. Name the file with one of {known}.")
    return value


@click.command(cls=Command, short_help="Decide questions for all rows of a file.")
@click.argument("decisions", nargs=-1, required=True, metavar="DECISION…")
@click.option("--data", "data_file", metavar="FILE", help="One case a row: a file of Parquet, Arrow or CSV, or a folder of them.")
@click.option(
    "--children", metavar="NAME=FILE", callback=read_children, multiple=True, help="Records of a list from a file of their own; repeatable."
)
@click.option("--map", "map_file", metavar="FILE", help="Which column is which fact, as TOML.  [default: by their names]")
@click.option("--write-map", type=click.Path(path_type=Path), metavar="FILE", help="Write a mapping to fill in, and decide nothing.")
@click.option("--on", metavar="DATE|COLUMN", callback=read_day_or_column, help="The day asked about, or the column with each row's own.")
@click.option("--law-on", metavar="DATE", callback=read_day, help="The day whose text of law applies.  [default: the day asked about]")
@click.option("--known-on", metavar="DATE", callback=read_day, help="Leave out acts that became known after this day.")
@click.option(
    "--reading", "readings", metavar="CHOICE=READING", callback=read_readings, multiple=True, help="Read a choice so; repeatable."
)
@click.option("--key", "keys", metavar="COLUMN", multiple=True, help="A column that tells rows apart, kept in the output; repeatable.")
@click.option("--keep", metavar="COLUMN", multiple=True, help="Another column to keep in the output; repeatable.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE", callback=read_format, help="The output: .parquet, .arrow or .csv."
)
@click.option("--reasons", is_flag=True, help="Also tell the reasons, each once, in a file beside the output: FILE.reasons.parquet.")
@click.option("--no-exemplars", is_flag=True, help="Leave the facts of single rows out of the reasons.")
@click.option("--letters", is_flag=True, help="With the reasons, a letter for the first row of each.")
@click.option(
    "--summary",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=read_summary,
    help="Also sum it up, with the reasons: .txt, .csv, .json, .html, .png or .svg; - prints it.",
)
@click.option("--by", metavar="COLUMN", multiple=True, help="Also sum up by this column of the output; repeatable.")
@click.option("--compare-on", metavar="DATE", callback=read_day, help="Decide all rows also on this day, and tell what is another answer.")
@click.option(
    "--compare-reading",
    "compare_readings",
    metavar="CHOICE=READING",
    callback=read_readings,
    multiple=True,
    help="Decide all rows also with a choice read so, and compare; repeatable.",
)
@click.option("--format", "format", type=click.Choice(FORMATS), help="How to write a comparison.  [default: text]")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Also write a comparison as a page.")
@click.option("--language", metavar="TAG", help="Write a comparison in this language.  [default: as pincite.toml says, else English]")
@click.option("--quarantine", metavar="FILE", help="Put rows that cannot be read here, with why, and go on.  [default: refuse all]")
@click.option("--keep-going", is_flag=True, help="Give rows for which the question divides by zero a verdict of their own.")
@click.option("--strict", is_flag=True, help="Undetermined where the law on file is not known to reach to that day.")
@click.option(
    "--engine", type=click.Choice(["columns", "rows", "spark", "ray"]), default="columns", help="Who does the work.  [default: columns]"
)
@click.option("--cluster", metavar="ADDRESS", default="", help="Where Spark or Ray runs.  [default: on this machine]")
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), default=1, metavar="N", help="Processes on this machine.  [default: 1]")
def run(
    decisions: tuple[str, ...],
    data_file: str | None,
    children: dict[str, str],
    map_file: str | None,
    write_map: Path | None,
    on: date | str | None,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    keys: tuple[str, ...],
    keep: tuple[str, ...],
    out: Path | None,
    reasons: bool,
    no_exemplars: bool,
    letters: bool,
    summary: Path | None,
    by: tuple[str, ...],
    compare_on: date | None,
    compare_readings: tuple[tuple[str, str], ...],
    format: str | None,
    html: Path | None,
    language: str | None,
    quarantine: str | None,
    keep_going: bool,
    strict: bool,
    engine: str,
    cluster: str,
    workers: int,
) -> int:
    """Decide each DECISION for every row of a file, exactly as `determine` decides one case.

    The output has a row for each row of the data: its key, the verdict, the outcome, what is known of the law, the value, and the number
    of the reason. It is written whole or not at all. A run that was cut off goes on where it stopped when the same command is given again.
    """
    from pincite.cli.packs import load_here

    if (missing := not_installed()) is not None:
        return missing
    if cluster and engine not in ("spark", "ray"):
        raise click.UsageError("`--cluster` is the address of Spark or Ray: say which, --engine spark or --engine ray.")
    compares = compare_on is not None or bool(compare_readings)
    if format is not None and not compares:
        raise click.UsageError("`--format` is of a comparison. An output is written as its name ends.")
    if (html is not None or language is not None) and not compares:
        raise click.UsageError("`--html` and `--language` are of a comparison. A summary is a page where its name ends in .html.")
    if compares:
        only_compared(write_map, summary, quarantine, reasons=reasons, letters=letters, engine=engine, workers=workers)
    if (letters or no_exemplars) and not reasons and summary is None and not compares:
        raise click.UsageError("`--letters` and `--no-exemplars` are about the reasons: add --reasons.")
    if letters and no_exemplars:
        raise click.UsageError("A letter holds the facts of a row: leave out `--letters` or `--no-exemplars`.")
    if by and summary is None and not compares:
        raise click.UsageError("`--by` is a column of a summary: say where it goes, --summary FILE, or - to print it.")
    if write_map is None:
        for name, given in (("--data", data_file), ("--on", on), ("--out", out)):
            if given is None and not (name == "--out" and compares):
                raise click.UsageError(f"Missing option '{name}'.")
    how = SUMMARIES.get(summary.suffix.lower(), "text") if summary is not None else "text"
    if summary is not None and (missing := not_drawn(how)) is not None:
        return missing
    loaded = load_here(known_on)
    if isinstance(loaded, Exit):
        return loaded
    options = options_of(loaded, decisions, on, law_on, readings, strict=strict, by_rows=engine == "rows")
    if isinstance(options, Exit):
        return options
    if write_map is not None:
        return written_map(loaded, options, write_map)
    assert data_file is not None and on is not None
    if compares:
        mapped = mapping(loaded, map_file)
        if isinstance(mapped, Exit):
            return mapped
        asked = Asked(data_file, map_file, mapped, children, keys, keep, tuple(dict.fromkeys(by)), out, format or "text", html)
        if (refused := speak(loaded.project, language)) is not None:
            return refused
        return compared(loaded.pack, options, on, compare_on, compare_readings, asked, keep_going=keep_going, exemplars=not no_exemplars)
    assert out is not None
    from pincite.cli.run_output import carried_out
    from pincite.population.reading import open_data
    from pincite.population.running.run import Where, telling_of

    tells = reasons or summary is not None
    telling = telling_of(out, exemplars=not no_exemplars, letters=letters, office=loaded.project.office) if tells else None
    files = (out, *((telling.file,) if telling is not None else ()), *((Path(quarantine),) if quarantine is not None else ()))
    targets = (*files, *((summary,) if summary is not None and str(summary) != "-" else ()))
    mapped = mapping(loaded, map_file)
    if isinstance(mapped, Exit):
        return mapped
    read = (data_file, *children.values(), map_file, *(mapped.files if mapped is not None else ()))
    for target in targets:
        if target in files and target.exists() and not target.is_file():
            return show([not_written(target, "is no plain file")], {}, err=True)
        if (refused := refusal(b"", target, *read)) is not None:
            return refused
    if len({os.path.realpath(file) for file in targets}) < len(targets):
        raise click.UsageError("Two results would be written to one file. Name each of its own.")
    kept = (*keep, *(column for column in dict.fromkeys(by) if column not in (*keys, *keep)))
    data, problems = open_data(
        data_file, loaded.pack, options.decisions, on=on, mapped=mapped, children=children, keys=keys, keep=kept, quarantine=quarantine
    )
    source = mapped.source if mapped is not None else None
    texts = {} if source is None else {source.path: source}
    code = show([*problems, *(data.findings if data is not None else ())], texts, err=True)
    if data is None:
        talk("nothing was decided: the data have errors")
        return code or Exit.FINDINGS
    where = Where(out, ENDINGS[out.suffix.lower()], engine, workers, keep_going, telling, cluster)
    done = carried_out(loaded.pack, options, data, where, quarantine)
    if summary is None or telling is None or done != Exit.OK:
        return done
    return summed_up(out, telling.file, by, how, summary)


def not_installed() -> Exit | None:
    """The exit code, after it was said, where the libraries are missing that read columns."""
    try:
        import numpy as np  # noqa: F401
        import pyarrow as pa  # noqa: F401
    except ImportError:
        talk("error: a population needs NumPy and PyArrow, which are not installed\nhelp: pip install 'pincite[batch]'")
        return Exit.USAGE
    return None


def options_of(
    loaded: "Loaded",
    decisions: Sequence[str],
    on: date | str | None,
    law_on: date | None,
    readings: tuple[tuple[str, str], ...],
    *,
    strict: bool,
    by_rows: bool,
) -> "Options | Exit":
    """What was asked, by qualified names; or the exit code, after the problems are shown."""
    from pincite.explain.ask import ASKED, READINGS, decision_named, readings_named, source
    from pincite.population.running.job import Options

    names, problems = [], []
    for asked in decisions:
        found = decision_named(loaded.pack, asked)
        if isinstance(found, Diagnostic):
            show([found], {ASKED: source(asked)}, err=True)
            problems.append(found)
        elif found in names:
            raise click.UsageError(f"`{escape(asked)}` is asked twice. Once is enough.")
        else:
            names.append(found)
    chosen, wrong = readings_named(loaded.pack, readings)
    show(wrong, {READINGS: source(" ".join(r for _, r in readings))}, err=True)
    if problems or wrong:
        return Exit.USAGE
    return Options(tuple(names), on if isinstance(on, date) else None, law_on, tuple(sorted(chosen.items())), strict, by_rows)


def mapping(loaded: "Loaded", file: str | None) -> "Mapped | Exit | None":
    """The mapping of a file, or that of the project; or the exit code, after its problems are shown."""
    return mapping_of(loaded.project, file)


def mapping_of(project: "Project", file: str | None) -> "Mapped | Exit | None":
    from pincite.population.reading import read_map

    source = project.settings if file is None else read_input(file)
    if isinstance(source, Diagnostic):
        return show([source], {}, err=True)
    if source is None:
        return None
    mapped, problems = read_map(source, "" if file is not None else "population")
    code = show(problems, {source.path: source}, err=True)
    return code or (Exit.FINDINGS if mapped is None and file is not None else mapped)


def written_map(loaded: "Loaded", options: "Options", file: Path) -> Exit:
    from pincite.population.reading import blank_map

    problem = write_new(file, blank_map(loaded.pack, options.decisions))
    return Exit.OK if problem is None else show([problem], {}, err=True)
