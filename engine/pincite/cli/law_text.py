"""How the law on file looks in a terminal: words wrapped at 80 columns (fewer in a narrow terminal), what is not verbatim visibly marked.

Marks are characters, so that they survive a pipe or a printer; color only adds to them. Text of files is escaped.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pincite.cli.streams import LETTER, columns
from pincitec.diagnostics.render.text import escape
from pincitec.law.ladder import level
from pincitec.law.model import Piece, Section, Status, UnitText, Version, weakest
from pincitec.law.redline import Fate, RedlineRun, RedlineUnit

MARGIN = {Status.VERBATIM: " ", Status.UNCHANGED: "=", Status.DERIVED: "~", Status.INFERRED: "~", Status.UNKNOWN: "?"}
LEGEND = {
    Status.UNCHANGED: ("=", "on file for another day; no act on file touches the unit in between"),
    Status.DERIVED: ("~", "a text on file with the recorded operations of acts done or undone"),
    Status.INFERRED: ("{?…}", "characters that we inferred"),
    Status.UNKNOWN: ("?  ⟨…⟩", "words that are not on file"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_COLORS = {
    Status.INFERRED: "33",
    Status.UNKNOWN: "31",
    Fate.STRUCK: "31;9",
    Fate.INSERTED: "32;4",
}
Styled = tuple[str, str]


def long_date(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def interval(version: Version) -> str:
    """The days of a version in words, both ends included."""
    if version.until is None:
        return f"since {long_date(version.from_)}"
    return f"from {long_date(version.from_)} until {long_date(date.fromordinal(version.until.toordinal() - 1))}"


def wrapped(runs: Iterable[Styled], first: str, indent: str, *, color: bool) -> list[str]:
    """Styled text in lines that fit. A word longer than a line stands alone."""
    width = columns(LETTER)
    lines: list[str] = []
    line, used, empty = first, len(first), True
    for word in _words(runs):
        size = sum(len(text) for text, _ in word)
        if not empty and used + 1 + size > width:
            lines.append(line.rstrip())
            line, used, empty = indent, len(indent), True
        shown = "".join(_painted(text, style, color) for text, style in word)
        line, used, empty = f"{line}{'' if empty else ' '}{shown}", used + size + (0 if empty else 1), False
    return [*lines, line.rstrip()]


def _words(runs: Iterable[Styled]) -> Iterator[list[Styled]]:
    word: list[Styled] = []
    for text, style in runs:
        for index, part in enumerate(escape(text.replace("\n", " ").replace("\t", " ")).replace("\u00a0", " ").split(" ")):
            if index and word:
                yield word
                word = []
            if part:
                word.append((part, style))
    if word:
        yield word


def _painted(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color and style else text


def paragraph(text: str) -> list[str]:
    """Words about the text, from margin to margin."""
    return wrapped([(text, "")], "", "", color=False)


def title(text: str, color: bool) -> list[str]:
    return wrapped([(text, "1")], "", "", color=color)


def legend(found: set[Status]) -> Iterator[str]:
    """What the marks in a text mean."""
    for status, (mark, meaning) in LEGEND.items():
        if status in found:
            yield from wrapped([(meaning, "")], f"{mark}  ", " " * (len(mark) + 2), color=False)


def unit_lines(unit: UnitText, *, color: bool, depth: int = 0) -> Iterator[str]:
    """A unit with its sub-units. The margin shows how sure its own words are."""
    status = weakest(tuple(piece.status for piece in unit.pieces))
    indent = "  " * depth
    designator = f"{escape(unit.designator)} " if unit.designator else ""
    yield from wrapped(_shown(unit.pieces), f"{MARGIN[status]} {indent}{designator}", f"  {indent}", color=color)
    for child in unit.children:
        yield from unit_lines(child, color=color, depth=depth + 1)


def _shown(pieces: tuple[Piece, ...]) -> Iterator[Styled]:
    for piece in pieces:
        if piece.status is Status.INFERRED:
            # The mark goes round the words, not round the space that joins them.
            lead = " " if piece.text.startswith(" ") else ""
            trail = " " if piece.text.endswith(" ") else ""
            yield lead, ""
            yield "{?" + piece.text.strip() + "}", _COLORS[Status.INFERRED]
            yield trail, ""
        else:
            yield piece.text, _COLORS.get(piece.status, "")


def statuses(units: Iterable[UnitText]) -> set[Status]:
    found: set[Status] = set()
    for unit in units:
        found |= {piece.status for piece in unit.pieces} | statuses(unit.children)
    return found


def redline_lines(unit: RedlineUnit, section: Section, *, color: bool) -> list[str]:
    """A changed unit: struck words and designations `[-so-]`, inserted ones `{+so+}`."""
    depth = len(unit.path) - 1
    indent = "  " * depth if any(level(sample) for sample in section.ladder) else ""
    if unit.was_designator is not None:
        marked = {Fate.STRUCK: unit.was_designator, Fate.INSERTED: unit.designator}
        designations = [run for fate, text in marked.items() if text for run in (RedlineRun(text, fate, None, Status.VERBATIM), _BLANK)]
        return wrapped(_marked((*designations, *unit.runs)), f"  {indent}", f"  {indent}", color=color)
    designator = f"{escape(unit.designator)} " if unit.designator else ""
    return wrapped(_marked(unit.runs), f"  {indent}{designator}", f"  {indent}", color=color)


_BLANK = RedlineRun(" ", Fate.KEPT, None, Status.VERBATIM)


def _marked(runs: tuple[RedlineRun, ...]) -> Iterator[Styled]:
    marks = {Fate.STRUCK: ("[-", "-]"), Fate.INSERTED: ("{+", "+}")}
    for fate, text in _joined(runs):
        if fate is Fate.KEPT or not text.strip():
            yield text, ""
            continue
        opening, closing = marks[fate]
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        yield lead, ""
        yield f"{opening}{text.strip()}{closing}", _COLORS[fate]
        yield trail if trail else "", ""


def _joined(runs: tuple[RedlineRun, ...]) -> Iterator[tuple[Fate, str]]:
    """Neighbouring runs of one fate as one; inferred characters keep their mark."""
    fate: Fate | None = None
    text = ""
    for run in runs:
        shown = "{?" + run.text + "}" if run.status is Status.INFERRED else run.text
        if run.fate is not fate:
            if fate is not None:
                yield fate, text
            fate, text = run.fate, ""
        text += shown
    if fate is not None:
        yield fate, text
