"""What a set of acts makes of the texts on file; and what it would be if some acts were others.

The second is asked where an act was not known on a day, or does not apply to a case. The texts on file are undone to the day before the
first difference; from there the other acts are done anew. What cannot be done ends the text: from that day on it is not on file.
"""

from datetime import date, timedelta

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic
from pincitec.law.chain import Settled
from pincitec.law.endings import Turn, check_ending
from pincitec.law.events import Event, events
from pincitec.law.model import Piece, Status, Version
from pincitec.law.replay import Checkpoint, Replay, Step, replay
from pincitec.law.state import Context, State
from pincitec.law.timeline import versions

Dated = tuple[date | None, Diagnostic]
"""A problem, with the day from which the text cannot be relied on because of it; None where it is not one of a day."""


@frozen
class Telling:
    """The law as a set of acts tells it. `problems` are those of order, of replaying, and of acts that end."""

    checkpoints: tuple[Checkpoint, ...]
    settled: Settled
    found: tuple[Event, ...]
    replay: Replay
    versions: tuple[Version, ...]
    problems: tuple[Dated, ...]


def tell(checkpoints: tuple[Checkpoint, ...], settled: Settled, context: Context) -> Telling:
    """The texts and versions that follow from texts on file (oldest first, at least one) and acts."""
    found, unordered = events(settled.live, settled.periods)
    result = replay(checkpoints, found, settled.live, context)
    problems = [*unordered, *_replayed(result, found)]
    return Telling(checkpoints, settled, found, result, versions(result, list(checkpoints), found), tuple(problems))


def anew(told: Telling, settled: Settled, context: Context) -> Telling:
    """The same law with other acts in place of those told of. An act without a day has to be among both: what it did, if that is not
    known, may be in the texts on file either way."""
    found, unordered = events(settled.live, settled.periods)
    first = next((i for i, (a, b) in enumerate(zip(told.found, found, strict=False)) if a != b), min(len(told.found), len(found)))
    days = [list_[first].day for list_ in (told.found, found) if first < len(list_)]
    if not days:
        return evolve(told, settled=settled)
    base = _base(told, min(days))
    if not base:
        return evolve(told, checkpoints=(), settled=settled, found=found, versions=(), problems=())
    made = tell(base, settled, context)
    end = min((day for day, _ in (*made.problems, *unordered, *settled.problems) if day is not None and day >= min(days)), default=None)
    return made if end is None else evolve(made, versions=_until(made.versions, end))


def _base(told: Telling, day: date) -> tuple[Checkpoint, ...]:
    """The texts before a day: those on file, and the one that the day before has by undoing what came after."""
    older = tuple(c for c in told.checkpoints if c.node.on < day)
    positions = {sum(1 for event in told.found if event.day <= c.node.on) for c in older}
    number = sum(1 for event in told.found if event.day < day)
    index = number - told.replay.first
    first = told.checkpoints[0].node
    if first.assumed is not None and day <= first.on:
        return older  # before the day from which an undated text is taken, nothing is on file
    if number in positions or not 0 <= index < len(told.replay.states):
        return older
    # The next newer text on file says from when an undated one is taken; what is undone from it rests on the same assumption.
    nearest = next((c.node for c in told.checkpoints if c.node.on >= day), told.checkpoints[-1].node)
    state = _weakened(told.replay.states[index], told.replay.touched[index])
    return (*older, Checkpoint(evolve(nearest, on=day - timedelta(1)), state))


def _weakened(state: State, touched: frozenset[str]) -> State:
    """A text that was undone: none of its words are verbatim on that day."""
    return tuple(
        evolve(
            unit,
            pieces=tuple(_weaker(piece, Status.DERIVED if unit.identity in touched else Status.UNCHANGED) for piece in unit.pieces),
            children=_weakened(unit.children, touched),
        )
        for unit in state
    )


def _weaker(piece: Piece, status: Status) -> Piece:
    return evolve(piece, status=status) if piece.status is Status.VERBATIM else piece


def _until(made: tuple[Version, ...], end: date) -> tuple[Version, ...]:
    return tuple(evolve(v, until=min(v.until, end) if v.until is not None else end) for v in made if v.from_ < end)


def _replayed(result: Replay, found: tuple[Event, ...]) -> list[Dated]:
    """The problems of replaying; where an act cannot be ended because of another one, that is said instead."""
    reached = result.first + len(result.steps)
    stopped = found[reached] if reached < len(found) else None
    problems: list[Dated] = []
    replaced = None
    for number, step in enumerate(result.steps):
        if not step.event.forward:
            begin = _beginning(result.steps[:number], step.event)
            if begin is not None:
                wrong = check_ending(turn(result.steps[begin]), tuple(map(turn, result.steps[begin + 1 : number])), turn(step))
                problems += [(step.event.day, wrong)] if wrong is not None else []
    if stopped is not None and not stopped.forward:
        begin = _beginning(result.steps, stopped)
        if begin is not None:
            replaced = check_ending(turn(result.steps[begin]), tuple(map(turn, result.steps[begin + 1 :])), None)
    day = stopped.day if stopped is not None else None
    if replaced is not None and stopped is not None:
        span = stopped.act.span
        kept = [p for p in result.problems if not (span.path == p.span.path and span.start <= p.span.start < span.end)]
        return [*problems, (day, replaced), *((None, p) for p in kept)]
    return [*problems, *((day, p) for p in result.problems)]


def _beginning(steps: tuple[Step, ...], end: Event) -> int | None:
    """The step in which the act of an ending began."""
    return next((i for i in range(len(steps) - 1, -1, -1) if steps[i].event.act is end.act and steps[i].event.forward), None)


def turn(step: Step) -> Turn:
    return Turn(step.event.act, step.event.forward, step.before, step.after, step.splices)
