"""Rows that columns leave open, settled exactly as `determine` settles them: each distinct case is asked of the scalar executor once.

Stands over `turning.py`. Rows of one signature that agree in the facts on which it turns are one case; cases whose tokens agree are
explained once. The bounds count distinct cases of one task in the order of its rows, so that they do not depend on who runs which task.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple, TypeVar

import pyarrow as pa

from pincite.evaluate.columns.schema import ASKED
from pincite.explain.case import Case, Prepared
from pincite.explain.clauses import result
from pincite.explain.determination import answered
from pincite.explain.proof import STATUSES
from pincite.explain.reasons.outcome import NO_ANSWER, OUTCOMES as OF_ONE
from pincite.population.reasons.turning import DAY, Turning, odd_day, tokens
from pincite.population.rows import asked_on, facts_at
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.values import Fault, Value

K = TypeVar("K")
V = TypeVar("V")
NOT_DECIDED: Final = "not_decided_further"
FAULT: Final = "fault"
OUTCOMES: Final = (*OF_ONE, NOT_DECIDED, FAULT)
"""Outcomes of rows: those of `determine`; that a row stays undetermined because there were too many cases to tell apart; and that the
question itself cannot be computed for it (`determine` gives PC905)."""
FAULTY: Final = 7
"""The code of a verdict that cannot be computed, as the kernel has it."""
MOST_CASES: Final = 200_000
MOST_EXPLAINED: Final = 20_000
"""Cases of one task that are evaluated by the scalar executor, and those of them that are explained."""
MOST_KEPT: Final = 20_000
"""Answers that are remembered from one task to the next; what is forgotten is asked again."""


class Disagreement(Exception):
    """Two executors give different answers for one row: a fault of Pincite, for which a run stops."""


class Settled(NamedTuple):
    """What an answer comes to with completion. `verdict` and the indices of `outcome` and `status` are those of the columns of a run;
    `missing` are the facts on which it turns, by name."""

    verdict: int
    outcome: int
    status: int
    value: Value = None
    missing: tuple[str, ...] = ()


def stays_open(status: int) -> Settled:
    """What stays undetermined because no more cases are told apart."""
    return Settled(UNDETERMINED, OUTCOMES.index(NOT_DECIDED), status)


class Asker:
    """Asks the scalar executor for rows of one interval of law. `most` and `explained` are the bounds of one task."""

    def __init__(
        self,
        pack: Pack,
        ready: Prepared,
        law_on: date,
        on: date | None,
        readings: Mapping[str, str],
        *,
        strict: bool,
        most: int = MOST_CASES,
        explained: int = MOST_EXPLAINED,
    ) -> None:
        self.pack, self.ready, self.law_on, self.on = pack, ready, law_on, on
        self.readings = {c.name: readings.get(c.name, c.default) for c in pack.choices}
        self.strict, self.most, self.explained = strict, most, explained
        self.by_facts: dict[tuple[object, ...], tuple[object, ...]] = {}
        self.by_tokens: dict[tuple[object, ...], Settled] = {}
        self.cases: set[object] = set()
        self.told: set[object] = set()

    def start(self) -> None:
        """Another task begins: its cases are counted anew."""
        self.cases.clear()
        self.told.clear()

    def ask(
        self, signature: bytes, verdict: int, found: Turning, by_value: tuple[int, ...], batch: pa.RecordBatch, row: int
    ) -> Settled | None:
        """What the answer of a row comes to; `None` past the bounds. `verdict` is what columns gave for it."""
        facts = self.facts_of(found, batch, row)
        key = (signature, found.coarse, *facts) if facts is not None else None
        self.cases.add(key if key is not None else len(self.cases))
        if len(self.cases) > self.most:
            return None
        told = self.by_facts.get(key) if key is not None else None
        case: Case | None = None
        if told is None:
            case = self.case_of(batch, row)
            same(verdict, case)
            told = (signature, found.coarse, tokens(case, found, by_value))
            if key is not None:
                remembered(self.by_facts)[key] = told
        self.told.add(told)
        if len(self.told) > self.explained:
            return None
        if told not in self.by_tokens:
            remembered(self.by_tokens)[told] = self.settle(case or self.case_of(batch, row))
        return self.by_tokens[told]

    def facts_of(self, found: Turning, batch: pa.RecordBatch, row: int) -> tuple[object, ...] | None:
        """The values of the facts on which a signature turns; `None` where it reads records."""
        if found.lists:
            return None
        return tuple(held(batch, name, row) for name in self.columns(found, batch.schema))

    def columns(self, found: Turning, schema: pa.Schema) -> list[str]:
        """The columns of the facts on which a signature turns."""
        return [n for n in sorted(found.facts) if n in schema.names or n == DAY]

    def case_of(self, batch: pa.RecordBatch, row: int) -> Case:
        on = asked_on(batch, row, self.on)
        facts = facts_at(self.pack, batch, row, on)
        ready = self.ready
        values = ready.run(facts.values, on)
        return Case(self.pack, facts, on, self.law_on, self.readings, ready.slice, ready.questions, values, ready.kept, {})

    def settle(self, case: Case) -> Settled:
        """What `determine` says of a case."""
        try:
            found = answered(case, strict=self.strict)
        except Fault:
            return Settled(FAULTY, OUTCOMES.index(FAULT), 0)
        value = None
        if found.main.kind == "value" and found.verdict == HOLDS and found.shows:
            agreed = found.completed.agreed if found.completed is not None else None
            value = agreed.value if agreed is not None else result(case.values[case.questions[0].verdict])[1]
        missing = () if found.outcome in NO_ANSWER else tuple(m.fact for m in found.missing if m.decisive)
        return Settled(found.verdict, OUTCOMES.index(found.outcome), STATUSES.index(found.law.status), value, missing)


def held(batch: pa.RecordBatch, name: str, row: int) -> object:
    """What a row has in a column."""
    found = batch.column(batch.schema.get_field_index(ASKED if name == DAY else name))[row].as_py()
    return odd_day(found) if name == DAY else found


def same(verdict: int, case: Case) -> None:
    found, _ = result(case.values[case.questions[0].verdict])
    if found != verdict:
        name = case.questions[0].decision
        raise Disagreement(f"columns give verdict {verdict} of `{name}` where the scalar executor gives {found}")


def remembered(memo: dict[K, V]) -> dict[K, V]:
    """A memo with room for one more."""
    if len(memo) >= MOST_KEPT:
        memo.clear()
    return memo
