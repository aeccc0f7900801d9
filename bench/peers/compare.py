"""Do all systems give one answer? Named cases first, then random people; nothing is timed where this fails.

A two-valued system is asked only about those of whom everything is known.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from bench.peers.cases import OPEN, Case, Plain, typed
from bench.peers.interface import Codes, Peer
from pincite.evaluate import executor
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph

RANDOM: Final = 2_000
UNKNOWN: Final = 0.05
SEEDS: Final = (11, 12)


@frozen
class Compared:
    """What a system was asked, and where it differs: the first such person, in words."""

    peer: Peer
    named: int
    random: int
    differences: tuple[str, ...]


def whole(case: Case, person: Plain) -> bool:
    """Whether everything about a person is known."""
    lists = [v for v in person.values() if isinstance(v, list)]
    return (
        person.keys() >= case.facts.keys() and OPEN not in person and all(row.keys() >= set(case.fields) for rows in lists for row in rows)
    )


def expected(case: Case, pack: Pack, people: Sequence[Plain]) -> Codes:
    """What the reference interpreter says."""
    verdict = pack.main_question(case.decision).verdict
    run = executor(slice_graph(pack, case.on, {}, (verdict,)), pack, "reference")
    return np.array([run(typed(case, pack, p), case.on)[verdict] for p in people], dtype=np.uint8)


def compare(case: Case, pack: Pack, peers: Iterable[Peer], rows: int = RANDOM) -> list[Compared]:
    """Asks all systems about the named people and about random ones: some known whole, some in part."""
    known = list(case.plain(pack, case.batch(pack, rows // 2, SEEDS[0], 0.0)))
    partly = list(case.plain(pack, case.batch(pack, rows - rows // 2, SEEDS[1], UNKNOWN)))
    groups = {"named": list(case.named.values()), "random": [*known, *partly]}
    answers = {key: expected(case, pack, people) for key, people in groups.items()}
    names = list(case.named)
    found: list[Compared] = []
    for peer in peers:
        asked: dict[str, int] = {}
        differences: list[str] = []
        for key, people in groups.items():
            chosen = [i for i, p in enumerate(people) if (peer.three_valued or whole(case, p)) and not peer.refuses(p)]
            asked[key] = len(chosen)
            for way, got in ask(case, pack, peer, [people[i] for i in chosen]):
                wrong = np.flatnonzero(got != answers[key][chosen])
                for w in wrong[:1]:
                    i = chosen[w]
                    whom = names[i] if key == "named" else str(people[i])
                    differences.append(f"{way}: {len(wrong)} of {len(chosen)}; {whom}: {got[w]}, not {answers[key][i]}")
        found.append(Compared(peer, asked["named"], asked["random"], tuple(differences)))
    return found


def ask(case: Case, pack: Pack, peer: Peer, people: Sequence[Plain]) -> Iterable[tuple[str, Codes]]:
    if peer.one is not None:
        yield "one", np.array([peer.one.decide(peer.one.ready(p)) for p in people], dtype=np.uint8)
    if peer.many is not None:
        yield "many", peer.many.codes(peer.many.decide(peer.many.ready(case.columns(pack, people))))
