"""Lines of a received text → units, as a `.law` file lays them out; problems are located in the received file.

A line gets a structure mark only from a person (`marks`, by the number of the line). What has no certain place among the units is refused.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.importing import NOT_LAID_OUT
from pincitec.law.importing.page import Line
from pincitec.law.ladder import Level
from pincitec.law.layout import read_units
from pincitec.law.model import UnitText
from pincitec.syntax.law_tree import Verbatim

MARK: Final = re.compile(r"h[1-6]|u[1-9]|p[0-9]?|li|dt|dd")


@frozen
class LaidOut:
    """The lines of a `text` block, heading first, and the units that they make."""

    lines: tuple[str, ...]
    units: tuple[UnitText, ...]


def lay_out(
    heading: Line, body: Sequence[Line], ladder: tuple[Level, ...], marks: Mapping[int, str], path: str
) -> LaidOut | list[Diagnostic]:
    """The text of a section; or every line whose place is not certain, and every mark for a line that is not there."""
    numbers = {line.number for line in body}
    problems = [
        Diagnostic.at(NOT_LAID_OUT, heading.span(path), f"line {number} is no line of the text, so it cannot be marked",
                      help="count the lines of the received file from 1")
        for number in marks if number not in numbers
    ]  # fmt: skip
    text, starts = "", list[tuple[int, Line]]()
    for line in (heading, *body):
        mark = f"{marks[line.number]}|" if line.number in marks and line is not heading else ""
        starts.append((len(text), line))
        text += f"{mark}{line.text}\n"
        if line is not heading and not mark and line.text[0].islower():
            problems.append(_broken(line, path))
    units, trouble = read_units(Verbatim(text, Span(path, 0, len(text))), ladder)
    problems += [_located(problem, starts, path) for problem in trouble]
    return problems or LaidOut(tuple(text.splitlines()), units)


def _broken(line: Line, path: str) -> Diagnostic:
    return Diagnostic.at(
        NOT_LAID_OUT, line.span(path), "the line begins in the middle of a sentence",
        help="each paragraph stands on one line; where it is a paragraph of its own, mark it: "
        f"`--mark {line.number}:p` for the innermost unit, `--mark {line.number}:p1` for the one of the first level",
    )  # fmt: skip


def _located(problem: Diagnostic, starts: list[tuple[int, Line]], path: str) -> Diagnostic:
    """The problem of a laid-out line at its line of the received file, with what can be said on the command line."""
    at, line = next(pair for pair in reversed(starts) if pair[0] <= problem.span.start)
    start = line.start + min(max(problem.span.start - at, 0), len(line.text))
    end = min(start + problem.span.end - problem.span.start, line.start + len(line.text))
    help = f"{problem.help}; say it as `--mark {line.number}:MARK`, the mark without its bar" if problem.help else None
    return evolve(problem, rule=NOT_LAID_OUT, labels=(Label(Span(path, start, max(end, start + 1))),), help=help)
