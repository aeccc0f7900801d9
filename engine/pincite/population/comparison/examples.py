"""The first row of a kind of change, answered twice by the scalar executor: what is told of it must be what columns said of it."""

from typing import Final

import pyarrow as pa

from pincite.explain.determination import explain
from pincite.explain.proof import Determination
from pincite.population.comparison.model import Example, Kind, Side
from pincite.population.reasons import NOT_DECIDED, Disagreement
from pincite.population.rows import asked_on, facts_at
from pincite.population.running.output import KEY, ROW

NO_EXAMPLE: Final = (NOT_DECIDED, "fault")
"""Outcomes that the scalar executor does not give."""


def example_of(kind: Kind, decision: str, sides: tuple[Side, Side], rows: tuple[bytes, bytes]) -> Example | None:
    """Both answers for the first row of a kind; `rows` is that row as each side reads it, an Arrow stream. Raises `Disagreement`."""
    if kind.before in NO_EXAMPLE or kind.after in NO_EXAMPLE:
        return None
    batches = [opened(row) for row in rows]
    place = int(batches[0].column(batches[0].schema.get_field_index(ROW))[0].as_py())
    found = []
    for side, batch, outcome in zip(sides, batches, (kind.before, kind.after), strict=True):
        answer = asked(side, decision, batch)
        if answer.outcome != outcome:
            name = f"`{decision}` of {side.label}"
            raise Disagreement(f"in row {place} columns give {outcome} of {name}, and `determine` {answer.outcome}")
        found.append(answer)
    return Example(place, keys_of(batches[0]), *found)


def opened(row: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(row) as stream:
        return stream.read_next_batch()


def asked(side: Side, decision: str, batch: pa.RecordBatch) -> Determination:
    options = side.options
    day = asked_on(batch, 0, options.on)
    facts = facts_at(side.pack, batch, 0, day)
    return explain(
        side.pack,
        decision,
        facts,
        on=day,
        law_on=options.law_on or day,
        readings=dict(options.readings),
        strict=options.strict,
        counterfactuals=False,
    )


def keys_of(batch: pa.RecordBatch) -> tuple[tuple[str, str], ...]:
    """The columns that are handed through, as they stand."""
    found = []
    for field, column in zip(batch.schema, batch.columns, strict=True):
        if field.name.startswith(KEY) and column[0].is_valid:
            found.append((field.name.removeprefix(KEY), str(column[0].as_py())))
    return tuple(found)
