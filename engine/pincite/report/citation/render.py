"""The citation report as a page of HTML and as Markdown. The formats lay out the same view, and decide nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pincite.report.citation.view import CitationReport, Paragraph
from pincite.report.render import Ready, environment_for, inline, markdown, tidy
from pincitec.diagnostics.render.text import escape


def render_html(report: CitationReport) -> str:
    """One page that needs nothing else: no script, no picture, no font from elsewhere. It reads on a screen of any width, and prints."""
    environment = environment_for("html").overlay()
    environment.filters = {**environment.filters, "indent_of": indent_of}
    return tidy(environment.get_template("citation.html.jinja").render(report=report))


def indent_of(line: Any) -> int:
    """The blanks with which a line of a rule begins, to the next even number down."""
    text = str(line)
    return (len(text) - len(text.lstrip(" "))) // 2 * 2


def render_markdown(report: CitationReport) -> str:
    """The same in Markdown. Its places are the units and the clauses: what leads to marked words leads to their unit."""
    places = places_of(report)
    environment = environment_for("md").overlay()
    environment.filters = {
        **environment.filters,
        "known": lambda anchor: anchor in places,
        "target": lambda anchor: Ready(places[anchor]),
        "emphasis": emphasis,
        "listing": listing,
        "ticked": ticked,
    }
    return squeezed(tidy(environment.get_template("citation.md.jinja").render(report=report)))


def places_of(report: CitationReport) -> Mapping[str, str]:
    """The places of the page in Markdown, by every anchor that the view knows."""
    known = {c.ref.anchor for c in report.contents} | {p.anchor for p in report.policies} | {s.anchor for s in report.sources}
    known |= {x.anchor for x in report.choices} | {t.anchor for t in report.timelines}
    known |= {c.anchor for c in report.claims}
    for register in (*report.registers, *report.terms, report.not_covered):
        known |= {register.anchor, *(e.anchor for e in register.entries)}
    for chapter in report.chapters:
        known.add(chapter.anchor)
        for spread in chapter.spreads:
            known |= {spread.anchor, *(c.anchor for c in spread.clauses), *(r.anchor for r in spread.remarks)}
    places = {anchor: anchor for anchor in known if anchor}
    for paragraph, around in paragraphs_of(report):
        if paragraph.anchor:
            places[paragraph.anchor] = paragraph.anchor
        for run in paragraph.runs:
            places.update(dict.fromkeys(run.begins, paragraph.anchor or around))
    return places


def paragraphs_of(report: CitationReport) -> Iterator[tuple[Paragraph, str]]:
    """All paragraphs of the law, with the anchor of the spread in which each stands."""
    for spread in (s for chapter in report.chapters for s in chapter.spreads):
        for paragraph in (*spread.paragraphs, *(p for e in spread.earlier for p in e.paragraphs)):
            yield paragraph, spread.anchor


def emphasis(value: Any, mark: str) -> Ready:
    """Words between marks of emphasis, which bind only to words: blanks stay outside."""
    text = str(value)
    words = text.strip()
    if not words:
        return inline(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return Ready(f"{' ' * bool(before)}{mark}{markdown(words)}{mark}{' ' * bool(after)}")


def listing(value: Any) -> Ready:
    """Several lines of a rule, in a fence that nothing in them can close."""
    text = escape(str(value))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Ready(f"{fence}pol\n{text}\n{fence}")


def ticked(value: Any) -> Ready:
    """Part of a rule within a line, between single ticks of the template: it may hold none itself."""
    return Ready(" ".join(escape(str(value)).replace("`", "'").split()))


def squeezed(text: str) -> str:
    """No empty lines within a list or a table: they would part it."""
    text = re.sub(r"(?m)^((?: *- |\|).*)\n\n+(?= *- |\|)", r"\1\n", text)
    return re.sub(r"(?m)^((?: *- |\|).*)\n\n+(?= *- |\|)", r"\1\n", text)
