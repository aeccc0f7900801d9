"""A unit with its sub-units as one normalised text, and the way back: from a range of it to status, places, units, acts.

Quotations are looked up here. The unit's own designator is left out; those of its sub-units stand in the text. Where the
words of the law are not on file the text holds only `⟨…⟩`: a description of a hole can never be quoted as law.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.law.model import Piece, Status, UnitText, weakest
from pincitec.law.normalise import normalise_mapped

HOLE = "⟨…⟩"
_LADDER_LIKE = re.compile(r"\(?[A-Za-z0-9]{1,6}(?:-[A-Za-z0-9]{1,4})?[.)]{1,2}")


@frozen
class Run:
    """A stretch of the raw text of one origin: a piece of a unit, a designator (`piece` None), or a joining space."""

    start: int
    end: int
    unit: UnitText
    piece: Piece | None
    designator: bool


@frozen
class FlatText:
    """`text` is normalised. Ranges are half-open offsets into it."""

    text: str
    starts: tuple[int, ...] = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    breaks: tuple[int, ...] = ()
    """Offsets where a heading, an item or a term of a page begins: no sentence runs across them."""

    @property
    def has_unknown(self) -> bool:
        return any(run.piece is not None and run.piece.status is Status.UNKNOWN for run in self.runs)

    def runs_in(self, start: int, end: int) -> tuple[Run, ...]:
        """The runs that `[start, end)` touches, in reading order."""
        if start >= end:
            return ()
        raw_start, raw_end = self.starts[start], self.starts[end - 1] + 1
        first = max(bisect_right(self.runs, raw_start, key=lambda run: run.start) - 1, 0)
        found = []
        for run in self.runs[first:]:
            if run.start >= raw_end:
                break
            if run.end > raw_start:
                found.append(run)
        return tuple(found)

    def status(self, start: int, end: int) -> Status:
        """The status of a range: that of its weakest character. A designator is as sure as its unit's own words."""
        statuses = []
        for run in self.runs_in(start, end):
            if run.piece is not None:
                statuses.append(run.piece.status)
            elif run.designator and run.unit.pieces:
                statuses.append(weakest(tuple(p.status for p in run.unit.pieces if p.status is not Status.UNKNOWN)))
        return weakest(tuple(statuses))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the characters are written in the `.law` file, neighbouring places joined."""
        spans: list[Span] = []
        for run in self.runs_in(start, end):
            if run.piece is None or run.piece.span is None:
                continue
            span = run.piece.span
            if span.end - span.start == len(run.piece.text):
                from_ = max(self.starts[start] - run.start, 0)
                to = min(self.starts[end - 1] + 1 - run.start, len(run.piece.text))
                span = Span(span.path, span.start + from_, span.start + to)
            if spans and spans[-1].path == span.path and spans[-1].end == span.start:
                span = spans.pop().to(span)
            spans.append(span)
        return tuple(spans)

    def units(self, start: int, end: int) -> tuple[UnitText, ...]:
        """The innermost units whose words (or designators) the range touches, in reading order."""
        units: list[UnitText] = []
        for run in self.runs_in(start, end):
            if (run.piece is not None or run.designator) and all(u is not run.unit for u in units):
                units.append(run.unit)
        return tuple(units)

    def paths(self, start: int, end: int) -> tuple[tuple[str, ...], ...]:
        return tuple(unit.path for unit in self.units(start, end))

    def acts(self, start: int, end: int) -> tuple[str, ...]:
        """Titles of the acts that brought or last touched characters of the range, each once."""
        acts = [r.piece.act for r in self.runs_in(start, end) if r.piece is not None and r.piece.act is not None]
        return tuple(dict.fromkeys(acts))


def flatten(unit: UnitText) -> FlatText:
    """The unit as one text. Linear in its length."""
    raw: list[str] = []
    runs: list[Run] = []
    openings: list[int] = []
    length = 0

    def put(text: str, owner: UnitText, piece: Piece | None, designator: bool) -> None:
        nonlocal length
        if text:
            raw.append(text)
            runs.append(Run(length, length + len(text), owner, piece, designator))
            length += len(text)

    for index, part in enumerate(_reading_order(unit)):
        if index:
            put(" ", part, None, False)
            if not _LADDER_LIKE.fullmatch(part.designator):
                openings.append(length)
            if part.designator:
                put(part.designator, part, None, True)
                put(" ", part, None, False)
        for piece in part.pieces:
            put(HOLE if piece.status is Status.UNKNOWN else piece.text, part, piece, False)
    mapped = normalise_mapped("".join(raw))
    first = 1 if mapped.text.startswith(" ") else 0
    last = len(mapped.text) - (1 if len(mapped.text) > first and mapped.text.endswith(" ") else 0)
    starts = mapped.starts[first : last + 1]
    breaks = tuple(min(bisect_right(starts, opening - 1), last - first) for opening in openings)
    return FlatText(mapped.text[first:last], starts, tuple(runs), breaks)


def _reading_order(unit: UnitText) -> Iterator[UnitText]:
    yield unit
    for child in unit.children:
        yield from _reading_order(child)
