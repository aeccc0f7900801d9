"""`pincite law redline`: what changed in a section between two days, as the recorded operations of the acts say."""

from datetime import date

import click

from pincite.cli.command import Command
from pincite.cli.law_clocks import knowledge
from pincite.cli.law_known import between
from pincite.cli.law_open import day, known_on_option, not_on_file, open_cited
from pincite.cli.law_text import paragraph, redline_lines, title, wrapped
from pincite.cli.streams import Exit, colored, result
from pincitec.law.model import Section
from pincitec.law.places import cite_unit, version_on
from pincitec.law.redline import redline as redline_of


@click.command(cls=Command, short_help="What changed between two days.")
@click.argument("cite", metavar="SECTION")
@click.argument("from_", metavar="FROM", callback=day)
@click.argument("to", metavar="TO", callback=day)
@known_on_option
def redline(cite: str, from_: date, to: date, known_on: date | None) -> int:
    """Print what changed in SECTION from the day FROM to the day TO, as the recorded operations of the acts say."""
    if to < from_:
        raise click.UsageError(f"FROM ({from_}) must not be after TO ({to}).")
    section, path = open_cited(cite, known_on)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    assert isinstance(path, tuple)
    old, new = version_on(section, from_), version_on(section, to)
    if old is None or new is None:
        result(not_on_file(section, (), from_ if old is None else to))
        return Exit.FINDINGS
    result("\n".join(redline_text(section, path, from_, to)))
    return Exit.OK if old.complete and new.complete else Exit.FINDINGS


def redline_text(section: Section, path: tuple[str, ...], from_: date, to: date) -> list[str]:
    """The redline of a place between two days, of both of which a text is on file."""
    old, new = version_on(section, from_), version_on(section, to)
    units = redline_of(section, from_, to) or ()
    assert old is not None
    assert new is not None
    lines = title(f"{cite_unit(section, path)}, {from_} to {to}", colored())
    for said in knowledge(section, path, (from_, to)):
        lines += paragraph(said)
    for said in between(section, old, new, from_, to):
        lines += paragraph(said)
    acts = [a.act for a in section.amendments if from_ < a.on <= to]
    lines += ["", *(line for act in acts for line in wrapped([(act, "")], "  ", "    ", color=False))] if acts else []
    changed = [unit for unit in units if unit.changed and unit.path[: len(path)] == path]
    for unit in changed:
        lines += ["", *redline_lines(unit, section, color=colored())]
    return [*lines, "", "[-struck-]  {+inserted+}"] if changed else [*lines, "", "  no change on file between the two days"]
