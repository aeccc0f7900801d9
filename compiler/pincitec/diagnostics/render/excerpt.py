"""One line of a file with marks under it, cut to the width of a terminal. The layout part of the `full` format.

Lines of law are whole paragraphs, often thousands of characters: what matters is shown, `…` stands for the rest.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from attrs import frozen

from pincitec.diagnostics.render.text import TAB, cells, escape, fold

CUT = "…"
CONTEXT = 12
"""Columns of text that are wanted on either side of a mark."""


@frozen
class Mark:
    """Characters `[start, end)` of a line to be underlined, with words about them."""

    start: int
    end: int
    text: str
    primary: bool


@frozen
class Row:
    """A row of output: text of the file (`marks` is false), or marks and words under it."""

    text: str
    marks: bool = False
    primary: bool = False


def excerpt(line: str, marks: Sequence[Mark], width: int) -> Iterator[Row]:
    """The line, as often as needed to bring all marks into view, each time with the marks that are in view.

    No row is wider than `width` columns.
    """
    shown = [TAB if character == "\t" else escape(character) for character in line]
    columns = list(accumulate((cells(text) for text in shown), initial=0))
    for group in _groups(marks, columns, width):
        parts = _parts(line, group, columns, width)
        text, column = "", {}
        if parts[0][0] > 0:
            text = CUT
        for number, (first, last) in enumerate(parts):
            text += CUT if number else ""
            for position in range(first, last):
                column[position] = cells(text)
                text += shown[position]
            column[last] = cells(text)
        if parts[-1][1] < len(line):
            text += CUT
        yield Row(text.rstrip())
        for mark in sorted(group, key=lambda m: (not m.primary, m.start)):
            yield from _underline(mark, column, width)


def _underline(mark: Mark, column: dict[int, int], width: int) -> Iterator[Row]:
    start = column[mark.start]
    length = max(column[mark.end] - start, 1)
    line = " " * start + ("^" if mark.primary else "-") * length
    words = escape(mark.text)
    if words and cells(line) + 1 + cells(words) <= width and "\n" not in words:
        yield Row(f"{line} {words}", True, mark.primary)
        return
    yield Row(line, True, mark.primary)
    if words:
        indent = max(min(start, width - cells(words)), 0) if cells(words) <= width else 0
        for folded in fold(words, width - indent):
            yield Row(" " * indent + folded, True, mark.primary)


def _groups(marks: Sequence[Mark], columns: list[int], width: int) -> list[list[Mark]]:
    """Marks that fit into one view of the line, from left to right."""
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if groups:
            low, high = groups[-1][0].start, max(mark.end, *(m.end for m in groups[-1]))
            if columns[-1] <= width or columns[high] - columns[low] + 2 * (CONTEXT + 1) <= width:
                groups[-1].append(mark)
                continue
        groups.append([mark])
    return groups


def _parts(line: str, group: list[Mark], columns: list[int], width: int) -> list[tuple[int, int]]:
    """The ranges of characters to show: all, or a window around the marks, or the two ends of a mark that is too long."""
    if columns[-1] <= width:
        return [(0, len(line))]
    low, high = group[0].start, max(mark.end for mark in group)
    room = width - 2
    if columns[high] - columns[low] <= room:
        # What comes before the words is kept if it fits: a line is read from its beginning.
        spare = room - (columns[high] - columns[low])
        before = min(columns[low], spare if columns[-1] - columns[high] == 0 else max(spare // 2, spare - CONTEXT))
        first, last = _back(columns, low, before), high
        last = _forth(columns, high, room - (columns[high] - columns[first]))
        return [(_after_space(line, first, low), _before_space(line, last, high))]
    half = (room - CONTEXT - 1) // 2
    first = _after_space(line, _back(columns, low, CONTEXT), low)
    middle = _forth(columns, low, half)
    last = _back(columns, high, half)
    return [(first, _before_space(line, middle, low)), (_after_space(line, last, high), high)]


def _back(columns: list[int], position: int, room: int) -> int:
    """The leftmost character from which it is at most `room` columns to `position`."""
    least = columns[position] - room
    while position > 0 and columns[position - 1] >= least:
        position -= 1
    return position


def _forth(columns: list[int], position: int, room: int) -> int:
    most = columns[position] + room
    while position + 1 < len(columns) and columns[position + 1] <= most:
        position += 1
    return position


def _after_space(line: str, position: int, limit: int) -> int:
    """The beginning of the next word, unless that is past `limit` or far away."""
    if position == 0 or line[position - 1].isspace():
        return position
    space = line.find(" ", position, min(limit, position + CONTEXT))
    return position if space < 0 else space + 1


def _before_space(line: str, position: int, limit: int) -> int:
    if position >= len(line) or line[position].isspace():
        return position
    space = line.rfind(" ", max(limit, position - CONTEXT), position)
    return position if space < 0 else space
