"""`pincite impact ACT --data FILE`: the rows of a file decided without and with an act, and whose answer is another one."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from pincite.cli.comparison import Asked, carried_out, data_for, listing_at, not_writable, rendered
from pincite.cli.streams import LETTER, Exit, escape, result, show, talk
from pincitec.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pincite.impact import Rules
    from pincite.population.comparison import Compared, Pair
    from pincite.population.comparison.acts import Laws, Parted
    from pincite.population.reading import Data
    from pincitec.law.model import Act, Section

FORMATS = ("text", "json", "csv", "html")


def over_data(
    rules: "Rules", section: "Section", act: "Act", asked: Asked, decisions: tuple[str, ...], on: date | None, *, exemplars: bool
) -> Exit:
    """All rows under the law without and with an act of a section. What the process returns: `FINDINGS` where something is not told."""
    from pincite.population.comparison.acts import decisions_on, parted

    if asked.format not in FORMATS:
        raise click.UsageError(f"With `--data` the formats are {', '.join(FORMATS)}.")
    found = parted(rules, section, act)
    if not found.laws:
        for why in found.untold:
            talk(f"error: nothing can be compared: {escape(why)}")
        return Exit.FINDINGS
    if asked.out is not None and len(found.laws) > 1:
        raise click.UsageError("This act made the law another one on several stretches of days, and `--out` is for one list of rows.")
    if (refused := not_writable(asked)) is not None:
        return refused
    names = decisions_on(rules, section)
    if decisions:
        wanted = chosen(rules, names, decisions)
        if isinstance(wanted, Exit):
            return wanted
        names = wanted
    shown: set[Diagnostic] = set()
    made = []
    for laws in found.laws:
        compared = under(rules, laws, asked, names, on, shown, narrow=not decisions, exemplars=exemplars)
        if isinstance(compared, Exit):
            return compared
        made.append(compared)
    result(told(act, asked, found, made, rules))
    if asked.out is not None:
        talk(f"the rows that changed are in `{asked.out.as_posix()}`")
    return Exit.FINDINGS if found.untold else Exit.OK


def chosen(rules: "Rules", names: tuple[str, ...], decisions: tuple[str, ...]) -> tuple[str, ...] | Exit:
    """The decisions that were named, each of which must rest on the section."""
    from pincite.explain.ask import ASKED, decision_named, source

    made = []
    for asked in decisions:
        name = decision_named(rules.pack, asked)
        if isinstance(name, Diagnostic):
            show([name], {ASKED: source(asked)}, err=True)
            return Exit.USAGE
        if name not in names:
            help = f"help: those that do: {', '.join(names) or 'none'}"
            talk(f"error: `{escape(asked)}` does not rest on the section that the act amends\n{help}")
            return Exit.USAGE
        made.append(name)
    return tuple(dict.fromkeys(made))


def under(
    rules: "Rules",
    laws: "Laws",
    asked: Asked,
    names: tuple[str, ...],
    on: date | None,
    shown: set[Diagnostic],
    *,
    narrow: bool,
    exemplars: bool,
) -> "Compared | Exit":
    """The rows under two laws. `narrow`: only the decisions that read a column of the data."""
    from pincite.population.comparison.acts import alike, that_read

    day = on or laws.on
    data = data_for(rules.pack, names, asked, day, shown)
    if isinstance(data, Exit):
        return data
    facts = frozenset(name for name in data.schema.names if name in rules.pack.fact)
    asks = that_read(rules, names, facts) if narrow else names
    if not asks:
        talk("error: no decision that rests on the section asks for any column of the data\nhelp: name the columns as facts, or give --map")
        return Exit.USAGE
    if not alike(laws, asks):
        talk("error: without the act the rules ask for other facts, so that rows cannot be compared")
        return Exit.FINDINGS
    return carried_out(pair_of(laws, asks, day, data), asked.by, listing_at(asked.out), keep_going=True, exemplars=exemplars)


def pair_of(laws: "Laws", decisions: tuple[str, ...], on: date, data: "Data") -> "Pair":
    from pincite.population.comparison import Pair, Side
    from pincite.population.running.job import Options

    options = Options(decisions, on)
    one, other = (Side(law.label, law.pack, evolve(options, law_on=law.day), data) for law in (laws.before, laws.after))
    return Pair(one, other)


def told(act: "Act", asked: Asked, found: "Parted", made: "list[Compared]", rules: "Rules") -> str:
    """The comparison; as text, below what the reader must know of the act."""
    for why in found.untold:
        talk(f"not told: {escape(why)}")
    said = [f"Impact of {act.title}"]
    if found.others:
        also = "; ".join(f"{other.title} ({other.citation})" for other in found.others)
        said.append(f"Other acts of the same day, whose work is in the difference: {also}")
    if act.applies is not None:
        said.append(f"It applies “{act.applies.words}”: for all others the text before it goes on.")
    body = rendered(made, rules.pack, os.path.basename(os.path.normpath(asked.data_file)), asked.format, said)
    if asked.format != "text":
        return body
    from pincitec.diagnostics.render.text import fold, one_line

    lines = [line for note in said for line in ("", *fold(one_line(note), LETTER))]
    return "\n".join([*lines[1:], "", body])


def path_of(out: Path | None) -> Path | None:
    """Where the rows that changed go; the ending of the name is the format. Raises `click.UsageError`."""
    from pincite.cli.run import ENDINGS

    if out is not None and out.suffix.lower() not in ENDINGS:
        known = ", ".join(f"`{ending}`" for ending in ENDINGS)
        raise click.UsageError(f"With `--data`, `--out` is the list of the rows that changed. Name the file with one of {known}.")
    return out
