"""A summary as one page of HTML that needs nothing else: tables, and beside each a plot with words for whoever does not see it."""

from attrs import frozen
from markupsafe import Markup

from pincite.population.summary.model import Summary, Told
from pincite.population.summary.plots import fragment, plots_of
from pincite.population.summary.tables import Sheet, sheets, title_of
from pincite.population.summary.words import word_said
from pincite.report.render import environment_for, tidy
from pincite.texts import number, say, series


@frozen
class Shown:
    """A table with its plot, if it has one, and with what the plot shows in words."""

    sheet: Sheet
    plot: Markup | None = None
    alt: str = ""


@frozen
class Part:
    """The part of a page about one decision."""

    title: str
    shown: tuple[Shown, ...]


def render_html(found: Summary) -> str:
    parts = []
    number = 0
    for told in found.decisions:
        drawn = {kind for kind, _, _ in plots_of(told)}
        shown = []
        for sheet in sheets(told):
            if sheet.kind in drawn:
                number += 1
                # The plot is made by this program: matplotlib has escaped the texts in it.
                shown.append(Shown(sheet, Markup(fragment(told, sheet.kind, number)), alt_of(told, sheet.kind)))
            else:
                shown.append(Shown(sheet))
        parts.append(Part(told.label, tuple(shown)))
    page = environment_for("html").get_template("summary.html.jinja")
    return tidy(page.render(title=title_of(found), parts=parts, notes=found.notes))


def alt_of(told: Told, kind: str) -> str:
    """What a plot shows, in a sentence."""
    if kind == "verdict":
        counts = series([f"{number(c.rows)} {word_said(c.word)}" for c in told.verdicts])
        return say("Bars for the verdicts: {counts}.", counts=counts)
    if kind == "failing":
        most = (told.failing or ())[0]
        return say(
            "Bars for the elements that are not met. Most rows: {element}, {rows}, and {alone} of them alone.",
            element=most.text,
            rows=number(most.rows),
            alone=number(most.alone),
        )
    missing = (told.lacking or ())[0]
    return say(
        "Bars for the facts that are missing, and a line for the rows reached. Most rows: {fact}, {rows}.",
        fact=missing.label,
        rows=number(missing.rows),
    )
