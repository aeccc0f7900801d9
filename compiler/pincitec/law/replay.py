"""Checkpoints and events → the text on each side of every event.

Between and before the texts on file the events are undone, newest first; after the newest text they are done. A unit whose
words an act changed in a way that is not on file is unknown on the far side of that act, and stays so.
"""

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.law import CHECKPOINT_DISAGREES
from pincitec.law.endings import returned
from pincitec.law.events import Event, covered, title_of
from pincitec.law.flat import flatten
from pincitec.law.model import Move, Splice, UnitText
from pincitec.law.operations import Change, apply, no_such_unit, undo
from pincitec.law.state import Context, State, blanked, changed, holds_unknown, is_unknown, resolve, unknown_above, walk
from pincitec.syntax.law_tree import ActKind, ActNode, Remainder, TextNode


@frozen
class Checkpoint:
    node: TextNode
    state: State


@frozen
class Step:
    """One event with the texts around it; `splices` and `moves` in the forward sense."""

    event: Event
    before: State
    after: State
    splices: tuple[Splice, ...]
    moves: tuple[Move, ...] = ()


@frozen
class Replay:
    """`steps` oldest first, without those that could not be reached. `anchors`: the checkpoint texts by number of steps done.

    `states[i]` is the text after the first `i` steps; `touched[i]` are the identities of the units that lie across an event
    from the nearest text on file.
    """

    steps: tuple[Step, ...]
    states: tuple[State, ...]
    touched: tuple[frozenset[str], ...]
    first: int
    problems: tuple[Diagnostic, ...]


def replay(checkpoints: Sequence[Checkpoint], found: tuple[Event, ...], acts: tuple[ActNode, ...], context: Context) -> Replay:
    """Every text that follows from what is on file. `checkpoints` oldest first, at least one."""
    positions = [_position(c.node.on, found) for c in checkpoints]
    newest = positions[-1]
    undated = _undated_cuts(acts, found, positions)
    states: dict[int, State] = {newest: checkpoints[-1].state}
    touched: dict[int, frozenset[str]] = {newest: frozenset()}
    steps: dict[int, Step] = {}
    problems: list[Diagnostic] = []
    older = dict(zip(positions[:-1], checkpoints[:-1], strict=True))
    first = newest
    for number in range(newest, -1, -1):
        if number in older:
            state, differences = _adopt(older[number], states[number], context)
            problems += differences
            states[number], touched[number] = state, frozenset()
        for act in undated.get(number, ()):
            # Whatever an undated act did, it did to a text that is not on file this side of the next dated one.
            states[number], trouble = _without_undated(act, states[number], context)
            problems += trouble
        if number == 0:
            break
        event = found[number - 1]
        ending = _partner(event, steps) if event.forward else None
        once = ending.after if ending is not None else None
        alone = ending is not None and steps.get(number + 1) is ending and number not in undated
        step, trouble = (
            (_mirrored(event, ending), [])
            if alone and ending is not None
            else _step(event, states[number], context, forward=not event.forward, known="after", once=once)
        )
        problems += trouble
        if step is None:
            break
        steps[number], states[number - 1] = step, step.before
        touched[number - 1] = touched[number] | _touched(step)
        first = number - 1
    last = newest
    for number in range(newest + 1, len(found) + 1):
        event = found[number - 1]
        context = evolve(context, used=context.used | {unit.identity for unit in walk(states[number - 1])})
        begin = None if event.forward else _partner(event, steps)
        once = begin.before if begin is not None else None
        step, trouble = (
            (_mirrored(event, begin), [])
            if begin is not None and steps.get(number - 1) is begin
            else _step(event, states[number - 1], context, forward=event.forward, known="before", once=once)
        )
        problems += trouble
        if step is None:
            break
        steps[number], states[number] = step, step.after
        touched[number] = touched[number - 1] | _touched(step)
        last = number
    return Replay(
        tuple(steps[n] for n in range(first + 1, last + 1)),
        tuple(states[n] for n in range(first, last + 1)),
        tuple(touched[n] for n in range(first, last + 1)),
        first,
        tuple(problems),
    )


def _position(day: date, found: tuple[Event, ...]) -> int:
    """How many events a text on that day includes: all that take effect on it or before."""
    return sum(1 for event in found if event.day <= day)


def _partner(event: Event, steps: dict[int, Step]) -> Step | None:
    """The ending of an act that begins, or the beginning of one that ends: the nearest one reached."""
    found = [number for number, step in steps.items() if step.event.act is event.act and step.event.forward is not event.forward]
    return steps[min(found) if event.forward else max(found)] if found else None


def _mirrored(event: Event, partner: Step) -> Step:
    """The beginning or the ending of an act that nothing lies between: it turns the text from one into the other, and back, whatever the
    act did."""
    splices = tuple(Splice(s.identity, s.start, s.new, s.old) for s in reversed(partner.splices))
    moves = tuple(Move(move.to, move.from_) for move in reversed(partner.moves))
    return Step(event, partner.after, partner.before, splices, moves)


def _step(
    event: Event, state: State, context: Context, *, forward: bool, known: str, once: State | None = None
) -> tuple[Step | None, list[Diagnostic]]:
    """The other side of an event. `forward`: whether the act's operations are done (or undone) to reach it. `once`: the text in which the
    units stood that come back, where an act ends."""
    act = event.act
    operations = act.operations if forward else tuple(reversed(act.operations))
    splices: list[tuple[Splice, ...]] = []
    moves: list[Move] = []
    far, blank = state, set[str]()
    problems: list[Diagnostic] = []
    for operation in operations:
        outcome = (apply if forward else undo)(operation, far, context, f"{act.effective}")
        if isinstance(outcome, Diagnostic):
            problems.append(outcome)
            continue
        far = outcome.state
        splices.append(outcome.splices)
        moves += outcome.moves
        blank |= set(outcome.blanked)
    if problems:
        return None, problems
    for remainder in act.remainders:
        change = _unwritten(remainder, act, far, context)
        if isinstance(change, Diagnostic):
            return None, [change]
        far, blank = change.state, blank | set(change.blanked)
    if not act.operations and not act.remainders:
        far = _blank_all(far, act)
        blank |= {unit.identity for unit in walk(far)}
    far = far if once is None else returned(far, state, once)
    ordered = [s for group in (splices if forward else reversed(splices)) for s in group if s.identity not in blank]
    if not event.forward:
        ordered = [Splice(s.identity, s.start, s.new, s.old) for s in reversed(ordered)]
        moves = [Move(move.to, move.from_) for move in moves]
    before, after = (far, state) if known == "after" else (state, far)
    return Step(event, before, after, tuple(ordered), tuple(moves)), []


def _without_undated(act: ActNode, state: State, context: Context) -> tuple[State, list[Diagnostic]]:
    """The text without what an undated act may have changed: the units that its remainders name, else all."""
    if not act.remainders:
        return _blank_all(state, act), []
    for remainder in act.remainders:
        change = _unwritten(remainder, act, state, context)
        if isinstance(change, Diagnostic):
            return state, [change]
        state = change.state
    return state, []


def _unwritten(remainder: Remainder, act: ActNode, state: State, context: Context) -> Change | Diagnostic:
    why = f"not on file: {title_of(act)} changed this unit in words that are not on file"
    if not remainder.places:
        return Change(_blank_all(state, act), blanked=tuple(u.identity for u in walk(state)))
    identities: list[str] = []
    for place in remainder.places:
        unit = resolve(state, place, context)
        if unit is None and unknown_above(state, place, context) is None:
            return no_such_unit(place, state)
        if unit is not None:
            state = changed(state, unit.identity, lambda u: blanked(u, why, remainder.span))
            identities += [part.identity for part in walk((unit,))]
    return Change(state, blanked=tuple(identities))


def _blank_all(state: State, act: ActNode) -> State:
    why = f"not on file: what {title_of(act)} changed is not on file"
    return tuple(blanked(unit, why, act.span) for unit in state)


def _undated_cuts(acts: tuple[ActNode, ...], found: tuple[Event, ...], on_file: Sequence[int]) -> dict[int, list[ActNode]]:
    """Where undated acts end our knowledge: at the nearest dated act listed before (so newer than) each of them.

    With `order unknown`, at the newest text on file. A text on file stays known; older ones do not. Acts dealt with in a
    common statement are left to it.
    """
    inside, newest = covered(acts), on_file[-1]
    cuts: dict[int, list[ActNode]] = {}
    for index, act in enumerate(acts):
        if act.kind is not ActKind.ACT or act.effective is not None or act.waits or act.titles[0].text in inside:
            continue
        newer = {id(other) for other in acts[:index]}
        positions = [n for n, event in enumerate(found) if id(event.act) in newer and event.forward]
        cut = newest - 1 if act.order_unknown or not positions else min(*positions, newest - 1)
        while cut in on_file:
            cut -= 1
        if cut >= 0:
            cuts.setdefault(cut, []).append(act)
    return cuts


def _touched(step: Step) -> frozenset[str]:
    """Identities of the units whose own words differ in origin across the event, or whose designation does."""
    before = {unit.identity: (unit.designator, unit.pieces) for unit in walk(step.before)}
    after = {unit.identity: (unit.designator, unit.pieces) for unit in walk(step.after)}
    return frozenset(identity for identity in before.keys() | after.keys() if before.get(identity) != after.get(identity))


def _adopt(checkpoint: Checkpoint, computed: State, context: Context) -> tuple[State, list[Diagnostic]]:
    """The text of an older checkpoint with the identities of the computed one, which must agree with it word for word."""
    problems: list[Diagnostic] = []
    by_path = {unit.path: unit for unit in walk(computed)}
    unknown = {unit.path for unit in walk(computed) if is_unknown(unit)}
    if computed and all(is_unknown(unit) for unit in computed):
        unknown.add(())  # what units there were is not on file either

    def adopt(unit: UnitText) -> UnitText:
        other = by_path.pop(unit.path, None)
        children = tuple(adopt(child) for child in unit.children)
        if other is None and any(unit.path[:size] in unknown for size in range(len(unit.path))):
            return evolve(unit, children=children)
        if other is None:
            span = next((p.span for p in unit.pieces if p.span is not None), checkpoint.node.span)
            problems.append(_disagree(span, unit, "is not in the text that the acts lead to", checkpoint))
            return evolve(unit, children=children)
        if not holds_unknown(evolve(other, children=())):
            ours, theirs = flatten(evolve(unit, children=())).text, flatten(evolve(other, children=())).text
            if ours != theirs or unit.designator != other.designator:
                span = next((p.span for p in unit.pieces if p.span is not None), checkpoint.node.span)
                labels = [Label(p.span, "as the acts leave it") for p in other.pieces if p.span is not None][:1]
                problem = _disagree(span, unit, "differs from the text that the acts lead to", checkpoint)
                problems.append(evolve(problem, labels=(*problem.labels, *labels), notes=(f"undone from the newer text: `{theirs}`",)))
        return evolve(unit, identity=other.identity, children=children)

    state = tuple(adopt(unit) for unit in checkpoint.state)
    problems += [
        _disagree(checkpoint.node.span, unit, "is missing in the older text", checkpoint)
        for unit in by_path.values()
        if not holds_unknown(unit)
    ]
    return state, problems


def _disagree(span: Span, unit: UnitText, what: str, checkpoint: Checkpoint) -> Diagnostic:
    return Diagnostic.at(
        CHECKPOINT_DISAGREES,
        span,
        f"`{'/'.join(unit.path)}` of the text of {checkpoint.node.on} {what}",
        help="an act between the two texts is missing, or one of its operations is wrong",
    )
