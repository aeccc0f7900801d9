"""A summary as plots: verdicts, why not, what is missing. The same summary is the same bytes; nothing of the machine or the day is in them.

Drawn with matplotlib (extra `[plots]`) on its Agg and SVG backends, without a window. Labels are texts of rules: they are never read as
formulas, and characters that act are escaped.
"""

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, Final

from pincite.population.summary.model import Summary, Told
from pincite.population.summary.tables import refused, title_of
from pincite.population.summary.words import word_said
from pincite.texts import number, plural, say
from pincitec.diagnostics.render.text import one_line

COLORS: Final = {
    "holds": "#1c5c38", "fails": "#8a2a1f", "undetermined": "#b07d12", "conflict": "#5b3a7d", "gap": "#4a6a8a", "not_applicable": "#7a7a7a",
    "fault": "#1b1b1b",
}  # fmt: skip
ALONE: Final = "#8a2a1f"
TOGETHER: Final = "#d9a79f"
OPEN: Final = "#b07d12"
LINE: Final = "#1b1b1b"
WIDTH: Final = 8.5
LEFT: Final = 3.1
LEFT_OF_WORDS: Final = 1.2
RIGHT: Final = 0.3
ABOVE: Final = 0.55
BELOW: Final = 0.6
BAR: Final = 0.36
HEAD: Final = 0.35
"""Inches: of a picture, beside, above and below bars, of a bar with its gap, of the title."""
MOST_BARS: Final = 12
LABEL: Final = 42
"""Characters of a label on one line."""
SETTINGS: Final[dict[str, Any]] = {
    "svg.hashsalt": "pincite",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.dpi": 100,
}

Draw = Callable[[Any, Told], None]


def plots_of(told: Told) -> tuple[tuple[str, int, Draw], ...]:
    """The plots of a decision: what each shows, how many bars it has, and what draws it."""
    found: list[tuple[str, int, Draw]] = [("verdict", len(told.verdicts), verdicts)]
    if told.failing:
        found.append(("failing", min(len(told.failing), MOST_BARS), failing))
    if told.lacking:
        found.append(("lacking", min(len(told.lacking), MOST_BARS), lacking))
    return tuple(found)


def render(found: Summary, format: str) -> bytes:
    """All plots of a summary on one picture, as `png` or `svg`."""
    parts = [(told, *plot) for told in found.decisions for plot in plots_of(told)]
    return drawn([(told, bars, draw) for told, _, bars, draw in parts], format, title_of(found))


def fragment(told: Told, kind: str, number: int) -> str:
    """One plot as an SVG element for a page, without names that another plot of it has."""
    bars, draw = next((bars, draw) for name, bars, draw in plots_of(told) if name == kind)
    made = drawn([(told, bars, draw)], "svg", "").decode()
    made = re.sub(r"<metadata>.*?</metadata>", "", made[made.index("<svg") :], flags=re.DOTALL)
    made = re.sub(r'\bid="([^"]*)"', rf'id="p{number}-\1"', made)
    made = re.sub(r'(href="#|url\(#)', rf"\1p{number}-", made)
    return made.strip()


def drawn(parts: Sequence[tuple[Told, int, Draw]], format: str, title: str) -> bytes:
    import matplotlib as mpl

    settings: Any = {**{name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"}, **SETTINGS}
    with mpl.rc_context(settings):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        heights = [ABOVE + BAR * max(2, bars) + BELOW for _, bars, _ in parts]
        tall = sum(heights) + (HEAD if title else 0)
        left = LEFT if any(draw is not verdicts for _, _, draw in parts) else LEFT_OF_WORDS
        figure = Figure(figsize=(WIDTH, tall))
        FigureCanvasAgg(figure)
        if title:
            figure.text(left / WIDTH, 1 - HEAD / 2 / tall, one_line(title), fontsize=10, va="center")
        top = sum(heights)
        for (told, bars, draw), height in zip(parts, heights, strict=True):
            # laid out by hand: a layout that is solved for comes out otherwise, in its last digits, from run to run
            place = (left / WIDTH, (top - height + BELOW) / tall, (WIDTH - left - RIGHT) / WIDTH, BAR * max(2, bars) / tall)
            draw(figure.add_axes(place), told)
            top -= height
        sink = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
        figure.savefig(sink, format=format, metadata=metadata)
        return sink.getvalue()


def verdicts(axes: Any, told: Told) -> None:
    counts = told.verdicts[::-1]
    places = range(len(counts))
    bars = axes.barh(places, [c.rows for c in counts], color=[COLORS.get(c.word, LINE) for c in counts], height=0.7)
    axes.bar_label(bars, [number(c.rows) for c in counts], padding=3)
    axes.set_yticks(places, [word_said(c.word) for c in counts])
    finish(axes, say("{decision}: verdicts", decision=told.label))


def failing(axes: Any, told: Told) -> None:
    found = (told.failing or ())[:MOST_BARS][::-1]
    places = range(len(found))
    axes.barh(places, [f.alone for f in found], color=ALONE, height=0.7, label=say("alone"))
    bars = axes.barh(
        places, [f.rows - f.alone for f in found], left=[f.alone for f in found], color=TOGETHER, height=0.7, label=say("with others")
    )
    axes.bar_label(bars, [number(f.rows) for f in found], padding=3)
    axes.set_yticks(places, labels([(f.text, f.citation) for f in found[::-1]])[::-1])
    finish(axes, say("{decision}: what is not met, in {rows}", decision=told.label, rows=refused(told)), legend=True)


def lacking(axes: Any, told: Told) -> None:
    found = (told.lacking or ())[:MOST_BARS][::-1]
    places = range(len(found))
    bars = axes.barh(places, [f.rows for f in found], color=OPEN, height=0.7, label=say("missing"))
    axes.bar_label(bars, [number(f.rows) for f in found], padding=3)
    axes.plot([f.reached for f in found], places, color=LINE, marker="o", markersize=4, linewidth=1, label=say("reached with those above"))
    axes.set_yticks(places, labels([(f.label, f.fact) for f in found[::-1]])[::-1])
    left = plural(told.open, "{n} row left open", "{n} rows left open")
    finish(axes, say("{decision}: what is missing, in {rows}", decision=told.label, rows=left), legend=True)


def finish(axes: Any, title: str, *, legend: bool = False) -> None:
    """What all plots have: a title, whole numbers along the axis, room for the number after each bar. A legend stands above the bars."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_title("\n".join(textwrap.wrap(one_line(title), 90)), loc="left", fontsize=9, fontweight="bold", pad=22 if legend else 6)
    if legend:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0, borderpad=0.2)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, min_n_ticks=1))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(int(value))))
    axes.set_xlabel(say("rows"))
    axes.margins(x=0.16)
    axes.set_xlim(left=0)


def labels(named: Sequence[tuple[str, str]]) -> list[str]:
    """A label for each text, on at most two lines. Those that come out the same have on their second line what tells them apart: the place
    in the law, or the name of the fact; and where that is the same too, before them their number in the list, as the table has it.

    >>> labels([("years", "§ 1(A)"), ("years", "§ 1(B)"), ("degree", "§ 1(B)")])
    ['years\\n§ 1(A)', 'years\\n§ 1(B)', 'degree']
    """
    made = [label(text) for text, _ in named]
    apart = [f"{cut(text)}\n{cut(other)}" if made.count(short) > 1 else short for short, (text, other) in zip(made, named, strict=True)]
    return [f"{place}. {each}" if apart.count(each) > 1 else each for place, each in enumerate(apart, 1)]


def label(text: str) -> str:
    """A label on at most two lines."""
    lines = textwrap.wrap(one_line(text), LABEL)
    return "\n".join(lines if len(lines) < 3 else [lines[0], f"{lines[1][: LABEL - 2]} …"])


def cut(text: str) -> str:
    """A text on one line, which is cut if need be."""
    line = one_line(text)
    return line if len(line) <= LABEL else f"{line[: LABEL - 2]} …"
