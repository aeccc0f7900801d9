"""Rows decided one after another by the scalar executor, as `determine` decides: slow, and the measure of what is faster.

Stands under `deciding.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import numpy as np
import pyarrow as pa

from pincite.explain.determination import explain
from pincite.explain.display import type_named
from pincite.explain.proof import Determination
from pincite.population.rows import asked_on, facts_at
from pincite.population.running.output import FAULT, OUTCOME_WORDS, STATUS_WORDS, Decided
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Fault, Value


def decide_rows(
    pack: Pack, decision: str, batch: pa.RecordBatch, on: date | None, law_on: date, readings: Mapping[str, str], *, strict: bool
) -> Decided:
    """The answers to one decision for the rows of a canonical batch, all under the law of `law_on`."""
    rows = batch.num_rows
    verdict, outcome, status = (np.zeros(rows, np.int8) for _ in range(3))
    known: list[Value] = [None] * rows
    for row in range(rows):
        asked = asked_on(batch, row, on)
        try:
            facts = facts_at(pack, batch, row, asked)
            found = explain(pack, decision, facts, on=asked, law_on=law_on, readings=readings, strict=strict, counterfactuals=False)
        except Fault:
            verdict[row], outcome[row] = FAULT, OUTCOME_WORDS.index("arithmetic_fault")
            continue
        verdict[row], outcome[row] = found.verdict, OUTCOME_WORDS.index(found.outcome)
        status[row] = STATUS_WORDS.index(found.status)
        known[row] = value_of(pack, decision, found)
    one = pack.decision[decision]
    value, over = held(known, type_named(pack, one.type)) if one.kind == "value" else (None, None)
    return Decided(verdict, outcome, status, value, over, np.zeros(rows, np.int32))


def value_of(pack: Pack, decision: str, found: Determination) -> Value:
    """The value that a determination states exactly, as columns hold it; `None` where it states none."""
    if found.exact is None:
        return None
    text, kind = found.exact.text, type_named(pack, pack.decision[decision].type)
    if text is None:
        return found.exact.number
    if isinstance(kind, Enumeration):
        return kind.index(text)
    match kind.key:
        case "boolean":
            return {"true": 1, "false": 0}.get(text)
        case "date":
            return date.fromisoformat(text)
        case "school_year":
            return int(text[:4])
    return text


def held(known: Sequence[Value], kind: Type) -> tuple[pa.Array, pa.Array | None]:
    """Values as a kernel gives them: numbers with their denominators where they may be no whole numbers."""
    match kind:
        case Enumeration():
            return pa.array(known, pa.int16()), None
        case Quantity():
            exact = [None if v is None else Fraction(v) for v in known if v is None or isinstance(v, (int, Fraction))]
            over = pa.array([None if v is None else v.denominator for v in exact], pa.int64())
            return pa.array([None if v is None else v.numerator for v in exact], pa.int64()), over
    match kind.key:
        case "boolean":
            return pa.array([None if v is None else v == 1 for v in known], pa.bool_()), None
        case "date":
            return pa.array(known, pa.date32()), None
        case "school_year":
            return pa.array(known, pa.int64()), None
    return pa.array(known, pa.utf8()), None
