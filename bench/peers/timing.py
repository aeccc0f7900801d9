"""Times of all systems in one process, in turn: each round asks every system once, and ratios are taken within a round.

So a machine that others use too disturbs both sides of a ratio alike; what is left of it is the spread that the page shows.
"""

from collections.abc import Callable, Iterable, Sequence
from gc import collect
from statistics import median
from time import perf_counter
from typing import Any, Final

from attrs import frozen

from bench.peers.cases import Case
from bench.peers.compare import UNKNOWN, whole
from bench.peers.interface import Many, Peer
from pincitec.graph.pack import Pack

ROUNDS: Final = 9
SECONDS: Final = 0.02
"""For how long each takes its turn in a round, at the least one pass or run."""
LONG: Final = 1.0
"""Seconds from which a run over a population is asked in the first `FEW` rounds alone."""
FEW: Final = 3
PEOPLE: Final = 60
SEED: Final = 5


@frozen
class Timed:
    """What one system took in each round: seconds a decision or a population. `ready` is the making of its input, `constant` the same call
    with a rule that says yes to all; both empty where there is none."""

    peer: Peer
    rows: int
    unknown: float
    seconds: tuple[float, ...]
    ready: tuple[float, ...] = ()
    constant: tuple[float, ...] = ()

    @property
    def middle(self) -> float:
        return median(self.seconds)

    @property
    def each(self) -> float:
        """Seconds a row, in the middle round."""
        return self.middle / self.rows

    def ratios(self, ours: "Timed", *, with_input: bool = False) -> tuple[float, float, float]:
        """Times ours, round by round: the middle, the least and the greatest. Above 1: ours is ahead."""
        mine = [s + r for s, r in zip(self.seconds, self.ready, strict=True)] if with_input else list(self.seconds)
        found = sorted(a * ours.rows / (b * self.rows) for a, b in zip(mine, ours.seconds, strict=False))
        return median(found), found[0], found[-1]


def once(run: Callable[[], object]) -> float:
    start = perf_counter()
    kept = run()
    taken = perf_counter() - start
    del kept  # after the clock has stopped: what is thrown away is not timed
    return taken


def turn(run: Callable[[], object]) -> float:
    """Seconds a run, over as many as fit the turn."""
    taken, times = 0.0, 0
    while taken < SECONDS:
        taken += once(run)
        times += 1
    return taken / times


def passes(run: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Seconds a call, over as many passes through the inputs as fit the turn."""
    start, times = perf_counter(), 0
    while (taken := perf_counter() - start) < SECONDS or not times:
        for each in inputs:
            run(each)
        times += 1
    return taken / times / len(inputs)


def singles(case: Case, pack: Pack, peers: Iterable[Peer], rounds: int = ROUNDS, people: int = PEOPLE) -> list[Timed]:
    """Decisions one after the other, about people of whom everything is known, so that two-valued systems can be asked too."""
    crowd = [p for p in case.plain(pack, case.batch(pack, people, SEED, 0.0)) if whole(case, p)]
    asked = [(p, p.one, [p.one.ready(c) for c in crowd]) for p in peers if p.one is not None]
    seconds: dict[str, list[float]] = {p.name: [] for p, _, _ in asked}
    constant: dict[str, list[float]] = {p.name: [] for p, _, _ in asked}
    for _, one, inputs in asked:
        one.decide(inputs[0])
    for _ in range(rounds):
        for peer, one, inputs in asked:
            seconds[peer.name].append(passes(one.decide, inputs))
            if one.constant is not None:
                constant[peer.name].append(passes(one.constant, inputs))
    return [Timed(p, 1, 0.0, tuple(seconds[p.name]), (), tuple(constant[p.name])) for p, _, _ in asked]


def populations(case: Case, pack: Pack, peers: Iterable[Peer], rows: int, rounds: int = ROUNDS) -> list[Timed]:
    """A population of so many rows, twice: known whole, for two-valued systems, and with one fact in twenty unknown, for the others.

    Ours is asked both times.
    """
    found: list[Timed] = []
    for unknown in (0.0, UNKNOWN):
        batch = case.batch(pack, rows, SEED, unknown)
        asked: list[tuple[Peer, Many, Any]] = []
        for p in peers:
            if p.many is not None and rows <= p.many.most and (p.ours or p.three_valued == bool(unknown)):
                asked.append((p, p.many, p.many.ready(batch)))
        seconds: dict[str, list[float]] = {p.name: [] for p, _, _ in asked}
        ready: dict[str, list[float]] = {p.name: [] for p, _, _ in asked}
        long = {p.name for p, many, given in asked if once(lambda many=many, given=given: many.decide(given)) > LONG}  # type: ignore[misc]
        for number in range(rounds):
            for peer, many, given in asked:
                if peer.name in long and number >= FEW:
                    continue
                collect()
                seconds[peer.name].append(turn(lambda many=many, given=given: many.decide(given)))  # type: ignore[misc]
                if not many.by_row:
                    ready[peer.name].append(turn(lambda many=many, batch=batch: many.ready(batch)))  # type: ignore[misc]
        found += [Timed(p, batch.num_rows, unknown, tuple(seconds[p.name]), tuple(ready[p.name])) for p, _, _ in asked]
    return found
