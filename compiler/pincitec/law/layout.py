"""Verbatim lines → units. A line opens a unit only if its designator is the next at its level or the first one below.

Everything else that looks like a designator, and every paragraph whose unit is not certain, is an error until the line is
marked: `u2|` opens a unit at level 2 whatever came before, `p|` continues the innermost unit, `p1|` the open unit of level
1, `p0|` the section itself. Pages mark their structure with `h2|` (heading), `li|` (item), `dt|`, `dd|` (term, definition)
and `p|` (paragraph).
The marks are ours and no part of the text.
"""

import re
from collections.abc import Iterator
from itertools import count

from attrs import define, field, frozen

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import UNMARKED_LINE
from pincitec.law.ladder import Level
from pincitec.law.model import Piece, Status, UnitText
from pincitec.law.normalise import normalise
from pincitec.syntax.law_tree import Verbatim

_MARK = re.compile(r"(?P<mark>h[1-6]|u[1-9]|p[0-9]?|li|dt|dd)\|")
_ITEM, _PARAGRAPH = -1, -2
"""Levels of units that are no level of the ladder: items of a list, and paragraphs without a designator."""

_BULLET = re.compile(r"\s*(?P<bullet>[•◦▪‣●○*–-])\s+")


@frozen
class Line:
    """A line without its mark; `start` is where its text begins in the file."""

    mark: str
    text: str
    start: int


@define
class _Open:
    """A unit being read. `depth`: 1 for the first level of the ladder; for a page the heading's level."""

    identity: str
    path: tuple[str, ...]
    designator: str
    depth: int
    level: int | None
    ordinal: int
    pieces: list[Piece] = field(factory=list)
    children: "list[_Open]" = field(factory=list)

    def freeze(self) -> UnitText:
        children = tuple(child.freeze() for child in self.children)
        return UnitText(self.identity, self.path, self.designator, tuple(self.pieces), children)


def lines(block: Verbatim) -> Iterator[Line]:
    """The lines of a block that hold text, without structure marks."""
    position = block.span.start
    for raw in block.text.split("\n"):
        match = _MARK.match(raw)
        skip = match.end() if match else 0
        if raw[skip:].strip():
            yield Line(match["mark"] if match else "", raw[skip:], position + skip)
        position += len(raw) + 1


def read_units(
    block: Verbatim, ladder: tuple[Level, ...], *, heading: bool = True, under: tuple[str, ...] = ()
) -> tuple[tuple[UnitText, ...], list[Diagnostic]]:
    """The units of a block. With `heading`, its first line is the unit `heading`. `under`: the path of the unit around it."""
    reader = _Reader(block.span.path, ladder, under)
    for number, line in enumerate(lines(block)):
        if number == 0 and heading and line.mark in {"", "h1"}:
            unit = _Open("heading", ("heading",), "", 0, None, 0)
            unit.pieces.append(reader.piece(line.text, line.start))
            reader.top.append(unit)
        else:
            reader.line(line)
    return tuple(unit.freeze() for unit in reader.top), reader.problems


class _Reader:
    """Holds the chain of open units, outermost first."""

    def __init__(self, path: str, ladder: tuple[Level, ...], under: tuple[str, ...]) -> None:
        self.path = path
        self.ladder = ladder
        self.under = under
        self.top: list[_Open] = []
        self.open: list[_Open] = []
        self.problems: list[Diagnostic] = []
        self.seen: set[str] = {"heading"}

    def piece(self, text: str, start: int) -> Piece:
        stripped = text.strip()
        start += len(text) - len(text.lstrip())
        return Piece(stripped, Status.VERBATIM, Span(self.path, start, start + len(stripped)))

    def line(self, line: Line) -> None:
        if line.mark.startswith("h"):
            self.heading(line)
        elif line.mark in {"li", "dt"}:
            self.item(line)
        elif line.mark in {"dd", "p"} or line.mark.startswith("p"):
            self.paragraph(line)
        elif line.mark.startswith("u"):
            self.designated(line, int(line.mark[1:]) - 1)
        else:
            self.unmarked(line)

    # -- pages -------------------------------------------------------------------------------------------------------

    def heading(self, line: Line) -> None:
        depth = int(line.mark[1:])
        while self.open and (self.open[-1].depth >= depth or self.open[-1].level is not None):
            self.open.pop()
        self.begin(normalise(line.text).strip().removesuffix(":"), line.text.strip(), depth, None, 0, line)

    def item(self, line: Line) -> None:
        """A list item or a defined term below the innermost heading. Items are counted within their heading."""
        while self.open and self.open[-1].depth >= 7:
            self.open.pop()
        if line.mark == "dt":
            self.begin(normalise(line.text).strip().removesuffix(":"), line.text.strip(), 7, None, 0, line)
            return
        bullet = _BULLET.match(line.text)
        number = self.next_number(_ITEM)
        skip = bullet.end() if bullet else 0
        unit = self.begin(str(number), bullet["bullet"] if bullet else "", 7, _ITEM, number, line)
        unit.pieces.append(self.piece(line.text[skip:], line.start + skip))

    def next_number(self, kind: int) -> int:
        """The number of the next item or paragraph of the innermost open unit."""
        siblings = self.open[-1].children if self.open else self.top
        return next((unit.ordinal for unit in reversed(siblings) if unit.level == kind), 0) + 1

    def paragraph(self, line: Line) -> None:
        if line.mark == "dd":
            if self.open and self.open[-1].depth == 7 and not self.open[-1].pieces:
                self.open[-1].pieces.append(self.piece(line.text, line.start))
            else:
                self.problem(line, "a definition without its term", "mark the line of the term with `dt|`")
            return
        if len(line.mark) == 2:
            depth = int(line.mark[1:])
            while self.open and self.open[-1].depth > depth:
                self.open.pop()
            if depth and (not self.open or self.open[-1].depth != depth):
                self.problem(line, f"no unit of level {depth} is open here", "mark it with the level of an open unit")
                return
        while self.open and self.open[-1].depth >= 7:
            self.open.pop()
        number = self.next_number(_PARAGRAPH)
        depth = (self.open[-1].depth if self.open else 0) + 10
        unit = self.begin(f"¶{number}", "", depth, _PARAGRAPH, number, line)
        unit.pieces.append(self.piece(line.text, line.start))
        self.open.pop()

    # -- the ladder --------------------------------------------------------------------------------------------------

    def unmarked(self, line: Line) -> None:
        candidates = self.candidates(line.text)
        fitting = [level for level, label in candidates if self.fits(level, label)]
        if len(fitting) == 1:
            self.designated(line, fitting[0])
        elif candidates:
            label = line.text.split()[0]
            what = "could open a unit at two levels" if fitting else "is not the next designator of its level"
            self.problem(
                line,
                f"`{label}` {what}",
                f"mark the line: `u{candidates[0][0] + 1}|{label} …` if it opens a unit, `p|{label} …` if it is text",
            )
        elif self.ladder and any(unit.level is not None and unit.depth > 1 for unit in self.open):
            self.problem(
                line,
                "it is not certain to which unit this paragraph belongs",
                "mark it: `p|` continues the innermost unit, `p1|` the unit of the first level",
            )
        else:
            self.paragraph(Line("p", line.text, line.start))

    def candidates(self, text: str) -> list[tuple[int, str]]:
        """Levels whose designator the line begins with, each with its label."""
        found = []
        for number, level in enumerate(self.ladder):
            match = re.match(rf"\s*{level.pattern}", text)
            if match is not None and level.order(match["label"]) is not None:
                found.append((number, match["label"]))
        return found

    def fits(self, level: int, label: str) -> bool:
        at_level = [unit for unit in self.open if unit.level == level]
        if at_level:
            return self.ladder[level].follows(label, at_level[-1].path[-1])
        deepest = max((unit.level for unit in self.open if unit.level is not None), default=-1)
        return level == deepest + 1 and self.ladder[level].ordinal(label) == 1

    def designated(self, line: Line, level: int) -> None:
        if level >= len(self.ladder):
            self.problem(line, f"the ladder has no level {level + 1}", "add the level to `ladder`")
            return
        match = re.match(rf"\s*{self.ladder[level].pattern}", line.text)
        if match is None or self.ladder[level].order(match["label"]) is None:
            self.problem(line, f"the line does not begin with a designator of level {level + 1}", "see `ladder`")
            return
        while self.open and self.open[-1].depth > level:
            self.open.pop()
        label = match["label"]
        unit = self.begin(label, match.group().strip(), level + 1, level, 0, line)
        rest = line.text[match.end() :]
        start = line.start + match.end()
        below = self.candidates(rest)
        if rest.strip() and any(deeper == level + 1 and self.ladder[deeper].ordinal(first) == 1 for deeper, first in below):
            self.designated(Line("", rest, start), level + 1)
        elif rest.strip():
            unit.pieces.append(self.piece(rest, start))

    # -- both --------------------------------------------------------------------------------------------------------

    def begin(self, label: str, designator: str, depth: int, level: int | None, ordinal: int, line: Line) -> _Open:
        parent = self.open[-1] if self.open else None
        path = (*(parent.path if parent else self.under), label)
        identity = "/".join(path)
        if level is None and identity in self.seen:
            # A page may have a heading twice; the second one is addressed as "Notes (2)".
            number = next(n for n in count(2) if f"{identity} ({n})" not in self.seen)
            path = (*path[:-1], f"{label} ({number})")
            identity = f"{identity} ({number})"
        if identity in self.seen:
            self.problem(line, f"a second unit `{label}` at this place", "units of one parent need different designations")
        self.seen.add(identity)
        unit = _Open(identity, path, designator, depth, level, ordinal)
        (parent.children if parent else self.top).append(unit)
        self.open.append(unit)
        return unit

    def problem(self, line: Line, message: str, help: str) -> None:
        end = line.start + min(len(line.text), 60)
        self.problems.append(Diagnostic.at(UNMARKED_LINE, Span(self.path, line.start, end), message, help=help))
