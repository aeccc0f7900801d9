"""How long one decision takes in process, with the values of all its nodes: `python -m bench.decision`.

Measured is the level three-A rule of the built-in library, from facts that are already values. A thousand applicants, each another,
are decided one after the other, in ten rounds; shown is the best round, since on a machine that others use too every other figure
measures them. The loop's own cost is measured with a function that does nothing, and subtracted.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from pincite import load
from pincite.evaluate import compile_slice, evaluate
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration
from pincitec.semantics.values import Elapsed, Value

DECISION = "us_nm.level_three.level_three_a"
ASKED = date(2021, 6, 1)
APPLICANTS = 1000
ROUNDS = 10


def applicants(pack: Pack, names: Sequence[str]) -> list[dict[str, Value]]:
    """Facts of a thousand applicants: periods as months or since a day, one fact in five missing."""
    random = Random(22)
    days = [date(2016 + i % 6, 1 + i % 12, 1 + i % 28) for i in range(60) if date(2016 + i % 6, 1 + i % 12, 1 + i % 28) <= ASKED]

    def value(name: str) -> Value:
        kind = pack.type_of[pack.fact[name].type]
        if isinstance(kind, Enumeration):
            return random.randrange(len(kind.members))
        if kind.key == "period":
            return random.randrange(72) if random.random() < 0.8 else Elapsed(random.choice(days), ASKED)
        return random.choice((FAILS, HOLDS, HOLDS))

    return [{name: value(name) for name in names if random.random() < 0.8} for _ in range(APPLICANTS)]


def best(run: Callable[[Any], Any], cases: Sequence[Any]) -> float:
    """Seconds a case in the best round."""
    found = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for case in cases:
            run(case)
        found.append((perf_counter() - start) / len(cases))
    return min(found)


def main() -> None:
    pack = load()
    verdict = pack.main_question(DECISION).verdict
    slice = slice_graph(pack, ASKED, {}, [verdict])
    start = perf_counter()
    compiled = compile_slice(slice, pack)
    making = perf_counter() - start
    people = applicants(pack, compiled.facts)
    ordered = [compiled.ordered(person) for person in people]
    verdicts = [compiled.evaluate(person, ASKED)[verdict] for person in people]
    assert verdicts == [evaluate(slice, person, ASKED)[verdict] for person in people]

    nothing = best(lambda _: None, people)
    run = compiled.run
    rows = (
        ("generated, facts in order, every node's value", best(lambda facts: run(facts, ASKED), ordered) - nothing),
        ("generated, facts by name, values by node number", best(lambda person: compiled.evaluate(person, ASKED), people) - nothing),
        ("reference, facts by name, values by node number", best(lambda person: evaluate(slice, person, ASKED), people) - nothing),
    )
    print(f"{Path(__file__).name}: {DECISION}, {len(slice.order)} nodes, {len(compiled.facts)} facts, {APPLICANTS} applicants")
    print(f"holds {verdicts.count(HOLDS)}, fails {verdicts.count(FAILS)}, undetermined {verdicts.count(UNDETERMINED)}")
    for label, seconds in rows:
        print(f"{label:<50} {seconds * 1e6:8.2f} µs   {seconds * 1e9 / len(slice.order):6.1f} ns a node")
    print(f"{'making the function, once':<50} {making * 1e6:8.0f} µs")


if __name__ == "__main__":
    main()
