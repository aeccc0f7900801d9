"""Every decision of the library over columns, each row on a day of its own: what `determine` says of the same facts."""

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from tests.engine.population.running.library_cases import cases, of_row, said

import pincite
from pincite.explain.asking import facts_asked
from pincitec.graph.pack import Pack

DAYS = (date(2017, 6, 1), 3300)
"""The first day that is asked about, and how many follow: across the amendments of 2018 and 2019, and the end of what is known."""


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


@pytest.mark.parametrize("complete", [False, True])
def test_every_decision_is_what_determine_says(complete: bool, library: Pack, tmp_path: Path) -> None:
    decided = [q.decision for q in library.questions if q.under is None and not q.supposed]
    decisions = [d for d in dict.fromkeys(decided) if facts_asked(library, d)]
    assert len(decisions) > 30
    for decision in decisions:
        chance = random.Random(decision)
        days = [DAYS[0] + timedelta(chance.randrange(DAYS[1])) for _ in range(15)]
        made = cases(library, decision, days, complete=complete)
        (tmp_path / "map.toml").write_text(made.mapping)
        table = made.table.append_column("asked", pa.array(days))
        found = pincite.run(library, decision, table, on="asked", mapping=tmp_path / "map.toml", keep_going=True)
        for facts, day, row in zip(made.facts, days, found.to_pylist(), strict=True):
            try:
                answer = pincite.determine(library, decision, facts, on=day)
            except pincite.Problems as problems:
                assert ([d.rule.code for d in problems.diagnostics], row["verdict"]) == (["PC905"], "fault")
                continue
            assert of_row(row) == said(answer), (decision, day, facts)


def test_columns_in_which_nothing_is_known_refuse_nothing(library: Pack, tmp_path: Path) -> None:
    """No value has a range: whatever is computed of none stays within 64 bits."""
    for decision in [d.name for d in library.decisions if any(q.decision == d.name for q in library.questions)]:
        made = cases(library, decision, [DAYS[0]])
        empty = {n: pa.array([""]) if not isinstance(c, pa.Array) else pa.array([[]], c.type) for n, c in made.columns.items()}
        if empty:
            (tmp_path / "map.toml").write_text(made.mapping)
            row = pincite.run(library, decision, pa.table(empty), on=DAYS[0], mapping=tmp_path / "map.toml").to_pylist()[0]
            lists: dict[str, object] = {n: {"records": []} for n, c in made.columns.items() if isinstance(c, pa.Array)}
            assert of_row(row) == said(pincite.determine(library, decision, lists, on=DAYS[0])), decision
