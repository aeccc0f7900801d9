"""`pincite impact`: what an act breaks, and for whom. CI runs it on every amendment; it returns 1 where a clause lost its footing."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from pincite.cli.command import Command
from pincite.cli.comparison import Asked
from pincite.cli.impact_data import over_data, path_of
from pincite.cli.outfile import endings_of, format_of, write_out
from pincite.cli.questions import read_day
from pincite.cli.run import mapping_of as read_map_file, not_installed, read_children
from pincite.cli.streams import LETTER, Exit, columns, escape, exit_code, refused, result, show, talk
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import not_found
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.project import find_project

if TYPE_CHECKING:
    from pincite.impact import Impact, Refused
    from pincitec.law.model import Act, Section

FORMATS: Final = ("text", "md", "html", "json")
OF_DATA: Final = "csv"
"""The format that only a comparison of rows has."""
MOST_NAMED: Final = 12


@click.command(cls=Command, short_help="Tell what an act breaks, and for whom.")
@click.argument("act", metavar="ACT")
@click.option("--section", metavar="CITE", help="The section whose amendment is meant, where several have an act of this title.")
@click.option(
    "--facts",
    "facts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="More stored facts: a file or folder; repeatable.",
)
@click.option("--data", "data_file", metavar="FILE", help="Tell of rows instead: a file of Parquet, Arrow or CSV, or a folder of them.")
@click.option(
    "--children", metavar="NAME=FILE", callback=read_children, multiple=True, help="With --data: records of a list from a file; repeatable."
)
@click.option("--map", "map_file", metavar="FILE", help="With --data: which column is which fact, as TOML.")
@click.option("--on", metavar="DATE", callback=read_day, help="With --data: the day asked about.  [default: the day of the act]")
@click.option("--decision", "decisions", metavar="DECISION", multiple=True, help="With --data: only this decision; repeatable.")
@click.option("--key", "keys", metavar="COLUMN", multiple=True, help="With --data: a column that tells rows apart; repeatable.")
@click.option("--by", metavar="COLUMN", multiple=True, help="With --data: also count by this column; repeatable.")
@click.option("--no-exemplars", is_flag=True, help="With --data: tell nothing of single rows.")
@click.option("--format", "format", type=click.Choice((*FORMATS, OF_DATA)), help="How to write it.  [default: as FILE ends, else text]")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file; with --data, the rows that changed.")
def impact(
    act: str,
    section: str | None,
    facts: tuple[Path, ...],
    data_file: str | None,
    children: dict[str, str],
    map_file: str | None,
    on: date | None,
    decisions: tuple[str, ...],
    keys: tuple[str, ...],
    by: tuple[str, ...],
    no_exemplars: bool,
    format: str | None,
    out: Path | None,
) -> int:
    """Tell what ACT changed, from its operations to the cases whose answer is another one.

    ACT is a title as the .law file has it, such as "Laws 2018, ch. 72, § 3". The cases are the scenarios of the rules and the stored
    facts that `pincite.toml` names (facts = ["examples"]); each is asked with the text of the day before and of the day.
    Returns 1 where a clause lost its footing: words that it quotes are gone, and no rule speaks of those that came; where words came with
    a figure, a negation or a modal verb and no rule speaks of them; and where something cannot be told.
    """
    of_data: dict[str, object] = {"--children": children, "--map": map_file, "--on": on, "--decision": decisions, "--key": keys, "--by": by}
    of_data |= {"--no-exemplars": no_exemplars, "--format csv": format == OF_DATA}
    asked = None
    if data_file is None:
        for name, given in of_data.items():
            if given:
                raise click.UsageError(f"`{name}` is about rows of a file: add --data.")
        format = format_of(format, out, endings_of(FORMATS), "text")
    else:
        if facts:
            raise click.UsageError("`--facts` and `--data` are asked apart: once for files of facts, once for rows.")
        if (missing := not_installed()) is not None:
            return missing
        asked = Asked(data_file, map_file, None, children, keys, (), tuple(dict.fromkeys(by)), path_of(out), format or "text")
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    absent = [not_found(path, path.as_posix()) for path in facts if not path.exists()]
    if absent:
        return show(absent, {}, err=True)
    from pincite.impact import Refused, acts_named, impact_of, read_rules

    rules = read_rules(project)
    if isinstance(rules, Refused):
        return told_nothing(rules)
    sections = rules.sections
    if section is not None:
        named = section_named(sections, section)
        if isinstance(named, Exit):
            return named
        sections = {named: sections[named]}
    found = list(acts_named(sections, act))
    if len(found) != 1:
        return ambiguous(act, found) if found else unknown(act, sections)
    if asked is not None:
        loaded = read_map_file(project, map_file)
        if isinstance(loaded, Exit):
            return loaded
        return over_data(rules, *found[0], evolve(asked, mapped=loaded), decisions, on, exemplars=not no_exemplars)
    assert format is not None
    return deliver(impact_of(rules, found[0][0].id, act, facts), format, out)


def told_nothing(refused_: "Refused") -> Exit:
    show(refused_.diagnostics, refused_.sources, err=True)
    talk("nothing was told: the rules have errors that forbid any answer")
    return exit_code(refused_.diagnostics)


def section_named(sections: "Mapping[str, Section]", cite: str) -> str | Exit:
    """The section that a citation names, or the exit code after it was said that there is none."""
    from pincitec.law.places import parse_cite

    found = parse_cite({s.id: s.cites for s in sections.values()}, cite)
    if found is not None and found[0] in sections:
        return found[0]
    near = did_you_mean(cite, [name for s in sections.values() for name in (s.id, *s.cites)])
    hint = f"did you mean `{escape(near)}`?" if near else f"on file are: {', '.join(sorted(sections)) or 'none'}"
    talk(f"error: no section on file is cited as `{escape(cite)}`\nhelp: {hint}")
    return Exit.USAGE


def unknown(title: str, sections: "Mapping[str, Section]") -> Exit:
    from pincite.impact.rules import titles_of

    titles = list(dict.fromkeys(t for s in sections.values() for act in reversed(s.acts) for t in act.reconciled or titles_of(act)))
    near = did_you_mean(title, titles)
    listed = ", ".join(f"`{escape(t)}`" for t in titles[:MOST_NAMED]) + (", …" if len(titles) > MOST_NAMED else "")
    hint = f"did you mean `{escape(near)}`?" if near else f"on file are: {listed or 'none'}"
    talk(f"error: no act on file is titled `{escape(title)}`\nhelp: {hint}")
    return Exit.USAGE


def ambiguous(title: str, found: "Sequence[tuple[Section, Act]]") -> Exit:
    sections = " or ".join(f"--section {escape(section.id)}" for section, _ in found)
    talk(f"error: `{escape(title)}` amends {len(found)} sections on file\nhelp: say which one is meant: {sections}")
    return Exit.USAGE


def deliver(found: "Impact", format: str, out: Path | None) -> Exit:
    """Print the impact, or write it to a file, and return what it calls for. A file is the same wherever it is written."""
    text = rendered(found, format, columns(LETTER) if out is None else LETTER)
    if out is None:
        result(text)
    elif (problem := write_out(out, text)) is not None:
        return show([problem], {}, err=True)
    return Exit.OK if found.clean else Exit.FINDINGS


def rendered(found: "Impact", format: str, width: int) -> str:
    if format == "json":
        from pincite.report.impact_json import render_json

        return render_json(found)
    from pincite.report import impact as report

    if format == "text":
        return report.render_text(found, width)
    return report.render_html(found) if format == "html" else report.render_markdown(found)
