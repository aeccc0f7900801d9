"""The comparison with other systems: all answers agree, one that does not is found, and the page says what was found.

Of the systems those are asked that are installed here: the rules by hand, and ours. `make bench-peers` asks all.
"""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from bench.peers.cases import BYPASS, CASES, LEVEL_THREE_A, OPEN, Case, mapping, typed
from bench.peers.compare import compare, expected, whole
from bench.peers.interface import Many, One, Peer
from bench.peers.page import Results, page
from bench.peers.systems import systems
from bench.peers.timing import Timed, populations, singles

from pincite import determine, load
from pincite.evaluate.columns.schema import check
from pincitec.graph.pack import Pack
from pincitec.semantics.verdicts import VERDICTS

BY_HAND = ("python_by_hand", "numpy_by_hand", "polars_by_hand")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.key)
def test_facts_come_back_from_columns(case: Case, pack: Pack) -> None:
    people = [*case.named.values(), *case.plain(pack, case.batch(pack, 200, 1, 0.1))]
    batch = case.columns(pack, people)
    assert check(batch.schema, pack) == ()
    assert list(case.plain(pack, batch)) == people


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.key)
def test_named_cases_are_decided_as_a_determination_has_them(case: Case, pack: Pack) -> None:
    said = [determine(pack, case.decision, mapping(p), on=case.on).verdict for p in case.named.values()]
    assert said == [int(code) for code in expected(case, pack, list(case.named.values()))]
    assert set(said) == {0, 1, 3}, VERDICTS


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.key)
def test_all_systems_give_one_answer(case: Case, pack: Pack) -> None:
    asked, absent = systems(case, pack, ("ours", *BY_HAND))
    assert not absent
    found = compare(case, pack, asked, 400)
    assert {c.peer.name: c.differences for c in found if c.differences} == {}
    assert all(c.random > 100 and c.named > 4 for c in found)


def test_a_two_valued_system_is_asked_only_where_all_is_known(pack: Pack) -> None:
    assert whole(LEVEL_THREE_A, LEVEL_THREE_A.named["granted"])
    assert not whole(LEVEL_THREE_A, LEVEL_THREE_A.named["competence not judged"])
    assert whole(BYPASS, BYPASS.named["no years"])
    assert not whole(BYPASS, {**BYPASS.named["three full years"], OPEN: True})
    assert not whole(BYPASS, BYPASS.named["a level unknown"])


def test_a_wrong_answer_is_found_and_told(pack: Pack) -> None:
    always = Peer("always", "1", True, "", One(lambda p: p, lambda _: 3), Many(len, lambda b: 3, lambda n: np.full(1, n, np.uint8)))
    few = evolve(LEVEL_THREE_A, named={"not competent": LEVEL_THREE_A.named["not competent"]})
    (found,) = compare(few, pack, [evolve(always, many=None)], 20)
    assert found.differences[0] == "one: 1 of 1; not competent: 3, not 0"
    assert len(found.differences) == 2


def test_ratios_are_taken_within_a_round() -> None:
    peer = Peer("p", "1", True, "")
    ours, other = Timed(peer, 10, 0.0, (1.0, 4.0, 2.0)), Timed(peer, 10, 0.0, (2.0, 8.0, 2.0), (1.0, 4.0, 2.0))
    assert other.ratios(ours) == (2.0, 1.0, 2.0)
    assert other.ratios(ours, with_input=True) == (3.0, 2.0, 3.0)


def test_the_page_tells_who_was_asked_and_where_we_are_behind(pack: Pack) -> None:
    asked, _ = systems(LEVEL_THREE_A, pack, ("ours", "python_by_hand"))
    alone = singles(LEVEL_THREE_A, pack, asked, rounds=1, people=3)
    many = {500: populations(LEVEL_THREE_A, pack, asked, 500, 1)}
    text = page(
        [Results(LEVEL_THREE_A, compare(LEVEL_THREE_A, pack, asked, 40), alone, many)], ["zen (not installed)"], [], date(2026, 1, 2)
    )
    assert "Not asked: zen (not installed)." in text
    assert "| Python by hand, two-valued |" in text
    assert "one decision: Python by hand, two-valued takes" in text
    assert typed(LEVEL_THREE_A, pack, {}) == {}
