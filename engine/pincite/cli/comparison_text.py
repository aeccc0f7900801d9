"""A comparison of two runs for a terminal: who gains and who loses, by how much, by group, with an example of each kind of change."""

from collections.abc import Iterator, Sequence
from typing import Final

from pincite.cli.comparison_tables import answer_of, examples, row_of_example, sheets, sides_of, title_of, title_of_example
from pincite.cli.whatif_output import body
from pincite.explain.difference import difference
from pincite.population.comparison.model import Compared, Kind, Told
from pincite.population.summary.texts import WIDTH, grid
from pincite.texts import plural
from pincitec.diagnostics.render.text import fold, one_line
from pincitec.graph.pack import Pack

MOST_SHOWN: Final = 8
"""Kinds of change whose example is told; JSON has more."""


def render_text(found: Sequence[Compared], pack: Pack, source: str) -> str:
    lines: list[str] = []
    for compared in found:
        for told in compared.decisions:
            lines += ["", *of_decision(compared, told, pack, source)]
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def of_decision(compared: Compared, told: Told, pack: Pack, source: str) -> Iterator[str]:
    yield from fold(one_line(title_of(told, source)), WIDTH)
    yield "=" * WIDTH
    yield ""
    for side in sides_of(compared):
        yield from fold(one_line(side), WIDTH)
    yield ""
    yield from fold(one_line(answer_of(told)), WIDTH)
    for sheet in sheets(told, pack):
        yield ""
        yield sheet.title.upper()
        yield "-" * len(sheet.title)
        yield from fold(one_line(sheet.lead), WIDTH)
        yield from grid(sheet)
        for line in sheet.after:
            yield from fold(one_line(line), WIDTH)
    shown = examples(told)
    for kind in shown[:MOST_SHOWN]:
        yield ""
        yield from example(told, kind, pack)
    rest = len(shown) - MOST_SHOWN
    if rest > 0:
        yield ""
        more = plural(rest, "{n} more kind of change has an example in the JSON.", "{n} more kinds of change have an example in the JSON.")
        yield from fold(one_line(more), WIDTH)


def example(told: Told, kind: Kind, pack: Pack) -> Iterator[str]:
    """The first row of a kind, and why its answer is another."""
    assert kind.example is not None
    title = title_of_example(told, kind, pack)
    yield from fold(title.upper(), WIDTH)
    yield "-" * min(WIDTH, len(title))
    yield from fold(one_line(row_of_example(kind)), WIDTH)
    yield ""
    yield from body(difference(kind.example.before, kind.example.after), (), WIDTH)
