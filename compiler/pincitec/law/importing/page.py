"""A page with one annotated section of New Mexico's code → its heading, its text, its History line and its annotations, by lines.

First step of the import. Assumes a decoded file; decides nothing about the law. Every line is one of these, or is left over: menus,
tables of contents, other sections.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue.importing import NO_SECTION, NOT_LAID_OUT
from pincitec.diagnostics.suggest import did_you_mean

NUMBER: Final = r"\d+[A-Z]?-\d+[A-Z]?-\d+(?:\.\d+)?[A-Z]?"
"""A section's number: chapter, article, section."""

MOST: Final = 200_000
"""The longest section with its annotations that is imported, in characters: about sixty pages."""
_HEADING: Final = re.compile(rf"(?:Section |§ ?)?(?P<number>{NUMBER})(?:\. | [-–—] |: )\s*(?P<heading>\S.*)")
HISTORY: Final = re.compile(r"history:\s*\S", re.IGNORECASE)
_FURNITURE: Final = re.compile(
    r"Structure |New Mexico Statutes\b|Chapter \d|Article \d|Disclaimer|Previous\b|Next\b|Justia|Copyright|©|Back to|Search|Home\b|Menu\b"
)
_ANNOTATION: Final = re.compile(r"The (?:\w+ )?\d{4} (?:amendment|act)|Laws \d{4}\b|\d{4} Multiple Amendments|[^.—–]{2,80}\.\s+[—–]\s")
_EFFECTIVE: Final = re.compile(r"\s*[(\[](?P<when>(?:effective|repealed|contingent)[^()\[\]]*)[)\]]\.?\s*$", re.IGNORECASE)
_MARK_OF_OURS: Final = re.compile(r"(?:h[1-6]|u[1-9]|p[0-9]?|li|dt|dd)\|")

_SHOWN_BY_US: Final = re.compile(r"[⟨⟩]|\{\?")
"""How words that are not on file and characters that were inferred are shown."""


@frozen
class Line:
    """A line that holds characters, without white space at its ends. `number` counts from 1; `start`: of its first character."""

    number: int
    start: int
    text: str

    def span(self, path: str) -> Span:
        return Span(path, self.start, self.start + len(self.text))


@frozen
class Page:
    """The section as the page shows it. `when`: a remark in the heading on the days of this text, such as "Effective July 1, 2022."."""

    source: Source
    number: str
    heading: Line
    when: str | None
    body: tuple[Line, ...]
    history: Line
    annotations: tuple[Line, ...]
    overlooked: tuple[Line, ...]
    """Lines after the annotations that read like more of them."""


@frozen
class _Found:
    """A heading with a History line below it; `first`, `history` and `end` are indices of lines."""

    number: str
    first: int
    history: int
    end: int


def lines_of(source: Source) -> list[Line]:
    """The lines of a file that hold characters."""
    found, position = [], 0
    for number, raw in enumerate(source.text.split("\n"), 1):
        text = raw.strip()
        if text:
            found.append(Line(number, position + raw.index(text[0]), text))
        position += len(raw) + 1
    return found


def marked_by_us(line: Line, path: str) -> Diagnostic | None:
    """A line with a mark of ours: one of structure, which is removed before anything is compared, or one that shows what is not law."""
    shown = _SHOWN_BY_US.search(line.text)
    if shown is not None:
        span = Span(path, line.start + shown.start(), line.start + shown.end())
        return Diagnostic.at(NOT_LAID_OUT, span, f"the line holds `{shown[0]}`, which is a mark of Pincite's own",
                             help="a reader could not tell it from words that are not on file, or that were inferred")  # fmt: skip
    if not _MARK_OF_OURS.match(line.text):
        return None
    mark = line.text[: line.text.index("|") + 1]
    span = Span(path, line.start, line.start + len(mark))
    return Diagnostic.at(NOT_LAID_OUT, span, f"the line begins with `{mark}`, which is a mark of `.law` files",
                         help="such a line cannot be quoted letter for letter")  # fmt: skip


def heading_words(line: Line, number: str) -> Line:
    """The heading without the number of the section that stands before it."""
    match = _HEADING.fullmatch(line.text)
    if match is None or match["number"] != number:
        return line
    return Line(line.number, line.start + match.start("heading"), match["heading"])


def read_page(source: Source, number: str | None) -> Page | list[Diagnostic]:
    """The one section of a page; or why there is not one. `number`: the section that is wanted, as the code numbers it."""
    lines = lines_of(source)
    found = list(_sections(lines))
    wanted = [section for section in found if number is None or section.number == number]
    if len(wanted) != 1:
        return [_not_one(source, lines, found, wanted, number)]
    (section,) = wanted
    heading, when, problems = _heading(source, lines[section.first])
    body = tuple(lines[section.first + 1 : section.history])
    history = lines[section.history]
    if not body:
        problems.append(
            Diagnostic.at(NO_SECTION, heading.span(source.path), "the section has no text between its heading and its History line",
                          help="a section that was repealed has none; there is nothing to import")
        )  # fmt: skip
    if not history.text.endswith((".", ")")):
        problems.append(
            Diagnostic.at(NO_SECTION, history.span(source.path), "the History line does not end with a full stop",
                          help="an enactment that is cut off would be missing from the file; get the page again")
        )  # fmt: skip
    after = lines[section.history + 1 : section.end]
    last = next((n for n, line in enumerate(after) if _FURNITURE.match(line.text)), len(after))
    annotations, rest = tuple(after[:last]), after[last:]
    size = history.start + len(history.text) - heading.start + sum(len(line.text) for line in annotations)
    if size > MOST:
        problems.append(
            Diagnostic.at(NO_SECTION, heading.span(source.path), f"the section with its annotations is longer than {MOST:,} characters",
                          help="one file holds one section; is the History line that of another?")
        )  # fmt: skip
    problems += [problem for line in (*body, history, *annotations) if (problem := marked_by_us(line, source.path)) is not None]
    if problems:
        return problems
    overlooked = tuple(line for line in rest if _ANNOTATION.match(line.text))
    return Page(source, section.number, heading, when, body, history, annotations, overlooked)


def _sections(lines: list[Line]) -> Iterator[_Found]:
    """Headings with a History line before the next heading: an entry of a table of contents has none."""
    heads = [(n, match["number"]) for n, line in enumerate(lines) if (match := _HEADING.fullmatch(line.text))]
    ends = [*(n for n, _ in heads[1:]), len(lines)]
    for (first, number), end in zip(heads, ends, strict=False):
        history = next((n for n in range(first + 1, end) if HISTORY.match(lines[n].text)), None)
        if history is not None:
            yield _Found(number, first, history, end)


def _heading(source: Source, line: Line) -> tuple[Line, str | None, list[Diagnostic]]:
    match = _HEADING.fullmatch(line.text)
    assert match is not None
    words = match["heading"]
    remark = _EFFECTIVE.search(words)
    if remark is not None:
        words = words[: remark.start()]
    heading = Line(line.number, line.start + match.start("heading"), words)
    problems = []
    if not words:
        problems.append(Diagnostic.at(NO_SECTION, line.span(source.path), "the section has no heading"))
    return heading, remark["when"].strip() if remark is not None else None, problems


def _not_one(source: Source, lines: list[Line], found: list[_Found], wanted: list[_Found], number: str | None) -> Diagnostic:
    if wanted:
        first, second = (lines[section.first].span(source.path) for section in wanted[:2])
        if number is not None or len({section.number for section in wanted}) == 1:
            message = f"the section `{wanted[0].number}` stands in the file twice"
            help = "which text is meant is not certain: get a page with one"
            return Diagnostic.at(NO_SECTION, second, message, others=[Label(first, "the first one")], help=help)
        numbers = ", ".join(dict.fromkeys(section.number for section in wanted))
        return Diagnostic.at(NO_SECTION, second, f"the file holds {len(wanted)} sections: {numbers}",
                             others=[Label(first, "the first one")], help="name the one that is meant with `--section`")  # fmt: skip
    if found and number is not None:
        held = [section.number for section in found]
        near = did_you_mean(number, held)
        return Diagnostic.at(NO_SECTION, lines[found[0].first].span(source.path), f"the file does not hold the text of section `{number}`",
                             help=f"did you mean `{near}`?" if near else f"it holds {', '.join(held)}")  # fmt: skip
    heading = next((line for line in lines if _HEADING.fullmatch(line.text)), None)
    history = next((line for line in lines if HISTORY.match(line.text)), None)
    if heading is not None and history is None:
        help = "without it nothing says which acts made the text; `pincite law import plain` takes a text without one"
        return Diagnostic.at(NO_SECTION, heading.span(source.path), "no History line follows the section", help=help)
    place = history.span(source.path) if history is not None else Span(source.path, 0, min(len(source.text), 1))
    return Diagnostic.at(NO_SECTION, place, "the file holds no section of New Mexico's code",
                         help="a section begins with its number and heading, such as `Section 22-10A-11 - Level three licensure.`,"
                         " and ends with its History line and annotations")  # fmt: skip
