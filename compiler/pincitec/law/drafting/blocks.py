"""A unit of the text → the lines of a verbatim block that read back as the same unit.

Lines are printed as the law prints them. Structure marks are put before them only where the lines alone would not say to which unit
they belong.
"""

from collections.abc import Iterator

from pincitec.diagnostics import Span
from pincitec.law.layout import read_units
from pincitec.law.model import UnitText
from pincitec.law.normalise import normalise
from pincitec.law.state import Context, State, walk
from pincitec.syntax.law_tree import Verbatim


def block_of(unit: UnitText, context: Context, span: Span) -> Verbatim | None:
    """The words of a unit and of all below it; None where no lines read back as this unit."""
    for marked in (False, True):
        text = "".join(f"{line}\n" for line in _lines(unit, len(unit.path), marked))
        if _same(unit, read_block(text, unit.path, context)):
            return Verbatim(text, span)
    return None


def block_of_section(state: State, context: Context, span: Span) -> Verbatim | None:
    """The words of all units, heading included; None where no lines read back as these."""
    for marked in (False, True):
        text = "".join(f"{line}\n" for unit in state for line in _lines(unit, len(unit.path), marked and unit.path != ("heading",)))
        units, problems = read_units(Verbatim(text, Span("", 0, len(text))), context.ladder)
        if not problems and [_plain(unit) for unit in units] == [_plain(unit) for unit in state]:
            return Verbatim(text, span)
    return None


def read_block(text: str, path: tuple[str, ...], context: Context) -> UnitText | None:
    """The one unit at `path` that the lines of a block hold; None if they hold anything else."""
    depth = len(path)
    if not 0 < depth <= len(context.ladder):
        return None
    marked = text if text.startswith("u") and text[1:2].isdigit() else f"u{depth}|{text}"
    units, problems = read_units(Verbatim(marked, Span("", 0, len(marked))), context.ladder, heading=False, under=path[:-1])
    return units[0] if not problems and len(units) == 1 and units[0].path == path else None


def _lines(unit: UnitText, depth: int, marked: bool) -> Iterator[str]:
    own = " ".join(unit.text.split())
    if unit.designator:
        yield (f"u{depth}|" if marked else "") + f"{unit.designator} {own}".rstrip()
    else:
        yield (f"p{depth - 1}|" if marked else "") + own
    for child in unit.children:
        yield from _lines(child, depth + 1, marked)


def _same(unit: UnitText, other: UnitText | None) -> bool:
    return other is not None and _plain(unit) == _plain(other)


def _plain(unit: UnitText) -> list[tuple[tuple[str, ...], str, str]]:
    return [(part.path, part.designator, normalise(part.text).strip()) for part in walk((unit,))]
