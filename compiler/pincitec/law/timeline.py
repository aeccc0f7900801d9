"""Replayed texts → versions: half-open intervals, the status of every character, and the act that brought it.

Versions are computed, never typed. The first begins with the oldest dated act (the text after it follows from what is on
file), or with the text on file where no act is dated; before it nothing is on file.
"""

from datetime import date

from attrs import evolve

from pincitec.law.ended import ended
from pincitec.law.events import Event
from pincitec.law.model import Piece, Status, UnitText, Version
from pincitec.law.replay import Checkpoint, Replay
from pincitec.law.state import State, holds_unknown, walk
from pincitec.syntax.law_tree import TextNode

Tags = dict[str, list[str | None]]


def versions(result: Replay, checkpoints: list[Checkpoint], found: tuple[Event, ...]) -> tuple[Version, ...]:
    """The versions, oldest first, without gaps between them."""
    tags = _tags(result)
    starts = _starts(result, checkpoints, found)
    made: list[Version] = []
    for index, (from_, number) in enumerate(starts):
        until = starts[index + 1][0] if index + 1 < len(starts) else _end(result, found)
        node = _basis(checkpoints, from_)
        on_file = from_ <= node.on and (until is None or node.on < until)
        units = _dressed(result.states[number], result.touched[number], tags[number], on_file)
        made.append(
            Version(
                from_=from_,
                until=until,
                units=units,
                complete=not any(holds_unknown(unit) for unit in units),
                assumed=node.assumed,
                acts=tuple(step.event.title for step in result.steps if step.event.day == from_),
                ended=ended(result.steps[:number]) if not units else None,
            )
        )
    return _assumed(tuple(made), checkpoints)


def _basis(checkpoints: list[Checkpoint], from_: date) -> TextNode:
    """The text on file that a version's words follow from: the next one from its first day on, else the newest."""
    return next((c.node for c in checkpoints if c.node.on >= from_), checkpoints[-1].node)


def _starts(result: Replay, checkpoints: list[Checkpoint], found: tuple[Event, ...]) -> list[tuple[date, int]]:
    """The first day of each version, with the number of its text among the replayed ones."""
    starts: dict[date, int] = {}
    oldest = checkpoints[0].node.on
    reached = result.first
    if reached > 0:
        # The event just before the oldest text reached could not be undone; its text begins with that event.
        starts[found[reached - 1].day] = 0
    elif not result.steps or oldest < result.steps[0].event.day:
        starts[oldest] = 0
    for number, step in enumerate(result.steps, 1):
        starts[step.event.day] = number
    return sorted(starts.items())


def _end(result: Replay, found: tuple[Event, ...]) -> date | None:
    """The day on which an act takes effect that could not be done: from then on the text is not on file."""
    reached = result.first + len(result.steps)
    return found[reached].day if reached < len(found) else None


def _assumed(made: tuple[Version, ...], checkpoints: list[Checkpoint]) -> tuple[Version, ...]:
    """Before the assumed day of an undated text nothing is on file, unless a dated text is older."""
    first = checkpoints[0].node
    if first.assumed is None:
        return made
    kept = [v for v in made if v.until is None or v.until > first.on]
    return tuple(evolve(v, from_=max(v.from_, first.on)) for v in kept)


def _tags(result: Replay) -> list[Tags]:
    """For each replayed text and unit, the act that brought or last touched each character, as far as it is on file."""
    tags: Tags = {unit.identity: [None] * len(unit.text) for unit in walk(result.states[0])}
    found = [dict(tags)]
    for number, step in enumerate(result.steps, 1):
        tags = dict(tags)
        title = step.event.title
        for splice in step.splices:
            own = tags.get(splice.identity)
            if own is not None:
                old, new = (sum(len(p.text) for p in pieces) for pieces in (splice.old, splice.new))
                tags[splice.identity] = own[: splice.start] + [title] * new + own[splice.start + old :]
        before = {unit.identity for unit in walk(step.before)}
        tags = {unit.identity: _fitting(tags, unit, title if unit.identity not in before else None) for unit in walk(result.states[number])}
        found.append(tags)
    return found


def _fitting(tags: Tags, unit: UnitText, otherwise: str | None) -> list[str | None]:
    own = tags.get(unit.identity)
    size = len(unit.text)
    return own if own is not None and len(own) == size else [otherwise] * size


def _dressed(state: State, touched: frozenset[str], tags: Tags, on_file: bool) -> tuple[UnitText, ...]:
    return tuple(
        evolve(
            unit,
            pieces=_split(unit.pieces, tags[unit.identity], _far(unit, touched, on_file)),
            children=_dressed(unit.children, touched, tags, on_file),
        )
        for unit in state
    )


def _far(unit: UnitText, touched: frozenset[str], on_file: bool) -> Status:
    """What verbatim characters of another day's text are on this day."""
    if unit.identity in touched:
        return Status.DERIVED
    return Status.VERBATIM if on_file else Status.UNCHANGED


def _split(pieces: tuple[Piece, ...], tags: list[str | None], status: Status) -> tuple[Piece, ...]:
    """The pieces with their status of this version, cut where the act changes."""
    found: list[Piece] = []
    position = 0
    for piece in pieces:
        start = 0
        own = tags[position : position + len(piece.text)]
        for end in range(1, len(own) + 1):
            if end < len(own) and own[end] == own[start]:
                continue
            span = piece.span
            if span is not None and span.end - span.start == len(piece.text):
                span = evolve(span, start=span.start + start, end=span.start + end)
            weak = status if piece.status is Status.VERBATIM else piece.status
            found.append(Piece(piece.text[start:end], weak, span, own[start]))
            start = end
        position += len(piece.text)
    return tuple(found)
