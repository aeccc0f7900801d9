"""`pincite run --compare-on`, `--compare-reading` and `pincite impact --data`: all rows decided twice, and what is another answer."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from pincite.cli.languages import not_translated
from pincite.cli.outfile import deliver, refusal
from pincite.cli.run_output import not_written, progress
from pincite.cli.streams import Exit, result, show, talk
from pincitec.diagnostics import Diagnostic, Source

if TYPE_CHECKING:
    from pincite.population.comparison import Compared, Listing, Pair
    from pincite.population.reading import Data, Mapped
    from pincite.population.running.job import Options
    from pincitec.graph.pack import Pack

FORMATS: Final = ("text", "json", "csv", "html")


@frozen
class Asked:
    """What both runs share: the data and how they are read, the columns to part rows by, where the rows that changed go, and the page."""

    data_file: str
    map_file: str | None
    mapped: "Mapped | None"
    children: Mapping[str, str]
    keys: tuple[str, ...]
    keep: tuple[str, ...]
    by: tuple[str, ...]
    out: Path | None
    format: str
    html: Path | None = None

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that are handed through besides the keys."""
        return (*self.keep, *(column for column in self.by if column not in (*self.keys, *self.keep)))


def only_compared(
    write_map: Path | None, summary: Path | None, quarantine: str | None, *, reasons: bool, letters: bool, engine: str, workers: int
) -> None:
    """Refuses what a comparison does not do. Raises `click.UsageError`."""
    refused = {
        "--write-map": write_map is not None,
        "--summary": summary is not None,
        "--reasons": reasons,
        "--letters": letters,
        "--quarantine": quarantine is not None,
        "--workers": workers > 1,
        f"--engine {engine}": engine in ("spark", "ray"),
    }
    for name, given in refused.items():
        if given:
            raise click.UsageError(f"`{name}` is not for a comparison, which decides all rows twice, side by side: leave it out.")


def data_for(pack: "Pack", decisions: Sequence[str], asked: Asked, on: date | str, shown: set[Diagnostic]) -> "Data | Exit":
    """The data checked for a day; or the exit code, after the problems are shown. `shown`: those that were shown before; it is added to."""
    from pincite.population.reading import open_data

    data, problems = open_data(
        asked.data_file, pack, decisions, on=on, mapped=asked.mapped, children=asked.children, keys=asked.keys, keep=asked.kept
    )
    source = asked.mapped.source if asked.mapped is not None else None
    texts: dict[str, Source] = {} if source is None else {source.path: source}
    found = [*problems, *(data.findings if data is not None else ())]
    code = show([p for p in found if p not in shown], texts, err=True)
    shown.update(found)
    if data is None:
        talk("nothing was decided: the data have errors")
        return code or Exit.FINDINGS
    return data


def carried_out(
    pair: "Pair",
    by: tuple[str, ...],
    listing: "Listing | None",
    *,
    keep_going: bool,
    exemplars: bool,
) -> "Compared | Exit":
    """Compares, with the progress on a terminal; or the exit code, after it was said what went wrong."""
    from pincite.population.comparison import compare

    try:
        with progress(pair.before.data.rows) as bar:
            found = compare(pair, by=by, listing=listing, keep_going=keep_going, exemplars=exemplars, tell=bar)
    except OSError as error:
        if listing is None:
            raise
        return show([not_written(listing.file, listing.file.with_name(f"{listing.file.name}.parts"), error)], {}, err=True)
    return show([found], {}, err=True) if isinstance(found, Diagnostic) else found


def listing_at(out: Path | None) -> "Listing | None":
    from pincite.population.comparison import Listing
    from pincite.population.running.joining import FORMATS as ENDINGS

    return None if out is None else Listing(out, ENDINGS[out.suffix.lower()])


def compared(
    pack: "Pack",
    options: "Options",
    on: date | str,
    compare_on: date | None,
    compare_readings: Sequence[tuple[str, str]],
    asked: Asked,
    *,
    keep_going: bool,
    exemplars: bool,
) -> Exit:
    """`pincite run` with another day or reading beside the one asked about. What the process returns."""
    from pincite.explain.ask import READINGS, readings_named, source
    from pincite.population.comparison.sides import sides

    chosen, wrong = readings_named(pack, compare_readings)
    if wrong:
        show(wrong, {READINGS: source(" ".join(r for _, r in compare_readings))}, err=True)
        return Exit.USAGE
    if (refused := not_writable(asked)) is not None:
        return refused
    shown: set[Diagnostic] = set()
    data = data_for(pack, options.decisions, asked, on, shown)
    if isinstance(data, Exit):
        return data
    other = data if compare_on is None else data_for(pack, options.decisions, asked, compare_on, shown)
    if isinstance(other, Exit):
        return other
    pair = sides(pack, options, on, compare_on, chosen, data, other)
    found = carried_out(pair, asked.by, listing_at(asked.out), keep_going=keep_going, exemplars=exemplars)
    if isinstance(found, Exit):
        return found
    name = os.path.basename(os.path.normpath(asked.data_file))
    made = rendered([found], pack, name, asked.format)
    page = rendered([found], pack, name, "html") if asked.html is not None else ""
    not_translated(strict=False)
    result(made)
    if asked.out is not None:
        talk(f"the rows that changed are in `{asked.out.as_posix()}`")
    return Exit.OK if asked.html is None else deliver(page, asked.html, asked.data_file, *asked.children.values(), asked.map_file)


def not_writable(asked: Asked) -> Exit | None:
    """The exit code, after it was said why, where the list or the page cannot be written."""
    if asked.out is not None and asked.html is not None and os.path.realpath(asked.out) == os.path.realpath(asked.html):
        raise click.UsageError("Two results would be written to one file. Name each of its own.")
    named = () if asked.mapped is None else asked.mapped.files
    read = (asked.data_file, *asked.children.values(), asked.map_file, *named)
    for target in (asked.out, asked.html):
        if target is not None and (refused := refusal(b"", target, *read)) is not None:
            return refused
    return None


def rendered(found: "Sequence[Compared]", pack: "Pack", source: str, format: str, notes: Sequence[str] = ()) -> str:
    """In a format of `FORMATS`. `notes` stand on a page before the tables."""
    match format:
        case "text":
            from pincite.cli.comparison_text import render_text

            return render_text(found, pack, source)
        case "html":
            from pincite.cli.comparison_page import render_html

            return render_html(found, pack, source, notes)
        case "json":
            from pincite.cli.comparison_data import render_json

            return render_json(found, source)
    from pincite.cli.comparison_data import render_csv

    return render_csv(found)
