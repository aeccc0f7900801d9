"""Rows whose amount is computed from several facts, some of them missing: none is told apart by what `determine` does not turn on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, strategies as st
from tests.engine.explain.rule_sets import ASKED, POLICY, compiled
from tests.engine.explain.test_reasons_by_brute_force import trying
from tests.engine.population.reasons import computed, test_rows
from tests.engine.population.reasons.scalar import batch_of
from tests.engine.population.reasons.test_columns import Columns

from pincite.evaluate.columns import Refused
from pincite.explain.case import Case
from pincite.explain.determination import explain
from pincite.population.reasons import OUTCOMES, Done, Reasons
from pincite.population.reasons.complete import Asker, Settled
from pincite.population.rows import facts_at
from pincitec.graph.pack import Pack

ROWS = 120
HEAD = computed.HEAD + 'provision code(A) {\n  "The amount due" means due = '


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="pincite-computed-") as name:
        yield Path(name)


@given(st.integers(0, 2**32))
@trying(6)
def test_rows_with_computed_amounts_are_what_determine_says(folder: Path, seed: int) -> None:
    random = Random(seed)
    rules = computed.written(random, folder)
    batch = batch_of(rules.pack, computed.rows(random, ROWS), ranges=computed.RANGES)
    test_rows.compare(rules.pack, rules.decision, batch, ASKED, ASKED)


def taken(pack: Pack, batch: pa.RecordBatch, monkeypatch: pytest.MonkeyPatch) -> tuple[Reasons, Done]:
    """The answers, with how many cases were asked of the scalar executor (`asker.cases`)."""
    monkeypatch.setattr(test_rows, "ScalarKernel", partial(Columns, schema=batch.schema))
    return test_rows.settled(pack, f"{POLICY}.due", batch, ASKED, ASKED)


def due(folder: Path, said: str, rule: str) -> Pack:
    return compiled(folder, f"Made up.\nA. The amount due {said}\n", HEAD + rule + "\n}\n")


def facts(**columns: list[int | None]) -> list[dict[str, int | None]]:
    names = [f"{POLICY}.{name}" for name in columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_a_missing_factor_is_one_case_whatever_the_others_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = due(folder, "is computed.", "cost / term * closed")
    batch = batch_of(
        pack,
        ranges=computed.RANGES,
        cases=facts(cost=[*range(99), None], term=[None] * 50 + [7] * 50, closed=[0, *range(1, 50), *[None] * 50]),
    )
    reasons, done = taken(pack, batch, monkeypatch)
    assert len(reasons.asker.cases) == 3
    assert {OUTCOMES[o] for o in done.outcome} == {"undetermined"}


def test_a_value_that_all_completions_agree_on_is_that_of_each_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = 'cost * pupils when all {\n    "is signed, or is not" means signed or not signed\n  }'
    pack = due(folder, "goes to one who is signed, or is not.", rule)
    batch = batch_of(
        pack, ranges=computed.RANGES, cases=facts(cost=[100, 200, 300, 200], pupils=[2, 1, 0, 1], signed=[None] * 4, local=[0, 3, 0, 3])
    )
    reasons, done = taken(pack, batch, monkeypatch)
    assert done.value is not None
    assert done.value.to_pylist() == [200, 200, 0, 200]
    assert {OUTCOMES[o] for o in done.outcome} == {"holds"}
    assert len(reasons.asker.cases) == 4  # one for all, and then one for each cost and number of pupils


def test_of_two_values_it_counts_whether_they_are_equal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = '\n  "The second amount" means due = extra when all {\n    "is local" means local\n  }'
    pack = due(folder, "is the cost. The second amount goes to one who is local.", f"cost{more}")
    batch = batch_of(
        pack,
        ranges=computed.RANGES,
        cases=facts(cost=[100, 200, 300, 200], extra=[100, 200, 200, 100], local=[None] * 4, signed=[0, 3, 0, 3]),
    )
    _, done = taken(pack, batch, monkeypatch)
    assert [OUTCOMES[o] for o in done.outcome] == ["holds", "holds", "undetermined", "undetermined"]
    told: list[Case] = []
    settle = Asker.settle

    def counted(asker: Asker, case: Case) -> Settled:
        told.append(case)
        return settle(asker, case)

    monkeypatch.setattr(Asker, "settle", counted)
    many = batch_of(pack, ranges=computed.RANGES, cases=facts(cost=[100 + n for n in range(50)], extra=[7] * 50, local=[None] * 50))
    taken(pack, many, monkeypatch)
    assert len(told) == 1


def test_a_reason_says_what_is_so_of_all_its_rows_whichever_amounts_happen_to_be_equal(folder: Path) -> None:
    more = '\n  "The second amount" means due = extra when all {\n    "is local" means local\n  }'
    first = "cost when not local"
    pack = due(folder, "is the cost. The second amount goes to one who is local.", f"{first}{more}")
    batch = batch_of(pack, ranges=computed.RANGES, cases=facts(cost=[100, 100], extra=[100, 200], local=[0, 0]))
    asked = [facts_at(pack, batch, row, ASKED) for row in range(2)]
    alone, equal = (
        [
            [(p.clause, p.text) for g in found.grounds for p in g.parts]
            for found in (explain(pack, f"{POLICY}.due", f, on=ASKED, law_on=ASKED, readings={}, of_many=of_many) for f in asked)
        ]
        for of_many in (False, True)
    )
    assert len(alone[0]) < len(alone[1])  # that the second amount is set aside matters only where it is another one
    assert equal[0] == equal[1] == alone[1]
    test_rows.compare(pack, f"{POLICY}.due", batch, ASKED, ASKED)


def test_the_same_with_the_kernel_of_columns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    for seed in range(6):
        random = Random(seed)
        rules = computed.written(random, folder)
        batch = batch_of(rules.pack, computed.rows(random, ROWS), ranges=computed.RANGES)
        monkeypatch.setattr(test_rows, "ScalarKernel", partial(Columns, schema=batch.schema))
        try:
            test_rows.compare(rules.pack, rules.decision, batch, ASKED, ASKED)
        except Refused:
            continue
        tried += 1
    assert tried > 3
