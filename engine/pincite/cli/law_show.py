"""`pincite law show`: the text that a place of the law had on a day, with what is not verbatim marked."""

from collections.abc import Iterator
from datetime import date

import click

from pincite.cli.command import Command
from pincite.cli.law_clocks import clocks_said
from pincite.cli.law_contents import contents_lines
from pincite.cli.law_known import standing
from pincite.cli.law_open import known_on_option, not_on_file, open_cited, optional_day
from pincite.cli.law_plain import contents_document, text_document
from pincite.cli.law_text import interval, legend, paragraph, statuses, title, unit_lines, wrapped
from pincite.cli.law_units import named_on, none_named, several
from pincite.cli.streams import Exit, colored, result, talk
from pincitec.diagnostics.render.json import dumps
from pincitec.law.flat import flatten
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import cite_unit, find_act, find_history, find_note, text_of, version_on


@click.command(cls=Command, name="show", short_help="The text of a section or a unit on a day.")
@click.argument("cite")
@click.option("--on", "day", callback=optional_day, metavar="DATE", help="The day, year-month-day.")
@click.option("--contents", is_flag=True, help="Print the tables of contents that came with the section instead.")
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it.")
@known_on_option
def show_text(cite: str, day: date | None, contents: bool, format: str, known_on: date | None) -> int:
    """Print the text that CITE had on a day, with what is not verbatim marked.

    CITE is `us-nm/22-10A-11(C)` or any citation, such as "Section 22-10A-11(C) NMSA 1978".
    Also (heading), (history), (note "…"), (act "…").
    Returns 1 where the text of the whole section in force that day is not on file, and where it has none because it was repealed or
    recodified.
    """
    section, path = open_cited(cite, known_on)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    assert isinstance(path, tuple)
    if contents:
        result(dumps(contents_document(section)) if format == "json" else "\n".join(_contents(section)))
        return Exit.OK
    special = _special(section, path)
    if special is not None:
        if format == "json":
            result(dumps(text_document(section, path, day, None, (special,))))
            return Exit.OK
        result("\n".join([*title(cite_unit(section, special.path), colored()), "", *_paragraphs(special)]))
        return Exit.OK
    if day is None:
        raise click.UsageError("Say of which day the text is: --on DATE, for example --on 2019-06-14.")
    version = version_on(section, day)
    if version is None:
        if format == "json":
            talk(not_on_file(section, path, day))
            result(dumps(text_document(section, path, day, None, ())))
        else:
            result(not_on_file(section, path, day))
        return Exit.FINDINGS
    units = version.units
    if path and version.ended is None:
        units = named_on(version, path)
        if not units:
            return none_named(section, path, day, version)
    if format == "json":
        result(dumps(text_document(section, path, day, version, units)))
    else:
        result("\n".join(_text(section, path, version, units, day)))
    return Exit.OK if version.complete and version.ended is None else Exit.FINDINGS


def _contents(section: Section) -> Iterator[str]:
    yield from title(cite_unit(section, ()), colored())
    yield from contents_lines(section)


def _special(section: Section, path: tuple[str, ...]) -> UnitText | None:
    """A history line, note or act: places that have no versions."""
    if len(path) != 1:
        return None
    word, _, rest = path[0].partition(" ")
    name = rest.strip().strip('"')
    target = None
    if path == ("history",):
        target = find_history(section)
    elif word == "note" and name:
        target = find_note(section, name)
    elif word == "act" and name:
        target = find_act(section, name)
    return text_of(section, target, None) if target is not None else None


def _text(section: Section, path: tuple[str, ...], version: Version, units: tuple[UnitText, ...], day: date) -> Iterator[str]:
    color = colored()
    yield from title(cite_unit(section, path), color)
    for said in standing(section, version, day):
        yield from paragraph(said)
    for said in clocks_said(section, path, day):
        yield from paragraph(said)
    for said in several(section, path, units, day) if path else ():
        yield from paragraph(said)
    made = f", made by {'; '.join(version.acts)}" if version.acts else ""
    yield from paragraph(f"version of the section {interval(version)}{made}")
    brought = dict.fromkeys(act for unit in units for flat in (flatten(unit),) for act in flat.acts(0, len(flat.text)))
    if path and brought:
        yield from paragraph(f"words of it were brought by {'; '.join(brought)}")
    if version.assumed is not None:
        yield from paragraph(f"the date is assumed: the source is undated; {version.assumed}")
    for unit in units:
        yield ""
        yield from unit_lines(unit, color=color)
    marks = list(legend(statuses(units)))
    if marks:
        yield ""
        yield from marks


def _paragraphs(unit: UnitText) -> Iterator[str]:
    for line in unit.text.strip("\n").split("\n"):
        yield from wrapped([(line, "")], "  ", "  ", color=False)
