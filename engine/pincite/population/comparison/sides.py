"""The two runs of a comparison: as asked, and on another day or with other readings. Each is called by what it alone has."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve

from pincite.explain.display import show_date
from pincite.population.comparison.model import Pair, Side
from pincite.population.running.job import Options
from pincite.population.running.source import Source
from pincite.texts import say
from pincitec.graph.pack import Pack


def sides(
    pack: Pack, options: Options, on: date | str, compare_on: date | None, readings: Mapping[str, str], data: Source, other: Source
) -> Pair:
    """`on`: the day asked about, or the column that has each row's own. `readings` are those of the second run, by qualified names; `other`
    are the data as they are read for `compare_on`."""
    chosen = tuple(sorted({**dict(options.readings), **readings}.items()))
    then = evolve(options, on=compare_on if compare_on is not None else options.on, readings=chosen)
    labels = []
    for one, day in ((options, on), (then, compare_on or on)):
        said = [show_date(day) if isinstance(day, date) else say("the day of {column}", column=day)] if compare_on is not None else []
        said += [f"{c.rpartition('.')[2]}={dict(one.readings).get(c, default(pack, c))}" for c in readings]
        labels.append(", ".join(said))
    return Pair(Side(labels[0], pack, options, data), Side(labels[1], pack, then, other))


def default(pack: Pack, choice: str) -> str:
    return next(c.default for c in pack.choices if c.name == choice)
