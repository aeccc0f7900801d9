"""A comparison of two runs as one page of HTML that needs nothing else: tables, bars beside the changes, examples with their letters."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from pincite.cli.comparison_tables import answer_of, examples, row_of_example, sheets, sides_of, title_of_example
from pincite.cli.whatif_output import changed, sections, sides
from pincite.explain.difference import difference
from pincite.population.comparison.model import UNCHANGED, Compared, Kind, Told
from pincite.population.summary.tables import Sheet
from pincite.population.summary.words import rows_in_words
from pincite.report.letter import letter
from pincite.report.render import environment_for, render_text, tidy
from pincite.texts import plural, say
from pincitec.graph.pack import Pack

MOST_SHOWN: Final = 40
"""Kinds of change whose example is on the page; JSON has more."""
BARS: Final[Mapping[str, str]] = {
    **dict.fromkeys(UNCHANGED, "none"),
    **dict.fromkeys(("gains", "value_begins", "higher"), "up"),
    **dict.fromkeys(("loses", "value_ends", "lower"), "down"),
}
"""How the bar of a change is coloured; the words beside it say what it is."""


@frozen
class Example:
    """The first row of a kind: both answers in a sentence, the steps between them, and both letters, each with its title."""

    title: str
    row: str
    before: str
    after: str
    answer: str
    sections: Sequence[tuple[str, Sequence[str]]]
    letters: Sequence[tuple[str, str]]


@frozen
class Part:
    """The part of a page about one decision under two runs. `bars` belong to the rows of the first table."""

    title: str
    sides: tuple[str, str]
    answer: str
    sheets: tuple[Sheet, ...]
    bars: tuple[tuple[int, str], ...]
    examples: tuple[Example, ...]
    after: tuple[str, ...]


def render_html(found: Sequence[Compared], pack: Pack, source: str, notes: Iterable[str] = ()) -> str:
    """`notes`: what the reader must know before."""
    parts = [part(compared, told, pack) for compared in found for told in compared.decisions]
    page = environment_for("html").get_template("comparison.html.jinja")
    rows = found[0].rows if found else 0
    title = say("{rows} of {source}", rows=rows_in_words(rows), source=source)
    return tidy(page.render(title=title, parts=parts, notes=tuple(notes)))


def part(compared: Compared, told: Told, pack: Pack) -> Part:
    bars = tuple((1000 * rows // max(1, told.rows), BARS.get(change, "other")) for change, rows in told.changes.items())
    shown = examples(told)
    rest = len(shown) - MOST_SHOWN
    more = plural(rest, "{n} more kind of change has an example in the JSON.", "{n} more kinds of change have an example in the JSON.")
    return Part(
        told.label,
        sides_of(compared),
        answer_of(told),
        tuple(sheets(told, pack)),
        bars,
        tuple(example(told, kind, pack) for kind in shown[:MOST_SHOWN]),
        (more,) if rest > 0 else (),
    )


def example(told: Told, kind: Kind, pack: Pack) -> Example:
    assert kind.example is not None
    before, after = kind.example.before, kind.example.after
    seen = difference(before, after)
    letters = ((say("The letter before"), render_text(letter(before))), (say("The letter then"), render_text(letter(after))))
    return Example(title_of_example(told, kind, pack), row_of_example(kind), *sides(seen), changed(seen), sections(seen), letters)
