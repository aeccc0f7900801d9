"""A filtered count over lists: `python -m bench.columns.lists [SUBJECTS]`.

The question is whether at least three of a subject's records were passed and took 160 days; each subject has six records on average, and
one field in twenty is unknown. What cannot be known is bounded, not left out: the count lies between what surely and what possibly counts.
"""

import sys
from statistics import median
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import frozen

from bench.columns.data import UNKNOWN
from bench.columns.graphs import ASKED
from bench.columns.speed import in_turn
from pincite.evaluate import executor
from pincite.evaluate.columns import kernel
from pincite.evaluate.columns.schema import COMPLETE, Form, canonical
from pincitec.graph.clauses import Clause, ClauseNodes, Decision, Element, Fact, Question, Standing, Wording
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack, with_hash
from pincitec.graph.slices import slice_graph
from pincitec.graph.texts import SectionText
from pincitec.graph.validate import validate
from pincitec.semantics.truth import HOLDS, truth
from pincitec.semantics.types import BOOLEAN, DAYS, SCHOOL_YEAR, Field, Record
from pincitec.semantics.values import Records

SUBJECTS: Final = 10_000_000
A_BATCH: Final = 1_000_000
RECORDS: Final = 6
ROUNDS: Final = 5
SAMPLE: Final = 1_000
DECISION: Final = "b.entitled"
LIST: Final = "b.years"
YEAR: Final = Record("b.year", ("year",), (Field("year", SCHOOL_YEAR), Field("days", DAYS), Field("passed", BOOLEAN)))
FORMS: Final = {f"{LIST}[].year": Form(bits=16, range=(1990, 2040)), f"{LIST}[].days": Form(bits=16, range=(0, 366))}


def pack() -> Pack:
    """`entitled` is granted when `count(y in years where y.passed and y.days >= 160) >= 3`."""
    b = Builder()
    always = b.const("boolean", HOLDS)
    years = b.add("fact", f"list:{YEAR.key}", (), LIST)
    record = b.add("row", YEAR.key, (), 0)
    long = b.add("ge", "boolean", (b.add("field", "days", (record,), "days"), b.const("days", 160)))
    counted = b.add("and", "boolean", (b.add("field_truth", "boolean", (record,), "passed"), long))
    enough = b.add("ge", "boolean", (b.add("count", "integer", (years, counted), 0), b.const("integer", 3)))
    standing, guard = b.add("clause", "boolean", (always,), 0), b.add("clause", "boolean", (enough,), 0)
    verdict = b.add("decide", "verdict", (standing, guard), (("grant",), ()))
    clause = Clause("b:0", DECISION, "grant", "grant", "s", "A", "§ A", (), (Standing(None, None, "in_force"),), "b.pol:1")
    made = Pack(
        policies=("b",),
        types=(YEAR,),
        parties=(),
        facts=(Fact(LIST, f"list:{YEAR.key}", Wording("years")),),
        decisions=(Decision(DECISION, "entitlement", "boolean", None, Wording("entitled")),),
        choices=(),
        quotes=(),
        clauses=(clause,),
        nodes=tuple(b.nodes),
        questions=(Question(DECISION, verdict, (ClauseNodes(0, standing, guard, None, Element("condition", enough)),)),),
        definitions=(),
        remarks=(),
        sections=(SectionText("s", "§", "statute", None, False, "", ()),),
    )
    validate(made)
    return with_hash(made)


def batch(found: Pack, rows: int, seed: int) -> pa.RecordBatch:
    """So many subjects with three to nine records each."""
    random = np.random.default_rng(seed)
    lengths = random.integers(RECORDS - 3, RECORDS + 4, rows)
    offsets = np.zeros(rows + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    count = int(offsets[-1])
    schema = canonical(found, {LIST: None, **FORMS})
    listed = schema.field(LIST).type
    fields: dict[str, pa.Array] = {
        "year": pa.array((2000 + np.arange(count) - np.repeat(offsets[:-1], lengths)).astype(np.int16)),
        "days": pa.array(random.integers(60, 240, count, dtype=np.int16), mask=random.random(count) < UNKNOWN),
        "passed": pa.array(random.random(count) < 0.7, mask=random.random(count) < UNKNOWN),
    }
    children = pa.StructArray.from_arrays([fields[f.name] for f in listed.value_type], fields=list(listed.value_type))
    lists = pa.ListArray.from_arrays(pa.array(offsets), children, type=listed)
    complete = pa.array(random.random(rows) >= UNKNOWN)
    return pa.RecordBatch.from_arrays([lists if f.name == LIST else complete for f in schema], schema=schema)


def agrees(found: Pack, given: pa.RecordBatch, verdicts: Any) -> None:
    """The first subjects against the reference interpreter. Raises `AssertionError` where one differs."""
    verdict = found.main_question(DECISION).verdict
    run = executor(slice_graph(found, ASKED, {}, (verdict,)), found, "reference")
    few = given.slice(0, SAMPLE)
    for i, (rows, complete) in enumerate(zip(few.column(LIST).to_pylist(), few.column(LIST + COMPLETE).to_pylist(), strict=True)):
        held = tuple({**r, "passed": truth(r["passed"])} for r in rows)
        assert run({LIST: Records(held, complete=complete)}, ASKED)[verdict] == verdicts[i].as_py(), "the columns differ from the reference"


@frozen
class Lists:
    """Seconds a pass over all subjects, round by round."""

    subjects: int
    records: int
    verdicts: tuple[float, ...]

    @property
    def each(self) -> float:
        """Nanoseconds a subject, in the middle round."""
        return median(self.verdicts) / self.subjects * 1e9


def measure(subjects: int = SUBJECTS, rounds: int = ROUNDS) -> Lists:
    """In batches of a million, as a reader gives them."""
    made = pack()
    batches = [batch(made, min(A_BATCH, subjects - start), start) for start in range(0, subjects, A_BATCH)]
    run = kernel(made, [DECISION], batches[0].schema, law_on=ASKED, on=ASKED, signatures=False)
    agrees(made, batches[0], run.run(batches[0]).column(f"{DECISION}:verdict"))
    taken = in_turn([lambda: [run.run(b) for b in batches]], rounds)
    return Lists(subjects, sum(b.column(LIST).values.__len__() for b in batches), taken[0])


HEADER: Final = ("subjects", "records", "ns a subject", "least", "greatest")


def row(found: Lists) -> tuple[str, ...]:
    bounds = (f"{t / found.subjects * 1e9:.0f}" for t in (min(found.verdicts), max(found.verdicts)))
    return (f"{found.subjects:,}", f"{found.records:,}", f"{found.each:.0f}", *bounds)


def main(subjects: int = SUBJECTS) -> Lists:
    found = measure(subjects)
    for line in (HEADER, row(found)):
        print("  ".join(f"{cell:>14}" for cell in line))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SUBJECTS)
