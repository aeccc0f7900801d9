"""The rule sets that other tests use: each is one that the compiler accepts, and they have what rules of law have."""

from pathlib import Path
from random import Random

from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import write

from pincitec.graph.nodes import Param


def test_what_is_written_compiles_and_is_of_every_kind(tmp_path: Path) -> None:
    sets = [write(Random(seed), Size(conditions=10 + seed % 40, tied=seed % 3 > 0), tmp_path) for seed in range(40)]
    assert max(s.conditions for s in sets) >= 40
    packs = [s.pack for s in sets]
    ops = {n.op for p in packs for n in p.nodes}
    assert {"at_least", "or", "not", "count", "sum", "some", "every", "reading", "truth_of", "value_of", "add_period"} <= ops
    assert {d.kind for p in packs for d in p.decisions} == {"entitlement", "permission", "duty", "prohibition", "value"}
    assert {c.effect for p in packs for c in p.clauses} == {"grant", "deny", "require", "value", "define"}
    assert any(part.exceptions for p in packs for q in p.questions for part in q.clauses)
    assert any(p.definitions for p in packs)
    assert any(defeats(p.nodes[q.verdict].param) for p in packs for q in p.questions)
    for s in sets:
        assert set(s.ways) == {f.name for f in s.pack.facts}
        assert all(s.ways.values())


def test_the_same_numbers_give_the_same_rules(tmp_path: Path) -> None:
    assert write(Random(7), Size(), tmp_path) == write(Random(7), Size(), tmp_path)


def defeats(param: Param) -> Param:
    return param[-1] if isinstance(param, tuple) else None
