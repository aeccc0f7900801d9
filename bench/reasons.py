"""What reasons cost beside the bare decision: `python -m bench.reasons`.

Each question is decided bare and with its complete proof in turn, round by round, so that both see the same machine; shown is the best
round of each. A bare decision has three honest meanings, and the ratio differs by as much:

  executor   facts already typed, rules already compiled: the verdict alone
  mapping    facts given as plain Python values, checked and typed; then the executor
  file       facts read from the text of a YAML file; then the executor

The proof is given the same facts in the same form. A whole process is measured in `process.py`.
The rules are the library's and generated ones of 50 conditions (`tests/engine/explain/rule_sets.py`), with half of the facts missing.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import ASKED, RuleSet, write

from bench.letter import CASES
from bench.reason_parts import PARTS
from pincite import load
from pincite.evaluate import Executor, executor
from pincite.explain.case import open_case
from pincite.explain.determination import explain
from pincite.facts import Facts, Given, facts_from_mapping, read_facts
from pincitec.diagnostics import Source
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.values import Value

ROUNDS = 5
SECONDS = 0.02
"""For how long each takes its turn in a round, at the least once."""
GENERATED = 6
CONDITIONS = 50
CONNECTIVES = ("and", "or", "not", "at_least", "same", "decide", "undetermined_unless")


class Question(NamedTuple):
    """A question with its facts in three forms; of generated rules, typed only."""

    name: str
    pack: Pack
    decision: str
    on: date
    facts: Facts
    mapping: Mapping[str, object] | None = None
    text: Source | None = None


def yaml_of(data: object, depth: int = 0) -> str:
    """Plain data as the text of a facts file."""
    pad = "  " * depth
    if isinstance(data, Mapping):
        return "".join(f"{pad}{k}:{' ' if not isinstance(v, Mapping) else chr(10)}{yaml_of(v, depth + 1)}" for k, v in data.items())
    return f"{str(data).lower() if isinstance(data, bool) else data}\n"


def library() -> list[Question]:
    pack = load()
    found = []
    for name, (decision, mapping, on) in CASES.items():
        text = Source("facts.yaml", yaml_of(mapping))
        facts, problems = read_facts(text, pack, on)
        assert facts is not None and not problems, problems
        assert facts.values == facts_from_mapping(mapping, pack, on)[0].values  # type: ignore[union-attr]
        found.append(Question(name, pack, decision, on, facts, mapping, text))
    return found


def generated() -> list[Question]:
    """Rules of about 50 conditions over decisions that hold or fail, each with half of its facts."""
    found: list[Question] = []
    with tempfile.TemporaryDirectory() as folder:
        seed = 0
        while len(found) < GENERATED:
            rules = write(Random(seed), Size(CONDITIONS + 10, values=False, shared=0.1), Path(folder))
            if CONDITIONS - 5 <= conditions(rules) <= CONDITIONS + 5:
                found.append(Question(f"generated {seed}", rules.pack, rules.decisions[0], ASKED, half(rules, Random(seed))))
            seed += 1
    return found


def conditions(rules: RuleSet) -> int:
    """How many different conditions the first decision of a rule set turns on."""
    pack = rules.pack
    sliced = slice_graph(pack, ASKED, {}, (pack.main_question(rules.decisions[0]).verdict,))
    used = {a for n in sliced.order if sliced.nodes[n].op in CONNECTIVES for a in sliced.nodes[n].args}
    return sum(1 for n in used if sliced.nodes[n].type == "boolean" and sliced.nodes[n].op not in (*CONNECTIVES, "const"))


def half(rules: RuleSet, random: Random) -> Facts:
    values: dict[str, Value] = {n: random.choice(ways) for n, ways in rules.ways.items() if random.random() < 0.5}
    return typed(values)


def typed(values: Mapping[str, Value]) -> Facts:
    """Facts of these values, as they are once read."""
    return Facts({n: Given(n, v, "") for n, v in values.items()}, dict(values), asked=ASKED)


def runner(q: Question) -> tuple[Executor, int]:
    """The compiled question and the node of its verdict, without what only a proof shows."""
    verdict = q.pack.main_question(q.decision).verdict
    chosen = {c.name: c.default for c in q.pack.choices}
    return executor(slice_graph(q.pack, q.on, chosen, (verdict,)), q.pack), verdict


def in_turn(runs: Sequence[Callable[[], Any]]) -> list[float]:
    """Microseconds a run of each, in the best of rounds in which all take their turn."""
    best = [float("inf")] * len(runs)
    for run in runs:
        run()
    for _ in range(ROUNDS):
        for i, run in enumerate(runs):
            start, times = perf_counter(), 0
            while (taken := perf_counter() - start) < SECONDS:
                run()
                times += 1
            best[i] = min(best[i], taken / times)
    return [b * 1e6 for b in best]


def ratios(q: Question) -> list[tuple[str, float, float]]:
    """By form of the facts: microseconds of the bare decision and of the complete proof."""
    run, verdict = runner(q)

    def proof(facts: Facts) -> object:
        return explain(q.pack, q.decision, facts, on=q.on, law_on=q.on, readings={})

    def mapped() -> Facts:
        assert q.mapping is not None
        return facts_from_mapping(q.mapping, q.pack, q.on)[0] or Facts()

    def filed() -> Facts:
        assert q.text is not None
        return read_facts(q.text, q.pack, q.on)[0] or Facts()

    forms: list[tuple[str, Callable[[], Facts]]] = [("executor", lambda: q.facts)]
    forms += [("mapping", mapped)] if q.mapping is not None else []
    forms += [("file", filed)] if q.text is not None else []
    runs: list[Callable[[], object]] = []
    for _, facts in forms:
        runs += [lambda facts=facts: run(facts().values, q.on)[verdict], lambda facts=facts: proof(facts())]  # type: ignore[misc]
    times = in_turn(runs)
    return [(form, times[2 * i], times[2 * i + 1]) for i, (form, _) in enumerate(forms)]


def parts(q: Question) -> list[tuple[str, float]]:
    """Milliseconds of each part of the reasons, from a case that is evaluated already."""
    question = q.pack.main_question(q.decision)
    chosen = {c.name: c.default for c in q.pack.choices}
    case = open_case(q.pack, question, q.facts, q.on, q.on, chosen, "generated")
    return [(name, us / 1000) for name, us in zip(PARTS, in_turn([lambda p=p: p(case) for p in PARTS.values()]), strict=True)]  # type: ignore[misc]


def main() -> None:
    questions = [*library(), *generated()]
    print(f"{'':16}{'bare: form':>12}{'bare, µs':>12}{'proof, µs':>12}{'ratio':>10}")
    for q in questions:
        for form, bare, full in ratios(q):
            print(f"{q.name:16}{form:>12}{bare:12.1f}{full:12.1f}{full / bare:10.1f}")
    print(f"\n{'milliseconds':16}" + "".join(f"{name:>15}" for name in PARTS))
    for q in questions:
        print(f"{q.name:16}" + "".join(f"{ms:15.2f}" for _, ms in parts(q)))


if __name__ == "__main__":
    main()
