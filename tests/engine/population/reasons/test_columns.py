"""The same as `test_rows.py`, with the kernel of columns in place of the scalar executor, wherever columns do not refuse."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from tests.engine.explain.test_reasons_by_brute_force import TIED, Trial, trials, trying
from tests.engine.population.reasons import test_rows
from tests.engine.population.reasons.scalar import batch_of

from pincite.evaluate.columns import Refused, kernel
from pincite.population.reasons import shown
from pincitec.graph.pack import Pack


class Columns:
    """A kernel of columns that is made when it sees its first batch."""

    def __init__(self, pack: Pack, decision: str, law_on: date, on: date | None, readings: Mapping[str, str], schema: pa.Schema) -> None:
        nodes = {decision: shown(pack, decision, law_on, readings)}
        self.kernel = kernel(pack, (decision,), schema, law_on=law_on, on=on, readings=readings, shown=nodes)

    def bits(self, decision: str) -> Any:
        return self.kernel.bits(decision)

    def run(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        return self.kernel.run(batch)


@given(trials(TIED))
@trying(12)
def test_rows_that_columns_decide_are_what_determine_says(trial: Trial) -> None:
    rules, random = trial.written()
    decision = rules.decisions[0]
    batch = batch_of(rules.pack, test_rows.rows_of(trial, random, rules, decision))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_rows, "ScalarKernel", partial(Columns, schema=batch.schema))
        try:
            test_rows.compare(rules.pack, decision, batch, rules.on, rules.on)
        except Refused:
            return
