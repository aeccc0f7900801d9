"""A drafted text → the lines of a verbatim block, marked only where a reader of the language would take them otherwise.

Lines are written plain, read back, and those that are read as something else are marked and read again. What still does not
read as the same units and words is refused by whoever compares.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from pincitec.diagnostics import Span
from pincitec.law.exchange.draft import DraftText, DraftUnit, Kind
from pincitec.law.ladder import Level
from pincitec.law.layout import read_units
from pincitec.law.model import UnitText
from pincitec.syntax.law_tree import Verbatim

_PATH = "block"


@frozen
class Line:
    """A line with the mark that it must bear (""), or would bear if it is read otherwise without."""

    words: str
    mark: str
    otherwise: str = ""

    @property
    def text(self) -> str:
        return f"{self.mark}|{self.words}" if self.mark else self.words


def block(text: DraftText, ladder: tuple[Level, ...]) -> str | None:
    """The lines of the text, each ended by a line feed; None if no marks make them read as it."""
    lines = list(_lines(text))
    for _ in range(2):
        if same(text, _read(lines, ladder)):
            return "".join(f"{line.text}\n" for line in lines)
        wrong = _misread(lines, ladder)
        lines = [evolve(line, mark=line.otherwise or line.mark) if number in wrong else line for number, line in enumerate(lines)]
    lines = [evolve(line, mark=line.otherwise or line.mark) for line in lines]
    return "".join(f"{line.text}\n" for line in lines) if same(text, _read(lines, ladder)) else None


def same(text: DraftText, units: tuple[UnitText, ...] | None) -> bool:
    """Whether units read are those of the draft: designators, words and nesting, character by character."""
    if units is None:
        return False
    if text.heading:
        return bool(units) and units[0].path == ("heading",) and units[0].text == text.heading and _same(text.units, units[1:])
    return _same(text.units, units)


def _same(drafted: tuple[DraftUnit, ...], read: tuple[UnitText, ...]) -> bool:
    return len(drafted) == len(read) and all(
        (one.designator, one.words) == (other.designator, other.text) and _same(one.children, other.children)
        for one, other in zip(drafted, read, strict=True)
    )


def _lines(text: DraftText) -> Iterator[Line]:
    if text.heading:
        yield Line(text.heading, "", "h1")
    yield from _below(text.units, 0, 2, innermost=True)


def _below(units: tuple[DraftUnit, ...], depth: int, heading: int, *, innermost: bool) -> Iterator[Line]:
    """`depth`: numbered units around; `heading`: the mark of a heading here; `innermost`: no unit was opened below since."""
    for unit in units:
        match unit.kind:
            case Kind.LEVEL:
                yield Line(f"{unit.designator} {unit.words}".rstrip(), "", f"u{depth + 1}")
                yield from _below(unit.children, depth + 1, heading, innermost=True)
                innermost = False
            case Kind.HEADING:
                yield Line(unit.designator, f"h{min(heading, 6)}")
                yield from _below(unit.children, depth, heading + 1, innermost=True)
                innermost = False
            case Kind.ITEM:
                yield Line(f"{unit.designator} {unit.words}".strip(), "li")
                yield from _below(unit.children, depth, heading, innermost=False)
            case Kind.TERM:
                yield Line(unit.designator, "dt")
                if unit.words:
                    yield Line(unit.words, "dd")
                yield from _below(unit.children, depth, heading, innermost=False)
            case Kind.PARAGRAPH:
                yield Line(unit.words, "p" if innermost else f"p{depth}")


def _read(lines: list[Line], ladder: tuple[Level, ...]) -> tuple[UnitText, ...] | None:
    text = "".join(f"{line.text}\n" for line in lines)
    units, problems = read_units(Verbatim(text, Span(_PATH, 0, len(text))), ladder)
    return None if problems else units


def _misread(lines: list[Line], ladder: tuple[Level, ...]) -> set[int]:
    """The lines of which the reader says that it does not know where they belong."""
    text = "".join(f"{line.text}\n" for line in lines)
    _, problems = read_units(Verbatim(text, Span(_PATH, 0, len(text))), ladder)
    return {text.count("\n", 0, problem.span.start) for problem in problems}
