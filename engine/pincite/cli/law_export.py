"""`pincite law export`: a section in a format of others: Akoma Ntoso, or a page of HTML."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from pincite.cli.command import Command
from pincite.cli.law_clocks import knowledge
from pincite.cli.law_known import between, ended_said, reach, standing
from pincite.cli.law_open import known_on_option, not_on_file, open_cited, optional_day
from pincite.cli.law_text import interval, long_date
from pincite.cli.outfile import write_out
from pincite.cli.streams import Exit, escape, result, show, talk
from pincitec.law.exchange.akn_ids import country_of, is_country
from pincitec.law.exchange.akn_write import write_akn
from pincitec.law.model import Section, Version
from pincitec.law.places import cite_unit, version_on
from pincitec.law.redline import redline as redline_of

FORMATS = ("akn", "html")


def _country(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None or is_country(value):
        return value
    raise click.BadParameter("a country is two small letters, with a part of it after a hyphen: us, us-nm", ctx, param)


@click.command(cls=Command, name="export", short_help="A section in Akoma Ntoso, or as a page of HTML.")
@click.argument("cite", metavar="SECTION")
@click.option("--format", "format", type=click.Choice(FORMATS), required=True, help="akn: Akoma Ntoso 3.0. html: one page.")
@click.option("--on", "on", callback=optional_day, metavar="DATE", help="The day of the text, year-month-day.")
@click.option("--from", "from_", callback=optional_day, metavar="DATE", help="Show what changed from this day (html).")
@click.option("--to", "to", callback=optional_day, metavar="DATE", help="The later day of what is shown (html).")
@click.option("--country", callback=_country, metavar="CODE", help="Of the address (akn), if SECTION does not begin with one: us-nm.")
@known_on_option
@click.option("-o", "--out", metavar="FILE", help="Write to a file instead of standard output.")
def export(
    cite: str,
    format: str,
    on: date | None,
    from_: date | None,
    to: date | None,
    country: str | None,
    known_on: date | None,
    out: str | None,
) -> int:
    """Write SECTION as it stood on a day; or, as html, what changed --from one day --to another.

    What is not on file word for word is marked, and never shown as if it were. Returns 1 where the text of the whole
    section on a day is not on file.
    """
    _check(format, on, from_, to)
    section, path = open_cited(cite, known_on)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    if path:
        raise click.UsageError(f"A section is exported as a whole: leave out what follows `{escape(section.id)}`.")
    days = [one for one in (on, from_, to) if one is not None]
    versions = [version_on(section, one) for one in days]
    absent = next((one for one, version in zip(days, versions, strict=True) if version is None), None)
    if absent is not None:
        talk(not_on_file(section, (), absent))
        return Exit.FINDINGS
    found = [version for version in versions if version is not None]
    if format == "akn" and not found[0].units:
        ended = found[0].ended
        why = f": {escape(ended_said(ended))}" if ended is not None else ""
        talk(f"{escape(cite_unit(section, ()))} has no text on {long_date(days[0])}{why}")
        return Exit.FINDINGS
    if format == "akn":
        code = country or country_of(section)
        if code is None:
            raise click.UsageError(f"`{escape(section.id)}` does not begin with a country. Say which one: --country us-nm")
        text = write_akn(section, found[0], code, tuple(_said(section, found[0], days[0])))
    else:
        text = _page(section, found, days)
    if not all(version.complete for version in found):
        talk(f"the text of {escape(cite_unit(section, ()))} is not on file as a whole; what is missing is marked")
    problem = None
    if out is None:
        result(text)
    else:
        problem = write_out(Path(out), text)
    if problem is not None:
        return show([problem], {}, err=True)
    return Exit.OK if all(version.complete for version in found) else Exit.FINDINGS


def _check(format: str, on: date | None, from_: date | None, to: date | None) -> None:
    """Which days go together."""
    if on is not None and (from_ is not None or to is not None):
        raise click.UsageError("Give a day (`--on`), or two days (`--from` and `--to`).")
    if (from_ is None) != (to is None):
        raise click.UsageError("`--from` and `--to` go together.")
    if on is None and from_ is None:
        raise click.UsageError("Say of which day: `--on DATE`; or, for what changed, `--from DATE --to DATE`.")
    if from_ is not None and format == "akn":
        raise click.UsageError("A document in Akoma Ntoso holds the text of one day; its changes are in it. Use `--on`.")
    if from_ is not None and to is not None and to < from_:
        raise click.UsageError(f"`--from` ({from_}) must not be after `--to` ({to}).")


def _said(section: Section, version: Version, on: date) -> Iterator[str]:
    """What a reader of the document has to know, as sentences."""
    known = section.horizon.known_until
    yield from (_sentence(line) for line in knowledge(section, (), (on,)))
    if not version.complete:
        yield f"The text of the whole section in force on {long_date(on)} is not on file; no conclusion rests on what is shown."
    if known is not None:
        because = f", because {section.horizon.because}" if section.horizon.because else ""
        yield f"The law on file is known only until {long_date(known)}{because}."
    else:
        yield from (_sentence(line) for line in reach(section, version, on))


def _page(section: Section, found: list[Version], days: list[date]) -> str:
    from pincite.report.law_page import redline_page, render_law, text_page

    if len(days) == 1:
        subtitle = f"version {interval(found[0])}"
        assumed = found[0].assumed
        lines = [
            *knowledge(section, (), tuple(days)),
            *standing(section, found[0], days[0]),
            *([f"the date is assumed: the source is undated; {assumed}"] if assumed else []),
        ]
        return render_law(text_page(section, found[0], (_sentence(line) for line in lines), subtitle))
    old, new = found
    changes = redline_of(section, *days) or ()
    titles = [a.act for a in section.amendments if old.from_ < a.on <= new.from_]
    said = (_sentence(line) for line in (*knowledge(section, (), tuple(days)), *between(section, old, new, *days)))
    subtitle = f"what changed from {long_date(days[0])} to {long_date(days[1])}"
    return render_law(redline_page(section, changes, titles, said, subtitle))


def _sentence(line: str) -> str:
    return f"{line[:1].upper()}{line[1:]}."
