"""The numbers of a section's units → the ladder they form, or the unit whose number fits none.

A level is told by its marks (`A.`, `(1)`) and the kind of its labels. `i` may be a letter or a numeral: the kind is taken in
which every list of units begins at its first label and goes up; where two kinds do, or none, the ladder is not certain.
"""

import re
from collections.abc import Iterable, Iterator

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.exchange import UNCERTAIN_TEXT
from pincitec.law.exchange.draft import DraftText, DraftUnit, Kind
from pincitec.law.ladder import Level, Order

_DESIGNATOR = re.compile(r"(?P<before>\(?)(?P<label>[A-Za-z0-9][A-Za-z0-9-]*)(?P<after>\)|\.\)?|)")
_KINDS = "1Aai"
_UPPER_ROMAN = "I"


def ladder_of(texts: Iterable[DraftText]) -> tuple[str, ...] | Diagnostic:
    """The first designator of each level, outermost first, as `ladder` states them; or the unit that fits none."""
    by_depth: dict[int, list[list[DraftUnit]]] = {}
    for text in texts:
        for depth, siblings in _lists(text.units, 0):
            by_depth.setdefault(depth, []).append(siblings)
    samples = []
    for depth in range(len(by_depth)):
        found = _level(by_depth[depth])
        if isinstance(found, Diagnostic):
            return found
        samples.append(found.printed(found.kind))
    return tuple(samples)


def _lists(units: tuple[DraftUnit, ...], depth: int) -> Iterator[tuple[int, list[DraftUnit]]]:
    """The numbered units that stand side by side, with the number of numbered units around them."""
    levels = [unit for unit in units if unit.kind is Kind.LEVEL]
    if levels:
        yield depth, levels
    for unit in units:
        yield from _lists(unit.children, depth + (unit.kind is Kind.LEVEL))


def _level(lists: list[list[DraftUnit]]) -> Level | Diagnostic:
    first = lists[0][0]
    match = _DESIGNATOR.fullmatch(first.designator)
    if match is None or not (match["before"] or match["after"]):
        return _unfit(first, f"`{first.designator}` is not a designator such as `A.`, `(1)` or `(a)`")
    odd: DraftUnit | None = None
    fitting: list[tuple[bool, Level]] = []
    for kind in (*_KINDS, _UPPER_ROMAN):
        level = Level(match["before"], kind, match["after"])
        misfit = _misfit(lists, level)
        if misfit is None:
            fitting.append((all(_order(siblings[0], level) == level.order(level.label(1)) for siblings in lists), level))
        elif misfit is not first:
            odd = odd or misfit
    begins = [level for begins_so, level in fitting if begins_so]
    if len(begins) == 1:
        return begins[0]
    if len(fitting) == 1:
        return fitting[0][1]
    if fitting:
        return _unfit(first, f"`{first.designator}` may be a letter or a numeral")
    return _unfit(odd or first, f"`{(odd or first).designator}` does not follow the designators around it")


def _misfit(lists: list[list[DraftUnit]], level: Level) -> DraftUnit | None:
    """The first unit that has no label of the level, or one that does not come after that before it."""
    for siblings in lists:
        before: Order | None = None
        for unit in siblings:
            order = _order(unit, level)
            if order is None or (before is not None and not order > before):
                return unit
            before = order
    return None


def _order(unit: DraftUnit, level: Level) -> Order | None:
    match = re.match(level.pattern, unit.designator)
    return level.order(match["label"]) if match is not None and match.end() == len(unit.designator) else None


def _unfit(unit: DraftUnit, message: str) -> Diagnostic:
    help = "units of one level bear designators of one kind, each once and in order; write the section by hand"
    return Diagnostic.at(UNCERTAIN_TEXT, unit.span, message, help=help)
