"""One of several values for each row, where planes say which; and whether two values are the same in every part. Used for decisions."""

from collections.abc import Sequence
from math import lcm

from attrs import evolve

from pincite.evaluate.columns.emitter import Emitter
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.values import NOTHING, Elapsed, Number, Words

Given = Number | Words


def choose(emitter: Emitter, chosen: Sequence[tuple[Operand, Given]], space: int) -> Given:
    """The value whose plane is set, of planes no two of which are set in one row; in other rows it is unknown."""
    open_ = [(plane, value) for plane, value in chosen if plane != 0 and value.known != 0]
    if not open_:
        return Words(-1, 0) if any(isinstance(v, Words) for _, v in chosen) else NOTHING
    known = emitter.any(*(emitter.all(plane, value.known, space=space) for plane, value in open_), space=space)
    if len(open_) == 1:
        return evolve(open_[0][1], known=known)
    words = [(plane, value.code) for plane, value in open_ if isinstance(value, Words)]
    if words:
        return Words(column(emitter, words, space, ranged=False), known)
    return choose_number(emitter, [(p, v) for p, v in open_ if isinstance(v, Number)], known, space)


def choose_number(emitter: Emitter, open_: Sequence[tuple[Operand, Number]], known: Operand, space: int) -> Number:
    over: Operand = 1
    lows: list[tuple[Operand, Operand]] = []
    highs: list[tuple[Operand, Operand]] = []
    constants = [v.over for _, v in open_ if isinstance(v.over, int)]
    if len(constants) == len(open_):
        over = lcm(*constants)
        for plane, v in open_:
            assert isinstance(v.over, int)
            lows.append((plane, emitter.times(v.low, over // v.over, space)))
            highs.append((plane, emitter.times(v.high, over // v.over, space)))
    else:
        over = column(emitter, [(plane, v.over) for plane, v in open_], space, fill=1)
        lows, highs = [(plane, v.low) for plane, v in open_], [(plane, v.high) for plane, v in open_]
    low = column(emitter, lows, space)
    high = low if lows == highs else column(emitter, highs, space)
    bounded = emitter.any(*(emitter.all(plane, v.bounded, space=space) for plane, v in open_), emitter.contrary(known, space), space=space)
    if all(v.bounded == 1 for _, v in open_):
        bounded = 1
    running = [(plane, v.elapsed) for plane, v in open_ if v.elapsed is not None]
    elapsed = None if not running else choose_running(emitter, running, space)
    return Number(low, high, known, over, bounded, elapsed)


def choose_running(emitter: Emitter, running: Sequence[tuple[Operand, Elapsed]], space: int) -> Elapsed:
    def rows(planes: Sequence[tuple[Operand, Operand]]) -> Operand:
        return emitter.any(*(emitter.all(plane, other, space=space) for plane, other in planes), space=space)

    return Elapsed(
        rows([(plane, e.runs) for plane, e in running]),
        column(emitter, [(plane, e.since) for plane, e in running], space),
        rows([(plane, e.last) for plane, e in running]),
        rows([(plane, e.following) for plane, e in running]),
    )


def column(
    emitter: Emitter, chosen: Sequence[tuple[Operand, Operand]], space: int, *, ranged: bool = True, fill: int | None = None
) -> Operand:
    """One array from several; in rows of no plane it holds something within the range of all."""
    if len({value for _, value in chosen}) == 1:
        return chosen[0][1]
    arguments: list[Operand] = []
    for plane, value in chosen:
        arguments += [plane, emitter.wide(value, space) if ranged else value]
    if not ranged:
        (made,) = emitter.program.emit("chosen", emitter.rows[space], -1, *arguments, space=space)
        return made
    ends = [end for _, value in chosen for end in emitter.range(value)]
    start = ends[0] if fill is None else fill
    return emitter.array(
        "chosen", emitter.rows[space], start, *arguments, low=min(*ends, start), high=max(*ends, start), kind="", space=space
    )


def identical(emitter: Emitter, a: Given, b: Given, space: int) -> Operand:
    """The rows in which two known values are equal in every part: bounds, and the day since which a period runs."""
    if isinstance(a, Words) or isinstance(b, Words):
        raise TypeError("a text is never only bounded")  # INVARIANT: see `verdict_forms.py`
    one, other = a.elapsed or Elapsed(0, 0), b.elapsed or Elapsed(0, 0)
    bounds = emitter.all(
        equal(emitter, (a.low, a.over), (b.low, b.over), space),
        alike(emitter, a.bounded, b.bounded, space),
        emitter.any(emitter.contrary(a.bounded, space), equal(emitter, (a.high, a.over), (b.high, b.over), space), space=space),
        space=space,
    )
    running = emitter.all(
        one.runs,
        emitter.compared("eq", one.since, other.since, space),
        alike(emitter, one.last, other.last, space),
        alike(emitter, one.following, other.following, space),
        space=space,
    )
    same = emitter.any(running, emitter.all(emitter.contrary(one.runs, space), bounds, space=space), space=space)
    return emitter.all(alike(emitter, one.runs, other.runs, space), same, space=space)


def equal(emitter: Emitter, a: tuple[Operand, Operand], b: tuple[Operand, Operand], space: int) -> Operand:
    return emitter.compared("eq", emitter.times(a[0], b[1], space), emitter.times(b[0], a[1], space), space)


def alike(emitter: Emitter, a: Operand, b: Operand, space: int) -> Operand:
    """The rows in which two planes are both set or both not."""
    neither = emitter.contrary(emitter.any(a, b, space=space), space)
    return emitter.any(emitter.all(a, b, space=space), neither, space=space)
