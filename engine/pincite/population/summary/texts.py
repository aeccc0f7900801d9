"""A summary for a terminal: tables of at most 80 columns, long texts on several lines."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from pincite.population.summary.model import Summary
from pincite.population.summary.tables import Sheet, sheets, title_of
from pincite.texts import say
from pincitec.diagnostics.render.text import cells, one_line

WIDTH: Final = 80
NARROW: Final = 14
"""The least width of a column of texts, in columns of a terminal."""
GAP: Final = "  "


def render_text(found: Summary) -> str:
    lines: list[str] = []
    for told in found.decisions:
        lines += [*textwrap.wrap(one_line(say("{label}: {value}", label=told.label, value=title_of(found))), WIDTH), "=" * WIDTH]
        for sheet in sheets(told):
            lines += ["", sheet.title.upper(), "-" * len(sheet.title), *textwrap.wrap(one_line(sheet.lead), WIDTH), *grid(sheet)]
            lines += [line for said in sheet.after for line in textwrap.wrap(one_line(said), WIDTH)]
        lines.append("")
    lines += [line for note in found.notes for line in textwrap.wrap(one_line(note), WIDTH)]
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def grid(sheet: Sheet) -> Iterator[str]:
    """Columns of numbers stand to the right; the texts share what is left of the width."""
    if not sheet.rows:
        return
    safe = [[one_line(cell) for cell in row] for row in (sheet.columns, *sheet.rows)]
    widths = [max(cells(row[i]) for row in safe) for i in range(len(sheet.columns))]
    for i in range(sheet.words, len(widths)):
        widths[i] = max(*(cells(row[i]) for row in safe[1:]), *map(cells, safe[0][i].split()))
    left = WIDTH - sum(widths[sheet.words :]) - len(GAP) * (len(widths) - 1)
    share(widths, sheet.words, left)
    yield from laid(safe[0], widths, sheet.words, foot=True)
    for row in safe[1:]:
        yield from laid(row, widths, sheet.words)


def share(widths: list[int], words: int, left: int) -> None:
    """Makes columns of texts narrower until they fit."""
    while sum(widths[:words]) > left:
        widest = max(range(words), key=lambda i: widths[i])
        if widths[widest] <= NARROW:
            return
        widths[widest] -= 1


def laid(row: Sequence[str], widths: Sequence[int], words: int, *, foot: bool = False) -> Iterator[str]:
    """A row on as many lines as its longest cell needs. `foot`: shorter cells stand on the last lines, as in a head."""
    parts = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, parts))
    for lines in parts:
        empty = [""] * (height - len(lines))
        lines[:] = [*empty, *lines] if foot else [*lines, *empty]
    for line in zip(*parts, strict=True):
        yield GAP.join(pad(cell, width, right=i >= words) for i, (cell, width) in enumerate(zip(line, widths, strict=True)))


def pad(text: str, width: int, *, right: bool) -> str:
    blanks = " " * max(0, width - cells(text))
    return blanks + text if right else text + blanks
