"""Random rules over random rows, by columns and by the reference: `python -m tests.engine.evaluate.columns.many ROWS SEED [edges]`.

Every node, every verdict, value and bit of a signature of every row is compared. Rules are grown as in `tests.engine.strategies`, facts are
drawn near the thresholds of its constants, and a share of them is unknown, but for some that always are known (`trials.py`). With `edges`,
they lie where the calendar begins and ends, and at the ends of months. Nodes that columns refuse are left out, and so are those that are a
fault in a sample of rows, because one fault makes a whole row incomparable; rarer faults are compared, and those of small rules.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Final

import pyarrow as pa
from attrs import evolve

from pincite.evaluate import evaluate
from pincite.evaluate.columns import kernel
from pincite.evaluate.columns.emitter import NotExact
from pincite.evaluate.columns.signatures import Bit
from pincite.evaluate.columns.writing import Asked, emitter_for
from pincite.evaluate.reference import value_of_node
from pincitec.graph.clauses import Decision, Question, Wording
from pincitec.graph.nodes import FOLDS
from pincitec.graph.slices import Slice, slice_graph
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.values import DateRange, Fault, Interval, Records
from pincitec.semantics.verdicts import Outcome
from tests.engine.evaluate.columns.observing import FAULT, batch_of, is_list, observe
from tests.engine.evaluate.columns.trials import EDGES, ROWS, USUAL, Trial, World, trial
from tests.engine.strategies import ASKED

VERDICT: Final = "t.verdict"
VALUE: Final = "t.value"
FAULT_CODE: Final = 7
SMALL_BLOCK: Final = 64
SKIPPED: Final = 3
"""Rows before a part of a batch that is decided again, block by block: so that neither bits nor lists begin at the first byte."""


def comparable(t: Trial) -> Slice:
    """All of a rule that columns write, that is no list, and that is no fault in a sample of the rows."""
    every = slice_graph(t.pack, ASKED, t.readings, range(len(t.pack.nodes)))
    out = faulty(t, every)
    emitter = emitter_for(Asked(t.pack, every, t.schema, t.on), frozenset(t.schema.names))
    for number in every.order:
        if every.levels[number] == 0 and number not in out:
            try:
                if out.isdisjoint(emitter.before(number)):
                    emitter.value(number)
                    continue
            except NotExact:
                emitter.working.clear()
            out.add(number)
    roots = [n for n in every.order if every.levels[n] == 0 and n not in out and not is_list(t.pack, every.nodes[n].type)]
    return slice_graph(t.pack, ASKED, t.readings, roots)


def faulty(t: Trial, slice: Slice) -> set[int]:
    """Nodes of one value that are a fault, or rest on one, in a sample of the rows."""
    found: set[int] = set()
    reach = {n: reached(slice, n) for n in slice.order if slice.levels[n] == 0}
    for inputs, day in list(zip(t.held, t.days, strict=True))[: t.sample]:
        values: dict[int, Any] = {}
        for number, needs in reach.items():
            if not found.isdisjoint(needs):
                found.add(number)
            if number in found:
                continue
            try:
                values[number] = value_of_node(slice, number, values, inputs, day)
            except Fault:
                found.add(number)
    return found


def reached(slice: Slice, number: int) -> list[int]:
    """The nodes of one value that a node reads, also for records."""
    found: list[int] = []
    stack, seen = list(slice.nodes[number].args), set[int]()
    while stack:
        each = stack.pop()
        if each not in seen:
            seen.add(each)
            if slice.levels[each] == 0:
                found.append(each)
            else:
                stack.extend(slice.nodes[each].args)
    return found


def differences(t: Trial, counts: Counter[str]) -> Iterator[str]:
    """What columns and the reference do not agree in, in words. `counts` tells what was compared."""
    slice = comparable(t)
    numbers = [n for n in slice.order if slice.levels[n] == 0 and not is_list(t.pack, slice.nodes[n].type)]
    batch = batch_of(t.schema, t.held, t.days if t.on is None else ())
    found = observe(t.pack, slice, batch, t.on, numbers)
    expected: list[list[Any] | None] = []
    counts.update(nodes=len(numbers), folds=sum(1 for n in numbers if slice.nodes[n].op in FOLDS))
    counts["most nodes"] = max(counts["most nodes"], len(numbers))
    for row, (inputs, day, got) in enumerate(zip(t.held, t.days, found, strict=True)):
        try:
            values = evaluate(slice, inputs, day)
        except Fault:
            expected.append(None)
            counts["faults"] += 1
            if got != [FAULT]:
                yield f"row {row}: a fault only of the reference"
            continue
        expected.append(values)
        wanted = [values[n] for n in numbers]
        if got == [FAULT]:
            yield f"row {row}: a fault only of the columns"
        elif got != wanted or (row % 50 == 0 and repr(got) != repr(wanted)):
            for n, e, g in zip(numbers, wanted, got, strict=True):
                if repr(e) != repr(g):
                    yield f"row {row}, node {n}, {slice.nodes[n]}: {e!r} by the reference, {g!r} by columns; {inputs}"
                    break
    yield from of_a_kernel(t, slice, numbers, batch, expected)


def of_a_kernel(
    t: Trial, slice: Slice, numbers: Sequence[int], batch: pa.RecordBatch, expected: Sequence[list[Any] | None]
) -> Iterator[str]:
    """A verdict and a value of the rule as decisions, with all nodes shown by their signatures."""
    verdicts = [n for n in numbers if slice.nodes[n].op == "decide"]
    values = [n for n in numbers if slice.nodes[n].op == "decide_value" and slice.nodes[slice.nodes[n].args[2]].type in t.pack.type_of]
    asked: dict[str, int] = {}
    decisions: list[Decision] = []
    if verdicts:
        asked[VERDICT] = verdicts[-1]
        decisions.append(Decision(VERDICT, "entitlement", "boolean", None, Wording("verdict")))
    if values:
        asked[VALUE] = values[-1]
        decisions.append(Decision(VALUE, "value", slice.nodes[slice.nodes[values[-1]].args[2]].type, None, Wording("value")))
    if not asked:
        return
    pack = evolve(t.pack, decisions=tuple(decisions), questions=tuple(Question(d, n, ()) for d, n in asked.items()))
    run = kernel(pack, list(asked), t.schema, law_on=ASKED, on=t.on, readings=t.readings, shown=dict.fromkeys(asked, numbers))
    out = run.run(batch)
    run.block = SMALL_BLOCK
    if len(batch) > SKIPPED and run.run(batch.slice(SKIPPED)).to_pylist() != out.slice(SKIPPED).to_pylist():
        yield f"the rows from {SKIPPED} on are decided otherwise in blocks of {SMALL_BLOCK}"
    for decision, number in asked.items():
        codes = out.column(f"{decision}:verdict").to_pylist()
        signatures = out.column(f"{decision}:signature").to_pylist()
        bits = run.bits(decision)
        for row, known in enumerate(expected):
            if known is None:
                if codes[row] != FAULT_CODE:
                    yield f"row {row}: `{decision}` is {codes[row]}, not a fault"
                continue
            if codes[row] != code_of(known[number]):
                yield f"row {row}: `{decision}` is {codes[row]}, not {code_of(known[number])}"
            told = int.from_bytes(signatures[row], "little")
            for bit in bits:
                wanted = bits_of(bit, t.held[row].get(bit.name) if bit.node < 0 else known[bit.node])
                if wanted is not None and told >> bit.offset & (1 << bit.width) - 1 != wanted:
                    yield f"row {row}: the bit {bit} of `{decision}` is not {wanted}; {t.held[row]}"


def code_of(value: Any) -> int:
    return int(value.verdict if isinstance(value, Outcome) else value)


def bits_of(bit: Bit, value: Any) -> int | None:
    """What a signature has to tell of a value; None: nothing that is compared here (a list, of which only some fields may be read)."""
    match bit.kind:
        case "truth" | "verdict":
            return code_of(value)
        case "definite":
            return int(value == HOLDS)
        case _ if isinstance(value, Records):
            return None
        case _:
            return int(value is not None and not isinstance(value, (Interval, DateRange)))


def many(
    rows: int,
    seed: int,
    *,
    most: int = 2_000,
    world: World = USUAL,
    tell: Callable[[Counter[str], list[str]], None] | None = None,
) -> tuple[Counter[str], list[str]]:
    """So many rows over as many rules as it takes, at most `most` a rule: what was compared, and the differences found."""
    random = Random(seed)
    counts: Counter[str] = Counter()
    found: list[str] = []
    while counts["rows"] < rows:
        steps = random.choice(world.steps)
        t = trial(random, steps, min(ROWS[steps], most, world.most, rows - counts["rows"]), world)
        place = f"seed {seed}, rule {counts['rules']}: "
        found += [place + text for _, text in zip(range(3), differences(t, counts), strict=False)]
        counts.update(rules=1, rows=len(t.held))
        if tell is not None:
            tell(counts, found)
    return counts, found


def main(rows: int, seed: int, world: World) -> int:
    shown = 0

    def tell(counts: Counter[str], found: list[str]) -> None:
        nonlocal shown
        for text in found[shown:]:
            print(text, flush=True)
        shown = len(found)
        if counts["rules"] % 50 == 0:
            print(f"{counts['rows']:,} rows, {counts['rules']:,} rules, {shown:,} differences", flush=True)

    counts, found = many(rows, seed, world=world, tell=tell)
    nodes = counts["nodes"] // counts["rules"]
    print(f"seed {seed}: {counts['rows']:,} rows, {counts['rules']:,} rules of {nodes:,} nodes (at most {counts['most nodes']:,}),")
    print(f"{counts['folds']:,} folds, {counts['faults']:,} rows with a fault")
    print(f"{len(found):,} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), EDGES if sys.argv[3:] == ["edges"] else USUAL))
